"""Drafts, and the moment that freezes the figures: sending a version for clearance."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from govuk import words
from notices.conflicts import ChangedMeanwhile, Refused, sent_before
from people import doorbell
from people.models import User
from reports.actions.freezing import store
from reports.checklist import missing
from reports.faces import annexes
from reports.figures.gather import gather_report
from reports.models import Drawing, Purpose, Report, Snapshot, SnapshotKind, Version, VersionState

UNDER_WAY = (VersionState.DRAFT, VersionState.FOR_CLEARANCE, VersionState.CLEARED, VersionState.APPROVED)
SENT = (VersionState.FOR_CLEARANCE, VersionState.CLEARED, VersionState.APPROVED)


@transaction.atomic
def prepare(
    *,
    report: Report,
    by: User | None,
    at: datetime,
    sent_as: UUID | None = None,
    corrects: Version | None = None,
    correction: str = "",
) -> Version:
    """Make a new draft of the report from the figures as they are now. It replaces whatever version was under way.

    After a version was issued, a new one is a correction: it names the issued one, withdrawn or not, and says what it
    corrects.
    """
    with ledger.chain(report.notice_id) as record:
        of = {"report_id": report.pk, "correction": correction}
        if sent := sent_before(Version, sent_as, report.notice_id, **of):
            return sent
        Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        _only_a_correction_follows(report, corrects, correction)
        _cancel(report, by=by, at=at, record=record)
        number = report.versions.count() + 1
        version = keep(
            Version(
                notice_id=report.notice_id,
                report=report,
                number=number,
                snapshot=freeze(report, number, SnapshotKind.DRAFT, _names(corrects, correction), by=by, at=at),
                corrects=corrects,
                correction=correction.strip(),
                prepared_by=by,
                prepared_at=at,
                sent_as=sent_as,
            ),
            by=by,
            at=at,
            why="Draft prepared",
        )
        record("report.prepared", version, by=by, at=at, report=report.pk, number=number)
        queue(version, Purpose.DRAFT, by=by, at=at)
    return version


def _only_a_correction_follows(report: Report, corrects: Version | None, correction: str) -> None:
    issued = report.versions.filter(issue__isnull=False).order_by("-issue").first()
    if issued and corrects != issued:
        raise Refused("This report has been issued. Open a correction of it instead.")
    if corrects and not correction.strip():
        raise Refused("Say what the correction corrects.", "correction")


@transaction.atomic
def send_for_clearance(
    *, version: Version, seen_version: int, left_out: Collection[str] = (), by: User, at: datetime
) -> Version:
    """Freeze the figures at this instant and ask the accountable officers to clear them. The annexes with the codes
    `left_out` are not sent; that too is frozen.

    Raises Refused while the statement, a judgement or a commentary is missing.
    """
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        if row.state != VersionState.DRAFT:
            raise Refused("This version has already been sent for clearance.")
        if gaps := missing(row.report):
            raise Refused(f"Before it can be sent: {'; '.join(gaps)}.")
        if annexes.unknown(left_out):
            raise Refused("Choose the annexes from the list.", "left_out")
        omitted = tuple(annex.code for annex in annexes.of(left_out))
        _cut_off_today(row.report, by=by, at=at)
        row.snapshot = freeze(
            row.report,
            row.number,
            SnapshotKind.REPORT,
            _names(row.corrects, row.correction),
            left_out=omitted,
            by=by,
            at=at,
        )
        row.state, row.sent_by, row.sent_at = VersionState.FOR_CLEARANCE, by, at
        row.version += 1
        keep(row, by=by, at=at, why="Sent for clearance; the figures are frozen")
        record(
            "report.sent-for-clearance",
            row,
            by=by,
            at=at,
            snapshot=row.snapshot.sha256,
            left_out=",".join(omitted),
        )
        queue(row, Purpose.CLEARANCE, by=by, at=at)
    return row


def _cut_off_today(report: Report, *, by: User, at: datetime) -> None:
    """The figures' day is now known, and the next report begins with it. A correction moves neither."""
    if report.versions.filter(issue__isnull=False).exists():
        return
    report.cutoff_on = max(report.period_from, day_of(at))
    keep(report, by=by, at=at, why="The figures are frozen", only=["cutoff_on"])
    following = Report.objects.filter(obligation_id=report.obligation_id, due_on__gt=report.due_on)
    if after := following.order_by("due_on").first():
        after.period_from = report.cutoff_on
        after.cutoff_on = max(after.cutoff_on, after.period_from)
        keep(after, by=by, at=at, why="It begins where the one before ended", only=["period_from", "cutoff_on"])


def replace_what_was_sent(*, report: Report, by: User, at: datetime) -> Version | None:
    """After a change to what is written: a version that was sent is cancelled and a new draft takes its place.

    Called by the verb that changed something, inside its transaction.
    """
    sent = report.versions.filter(state__in=SENT).first()
    if sent is None:
        return None
    return prepare(report=report, by=by, at=at, corrects=sent.corrects, correction=sent.correction)


def _names(corrects: Version | None, correction: str) -> str:
    """What a correction corrects, beginning with the version: Version 1, withdrawn on 9 January 2024. …"""
    if corrects is None:
        return ""
    withdrawn = f", withdrawn on {words.day(corrects.withdrawn_at)}" if corrects.withdrawn_at else ""
    return f"Version {corrects.issue}{withdrawn}. {correction.strip()}"


def _cancel(report: Report, *, by: User | None, at: datetime, record: ledger.Record) -> None:
    for old in report.versions.filter(state__in=UNDER_WAY).select_for_update(of=("self",)):
        was = old.state
        old.state = VersionState.CANCELLED
        old.version += 1
        keep(old, by=by, at=at, why="Replaced by a newer draft")
        record("report.cancelled", old, by=by, at=at, was=was)


def freeze(
    report: Report,
    number: int,
    kind: SnapshotKind,
    correction: str,
    *,
    left_out: Collection[str] = (),
    by: User | None,
    at: datetime,
) -> Snapshot:
    """Store the tree of this instant, with the head of the ledger that the caller holds."""
    tree = gather_report(report, number=number, corrects=correction, left_out=left_out, on=day_of(at), at=at)
    return store(tree, Snapshot(notice_id=report.notice_id, kind=kind, frozen_at=at, frozen_by=by))


def queue(version: Version, purpose: Purpose, *, by: User | None, at: datetime) -> Drawing:
    """Ask for a PDF: a row, and a ring of the doorbell once it is committed."""
    drawing = Drawing.objects.create(
        notice_id=version.notice_id, version_of=version, purpose=purpose, queued_by=by, queued_at=at
    )
    doorbell.ring("reports.draw", version.notice_id, drawing.pk)
    return drawing


def locked(version: Version, seen_version: int) -> Version:
    """The version, locked. Raises ChangedMeanwhile when somebody else moved it since the page was opened."""
    row: Version = Version.objects.select_for_update(of=("self",)).select_related("report").get(pk=version.pk)
    if row.version != seen_version:
        raise ChangedMeanwhile(row)
    return row
