from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from notices.calendar import (
    LAST_DAY,
    Anchor,
    AwaitingAnchor,
    ByWhen,
    ByWhenKind,
    Due,
    Horizon,
    OccurrenceState,
    Rhythm,
    RhythmKind,
    day_to_confirm,
    horizons,
    in_words,
    month_end,
    month_in_words,
    occurrences,
    printed_by_when,
    state_of,
    warnings_for,
)

FAR = date(2030, 1, 1)
days = st.dates(date(2010, 1, 1), date(2035, 12, 31))


def dates(rhythm: Rhythm, anchor: date | None, until: date, held: tuple[date, ...] = ()) -> list[date]:
    found = occurrences(rhythm, anchor, until, held)
    assert not isinstance(found, AwaitingAnchor)
    return [due.on for due in found]


@pytest.mark.parametrize(
    ("rhythm", "anchor", "until", "held", "expected"),
    [
        pytest.param(
            Rhythm.every_months(2, LAST_DAY),
            date(2022, 8, 31),
            date(2023, 8, 31),
            (),
            [
                date(2022, 10, 31),
                date(2022, 12, 31),
                date(2023, 2, 28),
                date(2023, 4, 30),
                date(2023, 6, 30),
                date(2023, 8, 31),
            ],
            id="every 2 months, last day",
        ),
        pytest.param(
            Rhythm.every_months(2, LAST_DAY),
            date(2022, 6, 30),
            date(2022, 12, 31),
            (),
            [date(2022, 8, 31), date(2022, 10, 31), date(2022, 12, 31)],
            id="every 2 months, last day, from a month of 30 days",
        ),
        pytest.param(
            Rhythm.every_months(2),
            date(2022, 6, 30),
            date(2022, 12, 31),
            (),
            [date(2022, 8, 30), date(2022, 10, 30), date(2022, 12, 30)],
            id="every 2 months, on the anchor's own day",
        ),
        pytest.param(
            Rhythm.every_months(2, 7),
            date(2022, 9, 7),
            date(2024, 1, 7),
            (),
            [
                date(2022, 11, 7),
                date(2023, 1, 7),
                date(2023, 3, 7),
                date(2023, 5, 7),
                date(2023, 7, 7),
                date(2023, 9, 7),
                date(2023, 11, 7),
                date(2024, 1, 7),
            ],
            id="every 2 months from the demo's issue date, to the Sunday that is next",
        ),
        pytest.param(
            Rhythm.every_months(1, 30),
            date(2024, 1, 5),
            date(2024, 3, 31),
            (),
            [date(2024, 2, 29), date(2024, 3, 30)],
            id="a day that February lacks comes back in March",
        ),
        pytest.param(
            Rhythm.months_after(3, 6, 12, 18),
            date(2022, 7, 29),
            FAR,
            (),
            [date(2022, 10, 29), date(2023, 1, 29), date(2023, 7, 29), date(2024, 1, 29)],
            id="3, 6, 12, 18 months after issue",
        ),
        pytest.param(
            Rhythm.months_after(18),
            date(2022, 8, 31),
            FAR,
            (),
            [date(2024, 2, 29)],
            id="18 months after the end of August",
        ),
        pytest.param(
            Rhythm.every_weeks(4),
            date(2013, 9, 5),
            date(2013, 12, 31),
            (),
            [date(2013, 10, 3), date(2013, 10, 31), date(2013, 11, 28), date(2013, 12, 26)],
            id="every 4 weeks",
        ),
        pytest.param(
            Rhythm.at_least_every_months(6), date(2025, 1, 14), FAR, (), [date(2025, 7, 14)], id="none held yet"
        ),
        pytest.param(
            Rhythm.at_least_every_months(6),
            date(2025, 1, 14),
            FAR,
            (date(2025, 6, 1),),
            [date(2025, 7, 14), date(2025, 12, 1)],
            id="at least every 6 months, one held early",
        ),
        pytest.param(
            Rhythm.at_least_every_months(6),
            date(2025, 1, 14),
            FAR,
            (date(2026, 1, 10), date(2025, 8, 31), date(2025, 1, 14)),
            [date(2025, 7, 14), date(2026, 2, 28), date(2026, 7, 10)],
            id="held in any order, late, and on the anchor",
        ),
        pytest.param(
            Rhythm.named_months((2014, 3), (2013, 12), (2014, 9), (2014, 6)),
            None,
            FAR,
            (),
            [date(2013, 12, 31), date(2014, 3, 31), date(2014, 6, 30), date(2014, 9, 30)],
            id="four named months need no anchor",
        ),
        pytest.param(Rhythm.within_months(6), date(2022, 8, 31), FAR, (), [date(2023, 2, 28)], id="within 6 months"),
        pytest.param(Rhythm.once(date(2024, 2, 29)), None, FAR, (), [date(2024, 2, 29)], id="once on a date"),
        pytest.param(Rhythm(RhythmKind.NOT_STATED), None, FAR, (), [], id="no rhythm stated"),
    ],
)
def test_due_dates_are_those_of_the_table(
    rhythm: Rhythm, anchor: date | None, until: date, held: tuple[date, ...], expected: list[date]
) -> None:
    assert dates(rhythm, anchor, until, held) == expected


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm.every_months(2),
        Rhythm.every_weeks(4),
        Rhythm.at_least_every_months(6),
        Rhythm.months_after(3, 6, 12, 18),
        Rhythm.within_months(1),
    ],
    ids=str,
)
def test_an_unknown_anchor_gives_awaiting_and_never_a_guess(rhythm: Rhythm) -> None:
    assert occurrences(rhythm, None, FAR) == AwaitingAnchor("awaiting issue date")
    assert occurrences(rhythm, None, FAR, anchored_to=Anchor.PUBLICATION) == AwaitingAnchor("awaiting publication date")


def test_awaiting_resolves_the_moment_the_anchor_is_entered() -> None:
    assert dates(Rhythm.within_months(1), date(2013, 9, 5), FAR) == [date(2013, 10, 5)]


def test_what_lies_after_the_last_day_asked_for_is_left_out() -> None:
    for rhythm in (Rhythm.within_months(1), Rhythm.once(date(2023, 2, 28)), Rhythm.named_months((2023, 2))):
        assert dates(rhythm, date(2023, 1, 28), date(2023, 2, 27)) == []
        assert dates(rhythm, date(2023, 1, 28), date(2023, 2, 28)) == [date(2023, 2, 28)]


def test_an_early_one_held_is_told_with_the_date_it_met() -> None:
    assert occurrences(Rhythm.at_least_every_months(6), date(2025, 1, 14), FAR, (date(2025, 6, 1),)) == (
        Due(date(2025, 7, 14), met_on=date(2025, 6, 1)),
        Due(date(2025, 12, 1)),
    )


@given(anchor=days, every=st.integers(1, 12), day=st.integers(1, 31), number=st.integers(1, 40))
def test_monthly_dates_never_drift(anchor: date, every: int, day: int, number: int) -> None:
    until = month_end(*divmod_month(anchor, every * number))
    found = dates(Rhythm.every_months(every, day), anchor, until)
    assert len(found) == number
    for step, due in enumerate(found, start=1):
        year, month = divmod_month(anchor, every * step)
        assert (due.year, due.month) == (year, month)
        assert due.day == min(day, month_end(year, month).day)


def divmod_month(anchor: date, months: int) -> tuple[int, int]:
    years, month = divmod(anchor.month - 1 + months, 12)
    return anchor.year + years, month + 1


@given(anchor=days, every=st.integers(1, 12))
def test_the_last_day_of_the_month_is_always_a_month_end(anchor: date, every: int) -> None:
    for due in dates(Rhythm.every_months(every, LAST_DAY), anchor, anchor + timedelta(days=1500)):
        assert (due + timedelta(days=1)).day == 1


@given(anchor=days, weeks=st.integers(1, 13), until=days)
def test_weekly_dates_keep_the_weekday_and_stay_within_the_days_asked_for(
    anchor: date, weeks: int, until: date
) -> None:
    found = dates(Rhythm.every_weeks(weeks), anchor, until)
    assert all(anchor < due <= until and (due - anchor).days % (7 * weeks) == 0 for due in found)
    assert len(found) == max(0, (until - anchor).days // (7 * weeks))


@given(anchor=days, every=st.integers(1, 12), held=st.lists(days, max_size=6))
def test_at_least_every_leaves_exactly_one_date_open(anchor: date, every: int, held: list[date]) -> None:
    found = occurrences(Rhythm.at_least_every_months(every), anchor, date(2099, 1, 1), held)
    assert not isinstance(found, AwaitingAnchor)
    assert [due.met_on is None for due in found] == [False] * (len(found) - 1) + [True]
    last = max([day for day in held if day > anchor], default=anchor)
    assert found[-1].on == last + relativedelta(months=every)


RHYTHMS = [
    (Rhythm.every_months(2, LAST_DAY), "every 2 months, on the last day of the month"),
    (Rhythm.every_months(2, 7), "every 2 months, on day 7 of the month"),
    (Rhythm.every_months(1), "every month"),
    (Rhythm.every_weeks(4), "every 4 weeks"),
    (Rhythm.at_least_every_months(6), "at least every 6 months"),
    (Rhythm.named_months((2014, 3), (2013, 12)), "by 31 December 2013 and 31 March 2014"),
    (Rhythm.once(date(2026, 3, 31)), "by 31 March 2026"),
    (Rhythm.months_after(18, 3, 6, 12), "3, 6, 12 and 18 months after"),
    (Rhythm.within_months(1), "within 1 month"),
    (Rhythm.within_months(6), "within 6 months"),
    (Rhythm(RhythmKind.EACH_MEETING), "with each meeting"),
    (Rhythm(RhythmKind.NOT_STATED), "no rhythm stated"),
]


@pytest.mark.parametrize(("rhythm", "said"), RHYTHMS)
def test_a_rhythm_says_itself(rhythm: Rhythm, said: str) -> None:
    assert str(rhythm) == said


def test_the_rhythms_tried_are_of_every_kind() -> None:
    assert {rhythm.kind for rhythm, _ in RHYTHMS} == set(RhythmKind)


def test_what_goes_with_each_meeting_has_no_dates_of_its_own() -> None:
    assert dates(Rhythm(RhythmKind.EACH_MEETING), None, FAR) == []


@pytest.mark.parametrize(
    ("kind", "numbers", "said"),
    [
        (RhythmKind.EVERY_MONTHS, {"every": 0}, "how many months"),
        (RhythmKind.EVERY_WEEKS, {"every": -4}, "how many months or weeks"),
        (RhythmKind.WITHIN_MONTHS, {}, "how many months"),
        (RhythmKind.AT_LEAST_EVERY_MONTHS, {}, "how many months"),
        (RhythmKind.EVERY_MONTHS, {"every": 2, "day": 0}, "from 1 to 31"),
        (RhythmKind.EVERY_MONTHS, {"every": 2, "day": 32}, "from 1 to 31"),
        (RhythmKind.NAMED_DAYS, {}, "at least one month or day"),
        (RhythmKind.MONTHS_AFTER, {}, "at least one number of months"),
        (RhythmKind.MONTHS_AFTER, {"after": (0, 3)}, "each from 1"),
    ],
)
def test_a_rhythm_that_cannot_be_counted_is_refused(kind: RhythmKind, numbers: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Rhythm(kind, **numbers)


def test_a_person_confirms_the_day_where_the_anchor_ends_its_month() -> None:
    assert day_to_confirm(Rhythm.every_months(2), date(2022, 8, 31))
    assert day_to_confirm(Rhythm.every_months(2), date(2023, 2, 28))
    assert not day_to_confirm(Rhythm.every_months(2), date(2024, 2, 28))
    assert not day_to_confirm(Rhythm.every_months(2, LAST_DAY), date(2022, 8, 31))
    assert not day_to_confirm(Rhythm.every_months(2), date(2022, 9, 7))
    assert not day_to_confirm(Rhythm.every_weeks(4), date(2022, 8, 31))
    assert not day_to_confirm(Rhythm.every_months(2), None)


def test_horizons_are_months_after_the_issue_date() -> None:
    assert horizons(date(2022, 9, 7), (18, 3, 6, 12)) == [
        Horizon(3, date(2022, 12, 7)),
        Horizon(6, date(2023, 3, 7)),
        Horizon(12, date(2023, 9, 7)),
        Horizon(18, date(2024, 3, 7)),
    ]
    assert [horizon.label for horizon in horizons(date(2022, 9, 7), (1, 3))] == ["1 month", "3 months"]


DUE = date(2023, 11, 7)


@pytest.mark.parametrize(
    ("due", "today", "met_on", "tracked_from", "expected"),
    [
        (DUE, date(2023, 11, 6), None, None, OccurrenceState.DUE),
        (DUE, date(2023, 11, 7), None, None, OccurrenceState.DUE),
        (DUE, date(2023, 11, 8), None, None, OccurrenceState.LATE),
        (DUE, date(2023, 11, 8), date(2023, 11, 7), None, OccurrenceState.MET),
        (DUE, date(2023, 11, 9), date(2023, 11, 8), None, OccurrenceState.MET_LATE),
        (DUE, date(2023, 11, 8), date(2023, 11, 9), None, OccurrenceState.LATE),
        (DUE, date(2023, 11, 1), date(2023, 11, 3), None, OccurrenceState.DUE),
        (DUE, date(2023, 12, 1), None, date(2023, 11, 7), OccurrenceState.LATE),
        (DUE, date(2023, 12, 1), None, date(2023, 11, 8), OccurrenceState.BEFORE_TRACKING),
        (DUE, date(2023, 12, 1), date(2023, 11, 20), date(2023, 11, 8), OccurrenceState.MET),
        (DUE, date(2023, 11, 19), date(2023, 11, 20), date(2023, 11, 8), OccurrenceState.BEFORE_TRACKING),
        (None, date(2023, 12, 1), None, date(2023, 5, 8), OccurrenceState.AWAITING),
        (None, date(2023, 12, 1), date(2023, 11, 1), None, OccurrenceState.MET),
    ],
)
def test_an_occurrence_stands_as_the_day_says(
    due: date | None, today: date, met_on: date | None, tracked_from: date | None, expected: OccurrenceState
) -> None:
    assert state_of(due, today, met_on, tracked_from) == expected


@given(due=days, today=days, met_on=st.none() | days, tracked_from=days)
def test_nothing_from_before_tracking_is_ever_late(
    due: date, today: date, met_on: date | None, tracked_from: date
) -> None:
    state = state_of(due, today, met_on, tracked_from)
    if due < tracked_from:
        assert state in (OccurrenceState.MET, OccurrenceState.BEFORE_TRACKING)
    if state is OccurrenceState.LATE:
        assert tracked_from <= due < today


def test_states_read_as_words() -> None:
    assert [state.label for state in OccurrenceState] == [
        "met",
        "met late",
        "late",
        "due",
        "before tracking",
        "awaiting",
    ]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 1, 7), ("7 January 2024 is a Sunday",)),
        (date(2024, 3, 30), ("30 March 2024 is a Saturday",)),
        (date(2023, 12, 26), ("26 December 2023 is a bank holiday: Boxing Day",)),
        (date(2023, 5, 8), ("8 May 2023 is a bank holiday: Coronation of Charles III",)),
        (date(2022, 12, 25), ("25 December 2022 is a Sunday",)),
        (date(2022, 12, 27), ("27 December 2022 is a bank holiday: Christmas Day, substitute day",)),
        (date(2023, 11, 7), ()),
        (date(2024, 8, 5), ()),
    ],
)
def test_a_date_that_nobody_works_on_is_warned_about(day: date, said: tuple[str, ...]) -> None:
    assert warnings_for(day) == said


def test_bank_holidays_are_those_that_gov_uk_publishes() -> None:
    published = {
        holiday["date"]
        for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    }
    first, last = date(min(published).year, 1, 1), date(max(published).year, 12, 31)
    every_day = (first + timedelta(days=past) for past in range((last - first).days + 1))
    warned = {day for day in every_day if any("bank holiday" in said for said in warnings_for(day))}
    assert len(published) > 100
    assert warned == published


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("June 2023", date(2023, 6, 30)),
        ("end of June 2023", date(2023, 6, 30)),
        ("End July 2023", date(2023, 7, 31)),
        ("by the end of February 2024", date(2024, 2, 29)),
        ("the end of March 2026 or sooner", date(2026, 3, 31)),
        ("by the end of February 2024 or sooner, where appropriate", date(2024, 2, 29)),
        ("by September 2014", date(2014, 9, 30)),
        ("Sept 2023", date(2023, 9, 30)),
        ("Oct. 2023", date(2023, 10, 31)),
        ("29 July 2022", date(2022, 7, 29)),
        ("7th September 2022", date(2022, 9, 7)),
        ("by 31 March 2026", date(2026, 3, 31)),
        ("  October 2023\n\n ", date(2023, 10, 31)),
    ],
)
def test_a_printed_by_when_means_the_last_day_of_its_month(text: str, due_on: date) -> None:
    assert printed_by_when(text) == ByWhen(" ".join(text.split()), ByWhenKind.DATED, due_on=due_on)


def test_established_means_already_in_place_and_has_no_due_date() -> None:
    assert printed_by_when("Established March 2022") == ByWhen(
        "Established March 2022", ByWhenKind.IN_PLACE, in_place_since=date(2022, 3, 31)
    )
    assert printed_by_when("In place since 4 May 2021").in_place_since == date(2021, 5, 4)


@pytest.mark.parametrize("text", ["TBC", "tba", "To be confirmed", "", "  ", "–"])
def test_a_by_when_still_to_come_is_awaited(text: str) -> None:
    assert printed_by_when(text).kind is ByWhenKind.AWAITED
    assert printed_by_when(text).due_on is None


@pytest.mark.parametrize("text", ["Ongoing", "on-going", "Continuous"])
def test_ongoing_has_no_due_date(text: str) -> None:
    assert printed_by_when(text) == ByWhen(text, ByWhenKind.ONGOING)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Spring 2023", "cannot be read as a date"),
        ("June/July 2023", "cannot be read as a date"),
        ("June 2023 – July 2023", "cannot be read as a date"),
        ("mid June 2023", "cannot be read as a date"),
        ("01/02/2023", "cannot be read as a date"),
        ("June", "cannot be read as a date"),
        ("June 23", "cannot be read as a date"),
        ("Established", "cannot be read as a date"),
        ("Established by June 2023", "cannot be read as a date"),
        ("In place by June 2023", "cannot be read as a date"),
        ("31 June 2023", "June 2023 has no day 31"),
        ("29 February 2023", "February 2023 has no day 29"),
        ("0 June 2023", "June 2023 has no day 0"),
        ("June 0023", "23 is not a year"),
    ],
)
def test_a_by_when_that_could_mean_two_things_is_never_guessed(text: str, doubt: str) -> None:
    read = printed_by_when(text)
    assert read.kind is ByWhenKind.UNREADABLE
    assert (read.due_on, read.in_place_since) == (None, None)
    assert doubt in read.doubt


@given(day=days)
def test_a_date_in_words_reads_back_as_itself(day: date) -> None:
    assert printed_by_when(in_words(day)).due_on == day
    assert printed_by_when(month_in_words(day)).due_on == month_end(day.year, day.month)


@given(text=st.text(max_size=40))
def test_any_text_is_kept_and_given_a_kind(text: str) -> None:
    read = printed_by_when(text)
    assert read.printed == " ".join(text.split())
    assert (read.due_on is not None) == (read.kind is ByWhenKind.DATED)
    assert (read.in_place_since is not None) == (read.kind is ByWhenKind.IN_PLACE)
    assert bool(read.doubt) == (read.kind is ByWhenKind.UNREADABLE)
