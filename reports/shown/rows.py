"""Rows beside a report and beside its versions, asked for together with them: many small tables, one question."""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from reports.models import Commentary, Download, Drawing, Feedback, Judgement, Share, Submission

Row = dict[str, Any]


def _rows(rows: QuerySet[Any], *order: str, **fields: Any) -> ArraySubquery:
    """Each row as a JSON object of these fields, in this order."""
    return ArraySubquery(rows.order_by(*order).values(row=JSONObject(**fields)))


def _short(organisation: str) -> Coalesce:
    """How an organisation is called: its short name, where it has one."""
    return Coalesce(NullIf(F(f"{organisation}__short_name"), Value("")), F(f"{organisation}__name"))


def beside_versions() -> dict[str, ArraySubquery]:
    """Annotations of versions: `drawn`, `sent`, `taken`, `shared`."""
    of_version = {"version_of": OuterRef("pk")}
    document = {name: f"document__{name}" for name in ("original_name", "size", "sha256")}
    own = {name: name for name in ("purpose", "state", "progress", "error")}
    to = {"title": "recipient__title", "organisation": _short("recipient__organisation")}
    mail = {"error": Coalesce("mail__error", Value("")), "state": Coalesce("mail__state", Value(""))}
    downloads = Download.objects.filter(drawing__version_of=OuterRef("pk"))
    return {
        "drawn": _rows(Drawing.objects.filter(**of_version), "pk", **own, **document),
        "sent": _rows(Submission.objects.filter(**of_version), "pk", sent_on="sent_on", **to, **mail),
        "taken": _rows(downloads, "drawing_id", "-taken_at", "-pk", by="taken_by__name", at="taken_at"),
        "shared": _rows(Share.objects.filter(**of_version), "pk", whom="shared_with__name", whom_id="shared_with_id"),
    }


def beside_report() -> dict[str, ArraySubquery]:
    """Annotations of a report: `judged`, `commented`, `asked`."""
    of_report = {"report": OuterRef("pk")}
    when = {"by": "written_by__name", "at": "written_at"}
    judged = {"area": "area__code", "judged": "judged"}
    commented = {"letter": "section__letter", "asked_of": "asked_of__title", "asked_of_id": "asked_of_id"}
    said = {"uid": "uid", "by": "said_by__name", "at": "said_at", "text": "text"}
    answer = {"answer": "answer", "answered_by": "answered_by__name", "answered_at": "answered_at"}
    return {
        "judged": _rows(Judgement.objects.filter(**of_report), "pk", **judged, **when),
        "commented": _rows(Commentary.objects.filter(**of_report), "pk", **commented, **when),
        "asked": _rows(Feedback.objects.filter(**of_report), "said_at", "pk", **said, **answer),
    }


def moment(text: str | None) -> datetime | None:
    """A moment out of JSON."""
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    """A day out of JSON."""
    return date.fromisoformat(text) if text else None
