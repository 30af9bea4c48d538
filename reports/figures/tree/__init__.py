"""The shape of the tree, part by part. Plain values only: text, whole numbers, decimals, days, moments, and tuples of
these.

A stored snapshot bears `SHAPE`. Rows carry their UUID as `uid`: refs may change, so *what changed* is matched on `uid`.
"""

from reports.figures.tree.board import BoardFigures, DecisionFigures, LogFigures, MeetingFigures, SeatFigures
from reports.figures.tree.counts import Count
from reports.figures.tree.kpis import (
    BreakFigures,
    ComparatorFigures,
    FigurePoint,
    FormerFigures,
    KpiFigures,
    KpiJudgementFigures,
    TargetFigures,
    WithdrawnFigures,
)
from reports.figures.tree.notice import (
    AreaFigures,
    ClauseFigures,
    Horizon,
    NoticeFigures,
    ObligationFigures,
    Occurrence,
)
from reports.figures.tree.plan import (
    Accountable,
    ActionFigures,
    DateChange,
    DocumentFigures,
    MilestoneFigures,
    RetiredFigures,
    RiskFigures,
    SectionFigures,
    UpdateFigures,
    VoiceFigures,
)
from reports.figures.tree.report import Change, CommentaryFigures, FeedbackFigures, JudgementFigures, ReportTree
from reports.figures.tree.whole import SHAPE, Figures

__all__ = [
    "SHAPE",
    "Accountable",
    "ActionFigures",
    "AreaFigures",
    "BoardFigures",
    "BreakFigures",
    "Change",
    "ClauseFigures",
    "CommentaryFigures",
    "ComparatorFigures",
    "Count",
    "DateChange",
    "DecisionFigures",
    "DocumentFigures",
    "FeedbackFigures",
    "FigurePoint",
    "Figures",
    "FormerFigures",
    "Horizon",
    "JudgementFigures",
    "KpiFigures",
    "KpiJudgementFigures",
    "LogFigures",
    "MeetingFigures",
    "MilestoneFigures",
    "NoticeFigures",
    "ObligationFigures",
    "Occurrence",
    "ReportTree",
    "RetiredFigures",
    "RiskFigures",
    "SeatFigures",
    "SectionFigures",
    "TargetFigures",
    "UpdateFigures",
    "VoiceFigures",
    "WithdrawnFigures",
]
