"""The shape of the tree. Plain values only: text, whole numbers, decimals, days, moments, and tuples of these.

A stored snapshot bears `SHAPE`. Whoever changes a field here adds one to it and writes the step in `upgrade.py`; rows
carry their UUID as `uid`, because refs may change and *what changed* is matched on `uid`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

SHAPE = 3


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of what: (code, words, number). The code is the value to filter a list by."""

    code: str
    words: str
    number: int


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


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """A part of the plan."""

    uid: str
    letter: str
    title: str
    needs_improvement: tuple[str, ...]
    families_said: tuple[str, ...]
    areas: tuple[str, ...]
    ratings: tuple[Count, ...]
    kpi_states: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Accountable:
    """A post or an organisation that answers for an action, as we name it and as printed."""

    name: str
    organisation: str
    printed: str
    covered: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class UpdateFigures:
    """One update. Blue is never here: it is the action's, from a confirmed completion."""

    uid: str
    at: datetime
    by: str
    on_behalf_of: str
    rating: str
    text: str
    impact: str
    impact_text: str
    next_steps: str
    recovery_steps: str
    recovery_on: date | None
    recovery_accepted: bool
    needed: str
    explanation: str


@dataclass(frozen=True, slots=True)
class DateChange:
    """A request for another date. `state`: asked, agreed, declined; `authority` says who decided, with the meeting."""

    uid: str
    asked_on: date
    from_due_on: date
    to_due_on: date
    reason: str
    recovery_steps: str
    state: str
    authority: str
    decided_on: date | None
    meeting_on: date | None
    decision: int | None


@dataclass(frozen=True, slots=True)
class MilestoneFigures:
    """What must be true of an action at a date."""

    label: str
    due_on: date
    text: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """A piece of evidence, by name."""

    uid: str
    title: str
    kind: str
    dated_on: date


@dataclass(frozen=True, slots=True)
class ActionFigures:
    """An action. `rating` is the effective one: blue only with a confirmed completion, "" when nobody rated it yet.

    `completion`: "", waiting, confirmed, returned, reopened. `slip_days` counts from the original date.
    `difference` is the sentence when the reported rating and the facts disagree; `difference_explained` the owner's.
    """

    uid: str
    ref: str
    plan: str
    section: str
    title: str
    what: str
    success: str
    by_when_printed: str
    original_due_on: date | None
    due_on: date | None
    in_place: bool
    slip_days: int
    days_late: int
    accountable: tuple[Accountable, ...]
    lead: str
    clauses: tuple[str, ...]
    areas: tuple[str, ...]
    kpis: tuple[str, ...]
    rating: str
    completion: str
    claimed_on: date | None
    completed_on: date | None
    impact: str
    suggested: str
    suggested_reasons: tuple[str, ...]
    difference: str
    difference_explained: str
    silent: bool
    latest: UpdateFigures | None
    date_changes: tuple[DateChange, ...]
    milestones: tuple[MilestoneFigures, ...]
    evidence: tuple[DocumentFigures, ...]


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A dated target. `value` is None when the rule cannot be resolved yet, and `reason` says why.

    Once its day has come: `past_actual` is the figure that is set against it, of the day `past_on` (its own day, or the
    last before it) and of the kind `past_kind`; `past` is met, missed, or "" while that cannot be said.
    """

    label: str
    due_on: date
    rule: str
    value: Decimal | None
    reason: str
    flags: tuple[str, ...]
    past_actual: Decimal | None
    past_on: date | None
    past_kind: str
    past: str


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure. `kind`: actual, provisional, projected."""

    as_at: date
    value: Decimal
    kind: str
    note: str
    series_break: bool
    corrected_from: Decimal | None


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI. `state`: met, meeting_now, on_track, at_risk, off_track, path_unknown, no_data, not_assessable (`reason`).

    `distance` to the next milestone is in the KPI's unit, positive while there is still a way to go. `doubts` are
    codes of what makes its state less sure than it looks: flags of its targets, and baseline_undated.
    """

    uid: str
    code: str
    section: str
    name: str
    unit: str
    direction: str
    definition: str
    source: str
    from_survey: bool
    baseline_state: str
    baseline: Decimal | None
    baseline_on: date | None
    baseline_printed: str
    baseline_approved_on: date | None
    unplaced: tuple[str, ...]
    targets: tuple[TargetFigures, ...]
    measurements: tuple[FigurePoint, ...]
    state: str
    state_words: str
    reason: str
    rule: str
    next_label: str
    next_due_on: date | None
    next_value: Decimal | None
    expected: Decimal | None
    distance: Decimal | None
    trend: str
    actions: tuple[str, ...]
    flags: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """A risk, where it stands now and stood before. Scores: likelihood × impact, 1 to 25; 0 before the first review."""

    uid: str
    ref: str
    title: str
    cause: str
    event: str
    effect: str
    owner: str
    likelihood: int
    impact: int
    score: int
    previous_score: int
    target_score: int
    reviewed_on: date | None
    review: str
    closed_on: date | None
    mitigations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoiceFigures:
    """What one group said, and what changed. Numbers under five are not given."""

    uid: str
    group: str
    group_words: str
    how_heard: str
    heard_on: date
    source: str
    asked: int | None
    answered: int | None
    said: str
    changed: str
    changed_on: date | None
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatFigures:
    """A place on the board."""

    title: str
    organisation: str
    kind: str
    required: bool
    vacant: bool


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """A meeting that was held or is planned. `invited`: (organisation, day sent, answer) of those invited each time."""

    uid: str
    board: str
    on: date
    held: bool
    present: int
    seats: int
    apologies: tuple[str, ...]
    invited: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """What was decided."""

    uid: str
    number: int
    authority: str
    decided_on: date
    meeting_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class LogFigures:
    """One line of the action and impact log."""

    uid: str
    number: int
    text: str
    owner: str
    due_on: date
    state: str
    impact: str
    latest: str
    late: bool


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The partnership board: its seats, meetings, decisions and log."""

    name: str
    slug: str
    seats: tuple[SeatFigures, ...]
    meetings: tuple[MeetingFigures, ...]
    decisions: tuple[DecisionFigures, ...]
    log: tuple[LogFigures, ...]
    last_meeting_on: date | None
    next_meeting_on: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a notice's readers are told, as on a day."""

    shape: int
    on: date
    notice: NoticeFigures
    obligations: tuple[ObligationFigures, ...]
    clauses: tuple[ClauseFigures, ...]
    horizons: tuple[Horizon, ...]
    areas: tuple[AreaFigures, ...]
    sections: tuple[SectionFigures, ...]
    actions: tuple[ActionFigures, ...]
    kpis: tuple[KpiFigures, ...]
    risks: tuple[RiskFigures, ...]
    voices: tuple[VoiceFigures, ...]
    board: BoardFigures | None
    ratings: tuple[Count, ...]
    kpi_states: tuple[Count, ...]
    not_assessable: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was. `kind`: rating, completion, date, ref, kpi, baseline, correction, risk, added,
    gone; of a correction also written, and told for whatever else differs. `better` is None when it is neither better
    nor worse."""

    kind: str
    subject: str
    was: str
    now: str
    better: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class JudgementFigures:
    """A person's judgement of an area."""

    area: str
    judged: str
    judged_words: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CommentaryFigures:
    """What was achieved and is planned in a section, and where help is needed."""

    section: str
    achieved: str
    planned: str
    help_needed: str
    by: str


@dataclass(frozen=True, slots=True)
class FeedbackFigures:
    """What an adviser asked last time, and our answer."""

    by: str
    on: date
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReportTree:
    """What a progress report says: the figures, what people wrote, and what changed since the last issued one.

    `left_out` are the codes of annexes that are not sent (`reports.faces.annexes`); their figures are here too. A
    correction says in words what it `corrects`; `corrections` is what differs from the version `corrected`, counted and
    not written. `short_names` are (short, full) names of the organisations that appear.
    """

    shape: int
    number: int
    version: int
    due_on: date
    due_warnings: tuple[str, ...]
    period_from: date
    period_to: date
    frozen_at: datetime
    ledger_length: int
    ledger_head: str
    recipients: tuple[str, ...]
    clearing: tuple[str, ...]
    corrects: str
    corrected: str
    corrections: tuple[Change, ...]
    left_out: tuple[str, ...]
    statement: str
    statement_by: str
    judgements: tuple[JudgementFigures, ...]
    commentaries: tuple[CommentaryFigures, ...]
    feedback: tuple[FeedbackFigures, ...]
    previous: str
    changes: tuple[Change, ...]
    short_names: tuple[tuple[str, str], ...]
    figures: Figures
