"""What the report pages show: the list's lines, one report's checklist, its versions and their drawings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from govuk import words
from govuk.parts import Task
from notices.calendar import warnings_for
from notices.models import Fulfilment, Notice
from notices.permissions import can_see_whole
from notices.reader import Reader
from reports import permissions
from reports.figures.tree import ActionFigures, AreaFigures, SectionFigures
from reports.models import (
    Clearance,
    Download,
    Drawing,
    DrawingState,
    Judged,
    Purpose,
    Report,
    Share,
    Submission,
    Version,
    VersionState,
)

BUSY = (DrawingState.QUEUED, DrawingState.DRAWING)
STATES = {
    VersionState.DRAFT: ("Being prepared", "plain"),
    VersionState.FOR_CLEARANCE: ("Sent for clearance", "amber"),
    VersionState.CLEARED: ("Cleared, waiting for the chair", "amber"),
    VersionState.APPROVED: ("Approved, to be issued", "amber"),
    VersionState.ISSUED: ("Issued, to be submitted", "green"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list."""

    report: Report
    state: str
    look: str
    met_on: date | None
    late: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version with its drawings and what this reader may do with it."""

    version: Version
    name: str
    readable: bool
    drawings: tuple["DrawingLine", ...]
    clearances: tuple[str, ...]
    approval: str
    steps: tuple[tuple[str, str], ...]
    submissions: tuple[Submission, ...]
    downloads: tuple[Download, ...]
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawingLine:
    """One PDF: where it is, and where it can be had."""

    drawing: Drawing
    title: str
    href: str
    again_href: str
    busy: bool


def lines(reader: Reader, notice: Notice) -> list[Line]:
    """The notice's reports as this reader sees them, newest first; advisers see those that were issued or shared."""
    rows = Report.objects.visible_to(reader).of(notice).order_by("-due_on", "-pk")
    versions = Version.objects.order_by("number")
    fulfilled = {(row.obligation_id, row.due_on): row.met_on for row in Fulfilment.objects.of(notice).order_by("pk")}
    whole = can_see_whole(reader, notice)
    shared = set() if whole else _shared_with(reader, notice)
    found = []
    for report in rows.prefetch_related(Prefetch("versions", versions, to_attr="all_versions")):
        if not (whole or report.pk in shared or any(version.issue for version in report.all_versions)):
            continue
        met_on = fulfilled.get((report.obligation_id, report.due_on))
        state, look = _state(report.all_versions, met_on)
        late = met_on is None and report.due_on < reader.on
        found.append(Line(report, state, look, met_on, late, warnings_for(report.due_on)))
    return found


def _shared_with(reader: Reader, notice: Notice) -> set[int]:
    shares = Share.objects.visible_to(reader).of(notice).filter(shared_with_id=reader.user.pk)
    return set(shares.values_list("version_of__report_id", flat=True))


def _state(versions: Sequence[Version], met_on: date | None) -> tuple[str, str]:
    standing = [VersionState(each.state) for each in versions if each.state in STATES]
    issued = VersionState.ISSUED in standing
    under_way = [each for each in standing if each != VersionState.ISSUED]
    if any(each.state == VersionState.WITHDRAWN for each in versions) and not issued:
        return ("Withdrawn, correction under way" if under_way else "Withdrawn, to be corrected"), "red"
    if met_on:
        return "Submitted", "blue"
    if under_way and not issued:
        return STATES[under_way[-1]]
    return STATES[VersionState.ISSUED] if issued else ("Due", "hollow")


def statement_task(reader: Reader, report: Report, slug: str) -> Task:
    """Whether the chair's statement is written."""
    href = reverse("reports:statement", args=[slug, report.number])
    written = f"By {report.statement_by}, {words.day(report.statement_at)}" if report.statement_at else "By the chair"
    return _task(
        "Chair’s statement", href if permissions.can_write_statement(reader, report) else "", written, report.statement
    )


def judgement_tasks(reader: Reader, report: Report, slug: str, areas: Iterable[AreaFigures]) -> list[Task]:
    """One for each area of the notice."""
    rows = {row.area.code: row for row in report.judgements.select_related("area", "written_by")}
    may = permissions.can_judge(reader, report)
    found = []
    for area in areas:
        row = rows.get(area.code)
        hint = f"{Judged(row.judged).label}. By {row.written_by}, {words.day(row.written_at)}" if row else "By the lead"
        href = reverse("reports:judgement", args=[slug, report.number, area.code]) if may else ""
        found.append(_task(f"Judgement: {area.title}", href, hint, row))
    return found


def commentary_tasks(reader: Reader, report: Report, slug: str, sections: Iterable[SectionFigures]) -> list[Task]:
    """One for each section of the plan, with who was asked."""
    rows = {row.section.letter: row for row in report.commentaries.select_related("section", "asked_of", "written_by")}
    may_ask = permissions.can_prepare(reader, report)
    found = []
    for section in sections:
        row = rows.get(section.letter)
        asked = f"Asked of {row.asked_of}" if row and row.asked_of else "Nobody was asked in particular"
        hint = f"By {row.written_by}, {words.day(row.written_at)}" if row and row.written_at else asked
        args, href = [slug, report.number, section.letter], ""
        if row and permissions.can_write_commentary(reader, row):
            href = reverse("reports:commentary", args=args)
        elif row is None and may_ask:
            href = reverse("reports:ask-commentary", args=args)
        found.append(_task(f"Commentary: {section.letter} {section.title}", href, hint, row and row.written_at))
    return found


def _task(title: str, href: str, hint: str, done: object) -> Task:
    return Task(title, href, hint, "Written" if done else "Missing", "green" if done else "amber")


def differences(actions: Iterable[ActionFigures]) -> list[ActionFigures]:
    """The actions whose rating and facts differ, and nobody has said why."""
    return [each for each in actions if each.difference and not each.difference_explained]


def version_lines(reader: Reader, report: Report, slug: str) -> list[VersionLine]:
    """The versions that this reader may see, newest first."""
    whole = permissions.can_see_drafts(reader, report)
    submissions = Submission.objects.select_related("recipient__organisation", "mail")
    rows = (
        report.versions.select_related("snapshot", "prepared_by", "sent_by", "issued_by", "withdrawn_by", "corrects")
        .prefetch_related(
            Prefetch("drawings", Drawing.objects.select_related("document").order_by("pk")),
            Prefetch("clearances", Clearance.objects.select_related("organisation", "cleared_by").order_by("pk")),
            Prefetch("submissions", submissions.order_by("pk")),
            Prefetch("shares", Share.objects.select_related("shared_with").order_by("pk")),
            Prefetch("drawings__downloads", Download.objects.select_related("taken_by").order_by("-taken_at", "-pk")),
        )
        .select_related("approval__approved_by")
        .order_by("-number")
    )
    newest = max((row.issue for row in rows if row.issue), default=None)
    return [_version(reader, report, row, slug, whole, newest) for row in rows if whole or _open_to(reader, row)]


def _open_to(reader: Reader, version: Version) -> bool:
    return version.state in (VersionState.ISSUED, VersionState.WITHDRAWN) or any(
        share.shared_with_id == reader.user.pk for share in version.shares.all()
    )


def _version(
    reader: Reader, report: Report, version: Version, slug: str, whole: bool, newest: int | None
) -> VersionLine:
    args = [slug, report.number, version.number]
    approval = getattr(version, "approval", None)
    drawings = [each for each in version.drawings.all() if whole or _shown(each, version)]
    return VersionLine(
        version=version,
        name=f"Version {version.issue}" if version.issue else f"Draft {version.number}",
        readable=whole or version.state != VersionState.WITHDRAWN,
        drawings=tuple(_drawing(each, args) for each in drawings),
        clearances=tuple(
            f"{each.organisation}: {each.cleared_by}, {words.moment(each.cleared_at)}"
            for each in version.clearances.all()
        ),
        approval=f"{approval.approved_by}, {words.moment(approval.approved_at)}" if approval else "",
        steps=tuple(_steps(reader, version, args, newest)),
        submissions=tuple(version.submissions.all()),
        downloads=tuple(taken for each in version.drawings.all() for taken in each.downloads.all()) if whole else (),
        shared_with=tuple(str(each.shared_with) for each in version.shares.all()) if whole else (),
    )


def _shown(drawing: Drawing, version: Version) -> bool:
    """To an adviser: the issued file alone of an issued version, what was shared of another, nothing withdrawn."""
    if version.state == VersionState.WITHDRAWN:
        return False
    return drawing.state == DrawingState.DRAWN and (
        drawing.purpose == Purpose.ISSUE or version.state != VersionState.ISSUED
    )


def _drawing(drawing: Drawing, args: list[object]) -> DrawingLine:
    purpose = Purpose(drawing.purpose)
    return DrawingLine(
        drawing=drawing,
        title={Purpose.DRAFT: "Draft", Purpose.CLEARANCE: "For clearance", Purpose.ISSUE: "Issued report"}[purpose],
        href=reverse("reports:pdf", args=[*args, purpose.value]) if drawing.document else "",
        again_href=reverse("reports:try-again", args=[*args, purpose.value])
        if drawing.state == DrawingState.FAILED
        else "",
        busy=drawing.state in BUSY,
    )


def _steps(reader: Reader, version: Version, args: list[object], newest: int | None) -> Iterable[tuple[str, str]]:
    """What this reader may do with a version now: (words of the button, address). Only the newest is corrected."""
    offered = (
        (permissions.can_send, "Send for clearance", "send"),
        (permissions.can_clear, "Clear", "clear"),
        (permissions.can_approve, "Approve", "approve"),
        (permissions.can_record_approval, "Record a written approval", "approval"),
        (permissions.can_issue, "Issue", "issue"),
        (permissions.can_submit, "Submit", "submit"),
        (permissions.can_share, "Share with an adviser", "share"),
        (permissions.can_correct, "Correct", "correct"),
        (permissions.can_withdraw, "Withdraw", "withdraw"),
    )
    for may, said, name in offered:
        if may(reader, version) and (name != "correct" or version.issue == newest):
            yield said, reverse(f"reports:{name}", args=args)
