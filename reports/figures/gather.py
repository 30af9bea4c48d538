"""`gather(notice, on)` reads the tables as they are now into one tree; `on` only decides what is late.

It asks a number of queries that does not grow with the notice, and keeps its answer for as long as the notice's ledger
stands where it stood: whatever changes a figure writes an event.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Q

from audit import codec, ledger
from audit.clock import day_of
from boards.models import Seat
from boards.reading import read_boards
from govuk.words import moment
from kpis.reading import failing_by_action, read_kpis
from kpis.state import State
from kpis.targets import Reason
from notices.calendar import in_words, warnings_for
from notices.models import Notice, Partner, Recipient
from notices.reading import NoticeReading, read_notice
from people.models import Organisation
from plans.models import Accountability
from plans.rating import Impact, Rating
from plans.reading import read_plan
from reports.changes import changes
from reports.corrections import corrections
from reports.figures.of_board import board_figures
from reports.figures.of_duties import duties
from reports.figures.of_kpis import kpi_figures
from reports.figures.of_notice import clause_figures, horizon_figures, notice_figures, obligation_figures
from reports.figures.of_plan import action_figures, retired_figures, risk_figures, section_figures, voice_figures
from reports.figures.tree import (
    SHAPE,
    ActionFigures,
    AreaFigures,
    CommentaryFigures,
    Count,
    FeedbackFigures,
    Figures,
    JudgementFigures,
    KpiFigures,
    ReportTree,
    SectionFigures,
)
from reports.figures.upgrade import read_report
from reports.models import Feedback, Judged, Report, Version, VersionState

KEEP_SECONDS = 3600


def gather(notice: Notice, on: date) -> Figures:
    """The figures of a notice as they are now. Kept by (notice, ledger's head, day, shape).

    The site's own chain counts too: who holds a post today is not written in any notice's chain.
    """
    heads = ledger.heads(notice.pk, None)
    key = f"figures:{notice.pk}:{':'.join(heads)}:{on.isoformat()}:{SHAPE}"
    kept = cache.get(key)
    if kept is None:
        kept = _gather(notice, on)
        cache.set(key, kept, KEEP_SECONDS)
    found: Figures = kept
    return found


def _gather(notice: Notice, on: date) -> Figures:
    read = read_notice(notice, on)
    kpi_readings = read_kpis(notice, on)
    failing = {pk: [kpi.code for kpi in kpis] for pk, kpis in failing_by_action(kpi_readings).items()}
    plan = read_plan(notice, on, failing_kpis=failing)
    kpis = tuple(kpi_figures(each) for each in kpi_readings)
    codes: dict[int, list[str]] = {}
    for kpi in kpi_readings:
        for pk in kpi.action_pks:
            codes.setdefault(pk, []).append(kpi.code)
    cleared = {head.slug: head.cleared_since for head in plan.plans}
    actions = tuple(
        action_figures(each, codes.get(each.pk, ()), cleared_since=cleared.get(each.plan)) for each in plan.actions
    )
    possible: dict[str, list[str]] = {}
    for action in plan.actions:
        for number in action.possible_clauses:
            possible.setdefault(number, []).append(action.ref)
    boards = read_boards(notice, on)
    horizons = horizon_figures(read, {target.due_on for kpi in kpis for target in kpi.targets})
    sections = tuple(
        section_figures(each, ratings_of(_in(actions, each.letter)), states_of(_in(kpis, each.letter)))
        for each in plan.sections
    )
    return Figures(
        shape=SHAPE,
        on=on,
        notice=notice_figures(read),
        obligations=tuple(obligation_figures(each) for each in read.obligations),
        clauses=clause_figures(read, actions, possible, horizons, duties(read, plan, kpi_readings, boards)),
        horizons=horizons,
        areas=_areas(read, sections, actions, kpis),
        sections=sections,
        actions=actions,
        retired=tuple(retired_figures(each) for each in plan.retired),
        kpis=kpis,
        risks=tuple(risk_figures(each) for each in plan.risks),
        voices=voice_figures(notice),
        board=board_figures(boards),
        ratings=ratings_of(actions),
        kpi_states=states_of(kpis),
        not_assessable=reasons_of(kpis),
    )


def _in(rows: Sequence, letter: str) -> list:  # type: ignore[type-arg]
    return [row for row in rows if row.section == letter]


def ratings_of(actions: Iterable[ActionFigures]) -> tuple[Count, ...]:
    """How many actions have which effective rating; every rating is named, and "" for those not rated yet."""
    counted = Counter(action.rating for action in actions)
    known = tuple(Count(str(rating), rating.label, counted[str(rating)]) for rating in Rating)
    return (*known, Count("", "Not yet rated", counted[""])) if counted[""] else known


def states_of(kpis: Iterable[KpiFigures]) -> tuple[Count, ...]:
    """How many KPIs are in which state; every state is named, so they sum to the KPIs."""
    counted = Counter(kpi.state for kpi in kpis)
    return tuple(Count(str(state), state.label, counted[str(state)]) for state in State)


def reasons_of(kpis: Iterable[KpiFigures]) -> tuple[Count, ...]:
    """How many KPIs cannot be assessed, by their first reason; reasons that none has are left out."""
    counted = Counter(kpi.reason for kpi in kpis if kpi.reason)
    found = [(reason, counted[reason.label]) for reason in Reason]
    return tuple(Count(str(reason), reason.label, number) for reason, number in found if number)


def _areas(
    read: NoticeReading,
    sections: Sequence[SectionFigures],
    actions: Sequence[ActionFigures],
    kpis: Sequence[KpiFigures],
) -> tuple[AreaFigures, ...]:
    found = []
    for area in read.areas:
        letters = tuple(section.letter for section in sections if area.code in section.areas)
        own = [action for action in actions if area.code in action.areas or action.section in letters]
        impacts = Counter(action.impact for action in own)
        found.append(
            AreaFigures(
                uid=str(area.uid),
                code=area.code,
                title=area.title,
                kind=area.kind_label,
                sections=letters,
                ratings=ratings_of(own),
                kpi_states=states_of(kpi for kpi in kpis if kpi.section in letters),
                impacts=tuple(Count(str(each), each.label, impacts[str(each)]) for each in Impact),
            )
        )
    return tuple(found)


def gather_report(
    report: Report, *, number: int, corrects: str, left_out: Iterable[str] = (), on: date, at: datetime
) -> ReportTree:
    """What a version of a progress report says at this instant: figures, what people wrote, and what changed.

    `number` is the version's; `corrects` says in words what a correction corrects; `left_out` are annexes not sent.
    """
    figures = gather(report.notice, on)
    length, head = ledger.head(report.notice_id)
    before = _previous(report)
    corrected = _corrected(report) if corrects else None
    tree = ReportTree(
        shape=SHAPE,
        number=report.number,
        version=number,
        due_on=report.due_on,
        due_warnings=warnings_for(report.due_on),
        period_from=report.period_from,
        period_to=report.period_to,
        frozen_at=at,
        ledger_length=length,
        ledger_head=head,
        recipients=tuple(
            str(each)
            for each in Recipient.objects.filter(obligation=report.obligation_id)
            .select_related("organisation")
            .order_by("pk")
        ),
        clearing=tuple(
            str(each.organisation)
            for each in Partner.objects.of(report.notice)
            .filter(clears_reports=True)
            .select_related("organisation")
            .order_by("pk")
        ),
        corrects=corrects,
        corrected=f"Version {corrected[0]}, figures as at {moment(corrected[1].frozen_at)}" if corrected else "",
        corrections=(),
        left_out=tuple(left_out),
        statement=report.statement,
        statement_by=report.statement_by.name if report.statement_by else "",
        judgements=_judgements(report),
        commentaries=_commentaries(report),
        feedback=_feedback(report),
        previous=f"Progress report {before.number}, figures as at {_in_words(before.frozen_at)}" if before else "",
        changes=changes(before.figures, figures) if before else (),
        short_names=_short_names(report.notice),
        figures=figures,
    )
    return replace(tree, corrections=corrections(corrected[1], tree)) if corrected else tree


def _short_names(notice: Notice) -> tuple[tuple[str, str], ...]:
    """The short and full names of the organisations that a report of this notice names, by the short ones."""
    answering = Accountability.objects.of(notice)
    rows = Organisation.objects.exclude(short_name="").filter(
        Q(pk__in=Partner.objects.of(notice).values("organisation"))
        | Q(pk__in=Seat.objects.of(notice).values("organisation"))
        | Q(pk__in=answering.values("organisation"))
        | Q(pk__in=answering.values("post__organisation"))
    )
    return tuple(rows.order_by("short_name", "pk").values_list("short_name", "name"))


def _corrected(report: Report) -> tuple[int, ReportTree] | None:
    """The issued version that a correction corrects, withdrawn or not: its number and its tree."""
    issued = report.versions.filter(issue__isnull=False).select_related("snapshot").order_by("-issue").first()
    if issued is None or issued.issue is None:
        return None
    return issued.issue, read_report(issued.snapshot.shape, issued.snapshot.tree)


def _previous(report: Report) -> ReportTree | None:
    """The tree of the last report before this one that was issued; of its corrections the newest."""
    version = (
        Version.objects.filter(notice_id=report.notice_id, state=VersionState.ISSUED, report__due_on__lt=report.due_on)
        .select_related("snapshot")
        .order_by("-report__due_on", "-issue")
        .first()
    )
    return read_report(version.snapshot.shape, version.snapshot.tree) if version else None


def _judgements(report: Report) -> tuple[JudgementFigures, ...]:
    rows = report.judgements.select_related("area", "written_by").order_by("area__order", "pk")
    return tuple(
        JudgementFigures(row.area.code, str(row.judged), Judged(row.judged).label, row.text, row.written_by.name)
        for row in rows
    )


def _commentaries(report: Report) -> tuple[CommentaryFigures, ...]:
    rows = report.commentaries.filter(written_at__isnull=False).select_related("section", "written_by", "asked_of")
    return tuple(
        CommentaryFigures(
            row.section.letter,
            row.achieved,
            row.planned,
            row.help_needed,
            row.asked_of.title if row.asked_of else str(row.written_by or ""),
        )
        for row in rows.order_by("section__order", "pk")
    )


def _feedback(report: Report) -> tuple[FeedbackFigures, ...]:
    """What advisers said of the reports before this one, and our answers; once printed, it is not printed again."""
    rows = Feedback.objects.filter(notice_id=report.notice_id, report__due_on__lt=report.due_on)
    newest = rows.order_by("-report__due_on").values("report_id")[:1]
    return tuple(
        FeedbackFigures(_who(row), day_of(row.said_at), row.text, row.answer)
        for row in rows.filter(report_id__in=newest).select_related("said_by__organisation").order_by("said_at", "pk")
    )


def _who(row: Feedback) -> str:
    """The person, with the body they speak for unless their name here says it already."""
    name, body = row.said_by.name, row.said_by.organisation
    said = body is None or any(each and each in name for each in (body.name, body.short_name))
    return name if said else f"{name}, {body}"


def _in_words(moment: datetime) -> str:
    return in_words(day_of(moment))


def as_plain(figures: Figures) -> Mapping[str, object]:
    """The figures as JSON would have them, for the export."""
    plain: Mapping[str, object] = codec.to_plain(figures)
    return plain
