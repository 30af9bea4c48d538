"""What stands around a post in a cell and is no word of its title: a number, a bullet, a label, what joins it to
others. The printed words keep it."""

import re
from typing import Final

from bringing.reading.titles import LONGEST, ORGANISATION, ROLE, TOGETHER
from bringing.reading.words import seen

_COUNTED: Final = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+|[*●◦○■‣►➢✓\uf0b7]\s*|o\s+(?=[A-Z]))(?=\S)")
"""What lines are counted or begin with."""
BROKEN: Final = re.compile(r"(?<=\w)(?P<sign>[-‑])[ \t]*\n\s*(?=[a-z])")
"""A hyphen at the end of a line, within a word."""
_WITH: Final = rf"(?:{TOGETHER})\s+|w/(?!o\b)\s*"
JOINS: Final = re.compile(rf"(?:(?:[&+/]\s*|and\s+)(?:{_WITH})?|{_WITH})(?:the\s+)?(?=\S)", re.IGNORECASE)
"""What joins a post to those before it, at its beginning."""
JOINS_MORE: Final = re.compile(rf"(?:\s*[,/&]|\s\+|\s(?:and|w/|(?!plus\b)(?:{TOGETHER})))\Z", re.IGNORECASE)
"""What joins a post to those behind it, at its end. “Level 3 plus” may be called so."""
_ANSWERS: Final = (
    r"(?:(?:overall|action|named|main|senior)\s+)?"
    r"(?:(?:lead|accountable|responsible|named)\s+(?:officer|person|post|owner|lead)|lead|sro|owner|accountable|"
    r"responsible)s?"
)
"""What a cell of those who answer says anyway."""
_OTHERWISE: Final = (
    r"support(?:s|ing|ed\s+by)?(?:\s+(?:officer|lead)s?)?|sponsors?|contributors?|contributing|consulted|informed|"
    r"partners?|delegates?|deput(?:y|ies)|with"
)
_LABEL: Final = re.compile(
    rf"(?:(?P<answers>{_ANSWERS})|(?P<otherwise>{_OTHERWISE})|"
    rf"(?P<of>(?:[\w'’&/-]+\s+){{1,3}}(?:leads?|owners?|sro|{_OTHERWISE})))\s*:(?:\s*(?=\S)|\Z)",
    re.IGNORECASE,
)


def bare(printed: str) -> str:
    """A post as it is called: the printed words on one line, without what stands around it. Where nothing else is
    there, all of them."""
    words = seen(BROKEN.sub(r"\g<sign>", printed))
    left, before = (words, "") if len(words) <= LONGEST else (words, words)
    while left != before:
        before = left
        left = JOINS_MORE.sub("", _from(left)).strip()
    return left or words


def _from(words: str) -> str:
    label = label_in(words)
    for found in (_COUNTED.match(words), label, JOINS.match(words)):
        if found and found.end() < len(words):
            return words[found.end() :]
    return words


def label_in(words: str) -> re.Match[str] | None:
    """What stands before a colon and says how a post answers: “SRO: Head of SEND”. Words of more than that are one only
    before somebody: “Education lead: Head of SEND”, not “Education lead: early years”."""
    found = _LABEL.match(words) if len(words) <= LONGEST else None
    behind = words[found.end() :] if found else ""
    is_one = found and (not found["of"] or ROLE.search(behind) or ORGANISATION.search(behind))
    return found if is_one else None


def is_label(words: str) -> bool:
    """Whether words are such a label alone."""
    found = label_in(words)
    return found is not None and found.end() == len(words)


def is_counted(words: str) -> bool:
    """Whether words begin with a number or a bullet."""
    return _COUNTED.match(words) is not None


def says_how(printed: str) -> str:
    """What a label says of a post beside that it answers, “Support”; "" for nothing."""
    words = seen(printed)
    counted = _COUNTED.match(words)
    found = label_in(words[counted.end() :] if counted else words)
    return found.group().strip(" :") if found and not found["answers"] else ""
