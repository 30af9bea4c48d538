"""HTML as a browser hands it over when somebody copies from a page. Nothing that it refers to is fetched."""

from dataclasses import dataclass, field
from typing import Final

from sheets.reading.delimited import decode
from sheets.reading.laying import TALLEST, Laying
from sheets.reading.limits import CannotRead, Limits, Meter
from sheets.reading.merging import mark
from sheets.reading.numbering import counted
from sheets.reading.pasted import BULLET
from sheets.reading.remarks import Remarks, shorten
from sheets.reading.runs import RAISED, apart
from sheets.reading.shape import About, Block, Cell, Document, Heading, Paragraph, Place, Table
from sheets.reading.styled import STRUCK, WEIGHED, Weights, is_hidden, is_struck
from sheets.reading.tags import End, Start, tokens
from sheets.reading.unseen import AMONG_WORDS, BLOCKS, CELLS, NOT_READ, UNSEEN, Opened, Unseen

LINES: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html"),
        *("legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "ul"),
    }
)
"""What begins and ends a line."""
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
WAYS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
WIDEST: Final = 1_000
GROUPS: Final = frozenset({"tbody", "tfoot", "thead"})
PARTS: Final = CELLS | {"table"}
DEEPEST: Final = 50
"""Tables in tables, lists in lists."""


@dataclass(slots=True)
class _Line:
    """What a cell or the page has of the line that is being read."""

    parts: list[str] = field(default_factory=list)
    bold: bool = False
    thin: bool = False
    struck: bool = False
    """Whether some of its words are struck through."""
    apart: bool = False
    """Whether what follows is so, and what stands before is not, or the other way round."""


@dataclass(slots=True)
class _List:
    way: str
    next: int


@dataclass(slots=True)
class _Flow:
    """What the words of the page, or of one cell, stand in: nothing of it goes on behind the end of the cell."""

    pre: int = 0
    lists: list[_List] = field(default_factory=list)
    label: str = ""
    item: int = 0
    level: int = -1
    caption: bool = False
    weights: Weights = field(default_factory=Weights)


def read_html(text: str | bytes, file: str, limits: Limits) -> Document:
    """Headings, paragraphs, items of lists and tables of a page, as they are seen."""
    remarks = Remarks()
    reader = _Reader(file, Meter(limits), remarks)
    for each in tokens(decode(text, file, remarks) if isinstance(text, bytes) else text):
        match each:
            case Start():
                reader.start(each.tag, each.given)
            case End():
                reader.end(each.tag)
            case _:
                reader.words(each)
    return Document(file, reader.finish(), remarks.told())


class _Reader:
    def __init__(self, file: str, meter: Meter, remarks: Remarks) -> None:
        self.file, self.meter, self.remarks = file, meter, remarks
        self.blocks: list[Block] = []
        self.tables: list[Laying] = []
        self.later: list[Table] = []
        self.flow, self.outer = _Flow(), list[_Flow]()
        self.line = _Line()
        self.raised: int | None = None
        self.paragraphs = self.count = 0
        self.opened = Opened()
        self.unseen: Unseen | None = None

    def finish(self) -> tuple[Block, ...]:
        """What was read, with whatever never ended."""
        while self.tables:
            self._end_table()
        self._end_line()
        if self.unseen is not None:
            what = f"<{self.unseen.tag}> begins here and never ends, so what follows was not read: paste it as text"
            self.remarks.add(About.NOT_READ, self.unseen.place, what)
        return tuple(self.blocks)

    # ---- what is met

    def start(self, tag: str, given: dict[str, str]) -> None:
        if self.unseen is not None:
            if not self.unseen.ends_before(tag):
                return
            self._end_of_unseen(tag)
        hidden = is_hidden(given)
        if tag in UNSEEN or tag in NOT_READ or (hidden and tag in AMONG_WORDS):
            self._pass_over(tag)
            return
        self._begin(tag)
        if tag in PARTS:
            self._start_of_table(tag, given)
        elif tag in LINES or tag in HEADINGS:
            self._start_line(tag, given)
        else:
            self._start_inline(tag, given)
        if hidden:
            self.remarks.add(About.HIDDEN, self._here())
        if is_struck(tag, given):
            self.remarks.add(About.STRUCK, self._here())
            self.line.struck = self.line.apart = True

    def end(self, tag: str) -> None:
        if self._is_unseen(tag):
            return
        if tag in PARTS:
            self._end_of_table(tag)
        elif tag in LINES or tag in HEADINGS:
            self._end_line_of(tag)
        elif tag in STRUCK or tag in WEIGHED:
            self.line.apart = self.line.struck
            self.flow.weights.end(tag)
        elif tag == "sup" and self.raised is not None:
            said = "".join(self.line.parts[self.raised :])
            if said.strip().isdigit():
                self.line.parts[self.raised :] = [said.strip().translate(RAISED)]
            self.raised = None
        self._end(tag)

    def _around(self) -> Opened:
        """The blocks that are open here. Those outside of a cell are none of its own."""
        return self.tables[-1].opened if self.tables else self.opened

    def _begin(self, tag: str) -> None:
        if tag in CELLS and self.tables:
            self._around().clear()
        elif tag in BLOCKS:
            self._around().begin(tag)

    def _end(self, tag: str) -> None:
        if tag in CELLS and self.tables:
            self._around().clear()
        else:
            self._around().end(tag)

    def words(self, data: str) -> None:
        if self.unseen is not None:
            self.unseen.words.append(data)
            return
        if self.flow.pre and "\n" in data:
            first, *others = data.split("\n")
            self._add(first)
            for each in others:
                self._end_line()
                self._add(each)
        else:
            self._add(data)

    def _add(self, data: str) -> None:
        if self.line.apart and data:
            self.line.parts.append(apart(self.line.parts, data))
            self.line.apart = False
        self.line.parts.append(data)
        if data.strip():
            if self.flow.weights.bold:
                self.line.bold = True
            else:
                self.line.thin = True

    def _pass_over(self, tag: str) -> None:
        if tag in NOT_READ:
            what = f"{NOT_READ[tag]}: it was not read, type what it says where it matters"
            self.remarks.add(About.NOT_READ, self._here(), what)
        self.unseen = Unseen(tag, self._here(), self._around(), bool(self.tables))

    def _is_unseen(self, end: str) -> bool:
        """Whether this end belongs to what is passed over."""
        part = self.unseen
        if part is None or not part.ends_with(end):
            return part is not None
        self._end_of_unseen(end)
        return end == part.tag

    def _end_of_unseen(self, tag: str) -> None:
        """Tell of words that were hidden; of what else is passed over it was told where it began."""
        if self.unseen and self.unseen.goes_on(tag):
            return
        part, self.unseen = self.unseen, None
        if part and part.tag in AMONG_WORDS and (says := shorten("".join(part.words))):
            self.remarks.add(About.HIDDEN, part.place, f"hidden words, “{says}”: they were not read")

    def _start_inline(self, tag: str, given: dict[str, str]) -> None:
        if tag in WEIGHED:
            self.flow.weights.begin(tag, given)
        elif tag == "sup":
            self.raised = len(self.line.parts)
        elif tag == "a" and given.get("href", "").strip() and not given["href"].startswith("#"):
            self.remarks.add(About.LINK, self._here())
        elif tag in ("img", "embed"):
            says = shorten(given.get("alt", ""))
            what = f"a picture (“{says}”): it was not read, type what it says where it matters" if says else ""
            self.remarks.add(About.PICTURE, self._here(), what)
        elif tag == "input" and given.get("type", "").lower() != "hidden":
            self.remarks.add(About.NOT_READ, self._here(), "a field to type into or to tick: it was not read")

    # ---- lines

    def _start_line(self, tag: str, given: dict[str, str]) -> None:
        self._end_line()
        if tag not in ("br", "div"):
            self.flow.level = -1  # a heading that nobody ended ends here
        if tag in ("ul", "ol", "menu"):
            if len(self.flow.lists) >= DEEPEST:
                raise CannotRead(
                    f"{str(self._here()).capitalize()}: lists lie too deep in each other: paste it as text"
                )
            way = WAYS.get(given.get("type", ""), "decimal") if tag == "ol" else ""
            self.flow.lists.append(_List(way, _number(given.get("start"), 1, 10**6)))
        elif tag == "li":
            self._start_item(given)
        elif tag in HEADINGS:
            self.flow.level = HEADINGS[tag]
        elif tag == "figcaption":
            self.flow.caption = True
        elif tag == "pre":
            self.flow.pre += 1

    def _start_item(self, given: dict[str, str]) -> None:
        self.flow.item = max(1, len(self.flow.lists))
        if self.flow.lists and self.flow.lists[-1].way:
            there = self.flow.lists[-1]
            there.next = _number(given.get("value"), there.next, 10**6)
            self.flow.label = f"{counted(there.next, there.way)}. "
            there.next += 1

    def _end_line_of(self, tag: str) -> None:
        self._end_line()
        if tag in ("ul", "ol", "menu") and self.flow.lists:
            self.flow.lists.pop()
        if tag in ("li", "ul", "ol", "menu"):
            self.flow.item, self.flow.label = 0 if tag == "li" else len(self.flow.lists), ""
        elif tag in HEADINGS:
            self.flow.level = -1
        elif tag in ("figure", "figcaption"):
            self.flow.caption = False
        elif tag == "pre":
            self.flow.pre = max(0, self.flow.pre - 1)

    def _end_line(self) -> None:
        """What was read since the last line begins is a line of the open cell, or a block of the page."""
        line, self.line, self.raised = self.line, _Line(), None
        text = "".join(line.parts).strip("\n") if self.flow.pre else " ".join("".join(line.parts).split(None))
        if not text.strip():
            return
        text, self.flow.label = f"{self.flow.label}{text.strip()}", ""
        if (cell := self._open_cell()) is not None:
            cell.append(text)
            return
        self.paragraphs += 1
        place = Place(self.file, paragraph=self.paragraphs)
        bullet = None if self.flow.item else BULLET.fullmatch(text)  # Word copies its lists so
        item, text = (1, bullet["rest"]) if bullet else (self.flow.item, text)
        self.meter.text(text)
        self.remarks.of_text(text, place)
        if self.flow.level >= 0:
            self.blocks.append(Heading(place, text, self.flow.level))
        else:
            self.blocks.append(Paragraph(place, text, item, line.bold and not line.thin, self.flow.caption))

    def _open_cell(self) -> list[str] | None:
        """The lines of the cell that words stand in, though they stand between the cells of a table inside it."""
        return next((each.lines for each in reversed(self.tables) if each.lines is not None), None)

    def _here(self) -> Place:
        begun = (each.here for each in reversed(self.tables) if each.row)
        return next(begun, Place(self.file, paragraph=self.paragraphs + 1))

    # ---- tables

    def _start_of_table(self, tag: str, given: dict[str, str]) -> None:
        self._end_line()
        self.flow.level, self.flow.caption = -1, tag == "caption"
        if tag == "table":
            self._start_table()
        elif self.tables:
            self._end_cell()
            if tag == "tr":
                self.tables[-1].begin_row()
                self.meter.row(self.tables[-1].row, 0)
            elif tag in ("td", "th"):
                self._start_cell(tag, given)
            elif tag in GROUPS:
                self.tables[-1].end_group()
            else:
                self.tables[-1].end_row()

    def _end_of_table(self, tag: str) -> None:
        self._end_line()
        self.flow.caption = False
        if tag == "table" and self.tables:
            self._end_table()
        elif self.tables and tag != "caption":
            self._end_cell()
            if tag == "tr":
                self.tables[-1].end_row()
            elif tag in GROUPS:
                self.tables[-1].end_group()

    def _start_table(self) -> None:
        if len(self.tables) >= DEEPEST:
            raise CannotRead(f"{str(self._here()).capitalize()}: tables lie too deep in each other: paste it as text")
        self.count += 1
        inside = self.tables[-1].here if self.tables and self.tables[-1].lines is not None else None
        if inside is not None:
            self.remarks.add(About.NESTED, inside, f"a table inside the cell: read as table {self.count}")
        self.tables.append(Laying(Place(self.file, table=self.count), inside))
        self.meter.table(str(self.tables[-1].place))

    def _start_cell(self, tag: str, given: dict[str, str]) -> None:
        table = self.tables[-1]
        table.begin_cell(tag == "th")
        self.meter.row(table.row, table.column)
        width = _number(given.get("colspan"), 1, WIDEST) or 1
        farthest = self.meter.limits.columns - table.column + 1  # pages say 999 and mean all
        table.join(min(width, farthest), _number(given.get("rowspan"), 1, TALLEST))
        self.outer.append(self.flow)
        self.flow = _Flow(self.flow.pre)

    def _end_cell(self) -> None:
        self._end_line()
        table = self.tables[-1]
        if table.lines is None:
            return
        text = "\n".join(table.lines)
        if text:
            cell = Cell(table.row, table.column, text, heading=table.heading)
            self.meter.text(text)
            self.remarks.of_text(text, table.here)
            if not table.rows or table.rows[-1][0].row != table.row:
                table.rows.append([])
            table.rows[-1].append(cell)
        table.end_cell()
        self.flow = self.outer.pop()

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        table.end_group()
        merges = tuple(table.merges)
        self.later.append(Table("", mark(table.rows, merges), table.place, merges, table.inside))
        if not self.tables:
            self.blocks.extend(sorted(self.later, key=lambda each: each.place.table))
            self.later = []


def _number(text: str | None, otherwise: int, most: int) -> int:
    text = (text or "").strip()
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 8 else otherwise
