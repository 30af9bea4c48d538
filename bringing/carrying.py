"""What was said of a file holds for the next one of its plan: of the same words in the same row, wherever that row
stands there. Pure.

An answer hangs on words and places (`settling`). Here each also has a *mark* without places and numbers, so that a
newer file finds it again: rows and what stands in them are called by what they are. What has no name of its own there
is not carried: nobody knows that it is the same. A row has two names: its ref or code; and what is printed of that
with the words by which people know the row, which is the same row whatever ref it was given here.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bringing.by_now import is_of_late_steps
from bringing.calling import digest, is_printed, key_read, named_by_keys, named_by_words, row_told
from bringing.once import Once, asked, asked_once, in_rows, said_for_all
from bringing.reading import Asks, Doubt, Draft, Read
from bringing.reading.days import PROVEN
from bringing.reading.revised import cells_of
from bringing.settling import Answer, How, beside, key_of_row, keys, places_of, rows, texts_that_count

_ROW_BY_ROW: Final = frozenset({Asks.SECTION, Asks.REF_TWICE, Asks.REVISED, Asks.OUT_OF_ORDER})
"""What is asked once for several rows, and answered for each of them by itself."""
_OF_TABLES: Final = frozenset({Asks.ROW, Asks.EMPTY_TABLE})
"""What is asked of a table with all the words that it is about."""
_ROWS: Final = frozenset({"sections", "actions", "kpis"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer stands among those of its file, what each of its paths was about (path → mark of a path), and
    the mark of what was typed there and counts (path → mark of a value). `alone` are the marks of paths of which
    something else was said on the page of their row: of these it says nothing."""

    key: str
    paths: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    alone: Sequence[str] = ()

    def is_of_one(self, mark: str) -> bool:
        """Whether it is the answer of a single value, by its mark."""
        return mark in self.values.values()


def kept(draft: Draft, settled: Draft, answers: Mapping[str, Answer]) -> dict[str, Kept]:
    """The answers to a file, each by the mark of what it is about. Rows are called by the refs and codes that were read
    and by those that they came to have (`settled`): a newer file may be read as either. One that is printed and was
    corrected may be another row's there: such a row is known by its words too. What was said of posts and tables is
    known otherwise by then."""
    corrected = {path for path in rows(draft) if is_printed(draft, path) and _is_corrected(path, draft, settled)}
    read = {path: name for path, name in named_by_keys(draft).items() if _row_of(path) not in corrected}
    by_words = named_by_words(draft)
    own, counts = _said_alone(draft, answers), texts_that_count(draft, answers)
    alone = {
        doubt.key: [
            named[path] for path in _overruled(doubt, answers, own) for named in (read, by_words) if path in named
        ]
        for doubt in draft.doubts
    }
    found = _kept_once(draft, answers, own)
    found = {mark: replace(each, alone=(*each.alone, *alone[each.key])) for mark, each in found.items()}
    for named in (read, named_by_keys(draft, settled), by_words):
        values = dict(_marked_values(draft, named))
        for mark, key in _marks(draft, named).items():
            if (answer := answers.get(key)) and all(path in named for path in answer.values):
                typed = [path for path, text in answer.values.items() if path in values and counts.get(path) == text]
                paths = {path: named[path] for path in answer.values}
                found[mark] = Kept(key, paths, {path: values[path] for path in typed}, alone.get(key, ()))
    return found


def _is_corrected(path: str, draft: Draft, settled: Draft) -> bool:
    """Whether a row that was read with a ref or code has another by now."""
    return key_read(draft, path) not in ("", key_read(settled, path))


def _said_alone(draft: Draft, answers: Mapping[str, Answer]) -> dict[str, str]:
    """What was said of single values, by their paths."""
    own = ((path, answers.get(key)) for path, key in keys(draft).items())
    return {path: answer.values[path] for path, answer in own if answer and path in answer.values}


def _overruled(doubt: Doubt, answers: Mapping[str, Answer], own: Mapping[str, str]) -> list[str]:
    """What a doubt of several rows is about and somebody put right on the page of one."""
    answer = answers.get(doubt.key)
    if answer is None or len({_row_of(path) for path in doubt.about}) == 1:
        return []
    return [path for path in doubt.about if path in own and own[path] != answer.values.get(path)]


def _kept_once(draft: Draft, answers: Mapping[str, Answer], own: Mapping[str, str]) -> dict[str, Kept]:
    """Those of them that were said for many rows, and hold for others too; of what was put right by itself in each of
    its rows, nothing was said. `own` has what was said of single values."""
    found = {}
    for mark, (key, once) in _marks_once(draft).items():
        if (answer := answers.get(key)) and (said := said_for_all(once, answer, own)) is not None:
            overruled = {*_overruled(once.doubt, answers, own)}
            held = {name for path, name in once.names.items() if path not in overruled}
            found[mark] = Kept(key, said, alone=sorted({*once.names.values()} - held))
    return found


def marks(draft: Draft) -> frozenset[str]:
    """Of all that could be said of a file."""
    own = (mark for named in _namings(draft) for mark in _marks(draft, named))
    return frozenset((*own, *_marks_once(draft)))


def taken_up(draft: Draft, before: Mapping[str, tuple[Kept, Answer]]) -> dict[str, tuple[str, Answer]]:
    """The answers that hold in a newer file with their marks, by its own keys. `before` has those of earlier files by
    their marks, the latest last: of two that are about the same, it counts, also of one value among many."""
    namings = _namings(draft)
    own = {name: [path] for named in namings for path, name in named.items()}
    here = {mark: (key, own) for named in namings for mark, key in _marks(draft, named).items()}
    here |= {mark: (key, _by_name(once.names)) for mark, (key, once) in _marks_once(draft).items()}
    found = {}
    for mark, (there, answer) in before.items():
        key, paths = here.get(mark, ("", {}))
        said = {name: text for path, text in answer.values.items() if (name := there.paths.get(path))}
        if key and said.keys() <= paths.keys():
            texts = {path: text for name, text in said.items() for path in paths[name]}
            found[key] = (mark, Answer(answer.how, texts))
    lost = frozenset(_lost(found, before, draft))
    found = {key: each for key, each in found.items() if key not in lost}
    found |= _of_proven_days(found, before, draft)
    return dict(_as_typed_last(found | _of_single_rows(found, lost, before, draft), before, draft))


def _lost(
    found: Mapping[str, tuple[str, Answer]], before: Mapping[str, tuple[Kept, Answer]], draft: Draft
) -> Iterator[str]:
    """The keys of answers to several rows of which one was put right by itself and says something else by now: what was
    said of it holds no more, and that of all was not the last word. So it is with a heading or a wording of which each
    row was put right: a new row has neither."""
    overruled = {key: alone for key, (mark, _) in found.items() if (alone := {*before[mark][0].alone})}
    if not overruled:
        return
    about, stand = places_of(draft), keys(draft)
    called = [*_namings(draft), *(once.names for _, once in _marks_once(draft).values())]
    for key, alone in overruled.items():
        there = (path for path in about[key] if any(named.get(path) in alone for named in called))
        if not all(stand.get(path) in found for path in there):
            yield key


def _of_proven_days(
    found: Container[str], before: Mapping[str, tuple[Kept, Answer]], draft: Draft
) -> dict[str, tuple[str, Answer]]:
    """What was typed of days that could be two, and are asked about no more as other dates of their table came to prove
    the order: what somebody said of them goes before that."""
    proven = [path for path, read in draft.values() if read.rule == PROVEN]
    if not proven:
        return {}
    last, order, stand = _typed_here(before, draft), list(before), keys(draft)
    typed = {path: last[path] for path in proven if path in last and stand[path] not in found}
    return {stand[path]: (order[at], Answer(How.CORRECTED, {path: text})) for path, (at, text) in typed.items()}


def _of_single_rows(
    found: Container[str], lost: Container[str], before: Mapping[str, tuple[Kept, Answer]], draft: Draft
) -> dict[str, tuple[str, Answer]]:
    """What was typed of single rows at doubts that are about others by now, or whose answer is `lost` for one: it is
    asked again, and of these it is said. Each value has an answer of its own then."""
    by_row = (doubt for doubt in draft.doubts if doubt.asks in _ROW_BY_ROW or doubt.key in lost)
    again = [doubt for doubt in by_row if doubt.key not in found]
    if not again:
        return {}
    last, order, stand = _typed_here(before, draft), list(before), keys(draft)
    typed = {path: last[path] for doubt in again for path in doubt.about if path in last}
    return {stand[path]: (order[at], Answer(How.CORRECTED, {path: text})) for path, (at, text) in typed.items()}


def _as_typed_last(
    found: Mapping[str, tuple[str, Answer]],
    before: Mapping[str, tuple[Kept, Answer]],
    draft: Draft,
) -> Iterator[tuple[str, tuple[str, Answer]]]:
    """The answers to many values, with what was typed of single ones since, at doubts that are not asked here."""
    last, order = _typed_here(before, draft), {mark: at for at, mark in enumerate(before)}
    about, stand = places_of(draft), keys(draft)
    for key, (mark, answer) in found.items():
        later = ((path, last.get(path, (0, ""))) for path in about[key] if stand.get(path) not in found)
        typed = {path: text for path, (at, text) in later if at > order[mark]}
        is_changed = typed and answer.how in (How.RIGHT, How.CORRECTED)
        yield key, (mark, Answer(How.CORRECTED, {**answer.values, **typed}) if is_changed else answer)


def _typed_here(before: Mapping[str, tuple[Kept, Answer]], draft: Draft) -> dict[str, tuple[int, str]]:
    """The same of each value of a newer file, by its path there."""
    last, found = _typed_last(before), dict[str, tuple[int, str]]()
    for named in _namings(draft):
        for path, mark in _marked_values(draft, named):
            if mark in last:
                found[path] = max(found.get(path, last[mark]), last[mark])
    return found


def _typed_last(before: Mapping[str, tuple[Kept, Answer]]) -> dict[str, tuple[int, str]]:
    """What was typed last of each value, by its mark, and at which of the answers that was."""
    return {
        there.values[path]: (at, text)
        for at, (there, answer) in enumerate(before.values())
        for path, text in answer.values.items()
        if path in there.values
    }


def _marks(draft: Draft, named: Mapping[str, str]) -> dict[str, str]:
    """The key of each doubt, value and row by its mark; none where two have the same."""
    found: dict[str, set[str]] = {}
    for mark, key in _marked(draft, named):
        found.setdefault(mark, set()).add(key)
    return {mark: next(iter(keys)) for mark, keys in found.items() if len(keys) == 1}


def _marks_once(draft: Draft) -> dict[str, tuple[str, Once]]:
    """The doubts that are asked once for many rows, each with its key, by their marks; none where two have the same."""
    found: dict[str, list[Once]] = {}
    for once in asked_once(draft):
        mark = digest("once", once.doubt.asks, *sorted(set(once.names.values())), *once.told)
        found.setdefault(mark, []).append(once)
    return {mark: (several[0].doubt.key, several[0]) for mark, several in found.items() if len(several) == 1}


def _by_name(names: Mapping[str, str]) -> dict[str, list[str]]:
    """The paths of each name."""
    found: dict[str, list[str]] = {}
    for path, name in names.items():
        found.setdefault(name, []).append(path)
    return found


def _marked(draft: Draft, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for doubt in draft.doubts:
        paths = in_rows(doubt) or (doubt.about if doubt.asks in _OF_TABLES else ())
        about = [named.get(path, "") for path in paths]
        if about and all(about) and doubt.asks is Asks.REVISED:
            yield digest("doubt", doubt.asks, *_revised(doubt, about, draft)), doubt.key
        elif about and all(about) and is_of_late_steps(doubt):
            yield digest("doubt", doubt.asks, *_late(paths, about, draft)), doubt.key
        elif about and all(about):
            is_of_several = len({_row_of(path) for path in doubt.about}) > 1
            known = (each for path in doubt.about for each in _row_words(path, draft, by_ref=is_of_several))
            words = [*doubt.words, *known]
            yield digest("doubt", doubt.asks, *about, *words, asked(doubt), doubt.read), doubt.key
    stand = keys(draft)
    for path, mark in _marked_values(draft, named):
        yield mark, stand[path]
    for path in rows(draft):
        if path in named:
            yield digest("row", named[path], *row_told(path, draft)), key_of_row(path, draft)


def _revised(doubt: Doubt, about: Sequence[str], draft: Draft) -> list[str]:
    """What is asked of a column of revised dates: its heading, and of each action its by-when and its own cell, in
    whatever order they stand."""
    values = dict(draft.values())
    rows = (
        digest(name, *_words([values[path]]), "", cell, *_row_words(path, draft, by_ref=len(about) > 1))
        for name, (path, cell) in zip(about, cells_of(doubt), strict=True)
    )
    return [*doubt.words[: -len(about)], *sorted(rows)]


def _late(paths: Sequence[str], about: Sequence[str], draft: Draft) -> list[str]:
    """What is asked of milestones that are due after their actions: the days of both, in whatever order they stand."""
    values = dict(draft.values())
    several = len({_row_of(path) for path in paths}) > 1
    return sorted(
        digest(name, *_words([values[path]]), "", *_row_words(path, draft, by_ref=several))
        for name, path in zip(about, paths, strict=True)
    )


def _marked_values(draft: Draft, named: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The mark of each value by its path. What is said of a by-when beside a revised date is said of both."""
    asked = (each for each in draft.doubts if each.asks is Asks.REVISED)
    revised = dict(each for doubt in asked for each in cells_of(doubt))
    for path, read in draft.values():
        if path in named:
            words = [*_words([read]), *([revised[path]] if path in revised else ())]
            yield path, digest("value", named[path], *words, *_above(path, read), *_row_words(path, draft))


def _above(path: str, read: Read[Any]) -> list[str]:
    """The section that a heading above a row gives it: its row says nothing of that, and it is no other question."""
    return [str(read.value)] if path.endswith("/section") and read.value and not read.sources else []


def _row_of(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _row_words(path: str, draft: Draft, *, by_ref: bool = False) -> list[str]:
    """By what a row is known: the ref or code that it is given can be another's next, and so can a printed one where
    rows are put in and numbered anew, beside an empty cell or words that others have too. `by_ref`: a printed one tells
    it, as what is asked of several rows at once names all of them."""
    if path.partition("/")[0] not in _ROWS or (by_ref and is_printed(draft, _row_of(path))):
        return []
    return [each.words for each in beside(path, draft)] or row_told(_row_of(path), draft)


def _namings(draft: Draft) -> tuple[dict[str, str], ...]:
    """What the values and rows of a file are called, in each of the two ways."""
    return named_by_keys(draft), named_by_words(draft)


def _words(reads: Iterable[Read[Any]]) -> list[str]:
    return [source.words for read in reads for source in read.sources]
