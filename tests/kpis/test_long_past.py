"""A milestone that passed long ago, and of whose day no figure ever came: nobody knows how it came out."""

from datetime import date
from decimal import Decimal

import pytest

from kpis.periods import Kind
from kpis.state import Assessment, Baseline, Figure, State, assess
from kpis.targets import Direction, Target, Unit, parse_rule

DECEMBER, JANUARY = date(2023, 12, 31), date(2024, 1, 31)
LAST_DAY = date(2024, 3, 13)
"""Six weeks after the milestone's day."""


def stand(
    value: str, as_at: date = DECEMBER, *, today: date, frequency: Kind | None = Kind.MONTH, dated: bool = True
) -> Assessment:
    return assess(
        unplaced=False,
        targets=[Target("Target", JANUARY, parse_rule("8"))],  # type: ignore[arg-type]
        baseline=Baseline(Decimal(16), date(2023, 1, 31) if dated else None),
        direction=Direction.LOWER,
        unit=Unit.COUNT,
        figure=Figure(Decimal(value), as_at),
        today=today,
        frequency=frequency,
    )


@pytest.mark.parametrize(
    ("value", "dated", "before"),
    [
        ("8", True, State.MEETING_NOW),
        ("9", True, State.AT_RISK),
        ("12", True, State.OFF_TRACK),
        ("9", False, State.PATH_UNKNOWN),
    ],
)
def test_a_passed_milestone_of_whose_day_no_figure_came_has_no_data(value: str, dated: bool, before: State) -> None:
    assert stand(value, today=LAST_DAY, dated=dated).state is before
    found = stand(value, today=date(2024, 3, 14), dated=dated)
    assert (found.state, found.reason, found.distance, found.expected) == (State.NO_DATA, None, None, None)
    assert found.rule == (
        "No figure of the milestone’s day or later: it passed on 31 January 2024, "
        f"and the latest figure is {value} at 31 December 2023"
    )


def test_while_its_figure_may_still_come_the_rule_says_until_when() -> None:
    rule = stand("9", today=date(2024, 2, 1)).rule
    assert rule.endswith("8 by 31 January 2024; it has passed, and its figure is waited for until 13 March 2024")
    assert "waited for" not in stand("9", today=JANUARY).rule


def test_how_long_it_is_waited_for_depends_on_how_often_figures_come() -> None:
    assert stand("9", today=date(2024, 5, 12), frequency=Kind.QUARTER).state is State.AT_RISK
    assert stand("9", today=date(2024, 5, 13), frequency=Kind.QUARTER).state is State.NO_DATA
    assert stand("9", today=date(2024, 3, 14), frequency=None).state is State.NO_DATA


@pytest.mark.parametrize(("value", "state"), [("8", State.MET), ("9", State.OFF_TRACK)])
def test_a_figure_of_its_day_or_later_decides_however_long_ago_it_is(value: str, state: State) -> None:
    assert stand(value, JANUARY, today=date(2025, 1, 1)).state is state
    assert stand(value, date(2024, 2, 29), today=date(2025, 1, 1)).state is state


@pytest.mark.parametrize(("value", "state"), [("8", State.MET), ("9", State.OFF_TRACK)])
def test_a_figure_of_the_month_at_whose_end_it_was_due_is_of_its_day_once_it_has_passed(
    value: str, state: State
) -> None:
    assert stand(value, date(2024, 1, 19), today=JANUARY).state in (State.MEETING_NOW, State.AT_RISK)
    assert stand(value, date(2024, 1, 19), today=date(2024, 2, 1)).state is state
    assert stand(value, date(2024, 1, 19), today=date(2025, 2, 1)).state is state


def test_a_later_figure_that_falls_short_is_not_said_to_be_of_the_day_of_the_milestone() -> None:
    assert stand("9", JANUARY, today=date(2024, 3, 14)).rule.startswith(
        "The milestone has passed unmet: 9 at 31 January"
    )
    later = stand("9", date(2024, 2, 29), today=date(2024, 3, 14)).rule
    assert later.startswith("The milestone has passed and the latest figure does not meet it: 9 at 29 February 2024")
