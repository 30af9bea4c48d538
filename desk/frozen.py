"""Days whose figures were frozen: at a meeting of the board, and with each issued report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery

from audit.clock import day_of
from govuk import words
from kpis.reading import FrozenState
from notices.models import Notice
from reports.figures.tree import Figures
from reports.figures.upgrade import read_figures, read_plain, read_report
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


KEEP_SECONDS = 24 * 3600
Told = tuple[str, str, str]


def frozen_states(notice: Notice, kpi: UUID) -> list[FrozenState]:
    """The states that a KPI had on the frozen days, newest first; on days before it was there it had none.

    A frozen day never changes, so what was read of it is kept: two queries at most, one when all of it is.
    """
    days = frozen_days(notice)
    found = _states(days)
    told = [(day, found[day.pk][str(kpi)]) for day in days if str(kpi) in found[day.pk]]
    return [FrozenState(day.uid, day.says, *state) for day, state in told]


def _states(days: Sequence[FrozenDay]) -> dict[int, dict[str, Told]]:
    """State, its words and the rule that decided, by the KPI's uid, by the frozen day's id."""
    keys = {day.pk: f"frozen-states:{day.pk}:{day.sha256}" for day in days}
    kept = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in kept]
    read = {row.pk: _states_in(row) for row in Snapshot.objects.filter(pk__in=missing)} if missing else {}
    if read:
        cache.set_many({keys[pk]: states for pk, states in read.items()}, KEEP_SECONDS)
    return {pk: kept[key] if key in kept else read[pk] for pk, key in keys.items()}


def _states_in(row: Snapshot) -> dict[str, Told]:
    figures: dict[str, Any] = read_plain(row.shape, row.tree, of_meeting=row.kind == SnapshotKind.MEETING)
    return {kpi["uid"]: (kpi["state"], kpi["state_words"], kpi["rule"]) for kpi in figures["kpis"]}
