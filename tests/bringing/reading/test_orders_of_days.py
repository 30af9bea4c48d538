"""Dates in numbers whose order other dates of their table prove are read without a question; all others are asked."""

from datetime import date

import pytest

from bringing.others import others
from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, settle
from sheets.reading import read_file
from tests.bringing.reading.plans import asked, contradictions
from tests.bringing.reading.test_bad_input import brought
from tests.bringing.test_carrying import carried

HEAD = "Ref,Section,Action,Outcome,By when,Accountable,Start date,Revised due date,Notes"
FEBRUARY, JANUARY, APRIL = date(2024, 2, 1), date(2024, 1, 2), date(2024, 4, 30)


def read(*rows: tuple[str, ...], head: str = HEAD) -> Draft:
    """Actions of these by-whens, starts, revised dates and notes."""
    told = (
        f"B{at},B,Do {at},Done,{due},Head of SEND,{','.join(rest)}" for at, (due, *rest) in enumerate(rows, start=1)
    )
    draft = named(understand(read_file("plan.csv", "\n".join([head, *told]).encode())))
    assert contradictions(draft) == []
    return draft


def due(draft: Draft) -> list[date | None]:
    return [each.by_when.value.due_on for each in draft.actions]


def of_days(draft: Draft) -> list[str]:
    """The words that it is asked of which day they are."""
    asks = (Asks.PERIOD, Asks.DATE, Asks.BY_WHEN)
    return [doubt.words[0] for doubt in draft.doubts if doubt.asks in asks]


@pytest.mark.parametrize("proof", ["30/04/2024", "30.4.24", "By 30/04/2024", "30/04/2024 00:00"])
def test_a_day_over_twelve_proves_that_the_day_is_first_in_its_column(proof: str) -> None:
    draft = read(("01/02/2024",), (proof,), ("By 02/01/2024 17:00",), ("01/02/2024 00:00",))
    assert due(draft) == [FEBRUARY, APRIL, None, FEBRUARY]
    assert of_days(draft) == ["By 02/01/2024 17:00"]


def test_where_nothing_proves_the_order_each_date_is_asked_about() -> None:
    draft = read(("01/02/2024",), ("03/03/2024",), ("April 2024",), ("30 April 2024",), ("2024-04-30",))
    assert (due(draft)[0], of_days(draft)) == (FEBRUARY, ["01/02/2024"])
    assert [doubt.others for doubt in asked(draft, Asks.PERIOD)] == [("2 January 2024",)]


@pytest.mark.parametrize(
    "rest",
    [
        ("04/30/2024",),
        ("4-30-24 or so",),
        ("04/30/2024 00:00",),
        ("May 2024", "04/30/2024"),
        ("May 2024", "", "04/30/2024"),
        ("May 2024", "", "", "as agreed on 04/30/2024"),
    ],
)
def test_a_date_with_the_month_first_anywhere_in_the_table_leaves_the_order_open(rest: tuple[str, ...]) -> None:
    assert "01/02/2024" in of_days(read(("01/02/2024",), ("30/04/2024",), rest))


@pytest.mark.parametrize("text", ["30/02/2024", "31/13/2024", "30/04/2024 or so", "30 April 2024", "00/04/2024"])
def test_what_is_no_day_and_what_is_not_in_numbers_prove_nothing(text: str) -> None:
    assert "01/02/2024" in of_days(read(("01/02/2024",), (text,)))


def test_a_date_in_a_column_that_has_no_days_of_the_plan_proves_nothing() -> None:
    assert of_days(read(("01/02/2024", "", "", "30/04/2024"))) == ["01/02/2024"]


def test_starts_and_revised_dates_prove_it_and_are_read_by_it() -> None:
    draft = read(("05/06/2024", "01/02/2024", "30/06/2024"), ("August 2024", "02/01/2024", "01/09/2024"))
    assert of_days(draft) == []
    assert [each.starts_on and each.starts_on.value for each in draft.actions] == [FEBRUARY, JANUARY]
    (doubt,) = asked(draft, Asks.REVISED)
    (those,) = others(doubt, draft)
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, those.values)})
    assert due(after) == [date(2024, 6, 30), date(2024, 9, 1)]
    draft = read(("August 2024", "13/01/2024", ""), ("05/06/2024", "", ""))
    assert (due(draft)[1], of_days(draft)) == (date(2024, 6, 5), [])


def test_a_revised_date_of_two_meanings_cannot_be_chosen_where_nothing_proves_the_order() -> None:
    (doubt,) = asked(read(("August 2024", "", "01/09/2024")), Asks.REVISED)
    assert doubt.others == ()


def test_the_date_of_a_baseline_is_read_by_the_order_of_the_others() -> None:
    heads = ["KPI", "Baseline", "Baseline Date", "Target – End January 2025"]
    for second, is_asked in (("30/04/2024", False), ("April 2024", True)):
        rows = ([name, "12%", day, "80%"] for name, day in (("Plans in time", "01/02/2024"), ("Visits", second)))
        draft = brought(heads, *rows)
        assert [each.as_at.value for each in draft.kpis] == [FEBRUARY, APRIL]
        assert ("01/02/2024" in of_days(draft)) == is_asked


def test_each_table_proves_its_own_order() -> None:
    rows = [f"B{at},Do {at},Done,{day},Head of SEND" for at, day in enumerate(("30/04/2024", "01/02/2024"), 1)]
    head = "Ref,Action,Outcome,By when,Accountable"
    other = "Code,KPI,Baseline,Baseline date,Target\nK1,Plans in time,12%,01/02/2024,80%"
    draft = named(understand(read_file("plan.csv", "\n".join([head, *rows, "", other]).encode())))
    assert due(draft)[-1] == FEBRUARY
    assert of_days(draft) == ["01/02/2024"]


def test_what_was_said_of_a_day_before_its_order_was_proven_is_kept() -> None:
    first, newer = read(("01/02/2024",), ("01/02/2024",)), read(("01/02/2024",), ("01/02/2024",), ("30/04/2024",))
    doubt = asked(first, Asks.PERIOD)[0]
    (other,) = others(doubt, first)
    answers = {doubt.key: Answer(How.CORRECTED, other.values)}
    assert due(settle(first, answers)) == [JANUARY, FEBRUARY]
    assert due(settle(newer, carried(first, answers, newer))) == [JANUARY, FEBRUARY, APRIL]
    later = read(("01/02/2025",), ("01/02/2024",), ("30/04/2024",))
    assert carried(first, answers, later) == {}
