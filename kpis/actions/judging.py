"""A person judges how a KPI stands, beside what the rules say, and takes it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.history import keep
from kpis.actions.rows import unchanged
from kpis.models import JudgedState, Kpi, KpiJudgement
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated, sent_before
from people.models import User

ENDED = ["ended_by", "ended_at", "version"]


@transaction.atomic
def judge_kpi(
    *,
    kpi: Kpi,
    state: JudgedState,
    reason: str,
    by: User,
    at: datetime,
    seen_version: int,
    sent_as: UUID | None = None,
) -> KpiJudgement:
    """Say how a KPI stands in one's own judgement, and why. It ends the judgement that stood; what the rules say stays.

    `seen_version` is the KPI's. Raises Refused without a reason, and for what stands already word for word.
    """
    with ledger.chain(kpi.notice_id) as record:
        if sent := sent_before(KpiJudgement, sent_as, kpi.notice_id, kpi_id=kpi.pk, state=state, reason=reason):
            return sent
        kpi = unchanged(kpi, seen_version)
        if not reason.strip():
            raise Refused("Say why you judge it so", "reason")
        row = KpiJudgement(
            notice_id=kpi.notice_id, kpi=kpi, state=state, reason=reason, judged_by=by, judged_at=at, sent_as=sent_as
        )
        standing = kpi.judgements.filter(ended_at__isnull=True).first()
        if standing is not None:
            refuse_repeated(standing, row, ("state", "reason", "judged_by_id"), "judged_at")
            standing.ended_by, standing.ended_at = by, at
            standing.version += 1
            keep(standing, by=by, at=at, why="Judged anew", only=ENDED)
        keep(row, by=by, at=at, why="Judged")
        kpi.version += 1
        keep(kpi, by=by, at=at, why="Judged", only=["version"])
        record("kpi.judged", row, by=by, at=at, kpi=kpi.code, state=state, reason=ledger.digest(reason))
    return row


@transaction.atomic
def take_back_judgement(
    *, judgement: KpiJudgement, why: str, by: User, at: datetime, seen_version: int
) -> KpiJudgement:
    """End the standing judgement without another one. Raises Refused without a reason."""
    with ledger.chain(judgement.notice_id) as record:
        stored = KpiJudgement.objects.select_for_update(of=("self",)).select_related("kpi").get(pk=judgement.pk)
        if stored.ended_at is not None and stored.ended_by_id == by.pk:
            return stored
        if stored.ended_at is not None or stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if not why.strip():
            raise Refused("Say why you take it back", "why")
        stored.ended_by, stored.ended_at = by, at
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=ENDED)
        record("kpi.judgement_taken_back", stored, by=by, at=at, kpi=stored.kpi.code)
    return stored
