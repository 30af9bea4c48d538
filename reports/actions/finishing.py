"""How the drawing of a PDF ends: its file is kept, and an approved version counts as issued; or it failed, with why."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence import filing
from evidence.actions import keep_file
from evidence.models import Document, DocumentKind
from notices.models import Notice
from people import doorbell
from people.models import User
from reports.actions import orphans
from reports.models import Drawing, DrawingState, Purpose, Version, VersionState
from reports.signing import next_issue

CLAIMS = 3
ROUND = 10
"""Attempts are counted on for ever, because they fence; asked for again by a person, a drawing begins the next ten."""


def mine(drawing: Drawing) -> QuerySet[Drawing]:
    """The drawing, as long as this attempt holds it."""
    return Drawing.objects.filter(pk=drawing.pk, attempt=drawing.attempt, state=DrawingState.DRAWING)


def claims_in_this_round(drawing: Drawing) -> int:
    """How often it was claimed since it was last asked for."""
    return drawing.attempt % ROUND


@transaction.atomic
def finish(*, drawing: Drawing, content: bytes, at: datetime) -> bool:
    """Keep the file of the attempt that holds the drawing. False for one that lost it: its file is not kept."""
    with ledger.chain(drawing.notice_id) as record:
        row = mine(drawing).select_for_update(of=("self",)).first()
        if row is None:
            return False
        version = Version.objects.select_for_update(of=("self",)).select_related("report").get(pk=row.version_of_id)
        if row.purpose == Purpose.ISSUE and version.state != VersionState.APPROVED:
            _fail(row, "This version was replaced by a newer draft before it was issued.", at, record)
            return False
        document = _keep(row, version, content, at)
        try:
            row.state, row.document, row.drawn_at = DrawingState.DRAWN, document, at
            row.lease_until, row.progress, row.error = None, "", ""
            row.save()
            record("report.drawn", row, by=None, at=at, purpose=row.purpose, sha256=document.sha256)
            if row.purpose == Purpose.ISSUE:
                _issued(version, row, document, at, record)
        except BaseException:
            filing.throw_away(document.file)
            raise
    return True


def _keep(row: Drawing, version: Version, content: bytes, at: datetime) -> Document:
    report = version.report
    name = f"Version {next_issue(report)}" if row.purpose == Purpose.ISSUE else f"Draft {version.number}"
    suffix = "-for-clearance" if row.purpose == Purpose.CLEARANCE else ""
    return keep_file(
        content,
        notice=Notice.objects.get(pk=row.notice_id),
        keeper=f"reports.drawing:{row.pk}",
        title=f"Progress report {report.number}, {name}",
        kind=DocumentKind.REPORT,
        name=f"progress-report-{report.number}-{name.lower().replace(' ', '-')}{suffix}.pdf",
        dated_on=day_of(version.snapshot.frozen_at),
        stem=orphans.stem(row),
        by=row.queued_by,
        at=at,
    )


def _issued(version: Version, row: Drawing, document: Document, at: datetime, record: ledger.Record) -> None:
    by = row.queued_by
    version.state, version.issue = VersionState.ISSUED, next_issue(version.report)
    version.issued_by, version.issued_at = by, at
    version.version += 1
    keep(version, by=by, at=at, why=f"Issued as version {version.issue}")
    record(
        "report.issued",
        version,
        by=by,
        at=at,
        issue=version.issue,
        sha256=document.sha256,
        snapshot=version.snapshot.sha256,
    )


@transaction.atomic
def fail(*, drawing: Drawing, why: str, at: datetime) -> None:
    """Write down why no PDF came of it; an attempt that no longer holds the drawing changes nothing."""
    with ledger.chain(drawing.notice_id) as record:
        row = mine(drawing).select_for_update(of=("self",)).first()
        if row is not None:
            _fail(row, why, at, record)


def _fail(row: Drawing, why: str, at: datetime, record: ledger.Record) -> None:
    row.state, row.lease_until, row.progress, row.error = DrawingState.FAILED, None, "", why[:500]
    row.save()
    record("report.drawing-failed", row, by=None, at=at, attempt=row.attempt, digest=ledger.digest(why))


@transaction.atomic
def try_again(*, drawing: Drawing, by: User, at: datetime) -> Drawing:
    """Queue a failed drawing again. One that waits, is being drawn or is drawn stays as it is."""
    with ledger.chain(drawing.notice_id) as record:
        row: Drawing = Drawing.objects.select_for_update(of=("self",)).get(pk=drawing.pk)
        if row.state == DrawingState.FAILED:
            row.state, row.error = DrawingState.QUEUED, ""
            row.attempt = (row.attempt // ROUND + 1) * ROUND
            row.save()
            record("report.drawing-asked-again", row, by=by, at=at, purpose=row.purpose)
            doorbell.ring("reports.draw", row.notice_id, row.pk)
    return row
