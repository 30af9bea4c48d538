"""Takes one mail out of the outbox, once. Its row is the queue of record: claimed by one conditional update with a
lease on the database's own time, and fenced by its attempt, so that whoever wakes up late changes nothing."""

import hashlib
import mimetypes
import smtplib
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from audit import ledger
from people import doorbell
from people.models import Mail, MailState

LEASE = timedelta(minutes=5)
ATTEMPTS = 5
"""So many before a mail counts as failed; asked for again by a person, it gets as many more."""
PAUSE = timedelta(minutes=2)
"""How long to wait before the next attempt, times the attempts made."""


class Unsendable(Exception):
    """Trying again will not help; the message says why."""


def waiting() -> list[int]:
    """The mails that nobody holds and whose pause is over, oldest first."""
    return list(_free().order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def claim(pk: int) -> Mail | None:
    """Take a waiting mail for this attempt; None when it is sent, failed, pausing or somebody else's."""
    taken = _free().filter(pk=pk).update(attempt=F("attempt") + 1, lease_until=Now() + LEASE)
    return Mail.objects.get(pk=pk) if taken else None


def send(mail: Mail, at: datetime) -> bool:
    """Send a mail that was claimed, and write down how it went. False when it was not sent."""
    try:
        _message(mail).send()
    except Unsendable as why:
        _settle_failed(mail, str(why), at, last=True)
    except smtplib.SMTPRecipientsRefused:
        _settle_failed(mail, "The mail server does not take mail for this address.", at, last=True)
    except (smtplib.SMTPException, OSError) as problem:
        _settle_failed(mail, _sentence(problem), at, last=mail.attempt % ATTEMPTS == 0)
    else:
        return _settle_sent(mail, at)
    return False


def _free() -> QuerySet[Mail]:
    return Mail.objects.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()), state=MailState.WAITING)


def _message(mail: Mail) -> EmailMultiAlternatives:
    if len(f"{mail.subject} {mail.to_address}".splitlines()) > 1:
        raise Unsendable("The subject or the address has a line break in it.")
    if mail.digest_on and mail.to_user and not mail.to_user.is_active:
        raise Unsendable("The account of this person was closed: nobody is reminded there.")
    # the same mail bears the same id, so a mailbox that got it twice (a worker died in between) shows it once
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    name = hashlib.sha256(f"{settings.SITE_URL}:{mail.key}".encode()).hexdigest()[:32]
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to_address], headers={"Message-ID": f"<{name}@{host}>"}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.attachment_file:
        message.attach(mail.attachment_name, _attachment(mail), mimetypes.guess_type(mail.attachment_name)[0])
    return message


def _attachment(mail: Mail) -> bytes:
    try:
        with default_storage.open(mail.attachment_file) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise Unsendable("The attached file is no longer there.") from None
    if hashlib.sha256(content).hexdigest() != mail.attachment_sha256:
        raise Unsendable("The attached file is not the one that this mail was made for: its SHA-256 differs.")
    return content


def _sentence(problem: Exception) -> str:
    match problem:
        case smtplib.SMTPResponseException():
            return f"The mail server answered {problem.smtp_code}: {problem.smtp_error!r}"[:500]
        case ConnectionError() | TimeoutError() | smtplib.SMTPServerDisconnected():
            return "The mail server did not answer."
        case _:
            return f"The mail could not be handed over: {problem}"[:500]


@transaction.atomic
def _settle_sent(mail: Mail, at: datetime) -> bool:
    with ledger.chain(mail.notice_id) as record:
        settled = _mine(mail).update(state=MailState.SENT, sent_at=at, lease_until=None, error="")
        if settled:
            record("mail.sent", mail, by=None, at=at, attempt=mail.attempt)
            if mail.rings and mail.rings_for is not None:
                doorbell.ring(mail.rings, mail.rings_for)
    return bool(settled)


@transaction.atomic
def _settle_failed(mail: Mail, why: str, at: datetime, *, last: bool) -> None:
    if not last:
        _mine(mail).update(lease_until=Now() + PAUSE * mail.attempt, error=why)
        return
    with ledger.chain(mail.notice_id) as record:
        if _mine(mail).update(state=MailState.FAILED, lease_until=None, error=why):
            record("mail.failed", mail, by=None, at=at, attempt=mail.attempt)


def _mine(mail: Mail) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, attempt=mail.attempt, state=MailState.WAITING)
