"""The data-quality list: everything odd or open of the notice's plans and KPIs, with the way to settle it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kpis import permissions
from kpis.forms.lists import QualityFilter
from kpis.models import Kpi
from kpis.quality import Finding, counted, of_actions, of_kpis
from kpis.reading import read_kpis
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from notices.roles import Role
from plans.models import Action
from plans.reading.actions import answering, undated
from sheets.download import download
from sheets.writing import Column, Value

COLUMNS = (Column("KPI or action"), Column("Name"), Column("Section"), Column("Kind"), Column("What is odd or open"))
OF_THE_LEAD = frozenset({"kpis:rebase-targets", "kpis:place-cells", "kpis:set-direction"})
OF_EVERYBODY = "kpis:kpi"


@dataclass(frozen=True)
class Listed:
    """A KPI or an action with what is odd or open of it; `settle` are sentence, kind and the page that settles it, or
    "" for who may not."""

    ref: str
    title: str
    href: str
    settle: tuple[tuple[str, str, str], ...]


@require_safe
def data_quality(request: ReaderRequest, notice: str) -> HttpResponse:
    """What has to be settled before the figures can be believed?"""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    everything = list(_findings(request, found))
    filters = QualityFilter(request.GET, findings=everything)
    chosen = [each for each in everything if filters.keeps(each)]
    file = download(f"data-quality-{found.slug}", request.GET.get("format", ""), COLUMNS, _sheet_rows(chosen))
    if file is not None:
        return file
    context = {
        "notice": found,
        "filters": filters,
        "any": bool(everything),
        "count": len(chosen),
        "counts": counted(chosen),
        "rows": list(_listed(request, found, chosen)),
    }
    return render(request, "kpis/data_quality.html", context)


def _findings(request: ReaderRequest, notice: Notice) -> Iterator[Finding]:
    on = request.reader.on
    yield from of_kpis(read_kpis(notice, on))
    actions = Action.objects.visible_to(request.reader).of(notice).select_related("plan", "section")
    in_order = actions.order_by("plan__pk", "section__order", "order", "pk")
    yield from of_actions(in_order.prefetch_related(answering(on), undated()))


def _listed(request: ReaderRequest, notice: Notice, findings: Sequence[Finding]) -> Iterator[Listed]:
    """One row a KPI or action, in the order of the findings."""
    leads, own = _theirs(request, notice)
    of: dict[tuple[str, str], list[Finding]] = {}
    for each in findings:
        of.setdefault((each.plan, each.ref), []).append(each)
    for (plan, ref), theirs in of.items():
        href = (
            reverse("plans:action", args=[notice.slug, plan, ref])
            if plan
            else reverse("kpis:kpi", args=[notice.slug, ref])
        )
        settle = tuple((each.says, each.matter.label, _settled_at(notice, each, leads, own)) for each in theirs)
        yield Listed(ref, theirs[0].title, href, settle)


def _theirs(request: ReaderRequest, notice: Notice) -> tuple[bool, Collection[str]]:
    """Whether the reader leads, and for a data lead the codes of the KPIs that they may write."""
    leads = request.reader.is_any(notice.pk, {Role.LEAD})
    if leads or not request.reader.is_any(notice.pk, permissions.ENTERS):
        return leads, ()
    rows = Kpi.objects.visible_to(request.reader).of(notice).order_by("pk")
    return leads, {each.code for each in rows if permissions.can_enter(request.reader, each)}


def _settled_at(notice: Notice, finding: Finding, leads: bool, own: Collection[str]) -> str:
    page = finding.matter.settled_at
    if not (leads or page == OF_EVERYBODY or (not finding.plan and finding.ref in own and page not in OF_THE_LEAD)):
        return ""
    if page == "notices:people":
        return reverse(page, args=[notice.slug])
    place = [finding.plan, finding.ref] if finding.plan else [finding.ref]
    return reverse(page, args=[notice.slug, *place])


def _sheet_rows(findings: Iterable[Finding]) -> Iterator[Sequence[Value]]:
    """One row a finding, under COLUMNS."""
    for each in findings:
        yield each.ref, each.title, each.section, each.matter.label, each.says
