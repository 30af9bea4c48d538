"""By what a workbook that comes back is known: of which plan it was made, when, and of what. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from bringing.columns import ABOUT
from sheets.reading import Document, Table

MARK: Final = "Workbook of an improvement plan"
WHAT, PLAN, AT, SHA256 = "What this is", "Identity of the plan", "Exported at", "SHA-256 of what was exported"
"""What stands in front of them on the first sheet."""
LOOKED_AT: Final = 25
"""Rows of the first sheet among which they are looked for."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of which plan a workbook was made, when, and the digest of the rows that it was made of (`plain.digest`)."""

    plan: UUID
    exported_at: datetime
    sha256: str


def lines(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    """How a stamp is written."""
    return ((PLAN, str(stamp.plan)), (AT, stamp.exported_at.isoformat()), (SHA256, stamp.sha256))


def stamp_of(document: Document) -> Stamp | None:
    """The stamp of a workbook of ours; None of any other file, of the empty workbook, and where somebody changed it."""
    said = dict(_said(document))
    try:
        return Stamp(UUID(said[PLAN]), datetime.fromisoformat(said[AT]), said[SHA256])
    except (KeyError, ValueError):
        return None


def is_marked(document: Document) -> bool:
    """Whether its first sheet says that it is a workbook of ours."""
    return dict(_said(document)).get(WHAT, "").startswith(MARK)


def _said(document: Document) -> Iterator[tuple[str, str]]:
    about = next((each for each in document.blocks if isinstance(each, Table) and each.name == ABOUT), None)
    for cells in about.rows[:LOOKED_AT] if about else ():
        if len(cells) > 1:
            yield cells[0].text, cells[1].text
