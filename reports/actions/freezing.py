"""Days that can be looked at again: a tree is stored with its digest and the head of the ledger at that instant."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from audit import codec, ledger
from boards.models import BoardKind, Meeting
from people.models import User
from reports.figures.gather import gather
from reports.figures.tree import SHAPE, Figures, ReportTree
from reports.models import Snapshot, SnapshotKind


def store(tree: ReportTree | Figures, snapshot: Snapshot) -> Snapshot:
    """Write the tree into a new snapshot. The caller holds the notice's chain."""
    snapshot.shape, snapshot.tree = SHAPE, codec.to_text(tree)
    snapshot.sha256 = codec.digest(snapshot.tree)
    snapshot.ledger_length, snapshot.ledger_head = ledger.head(snapshot.notice_id)
    snapshot.save(force_insert=True)
    return snapshot


@transaction.atomic
def freeze_meeting(*, meeting: Meeting, by: User | None, at: datetime) -> Snapshot:
    """Keep the figures as the board saw them, late or not on its day. Frozen once, a meeting stays so."""
    with ledger.chain(meeting.notice_id) as record:
        found = Snapshot.objects.filter(meeting=meeting).first()
        if found:
            return found
        kind = SnapshotKind.MEETING
        snapshot = Snapshot(notice_id=meeting.notice_id, kind=kind, meeting=meeting, frozen_at=at, frozen_by=by)
        store(gather(meeting.notice, meeting.on), snapshot)
        record("meeting.frozen", meeting, by=by, at=at, snapshot=snapshot.sha256)
    return snapshot


def unfrozen(at: datetime) -> QuerySet[Meeting]:
    """Meetings of partnership boards that were recorded in the last day and whose figures nobody kept yet.

    Not older ones: what the tables say today is not what that board saw.
    """
    kept = Snapshot.objects.filter(meeting=OuterRef("pk"))
    since = at - timedelta(days=1)
    held = Meeting.objects.filter(held=True, recorded_at__gte=since, board__kind=BoardKind.PARTNERSHIP)
    return held.exclude(Exists(kept)).select_related("notice", "board").order_by("on", "pk")
