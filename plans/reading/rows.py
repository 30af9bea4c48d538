"""From rows to what is told of them, one function a kind. They ask nothing that was not selected with the row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject

from plans.models import (
    Accountability,
    ActionEvidence,
    Completion,
    DueDateChange,
    Milestone,
    Mitigation,
    RiskReview,
    Update,
)
from plans.rating import Rating
from plans.reading.shapes import (
    AccountableReading,
    CompletionReading,
    DateChangeReading,
    DocumentReading,
    MilestoneReading,
    MitigationReading,
    ReviewReading,
    UpdateReading,
)


def told_of(person_or_post: object) -> str:
    """The name, "" for nobody."""
    return str(person_or_post) if person_or_post else ""


def accountable(row: Accountability) -> AccountableReading:
    """Wants `covered` annotated."""
    return AccountableReading(
        name=row.post.title if row.post else str(row.organisation),
        organisation=str(row.post.organisation) if row.post else str(row.organisation),
        printed=row.printed,
        post_id=row.post_id,
        organisation_id=row.organisation_id,
        covered=row.covered,  # type: ignore[attr-defined]
        plural=bool(row.post and row.post.plural),
    )


def update(row: Update) -> UpdateReading:
    return UpdateReading(
        uid=str(row.uid),
        pk=row.pk,
        version=row.version,
        at=row.written_at,
        by=told_of(row.written_by),
        by_id=row.written_by_id,
        on_behalf_of=told_of(row.on_behalf_of),
        rating=Rating(row.rating),
        text=row.text,
        impact=row.impact,
        impact_text=row.impact_text,
        next_steps=row.next_steps,
        recovery_steps=row.recovery_steps,
        recovery_on=row.recovery_on,
        recovery_accepted_by=told_of(row.recovery_accepted_by),
        recovery_accepted_at=row.recovery_accepted_at,
        needed=row.needed,
        explanation=row.explanation,
        explained_by=told_of(row.explained_by),
        explained_at=row.explained_at,
        cleared_by=told_of(row.cleared_by),
        cleared_at=row.cleared_at,
        cycle_id=row.cycle_id,
    )


def date_change(row: DueDateChange) -> DateChangeReading:
    decision = row.decision
    return DateChangeReading(
        uid=str(row.uid),
        pk=row.pk,
        asked_by=told_of(row.asked_by),
        asked_at=row.asked_at,
        from_due_on=row.from_due_on,
        to_due_on=row.to_due_on,
        reason=row.reason,
        recovery_steps=row.recovery_steps,
        state=row.state,
        authority=decision.authority if decision else "",
        authority_words=decision.get_authority_display() if decision else "",
        decision=decision.number if decision else None,
        decided=decision.text if decision else "",
        decided_on=decision.decided_on if decision else None,
        meeting_on=decision.meeting.on if decision and decision.meeting else None,
        ratified_on=decision.ratified_at_meeting.on if decision and decision.ratified_at_meeting else None,
        answered_by=told_of(row.answered_by),
        answered_at=row.answered_at,
    )


def milestones() -> ArraySubquery:
    """An action's milestones by date, as plain values: few and small, so that they come with their action."""
    fields = {name: name for name in ("uid", "pk", "label", "due_on", "text", "met_on", "version")}
    shown_by = {"evidence": Coalesce("evidence__title", Value("")), "evidence_uid": "evidence__uid"}
    found = Milestone.objects.filter(action=OuterRef("pk")).order_by("due_on", "pk")
    return ArraySubquery(found.values(told=JSONObject(**fields, **shown_by)))


def milestone(told: Mapping[str, Any]) -> MilestoneReading:
    return MilestoneReading(**{**told, "due_on": _day(told["due_on"]), "met_on": _day(told["met_on"])})


def completion(row: Completion) -> CompletionReading:
    return CompletionReading(
        uid=str(row.uid),
        pk=row.pk,
        version=row.version,
        claimed_by=told_of(row.claimed_by),
        claimed_by_id=row.claimed_by_id,
        claimed_at=row.claimed_at,
        impact_statement=row.impact_statement,
        state=row.state,
        answer=row.answer,
        answered_by=told_of(row.answered_by),
        answered_at=row.answered_at,
    )


def document(row: ActionEvidence) -> DocumentReading:
    return DocumentReading(
        uid=str(row.document.uid),
        pk=row.document_id,
        title=row.document.title,
        kind=row.document.kind,
        kind_words=row.document.get_kind_display(),
        dated_on=row.document.dated_on,
        attached_as=row.pk,
    )


def review(row: RiskReview) -> ReviewReading:
    return ReviewReading(
        uid=str(row.uid),
        at=row.reviewed_at,
        by=told_of(row.reviewed_by),
        likelihood=row.likelihood,
        impact=row.impact,
        text=row.text,
    )


def mitigations() -> ArraySubquery:
    """A risk's mitigations by date, as plain values."""
    fields = {name: name for name in ("uid", "pk", "version", "text", "owner_id", "due_on", "done_on")}
    found = Mitigation.objects.filter(risk=OuterRef("pk")).order_by("due_on", "pk")
    return ArraySubquery(found.values(told=JSONObject(owner="owner__title", **fields)))


def mitigation(told: Mapping[str, Any]) -> MitigationReading:
    return MitigationReading(**{**told, "due_on": date.fromisoformat(told["due_on"]), "done_on": _day(told["done_on"])})


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
