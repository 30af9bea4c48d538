"""Wording that is changed after it was set up: who, when and why stay in the history of each row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Self

from django.db import transaction

from audit import ledger
from audit.history import keep_changed
from notices.conflicts import Refused
from notices.models import Area, Clause
from notices.rows import NoticeRow
from people.models import User
from plans.actions.checks import check_dates, check_lead, check_letter, check_ref, first_day, not_before_the_plan
from plans.actions.links import Answerable, answer_for, answer_the_areas, answer_the_clauses, section_addresses
from plans.actions.rows import in_force, in_the_plan, locked, said, same_notice, write
from plans.models import Action, Plan, Section


@transaction.atomic
def edit_plan(
    *,
    plan: Plan,
    title: str,
    source_note: str,
    starts_on: date | None,
    updates_cleared: bool | None = None,
    why: str,
    by: User,
    at: datetime,
    seen_version: int | None = None,
) -> Plan:
    """Change a plan's title, where it was taken from, the day from which it runs, or whether accountable officers clear
    its updates (None leaves that as it is)."""
    with ledger.chain(plan.notice_id) as record:
        plan = locked(plan, seen_version)
        why = _reason(why)
        fields = {
            "title": said(title, "Enter the plan’s title", "title"),
            "source_note": source_note.strip(),
            "starts_on": starts_on,
            "updates_cleared": plan.updates_cleared if updates_cleared is None else updates_cleared,
        }
        if changed := _set(plan, fields):
            if "starts_on" in changed:
                _nothing_before(plan)
            write(plan, *changed, by=by, at=at, why=why)
            record("plan.edited", plan, by=by, at=at, fields=len(changed), why=ledger.digest(why))
    return plan


@transaction.atomic
def edit_section(
    *,
    section: Section,
    letter: str,
    title: str,
    needs_improvement: Iterable[str],
    families_said: Iterable[str],
    areas: Iterable[Area],
    why: str,
    by: User,
    at: datetime,
    seen_version: int | None = None,
) -> Section:
    """Change a section's wording and the areas that it addresses."""
    with ledger.chain(section.notice_id) as record:
        section = locked(section, seen_version)
        why, letter = _reason(why), letter.strip()
        check_letter(section.plan, letter, but=section.pk)
        fields = {
            "letter": letter,
            "title": said(title, "Enter the section’s title", "title"),
            "needs_improvement": "\n".join(needs_improvement),
            "families_said": "\n".join(families_said),
        }
        changed = _set(section, fields)
        linked = section_addresses(section, areas, by=by, at=at, why=why)
        if changed or linked:
            write(section, *changed, by=by, at=at, why=why)
            record("section.edited", section, by=by, at=at, letter=letter, why=ledger.digest(why))
    return section


@dataclass(frozen=True)
class Edit:
    """What an action says from now on. None for who is accountable, its clauses or areas leaves those as they are, None
    for its section leaves it there."""

    action: Action
    ref: str
    title: str
    what: str
    success: str
    by_when_printed: str
    due_on: date | None
    in_place: bool
    starts_on: date | None
    lead: User | None
    section: Section | None = None
    accountable: Sequence[Answerable] | None = None
    clauses: Iterable[Clause] | None = None
    areas: Iterable[Area] | None = None

    @classmethod
    def of(cls, action: Action) -> Self:
        """What the action says now."""
        return cls(action, **{name: getattr(action, name) for name in _OWN})


_OWN: Final = ("ref", "title", "what", "success", "by_when_printed", "due_on", "in_place", "starts_on", "lead")


@transaction.atomic
def edit_action(
    *,
    action: Action,
    ref: str,
    title: str,
    what: str,
    accountable: Sequence[Answerable] | None,
    success: str,
    by_when_printed: str,
    due_on: date | None,
    in_place: bool,
    starts_on: date | None,
    clauses: Iterable[Clause] | None,
    areas: Iterable[Area] | None,
    lead: User | None,
    why: str,
    by: User,
    at: datetime,
    section: Section | None = None,
    seen_version: int | None = None,
) -> Action:
    """Change an action's wording, who answers for it and what it answers; None for one of these leaves it as it is.

    A date that was typed wrong is put right here until the action is first reported on or published; from then on it
    moves only by a decision. A date that was never settled can be entered at any time.
    """
    with ledger.chain(action.notice_id) as record:
        action, why = in_the_plan(action, seen_version), _reason(why)
        edit = Edit(
            action=action,
            ref=ref,
            title=title,
            what=what,
            success=success,
            by_when_printed=by_when_printed,
            due_on=due_on,
            in_place=in_place,
            starts_on=starts_on,
            lead=lead,
            section=section,
            accountable=accountable,
            clauses=clauses,
            areas=areas,
        )
        changed = _say(action, edit, why, by, at)
        if changed is not None:
            write(action, *changed, by=by, at=at, why=why)
            record("action.edited", action, by=by, at=at, **_facts(action, why))
    return action


@transaction.atomic
def edit_actions(*, plan: Plan, edits: Sequence[Edit], why: str, by: User, at: datetime) -> None:
    """Change many actions of a plan at once, each by the rules of `edit_action`: their own rows take as many statements
    as one's. Raises Refused with the action's ref before the sentence."""
    why = _reason(why)
    with ledger.chain(plan.notice_id) as record:
        there = Action.whole.filter(plan=plan).select_for_update(of=("self",))
        rows = there.in_bulk([edit.action.pk for edit in edits])
        fields: set[str] = {"version"}
        edited, left = [], []
        for edit in edits:
            action = rows.get(edit.action.pk)
            if action is None:
                raise Refused(f"Action {edit.action.ref} is none of this plan’s: choose one of them")
            action.plan = plan
            try:
                in_force(action)
                changed = _say(action, edit, why, by, at)
            except Refused as refused:
                raise Refused(f"Action {edit.action.ref}: {refused.sentence}", refused.field) from refused
            if changed is None:
                continue
            edited.append(action)
            if "section" in changed:  # the next one that moves there stands behind it
                write(action, *changed, by=by, at=at, why=why)
            else:
                fields |= set(changed)
                action.version += 1
                left.append(action)
        keep_changed(left, fields, by=by, at=at, why=why)
        record.all("action.edited", [(action, _facts(action, why)) for action in edited], by=by, at=at)


def _facts(action: Action, why: str) -> dict[str, ledger.Fact]:
    return {"ref": action.ref, "due_on": action.due_on, "why": ledger.digest(why)}


def _say(action: Action, edit: Edit, why: str, by: User, at: datetime) -> list[str] | None:
    """Check what the locked action is to say, and set it; what hangs on it is saved. The fields that changed, to be
    saved with a new version; None where nothing differs."""
    ref, due_on, lead = edit.ref.strip(), edit.due_on, edit.lead
    if ref != action.ref:
        check_ref(action.plan, ref, but=action.pk)
    check_dates(due_on, edit.starts_on, edit.in_place)
    if due_on != action.due_on:
        not_before_the_plan(action.plan, due_on, "due_on")
    if lead is not None and lead.pk != action.lead_id:
        check_lead(action.notice_id, lead, at)
    _check_settled(action, due_on, edit.in_place)
    fields: dict[str, Any] = {
        "ref": ref,
        "title": said(edit.title, "Enter the action’s title", "title"),
        "what": said(edit.what, "Say what will be done", "what"),
        "success": edit.success.strip(),
        "by_when_printed": edit.by_when_printed.strip(),
        "in_place": edit.in_place,
        "starts_on": edit.starts_on,
        "lead_id": None if lead is None else lead.pk,
    }
    if due_on != action.due_on:
        fields |= {"due_on": due_on, "original_due_on": due_on}
    if edit.section is not None and edit.section.pk != action.section_id:
        fields |= _moved_to(action, edit.section)
    changed = _set(action, fields)
    told: dict[str, Any] = {"by": by, "at": at, "why": why}
    linked = [
        edit.accountable is not None and answer_for(action, edit.accountable, **told),
        edit.areas is not None and answer_the_areas(action, edit.areas, **told),
        edit.clauses is not None and answer_the_clauses(action, edit.clauses, **told),
    ]
    return changed if changed or any(linked) else None


def date_is_settled(action: Action) -> bool:
    """Whether its date moves only by a decision: it was reported on, another date was asked for, or it is published."""
    return (
        action.updates.exists()
        or action.date_changes.exists()
        or action.completions.exists()
        or action.plan.editions.filter(tree__contains=str(action.uid)).exists()
    )


def _check_settled(action: Action, due_on: date | None, in_place: bool) -> None:
    first_date = action.due_on is None and not action.in_place and not in_place
    if (due_on, in_place) == (action.due_on, action.in_place) or first_date or not date_is_settled(action):
        return
    if due_on != action.due_on:
        raise Refused(
            f"{action.ref} was reported on or published, so its date moves only by a decision: leave it as it is here, "
            "and ask for another due date on the action’s page",
            "due_on",
        )
    raise Refused(
        f"{action.ref} was reported on or published: whether it is in place already stays as it is", "in_place"
    )


def _moved_to(action: Action, section: Section) -> dict[str, Any]:
    same_notice(action.notice_id, section)
    if section.plan_id != action.plan_id:
        raise Refused("Choose a section of this plan", "section")
    orders = Action.whole.filter(section=section).values_list("order", flat=True)
    return {"section": section, "order": max(orders, default=0) + 1}


def _nothing_before(plan: Plan) -> None:
    first = first_day(plan)
    early = plan.actions.filter(due_on__lt=first).order_by("due_on", "pk").first() if first else None
    if early is not None:
        raise Refused(f"{early.ref} is due before that day: enter a day on or before its date", "starts_on")


def _reason(why: str) -> str:
    return said(why, "Say why you change it", "why")


def _set(row: NoticeRow, fields: dict[str, Any]) -> list[str]:
    """Sets what differs, and says which fields."""
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, fields[name])
    return changed
