"""A correction names everything that is not as in the version that it corrects."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from govuk.words import decimal_plain
from reports.corrections import corrections
from reports.figures.tree import FigurePoint, Figures, ReportTree
from tests.reports.trees import report_tree

BEFORE = report_tree()
DERIVED = {"shape", "on", "ratings", "kpi_states", "not_assessable"}
REAL = {"state": "no_data", "rating": "blue"}


def with_row(kind: str, place: int, **changed: Any) -> ReportTree:
    rows = list(getattr(BEFORE.figures, kind))
    rows[place] = replace(rows[place], **changed)
    figures: dict[str, Any] = {kind: tuple(rows)}
    return replace(BEFORE, figures=replace(BEFORE.figures, **figures))


def said(now: ReportTree) -> list[str]:
    return [change.says for change in corrections(BEFORE, now)]


def test_where_nothing_differs_nothing_is_said() -> None:
    assert said(report_tree()) == []


def test_another_day_alone_is_no_difference() -> None:
    assert said(replace(BEFORE, figures=replace(BEFORE.figures, on=date(2024, 1, 2)))) == []


def test_a_corrected_figure_is_said_once() -> None:
    place = next(n for n, kpi in enumerate(BEFORE.figures.kpis) if kpi.code == "D-K1")
    points = BEFORE.figures.kpis[place].measurements
    last = replace(points[-1], value=points[-1].value + 2)
    (only,) = said(with_row("kpis", place, measurements=(*points[:-1], last)))
    assert only.startswith("D-K1’s figure for 30 November 2023 was corrected from ")


def test_a_figure_that_came_and_one_that_went_are_said() -> None:
    later = FigurePoint(date(2023, 12, 31), Decimal("12.50"), "projected", "", False, None, "day", "")
    points = BEFORE.figures.kpis[0].measurements
    code, first = BEFORE.figures.kpis[0].code, decimal_plain(points[0].value)
    assert said(with_row("kpis", 0, measurements=(*points[1:], later))) == [
        f"{code}’s figure for 30 June 2023, {first}, was taken out.",
        f"{code}: a new figure for 31 December 2023, 12.5 (projected).",
    ]


def test_a_figure_of_another_kind_is_said() -> None:
    first, *rest = BEFORE.figures.kpis[0].measurements
    (only,) = said(with_row("kpis", 0, measurements=(replace(first, kind="provisional"), *rest)))
    assert only.endswith("(provisional).")


def test_a_newer_update_is_said_with_its_day() -> None:
    latest = BEFORE.figures.actions[0].latest
    assert latest is not None
    (newer,) = said(with_row("actions", 0, latest=replace(latest, uid="another")))
    assert newer == f"{BEFORE.figures.actions[0].ref}: a newer update of 1 December 2023."
    (another,) = said(with_row("actions", 0, latest=replace(latest, text="Redacted")))
    assert "another text of the update" in another


def test_a_move_is_said_in_its_sentence_and_what_follows_from_it_not_again() -> None:
    place = next(n for n, row in enumerate(BEFORE.figures.actions) if row.rating == "amber")
    ref = BEFORE.figures.actions[place].ref
    found = said(with_row("actions", place, rating="red", days_late=9))
    assert found == [f"{ref} moved from Amber to Red.", f"{ref}: not the same: days late."]


def test_what_people_wrote_anew_is_said() -> None:
    judged = (replace(BEFORE.judgements[0], text="Another"), *BEFORE.judgements[1:])
    written = (replace(BEFORE.commentaries[0], planned="Another"), *BEFORE.commentaries[1:])
    found = corrections(BEFORE, replace(BEFORE, statement="Another.", judgements=judged, commentaries=written))
    assert [change.says for change in found] == [
        "The chair’s statement was written anew.",
        f"The judgement on area {judged[0].area} was written anew.",
        f"What section {written[0].section} achieved and plans was written anew.",
    ]
    assert {change.kind for change in found} == {"written"}


def test_a_new_decision_and_a_log_entry_that_moved_are_said() -> None:
    board = BEFORE.figures.board
    assert board is not None
    decision = replace(board.decisions[0], uid="another", number=99)
    entry = replace(board.log[0], latest="Done.", state="Closed")
    now = replace(board, decisions=(*board.decisions, decision), log=(entry, *board.log[1:]))
    found = said(replace(BEFORE, figures=replace(BEFORE.figures, board=now)))
    assert found == ["Decision 99 is new.", f"Log entry {entry.number}: not the same: state and the latest update."]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"recipients": ("DfE",)}, "To whom it goes is not the same."),
        ({"left_out": ("words",)}, "What is left out is not the same."),
        ({"period_to": date(2023, 12, 31)}, "Its period is not the same."),
        ({"previous": "Progress report 3, version 2"}, "The report that it is compared with is not the same."),
        ({"feedback": ()}, "What was asked last time, and our answer, was written anew."),
    ],
)
def test_what_the_cover_says_and_what_was_asked_are_compared_too(changed: dict[str, Any], says: str) -> None:
    assert said(replace(BEFORE, **changed)) == [says]


@pytest.mark.parametrize("name", sorted({field.name for field in fields(Figures)} - DERIVED - {"board", "horizons"}))
def test_no_row_of_the_figures_can_differ_unsaid(name: str) -> None:
    value = getattr(BEFORE.figures, name)
    row = value[0] if isinstance(value, tuple) else value
    texts = [field.name for field in fields(row) if isinstance(getattr(row, field.name), str) and field.name != "uid"]
    for field in texts:
        spoilt = replace(row, **{field: REAL.get(field, "zero")})
        if spoilt == row:
            continue
        whole: dict[str, Any] = {name: (spoilt, *value[1:]) if isinstance(value, tuple) else spoilt}
        assert said(replace(BEFORE, figures=replace(BEFORE.figures, **whole))), field
