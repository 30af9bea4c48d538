"""What stands around a post in a cell and is no word of its title: a number, a bullet, a label, what joins it to
others. The printed words keep it."""

import re
from collections.abc import Collection
from typing import Final

from bringing.reading.helping import ANSWERS, BOTH, HELPERS, LEADS, OF_A_PART, OTHERWISE, SIGN, TOGETHER
from bringing.reading.people import TOGETHER_CALLED
from bringing.reading.titles import (
    LONGEST,
    ORGANISATION,
    ROLE,
    before_title,
    is_nobody_yet,
    is_person,
    listed_first,
    names_a_body,
)
from bringing.reading.words import DASH, fold, is_none, seen

_COUNTED: Final = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+|[*●◦○■‣►➢✓\uf0b7]\s*|o\s+(?=[A-Z]))(?=\S)")
"""What lines are counted or begin with."""
BROKEN: Final = re.compile(r"(?<=\w)(?P<sign>[-‑])[ \t]*\n\s*(?=[a-z])")
"""A hyphen at the end of a line, within a word."""
_WITH: Final = rf"(?:{TOGETHER})\s+|w/(?!o\b)\s*"
JOINS: Final = re.compile(rf"(?:(?:[&+/]\s*|and\s+)(?:{_WITH})?|{_WITH})(?:the\s+)?(?=\S)", re.IGNORECASE)
"""What joins a post to those before it, at its beginning."""
JOINS_MORE: Final = re.compile(rf"(?:\s*[,/&]|\s\+|\s(?:and|w/|(?!plus\b)(?:{TOGETHER})))\Z", re.IGNORECASE)
"""What joins a post to those behind it, at its end. “Level 3 plus” may be called so."""
_THE: Final = re.compile(r"\Athe\s+", re.IGNORECASE)
_BETWEEN: Final = " \t\n,;.|/()[]–—-•&+="
"""What may stand between those of a line, and is no word of any."""
_OFFICER: Final = re.compile(r"(?:lead|accountable|responsible|named)\s+(?:officer|person|post)\b", re.IGNORECASE)
"""Labels that are rarely the end of a title."""
_LABEL: Final = re.compile(
    rf"(?:(?P<answers>{ANSWERS})|(?P<otherwise>{BOTH}|{OTHERWISE})|"
    rf"(?P<of>(?P<words>(?:(?:\w[\w'’&/-]*|&)\s+){{1,3}})(?:leads?|owners?|sro|{HELPERS})))"
    rf"(?:\s*:(?:\s*(?=\S)|\Z)|(?P<dash>{SIGN})(?=\S))",
    re.IGNORECASE,
)
_FURTHER: Final = re.compile(
    rf"(?<=[^\s|/,([])(?P<gap>(?:[\s|/,([]|(?<=\s){DASH}(?=\s))*[\s|/,([])(?P<number>\(?(?:\d{{1,2}}|[a-z])[.)]\s+)?"
    rf"(?P<label>(?:(?P<answers>{ANSWERS})|{OTHERWISE}|(?<!\bof\s)(?<!\bfor\s)(?<!\band\s)(?<!&\s){OF_A_PART})"
    rf"(?:\s*:|(?P<dash>{SIGN})(?=\S))|(?<=[(\[])(?P<helped>{TOGETHER})(?=\s+\S))",
    re.IGNORECASE,
)
"""A label within a line, and what parts it from what stands before it. In brackets what stands before somebody who
helps is one: “(supported by Chair)”."""
_OF_ALONE: Final = re.compile(
    r"(?P<words>(?:\w[\w'’&/-]*\s+){1,3})(?:lead|owner|sponsor)(?:s|\(s\))?\s*:", re.IGNORECASE
)
_LABEL_ALONE: Final = re.compile(
    rf"(?:{LEADS}|support(?:s|ing)?|contributing|consulted|informed|{TOGETHER})", re.IGNORECASE
)
"""What names nobody, whatever stands beside it."""
_HELPING: Final = re.compile(r"(?:deputy|assistant)", re.IGNORECASE)
"""Roles that a label may begin with: “Deputy lead”."""


def bare(printed: str) -> str:
    """A post as it is called: the printed words on one line, without what stands around it. Where nothing else is
    there, all of them."""
    words = seen(BROKEN.sub(r"\g<sign>", printed))
    if len(words) > LONGEST:
        return words
    start, _ = _begun(words)
    left, before = words[start:], ""
    while left != before:
        left, before = JOINS_MORE.sub("", left).strip(), left
    return (_THE.sub("", left) if ROLE.search(left) else left) or words


def _begun(words: str, known: Collection[str] = ()) -> tuple[int, bool]:
    """Where words begin behind a number, labels and what joins them to others; and whether there is a label."""
    start, is_labelled = 0, False
    while True:
        label = label_in(words[start:], known)
        label = None if label and label["of"] and is_labelled else label  # “Lead: Inclusion Support: …” names two
        found = _COUNTED.match(words[start:]) or label or JOINS.match(words[start:])
        if not found or start + found.end() == len(words):
            return start, is_labelled
        start, is_labelled = start + found.end(), is_labelled or found is label


def label_in(words: str, known: Collection[str] = ()) -> re.Match[str] | None:
    """What stands before a colon and says how a post answers: “SRO: Head of SEND”. Words of more than that are one only
    before somebody, “Education lead: Head of SEND”, not “Education lead: early years”; and none that are somebody
    themselves, as in “Head of SEND Support: Data Officer”. A dash is as a colon before somebody; where a list begins
    behind it with nobody, “Lead – Education, Head of SEND”, the role may go on there. `known` are posts and
    organisations of the notice, folded."""
    found = _LABEL.match(words) if len(words) <= LONGEST else None
    behind = words[found.end() :] if found else ""
    if found and found["of"]:
        before = found["words"].strip()
        is_somebody = fold(before) in known or ROLE.search(_HELPING.sub("", before))
        if found["dash"]:  # an organisation behind it may be that of the post
            return found if ROLE.search(listed_first(behind)) and not is_somebody else None
        is_before_one = ROLE.search(behind) or ORGANISATION.search(behind)
        return found if is_before_one and not (is_somebody or ORGANISATION.search(before)) else None
    if not found or not found["dash"]:
        return found
    first = listed_first(behind)
    goes_on = ROLE.search(found.group()) and ("," in behind[: len(first) + 1] or before_title(behind))
    return found if _is_named(first if goes_on else behind) else None


def _is_named(words: str) -> bool:
    """Whether words name somebody, or say that somebody is still to be named."""
    return bool(ROLE.search(words)) or names_a_body(words) or is_person(words) or is_nobody_yet(words)


def at_labels(line: str, known: Collection[str] = ()) -> list[tuple[int, int]]:
    """From where to where a line goes, parted before each label that stands within it: “Lead: Head of SEND Support:
    Chief Nurse”. What stands around a label, and the brackets that it opens, are left out. Behind a comma a label may
    go with the organisation before it: “Parent Carer Forum, Lead: Clerk”."""
    if len(line) > LONGEST or fold(line) in known or is_label(line):
        return [(0, len(line))]
    if line[:1] in "([" and _closed(line, 1) == len(line) - 1 and label_in(line[1:-1], known):
        return [(1, len(line) - 1)]
    begun, is_labelled = _begun(line, known)
    found, start = list[tuple[int, int]](), 0
    for label in _FURTHER.finditer(line, begun):
        is_in_brackets = bool(re.search(r"[(\[]", label["gap"]))
        closed = _closed(line, label.start("label")) if is_in_brackets else None
        before, behind = line[max(start, begun) : label.start()], line[label.end() : closed]
        is_within = _is_open(before) or not before.strip(_BETWEEN)
        is_own = "," in label["gap"] and bool(label["answers"]) and not is_labelled
        is_set_off = is_in_brackets and label["label"][-1] != ":"
        is_behind_one = is_labelled or is_set_off or _is_behind_a_title(label, before)
        if is_within or is_own or not _is_further(label, behind.strip(), known, is_labelled=is_behind_one):
            continue
        is_numbered = label["number"] is not None and is_counted(line)
        found.append((start, label.start("label") if label["number"] and not is_numbered else label.start()))
        start, is_labelled = label.end("gap") if is_numbered else label.start("label"), True
        if closed is not None:
            found.append((start, closed))
            start = closed + 1
    return [each for each in (*found, (start, len(line))) if line[slice(*each)].strip(_BETWEEN)]


def _is_open(words: str) -> bool:
    return len(re.findall(r"[(\[]", words)) > len(re.findall(r"[)\]]", words))


def _is_behind_a_title(label: re.Match[str], before: str) -> bool:
    """Whether a label before a dash is none that ends a title: “Head of SEND Responsible officer – Chief Nurse”."""
    role = ROLE.search(before)
    return bool(label["dash"] and _OFFICER.match(label["label"]) and role and before[role.end() :].strip(_BETWEEN))


def _is_further(label: re.Match[str], behind: str, known: Collection[str], *, is_labelled: bool) -> bool:
    """Whether a label within a line is one. In a line that begins with one, all are; else one before somebody."""
    if label["helped"] and TOGETHER_CALLED.fullmatch(behind):
        return True
    if label["dash"] or label["helped"]:
        return is_labelled and _is_named(behind)
    return is_labelled or not behind.strip() or _is_named(behind) or fold(behind) in known


def _closed(line: str, start: int) -> int | None:
    """Where the brackets are closed that are open at `start`; None where they are not."""
    depth = 1
    for place in range(start, len(line)):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(line[place], 0)
        if not depth:
            return place
    return None


def is_label(words: str) -> bool:
    """Whether words are such a label alone."""
    found = label_in(words)
    is_of = (
        len(words) <= LONGEST and (of := _OF_ALONE.fullmatch(words)) and not ROLE.search(_HELPING.sub("", of["words"]))
    )
    return bool(is_of) or (found is not None and found.end() == len(words))


def is_label_alone(printed: str, known: Collection[str] = ()) -> bool:
    """Whether words only say how somebody answers, with a colon or without, and name nobody: “Lead:”, “Support”."""
    words = bare(printed)
    if len(words) > LONGEST or fold(words) in known or is_none(words):
        return False
    return bool(_LABEL_ALONE.fullmatch(words)) or is_label(words) or not re.search(r"\w", words)


def at_colon(called: str) -> tuple[str, str]:
    """What stands before and behind the first colon of a post’s name, where somebody stands behind it: “Education: Head
    of SEND”; "" for both where nobody does."""
    before, _, behind = called.partition(":") if len(called) <= LONGEST else ("", "", "")
    return (before.strip(), behind.strip()) if before.strip() and _is_named(behind.strip()) else ("", "")


def is_counted(words: str) -> bool:
    """Whether words begin with a number or a bullet."""
    return _COUNTED.match(words) is not None


def says_how(printed: str) -> str:
    """What a label says of a post beside that it answers, “Support”; "" for nothing."""
    words = seen(printed)
    counted = _COUNTED.match(words)
    found = label_in(words[counted.end() :] if counted else words)
    return str(found["otherwise"] or found["of"]) if found and not found["answers"] else ""
