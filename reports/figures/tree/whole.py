"""Everything that a notice’s readers are told, and the version of its shape."""

from dataclasses import dataclass
from datetime import date

from reports.figures.tree.board import BoardFigures
from reports.figures.tree.counts import Count
from reports.figures.tree.kpis import KpiFigures
from reports.figures.tree.notice import AreaFigures, ClauseFigures, Horizon, NoticeFigures, ObligationFigures
from reports.figures.tree.plan import ActionFigures, RetiredFigures, RiskFigures, SectionFigures, VoiceFigures

SHAPE = 6
"""Of the stored JSON. Whoever changes a field of any part adds one and writes the step in `upgrade.py`."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything a notice's readers are told, as on a day."""

    shape: int
    on: date
    notice: NoticeFigures
    obligations: tuple[ObligationFigures, ...]
    clauses: tuple[ClauseFigures, ...]
    horizons: tuple[Horizon, ...]
    areas: tuple[AreaFigures, ...]
    sections: tuple[SectionFigures, ...]
    actions: tuple[ActionFigures, ...]
    retired: tuple[RetiredFigures, ...]
    kpis: tuple[KpiFigures, ...]
    risks: tuple[RiskFigures, ...]
    voices: tuple[VoiceFigures, ...]
    board: BoardFigures | None
    ratings: tuple[Count, ...]
    kpi_states: tuple[Count, ...]
    not_assessable: tuple[Count, ...]
