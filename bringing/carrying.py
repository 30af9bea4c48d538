"""What was said of a file holds for the next one of its plan: of the same words in the same row, wherever that row
stands there. Pure.

An answer hangs on words and places (`settling`). Here each also has a *mark* without places and numbers of rows, so
that a newer file finds it again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bringing.plain import FIELDS, Kind
from bringing.reading import Draft, Read
from bringing.settling import Answer, key_of, key_of_row, rows, values

_KEYS: Final = {"sections": "letter", "actions": "ref", "kpis": "code"}


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer stands among those of its file, and what each of its paths was about: path → mark of a path."""

    key: str
    paths: Mapping[str, str]


def kept(draft: Draft, answers: Mapping[str, Answer]) -> dict[str, Kept]:
    """The answers to a file, each by the mark of what it is about. What was said of posts and tables is known otherwise
    by then."""
    named = _names(draft)
    told = ((mark, key, answers[key].values) for key, mark in _marks(draft, named) if key in answers)
    return {mark: Kept(key, {path: _named(path, named) or path for path in said}) for mark, key, said in told}


def taken_up(draft: Draft, before: Mapping[str, tuple[Kept, Answer]]) -> dict[str, tuple[str, Answer]]:
    """The answers that hold in a newer file with their marks, by its own keys. `before` has those of earlier files by
    their marks."""
    named = _names(draft)
    paths = {_named(path, named) or path: path for path, _ in draft.values()}
    found = {}
    for key, mark in _marks(draft, named):
        if mark not in before:
            continue
        there, answer = before[mark]
        said = {paths.get(there.paths[path], ""): text for path, text in answer.values.items() if path in there.paths}
        if "" not in said:
            found[key] = (mark, Answer(answer.how, said))
    return found


def _marks(draft: Draft, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The key of each doubt, value and row with its mark."""
    for doubt in draft.doubts:
        about = [_named(path, named) for path in doubt.about]
        if all(about):
            yield doubt.key, _digest("doubt", doubt.asks, *filter(None, about), *doubt.words)
    for path, read in draft.values():
        if name := _named(path, named):
            yield key_of(path, read), _digest("value", name, *_words([read]))
    for path in rows(draft):
        yield key_of_row(path, draft), _digest("row", named[path], *_words(values(draft, path).values()))


def _names(draft: Draft) -> dict[str, str]:
    """Each row by what it is called, not by its number; one without a name of its own by all its words."""
    called = {path: (path.partition("/")[0], _key(draft, path)) for path in rows(draft)}
    often = Counter(called.values())
    return {
        path: f"{kind}/{key if key and often[kind, key] == 1 else _digest(*_words(values(draft, path).values()))}"
        for path, (kind, key) in called.items()
    }


def _key(draft: Draft, path: str) -> str:
    name, _, number = path.partition("/")
    read: Read[str] = getattr(getattr(draft, name)[int(number)], _KEYS[name])
    return read.value.casefold()


def _named(path: str, named: Mapping[str, str]) -> str | None:
    """A path with its row's name in the place of its number; None for what belongs to no row of the plan."""
    if path in FIELDS[Kind.PLAN]:
        return path
    kind, _, rest = path.partition("/")
    number, _, field = rest.partition("/")
    row = named.get(f"{kind}/{number}") if field else None
    return f"{row}/{field}" if row else None


def _words(reads: Iterable[Read[Any]]) -> list[str]:
    return [source.words for read in reads for source in read.sources]


def _digest(*told: str) -> str:
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
