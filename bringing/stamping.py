"""By what a file of ours that comes back is known: of which plan it was made, when, and of what. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from bringing.columns import ABOUT
from sheets.reading import Document, Paragraph, Table

MARK: Final = "Workbook of an improvement plan"
WHAT, PLAN, AT, SHA256 = "What this is", "Identity of the plan", "Exported at", "SHA-256 of what was exported"
"""What stands in front of them on the first sheet."""
LOOKED_AT: Final = 25
"""Rows of the first sheet among which they are looked for."""
_LINE: Final = re.compile(rf"{PLAN}: (?P<plan>\S+)\. {AT}: (?P<at>\S+)\. {SHA256}: (?P<sha256>[0-9a-f]{{64}})")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of which plan a file was made, when, and the digest of the rows that it was made of (`plain.digest`)."""

    plan: UUID
    exported_at: datetime
    sha256: str


def lines(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    """How a stamp is written."""
    return ((PLAN, str(stamp.plan)), (AT, stamp.exported_at.isoformat()), (SHA256, stamp.sha256))


def line(stamp: Stamp) -> str:
    """How it is written at the end of a Word document."""
    return ". ".join(f"{name}: {value}" for name, value in lines(stamp))


def is_line(text: str) -> bool:
    """Whether a paragraph is such a line."""
    return _LINE.fullmatch(" ".join(text.split())) is not None


def stamp_of(document: Document) -> Stamp | None:
    """The stamp of a workbook or a Word document of ours; None of any other file, of the empty workbook, and where
    somebody changed it."""
    said = dict(_said(document)) or _at_the_end(document)
    try:
        return Stamp(UUID(said[PLAN]), datetime.fromisoformat(said[AT]), said[SHA256])
    except (KeyError, ValueError):
        return None


def _at_the_end(document: Document) -> dict[str, str]:
    """What the one line of a Word document says; nothing where two of them were put together."""
    texts = [" ".join(each.text.split()) for each in document.blocks if isinstance(each, Paragraph)]
    found = [each for text in texts if (each := _LINE.fullmatch(text))]
    return {PLAN: found[0]["plan"], AT: found[0]["at"], SHA256: found[0]["sha256"]} if len(found) == 1 else {}


def is_marked(document: Document) -> bool:
    """Whether its first sheet says that it is a workbook of ours."""
    return dict(_said(document)).get(WHAT, "").startswith(MARK)


def _said(document: Document) -> Iterator[tuple[str, str]]:
    about = next((each for each in document.blocks if isinstance(each, Table) and each.name == ABOUT), None)
    for cells in about.rows[:LOOKED_AT] if about else ():
        if len(cells) > 1:
            yield cells[0].text, cells[1].text
