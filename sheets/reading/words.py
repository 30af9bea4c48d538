"""The words of a Word paragraph, as they are seen when all tracked changes are accepted; what differs is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final
from xml.etree.ElementTree import Element

from sheets.reading.numbering import Properties, Styles
from sheets.reading.package import Package, Relation, called, child, descendants, given, is_on
from sheets.reading.remarks import Remarks, shorten
from sheets.reading.runs import RAISED, apart
from sheets.reading.shape import About, Place

SILENT: Final = frozenset(
    {
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "instrText",
        "delInstrText",
        "rubyPr",
        "rt",
        "fldData",
        "ctrlPr",
        "annotationRef",
    }
)
PROMPT: Final = "a field that nobody has filled in: its prompt, “{}”, was not read"
ANOTHER: Final = "another document that is put in here: open the file in Word, save it, and read it again"
NOTES: Final = {"footnote": "a footnote", "endnote": "an endnote"}
TICKS: Final = {"F0FC": "✓", "F0FE": "☑", "F0A8": "☐", "F06F": "☐", "F0FB": "✗", "F0FD": "☒", "F0B7": "•", "F0E0": "→"}
"""What the font Wingdings draws for its characters."""


class How(Enum):
    """How words stand in a document."""

    PLAIN = auto()
    INSERTED = auto()
    DELETED = auto()
    HIDDEN = auto()
    PROMPT = auto()


@dataclass(slots=True)
class Words:
    """The words of one paragraph, and what else was met in it. `boxes` are the contents of its text boxes."""

    where: Place
    how: How
    parts: list[str] = field(default_factory=list)
    others: dict[How, list[str]] = field(default_factory=dict)
    struck: list[str] = field(default_factory=list)
    is_struck: bool = False
    """Whether the last words are struck through."""
    boxes: list[Element] = field(default_factory=list)
    bold: bool = False
    thin: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str, how: How) -> None:
        if how in (How.PLAIN, How.INSERTED):
            self.parts.append(text)
        if how is not How.PLAIN:
            self.others.setdefault(how, []).append(text)

    def other(self, how: How) -> str:
        """The words that stand so, on one line."""
        return shorten("".join(self.others.get(how, ())))


Way = Callable[[Element, Words, How], None]


class WordsOf:
    """Reads the words of paragraphs. Knows the notes and links that they refer to."""

    def __init__(
        self,
        package: Package,
        parts: Mapping[str, str],
        relations: Mapping[str, Relation],
        styles: Styles,
        remarks: Remarks,
    ) -> None:
        self.relations, self.styles, self.remarks = relations, styles, remarks
        self.inherited = Properties()
        self.notes = {kind: dict(_notes(package, parts.get(f"{kind}s", ""), kind)) for kind in NOTES}
        self.ways: dict[str, Way] = {
            "r": self._run,
            "t": self._text,
            "delText": self._text,
            "ins": self._inserted,
            "moveTo": self._inserted,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "hyperlink": self._link,
            "sdt": self._control,
            "AlternateContent": self._first,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            "footnoteReference": self._note,
            "endnoteReference": self._note,
            "commentReference": self._comment,
            "sym": self._symbol,
            "ffData": self._form,
            "oMath": self._equation,
            "subDoc": self._another,
            **dict.fromkeys(("tab", "ptab"), _adding("\t")),
            **dict.fromkeys(("br", "cr"), _adding("\n")),
            "noBreakHyphen": _adding("-"),
        }

    def read(self, paragraph: Element, words: Words, whole: Properties) -> None:
        """Collect the words of a paragraph, whose style is given."""
        self.inherited = whole
        self._each(paragraph, words, words.how)

    def remark(self, words: Words) -> None:
        """Tell what of the paragraph is not read as it stands."""
        gone, new = words.other(How.DELETED), words.other(How.INSERTED)
        if gone or new:
            said = " and ".join(
                [*([f"“{gone}” is taken out"] if gone else []), *([f"“{new}” is put in"] if new else [])]
            )
            self.remarks.add(About.TRACKED, words.where, f"tracked changes, read as if they were accepted: {said}")
        if hidden := words.other(How.HIDDEN):
            self.remarks.add(About.HIDDEN, words.where, f"hidden words, “{hidden}”: they were not read")
        if prompt := words.other(How.PROMPT):
            self.remarks.add(About.NOT_READ, words.where, PROMPT.format(prompt))
        if struck := shorten("".join(words.struck)):
            what = f"“{struck}” is struck through: read all the same, delete it in Word where it does not count"
            self.remarks.add(About.STRUCK, words.where, what)

    def _each(self, element: Element, words: Words, how: How) -> None:
        for each in element:
            name = called(each)
            if way := self.ways.get(name):
                way(each, words, how)
            elif name not in SILENT:
                self._each(each, words, how)

    def _run(self, run: Element, words: Words, how: How) -> None:
        own = child(run, "rPr")
        style = self.styles.of(given(child(own, "rStyle"), "val") or "").over(self.inherited)
        if how in (How.PLAIN, How.INSERTED) and _on(own, "vanish", style.hidden):
            how = How.HIDDEN
        before = len(words.parts)
        self._each(run, words, how)
        added = "".join(words.parts[before:])
        if not added.strip():
            return
        if given(child(own, "vertAlign"), "val") == "superscript" and added.strip().isdigit():
            words.parts[before:] = [added.translate(RAISED)]
        is_struck = is_on(child(own, "strike")) or is_on(child(own, "dstrike"))
        if is_struck:
            words.struck.append(added)
        if is_struck is not words.is_struck:
            words.parts.insert(before, apart(words.parts[:before], added))
            words.is_struck = is_struck
        if _on(own, "b", style.bold):
            words.bold = True
        else:
            words.thin = True

    def _text(self, element: Element, words: Words, how: How) -> None:
        words.add(element.text or "", how)

    def _inserted(self, element: Element, words: Words, how: How) -> None:
        self._each(element, words, How.INSERTED if how is How.PLAIN else how)

    def _deleted(self, element: Element, words: Words, _: How) -> None:
        self._each(element, words, How.DELETED)

    def _link(self, element: Element, words: Words, how: How) -> None:
        relation = self.relations.get(given(element, "id") or "")
        if relation is not None and relation.outside:
            self.remarks.add(About.LINK, words.where)
        self._each(element, words, how)

    def _control(self, element: Element, words: Words, how: How) -> None:
        self._each(element, words, How.PROMPT if how is How.PLAIN and shows_prompt(element) else how)

    def _first(self, element: Element, words: Words, how: How) -> None:
        """Of the same thing said in two ways, the newer one."""
        for each in element[:1]:
            self._each(each, words, how)

    def _drawing(self, element: Element, words: Words, how: How) -> None:
        boxes = list(_boxes(element))
        if how is How.DELETED:
            words.add(" ".join(each.text or "" for box in boxes for each in descendants(box, "t", "delText")), how)
            return
        words.boxes.extend(boxes)
        uris = [given(each, "uri") or "" for each in descendants(element, "graphicData")]
        if called(element) == "object":
            self.remarks.add(About.NOT_READ, words.where, "a file that lies in the document: it was not read")
        elif any(uri.endswith(("/chart", "/diagram", "/chartex")) for uri in uris):
            self.remarks.add(About.PICTURE, words.where, "a chart or a diagram: it was not read")
        elif not boxes or next(descendants(element, "pic", "imagedata"), None) is not None:
            says = next((said for each in descendants(element, "docPr") if (said := given(each, "descr"))), "")
            what = f"a picture (“{shorten(says)}”): it was not read, type what it says where it matters" if says else ""
            self.remarks.add(About.PICTURE, words.where, what)

    def _note(self, element: Element, words: Words, how: How) -> None:
        kind = called(element).removesuffix("Reference")
        text = self.notes[kind].get(given(element, "id") or "", "")
        if text and how is How.DELETED:
            words.add(f" ({kind}: {text})", how)
        elif text:
            self.remarks.add(
                About.FOOTNOTE, words.where, f"{NOTES[kind]} says “{text}”: it is no part of the text that was read"
            )

    def _comment(self, _: Element, words: Words, __: How) -> None:
        self.remarks.add(About.COMMENT, words.where)

    def _symbol(self, element: Element, words: Words, how: How) -> None:
        drawn = (
            TICKS.get((given(element, "char") or "").upper()) if "ingding" in (given(element, "font") or "") else None
        )
        words.add(drawn or "\N{REPLACEMENT CHARACTER}", how)

    def _form(self, element: Element, words: Words, how: How) -> None:
        """A field of a form from before content controls: what is ticked or chosen stands in no text."""
        for box in descendants(element, "checkBox"):
            ticked = child(box, "checked") if child(box, "checked") is not None else child(box, "default")
            words.add("☒ " if is_on(ticked) else "☐ ", how)
        for choice in descendants(element, "ddList"):
            entries = [given(each, "val") or "" for each in choice if called(each) == "listEntry"]
            chosen = int(given(child(choice, "result"), "val") or 0)
            words.add(entries[chosen] if 0 <= chosen < len(entries) else "", how)

    def _another(self, _: Element, words: Words, __: How) -> None:
        self.remarks.add(About.NOT_READ, words.where, ANOTHER)

    def _equation(self, element: Element, words: Words, how: How) -> None:
        self.remarks.add(
            About.NOT_READ, words.where, "an equation: its letters and figures were read one after the other"
        )
        self._each(element, words, how)


def shows_prompt(control: Element) -> bool:
    """Whether a content control shows what to fill in, and nothing that anybody filled in."""
    return child(child(control, "sdtPr"), "showingPlcHdr") is not None


def _adding(text: str) -> Way:
    return lambda _, words, how: words.add(text, how)


def _on(own: Element | None, name: str, inherited: bool | None) -> bool:
    found = child(own, name)
    return bool(inherited) if found is None else is_on(found)


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost text boxes, each once."""
    for each in element:
        name = called(each)
        if name == "txbxContent":
            yield each
        elif name != "Fallback":
            yield from _boxes(each)


def _notes(package: Package, part: str, kind: str) -> Iterator[tuple[str, str]]:
    for each in package.each(part, kind):
        lines = ("".join(text.text or "" for text in descendants(line, "t")) for line in descendants(each, "p"))
        yield given(each, "id") or "", shorten("\n".join(lines))
