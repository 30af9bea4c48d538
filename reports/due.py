"""Which reports a notice asks for next: from its obligations and the calendar to the reports that are to be opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit.clock import day_of
from boards.models import Cycle
from notices.calendar import OccurrenceState
from notices.models import Fulfilment, Obligation, ObligationKind
from notices.reading import ObligationReading, read_obligation

BEFORE_DUE = timedelta(days=14)


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
        for due_on in wanted:
            period_from = _period_from(reading, obligation, due_on)
            yield DueReport(obligation, due_on, period_from, _cutoff_on(obligation, period_from, due_on))


def _period_from(reading: ObligationReading, obligation: Obligation, due_on: date) -> date:
    """The day after the occurrence before; for the first, the day after the one that it is counted from."""
    before = [each.due_on for each in reading.occurrences if each.due_on < due_on]
    counted_from = max(before) if before else reading.anchor_on or obligation.notice.tracked_from
    day = timedelta(days=1)
    return min(counted_from or due_on, due_on - day) + day


def _cutoff_on(obligation: Obligation, period_from: date, due_on: date) -> date:
    """The cut-off day of the last round of the board's work in the period, else fourteen days before it is due."""
    cycles = Cycle.objects.filter(notice_id=obligation.notice_id, board_on__lte=due_on, board_on__gte=period_from)
    last = cycles.order_by("-board_on").first()
    return day_of(last.cutoff_at) if last else due_on - BEFORE_DUE
