"""What comes out of reading, whatever went in: a document of blocks in their order, each with its place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in what was read, as a person would look for it. Everything counts from 1; 0 and "" say
    that there is none of it. `part` is what lies outside the text, such as its headers."""

    file: str = ""
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    line: int = 0
    part: str = ""

    def __str__(self) -> str:
        """Sheet “Actions”, C5; table 2, row 3, column 4; paragraph 12; line 57."""
        return ", ".join(each for each in (self.within, self.last) if each) or "the file"

    @property
    def within(self) -> str:
        """The sheet or the table, "" where there is none."""
        if self.sheet:
            return f"sheet “{self.sheet}”"
        return f"table {self.table}" if self.table else self.part

    @property
    def last(self) -> str:
        """What follows upon the sheet or the table."""
        if self.row and self.column and (self.sheet or not self.table):
            return f"{get_column_letter(self.column)}{self.row}"
        told = (
            ("row", self.row),
            ("column", self.column),
            ("paragraph", self.paragraph),
            ("line", self.line if not self.sheet and self.line != self.row else 0),
        )
        return ", ".join(f"{name} {number}" for name, number in told if number)


@dataclass(frozen=True, slots=True)
class Cell:
    """What people see in a cell; its list items and paragraphs are lines. `row` and `column` count from 1.

    `day` is set for a date that shows its day, `number` for a number (0.131 where “13.1%” is shown), `formula` for a
    stored value (text "" where none was stored), `merged` for one of cells that are joined, `hidden` for one in a row
    or column that is hidden, `heading` where the file says that the row or cell is one. `line` is its first line in a
    file or a text that has lines.
    """

    row: int
    column: int
    text: str
    day: date | None = None
    formula: bool = False
    merged: bool = False
    number: Decimal | None = None
    hidden: bool = False
    heading: bool = False
    line: int = 0

    @property
    def place(self) -> str:
        """C5, as a spreadsheet calls it."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that say something, with single spaces."""
        return tuple(line for each in self.text.split("\n") if (line := " ".join(each.split())))

    @property
    def plain(self) -> str:
        """The text on one line, with single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are joined. The first, at the top and the left, covers the others."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """A2:B3, as a spreadsheet calls it."""
        return f"{get_column_letter(self.left)}{self.top}:{get_column_letter(self.right)}{self.bottom}"

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, or a table of a document. `name` is the sheet's, else "". Rows of filled cells; empty ones, and rows
    without any, are left out, so a cell's row and column say where it stands. `inside` is the cell that a nested table
    lies in."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    place: Place = Place()
    merges: tuple[Merge, ...] = ()
    inside: Place | None = None

    @property
    def text(self) -> str:
        return "\n".join("\t".join(cell.plain for cell in row) for row in self.rows)

    def where(self, cell: Cell) -> Place:
        """The place of one of its cells."""
        at = self.place
        return Place(at.file, at.sheet, at.table, cell.row, cell.column, line=cell.line, part=at.part)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading by its style or its tag. `level` counts from 1; 0 is the title of the whole."""

    place: Place
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line of a text. `item` is how deep it stands in a list, 0 outside of one; the mark of a list
    without numbers is left out, a number is kept as it is printed. `bold` says that all of it is, `caption` that it
    tells what a table or a picture beside it shows."""

    place: Place
    text: str
    item: int = 0
    bold: bool = False
    caption: bool = False


Block = Heading | Paragraph | Table


class About(StrEnum):
    """What a remark is about."""

    CHARACTERS = "characters"
    CODING = "coding"
    COMMENT = "comment"
    COVERED = "covered"
    ERROR = "error"
    FORMULA = "formula"
    FOOTNOTE = "footnote"
    HEADER = "header"
    HIDDEN = "hidden"
    LINK = "link"
    NESTED = "nested"
    NO_VALUE = "no value"
    NOT_READ = "not read"
    PICTURE = "picture"
    RAGGED = "ragged"
    STRUCK = "struck"
    TEXT_BOX = "text box"
    TRACKED = "tracked"


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not read, or not as it stands: a sentence with its place and what to do. `places` are the first of the
    `count` places that it is true of."""

    about: About
    sentence: str
    places: tuple[Place, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file, or what was pasted. Everything that stands in it stands in a block or is told by a remark."""

    file: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))
