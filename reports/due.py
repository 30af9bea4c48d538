"""Which reports a notice asks for next: from its obligations and the calendar to the reports that are to be opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit.clock import day_of
from boards.models import Cycle
from notices.calendar import OccurrenceState
from notices.models import Fulfilment, Obligation, ObligationKind
from notices.reading import ObligationReading, read_obligation
from reports.models import Report

# Figures are cut off with the last monthly round before the report is due, or as long before as there is no such round.
BEFORE_DUE = timedelta(days=14)
OF_A_ROUND = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class DueReport:
    """A report to be opened: for which due date, which period, and figures as at which day."""

    obligation: Obligation
    due_on: date
    period_from: date
    cutoff_on: date


def due_reports(on: date) -> Iterator[DueReport]:
    """For each tracked obligation to report: the next one due, and every one since tracking began that is late."""
    rows = Obligation.objects.filter(
        kind=ObligationKind.REPORT, tracked=True, councils_duty=True, notice__tracked_from__isnull=False
    )
    for obligation in rows.select_related("notice", "clause", "confirmed_by").order_by("notice_id", "pk"):
        met = Fulfilment.objects.filter(obligation=obligation).order_by("due_on", "pk")
        reading = read_obligation(obligation, obligation.notice, list(met), on)
        wanted = [each.due_on for each in reading.occurrences if each.state is OccurrenceState.LATE]
        if reading.next_due:
            wanted.append(reading.next_due.due_on)
        begins = {row.due_on: row.cutoff_on for row in Report.objects.filter(obligation=obligation)}
        for due_on in sorted(wanted):
            before = max((day for day in begins if day < due_on), default=None)
            period_from = begins[before] if before else _first_from(reading, obligation, due_on)
            begins.setdefault(due_on, _cutoff_on(obligation, period_from, due_on))
            yield DueReport(obligation, due_on, period_from, begins[due_on])


def _first_from(reading: ObligationReading, obligation: Obligation, due_on: date) -> date:
    """With no report before: the day after the occurrence before, or after the day that it is counted from."""
    before = [each.due_on for each in reading.occurrences if each.due_on < due_on]
    counted_from = max(before) if before else reading.anchor_on or obligation.notice.tracked_from
    day = timedelta(days=1)
    return min(counted_from or due_on, due_on - day) + day


def _cutoff_on(obligation: Obligation, period_from: date, due_on: date) -> date:
    """The cut-off day of the last round before it is due, where there is one that is recent enough."""
    rounds = Cycle.objects.filter(notice_id=obligation.notice_id, board_on__lte=due_on).order_by("-board_on")
    last = rounds.first()
    day = day_of(last.cutoff_at) if last else date.min
    return max(period_from, day if day >= due_on - OF_A_ROUND else due_on - BEFORE_DUE)
