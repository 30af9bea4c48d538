"""Setting a plan up: the plan itself, its sections, its actions with those who answer for them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.history import keep
from notices.models import Area, Clause, Notice
from people.models import User
from plans.actions.checks import check_lead, check_letter, check_slug
from plans.actions.links import Answerable, section_addresses
from plans.actions.many import NewAction, add_actions
from plans.actions.rows import in_the_plan, locked, said, same_notice, sent_before, write
from plans.models import Action, ActionClause, Plan, Section


@transaction.atomic
def create_plan(
    *,
    notice: Notice,
    slug: str,
    title: str,
    by: User,
    at: datetime,
    source_note: str = "",
    edition: int = 1,
    starts_on: date | None = None,
    sent_as: UUID | None = None,
) -> Plan:
    """Begin a plan that answers a notice. Raises Refused for a slug that the notice uses already."""
    with ledger.chain(notice.pk) as record:
        if first := sent_before(Plan, sent_as, notice.pk, slug=slug, title=title):
            return first
        check_slug(notice, slug)
        plan = Plan(
            notice=notice,
            slug=slug,
            title=said(title, "Enter the plan’s title", "title"),
            source_note=source_note.strip(),
            edition=edition,
            starts_on=starts_on,
            sent_as=sent_as,
        )
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
    sent_as: UUID | None = None,
) -> Section:
    """Add a section after the last. What needs improvement and what families said are points, stored one a line."""
    with ledger.chain(plan.notice_id) as record:
        if first := sent_before(Section, sent_as, plan.notice_id, plan_id=plan.pk, letter=letter, title=title):
            return first
        letter = letter.strip()
        check_letter(plan, letter)
        last = plan.sections.aggregate(last=Max("order"))["last"] or 0
        section = Section(
            notice_id=plan.notice_id,
            plan=plan,
            letter=letter,
            title=said(title, "Enter the section’s title", "title"),
            needs_improvement="\n".join(needs_improvement),
            families_said="\n".join(families_said),
            order=last + 1,
            sent_as=sent_as,
        )
        keep(section, by=by, at=at, why="Section added")
        section_addresses(section, areas, by=by, at=at, why="Section addresses an area")
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
    areas: Iterable[Area] = (),
    lead: User | None = None,
    sent_as: UUID | None = None,
) -> Action:
    """Add an action at the end of its section. Raises Refused without somebody accountable, for dates that cannot be,
    and for a ref that the plan uses or has used."""
    with ledger.chain(section.notice_id):
        if first := sent_before(Action, sent_as, section.notice_id, section_id=section.pk, ref=ref, title=title):
            return first
        new = NewAction(
            section=section,
            ref=ref,
            title=title,
            what=what,
            accountable=accountable,
            success=success,
            by_when_printed=by_when_printed,
            due_on=due_on,
            in_place=in_place,
            starts_on=starts_on,
            clauses=tuple(clauses),
            areas=tuple(areas),
            lead=lead,
            sent_as=sent_as,
        )
        return add_actions(plan=section.plan, actions=[new], by=by, at=at)[0]


@transaction.atomic
def name_action_lead(
    *, action: Action, lead: User | None, by: User, at: datetime, seen_version: int | None = None
) -> Action:
    """Say who writes the updates of an action, or that nobody does apart from its posts."""
    with ledger.chain(action.notice_id) as record:
        action = in_the_plan(action, seen_version)
        check_lead(action.notice_id, lead, at)
        action.lead = lead
        write(action, "lead", by=by, at=at, why="Action lead named" if lead else "Action lead taken away")
        record("action.lead_named", action, by=by, at=at, lead=lead.pk if lead else None)
    return action


@transaction.atomic
def propose_clause_match(*, action: Action, clause: Clause, by: User, at: datetime) -> ActionClause:
    """Say that an action possibly answers a clause: it waits for somebody to confirm it. What stands already stays."""
    with ledger.chain(action.notice_id) as record:
        action = in_the_plan(action, None)
        same_notice(action.notice_id, clause)
        there = ActionClause.objects.filter(action=action, clause=clause).first()
        if there is not None:
            return there
        match = ActionClause(notice_id=action.notice_id, action=action, clause=clause)
        keep(match, by=by, at=at, why="Possible match")
        record("clause_match.proposed", match, by=by, at=at, action=action.pk, clause=clause.pk)
    return match


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
