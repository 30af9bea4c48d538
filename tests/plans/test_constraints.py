"""What is always true of plans, actions and risks, broken on purpose: the database refuses each, by name."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models

from notices.rows import SameNotice
from plans import models as plans
from tests import factories as make
from tests.factories import NOW, TODAY

Break = Callable[[Any], object]


def twice(factory: Any, **same: str) -> Break:
    """Make a row, then another that shares these attributes with it."""

    def broken(notice: Any) -> object:
        first = factory(notice=notice)
        shared = {name: getattr(first, attribute) for name, attribute in same.items()}
        return factory(notice=notice, **shared)

    return broken


def bad(factory: Any, **wrong: Any) -> Break:
    return lambda notice: factory(notice=notice, **wrong)


def with_user(factory: Any, field: str, **wrong: Any) -> Break:
    return lambda notice: factory(notice=notice, **{field: make.User()}, **wrong)


def answered_by_the_claimer(notice: Any) -> object:
    user = make.User()
    return make.Completion(notice=notice, claimed_by=user, answered_by=user, answered_at=NOW, state="confirmed")


def cleared_by_its_author(notice: Any) -> object:
    user = make.User()
    return make.Update(notice=notice, written_by=user, cleared_by=user, cleared_at=NOW)


def same_organisation(notice: Any) -> object:
    first = make.Accountability(notice=notice, post=None, organisation=make.Organisation())
    return make.Accountability(notice=notice, action=first.action, post=None, organisation=first.organisation)


def shown_but_not_met(notice: Any) -> object:
    return make.Milestone(notice=notice, evidence=make.Document(notice=notice))


BROKEN: dict[str, Break] = {
    "plans_plan_slug_once": twice(make.Plan, slug="slug"),
    "plans_section_letter_once": twice(make.Section, plan="plan", letter="letter"),
    "plans_sectionarea_once": twice(make.SectionArea, section="section", area="area"),
    "plans_action_ref_once": twice(make.Action, plan="plan", section="section", ref="ref"),
    "plans_action_dates_together": bad(make.Action, original_due_on=None),
    "plans_action_in_place_has_no_due_date": bad(make.Action, in_place=True),
    "plans_action_due_after_start": bad(make.Action, starts_on=date(2024, 2, 1)),
    "plans_action_retired_together": with_user(make.Action, "retired_by"),
    "plans_action_retired_for_a_reason": with_user(make.Action, "retired_by", retired_at=NOW),
    "plans_planedition_number_once": twice(make.PlanEdition, plan="plan"),
    "plans_planedition_says_what_is_new": bad(make.PlanEdition, note=""),
    "plans_milestone_removed_together": with_user(make.Milestone, "removed_by"),
    "plans_milestone_removed_for_a_reason": with_user(make.Milestone, "removed_by", removed_at=NOW),
    "plans_milestone_evidence_shows_that_it_is_met": shown_but_not_met,
    "plans_accountability_post_once": twice(make.Accountability, action="action", post="post"),
    "plans_accountability_organisation_once": same_organisation,
    "plans_accountability_post_or_organisation": bad(make.Accountability, post=None),
    "plans_actionclause_confirmed_together": bad(make.ActionClause, confirmed_at=NOW),
    "plans_actionclause_once": twice(make.ActionClause, action="action", clause="clause"),
    "plans_actionarea_once": twice(make.ActionArea, action="action", area="area"),
    "plans_actionevidence_once": twice(make.ActionEvidence, action="action", document="document"),
    "plans_sectionevidence_once": twice(make.SectionEvidence, section="section", document="document"),
    "plans_sectionvoice_once": twice(make.SectionVoice, section="section", voice="voice"),
    "plans_actionvoice_once": twice(make.ActionVoice, action="action", voice="voice"),
    "plans_update_rating_known": bad(make.Update, rating="blue"),
    "plans_update_impact_known": bad(make.Update, impact="huge"),
    "plans_update_recovery_accepted_together": bad(make.Update, recovery_accepted_at=NOW),
    "plans_update_explained_together": bad(make.Update, explained_at=NOW),
    "plans_update_cleared_together": bad(make.Update, cleared_at=NOW),
    "plans_update_cleared_by_a_second_person": cleared_by_its_author,
    "plans_update_says_what_happened": bad(make.Update, text=""),
    "plans_update_amber_and_red_have_a_recovery": bad(make.Update, rating="amber", recovery_steps="Agency staff."),
    "plans_update_explanation_has_its_author": bad(make.Update, explanation="Only the papers are late."),
    "plans_updatedraft_one_each": twice(make.UpdateDraft, action="action", written_by="written_by"),
    "plans_duedatechange_state_known": bad(make.DueDateChange, state="maybe"),
    "plans_duedatechange_answered_together": with_user(make.DueDateChange, "answered_by"),
    "plans_duedatechange_one_open_request": twice(make.DueDateChange, action="action"),
    "plans_duedatechange_to_another_day": bad(make.DueDateChange, to_due_on=date(2024, 1, 31)),
    "plans_duedatechange_answer_is_a_decision": with_user(
        make.DueDateChange, "answered_by", answered_at=NOW, state="agreed"
    ),
    "plans_completion_state_known": bad(make.Completion, state="maybe"),
    "plans_completion_answered_together": with_user(make.Completion, "answered_by"),
    "plans_completion_one_standing": twice(make.Completion, action="action"),
    "plans_completion_states_its_impact": bad(make.Completion, impact_statement=""),
    "plans_completion_answered_by_a_second_person": answered_by_the_claimer,
    "plans_completion_answer_has_its_author": bad(make.Completion, state="confirmed"),
    "plans_completion_return_says_why": with_user(make.Completion, "answered_by", answered_at=NOW, state="returned"),
    "plans_risk_ref_once": twice(make.Risk, ref="ref"),
    "plans_risk_target_one_to_five": bad(make.Risk, target_impact=6),
    "plans_riskreview_one_to_five": bad(make.RiskReview, likelihood=0),
}
# a check that a value is known is told before the rule that needs the value
ALSO = {
    "plans_duedatechange_state_known": {"plans_duedatechange_answer_is_a_decision"},
    "plans_duedatechange_answered_together": {"plans_duedatechange_answer_is_a_decision"},
    "plans_completion_state_known": {"plans_completion_answer_has_its_author"},
    "plans_completion_answered_together": {"plans_completion_answer_has_its_author"},
}
MET = {"evidence": {"met_on": TODAY}}  # a milestone that is not met has no evidence at all
# a published version never changes at all: that it belongs to its plan's notice is asked when it is made
FROZEN = {"plans_planedition_plan_same_notice"}
MODELS = [model for model in vars(plans).values() if isinstance(model, type) and issubclass(model, models.Model)]
OWN = [model for model in MODELS if model.__module__.startswith(plans.__name__)]
NAMED = {each.name for model in OWN for each in model._meta.constraints}
STRUCTURAL = {name for name in NAMED if name.endswith(("_id_notice", "_same_notice"))}


def test_every_named_constraint_is_broken_here() -> None:
    assert set(BROKEN) == NAMED - STRUCTURAL


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_refuses_by_name(db: None, name: str) -> None:
    with pytest.raises(IntegrityError) as no:
        BROKEN[name](make.Notice())
    refused = no.value.__cause__.diag.constraint_name  # type: ignore[union-attr]
    assert refused in {name} | ALSO.get(name, set())


@pytest.mark.parametrize(
    ("model", "constraint"),
    [
        (model, constraint)
        for model in OWN
        for constraint in model._meta.constraints
        if isinstance(constraint, SameNotice) and constraint.name not in FROZEN
    ],
    ids=lambda each: getattr(each, "name", getattr(each, "__name__", "")),
)
def test_a_row_never_stands_under_another_notices(db: None, model: Any, constraint: SameNotice) -> None:
    row = decided() if constraint.to == "decision" else getattr(make, model.__name__)(**MET.get(constraint.to, {}))
    parent = model._meta.get_field(constraint.to).remote_field.model
    theirs = getattr(make, parent.__name__)()
    with pytest.raises(IntegrityError, match=constraint.name):
        model.objects.filter(pk=row.pk).update(**{constraint.to: theirs})


def decided() -> plans.DueDateChange:
    notice = make.Notice()
    return make.DueDateChange(
        notice=notice,
        state="agreed",
        decision=make.Decision(notice=notice),
        answered_by=make.User(),
        answered_at=NOW,
        to_due_on=TODAY + timedelta(90),
    )


def test_a_change_that_cites_its_decision_is_welcome(db: None) -> None:
    assert decided().pk


def test_a_version_is_never_published_under_another_notices_plan(db: None) -> None:
    with pytest.raises(IntegrityError, match="plans_planedition_plan_same_notice"):
        make.PlanEdition(plan=make.Plan(), notice=make.Notice())
