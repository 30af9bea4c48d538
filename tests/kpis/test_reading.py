"""What readers are told of a notice's KPIs."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.demo.facts.devon_kpis import KPIS
from kpis import actions
from kpis.models import Baseline, BaselineState, Direction, FigureKind, Kpi, Measurement, Origin, Target, Unit
from kpis.reading import KpiReading, count_reasons, count_states, failing_by_action, read_kpis
from kpis.state import State
from kpis.targets import Flag, Reason
from notices.models import Notice
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def printed_plan() -> Notice:
    """The 43 KPIs of the real plan, as printed, put in through the verbs."""
    notice = make.Notice()
    plan = make.Plan(notice=notice)
    sections = {letter: make.Section(notice=notice, plan=plan, letter=letter) for letter in "ABCD"}
    lead = make.User()
    for order, fact in enumerate(KPIS, start=1):
        actions.add_kpi(
            plan=plan,
            section=sections[fact.section],
            code=fact.code,
            order=order,
            name=fact.name,
            unit=Unit(fact.unit),
            direction=Direction(fact.direction),
            baseline=actions.PrintedBaseline(
                text=fact.baseline.printed,
                state=BaselineState.TO_BE_DEVELOPED
                if fact.baseline.state == "to_be_developed"
                else BaselineState.AWAITED,
                value=fact.baseline.value,
                as_at=fact.baseline.as_at,
                as_at_text=fact.baseline.as_at_printed,
            ),
            targets=[actions.TargetRow(target.label, target.on, target.rule) for target in fact.targets],
            unplaced=fact.unplaced,
            origin=Origin.SURVEY if fact.survey else Origin.NOT_STATED,
            by=lead,
            at=NOW,
        )
    return notice


def the_kpi(notice: Notice, on: date = TODAY) -> KpiReading:
    (reading,) = read_kpis(notice, on)
    return reading


def test_the_printed_plan_counts_what_cannot_be_assessed_by_its_first_reason() -> None:
    readings = read_kpis(printed_plan(), date(2023, 5, 8))
    assert len(readings) == 43
    assert sum(count_states(readings).values()) == 43
    assert count_states(readings)[State.NOT_ASSESSABLE] == 32
    assert count_reasons(readings) == {
        Reason.UNPLACED_CELLS: 4,
        Reason.TARGET_AWAITED: 7,
        Reason.BASELINE_AWAITED: 21,
    }
    assert Counter(reading.section for reading in readings) == Counter(fact.section for fact in KPIS)


def measured(notice: Notice | None = None, **more: object) -> Notice:
    """A notice with one KPI that has a baseline, a target and a figure."""
    notice = notice or make.Notice()
    kpi = make.Kpi(notice=notice, unit=Unit.COUNT, direction=Direction.LOWER, **more)
    make.Baseline(notice=notice, kpi=kpi, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=notice, kpi=kpi, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=notice, kpi=kpi, value=Decimal(15), as_at=date(2023, 11, 30))
    make.KpiAction(notice=notice, kpi=kpi)
    return notice


def test_a_kpi_is_told_with_its_milestone_its_distance_and_the_rule_that_decided() -> None:
    kpi = the_kpi(measured())
    assert kpi.milestone is not None
    assert (kpi.milestone.value, kpi.distance, kpi.state) == (12, 3, State.OFF_TRACK)
    assert kpi.latest is not None
    assert kpi.shown(kpi.latest.value) == "15"
    assert "expected position" in kpi.rule


def test_an_off_track_kpi_is_told_under_each_action_that_should_move_it() -> None:
    kpi = the_kpi(measured())
    assert failing_by_action([kpi]) == {kpi.action_pks[0]: (kpi,)}


def test_a_kpi_without_direction_is_not_rated_whatever_its_figures() -> None:
    notice = measured()
    Kpi.objects.of(notice).update(direction=Direction.NOT_SET)
    kpi = the_kpi(notice)
    assert (kpi.state, kpi.reason) == (State.NOT_ASSESSABLE, Reason.DIRECTION_NOT_SET)
    assert kpi.rule == "Not assessable: direction not set"
    assert kpi.latest is not None


def test_a_rule_that_cannot_be_read_counts_as_awaited_and_says_why() -> None:
    notice = measured()
    Target.objects.of(notice).update(rule="12,1%")
    kpi = the_kpi(notice)
    assert (kpi.state, kpi.reason) == (State.NOT_ASSESSABLE, Reason.TARGET_AWAITED)
    assert "as its decimal mark" in kpi.targets[0].why_not


def test_a_percentage_change_of_a_zero_baseline_is_not_assessable_and_has_no_value() -> None:
    notice = measured()
    Baseline.objects.of(notice).update(value=0)
    kpi = the_kpi(notice)
    assert (kpi.state, kpi.reason) == (State.NOT_ASSESSABLE, Reason.UNDEFINED_CHANGE)
    assert kpi.targets[0].value is None


def test_an_approved_baseline_resolves_targets_and_rates_past_figures_again() -> None:
    notice = make.Notice()
    kpi = make.Kpi(notice=notice, unit=Unit.COUNT, direction=Direction.LOWER)
    make.Target(notice=notice, kpi=kpi, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=notice, kpi=kpi, value=Decimal(11), as_at=date(2023, 11, 30))
    assert the_kpi(notice).reason is Reason.BASELINE_AWAITED
    proposed = actions.propose_baseline(
        kpi=kpi, value=Decimal(16), as_at=date(2023, 1, 31), source="HR", by=make.User(), at=NOW
    )
    waiting = the_kpi(notice)
    assert waiting.reason is Reason.BASELINE_AWAITED
    assert waiting.proposal is not None
    actions.approve_baseline(baseline=proposed, by=make.User(), at=NOW, seen_version=1)
    rated = the_kpi(notice)
    assert (rated.state, rated.targets[0].value) == (State.MEETING_NOW, 12)


def test_corrected_figures_are_told_apart_and_do_not_count() -> None:
    notice = measured()
    old = Measurement.objects.of(notice).get()
    actions.correct_measurement(
        measurement=old,
        value=Decimal(11),
        kind=FigureKind.PROVISIONAL,
        why="Counted twice",
        by=make.User(),
        at=NOW,
        seen_version=1,
    )
    kpi = the_kpi(notice)
    assert [figure.value for figure in kpi.figures] == [11]
    assert [figure.value for figure in kpi.corrected_figures] == [15]
    assert (kpi.state, kpi.provisional) == (State.MEETING_NOW, True)


def test_the_newest_edition_of_targets_counts_and_the_earlier_one_stays_to_be_seen() -> None:
    notice = measured()
    decision = make.Decision(notice=notice)
    actions.rebase_targets(
        kpi=Kpi.objects.of(notice).get(),
        targets=[actions.TargetRow("Target", date(2024, 3, 31), "15")],
        decision=decision,
        by=make.User(),
        at=NOW,
        seen_version=1,
    )
    kpi = the_kpi(notice)
    assert [(target.value, target.decision) for target in kpi.targets] == [(15, decision.number)]
    assert [target.value for target in kpi.earlier_targets] == [12]
    assert kpi.edition == 2


def test_a_figure_after_a_series_break_is_not_compared_with_what_was_set_before_it() -> None:
    notice = measured()
    Measurement.objects.of(notice).update(series_break=True)
    assert the_kpi(notice).reason is Reason.SERIES_BREAK
    Baseline.objects.of(notice).update(as_at=date(2023, 11, 30))
    assert the_kpi(notice).reason is None


def test_what_is_odd_about_targets_is_told_where_they_stand() -> None:
    notice = make.Notice(deliver_by=date(2024, 2, 29))
    kpi = make.Kpi(notice=notice, direction=Direction.HIGHER)
    for order, (due_on, rule) in enumerate(
        [(date(2024, 1, 31), "40%"), (date(2023, 9, 30), "40%"), (date(2024, 3, 31), "120%")], 1
    ):
        make.Target(notice=notice, kpi=kpi, printed_order=order, due_on=due_on, rule=rule)
    told = {flag for flag, _ in the_kpi(notice).oddities}
    assert {Flag.OUT_OF_ORDER, Flag.SAME_AS_BEFORE, Flag.UNATTAINABLE, Flag.AFTER_LONG_STOP} <= told


def test_a_figure_of_a_day_to_come_does_not_count_before_it() -> None:
    notice = measured()
    kpi = Kpi.objects.of(notice).get()
    make.Measurement(notice=notice, kpi=kpi, value=Decimal(9), as_at=date(2024, 1, 31), kind=FigureKind.PROJECTED)
    latest = the_kpi(notice).latest
    assert latest is not None
    assert latest.value == 15


def test_reading_costs_four_queries_for_one_kpi_as_for_three() -> None:
    notice = measured()
    with CaptureQueriesContext(connection) as one:
        read_kpis(notice, TODAY)
    measured(notice)
    measured(notice)
    with CaptureQueriesContext(connection) as three:
        assert len(read_kpis(notice, TODAY)) == 3
    assert len(one) == len(three) == 4


def test_another_notices_kpis_are_not_read() -> None:
    notice, other = measured(), measured()
    assert {kpi.pk for kpi in read_kpis(notice, TODAY)}.isdisjoint(kpi.pk for kpi in read_kpis(other, TODAY))


AS_PRINTED = """
A-K1 no_data
A-K2 baseline_awaited
A-K3 baseline_awaited
A-K4 baseline_awaited
A-K5 baseline_awaited
A-K6 baseline_awaited
A-K7 baseline_awaited
A-K8 baseline_awaited
A-K9 no_data
A-K10 baseline_awaited
A-K11 unplaced_cells
A-K12 unplaced_cells
A-K13 target_awaited
A-K14 unplaced_cells
A-K15 unplaced_cells
A-K16 target_awaited
A-K17 target_awaited
A-K18 baseline_awaited
A-K19 baseline_awaited
B-K1 target_awaited
B-K2 baseline_awaited
B-K3 baseline_awaited
B-K4 baseline_awaited
B-K5 baseline_awaited
B-K6 baseline_awaited
B-K7 baseline_awaited
B-K8 baseline_awaited
B-K9 baseline_awaited
C-K1 no_data
C-K2 target_awaited
C-K3 target_awaited
C-K4 target_awaited
C-K5 no_data
C-K6 baseline_awaited
C-K7 baseline_awaited
C-K8 baseline_awaited
D-K1 no_data
D-K2 no_data
D-K3 no_data
D-K4 no_data
D-K5 no_data
D-K6 no_data
D-K7 no_data
"""
"""Each of the 43 as the plan prints it, before any figure or further baseline: no data yet, or its first reason."""


def test_each_of_the_43_as_printed_has_the_state_and_the_first_reason_that_the_rules_give() -> None:
    readings = read_kpis(printed_plan(), date(2023, 5, 8))
    told = [f"{each.code} {each.reason.value if each.reason else each.state.value}" for each in readings]
    assert told == AS_PRINTED.split("\n")[1:-1]
    assert all((each.reason is None) == (each.state is State.NO_DATA) for each in readings)
    numeric = [each.code for each in readings if each.baseline and each.baseline.value is not None]
    assert len(numeric) == 13
