"""What goes with a post: what is open, what is late and what was promised, for whoever hands it over or takes it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from audit.clock import day_of
from boards.models import LogEntry, LogState
from desk import places
from govuk import words
from govuk.parts import Link
from kpis.reading import failing_by_action, read_kpis
from notices.models import Notice
from notices.permissions import can_see_plan, can_see_whole
from notices.reader import Reader
from people.models import Delegate, Post, PostHolding
from plans.models import Accountability, Action, Mitigation, Risk, RiskReview, Update
from plans.reading import ActionReading
from plans.reading.actions import read_actions
from reports.models import Commentary


@dataclass(frozen=True)
class InHand:
    """An action of the post that is not complete. `promised` is what was said of it, with its day where it has one."""

    action: ActionReading
    promised: tuple[tuple[str, str, date | None], ...]


@dataclass(frozen=True)
class Handover:
    """A post with everything that whoever holds it answers for. `late` and `open` are in the plan's order."""

    post: Post
    holders: tuple[PostHolding, ...]
    to_come: tuple[PostHolding, ...]
    before: PostHolding | None
    delegates: tuple[Delegate, ...]
    late: tuple[InHand, ...]
    open: tuple[InHand, ...]
    complete: tuple[ActionReading, ...]
    risks: tuple[Any, ...]
    mitigations: tuple[Mitigation, ...]
    log: tuple[LogEntry, ...]
    commentaries: tuple[Commentary, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing is open: there is only the post to hand over."""
        return not (self.late or self.open or self.risks or self.mitigations or self.log or self.commentaries)


def can_read(reader: Reader, notice: Notice, post: Post) -> bool:
    """Who sees everything of the notice; and whoever sees its plan and holds the post or writes for it, today or from
    a day to come."""
    if can_see_whole(reader, notice):
        return True
    return can_see_plan(reader, notice) and (post.pk in reader.post_ids or _to_come(reader).filter(post=post).exists())


def _to_come(reader: Reader) -> Any:
    return PostHolding.objects.filter(user=reader.user.pk, starts_on__gt=reader.on)


def own_posts(reader: Reader, notices: Mapping[int, Notice]) -> list[Link]:
    """The posts of the reader, now or soon, that answer for actions, each with the page of what goes with it."""
    rows = Accountability.objects.visible_to(reader).filter(
        Q(post__in=reader.post_ids) | Q(post__in=_to_come(reader).values("post")), notice__in=notices
    )
    found = rows.values_list("notice", "post", "post__title").distinct().order_by("post__title", "notice")
    return [Link(title, places.to("desk:handover", notices[notice].slug, post)) for notice, post, title in found]


def read_handover(notice: Notice, post: Post, reader: Reader) -> Handover:
    """Read it as on the reader's day, in a constant number of queries."""
    on = reader.on
    holdings = list(PostHolding.objects.filter(post=post).select_related("user").order_by("starts_on", "pk"))
    rows = Action.objects.visible_to(reader).of(notice).answered_by(Q(post=post.pk))
    failing = {pk: [kpi.code for kpi in kpis] for pk, kpis in failing_by_action(read_kpis(notice, on)).items()}
    told = read_actions(rows, on, failing)
    before = _earlier_recovery(rows)
    running = [_in_hand(each, before.get(each.pk)) for each in told if not each.complete]
    delegates = Delegate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), post=post).select_related("user")
    return Handover(
        post=post,
        holders=tuple(each for each in holdings if _is_on(each, on)),
        to_come=tuple(each for each in holdings if each.starts_on > on),
        before=next((each for each in reversed(holdings) if each.ends_on and each.ends_on < on), None),
        delegates=tuple(delegates.order_by("starts_on", "pk")),
        late=tuple(each for each in running if _is_late(each)),
        open=tuple(each for each in running if not _is_late(each)),
        complete=tuple(each for each in told if each.complete),
        risks=tuple(_risks(notice, post, reader)),
        mitigations=tuple(_mitigations(notice, post, reader)),
        log=tuple(
            LogEntry.objects.visible_to(reader)
            .of(notice)
            .filter(owner=post, state=LogState.OPEN)
            .select_related("board")
            .order_by("due_on", "number")
        ),
        commentaries=tuple(
            Commentary.objects.visible_to(reader)
            .of(notice)
            .filter(asked_of=post, written_at=None)
            .select_related("report", "section")
            .order_by("report__due_on", "section__order")
        ),
    )


def _is_late(row: InHand) -> bool:
    """A claim of completion stops the clock until it is answered."""
    return bool(row.action.days_late) and not row.action.waits


def _is_on(row: PostHolding, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)


def _earlier_recovery(rows: QuerySet[Action]) -> dict[int, Update]:
    """The last recovery that was promised for each action, perhaps before the latest update said no more of it."""
    promises = Update.objects.filter(action__in=rows.order_by()).exclude(recovery_steps="")
    return {each.action_id: each for each in promises.order_by("action", "-written_at", "-pk").distinct("action")}


def _in_hand(told: ActionReading, before: Update | None) -> InHand:
    promised: list[tuple[str, str, date | None]] = []
    if latest := told.latest:
        if latest.recovery_steps:
            promised.append(("Recovery", latest.recovery_steps, latest.recovery_on))
        elif before and told.days_late:
            said = f"Recovery, as it was said on {words.day(day_of(before.written_at))}"
            promised.append((said, before.recovery_steps, before.recovery_on))
        if latest.next_steps:
            promised.append(("Next steps", latest.next_steps, None))
        if latest.needed:
            promised.append(("Needed", latest.needed, None))
    if change := told.open_date_change:
        promised.append(("Another date was asked for", change.reason, change.to_due_on))
    promised += [(each.label, each.text, each.due_on) for each in told.milestones if each.met_on is None]
    return InHand(told, tuple(promised))


def _risks(notice: Notice, post: Post, reader: Reader) -> Any:
    reviews = RiskReview.objects.filter(risk=OuterRef("pk")).order_by("-reviewed_at", "-pk")
    rows = Risk.objects.visible_to(reader).of(notice).filter(owner=post, closed_on=None)
    return rows.annotate(reviewed_at=Subquery(reviews.values("reviewed_at")[:1])).order_by("ref")


def _mitigations(notice: Notice, post: Post, reader: Reader) -> Any:
    rows = Mitigation.objects.visible_to(reader).of(notice).filter(owner=post, done_on=None, risk__closed_on=None)
    return rows.select_related("risk").order_by("due_on", "pk")
