"""What is done about reminders by e-mail: when somebody wants them, and the one digest that they get on a day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.history import keep
from people import doorbell
from people.models import Mail, MailState, ReminderChoice, ReminderDay, User


@transaction.atomic
def choose_reminders(*, user: User, choice: ReminderChoice, at: datetime) -> User:
    """Say when one wants to be reminded by e-mail. The same choice again changes nothing."""
    with ledger.chain(None) as record:
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        if user.reminders == choice:
            return user
        user.reminders = choice
        keep(user, by=user, at=at, why="Reminders chosen", only=["reminders"])  # type: ignore[type-var]  # as in actions
        record("user.reminders_chosen", user, by=user, at=at, choice=str(choice))
    return user


@transaction.atomic
def post_digest(
    *, user: User, on: date, notices: Sequence[int], subject: str, text: str, html: str, at: datetime
) -> Mail | None:
    """Put somebody's reminders of a day into the outbox. The same day gives the same mail; a closed account gets none.

    It stands on the site's chain, because it tells of all their notices together.
    """
    with ledger.chain(None) as record:
        known = Mail.objects.filter(to_user=user, digest_on=on).first()
        if known:
            return known
        if not User.objects.filter(pk=user.pk, is_active=True).exists():
            return None
        mail = Mail.objects.create(
            key=f"digest:{user.pk}:{on.isoformat()}",
            to_user=user,
            to_address=user.email,
            subject=subject,
            text=text,
            html=html,
            digest_on=on,
            digest_of=sorted(notices),
            made_at=at,
        )
        record("mail.posted", mail, by=None, at=at, attached="")
        doorbell.ring("people.send_mail", mail.pk)
    return mail


def last_digest(user: User, before: date) -> date | None:
    """The day of the last digest that reached somebody, or is on its way, before that day."""
    rows = Mail.objects.filter(to_user=user, digest_on__lt=before).exclude(state=MailState.FAILED)
    return rows.order_by("-digest_on", "-pk").values_list("digest_on", flat=True).first()


@transaction.atomic
def settle_day(*, user: User, on: date) -> None:
    """Write down that it was worked out for that day whether somebody is reminded."""
    ReminderDay.objects.update_or_create(user=user, defaults={"on": on})
