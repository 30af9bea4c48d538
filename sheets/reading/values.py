"""What people see in a cell of a workbook: its stored value, and what its format makes of it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from sheets.reading.formats import as_shown
from sheets.reading.package import Package, called, child, descendants, is_on
from sheets.reading.runs import RAISED, apart

_FORMAT_WORDS: Final = re.compile(r'"[^"]*"|\[[^]]*\]|\\.|_.')
_OF_NO_FORMAT: Final = "d mmmm yyyy hh:mm"
"""How a day is shown that is stored as one in a cell whose format is of no day."""
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
FARTHEST_DAY: Final = 2_958_466
"""The number of the day after 31 December 9999."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A filled cell."""

    text: str
    day: date | None = None
    number: Decimal | None = None
    formula: bool = False
    error: bool = False
    struck: bool = False


@dataclass
class Book:
    """What the cells of all sheets refer to: texts, and by style the format and whether words are struck through."""

    texts: list[tuple[str, bool]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)
    epoch: datetime = WINDOWS_EPOCH

    def shown(self, cell: Element) -> Shown | None:
        """What a cell shows; None where nothing is in it."""
        kind, style = cell.get("t", "n"), int(cell.get("s") or 0)
        value, stored, formula, inline = None, False, False, None
        for each in cell:
            name = called(each)
            if name == "v":
                value, stored = each.text, True
            elif name == "f":
                formula = True
            elif name == "is":
                inline = each
        struck = self.struck[style] if style < len(self.struck) else False
        if inline is not None:
            text, part_struck = _words(inline)
            return _or_none(Shown(text, formula=formula, struck=struck or part_struck))
        if value is None:  # a formula that came to no text has a value, an empty one
            return Shown("", formula=True) if formula and not (kind == "str" and stored) else None
        if kind == "s":
            text, part_struck = self.texts[_at(value)]
            return _or_none(Shown(text, formula=formula, struck=struck or part_struck))
        shown = self._typed(kind, value, self.formats[style] if style < len(self.formats) else "General")
        return _or_none(Shown(shown.text, shown.day, shown.number, formula, shown.error, struck))

    def _typed(self, kind: str, value: str, style: str) -> Shown:
        if kind == "b":
            return Shown("TRUE" if value.strip() == "1" else "FALSE")
        if kind == "e":
            return Shown(value.strip(), error=True)
        if kind == "d":
            moment = datetime.fromisoformat(value.strip().removesuffix("Z"))
            return _moment(moment, style if is_date_format(style) else _OF_NO_FORMAT)
        if kind == "str":
            return Shown(_tidy(_unescaped(value)))
        return self._number(float(value), style)

    def _number(self, value: float, style: str) -> Shown:
        number = Decimal(repr(value))
        if not number.is_finite():
            return Shown(str(number))
        if is_date_format(style) and 0 <= value < FARTHEST_DAY:
            moment = from_excel(value, self.epoch, timedelta=is_timedelta_format(style))
            if isinstance(moment, datetime):
                return _moment(moment, style)
            if isinstance(moment, time | timedelta):
                return Shown(f"{moment:%H:%M}" if isinstance(moment, time) else str(moment))
        return Shown(as_shown(number, style), number=number)


def _moment(moment: datetime, style: str) -> Shown:
    """A cell that shows "Nov-23" is of a month, whatever day is stored behind it."""
    day, letters = moment.date(), _FORMAT_WORDS.sub("", style).lower()
    if "d" not in letters and ("y" in letters or "h" not in letters):
        return Shown(f"{day:%B %Y}" if "m" in letters else f"{day:%Y}")
    at = f" {moment:%H:%M}" if "h" in letters and moment.time() > time() else ""
    return Shown(f"{day.day} {day:%B %Y}{at}", day)


def _at(value: str) -> int:
    """The number of a shared text. Raises ValueError for one before the first, which would be counted from the end."""
    number = int(value)
    if number < 0:
        raise ValueError("a text that no workbook has")
    return number


def _or_none(shown: Shown) -> Shown | None:
    return shown if shown.text or shown.formula else None


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are stored as _x000B_; what is no character at all becomes �."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return chr(number) if number and not 0xD800 <= number < 0xE000 else "\N{REPLACEMENT CHARACTER}"


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _words(item: Element) -> tuple[str, bool]:
    """A text, perhaps of several runs, without how it is pronounced; and whether some of it is struck through."""
    words, struck, last = list[str](), False, False
    for each in item:
        name = called(each)
        if name == "t":
            words.append(each.text or "")
        elif name == "r":
            said = "".join(part.text or "" for part in each if called(part) == "t")
            look = child(each, "rPr")
            if said.strip().isdigit() and (level := child(look, "vertAlign")) is not None:
                said = said.translate(RAISED) if level.get("val") == "superscript" else said
            is_struck = is_on(child(look, "strike"))
            words += [apart(words, said) if is_struck is not last else "", said]
            struck, last = struck or is_struck, is_struck
    return _tidy(_unescaped("".join(words))), struck


def read_book(package: Package, main: str) -> Book:
    """The texts and styles of a workbook."""
    book = Book()
    for each in package.each(main, "workbookPr"):
        if each.get("date1904") in ("1", "true"):
            book.epoch = MAC_EPOCH
    parts = {each.kind: each.target for each in package.relations(main).values() if not each.outside}
    if "sharedStrings" in parts:
        book.texts = [_words(each) for each in package.each(parts["sharedStrings"], "si")]
    if "styles" in parts:
        _read_styles(package, parts["styles"], book)
    return book


def _read_styles(package: Package, part: str, book: Book) -> None:
    own, fonts = {}, []
    for group in package.each(part, "numFmts", "fonts", "cellXfs"):
        if called(group) == "numFmts":
            own = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in descendants(group, "numFmt")}
        elif called(group) == "fonts":
            fonts = [is_on(child(each, "strike")) for each in group]
        else:
            for each in group:
                number, font = int(each.get("numFmtId") or 0), int(each.get("fontId") or 0)
                book.formats.append(own.get(number) or BUILTIN_FORMATS.get(number, "General"))
                book.struck.append(font < len(fonts) and fonts[font])
