"""How states of actions and risks are said, and how they look. Pure."""

from datetime import date
from typing import Final

from govuk.words import day, plural
from plans.rating import Impact, Legend, Rating

NO_RATING: Final = "none"
WAITING: Final = "waiting"
RATING_CHOICES: Final = (
    *((rating.value, rating.label) for rating in Rating),
    (WAITING, "Awaiting confirmation"),
    (NO_RATING, "No rating yet"),
)
IMPACT_CHOICES: Final = [(impact.value, impact.label) for impact in Impact]
LEGEND: Final = Legend()
_LOOKS: Final = {Rating.NOT_STARTED: "hollow"}
SCORE_WORDS: Final = {1: "very low", 2: "low", 3: "medium", 4: "high", 5: "very high"}
HIGH, MEDIUM, LOW = ("high", "High"), ("medium", "Medium"), ("low", "Low")
LEVEL_LOOKS: Final = {"high": "red", "medium": "amber", "low": "green"}


def by_when(due_on: date | None) -> str:
    """When something must be true, behind what it is called."""
    return f"by {day(due_on)}" if due_on else "its day still to be settled"


def legend() -> list[tuple[str, str, str]]:
    """What the ratings mean: look, word and meaning of each."""
    return [(_LOOKS.get(rating, rating.value), rating.label, LEGEND.meaning(rating)) for rating in Rating]


def rating_hints() -> dict[str, str]:
    """What each rating that can be chosen means, under its choice."""
    return {rating.value: LEGEND.meaning(rating) for rating in Rating if rating is not Rating.BLUE}


def level(score: int) -> tuple[str, str]:
    """Code and word of a risk's score (likelihood × impact): low up to 5, medium up to 12, high from 15.

    No product of two numbers from 1 to 5 is 13 or 14.
    """
    return HIGH if score >= 15 else MEDIUM if score >= 6 else LOW


def movement(now: int, before: int) -> str:
    """How a score moved since the review before: "up from 6", "down from 20", "unchanged", "new"."""
    if not before:
        return "new"
    if now == before:
        return "unchanged"
    return f"{'up' if now > before else 'down'} from {before}"


def late_words(due_on: date | None, days_late: int, claimed: bool) -> str:
    """How late, in words: "12 days late", "12 days late when claimed", "" when not late."""
    if due_on is None or not days_late:
        return ""
    return f"{plural(days_late, 'day')} late{' when claimed' if claimed else ''}"


def due_words(due_on: date | None, printed: str, in_place: bool) -> str:
    """The date that counts, or what stands in its place."""
    if due_on is not None:
        return day(due_on)
    if in_place:
        return f"In place: {printed}" if printed else "In place"
    return f"Not settled: {printed}" if printed else "Not settled"


def after_the_long_stop(due_on: date | None, deliver_by: date | None) -> str:
    """That a date lies after the day by which the notice wants everything done: allowed, and said; else ""."""
    if due_on is None or deliver_by is None or due_on <= deliver_by:
        return ""
    return f"after the notice’s long stop, {day(deliver_by)}"
