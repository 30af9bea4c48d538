"""What can be done with a plan in a file: keep it as a draft, say of its tables and doubts, enter it, drop it."""

from bringing.actions.drafting import (
    bring_as_newer,
    choose_tables,
    drop_draft,
    keep_draft,
    keep_taken,
    read_again,
    say,
    take_back,
)
from bringing.actions.entering import Entered, New, Settled, enter_plan
from bringing.actions.taking import Form, take_plan

__all__ = [
    "Entered",
    "Form",
    "New",
    "Settled",
    "bring_as_newer",
    "choose_tables",
    "drop_draft",
    "enter_plan",
    "keep_draft",
    "keep_taken",
    "read_again",
    "say",
    "take_back",
    "take_plan",
]
