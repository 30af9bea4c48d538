"""Background work of this app. Each task finds rows and calls a verb; each is safe to run twice."""

from datetime import timedelta

import structlog
from celery import shared_task

from audit import clock
from people import doorbell
from people.models import MailState
from reports import drawing
from reports.actions import freezing, opening, orphans, submitting
from reports.due import due_reports
from reports.models import Version

log = structlog.get_logger(__name__)

ORPHAN_AGE = timedelta(hours=1)
"""How old a file without a row is before it is removed; never younger than two leases."""


@shared_task(name="reports.draw")
def draw(notice_id: int, pk: int) -> None:
    """Draw one PDF, when it waits and nobody holds it."""
    drawing.work(notice_id, pk, clock.now)


@shared_task(name="reports.reconcile")
def reconcile() -> None:
    """Ring again for every drawing that nobody holds, and settle what the mail server took."""
    for notice_id, pk in drawing.free().order_by("pk").values_list("notice_id", "pk"):
        doorbell.ring("reports.draw", notice_id, pk)
    waiting = Version.objects.filter(submissions__sent_on__isnull=True, submissions__mail__state=MailState.SENT)
    for pk in waiting.order_by("pk").values_list("pk", flat=True).distinct():
        doorbell.ring("reports.settle", pk)


@shared_task(name="reports.settle")
def settle(version_pk: int) -> None:
    """Take over what the mail server took of a submitted version; the obligation is met once all were sent it."""
    version = Version.objects.filter(pk=version_pk).select_related("report__obligation").first()
    if version is not None:
        submitting.settle(version=version, at=clock.now())


@shared_task(name="reports.sweep")
def sweep() -> None:
    """Open the next report of every obligation, and those that came due while nobody looked; freeze the figures of
    meetings that were recorded since; remove the files of workers that were killed before they could commit."""
    at = clock.now()
    for due in due_reports(clock.day_of(at)):
        report = opening.open_report(
            obligation=due.obligation,
            due_on=due.due_on,
            period_from=due.period_from,
            cutoff_on=due.cutoff_on,
            by=None,
            at=at,
        )
        opening.ask_as_before(report=report, at=at)
    for meeting in freezing.unfrozen(at):
        freezing.freeze_meeting(meeting=meeting, by=None, at=at)
    for file in orphans.remove_orphans(older_than=max(ORPHAN_AGE, 2 * drawing.lease()), at=at):
        log.warning("orphan file removed", file=file)
