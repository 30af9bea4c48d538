"""Days whose figures were frozen: at a meeting of the board, and with each issued report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from audit.clock import day_of
from govuk import words
from notices.models import Notice
from reports.figures.tree import Figures
from reports.figures.upgrade import read_figures, read_report
from reports.models import Snapshot, SnapshotKind, Version, VersionState


@dataclass(frozen=True)
class FrozenDay:
    """A day that can be looked at again."""

    pk: int
    uid: UUID
    sha256: str
    on: date
    meeting: bool
    report: int | None
    issue: int | None

    @property
    def says(self) -> str:
        """14 December 2023, the board; 5 November 2023, progress report 3, version 2."""
        version = f", version {self.issue}" if self.issue and self.issue > 1 else ""
        return f"{words.day(self.on)}, {'the board' if self.meeting else f'progress report {self.report}{version}'}"


def frozen_days(notice: Notice) -> list[FrozenDay]:
    """The frozen days of a notice, newest first. One query.

    Whoever may see the dashboard may see it as it was: so these are not asked of `visible_to`, which keeps the stored
    rows themselves, drafts among them, to those who see everything.
    """
    told = Version.objects.of(notice).filter(state=VersionState.ISSUED, snapshot=OuterRef("pk"))
    rows = (
        Snapshot.objects.of(notice)
        .annotate(report=Subquery(told.values("report__number")[:1]), issue=Subquery(told.values("issue")[:1]))
        .filter(Q(kind=SnapshotKind.MEETING) | Q(report__isnull=False))
        .order_by("-frozen_at", "-pk")
        .values_list("pk", "uid", "sha256", "frozen_at", "meeting__on", "report", "issue")
    )
    return [
        FrozenDay(pk, uid, sha256, met_on or day_of(at), met_on is not None, report, issue)
        for pk, uid, sha256, at, met_on, report, issue in rows
    ]


def last_board(days: Sequence[FrozenDay]) -> FrozenDay | None:
    """What today is compared with: the last meeting that was frozen, else the last issued report."""
    return next((day for day in days if day.meeting), None) or next(iter(days), None)


def figures_of(day: FrozenDay) -> Figures:
    """The figures of that day, in today's shape."""
    return _read(day.pk, day.sha256)


@lru_cache(maxsize=8)
def _read(pk: int, sha256: str) -> Figures:
    # the digest is part of the key: a redaction is the one thing that changes a stored tree
    row = Snapshot.objects.get(pk=pk, sha256=sha256)
    if row.kind == SnapshotKind.MEETING:
        return read_figures(row.shape, row.tree)
    return read_report(row.shape, row.tree).figures
