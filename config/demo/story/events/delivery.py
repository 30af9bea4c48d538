"""What happens to actions: updates, dates, milestones, completion."""

from dataclasses import dataclass
from datetime import date

from config.demo.story.events.base import Event


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
