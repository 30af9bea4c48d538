"""Words that stand where somebody should answer, and only say that nobody is named yet."""

import re
from typing import Final

from bringing.reading.words import fold, seen

LONGEST: Final = 240
"""Characters of words that say no more than that: a longer text says something else."""
_TO_COME: Final = re.compile(
    r"\b(?:t\.?b\.?[acd]\b\.?|(?:ongoing|in progress|awaited|pending|vacan(?:t|cy)|unfilled)\b|"
    r"(?:still |yet )?to be (?:confirmed|agreed|decided|determined|set|named|appointed|advised|recruited|identified|"
    r"assigned|allocated|nominated|filled|established|created|found)\b|"
    r"not (?:yet )?(?:known|confirmed|appointed|recruited|named|identified|assigned|allocated|filled|in post)\b|"
    r"recruitment (?:is )?(?:pending|ongoing|in progress|under ?way|to follow|planned)\b|"
    r"(?:awaiting|out to|under|subject to|in|pending) (?:recruitment|appointment|advert)\b|"
    r"new (?:post|role|position|appointment)s?\b)"
)
_NAMES_NOBODY: Final = frozenset(
    {"a", "the", "this", "that", "it", "is", "are", "be", "and", "or", "but", "currently", "yet", "still", "now", "new"}
    | {"interim", "acting", "temporary", "post", "posts", "role", "position", "holder", "postholder", "name", "lead"}
    | {"officer", "owner", "person", "somebody", "someone", "who"}
)
"""Words that may stand with these, and name nobody by themselves."""
_REMARK: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")


def says_to_come(text: str) -> bool:
    """Whether words only say that somebody is still to be named: “TBC – new post”, “Vacant, to be recruited”."""
    if len(text) > LONGEST:
        return False
    left, found = _TO_COME.subn(" ", fold(text))
    return found > 0 and _NAMES_NOBODY.issuperset(word for word in re.split(r"[\W_]+", left) if word)


def says_to_come_of(text: str) -> bool:
    """The same also with a remark in brackets, whatever it says: “TBC (health)”."""
    return says_to_come(text) or says_to_come(_REMARK.sub(" ", seen(text)))
