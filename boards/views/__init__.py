"""The board pages."""

from boards.views.decisions import ratify, record_decision
from boards.views.log import add_log_entry, update_log_entry
from boards.views.meetings import answer_invitation, invite, meeting, plan_meeting, record_meeting
from boards.views.pages import board, boards

__all__ = [
    "add_log_entry",
    "answer_invitation",
    "board",
    "boards",
    "invite",
    "meeting",
    "plan_meeting",
    "ratify",
    "record_decision",
    "record_meeting",
    "update_log_entry",
]
