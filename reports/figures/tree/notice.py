"""What the notice demands: its clauses and areas, what must happen when, target horizons."""

from dataclasses import dataclass
from datetime import date

from reports.figures.tree.counts import Count


@dataclass(frozen=True, slots=True)
class NoticeFigures:
    """The notice itself."""

    slug: str
    title: str
    council: str
    issuer: str
    upon: str
    status: str
    issued_on: date | None
    issued_on_note: str
    published_on: date | None
    deliver_by: date | None
    deliver_by_printed: str
    tracked_from: date | None
    illustrative: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of an obligation. `state`: met, met_late, late, due, before_tracking."""

    due_on: date
    state: str
    met_on: date | None
    how: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObligationFigures:
    """What must happen when. `awaiting` says what its dates wait for, when they cannot be counted yet."""

    uid: str
    code: str
    kind: str
    title: str
    clause: str
    rhythm: str
    duty_of: str
    councils_duty: bool
    to_whom: str
    our_reading: str
    confirmed: bool
    tracked: bool
    awaiting: str
    next_due: date | None
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class ClauseFigures:
    """One clause and what answers it. `cover`: covered, partly, uncovered, or "" where nothing is asked of the plan."""

    uid: str
    number: str
    depth: int
    heading: str
    text: str
    actions: tuple[str, ...]
    possible: tuple[str, ...]
    obligations: tuple[str, ...]
    cover: str
    says: str


@dataclass(frozen=True, slots=True)
class Horizon:
    """A target horizon that the notice names, and whether a target falls into it."""

    months: int
    due_on: date | None
    covered: bool
    dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class AreaFigures:
    """A finding to be put right, with what is known of it; the judgement is a person's, from the report."""

    uid: str
    code: str
    title: str
    kind: str
    sections: tuple[str, ...]
    ratings: tuple[Count, ...]
    kpi_states: tuple[Count, ...]
    impacts: tuple[Count, ...]
