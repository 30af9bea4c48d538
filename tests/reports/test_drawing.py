"""The queue of drawings: claimed once, fenced by the attempt, failed with a sentence, asked for again."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models.functions import Now
from pytest_django.fixtures import Settings

from audit.models import Event
from evidence.models import Document
from evidence.pdf import ForbiddenUrl, MissingLibraries
from people import doorbell
from reports import drawing, tasks
from reports.actions import finishing, preparing
from reports.models import Drawing, DrawingState, Purpose
from tests.reports import stage as play

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> play.Stage:
    return play.set_up()


@pytest.fixture
def row(stage: play.Stage) -> Drawing:
    version = preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(1))
    return Drawing.objects.get(version_of=version, purpose=Purpose.DRAFT)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which drawings were drawn, at the door of WeasyPrint: what comes of it is proved elsewhere."""
    seen: list[int] = []

    def draw(claimed: Drawing) -> bytes:
        seen.append(claimed.pk)
        return b"%PDF-1.7 a report"

    monkeypatch.setattr(drawing, "draw", draw)
    return seen


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    def arrange(problem: BaseException) -> None:
        def draw(_: Drawing) -> bytes:
            raise problem

        monkeypatch.setattr(drawing, "draw", draw)

    return arrange


def lapse(row: Drawing) -> None:
    """The worker gave no sign of life for longer than a lease."""
    Drawing.objects.filter(pk=row.pk).update(lease_until=Now() - timedelta(seconds=1))


def test_a_drawing_is_claimed_once(row: Drawing) -> None:
    first = drawing.claim(row.notice_id, row.pk)
    assert first is not None
    assert (first.state, first.attempt) == (DrawingState.DRAWING, 1)
    assert drawing.claim(row.notice_id, row.pk) is None


def test_a_drawing_is_not_claimed_under_another_notice(row: Drawing, stage: play.Stage) -> None:
    assert drawing.claim(stage.cast.elsewhere.pk, row.pk) is None


def test_a_drawing_whose_lease_ran_out_is_claimed_again(row: Drawing) -> None:
    drawing.claim(row.notice_id, row.pk)
    lapse(row)
    again = drawing.claim(row.notice_id, row.pk)
    assert again is not None
    assert again.attempt == 2


def test_the_same_message_five_times_draws_one_document(row: Drawing, drawn: list[int]) -> None:
    for _ in range(5):
        tasks.draw(row.notice_id, row.pk)
    assert drawn == [row.pk]
    assert Document.objects.filter(keeper=f"reports.drawing:{row.pk}").count() == 1


def test_a_worker_that_wakes_after_its_lease_changes_nothing_and_leaves_no_file(
    row: Drawing, stage: play.Stage, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    stale = drawing.claim(row.notice_id, row.pk)
    lapse(row)
    holder = drawing.claim(row.notice_id, row.pk)
    assert stale is not None
    assert holder is not None

    assert not finishing.finish(drawing=stale, content=b"stale", at=stage.at(5))
    assert list(tmp_path.rglob("*.pdf")) == []
    finishing.fail(drawing=stale, why="stale", at=stage.at(5))
    row.refresh_from_db()
    assert (row.state, row.attempt, row.error) == (DrawingState.DRAWING, 2, "")

    assert finishing.finish(drawing=holder, content=b"fresh", at=stage.at(6))
    row.refresh_from_db()
    assert play.kept(row) == b"fresh"
    assert len(list(tmp_path.rglob("*.pdf"))) == 1


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (MissingLibraries(), "apt-get install"),
        (ForbiddenUrl("http://elsewhere/x"), "not allowed in a PDF: http://elsewhere/x"),
        (SoftTimeLimitExceeded(), "took too long"),
    ],
)
def test_a_failure_says_why(
    row: Drawing, failing: Callable[[BaseException], None], problem: BaseException, said: str
) -> None:
    failing(problem)
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert row.state == DrawingState.FAILED
    assert said in row.error
    assert Event.objects.filter(verb="report.drawing-failed").count() == 1


def test_a_surprise_is_failed_too_and_goes_on_to_the_log(
    row: Drawing, failing: Callable[[BaseException], None]
) -> None:
    failing(KeyError("a bug"))
    with pytest.raises(KeyError):
        tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert row.state == DrawingState.FAILED
    assert "nobody expected" in row.error


def test_no_room_for_the_file_is_said_and_nothing_is_left(
    row: Drawing, drawn: list[int], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("evidence.filing.os.fsync", full)
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert row.state == DrawingState.FAILED
    assert "no room" in row.error
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_worker_that_is_lost_three_times_is_not_sent_a_fourth_time(row: Drawing, drawn: list[int]) -> None:
    for _ in range(3):
        assert drawing.claim(row.notice_id, row.pk) is not None
        lapse(row)
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    assert row.state == DrawingState.FAILED
    assert "lost three times" in row.error
    assert drawn == []


def test_a_failed_drawing_asked_for_again_has_three_tries_once_more_and_old_workers_stay_fenced(
    row: Drawing, stage: play.Stage, drawn: list[int], failing: Callable[[BaseException], None]
) -> None:
    stale = drawing.claim(row.notice_id, row.pk)
    assert stale is not None
    finishing.fail(drawing=stale, why="No room.", at=stage.at(2))
    finishing.try_again(drawing=row, by=stage.lead, at=stage.at(3))
    finishing.try_again(drawing=row, by=stage.lead, at=stage.at(3))
    row.refresh_from_db()
    assert (row.state, row.attempt, row.error) == (DrawingState.QUEUED, 10, "")
    claimed = drawing.claim(row.notice_id, row.pk)
    assert claimed is not None
    assert finishing.claims_in_this_round(claimed) == 1
    assert not finishing.finish(drawing=stale, content=b"stale", at=stage.at(4))


def test_a_drawn_one_is_not_drawn_again(row: Drawing, stage: play.Stage, drawn: list[int]) -> None:
    tasks.draw(row.notice_id, row.pk)
    finishing.try_again(drawing=row, by=stage.lead, at=stage.at(3))
    tasks.draw(row.notice_id, row.pk)
    assert drawn == [row.pk]


def test_reconcile_rings_for_what_nobody_holds_and_for_nothing_else(
    row: Drawing, stage: play.Stage, monkeypatch: pytest.MonkeyPatch, drawn: list[int]
) -> None:
    rung: list[tuple[object, ...]] = []
    monkeypatch.setattr(doorbell, "ring", lambda *what: rung.append(what))
    tasks.reconcile()
    tasks.reconcile()
    assert rung == [("reports.draw", row.notice_id, row.pk)] * 2
    rung.clear()
    drawing.claim(row.notice_id, row.pk)
    tasks.reconcile()
    assert rung == []
    lapse(row)
    tasks.reconcile()
    assert rung == [("reports.draw", row.notice_id, row.pk)]
