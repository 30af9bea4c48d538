"""Actions are added to a plan, one or many at once: by the same rules, and many in as many statements as few."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.history import keep_new
from notices.conflicts import Refused
from notices.models import Area, Clause
from people.models import User
from plans.actions.checks import check_dates, check_lead, check_refs, not_before_the_plan
from plans.actions.links import Answerable, check_accountable, printed_name
from plans.actions.milestone import check_milestone, milestone_of
from plans.actions.rows import said, same_notice
from plans.models import Accountability, Action, ActionArea, ActionClause, Milestone, Plan, Section


@dataclass(frozen=True)
class NewAction:
    """An action as it is to be added, with what hangs on it. `milestones` are (label, day, what must be true) each; the
    day is None while it is to be settled. `nobody_yet`: so is who is accountable, and the data-quality list says so."""

    section: Section
    ref: str
    title: str
    what: str
    accountable: Sequence[Answerable]
    success: str = ""
    by_when_printed: str = ""
    due_on: date | None = None
    in_place: bool = False
    starts_on: date | None = None
    clauses: Sequence[Clause] = ()
    possible_clauses: Sequence[Clause] = ()
    areas: Sequence[Area] = ()
    milestones: Sequence[tuple[str, date | None, str]] = ()
    lead: User | None = None
    sent_as: UUID | None = None
    nobody_yet: bool = False


@transaction.atomic
def add_actions(*, plan: Plan, actions: Sequence[NewAction], by: User, at: datetime) -> list[Action]:
    """Add actions to the plan, each at the end of its section. Raises Refused for a ref that the plan uses or has
    used, and what `check_action` raises."""
    with ledger.chain(plan.notice_id) as record:
        check_refs(plan, [new.ref.strip() for new in actions])
        for new in actions:
            check_action(plan, new)
            check_lead(plan.notice_id, new.lead, at)
        rows = keep_new(list(_rows(plan, actions)), by=by, at=at, why="Action added")
        pairs = list(zip(rows, actions, strict=True))
        keep_new([each for pair in pairs for each in _answering(*pair)], by=by, at=at, why="Made accountable")
        keep_new([each for pair in pairs for each in _areas(*pair)], by=by, at=at, why="Answers an area")
        keep_new([each for pair in pairs for each in _clauses(*pair, by, at)], by=by, at=at, why="Answers a clause")
        keep_new([each for pair in pairs for each in _possible(*pair)], by=by, at=at, why="May answer a clause")
        told = [(row, {"ref": row.ref, "due_on": row.due_on, "in_place": row.in_place}) for row in rows]
        record.all("action.added", told, by=by, at=at)
        steps = [milestone_of(row, *each) for row, new in pairs for each in new.milestones]
        keep_new(steps, by=by, at=at, why="Milestone added")
        dated: list[tuple[Milestone, dict[str, ledger.Fact]]] = [
            (each, {"action": each.action_id, "due_on": each.due_on}) for each in steps
        ]
        record.all("milestone.added", dated, by=by, at=at)
    return list(rows)


def check_action(plan: Plan, new: NewAction) -> None:
    """What can be said of one new action without looking at the others: no query. Raises Refused without somebody
    accountable where that is not left open, a title or what is done, for another plan's section, and for dates that
    cannot be."""
    check_dates(new.due_on, new.starts_on, new.in_place)
    not_before_the_plan(plan, new.due_on, "due_on")
    if new.section.plan_id != plan.pk:
        raise Refused("Choose a section of this plan", "section")
    same_notice(plan.notice_id, *new.clauses, *new.possible_clauses, *new.areas)
    said(new.title, "Enter the action’s title", "title")
    said(new.what, "Say what will be done", "what")
    if new.accountable or not new.nobody_yet:
        check_accountable(new.accountable)
    for label, due_on, text in new.milestones:
        check_milestone(plan, new.starts_on, label, due_on, text)


def _rows(plan: Plan, actions: Sequence[NewAction]) -> Iterator[Action]:
    places = _places(actions)
    for new in actions:
        yield Action(
            notice_id=plan.notice_id,
            plan=plan,
            section=new.section,
            ref=new.ref.strip(),
            order=next(places[new.section.pk]),
            title=new.title.strip(),
            what=new.what.strip(),
            success=new.success.strip(),
            by_when_printed=new.by_when_printed.strip(),
            original_due_on=new.due_on,
            due_on=new.due_on,
            in_place=new.in_place,
            starts_on=new.starts_on,
            lead=new.lead,
            sent_as=new.sent_as,
        )


def _places(actions: Sequence[NewAction]) -> Mapping[int, Iterator[int]]:
    """The next places of each section, after the last one of it."""
    sections = {new.section.pk for new in actions}
    rows = Action.whole.filter(section__in=sections).values_list("section").annotate(Max("order"))
    last = dict(rows.order_by("section"))
    return {section: count(last.get(section, 0) + 1) for section in sections}


def _answering(action: Action, new: NewAction) -> Iterator[Accountability]:
    for order, each in enumerate(new.accountable, start=1):
        yield Accountability(
            notice_id=action.notice_id,
            action=action,
            post=each.post,
            organisation=each.organisation,
            printed=printed_name(each),
            order=order,
        )


def _areas(action: Action, new: NewAction) -> Iterator[ActionArea]:
    for area in dict.fromkeys(new.areas):
        yield ActionArea(notice_id=action.notice_id, action=action, area=area)


def _clauses(action: Action, new: NewAction, by: User, at: datetime) -> Iterator[ActionClause]:
    for clause in dict.fromkeys(new.clauses):
        yield ActionClause(notice_id=action.notice_id, action=action, clause=clause, confirmed_by=by, confirmed_at=at)


def _possible(action: Action, new: NewAction) -> Iterator[ActionClause]:
    """Possible matches wait for a person; what is answered for certain is no possible match."""
    for clause in dict.fromkeys(new.possible_clauses):
        if clause not in new.clauses:
            yield ActionClause(notice_id=action.notice_id, action=action, clause=clause)
