"""What a KPI answers of its notice: the areas and clauses of its section and of the actions that should move it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from kpis.models import Kpi, KpiAction
from notices.models import Area, Clause
from notices.reading import clause_anchor
from plans.models import Action, SectionArea


@dataclass(frozen=True)
class AnsweredClause:
    """A clause with its place on the notice's page; `confirmed`: a person said that an action answers it."""

    number: str
    heading: str
    anchor: str
    confirmed: bool


@dataclass(frozen=True)
class Answers:
    """Areas as (code, title) pairs, clauses in the notice's order."""

    areas: tuple[tuple[str, str], ...]
    clauses: tuple[AnsweredClause, ...]


def with_answers(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """KPIs with what `answers_of` reads of them, in their own query."""
    moved_by = KpiAction.objects.filter(kpi=OuterRef(OuterRef("pk")), action__in=Action.objects.values("pk"))
    of_section = SectionArea.objects.filter(section=OuterRef(OuterRef("section_id"))).values("area")
    of_actions = moved_by.values("action__areas__area")
    areas = Area.objects.filter(Q(pk__in=of_section) | Q(pk__in=of_actions)).order_by("order", "pk")
    of_clause = {"action__clauses__clause": OuterRef("pk")}
    confirmed = Exists(moved_by.filter(action__clauses__confirmed_at__isnull=False, **of_clause))
    clauses = Clause.objects.filter(Exists(moved_by.filter(**of_clause))).order_by("order", "pk")
    told = JSONObject(number="number", heading="heading", text="text", confirmed=confirmed)
    return rows.annotate(
        areas=ArraySubquery(areas.values(told=JSONObject(code="code", title="title"))),
        clauses=ArraySubquery(clauses.values(told=told)),
    )


def answers_of(row: Kpi) -> Answers:
    """What a KPI that was found `with_answers` answers."""
    areas: Any = row.areas  # type: ignore[attr-defined]
    clauses: Any = row.clauses  # type: ignore[attr-defined]
    return Answers(
        tuple((each["code"], each["title"]) for each in areas),
        tuple(
            AnsweredClause(
                each["number"], each["heading"] or each["text"], clause_anchor(each["number"]), each["confirmed"]
            )
            for each in clauses
        ),
    )
