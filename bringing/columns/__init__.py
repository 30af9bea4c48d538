"""The sheets of our own workbook of a plan, column by column: what is written, explained on its first sheet, offered in
the empty one and read back. One place to add a column."""

from typing import Final

from bringing.columns.plan import ACTIONS, KPIS, MILESTONES, PLAN, POSTS, READ_BACK, SECTIONS, TARGETS
from bringing.columns.shape import ABOUT, EXAMPLE, NO, NOT_SETTLED, YES, Cells, Field, Sheet, joined, parted
from bringing.columns.told import CLAUSES, EARLIER_TARGETS, MEASUREMENTS, RISKS, TOLD_ONLY, UPDATES, VOICE

SHEETS: Final = (*READ_BACK, *TOLD_ONLY)

__all__ = [
    "ABOUT",
    "ACTIONS",
    "CLAUSES",
    "EARLIER_TARGETS",
    "EXAMPLE",
    "KPIS",
    "MEASUREMENTS",
    "MILESTONES",
    "NO",
    "NOT_SETTLED",
    "PLAN",
    "POSTS",
    "READ_BACK",
    "RISKS",
    "SECTIONS",
    "SHEETS",
    "TARGETS",
    "TOLD_ONLY",
    "UPDATES",
    "VOICE",
    "YES",
    "Cells",
    "Field",
    "Sheet",
    "joined",
    "parted",
]
