"""The shapes in which a notice and its plan are written down: frozen values, no database, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class AreaKind(StrEnum):
    """What sort of finding an area is; values as in `notices.AreaKind`."""

    SIGNIFICANT_WEAKNESS = "significant_weakness"
    PRIORITY_ACTION = "priority_action"
    AREA_FOR_IMPROVEMENT = "improvement"
    DFE_RECOMMENDATION = "recommendation"


class ObligationKind(StrEnum):
    """What a clause requires to happen; values as in `notices.ObligationKind`."""

    BOARD_MEETING = "board"
    PROGRESS_REPORT = "report"
    REVIEW = "review"
    SELF_ASSESSMENT = "self_assessment"
    PLAN = "plan"
    TARGET_HORIZON = "targets"
    INVITATION = "invitation"
    KEEP_UP_TO_DATE = "up_to_date"
    ONE_OFF = "one_off"


class Anchor(StrEnum):
    """The day that a rhythm counts from."""

    ISSUE = "issue"
    PUBLICATION = "publication"
    FIRST_MEETING = "first_meeting"
    NONE = "none"


@dataclass(frozen=True)
class EveryMonths:
    """Every `months` months on the anchor's day; `at_least`: the next is counted from the last one held."""

    months: int
    at_least: bool = False


@dataclass(frozen=True)
class EveryWeeks:
    """Every `weeks` weeks from the anchor."""

    weeks: int


@dataclass(frozen=True)
class EachMonth:
    """Once in each calendar month, no day stated."""


@dataclass(frozen=True)
class MonthsAfter:
    """At each of these numbers of months after the anchor."""

    months: tuple[int, ...]


@dataclass(frozen=True)
class Within:
    """Once, within so many months of the anchor."""

    months: int


@dataclass(frozen=True)
class OnDates:
    """On these days; `printed` says how the document words them, in the same order."""

    dates: tuple[date, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True)
class OnceBy:
    """Once, by a day; `printed` says how the document words it."""

    on: date
    printed: str


@dataclass(frozen=True)
class EachMeeting:
    """At, or for, each meeting of the board."""


@dataclass(frozen=True)
class AgreedTimetable:
    """To dates that are agreed with somebody; the document prints none."""

    agreed_with: str


@dataclass(frozen=True)
class BeforeEachReview:
    """Before each review that is announced."""


@dataclass(frozen=True)
class KeptUpToDate:
    """All the time."""


@dataclass(frozen=True)
class NoneStated:
    """The document names no day and no rhythm."""


Rhythm = (
    EveryMonths
    | EveryWeeks
    | EachMonth
    | MonthsAfter
    | Within
    | OnDates
    | OnceBy
    | EachMeeting
    | AgreedTimetable
    | BeforeEachReview
    | KeptUpToDate
    | NoneStated
)


@dataclass(frozen=True)
class Clause:
    """One paragraph of a notice. `heading` is the heading that stands directly above it, if any.

    `number` is as printed, or a stable one of ours when `printed` is false; `parent` is a clause's number or "".
    """

    number: str
    text: str
    parent: str = ""
    heading: str = ""
    printed: bool = True


@dataclass(frozen=True)
class Area:
    """A finding to be put right. `code` is ours and stable, `printed` the document's own number, if it has one."""

    code: str
    title: str
    text: str
    kind: AreaKind
    printed: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Obligation:
    """Something that a clause requires to happen. `reading` is not empty where the text leaves it to us: why."""

    key: str
    clause: str
    kind: ObligationKind
    summary: str
    rhythm: Rhythm
    duty: str
    anchor: Anchor = Anchor.NONE
    sender: str = ""
    to: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Inspection:
    """What the notice rests on."""

    title: str
    by: tuple[str, ...]
    held: str = ""
    dated_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class Notice:
    """An improvement notice. `notes` are doubts and readings that its page must show."""

    slug: str
    title: str
    council: str
    partners: tuple[str, ...]
    issued_by: str
    service: str
    preamble: str
    inspection: Inspection
    status: str
    clauses: tuple[Clause, ...]
    areas: tuple[Area, ...]
    obligations: tuple[Obligation, ...]
    issued_on: date | None = None
    issued_on_illustrative: bool = False
    issued_printed: str = ""
    published_on: date | None = None
    deliver_by: date | None = None
    deliver_by_printed: str = ""
    tracked_from: date | None = None
    tracked: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """An organisation named in the documents or in the story; `kind` as in `people.OrganisationKind`."""

    key: str
    name: str
    short_name: str
    kind: str


@dataclass(frozen=True)
class Post:
    """A role title within an organisation. `guess`: the document does not say which organisation; this is our reading.

    `aliases` are other wordings in the same document that mean this post.
    """

    key: str
    title: str
    organisation: str
    aliases: tuple[str, ...] = ()
    plural: bool = False
    guess: bool = False


@dataclass(frozen=True)
class Accountable:
    """Who answers for an action: a post's key or an organisation's key (one of the two), with the printed text."""

    printed: str
    post: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Action:
    """An action of the plan; `title` is ours. `due_on` is None only where the document says that it is in place."""

    ref: str
    section: str
    title: str
    what: str
    outcomes: tuple[str, ...]
    by_when: str
    due_on: date | None
    accountable: tuple[Accountable, ...]
    clauses: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    possible_clauses: tuple[str, ...] = ()
    already_in_place: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the plan, with what is wrong today and what families have said."""

    code: str
    title: str
    areas: tuple[str, ...]
    needs_improvement: tuple[str, ...]
    families_said: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """An improvement plan that answers one notice."""

    slug: str
    title: str
    notice: str
    years: str
    sections: tuple[Section, ...]
    actions: tuple[Action, ...]
    notes: tuple[str, ...] = ()


class Unit(StrEnum):
    """What a KPI counts in; NOT_STATED where the document does not say."""

    COUNT = "count"
    PERCENT = "percent"
    NOT_STATED = "not_stated"


class Direction(StrEnum):
    """Which way is better; NOT_SET where that is not evident."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SET = "not_set"


class BaselineState(StrEnum):
    """Whether there is a number to start from."""

    NUMERIC = "numeric"
    AWAITED = "awaited"
    TO_BE_DEVELOPED = "to_be_developed"


class NotAssessable(StrEnum):
    """Why a KPI cannot be assessed as printed: the first reason that holds."""

    UNPLACED_CELLS = "unplaced_cells"
    TARGET_AWAITED = "target_awaited"
    BASELINE_AWAITED = "baseline_awaited"


@dataclass(frozen=True)
class Baseline:
    """Where a KPI starts: the two printed cells, and what they resolve to (as-at months on their last day)."""

    printed: str
    state: BaselineState
    value: Decimal | None = None
    as_at_printed: str = ""
    as_at: date | None = None


@dataclass(frozen=True)
class Target:
    """One dated target row. `rule` is as printed; "" is a blank cell, "TBC" an awaited one."""

    label: str
    heading: str
    on: date
    rule: str


@dataclass(frozen=True)
class KpiTable:
    """One printed table of KPIs: its columns, left to right, and the target columns' dates."""

    key: str
    section: str
    heading: str
    columns: tuple[str, ...]
    targets: tuple[tuple[str, str, date], ...]
    out_of_order: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kpi:
    """One KPI. `unplaced`: the cells after the baseline, as printed, where there are fewer values than columns.

    `actions` are those that should move it: our reading, the document does not say.
    """

    code: str
    table: str
    name: str
    unit: Unit
    direction: Direction
    baseline: Baseline
    targets: tuple[Target, ...]
    unplaced: tuple[str, ...] = ()
    survey: bool = False
    flags: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """The letter of its section."""
        return self.code[0]

    @property
    def not_assessable(self) -> NotAssessable | None:
        """The first reason why it cannot be assessed as printed, or None."""
        if self.unplaced:
            return NotAssessable.UNPLACED_CELLS
        if any(target.rule in ("", "TBC") for target in self.targets):
            return NotAssessable.TARGET_AWAITED
        relative = any("reduction" in t.rule or "increase" in t.rule for t in self.targets)
        if relative and self.baseline.value is None:
            return NotAssessable.BASELINE_AWAITED
        return None
