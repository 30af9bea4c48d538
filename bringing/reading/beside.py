"""Organisations that answer beside posts: who behind a post may be one more who answers."""

import re
from collections.abc import Collection
from typing import Final

from bringing.reading.helping import TOGETHER
from bringing.reading.people import TOGETHER_CALLED
from bringing.reading.titles import (
    AND,
    LONGEST,
    ROLE,
    STANDS_BESIDE,
    WHOEVER,
    before_title,
    first_of,
    is_listed_behind,
    is_surely,
    post_after,
    post_behind,
    without_brackets,
    without_interim,
)
from bringing.reading.words import fold

_OF_A_BODY: Final = re.compile(
    r"(?:(?:vice|deputy|co)[- ]?)?chair|member|representative|secretary|clerk", re.IGNORECASE
)
"""Roles that are nobody’s but of the organisation behind them."""
_WITH: Final = re.compile(rf"(?<!\s),?\s+(?:(?:{TOGETHER})\s+|w/(?!o\b)\s*)(?:the\s+)?", re.IGNORECASE)
_GOES_WITH: Final = re.compile(
    r"\b(?:for|of|in|on|and|&|joint|close|partnership|(?:co-?|joint|partnership)?\s*work(?:ing)?|engagement|liaison|"
    r"relation(?:ship)?s|communications?|co-?production|contact|consultation|involvement|participation|collaboration|"
    r"children|pupils|learners|students|people|persons|adults|families|those)(?:\s+working)?\Z",
    re.IGNORECASE,
)
"""Words of a title that go on with “with”: what is done with somebody, and who has somebody."""
_JOINED: Final = re.compile(AND)
_THE: Final = re.compile(r"\Athe\s+", re.IGNORECASE)
_SEVERAL: Final = re.compile(
    r"(?:(?:all|our|the|other|local|partner|special|mainstream|primary|secondary|early years)\s+)*"
    rf"(?:schools?|colleges?|{WHOEVER})(?:\s+(?:and|&)\s+carers)?(?:\s+(?:sector|networks?|groups?|partners?))*",
    re.IGNORECASE,
)
"""Whoever may answer under no organisation’s name, and say no more: “all schools”, “voluntary sector”."""


def both_in(printed: str, title: str, words: str) -> tuple[str, ...]:
    """A title and the words behind its comma, where these may name somebody who answers beside it: “Head of Transport,
    Schools”; nothing where they cannot."""
    return (title, words) if is_listed_behind(printed, title) and STANDS_BESIDE.search(words) else ()


def joined_in(words: str, bodies: Collection[str] = ()) -> tuple[str, ...]:
    """A title and those that “and”, & or + join to it, where these may be a part of it or answer beside it: “Head of
    SEND & Schools”; nothing where nobody does. `bodies` are those that the notice has, by any name."""
    if len(words) > LONGEST:
        return ()
    known, end, found = frozenset(map(fold, bodies)), len(words), list[str]()
    for cut in reversed([*_JOINED.finditer(words)]):
        behind = words[cut.end() : end].strip()
        if _is_open(words[: cut.start()]) or not _may_answer(behind, known):
            break
        found.insert(0, behind)
        end = cut.start()
    title = words[:end].strip(" ,")
    return (title, *found) if found and ROLE.search(title) else ()


def _may_answer(words: str, bodies: frozenset[str]) -> bool:
    """Whether words may be somebody by themselves: “Partnership” alone is rather what a title is of."""
    is_one = is_surely(words) and not STANDS_BESIDE.fullmatch(words)
    return is_one or fold(words) in bodies or _SEVERAL.fullmatch(words) is not None


def beside(words: str, bodies: Collection[str] = (), partners: Collection[str] = ()) -> tuple[str, ...]:
    """Who answers if what was read as one post is several: an organisation behind a comma, or before one, may be that
    of the post or answer beside it, and so may somebody behind “with”. Nothing where that is certain: plans name the
    posts of a council and of health bodies with these. `bodies` are the organisations of the notice; `partners` are
    those of them, by any name, that answer beside posts."""
    if len(words) > LONGEST:
        return ()
    known, others = frozenset(map(fold, bodies)), frozenset(map(fold, partners))
    return (
        _at_the_beginning(words, known, others)
        or _at_commas(words, known, others)
        or _at_with(words, known | others)
        or _at_a_title(words)
    )


def _at_the_beginning(words: str, bodies: frozenset[str], partners: frozenset[str]) -> tuple[str, ...]:
    """An organisation and the post behind its comma, “NHS Moor, Head of SEND”, with whoever answers beside that."""
    body, post = post_behind(words, bodies | partners)
    if not body:
        body, post = post_after(words)
        body = "" if fold(body) in bodies | partners else body  # without a comma it is that one’s, where that is known
    is_its_own = not body or _OF_A_BODY.fullmatch(without_interim(post))
    return () if is_its_own else (body, *(_at_commas(post, bodies, partners) or (post,)))


def _at_commas(words: str, bodies: frozenset[str], partners: frozenset[str]) -> tuple[str, ...]:
    first, *pieces = words.split(",")
    found, is_one = [first], False
    for each in pieces:
        alone = without_interim(without_brackets(each))
        follows = _is_body(alone, bodies) and (is_one or _is_body(found[-1].strip(), bodies))
        is_one = not _is_open(found[-1]) and (follows or _stands_beside(alone, bodies, partners))
        if is_one:
            found.append(each)
        else:
            found[-1] += f",{each}"
    is_its_own = len(found) == 1 or _OF_A_BODY.fullmatch(without_interim(found[0].strip()))
    return () if is_its_own else tuple(each.strip() for each in found)


def _is_body(words: str, bodies: frozenset[str]) -> bool:
    return is_surely(words) or fold(words) in bodies


def _is_open(words: str) -> bool:
    return words.count("(") > words.count(")")


def _stands_beside(words: str, bodies: frozenset[str], partners: frozenset[str]) -> bool:
    """Whether an organisation usually answers beside posts: as the notice has it, else by its words."""
    known = fold(words)
    return known in partners or (known not in bodies and is_surely(words) and bool(STANDS_BESIDE.search(words)))


def _at_with(words: str, bodies: frozenset[str]) -> tuple[str, ...]:
    found, start = list[str](), 0
    for cut in _WITH.finditer(words):
        before, after = words[start : cut.start()], first_of(_WITH.split(words[cut.end() :], maxsplit=1)[0]).strip()
        is_somebody = _is_body(after, bodies) or (after[:1].isupper() and ROLE.search(after))
        may_be = after[:1].isupper() or _are_people(after)
        is_somebody = is_somebody or (may_be and not _GOES_WITH.search(before.strip()))
        if is_somebody and before.strip(" ,") and not _is_open(before):
            found.append(before.strip(" ,"))
            start = cut.end()
    return (*found, words[start:].strip()) if found else ()


def _at_a_title(words: str) -> tuple[str, ...]:
    """Whoever stands before “and” and a whole title, “Early Years and Head of SEND”."""
    before = before_title(words)
    joined = _JOINED.match(words, len(before)) if before else None
    is_one = joined and not ROLE.search(before)
    return (before.strip(" ,"), _THE.sub("", words[joined.end() :].strip())) if joined and is_one else ()


def _are_people(words: str) -> bool:
    return (TOGETHER_CALLED.fullmatch(words) or _SEVERAL.fullmatch(words)) is not None
