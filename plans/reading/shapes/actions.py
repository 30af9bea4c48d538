"""What is told of an action: its updates, dates, milestones, claims and evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from govuk.words import day
from plans.rating import Facts, Rating, Suggestion
from plans.slippage import Slippage


@dataclass(frozen=True, slots=True)
class AccountableReading:
    """Who answers for an action. `covered`: somebody holds the post that day, or is the organisation's contact."""

    name: str
    organisation: str
    printed: str
    post_id: int | None
    organisation_id: int | None
    covered: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class UpdateReading:
    """One update. `organisation` is that of the post on whose behalf it was written, "" for none."""

    uid: str
    pk: int
    version: int
    at: datetime
    by: str
    by_id: int
    on_behalf_of: str
    rating: Rating
    text: str
    impact: str
    impact_text: str
    next_steps: str
    recovery_steps: str
    recovery_on: date | None
    recovery_accepted_by: str
    recovery_accepted_at: datetime | None
    needed: str
    explanation: str
    explained_by: str
    explained_at: datetime | None
    cleared_by: str
    cleared_at: datetime | None
    cycle_id: int | None

    @property
    def signed(self) -> str:
        """Who wrote it and for whom, said once where an account is named after its post."""
        return f"{self.by}, on behalf of {self.on_behalf_of}" if self.on_behalf_of not in ("", self.by) else self.by

    @property
    def recovery_accepted(self) -> bool:
        return self.recovery_accepted_at is not None


@dataclass(frozen=True, slots=True)
class DateChangeReading:
    """A request for another date. `state`: asked, agreed, declined. `authority`: "", board, chair, dfe; `meeting_on` is
    the meeting that decided, or ratified the chair's action, `decided` what was decided and why."""

    uid: str
    pk: int
    asked_by: str
    asked_at: datetime
    from_due_on: date
    to_due_on: date
    reason: str
    recovery_steps: str
    state: str
    authority: str
    authority_words: str
    decision: int | None
    decided: str
    decided_on: date | None
    meeting_on: date | None
    ratified_on: date | None
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class MilestoneReading:
    """What must be true at a date, None while that is to be settled; met, the title of the document that shows it, ""
    for none."""

    uid: str
    pk: int
    label: str
    due_on: date | None
    text: str
    met_on: date | None
    version: int
    evidence: str
    evidence_uid: str | None

    def missed(self, on: date) -> bool:
        """Not met by its date."""
        return self.met_on is None and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class CompletionReading:
    """A claim of completion. `state`: waiting, confirmed, returned, reopened."""

    uid: str
    pk: int
    version: int
    claimed_by: str
    claimed_by_id: int
    claimed_at: datetime
    impact_statement: str
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A piece of evidence."""

    uid: str
    pk: int
    title: str
    kind: str
    kind_words: str
    dated_on: date
    attached_as: int


@dataclass(frozen=True, slots=True)
class ActionReading:
    """An action as on a day, newest first where there are several of something.

    `rating` is the effective one as stored, "" for none yet, blue only with a confirmed completion. `completion` is the
    state of the latest claim, "" without one. `difference` is the sentence in which the reported rating and the facts
    part, "" where they agree. `silent`: not complete and without an update in the last closed window.
    """

    uid: str
    pk: int
    version: int
    plan: str
    section: str
    ref: str
    title: str
    what: str
    success: str
    by_when_printed: str
    original_due_on: date | None
    due_on: date | None
    starts_on: date | None
    in_place: bool
    slippage: Slippage
    days_late: int
    accountable: tuple[AccountableReading, ...]
    lead: str
    lead_id: int | None
    area_codes: tuple[str, ...]
    clause_numbers: tuple[str, ...]
    possible_clauses: tuple[str, ...]
    failing_kpis: tuple[str, ...]
    updates: tuple[UpdateReading, ...]
    date_changes: tuple[DateChangeReading, ...]
    milestones: tuple[MilestoneReading, ...]
    completions: tuple[CompletionReading, ...]
    evidence: tuple[DocumentReading, ...]
    rating: str
    facts: Facts
    suggestion: Suggestion
    difference: str
    silent: bool
    retired_by: str
    retired_at: datetime | None
    retired_why: str

    @property
    def retired(self) -> bool:
        """It left the plan: it is neither late nor silent, and nothing is said of it any more."""
        return self.retired_at is not None

    @property
    def gone(self) -> str:
        """When it left the plan and what that means, "" for one that stands in it."""
        if self.retired_at is None:
            return ""
        return f"{self.ref} was retired on {day(self.retired_at)}: it is not counted or reported, and takes no updates"

    @property
    def latest(self) -> UpdateReading | None:
        """The update that counts now."""
        return self.updates[0] if self.updates else None

    @property
    def claim(self) -> CompletionReading | None:
        """The latest claim of completion, however it was answered."""
        return self.completions[0] if self.completions else None

    @property
    def completion(self) -> str:
        return self.claim.state if self.claim else ""

    @property
    def waits(self) -> bool:
        """Complete, awaiting confirmation."""
        return self.completion == "waiting"

    @property
    def complete(self) -> bool:
        """Confirmed complete."""
        return self.completion == "confirmed"

    @property
    def sent_back(self) -> CompletionReading | None:
        """The latest claim, where it was returned or taken back and nobody has claimed completion since."""
        return self.claim if self.completion in ("returned", "reopened") else None

    @property
    def declined(self) -> DateChangeReading | None:
        """The latest request for another date, where it was declined and nobody has updated or claimed since."""
        change = self.date_changes[0] if self.date_changes else None
        if change is None or change.state != "declined" or change.answered_at is None:
            return None
        since = [*(each.at for each in self.updates[:1]), *(each.claimed_at for each in self.completions[:1])]
        return None if any(at > change.answered_at for at in since) else change

    @property
    def late(self) -> bool:
        """Past its date, neither complete nor claimed to be."""
        return self.days_late > 0 and not self.waits and not self.complete

    @property
    def slip_days(self) -> int:
        return self.slippage.days

    @property
    def uncovered(self) -> bool:
        """Nobody holds one of its posts."""
        return not all(each.covered for each in self.accountable)

    @property
    def open_date_change(self) -> DateChangeReading | None:
        """The request that waits for a decision."""
        return next((change for change in self.date_changes if change.state == "asked"), None)

    @property
    def impact(self) -> str:
        """As last reported, "" before the first update."""
        return self.latest.impact if self.latest else ""


@dataclass(frozen=True, slots=True)
class MovedKpi:
    """A KPI that an action, of this id, should move, in words. `why`, `by`, `at`: how one knows, who said so, when."""

    action: int
    code: str
    name: str
    state: str
    look: str
    rule: str
    latest: str
    latest_on: str
    milestone: str
    milestone_on: str
    failing: bool
    why: str
    by: str
    at: datetime | None
