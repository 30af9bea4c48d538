"""The addresses of plans and risks, below a notice's."""

from django.urls import URLPattern, path

from plans.views import (
    action,
    completion,
    dates,
    editions,
    evidence,
    many,
    milestones,
    plan,
    rating,
    risks,
    setting_actions,
    setting_up,
    update,
    versions,
    voices,
)
from plans.views.finding import FailingKpis, KpisMoved

app_name = "plans"


def patterns(failing_kpis: FailingKpis, kpis_moved: KpisMoved) -> list[URLPattern]:
    """The addresses, for whoever stands above and knows which KPIs are failing, and which an action should move."""
    told = {"failing_kpis": failing_kpis}
    return [
        path("plans/", plan.plans, name="plans"),
        path("plans/new/", setting_up.begin_plan, name="begin-plan"),
        path("plans/<slug:plan>/", plan.plan, told, name="plan"),
        path("plans/<slug:plan>/set-up/", setting_up.set_up, name="set-up"),
        path("plans/<slug:plan>/edit/", setting_up.edit_plan, name="edit-plan"),
        path("plans/<slug:plan>/sections/new/", setting_up.add_section, name="add-section"),
        path("plans/<slug:plan>/sections/<uuid:uid>/", setting_up.edit_section, name="edit-section"),
        path("plans/<slug:plan>/sections/<uuid:uid>/move/", setting_up.move_section, name="move-section"),
        path("plans/<slug:plan>/sections/<uuid:uid>/actions/new/", setting_actions.add_action, name="add-action"),
        path("plans/<slug:plan>/versions/", editions.editions, name="editions"),
        path("plans/<slug:plan>/versions/publish/", editions.publish_edition, name="publish-edition"),
        path("plans/<slug:plan>/versions/changes/", editions.edition_changes, name="edition-changes"),
        path("plans/<slug:plan>/versions/<int:number>/", editions.edition, name="edition"),
        path("plans/<slug:plan>/updates/", many.update_many, told, name="update-many"),
        path("plans/<slug:plan>/<str:ref>/", action.action, {"kpis_moved": kpis_moved}, name="action"),
        path("plans/<slug:plan>/<str:ref>/versions/", versions.action_versions, name="action-versions"),
        path("plans/<slug:plan>/<str:ref>/update/", update.update_action, told, name="update-action"),
        path("plans/<slug:plan>/<str:ref>/update/unchanged/", update.confirm_no_change, told, name="confirm-no-change"),
        path("plans/<slug:plan>/<str:ref>/update/explain/", rating.explain_difference, told, name="explain-difference"),
        path("plans/<slug:plan>/<str:ref>/update/clear/", rating.clear_update, name="clear-update"),
        path("plans/<slug:plan>/<str:ref>/update/recovery/", rating.accept_recovery, name="accept-recovery"),
        path("plans/<slug:plan>/<str:ref>/date/", dates.ask_date, name="ask-date"),
        path("plans/<slug:plan>/<str:ref>/date/decide/", dates.decide_date, name="decide-date"),
        path("plans/<slug:plan>/<str:ref>/complete/", completion.claim_completion, name="claim-completion"),
        path("plans/<slug:plan>/<str:ref>/complete/answer/", completion.answer_completion, name="answer-completion"),
        path("plans/<slug:plan>/<str:ref>/complete/reopen/", completion.reopen_action, name="reopen-action"),
        path("plans/<slug:plan>/<str:ref>/evidence/", action.attach_evidence, name="attach-evidence"),
        path("plans/<slug:plan>/<str:ref>/evidence/new/", evidence.add_evidence, name="add-evidence"),
        path("plans/<slug:plan>/<str:ref>/clauses/<str:clause>/", action.confirm_clause, name="confirm-clause"),
        path("plans/<slug:plan>/<str:ref>/edit/", setting_actions.edit_action, name="edit-action"),
        path("plans/<slug:plan>/<str:ref>/move/", setting_actions.move_action, name="move-action"),
        path("plans/<slug:plan>/<str:ref>/retire/", setting_actions.retire_action, name="retire-action"),
        path("plans/<slug:plan>/<str:ref>/bring-back/", setting_actions.bring_back_action, name="bring-back-action"),
        path("plans/<slug:plan>/<str:ref>/milestones/new/", milestones.add_milestone, name="add-milestone"),
        path("plans/<slug:plan>/<str:ref>/milestones/<uuid:uid>/", milestones.edit_milestone, name="edit-milestone"),
        path(
            "plans/<slug:plan>/<str:ref>/milestones/<uuid:uid>/met/", milestones.meet_milestone, name="meet-milestone"
        ),
        path(
            "plans/<slug:plan>/<str:ref>/milestones/<uuid:uid>/not-met/",
            milestones.take_back_milestone,
            name="take-back-milestone",
        ),
        path(
            "plans/<slug:plan>/<str:ref>/milestones/<uuid:uid>/remove/",
            milestones.remove_milestone,
            name="remove-milestone",
        ),
        path("voice/<uuid:uid>/actions/", voices.name_actions, name="name-actions"),
        path("risks/", risks.risks, name="risks"),
        path("risks/new/", risks.raise_risk, name="raise-risk"),
        path("risks/<str:ref>/", risks.risk, name="risk"),
        path("risks/<str:ref>/review/", risks.review_risk, name="review-risk"),
        path("risks/<str:ref>/close/", risks.close_risk, name="close-risk"),
        path("risks/<str:ref>/mitigations/", risks.add_mitigation, name="add-mitigation"),
        path("risks/<str:ref>/mitigations/<int:pk>/", risks.finish_mitigation, name="finish-mitigation"),
    ]
