"""What a KPI is counted in by the words beside its figures, “140 days”, where nothing else says it."""

import re
from collections.abc import Mapping
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns
from bringing.reading.draft import Certainty, Read, Role
from bringing.reading.grid import Part, Row
from bringing.reading.spans import span_of
from kpis.targets import Rule, RuleKind, Unit, parse_rule

_WORDS: Final = re.compile(r"[^\W\d_]+")
_RULE: Final = "the words of its values"


def unit_of_days(
    row: Row, columns: Columns, called: Mapping[Unit, str], path: str, building: Building
) -> Read[Unit] | None:
    """Days, where figures are printed in them; asked about where others are not. `called` are the units in words."""
    parts = _figures(row, columns)
    in_days = [part for part in parts if span_of(part.plain) == "days"]
    if not in_days:
        return None
    sources = tuple(source for part in in_days for source in part.sources)
    if len(in_days) == len(parts):
        return Read(Unit.DAYS, _RULE, sources)
    says = f"“{in_days[0].plain}” is in days, and not all figures of this KPI say so: choose the unit"
    read, others = called[Unit.DAYS], (called[Unit.COUNT],)
    building.asking.ask(Asks.UNIT, path, sources, says, read=read, others=others)
    return Read(Unit.DAYS, _RULE, sources, Certainty.ASKED)


def _figures(row: Row, columns: Columns) -> list[Part]:
    """The cells of its baseline and targets that begin with a figure; a change has no unit of the KPI’s."""
    parts = (row.at(column) for column in columns.all_of(Role.BASELINE, Role.TARGET))
    return [part for part in parts if part and part.plain.lstrip()[:1].isdigit() and not _is_change(part.plain)]


def _is_change(printed: str) -> bool:
    rule = parse_rule(printed)
    return isinstance(rule, Rule) and rule.kind is not RuleKind.VALUE


def is_in_one_span(row: Row, columns: Columns) -> bool:
    """Whether all figures are printed in the same span of time and say no more, such as “20 weeks”."""
    parts = _figures(row, columns)
    said = {" ".join(_WORDS.findall(part.plain.casefold())) for part in parts}
    return len(said) == 1 and all(span_of(part.plain) for part in parts)
