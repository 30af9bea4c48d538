"""What is always true of KPIs, broken on purpose."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError

from kpis.models import Baseline, BaselineState, Measurement
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def twice(factory: Callable[..., object], **same: object) -> None:
    factory(**same)
    factory(**same)


def awaited(**more: object) -> dict[str, object]:
    """A baseline that nobody proposed or approved."""
    state = BaselineState.AWAITED
    return {"state": state, "value": None, "approved_by": None, "approved_at": None, **more}


def code_twice() -> None:
    kpi = make.Kpi(code="A-K1")
    make.Kpi(notice=kpi.notice, code="A-K1")


def link_twice() -> None:
    link = make.KpiAction()
    make.KpiAction(notice=link.notice, kpi=link.kpi, action=link.action)


def evidence_twice() -> None:
    link = make.KpiEvidence()
    make.KpiEvidence(notice=link.notice, kpi=link.kpi, document=link.document)


def figure_twice() -> None:
    kpi = make.Kpi()
    twice(make.Measurement, kpi=kpi, notice=kpi.notice, as_at=date(2023, 11, 30))


def of_one_kpi(factory: Callable[..., object], **same: object) -> None:
    kpi = make.Kpi()
    twice(factory, kpi=kpi, notice=kpi.notice, **same)


def ended(**more: object) -> dict[str, object]:
    """A proposal that was returned."""
    by = make.User()
    told = {"state": "returned", "ended_by": by, "ended_at": NOW, "ended_why": "Counted twice"}
    return {**told, "approved_by": None, "approved_at": None, **more}


def own_approval() -> None:
    who = make.User()
    make.Baseline(proposed_by=who, proposed_at=NOW, approved_by=who, approved_at=NOW)


def of_another_plan() -> None:
    section = make.Section()
    make.Kpi(notice=section.notice, section=section, plan=make.Plan())


def correction_without_reason() -> None:
    old = make.Measurement(corrected=True)
    make.Measurement(notice=old.notice, kpi=old.kpi, corrects=old, note="")


def held_and_released() -> None:
    make.Measurement(held=True, released_by=make.User(), released_at=NOW)


def withdrawn(**more: object) -> Measurement:
    """A figure that was taken out."""
    told = {"corrected": True, "withdrawn_by": make.User(), "withdrawn_at": NOW, "withdrawn_why": "Of another KPI"}
    return make.Measurement(**{**told, **more})


def taken_back(**more: object) -> None:
    """A file that was entered and taken back."""
    by = make.User()
    told = {"sheets": [], "entered_by": by, "entered_at": NOW, "taken_back_by": by, "taken_back_at": NOW}
    make.FigureImport(**{**told, "taken_back_why": "Last year’s file", **more})


def england_twice() -> None:
    row = make.Comparator(name="England")
    make.Comparator(notice=row.notice, kpi=row.kpi, name="england", as_at=row.as_at)


BROKEN: dict[str, Callable[[], object]] = {
    "kpis_kpi_plan_same_notice": of_another_plan,
    "kpis_kpi_section_same_notice": lambda: make.Kpi(section=make.Section()),
    "kpis_kpi_unit_known": lambda: make.Kpi(unit="furlongs"),
    "kpis_kpi_direction_known": lambda: make.Kpi(direction="up"),
    "kpis_kpi_origin_known": lambda: make.Kpi(origin="hearsay"),
    "kpis_kpi_frequency_known": lambda: make.Kpi(frequency="fortnight"),
    "kpis_kpi_cumulates_known": lambda: make.Kpi(cumulates="decade"),
    "kpis_kpi_code_once": code_twice,
    "kpis_redefinition_kpi_same_notice": lambda: make.Redefinition(kpi=make.Kpi()),
    "kpis_redefinition_day_once": lambda: of_one_kpi(make.Redefinition, from_on=date(2023, 10, 1)),
    "kpis_redefinition_says_why": lambda: make.Redefinition(why=""),
    "kpis_kpijudgement_kpi_same_notice": lambda: make.KpiJudgement(kpi=make.Kpi()),
    "kpis_kpijudgement_state_known": lambda: make.KpiJudgement(state="met"),
    "kpis_kpijudgement_ended_together": lambda: make.KpiJudgement(ended_at=NOW),
    "kpis_kpijudgement_says_why": lambda: make.KpiJudgement(reason=""),
    "kpis_kpijudgement_one_standing": lambda: of_one_kpi(make.KpiJudgement),
    "kpis_kpiaction_kpi_same_notice": lambda: make.KpiAction(kpi=make.Kpi()),
    "kpis_kpiaction_action_same_notice": lambda: make.KpiAction(action=make.Action()),
    "kpis_kpievidence_kpi_same_notice": lambda: make.KpiEvidence(kpi=make.Kpi()),
    "kpis_kpievidence_document_same_notice": lambda: make.KpiEvidence(document=make.Document()),
    "kpis_kpievidence_once": evidence_twice,
    "kpis_kpiaction_once": link_twice,
    "kpis_baseline_kpi_same_notice": lambda: make.Baseline(kpi=make.Kpi()),
    "kpis_baseline_state_known": lambda: make.Baseline(state="guessed", approved_by=None, approved_at=None),
    "kpis_baseline_proposed_together": lambda: make.Baseline(proposed_by=make.User()),
    "kpis_baseline_approved_together": lambda: make.Baseline(approved_by=None),
    "kpis_baseline_number_once": lambda: of_one_kpi(make.Baseline, number=1),
    "kpis_baseline_value_goes_with_its_state": lambda: make.Baseline(**awaited(value=3)),
    "kpis_baseline_approved_has_its_approver": lambda: make.Baseline(approved_by=None, approved_at=None),
    "kpis_baseline_approved_by_a_second_person": own_approval,
    "kpis_baseline_released_together": lambda: make.Baseline(released_at=NOW),
    "kpis_baseline_ended_together": lambda: make.Baseline(**ended(ended_by=None)),
    "kpis_baseline_ended_has_its_state": lambda: make.Baseline(**ended(state="proposed")),
    "kpis_baseline_returned_says_why": lambda: make.Baseline(**ended(ended_why="")),
    "kpis_baseline_held_is_not_approved": lambda: make.Baseline(held=True),
    "kpis_target_kpi_same_notice": lambda: make.Target(kpi=make.Kpi()),
    "kpis_target_decision_same_notice": lambda: make.Target(decision=make.Decision()),
    "kpis_target_place_once": lambda: of_one_kpi(make.Target, printed_order=1),
    "kpis_target_day_once": lambda: of_one_kpi(make.Target, due_on=date(2024, 1, 31)),
    "kpis_target_rebased_by_a_decision": lambda: make.Target(edition=2),
    "kpis_comparator_kpi_same_notice": lambda: make.Comparator(kpi=make.Kpi()),
    "kpis_comparator_period_known": lambda: make.Comparator(period="fortnight"),
    "kpis_comparator_taken_out_together": lambda: make.Comparator(taken_out_at=NOW),
    "kpis_comparator_has_a_name": lambda: make.Comparator(name=""),
    "kpis_comparator_says_its_source": lambda: make.Comparator(source=""),
    "kpis_comparator_one_value_a_day": england_twice,
    "kpis_figureimport_entered_together": lambda: make.FigureImport(entered_at=NOW, sheets=[]),
    "kpis_figureimport_entered_keeps_no_cells": lambda: make.FigureImport(entered_by=make.User(), entered_at=NOW),
    "kpis_figureimport_taken_back_together": lambda: taken_back(taken_back_by=None),
    "kpis_figureimport_taken_back_was_entered": lambda: taken_back(entered_by=None, entered_at=None),
    "kpis_figureimport_taken_back_says_why": lambda: taken_back(taken_back_why=""),
    "kpis_measurement_brought_same_notice": lambda: make.Measurement(brought=make.FigureImport()),
    "kpis_measurement_withdrawn_together": lambda: withdrawn(withdrawn_by=None),
    "kpis_measurement_withdrawn_stands_no_more": lambda: withdrawn(corrected=False),
    "kpis_measurement_withdrawn_says_why": lambda: withdrawn(withdrawn_why=""),
    "kpis_measurement_kpi_same_notice": lambda: make.Measurement(kpi=make.Kpi()),
    "kpis_measurement_corrects_same_notice": lambda: make.Measurement(corrects=make.Measurement(), note="Why"),
    "kpis_measurement_wave_same_notice": lambda: make.Measurement(wave=make.VoiceEntry()),
    "kpis_measurement_period_known": lambda: make.Measurement(period="fortnight"),
    "kpis_measurement_released_together": lambda: make.Measurement(released_at=NOW),
    "kpis_measurement_held_is_not_released": held_and_released,
    "kpis_measurement_kind_known": lambda: make.Measurement(kind="guess"),
    "kpis_measurement_one_standing_figure_a_day": figure_twice,
    "kpis_measurement_correction_says_why": correction_without_reason,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_is_never_true(name: str) -> None:
    with pytest.raises(IntegrityError, match=rf'"{name}"'):
        BROKEN[name]()


def test_every_named_constraint_of_kpis_is_broken_on_purpose() -> None:
    named = {
        constraint.name for model in apps.get_app_config("kpis").get_models() for constraint in model._meta.constraints
    }
    # (id, notice) stands for the composite foreign keys to lean on: the primary key alone keeps it
    assert {name for name in named if not name.endswith("_id_notice")} == set(BROKEN)


def test_a_corrected_figure_leaves_its_day_to_the_one_that_replaced_it() -> None:
    old = make.Measurement(corrected=True)
    make.Measurement(notice=old.notice, kpi=old.kpi, as_at=old.as_at, corrects=old, note="Counted twice")


def test_a_withdrawn_figure_leaves_its_day_to_another() -> None:
    old = withdrawn()
    make.Measurement(notice=old.notice, kpi=old.kpi, as_at=old.as_at)


def test_a_comparator_that_was_taken_out_leaves_its_day_to_another() -> None:
    old = make.Comparator(taken_out_by=make.User(), taken_out_at=NOW)
    make.Comparator(notice=old.notice, kpi=old.kpi, name=old.name, as_at=old.as_at)


def test_a_figure_is_replaced_by_one_other_at_most() -> None:
    old = make.Measurement(corrected=True)
    make.Measurement(notice=old.notice, kpi=old.kpi, corrects=old, note="Why")
    with pytest.raises(IntegrityError, match="corrects_id"):
        make.Measurement(notice=old.notice, kpi=old.kpi, corrects=old, note="Why", as_at=date(2023, 11, 29))


def test_an_awaited_baseline_has_no_value_and_no_approver() -> None:
    assert Baseline.objects.filter(pk=make.Baseline(**awaited()).pk, value=None, approved_by=None).exists()
