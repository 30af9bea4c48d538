"""Who may bring a plan in, and take it away."""

from notices.models import Notice
from notices.reader import Reader
from plans.permissions import can_bring, can_set_up

__all__ = ["can_bring", "can_enter"]


def can_enter(reader: Reader, notice: Notice) -> bool:
    """Enter what was read into the plan: the lead, who sets plans up."""
    return can_set_up(reader, notice)
