"""The styles of a Word document and its automatic numbers, which are printed in front of words and stand in no text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

from sheets.reading.package import Package, called, child, descendants, given, is_on

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_ROMAN: Final = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LARGEST_ROMAN: Final = 4_000
LEVELS: Final = 9
LONGEST_LABEL: Final = 200
LONGEST_CHAIN: Final = 50
"""Styles that build on each other: Word itself ends after fewer."""
BODY_TEXT: Final = 9
"""The outline's level of what is no heading."""


def counted(number: int, way: str) -> str:
    """A number as a list prints it, in Word's words for the ways: lowerLetter, upperRoman, …"""
    if way in ("lowerRoman", "upperRoman") and 0 < number < LARGEST_ROMAN:
        text = _roman(number)
        return text.upper() if way == "upperRoman" else text
    if way in ("lowerLetter", "upperLetter") and number > 0:
        text = chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return text.upper() if way == "upperLetter" else text
    if way == "none":
        return ""
    return f"{number:02}" if way == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


@dataclass(frozen=True, slots=True)
class Properties:
    """What a style, or a paragraph by itself, says of paragraphs; None is inherited."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    list_id: str | None = None
    depth: int | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, base: "Properties") -> "Properties":
        """These, and where they say nothing what the base says."""
        return Properties(
            self.name or base.name,
            self.based_on,
            base.outline if self.outline is None else self.outline,
            base.list_id if self.list_id is None else self.list_id,
            base.depth if self.depth is None else self.depth,
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
        )


def of_paragraph(own: Element | None) -> Properties:
    """What a paragraph's own properties say (`w:pPr`)."""
    return Properties(outline=_number(own, "outlineLvl"), **_listed(own))


def _listed(own: Element | None) -> dict[str, Any]:
    numbers = child(own, "numPr")
    return {"list_id": given(child(numbers, "numId"), "val"), "depth": _number(numbers, "ilvl")}


def _number(element: Element | None, name: str) -> int | None:
    value = given(child(element, name), "val")
    return int(value) if value else None


def _switch(element: Element | None, name: str) -> bool | None:
    found = child(element, name)
    return None if found is None else is_on(found)


class Styles:
    """The styles by id, each with what it inherits."""

    def __init__(self, package: Package, part: str) -> None:
        self._own: dict[str, Properties] = {}
        self._whole: dict[str, Properties] = {}
        self.standard = ""
        for each in package.each(part, "style"):
            key, name = given(each, "styleId") or "", given(child(each, "name"), "val") or ""
            inner, run = child(each, "pPr"), child(each, "rPr")
            outline, heading = _number(inner, "outlineLvl"), _HEADING.fullmatch(name)
            if outline is None and heading:
                outline = int(heading[1]) - 1
            self._own[key] = Properties(
                name,
                given(child(each, "basedOn"), "val") or "",
                outline,
                bold=_switch(run, "b"),
                hidden=_switch(run, "vanish"),
                **_listed(inner),
            )
            if given(each, "type") == "paragraph" and given(each, "default") in ("1", "true"):
                self.standard = key

    def of(self, key: str) -> Properties:
        """A style with what it inherits; one that is not there says nothing."""
        if key not in self._whole:
            whole = Properties()
            for each in reversed(list(self._chain(key))):
                whole = each.over(whole)
            self._whole[key] = whole
        return self._whole[key]

    def _chain(self, key: str) -> Iterator[Properties]:
        seen: set[str] = set()
        while key in self._own and key not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(key)
            yield self._own[key]
            key = self._own[key].based_on


def level_of(whole: Properties) -> int | None:
    """A heading's level, 0 for the title of the whole; None where it is no heading."""
    if whole.outline is not None and 0 <= whole.outline < BODY_TEXT:
        return whole.outline + 1
    return 0 if whole.name.lower() == "title" else None


def is_caption(whole: Properties) -> bool:
    """Whether a paragraph says what a table or a picture beside it shows."""
    return whole.name.lower() == "caption"


@dataclass(frozen=True, slots=True)
class _Level:
    way: str
    text: str
    start: int
    style: str
    goes_on: bool


@dataclass(slots=True)
class _List:
    """One that is used: what it is made after, and where it begins anew."""

    pattern: str
    starts: dict[int, int]
    levels: dict[int, _Level] = field(default_factory=dict)


class Numbers:
    """Counts as Word does: lists of one pattern go on counting together, unless one of them says where it starts."""

    def __init__(self, package: Package, part: str) -> None:
        self._patterns: dict[str, dict[int, _Level]] = {}
        self._linked: dict[str, str] = {}
        self._style_of: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for each in package.each(part, "abstractNum", "num"):
            if called(each) == "abstractNum":
                self._read_pattern(each)
            else:
                self._read_list(each)

    def _read_pattern(self, element: Element) -> None:
        key = given(element, "abstractNumId") or ""
        self._patterns[key] = dict(_levels(element))
        if (link := given(child(element, "numStyleLink"), "val")) is not None:
            self._linked[key] = link
        if (style := given(child(element, "styleLink"), "val")) is not None:
            self._style_of[style] = key

    def _read_list(self, element: Element) -> None:
        found = _List(given(child(element, "abstractNumId"), "val") or "", {})
        for each in descendants(element, "lvlOverride"):
            depth = int(given(each, "ilvl") or 0)
            if (start := given(child(each, "startOverride"), "val")) is not None:
                found.starts[depth] = int(start)
            found.levels.update(_levels(each))
        self._lists[given(element, "numId") or ""] = found

    def _found(self, key: str) -> tuple[str, dict[int, _Level]] | None:
        found = self._lists.get(key)
        if found is None:
            return None
        pattern = self._style_of.get(self._linked.get(found.pattern, ""), found.pattern)
        return pattern, self._patterns.get(pattern, {}) | found.levels

    def depth(self, key: str, style: str) -> int:
        """The level that is tied to a style."""
        found = self._found(key)
        return next((depth for depth, each in found[1].items() if each.style == style), 0) if found else 0

    def next(self, key: str, depth: int) -> str | None:
        """What is printed in front of the next paragraph of this list, "" for a bullet; None where there is no list."""
        found = self._found(key)
        if found is None or depth not in found[1]:
            return None
        pattern, levels = found
        counts, starts = self._counts.setdefault(pattern, {}), self._lists[key].starts
        if depth in starts and (key, depth) not in self._begun:
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        self._begun.add((key, depth))
        for deeper in [each for each in counts if each > depth and not (each in levels and levels[each].goes_on)]:
            del counts[deeper]
        if levels[depth].way == "bullet":
            return ""
        return _PLACEHOLDER.sub(lambda found: _counted(counts, levels, int(found[1]) - 1), levels[depth].text)


def _counted(counts: dict[int, int], levels: dict[int, _Level], depth: int) -> str:
    level = levels.get(depth)
    return counted(counts.setdefault(depth, level.start), level.way) if level else ""


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for each in descendants(element, "lvl"):
        way = given(child(each, "numFmt"), "val") or "decimal"
        text, start = given(child(each, "lvlText"), "val") or "", given(child(each, "start"), "val")
        goes_on = given(child(each, "lvlRestart"), "val") == "0"
        style = given(child(each, "pStyle"), "val") or ""
        depth = int(given(each, "ilvl") or 0)
        if 0 <= depth < LEVELS:
            yield depth, _Level(way, text[:LONGEST_LABEL], int(start) if start else 1, style, goes_on)
