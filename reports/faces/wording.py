"""Codes of the tree as words and marks: a state is always a word with a shape, and a colour only beside them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from govuk import words
from notices.calendar import month_end
from reports.figures.tree import ActionFigures, Count, KpiFigures, TargetFigures


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as it is printed: its shape, its word, and the name of its colour in the style sheet."""

    shape: str
    word: str
    look: str


RATINGS = {
    "blue": Mark("■", "Blue", "blue"),
    "green": Mark("●", "Green", "green"),
    "amber": Mark("▲", "Amber", "amber"),
    "red": Mark("◆", "Red", "red"),
    "not_started": Mark("○", "Not started", "hollow"),
    "": Mark("–", "No rating yet", "none"),
}
KPI_STATES = {
    "met": Mark("■", "Met", "blue"),
    "meeting_now": Mark("■", "Meeting it now", "blue"),
    "on_track": Mark("●", "On track", "green"),
    "at_risk": Mark("▲", "At risk", "amber"),
    "off_track": Mark("◆", "Off track", "red"),
    "path_unknown": Mark("○", "Not yet met, path unknown", "hollow"),
    "no_data": Mark("–", "No data", "none"),
    "not_assessable": Mark("–", "Not assessable", "none"),
}
JUDGED = {"not_progressing": "red", "some": "amber", "sufficient": "green", "achieved": "blue"}
SHAPES = {"red": "◆", "amber": "▲", "green": "●", "blue": "■"}
IMPACTS = {"": "none yet", "none_yet": "none yet", "emerging": "emerging", "evidenced": "evidenced"}
COVER = {
    "covered": Mark("●", "Covered", "green"),
    "partly": Mark("▲", "Partly covered", "amber"),
    "uncovered": Mark("◆", "Not covered", "red"),
}
OCCURRENCES = {
    "met": "met",
    "met_late": "met late",
    "late": "late",
    "due": "due",
    "before_tracking": "before tracking",
}
BASELINES = {
    "awaited": "awaited",
    "to_be_developed": "measure to be developed",
    "proposed": "proposed, not yet approved",
}
UNITS = {"percent": "%", "count": "number", "days": "days", "not_stated": "", "not stated": ""}
DIRECTIONS = {"higher": "higher is better", "lower": "lower is better"}
FLAGS = {
    "unattainable": "a target above 100% or below 0 cannot be attained",
    "unit_differs": "the target is in another unit than the KPI",
    "out_of_order": "milestones are printed out of date order",
    "same_as_before": "the milestone equals the one before",
    "not_monotonic": "a later target asks for less than an earlier one",
    "against_direction": "the target points the other way than better",
    "after_long_stop": "the target is dated after the notice’s own end",
}


def rating(code: str) -> Mark:
    """The mark of a delivery rating; an unknown one is shown as it is."""
    return RATINGS.get(code) or Mark("–", code, "none")


def kpi_state(code: str, said: str) -> Mark:
    """The mark of a KPI's state, in the words that the figures bear."""
    known = KPI_STATES.get(code)
    return Mark(known.shape, said or known.word, known.look) if known else Mark("–", said or code, "none")


def judged(code: str, said: str) -> Mark:
    """The mark of a person's judgement of an area."""
    look = JUDGED.get(code, "none")
    return Mark(SHAPES.get(look, "–"), said or "Not yet judged", look)


def value(number: Decimal | None, unit: str) -> str:
    """24%, 24 days, 24; "" for None."""
    if number is None:
        return ""
    known = UNITS.get(unit, unit)
    suffix = "%" if known == "%" else f" {known}" if known == "days" else ""
    return f"{words.decimal_plain(number)}{suffix}"


def tally(counts: tuple[Count, ...]) -> str:
    """4 Blue, 13 Green: what is not there is not said."""
    return ", ".join(f"{count.number} {words.lower_first(count.words)}" for count in counts if count.number) or "none"


def original_date(action: ActionFigures) -> str:
    """The date as first agreed; where the plan prints no date, its words."""
    if action.original_due_on:
        return words.day(action.original_due_on)
    return action.by_when_printed or "no date yet"


def current_date(action: ActionFigures) -> str:
    """The date that counts today."""
    if action.in_place:
        return "in place"
    return words.day(action.due_on) if action.due_on else "no date yet"


def baseline(kpi: KpiFigures) -> str:
    """16 (January 2023), or why there is none."""
    if kpi.baseline is None:
        return BASELINES.get(kpi.baseline_state, "awaited")
    month = f" ({words.month(kpi.baseline_on)})" if kpi.baseline_on else ""
    return f"{value(kpi.baseline, kpi.unit)}{month}"


def target(row: TargetFigures, unit: str) -> str:
    """What a target asks for: its value, with its rule where that is another text; or why it has no value yet."""
    if row.value is None:
        rule = "" if row.rule == "TBC" else row.rule
        return f"{rule} ({row.reason})" if rule and row.reason else rule or row.reason or "awaited"
    said = value(row.value, unit)
    return said if row.rule in ("", said, words.decimal_plain(row.value)) else f"{said} ({row.rule})"


def when(day: date) -> str:
    """July 2023 for the last day of a month, as plans print it; any other day in full."""
    return words.month(day) if day == month_end(day.year, day.month) else words.day(day)


def flag(said: str) -> str:
    """A flag's sentence; one that came as a code gets its words."""
    return FLAGS.get(said, said)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """a, b and c."""
    return words.listed(list(names))
