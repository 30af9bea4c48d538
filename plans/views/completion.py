"""Completion: claim it, answer the claim, open the action again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.models import Document
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.forms.about import about
from plans.forms.updates import AnswerForm, ClaimForm, ReopenForm
from plans.models import Action, Completion, CompletionState
from plans.reading import ActionReading
from plans.views.evidence import attach_within, evidence_within, offered, to_attach
from plans.views.finding import action_href, find_action, own, posted, stale


@require_http_methods(["GET", "POST"])
def claim_completion(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Say that an action is complete."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_claim(request.reader, row))
    evidence, documents = evidence_within(request, row), _to_choose(request, row, told)
    if request.method == "POST":
        evidence = attach_within(request, row, evidence)
        row, told = find_action(request, notice, plan, ref)
    begun = evidence is not None and evidence.is_bound
    asked: dict[str, Any] = {"documents": offered(documents), "proved": begun or bool(told.evidence)}
    form = ClaimForm(posted(request), initial={"seen_version": row.version}, **asked)
    if request.method == "POST" and form.is_valid() and not begun:
        typed = dict(form.cleaned_data)
        chosen = documents.get(typed.pop("document", None) or 0)
        try:
            if chosen:
                actions.attach_evidence(action=row, document=chosen, by=request.user, at=clock.now())
            actions.claim_completion(action=row, reader=request.reader, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = ClaimForm(initial={**form.cleaned_data, "seen_version": row.version}, **asked)
            href = action_href(told, request)
            return stale(request, again, [], what=f"action {ref}", button="Claim completion", href=href)
        else:
            messages.success(request, f"{ref} is complete, awaiting confirmation by a second person")
            return redirect(action_href(told, request))
    context = {"notice": request.notice, "action": told, "form": form, "evidence": evidence}
    return render(request, "plans/claim_completion.html", {**context, "forms": [evidence] if evidence else []})


def _to_choose(request: ReaderRequest, row: Action, told: ActionReading) -> dict[int, Document]:
    """The documents that this reader may attach with a claim."""
    return to_attach(request, told) if permissions.can_attach_evidence(request.reader, row) else {}


def _claim(request: ReaderRequest, row: Action, told: ActionReading) -> Completion:
    """The latest claim, for whoever may answer it."""
    if told.claim is None:
        raise Http404
    claimed_by = told.claim.claimed_by_id
    why = permissions.why_another_answers(request.reader, row, claimed_by)
    require(permissions.can_answer_claims(request.reader, row, claimed_by), why)
    return own(request, Completion, request.notice, pk=told.claim.pk)


@require_http_methods(["GET", "POST"])
def answer_completion(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Confirm a claim or return it."""
    row, told = find_action(request, notice, plan, ref)
    claim = _claim(request, row, told)
    form = AnswerForm(posted(request), initial=about(claim))
    if claim.state != CompletionState.WAITING:
        return _not_asked(request, told, claim, form, f"No claim that {ref} is complete waits for an answer")
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        verb = actions.confirm_completion if typed.pop("accepted") else actions.return_completion
        try:
            form.check_about(claim)
            answered = verb(completion=claim, reader=request.reader, at=clock.now(), **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = AnswerForm(initial={**form.cleaned_data, "accepted": form.data.get("accepted"), **about(claim)})
            return _meanwhile(request, told, claim, form, again)
        else:
            confirmed = answered.state == "confirmed"
            messages.success(request, f"{ref} is complete" if confirmed else f"{ref} was returned with what is missing")
            return redirect(action_href(told, request))
    return render(request, "plans/answer_completion.html", {"notice": request.notice, "action": told, "form": form})


@require_http_methods(["GET", "POST"])
def reopen_action(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Take back a confirmed completion."""
    row, told = find_action(request, notice, plan, ref)
    claim = _claim(request, row, told)
    form = ReopenForm(posted(request), initial=about(claim))
    if claim.state != CompletionState.CONFIRMED:
        return _not_asked(request, told, claim, form, f"{ref} is not confirmed complete")
    if request.method == "POST" and form.is_valid():
        try:
            form.check_about(claim)
            actions.reopen(completion=claim, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = ReopenForm(initial={**form.cleaned_data, **about(claim)})
            return _meanwhile(request, told, claim, form, again)
        else:
            messages.success(request, f"{ref} is open again")
            return redirect(action_href(told, request))
    return render(request, "plans/reopen_action.html", {"notice": request.notice, "action": told, "form": form})


def _not_asked(
    request: ReaderRequest, told: ActionReading, claim: Completion, form: AnswerForm | ReopenForm, sentence: str
) -> HttpResponse:
    """Nothing is asked: say so. Who had typed an answer keeps it, unless it is their own, sent twice."""
    if form.is_bound:
        form.full_clean()
        own_words = claim.answered_by_id == request.user.pk and claim.answer == form.cleaned_data.get("answer")
        if form.seen != claim.pk or not own_words:
            return _meanwhile(request, told, claim, form, None)
    messages.info(request, sentence)
    return redirect(action_href(told, request))


def _meanwhile(
    request: ReaderRequest,
    told: ActionReading,
    claim: Completion,
    form: AnswerForm | ReopenForm,
    again: AnswerForm | ReopenForm | None,
) -> HttpResponse:
    """Somebody else answered, or it was claimed anew: what stands now beside what was typed."""
    seen = next((each for each in told.completions if each.pk == form.seen), None)
    differences = [
        Difference("The difference it made", claim.impact_statement, seen.impact_statement if seen else ""),
        Difference("Where the claim is", CompletionState(claim.state).label, _wanted(form)),
        Difference(str(form.fields["answer"].label), claim.answer, form.cleaned_data.get("answer", "")),
    ]
    by, at = (claim.answered_by, claim.answered_at) if claim.answered_by else (claim.claimed_by, claim.claimed_at)
    return stale(
        request,
        again,
        [each for each in differences if each.theirs != each.yours],
        what=f"the claim on {told.ref}",
        button="Save mine",
        href=action_href(told, request),
        by=by.name,
        at=at,
    )


def _wanted(form: AnswerForm | ReopenForm) -> str:
    if isinstance(form, ReopenForm):
        return str(CompletionState.REOPENED.label)
    accepted = form.cleaned_data.get("accepted")
    return "" if accepted is None else str((CompletionState.CONFIRMED if accepted else CompletionState.RETURNED).label)
