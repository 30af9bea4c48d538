"""Background work of the pages across rooms: reminders. Each task is safe to run twice."""

from celery import shared_task

from audit import clock
from desk import digests, reminders
from people import doorbell

AT_ONCE = 500
"""So many are rung for in one sweep; the next goes on where this one ended."""


@shared_task(name="desk.sweep_reminders")
def sweep_reminders() -> None:
    """In the hours in which reminders are sent: ring for everybody for whom nothing was worked out today."""
    at = clock.now()
    if reminders.is_time(at):
        for pk in digests.to_look_at(clock.day_of(at)).values_list("pk", flat=True)[:AT_ONCE]:
            doorbell.ring("desk.remind", pk)


@shared_task(name="desk.remind")
def remind(pk: int) -> None:
    """Work out whether somebody is reminded today, and post their digest."""
    at = clock.now()
    user = digests.to_look_at(clock.day_of(at)).filter(pk=pk).first()
    if user is not None and reminders.is_time(at):
        digests.remind(user, at)
