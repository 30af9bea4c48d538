"""What the columns of a sheet hold: proposed by their headings, or as it was chosen last time."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kpis.importing.sheets import letter
from kpis.written import NotAPeriod, read_period
from sheets.reading import Table

PERIOD_COLUMN: Final = "<period>"
"""Stands for every heading that is a period, in the shape of a file and in what is remembered of it."""


class Role(StrEnum):
    """What a column holds."""

    IGNORE = ""
    KPI = "kpi"
    PERIOD = "period"
    VALUE = "value"
    KIND = "kind"
    NOTE = "note"
    FIGURES = "figures"

    @property
    def label(self) -> str:
        return _ROLES[self]


_ROLES: Final = {
    Role.IGNORE: "Nothing that is needed",
    Role.KPI: "The KPI’s code or name",
    Role.PERIOD: "The period or day",
    Role.VALUE: "The figure",
    Role.KIND: "How certain it is",
    Role.NOTE: "A note",
    Role.FIGURES: "Figures of the period in the heading",
}
_NAMES: Final = {
    Role.KPI: ("kpi", "code", "indicator", "measure", "metric"),
    Role.PERIOD: ("period", "month", "date", "as at", "quarter", "term", "when"),
    Role.VALUE: ("value", "figure", "result", "actual", "number", "percentage"),
    Role.KIND: ("kind", "status", "type", "certain"),
    Role.NOTE: ("note", "comment", "remark"),
}


def headings(table: Table, row: int) -> dict[int, str]:
    """The headings of a row, by column; one that has none and something below it is called by its letter, so that it
    is not left out unsaid. Empty where nothing stands in the row."""
    named = {cell.column: cell.text for cells in table.rows for cell in cells if cell.row == row}
    filled = {cell.column for cells in table.rows for cell in cells if cell.row > row} if named else set()
    return {column: named.get(column) or f"Column {letter(column)}" for column in sorted(named.keys() | filled)}


def heading_row(table: Table) -> int:
    """The first row with two or more filled cells, the last of which are not mere figures; 1 where there is none."""
    for cells in table.rows:
        if len(cells) > 1 and any(_role(cell.text) is not Role.IGNORE for cell in cells):
            return cells[0].row
    return table.rows[0][0].row if table.rows else 1


def shape(named: Mapping[int, str]) -> str:
    """What files of one kind have in common: their headings, periods taken as one."""
    return "\n".join(dict.fromkeys(_key(named[column]) for column in sorted(named)))


def naming(table: Table, row: int, kpis: Mapping[str, str]) -> int | None:
    """The column whose cells below the headings name KPIs, most of them: by their codes rather than by their names.
    `kpis` are names by code. None where there is no such column."""
    codes, names = ({_even(text) for text in texts} for texts in (kpis, kpis.values()))
    filled: Counter[int] = Counter()
    named, by_code = Counter[int](), Counter[int]()
    for cell in (cell for cells in table.rows for cell in cells if cell.row > row):
        text = _even(cell.text)
        is_code = text.partition(" ")[0] in codes
        filled[cell.column] += 1
        by_code[cell.column] += is_code
        named[cell.column] += is_code or text in names
    found = [column for column in filled if 2 * named[column] >= filled[column]]
    return max(found, key=lambda column: (named[column], by_code[column], -column), default=None)


def _even(text: str) -> str:
    return " ".join(text.lower().split())


def propose(named: Mapping[int, str], remembered: Mapping[str, str], names_kpis: int | None = None) -> dict[int, Role]:
    """The role of each column: as it was chosen for this heading last time, else by what the heading says. The column
    that `names_kpis` by its cells does so whatever its heading says."""
    roles = {}
    for column, text in named.items():
        known = remembered.get(_key(text))
        roles[column] = Role(known) if known is not None else _role(text)
    if names_kpis in roles and not remembered:
        roles = {column: Role.IGNORE if role is Role.KPI else role for column, role in roles.items()}
        roles[names_kpis] = Role.KPI
    if Role.FIGURES in roles.values():
        roles = {column: Role.IGNORE if role in (Role.PERIOD, Role.VALUE) else role for column, role in roles.items()}
    return _once(roles)


def _once(roles: Mapping[int, Role]) -> dict[int, Role]:
    """Of roles that one column alone can have, the first column keeps it."""
    taken: set[Role] = set()
    found = {}
    for column in sorted(roles):
        role = roles[column]
        found[column] = Role.IGNORE if role in taken else role
        taken |= {role} - {Role.FIGURES, Role.IGNORE}
    return found


def not_taken(named: Mapping[int, str], roles: Mapping[int, Role]) -> list[str]:
    """The columns of which nothing is taken, each as it is called."""
    return [text for column, text in named.items() if roles.get(column, Role.IGNORE) is Role.IGNORE]


def remember(named: Mapping[int, str], roles: Mapping[int, Role]) -> dict[str, str]:
    """The roles by heading, for the next file of this shape."""
    return {_key(named[column]): str(role) for column, role in roles.items() if column in named}


def _key(text: str) -> str:
    return PERIOD_COLUMN if _is_period(text) else text.lower()


def _is_period(text: str) -> bool:
    try:
        read_period(text)
    except NotAPeriod:
        return False
    return True


def _role(text: str) -> Role:
    if _is_period(text):
        return Role.FIGURES
    low = text.lower()
    return next((role for role, names in _NAMES.items() if any(name in low for name in names)), Role.IGNORE)


def what_is_wrong(roles: Mapping[int, Role]) -> str:
    """Why no figure can be read with these roles, and what to choose; "" where it can."""
    count = {role: list(roles.values()).count(role) for role in Role}
    if count[Role.KPI] != 1:
        return "Choose one column that holds the KPI’s code or name"
    if count[Role.FIGURES] and (count[Role.VALUE] or count[Role.PERIOD]):
        return "Choose either columns of figures under their periods, or one column of periods and one of figures"
    if not count[Role.FIGURES] and (count[Role.VALUE] != 1 or count[Role.PERIOD] != 1):
        return "Choose one column of periods and one of figures, or columns of figures under their periods"
    if count[Role.KIND] > 1 or count[Role.NOTE] > 1:
        return "Choose one column at most for how certain a figure is, and one for a note"
    return ""
