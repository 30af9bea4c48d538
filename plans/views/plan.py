"""The plan: its sections and actions, filtered, sorted, and to take away."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.clock import day_of
from evidence.models import Document
from govuk.pagination import paginate, sort_key
from govuk.words import plural, upper_first
from notices.middleware import ReaderRequest
from notices.permissions import can_see_evidence
from plans import permissions, words
from plans.forms.lists import ActionFilter
from plans.models import Accountability, Action, Plan, Section, SectionEvidence
from plans.querysets import ActionRows
from plans.rating import Suggestion
from plans.reading.plan import points
from plans.reading.suggested import suggested
from plans.views.finding import FailingKpis, own, plan_notice
from plans.views.narrowing import choices, narrowed, with_suggestion
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
    Column("Facts suggest"),
    Column("Because"),
    Column("Last update", "date"),
    Column("Silent in the last window"),
    Column("Pieces of evidence", "number"),
    Column("Clauses answered"),
    Column("Areas answered"),
)


@dataclass(frozen=True)
class Listed:
    """An action in the list: what its row says of it, as on a day."""

    action: Action
    on: date
    suggestion: Suggestion | None = None

    @property
    def due(self) -> str:
        return words.due_words(self.action.due_on, self.action.by_when_printed, self.action.in_place)

    @property
    def slip_days(self) -> int:
        now, first = self.action.due_on, self.action.original_due_on
        return (now - first).days if now and first else 0

    @property
    def slipped(self) -> str:
        """By how much, in words; "" for an action that stands at its original date."""
        days = self.slip_days
        return f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else ""

    @property
    def because(self) -> str:
        """Why the facts suggest what they do, the weightiest first; "" where they speak for themselves."""
        return upper_first(", ".join(reason.text for reason in self.suggestion.reasons)) if self.suggestion else ""

    @property
    def claimed(self) -> bool:
        return bool(self.action.claimed_at)  # type: ignore[attr-defined]

    @property
    def waits(self) -> bool:
        return bool(self.action.completion == "waiting")  # type: ignore[attr-defined]

    @property
    def days_late(self) -> int:
        if self.action.due_on is None or self.retired:
            return 0
        until = day_of(self.action.claimed_at) if self.claimed else self.on  # type: ignore[attr-defined]
        return max(0, (until - self.action.due_on).days)

    @property
    def late(self) -> str:
        return words.late_words(self.action.due_on, self.days_late, self.claimed)

    @property
    def silent(self) -> bool:
        told = self.action.told or self.claimed or self.retired  # type: ignore[attr-defined]
        return bool(self.action.window and not told)  # type: ignore[attr-defined]

    @property
    def retired(self) -> bool:
        return self.action.retired_at is not None

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
    context = {
        "notice": found,
        "plans": rows,
        "may_set_up": permissions.can_set_up(request.reader, found),
        "may_bring": permissions.can_bring(request.reader, found),
    }
    return render(request, "plans/plans.html", context)


@require_safe
def plan(request: ReaderRequest, notice: str, plan: str, failing_kpis: FailingKpis) -> HttpResponse:
    """What was promised, by whom, and how is it going? Sections and actions, those that the filters leave."""
    found = plan_notice(request, notice)
    shown = own(request, Plan, found, slug=plan)
    on, asked = request.reader.on, request.GET.get("format", "")
    sections = list(Section.objects.of(found).filter(plan=shown).order_by("order", "pk"))
    filters = ActionFilter(
        request.GET, sections=[(each.letter, str(each)) for each in sections], **choices(found, shown)
    )
    chosen = filters.chosen_values
    kept = Action.whole.retired() if "retired" in chosen else Action.objects
    rows = narrowed(kept.visible_to(request.reader).of(found).filter(plan=shown), chosen, found, on)
    suggestions: dict[int, Suggestion] = {}
    if "suggested" in chosen or asked:  # the facts of every row: nobody pays for them who does not ask
        suggestions = suggested(rows, on, failing_kpis(found, on))
    if "suggested" in chosen:
        rows = with_suggestion(rows, chosen["suggested"], suggestions)
    sort = sort_key(request, SORTS, "")
    rows = _sorted(_told(rows, on), sort)
    file = download(f"{found.slug}-{shown.slug}", asked, COLUMNS, _sheet(_of_file(rows), on, suggestions))
    if file is not None:
        return file
    page = paginate(request, rows)
    listed = [Listed(action, on, suggestions.get(action.pk)) for action in page]
    groups = _groups(listed, page, sections, by_section=not sort, all_shown=not chosen)
    context = {"notice": found, "plan": shown, "filters": filters, "page": page, "groups": groups}
    may = permissions.can_set_up(request.reader, found)
    context |= {"legend": words.legend(), "may_set_up": may, "may_open": can_see_evidence(request.reader, found)}
    context["may_bring"] = permissions.can_bring(request.reader, found)
    return render(request, "plans/plan.html", context)


def _told(rows: ActionRows, on: date) -> ActionRows:
    answering = Accountability.objects.select_related("post", "organisation").order_by("order", "pk")
    shown = rows.with_standing().with_window(on).with_told().select_related("section")
    told: ActionRows = shown.prefetch_related(Prefetch("accountabilities", answering))
    return told


def _of_file(rows: ActionRows) -> ActionRows:
    """With what stands in the file alone."""
    return rows.with_answers().with_documents()


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
    documents: Sequence[Document] = ()

    @property
    def has_heading(self) -> bool:
        """Whether the page says its title above what is told of the section already."""
        return bool(self.needs_improvement or self.families_said or self.documents)


def _groups(
    rows: list[Listed], page: Page[Any], sections: Iterable[Section], *, by_section: bool, all_shown: bool
) -> list[Group]:
    if not by_section:
        return [Group("Actions", rows)] if rows else []
    groups, documents = [], _documents(sections)
    for section in sections:
        own_rows = [row for row in rows if row.action.section_id == section.pk]
        if own_rows or (all_shown and page.number == 1 and not page.has_other_pages()):
            needs, said = points(section.needs_improvement), points(section.families_said)
            groups.append(Group(f"Section {section}", own_rows, needs, said, documents[section.pk]))
    return groups


def _documents(sections: Iterable[Section]) -> Mapping[int, list[Document]]:
    """What is evidence for each section as a whole, the newest first, by the section's id."""
    found: dict[int, list[Document]] = defaultdict(list)
    links = SectionEvidence.objects.filter(section__in=[each.pk for each in sections]).select_related("document")
    for link in links.order_by("-document__dated_on", "-pk"):
        found[link.section_id].append(link.document)
    return found


def _sheet(rows: Iterable[Action], on: date, suggestions: Mapping[int, Suggestion]) -> Iterator[Sequence[Value]]:
    for row in (Listed(action, on, suggestions[action.pk]) for action in rows):
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
            row.suggestion.rating.label if row.suggestion else "",
            row.because,
            day_of(action.latest_at) if action.latest_at else None,
            "Yes" if row.silent else "No",
            action.documents,
            ", ".join(action.clause_numbers),
            ", ".join(action.area_codes),
        )
