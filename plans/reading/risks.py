"""Risks with their reviews and mitigations, in two queries."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from notices.models import Notice
from plans.models import Risk, RiskReview
from plans.reading import rows
from plans.reading.shapes import ReviewReading, RiskReading


def read_risks(notice: Notice) -> tuple[RiskReading, ...]:
    """The whole register in the order in which risks were raised, closed ones included."""
    return read_these_risks(Risk.objects.of(notice).order_by("raised_on", "pk"))


def read_these_risks(found: QuerySet[Any]) -> tuple[RiskReading, ...]:
    """The risks of a queryset, in its order."""
    risks: list[Risk] = list(found.select_related("owner").annotate(mitigations_told=rows.mitigations()))
    pks = [risk.pk for risk in risks]
    reviews: dict[int, list[ReviewReading]] = defaultdict(list)
    for row in RiskReview.objects.filter(risk__in=pks).select_related("reviewed_by").order_by("-reviewed_at", "-pk"):
        reviews[row.risk_id].append(rows.review(row))
    return tuple(_told(risk, reviews[risk.pk]) for risk in risks)


def _told(risk: Risk, reviews: list[ReviewReading]) -> RiskReading:
    return RiskReading(
        uid=str(risk.uid),
        pk=risk.pk,
        version=risk.version,
        ref=risk.ref,
        title=risk.title,
        cause=risk.cause,
        event=risk.event,
        effect=risk.effect,
        owner=str(risk.owner),
        owner_id=risk.owner_id,
        target_likelihood=risk.target_likelihood,
        target_impact=risk.target_impact,
        raised_on=risk.raised_on,
        closed_on=risk.closed_on,
        reviews=tuple(reviews),
        mitigations=tuple(rows.mitigation(each) for each in risk.mitigations_told),  # type: ignore[attr-defined]
    )
