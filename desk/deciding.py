"""What waits for somebody else's word on an action or a baseline: questions for those who confirm, clear and decide."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from desk import places
from desk.work import Desk, WorkItem
from govuk import words
from kpis.models import Baseline, BaselineState, KpiAction
from notices.roles import PLAN_READERS, Role
from plans.actions.update import NEEDS_RECOVERY
from plans.clearing import wanted
from plans.models import Accountability, Action, ChangeState, Completion, CompletionState, DueDateChange, Update
from plans.permissions import CONFIRMS, DECIDES, would_clear

LEADS: Final = frozenset({Role.LEAD})
CLEARING: Final = "clear-this-update"
"""The place on an action's page where its update is cleared."""


def completions(desk: Desk) -> Iterator[WorkItem]:
    """Claims that an action is complete, for a lead or chair who is not accountable for it and did not claim it."""
    deciding = desk.where(CONFIRMS)
    if not deciding:
        return
    rows = Completion.objects.filter(notice__in=deciding, state=CompletionState.WAITING)
    others = rows.exclude(claimed_by=desk.reader.user.pk).exclude(action__in=_accountable(desk, deciding))
    for row in others.select_related("action__plan").order_by("claimed_at", "pk"):
        slug = desk.notices[row.notice_id].slug
        href = places.to("plans:answer-completion", slug, row.action.plan.slug, row.action.ref)
        since = words.day(row.claimed_at)
        title = f"Confirm that {row.action} is complete, claimed on {since}"
        yield desk.item(row.notice_id, "Completion", title, href, about=[row.action.ref])


def baselines(desk: Desk) -> Iterator[WorkItem]:
    """Proposed baselines that a lead, or who holds a post accountable for an action behind the KPI, may approve."""
    leading, posts = desk.where({Role.LEAD}), desk.reader.held_post_ids
    if not leading and not posts:
        return
    theirs = Accountability.objects.filter(post__in=posts, action__in=Action.objects.values("pk")).values("action")
    behind = KpiAction.objects.filter(kpi=OuterRef("kpi"), action__in=theirs)
    later = Baseline.objects.filter(kpi=OuterRef("kpi"), number__gt=OuterRef("number"))
    rows = Baseline.objects.filter(~Exists(later), state=BaselineState.PROPOSED, held=False)
    rows = rows.filter(Q(notice__in=leading) | Q(Exists(behind), notice__in=desk.where(PLAN_READERS)))
    others = rows.exclude(proposed_by=desk.reader.user.pk).select_related("kpi")
    for row in others.order_by("kpi__section__order", "kpi__order", "pk"):
        href = places.kpi(desk.notices[row.notice_id].slug, row.kpi.code)
        yield desk.item(row.notice_id, "Baseline", f"Approve the baseline of {row.kpi}", href, about=[row.kpi.code])


def clearings(desk: Desk) -> Iterator[WorkItem]:
    """Latest updates that wait for an accountable officer of an organisation that answers for the action."""
    clearing = desk.where({Role.ACCOUNTABLE})
    if not clearing:
        return
    newer = Update.objects.filter(action=OuterRef("action"), written_at__gt=OuterRef("written_at"))
    rows = wanted().filter(
        ~Exists(newer), notice__in=clearing, cleared_at__isnull=True, action__in=Action.objects.values("pk")
    )
    whole = rows.select_related("action__plan").prefetch_related("action__accountabilities__post")
    for row in whole.order_by("written_at", "pk"):
        if would_clear(desk.reader, row):
            page = places.to("plans:action", desk.notices[row.notice_id].slug, row.action.plan.slug, row.action.ref)
            href = f"{page}#{CLEARING}"
            title = f"Clear the update of {row.action}, written on {words.day(row.written_at)}"
            yield desk.item(row.notice_id, "Clearing", title, href, about=[row.action.ref])


def recoveries(desk: Desk) -> Iterator[WorkItem]:
    """Recovery steps of Amber and Red actions that a lead may accept: their day has not passed, and neither they nor
    the action are the lead's own."""
    accepting = desk.where(LEADS)
    if not accepting:
        return
    newer = Update.objects.filter(action=OuterRef("action"), written_at__gt=OuterRef("written_at"))
    standing = Action.objects.filter(notice__in=accepting).with_standing().filter(completion="")
    rows = Update.objects.filter(
        ~Exists(newer),
        action__in=standing.values("pk"),
        rating__in=NEEDS_RECOVERY,
        recovery_accepted_at__isnull=True,
        recovery_on__gte=desk.on,
    )
    others = rows.exclude(written_by=desk.reader.user.pk).exclude(action__in=_accountable(desk, accepting))
    for row in others.select_related("action__plan").order_by("written_at", "pk"):
        slug, back_on = desk.notices[row.notice_id].slug, words.day(row.recovery_on)
        href = places.to("plans:accept-recovery", slug, row.action.plan.slug, row.action.ref)
        title = f"Accept the recovery steps of {row.action}, or ask for others: expected by {back_on}"
        yield desk.item(row.notice_id, "Recovery", title, href, about=[row.action.ref])


def date_changes(desk: Desk) -> Iterator[WorkItem]:
    """Requests for another date that wait for a decision, except on actions that they are accountable for."""
    deciding = desk.where(DECIDES)
    if not deciding:
        return
    rows = DueDateChange.objects.filter(notice__in=deciding, state=ChangeState.ASKED)
    others = rows.exclude(action__in=_accountable(desk, deciding))
    for row in others.select_related("action__plan").order_by("asked_at", "pk"):
        href = places.to("plans:decide-date", desk.notices[row.notice_id].slug, row.action.plan.slug, row.action.ref)
        title = f"Decide on the date of {row.action}: {words.day(row.to_due_on)} is asked for"
        next_board_on = desk.rounds[row.notice_id].next_board_on
        yield desk.item(row.notice_id, "Date change", title, href, next_board_on, [row.action.ref])


def _accountable(desk: Desk, notices: Collection[int]) -> QuerySet[Any]:
    rows: QuerySet[Any] = Action.objects.filter(notice__in=notices).accountable_to(desk.reader).values("pk")
    return rows
