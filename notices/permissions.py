"""Who may do what on a notice: functions that answer a question, asked alike by views, templates and tests."""

from django.core.exceptions import PermissionDenied

from notices.models import Notice
from notices.reader import Reader
from notices.roles import EVIDENCE_READERS, ISSUED_REPORT_READERS, MEETING_READERS, PLAN_READERS, WHOLE, Role


def require(allowed: bool) -> None:
    """Go on, or answer 403."""
    if not allowed:
        raise PermissionDenied


def can_see_whole(reader: Reader, notice: Notice) -> bool:
    """Everything of the notice: lead, programme office, accountable officers, chair."""
    return reader.is_any(notice.pk, WHOLE)


def can_see_plan(reader: Reader, notice: Notice) -> bool:
    """Plan, KPIs, risks and dashboard."""
    return reader.is_any(notice.pk, PLAN_READERS)


def can_see_evidence(reader: Reader, notice: Notice) -> bool:
    """Documents kept as evidence."""
    return reader.is_any(notice.pk, EVIDENCE_READERS)


def can_see_meetings(reader: Reader, notice: Notice) -> bool:
    """Meetings, decisions and the log."""
    return reader.is_any(notice.pk, MEETING_READERS)


def can_see_reports(reader: Reader, notice: Notice) -> bool:
    """Reports that were issued; drafts have rules of their own."""
    return reader.is_any(notice.pk, ISSUED_REPORT_READERS)


def can_set_up(reader: Reader, notice: Notice) -> bool:
    """Notice, plan, KPIs, roles: the improvement lead."""
    return reader.is_any(notice.pk, {Role.LEAD})


def can_give_access(reader: Reader, notice: Notice) -> bool:
    """Give and end roles: the improvement lead."""
    return can_set_up(reader, notice)


def can_run_meetings(reader: Reader, notice: Notice) -> bool:
    """Meetings, invitations, decisions of the board, letters: lead and programme office."""
    return reader.is_any(notice.pk, {Role.LEAD, Role.OFFICE})
