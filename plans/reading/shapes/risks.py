"""What is told of a risk."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """One look at a risk."""

    uid: str
    at: datetime
    by: str
    likelihood: int
    impact: int
    text: str

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def title(self) -> str:
        """4 × 3 = 12."""
        return f"{self.likelihood} × {self.impact} = {self.score}"


@dataclass(frozen=True, slots=True)
class MitigationReading:
    """What is done about a risk."""

    uid: str
    pk: int
    version: int
    text: str
    owner: str
    owner_id: int
    due_on: date
    done_on: date | None

    def late(self, on: date) -> bool:
        """Not done by its date."""
        return self.done_on is None and self.due_on < on


@dataclass(frozen=True, slots=True)
class RiskReading:
    """A risk; its reviews newest first, never without one. Scores are likelihood × impact, 1 to 25."""

    uid: str
    pk: int
    version: int
    ref: str
    title: str
    cause: str
    event: str
    effect: str
    owner: str
    owner_id: int
    target_likelihood: int
    target_impact: int
    raised_on: date
    closed_on: date | None
    reviews: tuple[ReviewReading, ...]
    mitigations: tuple[MitigationReading, ...]

    @property
    def latest(self) -> ReviewReading | None:
        """Where it stands now."""
        return self.reviews[0] if self.reviews else None

    @property
    def score(self) -> int:
        """Now; 0 before the first review."""
        return self.reviews[0].score if self.reviews else 0

    @property
    def previous_score(self) -> int:
        """At the review before the last; 0 without one."""
        return self.reviews[1].score if len(self.reviews) > 1 else 0

    @property
    def target_score(self) -> int:
        return self.target_likelihood * self.target_impact
