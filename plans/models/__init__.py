"""The plan's rows: one noun a file."""

from plans.models.action import Accountability, Action, ActionArea, ActionClause, ActionEvidence, ActionVoice
from plans.models.draft import UpdateDraft
from plans.models.plan import Plan, PlanEdition, Section, SectionArea, SectionEvidence, SectionVoice
from plans.models.progress import ChangeState, Completion, CompletionState, DueDateChange, Milestone, Update
from plans.models.risk import Mitigation, Risk, RiskReview

__all__ = [
    "Accountability",
    "Action",
    "ActionArea",
    "ActionClause",
    "ActionEvidence",
    "ActionVoice",
    "ChangeState",
    "Completion",
    "CompletionState",
    "DueDateChange",
    "Milestone",
    "Mitigation",
    "Plan",
    "PlanEdition",
    "Risk",
    "RiskReview",
    "Section",
    "SectionArea",
    "SectionEvidence",
    "SectionVoice",
    "Update",
    "UpdateDraft",
]
