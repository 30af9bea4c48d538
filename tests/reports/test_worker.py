"""A real worker on the real broker: killed, shouted at, left without messages, it still makes each report once."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db.models.functions import Now

from config import services
from evidence.models import Document
from reports import tasks
from reports.actions import preparing
from reports.models import Drawing, DrawingState, Purpose
from tests.processes import Worker
from tests.reports import stage as play

PATIENCE = 300


@pytest.fixture
def short_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_LEASE_SECONDS", "3")


def queued() -> Drawing:
    stage = play.set_up()
    play.write_everything(stage)
    version = preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(1))
    return Drawing.objects.get(version_of=version, purpose=Purpose.DRAFT)


def wait(row: Drawing, state: DrawingState, ring: Callable[[], None] = lambda: None) -> Drawing:
    def there() -> bool:
        ring()
        row.refresh_from_db()
        return row.state == state

    assert services.wait_until(there, PATIENCE), f"{row.state}: {row.progress} {row.error}"
    return row


def send(row: Drawing) -> None:
    current_app.send_task("reports.draw", args=(row.notice_id, row.pk))


def child_of(pid: int) -> int:
    """The process in which the worker works."""
    return max(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def only_once(row: Drawing) -> None:
    assert Document.objects.filter(keeper=f"reports.drawing:{row.pk}").count() == 1
    assert len(files()) == 1


@pytest.mark.usefixtures("celery_worker_process")
def test_a_draft_is_drawn_by_the_worker_that_the_doorbell_woke() -> None:
    row = wait(queued(), DrawingState.DRAWN)
    assert row.attempt == 1
    assert play.kept(row).startswith(b"%PDF-")
    only_once(row)


def test_a_message_that_comes_five_times_makes_one_document(celery_worker_process: Worker) -> None:
    row = queued()
    for _ in range(5):
        send(row)
    wait(row, DrawingState.DRAWN)
    assert services.wait_until(lambda: celery_worker_process.log.count("succeeded") >= 6, PATIENCE)
    row.refresh_from_db()
    assert row.attempt == 1
    only_once(row)


def test_a_flushed_broker_loses_nothing_once_reconcile_rings(
    celery_worker_process: Worker, broker: redis.Redis
) -> None:
    celery_worker_process.stop()
    row = queued()
    broker.flushdb()
    celery_worker_process.start()
    tasks.reconcile()
    wait(row, DrawingState.DRAWN)
    only_once(row)


def test_a_worker_killed_in_the_middle_is_followed_by_another_and_the_report_is_made_once(
    short_lease: None, celery_worker_process: Worker
) -> None:
    row = queued()
    wait(row, DrawingState.DRAWING)
    celery_worker_process.kill()
    assert row.state == DrawingState.DRAWING
    celery_worker_process.start()
    wait(row, DrawingState.DRAWN, tasks.reconcile)
    assert row.attempt >= 2
    only_once(row)


def test_a_worker_stopped_beyond_its_lease_is_fenced_off_when_it_wakes(
    celery_worker_process: Worker,
) -> None:
    row = queued()
    wait(row, DrawingState.DRAWING)
    child = child_of(celery_worker_process.pid)
    os.kill(child, signal.SIGSTOP)
    Drawing.objects.filter(pk=row.pk).update(lease_until=Now() - timedelta(seconds=1))
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (DrawingState.DRAWN, 2)
    digest = play.kept(row)
    os.kill(child, signal.SIGCONT)
    assert services.wait_until(lambda: "succeeded" in celery_worker_process.log, PATIENCE)
    row.refresh_from_db()
    assert play.kept(row) == digest
    only_once(row)
