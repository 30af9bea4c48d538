"""What a notice's plans and risks look like on a day, read in a constant number of queries."""

from plans.reading.plan import read_plan
from plans.reading.shapes import (
    AccountableReading,
    ActionReading,
    CompletionReading,
    DateChangeReading,
    DocumentReading,
    MilestoneReading,
    MitigationReading,
    MovedKpi,
    PlanHead,
    PlanReading,
    RetiredReading,
    ReviewReading,
    RiskReading,
    SectionReading,
    UpdateReading,
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
    "read_plan",
]
