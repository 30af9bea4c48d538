"""What others published of the same measure, and which of it is drawn beside a KPI's own figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

MOST = 2
"""So many names are drawn: more lines than these nobody tells apart on a small chart in grey."""
BEFORE = timedelta(days=366)
"""How long before the KPI's own first day others' values may begin: own figures keep the width."""
FARTHEST = 10
"""So many times the greatest own value may theirs be: own figures keep the height."""


@dataclass(frozen=True, slots=True)
class Published:
    """A value that others published: who they are, and when as a sentence says it ("in July 2023"); "" for its day."""

    name: str
    on: date
    value: Decimal
    when: str = ""


@dataclass(frozen=True, slots=True)
class OthersLine:
    """One name's values by date."""

    name: str
    values: tuple[Published, ...]


def drawn(published: Iterable[Published], own: Sequence[tuple[date, Decimal]]) -> list[OthersLine]:
    """The lines of the first MOST names that fit, in the order in which the names come.

    `own` are the days and values that the picture holds anyway. Left out are values of long before the first of them,
    and names that would press the own ones flat.
    """
    first = min((on for on, _ in own), default=date.min)
    since = first - BEFORE if first - date.min > BEFORE else date.min
    most = max((abs(value) for _, value in own), default=Decimal(0)) * FARTHEST
    by_name: dict[str, list[Published]] = {}
    for each in published:
        by_name.setdefault(each.name, []).append(each)
    lines = []
    for name, values in by_name.items():
        kept = tuple(sorted((each for each in values if each.on >= since), key=lambda each: each.on))
        if kept and not (most and max(abs(each.value) for each in kept) > most):
            lines.append(OthersLine(name, kept))
    return lines[:MOST]
