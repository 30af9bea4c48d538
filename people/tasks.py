"""Background work of this app: the outbox, and links for setting a password. Each task is safe to run twice."""

from celery import shared_task

from audit import clock
from people import actions, doorbell, sending
from people.models import User


@shared_task(name="people.send_mail")
def send_mail(pk: int) -> None:
    """Send one mail of the outbox, when it is waiting and nobody holds it."""
    mail = sending.claim(pk)
    if mail is not None:
        sending.send(mail, clock.now())


@shared_task(name="people.send_waiting_mail")
def send_waiting_mail() -> None:
    """Ring again for every mail that waits and that nobody holds."""
    for pk in sending.waiting():
        doorbell.ring("people.send_mail", pk)


@shared_task(name="people.mail_password_link")
def mail_password_link(pk: int) -> None:
    """Send the link for a new password to whoever asked; 0 is an address that nobody has, and nothing is sent."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is not None:
        actions.mail_password_link(user=user, at=clock.now())
