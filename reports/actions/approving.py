"""Clearing by the accountable officers, approval by the chair, and the request to issue what was approved."""

from datetime import datetime

from django.db import transaction

from audit import ledger
from audit.history import keep
from evidence.models import Document
from notices.conflicts import Refused
from notices.models import Partner
from people.models import Organisation, User
from reports.actions.preparing import locked, queue
from reports.models import Approval, Clearance, Drawing, DrawingState, Purpose, Version, VersionState


@transaction.atomic
def clear(*, version: Version, organisation: Organisation, seen_version: int, by: User, at: datetime) -> Version:
    """Clear a version for one organisation. When all that have to have done so, it waits for the chair."""
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        if row.state != VersionState.FOR_CLEARANCE:
            raise Refused("This version is not waiting for clearance.")
        _needs_its_pdf(row)
        needed = set(
            Partner.objects.filter(notice_id=row.notice_id, clears_reports=True).values_list(
                "organisation_id", flat=True
            )
        )
        if organisation.pk not in needed:
            raise Refused(f"{organisation} does not clear this notice’s reports.")
        keep(
            Clearance(notice_id=row.notice_id, version_of=row, organisation=organisation, cleared_by=by, cleared_at=at),
            by=by,
            at=at,
            why="Cleared",
        )
        record("report.cleared", row, by=by, at=at, organisation=organisation.pk, snapshot=row.snapshot.sha256)
        if needed <= set(row.clearances.values_list("organisation_id", flat=True)):
            row.state = VersionState.CLEARED
        row.version += 1
        keep(row, by=by, at=at, why=f"Cleared for {organisation}")
    return row


@transaction.atomic
def approve(*, version: Version, seen_version: int, by: User, at: datetime) -> Version:
    """The chair approves the frozen figures, here and now."""
    approval = Approval(approved_by=by, approved_at=at, recorded_by=by, recorded_at=at)
    return _approve(version, approval, seen_version)


@transaction.atomic
def record_written_approval(
    *, version: Version, chair: User, given_at: datetime, proof: Document, seen_version: int, by: User, at: datetime
) -> Version:
    """Record an approval that the chair gave in writing, with its proof."""
    if given_at > at:
        raise Refused("The approval cannot have been given after now.", "given_on")
    approval = Approval(
        in_writing=True, approved_by=chair, approved_at=given_at, proof=proof, recorded_by=by, recorded_at=at
    )
    return _approve(version, approval, seen_version)


def _approve(version: Version, approval: Approval, seen_version: int) -> Version:
    by, at = approval.recorded_by, approval.recorded_at
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        if row.state != VersionState.CLEARED:
            raise Refused("This version is not waiting for approval: the accountable officers clear it first.")
        approval.notice_id, approval.version_of = row.notice_id, row
        keep(approval, by=by, at=at, why="Approved")
        row.state = VersionState.APPROVED
        row.version += 1
        keep(row, by=by, at=at, why="Approved by the chair")
        record(
            "report.approved",
            row,
            by=by,
            at=at,
            snapshot=row.snapshot.sha256,
            in_writing=approval.in_writing,
            chair=approval.approved_by_id,
        )
    return row


@transaction.atomic
def issue(*, version: Version, seen_version: int, by: User, at: datetime) -> Drawing:
    """Ask for the final PDF of an approved version. It counts as issued once the worker has kept that file."""
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        if row.state != VersionState.APPROVED:
            raise Refused("Only an approved version can be issued.")
        if asked := row.drawings.filter(purpose=Purpose.ISSUE).first():
            return asked
        record("report.issue-asked", row, by=by, at=at)
        return queue(row, Purpose.ISSUE, by=by, at=at)


def _needs_its_pdf(version: Version) -> None:
    drawn = version.drawings.filter(purpose=Purpose.CLEARANCE, state=DrawingState.DRAWN)
    if not drawn.exists():
        raise Refused("The PDF of these figures is still being drawn. Read it before you clear it.")
