"""Updating an action: the officer's form; explaining a difference; accepting recovery steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk.parts import Difference
from govuk.words import day
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions, words
from plans.actions.update import NEEDS_RECOVERY
from plans.forms.updates import FOLDED, AcceptForm, ExplainForm, UpdateForm, carried_forward
from plans.models import Action, Update
from plans.rating import Impact
from plans.reading import ActionReading, UpdateReading
from plans.views.finding import FailingKpis, action_href, find_action, own, posted, stale


@require_http_methods(["GET", "POST"])
def update_action(
    request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis | None = None
) -> HttpResponse:
    """Add an update."""
    row, told = find_action(request, notice, plan, ref, failing_kpis)
    require(permissions.can_update(request.reader, row))
    asked = _asked(request, row)
    form = UpdateForm(posted(request), initial=carried_forward(row, told.latest), **asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_update(action=row, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = UpdateForm(initial={**form.cleaned_data, **_typed_post(form), "seen_version": row.version}, **asked)
            return _stale(request, told, form, again)
        else:
            messages.success(request, f"{ref} updated")
            return redirect(action_href(told, request))
    context = {
        "notice": request.notice,
        "action": told,
        "form": form,
        "facts_warn": told.suggestion.rating in NEEDS_RECOVERY,
        "unfold": told.latest is None or any(name in form.errors for name in FOLDED),
        "legend": words.legend(),
    }
    return render(request, "plans/update_action.html", context)


def _asked(request: ReaderRequest, row: Action) -> dict[str, Any]:
    """The posts that this person may write on behalf of, and whether one must be named."""
    posts = [each.post for each in row.accountabilities.all() if each.post]
    another = permissions.writes_for_another(request.reader, row)
    mine = [post for post in posts if post.pk in request.reader.post_ids]
    return {"posts": mine or posts, "must_name": another and bool(posts)}


def _typed_post(form: UpdateForm) -> dict[str, object]:
    post = form.cleaned_data.get("on_behalf_of")
    return {"on_behalf_of": post.pk} if post else {}


def _stale(request: ReaderRequest, told: ActionReading, form: UpdateForm, again: UpdateForm) -> HttpResponse:
    """Somebody else wrote: their update beside what was typed."""
    typed, now = form.cleaned_data, told.latest
    differences = [
        Difference("Rating", now.rating.label if now else "", typed["rating"].label),
        Difference("What happened, and why this rating?", now.text if now else "", typed["text"]),
        Difference("Recovery steps", *_both(now, typed, "recovery_steps")),
        Difference("Expected date", _day(now.recovery_on if now else None), _day(typed["recovery_on"])),
        Difference("Impact", Impact(now.impact).label if now else "", typed["impact"].label),
        Difference("Next steps", *_both(now, typed, "next_steps")),
    ]
    who = {"by": now.by, "at": now.at} if now else {}
    return stale(
        request,
        again,
        [each for each in differences if each.theirs or each.yours],
        what=f"action {told.ref}",
        button="Save my update",
        href=action_href(told, request),
        **who,
    )


def _both(now: UpdateReading | None, typed: dict[str, str], name: str) -> tuple[str, str]:
    return (str(getattr(now, name)) if now else "", typed[name])


def _day(value: object) -> str:
    return day(value) if value else ""  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
def explain_difference(
    request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis | None = None
) -> HttpResponse:
    """Say why the rating stands although the facts suggest another."""
    row, told = find_action(request, notice, plan, ref, failing_kpis)
    require(permissions.can_explain(request.reader, row))
    if told.latest is None:
        messages.info(request, f"Nobody has rated {ref} yet")
        return redirect(action_href(told, request))
    latest = own(request, Update, request.notice, pk=told.latest.pk)
    form = ExplainForm(posted(request), initial={"explanation": latest.explanation, "seen_version": latest.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain_difference(update=latest, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except ChangedMeanwhile:
            typed = form.cleaned_data["explanation"]
            again = ExplainForm(initial={"explanation": typed, "seen_version": latest.version})
            both = [Difference("Why the rating stands", latest.explanation, typed)]
            href = action_href(told, request)
            return stale(request, again, both, what=f"the explanation for {ref}", button="Save mine", href=href)
        messages.success(request, f"Your explanation stands beside the rating of {ref}")
        return redirect(action_href(told, request))
    return render(request, "plans/explain_difference.html", {"notice": request.notice, "action": told, "form": form})


@require_http_methods(["GET", "POST"])
def accept_recovery(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Accept the latest update's recovery steps, or record that the delivery group did."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_accept_recovery(request.reader, row))
    if told.latest is None or not told.latest.recovery_steps or told.latest.recovery_accepted:
        messages.info(request, f"No recovery steps of {ref} wait to be accepted")
        return redirect(action_href(told, request))
    latest = own(request, Update, request.notice, pk=told.latest.pk)
    form = AcceptForm(posted(request), initial={"seen_version": latest.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_recovery(update=latest, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The update of {ref} was changed meanwhile: this is what stands now")
            return redirect(action_href(told, request))
        else:
            messages.success(request, f"Recovery steps of {ref} accepted")
            return redirect(action_href(told, request))
    return render(request, "plans/accept_recovery.html", {"notice": request.notice, "action": told, "form": form})
