"""What the plan promises: sections and actions with their updates, dates and evidence; risks; voices."""

from dataclasses import dataclass
from datetime import date, datetime

from reports.figures.tree.counts import Count


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
    """One update. Blue is never here: it is the action's, from a confirmed completion.

    `waits_for_clearing`: the plan's lead wants updates to be cleared by an accountable officer, and nobody has yet.
    """

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
    cleared_by: str
    cleared_on: date | None
    waits_for_clearing: bool


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
    """What must be true of an action at a date, None while that is to be settled."""

    label: str
    due_on: date | None
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
class RetiredFigures:
    """An action that was taken out of the plan, and why."""

    uid: str
    ref: str
    title: str
    section: str
    on: date
    why: str


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
