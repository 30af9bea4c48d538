"""How a milestone that has passed came out, by the figures round its day: one rule for page, list, files and report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kpis.periods import Kind, counts_from, waited_until
from kpis.state import Figure, FigureKind
from kpis.targets import Direction, Reason, meets
from notices.calendar import in_words


class Outcome(StrEnum):
    """How it came out. Where nothing can be said of it, the value is empty."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = ""


@dataclass(frozen=True)
class Asked:
    """What a milestone asked for: its day, its value (None: `why_not`), and the days of the milestones round it.

    `year_ends` is set for running totals: the last day of the year that the milestone's day lies in, whose total it
    asks for.
    """

    due: date
    value: Decimal | None
    why_not: str = ""
    after: date = date.min
    before: date = date.max
    year_ends: date | None = None


@dataclass(frozen=True)
class Passed:
    """How a milestone came out. `figure` is what is set against it, `why` says why nothing can be said, else ""."""

    outcome: Outcome
    figure: Figure | None
    why: str = ""


BREAK: Final = "a series break lies between"
UNLIKE: Final = "the figures before and after its day do not agree"
NONE: Final = "no figure"


def passed(
    asked: Asked, figures: Sequence[Figure], direction: Direction, on: date, frequency: Kind | None = None
) -> Passed:
    """How a milestone that has passed by a day came out; `figures` are those that stand, in any order.

    - the figure of its own day decides, of its month where it is due at a month's end, or of the period that holds it
    - else the last one before it and the first one after it, each up to the milestone there, where both say the same;
      one after it decides alone, since it is of the due day or later. One before it never decides alone: it is waited
      for as often as figures come, and then there is none of its day
    - a running total decides as the total of its year, or once nothing in that year can change the answer
    - projected figures never decide, nor do those that do not compare
    """
    known = sorted((each for each in figures if each.kind != FigureKind.PROJECTED and each.as_at <= on), key=_day)
    around = [each for each in known if asked.after < each.as_at <= asked.before]
    before = next((each for each in reversed(around) if each.as_at <= asked.due), None)
    if asked.value is None:
        return Passed(Outcome.UNKNOWN, before, asked.why_not or Reason.TARGET_AWAITED.label)
    if direction == Direction.NOT_SET:
        return Passed(Outcome.UNKNOWN, before, Reason.DIRECTION_NOT_SET.label)
    value = asked.value

    def said(figure: Figure) -> Outcome:
        return Outcome.MET if meets(figure.value, value, direction) else Outcome.MISSED

    if asked.year_ends is not None:
        return _of_year(asked, asked.year_ends, value, known, direction, said) or Passed(
            Outcome.UNKNOWN, before, _why(before, Reason.YEAR_NOT_ENDED.label)
        )
    of_month = [each for each in around if counts_from(asked.due) <= each.as_at <= asked.due]
    holding = [each for each in around if each.as_at > asked.due >= (each.first or each.as_at)]
    own = next(iter(of_month[-1:] or holding), None)
    if own is not None:
        return Passed(said(own), own) if own.comparable else Passed(Outcome.UNKNOWN, own, BREAK)
    after = next((each for each in around if each.as_at > asked.due and each.comparable), None)
    if after is not None and (before is None or not before.comparable):
        return Passed(said(after), after)
    if before is None:
        return Passed(Outcome.UNKNOWN, None, NONE)
    if not before.comparable:
        return Passed(Outcome.UNKNOWN, before, BREAK)
    if after is None:
        waits = waited_until(asked.due, frequency)
        why = "no figure of its day" if waits < on else f"its figure is waited for until {in_words(waits)}"
        return Passed(Outcome.UNKNOWN, before, why)
    return Passed(said(before), before) if said(before) is said(after) else Passed(Outcome.UNKNOWN, before, UNLIKE)


def _of_year(
    asked: Asked,
    ends: date,
    value: Decimal,
    known: Sequence[Figure],
    direction: Direction,
    said: Callable[[Figure], Outcome],
) -> Passed | None:
    """By the total of the year in which it lies, or by a running total of that year that settles it."""
    own = [each for each in known if each.comparable and ends in (each.as_at, each.runs_until)]
    settled = next((each for each in reversed(own) if each.settles(value, asked.due, direction)), None)
    return Passed(said(settled), settled) if settled else None


def _why(figure: Figure | None, otherwise: str) -> str:
    if figure is None:
        return otherwise
    return otherwise if figure.comparable else BREAK


def _day(figure: Figure) -> date:
    return figure.as_at
