"""An action's due date: ask for another, and record what was decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from audit.clock import day_of
from boards.models import Authority, Decision
from govuk.parts import Difference
from govuk.words import day
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.forms.dates import CHAIR, AskDateForm, DecideDateForm
from plans.models import DueDateChange
from plans.views.finding import action_href, find_action, own, posted, stale


@require_http_methods(["GET", "POST"])
def ask_date(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Ask for another due date."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_ask_date(request.reader, row))
    form = AskDateForm(posted(request), initial={"seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_date_change(action=row, reader=request.reader, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = AskDateForm(initial={**form.cleaned_data, "seen_version": row.version})
            typed = form.cleaned_data
            both = [Difference("Due date", day(told.due_on) if told.due_on else "", day(typed["to_due_on"]))]
            href = action_href(told, request)
            return stale(request, again, both, what=f"action {ref}", button="Ask for this date", href=href)
        else:
            asked = day(form.cleaned_data["to_due_on"])
            messages.success(request, f"You asked for {asked}. Until it is agreed, {ref} is due as before")
            return redirect(action_href(told, request))
    return render(request, "plans/ask_date.html", {"notice": request.notice, "action": told, "form": form})


@require_http_methods(["GET", "POST"])
def decide_date(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Record the decision on a request, or take chair's action."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_decide_date(request.reader, row))
    if told.open_date_change is None:
        messages.info(request, f"No request for another date of {ref} waits for a decision")
        return redirect(action_href(told, request))
    change = own(request, DueDateChange, request.notice, pk=told.open_date_change.pk)
    decisions = _citable(request, change)
    form = DecideDateForm(
        posted(request),
        initial={"seen_version": change.version},
        decisions=[(str(pk), _named(decision)) for pk, decision in decisions.items()],
        chairs_action=permissions.can_take_chairs_action(request.reader, row),
    )
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, change, decisions, form)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The request on {ref} was changed meanwhile: this is what stands now")
            return redirect(action_href(told, request))
        else:
            moved = f"is now due on {day(decided.to_due_on)}" if decided.state == "agreed" else "keeps its date"
            messages.success(request, f"Decision recorded: {ref} {moved}")
            return redirect(action_href(told, request))
    context = {"notice": request.notice, "action": told, "change": told.open_date_change, "form": form}
    return render(request, "plans/decide_date.html", context)


def _citable(request: ReaderRequest, change: DueDateChange) -> dict[int, Decision]:
    """Decisions taken since the request, newest first; only those who record decisions may cite them."""
    if not permissions.can_record_decisions(request.reader, request.notice):
        return {}
    rows = (
        Decision.objects.visible_to(request.reader).of(request.notice).filter(decided_on__gte=day_of(change.asked_at))
    )
    return {each.pk: each for each in rows.select_related("meeting").order_by("-decided_on", "-number")}


def _named(decision: Decision) -> str:
    authority = Authority(decision.authority).label
    return f"Decision {decision.number}, {authority}, {day(decision.decided_on)}: {decision.text}"


def _decide(
    request: ReaderRequest, change: DueDateChange, decisions: dict[int, Decision], form: DecideDateForm
) -> DueDateChange:
    typed = form.cleaned_data
    told = {"change": change, "agreed": typed["agreed"], "seen_version": typed["seen_version"]}
    if typed["decision"] == CHAIR:
        return actions.take_chairs_action(**told, text=typed["text"], reader=request.reader, at=clock.now())
    cited = decisions[int(typed["decision"])]
    return actions.decide_date_change(**told, decision=cited, reader=request.reader, at=clock.now())
