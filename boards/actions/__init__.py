"""What a board does: it is set up, invites, meets, decides, and keeps its action and impact log."""

from boards.actions.decisions import ratify, record_decision
from boards.actions.log import add_log_entry, update_log_entry
from boards.actions.meetings import answer_invitation, record_meeting, send_invitations
from boards.actions.setup import add_seat, create_board, plan_cycle, plan_meeting

__all__ = [
    "add_log_entry",
    "add_seat",
    "answer_invitation",
    "create_board",
    "plan_cycle",
    "plan_meeting",
    "ratify",
    "record_decision",
    "record_meeting",
    "send_invitations",
    "update_log_entry",
]
