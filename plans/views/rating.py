"""What others answer to an update: why its rating stands, and whether its recovery steps are accepted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock
from govuk.forms import STALE
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.forms.about import About, about
from plans.forms.updates import AcceptForm, ExplainForm
from plans.models import Update
from plans.reading import ActionReading, UpdateReading
from plans.views.finding import FailingKpis, action_href, find_action, own, posted, stale, told_day


@require_http_methods(["GET", "POST"])
def explain_difference(
    request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis
) -> HttpResponse:
    """Say why the rating stands although the facts suggest another."""
    row, told = find_action(request, notice, plan, ref, failing_kpis)
    require(permissions.can_explain(request.reader, row))
    if told.latest is None:
        messages.info(request, f"Nobody has rated {ref} yet")
        return redirect(action_href(told, request))
    latest = own(request, Update, request.notice, pk=told.latest.pk)
    form = ExplainForm(posted(request), initial={"explanation": latest.explanation, **about(latest)})
    if request.method == "POST" and form.is_valid():
        try:
            form.check_about(latest)
            actions.explain_difference(update=latest, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except ChangedMeanwhile:
            if (form.seen, form.cleaned_data["explanation"]) != (latest.pk, latest.explanation):
                return _explained_meanwhile(request, told, latest, form)
        messages.success(request, f"Your explanation stands beside the rating of {ref}")
        return redirect(action_href(told, request))
    context = {"notice": request.notice, "action": told, "form": form}
    may_update = permissions.can_update(request.reader, row)
    return render(request, "plans/explain_difference.html", {**context, "may_update": may_update})


def _seen(told: ActionReading, form: About) -> UpdateReading | None:
    """The update that the form was opened about."""
    return next((each for each in told.updates if each.pk == form.seen), None)


def _explained_meanwhile(
    request: ReaderRequest, told: ActionReading, latest: Update, form: ExplainForm
) -> HttpResponse:
    """Somebody else explained, or updated the action anew: what stands now beside what was typed."""
    seen, typed = _seen(told, form), form.cleaned_data["explanation"]
    again = ExplainForm(initial={"explanation": typed, **about(latest)})
    both = [
        Difference("What happened, and why this rating?", latest.text, seen.text if seen else ""),
        Difference("Why the rating stands", latest.explanation, typed),
    ]
    same_update = form.seen == latest.pk and latest.explained_by
    by, at = (latest.explained_by, latest.explained_at) if same_update else (latest.written_by, latest.written_at)
    return stale(
        request,
        again,
        [each for each in both if each.theirs != each.yours],
        what=f"the explanation for {told.ref}",
        button="Save mine",
        href=action_href(told, request),
        by=str(by),
        at=at,
    )


@require_http_methods(["GET", "POST"])
def accept_recovery(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Accept the latest update's recovery steps, or record that the delivery group did."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_accept_recovery(request.reader, row))
    if told.latest is None:
        messages.info(request, f"Nobody has rated {ref} yet")
        return redirect(action_href(told, request))
    latest = own(request, Update, request.notice, pk=told.latest.pk)
    form = AcceptForm(posted(request), initial=about(latest))
    if not latest.recovery_steps or latest.recovery_accepted_at:
        return _nothing_to_accept(request, told, latest, form)
    if request.method == "POST" and form.is_valid():
        try:
            form.check_about(latest)
            actions.accept_recovery(update=latest, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = AcceptForm(initial={**form.cleaned_data, **about(latest)})
            return _recovery_meanwhile(request, told, latest, form, again)
        else:
            messages.success(request, f"Recovery steps of {ref} accepted")
            return redirect(action_href(told, request))
    return render(request, "plans/accept_recovery.html", {"notice": request.notice, "action": told, "form": form})


def _nothing_to_accept(request: ReaderRequest, told: ActionReading, latest: Update, form: AcceptForm) -> HttpResponse:
    """No steps wait. Who sent an acceptance is shown what stands instead, unless it is their own, sent twice."""
    if form.is_bound:
        form.full_clean()
        if form.seen != latest.pk or latest.recovery_accepted_by_id != request.user.pk:
            return _recovery_meanwhile(request, told, latest, form, None)
    messages.info(request, f"No recovery steps of {told.ref} wait to be accepted")
    return redirect(action_href(told, request))


def _recovery_meanwhile(
    request: ReaderRequest, told: ActionReading, latest: Update, form: AcceptForm, again: AcceptForm | None
) -> HttpResponse:
    """Somebody else accepted the steps, or updated the action anew: what stands now beside what was to be accepted."""
    seen = _seen(told, form)
    accepted = f"Accepted by {latest.recovery_accepted_by}" if latest.recovery_accepted_by else "Not accepted yet"
    both = [
        Difference("Recovery steps", latest.recovery_steps, seen.recovery_steps if seen else ""),
        Difference("Expected date", told_day(latest.recovery_on), told_day(seen.recovery_on if seen else None)),
        Difference("Are they accepted?", accepted, _acceptance(form)),
    ]
    by = latest.recovery_accepted_by or latest.written_by
    return stale(
        request,
        again,
        [each for each in both if each.theirs != each.yours],
        what=f"the recovery steps of {told.ref}",
        button="Accept what stands now",
        href=action_href(told, request),
        by=str(by),
        at=latest.recovery_accepted_at or latest.written_at,
    )


def _acceptance(form: AcceptForm) -> str:
    return "Accepted by the delivery group" if form.cleaned_data.get("for_delivery_group") else "Accepted by you"


@require_POST
def clear_update(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Clear the update that the page showed, as an accountable officer."""
    _, told = find_action(request, notice, plan, ref)
    require(permissions.can_clear_any(request.reader, request.notice))
    form = About(posted(request))
    if not form.is_valid() or form.seen is None:
        messages.error(request, STALE)
        return redirect(action_href(told, request))
    update = own(request, Update, request.notice, pk=form.seen, action=told.pk)
    try:
        actions.clear_update(
            update=update, reader=request.reader, at=clock.now(), seen_version=form.cleaned_data["seen_version"]
        )
    except Refused as refused:
        messages.error(request, refused.sentence)
    except ChangedMeanwhile:
        messages.error(request, "Something was added to this update meanwhile: read it, then clear it")
    else:
        messages.success(request, f"The update of {ref} is cleared")
    return redirect(action_href(told, request))
