"""The sheets of our own workbook of a plan, column by column: what is written, explained on its first sheet, offered in
the empty one and read back. One place to add a column."""

from collections.abc import Collection, Mapping
from typing import Final

from bringing.columns.plan import ACTIONS, KPIS, MILESTONES, PLAN, POSTS, READ_BACK, SECTIONS, TARGETS
from bringing.columns.shape import ABOUT, EXAMPLE, NO, NOT_SETTLED, YES, Cells, Field, Sheet, joined, parted
from bringing.columns.told import CLAUSES, EARLIER_TARGETS, MEASUREMENTS, RISKS, TOLD_ONLY, UPDATES, VOICE
from govuk.words import listed

SHEETS: Final = (*READ_BACK, *TOLD_ONLY)


def told_only(there: Mapping[str, Collection[str]]) -> str:
    """Which sheets and columns of a workbook of ours are not read back, in a sentence; "" for none. `there` are the
    sheets that it has, each with its headings."""
    sheets = [each.name for each in TOLD_ONLY if each.name in there]
    columns = [
        f"“{column.heading}” on the sheet {sheet.name}, which is changed on {column.elsewhere}"
        for sheet in READ_BACK
        for column in sheet.columns
        if not column.is_read and column.heading in there.get(sheet.name, ())
    ]
    told = [f"the sheet{'s' if len(sheets) > 1 else ''} {listed(sheets)}"] if sheets else []
    told += [listed(columns)] if columns else []
    return f"Told in this workbook, and not read back: {'; '.join(told)}" if told else ""


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
