"""What is theirs who write for an action: what they are asked for and have begun, and what came back to them."""

import textwrap
from collections.abc import Iterator
from typing import Final

from django.db.models import Exists, OuterRef, Q

from desk import places
from desk.work import Desk, WorkItem
from govuk import words
from notices.roles import PLAN_READERS, Role
from plans.models import Action, ChangeState, Completion, CompletionState, DueDateChange, Update, UpdateDraft
from plans.querysets import ActionRows

LONG: Final = 120
"""So many characters of an answer are shown; its page has all of it."""
SENT_BACK: Final = {CompletionState.RETURNED: "was returned", CompletionState.REOPENED: "was opened again"}


def mine(desk: Desk) -> ActionRows:
    """The actions for which they write: a post or an organisation of theirs answers for them, or they lead them."""
    reader = desk.reader
    accountable = Action.objects.filter(notice__in=desk.notices).accountable_to(reader).values("pk")
    rows: ActionRows = Action.objects.visible_to(reader).filter(Q(lead=reader.user.pk) | Q(pk__in=accountable))
    return rows


def asked_of(desk: Desk) -> ActionRows:
    """Those of their actions of which a round asks, because they stood in the plan before its window closed, and that
    nobody claims to be complete; with `told`, whether it has its update."""
    asked = {pk: each.asks.closes_on for pk, each in desk.rounds.items() if each.asks}
    stood = Q(pk__in=())
    for pk, closes_on in asked.items():
        stood |= Q(notice=pk, stands_since__lte=closes_on)
    answers = [cycle for pk in asked for cycle in desk.rounds[pk].answers]
    told = Update.objects.filter(action=OuterRef("pk"), cycle__in=answers)
    rows = mine(desk).with_stands_since().filter(stood).with_standing().filter(completion="")
    found: ActionRows = rows.annotate(told=Exists(told))
    return found


def drafts(desk: Desk) -> Iterator[WorkItem]:
    """Their own drafts of updates that no round asks for any more: still to be sent, or thrown away."""
    seeing = desk.where(PLAN_READERS)
    if not seeing:
        return
    confirmed = Completion.objects.filter(action=OuterRef("action"), state=CompletionState.CONFIRMED)
    rows = UpdateDraft.objects.filter(~Exists(confirmed), written_by=desk.reader.user.pk, notice__in=seeing)
    writes = Q(action__in=mine(desk).values("pk"))
    if office := desk.where({Role.OFFICE}):
        writes |= Q(notice__in=office, action__in=Action.objects.values("pk"))
    others = rows.filter(writes).exclude(action__in=asked_of(desk).filter(told=False).values("pk"))
    for row in others.select_related("action__plan").order_by("written_at", "pk"):
        href = places.update(desk.notices[row.notice_id].slug, row.action.plan.slug, row.action.ref)
        title = f"Your draft for {row.action.ref} is not sent"
        yield desk.item(row.notice_id, "Draft", title, href, about=[row.action.ref])


def returned(desk: Desk) -> Iterator[WorkItem]:
    """Claims that somebody else returned, or took back: for who made them and who writes for the action, until it is
    claimed again or updated."""
    seeing = desk.where(PLAN_READERS)
    if not seeing:
        return
    newer = Completion.objects.filter(action=OuterRef("action"), pk__gt=OuterRef("pk"))
    rows = Completion.objects.filter(~Exists(newer), _unheard(), notice__in=seeing, state__in=SENT_BACK)
    theirs = rows.filter(Q(claimed_by=desk.reader.user.pk) | Q(action__in=mine(desk).values("pk")))
    others = theirs.exclude(answered_by=desk.reader.user.pk).select_related("action__plan")
    for row in others.order_by("answered_at", "pk"):
        href = places.to("plans:action", desk.notices[row.notice_id].slug, row.action.plan.slug, row.action.ref)
        why = textwrap.shorten(row.answer, LONG, placeholder=" …")
        title = f"{row.action.ref} {SENT_BACK[CompletionState(row.state)]}: {why}"
        yield desk.item(row.notice_id, "Returned", title, href, about=[row.action.ref])


def declined(desk: Desk) -> Iterator[WorkItem]:
    """Other dates that somebody else declined: for who asked and who writes for the action, until it is updated or
    claimed to be complete, or a date is asked for again."""
    seeing = desk.where(PLAN_READERS)
    if not seeing:
        return
    newer = DueDateChange.objects.filter(action=OuterRef("action"), pk__gt=OuterRef("pk"))
    claimed = Completion.objects.filter(action=OuterRef("action"), claimed_at__gt=OuterRef("answered_at"))
    rows = DueDateChange.objects.filter(~Exists(newer), ~Exists(claimed), _unheard(), notice__in=seeing)
    theirs = rows.filter(Q(asked_by=desk.reader.user.pk) | Q(action__in=mine(desk).values("pk")))
    others = theirs.filter(state=ChangeState.DECLINED).exclude(answered_by=desk.reader.user.pk)
    for row in others.select_related("action__plan").order_by("answered_at", "pk"):
        href = places.to("plans:action", desk.notices[row.notice_id].slug, row.action.plan.slug, row.action.ref)
        title = (
            f"{row.action.ref} keeps its date, {words.day(row.from_due_on)}: {words.day(row.to_due_on)} was declined"
        )
        yield desk.item(row.notice_id, "Declined", title, href, about=[row.action.ref])


def _unheard() -> Q:
    """Of an answer: its action stands in the plan, and nobody has updated it since."""
    since = Update.objects.filter(action=OuterRef("action"), written_at__gt=OuterRef("answered_at"))
    return Q(~Exists(since), action__in=Action.objects.values("pk"))
