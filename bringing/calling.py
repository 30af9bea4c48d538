"""What the rows of a file and the values in them are called, without places and numbers: the same in a newer file,
wherever they stand there. Pure.

A row has two names: its ref or code; and what is printed of that with the words by which people know the row, which is
the same row whatever ref it was given here. What has no name of its own is not called.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from bringing.plain import FIELDS, Kind
from bringing.reading import Draft, Read
from bringing.reading.coding import nearest
from bringing.reading.draft import SHEET, StepRead, TargetRead
from bringing.settling import beside, rows, words_of_row

_KEYS: Final = {"sections": "letter", "actions": "ref", "kpis": "code"}


def named_by_keys(draft: Draft, settled: Draft | None = None) -> dict[str, str]:
    """What is called by what it is, and not by its number: the plan's own values, each row, and what stands in it, by
    their paths. A row without a name of its own is called by all its words."""
    called = {path: (path.partition("/")[0], key_read(settled or draft, path)) for path in rows(draft)}
    often = Counter(called.values())
    found = {
        path: f"{kind}/{key if key and often[kind, key] == 1 else digest(*row_told(path, draft))}"
        for path, (kind, key) in called.items()
    }
    return {path: path for path in FIELDS[Kind.PLAN]} | _tables(draft) | _with_below(found, draft)


def named_by_words(draft: Draft) -> dict[str, str]:
    """The rows and what stands in them, called by what the file prints of their refs and codes and by the words by
    which people know them."""
    return _with_below({path: f"{path.partition('/')[0]}/{_known_as(path, draft)}" for path in rows(draft)}, draft)


def _known_as(path: str, draft: Draft) -> str:
    printed = key_read(draft, path) if is_printed(draft, path) else ""
    if path.startswith("kpis/"):
        printed = nearest(printed) or printed  # read as the code that it stands for, or as it is printed
    return digest("known", printed, *(each.words for each in beside(f"{path}/", draft)))


def _with_below(called: Mapping[str, str], draft: Draft) -> dict[str, str]:
    """The names of rows that no other one has, with those of what stands in them."""
    twice = Counter(called.values())
    found = {path: name for path, name in called.items() if twice[name] == 1}
    return found | {path: name for row, name in found.items() for path, name in _below(row, name, draft)}


def _tables(draft: Draft) -> dict[str, str]:
    """What is said of a table as a whole, called by its sheet, its section and its headings."""
    called = {
        f"tables/{number}/holds": digest(each.place.sheet, each.section, *(column.heading for column in each.columns))
        for number, each in enumerate(draft.tables)
    }
    often = Counter(called.values())
    return {path: f"tables/{name}" for path, name in called.items() if often[name] == 1}


def _below(path: str, called: str, draft: Draft) -> Iterator[tuple[str, str]]:
    """What stands in a row: each field, and of a list each of its parts that is told apart from the others."""
    row = _row(draft, path)
    for name in (each.name for each in fields(row)):
        yield f"{path}/{name}", f"{called}/{name}"
        parts = getattr(row, name)
        if not isinstance(parts, tuple):
            continue
        own = [*SHEET[: len(parts)]] if name == "sheet" else _told_apart(parts)
        for number, part in enumerate(parts):
            if not own[number] or own.count(own[number]) > 1:
                continue
            start, name_of_part = f"{path}/{name}/{number}", f"{called}/{name}/{own[number]}"
            if isinstance(part, TargetRead | StepRead):
                yield from ((f"{start}/{each.name}", f"{name_of_part}/{each.name}") for each in fields(part))
            else:
                yield start, name_of_part


def _told_apart(parts: Sequence[object]) -> list[str]:
    """What the parts of a list are called; targets and milestones that would be called the same, as below headings of
    the same words, by which of how many they are."""
    own = [_own(part) for part in parts]
    often, times, found = Counter(own), Counter[str](), []
    for part, name in zip(parts, own, strict=True):
        times[name] += 1
        is_one_of_several = name and often[name] > 1 and isinstance(part, TargetRead | StepRead)
        found.append(f"{name}\x1e{times[name]} of {often[name]}" if is_one_of_several else name)
    return found


def _own(part: object) -> str:
    """What a part of a list is called: a target and a milestone by label and day, anything else by its words;
    the place of somebody where nobody is named."""
    if isinstance(part, TargetRead | StepRead):
        return f"{part.label.value}\x1e{part.due_on.value}" if part.label.value else ""
    if isinstance(part, Read) and not part.sources and not part.value:
        return "nobody"
    return digest(part.words) if isinstance(part, Read) and part.words.strip() else ""


def _row(draft: Draft, path: str) -> Any:
    name, _, number = path.partition("/")
    return getattr(draft, name)[int(number)]


def key_read(draft: Draft, path: str) -> str:
    """The ref, code or letter of a row, as it was read; in small letters."""
    read: Read[str] = getattr(_row(draft, path), _KEYS[path.partition("/")[0]])
    return read.value.casefold()


def row_told(path: str, draft: Draft) -> list[str]:
    """All its words."""
    return [each.words for each in words_of_row(path, draft)]


def digest(*told: str) -> str:
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_printed(draft: Draft, row: str) -> bool:
    """Whether the file prints the ref, code or letter of a row."""
    read: Read[str] = getattr(_row(draft, row), _KEYS[row.partition("/")[0]])
    return bool(read.sources and read.value)
