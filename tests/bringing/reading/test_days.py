"""Days as plans write them. What has one meaning is certain; what has two is asked, with both."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bringing.reading.asking import Asking, Asks
from bringing.reading.days import by_when, day_of
from bringing.reading.draft import Certainty, Source
from bringing.reading.grid import Part
from notices.calendar import ByWhenKind, printed_by_when
from sheets.reading import Place


def part(text: str, day: date | None = None) -> Part:
    return Part((Source(Place(line=1), text),), day)


@pytest.mark.parametrize(
    ("text", "kind", "due_on"),
    [
        ("June 2023", ByWhenKind.DATED, date(2023, 6, 30)),
        ("By the end of February 2024 or sooner", ByWhenKind.DATED, date(2024, 2, 29)),
        ("30 June 2023", ByWhenKind.DATED, date(2023, 6, 30)),
        ("Jun-23", ByWhenKind.DATED, date(2023, 6, 30)),
        ("31/03/2026", ByWhenKind.DATED, date(2026, 3, 31)),
        ("03/03/2026", ByWhenKind.DATED, date(2026, 3, 3)),
        ("30.6.24", ByWhenKind.DATED, date(2024, 6, 30)),
        ("2024-10-31T00:00:00", ByWhenKind.DATED, date(2024, 10, 31)),
        ("2024-10-31 00:00:00.000", ByWhenKind.DATED, date(2024, 10, 31)),
        ("31/10/2024 00:00", ByWhenKind.DATED, date(2024, 10, 31)),
        ("31.10.24 5:30 pm", ByWhenKind.DATED, date(2024, 10, 31)),
        ("2024-10-31T00:00:00Z", ByWhenKind.DATED, date(2024, 10, 31)),
        ("31/10/2024 00:00Z", ByWhenKind.DATED, date(2024, 10, 31)),
        ("2024-07-01T00:00:00+01:00", ByWhenKind.DATED, date(2024, 7, 1)),
        ("Established March 2022", ByWhenKind.IN_PLACE, None),
        ("Ongoing", ByWhenKind.ONGOING, None),
        ("TBC", ByWhenKind.AWAITED, None),
        ("June\u200b 2023", ByWhenKind.DATED, date(2023, 6, 30)),
    ],
)
def test_a_by_when_of_one_meaning_is_certain(text: str, kind: ByWhenKind, due_on: date | None) -> None:
    found = by_when(part(text))
    assert (found.when.kind, found.when.due_on, found.certainty, found.says) == (kind, due_on, Certainty.CERTAIN, "")


def test_the_time_behind_a_date_in_numbers_makes_it_no_surer() -> None:
    found = by_when(part("03/04/2024 00:00"))
    assert (found.when.due_on, found.certainty, found.others) == (date(2024, 4, 3), Certainty.ASKED, ("4 March 2024",))


@pytest.mark.parametrize("text", ["2024-02-31T00:00:00", "2024-02-31T00:00:00Z", "30.6.2", "2024-10-31T00:00:00 or so"])
def test_what_is_no_day_is_none_with_a_time_behind_it(text: str) -> None:
    found = by_when(part(text))
    assert (found.when.due_on, found.certainty) == (None, Certainty.OPEN)
    assert found.says


def test_a_spreadsheets_date_is_its_day_whatever_its_words() -> None:
    found = by_when(part("3/4/26", date(2026, 4, 3)))
    assert (found.when.due_on, found.rule) == (date(2026, 4, 3), "a date of the sheet")


def test_a_number_that_counts_no_day_of_our_time_is_no_date() -> None:
    for text in ("36525", "73051", "4556", "455650", "45565.5"):
        assert by_when(part(text)).when.due_on is None


@pytest.mark.parametrize(
    ("text", "read", "others"),
    [
        ("Q2 2024/25", date(2024, 9, 30), ("30 June 2024",)),
        ("Q4 2024/25", date(2025, 3, 31), ("31 December 2024",)),
        ("Q4 2024-25", date(2025, 3, 31), ("31 December 2024",)),
        ("Q4 2024–25", date(2025, 3, 31), ("31 December 2024",)),
        ("Quarter 1 2025", date(2025, 3, 31), ("30 June 2025",)),
        ("Autumn term 2025", date(2025, 12, 31), ("30 November 2025",)),
        ("end of the Summer term 2026", date(2026, 8, 31), ("31 July 2026", "30 September 2026")),
        ("AY2024/25", date(2025, 8, 31), ("31 December 2025", "31 March 2025")),
        ("04/05/2026", date(2026, 5, 4), ("5 April 2026",)),
        ("45565", date(2024, 9, 30), ()),
        ("before June 2023", date(2023, 6, 30), ("31 May 2023",)),
        ("3.6.24", date(2024, 6, 3), ("6 March 2024",)),
        ("2024-03-31T23:00:00Z", date(2024, 4, 1), ("31 March 2024",)),
    ],
)
def test_a_by_when_of_two_meanings_is_read_and_asked(text: str, read: date, others: tuple[str, ...]) -> None:
    found = by_when(part(text))
    assert (found.when.due_on, found.certainty, found.others) == (read, Certainty.ASKED, others)
    assert text in found.says


@pytest.mark.parametrize(
    ("text", "named"),
    [("AY2024/25", "an academic year"), ("FY2024/25", "a financial year"), ("January to March 2024", "a quarter")],
)
def test_a_period_is_called_what_it_is(text: str, named: str) -> None:
    found = by_when(part(text))
    assert found.says.startswith(f"“{text}” is {named}, read as its last day, ")
    assert found.rule == f"the last day of {named}"


@pytest.mark.parametrize(
    "text", ["Easter 2024", "Autumn 2023/24", "Monthly", "Head of A", "Established by Easter 2022", "Harvest–Christmas"]
)
def test_what_cannot_be_read_is_quoted_as_it_is_printed(text: str) -> None:
    assert by_when(part(text)).says.startswith(f"“{text}” cannot be read as a date: write a month and year")


@pytest.mark.parametrize(
    ("text", "says", "others"),
    [
        ("31/06/2023", "June 2023 has no day 31: check the date", ()),
        ("29.02.2023", "February 2023 has no day 29: check the date", ()),
        ("By 31-06-23", "June 2023 has no day 31: check the date", ()),
        ("2023-06-31", "June 2023 has no day 31: check the date", ()),
        ("00/06/2023", "June 2023 has no day 0: check the date", ()),
        ("06/30/2023", "2023 has no month 30: write the day first, as in 30 June 2023", ("30 June 2023",)),
        ("31/31/2023", "2023 has no month 31: check the date", ()),
    ],
)
def test_a_day_that_does_not_exist_is_told_so(text: str, says: str, others: tuple[str, ...]) -> None:
    found = by_when(part(text))
    assert (found.says, found.others) == (says, others)
    assert (found.when.kind, found.when.due_on, found.certainty) == (ByWhenKind.UNREADABLE, None, Certainty.OPEN)


def test_a_date_of_a_day_that_does_not_exist_is_told_so() -> None:
    asking = Asking()
    for text in ("31/06/2023", "29 February 2023"):
        assert day_of(part(text), "kpis/0/as_at", asking).certainty is Certainty.OPEN
    assert [doubt.says for doubt in asking.found] == [
        "June 2023 has no day 31: check the date",
        "February 2023 has no day 29: check the date",
    ]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("June 2023 and then December 2023", ("30 June 2023", "31 December 2023")),
        ("June 2023 (first draft)", ("30 June 2023",)),
        ("soon", ()),
        ("2024/25", ()),
        ("Spring 2024 or so", ()),
    ],
)
def test_a_by_when_of_no_certain_day_is_left_open(text: str, others: tuple[str, ...]) -> None:
    found = by_when(part(text))
    assert (found.when.kind, found.when.due_on, found.certainty) == (ByWhenKind.UNREADABLE, None, Certainty.OPEN)
    assert found.others == others
    assert found.says


def test_an_awaited_date_is_none_for_certain_and_words_are_asked() -> None:
    asking = Asking()
    assert day_of(part("TBC"), "kpis/0/as_at", asking).value is None
    assert asking.found == []
    assert day_of(part("soon"), "kpis/0/as_at", asking).certainty is Certainty.OPEN
    assert [(doubt.asks, doubt.about) for doubt in asking.found] == [(Asks.DATE, ("kpis/0/as_at",))]


@given(st.text(st.sampled_from("Q24 /-.JuneMayor2023TBC"), max_size=14))
def test_whatever_the_calendar_reads_for_certain_is_read_alike_and_nothing_else_is_certain_but_numbers(
    text: str,
) -> None:
    found, known = by_when(part(text)), printed_by_when(text)
    if known.kind is not ByWhenKind.UNREADABLE:
        assert (found.when.kind, found.when.due_on) == (known.kind, known.due_on)
    elif found.certainty is Certainty.CERTAIN:
        assert found.rule in ("a day in numbers", "the last day of a month")
    else:
        assert found.says
