"""What changed between two trees is said both ways, matched on the rows' UUIDs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.changes import changes
from reports.figures.tree import Change, DateChange, FigurePoint, Figures, RetiredFigures
from tests.reports.trees import figures

BEFORE = figures()


def with_action(named: str, **fields: object) -> Figures:
    rows = tuple(replace(row, **fields) if row.ref == named else row for row in BEFORE.actions)
    return replace(BEFORE, actions=rows)


def with_kpi(code: str, **fields: object) -> Figures:
    rows = tuple(replace(row, **fields) if row.code == code else row for row in BEFORE.kpis)
    return replace(BEFORE, kpis=rows)


def only(found: tuple[Change, ...]) -> Change:
    assert len(found) == 1, found
    return found[0]


def test_nothing_changed_says_nothing() -> None:
    assert changes(BEFORE, figures()) == ()


@pytest.mark.parametrize(
    ("was", "now", "better"),
    [("green", "red", False), ("amber", "green", True), ("not_started", "green", None), ("", "amber", None)],
)
def test_a_rating_that_moved_is_better_worse_or_neither(was: str, now: str, better: bool | None) -> None:
    change = only(changes(with_action("B1", rating=was), with_action("B1", rating=now)))
    assert (change.kind, change.subject, change.better) == ("rating", "B1", better)


def test_a_confirmed_completion_is_told_once_and_not_as_a_rating_too() -> None:
    before = with_action("B1", rating="green", completion="waiting")
    change = only(changes(before, with_action("B1", rating="blue", completion="confirmed")))
    assert change.says == "B1 is complete, confirmed by a second person."
    assert change.better is True


def test_a_reopened_action_counts_as_worse() -> None:
    before = with_action("B1", rating="blue", completion="confirmed")
    found = changes(before, with_action("B1", rating="green", completion="reopened"))
    assert [(change.kind, change.better) for change in found] == [("completion", False), ("rating", False)]


def test_a_moved_date_names_who_agreed_it() -> None:
    agreed = DateChange(
        uid="1",
        asked_on=date(2023, 10, 1),
        from_due_on=date(2023, 10, 31),
        to_due_on=date(2024, 1, 31),
        reason="Staff left",
        recovery_steps="Recruit",
        state="agreed",
        authority="The board",
        decided_on=date(2023, 10, 19),
        meeting_on=date(2023, 10, 19),
        decision=7,
    )
    before = with_action("B1", due_on=date(2023, 10, 31), date_changes=())
    change = only(changes(before, with_action("B1", due_on=date(2024, 1, 31), date_changes=(agreed,))))
    assert change.says == "B1’s date moved from 31 October 2023 to 31 January 2024, agreed by the board."
    assert change.better is False


@pytest.mark.parametrize(("decided_on", "better"), [(date(2023, 8, 1), True), (date(2023, 12, 22), None)])
def test_an_earlier_date_is_better_unless_it_had_passed_when_it_was_agreed(
    decided_on: date, better: bool | None
) -> None:
    agreed = DateChange(
        uid="1",
        asked_on=date(2023, 7, 20),
        from_due_on=date(2023, 10, 31),
        to_due_on=date(2023, 8, 31),
        reason="The schools are ready",
        recovery_steps="None needed",
        state="agreed",
        authority="The board",
        decided_on=decided_on,
        meeting_on=None,
        decision=7,
    )
    before = with_action("B1", due_on=date(2023, 10, 31), date_changes=())
    change = only(changes(before, with_action("B1", due_on=date(2023, 8, 31), date_changes=(agreed,))))
    assert change.better is better


def test_a_changed_ref_is_the_same_action() -> None:
    change = only(changes(BEFORE, with_action("B1", ref="B9")))
    assert (change.kind, change.says) == ("ref", "B1 is now B9.")


def test_rows_that_came_and_went_are_told() -> None:
    without = replace(BEFORE, actions=BEFORE.actions[1:])
    first = BEFORE.actions[0]
    assert only(changes(without, BEFORE)).says == f"{first.ref} {first.title} was added."
    assert only(changes(BEFORE, without)).kind == "gone"


def test_a_baseline_that_arrived_and_one_that_was_corrected_are_two_things() -> None:
    awaited, sixteen, twelve = (with_kpi("B-K1", baseline=value) for value in (None, Decimal("16.0"), Decimal(12)))
    arrived = only(changes(awaited, sixteen))
    assert (arrived.kind, arrived.says) == ("baseline", "B-K1’s baseline was confirmed at 16.")
    corrected = only(changes(sixteen, twelve))
    assert (corrected.kind, corrected.says) == ("correction", "B-K1’s baseline was corrected from 16 to 12.")


def test_a_kpis_state_moves_by_rank_and_not_assessable_has_none() -> None:
    off = with_kpi("B-K1", state="off_track", state_words="Off track")
    on = with_kpi("B-K1", state="on_track", state_words="On track")
    unknown = with_kpi("B-K1", state="not_assessable", state_words="Not assessable")
    assert only(changes(off, on)).better is True
    assert only(changes(unknown, off)).better is None


def test_a_corrected_figure_is_told_and_a_new_one_is_not() -> None:
    point = FigurePoint(date(2023, 9, 30), Decimal("20.5"), "actual", "", False, None, "day", "")
    before = with_kpi("B-K1", measurements=(point,))
    later = FigurePoint(date(2023, 10, 31), Decimal(22), "actual", "", False, None, "day", "")
    now = with_kpi("B-K1", measurements=(replace(point, value=Decimal("25.0")), later))
    change = only(changes(before, now))
    assert change.says == "B-K1’s figure for 30 September 2023 was corrected from 20.5 to 25."


def test_a_figure_that_was_taken_out_is_told_unless_its_unit_went_with_it() -> None:
    point = FigurePoint(date(2023, 9, 30), Decimal("20.5"), "actual", "", False, None, "day", "")
    before, now = with_kpi("B-K1", measurements=(point,)), with_kpi("B-K1", measurements=())
    assert only(changes(before, now)).says == "B-K1’s figure for 30 September 2023, 20.5, was taken out."
    assert changes(before, with_kpi("B-K1", measurements=(), unit="days")) == ()


def test_a_risk_that_rose_and_one_that_was_closed_are_told() -> None:
    first = BEFORE.risks[0]
    rose = replace(BEFORE, risks=(replace(first, score=first.score + 3), *BEFORE.risks[1:]))
    assert only(changes(BEFORE, rose)).better is False
    closed = replace(BEFORE, risks=(replace(first, closed_on=date(2023, 12, 1)), *BEFORE.risks[1:]))
    assert only(changes(BEFORE, closed)).now == "closed"


def test_an_action_that_was_taken_out_is_told_with_the_reason_and_one_that_came_back_as_no_new_one() -> None:
    row = next(each for each in BEFORE.actions if each.ref == "B1")
    out = RetiredFigures(row.uid, row.ref, row.title, row.section, date(2023, 12, 1), "B2 covers it")
    without = replace(BEFORE, actions=tuple(each for each in BEFORE.actions if each.ref != "B1"), retired=(out,))
    assert only(changes(BEFORE, without)).says == f"B1 {row.title} was taken out: B2 covers it."
    assert only(changes(without, BEFORE)).says == f"B1 {row.title} was brought back into the plan."


def test_an_action_of_which_an_older_tree_tells_no_reason_is_taken_out_without_one() -> None:
    row = next(each for each in BEFORE.actions if each.ref == "B1")
    without = replace(BEFORE, actions=tuple(each for each in BEFORE.actions if each.ref != "B1"))
    assert only(changes(BEFORE, without)).says == f"B1 {row.title} was taken out."
    assert only(changes(without, BEFORE)).says == f"B1 {row.title} was added."
