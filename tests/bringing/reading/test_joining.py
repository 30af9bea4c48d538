"""Cells that are joined across columns of different meanings: read for each where that is sound, and asked about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bringing.reading import Asks, Draft, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from bringing.values import of
from notices.calendar import ByWhenKind
from sheets.reading import Merge
from tests.bringing.reading.plans import asked, contradictions, uncovered, unsaid
from tests.bringing.reading.test_bad_input import KPIS, brought, one
from tests.bringing.reading.test_nothing_is_lost import CELLS, HEADINGS, built

HEADS = ["Ref", "Action", "Success criteria", "Lead", "Start", "Due", "RAG"]


def joined(*cells: str, left: int, right: int, heads: list[str] = HEADS) -> Draft:
    """A row of a table of which these columns are joined."""
    return brought(heads, list(cells), merges=(Merge(2, left, 2, right),))


def test_a_month_over_start_and_due_is_both_and_asked_about() -> None:
    draft = joined("A1", "Do it", "Done", "Head of SEND", "June 2024", left=5, right=6)
    (action,) = draft.actions
    assert action.starts_on
    assert (action.starts_on.value, action.by_when.value.due_on) == (date(2024, 6, 1), date(2024, 6, 30))
    (doubt,) = asked(draft, Asks.JOINED)
    assert doubt.says == (
        "“June 2024” stands in one cell that is joined across “Start” and “Due”: it was read for each of them; confirm "
        "it, or correct the row"
    )
    assert set(doubt.about) == {"actions/0/starts_on", "actions/0/by_when"}
    assert [str(place) for place in doubt.places] == ["table 1, row 2, column 5"]
    assert (asked(draft, Asks.NO_BY_WHEN), contradictions(draft)) == ([], [])


@pytest.mark.parametrize(
    ("words", "kind"), [("Ongoing", ByWhenKind.ONGOING), ("TBC", ByWhenKind.AWAITED), ("soon", ByWhenKind.UNREADABLE)]
)
def test_words_over_start_and_due_are_those_of_what_is_due_and_no_start(words: str, kind: ByWhenKind) -> None:
    draft = joined("A1", "Do it", "Done", "Head of SEND", words, left=5, right=6)
    (action,) = draft.actions
    assert action.starts_on
    assert (action.starts_on.value, action.by_when.value.kind, action.by_when.words) == (None, kind, words)
    assert len(asked(draft, Asks.JOINED)) == 1
    assert (asked(draft, Asks.DATE), asked(draft, Asks.NO_BY_WHEN), draft.aside) == ([], [], ())
    assert unsaid(draft) == []


def test_a_post_over_outcome_and_lead_is_asked_about_and_entered_for_both_at_once() -> None:
    draft = named(joined("A1", "Do it", "Head of SEND", "", "", "June 2024", left=3, right=4))
    (doubt,) = asked(draft, Asks.JOINED)
    assert doubt.says == (
        "“Head of SEND” stands in one cell that is joined across “Success criteria” and “Lead”: it was read for "
        "“Success criteria” alone: correct the row where it says something of “Lead”"
    )
    assert doubt.about == ("actions/0/success", "actions/0/posts/0")
    assert all(of(path) for path in doubt.about)
    said = Answer(How.CORRECTED, {"actions/0/success": "", "actions/0/posts/0": "Head of SEND"})
    (row,) = [each for each in rows_of(settle(draft, {doubt.key: said})) if each.key == "A1"]
    assert (row.says["success"], row.says["accountable"]) == ("", (("Head of SEND", "Head of SEND", ""),))


def test_words_that_all_is_awaited_are_read_for_each_column() -> None:
    draft = joined("A1", "Do it", "Done", "TBC", left=4, right=6)
    (action,) = draft.actions
    assert (action.by_when.words, action.by_when.value.kind) == ("TBC", ByWhenKind.AWAITED)
    says, _ = one(draft, Asks.JOINED)
    assert says.startswith("“TBC” stands in one cell that is joined across “Lead”, “Start” and “Due”: it was read for")
    assert len(asked(draft, Asks.NO_POST)) == 1


def test_words_that_begin_in_a_column_that_is_no_part_of_the_plan_are_asked_about() -> None:
    heads = ["Ref", "Action", "Lead", "RAG", "Due"]
    draft = joined("A1", "Do it", "Head of SEND", "June 2024", left=4, right=5, heads=heads)
    says, _ = one(draft, Asks.JOINED)
    assert says == (
        "“June 2024” stands in one cell that is joined across “RAG” and “Due”: it was set aside: enter what of it "
        "belongs to the row"
    )
    assert asked(draft, Asks.JOINED)[0].about == ("actions/0/by_when",)
    assert [each.source.words for each in draft.aside] == ["June 2024"]


def test_words_that_are_set_aside_for_several_rows_are_asked_about_where_they_begin() -> None:
    heads = ["Ref", "Action", "Lead", "RAG", "Due"]
    rows = (["A1", "Do it", "Head of SEND", "June 2024", ""], ["A2", "Do more", "Head of SEND", "", ""])
    draft = brought(heads, *rows, merges=(Merge(2, 4, 3, 5),))
    (doubt,) = asked(draft, Asks.JOINED)
    assert doubt.about == ("actions/0/by_when",)


def test_a_text_over_the_rest_of_a_row_names_all_columns() -> None:
    long = "Withdrawn: " + "see the action on short breaks " * 9
    draft = joined("A1", long, left=2, right=7)
    says, _ = one(draft, Asks.JOINED)
    assert says == (
        "“Withdrawn: see the action on short breaks see the action on…” stands in one cell that is joined across "
        "“Action”, “Success criteria”, “Lead”, “Start”, “Due” and “RAG”: it was read for “Action” alone: correct "
        "the row where it says something of “Success criteria”, “Lead”, “Start”, “Due” and “RAG”"
    )


def test_of_very_many_columns_a_few_are_named() -> None:
    heads = ["Ref", "Action", *(f"Milestone {at} – May 20{at}" for at in range(30, 50))]
    says, _ = one(joined("A1", "Do it", "Meet", left=3, right=22, heads=heads), Asks.JOINED)
    assert says.endswith(
        "“Milestone 34 – May 2034” and 15 more columns: it was read for each of them; confirm it, or correct the row"
    )


def test_a_text_over_two_milestones_is_one_of_each() -> None:
    heads = ["Ref", "Action", "Milestone 1 – May 2024", "Milestone 2 – June 2024"]
    draft = joined("A1", "Do it", "The panel meets", left=3, right=4, heads=heads)
    assert [(each.label.value, each.says.value) for each in draft.actions[0].milestones] == [
        ("Milestone 1", "The panel meets"),
        ("Milestone 2", "The panel meets"),
    ]
    assert len(asked(draft, Asks.JOINED)) == 1


@pytest.mark.parametrize(
    ("heads", "left", "right"),
    [
        (["Ref", "Action", "Outcome", "Success criteria", "Lead"], 3, 4),
        (["Ref", "Action", "Outcome", "", "Lead"], 3, 4),
        (["Ref", "Action", "Lead", "RAG", "Comments"], 4, 5),
        (["Ref", "Action", "Lead", "RAG", "Filed in"], 4, 5),
    ],
    ids=["of one meaning", "of one heading", "of none", "of none that is known or not"],
)
def test_columns_that_mean_the_same_or_nothing_are_not_asked_about(heads: list[str], left: int, right: int) -> None:
    merges = (Merge(1, left, 1, right), Merge(2, left, 2, right))
    cells = ["A1", "Do it", "Done", "", "Head of SEND"]
    cells[left - 1], cells[right - 1] = "It is done", ""
    draft = brought(heads, cells, merges=merges if not heads[3] else merges[1:])
    assert asked(draft, Asks.JOINED) == []


def test_words_that_a_post_is_awaited_as_well_are_read_for_it_wherever_they_begin() -> None:
    draft = joined("A1", "Do it", "TBC", "", "", "June 2024", left=3, right=4)
    says, _ = one(draft, Asks.JOINED)
    assert says.startswith(
        "“TBC” stands in one cell that is joined across “Success criteria” and “Lead”: it was read for each"
    )
    assert len(asked(draft, Asks.NO_POST)) == 1


def test_what_stands_under_a_joined_cell_is_read_for_its_own_column() -> None:
    draft = joined("Posts", "16", "31 January 2023", "10", "8", left=4, right=5, heads=KPIS)
    assert [str(each.rule.value) for each in draft.kpis[0].targets] == ["10", "8"]
    assert "it was read for “Milestone 1 – End July 2023” alone" in one(draft, Asks.JOINED)[0]


def test_a_section_over_its_rows_is_asked_about_in_none_of_them() -> None:
    rows = (["Priority", "Ref", "Action", "Lead"], ["A", "A1", "Do it", "Head of SEND"], ["", "A2", "Do more", "DCO"])
    draft = brought(*rows, merges=(Merge(2, 1, 3, 1),))
    assert [each.section.value for each in draft.actions] == ["A", "A"]
    assert asked(draft, Asks.JOINED) == []


def test_a_cell_over_rows_and_columns_is_read_for_each_of_them() -> None:
    rows = (HEADS, ["A1", "Do it", "", "Head of SEND", "June 2024"], ["A2", "Do more", "", "Head of SEND"])
    draft = brought(*rows, merges=(Merge(2, 5, 3, 6),))
    assert [each.by_when.value.due_on for each in draft.actions] == 2 * [date(2024, 6, 30)]
    assert [each.starts_on and each.starts_on.value for each in draft.actions] == 2 * [date(2024, 6, 1)]
    assert [doubt.about[0].split("/")[1] for doubt in asked(draft, Asks.JOINED)] == ["0", "1"]


def test_a_cell_of_a_further_line_is_asked_about_with_its_own_columns() -> None:
    rows = (HEADS, ["A1", "Do it", "Done", "Head of SEND", "", "June 2024"], ["", "", "Seen by all", ""])
    draft = brought(*rows, merges=(Merge(3, 3, 3, 4),))
    assert len(draft.actions) == 1
    says, places = one(draft, Asks.JOINED)
    assert says.startswith("“Seen by all” stands in one cell that is joined across “Success criteria” and “Lead”: it")
    assert places == ["table 1, row 3, column 3"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("16", "it was read for “Baseline” alone"),
        ("16 January 2023", "it was read for each of them"),
        ("TBC", ""),
    ],
)
def test_a_baseline_over_its_date(words: str, told: str) -> None:
    draft = joined("Posts", words, "", "10", "8", left=2, right=3, heads=KPIS)
    doubts = asked(draft, Asks.JOINED)
    assert [told in doubt.says for doubt in doubts] == ([True] if told else [])
    assert [doubt.about for doubt in doubts] == ([("kpis/0/baseline", "kpis/0/as_at")] if told else [])


def test_a_cell_over_a_baseline_and_targets_is_asked_about() -> None:
    draft = joined("Posts", "See the scorecard", left=2, right=5, heads=KPIS)
    (doubt,) = asked(draft, Asks.JOINED)
    about = ("baseline", "as_at", "targets/0/rule", "targets/1/rule")
    assert doubt.about == tuple(f"kpis/0/{each}" for each in about)


def test_a_title_across_the_whole_row_is_one_of_a_section() -> None:
    rows = (HEADS, ["Priority 2: Provision"], ["A1", "Do it", "Done", "Head of SEND", "", "June 2024", "G"])
    draft = brought(*rows, merges=(Merge(2, 1, 2, 7),))
    assert [each.title.value for each in draft.sections][-1] == "Provision"
    assert asked(draft, Asks.JOINED) == []


def test_a_point_over_both_lists_of_a_section_is_asked_about() -> None:
    heads = ["What needs improvement", "What families have told us"]
    draft = brought(heads, ["Plans are late"], merges=(Merge(2, 1, 2, 2),))
    assert one(draft, Asks.JOINED)[0] == (
        "“Plans are late” stands in one cell that is joined across “What needs improvement” and “What families have "
        "told us”: it was read for “What needs improvement” alone: correct the section where it says something of "
        "“What families have told us”"
    )


ACROSS = st.builds(
    lambda top, left, down, more: Merge(top, left, top + down, left + more),
    st.integers(2, 4),
    st.integers(2, 8),
    st.integers(0, 1),
    st.integers(1, 2),
)
WORDS = st.sampled_from([each for each in CELLS if each not in ("Ref", "KPI")])
"""No words by which a row would head another table."""


@given(
    st.sampled_from([HEADINGS[:9], HEADINGS[9:18]]),
    st.lists(st.lists(WORDS, min_size=9, max_size=9), min_size=3, max_size=3),
    ACROSS,
)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_across_columns_of_different_meanings_is_asked_about(
    headings: list[str], rows: list[list[str]], merge: Merge
) -> None:
    cells = [
        [
            text if (at, to) == (merge.top, merge.left) or not merge.holds(at, to) else ""
            for to, text in enumerate(row, 1)
        ]
        for at, row in enumerate(rows, 2)
    ]
    document = built([("heading 1", "Section A: Strategy"), ("table", ([headings, *cells], (merge,)))])
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    assert unsaid(draft) == []
    asks = {(place.row, place.column) for each in asked(draft, Asks.JOINED) for place in each.places}
    covered = headings[merge.left - 1 : merge.right]
    awaits = cells[merge.top - 2][merge.left - 1] in ("TBC", "Ongoing", "n/a") and covered == [
        "Baseline",
        "Baseline Date",
    ]
    assert awaits or len(covered) < 2 or (merge.top, merge.left) in asks
