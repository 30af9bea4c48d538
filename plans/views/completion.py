"""Completion: claim it, answer the claim, open the action again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.forms.updates import AnswerForm, ClaimForm, ReopenForm
from plans.models import Action, Completion
from plans.reading import ActionReading
from plans.views.finding import action_href, find_action, own, posted, stale


@require_http_methods(["GET", "POST"])
def claim_completion(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Say that an action is complete."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_claim(request.reader, row))
    form = ClaimForm(posted(request), initial={"seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim_completion(action=row, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = ClaimForm(initial={**form.cleaned_data, "seen_version": row.version})
            href = action_href(told, request)
            return stale(request, again, [], what=f"action {ref}", button="Claim completion", href=href)
        else:
            messages.success(request, f"{ref} is complete, awaiting confirmation by a second person")
            return redirect(action_href(told, request))
    return render(request, "plans/claim_completion.html", {"notice": request.notice, "action": told, "form": form})


def _claim(request: ReaderRequest, row: Action, told: ActionReading, state: str) -> Completion | None:
    """The claim to be answered, for whoever may answer it; None when none stands in that state any more."""
    if told.claim is None:
        raise Http404
    claim = own(request, Completion, request.notice, pk=told.claim.pk)
    require(permissions.can_answer_claims(request.reader, row, claim.claimed_by_id))
    return claim if claim.state == state else None


@require_http_methods(["GET", "POST"])
def answer_completion(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Confirm a claim or return it."""
    row, told = find_action(request, notice, plan, ref)
    claim = _claim(request, row, told, "waiting")
    if claim is None:
        messages.info(request, f"No claim that {ref} is complete waits for an answer")
        return redirect(action_href(told, request))
    form = AnswerForm(posted(request), initial={"seen_version": claim.version})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        verb = actions.confirm_completion if typed.pop("accepted") else actions.return_completion
        try:
            answered = verb(completion=claim, reader=request.reader, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The claim on {ref} was changed meanwhile: this is what stands now")
            return redirect(action_href(told, request))
        else:
            confirmed = answered.state == "confirmed"
            messages.success(request, f"{ref} is complete" if confirmed else f"{ref} was returned with what is missing")
            return redirect(action_href(told, request))
    return render(request, "plans/answer_completion.html", {"notice": request.notice, "action": told, "form": form})


@require_http_methods(["GET", "POST"])
def reopen_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Take back a confirmed completion."""
    row, told = find_action(request, notice, plan, ref)
    claim = _claim(request, row, told, "confirmed")
    if claim is None:
        messages.info(request, f"{ref} is not confirmed complete")
        return redirect(action_href(told, request))
    form = ReopenForm(posted(request), initial={"seen_version": claim.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(completion=claim, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"{ref} was changed meanwhile: this is what stands now")
            return redirect(action_href(told, request))
        else:
            messages.success(request, f"{ref} is open again")
            return redirect(action_href(told, request))
    return render(request, "plans/reopen_action.html", {"notice": request.notice, "action": told, "form": form})
