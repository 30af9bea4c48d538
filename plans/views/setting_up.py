"""Setting a plan up: the lead's page, the plan itself, its sections, and their order."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from govuk.forms import Form
from govuk.parts import Difference
from govuk.words import day
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Area, Notice
from notices.permissions import require
from notices.rows import NoticeRow
from plans import actions, permissions, words
from plans.forms.setting_up import AddSectionForm, BeginPlanForm, EditPlanForm, EditSectionForm
from plans.models import Accountability, Action, Plan, Section
from plans.views.finding import own, plan_notice, posted, stale


def setting_up(request: ReaderRequest, notice: str) -> Notice:
    """The notice of the address, for whoever may set its plans up."""
    found = plan_notice(request, notice)
    require(permissions.can_set_up(request.reader, found))
    return found


def plan_of(request: ReaderRequest, notice: str, plan: str) -> Plan:
    """The plan of the address, for whoever may set it up."""
    found = setting_up(request, notice)
    shown: Plan = own(request, Plan, found, slug=plan)
    shown.notice = found
    return shown


def set_up_href(plan: Plan, at: str = "") -> str:
    """The page on which the plan is set up, at a section or an action."""
    href = reverse("plans:set-up", args=[plan.notice.slug, plan.slug])
    return f"{href}#{at}" if at else href


@require_http_methods(["GET", "POST"])
def begin_plan(request: ReaderRequest, notice: str) -> HttpResponse:
    """Begin a plan that answers the notice."""
    found = setting_up(request, notice)
    form = BeginPlanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.create_plan(notice=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"“{plan}” is begun: add its first section")
            return redirect(set_up_href(plan))
    return render(request, "plans/begin_plan.html", {"notice": found, "form": form})


@require_http_methods(["GET", "POST"])
def edit_plan(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """Change what is said of the plan as a whole."""
    row = plan_of(request, notice, plan)
    stored = {name: getattr(row, name) for name in ("title", "source_note", "starts_on", "updates_cleared")}
    form = EditPlanForm(posted(request), initial={**stored, "seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_plan(plan=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = form.cleaned_data
            again = EditPlanForm(initial={**typed, "seen_version": row.version})
            both = [
                Difference("Title of the plan", row.title, typed["title"]),
                Difference("Where it comes from", row.source_note, typed["source_note"]),
                Difference("The plan runs from", _day(row.starts_on), _day(typed["starts_on"])),
                Difference("Updates are cleared", _yes(row.updates_cleared), _yes(typed["updates_cleared"])),
            ]
            return meanwhile(request, again, both, row=row, what="the plan", href=set_up_href(row))
        else:
            messages.success(request, "The plan’s wording is changed")
            return redirect(set_up_href(row))
    return render(request, "plans/edit_plan.html", {"notice": request.notice, "plan": row, "form": form})


@require_safe
def set_up(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """The whole plan as the lead sets it up: what to add, to change, to put in order, and what was retired."""
    row = plan_of(request, notice, plan)
    answering = Accountability.objects.select_related("post", "organisation").order_by("order", "pk")
    rows = Action.whole.visible_to(request.reader).of(request.notice).filter(plan=row).select_related("retired_by")
    found = list(rows.prefetch_related(Prefetch("accountabilities", answering)).in_plan_order())
    sections = Section.objects.visible_to(request.reader).of(request.notice).filter(plan=row).order_by("order", "pk")
    standing = [each for each in found if each.retired_at is None]
    context = {
        "notice": request.notice,
        "plan": row,
        "sections": [(each, [_line(one, row) for one in standing if one.section_id == each.pk]) for each in sections],
        "retired": [each for each in found if each.retired_at is not None],
        "count": len(standing),
    }
    return render(request, "plans/set_up.html", context)


def _yes(is_so: bool) -> str:
    return "Yes" if is_so else "No"


def _line(action: Action, plan: Plan) -> dict[str, Any]:
    return {
        "action": action,
        "who": [str(each.post.title if each.post else each.organisation) for each in action.accountabilities.all()],
        "due": words.due_words(action.due_on, action.by_when_printed, action.in_place),
        "after": words.after_the_long_stop(action.due_on, plan.notice.deliver_by),
    }


@require_http_methods(["GET", "POST"])
def add_section(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """Add a section after the last."""
    row = plan_of(request, notice, plan)
    form = AddSectionForm(posted(request), areas=areas_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            section = actions.add_section(plan=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Section {section} is added")
            return redirect(set_up_href(row, f"section-{section.pk}"))
    return render(request, "plans/add_section.html", {"notice": request.notice, "plan": row, "form": form})


@require_http_methods(["GET", "POST"])
def edit_section(request: ReaderRequest, notice: str, plan: str, uid: UUID) -> HttpResponse:
    """Change a section's wording."""
    row = plan_of(request, notice, plan)
    section = own(request, Section, request.notice, plan=row, uid=uid)
    areas = areas_of(request)
    stored = {name: getattr(section, name) for name in ("letter", "title", "needs_improvement", "families_said")}
    linked = [link.area_id for link in section.areas.all()]
    form = EditSectionForm(
        posted(request), areas=areas, initial={**stored, "areas": linked, "seen_version": section.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_section(section=section, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = _typed_section(form)
            again = EditSectionForm(areas=areas, initial={**typed, "seen_version": section.version})
            both = [
                *(Difference(str(form.fields[name].label), stored[name], typed[name]) for name in stored),
                Difference("Areas", *(_areas(areas, each) for each in (linked, typed["areas"]))),
            ]
            at = set_up_href(row, f"section-{section.pk}")
            return meanwhile(request, again, both, row=section, what=f"section {section.letter}", href=at)
        else:
            messages.success(request, f"Section {form.cleaned_data['letter']} is changed")
            return redirect(set_up_href(row, f"section-{section.pk}"))
    context = {"notice": request.notice, "plan": row, "section": section, "form": form}
    return render(request, "plans/edit_section.html", context)


@require_POST
def move_section(request: ReaderRequest, notice: str, plan: str, uid: UUID) -> HttpResponse:
    """Move a section one place."""
    row = plan_of(request, notice, plan)
    section = own(request, Section, request.notice, plan=row, uid=uid)
    up, seen_at = asked_move(request)
    if actions.move_section(section=section, up=up, seen_at=seen_at, by=request.user, at=clock.now()):
        messages.success(request, f"Section {section.letter} moved {'up' if up else 'down'}")
    return redirect(set_up_href(row, f"section-{section.pk}"))


def asked_move(request: ReaderRequest) -> tuple[bool, int | None]:
    """Whether up, and the place at which the reader saw what is moved; None where the page does not say."""
    sent = posted(request) or QueryDict()
    seen = sent.get("seen_at", "")
    return sent.get("to") != "down", int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else None


def meanwhile(
    request: ReaderRequest,
    again: Form,
    both: list[Difference],
    *,
    what: str,
    href: str,
    row: NoticeRow | None = None,
    button: str = "Save mine",
) -> HttpResponse:
    """Somebody else wrote: what stands now beside what was typed, where they differ. Where they do not, it was sent
    twice, and there is nothing to complain of."""
    differ = [each for each in both if each.theirs != each.yours]
    if not differ:
        return redirect(href)
    last = row.history.select_related("history_user").order_by("-history_id").first() if row else None
    who = {"by": last.history_user.name, "at": last.history_date} if last and last.history_user else {}
    return stale(request, again, differ, what=what, button=button, href=href, **who)


def areas_of(request: ReaderRequest) -> dict[int, Area]:
    """The notice's areas, in its order."""
    rows = Area.objects.visible_to(request.reader).of(request.notice).order_by("order", "pk")
    return {area.pk: area for area in rows}


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _areas(areas: dict[int, Area], chosen: list[int]) -> str:
    return ", ".join(area.code for pk, area in areas.items() if pk in chosen)


def _typed_section(form: EditSectionForm) -> dict[str, Any]:
    typed = dict(form.cleaned_data)
    lists = {name: "\n".join(typed[name]) for name in ("needs_improvement", "families_said")}
    return {**typed, **lists, "areas": [area.pk for area in typed["areas"]]}
