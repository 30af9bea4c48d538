"""An issued version that must no longer be read is withdrawn: its file and its hash stay, its readers are told."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from govuk import words
from notices.conflicts import Refused
from notices.models import Access
from notices.roles import Role
from people.actions import post_mail, take_back
from people.models import User
from reports.actions.preparing import locked
from reports.models import Drawing, Purpose, Submission, Version, VersionState


@transaction.atomic
def withdraw(*, version: Version, reason: str, seen_version: int, address: str, by: User, at: datetime) -> Version:
    """Withdraw an issued version. `address` is the report's page, where those who are told find the reason.

    A mail that still waits with the PDF is taken back; whoever was sent the PDF or took it is told by mail.
    """
    with ledger.chain(version.notice_id) as record:
        row = locked(version, seen_version)
        if row.state != VersionState.ISSUED:
            raise Refused("Only an issued version can be withdrawn.")
        if not reason.strip():
            raise Refused("Say why it is withdrawn.", "reason")
        row.state = VersionState.WITHDRAWN
        row.withdrawn_by, row.withdrawn_at, row.withdrawal = by, at, reason.strip()
        row.version += 1
        keep(row, by=by, at=at, why=f"Version {row.issue} withdrawn")
        record(
            "report.withdrawn",
            row,
            by=by,
            at=at,
            issue=row.issue,
            snapshot=row.snapshot.sha256,
            digest=ledger.digest(row.withdrawal),
        )
        sent = [each for each in _submissions(row) if not _taken_back(each, row, by, at)]
        for key, user, to_address in _readers(row, sent, at):
            _tell(row, f"withdrawal:{row.uid}:{key}", user, to_address, address=address, at=at)
    return row


def to_be_told(version: Version, at: datetime) -> list[str]:
    """The addresses of those who would be told by mail if the version were withdrawn now."""
    return [address for _, _, address in _readers(version, _submissions(version), at)]


def _submissions(version: Version) -> list[Submission]:
    rows = version.submissions.select_related("recipient__user", "recipient__organisation", "mail")
    return list(rows.order_by("pk"))


def _taken_back(submission: Submission, version: Version, by: User, at: datetime) -> bool:
    mail, why = submission.mail, f"Taken back: version {version.issue} was withdrawn before this was sent."
    return mail is not None and submission.sent_on is None and take_back(mail=mail, why=why, by=by, at=at)


def _readers(version: Version, sent: list[Submission], at: datetime) -> Iterator[tuple[str, User | None, str]]:
    """(key of the mail, account, address) of each recipient who was sent the PDF and each adviser who took it."""
    known = set()
    for each in sent:
        known.add(each.recipient.email.lower())
        yield f"r{each.recipient_id}", each.recipient.user, each.recipient.email
    advisers = Access.objects.filter(notice_id=version.notice_id, role=Role.ADVISER).on(day_of(at))
    takers = User.objects.filter(
        pk__in=Drawing.objects.filter(version_of=version, purpose=Purpose.ISSUE).values("downloads__taken_by"),
        is_active=True,
    )
    for user in takers.filter(pk__in=advisers.values("user_id")).order_by("pk"):
        if user.email.lower() not in known:
            yield f"u{user.pk}", user, user.email


def _tell(version: Version, key: str, user: User | None, to: str, *, address: str, at: datetime) -> None:
    report = version.report
    title, due = report.notice.title, words.day(report.due_on)
    file = Drawing.objects.select_related("document").get(version_of=version, purpose=Purpose.ISSUE).document
    proof = f" (SHA-256 of the file: {file.sha256})" if file else ""
    post_mail(
        key=key,
        notice_id=version.notice_id,
        to_user=user,
        to_address=to,
        subject=f"Withdrawn: progress report due {due}: {title}",
        text=(
            f"Version {version.issue} of the board’s progress report under the improvement notice ({title}), due "
            f"{due}, was withdrawn on {words.day(at)}. Please do not use or pass on the PDF that you have{proof}.\n\n"
            f"Why it was withdrawn, and the corrected version once it is issued, can be read here: {address}\n"
        ),
        at=at,
    )
