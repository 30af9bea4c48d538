"""Whether a figure looks like a slip: asked about and never refused, because a person may say that it is right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from govuk.words import listed
from kpis.certainty import is_firmer
from kpis.periods import NOUNS, Kind, called, inside
from kpis.periods import unlike as differ
from kpis.targets import Unit, shown
from notices.calendar import in_words

MANY: Final = Decimal(10)
HUNDRED: Final = Decimal(100)
NEIGHBOURS: Final = 2
"""So many figures on each side say of what kind of period a series is: after two of another kind it has changed."""
_A: Final = {"actual": "An actual", "provisional": "A provisional"}
FALLS_TO_NOTHING: Final = Decimal(10)
"""From how much on a fall to nothing is asked about: below it, one case more or less may be all there is."""


class Doubt(StrEnum):
    """Why a figure is asked about; a code that the ledger keeps where somebody said that it is right."""

    TENFOLD = "tenfold"
    TENTH = "tenth"
    TO_NOTHING = "to_nothing"
    ABOVE_100 = "above_100"
    BELOW_0 = "below_0"
    FRACTION = "fraction"
    HUNDREDFOLD = "hundredfold"
    ANOTHERS = "anothers"
    SAME_DAY = "same_day"
    AFTER_TARGET = "after_target"
    OTHER_PERIOD = "other_period"
    FORMER_UNIT = "former_unit"
    LESS_FIRM = "less_firm"
    NOT_WHOLE = "not_whole"
    BEFORE_PLAN = "before_plan"


@dataclass(frozen=True)
class Against:
    """What a figure is compared with, and how that is called: the figure of October 2023, the baseline. `later`: it is
    of a day after the figure's own."""

    value: Decimal
    called: str
    later: bool = False

    def told(self, unit: Unit) -> str:
        """The figure of October 2023 was 45%."""
        return f"{self.called} {'is' if self.later else 'was'} {shown(self.value, unit)}"


@dataclass(frozen=True)
class Asked:
    """A doubt, in a sentence that says what looks odd. `instead` is what to do if it is, and `about` what beside the
    figure the answer is about."""

    doubt: Doubt
    sentence: str
    instead: str = "Type it anew"
    about: str = ""


def doubts(
    value: Decimal, unit: Unit, before: Against | None = None, others: Iterable[tuple[str, Decimal]] = ()
) -> tuple[Asked, ...]:
    """What is odd about a figure in this unit, beside the one before it and the last figures of other rows.

    A percentage a hundred times as large or as small as before is asked about as drift of its unit and not once more as
    ten times as much. `others` are names with values, such as those of the other rows of a grid.
    """
    found = [*_range(value, unit), *(_drift(value, unit, before) or _jump(value, unit, before))]
    return (*found, *_anothers(value, unit, before, others))


def of_another_period(day: date, kind: Kind, others: Iterable[tuple[date, Kind]]) -> tuple[Asked, ...]:
    """Whether a figure is of another kind of period than those around it, such as a quarter among months: it would
    stand as one of them. `others` are the days of the other figures with their kinds.

    A figure of a day is no doubt: how many there are on a month's last day stands in line with other months.
    """
    periods = sorted((each, of) for each, of in others if of is not Kind.DAY and each != day)
    before, after = [each for each in periods if each[0] < day], [each for each in periods if each[0] > day]
    around = [*before[-NEIGHBOURS:], *after[:NEIGHBOURS]]
    if kind is Kind.DAY or not around or kind in {of for _, of in around}:
        return ()
    near, of = min(around, key=lambda each: abs(each[0] - day))
    said = f"{called(day, kind)} is {NOUNS[kind]}, and the figure of {inside(near, of)} is of {NOUNS[of]}"
    return (Asked(Doubt.OTHER_PERIOD, f"{said}: figures of unlike periods do not compare"),)


def keeps_its_period(day: date, stands: Kind, period: Kind) -> tuple[Asked, ...]:
    """Whether the figure that `stands` on a day is of another kind of period than the one that is typed in its place,
    where a correction keeps the period."""
    if not differ(stands, period):
        return ()
    said = f"The figure that stands here is of {inside(day, stands)}, and stays so when it is corrected here"
    instead = f"Correct it on its KPI’s page if yours is of {inside(day, period)}"
    return (Asked(Doubt.OTHER_PERIOD, said, instead),)


def less_firm(stands: str, kind: str) -> tuple[Asked, ...]:
    """Whether a figure is less certain than the one in whose place it is put; values of FigureKind, `stands` "" where
    there is none."""
    if not stands or not is_firmer(kind, stands):
        return ()
    said = f"{_A[stands]} figure stands here, and this one is only {kind}"
    return (Asked(Doubt.LESS_FIRM, said, "Choose how certain it is", kind),)


def not_whole(value: Decimal, unit: Unit, others: Iterable[Decimal]) -> tuple[Asked, ...]:
    """Whether a count has a fraction where all `others`, the figures of its KPI, are whole numbers."""
    if unit is not Unit.COUNT or _is_whole(value):
        return ()
    known = [_is_whole(each) for each in others]
    if not known or not all(known):
        return ()
    return (Asked(Doubt.NOT_WHOLE, f"{shown(value, unit)} is not a whole number, and every figure so far is"),)


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def of_before(day: date, began: date | None) -> tuple[Asked, ...]:
    """Whether a day lies before the plan began: nothing is measured of it then, so the year may be a slip."""
    if began is None or day >= began:
        return ()
    said = f"{in_words(day)} is before the plan began, on {in_words(began)}: is the day right?"
    return (Asked(Doubt.BEFORE_PLAN, said),)


def _range(value: Decimal, unit: Unit) -> Iterable[Asked]:
    if value < 0:
        yield Asked(Doubt.BELOW_0, f"{shown(value, unit)} is below zero")
    elif unit is Unit.PERCENT and value > HUNDRED:
        yield Asked(Doubt.ABOVE_100, f"{shown(value, unit)} is more than 100%")


def _drift(value: Decimal, unit: Unit, before: Against | None) -> list[Asked]:
    """A percentage written as a fraction, or a fraction written as a percentage."""
    if unit is not Unit.PERCENT or value <= 0 or (before is not None and before.value <= 0):
        return []
    said = shown(value, unit)
    if before is None:
        if value < 1:
            return [Asked(Doubt.FRACTION, f"{said} is less than one in a hundred: is it {_times(value)}?")]
        return []
    was = before.told(unit)
    if value <= 1 and _near(value * HUNDRED, before.value):
        return [Asked(Doubt.FRACTION, f"{said} looks like a fraction, because {was}: is it {_times(value)}?")]
    if before.value <= 1 and _near(value, before.value * HUNDRED):
        less = shown(value / HUNDRED, unit)
        return [Asked(Doubt.HUNDREDFOLD, f"{said} is about a hundred times as much, because {was}: is it {less}?")]
    return []


def _times(value: Decimal) -> str:
    return shown(value * HUNDRED, Unit.PERCENT)


def _near(value: Decimal, other: Decimal) -> bool:
    return other <= 2 * value <= 4 * other


def _jump(value: Decimal, unit: Unit, before: Against | None) -> list[Asked]:
    if before is None or before.value <= 0 or value < 0:
        return []
    said, was = shown(value, unit), before.told(unit)
    if value == 0:
        return [Asked(Doubt.TO_NOTHING, f"{said} is nothing, and {was}")] if before.value >= FALLS_TO_NOTHING else []
    then, less = ("afterwards", "is afterwards") if before.later else ("before", "was before")
    if value >= before.value * MANY:
        return [Asked(Doubt.TENFOLD, f"{said} is ten times as much as {then} or more: {was}")]
    if value * MANY <= before.value:
        return [Asked(Doubt.TENTH, f"{said} is a tenth of what it {less} or less: {was}")]
    return []


def _anothers(
    value: Decimal, unit: Unit, before: Against | None, others: Iterable[tuple[str, Decimal]]
) -> Iterable[Asked]:
    """A number that is just what another row last had, and far from what this one had: lines may have slipped.

    Numbers of one digit are found in many rows, and are asked about in none.
    """
    if before is None or not _is_distinct(value) or abs(value - before.value) * 4 <= before.value:
        return
    names = [name for name, last in others if last == value]
    if names:
        yield Asked(Doubt.ANOTHERS, f"{shown(value, unit)} is what {names[0]} last had, and {before.told(unit)}")


def _is_distinct(value: Decimal) -> bool:
    """Whether a number has two digits that count or more: 12, 0.83, 1,600; not 3, 0.5 or 100."""
    return len(value.normalize().as_tuple().digits) > 1


def unlike(value: Decimal, unit: Unit, there: Against | None) -> tuple[Asked, ...]:
    """Whether a figure and a baseline of one day say two things. `there` is the other one, None where there is none."""
    if there is None or there.value == value:
        return ()
    return (Asked(Doubt.SAME_DAY, f"{shown(value, unit)} is not what {there.called} says: {shown(there.value, unit)}"),)


def too_late(passed: list[str]) -> tuple[Asked, ...]:
    """Whether a baseline is of a day on which milestones, that are named with their days, had been due: it is no start
    of the way to them."""
    if not passed:
        return ()
    said = f"The baseline is no start for what was due by its day: {listed(passed)}"
    return (Asked(Doubt.AFTER_TARGET, said),)
