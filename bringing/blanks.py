"""What is asked of a KPI with blank targets: of these alone, or of all values of its row, where they may stand under
other headings than their own. Pure."""

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from bringing.reading import Asks, Certainty, Doubt, Draft, Read
from bringing.reading.draft import KpiRead
from bringing.values import LEFT_OPEN
from kpis.targets import Rule


def blank(doubt: Doubt, values: Mapping[str, Read[Any]]) -> tuple[str, ...]:
    """Those of its values whose cells are blank. `values` are the file's own by their paths."""
    return tuple(path for path in doubt.about if path in values and not values[path].sources)


def is_of_all(doubt: Doubt, values: Mapping[str, Read[Any]]) -> bool:
    """Whether a blank target is asked about together with the other values of its row, since these may have moved."""
    return doubt.asks is Asks.BLANK_TARGET and any(path in values and values[path].sources for path in doubt.about)


def may_have_moved(draft: Draft, values: Mapping[str, Read[Any]]) -> frozenset[int]:
    """The numbers of the KPIs of which nobody knows which value is whose, as long as nobody says it."""
    asked = (each for each in draft.doubts if each.asks is Asks.UNPLACED or is_of_all(each, values))
    return frozenset(number_of(each) for each in asked)


def number_of(doubt: Doubt) -> int:
    """The number of the KPI that it is about."""
    return int(doubt.about[0].split("/")[1])


def unread(about: Mapping[str, Read[Any]]) -> frozenset[str]:
    """Those values that were not read: that another one of their row is blank says nothing of them."""
    return frozenset(path for path, read in about.items() if read.certainty is Certainty.OPEN)


def displaced(path: str, kpi: KpiRead, alone: Container[str]) -> KpiRead:
    """A KPI with the values of its targets, and a date that is none, among the cells without a place; but those of
    which something was said."""
    out = [*kpi.unplaced]
    as_at = kpi.as_at
    if as_at.value is None and as_at.sources and f"{path}/as_at" not in alone:
        out += as_at.sources
        as_at = Read(None, LEFT_OPEN, (), Certainty.OPEN)
    blank: Read[Rule | None] = Read(None, LEFT_OPEN, (), Certainty.OPEN)
    kept = {at for at in range(len(kpi.targets)) if f"{path}/targets/{at}/rule" in alone}
    out += [source for at, each in enumerate(kpi.targets) if at not in kept for source in each.rule.sources]
    targets = tuple(each if at in kept else replace(each, rule=blank) for at, each in enumerate(kpi.targets))
    return replace(kpi, as_at=as_at, targets=targets, unplaced=tuple(out))
