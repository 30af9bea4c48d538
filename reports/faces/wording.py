"""Codes of the tree as words and marks: a state is always a word with a shape, and a colour only beside them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from govuk import words
from kpis import periods, unsure
from kpis.periods import Kind, Year, called, year_of
from kpis.pictures import ADDS_UP as ADDS_UP_OVER
from kpis.pictures import LOOKS
from notices.calendar import month_end
from reports.figures.tree import (
    ActionFigures,
    ComparatorFigures,
    Count,
    FigurePoint,
    FormerFigures,
    KpiFigures,
    TargetFigures,
    WithdrawnFigures,
)


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
# the shape in text of each look of `govuk.looks`, which draws the same ones on pages
SHAPES = {"blue": "■", "green": "●", "amber": "▲", "red": "◆", "claimed": "□", "hollow": "○", "none": "–"}
# word and look are those of the KPI pages: one state never looks like two
KPI_STATES = {state.value: Mark(SHAPES[look], state.label, look) for state, look in LOOKS.items()}
JUDGED = {"not_progressing": "red", "some": "amber", "sufficient": "green", "achieved": "blue"}
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
ADDS_UP = {str(year): said for year, said in ADDS_UP_OVER.items() if said}
PASTS = {"met": Mark("●", "met", "green"), "missed": Mark("◆", "missed", "red")}
MEANINGS = {
    "blue": "Complete, and the evidence was accepted by a second person",
    "green": "On track for its date and its next milestone",
    "amber": "Slipping, with recovery steps and an expected date that were accepted",
    "red": "Overdue, or off track without accepted recovery steps",
    "not_started": "Not yet due to start",
    "": "No update has been written yet",
}
GROUPS = {
    "parents": "Parents and carers",
    "young_people": "Children and young people",
    "schools": "Schools and settings",
    "staff": "Frontline staff",
}
CLOSED = ("closed", "done")
GLOSSARY = (
    ("Accountable officer", "Clears the report for the council or for the integrated care board (ICB)."),
    ("Baseline", "Where a KPI started; approved by a second person before targets that depend on it are resolved."),
    ("Cut-off", "The moment at which the figures of this report were frozen. Nothing later is in it."),
    ("DfE, NHSE", "Department for Education, NHS England."),
    ("EHC plan", "Education, health and care plan of a child or young person."),
    ("Impact", "None yet, emerging or evidenced: what families notice. Kept apart from delivery on purpose."),
    ("KPI", "Key performance indicator: what is measured to see whether things get better."),
    (
        "Ledger",
        "The record of everything done under this notice; no entry can be altered unseen (see how to check it).",
    ),
    ("Milestone, target", "What a KPI must have reached at a date. The last of them is the target."),
    ("SEND", "Special educational needs and disabilities."),
    ("Silent", "No update was written in the last closed window."),
    ("Slip", "Days between the date first agreed and the one that counts today."),
)


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


def way(number: Decimal, unit: str) -> str:
    """How far it is: 28 percentage points between two percentages; of other units as a value."""
    if UNITS.get(unit) != "%":
        return value(number, unit)
    return f"{words.decimal_plain(number)} percentage {'point' if number == 1 else 'points'}"


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


def period(point: FigurePoint | FormerFigures | WithdrawnFigures) -> str:
    """Of what a figure is: November 2023, Autumn term 2023, or its day."""
    kind = Kind(point.period)
    return when(point.as_at) if kind is Kind.DAY else called(point.as_at, kind)


def published(row: ComparatorFigures) -> str:
    """When others published it, inside a sentence: in the academic year 2022/23, on 14 July 2023."""
    kind = Kind(row.period)
    return f"{'on' if kind is Kind.DAY else 'in'} {periods.inside(row.as_at, kind)}"


def inside(named: str) -> str:
    """The name of a period inside a sentence: November 2023, the autumn term 2023."""
    year_or_term = " term " in named or " year " in named
    return f"the {words.lower_first(named)}" if year_or_term else named


def adds_up(kpi: KpiFigures) -> str:
    """That its figures are running totals, and of which year; "" where they are not."""
    year = ADDS_UP.get(kpi.cumulates)
    return f"adds up over the {year} and then starts again from nothing" if year else ""


def so_far(point: FigurePoint, kpi: KpiFigures) -> str:
    """Which year's running total a figure is; "" for one that is none."""
    if kpi.cumulates not in set(Year):
        return ""
    year = year_of(point.as_at, Year(kpi.cumulates))
    done = "in the whole of" if point.as_at == year.last else "so far in"
    return f"{done} the {ADDS_UP[kpi.cumulates]} to {words.month(year.last)}"


def agreed(kpi: KpiFigures) -> str:
    """Who agreed the targets that count: the board on 4 December 2023, decision 7; "" where the plan prints them so."""
    row = next((each for each in kpi.targets if each.decision is not None), None)
    if row is None or row.agreed_on is None:
        return ""
    return f"{words.lower_first(row.agreed_by)} on {words.day(row.agreed_on)}, decision {row.decision}"


def counted(kpi: KpiFigures) -> str:
    """What is counted, and out of what; "" where the sheet does not say."""
    return f"{kpi.numerator}, out of {kpi.denominator}" if kpi.numerator and kpi.denominator else kpi.numerator


def sentence(said: str) -> str:
    """The words as a sentence: a capital at its beginning, one full stop at its end; "" stays empty."""
    bare = said.strip()
    ended = bare if bare.endswith((".", "!", "?")) else f"{bare}."
    return f"{ended[:1].upper()}{ended[1:]}" if bare else ""


def difference(action: ActionFigures) -> str:
    """How rating and facts differ, and the owner's explanation; "" where they agree."""
    if not action.difference:
        return ""
    return f"{sentence(action.difference)} {sentence(action.difference_explained) or 'Not explained.'}"


def claimed(action: ActionFigures) -> str:
    """That completion was claimed and is not confirmed yet; "" otherwise."""
    if action.completion != "waiting" or not action.claimed_on:
        return ""
    return f"Claimed complete on {words.day(action.claimed_on)}, awaiting confirmation."


def unaccepted(action: ActionFigures) -> bool:
    """Amber, although nobody has accepted its recovery steps yet."""
    return action.rating == "amber" and not (action.latest and action.latest.recovery_accepted)


def doubt(kpi: KpiFigures) -> str:
    """What makes a KPI's state less sure than it looks, shortly; "" where nothing does, or nothing is stated."""
    return unsure.words(kpi.state, kpi.doubts)


def glossary(short_names: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The terms with the short names of this report's organisations, by the alphabet."""
    known = {name for term, _ in GLOSSARY for name in term.split(", ")}
    ours = ((short, f"{full}.") for short, full in short_names if short not in known)
    return tuple(sorted((*GLOSSARY, *ours), key=lambda row: row[0].lower()))


def flag(said: str) -> str:
    """A flag's sentence; one that came as a code gets its words."""
    return FLAGS.get(said, said)


def listed(names: list[str] | tuple[str, ...]) -> str:
    """a, b and c."""
    return words.listed(list(names))
