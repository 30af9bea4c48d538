"""A worker killed between writing a PDF and committing leaves a file: it is removed, and nothing else ever is."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from audit import clock, ledger
from audit.models import Event
from evidence.models import Document
from reports import drawing, tasks
from reports.actions import finishing, orphans, preparing
from reports.models import Drawing, DrawingState, Purpose
from tests.factories import NOW
from tests.reports import stage as play
from tests.run import ROOT, Run

HOUR = timedelta(hours=1)

# What a worker runs, with one thing beside: it is killed where the file is written and its row is not.
KILLED = """
import os, signal, sys
import django
django.setup()
from audit import clock
from evidence.actions import documents
from reports import drawing
drawing.draw = lambda claimed: b"%PDF-1.7 lost"
documents._keep_or_throw_away = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
drawing.work(int(sys.argv[1]), int(sys.argv[2]), clock.now)
"""


@pytest.fixture
def row(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Drawing:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(drawing, "draw", lambda claimed: f"%PDF-1.7 {claimed.attempt}".encode())
    stage = play.set_up()
    version = preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(1))
    return Drawing.objects.get(version_of=version, purpose=Purpose.DRAFT)


def files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def grow_old(age: timedelta = 2 * HOUR) -> None:
    for path in files():
        os.utime(path, (time.time() - age.total_seconds(),) * 2)


def lapse(row: Drawing) -> None:
    Drawing.objects.filter(pk=row.pk).update(lease_until=Now() - timedelta(seconds=1))


def sweep() -> list[str]:
    return orphans.remove_orphans(older_than=HOUR, at=NOW)


def killed_before_it_commits(run: Run, database: str, row: Drawing) -> Path:
    """A real process, really killed; the file that it leaves."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(row.notice_id), str(row.pk)],
        cwd=ROOT,
        env={
            **run.environment(database, MEDIA_ROOT=str(settings.MEDIA_ROOT)),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    (left,) = files()
    assert left.read_bytes() == b"%PDF-1.7 lost"
    assert not Document.objects.exists()
    return left


def test_the_file_of_a_worker_that_was_killed_is_removed_once_another_has_drawn_it(
    run: Run, own_database: str, row: Drawing
) -> None:
    left = killed_before_it_commits(run, own_database, row)
    grow_old()
    assert sweep() == [], "nobody has claimed it since: the attempt may still come back"
    lapse(row)
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempt, len(files())) == (DrawingState.DRAWN, 2, 2)
    grow_old()
    tasks.sweep()
    assert not left.exists()
    assert play.kept(row) == b"%PDF-1.7 2"
    event = Event.objects.get(verb="report.orphan-removed")
    assert left.name in event.body
    assert (event.subject_kind, event.subject_id) == ("reports.drawing", str(row.pk))
    assert ledger.verify(ledger.chain_name(row.notice_id)) is None
    tasks.sweep()
    assert Event.objects.filter(verb="report.orphan-removed").count() == 1
    assert play.kept(row) == b"%PDF-1.7 2"


def test_a_young_file_waits_until_it_is_old(run: Run, own_database: str, row: Drawing) -> None:
    left = killed_before_it_commits(run, own_database, row)
    lapse(row)
    tasks.draw(row.notice_id, row.pk)
    grow_old(HOUR - timedelta(minutes=1))
    assert sweep() == []
    grow_old(HOUR + timedelta(minutes=1))
    assert sweep() == [str(left.relative_to(settings.MEDIA_ROOT))]


def test_a_file_that_is_being_handed_over_now_is_waited_for_and_stays(
    row: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker has written its file and not yet committed, the file looks old, and its lease ran out."""
    written, go_on, found = threading.Event(), threading.Event(), []
    really = finishing._keep

    def keep_slowly(*told: object) -> object:
        kept = really(*told)  # type: ignore[arg-type]
        grow_old()
        written.set()
        assert go_on.wait(60)
        return kept

    monkeypatch.setattr(finishing, "_keep", keep_slowly)

    def in_a_thread(act: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            try:
                found.append(act())
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    worker = in_a_thread(lambda: drawing.work(row.notice_id, row.pk, clock.now))
    assert written.wait(60)
    assert len(files()) == 1
    assert not Document.objects.exists(), "what it kept is not committed"
    assert sweep() == []
    # even where the rows look as if the attempt were over, the lock of the notice is waited for
    monkeypatch.setattr(orphans, "_is_over", lambda row, attempt, file: row.document is None)
    sweeper = in_a_thread(sweep)
    time.sleep(0.5)
    assert sweeper.is_alive()
    assert len(files()) == 1
    go_on.set()
    for thread in (worker, sweeper):
        thread.join(60)
    assert sorted(map(str, found)) == ["True", "[]"]
    row.refresh_from_db()
    assert play.kept(row) == b"%PDF-1.7 1"


def test_what_was_cut_off_in_the_middle_of_writing_is_removed_too(row: Drawing) -> None:
    tasks.draw(row.notice_id, row.pk)
    (kept,) = files()
    part = kept.with_name(f"drawing-{row.uid}-0.part")
    part.write_bytes(b"%PDF-1.")
    grow_old()
    assert sweep() == [str(part.relative_to(settings.MEDIA_ROOT))]
    assert files() == [kept]


def test_files_that_are_not_a_drawing_s_or_not_this_database_s_are_left_alone(row: Drawing) -> None:
    tasks.draw(row.notice_id, row.pk)
    (kept,) = files()
    others = (
        "5a0c7f5e-55ee-4b0e-8f55-0d3f6a3f0b11.pdf",
        "drawing-5a0c7f5e-55ee-4b0e-8f55-0d3f6a3f0b11-1.pdf",
        f"drawing-{row.uid}-7.pdf",
        f"drawing-{row.uid}-0.pdf.bak",
    )
    for name in others:
        kept.with_name(name).write_bytes(b"x")
    grow_old()
    assert sweep() == []
    assert len(files()) == 1 + len(others)


def test_one_that_cannot_be_removed_stays_and_is_not_said_to_be_gone(
    row: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks.draw(row.notice_id, row.pk)
    files()[0].with_name(f"drawing-{row.uid}-0.pdf").write_bytes(b"x")
    grow_old()

    def refuse(_: str) -> None:
        raise PermissionError

    monkeypatch.setattr("reports.actions.orphans.default_storage.delete", refuse)
    assert sweep() == []
    assert not Event.objects.filter(verb="report.orphan-removed").exists()


@pytest.mark.django_db
def test_a_notice_without_a_folder_has_no_orphans() -> None:
    with transaction.atomic():
        play.set_up()
        assert sweep() == []
