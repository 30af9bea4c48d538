"""Setting a plan's actions up: add one, change its wording, put it in order, retire it and bring it back."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock
from govuk.parts import Difference
from govuk.words import day
from notices.calendar import warnings_for
from notices.choices import organisations_for, people_for, posts_for
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Clause
from notices.permissions import require
from plans import actions, permissions, words
from plans.forms.setting_up import ROWS, ActionFields, AddActionForm, BringBackForm, EditActionForm, Offered, RetireForm
from plans.models import Action, Section
from plans.reading import ActionReading
from plans.views.finding import action_href, find_action, own, posted
from plans.views.setting_up import areas_of, asked_move, meanwhile, plan_of, set_up_href

WORDING = ("ref", "title", "what", "success", "by_when_printed")
DATES = ("due_on", "starts_on")


@require_http_methods(["GET", "POST"])
def add_action(request: ReaderRequest, notice: str, plan: str, uid: UUID) -> HttpResponse:
    """Add an action at the end of a section."""
    row = plan_of(request, notice, plan)
    section = own(request, Section, request.notice, plan=row, uid=uid)
    section.plan = row
    form = AddActionForm(posted(request), offered=_offered(request))
    if request.method == "POST" and form.is_valid():
        try:
            action = actions.add_action(section=section, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            _show(form, refused)
        else:
            messages.success(request, f"{action} is added")
            _warn(request, action.due_on)
            return redirect(set_up_href(row, action.ref))
    context = {"notice": request.notice, "plan": row, "section": section, "form": form}
    return render(request, "plans/add_action.html", context)


@require_http_methods(["GET", "POST"])
def edit_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Change an action's wording, who answers for it and what it answers."""
    row, told = _action(request, notice, plan, ref)
    offered = _offered(request, row)
    initial, rows = _initial(row), max(ROWS, len(told.accountable) + 2)
    of_it: dict[str, Any] = {"offered": offered, "rows": rows, "nobody_yet": not told.accountable}
    form = EditActionForm(posted(request), initial=initial, **of_it)
    if request.method == "POST" and form.is_valid():
        try:
            action = actions.edit_action(action=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            _show(form, refused)
        except ChangedMeanwhile:
            typed = {name: form[name].value() for name in form.fields}
            typed |= {name: form.cleaned_data[name] for name in DATES}
            again = EditActionForm(initial={**typed, "seen_version": row.version}, **of_it)
            both = list(_differences(form, initial, typed))
            href = action_href(told, request)
            return meanwhile(request, again, both, row=row, what=f"action {ref}", href=href)
        else:
            messages.success(
                request, f"{action.ref} is changed" if action.version > row.version else "Nothing was changed"
            )
            if action.due_on != row.due_on:
                _warn(request, action.due_on)
            return redirect("plans:action", notice, plan, action.ref)
    return render(request, "plans/edit_action.html", {"notice": request.notice, "action": told, "form": form})


@require_POST
def move_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Move an action one place within its section."""
    row, _ = _action(request, notice, plan, ref)
    up, seen_at = asked_move(request)
    try:
        if actions.move_action(action=row, up=up, seen_at=seen_at, by=request.user, at=clock.now()):
            messages.success(request, f"{ref} moved {'up' if up else 'down'}")
    except Refused as refused:
        messages.info(request, refused.sentence)
    row.plan.notice = request.notice
    return redirect(set_up_href(row.plan, ref))


@require_http_methods(["GET", "POST"])
def retire_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Take an action out of the plan, with the reason."""
    row, told = _action(request, notice, plan, ref)
    return _answer(request, row, told, RetireForm, actions.retire_action, "retire_action", f"{ref} is retired")


@require_http_methods(["GET", "POST"])
def bring_back_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Put a retired action back into the plan."""
    row, told = _action(request, notice, plan, ref)
    done = f"{ref} stands in the plan again"
    return _answer(request, row, told, BringBackForm, actions.bring_back_action, "bring_back_action", done)


def _answer(
    request: ReaderRequest,
    row: Action,
    told: ActionReading,
    kind: type[RetireForm | BringBackForm],
    verb: Any,
    page: str,
    done: str,
) -> HttpResponse:
    form = kind(posted(request), initial={"seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        if _said_before(row, kind, form.cleaned_data["why"]):
            return redirect(action_href(told, request))
        try:
            verb(action=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = form.cleaned_data["why"]
            again = kind(initial={"why": typed, "seen_version": row.version})
            both = [
                Difference("Where the action is", "Retired" if row.retired_at else "In the plan", ""),
                Difference(str(form.fields["why"].label), row.retired_why, typed),
            ]
            return meanwhile(request, again, both, row=row, what=f"action {row.ref}", href=action_href(told, request))
        else:
            messages.success(request, done)
            return redirect(action_href(told, request))
    return render(request, f"plans/{page}.html", {"notice": request.notice, "action": told, "form": form})


def _said_before(row: Action, kind: type[RetireForm | BringBackForm], why: str) -> bool:
    """Whether just this was done already: the form was sent twice."""
    if kind is RetireForm:
        return row.retired_at is not None and row.retired_why == why
    last = row.history.order_by("-history_id").first()
    return row.retired_at is None and last is not None and last.history_change_reason == actions.brought_back(why)


def _action(request: ReaderRequest, notice: str, plan: str, ref: str) -> tuple[Action, ActionReading]:
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_set_up(request.reader, request.notice))
    return row, told


def _offered(request: ReaderRequest, action: Action | None = None) -> Offered:
    """What the notice offers; and who stands in the action already, so that saving it loses nobody."""
    notice = request.notice
    offered = Offered(
        posts={post.pk: post for post in posts_for(notice)},
        organisations={body.pk: body for body in organisations_for(notice)},
        people={who.pk: who for who in people_for(notice)},
        areas=areas_of(request),
        clauses={row.pk: row for row in Clause.objects.visible_to(request.reader).of(notice).order_by("order", "pk")},
    )
    if action is None:
        return offered
    stand = list(action.accountabilities.all())
    sections = Section.objects.visible_to(request.reader).of(notice).filter(plan=action.plan_id)
    return Offered(
        posts={**{each.post_id: each.post for each in stand if each.post}, **offered.posts},
        organisations={
            **{each.organisation_id: each.organisation for each in stand if each.organisation},
            **offered.organisations,
        },
        people={**({action.lead.pk: action.lead} if action.lead else {}), **offered.people},
        areas=offered.areas,
        clauses=offered.clauses,
        sections={each.pk: each for each in sections.order_by("order", "pk")},
    )


def _initial(row: Action) -> dict[str, Any]:
    stored: dict[str, Any] = {name: getattr(row, name) for name in (*WORDING, *DATES, "in_place")}
    for number, each in enumerate(row.accountabilities.all(), start=1):
        stored[f"who_{number}"] = f"post-{each.post_id}" if each.post_id else f"organisation-{each.organisation_id}"
        stored[f"printed_{number}"] = each.printed
    return stored | {
        "section": row.section_id,
        "lead": row.lead_id,
        "areas": [link.area_id for link in row.areas.all()],
        "clauses": [link.clause_id for link in row.clauses.all() if link.confirmed_at],
        "seen_version": row.version,
    }


def _differences(form: EditActionForm, stored: dict[str, Any], typed: dict[str, Any]) -> Iterator[Difference]:
    for name, field in form.fields.items():
        if name in ("seen_version", "why"):
            continue
        theirs, yours = (_in_words(field, each.get(name)) for each in (stored, typed))
        yield Difference(str(field.label), theirs, yours)


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if not hasattr(field, "choices"):
        return str(value or "")
    chosen = {str(each) for each in (value if isinstance(value, list) else [value])}
    options = [pair for key, label in field.choices for pair in (label if isinstance(label, list) else [(key, label)])]
    return "\n".join(str(label) for key, label in options if str(key) in chosen and key != "")


def _show(form: ActionFields, refused: Refused) -> None:
    field = "who_1" if refused.field == "accountable" else refused.field
    show_refusal(form, Refused(refused.sentence, field))


def _warn(request: ReaderRequest, due_on: date | None) -> None:
    """What is odd about a date that was saved all the same."""
    if due_on is None:
        return
    if after := words.after_the_long_stop(due_on, request.notice.deliver_by):
        messages.warning(request, f"It was saved, but {day(due_on)} is {after}. Check it")
    for sentence in warnings_for(due_on):
        messages.warning(request, f"It was saved, but {sentence}")
