"""The sheets of our own workbook of a plan, column by column: what is written, explained on its first sheet, offered in
the empty one and read back. One place to add a column."""

from typing import Final

from bringing.columns.plan import ACTIONS, KPIS, MILESTONES, PLAN, POSTS, READ_BACK, SECTIONS, TARGETS
from bringing.columns.shape import ABOUT, EXAMPLE, NO, NOT_SETTLED, YES, Cells, Field, Sheet, joined, parted
from bringing.columns.told import CLAUSES, EARLIER_TARGETS, MEASUREMENTS, RISKS, TOLD_ONLY, UPDATES, VOICE
from govuk.words import listed

SHEETS: Final = (*READ_BACK, *TOLD_ONLY)


def told_only() -> str:
    """Which sheets and columns of a workbook of ours are not read back, in a sentence."""
    sheets = listed([each.name for each in TOLD_ONLY])
    columns = (
        f"“{column.heading}” on the sheet {sheet.name}, which is changed on {column.elsewhere}"
        for sheet in READ_BACK
        for column in sheet.columns
        if not column.is_read
    )
    return f"Told in this workbook, and not read back: the sheets {sheets}; {listed(list(columns))}"


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
    "told_only",
]
