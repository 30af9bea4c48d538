"""Office files as what they are, packages of XML parts: opened within limits, nothing outside of them ever fetched."""

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final
from xml.etree.ElementTree import Element, iterparse
from xml.parsers import expat

from sheets.reading.limits import SMALLER, CannotRead, Limits

DEEPEST: Final = 150
"""How deep elements may lie in each other."""
MOST_ENTRIES: Final = 5_000
MOST_RATIO: Final = 250
RATIO_MATTERS_FROM: Final = 5 * 1024 * 1024
DAMAGED: Final = "This file is damaged: open it in the program that it was made with, save it anew, and read that"
MACROS: Final = "This file contains macros: save it as a file without macros (.docx or .xlsx), and read that"
PROTECTED: Final = "This file is protected with a password: take the password off, save it, and read that"
TOO_LARGE: Final = f"This file is too large to be read when it is unpacked: {SMALLER}"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its kind, and the part's name, or an address outside of the file."""

    kind: str
    target: str
    outside: bool


class _Names(dict[str, str]):
    """Names without their namespaces: Word and Excel have two for each thing, strict and transitional."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition("}")[2]
        return local


_NAMES: Final = _Names()


def called(element: Element) -> str:
    """The element's name without its namespace."""
    return _NAMES[element.tag]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    if element is None:
        return None
    return next((each for each in element if _NAMES[each.tag] == name), None)


def given(element: Element | None, name: str) -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if _NAMES[key] == name), None)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:b/>` is there and not switched off."""
    return element is not None and given(element, "val") not in ("0", "false", "off", "none")


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Every element of these names below this one."""
    return (each for each in element.iter() if _NAMES[each.tag] in names)


class Package:
    """The parts of an Office file, of which only those are unpacked that are asked for."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._zip = zipfile.ZipFile(BytesIO(content))
        self._left = limits.unpacked
        entries = self._zip.infolist()
        self._entries = {each.filename.lower(): each for each in entries}
        if len(entries) > MOST_ENTRIES or len(self._entries) < len(entries):
            raise CannotRead(DAMAGED)
        if any(each.flag_bits & 1 for each in entries):
            raise CannotRead(PROTECTED)

    def has(self, name: str) -> bool:
        return name.lower() in self._entries

    @property
    def names(self) -> Iterable[str]:
        """The names of all parts, in small letters."""
        return self._entries.keys()

    def open(self, name: str) -> IO[bytes]:
        """A part's content. Raises CannotRead where it unpacks to too much, and where there is none."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise CannotRead(DAMAGED)
        self._left -= entry.file_size
        dense = entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MOST_RATIO * entry.compress_size
        if self._left < 0 or dense:
            raise CannotRead(TOO_LARGE)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CannotRead(DAMAGED)
        return self._zip.open(entry)

    def each(self, name: str, *wanted: str) -> Iterator[Element]:
        """The outermost elements of these names in a part, one after the other; none where there is no such part."""
        if self.has(name):
            with self.open(name) as part:
                yield from outermost(part, *wanted)

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by the ids that it uses."""
        folder, _, last = name.rpartition("/")
        found = {}
        for each in self.each(f"{folder}/_rels/{last}.rels".lstrip("/"), "Relationship"):
            outside = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def main(self) -> str:
        """The part that all others hang on. Raises CannotRead where there is none."""
        for each in self.relations("").values():
            if each.kind == "officeDocument" and not each.outside and self.has(each.target):
                return each.target
        raise CannotRead(DAMAGED)


def outermost(part: IO[bytes], *wanted: str) -> Iterator[Element]:
    """The outermost elements of these names, each whole, and forgotten when the next one is asked for.

    A document type is refused before anything is read: no Office file has one, and entities grow in it.
    """
    _check_beginning(part)
    parents: list[Element] = []
    inside = 0
    for event, element in iterparse(part, ("start", "end")):  # noqa: S314 - its beginning was checked
        if event == "start":
            parents.append(element)
            if len(parents) > DEEPEST:
                raise CannotRead(DAMAGED)
            if not inside and _NAMES[element.tag] in wanted:
                inside = len(parents)
            continue
        if inside == len(parents):
            inside = 0
            yield element
        parents.pop()
        if not inside and parents:
            parents[-1].clear()


class _Begun(Exception):
    """The first element stands there."""


def _check_beginning(part: IO[bytes]) -> None:
    def begun(*_: object) -> None:
        raise _Begun

    def declared(*_: object) -> None:
        raise CannotRead(DAMAGED)

    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    parser.StartDoctypeDeclHandler = declared
    try:
        while chunk := part.read(4096):
            parser.Parse(chunk)
    except _Begun:
        part.seek(0)
