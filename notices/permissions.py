"""Who may do what on a notice: functions that answer a question, asked alike by views, templates and tests."""

from django.conf import settings
from django.core.exceptions import PermissionDenied

from notices.models import Notice
from notices.reader import Reader
from notices.roles import EVIDENCE_READERS, ISSUED_REPORT_READERS, MEETING_READERS, PLAN_READERS, WHOLE, Role
from people.models import Mail


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


def can_confirm_obligation(reader: Reader, notice: Notice) -> bool:
    """Confirm what we read into the text, and enter the dates that obligations count from: the improvement lead."""
    return can_set_up(reader, notice)


def can_record_fulfilment(reader: Reader, notice: Notice) -> bool:
    """Record by hand that something was done: lead and programme office."""
    return can_run_meetings(reader, notice)


def can_see_mail(reader: Reader, notice: Notice) -> bool:
    """What was sent to whom for the notice: lead and programme office; in the demo, whoever has a role."""
    return can_send_mail_again(reader, notice) or (settings.DEMO and bool(reader.roles(notice.pk)))


def can_open_attachment(reader: Reader, notice: Notice, mail: Mail) -> bool:
    """The file that went with a mail: who sees everything of the notice, and whoever it was sent to."""
    return can_see_whole(reader, notice) or mail.to_user_id == reader.user.pk


def can_send_mail_again(reader: Reader, notice: Notice) -> bool:
    """Send a mail again that could not be sent: lead and programme office."""
    return can_run_meetings(reader, notice)
