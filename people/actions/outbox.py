"""Mails are put into the outbox, sent again, taken back; what went with one is opened."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from audit import ledger
from people import doorbell
from people.models import Mail, MailState, User


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a mail: its place in the file storage, its name for people, its SHA-256."""

    file: str
    name: str
    sha256: str


@transaction.atomic
def post_mail(
    *,
    key: str,
    notice_id: int | None,
    to_user: User | None = None,
    to_address: str = "",
    subject: str,
    text: str,
    html: str = "",
    attachment: Attachment | None = None,
    rings: str = "",
    rings_for: int | None = None,
    at: datetime,
) -> Mail:
    """Put a mail into the outbox and ask for it to be sent. The same key gives the same mail.

    It goes to `to_address`, or to the user's own address. Once it is sent, the doorbell `rings` for `rings_for`.
    """
    with ledger.chain(notice_id) as record:
        known = Mail.objects.filter(key=key).first()
        if known:
            return known
        mail = Mail.objects.create(
            key=key,
            notice_id=notice_id,
            to_user=to_user,
            to_address=to_address or (to_user.email if to_user else ""),
            subject=subject,
            text=text,
            html=html,
            attachment_file=attachment.file if attachment else "",
            attachment_name=attachment.name if attachment else "",
            attachment_sha256=attachment.sha256 if attachment else "",
            rings=rings,
            rings_for=rings_for,
            made_at=at,
        )
        record("mail.posted", mail, by=None, at=at, attached=mail.attachment_sha256)
        doorbell.ring("people.send_mail", mail.pk)
    return mail


@transaction.atomic
def send_again(*, mail: Mail, by: User | None, at: datetime) -> Mail:
    """Put a mail that could not be sent back into the outbox. One that is waiting or sent stays as it is."""
    with ledger.chain(mail.notice_id) as record:
        mail = Mail.objects.select_for_update().get(pk=mail.pk)
        if mail.state != MailState.FAILED:
            return mail
        mail.state, mail.error, mail.lease_until = MailState.WAITING, "", None
        mail.save(update_fields=["state", "error", "lease_until"])
        record("mail.asked_again", mail, by=by, at=at)
        doorbell.ring("people.send_mail", mail.pk)
    return mail


@transaction.atomic
def take_back(*, mail: Mail, why: str, by: User | None, at: datetime) -> bool:
    """Stop a mail that is still waiting. False for one that was sent or failed, or that somebody holds right now."""
    with ledger.chain(mail.notice_id) as record:
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        waiting = Mail.objects.select_for_update().filter(free, pk=mail.pk, state=MailState.WAITING).first()
        if waiting is None:
            return False
        waiting.state, waiting.error, waiting.lease_until = MailState.FAILED, why[:500], None
        waiting.save(update_fields=["state", "error", "lease_until"])
        record("mail.taken_back", waiting, by=by, at=at)
    return True


@transaction.atomic
def record_attachment_opened(*, mail: Mail, by: User, at: datetime) -> None:
    """Somebody took the file that went with a mail."""
    with ledger.chain(mail.notice_id) as record:
        record("mail.attachment_downloaded", mail, by=by, at=at, sha256=mail.attachment_sha256)
