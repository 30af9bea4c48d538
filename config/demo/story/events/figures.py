"""What is measured: baselines, figures, judgements of KPIs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from config.demo.story.events.base import Event


@dataclass(frozen=True)
class BaselineProposed(Event):
    """A value proposed as a KPI's baseline."""

    kpi: str
    value: Decimal
    as_at: date
    source: str


@dataclass(frozen=True)
class BaselineApproved(Event):
    """The proposed baseline of a KPI was approved by somebody else."""

    kpi: str


@dataclass(frozen=True)
class Measured(Event):
    """A figure as at a day; `corrects`: it replaces the standing figure of that day and `note` says why."""

    kpi: str
    as_at: date
    value: Decimal
    kind: str = "actual"
    source: str = ""
    note: str = ""
    series_break: bool = False
    corrects: bool = False


@dataclass(frozen=True)
class ComparatorAdded(Event):
    """What others published of a KPI's measure; `period` as in `kpis.Period`."""

    kpi: str
    name: str
    as_at: date
    value: Decimal
    source: str
    period: str = "day"


@dataclass(frozen=True)
class KpiJudged(Event):
    """Somebody judged how a KPI stands, beside what the rules say."""

    kpi: str
    state: str
    reason: str
