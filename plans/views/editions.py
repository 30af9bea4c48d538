"""Versions of a plan: publish one, read the plan as published on a day, see what changed between two."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock, codec
from govuk.parts import Difference
from govuk.words import day
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from plans import actions, permissions
from plans.forms.lists import EditionFilter
from plans.forms.setting_up import PublishForm
from plans.models import Plan, PlanEdition
from plans.reading.wording import read_edition, read_wording
from plans.views.finding import own, plan_notice, posted
from plans.views.setting_up import meanwhile, plan_of, set_up_href
from plans.wording import Change, PlanWording, changes

NOW = "now"


@require_safe
def editions(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """Every published version, newest first: who, when and what was new."""
    row = _plan(request, notice, plan)
    may = permissions.can_set_up(request.reader, request.notice)
    context = {"notice": request.notice, "plan": row, "editions": _editions(request, row), "may_publish": may}
    return render(request, "plans/editions.html", context)


@require_safe
def edition(request: ReaderRequest, notice: str, plan: str, number: int) -> HttpResponse:
    """The plan as it was published."""
    row = _plan(request, notice, plan)
    shown = own(request, PlanEdition, request.notice, plan=row, number=number)
    context = {"notice": request.notice, "plan": row, "edition": shown, "wording": read_edition(shown)}
    return render(request, "plans/edition.html", context)


@require_safe
def edition_changes(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """What changed between two versions, or since one; without a choice, since the last."""
    row = _plan(request, notice, plan)
    found = {str(each.number): each for each in _editions(request, row)}
    named = [(number, _named(each)) for number, each in found.items()]
    filters = EditionFilter(request.GET, versions=named)
    chosen = filters.chosen_values
    before = found.get(chosen.get("before", ""), next(iter(found.values()), None))
    after = found.get(chosen.get("after", ""))
    context: dict[str, Any] = {
        "notice": request.notice,
        "plan": row,
        "filters": filters,
        "before": before,
        "after": after,
    }
    if before is not None:
        now = read_edition(after) if after else read_wording(row)
        context["changes"] = changes(read_edition(before), now)
    return render(request, "plans/edition_changes.html", context)


@require_http_methods(["GET", "POST"])
def publish_edition(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """Publish the plan as it stands, with what is new in it."""
    row = plan_of(request, notice, plan)
    wording = read_wording(row)
    sha256 = codec.digest(codec.to_text(wording))
    form = PublishForm(posted(request), initial={"seen_version": sha256})
    since = _since_the_last(request, row, wording)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            seen = typed.pop("seen_version")
            new = actions.publish_edition(plan=row, by=request.user, at=clock.now(), seen_sha256=seen, **typed)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            again = PublishForm(initial={"note": typed["note"], "seen_version": sha256})
            now = "\n".join(f"{each.what}, {each.field.lower()}: {each.now or 'taken out'}" for each in since or ())
            both = [Difference("Changed since the last version", now, ""), Difference("What is new", "", typed["note"])]
            href = set_up_href(row)
            return meanwhile(request, again, both, what="the plan", href=href, button="Publish it as it stands now")
        else:
            messages.success(request, f"Version {new.number} is published")
            return redirect("plans:edition", notice, plan, new.number)
    context = {"notice": request.notice, "plan": row, "form": form, "changes": since}
    return render(request, "plans/publish_edition.html", context)


def _since_the_last(request: ReaderRequest, plan: Plan, wording: PlanWording) -> tuple[Change, ...] | None:
    """What changed since the last version; None before the first."""
    last = _editions(request, plan).first()
    return changes(read_edition(last), wording) if last else None


def _plan(request: ReaderRequest, notice: str, plan: str) -> Plan:
    found = plan_notice(request, notice)
    row: Plan = own(request, Plan, found, slug=plan)
    return row


def _editions(request: ReaderRequest, plan: Plan) -> Any:
    rows = PlanEdition.objects.visible_to(request.reader).of(request.notice).filter(plan=plan)
    return rows.select_related("published_by").order_by("-number")


def _named(edition: PlanEdition) -> str:
    return f"{edition}, {day(edition.published_at)}"
