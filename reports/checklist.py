"""What is still missing before a report can be sent for clearance, in words."""

from notices.models import Area
from plans.models import Section
from reports.models import Report


def missing(report: Report) -> list[str]:
    """Each gap as a clause of a sentence; empty when nothing is missing."""
    gaps = [] if report.statement else ["the chair’s statement is missing"]
    judged = set(report.judgements.values_list("area_id", flat=True))
    gaps += [
        f"the judgement on “{area.title}” is missing"
        for area in Area.objects.filter(notice_id=report.notice_id).order_by("order", "pk")
        if area.pk not in judged
    ]
    written = set(report.commentaries.filter(written_at__isnull=False).values_list("section_id", flat=True))
    gaps += [
        f"the commentary on section {section.letter} is missing"
        for section in Section.objects.filter(notice_id=report.notice_id).order_by("order", "pk")
        if section.pk not in written
    ]
    return gaps
