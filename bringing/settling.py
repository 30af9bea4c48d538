"""What people said of a draft's doubts and values, and the draft as it is then. Pure.

An answer hangs on a key: a doubt's own, or that of a value (`key_of`) which nobody doubted and somebody changed. Both
are digests of words and places, so that an answer holds as long as the file says the same in the same place, whatever
is chosen for its tables meanwhile.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Final

from bringing import blanks, precedence
from bringing.following import followed
from bringing.naming import with_posts
from bringing.reading import Asks, Certainty, Doubt, Draft, Read, Source
from bringing.reading.draft import values_of
from bringing.reading.figures import PERCENT
from bringing.reading.lengths import room_of
from bringing.values import LEFT_OPEN, NotReadable, entered, may_stay_open, of, opened, typed
from kpis.targets import Rule, RuleKind, Unit


class How(StrEnum):
    """What became of a doubt."""

    RIGHT = "right"
    CORRECTED = "corrected"
    OPEN = "open"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: `values` are the typed texts by path, for what is corrected."""

    how: How
    values: Mapping[str, str] = field(default_factory=dict)


NEVER_RIGHT: Final = frozenset(
    {
        Asks.UNPLACED,
        Asks.NO_REF,
        Asks.REF_TWICE,
        Asks.NO_NAME,
        Asks.NO_ACTION,
        Asks.NO_POST,
        Asks.NO_TARGETS,
        Asks.CLAUSE,
        Asks.TOO_LONG,
        Asks.IN_PLACE_AND_DUE,
        Asks.BASELINE_TO_COME,
    }
)
"""Where nothing was read that could be right, or what was read cannot be entered."""
DATED: Final = frozenset({Asks.AFTER_DELIVER_BY, Asks.OUT_OF_ORDER})
"""Where dates were read: left open, a target would lose the place that is printed for it."""
_BASELINE: Final = re.compile(r"kpis/\d+/baseline")
_TEXTS: Final = re.compile(r"actions/\d+/(what|success)")
BELOW: Final = re.compile(r"(kpis/\d+/targets|actions/\d+/milestones)/\d+/(label|due_on)|kpis/\d+/as_at")
"""Names and dates that a heading gives to its rows, or may give."""
POSTS: Final = re.compile(r"actions/\d+/posts/\d+")
NOBODY: Final = frozenset({Asks.NO_POST, Asks.UNNAMED})
"""Where somebody who answers is still to be named."""


_KNOWN_BY: Final = {"sections": "title", "actions": "what", "kpis": "name"}


def key_of(path: str, read: Read[Any], beside: Iterable[Source] = ()) -> str:
    """By which an answer hangs on a value: its path, words and places; of one that stands nowhere, such as a code that
    the file does not print, those by which its row is known (`beside`): else it would be the same for another row."""
    told = [path, *(f"{each.place}\x1e{each.words}" for each in (read.sources or beside))]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def keys(draft: Draft) -> dict[str, str]:
    """The key of each value by its path."""
    return {path: key_of(path, read, beside(path, draft)) for path, read in draft.values()}


def beside(path: str, draft: Draft) -> tuple[Source, ...]:
    """The words by which the row of a value is known to people: what is done, what is measured, a section's title. Of
    an action or a KPI that says nothing of that: all that it says."""
    name, _, rest = path.partition("/")
    if name not in _KNOWN_BY:
        return ()
    number = rest.partition("/")[0]
    read: Read[str] = getattr(getattr(draft, name)[int(number)], _KNOWN_BY[name])
    is_known = bool(read.sources) or name == "sections"
    return read.sources if is_known else tuple(words_of_row(f"{name}/{number}", draft))


def key_of_row(path: str, draft: Draft) -> str:
    """By which the answer that a row is left out hangs on it."""
    told = ["row", path, *(f"{each.place}\x1e{each.words}" for each in words_of_row(path, draft))]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def places_of(draft: Draft) -> dict[str, tuple[str, ...]]:
    """What each answer to a draft would be about: paths of values and of rows, by its key."""
    own = {key_of(path, read, beside(path, draft)): (path,) for path, read in draft.values()}
    doubts = {doubt.key: doubt.about for doubt in draft.doubts}
    return own | doubts | {key_of_row(path, draft): (path,) for path in rows(draft)}


def words_of_row(path: str, draft: Draft) -> list[Source]:
    """All words of a row where they stand. What a heading calls a target or a milestone stands there with its date."""
    own = (read for name, read in values(draft, path).items() if not name.endswith("/label"))
    return [each for read in own for each in read.sources]


def rows(draft: Draft) -> Iterator[str]:
    """The paths of all rows, such as actions/3."""
    for name in ("sections", "actions", "kpis"):
        yield from (f"{name}/{number}" for number in range(len(getattr(draft, name))))


def left_out(draft: Draft, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The paths of the rows that somebody left out."""
    if not any(answer.how is How.OUT for answer in answers.values()):
        return frozenset()
    keys = {key for key, answer in answers.items() if answer.how is How.OUT}
    return frozenset(path for path in rows(draft) if key_of_row(path, draft) in keys)


def open_paths(draft: Draft) -> frozenset[str]:
    """The values of a draft that were not read and that somebody can type."""
    return frozenset(path for path, read in draft.values() if of(path) and _is_unread(path, read))


def _is_unread(path: str, read: Read[Any]) -> bool:
    return read.certainty is Certainty.OPEN or (path.endswith("/section") and not read.value)


def may_be_right(doubt: Doubt, open_: Container[str]) -> bool:
    """Whether something was read that a person can confirm. `open_` are the draft's values that were not. That a cell
    is blank is read of it alone, whatever else is asked of its row; shares are right as they stand, whatever their unit
    is, which is asked by itself where its cell cannot be read."""
    if doubt.asks is Asks.BLANK_TARGET:
        return True
    read = [path for path in doubt.about if doubt.asks is not Asks.SHARES or not path.endswith("/unit")]
    return doubt.asks not in NEVER_RIGHT and not any(path in open_ for path in read)


def may_be_open(doubt: Doubt) -> bool:
    """Whether all that it is about has a place in the plan while it is not settled."""
    if doubt.asks in DATED:
        return False
    if doubt.asks is Asks.TOO_LONG:
        return all(path.endswith("/unplaced") for path in doubt.about)
    if doubt.asks in NOBODY:
        return True
    if doubt.asks is Asks.WHERE_IT_ENDS and all(_TEXTS.fullmatch(path) for path in doubt.about):
        return True
    return all(may_stay_open(path) or path.startswith("tables/") for path in doubt.about) and any(
        may_stay_open(path) for path in doubt.about
    )


def alike(doubt: Doubt, draft: Draft, answers: Mapping[str, Answer]) -> dict[str, tuple[str, ...]]:
    """The values that a doubt is about and that can be typed, by the first of those that are one: what a heading gives
    to all rows below it, a post in the same words for several actions. What was said of one alone keeps it apart."""
    values, found = dict(draft.values()), defaultdict[tuple[object, ...], list[str]](list)
    here, times = answers.get(doubt.key), Counter[tuple[object, ...]]()
    for path in doubt.about:
        if not of(path) or path not in values:
            continue
        one = _one_with(path, values[path], draft)
        row = "/".join(path.split("/")[:2])
        times[row, one] += 1  # twice in one row, it is two
        alone = answers.get(key_of(path, values[path], beside(path, draft)))
        said = tuple(each.values.get(path) if each else None for each in (here, alone))
        found[(*one, times[row, one], said)].append(path)
    return {paths[0]: tuple(paths) for paths in found.values()}


def _one_with(path: str, read: Read[Any], draft: Draft) -> tuple[object, ...]:
    """The same for all values that are typed once."""
    if POSTS.fullmatch(path):
        return read.words, read.value
    if not BELOW.fullmatch(path):
        return (path,)
    if path.endswith("/as_at"):
        return (*read.sources, read.value) if read.sources else (path,)
    rows, row, several, at, which = path.split("/")
    return which, getattr(getattr(draft, rows)[int(row)], several)[int(at)].label.value, read.value


def left(draft: Draft, answers: Mapping[str, Answer]) -> tuple[Doubt, ...]:
    """The doubts that nobody has settled."""
    return tuple(each for each in draft.doubts if each.key not in answers)


LATER: Final = {How.RIGHT: 0, How.OPEN: 1, How.OUT: 1, How.CORRECTED: 2}
"""Of a value that several doubts are about, what was typed goes before what was left open, and that before “right”."""


def settle(draft: Draft, answers: Mapping[str, Answer]) -> Draft:
    """The draft with everything as it was said. Doubts without an answer leave their values as they were read."""
    return with_posts(by_place(draft, answers))


def by_place(draft: Draft, answers: Mapping[str, Answer]) -> Draft:
    """The same, each value still at the path that it was read at: several posts that were typed into one place are one
    text there. It is what pages show and what is typed over."""
    put: dict[str, Read[Any]] = {}
    values = dict(draft.values())
    said, own = _in_order(draft, answers)
    alone = said_alone(draft, answers)
    for answer, doubt in said:
        put |= dict(_said(doubt, answer, values, draft, alone))
    for answer in own:
        put |= _corrected(answer, values, draft)
    put |= dict(_by_typed_sign(_texts(said, own), put, draft))
    moved = blanks.may_have_moved(draft, values)
    return followed(_placed(_put(draft, put), answers, alone, moved), put, moved)


def texts_that_count(draft: Draft, answers: Mapping[str, Answer]) -> dict[str, str]:
    """What was typed of values, by their paths: of several texts for one, that which counts."""
    return _texts(*_in_order(draft, answers))


_InOrder = tuple[list[tuple[Answer, Doubt]], list[Answer]]


def _in_order(draft: Draft, answers: Mapping[str, Answer]) -> _InOrder:
    """What was said of doubts, each with what it counts for, and then what was said of single values, which goes before
    it: the last one counts."""
    said = sorted(_counting(draft, answers), key=lambda each: LATER[each[0].how])
    return said, [answers[key] for key in keys(draft).values() if key in answers] if answers else []


def _texts(said: list[tuple[Answer, Doubt]], own: list[Answer]) -> dict[str, str]:
    return {path: text for answer in (*(each for each, _ in said), *own) for path, text in answer.values.items()}


def overruled(draft: Draft, answers: Mapping[str, Answer]) -> precedence.Gone:
    """The posts of doubts, by their keys, of which something else was said at one that goes before."""
    typed = {key: answer.values for key, answer in answers.items() if answer.how is How.CORRECTED}
    return precedence.overruled(draft, typed)


def _counting(draft: Draft, answers: Mapping[str, Answer]) -> Iterator[tuple[Answer, Doubt]]:
    """What was said of doubts, each with what it counts for."""
    gone = overruled(draft, answers)
    for doubt in (each for each in draft.doubts if each.key in answers):
        answer, paths = answers[doubt.key], gone.get(doubt.key, ())
        texts = {path: text for path, text in answer.values.items() if path not in paths}
        yield replace(answer, values=texts), precedence.without(doubt, gone)


def said_alone(draft: Draft, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The values of which somebody said something beside what became of a blank target of their row: typed them, or
    confirmed them. Left open, the row takes none of them along."""
    said = [(each, answers[each.key]) for each in draft.doubts if each.key in answers]
    if not any(doubt.asks is Asks.BLANK_TARGET and answer.how is How.OPEN for doubt, answer in said):
        return frozenset()
    settled = (each for each in said if each[0].asks is not Asks.BLANK_TARGET and each[1].how is not How.OPEN)
    at_doubts = (path for doubt, answer in settled for path in (*doubt.about, *answer.values))
    return frozenset((*at_doubts, *(path for path, key in keys(draft).items() if key in answers)))


def _by_typed_sign(
    texts: Mapping[str, str], put: Mapping[str, Read[Any]], draft: Draft
) -> Iterator[tuple[str, Read[Any]]]:
    """Percent, for a KPI of which nothing says the unit and whose baseline was typed with the sign: as it would have
    been read of the file's own cell."""
    for path, text in texts.items():
        if path not in put or not _BASELINE.fullmatch(path) or not PERCENT.search(text):
            continue
        row, kpi = path.rpartition("/")[0], draft.kpis[int(path.split("/")[1])]
        targets = (put.get(f"{row}/targets/{at}/rule", each.rule).value for at, each in enumerate(kpi.targets))
        absolute = [each for each in targets if isinstance(each, Rule) and each.kind is RuleKind.VALUE]
        is_said = kpi.unit.value is not Unit.NOT_STATED or kpi.unit.sources or f"{row}/unit" in put
        if not is_said and all(each.percent_sign for each in absolute):
            yield f"{row}/unit", replace(kpi.unit, value=Unit.PERCENT, rule="the sign of its baseline as typed")


def _said(
    doubt: Doubt, answer: Answer, values: Mapping[str, Read[Any]], draft: Draft, alone: Container[str]
) -> Iterator[tuple[str, Read[Any]]]:
    about = {path: values[path] for path in doubt.about if path in values}
    if doubt.asks is Asks.BLANK_TARGET:  # other values of its row have answers of their own
        unread = blanks.unread(about)
        beside = alone if answer.how is How.OPEN else unread
        about = {path: read for path, read in about.items() if path not in beside}
        told = {path: text for path, text in answer.values.items() if text or path not in unread}
        answer = replace(answer, values=told)  # an empty field says nothing of what was not read
    if answer.how is How.RIGHT:
        yield from ((path, replace(read, certainty=Certainty.CERTAIN)) for path, read in about.items())
    elif answer.how is How.CORRECTED:
        right = {path: replace(read, certainty=Certainty.CERTAIN) for path, read in about.items()}
        yield from (right | _corrected(answer, values, draft)).items()
    elif doubt.asks is Asks.WHERE_IT_ENDS and len(about) > 1 and all(_TEXTS.fullmatch(path) for path in about):
        yield from _whole(about)
    else:
        nobody = {path for path, read in about.items() if doubt.asks in NOBODY and not read.value}
        yield from ((path, opened(path, read)) for path, read in about.items() if path in nobody or may_stay_open(path))


def _whole(about: Mapping[str, Read[Any]]) -> Iterator[tuple[str, Read[Any]]]:
    """Where nobody says where the action ends, all of it is the action: nothing is lost, and no outcome is claimed."""
    what, success = about.items()
    text = "\n".join(filter(None, (what[1].value, success[1].value)))
    sources = (*what[1].sources, *success[1].sources)
    yield what[0], Read(text, LEFT_OPEN, sources, Certainty.OPEN)
    yield success[0], Read("", LEFT_OPEN, (), Certainty.OPEN)


def _corrected(answer: Answer, values: Mapping[str, Read[Any]], draft: Draft) -> dict[str, Read[Any]]:
    """The typed values. One that the rules read no more stays as the file has it."""
    said = {}
    for path, text in answer.values.items():
        if path not in values:
            continue
        try:
            found = typed(path, text, draft)
            if found.words is None and len(values[path].words) > room_of(path):
                found = replace(found, words=text)  # the file's own words have no room in the plan
            said[path] = entered(values[path], found)
        except NotReadable:
            continue
    return said


def _placed(draft: Draft, answers: Mapping[str, Answer], alone: Container[str], moved: Container[int]) -> Draft:
    """Cells without a place have one once somebody said where they belong. Where nobody knows which target of a row is
    the blank one (`moved`), none of its values has a place but those of which something was said (`alone`)."""
    said = [(doubt, answer.how) for doubt in draft.doubts if (answer := answers.get(doubt.key))]
    corrected = {path for doubt, how in said if how is How.CORRECTED for path in doubt.about}
    left = (doubt for doubt, how in said if how is How.OPEN and doubt.asks is Asks.BLANK_TARGET)
    displaced = {number for doubt in left if (number := blanks.number_of(doubt)) in moved}
    kpis = [
        replace(kpi, unplaced=()) if f"kpis/{number}/unplaced" in corrected else kpi
        for number, kpi in enumerate(draft.kpis)
    ]
    kpis = [blanks.displaced(f"kpis/{at}", kpi, alone) if at in displaced else kpi for at, kpi in enumerate(kpis)]
    return replace(draft, kpis=tuple(kpis))


def _put(node: Any, put: Mapping[str, Read[Any]], path: str = "") -> Any:
    """The tree with some of its values in other ones' places."""
    if isinstance(node, Read):
        return put.get(path, node)
    if isinstance(node, tuple):
        return tuple(_put(each, put, f"{path}/{number}") for number, each in enumerate(node))
    if is_dataclass(node) and not isinstance(node, type | Doubt):
        below = {each.name: getattr(node, each.name) for each in fields(node)}
        start = f"{path}/" if path else ""
        return replace(node, **{name: _put(each, put, f"{start}{name}") for name, each in below.items()})
    return node


def values(draft: Draft, below: str) -> dict[str, Read[Any]]:
    """The values of one row, such as actions/3, by their whole paths."""
    name, _, number = below.partition("/")
    of_kind: tuple[Any, ...] = getattr(draft, name)
    return {f"{below}/{path}": read for path, read in values_of(of_kind[int(number)])}
