"""The remarks of a reading: what is alike is said once, with its places."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from sheets.reading.shape import About, Place, Remark

SHOWN: Final = 5
"""Places that a sentence names."""
KEPT: Final = 50
"""Places that a remark keeps."""
MOST: Final = 500
"""Remarks with words of their own; what comes after them is said without the words."""
LONGEST: Final = 400

SAYS: Final = {
    About.CHARACTERS: "characters that cannot be seen: kept as they stand, take them out where they are not meant",
    About.CODING: "check £ signs, quotes and dashes: the file does not say how its letters are written",
    About.COMMENT: "a comment: it was not read",
    About.COVERED: "text that lies under a joined cell and is not seen: read all the same, part the cells to see it",
    About.ERROR: "an error of the spreadsheet instead of a value: mend it in the file, or settle it by hand",
    About.FORMULA: "a formula: the value stored with it was read, nothing is worked out here",
    About.FOOTNOTE: "a footnote: it is no part of the text that was read",
    About.HEADER: "the page’s header or footer: it was not read",
    About.HIDDEN: "hidden: read all the same, delete it in the file where it does not belong",
    About.LINK: "a link: its words were read, its address was not opened",
    About.NESTED: "a table inside a cell: read as a table of its own",
    About.NO_VALUE: "a formula without a stored value: open the file in Excel, save it, and read it again",
    About.NOT_READ: "something that cannot be read: type what it says where it matters",
    About.PICTURE: "a picture: it was not read, type what it says where it matters",
    About.RAGGED: "its rows are of different lengths, so cells may have slipped: copy the table from the page itself",
    About.STRUCK: "words that are struck through: read all the same, delete them in the file where they do not count",
    About.TEXT_BOX: "a text box: read after the words that it hangs on",
    About.TRACKED: "tracked changes: read as if they were accepted",
}
"""What is said of each where there are no words of its own."""

AMONG_MANY: Final = SAYS | {
    About.HIDDEN: "hidden: look there, rows, columns and parts of a page were read all the same, words and sheets not",
    About.LINK: "a link or something outside of the file: nothing was fetched, the words that stand here were read",
    About.TEXT_BOX: "a text box: look whether its words were read, and put them into a cell where not",
}
"""What is said of each where there is too much to say it in its own words: true of all of them."""

UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
FROM_THE_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
UNKNOWN: Final = re.compile("[\ufffd\ue000-\uf8ff\ud800-\udfff]")
ODD: Final = re.compile(f"{UNSEEN.pattern}|{FROM_THE_RIGHT.pattern}|{UNKNOWN.pattern}")


@dataclass
class _Group:
    about: About
    what: str
    places: list[Place] = field(default_factory=list)
    count: int = 0


@dataclass
class Remarks:
    """Collects what there is to say of a file."""

    groups: dict[tuple[About, str, str], _Group] = field(default_factory=dict)

    def add(self, about: About, place: Place, what: str = "") -> None:
        """`what` follows the place after a colon; left out, it is what is always said of such things."""
        of_its_own = what and len(self.groups) < MOST
        what = shorten(what) if of_its_own else (AMONG_MANY if what else SAYS)[about]
        group = self.groups.setdefault((about, place.within if place.sheet else "", what), _Group(about, what))
        group.count += 1
        if len(group.places) < KEPT:
            group.places.append(place)

    def of_text(self, text: str, place: Place) -> None:
        """What a person would not see of this text, or would stumble over."""
        if text.startswith("="):
            self.add(About.FORMULA, place, "begins with “=” and is text: kept as it stands, nothing is worked out")
        if text.isascii() and text.isprintable():
            return
        if not ODD.search(text):
            return
        if unseen := sorted(set(UNSEEN.findall(text))):
            named = ", ".join(_name(each) for each in unseen[:SHOWN])
            self.add(About.CHARACTERS, place, f"{named}, which cannot be seen: kept, take it out where it is not meant")
        if FROM_THE_RIGHT.search(text):
            self.add(
                About.CHARACTERS, place, "words that are written from right to left: kept in the order of the file"
            )
        if UNKNOWN.search(text):
            self.add(About.CHARACTERS, place, "a character that has no meaning outside its font, or was damaged: check")

    def told(self) -> tuple[Remark, ...]:
        return tuple(
            Remark(group.about, f"{_places(group)}: {group.what}", tuple(group.places), group.count)
            for group in self.groups.values()
        )


def shorten(text: str) -> str:
    """At most LONGEST characters on one line, with a sign where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]} …"


def _places(group: _Group) -> str:
    first, *others = group.places[:SHOWN]
    joint = ", " if first.sheet else "; "
    said = [str(first), *(each.last or str(each) if first.sheet else str(each) for each in others)]
    more = group.count - len(said)
    text = joint.join(said) + (f" and {more:,} more" if more else "")
    return f"{text[:1].upper()}{text[1:]}"


def _name(character: str) -> str:
    return unicodedata.name(character, f"control character {ord(character):02X}").lower()
