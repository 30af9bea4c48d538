"""What is said once for many rows: of a heading for all rows below it, of a post's wordings wherever they stand. Pure.

Such an answer is about the heading or the wordings. In a newer file it holds for the same ones, whichever rows stand
there by then; what was said of one row alone is that row's.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bringing.reading import Asks, Doubt, Draft, Read, Source
from bringing.reading.around import bare
from bringing.reading.dashes import even
from bringing.reading.draft import ColumnRead, TableRead
from bringing.reading.posts import is_called
from bringing.reading.same_words import how_asked
from bringing.settling import BELOW, POSTS, Answer

_OF_POSTS: Final = frozenset({Asks.SAME_POST, Asks.BEHIND_TITLE, Asks.PLURAL, Asks.INTERIM})
"""What is asked of a post once, for all actions that name it."""


@dataclass(frozen=True, slots=True)
class Once:
    """A doubt that is asked once for many rows. `names` say of each value by its path what it is one with: the heading
    above it, or its words. `told` is what is asked besides."""

    doubt: Doubt
    names: Mapping[str, str]
    told: tuple[str, ...]


def asked_once(draft: Draft) -> Iterator[Once]:
    """All such doubts of a draft."""
    values = dict(draft.values())
    below = _below(draft, values)
    for doubt in draft.doubts:
        about = in_rows(doubt)
        if about and all(path in below for path in about):
            yield Once(doubt, {path: below[path] for path in about}, (*doubt.words, asked(doubt), doubt.read))
        elif about and _is_of_post(doubt) and all(POSTS.fullmatch(path) and path in values for path in about):
            yield _of_post(doubt, {path: values[path].words for path in about})


def _is_of_post(doubt: Doubt) -> bool:
    return doubt.asks in _OF_POSTS or bool(how_asked(doubt))


def in_rows(doubt: Doubt) -> list[str]:
    """What a doubt is about but for the columns of tables: those have no answers of their own."""
    return [path for path in doubt.about if not path.startswith("tables/")]


def asked(doubt: Doubt) -> str:
    """What a doubt says, without the places that it names."""
    rows = [replace(each, column=0) for each in doubt.places]
    told = {text.casefold() for each in (*doubt.places, *rows) for text in (str(each), each.last) if text}
    told |= {each.within for each in doubt.places if each.table and not each.sheet}  # “Table 3: …”
    says = doubt.says.casefold()
    for place in sorted(told, key=lambda text: (-len(text), text)):
        says = says.replace(place, "")
    return says


def said_for_all(once: Once, answer: Answer, alone: Mapping[str, str]) -> dict[str, str] | None:
    """One path for each thing that was said, with what it was said of; None where rows were told apart. `alone` has
    what was said of single values."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for path, text in answer.values.items():
        if path not in once.names:
            return None
        of = said[once.names[path]]
        if alone.get(path) != text:
            of[text] = path
    if any(len(of) != 1 for of in said.values()):
        return None
    return {path: name for name, of in said.items() for path in of.values()}


_Words = tuple[tuple[Source, ...], str]
"""The words of a heading, and what it calls what stands below it: a joined one calls that of each column otherwise."""


def _below(draft: Draft, values: Mapping[str, Read[Any]]) -> dict[str, str]:
    """The heading that gives a name or a date to its rows, and which of the two, by the paths of these."""
    often = Counter(each for table in draft.tables for column in table.columns for each in _heading(column))
    heads = {words: name for table in draft.tables for words, name in _named(table) if words[0] and often[words] == 1}
    found = {path: (read.sources, _label(path, values)) for path, read in values.items() if BELOW.fullmatch(path)}
    return {
        path: f"{heads[words]}/{path.partition('/')[0]}/{path.rpartition('/')[2]}"
        for path, words in found.items()
        if words in heads
    }


def _label(path: str, values: Mapping[str, Read[Any]]) -> str:
    """What a target or a milestone is called; "" of a baseline."""
    read = values.get(f"{path.rpartition('/')[0]}/label")
    return str(read.value) if read else ""


def _named(table: TableRead) -> Iterator[tuple[_Words, str]]:
    """The words of a table’s headings with what these are called; those of the same words by which of how many."""
    found = [(each, tuple(source.words for source in each[0])) for column in table.columns for each in _heading(column)]
    often, times = Counter(words for _, words in found), Counter[tuple[str, ...]]()
    for each, words in found:
        times[words] += 1
        order = (f"{times[words]} of {often[words]}",) if often[words] > 1 else ()
        yield each, _digest(table.place.sheet, table.section, *words, *order)


def _heading(column: ColumnRead) -> set[_Words]:
    """The words of a column’s heading: all of them, and those that are its date."""
    return {
        (sources, column.label) for sources in (column.role.sources, column.due_on.sources if column.due_on else ())
    }


def _of_post(doubt: Doubt, words: Mapping[str, str]) -> Once:
    """By its wordings alone: what they were read as is asked besides only where it is another post than any of them.
    Once it is entered, a post is called as the plan calls it, and that is no other question. Of words that may be more
    than one post it is said how that was asked."""
    if how := how_asked(doubt):
        return Once(doubt, {path: _digest(even(each)) for path, each in words.items()}, (how,))
    is_one = any(is_called(bare(each), doubt.read) for each in words.values())
    return Once(doubt, {path: _digest(each) for path, each in words.items()}, () if is_one else (doubt.read,))


def _digest(*told: str) -> str:
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]
