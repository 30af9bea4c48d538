"""Which updates an accountable officer is to clear: those written since the plan's lead last asked for it, of actions
that are not complete. What was written before is not asked about afterwards."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from plans.models import Completion, CompletionState, Plan, Update


def asked_since(plan: str) -> Subquery:
    """Since when the lead has asked for it, from the plan's history; null where nobody asks. `plan` leads from a row to
    its plan."""
    ended = Plan.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"), updates_cleared=False)
    asking = Plan.history.filter(~Exists(ended), id=OuterRef(plan), updates_cleared=True)
    return Subquery(asking.order_by("history_id").values("history_date")[:1])


def wanted() -> QuerySet[Any]:
    """The updates that are to be cleared, or were."""
    confirmed = Completion.objects.filter(action=OuterRef("action"), state=CompletionState.CONFIRMED)
    rows: QuerySet[Any] = Update.objects.annotate(asked_since=asked_since("action__plan"))
    return rows.filter(~Exists(confirmed), written_at__gte=F("asked_since"))


def is_wanted(since: datetime | None, written_at: datetime, *, complete: bool) -> bool:
    """The same, of an update that was read before; `since` is what `asked_since` found."""
    return since is not None and written_at >= since and not complete
