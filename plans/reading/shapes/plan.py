"""What is told of a plan as a whole."""

from dataclasses import dataclass
from datetime import date, datetime

from plans.reading.shapes.actions import ActionReading
from plans.reading.shapes.risks import RiskReading


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan by name. `cleared_since`: since when its updates are to be cleared, None where they are not."""

    uid: str
    pk: int
    slug: str
    title: str
    edition: int
    source_note: str
    cleared_since: datetime | None


@dataclass(frozen=True, slots=True)
class RetiredReading:
    """An action that was taken out of the plan, and why."""

    uid: str
    ref: str
    title: str
    section: str
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class SectionReading:
    """A part of a plan."""

    uid: str
    pk: int
    plan: str
    letter: str
    title: str
    needs_improvement: tuple[str, ...]
    families_said: tuple[str, ...]
    area_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """Everything of a notice's plans and its risks, as on a day. All empty where nothing answers the notice yet."""

    plans: tuple[PlanHead, ...]
    sections: tuple[SectionReading, ...]
    actions: tuple[ActionReading, ...]
    risks: tuple[RiskReading, ...]
    retired: tuple[RetiredReading, ...]
