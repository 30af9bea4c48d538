"""The day of a baseline that stands in the heading of its column, as plans write it there."""

from datetime import date

import pytest

from bringing.others import others
from bringing.plain import Kind
from bringing.reading import Asks, Certainty, Choice, Chosen, Doubt, Draft, Holds, Known, Role, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, alike, may_be_open, may_be_right, settle
from bringing.values import typed
from sheets.reading import Document, Heading, Place
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered
from tests.bringing.reading.test_bad_input import KPIS, brought
from tests.bringing.test_carrying import carried

END_OF_MARCH = date(2023, 3, 31)
ROLES = {2: Role.BASELINE, 3: Role.TARGET}
ROWS = (["Calls", "12", "8"], ["Posts", "5", "8"])


def headed(heading: str, *rows: list[str], more: str = "") -> Draft:
    """KPIs whose second column was chosen as their baseline."""
    heads = ["KPI", heading, "March 2024", *([more] if more else [])]
    table = tabled([heads, *(rows or ROWS)])
    document = Document("f", (Heading(Place("f", paragraph=1), "Section A: Strategy", 1), table))
    roles = ROLES | ({4: Role.BASELINE_DATE} if more else {})
    draft = named(understand(document, chosen=Chosen({"table 1": Choice(Holds.KPIS, 1, roles)})))
    assert (uncovered(document, draft), contradictions(draft)) == ([], [])
    return draft


def day_asked(draft: Draft) -> Doubt:
    """What is asked of the heading's day."""
    (doubt,) = asked(draft, Asks.DATE)
    return doubt


@pytest.mark.parametrize(
    ("heading", "printed"),
    [
        ("Mar 23 (baseline)", "Mar 23"),
        ("March 2023 baseline", "March 2023"),
        ("Baseline Mar 23", "Mar 23"),
        ("Baseline Mar-23", "Mar-23"),
        ("Baseline – 31/03/2023", "31/03/2023"),
        ("31 March 2023 baseline (n=120)", "31 March 2023"),
        ("Baseline (March 2023)", "March 2023"),
        ("Baseline as at March 2023", "March 2023"),
    ],
)
def test_a_plain_day_or_month_in_a_baselines_heading_is_its_day(heading: str, printed: str) -> None:
    draft = headed(heading)
    assert asked(draft, Asks.DATE) == []
    for row in (row for row in rows_of(draft) if row.kind is Kind.KPI):
        assert (row.says["baseline_on"], row.says["baseline_on_printed"]) == (END_OF_MARCH, printed)


@pytest.mark.parametrize(
    ("heading", "printed", "day"),
    [
        ("Baseline 2022/23", "2022/23", None),
        ("Baseline (2022-23)", "2022-23", None),
        ("2023 baseline", "2023", None),
        ("Baseline 30/02/2023", "30/02/2023", None),
        ("Baseline AY22/23", "AY22/23", date(2023, 8, 31)),
        ("Baseline Q4 2022/23", "Q4 2022/23", END_OF_MARCH),
        ("Baseline 05/06/2023", "05/06/2023", date(2023, 6, 5)),
        ("Baseline 2022/23, or 2021/22", "Baseline 2022/23, or 2021/22", None),
    ],
)
def test_what_may_be_a_day_of_a_baselines_heading_is_asked_about_once(
    heading: str, printed: str, day: date | None
) -> None:
    draft = headed(heading)
    doubt = day_asked(draft)
    assert (
        doubt.says
        == f"“{heading}” does not say for certain of which day the baseline is: enter the day, or leave it open"
    )
    assert doubt.about == ("tables/0/columns/1/due_on", "kpis/0/as_at", "kpis/1/as_at")
    assert [(each.as_at.value, each.as_at.words) for each in draft.kpis] == [(day, printed)] * 2
    assert may_be_open(doubt)
    assert alike(doubt, draft, {}) == {"kpis/0/as_at": ("kpis/0/as_at", "kpis/1/as_at")}, "it is typed once"


def test_the_other_way_to_read_it_is_chosen_for_all_rows() -> None:
    draft = headed("Baseline 05/06/2023")
    doubt = day_asked(draft)
    (other,) = others(doubt, draft)
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, other.values)})
    assert {each.as_at.value for each in after.kpis} == {date(2023, 5, 6)}


def test_the_day_that_was_typed_for_a_heading_holds_for_a_row_that_is_new_below_it() -> None:
    first, second = headed("Baseline 2022/23"), headed("Baseline 2022/23", *ROWS, ["Visits", "3", "8"])
    said = {
        day_asked(first).key: Answer(How.CORRECTED, dict.fromkeys(["kpis/0/as_at", "kpis/1/as_at"], "31 July 2023"))
    }
    after = settle(second, carried(first, said, second))
    assert [each.as_at.value for each in after.kpis] == [date(2023, 7, 31)] * 3
    assert typed("kpis/0/as_at", "", second).value is None


@pytest.mark.parametrize(
    "heading",
    ["Baseline", "Baseline 1", "Where we are (n=2300)", "Baseline, 45% of 120", "Baseline March", "Start 1/2"],
)
def test_a_heading_that_names_no_day_is_asked_nothing(heading: str) -> None:
    draft = headed(heading)
    assert asked(draft, Asks.DATE) == []
    assert {each.as_at.value for each in draft.kpis} == {None}


def test_days_in_a_column_of_their_own_count() -> None:
    draft = headed("Baseline 2022/23", ["Calls", "12", "8", "June 2023"], more="Baseline Date")
    assert draft.kpis[0].as_at.value == date(2023, 6, 30)
    assert draft.kpis[0].as_at.certainty is Certainty.CERTAIN
    assert asked(draft, Asks.DATE) == []


def to_come(*cells: str, heads: list[str] = KPIS) -> list[Doubt]:
    """What is asked of days to come in a file that was brought on 23 November 2026."""
    draft = brought(heads, list(cells), known=Known(brought_on=date(2026, 11, 23)))
    assert contradictions(draft) == []
    return asked(draft, Asks.BASELINE_TO_COME)


@pytest.mark.parametrize(
    ("printed", "told"),
    [("31 December 2026", ""), ("November 2026", "was read as 30 November 2026, which ")],
)
def test_a_baseline_of_a_day_to_come_is_asked_about(printed: str, told: str) -> None:
    (doubt,) = to_come("Posts", "16", printed, "10", "8")
    assert doubt.says == (
        f"“{printed}” {told}was yet to come when the file was brought, and the baseline is a figure "
        "already: enter the day that it is of, or leave it to be settled"
    )
    assert (doubt.about, [str(place) for place in doubt.places]) == (("kpis/0/as_at",), ["table 1, row 2, column 3"])
    assert may_be_open(doubt)
    assert not may_be_right(doubt, frozenset())


@pytest.mark.parametrize(
    ("baseline", "printed"), [("16", "October 2026"), ("16", "23 November 2026"), ("TBC", "June 2027"), ("16", "")]
)
def test_a_baseline_of_a_day_before_and_an_awaited_one_are_not(baseline: str, printed: str) -> None:
    assert to_come("Posts", baseline, printed, "10", "8") == []


def test_a_day_to_come_in_a_heading_is_asked_about_once() -> None:
    heads = ["KPI", "Baseline (March 2027)", "Target – March 2028"]
    known = Known(brought_on=date(2026, 11, 23))
    draft = brought(heads, ["Calls", "12", "8"], ["Posts", "5", "4"], ["Visits", "TBC", "4"], known=known)
    (doubt,) = asked(draft, Asks.BASELINE_TO_COME)
    assert doubt.about == ("tables/0/columns/1/due_on", "kpis/0/as_at", "kpis/1/as_at")
    assert doubt.says.startswith("“March 2027” was read as 31 March 2027, which was yet to come when")
    assert asked(brought(heads, ["Visits", "TBC", "4"], known=known), Asks.BASELINE_TO_COME) == []
