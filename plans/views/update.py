"""Updating an action: the officer's form with its evidence and its draft, and one click where nothing has changed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from people import carried
from plans import actions, permissions, words
from plans.actions.update import NEEDS_RECOVERY
from plans.forms.on_behalf import OnBehalf
from plans.forms.updates import FOLDED, UnchangedForm, UpdateForm, carried_forward
from plans.models import Action, UpdateDraft
from plans.rating import Impact
from plans.reading import ActionReading, UpdateReading
from plans.views.drafting import FILE, SENT_AS, as_typed
from plans.views.evidence import attach_within, evidence_within
from plans.views.finding import FailingKpis, action_href, find_action, posted, stale, told_day

KEEP, DROP = "keep_draft", "drop_draft"
NOT_KEPT = ("csrfmiddlewaretoken", KEEP, DROP, *SENT_AS)


@require_http_methods(["GET", "POST"])
def update_action(request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis) -> HttpResponse:
    """Add an update, with evidence where there is some; or keep what was typed of it for later."""
    row, told = find_action(request, notice, plan, ref, failing_kpis)
    require(permissions.can_update(request.reader, row))
    if told.complete and request.method == "GET":
        return _complete(request, told)
    sent = posted(request) or QueryDict()
    if request.method == "POST" and (KEEP in sent or DROP in sent):
        return _keep_or_drop(request, row, sent)
    asked = {**asked_of(request, row), "facts": told.facts}
    draft = actions.draft_of(row, request.reader)
    form = _form(request, row, told, draft, asked)
    evidence = evidence_within(request, row, draft)
    if request.method == "POST":
        evidence = attach_within(request, row, evidence)
        if form.is_valid() and not (evidence and evidence.errors):
            try:
                actions.add_update(action=row, reader=request.reader, at=clock.now(), **form.cleaned_data)
            except Refused as refused:
                show_refusal(form, refused)
            except ChangedMeanwhile:
                return _stale(request, row, told, form, asked)
            else:
                messages.success(request, f"{ref} updated")
                return redirect(action_href(told, request))
    context = {
        "notice": request.notice,
        "action": told,
        "form": form,
        "forms": [evidence] if evidence else [],
        "evidence": evidence,
        "draft": draft,
        "lost": carried.chosen_again(draft.fields.get(FILE, ())) if draft else "",
        "facts_warn": told.suggestion.rating in NEEDS_RECOVERY or form.asks_why,
        "unfold": told.latest is None or any(name in form.errors for name in FOLDED),
        "unchanged": told.latest is not None and not form.is_bound,
        "legend": words.legend(),
    }
    return render(request, "plans/update_action.html", context)


def _complete(request: ReaderRequest, told: ActionReading) -> HttpResponse:
    """An old tab or link: what is complete takes no update. What is typed all the same is refused by the verb, kept."""
    messages.info(request, f"{told.ref} is complete: an update is written once somebody has opened it again")
    return redirect(action_href(told, request))


def _form(
    request: ReaderRequest, row: Action, told: ActionReading, draft: UpdateDraft | None, asked: Mapping[str, Any]
) -> UpdateForm:
    """What is sent, or was typed before signing in again; else the draft as it was left; else what is carried on."""
    sent = posted(request)
    if sent is None and draft is not None:
        return UpdateForm(as_typed(draft), **asked)
    return UpdateForm(sent, initial=carried_forward(row, told.latest), **asked)


def _keep_or_drop(request: ReaderRequest, row: Action, sent: QueryDict) -> HttpResponse:
    here = reverse("plans:update-action", args=[request.notice.slug, row.plan.slug, row.ref])
    if DROP in sent:
        actions.drop_draft(action=row, reader=request.reader)
        messages.success(request, f"The draft for {row.ref} is thrown away")
        return redirect(here)
    files = carried.files_of(request)
    typed = {name: sent.getlist(name) for name in sent if name not in NOT_KEPT}
    if files:
        typed[FILE] = list(files)
    try:
        actions.keep_draft(action=row, reader=request.reader, at=clock.now(), fields=typed)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        kept = f"Your draft for {row.ref} is kept. Only you see it; nothing is sent yet."
        messages.success(request, f"{kept} {carried.chosen_again(files)}".strip())
    return redirect(here)


@require_http_methods(["GET", "POST"])
def confirm_no_change(
    request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis
) -> HttpResponse:
    """Say that nothing has changed since the last update."""
    row, told = find_action(request, notice, plan, ref, failing_kpis)
    require(permissions.can_update(request.reader, row))
    if told.complete and request.method == "GET":
        return _complete(request, told)
    if told.latest is None:
        messages.info(request, f"Nobody has rated {ref} yet: write its first update")
        return redirect("plans:update-action", notice, plan, ref)
    draft = actions.draft_of(row, request.reader)
    asked = {**asked_of(request, row), "late": bool(told.days_late), "drafted": draft is not None}
    asked |= {"latest": told.latest, "facts": told.facts}
    form = UnchangedForm(posted(request), initial={"seen_version": row.version}, **asked)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        keeps = not said.pop("throw_away", False)
        try:
            actions.confirm_no_change(action=row, reader=request.reader, at=clock.now(), keeps_draft=keeps, **said)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _changed_after_all(request, row, told, form, asked)
        else:
            kept = ". Your draft is kept" if draft and keeps else ""
            messages.success(request, f"{ref}: no change since {told_day(told.latest.at)} is saved as its update{kept}")
            return redirect(action_href(told, request))
    context = {"notice": request.notice, "action": told, "form": form, "draft": draft}
    context |= {"drafted": as_typed(draft).get("text", "") if draft else ""}
    return render(request, "plans/confirm_no_change.html", context)


def _changed_after_all(
    request: ReaderRequest, row: Action, told: ActionReading, form: UnchangedForm, asked: Mapping[str, Any]
) -> HttpResponse:
    """Somebody has updated it meanwhile: their update beside the sentence that was typed, to be sent or let be."""
    now, typed = told.latest, {**form.cleaned_data, **_typed_post(form)}
    again = UnchangedForm(initial={**typed, "seen_version": row.version}, **asked)
    said = f"No change. {typed['text']}".strip()
    return stale(
        request,
        again,
        [Difference("What happened, and why this rating?", now.text if now else "", said)],
        what=f"action {told.ref}",
        button="Nothing has changed since then",
        href=action_href(told, request),
        **({"by": now.by, "at": now.at} if now else {}),
    )


def asked_of(request: ReaderRequest, row: Action) -> dict[str, Any]:
    """The posts that this person may write on behalf of, and whether one must be named."""
    posts = [each.post for each in row.accountabilities.all() if each.post]
    another = permissions.writes_for_another(request.reader, row)
    mine = [post for post in posts if post.pk in request.reader.post_ids]
    return {"posts": mine or posts, "must_name": another and bool(posts), "today": request.reader.on}


def _typed_post(form: OnBehalf) -> dict[str, object]:
    post = form.cleaned_data.get("on_behalf_of")
    return {"on_behalf_of": post.pk} if post else {}


def _stale(
    request: ReaderRequest, row: Action, told: ActionReading, form: UpdateForm, asked: Mapping[str, Any]
) -> HttpResponse:
    """Somebody else wrote: their update beside what was typed."""
    typed, now = form.cleaned_data, told.latest
    again = UpdateForm(initial={**typed, **_typed_post(form), "seen_version": row.version}, **asked)
    differences = [
        Difference("Rating", now.rating.label if now else "", typed["rating"].label),
        Difference("What happened, and why this rating?", now.text if now else "", typed["text"]),
        Difference("Recovery steps", *_both(now, typed, "recovery_steps")),
        Difference("Expected date", told_day(now.recovery_on if now else None), told_day(typed["recovery_on"])),
        Difference("Impact", Impact(now.impact).label if now else "", typed["impact"].label),
        Difference("The difference in a sentence", *_both(now, typed, "impact_text")),
        Difference("Next steps", *_both(now, typed, "next_steps")),
        Difference("What is needed, and from whom", *_both(now, typed, "needed")),
        Difference("Why the rating stands", *_both(now, typed, "explanation")),
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
