"""Who is reminded of what on which day: rules on values, without a clock or a database.

A thing with a day is told early, on its last day, and while it is late. A digest lists all that is to do, so whoever
got one since then was told.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from desk.work import WorkItem
from govuk import words
from notices.calendar import warnings_for

FROM, TO = time(7), time(20)
"""Between these, in London, reminders are sent: nobody is rung up at night."""
BEFORE: Final = timedelta(days=7)
"""So long before its day a thing is told early."""
AGAIN: Final = timedelta(days=7)
"""So often a thing that is late is told again."""
DAY: Final = timedelta(days=1)
DUTIES: Final = frozenset({"Report", "Chasing"})
"""What the notice itself asks for by a day: nobody can choose not to be told early."""


class Why(StrEnum):
    """Why somebody is reminded of a thing today."""

    EARLY = "early"
    LAST_DAY = "last_day"
    LATE = "late"


def is_time(at: datetime) -> bool:
    """Whether reminders are sent at that moment. A day on which the clocks change is a day like any other."""
    return FROM <= words.in_london(at).time() < TO


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday of England."""
    return not warnings_for(day)


def working_day_up_to(day: date) -> date:
    """That day, or the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def why(item: WorkItem, on: date, told_on: date | None, *, early: bool) -> Why | None:
    """Why somebody is reminded of a thing on a day; None when they are not.

    `told_on` is the day of their last digest before that day, `early` whether they want to be told before the last day.

    - Its last day is told on that day, and where nobody works then also on the last working day before.
    - Late: on the first working day after, and again in each week.
    - Early: once, a week before or on the last working day before that; a duty always. Who was told nothing since, on
      the next working day.

    What has no day of its own is listed, and reminds nobody by itself.
    """
    due_on = item.due_on
    if due_on is None:
        return None
    if on in (due_on, working_day_up_to(due_on)):
        return Why.LAST_DAY
    if not is_working_day(on):
        return None
    if due_on < on:
        return Why.LATE if _not_told_since(max(due_on + DAY, on - AGAIN + DAY), told_on) else None
    begins = working_day_up_to(due_on - BEFORE)
    wanted = early or item.kind in DUTIES
    return Why.EARLY if wanted and on >= begins and _not_told_since(begins, told_on) else None


def _not_told_since(day: date, told_on: date | None) -> bool:
    return told_on is None or told_on < day


def reasons(items: Iterable[WorkItem], on: date, told_on: date | None, *, early: bool) -> frozenset[Why]:
    """Why somebody is reminded on a day, of all that they have to do; empty when they are not."""
    return frozenset(found for item in items if (found := why(item, on, told_on, early=early)))


def subject(items: Collection[WorkItem], on: date) -> str:
    """What a mail's subject says: how much is late, how much is due today, else how much is due next and when."""
    late = sum(item.late for item in items)
    today = sum(item.due_on == on for item in items)
    days = sorted(item.due_on for item in items if item.due_on and item.due_on > on)
    said = []
    if late:
        said.append(f"{words.plural(late, 'thing')} late")
    if today:
        said.append(f"{words.plural(today, 'thing')} due today" if not late else f"{today} due today")
    if days and not said:
        said.append(f"{words.plural(days.count(days[0]), 'thing')} due by {words.day(days[0])}")
    return f"Improvement board: {' and '.join(said)}"
