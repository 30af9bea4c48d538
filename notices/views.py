"""Pages of a notice: who may see and do what, one obligation, and what was sent."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from govuk.forms import Form
from govuk.pagination import paginate
from govuk.parts import Difference
from govuk.words import day
from notices import actions
from notices import permissions as may
from notices.choices import posts_for
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.forms import (
    ConfirmAnchorForm,
    DelegateForm,
    EndAccessForm,
    EndForm,
    FulfilmentForm,
    GiveAccessForm,
    HandPostForm,
    MailFilter,
    open_dates,
)
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Access, Fulfilment, Notice, Obligation
from notices.permissions import require
from notices.reading import ObligationReading, read_obligation
from notices.roster import read_roster
from people import actions as people_actions
from people import carried, mailbox
from people.models import Delegate, Mail, Post, PostHolding

NO_LONGER = (
    "These reminders are not sent again: this person has no role any more on a notice that they tell of. "
    "Whoever has one is reminded anew on the next day that asks for it."
)


@require_safe
def people(request: ReaderRequest, notice: str) -> HttpResponse:
    """Who may see and do what: access, posts and their holders."""
    found = notice_for(request, notice)
    require(may.can_see_whole(request.reader, found))
    can_give = may.can_give_access(request.reader, found)
    shown = {
        "notice": found,
        "roster": read_roster(found, request.reader.on),
        "can_give": can_give,
        "mailbox": can_give and mailbox.is_open(),
    }
    return render(request, "notices/people.html", shown)


@require_http_methods(["GET", "POST"])
def give_access(request: ReaderRequest, notice: str) -> HttpResponse:
    """Give somebody a role, by their email address."""
    found = notice_for(request, notice)
    require(may.can_give_access(request.reader, found))
    form = GiveAccessForm(carried.data(request), notice=found, initial={"starts_on": request.reader.on})
    if request.method == "POST" and form.is_valid():
        try:
            access = actions.invite(notice=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{access.user} has access as {access.get_role_display().lower()}")
            return redirect("notices:people", found.slug)
    return render(request, "notices/give_access.html", {"notice": found, "form": form})


@require_http_methods(["GET", "POST"])
def end_access(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """End a role of somebody."""
    found = notice_for(request, notice)
    require(may.can_give_access(request.reader, found))
    access = get_object_or_404(Access.objects.visible_to(request.reader).of(found).select_related("user"), uid=uid)
    form = EndAccessForm(carried.data(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_access(access=access, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"The role of {access.user} as {access.get_role_display().lower()} ends")
            return redirect("notices:people", found.slug)
    return render(request, "notices/end_access.html", {"notice": found, "form": form, "access": access})


@require_http_methods(["GET", "POST"])
def hand_post(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Hand a post over."""
    found, post = _post_of(request, notice, pk)
    form = HandPostForm(carried.data(request), notice=found, initial={"starts_on": request.reader.on})
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.hand_post(
                post=post, by=request.user, at=clock.now(), notice_id=found.pk, **form.cleaned_data
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            to, first_day = form.cleaned_data["user"], form.cleaned_data["starts_on"]
            ahead = first_day > request.reader.on
            when = f"will be handed over to {to} on {day(first_day)}" if ahead else f"is handed over to {to}"
            messages.success(request, f"{post} {when}")
            return redirect("notices:people", found.slug)
    return render(request, "notices/hand_post.html", {"notice": found, "form": form, "post": post})


@require_http_methods(["GET", "POST"])
def delegate_post(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Name somebody who may write for a post."""
    found, post = _post_of(request, notice, pk)
    form = DelegateForm(carried.data(request), notice=found, initial={"starts_on": request.reader.on})
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.delegate_post(
                post=post, by=request.user, at=clock.now(), notice_id=found.pk, **form.cleaned_data
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{form.cleaned_data['user']} may write for {post}")
            return redirect("notices:people", found.slug)
    return render(request, "notices/delegate_post.html", {"notice": found, "form": form, "post": post})


@require_http_methods(["GET", "POST"])
def end_holding(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Say to which day somebody holds a post, and nobody after them yet."""
    found, holding = _holding_of(request, notice, pk)
    form = EndForm(carried.data(request), initial={"ends_on": request.reader.on})
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.end_holding(
                holding=holding, by=request.user, at=clock.now(), notice_id=found.pk, **form.cleaned_data
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{holding.user} holds {holding.post} to that day, and nobody after them yet")
            return redirect("notices:people", found.slug)
    return render(request, "notices/end_holding.html", {"notice": found, "form": form, "holding": holding})


def _holding_of(request: ReaderRequest, slug: str, pk: int) -> tuple[Notice, PostHolding]:
    found = notice_for(request, slug)
    require(may.can_give_access(request.reader, found))
    own = PostHolding.objects.filter(post__in=posts_for(found)).select_related("user", "post")
    return found, get_object_or_404(own, pk=pk)


@require_http_methods(["GET", "POST"])
def take_back_handover(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Take back a hand-over whose day is still to come."""
    found, holding = _holding_of(request, notice, pk)
    form = Form(carried.data(request))
    if request.method == "POST" and form.is_valid():
        try:
            goes_on = people_actions.take_back_handover(
                holding=holding, by=request.user, at=clock.now(), notice_id=found.pk
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            after = f": {goes_on.user} goes on as before" if goes_on else ""
            messages.success(request, f"{holding.user} does not take up {holding.post}{after}")
            return redirect("notices:people", found.slug)
    return render(request, "notices/take_back_handover.html", {"notice": found, "form": form, "holding": holding})


@require_http_methods(["GET", "POST"])
def end_delegation(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Say to which day somebody writes for a post."""
    found = notice_for(request, notice)
    require(may.can_give_access(request.reader, found))
    own = Delegate.objects.filter(post__in=posts_for(found)).select_related("user", "post")
    delegate: Delegate = get_object_or_404(own, pk=pk)
    form = EndForm(carried.data(request), initial={"ends_on": request.reader.on})
    if request.method == "POST" and form.is_valid():
        try:
            people_actions.end_delegation(
                delegate=delegate, by=request.user, at=clock.now(), notice_id=found.pk, **form.cleaned_data
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{delegate.user} writes for {delegate.post} to that day")
            return redirect("notices:people", found.slug)
    return render(request, "notices/end_delegation.html", {"notice": found, "form": form, "delegate": delegate})


@require_safe
def obligation(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """One obligation: what the clause requires, when it falls due, and how each date stands."""
    found, reading = _obligation_of(request, notice, code)
    shown = {
        "notice": found,
        "obligation": reading,
        "can_confirm": may.can_confirm_obligation(request.reader, found),
        "can_record": may.can_record_fulfilment(request.reader, found) and bool(open_dates(reading)),
    }
    return render(request, "notices/obligation.html", shown)


@require_http_methods(["GET", "POST"])
def confirm_anchor(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Confirm what an obligation is counted from."""
    found, reading = _obligation_of(request, notice, code)
    require(may.can_confirm_obligation(request.reader, found))
    row = Obligation.objects.visible_to(request.reader).of(found).get(pk=reading.pk)
    asked = {"anchor": row.anchor, "anchor_day": row.anchor_day, "last_day": row.last_day}
    form = ConfirmAnchorForm(carried.data(request), initial={**asked, "seen_version": row.version})
    shown: dict[str, Any] = {"notice": found, "form": form, "obligation": reading}
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_anchor(obligation=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _conflict(request, form, row, reading)
        else:
            messages.success(request, "What it is counted from is confirmed")
            return redirect("notices:obligation", found.slug, code)
    return render(request, "notices/confirm_anchor.html", shown)


@require_http_methods(["GET", "POST"])
def record_fulfilment(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Record by hand that one date was met."""
    found, reading = _obligation_of(request, notice, code)
    require(may.can_record_fulfilment(request.reader, found))
    row = Obligation.objects.visible_to(request.reader).of(found).get(pk=reading.pk)
    form = FulfilmentForm(carried.data(request), reading=reading, today=request.reader.on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_fulfilment(obligation=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Recorded as met")
            return redirect("notices:obligation", found.slug, code)
    return render(request, "notices/record_fulfilment.html", {"notice": found, "form": form, "obligation": reading})


@require_safe
def mails(request: ReaderRequest, notice: str) -> HttpResponse:
    """What was sent for the notice, to whom, and with which answer: all of it, or what was sent to the reader."""
    found = notice_for(request, notice)
    require(may.can_see_mail(request.reader, found))
    filters = MailFilter(request.GET)
    rows = may.mails_for(request.reader, found).filter(**filters.chosen_values).order_by("-made_at", "-pk")
    page = paginate(request, rows)
    shown = {
        "page": page,
        "hidden": {each.pk for each in page if not may.can_read_mail(request.reader, each)},
        "filters": filters,
        "sees_all": may.can_see_all_mail(request.reader, found),
    }
    return render(request, "notices/mails.html", {**shown, "notice": found, "demo": settings.DEMO})


@require_safe
def mail(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """One mail as it was sent."""
    found, one = _mail_of(request, notice, pk)
    shown = {
        "notice": found,
        "mail": one,
        "can_read": may.can_read_mail(request.reader, one),
        "can_send_again": may.can_send_mail_again(request.reader, found) and one.state == "failed",
    }
    return render(request, "notices/mail.html", shown)


@require_safe
def mail_file(request: ReaderRequest, notice: str, pk: int) -> HttpResponseBase:
    """The file that went with a mail."""
    _, one = _mail_of(request, notice, pk)
    if not one.attachment_file or not default_storage.exists(one.attachment_file):
        raise Http404
    people_actions.record_attachment_opened(mail=one, by=request.user, at=clock.now())
    response = FileResponse(default_storage.open(one.attachment_file), as_attachment=True, filename=one.attachment_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def send_mail_again(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """Send a mail again that could not be sent."""
    found, one = _mail_of(request, notice, pk)
    require(may.can_send_mail_again(request.reader, found))
    if may.still_concerns(one, request.reader.on):
        people_actions.send_again(mail=one, by=request.user, at=clock.now())
        messages.success(request, "The mail is being sent again")
    else:
        messages.warning(request, NO_LONGER)
    return redirect("notices:mail", found.slug, one.pk)


def _post_of(request: ReaderRequest, slug: str, pk: int) -> tuple[Notice, Post]:
    found = notice_for(request, slug)
    require(may.can_give_access(request.reader, found))
    return found, get_object_or_404(posts_for(found), pk=pk)


def _obligation_of(request: ReaderRequest, slug: str, code: str) -> tuple[Notice, ObligationReading]:
    found = notice_for(request, slug)
    rows = Obligation.objects.visible_to(request.reader).of(found).select_related("clause", "confirmed_by")
    row = get_object_or_404(rows, code=code)
    proofs = Fulfilment.objects.of(found).filter(obligation=row).order_by("due_on", "pk")
    return found, read_obligation(row, found, list(proofs), request.reader.on)


def _mail_of(request: ReaderRequest, slug: str, pk: int) -> tuple[Notice, Mail]:
    found = notice_for(request, slug)
    require(may.can_see_mail(request.reader, found))
    return found, get_object_or_404(may.mails_for(request.reader, found), pk=pk)


def _conflict(
    request: ReaderRequest, form: ConfirmAnchorForm, row: Obligation, reading: ObligationReading
) -> HttpResponse:
    """Both answers side by side; the form is filled with what was typed and sends against what is stored now."""
    typed = form.cleaned_data
    chosen = dict(form.fields["anchor"].choices).get(typed["anchor"], "")  # type: ignore[attr-defined]
    again = ConfirmAnchorForm(initial={**typed, "seen_version": row.version})
    shown = {
        "what": "what this is counted from",
        "by": reading.confirmed_by,
        "at": reading.confirmed_at,
        "differences": [Difference("What is it counted from?", reading.counts_from, chosen)],
        "form": again,
        "button": "Confirm",
        "discard_href": request.path.removesuffix("confirm/"),
    }
    return render(request, "errors/409.html", shown, status=409)
