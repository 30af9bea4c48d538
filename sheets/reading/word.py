"""A Word document, block by block. python-docx passes over what stands in content controls (the dates that Word's own
picker writes), over tracked insertions, text boxes, footnotes and automatic numbers, and repeats joined cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from sheets.reading.limits import Limits, Meter
from sheets.reading.merging import Spans, mark
from sheets.reading.numbering import Numbers, Properties, Styles, is_caption, level_of, of_paragraph
from sheets.reading.package import Package, called, child, descendants, given, is_on
from sheets.reading.remarks import Remarks
from sheets.reading.shape import About, Block, Cell, Document, Heading, Paragraph, Place, Table
from sheets.reading.words import ANOTHER, PROMPT, How, Words, WordsOf, shows_prompt

BLOCKS: Final = ("p", "tbl", "sdt", "AlternateContent", "altChunk")


def read_docx(package: Package, main: str, file: str, limits: Limits) -> Document:
    """The document's blocks in their order, and what of it was not read."""
    return _Reader(package, main, file, limits).document()


@dataclass(slots=True)
class _Inside:
    """A cell while it is read."""

    where: Place
    how: How
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


class _Reader:
    def __init__(self, package: Package, main: str, file: str, limits: Limits) -> None:
        self.package, self.main, self.file = package, main, file
        self.remarks, self.meter = Remarks(), Meter(limits)
        self.relations = package.relations(main)
        parts = {each.kind: each.target for each in self.relations.values() if not each.outside}
        self.styles = Styles(package, parts.get("styles", ""))
        self.numbers = Numbers(package, parts.get("numbering", ""))
        self.words_of = WordsOf(package, parts, self.relations, self.styles, self.remarks)
        self.blocks: list[Block] = []
        self.paragraphs = self.tables = 0

    def document(self) -> Document:
        for each in self.package.each(self.main, *BLOCKS):
            self._block(each, None)
        self._remark_headers()
        for relation in self.relations.values():
            if relation.outside and relation.kind != "hyperlink":
                self.remarks.add(
                    About.LINK, Place(self.file), "something that lies outside of the file: it was not fetched"
                )
        return Document(self.file, tuple(self.blocks), self.remarks.told())

    def _remark_headers(self) -> None:
        said = set()
        for relation in self.relations.values():
            if relation.kind in ("header", "footer") and not relation.outside:
                texts = [
                    "".join(part.text or "" for part in descendants(each, "t"))
                    for each in self.package.each(relation.target, "p")
                ]
                said.add((relation.kind, " ".join(" ".join(texts).split())))
        for kind, text in sorted(said):
            if text:
                self.remarks.add(
                    About.HEADER, Place(self.file, part=f"the page’s {kind}"), f"it says “{text}” and was not read"
                )

    def _block(self, element: Element, inside: _Inside | None) -> None:
        name = called(element)
        if name == "p":
            self._paragraph(element, inside)
        elif name == "tbl":
            tables = self._table(element, inside)
            (self.blocks if inside is None else inside.tables).extend(tables)
        elif name == "altChunk":
            self.remarks.add(About.NOT_READ, self._here(inside), ANOTHER)
        elif name == "sdt" and shows_prompt(element):
            words = "".join(each.text or "" for each in descendants(element, "t"))
            self.remarks.add(About.NOT_READ, self._here(inside), PROMPT.format(words))
        elif name == "AlternateContent":
            for each in element[:1]:
                self._block(each, inside)
        elif not name.endswith("Pr"):
            for each in element:
                self._block(each, inside)

    def _here(self, inside: _Inside | None) -> Place:
        return inside.where if inside else Place(self.file, paragraph=self.paragraphs)

    def _paragraph(self, element: Element, inside: _Inside | None) -> None:
        if inside is None:
            self.paragraphs += 1
        where = self._here(inside)
        own = child(element, "pPr")
        style = self.styles.of(given(child(own, "pStyle"), "val") or self.styles.standard)
        whole = of_paragraph(own).over(style)
        words = Words(where, inside.how if inside else How.PLAIN)
        self.words_of.read(element, words, whole)
        item, label = (0, "") if _is_taken_out(own, words) else self._label(own, whole)
        label = label if words.how is How.PLAIN else ""
        text = f"{label} {words.text}".strip() if label else words.text.strip()
        self._keep(text, item, whole, words, inside)
        self.words_of.remark(words)
        for box in words.boxes:
            self.remarks.add(About.TEXT_BOX, where)
            for each in box:
                self._block(each, inside)

    def _label(self, own: Element | None, whole: Properties) -> tuple[int, str]:
        """How deep a paragraph stands in a list, and what is printed in front of it."""
        if whole.list_id is None or whole.list_id == "0":
            return 0, ""
        depth = whole.depth
        if depth is None:
            depth = self.numbers.depth(whole.list_id, given(child(own, "pStyle"), "val") or "")
        label = self.numbers.next(whole.list_id, depth)
        return (0, "") if label is None else (depth + 1, label)

    def _keep(self, text: str, item: int, whole: Properties, words: Words, inside: _Inside | None) -> None:
        if inside is not None:
            inside.lines.append(text)
            return
        if not text:
            return
        self.meter.text(text)
        self.remarks.of_text(text, words.where)
        level = level_of(whole)
        if level is not None:
            self.blocks.append(Heading(words.where, text, level))
        else:
            bold = words.bold and not words.thin
            self.blocks.append(Paragraph(words.where, text, item, bold, is_caption(whole)))

    def _table(self, element: Element, around: _Inside | None) -> list[Table]:
        """The table, and those that are nested in its cells."""
        self.tables += 1
        place = Place(self.file, table=self.tables)
        if around is not None:
            what = f"a table inside the cell: read as table {self.tables}"
            self.remarks.add(About.NESTED, around.where, what)
        self.meter.table(str(place))
        spans, nested = Spans(), list[Table]()
        found: list[list[Cell]] = []
        outer = around.how if around else How.PLAIN
        for number, (row, prompt) in enumerate(_wrapped(element, "tr"), start=1):
            how = How.PROMPT if prompt and outer is How.PLAIN else outer
            found.append(list(self._row(row, number, place, spans, nested, how)))
        merges = spans.merges()
        inside = around.where if around else None
        return [Table("", mark([row for row in found if row], merges), place, merges, inside), *nested]

    def _row(
        self, row: Element, number: int, place: Place, spans: Spans, nested: list[Table], how: How
    ) -> Iterator[Cell]:
        own = child(row, "trPr")
        column = 1 + max(0, int(given(child(own, "gridBefore"), "val") or 0))
        how = How.DELETED if child(own, "del") is not None else how
        heading, hidden = is_on(child(own, "tblHeader")), is_on(child(own, "hidden"))
        spans.begin_row(number)
        for each, prompt in _wrapped(row, "tc"):
            properties = child(each, "tcPr")
            width = max(1, int(given(child(properties, "gridSpan"), "val") or 1))
            self.meter.row(number, column + width - 1)
            where = Place(self.file, table=place.table, row=number, column=column)
            stands = How.PROMPT if prompt and how is How.PLAIN else how
            inside = _Inside(where, How.DELETED if child(properties, "cellDel") is not None else stands)
            for part in each:
                if called(part) != "tcPr":
                    self._block(part, inside)
            nested.extend(inside.tables)
            covered = spans.cell(number, column, width, _joins(properties, "vMerge"), _joins(properties, "hMerge"))
            text = "\n".join(inside.lines).strip()
            if text:
                yield self._cell(Cell(number, column, text, hidden=hidden, heading=heading), where, covered)
            column += width

    def _cell(self, cell: Cell, where: Place, covered: bool) -> Cell:
        self.meter.text(cell.text)
        self.remarks.of_text(cell.text, where)
        if covered:
            self.remarks.add(About.COVERED, where)
        if cell.hidden:
            self.remarks.add(About.HIDDEN, where, "a hidden row: read all the same")
        return cell


def _is_taken_out(own: Element | None, words: Words) -> bool:
    """Whether a tracked change takes a paragraph out with its mark: it counts in no list any more."""
    marks = child(own, "rPr")
    gone = any(child(marks, name) is not None for name in ("del", "moveFrom"))
    return words.how is How.DELETED or (gone and not words.text.strip())


def _joins(properties: Element | None, name: str) -> str:
    """`restart` where joined cells begin, `continue` where they go on, "" where nothing is joined."""
    found = child(properties, name)
    return "" if found is None else given(found, "val") or "continue"


def _wrapped(element: Element, name: str, prompt: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table or the cells of a row, whatever they are wrapped in: python-docx shifts those behind a
    content control to the left. With each, whether it shows what to fill in."""
    for each in element:
        if called(each) == name:
            yield each, prompt
        elif called(each) == "AlternateContent":
            for newer in each[:1]:
                yield from _wrapped(newer, name, prompt)
        else:
            yield from _wrapped(each, name, prompt or shows_prompt(each))
