"""What is asked of formulas of which a file does not hold the value."""

from collections.abc import Iterable, Iterator
from typing import Final

from bringing.reading.asking import Asks, Doubt
from govuk.words import listed, upper_first
from sheets.reading import Table

FEW: Final = 5
"""Cells that a doubt names."""


def without_value(tables: Iterable[Table]) -> Iterator[Doubt]:
    """Formulas whose value the file does not hold: they read as empty cells, and an empty cell says something too."""
    for table in tables:
        cells = [cell for row in table.rows for cell in row if cell.formula and not cell.text]
        if cells:
            where = listed([cell.place for cell in cells[:FEW]] + ([f"{len(cells) - FEW:,} more"] * (len(cells) > FEW)))
            says = (
                f"{upper_first(str(table.place))}: the file holds no value for the formula in {where}, and reads as if "
                "nothing stood there: open it in Excel, save it, and bring it again; or say that nothing stands there"
            )
            places = tuple(table.where(cell) for cell in cells[:FEW])
            yield Doubt(Asks.FORMULA, (), places, ("",) * len(places), says, "an empty cell")
