"""A Word document of ours that comes back: what it says as it was made is what the plan said then. Prose cannot say
all that a plan holds. So the document is made again of the rows that were kept, and read: only what reads otherwise
now was changed by somebody."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from bringing.plain import Kind, Row, Value, even, from_text
from bringing.reading import Draft, Known, understand
from bringing.settled import named
from bringing.writing import About, write_document
from sheets.reading import read_file

_ANY: Final = About(UUID(int=0), "", "", "", datetime(2000, 1, 1, tzinfo=UTC))
"""Of what the document says beside the plan nothing is compared."""


@lru_cache(maxsize=8)
def as_made(rows: str, posts: tuple[str, ...], organisations: tuple[str, ...]) -> Draft:
    """What is read of the document of these rows (`plain.to_text`), with the notice's posts and organisations."""
    content = write_document(_ANY, from_text(rows))
    return named(understand(read_file("plan.docx", content), Known(posts=posts, organisations=organisations)))


def as_it_was(base: Iterable[Row], made: Iterable[Row], brought: Mapping[str, Row]) -> dict[str, Row]:
    """The brought rows by their paths, where they say what they said as they were made as the plan said it. `base` are
    the rows that the document was made of, `made` what is read of it."""
    pairs = {one.same: (was, one) for was, one in _pairs(tuple(base), tuple(made))}
    return {path: _restored(row, *pairs[row.same]) if row.same in pairs else row for path, row in brought.items()}


def unread(base: Iterable[Row], made: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of which nothing is read even where nobody changed anything: the document says nothing of them."""
    base = tuple(base)
    there = {was.same for was, _ in _pairs(base, tuple(made))}
    return tuple(Row(row.kind, row.key, {}) for row in base if row.same not in there)


def invented(base: Iterable[Row], made: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that are read of the document as it was made, and of nothing that the plan has: a letter of refs that is
    taken for a section."""
    made = tuple(made)
    paired = {one.same for _, one in _pairs(tuple(base), made)}
    return tuple(row for row in made if row.same not in paired)


def _pairs(base: tuple[Row, ...], made: tuple[Row, ...]) -> list[tuple[Row, Row]]:
    """Rows with what is read of them: by their places where there are as many, else by their keys."""
    found: list[tuple[Row, Row]] = []
    letters = [row.key for row in base if row.kind is Kind.SECTION]
    for kind in Kind:
        stood, read = ([row for row in rows if row.kind is kind] for rows in (base, made))
        if kind in (Kind.ACTION, Kind.KPI):
            stood = [row for letter in letters for row in stood if row.says["section"] == letter]
        if len(stood) == len(read):
            found += zip(stood, read, strict=True)
        else:
            by_key = {row.same: row for row in read}
            found += [(row, by_key[row.same]) for row in stood if row.same in by_key]
    return found


_SEVERAL: Final = frozenset({"accountable", "milestones", "unplaced"})
"""Fields of several values, each of which the document prints by itself."""
_LISTS: Final = ("milestones", "unplaced")
"""Those of them that stand in lists: where nothing of a row is left there, somebody took it out."""


def _restored(row: Row, was: Row, made: Row) -> Row:
    says: dict[str, Value] = {}
    for field, value in row.says.items():
        if field in made.says and even(field, value) == even(field, made.says[field]):
            says |= {field: was.says[field]} if field in was.says else {}
        elif field in _SEVERAL:
            says[field] = _each(value, was.says.get(field), made.says.get(field))
        else:
            says[field] = value
    says |= {field: () for field in _LISTS if made.says.get(field) and field not in row.says}
    return Row(row.kind, was.key if row.key == made.key else row.key, says)


def _each(value: Any, was: Any, made: Any) -> Value:
    """Several values, where some were changed, added or taken out: the others as the plan has them."""
    if len(was or ()) != len(made or ()):
        return tuple(value)
    stood = dict(zip(made or (), was or (), strict=True))
    return tuple(stood.get(each, each) for each in value)
