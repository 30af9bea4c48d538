"""The versions of a KPI's definition sheet: what it said each time that it was changed, by whom and why. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from kpis.models import Cumulates, Direction, Frequency, Origin, Unit
from kpis.reading.history import Entry
from plans.versions import Version, differences, different

__all__ = ["LABELS", "Version", "differences", "in_words", "versions"]

LABELS: Final[Mapping[str, str]] = {
    "definition": "What is counted",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "unit": "Unit",
    "direction": "Which way is better",
    "cumulates": "Adds up over a year",
    "source": "Source",
    "origin": "Where it comes from",
    "frequency": "How often",
    "caveats": "Caveats",
    "data_lead": "Data lead",
    "organisation": "Whose figures",
}
"""What a sheet says, in the order in which it is told."""

_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "unit": lambda code: Unit(code).label,
    "direction": lambda code: Direction(code).label,
    "cumulates": lambda code: Cumulates(code).label,
    "origin": lambda code: Origin(code).label,
    "frequency": lambda code: Frequency(code).label,
}


def in_words(name: str, value: Any) -> str:
    """What a field of the sheet says, for people; "" for what is empty."""
    if value is None:
        return ""
    told = _WORDS.get(name)
    return str(told(value) if told else value)


def versions(entries: Iterable[Entry]) -> list[Version]:
    """The versions in order, from what was written of the KPI, oldest first; what changes nothing in it makes none."""
    found: list[Version] = []
    for entry in entries:
        if entry.kind != "kpi":
            continue
        fields = {label: in_words(name, entry.said[name]) for name, label in LABELS.items()}
        changed = different(found[-1].fields, fields) if found else tuple(fields)
        if changed:
            found.append(Version(len(found) + 1, entry.at, entry.by, entry.why, fields, changed))
    return found
