"""Takes one PDF out of the queue, draws it, and hands it over. Its row is the queue of record: claimed by one
conditional update with a lease on the database's own time that a heartbeat renews, and fenced by its attempt."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from audit.codec import UnknownShape
from evidence.filing import NotStored
from evidence.pdf import PdfError
from reports import signing
from reports.actions import finishing
from reports.faces.pdf import report_pdf
from reports.figures.upgrade import read_report
from reports.models import Drawing, DrawingState, Purpose

log = structlog.get_logger(__name__)

LOST = "The worker was lost three times while it drew this PDF. Try again; if it happens again, tell whoever runs it."
TOO_LONG = "Drawing took too long and was stopped. Try again; if it happens again, tell whoever runs the system."
UNEXPECTED = "Something went wrong that nobody expected. Try again; if it happens again, tell whoever runs the system."
Clock = Callable[[], datetime]


def lease() -> timedelta:
    """How long a claim holds without a sign of life."""
    return timedelta(seconds=settings.REPORT_LEASE_SECONDS)


def free() -> QuerySet[Drawing]:
    """Drawings that wait, and those whose worker gave no sign of life for the length of a lease."""
    lost = Q(state=DrawingState.DRAWING, lease_until__lt=Now())
    return Drawing.objects.filter(Q(state=DrawingState.QUEUED) | lost)


def claim(notice_id: int, pk: int) -> Drawing | None:
    """Take a free drawing for one attempt; None when it is drawn, failed, unknown or somebody else's."""
    taken = (
        free()
        .filter(pk=pk, notice_id=notice_id)
        .update(
            state=DrawingState.DRAWING,
            attempt=F("attempt") + 1,
            lease_until=Now() + lease(),
            progress="Reading the frozen figures",
            error="",
        )
    )
    if not taken:
        return None
    found: Drawing = Drawing.objects.select_related("version_of__report", "version_of__snapshot").get(pk=pk)
    return found


def work(notice_id: int, pk: int, now: Clock) -> bool:
    """Claim a drawing, draw it and hand it over. False when there was nothing to do or no PDF came of it."""
    drawing = claim(notice_id, pk)
    if drawing is None:
        return False
    if finishing.claims_in_this_round(drawing) > finishing.CLAIMS:
        finishing.fail(drawing=drawing, why=LOST, at=now())
        return False
    try:
        with heartbeat(drawing):
            content = draw(drawing)
            say(drawing, "Keeping the file")
            return finishing.finish(drawing=drawing, content=content, at=now())
    except (PdfError, NotStored, UnknownShape) as why:
        finishing.fail(drawing=drawing, why=str(why), at=now())
    except SoftTimeLimitExceeded:
        finishing.fail(drawing=drawing, why=TOO_LONG, at=now())
    except DatabaseError:
        raise  # nothing can be written down now: the lease runs out, and the drawing is claimed again
    except Exception:
        finishing.fail(drawing=drawing, why=UNEXPECTED, at=now())
        raise
    return False


def draw(drawing: Drawing) -> bytes:
    """The PDF of a claimed drawing, from its version's snapshot and signatures alone."""
    version = drawing.version_of
    tree = read_report(version.snapshot.shape, version.snapshot.tree)
    state = signing.for_drawing(version, tree, Purpose(drawing.purpose))
    say(drawing, "Laying out the pages")
    return report_pdf(tree, state=state)


def say(drawing: Drawing, words: str) -> None:
    """What the page shows while the worker is at it."""
    finishing.mine(drawing).update(progress=words)


@contextmanager
def heartbeat(drawing: Drawing) -> Iterator[None]:
    """Renew the lease every third of it, in a thread with a connection of its own, until the block ends."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(drawing, done), name=f"heartbeat-{drawing.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(drawing: Drawing, done: threading.Event) -> None:
    pause = lease().total_seconds() / 3
    try:
        while not done.wait(pause):
            if not finishing.mine(drawing).update(lease_until=Now() + lease()):
                return
    except DatabaseError as problem:
        # without a sign of life the lease runs out, and whoever claims the drawing next fences this worker off
        log.warning("heartbeat stopped", drawing=drawing.pk, problem=type(problem).__name__)
    finally:
        connection.close()
