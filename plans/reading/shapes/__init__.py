"""What is told of a plan: frozen values, so that whoever tells it asks the database nothing."""

from plans.reading.shapes.actions import (
    AccountableReading,
    ActionReading,
    CompletionReading,
    DateChangeReading,
    DocumentReading,
    MilestoneReading,
    MovedKpi,
    UpdateReading,
)
from plans.reading.shapes.plan import (
    PlanHead,
    PlanReading,
    RetiredReading,
    SectionReading,
)
from plans.reading.shapes.risks import (
    MitigationReading,
    ReviewReading,
    RiskReading,
)

__all__ = [
    "AccountableReading",
    "ActionReading",
    "CompletionReading",
    "DateChangeReading",
    "DocumentReading",
    "MilestoneReading",
    "MitigationReading",
    "MovedKpi",
    "PlanHead",
    "PlanReading",
    "RetiredReading",
    "ReviewReading",
    "RiskReading",
    "SectionReading",
    "UpdateReading",
]
