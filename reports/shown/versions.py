"""One report's versions with their PDFs, what was done with them, and what this reader may do next."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse

from govuk import words
from notices.models import Recipient
from notices.reader import Reader
from reports import permissions
from reports.actions.preparing import UNDER_WAY
from reports.models import Clearance, DrawingState, Purpose, Report, Submission, Version, VersionState
from reports.shown.rows import Row, beside_versions, day, moment

BUSY = (DrawingState.QUEUED, DrawingState.DRAWING)
TITLES = {Purpose.DRAFT: "Draft", Purpose.CLEARANCE: "For clearance", Purpose.ISSUE: "Issued report"}


@dataclass(frozen=True, slots=True)
class DrawingLine:
    """One PDF: where it is, and where it can be had."""

    title: str
    says: str
    error: str
    name: str
    size: int | None
    sha256: str
    href: str
    again_href: str
    busy: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """One recipient, and how far the sending is; `busy` while it is under way and nothing went wrong."""

    says: str
    busy: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Something that a reader may do with a version: words, address, and whether the version waits for just that."""

    words: str
    href: str
    main: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version with its drawings and what this reader may do with it."""

    version: Version
    name: str
    replaced_by: int | None
    readable: bool
    drawings: tuple[DrawingLine, ...]
    clearances: tuple[str, ...]
    approval: str
    steps: tuple[Way, ...]
    submissions: tuple[Sending, ...]
    downloads: tuple[str, ...]
    shared_with: tuple[str, ...]

    @property
    def drawing(self) -> bool:
        """Whether a PDF of it is being drawn."""
        return any(each.busy for each in self.drawings)

    @property
    def sending(self) -> bool:
        """Whether it is being sent."""
        return any(each.busy for each in self.submissions)


def version_lines(reader: Reader, report: Report, slug: str) -> list[VersionLine]:
    """The versions that this reader may see, newest first. Two queries; the frozen figures are left where they are."""
    whole = permissions.can_see_drafts(reader, report)
    cleared = Clearance.objects.select_related("organisation", "cleared_by").order_by("pk")
    rows = (
        report.versions.select_related("snapshot", "issued_by", "withdrawn_by", "corrects", "approval__approved_by")
        .defer("snapshot__tree")
        .annotate(**beside_versions(), unsent=_unsent())
        .prefetch_related(Prefetch("clearances", cleared))
        .order_by("-number")
    )
    newest = max((row.issue for row in rows if row.issue), default=None)
    waits = not any(row.state in UNDER_WAY for row in rows)
    return [_version(reader, report, row, slug, whole, newest, waits) for row in rows if whole or _open_to(reader, row)]


def _unsent() -> Exists:
    """Whether somebody was named to whom a version was not handed yet."""
    handed = Submission.objects.filter(version_of=OuterRef(OuterRef("pk"))).values("recipient_id")
    return Exists(Recipient.objects.filter(obligation=OuterRef("report__obligation")).exclude(pk__in=handed))


def _open_to(reader: Reader, version: Version) -> bool:
    shared: list[Row] = version.shared  # type: ignore[attr-defined]
    return version.state in (VersionState.ISSUED, VersionState.WITHDRAWN) or any(
        each["whom_id"] == reader.user.pk for each in shared
    )


def _version(
    reader: Reader, report: Report, version: Version, slug: str, whole: bool, newest: int | None, waits: bool
) -> VersionLine:
    args = [slug, report.number, version.number]
    beside: dict[str, list[Row]] = {name: getattr(version, name) for name in ("drawn", "sent", "taken", "shared")}
    approval = getattr(version, "approval", None)
    return VersionLine(
        version=version,
        name=f"Version {version.issue}" if version.issue else f"Draft {version.number}",
        replaced_by=newest if version.issue and newest and version.issue < newest else None,
        readable=whole or version.state != VersionState.WITHDRAWN,
        drawings=tuple(_drawing(each, args) for each in beside["drawn"] if whole or _shown(each, version)),
        clearances=tuple(
            f"{each.organisation}: {each.cleared_by}, {words.moment(each.cleared_at)}"
            for each in version.clearances.all()
        ),
        approval=f"{approval.approved_by}, {words.moment(approval.approved_at)}" if approval else "",
        steps=tuple(_steps(reader, version, args, newest, waits)),
        submissions=tuple(_sending(each) for each in beside["sent"]),
        downloads=tuple(_taken(each) for each in beside["taken"]) if whole else (),
        shared_with=tuple(each["whom"] for each in beside["shared"]) if whole else (),
    )


def _shown(row: Row, version: Version) -> bool:
    """To an adviser: the issued file alone of an issued version, what was shared of another, nothing withdrawn."""
    if version.state == VersionState.WITHDRAWN:
        return False
    return row["state"] == DrawingState.DRAWN and (
        row["purpose"] == Purpose.ISSUE or version.state != VersionState.ISSUED
    )


def _drawing(row: Row, args: list[object]) -> DrawingLine:
    purpose, state = Purpose(row["purpose"]), DrawingState(row["state"])
    address = [*args, purpose.value]
    return DrawingLine(
        title=TITLES[purpose],
        says=f"{state.label}: {words.lower_first(row['progress'])}" if row["progress"] else state.label,
        error=row["error"],
        name=row["original_name"] or "",
        size=row["size"],
        sha256=row["sha256"] or "",
        href=reverse("reports:pdf", args=address) if state == DrawingState.DRAWN else "",
        again_href=reverse("reports:try-again", args=address) if state == DrawingState.FAILED else "",
        busy=state in BUSY,
    )


def _sending(row: Row) -> Sending:
    to, sent_on = f"{row['title']}, {row['organisation']}", day(row["sent_on"])
    if sent_on:
        return Sending(f"{to}: sent {words.day(sent_on)}", busy=False)
    if row["error"]:
        return Sending(f"{to}: not sent yet: {row['error']}", busy=False)
    return Sending(f"{to}: being sent", busy=True)


def _taken(row: Row) -> str:
    at = moment(row["at"])
    return f"{row['by']}, {words.moment(at)}" if at else row["by"]


def _steps(reader: Reader, version: Version, args: list[object], newest: int | None, waits: bool) -> Iterable[Way]:
    """What this reader may do with a version now; `waits` says that no other is under way.

    What goes round the next step, or was done already, is not its main one. Not offered is what would only be refused:
    to clear before the PDF is there, to issue while it is drawn, to submit what everybody was sent, to submit or
    correct a version that another has replaced.
    """
    sent: list[Row] = version.sent  # type: ignore[attr-defined]
    drawn = {(row["purpose"], row["state"]) for row in version.drawn}  # type: ignore[attr-defined]
    idle = {
        "clear": (Purpose.CLEARANCE, DrawingState.DRAWN) not in drawn,
        "issue": any(purpose == Purpose.ISSUE for purpose, _ in drawn),
        "submit": version.issue != newest or not version.unsent,  # type: ignore[attr-defined]
        "correct": version.issue != newest,
    }
    offered = (
        (permissions.can_send, "Send for clearance", "send", True),
        (permissions.can_clear, "Clear", "clear", True),
        (permissions.can_approve, "Approve", "approve", True),
        (permissions.can_record_approval, "The chair approved in writing?", "approval", False),
        (permissions.can_issue, "Issue", "issue", True),
        (permissions.can_submit, "Submit", "submit", not sent),
        (permissions.can_share, "Share with an adviser", "share", False),
        (permissions.can_correct, "Correct", "correct", waits and version.state == VersionState.WITHDRAWN),
        (permissions.can_withdraw, "Withdraw", "withdraw", False),
    )
    for may, said, name, main in offered:
        if not idle.get(name) and may(reader, version):
            yield Way(said, reverse(f"reports:{name}", args=args), main)
