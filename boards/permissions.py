"""Who may do what with boards, meetings and the log: functions asked alike by views, templates and tests."""

from boards.models import Authority, Invitation, LogEntry
from notices.models import Notice
from notices.permissions import can_run_meetings
from notices.reader import Reader
from notices.roles import MEETING_READERS, Role


def can_record_decisions(reader: Reader, notice: Notice) -> bool:
    """Record a decision of one kind or another."""
    return bool(authorities(reader, notice))


def authorities(reader: Reader, notice: Notice) -> list[Authority]:
    """Whose decisions a reader may record: lead and programme office the board's and DfE's, the chair alone their own,
    because a date moves with a decision that is cited.
    """
    runs, is_chair = can_run_meetings(reader, notice), reader.is_any(notice.pk, {Role.CHAIR})
    return [each for each in Authority if (is_chair if each is Authority.CHAIR else runs)]


def can_add_log_entry(reader: Reader, notice: Notice) -> bool:
    """Add a line to the log: lead and programme office."""
    return can_run_meetings(reader, notice)


def can_update_log_entry(reader: Reader, entry: LogEntry) -> bool:
    """Update a line of the log: its owner or the owner's delegate, lead, programme office."""
    if not reader.is_any(entry.notice_id, MEETING_READERS):
        return False
    return entry.owner_id in reader.post_ids or reader.is_any(entry.notice_id, {Role.LEAD, Role.OFFICE})


def can_answer(reader: Reader, invitation: Invitation) -> bool:
    """Answer an invitation: who holds the seat's post or writes for it, whatever else they may see of the notice."""
    return bool(reader.roles(invitation.notice_id)) and invitation.seat.post_id in reader.post_ids
