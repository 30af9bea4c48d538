"""Columns that report how figures went, “Direction of travel”, told from those that say which way is better."""

import re
from collections.abc import Iterable
from typing import Final

from bringing.reading.words import fold, seen

_WENT: Final = re.compile(
    r"[↑↓⬆⬇▲▼➔→↗↘⇧⇩\ufe0f\s]+|(?:going |gone )?(?:up|down)(?:wards?)?|(?:in|de)creas(?:e|ed|ing)|rising|falling|rose|"
    "fell",
    re.IGNORECASE,
)
"""How figures went, or should go."""
_OF_TRAVEL: Final = re.compile(r"direction of (?:travel|change)|dot")
_WAY: Final = re.compile(
    r".*\b(?:better|good)\b.*|"
    r"(?:to )?(?:higher|lower|high|low|increase|decrease|reduce|reduction|maximi[sz]e|minimi[sz]e)"
)


def may_be_trend(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column may report how figures went: “Direction” over arrows and the like, which are nobody's aim."""
    return fold(heading) == "direction" and any(_WENT.fullmatch(seen(each)) for each in cells)


def may_say_way(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column of how figures went may say which way is better: “Lower” below “Direction of travel”."""
    return _OF_TRAVEL.fullmatch(fold(heading)) is not None and any(_WAY.fullmatch(fold(each)) for each in cells)
