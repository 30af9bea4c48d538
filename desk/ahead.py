"""What comes next on a notice, and what is still missing for it: the meeting, the report, the review."""

from dataclasses import dataclass
from datetime import date

from desk import places
from desk.standing import named, report_due
from govuk import words
from notices.models import Notice
from notices.permissions import can_see_reports
from notices.reader import Reader
from reports.checklist import missing
from reports.figures.tree import BoardFigures, Figures
from reports.models import Report, Version, VersionState


@dataclass(frozen=True)
class Step:
    """Something to come. `gaps` are what is missing for it, `ready` says that nothing is."""

    title: str
    says: str
    href: str
    gaps: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    ready: str = ""


def ahead(figures: Figures, notice: Notice, reader: Reader) -> tuple[Step, ...]:
    """The next meeting, report and review. What a report lacks is told to those who may see its draft."""
    found = [_meeting(figures), _report(figures, notice, reader), _review(figures)]
    return tuple(step for step in found if step is not None)


def _meeting(figures: Figures) -> Step | None:
    board = figures.board
    if board is None:
        return None
    href = places.to("boards:board", figures.notice.slug, board.slug)
    if board.next_meeting_on is None:
        return Step("Next meeting", "No meeting is planned", href, ("a date for the next meeting",))
    return Step(
        "Next meeting",
        f"{words.day(board.next_meeting_on)}, {_in_days(board.next_meeting_on, figures.on)}",
        href,
        _seats_missing(board),
        ready="Every seat that the notice requires is filled.",
    )


def _seats_missing(board: BoardFigures) -> tuple[str, ...]:
    return tuple(
        f"{seat.title} ({seat.organisation}): the notice requires this seat, and it is empty"
        for seat in board.seats
        if seat.required and seat.vacant
    )


def _report(figures: Figures, notice: Notice, reader: Reader) -> Step | None:
    due = report_due(figures)
    if due is None:
        return None
    day, to_whom = due
    rows = Report.objects.visible_to(reader).of(notice).filter(due_on=day)
    report = rows.select_related("obligation").order_by("-number", "pk").first()
    warnings = tuple(
        said
        for obligation in figures.obligations
        if obligation.kind == "report"
        for each in obligation.occurrences
        if each.due_on == day
        for said in each.warnings
    )
    says = f"{words.day(day)}{f', to {named(to_whom)}' if to_whom else ''}, {_in_days(day, figures.on)}"
    if report is None:
        href = places.reports(notice.slug, may_see=can_see_reports(reader, notice))
        return Step("Next report", says, href, (), warnings)
    state, gaps = _where(report)
    return Step(
        "Next report",
        f"{says}. {state}",
        places.to("reports:report", notice.slug, report.number),
        gaps,
        warnings,
        ready="" if gaps else "Nothing is missing.",
    )


def _where(report: Report) -> tuple[str, tuple[str, ...]]:
    """How far it is, and what is missing: once it was sent for clearance, nothing that people write is."""
    under_way = Version.objects.filter(report=report).exclude(state=VersionState.CANCELLED)
    version = under_way.order_by("-number").first()
    if version is None:
        return "Not prepared yet", tuple(missing(report))
    state = version.get_state_display()
    if version.state == VersionState.WITHDRAWN:
        return state, ("the correction of the version that was withdrawn",)
    return state, tuple(missing(report)) if version.state == VersionState.DRAFT else ()


def _review(figures: Figures) -> Step | None:
    found = [
        (each.due_on, obligation)
        for obligation in figures.obligations
        if obligation.kind == "review"
        for each in obligation.occurrences
        if each.state in ("due", "late")
    ]
    href = places.to("desk:calendar", figures.notice.slug, kind="review")
    if found:
        day, obligation = min(found, key=lambda pair: pair[0])
        whose = "" if obligation.councils_duty else f", {obligation.duty_of}’s own duty"
        return Step("Next review", f"{words.day(day)}, {_in_days(day, figures.on)}{whose}", href, ())
    named = next((each for each in figures.obligations if each.kind == "review"), None)
    if named is None:
        return None
    return Step("Next review", named.awaiting or f"No date: {named.rhythm}", href, ())


def _in_days(day: date, on: date) -> str:
    days = (day - on).days
    if days == 0:
        return "today"
    return f"in {words.plural(days, 'day')}" if days > 0 else f"{words.plural(-days, 'day')} ago"
