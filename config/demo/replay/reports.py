"""The written reports: opened, written, prepared, cleared, approved, issued, taken and answered."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse

from audit.clock import LONDON, day_of
from config.demo.replay.steps import Step
from config.demo.replay.world import START, Told, fresh
from config.demo.story import events
from config.demo.story import reports as story
from config.demo.story.shapes import Report as ToldReport
from reports.actions import approving, opening, preparing, submitting
from reports.models import Commentary, Drawing, Judged, Judgement, Purpose, Report, Version, VersionState
from reports.tasks import sweep

BEFORE_SENDING = timedelta(minutes=30)
"""How long before it is sent a report's draft is made and read."""
WAITING = story.REPORTS[-1].due_on
"""The report that is written and goes no further here: the demo's own worker draws it (`config.demo.january`)."""


def happens_here(event: events.Event) -> bool:
    """Whether the replay takes this step itself."""
    match event:
        case events.ReportSent(report=due_on) | events.ReportCleared(report=due_on):
            return due_on != WAITING
    return True


def later(told: Told, happening: Iterable[events.Event]) -> Iterator[Step]:
    """What nobody tells: a report is opened on the morning after the one before was issued, as the sweep does it; the
    lead asks for its commentary that day; its draft is made half an hour before it is sent."""
    asked: dict[date, list[events.SectionCommented]] = {}
    opens = [_morning_after(START)]
    for event in happening:
        if isinstance(event, events.SectionCommented):
            asked.setdefault(event.report, []).append(event)
        if isinstance(event, events.ReportIssued):
            opens.append(_morning_after(event.at))
        if isinstance(event, events.ReportSent):
            at = event.at - BEFORE_SENDING
            yield Step(at, partial(_prepare, told, event.report, event.by, at))
    for report, at in zip(story.REPORTS, opens, strict=True):
        yield Step(at, partial(_open, told, report, at))
        nine = at.replace(hour=9)
        yield Step(nine, partial(_ask, told, report.due_on, asked[report.due_on], nine))


def sweeps() -> Iterator[Step]:
    """The sweep on the first of each month: it opens what other councils' notices ask for."""
    for month in range(START.month + 1, 13):
        yield Step(datetime(START.year, month, 1, 6, tzinfo=LONDON), sweep)


def _morning_after(moment: datetime) -> datetime:
    return datetime.combine(day_of(moment) + timedelta(days=1), time(6), LONDON)


def _open(told: Told, report: ToldReport, at: datetime) -> None:
    opening.open_report(
        obligation=told.obligations["progress-report"],
        due_on=report.due_on,
        period_from=report.period_from,
        cutoff_on=report.cut_off_on,
        by=None,
        at=at,
    )


def _ask(told: Told, due_on: date, asked: Iterable[events.SectionCommented], at: datetime) -> None:
    report = _report(told, due_on)
    for each in sorted(asked, key=lambda event: event.section):
        post = told.world.posts[each.asked_of]
        opening.ask_commentary(report=report, section=told.sections[each.section], of=post, by=told.leader, at=at)


def _prepare(told: Told, due_on: date, by: str, at: datetime) -> None:
    preparing.prepare(report=_report(told, due_on), by=told.world.people[by], at=at)


def stated(told: Told, event: events.StatementWritten) -> None:
    """The chair wrote the statement."""
    report = _report(told, event.report)
    by = told.world.people[event.by]
    opening.write_statement(report=report, text=event.text, seen_version=report.version, by=by, at=event.at)


def judged(told: Told, event: events.AreaJudged) -> None:
    """Somebody judged an area."""
    report, area = _report(told, event.report), told.areas[event.area]
    before = Judgement.objects.filter(report=report, area=area).first()
    opening.judge_area(
        report=report,
        area=area,
        judged=Judged(event.judged),
        text=event.text,
        seen_version=before.version if before else 0,
        by=told.world.people[event.by],
        at=event.at,
    )


def commented(told: Told, event: events.SectionCommented) -> None:
    """Somebody wrote what a section achieved and plans."""
    row = Commentary.objects.get(report=_report(told, event.report), section=told.sections[event.section])
    opening.write_commentary(
        commentary=row,
        achieved=event.achieved,
        planned=event.planned,
        help_needed=event.help_needed,
        seen_version=row.version,
        by=told.world.people[event.by],
        at=event.at,
    )


def sent(told: Told, event: events.ReportSent) -> None:
    """The figures froze, and the accountable officers were asked to clear them."""
    version = _version(told, event.report, VersionState.DRAFT)
    by = told.world.people[event.by]
    preparing.send_for_clearance(version=version, seen_version=version.version, by=by, at=event.at)


def cleared(told: Told, event: events.ReportCleared) -> None:
    """An accountable officer cleared it."""
    version = _version(told, event.report, VersionState.FOR_CLEARANCE)
    approving.clear(
        version=version,
        organisation=told.world.organisations[event.organisation],
        seen_version=version.version,
        by=told.world.people[event.by],
        at=event.at,
    )


def approved(told: Told, event: events.ReportApproved) -> None:
    """The chair approved it."""
    version = _version(told, event.report, VersionState.CLEARED)
    approving.approve(version=version, seen_version=version.version, by=told.world.people[event.by], at=event.at)


def issued(told: Told, event: events.ReportIssued) -> None:
    """The final PDF was made, and went to its recipients."""
    version, by = _version(told, event.report, VersionState.APPROVED), told.world.people[event.by]
    approving.issue(version=version, seen_version=version.version, by=by, at=event.at)
    told.world.worker.answer()
    version = fresh(version)
    path = reverse("reports:report", args=[told.facts.slug, version.report.number])
    submitting.submit(
        version=version,
        seen_version=version.version,
        address=f"{settings.SITE_URL}{path}",
        by=by,
        at=event.at,
    )


def taken(told: Told, event: events.ReportDownloaded) -> None:
    """Somebody took the issued PDF."""
    version = _version(told, event.report, VersionState.ISSUED)
    drawing = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    submitting.record_download(drawing=drawing, by=told.world.people[event.by], at=event.at)


def asked_back(told: Told, event: events.FeedbackLeft) -> None:
    """An adviser said something of it."""
    told.feedback[event.key] = opening.leave_feedback(
        report=_report(told, event.report),
        text=event.text,
        sent_as=None,
        by=told.world.people[event.by],
        at=event.at,
    )


def answered(told: Told, event: events.FeedbackAnswered) -> None:
    """Somebody answered the adviser."""
    row = fresh(told.feedback[event.key])
    by = told.world.people[event.by]
    opening.answer_feedback(feedback=row, answer=event.text, seen_version=row.version, by=by, at=event.at)


def _report(told: Told, due_on: date) -> Report:
    found: Report = Report.objects.get(obligation=told.obligations["progress-report"], due_on=due_on)
    return found


def _version(told: Told, due_on: date, state: VersionState) -> Version:
    found: Version = Version.objects.get(report=_report(told, due_on), state=state)
    return found
