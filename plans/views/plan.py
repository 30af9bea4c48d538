"""The plan: its sections and actions, filtered, sorted, and to take away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.clock import day_of
from govuk.pagination import paginate, sort_key
from notices.middleware import ReaderRequest
from plans import words
from plans.forms.lists import ActionFilter
from plans.models import Accountability, Action, Plan, Section
from plans.querysets import ActionRows
from plans.reading.plan import points
from plans.views.finding import own, plan_notice
from sheets.download import download
from sheets.writing import Column, Value

SORTS = ("ref", "due", "rating", "updated")
COLUMNS = (
    Column("Ref"),
    Column("Section"),
    Column("Action"),
    Column("What"),
    Column("Accountable"),
    Column("By when, as printed"),
    Column("Original date", "date"),
    Column("Date now", "date"),
    Column("Days slipped", "number"),
    Column("Days late", "number"),
    Column("Rating"),
    Column("Completion"),
    Column("Last update", "date"),
    Column("Silent in the last window"),
)


@dataclass(frozen=True)
class Listed:
    """An action in the list: what its row says of it, as on a day."""

    action: Action
    on: date

    @property
    def due(self) -> str:
        return words.due_words(self.action.due_on, self.action.by_when_printed, self.action.in_place)

    @property
    def slip_days(self) -> int:
        now, first = self.action.due_on, self.action.original_due_on
        return (now - first).days if now and first else 0

    @property
    def claimed(self) -> bool:
        return bool(self.action.claimed_at)  # type: ignore[attr-defined]

    @property
    def waits(self) -> bool:
        return bool(self.action.completion == "waiting")  # type: ignore[attr-defined]

    @property
    def days_late(self) -> int:
        if self.action.due_on is None:
            return 0
        until = day_of(self.action.claimed_at) if self.claimed else self.on  # type: ignore[attr-defined]
        return max(0, (until - self.action.due_on).days)

    @property
    def late(self) -> str:
        return words.late_words(self.action.due_on, self.days_late, self.claimed)

    @property
    def silent(self) -> bool:
        return bool(self.action.window and not self.action.told and not self.claimed)  # type: ignore[attr-defined]

    @property
    def accountable(self) -> list[str]:
        return [each.post.title if each.post else str(each.organisation) for each in self.action.accountabilities.all()]


@require_safe
def plans(request: ReaderRequest, notice: str) -> HttpResponse:
    """The notice's plans; the only one opens at once, with the filters of the address."""
    found = plan_notice(request, notice)
    rows = list(Plan.objects.visible_to(request.reader).of(found).order_by("title", "pk"))
    if len(rows) == 1:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("plans:plan", args=[notice, rows[0].slug]) + query)
    return render(request, "plans/plans.html", {"notice": found, "plans": rows})


@require_safe
def plan(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """What was promised, by whom, and how is it going? Sections and actions, those that the filters leave."""
    found = plan_notice(request, notice)
    shown = own(request, Plan, found, slug=plan)
    sections = list(Section.objects.of(found).filter(plan=shown).order_by("order", "pk"))
    filters = ActionFilter(
        request.GET, sections=[(each.letter, str(each)) for each in sections], who=_who(found, shown)
    )
    sort = sort_key(request, SORTS, "")
    rows = _sorted(_chosen(_actions(request, found, shown), filters, request.reader.on), sort)
    file = download(
        f"{found.slug}-{shown.slug}", request.GET.get("format", ""), COLUMNS, _sheet(rows, request.reader.on)
    )
    if file is not None:
        return file
    page = paginate(request, rows)
    groups = _groups(page, sections, request.reader.on, by_section=not sort, all_shown=not filters.chosen_values)
    context = {"notice": found, "plan": shown, "filters": filters, "page": page, "groups": groups}
    return render(request, "plans/plan.html", context | {"legend": words.legend()})


def _actions(request: ReaderRequest, notice: Any, plan: Plan) -> Any:
    rows = Action.objects.visible_to(request.reader).of(notice).filter(plan=plan)
    answering = Accountability.objects.select_related("post", "organisation").order_by("order", "pk")
    shown = rows.with_standing().with_window(request.reader.on).with_told().select_related("section")
    return shown.prefetch_related(Prefetch("accountabilities", answering))


def _who(notice: Any, plan: Plan) -> list[tuple[str, str]]:
    rows = Accountability.objects.of(notice).filter(action__plan=plan).select_related("post", "organisation")
    names = {
        f"post-{each.post_id}" if each.post_id else f"organisation-{each.organisation_id}": str(each)
        for each in rows.order_by("pk")
    }
    return sorted(names.items(), key=lambda pair: pair[1])


def _chosen(rows: Any, filters: ActionFilter, on: date) -> ActionRows:
    chosen = filters.chosen_values
    if "section" in chosen:
        rows = rows.filter(section__letter=chosen["section"])
    if "who" in chosen:
        kind, _, pk = chosen["who"].partition("-")
        rows = rows.answered_by(Q(**{kind: int(pk)}))
    if "rating" in chosen:
        rows = rows.rated(chosen["rating"])
    if "late" in chosen:
        rows = rows.overdue(on)
    if "silent" in chosen:
        rows = rows.silent(on)
    if "q" in chosen:
        rows = rows.saying(chosen["q"])
    found: ActionRows = rows
    return found


def _sorted(rows: ActionRows, sort: str) -> ActionRows:
    down = sort.startswith("-")
    match sort.removeprefix("-"):
        case "due":
            return rows.by_due_date(down)
        case "rating":
            return rows.by_rating(down)
        case "updated":
            return rows.by_last_update(down)
    return rows.in_plan_order(down)


@dataclass(frozen=True)
class Group:
    """A table of the list: a section's actions, or all of them in one order."""

    title: str
    rows: list[Listed]
    needs_improvement: Sequence[str] = ()
    families_said: Sequence[str] = ()

    @property
    def has_heading(self) -> bool:
        """Whether the page says its title above the section's points already."""
        return bool(self.needs_improvement or self.families_said)


def _groups(
    page: Page[Any], sections: Iterable[Section], on: date, *, by_section: bool, all_shown: bool
) -> list[Group]:
    rows = [Listed(action, on) for action in page]
    if not by_section:
        return [Group("Actions", rows)] if rows else []
    groups = []
    for section in sections:
        own_rows = [row for row in rows if row.action.section_id == section.pk]
        if own_rows or (all_shown and page.number == 1 and not page.has_other_pages()):
            needs, said = points(section.needs_improvement), points(section.families_said)
            groups.append(Group(f"Section {section}", own_rows, needs, said))
    return groups


def _sheet(rows: Iterable[Action], on: date) -> Iterator[Sequence[Value]]:
    for row in (Listed(action, on) for action in rows):
        action: Any = row.action
        yield (
            action.ref,
            str(action.section),
            action.title,
            action.what,
            "; ".join(row.accountable),
            action.by_when_printed,
            action.original_due_on,
            action.due_on,
            max(row.slip_days, 0),
            row.days_late,
            dict(words.RATING_CHOICES)[action.effective or words.NO_RATING],
            {"waiting": "Awaiting confirmation", "confirmed": "Confirmed"}.get(action.completion, ""),
            day_of(action.latest_at) if action.latest_at else None,
            "Yes" if row.silent else "No",
        )
