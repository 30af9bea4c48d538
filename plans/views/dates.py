"""An action's due date: ask for another, and record what was decided."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
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
from plans import actions, permissions, words
from plans.forms.about import about
from plans.forms.dates import CHAIR, AskDateForm, DecideDateForm
from plans.models import ChangeState, DueDateChange
from plans.reading import ActionReading
from plans.views.finding import action_href, find_action, own, posted, stale

BEFORE_ASKED = timedelta(days=60)
"""How long before a request its decision may have been taken: a board meets monthly, and letters take their time."""


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
            _warn(request, form.cleaned_data["to_due_on"])
            return redirect(action_href(told, request))
    return render(request, "plans/ask_date.html", {"notice": request.notice, "action": told, "form": form})


@require_http_methods(["GET", "POST"])
def decide_date(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Record the decision on a request, or take chair's action."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_decide_date(request.reader, row))
    asked = told.open_date_change or next(iter(told.date_changes), None)
    if asked is None:
        messages.info(request, f"Nobody asked for another date of {ref}")
        return redirect(action_href(told, request))
    change = own(request, DueDateChange, request.notice, pk=asked.pk)
    decisions = _citable(request, change)
    choices: dict[str, Any] = {
        "decisions": [(str(pk), _named(decision)) for pk, decision in decisions.items()],
        "chairs_action": permissions.can_take_chairs_action(request.reader, row),
    }
    form = DecideDateForm(posted(request), initial=about(change), **choices)
    if change.state != ChangeState.ASKED:
        return _not_asked(request, told, change, form)
    if request.method == "POST" and form.is_valid():
        try:
            form.check_about(change)
            decided = _decide(request, change, decisions, form)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = {**form.cleaned_data, "agreed": form.data.get("agreed")}
            again = DecideDateForm(initial={**typed, **about(change)}, **choices)
            return _decided_meanwhile(request, told, change, form, again)
        else:
            moved = f"is now due on {day(decided.to_due_on)}" if decided.state == "agreed" else "keeps its date"
            messages.success(request, f"Decision recorded: {ref} {moved}")
            if decided.state == "agreed":
                _warn(request, decided.to_due_on)
            return redirect(action_href(told, request))
    odd = words.after_the_long_stop(change.to_due_on, request.notice.deliver_by)
    context = {"notice": request.notice, "action": told, "change": asked, "form": form, "after_the_long_stop": odd}
    return render(request, "plans/decide_date.html", context)


def _warn(request: ReaderRequest, to_due_on: date) -> None:
    """Allowed, and said: a date after the day by which the notice wants everything delivered."""
    if after := words.after_the_long_stop(to_due_on, request.notice.deliver_by):
        messages.warning(request, f"{day(to_due_on)} is {after}. Check it")


def _not_asked(
    request: ReaderRequest, told: ActionReading, change: DueDateChange, form: DecideDateForm
) -> HttpResponse:
    """Nothing waits: say so. Who had typed a decision keeps it, unless it is their own, sent twice."""
    if form.is_bound:
        form.full_clean()
        agreed = {ChangeState.AGREED: True, ChangeState.DECLINED: False}[ChangeState(change.state)]
        own_words = change.answered_by_id == request.user.pk and agreed is form.cleaned_data.get("agreed")
        if form.seen != change.pk or not own_words:
            return _decided_meanwhile(request, told, change, form, None)
    messages.info(request, f"No request for another date of {told.ref} waits for a decision")
    return redirect(action_href(told, request))


def _decided_meanwhile(
    request: ReaderRequest,
    told: ActionReading,
    now: DueDateChange,
    form: DecideDateForm,
    again: DecideDateForm | None,
) -> HttpResponse:
    """Somebody else decided, or asked for yet another date: what stands now beside what was typed."""
    seen = next((each for each in told.date_changes if each.pk == form.seen), None)
    agreed = form.cleaned_data.get("agreed")
    wanted = "" if agreed is None else str((ChangeState.AGREED if agreed else ChangeState.DECLINED).label)
    differences = [
        Difference("New due date", day(now.to_due_on), day(seen.to_due_on) if seen else ""),
        Difference("Reason", now.reason, seen.reason if seen else ""),
        Difference("What was decided?", ChangeState(now.state).label, wanted),
        Difference(
            "What you decide, and why", now.decision.text if now.decision else "", form.cleaned_data.get("text", "")
        ),
    ]
    return stale(
        request,
        again,
        [each for each in differences if each.theirs != each.yours],
        what=f"the request for another date of {told.ref}",
        button="Record my decision",
        href=action_href(told, request),
        by=now.answered_by or now.asked_by,
        at=now.answered_at or now.asked_at,
    )


def _citable(request: ReaderRequest, change: DueDateChange) -> dict[int, Decision]:
    """Decisions that may be this one, newest first; only those who record decisions may cite them.

    A letter is often written, and a board often meets, before somebody asks here. The chair decides each request by
    itself, so what they decided on another is none.
    """
    if not permissions.can_record_decisions(request.reader, request.notice):
        return {}
    since = day_of(change.asked_at) - BEFORE_ASKED
    chairs = DueDateChange.objects.filter(decision=OuterRef("pk"), decision__authority=Authority.CHAIR)
    rows = Decision.objects.visible_to(request.reader).of(request.notice).filter(~Exists(chairs), decided_on__gte=since)
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
