"""The plan's part of the tree: sections, actions, risks, and the voices that bear on actions."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from audit.clock import day_of
from evidence.models import HowHeard, VoiceEntry, VoiceGroup
from notices.models import Notice
from plans.clearing import is_wanted
from plans.models import Action, ActionVoice
from plans.reading import (
    ActionReading,
    DateChangeReading,
    RetiredReading,
    RiskReading,
    SectionReading,
    UpdateReading,
)
from reports.figures.tree import (
    Accountable,
    ActionFigures,
    Count,
    DateChange,
    DocumentFigures,
    MilestoneFigures,
    RetiredFigures,
    RiskFigures,
    SectionFigures,
    UpdateFigures,
    VoiceFigures,
)

SMALLEST_NUMBER = 5  # fewer people than this could be known by what they said


def section_figures(
    section: SectionReading, ratings: tuple[Count, ...], kpi_states: tuple[Count, ...]
) -> SectionFigures:
    """One section with the counts of its actions and KPIs."""
    return SectionFigures(
        uid=section.uid,
        letter=section.letter,
        title=section.title,
        needs_improvement=section.needs_improvement,
        families_said=section.families_said,
        areas=section.area_codes,
        ratings=ratings,
        kpi_states=kpi_states,
    )


def retired_figures(action: RetiredReading) -> RetiredFigures:
    """One action that was taken out."""
    return RetiredFigures(action.uid, action.ref, action.title, action.section, action.on, action.why)


def action_figures(action: ActionReading, kpis: Sequence[str], *, cleared_since: datetime | None) -> ActionFigures:
    """One action. `kpis` are the codes of those it should move; `cleared_since`: since when its plan's updates are to
    be cleared, None where they are not."""
    claim = action.claim if action.waits or action.complete else None
    latest = action.latest
    asked = latest is not None and is_wanted(cleared_since, latest.at, complete=action.complete)
    return ActionFigures(
        uid=action.uid,
        ref=action.ref,
        plan=action.plan,
        section=action.section,
        title=action.title,
        what=action.what,
        success=action.success,
        by_when_printed=action.by_when_printed,
        original_due_on=action.original_due_on,
        due_on=action.due_on,
        in_place=action.in_place,
        slip_days=action.slip_days,
        days_late=action.days_late,
        accountable=tuple(
            Accountable(each.name, each.organisation, each.printed, each.covered, each.plural)
            for each in action.accountable
        ),
        lead=action.lead,
        clauses=action.clause_numbers,
        areas=action.area_codes,
        kpis=tuple(kpis),
        rating=action.rating,
        completion=action.completion,
        claimed_on=day_of(claim.claimed_at) if claim else None,
        completed_on=day_of(claim.answered_at) if claim and action.complete and claim.answered_at else None,
        impact=action.impact,
        suggested=str(action.suggestion.rating),
        suggested_reasons=tuple(reason.text for reason in action.suggestion.reasons),
        difference=action.difference,
        difference_explained=latest.explanation if latest and action.difference else "",
        silent=action.silent,
        latest=_update(latest, asked) if latest else None,
        date_changes=tuple(_date_change(each) for each in reversed(action.date_changes)),
        milestones=tuple(
            MilestoneFigures(each.label, each.due_on, each.text, each.met_on) for each in action.milestones
        ),
        evidence=tuple(
            DocumentFigures(each.uid, each.title, each.kind_words, each.dated_on) for each in action.evidence
        ),
    )


def _update(each: UpdateReading, asked: bool) -> UpdateFigures:
    return UpdateFigures(
        uid=each.uid,
        at=each.at,
        by=each.by,
        on_behalf_of=each.on_behalf_of,
        rating=str(each.rating),
        text=each.text,
        impact=each.impact,
        impact_text=each.impact_text,
        next_steps=each.next_steps,
        recovery_steps=each.recovery_steps,
        recovery_on=each.recovery_on,
        recovery_accepted=each.recovery_accepted,
        needed=each.needed,
        explanation=each.explanation,
        cleared_by=each.cleared_by,
        cleared_on=day_of(each.cleared_at) if each.cleared_at else None,
        waits_for_clearing=asked and each.cleared_at is None,
    )


def _date_change(each: DateChangeReading) -> DateChange:
    return DateChange(
        uid=each.uid,
        asked_on=day_of(each.asked_at),
        from_due_on=each.from_due_on,
        to_due_on=each.to_due_on,
        reason=each.reason,
        recovery_steps=each.recovery_steps,
        state=each.state,
        authority=each.authority_words,
        decided_on=each.decided_on,
        meeting_on=each.meeting_on,
        decision=each.decision,
    )


def risk_figures(risk: RiskReading) -> RiskFigures:
    """One risk as it stands now, beside the review before."""
    latest = risk.latest
    return RiskFigures(
        uid=risk.uid,
        ref=risk.ref,
        title=risk.title,
        cause=risk.cause,
        event=risk.event,
        effect=risk.effect,
        owner=risk.owner,
        likelihood=latest.likelihood if latest else 0,
        impact=latest.impact if latest else 0,
        score=risk.score,
        previous_score=risk.previous_score,
        target_score=risk.target_score,
        reviewed_on=day_of(latest.at) if latest else None,
        review=latest.text if latest else "",
        closed_on=risk.closed_on,
        mitigations=tuple(each.text for each in risk.mitigations),
    )


def voice_figures(notice: Notice) -> tuple[VoiceFigures, ...]:
    """What was heard, newest first, with the refs of the actions it bears on. Small numbers are left out."""
    standing = ActionVoice.objects.filter(action__in=Action.objects.values("pk"))
    links = standing.filter(voice=OuterRef("pk")).order_by("action__order", "pk")
    rows = VoiceEntry.objects.of(notice).annotate(refs=ArraySubquery(links.values("action__ref")))
    return tuple(_voice(row, row.refs) for row in rows.order_by("-heard_on", "-pk"))


def _voice(row: VoiceEntry, refs: Sequence[str]) -> VoiceFigures:
    small = row.answered is not None and row.answered < SMALLEST_NUMBER
    return VoiceFigures(
        uid=str(row.uid),
        group=row.group,
        group_words=VoiceGroup(row.group).label,
        how_heard=HowHeard(row.how_heard).label,
        heard_on=row.heard_on,
        source=row.source,
        asked=None if small else row.asked,
        answered=None if small else row.answered,
        said=row.said,
        changed=row.changed,
        changed_on=row.changed_on,
        actions=tuple(refs),
    )
