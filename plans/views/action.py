"""An action's page: what was promised, by whom, how it is going, and what the reader may do about it."""

from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from govuk.address import with_query
from govuk.pagination import paginate
from govuk.parts import Link
from notices.conflicts import Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Clause
from notices.permissions import can_see_evidence, require
from notices.reading import clause_anchor
from plans import actions, clearing, permissions, words
from plans.forms.about import about
from plans.forms.updates import EvidenceForm
from plans.models import Action, ActionClause, Update
from plans.reading import ActionReading, MovedKpi, UpdateReading
from plans.reading.history import read_history
from plans.story import KINDS, claimed_on, counted, decided_by, story
from plans.versions import versions
from plans.views.evidence import offered, to_attach
from plans.views.finding import KpisMoved, action_href, find_action, own, plan_notice, posted, told_action

STORY, STORY_PAGE = "what-happened", 20


@require_safe
def action(request: ReaderRequest, notice: str, plan: str, ref: str, kpis_moved: KpisMoved) -> HttpResponse:
    """The action's page."""
    found = plan_notice(request, notice)
    kpis = kpis_moved(found, plan, ref, request.reader.on)
    row, told = told_action(request, found, plan, ref, _failing(kpis))
    return render(request, "plans/action.html", action_context(request, row, told) | {"kpis": kpis})


def _failing(kpis: Sequence[MovedKpi]) -> dict[int, list[str]]:
    return {kpi.action: [each.code for each in kpis if each.failing] for kpi in kpis}


def action_context(request: ReaderRequest, row: Action, told: ActionReading) -> dict[str, object]:
    """What the action's page needs, for whoever shows it with more beside it."""
    return {
        "notice": request.notice,
        "action": told,
        "section": row.section,
        "plan": row.plan,
        "may": list(_may_do(request, row, told)),
        "may_update": not told.retired and permissions.can_update(request.reader, row),
        "answers": told.waits and _answers_claims(request, row, told),
        "may_change_milestones": not told.retired and permissions.can_set_up(request.reader, request.notice),
        "may_meet": not told.retired and permissions.can_meet_milestones(request.reader, row),
        "after_the_long_stop": words.after_the_long_stop(told.due_on, request.notice.deliver_by),
        "may_match": bool(told.possible_clauses) and permissions.can_set_up(request.reader, request.notice),
        "may_open": can_see_evidence(request.reader, request.notice),
        "clauses": _clauses(row),
        "areas": row.areas.select_related("area").order_by("area__order"),
        "due": words.due_words(told.due_on, told.by_when_printed, told.in_place),
        "late": words.late_words(told.due_on, told.days_late, claimed_on(told) is not None),
        "claimed_on": claimed_on(told),
        "revisions": [(change, decided_by(change)) for change in told.date_changes],
        "missed": [each for each in told.milestones if each.missed(request.reader.on)],
        "legend": words.legend(),
        "asks_clearance": told.latest is not None and _asks_clearance(row, told.latest),
        "clearing": _clearing(request, row, told),
        **_story(request, row, told),
    }


def _asks_clearance(row: Action, latest: UpdateReading) -> bool:
    """Whether it is said of the latest update who cleared it, or that nobody has yet."""
    asked = row.plan.updates_cleared
    return asked and (latest.cleared_at is not None or clearing.wanted().filter(pk=latest.pk).exists())


def _clearing(request: ReaderRequest, row: Action, told: ActionReading) -> dict[str, int] | None:
    """The hidden fields with which this reader clears the latest update; None where there is nothing to clear."""
    if told.latest is None or told.latest.cleared_at or told.retired or not row.plan.updates_cleared:
        return None
    latest = own(request, Update, request.notice, pk=told.latest.pk)
    return about(latest) if permissions.can_clear(request.reader, latest) else None


def _clauses(action: Action) -> list[tuple[Clause, str, bool]]:
    """The clauses that it answers, each with its place on the notice's page and whether a person confirmed it."""
    rows = action.clauses.select_related("clause").order_by("clause__order")
    return [(row.clause, f"clause-{clause_anchor(row.clause.number)}", row.confirmed_at is not None) for row in rows]


def _story(request: ReaderRequest, row: Action, told: ActionReading) -> dict[str, object]:
    """What happened, as the address asks for it: one kind of events or all, a page of them at a time."""
    entries = read_history(row)
    known = versions(entries)
    events = story(told, entries, known)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    chosen = [event for event in events if kind in event.kinds] if kind else events
    kinds = [("", "Everything", len(events)), *counted(events)] if events else []
    links = [(_kind_link(request, code), f"{words} ({number})", code == kind) for code, words, number in kinds]
    return {"story": paginate(request, chosen, STORY_PAGE), "kinds": links, "kind": KINDS.get(kind, ""), "known": known}


def _kind_link(request: ReaderRequest, kind: str) -> str:
    """The address of the same page with one kind of events, "" for all, at the place where they stand."""
    return f"{with_query(request, kind=kind or None, page=None)}#{STORY}"


def _may_do(request: ReaderRequest, row: Action, told: ActionReading) -> Iterator[Link]:
    """The pages on which this reader may do something for this action, apart from updating it."""
    if not told.retired:
        yield from _may_say(request, row, told)
    if permissions.can_set_up(request.reader, request.notice):
        here = [request.notice.slug, told.plan, told.ref]
        if told.retired:
            yield Link("Bring it back", reverse("plans:bring-back-action", args=here))
            return
        yield Link("Change its wording", reverse("plans:edit-action", args=here))
        yield Link("Add a milestone", reverse("plans:add-milestone", args=here))
        if not (told.waits or told.complete or told.open_date_change):
            yield Link("Retire it", reverse("plans:retire-action", args=here))


def _may_say(request: ReaderRequest, row: Action, told: ActionReading) -> Iterator[Link]:
    reader, here = request.reader, [request.notice.slug, told.plan, told.ref]
    latest, standing = told.latest, told.waits or told.complete
    recovery = latest and latest.recovery_steps and not latest.recovery_accepted and not standing
    if told.open_date_change and permissions.can_decide_date(reader, row):
        yield Link("Record the decision on the date", reverse("plans:decide-date", args=here))
    if recovery and permissions.can_accept_recovery(reader, row):
        yield Link("Accept the recovery steps", reverse("plans:accept-recovery", args=here))
    if latest and told.difference and not latest.explanation and permissions.can_explain(reader, row):
        yield Link("Explain why the rating stands", reverse("plans:explain-difference", args=here))
    if not told.open_date_change and not standing and permissions.can_ask_date(reader, row):
        yield Link("Ask for another due date", reverse("plans:ask-date", args=here))
    if permissions.can_attach_evidence(reader, row):
        view = "add-evidence" if permissions.can_add_evidence(reader, row) else "attach-evidence"
        yield Link("Attach evidence", reverse(f"plans:{view}", args=here))
    if not standing and permissions.can_claim(reader, row):
        yield Link("Say that it is complete", reverse("plans:claim-completion", args=here))
    if told.complete and _answers_claims(request, row, told):
        yield Link("Open it again", reverse("plans:reopen-action", args=here))


def _answers_claims(request: ReaderRequest, row: Action, told: ActionReading) -> bool:
    claimed_by = told.claim.claimed_by_id if told.claim else None
    return not told.retired and permissions.can_answer_claims(request.reader, row, claimed_by)


@require_http_methods(["GET", "POST"])
def attach_evidence(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Attach a document that was added before."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_attach_evidence(request.reader, row))
    documents = to_attach(request, told)
    form = EvidenceForm(posted(request), documents=offered(documents))
    if request.method == "POST" and form.is_valid():
        document = documents[form.cleaned_data["document"]]
        try:
            actions.attach_evidence(action=row, document=document, by=request.user, at=clock.now())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"“{document}” is now evidence for {ref}")
            return redirect(action_href(told, request))
    context = {"notice": request.notice, "action": told, "form": form, "documents": documents}
    may_add = permissions.can_add_evidence(request.reader, row)
    return render(request, "plans/attach_evidence.html", {**context, "may_add": may_add})


@require_POST
def confirm_clause(request: ReaderRequest, notice: str, plan: str, ref: str, clause: str) -> HttpResponse:
    """Confirm that the action answers the clause that it was possibly matched to."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_set_up(request.reader, request.notice))
    match = own(request, ActionClause, request.notice, action=row, clause__number=clause)
    actions.confirm_clause_match(match=match, by=request.user, at=clock.now())
    messages.success(request, f"{ref} answers clause {clause}")
    return redirect(action_href(told, request))
