"""An action's milestones: the lead sets them, whoever writes for the action says that they are met."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.models import Document, ScanState
from govuk.forms import Form
from govuk.parts import Difference
from govuk.words import day
from notices.calendar import horizons
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions, words
from plans.forms.milestones import AddMilestoneForm, EditMilestoneForm, MeetForm, RemoveForm, TakeBackForm
from plans.models import Action, Milestone
from plans.reading import ActionReading
from plans.views.finding import action_href, find_action, posted
from plans.views.setting_up import meanwhile

MONTHS = (3, 6, 12, 18)


@require_http_methods(["GET", "POST"])
def add_milestone(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Say what must be true of an action at 3, 6, 12 or 18 months, or at a day of its own."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_set_up(request.reader, request.notice))
    days = _horizons(request)
    choices = [(str(months), f"At {months} months: {day(on)}") for months, on in days.items()]
    form = AddMilestoneForm(posted(request), horizons=choices)
    if request.method == "POST" and form.is_valid() and (typed := _placed(form, days)):
        try:
            new = actions.add_milestone(action=row, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{ref} has the milestone “{new.label}”, {words.by_when(new.due_on)}")
            _warn(request, new.due_on)
            return redirect(action_href(told, request))
    return render(request, "plans/add_milestone.html", {"notice": request.notice, "action": told, "form": form})


def _horizons(request: ReaderRequest) -> dict[int, date]:
    """The days at which a notice counts its targets, from its issue; none while that is unknown."""
    issued = request.notice.issued_on
    return {each.months: each.due_on for each in horizons(issued, MONTHS)} if issued else {}


def _placed(form: AddMilestoneForm, days: dict[int, date]) -> dict[str, Any] | None:
    """What was typed with one day and a name; None, with the form's errors, where the day is missing or said twice."""
    typed = dict(form.cleaned_data)
    months = typed.pop("horizon", "")
    if months and typed["due_on"] not in (None, days[int(months)]):
        form.add_error("due_on", f"Choose one: {months} months, or a day of its own")
    elif months:
        typed |= {"due_on": days[int(months)], "label": typed["label"] or f"{months} months"}
    elif typed["due_on"] is None:
        form.add_error("due_on", "Enter the day by which it must be true")
    elif not typed["label"]:
        form.add_error("label", "Enter a short name, such as “6 months”")
    return None if form.errors else typed


@require_http_methods(["GET", "POST"])
def edit_milestone(request: ReaderRequest, notice: str, plan: str, ref: str, uid: UUID) -> HttpResponse:
    """Change a milestone's wording or its day."""
    _, told, milestone = _find(request, notice, plan, ref, uid)
    require(permissions.can_set_up(request.reader, request.notice))
    stored = {"label": milestone.label, "due_on": milestone.due_on, "text": milestone.text}
    form = EditMilestoneForm(posted(request), initial={**stored, "seen_version": milestone.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_milestone(milestone=milestone, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = form.cleaned_data
            again = EditMilestoneForm(initial={**typed, "seen_version": milestone.version})
            both = [
                Difference("Short name", milestone.label, typed["label"]),
                Difference("By when", _day(milestone.due_on), _day(typed["due_on"])),
                Difference("What must be true by then?", milestone.text, typed["text"]),
            ]
            return _meanwhile(request, told, milestone, again, both)
        else:
            messages.success(request, f"The milestone “{form.cleaned_data['label']}” is changed")
            if form.cleaned_data["due_on"] != stored["due_on"]:
                _warn(request, form.cleaned_data["due_on"])
            return redirect(action_href(told, request))
    return _page(request, "edit_milestone", told, milestone, form)


@require_http_methods(["GET", "POST"])
def meet_milestone(request: ReaderRequest, notice: str, plan: str, ref: str, uid: UUID) -> HttpResponse:
    """Say since when a milestone is met, and which document shows it."""
    row, told, milestone = _find(request, notice, plan, ref, uid)
    require(permissions.can_meet_milestones(request.reader, row))
    documents = _documents(request)
    choices = [
        (pk, f"{each.title} ({each.get_kind_display()}, {day(each.dated_on)})") for pk, each in documents.items()
    ]
    stored = {"met_on": milestone.met_on, "evidence": milestone.evidence_id}
    form = MeetForm(posted(request), documents=choices, initial={**stored, "seen_version": milestone.version})
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "evidence": documents[form.cleaned_data["evidence"]]}
        try:
            actions.meet_milestone(milestone=milestone, by=request.user, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = MeetForm(documents=choices, initial={**form.cleaned_data, "seen_version": milestone.version})
            both = [
                Difference("Met on", day(milestone.met_on) if milestone.met_on else "", day(typed["met_on"])),
                Difference("Which document shows it?", str(milestone.evidence or ""), str(typed["evidence"])),
            ]
            return _meanwhile(request, told, milestone, again, both)
        else:
            messages.success(request, f"The milestone “{milestone.label}” is met")
            return redirect(action_href(told, request))
    may_add = permissions.can_add_evidence(request.reader, row)
    return _page(request, "meet_milestone", told, milestone, form, documents=documents, may_add=may_add)


def _documents(request: ReaderRequest) -> dict[int, Document]:
    rows = Document.objects.visible_to(request.reader).of(request.notice).filter(keeper="")
    found = rows.exclude(scan=ScanState.INFECTED).order_by("-dated_on", "-pk")
    return {each.pk: each for each in found}


@require_http_methods(["GET", "POST"])
def take_back_milestone(request: ReaderRequest, notice: str, plan: str, ref: str, uid: UUID) -> HttpResponse:
    """Say that a milestone is not met after all."""
    row, told, milestone = _find(request, notice, plan, ref, uid)
    require(permissions.can_meet_milestones(request.reader, row))
    done = f"The milestone “{milestone.label}” is not met"
    return _answer(request, told, milestone, TakeBackForm, actions.take_back_milestone, "take_back_milestone", done)


@require_http_methods(["GET", "POST"])
def remove_milestone(request: ReaderRequest, notice: str, plan: str, ref: str, uid: UUID) -> HttpResponse:
    """Remove a milestone, with the reason."""
    _, told, milestone = _find(request, notice, plan, ref, uid)
    require(permissions.can_set_up(request.reader, request.notice))
    done = f"The milestone “{milestone.label}” is removed"
    return _answer(request, told, milestone, RemoveForm, actions.remove_milestone, "remove_milestone", done)


def _answer(
    request: ReaderRequest,
    told: ActionReading,
    milestone: Milestone,
    kind: type[TakeBackForm | RemoveForm],
    verb: Callable[..., Milestone],
    page: str,
    done: str,
) -> HttpResponse:
    form = kind(posted(request), initial={"seen_version": milestone.version})
    if request.method == "POST" and form.is_valid():
        if _said_before(milestone, kind, form.cleaned_data["why"]):
            return redirect(action_href(told, request))
        try:
            verb(milestone=milestone, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = form.cleaned_data["why"]
            again = kind(initial={"why": typed, "seen_version": milestone.version})
            now = f"{milestone.label}, {words.by_when(milestone.due_on)}: {milestone.text}"
            met = f"Met on {day(milestone.met_on)}" if milestone.met_on else "Not met"
            both = [
                Difference("The milestone", f"{now}\n{met}", ""),
                Difference(str(form.fields["why"].label), "", typed),
            ]
            return _meanwhile(request, told, milestone, again, both)
        else:
            messages.success(request, done)
            return redirect(action_href(told, request))
    return _page(request, page, told, milestone, form)


def _meanwhile(
    request: ReaderRequest, told: ActionReading, milestone: Milestone, again: Form, both: list[Difference]
) -> HttpResponse:
    what, href = f"a milestone of {told.ref}", action_href(told, request)
    return meanwhile(request, again, both, row=milestone, what=what, href=href)


def _day(due_on: date | None) -> str:
    return day(due_on) if due_on else ""


def _said_before(milestone: Milestone, kind: type[TakeBackForm | RemoveForm], why: str) -> bool:
    """Whether just this was done already: the form was sent twice."""
    if kind is RemoveForm:
        return milestone.removed_at is not None and milestone.removed_why == why
    last = milestone.history.order_by("-history_id").first()
    return milestone.met_on is None and last is not None and last.history_change_reason == actions.not_met(why)


def _find(
    request: ReaderRequest, notice: str, plan: str, ref: str, uid: UUID
) -> tuple[Action, ActionReading, Milestone]:
    row, told = find_action(request, notice, plan, ref)
    found = Milestone.whole.visible_to(request.reader).of(request.notice)  # of a removed one, the verbs say that it is
    return row, told, get_object_or_404(found.select_related("evidence"), action=row, uid=uid)


def _page(
    request: ReaderRequest, page: str, told: ActionReading, milestone: Milestone, form: Any, **more: Any
) -> HttpResponse:
    context = {"notice": request.notice, "action": told, "milestone": milestone, "form": form, **more}
    return render(request, f"plans/{page}.html", context)


def _warn(request: ReaderRequest, due_on: date | None) -> None:
    if due_on and (after := words.after_the_long_stop(due_on, request.notice.deliver_by)):
        messages.warning(request, f"It was saved, but {day(due_on)} is {after}. Check it")
