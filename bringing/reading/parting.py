"""Where one post of a cell ends and the next begins: at its lines, unless a title may go on in the next one."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from bringing.reading.around import (
    BROKEN,
    JOINS,
    JOINS_MORE,
    at_labels,
    bare,
    is_counted,
    is_label,
    is_label_alone,
    label_in,
    says_how,
)
from bringing.reading.brackets import held, is_closed, is_held
from bringing.reading.dashes import are_together, posts_in
from bringing.reading.draft import Source
from bringing.reading.grid import Part
from bringing.reading.titles import (
    LONGEST,
    OWN,
    ROLE,
    first_of,
    is_nobody_yet,
    is_person,
    lines,
    names_a_body,
    organisation_in,
)
from bringing.reading.unnamed import says_to_come_of
from bringing.reading.words import DASH, fold, is_none, seen

_ON: Final = re.compile(r"[\s,.]*\n[\s,.]*")
"""What stands between two lines of which the second may go on with what the first says."""
_DASH_BEHIND: Final = re.compile(rf"\s+{DASH}[ \t]*\n\s*")
_DASH_BEFORE: Final = re.compile(rf"\s*\n\s*{DASH}\s*")
"""A dash at the end of a line, and one before a line, which counts lines off as often."""
_COLON: Final = re.compile(r"\s*:\s+(?=\S)")
_OPEN: Final = re.compile(r"(?:\b(?:of|for|to|in|the|at|by|on|from)|['’]s|s['’]|:)\Z", re.IGNORECASE)
"""How words end behind which more has to come."""
_BEHIND_BRACKETS: Final = re.compile(r"(?<=\))\s+(?=[A-Z])")
_NO_TITLE: Final = re.compile(
    r"(?:assistant|deputy|chief|principal|lead|head|director|officer|manager|commissioner|co-?ordinator|advis[eo]r|nurse|"
    r"doctor|psychologist|secretary|member|representative|practitioner)s?",
    re.IGNORECASE,
)
"""Roles of which nobody is called so alone."""
_SHORT_NAME: Final = re.compile(r"(?!(?:SEND?|EHCP?)\b)[A-Z]{3,10}")
_ENDS_A_TITLE: Final = re.compile(
    r"(?:officer|nurse|doctor|manager|commissioner|practitioner|professional|member|advis[eo]r|co-?ordinator|psychologist|"
    r"secretary|clerk|representative|principal|director\b(?!\s+(?:of|for)))s?\b",
    re.IGNORECASE,
)
"""What “Lead” or “Support” in the line before may be a part of."""
_ALONE: Final = re.compile(r"(?:and|[&+/,])?\s*(?:the)?", re.IGNORECASE)
"""What joins two that answer as one does: with anything more, one of them answers with the other."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Posts that stand together in a cell. `others`: who else they may be, each as it would be typed. `count` is in how
    many lines one or more of them stand of which nothing says for certain where one ends, 0 for none; `how` are the
    labels that say that one answers otherwise than the rest; `odd` is why one of them may be no post as it is called,
    "" for nothing."""

    words: str
    sources: tuple[Source, ...]
    others: tuple[str, ...] = ()
    count: int = 0
    how: tuple[str, ...] = ()
    odd: str = ""


class _Next(Enum):
    """What a line is to the one before it."""

    APART = auto()
    """Posts of its own, for certain."""
    ANOTHER = auto()
    """Rather posts of its own."""
    SAME = auto()
    """Rather what the line before goes on with."""
    LABELLED = auto()
    """What the label in the line before is of."""


@dataclass(slots=True)
class _Run:
    """Lines that were read as one, from one character to another. `is_cut`: it begins within a line, at a label."""

    start: int
    end: int
    lines: list[str] = field(default_factory=list)
    is_cut: bool = False


def parted(part: Part, known: Collection[str] = ()) -> Iterator[Parted]:
    """The posts of a cell. Dashes, semicolons and bullets part them for certain, and so do new lines between titles or
    organisations; where a line is none by itself, or ends openly, all that its lines may be is asked about. Commas and
    “and” part only where both sides may be posts of their own: the words that were parted come with more than one post
    then, to be asked about. So is a dash before an organisation, which may be that of the post, or before words without
    a role, which may be what the post is for. `known` are posts and organisations of the notice, folded."""
    for source in part.sources:
        groups = _groups(source.words, known)
        if len(source.words) <= LONGEST and any(how for _, how in _labels(source, groups)):
            yield _labelled(source, groups)
            continue
        for group in groups:
            yield from _together(source, group)


def _groups(words: str, known: Collection[str]) -> list[list[_Run]]:
    """The lines of a cell, those together of which nothing says for certain that they are apart."""
    groups: list[list[_Run]] = []
    end, spans = 0, held(words)
    is_below_labels = is_label_alone(next(iter(lines(words)), ""), known)
    for line, is_cut in _cut(words, known):
        start = words.index(line, end)
        group = groups[-1] if groups else []
        if is_cut and group:
            end = start + len(line)
            group.append(_Run(start, end, [line], is_cut=True))
            continue
        is_near = group and start + len(line) - group[0].start <= LONGEST
        how = _next(words[group[-1].start : end], words[end:start], line, known) if is_near else _Next.APART
        if is_near and _is_at_a_dash(words, group[-1].start, end, start, line):
            how = _Next.SAME
        if is_below_labels and is_label_alone(line, known):
            how = _Next.APART
        how = _Next.SAME if group and is_held(start, spans) else how
        end = start + len(line)
        if how is _Next.APART:
            groups.append([_Run(start, end, [line])])
        elif how is _Next.ANOTHER:
            group.append(_Run(start, end, [line]))
        elif how is _Next.SAME:
            group[-1].end = end
            group[-1].lines.append(line)
        else:
            group[-1].end = end
            group[-1].lines[-1] += f" {line}"
    return groups


def _cut(words: str, known: Collection[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, parted at the labels within them; and whether each begins at one."""
    for line in lines(words):
        cuts = [each for start, end in at_labels(line, known) for each in _at_bodies(line, start, end)]
        for number, (start, end) in enumerate(cuts):
            piece = line[start:end]
            yield (piece.strip(" \t\n,;/|") if number else piece.rstrip()), number > 0 or start > 0


def _at_bodies(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parted behind each organisation in brackets that another post follows: “Chief Nurse (NHS Moor) Head of Trams”."""
    for cut in _BEHIND_BRACKETS.finditer(line, start, end) if len(line) <= LONGEST else ():
        before, behind = line[start : cut.start()], line[cut.end() : end]
        if ROLE.search(before) and organisation_in(before)[1] and ROLE.search(first_of(behind)):
            yield start, cut.start()
            start = cut.end()
    yield start, end


def _next(before: str, gap: str, line: str, known: Collection[str]) -> _Next:
    """What a line is to what was read as one before it. `gap` is what stands between them."""
    if BROKEN.search(f"{before}{gap}{line[:1]}", len(before) - 1):
        return _Next.SAME
    joined = JOINS.match(line) or JOINS_MORE.search(before)
    is_with = joined is not None and not _ALONE.fullmatch(joined.group().strip())
    if not _ON.fullmatch(gap):
        return _Next.ANOTHER if is_with else _Next.APART
    if is_label(before):
        return _Next.LABELLED
    if (
        "\n" not in before
        and is_label_alone(before, known)
        and _is_title(line, known)
        and not _ENDS_A_TITLE.match(line)
    ):
        return _Next.APART
    if is_counted(line) or label_in(line, known):
        return _Next.APART
    each, is_listed = (bare(before), bare(line)), "," in gap or joined is not None
    if not (is_listed or _goes_on(before, line)) and all(_is_title(words, known) for words in each):
        return _Next.APART
    are_two = all(_is_somebody(words, known) for words in each) and not _goes_on(before, line)
    is_another = are_two and (is_with or not is_listed)  # what a list joins is parted as on one line
    return _Next.ANOTHER if is_another or ";" in before else _Next.SAME


def _is_at_a_dash(words: str, begun: int, end: int, start: int, line: str) -> bool:
    """Whether a dash between two lines says that the second is what the post in the first is for, or whose it is, and
    is no sign of a list."""
    gap = words[end:start]
    is_counted_off = _DASH_BEFORE.fullmatch(gap) and _DASH_BEFORE.search(f"\n{words[:begun]}")
    is_one = not is_counted_off and (_DASH_BEFORE.fullmatch(gap) or _DASH_BEHIND.fullmatch(gap))
    return bool(is_one) and are_together(words[begun:end], bare(line))


def _goes_on(before: str, line: str) -> bool:
    """Whether words end so that more has to come, or a line begins as none does that says something by itself."""
    is_within = before.count("(") > before.count(")") or line.startswith("(")
    return bool(_OPEN.search(before)) or is_within


def _is_title(words: str, known: Collection[str]) -> bool:
    """Whether words say by themselves who answers: a role, an organisation, a person, or that nobody is named yet."""
    says = (ROLE.search(words) and not _NO_TITLE.fullmatch(words)) or names_a_body(words) or fold(words) in known
    return bool(says) or is_person(words) or is_nobody_yet(words) or is_none(words)


def _is_somebody(words: str, known: Collection[str]) -> bool:
    """Whether words may say so: a part of the council as well, and a short name."""
    return _is_title(words, known) or OWN.fullmatch(words) is not None or bool(_SHORT_NAME.fullmatch(words))


def _together(source: Source, group: Sequence[_Run]) -> Iterator[Parted]:
    """The posts of lines that stand together; of one line alone, as its dashes part it."""
    count = sum(len(run.lines) for run in group if not run.is_cut)
    pieces = [each for run in group for each in _posts_in(source.words[run.start : run.end])]
    if len(group) == count == 1:
        yield from (Parted(words, _at(source, posts)) for words, posts in pieces)
        return
    sources = _at(source, [each for _, posts in pieces for each in posts])
    whole = _whole(source.words, group[0].start, group[-1].end)
    if count == 1:
        each_one = "; ".join(bare(run.lines[0]) for run in group)
        yield Parted(seen(whole), sources, tuple(_without_others(group, each_one)))
        return
    in_lines = "; ".join(dict.fromkeys(_typed(line) for run in group for line in run.lines))
    others = dict.fromkeys((_typed(whole), in_lines, *_without_others(group, in_lines)))
    yield Parted(seen(whole), sources, tuple(others), count)


def _whole(words: str, start: int, end: int) -> str:
    """What stands from one place to another, with the brackets that are closed right behind."""
    while end < len(words) and words[end] in ")]" and not is_closed(words[start:end]):
        end += 1
    return words[start:end]


def _typed(words: str) -> str:
    """Words as one post is typed, where semicolons stand between several."""
    return bare(words).replace(";", ",")


def _without_others(group: Sequence[_Run], in_lines: str) -> Iterator[str]:
    """Who answers alone where somebody answers with them."""
    if len(group) > 1 and all(_is_with(run) for run in group[1:]):
        yield in_lines.partition("; ")[0]


def _is_with(run: _Run) -> bool:
    found = JOINS.match(run.lines[0])
    return bool(found and not _ALONE.fullmatch(found.group().strip()))


def _labelled(source: Source, groups: Sequence[Sequence[_Run]]) -> Parted:
    """The posts of a cell with labels, one of which says something else than that they answer."""
    found = list(_labels(source, groups))
    alone = "; ".join(bare(each) for each, how in found if not how)
    sources, labels = _at(source, [each for each, _ in found]), dict.fromkeys(how for _, how in found if how)
    dashed = "; ".join(_with_label(each) for each, _ in found)
    others = (alone, dashed if dashed != "; ".join(bare(each) for each, _ in found) else "")
    return Parted(seen(source.words), sources, tuple(each for each in others if each), how=tuple(labels))


def _with_label(words: str) -> str:
    """A post, with its label as another one where only a dash says that it is a label: “SEND Lead – Head of Play”."""
    label = label_in(seen(words))
    is_one = label and label["of"] and label["dash"]
    return f"{label['of']}; {bare(words)}" if label and is_one else bare(words)


def _labels(source: Source, groups: Sequence[Sequence[_Run]]) -> Iterator[tuple[str, str]]:
    """The posts of a cell, each with what a label says of how it answers; one before several is that of each."""
    for run in (run for group in groups for run in group):
        words = source.words[run.start : run.end]
        of_all = says_how(words)
        for each in (each for _, posts in _posts_in(words) for each in posts):
            is_nobody = is_none(bare(each)) or is_nobody_yet(bare(each)) or is_label(bare(each))
            yield each, "" if is_nobody else of_all or says_how(each)


def _posts_in(words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The posts of a line. No sign of a label is one that parts, nor is a dash behind it. A colon is as a dash behind
    or before what only says that somebody is still to be named: “TBC: Head of SEND”."""
    label = label_in(words)
    start = label.end() if label and label.end() < len(words) else 0
    first, *others = _at_nobody(words, start)
    for number, (piece, posts) in enumerate(posts_in(first[start:])):
        before = first[:start] if number == 0 else ""
        yield before + piece, (before + posts[0], *posts[1:])
    for each in others:
        yield from posts_in(each)


def _at_nobody(words: str, start: int) -> tuple[str, ...]:
    """Words parted at a colon between somebody and what says that one is still to be named; as they are without."""
    if len(words) > LONGEST or is_nobody_yet(words[start:]):
        return (words,)
    for cut in _COLON.finditer(words, start):
        before, behind = words[start : cut.start()], words[cut.end() :]
        if says_to_come_of(before) or (ROLE.search(before) and is_nobody_yet(behind)):
            return words[: cut.start()], behind
    return (words,)


def _at(source: Source, posts: Sequence[str]) -> tuple[Source, ...]:
    return tuple(Source(source.place, each) for each in posts)
