"""Rings for background work, by name, after the transaction commits. The row is the truth: a ring that is lost is
rung again by the reconcile job, so a save never waits for the broker and never fails because of it."""

import structlog
from celery import current_app
from django.db import transaction

log = structlog.get_logger(__name__)


def ring(name: str, *keys: int) -> None:
    """Ask for the task `name` with these keys once the current transaction has committed. Never raises."""
    transaction.on_commit(lambda: _send(name, keys))


def _send(name: str, keys: tuple[int, ...]) -> None:
    try:
        current_app.send_task(name, args=keys, retry=False)
    except Exception as problem:  # noqa: BLE001  whatever the broker's client raises, the saved row stands
        log.warning("doorbell not heard", task=name, keys=keys, problem=type(problem).__name__)
