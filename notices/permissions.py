"""Who may do what on a notice: functions that answer a question, asked alike by views, templates and tests."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from notices.models import Notice
from notices.reader import Reader
from notices.roles import (
    EVERYONE,
    EVIDENCE_READERS,
    ISSUED_REPORT_READERS,
    MEETING_READERS,
    PLAN_READERS,
    WHOLE,
    Role,
)
from people.models import Mail

RUNS = frozenset({Role.LEAD, Role.OFFICE})


def require(allowed: bool, why: str = "") -> None:
    """Go on, or answer 403: with the reason, where it is more than the reader's role."""
    if not allowed:
        raise PermissionDenied(why)


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
    return reader.is_any(notice.pk, RUNS)


def can_confirm_obligation(reader: Reader, notice: Notice) -> bool:
    """Confirm what we read into the text, and enter the dates that obligations count from: the improvement lead."""
    return can_set_up(reader, notice)


def can_record_fulfilment(reader: Reader, notice: Notice) -> bool:
    """Record by hand that something was done: lead and programme office."""
    return can_run_meetings(reader, notice)


def can_see_mail(reader: Reader, notice: Notice) -> bool:
    """The page of mails, for whoever has a role; which of them stand there, `mails_for` says."""
    return bool(reader.roles(notice.pk))


def can_see_all_mail(reader: Reader, notice: Notice) -> bool:
    """What was sent to others too: lead and programme office."""
    return can_run_meetings(reader, notice)


def mails_for(reader: Reader, notice: Notice) -> QuerySet[Mail]:
    """The notice's mails that a reader may see, each with the file that went with it: all, or what was sent to them."""
    sent = Mail.objects.filter(Q(notice_id=notice.pk) | Q(digest_of__contains=[notice.pk]))
    if can_see_all_mail(reader, notice):
        return sent
    if not can_see_mail(reader, notice):
        return sent.none()
    return sent.filter(Q(to_user=reader.user) | Q(to_user__isnull=True, to_address__iexact=reader.user.email))


def can_read_mail(reader: Reader, mail: Mail) -> bool:
    """Its words: a digest may tell of other notices too, of which a lead of one must not learn."""
    return mail.to_user_id == reader.user.pk or all(reader.is_any(pk, RUNS) for pk in mail.digest_of or ())


def still_concerns(mail: Mail, on: date) -> bool:
    """Whether somebody has, that day, a role on all the notices that a digest tells of; other mail always does."""
    if mail.digest_of is None or mail.to_user is None:
        return True
    return set(mail.digest_of) <= set(Reader(mail.to_user, on).notices_with(EVERYONE))


def can_send_mail_again(reader: Reader, notice: Notice) -> bool:
    """Send a mail again that could not be sent: lead and programme office."""
    return can_run_meetings(reader, notice)
