"""What a person judged of a KPI, and whether the figure that they had before them is the latest still. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.clock import day_of
from kpis.models import JudgedState
from kpis.reading.assessing import latest_of
from kpis.reading.rows import FigureRow
from kpis.reading.shapes import JudgementReading


def judgement(
    judged: Sequence[Mapping[str, Any]],
    latest: FigureRow | None,
    figures: Sequence[FigureRow],
    before: Mapping[UUID, FigureRow | None],
) -> JudgementReading | None:
    """The judgement that stands, of which the database's JSON tells one at most. `figures` are all of the KPI by date,
    and `before` the one that each took the place of, by its uid."""
    for told in judged:
        at = datetime.fromisoformat(told["at"])
        then = latest_of(_counted(figures, before, at), day_of(at))
        return JudgementReading(
            uid=UUID(told["uid"]),
            version=told["version"],
            state=JudgedState(told["state"]),
            reason=told["reason"],
            by=told["by"],
            at=at,
            outdated=then != latest,
            withdrawn_at=then.withdrawn_at if then and then != latest else None,
        )
    return None


def _counted(figures: Sequence[FigureRow], before: Mapping[UUID, FigureRow | None], at: datetime) -> list[FigureRow]:
    """The figures that counted at a moment, by date: those that had come, and that nothing had taken the place of."""
    there = [row for row in figures if not row.held and _came(row) <= at]
    replaced = {of.pk for row in there if (of := before[row.uid]) is not None}
    counted = [row for row in there if row.pk not in replaced and not (row.withdrawn_at and row.withdrawn_at <= at)]
    # one stands again once the file that had corrected it was taken back: till then the later one counted
    of_day = {row.as_at: row for row in sorted(counted, key=_came)}
    return [of_day[day] for day in sorted(of_day)]


def _came(row: FigureRow) -> datetime:
    return row.released_at or row.entered_at
