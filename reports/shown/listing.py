"""The list of reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from notices.calendar import warnings_for
from notices.models import Fulfilment, Notice
from notices.permissions import can_see_whole
from notices.reader import Reader
from reports.models import Report, Share, Version, VersionState

STATES = {
    VersionState.DRAFT: ("Being prepared", "plain"),
    VersionState.FOR_CLEARANCE: ("Sent for clearance", "amber"),
    VersionState.CLEARED: ("Cleared, waiting for the chair", "amber"),
    VersionState.APPROVED: ("Approved, to be issued", "amber"),
    VersionState.ISSUED: ("Issued, to be submitted", "green"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One report of the list. `days_late` counts from its due day for as long as it is not met; 0 before."""

    report: Report
    state: str
    look: str
    met_on: date | None
    days_late: int
    warnings: tuple[str, ...]


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
        days_late = max(0, (reader.on - report.due_on).days) if met_on is None else 0
        state, look = _state(report.all_versions, met_on, days_late)
        found.append(Line(report, state, look, met_on, days_late, warnings_for(report.due_on)))
    return found


def _shared_with(reader: Reader, notice: Notice) -> set[int]:
    shares = Share.objects.visible_to(reader).of(notice).filter(shared_with_id=reader.user.pk)
    return set(shares.values_list("version_of__report_id", flat=True))


def _state(versions: Sequence[Version], met_on: date | None, days_late: int) -> tuple[str, str]:
    standing = [VersionState(each.state) for each in versions if each.state in STATES]
    issued = VersionState.ISSUED in standing
    under_way = [each for each in standing if each != VersionState.ISSUED]
    if any(each.state == VersionState.WITHDRAWN for each in versions) and not issued:
        return ("Withdrawn, correction under way" if under_way else "Withdrawn, to be corrected"), "red"
    if met_on:
        return "Submitted", "blue"
    if under_way and not issued:
        return STATES[under_way[-1]]
    if issued:
        return STATES[VersionState.ISSUED]
    return ("Late", "red") if days_late else ("Due", "hollow")
