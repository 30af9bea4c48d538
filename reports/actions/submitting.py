"""An issued report goes to its named recipients, and the obligation is met when all of them were sent it."""

from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence.models import Document
from notices.actions import record_fulfilment
from notices.conflicts import Refused
from notices.models import Recipient
from people.actions import Attachment, post_mail
from people.models import MailState, User
from reports.actions.preparing import locked
from reports.models import Download, Drawing, DrawingState, Purpose, Share, Submission, Version, VersionState


@transaction.atomic
def submit(*, version: Version, seen_version: int, address: str, by: User, at: datetime) -> list[Submission]:
    """Send the issued PDF to every named recipient who was not sent it yet. `address` is the report's page."""
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        file = issued_file(row)
        recipients = list(Recipient.objects.filter(obligation=row.report.obligation).order_by("pk"))
        if not recipients:
            raise Refused("This obligation names no recipient yet. Add the addresses at DfE and NHS England first.")
        sent = set(row.submissions.values_list("recipient_id", flat=True))
        made = [
            _send(row, recipient, file, address=address, by=by, at=at)
            for recipient in recipients
            if recipient.pk not in sent
        ]
        for submission in made:
            record("report.submitted", submission, by=by, at=at, version=row.pk, sha256=file.sha256)
    return made


def _send(
    version: Version, recipient: Recipient, file: Document, *, address: str, by: User, at: datetime
) -> Submission:
    report = version.report
    due = f"{report.due_on.day} {report.due_on:%B %Y}"
    title = report.notice.title
    mail = post_mail(
        key=f"submission:{version.uid}:{recipient.pk}",
        notice_id=version.notice_id,
        to_user=recipient.user,
        to_address=recipient.email,
        subject=f"Progress report due {due}: {title}",
        text=(
            f"The board’s progress report under the improvement notice ({title}), due {due}, is attached as a PDF.\n\n"
            f"Version {version.issue}. SHA-256 of the file: {file.sha256}\n\nIt can also be read here: {address}\n"
        ),
        attachment=Attachment(file=file.file, name=file.original_name, sha256=file.sha256),
        rings="reports.settle",
        rings_for=version.pk,
        at=at,
    )
    return keep(
        Submission(
            notice_id=version.notice_id,
            version_of=version,
            recipient=recipient,
            mail=mail,
            submitted_by=by,
            submitted_at=at,
        ),
        by=by,
        at=at,
        why=f"Submitted to {recipient}",
    )


@transaction.atomic
def submit_by_hand(
    *, version: Version, recipient: Recipient, sent_on: date, proof: Document, by: User, at: datetime
) -> Submission:
    """Record that the issued PDF was sent to a recipient by other means, with its proof."""
    with ledger.chain(version.notice_id) as record:
        issued_file(version)
        if sent_on > day_of(at):
            raise Refused("The day it was sent cannot be after today.", "sent_on")
        if Submission.objects.filter(version_of=version, recipient=recipient).exists():
            raise Refused(f"{recipient} was already sent this version.")
        submission = keep(
            Submission(
                notice_id=version.notice_id,
                version_of=version,
                recipient=recipient,
                proof=proof,
                submitted_by=by,
                submitted_at=at,
                sent_on=sent_on,
            ),
            by=by,
            at=at,
            why=f"Recorded as sent to {recipient}",
        )
        record("report.submitted-by-hand", submission, by=by, at=at, version=version.pk, sent_on=sent_on)
        _meet(version, at=at)
    return submission


@transaction.atomic
def settle(*, version: Version, at: datetime) -> bool:
    """Take over from the outbox what was sent. True when every required recipient was sent the report. A version that
    was withdrawn meanwhile meets nothing."""
    with ledger.chain(version.notice_id) as record:
        waiting = version.submissions.filter(sent_on__isnull=True, mail__state=MailState.SENT).select_related("mail")
        for submission in waiting.select_for_update(of=("self",)):
            mail = submission.mail
            submission.sent_on = day_of(mail.sent_at) if mail and mail.sent_at else None
            submission.version += 1
            keep(submission, by=None, at=at, why="The mail server took it")
            record("report.sent", submission, by=None, at=at, version=version.pk, sent_on=submission.sent_on)
        return _meet(version, at=at)


def _meet(version: Version, *, at: datetime) -> bool:
    report = version.report
    if version.state == VersionState.WITHDRAWN:
        return False
    required = set(Recipient.objects.filter(obligation=report.obligation, required=True).values_list("pk", flat=True))
    rows = version.submissions.filter(sent_on__isnull=False).values_list("recipient_id", "sent_on")
    sent = {pk: day for pk, day in rows if day}
    if not required or not required <= sent.keys():
        return False
    record_fulfilment(
        obligation=report.obligation,
        due_on=report.due_on,
        met_on=max(sent[pk] for pk in required),
        how=f"Progress report {report.number}, version {version.issue}, sent to every named recipient",
        by=version.issued_by,
        at=at,
    )
    return True


def issued_file(version: Version) -> Document:
    """The kept PDF of an issued version. Raises Refused for one that is not issued."""
    drawing = (
        version.drawings.filter(purpose=Purpose.ISSUE, state=DrawingState.DRAWN).select_related("document").first()
    )
    if version.state != VersionState.ISSUED or drawing is None or drawing.document is None:
        raise Refused("Only an issued report can be submitted.")
    document: Document = drawing.document
    return document


@transaction.atomic
def record_download(*, drawing: Drawing, by: User, at: datetime) -> Download:
    """Who took which file, when."""
    with ledger.chain(drawing.notice_id) as record:
        download = Download.objects.create(notice_id=drawing.notice_id, drawing=drawing, taken_by=by, taken_at=at)
        record("report.downloaded", download, by=by, at=at, drawing=drawing.pk)
    return download


@transaction.atomic
def share_draft(*, version: Version, adviser: User, by: User, at: datetime) -> Share:
    """Share a draft with an adviser for comment; sharing twice is sharing once."""
    with ledger.chain(version.notice_id) as record:
        found = Share.objects.filter(version_of=version, shared_with=adviser).first()
        if found:
            return found
        share = keep(
            Share(notice_id=version.notice_id, version_of=version, shared_with=adviser, shared_by=by, shared_at=at),
            by=by,
            at=at,
            why="Draft shared for comment",
        )
        record("report.shared", share, by=by, at=at, version=version.pk, adviser=adviser.pk)
    return share
