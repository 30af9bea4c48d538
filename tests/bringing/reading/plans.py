"""The published plan of 2023, where it lies beside the checkout, and what tests of bringing plans look for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bringing.reading import Asks, Certainty, Doubt, Draft, Holds, Known, Read, Source, understand
from bringing.reading.lengths import ROOM_AS_PRINTED
from bringing.reading.words import seen, titled
from sheets.reading import Cell, Document, Merge, Place, Table, read_file
from sheets.reading.merging import mark

SEED = Path(__file__).resolve().parents[4] / "shared" / "seeds" / "devon-send-improvement-plan-2023.txt"
with_seed = pytest.mark.skipif(not SEED.is_file(), reason="the source documents are not beside this checkout")
AS_PRINTED = re.compile("|".join(ROOM_AS_PRINTED))
"""Paths of values whose words the plan keeps as they are."""
DELIVER_BY = date(2024, 2, 29)


@cache
def published() -> Draft:
    """The plan as it is copied from the council's page, with the notice's own date."""
    return understand(read_file("plan.txt", SEED.read_bytes()), Known(deliver_by=DELIVER_BY))


def asked(draft: Draft, asks: Asks) -> list[Doubt]:
    return [doubt for doubt in draft.doubts if doubt.asks is asks]


def lines(doubt: Doubt) -> list[int]:
    return [place.line for place in doubt.places]


def certain(draft: Draft) -> Iterator[tuple[str, Read[object]]]:
    """The values that nothing is asked about, by their paths."""
    return ((path, read) for path, read in draft.values() if read.certainty is Certainty.CERTAIN)


def uncovered(document: Document, draft: Draft) -> list[tuple[Place, str]]:
    """Words of the document that are neither a source of the draft nor set aside, each with its place. What parts
    values from each other is no word: signs, and "and", "at" and "in" between them."""
    pieces: dict[Place, set[str]] = {}
    for source in _read(draft):
        pieces.setdefault(source.place, set()).update(source.words.split("\n"))
    found = []
    for place, text in _standing(document):
        left = text
        for words in sorted(pieces.get(place, ()), key=len, reverse=True):
            left = left.replace(words, "\n") if words else left
        if left := re.sub(r"\b(?:and|as|at|in)\b|[^\w=]", "", left):
            found.append((place, left))
    return found


def unsaid(draft: Draft) -> list[tuple[str, str]]:
    """Values of rows that say nothing of their words though nothing is asked about them, with the words: those that are
    neither kept as printed nor set aside. A source alone does not tell that: the words of a cell are one of its value
    whatever was read of them."""
    aside = {each.source for each in draft.aside}
    empty = ((path, read) for path, read in certain(draft) if read.value in (None, ""))
    return [
        (path, read.words)
        for path, read in empty
        if not path.startswith("tables/") and not AS_PRINTED.fullmatch(path) and not aside.issuperset(read.sources)
    ]


def _read(draft: Draft) -> Iterator[Source]:
    """What was read, or listed as set aside: of the words above a table only those that say what it holds."""
    tables = (
        replace(table, captions=tuple(each for each in table.captions if _says(each, table.holds.value)))
        for table in draft.tables
    )
    return replace(draft, tables=tuple(tables)).sources()


def _says(caption: Source, holds: Holds) -> bool:
    return holds is not Holds.NOTHING and titled(seen(caption.words)) is holds


def _standing(document: Document) -> Iterator[tuple[Place, str]]:
    for block in document.blocks:
        if not isinstance(block, Table):
            yield block.place, block.text
            continue
        for row in block.rows:
            for cell in row:
                yield block.where(cell), cell.text


def contradictions(draft: Draft) -> list[str]:
    """Paths of values that are not certain though nothing is asked about them, or the other way round."""
    about = {path for doubt in draft.doubts for path in doubt.about}
    return [path for path, read in draft.values() if (read.certainty is Certainty.CERTAIN) == (path in about)]


def tabled(rows: Sequence[Sequence[str]], number: int = 1, merges: tuple[Merge, ...] = ()) -> Table:
    """A table of these texts, as a reader gives it."""
    cells = (
        tuple(Cell(row, column, text) for column, text in enumerate(texts, start=1) if text)
        for row, texts in enumerate(rows, start=1)
    )
    return Table("", mark([each for each in cells if each], merges), Place("f", table=number), merges)
