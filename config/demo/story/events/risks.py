"""Risks and what is done about them."""

from dataclasses import dataclass
from datetime import date

from config.demo.story.events.base import Event


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
