"""One version of a baseline as its readers are told it."""

from kpis.models import Baseline, BaselineState
from kpis.reading.breaks import Series
from kpis.reading.shapes import BaselineReading


def baseline_reading(row: Baseline, series: Series) -> BaselineReading:
    """In the unit in which it was written."""
    return BaselineReading(
        uid=row.uid,
        number=row.number,
        state=BaselineState(row.state),
        value=row.value,
        unit=series.unit_written(row.as_at, row.proposed_at or row.approved_at),
        as_at=row.as_at,
        as_at_printed=row.as_at_printed,
        source=row.source,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        proposed_at=row.proposed_at,
        approved_by=row.approved_by.name if row.approved_by else "",
        approved_at=row.approved_at,
        held=row.held,
        ended_by=row.ended_by.name if row.ended_by else "",
        ended_at=row.ended_at,
        ended_why=row.ended_why,
    )
