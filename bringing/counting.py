"""What a KPI is counted in, and figures of it that say another span of time: 5 weeks are not 5 days, however the unit
came to be days. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from bringing.plain import Kind, Row
from bringing.reading import Asks, Draft, Read
from bringing.reading.draft import BaselineRead, KpiRead
from bringing.reading.spans import Spanned, span_of, spanned
from bringing.settling import Answer, How
from bringing.sound import Hindrance
from bringing.values import BY_HAND
from govuk.words import listed
from kpis.targets import Rule, Unit
from notices.calendar import in_words

_FIGURE: Final = re.compile(r"kpis/\d+/(?:baseline|targets/\d+/rule)")
_OF_FIGURES: Final = frozenset({Asks.TARGET, Asks.BASELINE})


def printed(read: Read[Any]) -> str:
    """A baseline or a target with the words beside it that count; "" where none do, as beside a typed baseline."""
    value = read.value
    has_words = isinstance(value, Rule | BaselineRead) and value.words
    return (" ".join(read.words.split()) or str(value)) if has_words else ""


def counted(kpi: KpiRead) -> str:
    """The words for a KPI and its unit."""
    return f"{kpi.name.value} {kpi.unit.words}"


def refusal(found: Spanned) -> str:
    """What is said where such a figure is typed."""
    return f"This KPI is counted in days: {found.to_enter}"


def in_other_spans(
    read: Draft, now: Draft, answers: Mapping[str, Answer], rows: Mapping[int, Row]
) -> Iterator[Hindrance]:
    """Of the KPIs in `rows`, by their numbers, those with figures in several spans; of those in days by now, each one
    in another span that is not asked about as it was read: it waits there, or somebody confirmed it."""
    asked = _asked(read, answers)
    for number, row in rows.items():
        kpi = now.kpis[number]
        if kpi.unit.value is not Unit.DAYS:
            yield from (Hindrance(row, number, says) for says in _in_several(number, kpi))
        else:
            for path, called, figure in _figures(number, kpi):
                found = spanned(printed(figure), counted(kpi))
                if found and (path not in asked or figure.rule == BY_HAND):
                    told = f"{called} says “{printed(figure)}”, and the KPI is in days"
                    yield Hindrance(row, number, f"{told}: {found.to_enter}, or choose another unit")


def becoming_days(now: Draft, rows: Mapping[int, Row], stand: Mapping[tuple[Kind, str], Row]) -> Iterator[Hindrance]:
    """KPIs that stand and that the file makes ones in days, with targets in another span, which no file changes. What
    one with a baseline counts no file changes either."""
    for number, row in rows.items():
        there = stand.get(row.same)
        if there is None or row.says.get("unit") != Unit.DAYS or there.says.get("unit") == Unit.DAYS:
            continue
        targets: Any = there.says.get("targets", ()) if there.says.get("baseline_value") is None else ()
        for _, due, rule in targets:
            if spanned(rule, counted(now.kpis[number])):
                told = f"The plan has the target “{rule}” of {in_words(due)}, and the KPI is in days here"
                yield Hindrance(row, number, f"{told}: rebase it on the KPI’s page first, or choose another unit here")


def _in_several(number: int, kpi: KpiRead) -> Iterator[str]:
    """Figures of a KPI that is not in days, in spans that differ: they would be compared as they stand. The words of
    the file beside a typed baseline are none of it."""
    told: dict[str, str] = {}
    for _, _, figure in _figures(number, kpi):
        words = printed(figure) or " ".join(figure.words.split())
        counts = figure.value is not None and not (isinstance(figure.value, BaselineRead) and figure.rule == BY_HAND)
        if counts and (span := span_of(words)):
            told.setdefault(span, f"“{words}”")
    if len(told) > 1:
        said = listed([*told.values()], "and")
        yield f"{said} would be compared as if they were in one unit of time: enter its figures in one"


def _figures(number: int, kpi: KpiRead) -> Iterator[tuple[str, str, Read[Any]]]:
    """A KPI's baseline and its dated targets, with what each is called."""
    yield f"kpis/{number}/baseline", "Baseline", kpi.baseline
    for at, each in enumerate(kpi.targets):
        if each.due_on.value:
            called = f"{each.label.value} ({in_words(each.due_on.value)})"
            yield f"kpis/{number}/targets/{at}/rule", called, each.rule


def _asked(read: Draft, answers: Mapping[str, Answer]) -> Collection[str]:
    """The figures of KPIs that the file itself has in days which are asked about as they were read, until somebody says
    anything else than that they are right."""
    found: set[str] = set()
    for doubt in (each for each in read.doubts if each.asks in _OF_FIGURES):
        if doubt.key not in answers or answers[doubt.key].how is How.RIGHT:
            found |= {path for path in doubt.about if _FIGURE.fullmatch(path)}
    return {path for path in found if read.kpis[int(path.split("/")[1])].unit.value is Unit.DAYS}
