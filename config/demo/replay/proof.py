"""Figures, documents, voices and risks."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from audit.clock import day_of
from boards.models import Meeting, MeetingEvidence
from config.demo.replay.world import Told, fresh
from config.demo.story import events
from desk import proving
from evidence import actions as evidence_actions
from evidence.models import ClauseEvidence
from kpis import actions as kpi_actions
from kpis.models import (
    Baseline,
    BaselineState,
    FigureKind,
    JudgedState,
    Kpi,
    KpiEvidence,
    Measurement,
    Origin,
    Period,
)
from kpis.periods import Kind, ends_period
from notices.choices import names_of
from plans import actions
from plans.models import Mitigation, RiskReview, SectionEvidence


def baseline_proposed(told: Told, event: events.BaselineProposed) -> None:
    """Somebody proposed a baseline."""
    kpi_actions.propose_baseline(
        kpi=fresh(told.kpis[event.kpi]),
        value=event.value,
        as_at=event.as_at,
        source=event.source,
        by=told.world.people[event.by],
        at=event.at,
    )


def baseline_approved(told: Told, event: events.BaselineApproved) -> None:
    """Somebody else approved it."""
    row = Baseline.objects.get(kpi=told.kpis[event.kpi], state=BaselineState.PROPOSED)
    kpi_actions.approve_baseline(baseline=row, by=told.world.people[event.by], at=event.at, seen_version=row.version)


def measured(told: Told, event: events.Measured) -> None:
    """A figure was entered, or put in the place of another."""
    kpi, by = fresh(told.kpis[event.kpi]), told.world.people[event.by]
    if event.corrects:
        standing = Measurement.objects.get(kpi=kpi, as_at=event.as_at, corrected=False)
        kpi_actions.correct_measurement(
            measurement=standing,
            value=event.value,
            kind=FigureKind(event.kind),
            why=event.note,
            by=by,
            at=event.at,
            seen_version=standing.version,
        )
        return
    kpi_actions.enter_measurement(
        kpi=kpi,
        as_at=event.as_at,
        value=event.value,
        kind=FigureKind(event.kind),
        period=_period(kpi, event.as_at),
        source=event.source,
        note=event.note,
        series_break=event.series_break,
        by=by,
        at=event.at,
    )


def _period(kpi: Kpi, as_at: date) -> Period:
    """A survey's wave has its day; every other figure of the story that ends a month is of that month."""
    return Period.MONTH if kpi.origin != Origin.SURVEY and ends_period(as_at, Kind.MONTH) else Period.DAY


def comparator_added(told: Told, event: events.ComparatorAdded) -> None:
    """Somebody set beside a KPI what others published."""
    kpi_actions.add_comparator(
        kpi=fresh(told.kpis[event.kpi]),
        name=event.name,
        as_at=event.as_at,
        period=Period(event.period),
        value=event.value,
        source=event.source,
        by=told.world.people[event.by],
        at=event.at,
    )


def kpi_judged(told: Told, event: events.KpiJudged) -> None:
    """Somebody judged how a KPI stands."""
    kpi = fresh(told.kpis[event.kpi])
    kpi_actions.judge_kpi(
        kpi=kpi,
        state=JudgedState(event.state),
        reason=event.reason,
        by=told.world.people[event.by],
        at=event.at,
        seen_version=kpi.version,
    )


def document_added(told: Told, event: events.EvidenceAdded) -> None:
    """A document was put forward, for the actions that it proves something of."""
    by = told.world.people[event.by]
    upload = ContentFile(event.content.encode(), name=event.file_name) if event.file_name else None
    document = evidence_actions.add_document(
        notice=told.notice,
        title=event.title,
        kind=event.kind,
        dated_on=event.dated_on,
        description=event.description,
        link=event.link,
        upload=upload,
        by=by,
        at=event.at,
    )
    told.documents[event.key] = document
    for ref in event.refs:
        actions.attach_evidence(action=told.actions[ref], document=document, by=by, at=event.at)


def document_replaced(told: Told, event: events.EvidenceReplaced) -> None:
    """A newer version took the place of a document."""
    older = told.documents[event.key]
    told.documents[event.key] = proving.replace(
        document=older,
        title=event.title,
        kind=older.kind,
        dated_on=event.dated_on,
        description=event.description,
        link=event.link,
        by=told.world.people[event.by],
        at=event.at,
    )


def document_proves(told: Told, event: events.EvidenceOf) -> None:
    """Somebody said what a document proves beyond actions."""
    document, by = told.documents[event.key], told.world.people[event.by]
    held = Meeting.objects.of(told.notice).filter(on__in=event.meetings).order_by("on")
    ends: tuple[tuple[type[Any], Any], ...] = (
        *((SectionEvidence, told.sections[letter]) for letter in event.sections),
        *((KpiEvidence, told.kpis[code]) for code in event.kpis),
        *((ClauseEvidence, told.clauses[number]) for number in event.clauses),
        *((MeetingEvidence, meeting) for meeting in held),
    )
    for kind, end in ends:
        evidence_actions.attach(kind, end=end, document=document, by=by, at=event.at)


def voice_bears(told: Told, event: events.VoiceBears) -> None:
    """Somebody said which sections a voice bears on as a whole."""
    for letter in event.sections:
        actions.link_voice_to_section(
            section=told.sections[letter],
            voice=told.voices[event.key],
            by=told.world.people[event.by],
            at=event.at,
        )


def voices_fit(told: Told, event: events.VoicesFit) -> None:
    """Somebody looked at these voices and marked them as fit for publishing."""
    names = names_of(told.notice)
    for key in event.keys:
        entry = fresh(told.voices[key])
        evidence_actions.mark_fit(
            entry=entry, names=names, seen_version=entry.version, by=told.world.people[event.by], at=event.at
        )


def voice_added(told: Told, event: events.VoiceAdded) -> None:
    """A group was heard."""
    by = told.world.people[event.by]
    entry = evidence_actions.add_voice_entry(
        notice=told.notice,
        group=event.group,
        how_heard=event.how_heard,
        heard_on=event.heard_on,
        source=event.source,
        said=event.said,
        asked=event.asked,
        answered=event.answered,
        question=event.question,
        result=event.result,
        result_count=event.result_count,
        changed=event.changed,
        changed_on=event.changed_on,
        attributed_to=told.world.organisations[event.attributed_to] if event.attributed_to else None,
        by=by,
        at=event.at,
    )
    told.voices[event.key] = entry
    for ref in event.refs:
        actions.link_voice(action=told.actions[ref], voice=entry, by=by, at=event.at)


def voice_answered(told: Told, event: events.VoiceAnswered) -> None:
    """Something was decided or changed because of what was said."""
    entry = fresh(told.voices[event.key])
    evidence_actions.answer_voice(
        entry=entry,
        changed=event.changed,
        changed_on=event.changed_on,
        seen_version=entry.version,
        by=told.world.people[event.by],
        at=event.at,
    )


def risk_raised(told: Told, event: events.RiskRaised) -> None:
    """A risk came onto the register, with what is to be done about it."""
    by = told.world.people[event.by]
    risk = actions.raise_risk(
        notice=told.notice,
        ref=event.ref,
        title=event.title,
        cause=event.cause,
        event=event.event,
        effect=event.effect,
        owner=told.world.posts[event.owner],
        likelihood=event.now[0],
        impact=event.now[1],
        target_likelihood=event.target[0],
        target_impact=event.target[1],
        by=by,
        at=event.at,
    )
    told.risks[event.ref] = risk
    for each in event.mitigations:
        owner = told.world.posts[each.owner]
        actions.add_mitigation(risk=risk, text=each.text, owner=owner, due_on=each.due_on, by=by, at=event.at)


def risk_reviewed(told: Told, event: events.RiskReviewed) -> None:
    """A risk was looked at; "reviewed, no change" where its scores stay."""
    risk = told.risks[event.ref]
    last = RiskReview.objects.filter(risk=risk).order_by("-reviewed_at", "-pk")[0]
    same = (last.likelihood, last.impact) == event.now
    actions.review_risk(
        risk=risk,
        no_change=same,
        likelihood=None if same else event.now[0],
        impact=None if same else event.now[1],
        text=event.text,
        by=told.world.people[event.by],
        at=event.at,
    )


def mitigation_done(told: Told, event: events.MitigationDone) -> None:
    """Something that was to be done about a risk was done."""
    row = Mitigation.objects.filter(risk=told.risks[event.ref]).order_by("pk")[event.index]
    actions.finish_mitigation(mitigation=row, done_on=day_of(event.at), by=told.world.people[event.by], at=event.at)


def risk_closed(told: Told, event: events.RiskClosed) -> None:
    """A risk is no more."""
    actions.close_risk(risk=told.risks[event.ref], reason=event.text, by=told.world.people[event.by], at=event.at)
