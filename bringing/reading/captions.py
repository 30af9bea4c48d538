"""Lines that tell what a table or a picture beside them shows, or where something is from: no points of a list."""

import re
from typing import Final

from bringing.reading.words import LONGEST_HEADING, seen
from sheets.reading import Heading, Paragraph

_CAPTION: Final = re.compile(
    r"(?:table|figure|fig\.?|chart|graph|diagram) (?:\d{1,3}|[a-z]\d{0,3})(?:\.\d{1,3})*(?: ?[.:–—-](?: .*)?| \(.*)?|"
    r"sources?: .+",
    re.IGNORECASE,
)


def is_caption(block: Heading | Paragraph) -> bool:
    """As the file says it, or by its words, “Table 4. Actions”. An item of a list is none."""
    if isinstance(block, Heading) or block.item:
        return False
    return block.caption or says_caption(block.text)


def says_caption(words: str) -> bool:
    """Whether words alone are those of a caption, in a row of a table too."""
    text = seen(words)
    return len(text) <= LONGEST_HEADING and _CAPTION.fullmatch(text) is not None
