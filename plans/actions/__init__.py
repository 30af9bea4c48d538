"""What can be done to a plan, its actions and risks. Each verb is atomic and leaves history."""

from plans.actions.completion import claim_completion, confirm_completion, reopen, return_completion
from plans.actions.date_change import ask_date_change, decide_date_change, take_chairs_action
from plans.actions.drafts import draft_of, drafts_of, drop_draft, keep_draft
from plans.actions.edition import publish_edition
from plans.actions.evidence import (
    add_evidence,
    attach_evidence,
    detach_evidence,
    link_voice,
    link_voice_to_section,
    name_bearing,
)
from plans.actions.links import Answerable
from plans.actions.many import NewAction, add_actions, check_action
from plans.actions.milestone import (
    add_milestone,
    edit_milestone,
    meet_milestone,
    not_met,
    remove_milestone,
    take_back_milestone,
)
from plans.actions.order import move_action, move_section
from plans.actions.plan import (
    add_action,
    add_section,
    confirm_clause_match,
    create_plan,
    name_action_lead,
    propose_clause_match,
)
from plans.actions.retiring import bring_back_action, brought_back, retire_action
from plans.actions.risk import add_mitigation, close_risk, finish_mitigation, raise_risk, review_risk
from plans.actions.update import accept_recovery, add_update, clear_update, confirm_no_change, explain_difference
from plans.actions.wording import Edit, edit_action, edit_actions, edit_plan, edit_section

__all__ = [
    "Answerable",
    "Edit",
    "NewAction",
    "accept_recovery",
    "add_action",
    "add_actions",
    "add_evidence",
    "add_milestone",
    "add_mitigation",
    "add_section",
    "add_update",
    "ask_date_change",
    "attach_evidence",
    "bring_back_action",
    "brought_back",
    "check_action",
    "claim_completion",
    "clear_update",
    "close_risk",
    "confirm_clause_match",
    "confirm_completion",
    "confirm_no_change",
    "create_plan",
    "decide_date_change",
    "detach_evidence",
    "draft_of",
    "drafts_of",
    "drop_draft",
    "edit_action",
    "edit_actions",
    "edit_milestone",
    "edit_plan",
    "edit_section",
    "explain_difference",
    "finish_mitigation",
    "keep_draft",
    "link_voice",
    "link_voice_to_section",
    "meet_milestone",
    "move_action",
    "move_section",
    "name_action_lead",
    "name_bearing",
    "not_met",
    "propose_clause_match",
    "publish_edition",
    "raise_risk",
    "remove_milestone",
    "reopen",
    "retire_action",
    "return_completion",
    "review_risk",
    "take_back_milestone",
    "take_chairs_action",
]
