"""The demo's mailbox: what was sent for no notice, such as links for setting a password. Whoever reads it can take over
the accounts that it was sent to, so it is open only in the demo, and only where no mail can leave the machine."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from people.models import Mail

FILED = "django.core.mail.backends.filebased.EmailBackend"
STAYS_HERE = frozenset({FILED, "django.core.mail.backends.locmem.EmailBackend"})


@dataclass(frozen=True)
class Letter:
    """A mail, and the address of ours that stands in it on a line of its own ("" for none)."""

    mail: Mail
    link: str


def is_open() -> bool:
    """Whether this is a demo whose mails stay on the machine."""
    return bool(settings.DEMO) and settings.EMAIL_BACKEND in STAYS_HERE


def mails() -> QuerySet[Mail]:
    """The mails of no notice, newest first; none where the mailbox is not open."""
    found = Mail.objects.filter(notice_id__isnull=True).order_by("-made_at", "-pk")
    return found if is_open() else found.none()


def letter(mail: Mail) -> Letter:
    """A mail with its link."""
    ours = (line.strip() for line in mail.text.splitlines() if line.startswith(f"{settings.SITE_URL}/"))
    return Letter(mail, next(ours, ""))
