"""How every view here finds its rows, and what a stale form is shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from govuk.forms import Form
from govuk.parts import Difference
from govuk.words import day
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from notices.rows import MachineRow
from people import carried
from plans.models import Action
from plans.reading import ActionReading, MovedKpi
from plans.reading.actions import read_action

# the codes of failing KPIs by action; KPIs stand above plans, so whoever mounts a view may hand this in
FailingKpis = Callable[[Notice, date], Mapping[int, Iterable[str]]]
# the KPIs that the action of a plan and a ref should move
KpisMoved = Callable[[Notice, str, str, date], Sequence[MovedKpi]]
Row = TypeVar("Row", bound=MachineRow)


def plan_notice(request: ReaderRequest, notice: str) -> Notice:
    """The notice of the address, for whoever may see its plan: 404 for strangers, 403 for other roles."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    return found


def find_action(
    request: ReaderRequest, notice: str, plan: str, ref: str, failing_kpis: FailingKpis | None = None
) -> tuple[Action, ActionReading]:
    """The action of the address, as a row and as it is told today; a retired one too, of which verbs take nothing."""
    found = plan_notice(request, notice)
    failing = failing_kpis(found, request.reader.on) if failing_kpis else {}
    return told_action(request, found, plan, ref, failing)


def told_action(
    request: ReaderRequest, notice: Notice, plan: str, ref: str, failing: Mapping[int, Iterable[str]]
) -> tuple[Action, ActionReading]:
    """The same, where the notice is found and the codes of failing KPIs are known."""
    rows = Action.whole.visible_to(request.reader).of(notice).filter(plan__slug=plan, ref=ref)
    told = read_action(rows, request.reader.on, failing)
    if told is None:
        raise Http404
    return told


def own(request: ReaderRequest, kind: type[Row], notice: Notice, **which: object) -> Row:
    """The one row of the notice that fits, or 404."""
    row: Row = get_object_or_404(kind._default_manager.visible_to(request.reader).of(notice), **which)  # type: ignore[attr-defined]
    return row


def posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)


def action_href(action: ActionReading, request: ReaderRequest) -> str:
    """The action's own page."""
    return reverse("plans:action", args=[request.notice.slug, action.plan, action.ref])


def stale(
    request: ReaderRequest,
    form: Form | None,
    differences: list[Difference],
    *,
    what: str,
    button: str,
    href: str,
    **who: Any,
) -> HttpResponse:
    """409: both texts side by side, and what was typed in a form that can be sent; None where nothing is asked now."""
    context = {"what": what, "differences": differences, "form": form, "button": button, "discard_href": href, **who}
    return render(request, "errors/409.html", {"by": "", "at": None, **context}, status=409)


def told_day(value: date | datetime | None) -> str:
    """A day as it is written; "" for none."""
    return day(value) if value else ""
