"""Where dashes part the posts of a line, and where they stand in one: before what a post is for, or whose it is."""

import re
from collections.abc import Iterator
from typing import Final

from bringing.reading.brackets import held, outside
from bringing.reading.titles import (
    LONGEST,
    ROLE,
    SURELY,
    by_words,
    is_nobody_yet,
    is_person,
    is_within,
    lines,
    listed_first,
    organisation_in,
    without_interim,
)
from bringing.reading.words import DASH, seen

_BETWEEN: Final = re.compile(rf"(?<=\s){DASH}(?=\s)")
_DASHED: Final = re.compile(rf"(?:^|\s){DASH}\s")


def even(words: str) -> str:
    """Words on one line with one kind of dash between them: “A - B” and “A – B” say the same."""
    return _BETWEEN.sub("–", seen(words))


def posts_in(line: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The posts of a line, by the words between its dashes in which they stand."""
    for words in _as_they_go_on(line):
        yield words, (words,) if two_in(words) or is_nobody_yet(words) else tuple(by_words(words))


def _as_they_go_on(line: str) -> Iterator[str]:
    """What stands between the dashes of a line. A post and the organisation behind it stay together, and so do a post
    and words without a role: “Head of Service – Early Years” is one. A list goes on behind these: what joins its posts
    parts more than a dash does."""
    found: list[tuple[int, int]] = []
    has_its_body, end = False, 0
    for words in lines(line, _DASHED):
        start = line.index(words, end)
        end = start + len(words)
        first, before = found[-1] if found and not has_its_body else (start, start)
        is_near = first < start and end - first <= LONGEST
        has_its_body = is_near and _is_of_a_body(line[first:before], words)
        if has_its_body or (is_near and _goes_on(line[first:before], words)):
            found.pop()
            start = first
        found.append((start, end))
    return (line[start:end] for start, end in found)


def _is_of_a_body(before: str, behind: str) -> bool:
    """Whether the last post before a dash is that of the organisation behind it, and no list goes on there."""
    return listed_first(behind) == behind and bool(two_in(f"{by_words(before)[-1]} – {behind}"))


def are_together(before: str, behind: str) -> bool:
    """Whether words behind a dash stay with those before it, as what a post is for or whose it is."""
    return _is_of_a_body(before, behind) or _goes_on(before, behind)


def _goes_on(before: str, behind: str) -> bool:
    """Whether words behind a dash may be what the post is for: they name no role, no organisation and nobody. What says
    that somebody is still to be named is one with a remark behind it, and with no post before or behind it. Of a list
    behind it no more is said than what stands before the next post: “Assistant Director – Education, Head of SEND”."""
    post, first = by_words(before)[-1], listed_first(behind)
    if is_nobody_yet(f"{post} – {first}"):
        return True
    if not is_within(before, behind) and (is_nobody_yet(post) or is_nobody_yet(first)):
        return False
    if ROLE.search(_without_brackets(first)) or is_person(without_interim(first)):
        return False
    is_body = first == behind and SURELY.search(behind)
    return bool(ROLE.search(before)) and not is_body


def _without_brackets(words: str) -> str:
    """Words without what is said of them in brackets."""
    for start, end in reversed(held(words)):
        words = words[:start] + words[end:]
    return words


def between_dashes(words: str) -> tuple[str, ...]:
    """What stands between the dashes of words."""
    return tuple(lines(words, _DASHED)) if len(words) <= LONGEST else ()


def at_dashes(words: str) -> tuple[str, ...]:
    """The posts that one would be if its dashes parted it; nothing where it has none that might."""
    found = between_dashes(words)
    return found if len(found) > 1 and all(_goes_on(found[0], each) for each in found[1:]) else ()


def two_in(words: str) -> tuple[str, ...]:
    """A post and an organisation behind a dash, “Head of SEND – NHS Moor”, where it may be that of the post or answer
    beside it, also behind what the post is for: “Head of Service – Early Years, NHS Moor”; nothing where it is not
    so."""
    cuts = [] if len(words) > LONGEST else [*outside(_DASHED, words)]
    if len(cuts) != 1:
        return ()
    post, behind = words[: cuts[0].start()].strip(), words[cuts[0].end() :].strip()
    is_one = ROLE.search(post) and len(by_words(words)) == len(by_words(post)) == 1 and not organisation_in(post)[1]
    if not (is_one and organisation_in(f"{post}, {behind}")[1]):
        return ()
    remit, comma, body = behind.rpartition(",")
    is_behind_both = comma and not is_within(remit, body) and not behind.endswith(")")
    return (f"{words[: words.rindex(',')]}".strip(), body.strip()) if is_behind_both else (post, behind)
