"""What readers are told of a notice's KPIs."""

from collections import Counter
from datetime import date

import pytest

from config.demo.facts.devon_kpis import KPIS
from kpis import actions
from kpis.models import BaselineState, Direction, Unit
from kpis.reading import KpiReading, count_reasons, count_states, read_kpis
from kpis.state import State
from kpis.targets import Reason
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
            from_survey=fact.survey,
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
