"""The shapes of what happens in the story: dated events that a replay walks in order."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Event:
    """Something that somebody (`by`, an account's key) did at a moment."""

    at: datetime
    by: str


@dataclass(frozen=True)
class InvitationsSent(Event):
    """Invitations to a meeting, to these seats."""

    meeting: str
    seats: tuple[str, ...]


@dataclass(frozen=True)
class InvitationAnswered(Event):
    """What an invited seat answered: "coming" or "not_coming"."""

    meeting: str
    seat: str
    answer: str


@dataclass(frozen=True)
class MeetingHeld(Event):
    """That a meeting was held; each pair is a seat and how it was filled, as in `boards.Attended`."""

    meeting: str
    attendance: tuple[tuple[str, str], ...]
    notes: str = ""


@dataclass(frozen=True)
class Decided(Event):
    """A numbered decision of the board at a meeting."""

    number: int
    meeting: str
    text: str
    authority: str = "board"


@dataclass(frozen=True)
class LogEntryAdded(Event):
    """A line of the action and impact log; `owner` is a post."""

    number: int
    meeting: str
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class LogEntryUpdated(Event):
    """What was said of a log entry at a meeting; `impact` as in `boards.LogImpact`."""

    number: int
    meeting: str
    text: str
    impact: str
    done: bool = False


@dataclass(frozen=True)
class Updated(Event):
    """An update of an action. `for_post` is "" where a contact writes for an organisation. No rating is Blue."""

    ref: str
    for_post: str
    rating: str
    text: str
    impact: str = "none_yet"
    impact_text: str = ""
    next_steps: str = ""
    recovery_steps: str = ""
    recovery_on: date | None = None
    needed: str = ""


@dataclass(frozen=True)
class RecoveryAccepted(Event):
    """The recovery steps of an action's latest update were accepted."""

    ref: str


@dataclass(frozen=True)
class DifferenceExplained(Event):
    """Why the latest update's rating differs from what the facts suggest."""

    ref: str
    text: str


@dataclass(frozen=True)
class DateChangeAsked(Event):
    """A request for another due date."""

    ref: str
    to: date
    reason: str
    recovery_steps: str


@dataclass(frozen=True)
class DateChangeAnswered(Event):
    """The answer to the open request on an action, with the number of the decision it rests on."""

    ref: str
    agreed: bool
    decision: int


@dataclass(frozen=True)
class MilestoneSet(Event):
    """What must be true of an action at a date."""

    ref: str
    label: str
    due_on: date
    text: str


@dataclass(frozen=True)
class MilestoneMet(Event):
    """That a milestone was met, on a day."""

    ref: str
    label: str
    met_on: date


@dataclass(frozen=True)
class CompletionClaimed(Event):
    """A claim that an action is complete; `evidence` are keys of documents added before."""

    ref: str
    impact_statement: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class CompletionConfirmed(Event):
    """A second person, not accountable for it, accepted the evidence."""

    ref: str


@dataclass(frozen=True)
class CompletionReturned(Event):
    """A second person sent the claim back."""

    ref: str
    why: str


@dataclass(frozen=True)
class EvidenceAdded(Event):
    """A document: a link, or a small text file (`file_name` and `content`). `kind` as in `evidence.DocumentKind`."""

    key: str
    title: str
    kind: str
    dated_on: date
    description: str
    refs: tuple[str, ...]
    link: str = ""
    file_name: str = ""
    content: str = ""


@dataclass(frozen=True)
class VoiceAdded(Event):
    """What a group said, how it was heard, what had been decided or changed by then ("" where nothing yet)."""

    key: str
    group: str
    how_heard: str
    heard_on: date
    source: str
    said: str
    refs: tuple[str, ...]
    changed: str = ""
    changed_on: date | None = None
    asked: int | None = None
    answered: int | None = None
    question: str = ""
    result: str = ""
    result_count: int | None = None
    attributed_to: str = ""


@dataclass(frozen=True)
class EvidenceReplaced(Event):
    """A newer version took the place of a document; it is known by the same key from then on."""

    key: str
    title: str
    dated_on: date
    description: str
    link: str


@dataclass(frozen=True)
class EvidenceOf(Event):
    """What a document proves beyond actions: letters of sections, codes of KPIs, numbers of clauses, days of meetings
    of the partnership board."""

    key: str
    sections: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True)
class VoiceBears(Event):
    """Sections, by letter, that a voice entry bears on as a whole."""

    key: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class VoicesFit(Event):
    """Voice entries that somebody looked at and marked as fit for publishing."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class VoiceAnswered(Event):
    """What was decided or changed later because of a voice entry."""

    key: str
    changed: str
    changed_on: date


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


@dataclass(frozen=True)
class MitigationPlan:
    """What is to be done about a risk, by which post, by when."""

    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class RiskRaised(Event):
    """A risk with where it stands on that day and where it should stand (likelihood and impact, 1 to 5)."""

    ref: str
    title: str
    cause: str
    event: str
    effect: str
    owner: str
    now: tuple[int, int]
    target: tuple[int, int]
    mitigations: tuple[MitigationPlan, ...]


@dataclass(frozen=True)
class RiskReviewed(Event):
    """A look at a risk: likelihood, impact and why."""

    ref: str
    now: tuple[int, int]
    text: str


@dataclass(frozen=True)
class MitigationDone(Event):
    """That a risk's mitigation (counted from 0) was done."""

    ref: str
    index: int


@dataclass(frozen=True)
class RiskClosed(Event):
    """That a risk is no more."""

    ref: str
    text: str


@dataclass(frozen=True)
class StatementWritten(Event):
    """The chair's statement for a report."""

    report: date
    text: str


@dataclass(frozen=True)
class AreaJudged(Event):
    """The judgement of an area in a report; `judged` as in `reports.Judged`."""

    report: date
    area: str
    judged: str
    text: str


@dataclass(frozen=True)
class SectionCommented(Event):
    """The commentary on a section in a report, asked of a post."""

    report: date
    section: str
    asked_of: str
    achieved: str
    planned: str
    help_needed: str = ""


@dataclass(frozen=True)
class FeedbackLeft(Event):
    """What an adviser said of an issued report."""

    report: date
    key: str
    text: str


@dataclass(frozen=True)
class FeedbackAnswered(Event):
    """Our answer, which the next report prints."""

    key: str
    text: str


@dataclass(frozen=True)
class ReportSent(Event):
    """A report was prepared and sent for clearance: its figures freeze."""

    report: date


@dataclass(frozen=True)
class ReportCleared(Event):
    """The accountable officer of an organisation cleared it."""

    report: date
    organisation: str


@dataclass(frozen=True)
class ReportApproved(Event):
    """The chair approved it."""

    report: date


@dataclass(frozen=True)
class ReportIssued(Event):
    """It was issued and submitted to its recipients."""

    report: date


@dataclass(frozen=True)
class ReportDownloaded(Event):
    """Somebody took the issued PDF."""

    report: date
