"""What is wrong in a cell, or with where it stands, is asked about or told; what it says is kept."""

from datetime import date

import pytest

from bringing.reading import Asks, Certainty, understand
from kpis.targets import Direction
from sheets.reading import About, Merge, read_file, read_pasted
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import GOOD, HEADINGS, KPIS, brought, one
from tests.sheets.making import book


def test_characters_that_cannot_be_seen_are_left_out_of_a_ref_and_asked_about() -> None:
    draft = brought(
        HEADINGS, ["A\u200b1", "Do \u202eit", "\u05e9\u05dc\u05d5\u05dd", "June\u00a02024", "Head of\u00ad SEND"]
    )
    action = draft.actions[0]
    assert (action.ref.value, action.by_when.value.due_on) == ("A1", date(2024, 6, 30))
    assert [(str(doubt.places[0]), doubt.about) for doubt in asked(draft, Asks.UNSEEN)] == [
        ("table 1, row 2, column 1", ("actions/0/ref",)),
        ("table 1, row 2, column 2", ("actions/0/what",)),
        ("table 1, row 2, column 3", ("actions/0/success",)),
        ("table 1, row 2, column 5", ("actions/0/posts/0",)),
    ]
    assert asked(draft, Asks.UNSEEN)[2].says == (
        "Table 1, row 2, column 3: it holds words that are written from right to left: check that it says what is "
        "meant, or mend it in the file"
    )
    assert action.posts[0].value == "Head of SEND"


def test_a_cell_that_begins_with_an_equals_sign_is_kept_as_text_and_asked_about() -> None:
    draft = brought(HEADINGS, ["A1", "=HYPERLINK(1)", "", "June 2024", "Head of SEND"])
    says, places = one(draft, Asks.FORMULA)
    assert (draft.actions[0].what.value, places) == ("=HYPERLINK(1)", ["table 1, row 2, column 2"])
    assert "a formula’s sign, “=”, at its beginning" in says


def test_a_formula_without_a_stored_value_is_an_empty_cell_that_is_told_of() -> None:
    def fill(sheet: object) -> None:
        sheet.append(HEADINGS)  # type: ignore[attr-defined]
        sheet.append(["A1", "Do it", None, "=TODAY()", "Head of SEND"])  # type: ignore[attr-defined]

    draft = understand(read_file("plan.xlsx", book(fill)))
    assert [remark.about for remark in draft.remarks] == [About.NO_VALUE]
    assert one(draft, Asks.NO_BY_WHEN)[0].startswith("Sheet “Figures”, row 2: A1 has no date")
    says, places = one(draft, Asks.FORMULA)
    assert says.startswith(
        "Sheet “Figures”: the file holds no value for the formula in D2, and reads as if nothing stood"
    )
    assert places == ["sheet “Figures”, D2"]


def test_joined_cells_are_read_for_each_row_and_asked_about() -> None:
    rows = (HEADINGS, GOOD, ["A2", "Do more", "", "", ""])
    draft = brought(*rows, merges=(Merge(2, 4, 3, 4), Merge(2, 5, 3, 5)))
    second = draft.actions[1]
    assert (second.by_when.value.due_on, [post.value for post in second.posts]) == (date(2024, 6, 30), ["Head of SEND"])
    says, places = one(draft, Asks.JOINED)
    assert says.startswith("“June 2024”, “Head of SEND” stands in joined cells: it was read for each row")
    assert places == ["table 1, row 2, column 4", "table 1, row 2, column 5"]
    assert (second.by_when.certainty, second.posts[0].certainty) == (Certainty.ASKED, Certainty.ASKED)
    assert draft.actions[0].by_when.certainty is Certainty.CERTAIN


def test_what_a_row_under_a_joined_cell_lacks_is_shown_at_the_row_itself() -> None:
    rows = (
        ["Theme", *HEADINGS],
        ["A", *GOOD],
        ["", "A2", "Do more", "", "", ""],
        ["", "", "Do all", "", "May 2024", "Head of SEND"],
    )
    draft = brought(*rows, merges=(Merge(2, 1, 4, 1),))
    assert [each.section.value for each in draft.actions] == ["A", "A", "A"]
    assert one(draft, Asks.NO_BY_WHEN)[1] == ["table 1, row 3, column 2"]
    assert one(draft, Asks.NO_POST)[1] == ["table 1, row 3, column 2"]
    assert one(draft, Asks.NO_REF)[1] == ["table 1, row 4, column 3"]


def test_a_further_line_of_an_action_whose_ref_and_words_stand_in_joined_cells_is_told_as_that() -> None:
    rows = (HEADINGS, GOOD, ["", "", "", "July 2024", "Head of One"], ["", "", "", "May 2024", "Head of Two"])
    draft = brought(*rows, merges=(Merge(2, 1, 4, 1), Merge(2, 2, 4, 2), Merge(2, 3, 4, 3)))
    assert [(doubt.says, doubt.about) for doubt in asked(draft, Asks.NO_REF)] == [
        (
            (
                f"Table 1, row {row}: this is a further line of the action in row 2, whose ref and words stand in "
                "joined cells: enter a ref of its own and what is done, or leave the row out"
            ),
            (f"actions/{row - 2}/ref", f"actions/{row - 2}/what"),
        )
        for row in (3, 4)
    ]
    assert [str(place) for place in asked(draft, Asks.NO_REF)[0].places] == [
        "table 1, row 3, column 4",
        "table 1, row 3, column 5",
    ]
    assert asked(draft, Asks.NO_ACTION) == []


@pytest.mark.parametrize("merges", [(), (Merge(2, 1, 3, 1),)], ids=["none", "of the ref alone"])
def test_a_row_with_neither_a_ref_nor_an_action_is_asked_about_once(merges: tuple[Merge, ...]) -> None:
    draft = brought(HEADINGS, GOOD, ["", "", "", "(dd/mm/yy)", "(post)"], merges=merges)
    says, places = one(draft, Asks.NO_REF)
    assert says == "Table 1, row 3: this row has no ref and says nothing of what is done: enter both, or leave it out"
    assert places == ["table 1, row 3, column 4", "table 1, row 3, column 5"]
    assert asked(draft, Asks.NO_ACTION) == []


def test_what_a_kpi_under_a_joined_cell_lacks_is_shown_at_the_row_itself() -> None:
    rows = (["Theme", *KPIS], ["A", "Calls", "12", "May 2023", "10", "8"], ["", "Posts", "", "", "", ""])
    draft = brought(*rows, merges=(Merge(2, 1, 3, 1),))
    assert one(draft, Asks.BASELINE)[1] == ["table 1, row 3, column 2"]
    assert one(draft, Asks.NO_TARGETS)[1] == ["table 1, row 3, column 2"]


def test_two_columns_for_one_thing() -> None:
    draft = brought([*HEADINGS, "Due date"], [*GOOD, "July 2024"])
    assert one(draft, Asks.COLUMN)[0] == (
        "Column “Due date” was not recognised, and its cells are set aside: say what they hold"
    )
    assert draft.actions[0].by_when.value.due_on == date(2024, 6, 30)


def test_a_baseline_and_its_day_in_one_cell() -> None:
    draft = brought(KPIS, ["Posts", "16 January 2023", "", "10% reduction", "25% reduction"])
    says, _ = one(draft, Asks.BASELINE_OR_DAY)
    assert says == "“16 January 2023” was read as a baseline of 16, as at January 2023: confirm it"
    kpi = draft.kpis[0]
    assert (kpi.baseline.value.value, kpi.as_at.value) == (16, date(2023, 1, 31))
    apart = brought(KPIS, ["Posts", "16", "January 2023", "10% reduction", "25% reduction"])
    assert asked(apart, Asks.BASELINE_OR_DAY) == []


def test_a_day_in_a_column_of_dates_is_a_day() -> None:
    draft = brought(KPIS, ["Posts", "TBC", "16 January 2023", "10", "5"])
    assert draft.kpis[0].as_at.value == date(2023, 1, 16)
    assert asked(draft, Asks.BASELINE_OR_DAY) == []


def test_values_that_are_no_figures_and_no_targets() -> None:
    draft = brought(KPIS, ["Posts", "about ten", "soon", "12,5%", "5% more"])
    assert "“about ten” is not one figure" in one(draft, Asks.BASELINE)[0]
    assert one(draft, Asks.DATE)[0].startswith("“soon” is no date that is certain")
    assert len(asked(draft, Asks.TARGET)) == 2
    kpi = draft.kpis[0]
    assert {kpi.baseline.certainty, kpi.as_at.certainty} == {Certainty.OPEN}


def test_a_row_of_fewer_values_than_columns_keeps_its_places_and_is_asked_about() -> None:
    draft = brought([*KPIS, "Target – End May 2024"], ["Requests", "0.83%", "TBC", "0.63%", "0.56%", ""])
    says, places = one(draft, Asks.BLANK_TARGET)
    assert says == "“Requests” has no value under “Target”: leave it blank, or say where its other values belong"
    assert places == ["table 1, row 2, column 4", "table 1, row 2, column 5"]
    assert {each.rule.certainty for each in draft.kpis[0].targets} == {Certainty.ASKED}, "each may stand elsewhere"
    assert draft.kpis[0].direction.value is Direction.NOT_SET, "it would follow from where they stand"


def test_a_blank_cell_is_asked_about_alone_where_each_value_has_its_column() -> None:
    heads = ["KPI", "Baseline", *(f"Target – End {month} 2024" for month in ("January", "March", "May"))]
    for values, blank in ((["40%", "", "50%"], "March"), (["40%", "50%", ""], "May"), (["", "40%", "50%"], "January")):
        draft = brought(heads, ["Plans in time", "30%", *values])
        says, _ = one(draft, Asks.BLANK_TARGET)
        told = f"“Plans in time” has no value under “Target – End {blank} 2024”"
        assert says == f"{told}: confirm that nothing belongs there, or enter what does"
        certain = [each.rule.certainty is Certainty.CERTAIN for each in draft.kpis[0].targets]
        assert certain == [bool(each) for each in values]
        assert draft.kpis[0].direction.value is Direction.HIGHER


def test_values_behind_a_blank_cell_have_not_moved_though_the_baselines_date_is_awaited() -> None:
    heads = [*KPIS, "Target – End May 2024"]
    draft = brought(heads, ["Plans in time", "30%", "TBC", "40%", "", "50%"])
    (doubt,) = asked(draft, Asks.BLANK_TARGET)
    assert doubt.about == ("kpis/0/targets/1/rule",)


def test_in_a_line_of_text_nobody_knows_which_target_is_the_blank_one() -> None:
    heads = (
        "KPI Baseline Baseline Date Milestone 1 – End July 2023 Milestone 2 – End November 2023 Target – End May 2024"
    )
    lines = ["Section A: Strategy", heads, "Children who wait for a place 16% January 2023 10% 8% 5%"]
    content = "\n".join([*lines, "Children who come each day 40% January 2023 TBC"])
    draft = understand(read_file("plan.txt", content.encode()))
    (doubt,) = asked(draft, Asks.BLANK_TARGET)
    assert doubt.about == tuple(f"kpis/1/targets/{at}/rule" for at in range(3))


def test_a_target_like_another_one_may_be_either_misprinted() -> None:
    draft = brought(KPIS, ["Requests", "10%", "January 2023", "40%-point increase", "40%-point increase"])
    (doubt,) = asked(draft, Asks.SAME_AS_BEFORE)
    assert set(doubt.about) == {"kpis/0/targets/0/rule", "kpis/0/targets/1/rule"}


@pytest.mark.parametrize(
    ("heading", "words", "field"), [("Unit", "weeks", "unit"), ("Direction", "Maintain", "direction")]
)
def test_a_unit_or_a_way_that_is_none_is_asked_about(heading: str, words: str, field: str) -> None:
    draft = brought([*KPIS, heading], ["Requests", "10", "January 2023", "8", "6", words])
    (doubt,) = asked(draft, Asks.UNIT)
    assert (doubt.about, words in doubt.says) == ((f"kpis/0/{field}",), True)
    assert getattr(draft.kpis[0], field).certainty is Certainty.OPEN


def test_a_number_behind_a_name_may_belong_to_it() -> None:
    heads = "KPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024"
    draft = understand(read_pasted(f"Section A: One\n{heads}\nGood at Key Stage 4 45% 50% 60%\nPosts 16 May 2023 5 4"))
    first, second = draft.kpis
    (doubt,) = asked(draft, Asks.WHERE_IT_ENDS)
    assert (doubt.read, doubt.others) == ("Good at Key Stage", ("Good at Key Stage 4",))
    assert (first.name.certainty, first.baseline.certainty) == (Certainty.ASKED, Certainty.ASKED)
    assert second.name.certainty is Certainty.CERTAIN


def test_an_error_of_the_spreadsheet_is_asked_about() -> None:
    draft = brought(HEADINGS, ["A1", "#REF!", "", "June 2024", "Head of SEND"])
    assert "it holds a formula’s error" in one(draft, Asks.FORMULA)[0]
