"""Who may do what with a report."""

from notices.reader import Reader
from notices.roles import ISSUED_REPORT_READERS, WHOLE, Role
from reports.models import Commentary, Drawing, Purpose, Report, Version, VersionState

RUNNING = frozenset({Role.LEAD, Role.OFFICE})


def can_see_drafts(reader: Reader, report: Report) -> bool:
    """Drafts, what is written beforehand, and the checklist: those who see everything of the notice."""
    return reader.is_any(report.notice_id, WHOLE)


def can_prepare(reader: Reader, report: Report) -> bool:
    """Draw a draft: lead and programme office."""
    return reader.is_any(report.notice_id, RUNNING)


def can_write_statement(reader: Reader, report: Report) -> bool:
    """The chair's statement is the chair's."""
    return reader.is_any(report.notice_id, {Role.CHAIR})


def can_judge(reader: Reader, report: Report) -> bool:
    """The judgement on an area: the lead."""
    return reader.is_any(report.notice_id, {Role.LEAD})


def can_write_commentary(reader: Reader, commentary: Commentary) -> bool:
    """Whoever holds the post that was asked, or its delegate; the lead and the programme office for anybody."""
    return reader.is_any(commentary.notice_id, RUNNING) or commentary.asked_of_id in reader.post_ids


def can_send(reader: Reader, version: Version) -> bool:
    """Send a draft for clearance: the lead."""
    return version.state == VersionState.DRAFT and reader.is_any(version.notice_id, {Role.LEAD})


def clears_for(reader: Reader, version: Version) -> frozenset[int]:
    """The organisations for which this person may clear the version now."""
    if version.state != VersionState.FOR_CLEARANCE:
        return frozenset()
    own = reader.acts_for(version.notice_id, Role.ACCOUNTABLE)
    return own - {each.organisation_id for each in version.clearances.all()} if own else own


def can_clear(reader: Reader, version: Version) -> bool:
    """Clear for one's own organisation: its accountable officer."""
    return bool(clears_for(reader, version))


def can_approve(reader: Reader, version: Version) -> bool:
    """Approve what was cleared: the independent chair."""
    return version.state == VersionState.CLEARED and reader.is_any(version.notice_id, {Role.CHAIR})


def can_record_approval(reader: Reader, version: Version) -> bool:
    """Record an approval that the chair gave in writing: lead and programme office."""
    return version.state == VersionState.CLEARED and reader.is_any(version.notice_id, RUNNING)


def can_issue(reader: Reader, version: Version) -> bool:
    """Issue what was approved: lead and programme office."""
    return version.state == VersionState.APPROVED and reader.is_any(version.notice_id, RUNNING)


def can_submit(reader: Reader, version: Version) -> bool:
    """Submit what was issued: lead and programme office."""
    return version.state == VersionState.ISSUED and reader.is_any(version.notice_id, RUNNING)


def can_correct(reader: Reader, version: Version) -> bool:
    """Open a correction of an issued version, withdrawn or not: the lead."""
    return version.state in {VersionState.ISSUED, VersionState.WITHDRAWN} and reader.is_any(
        version.notice_id, {Role.LEAD}
    )


def can_withdraw(reader: Reader, version: Version) -> bool:
    """Withdraw what was issued: lead and programme office."""
    return version.state == VersionState.ISSUED and reader.is_any(version.notice_id, RUNNING)


def can_share(reader: Reader, version: Version) -> bool:
    """Share a draft with an adviser for comment: the lead."""
    under_way = {VersionState.DRAFT, VersionState.FOR_CLEARANCE, VersionState.CLEARED}
    return version.state in under_way and reader.is_any(version.notice_id, {Role.LEAD})


def can_open(reader: Reader, drawing: Drawing) -> bool:
    """Open a PDF: an issued one, all readers of reports; a draft, who sees everything and whom it was shared with; any
    PDF of a version that was withdrawn, who sees everything."""
    if drawing.version_of.state == VersionState.WITHDRAWN:
        return reader.is_any(drawing.notice_id, WHOLE)
    if drawing.purpose == Purpose.ISSUE:
        return reader.is_any(drawing.notice_id, ISSUED_REPORT_READERS)
    if reader.is_any(drawing.notice_id, WHOLE):
        return True
    shared = drawing.version_of.shares.filter(shared_with_id=reader.user.pk)
    return reader.is_any(drawing.notice_id, {Role.ADVISER}) and shared.exists()


def can_read(reader: Reader, version: Version) -> bool:
    """Read a version's page: an issued one, all readers of reports; a draft or a withdrawn one, as its PDF."""
    if version.state == VersionState.WITHDRAWN:
        return reader.is_any(version.notice_id, WHOLE)
    if version.state == VersionState.ISSUED:
        return reader.is_any(version.notice_id, ISSUED_REPORT_READERS)
    if reader.is_any(version.notice_id, WHOLE):
        return True
    shared = version.shares.filter(shared_with_id=reader.user.pk)
    return reader.is_any(version.notice_id, {Role.ADVISER}) and shared.exists()


def can_try_again(reader: Reader, drawing: Drawing) -> bool:
    """Queue a failed drawing again: lead and programme office."""
    return reader.is_any(drawing.notice_id, RUNNING)


def can_say(reader: Reader, report: Report) -> bool:
    """Leave feedback on an issued report: the advisers."""
    return reader.is_any(report.notice_id, {Role.ADVISER})


def can_answer(reader: Reader, report: Report) -> bool:
    """Answer an adviser's feedback: lead and programme office."""
    return reader.is_any(report.notice_id, RUNNING)
