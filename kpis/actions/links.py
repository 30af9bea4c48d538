"""Which actions should move a KPI is said, and taken back with a reason."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from audit import ledger
from audit.history import keep, remove
from kpis.actions.rows import unchanged
from kpis.models import Kpi, KpiAction
from notices.conflicts import Refused
from people.models import User
from plans.models import Action


@transaction.atomic
def link_action(*, kpi: Kpi, action: Action, by: User, at: datetime, why: str = "") -> KpiAction:
    """Say that an action should move a KPI, and how one knows. A link that is there already stays as it is."""
    with ledger.chain(kpi.notice_id) as record:
        there = KpiAction.objects.filter(kpi=kpi, action=action).first()
        if there is not None:
            return there
        row = KpiAction(notice_id=kpi.notice_id, kpi=kpi, action=action)
        keep(row, by=by, at=at, why=why or f"{action.ref} should move {kpi.code}")
        record("kpi.linked", row, by=by, at=at, kpi=kpi.code, action=action.ref)
    return row


@transaction.atomic
def unlink_action(*, kpi: Kpi, action: Action, why: str, by: User, at: datetime) -> None:
    """Take back that an action should move a KPI. One that is not linked is left as it is. Raises Refused without a
    reason."""
    with ledger.chain(kpi.notice_id) as record:
        row = KpiAction.objects.select_for_update(of=("self",)).filter(kpi=kpi, action=action).first()
        if row is None:
            return
        if not why.strip():
            raise Refused("Say why it should move the KPI no longer", "why")
        record("kpi.unlinked", row, by=by, at=at, kpi=kpi.code, action=action.ref)
        remove(row, by=by, at=at, why=why)


@transaction.atomic
def link_actions(
    *, kpi: Kpi, actions: Iterable[Action], why: str, by: User, at: datetime, seen_version: int
) -> tuple[list[Action], list[Action]]:
    """Make the actions that should move a KPI these; answers which were linked and which were taken away.

    Links to actions that are retired meanwhile are left as they are. Raises Refused without a reason.
    """
    with ledger.chain(kpi.notice_id):
        stored = unchanged(kpi, seen_version)
        wanted = {action.pk: action for action in actions}
        linked = Action.objects.filter(pk__in=stored.actions.values("action"))
        there = {action.pk: action for action in linked.order_by("pk")}
        new = [wanted[pk] for pk in wanted if pk not in there]
        gone = [there[pk] for pk in there if pk not in wanted]
        if not (new or gone):
            return [], []
        if not why.strip():
            raise Refused("Say why these actions should move it", "why")
        for action in new:
            link_action(kpi=stored, action=action, by=by, at=at, why=why)
        for action in gone:
            unlink_action(kpi=stored, action=action, by=by, at=at, why=why)
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=["version"])
    return new, gone
