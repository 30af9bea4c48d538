"""What the attributes of a page's element say of its words: hidden, bold, struck through."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_HIDDEN: Final = re.compile(r"(?<![\w-])(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_WEIGHT: Final = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:(bold|[6-9]00)|normal|lighter|[1-5]00)", re.IGNORECASE)
_STRUCK: Final = re.compile(r"(?<![\w-])text-decoration(?:-line)?\s*:[^;:]*line-through", re.IGNORECASE)
STRUCK: Final = frozenset({"del", "s", "strike"})
BOLD: Final = frozenset({"b", "strong"})
WEIGHED: Final = BOLD | {"span"}


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is not seen."""
    return "hidden" in given or _HIDDEN.search(given.get("style", "")) is not None


def is_struck(tag: str, given: Mapping[str, str]) -> bool:
    """Whether the words of an element are struck through."""
    return tag in STRUCK or _STRUCK.search(given.get("style", "")) is not None


@dataclass(slots=True)
class Weights:
    """Which elements are open that make words bold or not: Google Docs puts a page into a `<b>` that says it is not."""

    _open: list[tuple[str, bool]] = field(default_factory=list)
    _often: Counter[str] = field(default_factory=Counter)

    @property
    def bold(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def begin(self, tag: str, given: Mapping[str, str]) -> None:
        said = _WEIGHT.search(given.get("style", ""))
        self._open.append((tag, bool(said[1]) if said else tag in BOLD or self.bold))
        self._often[tag] += 1

    def end(self, tag: str) -> None:
        """With those that were begun in it; one that is not open ends nothing."""
        ended = "" if self._often[tag] else tag
        while ended != tag:
            ended, _ = self._open.pop()
            self._often[ended] -= 1
