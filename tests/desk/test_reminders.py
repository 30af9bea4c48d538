"""Who is reminded of what on which day: a table of cases, and what holds for all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import reminders
from desk.reminders import DUTIES, Why, is_time, is_working_day, why, working_day_up_to
from desk.work import WorkItem

DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


def thing(due_on: date | None, on: date, kind: str = "Update") -> WorkItem:
    return WorkItem("Update A1", "/", due_on, due_on is not None and due_on < on, kind, "Devon SEND", 1)


@pytest.mark.parametrize(
    ("due_on", "on", "told_on", "wanted", "why_so"),
    [
        # a window that closes on Tuesday 6 June 2023
        ("2023-06-06", "2023-05-29", None, None, "a bank holiday, and more than a week before"),
        ("2023-06-06", "2023-05-30", None, Why.EARLY, "a week before"),
        ("2023-06-06", "2023-05-31", "2023-05-30", None, "told yesterday"),
        ("2023-06-06", "2023-06-02", "2023-05-29", Why.EARLY, "missed until now: the last digest is older"),
        ("2023-06-06", "2023-06-03", None, None, "a Saturday"),
        ("2023-06-06", "2023-06-06", "2023-06-05", Why.LAST_DAY, "the last day, whatever was told before"),
        ("2023-06-06", "2023-06-07", "2023-06-06", Why.LATE, "the day after: told before it was late"),
        ("2023-06-06", "2023-06-08", "2023-06-07", None, "told that it is late yesterday"),
        ("2023-06-06", "2023-06-13", "2023-06-07", None, "six days after"),
        ("2023-06-06", "2023-06-14", "2023-06-07", Why.LATE, "a week after"),
        ("2023-06-06", "2023-06-15", "2023-06-07", Why.LATE, "a week after, a day missed"),
        ("2023-06-06", "2024-06-06", None, Why.LATE, "never told at all"),
        # a day that is a Saturday, a Sunday
        ("2023-07-01", "2023-06-23", None, Why.EARLY, "the last working day a week before"),
        ("2023-07-01", "2023-06-30", "2023-06-23", Why.LAST_DAY, "the last working day before it"),
        ("2023-07-01", "2023-07-01", "2023-06-30", Why.LAST_DAY, "the day itself"),
        ("2023-07-01", "2023-07-02", "2023-07-01", None, "late on a Sunday"),
        ("2023-07-01", "2023-07-03", "2023-07-01", Why.LATE, "late on the Monday"),
        ("2023-07-02", "2023-06-30", None, Why.LAST_DAY, "Friday before a Sunday"),
        ("2023-07-02", "2023-07-01", "2023-06-30", None, "Saturday before a Sunday"),
        # round Christmas: Monday 1 January 2024 is a bank holiday
        ("2024-01-01", "2023-12-29", None, Why.LAST_DAY, "the last working day of the year"),
        ("2024-01-02", "2023-12-22", None, Why.EARLY, "a week before is Boxing Day: the working day before it"),
        ("2024-01-02", "2023-12-21", None, None, "more than a week"),
        ("2023-12-18", "2023-12-25", "2023-12-18", None, "late, at Christmas"),
        ("2023-12-18", "2023-12-27", "2023-12-19", Why.LATE, "late, after it"),
        # the clocks go back on Sunday 31 October 2027, a due date of a 31 December cycle
        ("2027-10-31", "2027-10-22", None, Why.EARLY, "the working day a week before"),
        ("2027-10-31", "2027-10-29", "2027-10-22", Why.LAST_DAY, "Friday"),
        ("2027-10-31", "2027-10-31", "2027-10-29", Why.LAST_DAY, "the day with 25 hours"),
        ("2027-10-31", "2027-11-01", "2027-10-31", Why.LATE, "the day after it"),
        ("2028-02-29", "2028-02-29", None, Why.LAST_DAY, "a leap day"),
        (None, "2023-06-06", None, None, "without a day of its own"),
    ],
)
def test_a_day_asks_for_a_reminder(
    due_on: str | None, on: str, told_on: str | None, wanted: Why | None, why_so: str
) -> None:
    due, today = date.fromisoformat(due_on) if due_on else None, date.fromisoformat(on)
    told = date.fromisoformat(told_on) if told_on else None
    assert why(thing(due, today), today, told, early=True) == wanted, why_so


@pytest.mark.parametrize(
    ("kind", "on", "wanted"),
    [
        ("Update", "2023-05-31", None),
        ("Update", "2023-06-06", Why.LAST_DAY),
        ("Update", "2023-06-07", Why.LATE),
        ("Silence", "2023-06-07", Why.LATE),
        ("Report", "2023-05-31", Why.EARLY),
        ("Chasing", "2023-05-31", Why.EARLY),
    ],
)
def test_who_wants_no_early_ones_gets_the_last_day_what_is_late_and_their_duty(
    kind: str, on: str, wanted: Why | None
) -> None:
    today = date.fromisoformat(on)
    assert why(thing(date(2023, 6, 6), today, kind), today, None, early=False) == wanted


@given(due_on=DAYS, on=DAYS, told=st.none() | DAYS, kind=st.sampled_from(["Update", *sorted(DUTIES)]))
def test_a_choice_takes_away_early_ones_alone(due_on: date, on: date, told: date | None, kind: str) -> None:
    if told is not None and told >= on:
        told = on - timedelta(days=1)
    every = why(thing(due_on, on, kind), on, told, early=True)
    chosen = why(thing(due_on, on, kind), on, told, early=False)
    assert chosen == every or (every is Why.EARLY and kind not in DUTIES and chosen is None)


@given(due_on=DAYS, weeks=st.integers(1, 6))
def test_while_something_is_late_no_eleven_days_pass_without_a_word_and_no_two_within_one_week(
    due_on: date, weeks: int
) -> None:
    """A week, and at Christmas or Easter up to four days more on which nobody works."""
    told: list[date] = []
    for day in range(1, weeks * 14):
        on = due_on + timedelta(days=day)
        if why(thing(due_on, on), on, told[-1] if told else due_on, early=False):
            told.append(on)
    between = [(later - earlier).days for earlier, later in zip([due_on, *told], told, strict=False)]
    assert all(7 <= days <= 11 for days in between[1:])
    assert told, "and the first comes within the first days"
    assert between[0] <= 5
    assert all(is_working_day(day) for day in told)


@given(due_on=DAYS)
def test_what_is_told_before_its_day_is_told_twice_at_least_and_three_times_at_most(due_on: date) -> None:
    told: list[date] = []
    for day in range(21, -1, -1):
        on = due_on - timedelta(days=day)
        if why(thing(due_on, on), on, told[-1] if told else None, early=True):
            told.append(on)
    assert len(told) in (2, 3)
    assert told[-1] == due_on
    assert (due_on - told[0]).days >= 7
    assert working_day_up_to(due_on) in told


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        ("2023-12-22T06:59", False),
        ("2023-12-22T07:00", True),
        ("2023-12-22T19:59", True),
        ("2023-12-22T20:00", False),
        ("2023-07-03T05:59", False),
        ("2023-07-03T06:00", True),  # summer: seven in London
        ("2027-10-31T06:30", False),  # the clocks went back at one o'clock: half past six
        ("2027-10-31T07:00", True),
        ("2027-03-28T06:00", True),  # and forward: seven
        ("2027-03-28T05:30", False),
    ],
)
def test_reminders_are_sent_by_day_in_london(at: str, wanted: bool) -> None:
    assert is_time(datetime.fromisoformat(at).replace(tzinfo=UTC)) is wanted


@pytest.mark.parametrize(
    ("due", "wanted"),
    [
        (["2023-06-01", "2023-06-02", "2023-06-06", "2023-06-09"], "2 things late and 1 due today"),
        (["2023-06-06"], "1 thing due today"),
        (["2023-06-06", "2023-06-06", "2023-06-07", None], "2 things due today"),
        (["2023-06-01", None], "1 thing late"),
        (["2023-06-08", "2023-06-08", "2023-06-20"], "2 things due by 8 June 2023"),
    ],
)
def test_a_subject_says_how_much_and_when(due: list[str | None], wanted: str) -> None:
    on = date(2023, 6, 6)
    items = [thing(date.fromisoformat(each) if each else None, on) for each in due]
    assert reminders.subject(items, on) == f"Improvement board: {wanted}"
