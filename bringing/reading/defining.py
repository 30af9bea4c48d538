"""What a row says for a KPI's definition sheet: of what it is the count, where its figures come from and how often."""

from collections.abc import Mapping
from typing import Final

from bringing.columns import KPIS
from bringing.reading.building import Building, Columns
from bringing.reading.draft import SHEET, Read, Role
from bringing.reading.grid import Row
from bringing.reading.own.values import answer
from kpis.models import Cumulates, Frequency, Origin

OF_SHEET: Final[Mapping[str, Role]] = {
    "definition": Role.DEFINITION,
    "source": Role.SOURCE,
    "frequency": Role.FREQUENCY,
}
"""The fields that files have columns for, each with what such a column holds."""
NOTHING: Final[Mapping[str, str]] = {
    "origin": Origin.NOT_STATED.value,
    "frequency": Frequency.NOT_STATED.value,
    "cumulates": Cumulates.NO.value,
}
"""What is said of a field of which a file says nothing; of the others it is no words."""


def read_sheet(row: Row, columns: Columns, path: str, building: Building) -> tuple[Read[str], ...]:
    """The definition sheet in the order of its fields; none where no column is of it."""
    if not columns.all_of(*OF_SHEET.values()):
        return ()
    return tuple(_field(field, row, columns, f"{path}/sheet/{number}", building) for number, field in enumerate(SHEET))


def _field(field: str, row: Row, columns: Columns, path: str, building: Building) -> Read[str]:
    role = OF_SHEET.get(field)
    part = columns.part(row, role) if role else None
    if not part:
        return Read(NOTHING.get(field, ""), "not printed")
    if field in NOTHING:
        return answer(part, KPIS.column(field).choices, NOTHING[field], path, building)
    return building.prose(part, path, "the columns’ headings")
