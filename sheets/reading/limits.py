"""How much is read, and the sentence for what is not. Nothing is read to a part: too much is refused whole."""

from dataclasses import dataclass, field
from typing import Final

SMALLER: Final = "take out what is not needed, or split it into smaller files"


class CannotRead(Exception):
    """Why something is not read, as a sentence with what to do."""


@dataclass(frozen=True)
class Limits:
    """What a file may hold: rows and columns of a sheet or table, sheets or tables, filled cells and paragraphs,
    characters, those that can be pasted, and bytes before and after they are unpacked."""

    rows: int = 20_000
    columns: int = 200
    tables: int = 500
    cells: int = 200_000
    characters: int = 8_000_000
    pasted: int = 3_000_000
    packed: int = 25 * 1024 * 1024
    unpacked: int = 60 * 1024 * 1024


@dataclass
class Meter:
    """Counts what has been read of a file, and refuses when it is too much."""

    limits: Limits
    cells: int = 0
    characters: int = 0
    tables: int = 0
    where: str = field(default="", init=False)

    def table(self, where: str) -> None:
        """Another sheet or table begins."""
        self.where = f"{where[:1].upper()}{where[1:]}: " if where else ""
        self.tables += 1
        if self.tables > self.limits.tables:
            raise CannotRead(f"It has more than {self.limits.tables} sheets or tables: {SMALLER}")

    def row(self, rows: int, column: int) -> None:
        """A row of which `rows` are there with it, and whose last cell stands in this column."""
        if rows > self.limits.rows or column > self.limits.columns:
            most = f"{self.limits.rows:,} rows or {self.limits.columns} columns"
            raise CannotRead(f"{self.where}It has more than {most}: {SMALLER}")

    def text(self, text: str) -> None:
        """A filled cell or a paragraph."""
        self.cells += 1
        self.characters += len(text)
        if self.cells > self.limits.cells:
            raise CannotRead(f"{self.where}It has more than {self.limits.cells:,} filled cells: {SMALLER}")
        if self.characters > self.limits.characters:
            most = f"{self.limits.characters // 1_000_000} million characters"
            raise CannotRead(f"{self.where}It has more than {most}: {SMALLER}")
