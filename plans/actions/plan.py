"""Setting a plan up: the plan itself, its sections, its actions with those who answer for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import Refused
from notices.models import Area, Clause, Notice
from notices.reader import Reader
from notices.roles import PLAN_READERS
from people.models import Organisation, Post, User
from plans.actions.rows import locked, said, same_notice, write
from plans.models import Accountability, Action, ActionArea, ActionClause, Plan, Section, SectionArea


@dataclass(frozen=True)
class Answerable:
    """Who answers for an action: a post or an organisation, with the text as the plan prints it."""

    printed: str
    post: Post | None = None
    organisation: Organisation | None = None


@transaction.atomic
def create_plan(
    *, notice: Notice, slug: str, title: str, by: User, at: datetime, source_note: str = "", edition: int = 1
) -> Plan:
    """Begin a plan that answers a notice. Raises Refused for a slug that the notice uses already."""
    with ledger.chain(notice.pk) as record:
        if Plan.objects.filter(notice=notice, slug=slug).exists():
            raise Refused("Choose a short name that no other plan of this notice has", "slug")
        plan = Plan(notice=notice, slug=slug, title=title, source_note=source_note, edition=edition)
        keep(plan, by=by, at=at, why="Plan created")
        record("plan.created", plan, by=by, at=at, slug=slug, edition=edition)
    return plan


@transaction.atomic
def add_section(
    *,
    plan: Plan,
    letter: str,
    title: str,
    by: User,
    at: datetime,
    needs_improvement: Iterable[str] = (),
    families_said: Iterable[str] = (),
    areas: Iterable[Area] = (),
) -> Section:
    """Add a section after the last. What needs improvement and what families said are points, stored one a line."""
    with ledger.chain(plan.notice_id) as record:
        areas = list(areas)
        same_notice(plan.notice_id, *areas)
        if plan.sections.filter(letter=letter).exists():
            raise Refused(f"The plan has a section {letter} already: choose another letter", "letter")
        last = plan.sections.aggregate(last=Max("order"))["last"] or 0
        section = Section(
            notice_id=plan.notice_id,
            plan=plan,
            letter=letter,
            title=title,
            needs_improvement="\n".join(needs_improvement),
            families_said="\n".join(families_said),
            order=last + 1,
        )
        keep(section, by=by, at=at, why="Section added")
        for area in areas:
            link = SectionArea(notice_id=plan.notice_id, section=section, area=area)
            keep(link, by=by, at=at, why="Section addresses an area")
        record("section.added", section, by=by, at=at, letter=letter, plan=plan.pk)
    return section


@transaction.atomic
def add_action(
    *,
    section: Section,
    ref: str,
    title: str,
    what: str,
    accountable: Sequence[Answerable],
    by: User,
    at: datetime,
    success: str = "",
    by_when_printed: str = "",
    due_on: date | None = None,
    in_place: bool = False,
    starts_on: date | None = None,
    clauses: Iterable[Clause] = (),
    possible_clauses: Iterable[Clause] = (),
    areas: Iterable[Area] = (),
) -> Action:
    """Add an action at the end of its section. Raises Refused without somebody accountable, for dates that cannot be,
    and for a ref that the plan uses already."""
    clauses, possible_clauses, areas = list(clauses), list(possible_clauses), list(areas)
    with ledger.chain(section.notice_id) as record:
        same_notice(section.notice_id, *clauses, *possible_clauses, *areas)
        _check_accountable(accountable)
        _check_dates(due_on, starts_on, in_place)
        if Action.objects.filter(plan=section.plan_id, ref=ref).exists():
            raise Refused(f"The plan has an action {ref} already: choose another reference", "ref")
        last = section.actions.aggregate(last=Max("order"))["last"] or 0
        action = Action(
            notice_id=section.notice_id,
            plan_id=section.plan_id,
            section=section,
            ref=ref,
            order=last + 1,
            title=title,
            what=what,
            success=success,
            by_when_printed=by_when_printed,
            original_due_on=due_on,
            due_on=due_on,
            in_place=in_place,
            starts_on=starts_on,
        )
        keep(action, by=by, at=at, why="Action added")
        _answer_for(action, accountable, by, at)
        for area in areas:
            keep(ActionArea(notice_id=action.notice_id, action=action, area=area), by=by, at=at, why="Answers an area")
        for clause in clauses:
            match = ActionClause(notice_id=action.notice_id, action=action, clause=clause)
            match.confirmed_by, match.confirmed_at = by, at
            keep(match, by=by, at=at, why="Answers a clause")
        for clause in possible_clauses:
            match = ActionClause(notice_id=action.notice_id, action=action, clause=clause)
            keep(match, by=by, at=at, why="May answer a clause")
        record("action.added", action, by=by, at=at, ref=ref, due_on=due_on, in_place=in_place)
    return action


@transaction.atomic
def name_action_lead(
    *, action: Action, lead: User | None, by: User, at: datetime, seen_version: int | None = None
) -> Action:
    """Say who writes the updates of an action, or that nobody does apart from its posts."""
    with ledger.chain(action.notice_id) as record:
        action = locked(action, seen_version)
        if lead is not None and not Reader(lead, day_of(at)).is_any(action.notice_id, PLAN_READERS):
            raise Refused(f"{lead} has no access to this plan: give access first", "lead")
        action.lead = lead
        write(action, "lead", by=by, at=at, why="Action lead named" if lead else "Action lead taken away")
        record("action.lead_named", action, by=by, at=at, lead=lead.pk if lead else None)
    return action


@transaction.atomic
def confirm_clause_match(
    *, match: ActionClause, by: User, at: datetime, seen_version: int | None = None
) -> ActionClause:
    """Confirm that an action answers the clause that it was possibly matched to."""
    with ledger.chain(match.notice_id) as record:
        match = locked(match, seen_version)
        if match.confirmed_at is None:
            match.confirmed_by, match.confirmed_at = by, at
            write(match, "confirmed_by", "confirmed_at", by=by, at=at, why="Match confirmed")
            record("clause_match.confirmed", match, by=by, at=at, action=match.action_id, clause=match.clause_id)
    return match


def _check_accountable(accountable: Sequence[Answerable]) -> None:
    if not accountable:
        raise Refused("Say which post or organisation is accountable for the action", "accountable")
    if any((each.post is None) == (each.organisation is None) for each in accountable):
        raise Refused("Each one accountable is either a post or an organisation", "accountable")
    if len({(each.post, each.organisation) for each in accountable}) < len(accountable):
        raise Refused("The same post or organisation is named twice: name it once", "accountable")


def _check_dates(due_on: date | None, starts_on: date | None, in_place: bool) -> None:
    if in_place and due_on is not None:
        raise Refused("What is already in place has no due date: leave it empty", "due_on")
    if due_on is not None and starts_on is not None and due_on < starts_on:
        raise Refused("The due date must not lie before the start", "due_on")


def _answer_for(action: Action, accountable: Sequence[Answerable], by: User, at: datetime) -> None:
    for order, each in enumerate(accountable, start=1):
        row = Accountability(
            notice_id=action.notice_id,
            action=action,
            post=each.post,
            organisation=each.organisation,
            printed=said(each.printed or str(each.post or each.organisation), "Say who is accountable", "accountable"),
            order=order,
        )
        keep(row, by=by, at=at, why="Made accountable")
