"""Who cleared and approved a version, from its rows, as the values that a face prints."""

from django.db.models import Max

from reports.faces.signed import Signature, Signed
from reports.figures.tree import ReportTree
from reports.models import Approval, Clearance, Purpose, Report, Version, VersionState

MARKS = {
    VersionState.DRAFT: "Draft – not cleared, not approved",
    VersionState.FOR_CLEARANCE: "For clearance and approval",
    VersionState.CLEARED: "Cleared, not yet approved by the chair",
    VersionState.APPROVED: "Approved, not yet issued",
    VersionState.CANCELLED: "Replaced by a newer draft",
    VersionState.WITHDRAWN: "Withdrawn",
    VersionState.ISSUED: "",
}
CHAIR = "the chair"


def next_issue(report: Report) -> int:
    """The number that the next issued version of this report gets."""
    last: int | None = report.versions.aggregate(last=Max("issue"))["last"]
    return (last or 0) + 1


def for_page(version: Version, tree: ReportTree) -> Signed:
    """As it stands now, for the page."""
    name = f"Version {version.issue}" if version.issue else f"Draft {version.number}"
    return _signed(version, tree, name, MARKS[VersionState(version.state)])


def for_drawing(version: Version, tree: ReportTree, purpose: Purpose) -> Signed:
    """As it stands when a PDF is drawn for this purpose. Drafts bear no signature, whatever came meanwhile, so that
    drawing one again gives the same bytes."""
    if purpose == Purpose.ISSUE:
        return _signed(version, tree, f"Version {version.issue or next_issue(version.report)}", "")
    state = VersionState.DRAFT if purpose == Purpose.DRAFT else VersionState.FOR_CLEARANCE
    return Signed(f"Draft {version.number}", MARKS[state], _awaited(tree.clearing), Signature(CHAIR))


def _signed(version: Version, tree: ReportTree, name: str, mark: str) -> Signed:
    rows = Clearance.objects.filter(version_of=version).select_related("organisation", "cleared_by")
    given = tuple(
        Signature(str(row.organisation), row.cleared_by.name, row.cleared_at)
        for row in rows.order_by("cleared_at", "pk")
    )
    named = {each.whose for each in given}
    approval = Approval.objects.filter(version_of=version).select_related("approved_by").first()
    return Signed(
        version=name,
        mark=mark,
        clearances=(*given, *_awaited(tuple(each for each in tree.clearing if each not in named))),
        approval=Signature(CHAIR, approval.approved_by.name, approval.approved_at) if approval else Signature(CHAIR),
        in_writing=bool(approval and approval.in_writing),
    )


def _awaited(bodies: tuple[str, ...]) -> tuple[Signature, ...]:
    return tuple(Signature(body) for body in bodies)
