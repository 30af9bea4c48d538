"""What can be done to a plan, its actions and risks. Each verb is atomic and leaves history."""

from plans.actions.completion import claim_completion, confirm_completion, reopen, return_completion
from plans.actions.date_change import ask_date_change, decide_date_change, take_chairs_action
from plans.actions.drafts import draft_of, drop_draft, keep_draft
from plans.actions.evidence import (
    add_evidence,
    attach_evidence,
    detach_evidence,
    link_voice,
    link_voice_to_section,
    name_bearing,
)
from plans.actions.milestone import add_milestone, meet_milestone
from plans.actions.plan import (
    Answerable,
    add_action,
    add_section,
    confirm_clause_match,
    create_plan,
    name_action_lead,
)
from plans.actions.risk import add_mitigation, close_risk, finish_mitigation, raise_risk, review_risk
from plans.actions.update import accept_recovery, add_update, confirm_no_change, explain_difference

__all__ = [
    "Answerable",
    "accept_recovery",
    "add_action",
    "add_evidence",
    "add_milestone",
    "add_mitigation",
    "add_section",
    "add_update",
    "ask_date_change",
    "attach_evidence",
    "claim_completion",
    "close_risk",
    "confirm_clause_match",
    "confirm_completion",
    "confirm_no_change",
    "create_plan",
    "decide_date_change",
    "detach_evidence",
    "draft_of",
    "drop_draft",
    "explain_difference",
    "finish_mitigation",
    "keep_draft",
    "link_voice",
    "link_voice_to_section",
    "meet_milestone",
    "name_action_lead",
    "name_bearing",
    "raise_risk",
    "reopen",
    "return_completion",
    "review_risk",
    "take_chairs_action",
]
