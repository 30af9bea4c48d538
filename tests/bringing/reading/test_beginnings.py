"""The day on which work begins: of a month or a period the first one. What has no one meaning is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bringing.reading import Asks, Certainty, Source
from bringing.reading.beginnings import NO_START, begins
from bringing.reading.days import by_when
from bringing.reading.grid import Part
from bringing.settled import named
from bringing.settling import Answer, How, settle
from bringing.values import typed
from sheets.reading import Merge, Place
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import GOOD, HEADINGS, brought
from tests.bringing.reading.test_days import part
from tests.bringing.test_others import chosen


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("April 2024", date(2024, 4, 1)),
        ("Apr-24", date(2024, 4, 1)),
        ("04/2024", date(2024, 4, 1)),
        ("Start of April 2024", date(2024, 4, 1)),
        ("the beginning of Feb 2024", date(2024, 2, 1)),
        ("16 April 2024", date(2024, 4, 16)),
        ("by 3rd June 2024", date(2024, 6, 3)),
        ("30/09/2024", date(2024, 9, 30)),
        ("30.9.24", date(2024, 9, 30)),
        ("2024-09-30T00:00:00", date(2024, 9, 30)),
        ("End of April 2024", date(2024, 4, 30)),
        ("By the end of February 2024", date(2024, 2, 29)),
    ],
)
def test_a_start_of_one_meaning_is_certain_and_of_a_month_its_first_day(text: str, day: date) -> None:
    found = begins(part(text))
    assert (found.when.due_on, found.certainty, found.says) == (day, Certainty.CERTAIN, "")


@pytest.mark.parametrize(
    ("text", "read", "others"),
    [
        ("By June 2024", date(2024, 6, 1), ("30 June 2024",)),
        ("June 2024 or sooner", date(2024, 6, 1), ("30 June 2024",)),
        ("Q2 2024/25", date(2024, 7, 1), ("1 April 2024",)),
        ("Q4 2024-25", date(2025, 1, 1), ("1 October 2024",)),
        ("Quarter 1 2025", date(2025, 1, 1), ("1 April 2025",)),
        ("January to March 2024", date(2024, 1, 1), ("1 April 2024", "1 September 2024")),
        ("Autumn term 2025", date(2025, 9, 1), ("1 October 2025",)),
        ("Spring 2025", date(2025, 1, 1), ("1 February 2025", "1 March 2025")),
        ("summer term 2026", date(2026, 4, 1), ("1 May 2026", "1 June 2026")),
        ("AY2024/25", date(2024, 9, 1), ("1 January 2024", "1 April 2024")),
        ("FY2024/25", date(2024, 4, 1), ("1 January 2024", "1 September 2024")),
        ("2024", date(2024, 1, 1), ("1 April 2024", "1 September 2024")),
        ("early 2024", date(2024, 1, 1), ()),
        ("early June 2024", date(2024, 6, 1), ()),
        ("mid March 2024", date(2024, 3, 15), ("1 March 2024",)),
        ("mid-Mar-24", date(2024, 3, 15), ("1 March 2024",)),
        ("Established March 2023", date(2023, 3, 1), (NO_START,)),
        ("In place since 14 March 2023", date(2023, 3, 14), (NO_START,)),
        ("04/05/2026", date(2026, 5, 4), ("5 April 2026",)),
        ("45383", date(2024, 4, 1), ()),
        ("End of Q2 2024/25", date(2024, 9, 30), ("30 June 2024",)),
    ],
)
def test_a_start_of_two_meanings_is_read_and_asked(text: str, read: date, others: tuple[str, ...]) -> None:
    found = begins(part(text))
    assert (found.when.due_on, found.certainty, found.others) == (read, Certainty.ASKED, others)
    assert text in found.says


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("2024/25", ("1 April 2024", "1 September 2024")),
        ("late March 2024", ("31 March 2024",)),
        ("June 2024 and then 5 December 2024", ("1 June 2024", "5 December 2024", NO_START)),
        ("June 2024 (first draft)", ("1 June 2024", NO_START)),
        ("31/06/2024", ()),
        ("06/30/2024", ("30 June 2024",)),
        ("2024/26", (NO_START,)),
        ("mid 2024", (NO_START,)),
        ("early autumn 2024", (NO_START,)),
        ("Immediately", (NO_START,)),
        ("ongoing", (NO_START,)),
        ("In progress", (NO_START,)),
        ("Already started", (NO_START,)),
    ],
)
def test_a_start_of_no_certain_day_is_left_open(text: str, others: tuple[str, ...]) -> None:
    found = begins(part(text))
    assert (found.when.due_on, found.certainty, found.others) == (None, Certainty.OPEN, others)
    assert found.says


def test_a_day_of_a_workbook_is_a_start_whatever_its_cell_shows_besides() -> None:
    shown = Source(Place("f"), "31 October 2024 14:30")
    found = begins(Part((shown,), date(2024, 10, 31)))
    assert (found.when.due_on, found.certainty) == (date(2024, 10, 31), Certainty.CERTAIN)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("June 2024, not May 2024", "holds more than one date"),
        ("June 2024, that is 1 June 2024", "says more than its date"),
    ],
)
def test_words_around_dates_are_told_from_several_dates(text: str, says: str) -> None:
    assert f"“{text}” {says}: choose the day" in begins(part(text)).says


@given(st.text(st.sampled_from("Q24 /-.JuneMayor2023TBC"), max_size=14))
def test_a_start_is_never_later_than_what_is_due_in_the_same_words(text: str) -> None:
    start, due = begins(part(text)), by_when(part(text))
    if start.when.due_on and due.when.due_on:
        assert start.when.due_on <= due.when.due_on
    assert bool(start.says) == (start.certainty is not Certainty.CERTAIN)


def test_an_action_is_not_due_before_it_starts_where_it_starts_in_the_month_in_which_it_is_due() -> None:
    draft = brought([*HEADINGS, "Start"], ["A1", "Do it", "Done", "15 April 2024", "Head of SEND", "April 2024"])
    starts_on = draft.actions[0].starts_on
    assert starts_on
    assert (starts_on.value, starts_on.certainty) == (date(2024, 4, 1), Certainty.CERTAIN)
    assert asked(draft, Asks.ENDS_BEFORE_START) == []


def test_a_start_in_the_words_of_what_is_in_place_can_be_none() -> None:
    draft = named(brought([*HEADINGS, "Start"], [*GOOD, "Established March 2023"]))
    (doubt,) = asked(draft, Asks.DATE)
    assert doubt.says == (
        "A1: “Established March 2023” says that it is in place already, and was read as a start on 1 March 2023: "
        "confirm it, enter the day, or choose no start"
    )
    starts_on = chosen(draft, Asks.DATE, "No start").actions[0].starts_on
    assert starts_on
    assert starts_on.value is None


def test_a_month_that_is_typed_for_a_start_is_its_first_day() -> None:
    draft = named(brought([*HEADINGS, "Start"], [*GOOD, "soon"]))
    (doubt,) = asked(draft, Asks.DATE)
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, {"actions/0/starts_on": "May 2024"})})
    assert after.actions[0].starts_on
    assert after.actions[0].starts_on.value == date(2024, 5, 1)
    assert typed("starts_on", "FY2024/25", draft).value == date(2024, 4, 1)
    assert typed("actions/0/due_on", "May 2024", draft).value == date(2024, 5, 31)


def test_words_that_say_when_it_began_nowhere_are_asked_about() -> None:
    draft = named(brought([*HEADINGS, "Start"], [*GOOD, "ongoing"]))
    (doubt,) = asked(draft, Asks.DATE)
    assert doubt.says == "A1: “ongoing” says that it has begun, and not when: enter the day, or choose no start"
    assert [str(place) for place in doubt.places] == ["table 1, row 2, column 6"]
    assert chosen(draft, Asks.DATE, "No start").actions[0].starts_on


@pytest.mark.parametrize("printed", ["TBC", "–", "n/a", "To be agreed", "pending"])
def test_words_that_say_no_start_yet_are_listed_among_what_was_set_aside(printed: str) -> None:
    draft = brought([*HEADINGS, "Start"], [*GOOD, printed])
    assert draft.actions[0].starts_on
    assert draft.actions[0].starts_on.value is None
    assert [(each.source.words, each.why) for each in draft.aside] == [(printed, "Says that no start is known yet")]
    assert draft.doubts == brought([*HEADINGS, "Start"], [*GOOD, ""]).doubts


def test_of_joined_cells_without_a_start_it_is_listed_once() -> None:
    rows = ([*HEADINGS, "Start"], [*GOOD, "TBC"], ["A2", *GOOD[1:], ""])
    assert len(brought(*rows, merges=(Merge(2, 6, 3, 6),)).aside) == 1
