"""A worker that is killed between writing its PDF and committing leaves a file that no row names. Its name says which
attempt of which drawing wrote it; it is removed only where the rows prove that attempt to be over."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.core.files.storage import default_storage
from django.db import connection, transaction

from audit import ledger
from evidence import filing
from notices.models import Notice
from reports.models import Drawing, DrawingState

log = structlog.get_logger(__name__)

NAME = re.compile(r"drawing-(?P<uid>[0-9a-f-]{36})-(?P<attempt>\d+)\.(pdf|part)")


def stem(drawing: Drawing) -> str:
    """What the file of this attempt at a drawing is called, without its extension."""
    return f"drawing-{drawing.uid}-{drawing.attempt}"


def remove_orphans(*, older_than: timedelta, at: datetime) -> list[str]:
    """Remove what attempts that are over left in the storage, and say what that was.

    A file that an attempt is writing or handing over now stays: so does one of a drawing that this database does not
    know, which may be another's.
    """
    before = _real_now() - older_than
    removed = []
    for notice in Notice.objects.order_by("pk"):
        # asked first without the lock, which every verb of the notice would wait for
        if _orphans(notice, before):
            removed += _remove(notice, before, at)
    return removed


@transaction.atomic
def _remove(notice: Notice, before: datetime, at: datetime) -> list[str]:
    removed = []
    # whoever keeps a file holds this lock until they commit: now every file that counts has its row
    with ledger.chain(notice.pk) as record:
        for drawing, file in _orphans(notice, before):
            try:
                default_storage.delete(file)
            except OSError as problem:
                log.warning("orphan file stays", file=file, problem=type(problem).__name__)
                continue
            record("report.orphan-removed", drawing, by=None, at=at, file=file.rpartition("/")[2])
            removed.append(file)
    return removed


def _orphans(notice: Notice, before: datetime) -> list[tuple[Drawing, str]]:
    """The files of attempts that are over and not kept, each with its drawing."""
    files = list(_files(notice))
    known = {
        row.uid: row
        for row in Drawing.objects.filter(notice=notice, uid__in={uid for uid, _, _ in files}).select_related(
            "document"
        )
    }
    return [
        (known[uid], file)
        for uid, attempt, file in files
        if uid in known and _is_over(known[uid], attempt, file) and _is_older(file, before)
    ]


def _is_over(row: Drawing, attempt: int, file: str) -> bool:
    if row.document is not None and row.document.file == file:
        return False
    # as long as nobody else claimed it, an attempt may still come back, even after its lease
    return attempt < row.attempt or (attempt == row.attempt and row.state != DrawingState.DRAWING)


def _is_older(file: str, before: datetime) -> bool:
    try:
        return default_storage.get_modified_time(file) < before
    except FileNotFoundError:
        return False


def _files(notice: Notice) -> Iterator[tuple[UUID, int, str]]:
    """(drawing's UUID, attempt, place) of every file that is called as an attempt calls it."""
    place = filing.folder(notice.pk)
    try:
        _, names = default_storage.listdir(place)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if found := NAME.fullmatch(name):
            yield UUID(found["uid"]), int(found["attempt"]), f"{place}/{name}"


def _real_now() -> datetime:
    """The database's own time, as leases have it: files bear no story's time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    moment: datetime = now
    return moment
