"""What a spreadsheet's number format makes of a figure: the words around it, its percentage, its thousands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

LONGEST: Final = 255
"""Characters of a format that Excel writes."""
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<money>[^]-]*)[^]]*\]|\[(?P<test><=|>=|<>|[<>=])(?P<than>-?\d+(?:\.\d+)?)\]'
    r"|\[[^]]*\]|(?P<digits>General|[0#?](?:[0#?.,]*[0#?.])?)(?P<thousands>,*)(?:E[+-][0#?]+)?|(?P<end>;)|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
_SEEN: Final = re.compile(r"[ £€$<>]|[^\x00-\x7f]")
"""Signs that are printed without quotes, and that say something."""
_TESTS: Final = {
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}


@dataclass(frozen=True, slots=True)
class _Section:
    """What a format says of some figures. `parts` are its places for digits, by their zeros, and what stands between
    them, as in 2023/24 of 202324; none where it parts no digits."""

    before: str = ""
    behind: str = ""
    percent: bool = False
    thousands: int = 0
    parts: tuple[str, ...] = ()
    empty: bool = True
    """Whether it shows no digit of the figure."""
    test: str = ""
    than: Decimal = Decimal()

    def text(self, number: Decimal) -> str:
        shown = number.scaleb(2 * self.percent - 3 * self.thousands)
        parted = self.parts and shown >= 0 and shown == shown.to_integral_value()
        figure = self._parted(str(int(shown))) if parted else plain(shown)
        return f"{self.before}{figure}{'%' if self.percent else ''}{self.behind}"

    def _parted(self, left: str) -> str:
        """From the right, as many digits as each place has; the first takes all that are left."""
        text = ""
        for part in reversed(self.parts[1:]):
            width = len(part) if part.isdigit() else 0
            text = (left[-width:].rjust(width, "0") if width else part) + text
            left = left[: max(0, len(left) - width)]
        return left.rjust(len(self.parts[0]), "0") + text


def as_shown(number: Decimal, style: str) -> str:
    """A figure with all its digits, and the words that its format prints around it: “3 weeks” of `0" weeks"`."""
    return _section(number, _sections(style[:LONGEST])).text(number)


def plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(number: Decimal, sections: Sequence[_Section]) -> _Section:
    """The one of a figure of its sign, or the first whose test it passes. One that shows a word in the place of the
    figure, a dash for 0, says nothing of it here."""
    if any(each.test for each in sections):
        found = next((each for each in sections if not each.test or _TESTS[each.test](number, each.than)), _Section())
    elif number < 0:
        found = sections[1] if len(sections) > 1 else sections[0]
    else:
        found = sections[2] if not number and len(sections) > 2 else sections[0]
    return _Section(percent=sections[0].percent, thousands=sections[0].thousands) if found.empty else found


@lru_cache(maxsize=512)
def _sections(style: str) -> tuple[_Section, ...]:
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(style):
        if token["end"]:
            found.append([])
        else:
            found[-1].append(token)
    return tuple(_section_of(tokens, negative=number == 1) for number, tokens in enumerate(found))


def _section_of(tokens: Sequence[re.Match[str]], negative: bool) -> _Section:
    places = [
        number for number, token in enumerate(tokens) if re.search("[0#a-z]", token["digits"] or "", re.IGNORECASE)
    ]
    tests = [token for token in tokens if token["test"]]
    section = _Section(
        percent=any(token["bare"] == "%" for token in tokens),
        empty=not places,
        test=tests[0]["test"] if tests else "",
        than=Decimal(tests[0]["than"]) if tests else Decimal(),
    )
    if not places:
        return section
    first, last = places[0], places[-1]
    parts = _parts(tokens[first : last + 1]) if last > first else ()
    if last > first and not parts:  # a fraction, say: what stands where is not known
        return section
    before, behind = _around(tokens[:first], tokens[last + 1 :], negative)
    return replace(section, before=before, behind=behind, thousands=len(tokens[last]["thousands"]), parts=parts)


def _around(first: Sequence[re.Match[str]], last: Sequence[re.Match[str]], negative: bool) -> tuple[str, str]:
    """What is printed before and behind a figure, which keeps its own sign whichever way the format has for it."""
    before, behind = ("".join(map(_printed, tokens)) for tokens in (first, last))
    before, behind = before.lstrip(), behind.rstrip()
    if behind.lstrip().startswith("%"):
        behind = behind.lstrip()
    if negative:
        before, behind = before.strip("-( "), behind.removesuffix(")") if "(" not in behind else behind
    return before, behind


def _parts(tokens: Sequence[re.Match[str]]) -> tuple[str, ...]:
    """Places for digits, and words without any between them; a "/" that stands for itself makes a fraction."""
    first, *others = ((token["digits"] or "", token["bare"] or _printed(token)) for token in tokens)
    words = [said for digits, said in others if not digits]
    if not re.fullmatch("[0#]+", first[0]) or any(digits.strip("0") for digits, _ in others):
        return ()
    if "/" in [token["bare"] for token in tokens] or any(each.isdigit() for each in words):
        return ()
    return (first[0].replace("#", ""), *(digits or said for digits, said in others))


def _printed(token: re.Match[str]) -> str:
    """What a sign of a format prints by itself."""
    bare = token["bare"] or ""
    return token["quoted"] or token["escaped"] or token["money"] or (bare if _SEEN.fullmatch(bare) else "")
