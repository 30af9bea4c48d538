"""The whole of a notice's plans, for the figures."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from audit.clock import day_of
from notices.models import Notice
from plans.clearing import asked_since
from plans.models import Action, Section, SectionArea
from plans.reading.actions import read_actions
from plans.reading.risks import read_risks
from plans.reading.shapes import PlanHead, PlanReading, RetiredReading, SectionReading

NONE_FAILING: Mapping[int, Iterable[str]] = MappingProxyType({})


def read_plan(notice: Notice, on: date, *, failing_kpis: Mapping[int, Iterable[str]] = NONE_FAILING) -> PlanReading:
    """Everything of a notice's plans and risks as it stands now, in ten queries whatever its size; `on` decides what
    is late. `failing_kpis` has the codes of failing KPIs by the id of the action that should move them."""
    sections = read_sections(notice)
    return PlanReading(
        plans=tuple({section.plan_id: _head(section) for section in sections}.values()),
        sections=tuple(_section(section) for section in sections),
        actions=read_actions(Action.objects.of(notice), on, failing_kpis),
        risks=read_risks(notice),
        retired=read_retired(notice),
    )


def read_retired(notice: Notice) -> tuple[RetiredReading, ...]:
    """The actions that were taken out of a notice's plans, in the order in which they left."""
    rows = Action.whole.of(notice).retired().select_related("section").order_by("retired_at", "pk")
    return tuple(
        RetiredReading(
            uid=str(row.uid),
            ref=row.ref,
            title=row.title,
            section=row.section.letter,
            on=day_of(row.retired_at),
            why=row.retired_why,
        )
        for row in rows
    )


def read_sections(notice: Notice) -> list[Section]:
    """The sections of a notice's plans in order, each with its plan, `cleared_since` and `area_codes`."""
    areas = SectionArea.objects.filter(section=OuterRef("pk")).order_by("area__order").values("area__code")
    return list(
        Section.objects.of(notice)
        .annotate(area_codes=ArraySubquery(areas), cleared_since=asked_since("plan"))
        .select_related("plan")
        .order_by("plan_id", "order", "pk")
    )


def _head(section: Section) -> PlanHead:
    plan = section.plan
    return PlanHead(
        uid=str(plan.uid),
        pk=plan.pk,
        slug=plan.slug,
        title=plan.title,
        edition=plan.edition,
        source_note=plan.source_note,
        cleared_since=section.cleared_since,  # type: ignore[attr-defined]
    )


def _section(row: Section) -> SectionReading:
    return SectionReading(
        uid=str(row.uid),
        pk=row.pk,
        plan=row.plan.slug,
        letter=row.letter,
        title=row.title,
        needs_improvement=points(row.needs_improvement),
        families_said=points(row.families_said),
        area_codes=tuple(row.area_codes),  # type: ignore[attr-defined]
    )


def points(text: str) -> tuple[str, ...]:
    """The points of a list that is stored one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
