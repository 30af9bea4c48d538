"""A recognised table put into what is built, and what is asked about the table itself."""

from collections import Counter
from dataclasses import replace
from typing import Final

from bringing.reading.above import Within, ask_of_section, set_above_aside
from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns, at
from bringing.reading.draft import Holds, Read, Role, Source, TableRead
from bringing.reading.grid import Grid
from bringing.reading.joining import Joining
from bringing.reading.leaving import ALONE
from bringing.reading.of_outcomes import LIKE_OUTCOMES, OWN_OUTCOMES, SETTLED, with_outcomes
from bringing.reading.ordered_days import with_order_of_days
from bringing.reading.recognising import LOOK, OF_RISKS, POSITION, Recognised, cells_of
from bringing.reading.rows import Rows, heads_section
from bringing.reading.trends import may_be_trend
from bringing.reading.words import column_role, is_furniture, is_none, is_numbered, seen
from govuk.words import plural

MOST_NAMED: Final = 5
MANY_ABOVE: Final = 3
"""Cells that no title of a table has."""
NUMBERED: Final = "its cells, which have numbers alone beside sections that something else says"
FEWEST_HEADINGS: Final = 2
ON_ITS_SIDE: Final = (
    "its headings stand one below the other in its first column, and such a table is not read: put all actions into "
    "one table with a row for each, as the empty workbook has it, and bring that"
)
NO_SECTION: Final = "A point before the first section"
OTHER_TABLES: Final = (
    "actions",
    "KPIs",
    "what needs improvement and what families said",
    "nothing that belongs to the plan",
)


def read_table(
    found: Recognised, section: Within, captions: tuple[Source, ...], number: int, building: Building
) -> TableRead:
    """Read a table into what is built. `captions` are the headings and paragraphs above it."""
    found = with_order_of_days(with_outcomes(_without_numbers(found, section.letter), section, building))
    table = TableRead(
        found.grid.key,
        found.grid.place,
        found.holds,
        found.columns,
        found.grid.heading_row,
        section.letter,
        (*captions, *found.grid.above),
    )
    set_above_aside(section, table, building)
    path = f"tables/{number}"
    columns = Columns(found.roles, found.grid.key)
    if found.holds.value is Holds.NOTHING:
        _unrecognised(found, path, building)
        return table
    _ask_of_columns(found, path, building)
    _ask_of_above(found.grid, path, building)
    rows = Rows(found, columns, section.letter, section.rule, number, building)
    if not found.grid.rows:
        _empty(found.grid, path, building)
        rows.read()
    elif found.holds.value is Holds.POINTS:
        _points(found, columns, section, path, building)
    else:
        rows.read()
    ask_of_section(section, table, building)
    return replace(table, columns=tuple(map(rows.as_read, found.columns)))


def _without_numbers(found: Recognised, section: str) -> Recognised:
    """Bare numbers below “Priority” are no sections where something else says these: rows across the table, or what
    stands above it. They may say how pressing each action is."""
    grid = found.grid
    if not section and not any(map(heads_section, grid.rows)):
        return found
    columns = tuple(
        replace(column, role=replace(column.role, value=Role.KNOWN, rule=NUMBERED))
        if column.role.value is Role.SECTION
        and column.role.rule not in SETTLED
        and is_numbered(column.heading, cells_of(grid, column.number))
        else column
        for column in found.columns
    )
    return replace(found, columns=columns)


def _unrecognised(found: Recognised, path: str, building: Building) -> None:
    grid = found.grid
    if found.holds.rule in SETTLED:
        building.set_aside([s for row in grid.rows for s in row.sources], f"A table that was left out, {grid.key}")
        return
    sources = [
        *(each for head in grid.heads for each in head.part.sources),
        *(s for row in grid.rows for s in row.sources),
    ]
    says = (
        f"{at(grid.place)}: nothing says what this table holds, and its {plural(len(grid.rows), 'row')} "
        f"{'is' if len(grid.rows) == 1 else 'are'} set aside: choose it, and what its columns mean"
    )
    if found.holds.rule == OF_RISKS:
        says = (
            f"{at(grid.place)}: this is a register of risks by its column or the heading above, which is no table of "
            f"actions, and its {plural(len(grid.rows), 'row')} {'is' if len(grid.rows) == 1 else 'are'} set aside: "
            "leave it out, or choose what it holds, and what its columns mean"
        )
    elif _lies_on_its_side(grid):
        says = f"{at(grid.place)}: {ON_ITS_SIDE}"
    building.asking.ask(Asks.TABLE, f"{path}/holds", sources[:5], says, others=OTHER_TABLES)
    building.set_aside([s for row in grid.rows for s in row.sources], f"A table that was not recognised, {grid.key}")


def _lies_on_its_side(grid: Grid) -> bool:
    """Whether what heads the columns of other tables stands in the first column of this one."""
    first = [row.cells[1] for row in grid.rows if 1 in row.cells]
    roles = {column_role(seen(each.text), Holds.ACTIONS) for each in first} - {Role.IGNORE, Role.KNOWN}
    return len(roles) >= FEWEST_HEADINGS


def _empty(grid: Grid, path: str, building: Building) -> None:
    sources = [each for head in grid.heads for each in head.part.sources]
    says = f"{at(grid.place)}: this table has headings and no rows: check that the file is whole, or leave it out"
    building.asking.ask(Asks.EMPTY_TABLE, f"{path}/holds", sources, says)


def _ask_of_columns(found: Recognised, path: str, building: Building) -> None:
    """Columns that nothing or only the look of their cells speaks for."""
    for place, column in enumerate(found.columns):
        about = f"{path}/columns/{place}"
        sources = column.role.sources or found.grid.first(column.number)
        if column.role.rule in SETTLED:
            continue
        if column.role.value is Role.IGNORE and found.grid.first(column.number):
            says = f"Column “{column.heading}” was not recognised, and its cells are set aside: say what they hold"
            building.asking.ask(Asks.COLUMN, f"{about}/role", sources, says)
        elif column.role.rule == NUMBERED:
            says = (
                f"Column “{column.heading}” has numbers alone, and something else says the sections: it was set aside; "
                "confirm it, or choose what it holds"
            )
            building.asking.ask(Asks.COLUMN, f"{about}/role", sources, says, read="no part of the plan")
        elif column.role.rule in (LOOK, POSITION, LIKE_OUTCOMES):
            read = column.role.value.value.replace("_", " ")
            says = (
                f"Column “{column.heading}” was read as {read} by its cells alone: confirm it, or choose what it holds"
            )
            building.asking.ask(Asks.COLUMN, f"{about}/role", sources, says, read=read)
        elif column.role.rule == OWN_OUTCOMES:
            says = (
                f"Column “{column.heading}” was read as success criteria: its cells may name the sections, and the "
                "refs or the sheets say others; confirm it, or choose what it holds"
            )
            building.asking.ask(Asks.COLUMN, f"{about}/role", sources, says, read="success criteria")
        elif column.role.value is Role.DIRECTION and may_be_trend(column.heading, cells_of(found.grid, column.number)):
            says = (
                f"Column “{column.heading}” can say which way is better, or which way the figures went: confirm the "
                "first, or choose what it holds"
            )
            building.asking.ask(Asks.COLUMN, f"{about}/role", sources, says, read="which way is better")


def _ask_of_above(grid: Grid, path: str, building: Building) -> None:
    """Rows above the headings are its title; of several cells they may be rows of their own."""
    counted = Counter(source.place.row for source in grid.above)
    if any(count >= MANY_ABOVE for count in counted.values()):
        says = f"{at(grid.place)}: rows stand above its headings and were taken for a title: check that none counts"
        building.asking.ask(Asks.ROW, f"{path}/holds", grid.above, says)


def _points(found: Recognised, columns: Columns, section: Within, path: str, building: Building) -> None:
    """A table of points: each line of a cell is one."""
    rule = ALONE if section.rule == ALONE else "the words of the headings"
    joining = Joining(columns, found.columns, building)
    for row in found.grid.rows:
        joining.ask_of_points(row, f"{path}/holds")
        for number, part in sorted(row.cells.items()):
            role = columns.roles.get(number, Role.IGNORE)
            if role in (Role.NEEDS, Role.FAMILIES):
                for source in part.sources:
                    for line in filter(None, map(str.strip, source.words.split("\n"))):
                        add_point(Source(source.place, line), role, section.letter, rule, building)
            else:
                building.set_aside(part.sources, "A cell beside the points of a section")


def add_point(source: Source, role: Role, section: str, rule: str, building: Building) -> None:
    """Something that needs improvement, or that families said, of the section."""
    there = building.sections.get(section)
    if there is None:
        building.set_aside([source], NO_SECTION)
        return
    words = source.words.lstrip("•·-– ")
    if not words or is_none(words):
        building.set_aside([source], "Says that there is no point")
        return
    building.room.more(source.place, 1)
    points = there.needs if role is Role.NEEDS else there.families
    points.append(Read(words, rule, (source,)))


def why_no_point(text: str, section: str, of: Role) -> str:
    """Why a line of the text is set aside. `of` is the list that is open."""
    if is_furniture(text):
        return "Part of the page, not of the plan"
    if not section:
        return NO_SECTION if of else "Text before the first section"
    return f"Text of section {section} that is no point, action or KPI"


def ask_of_points_aside(building: Building) -> None:
    """Points that stand in no section of a file that has some: all of them at once."""
    sources = [each.source for each in building.aside if each.why == NO_SECTION]
    if not (sources and building.sections):
        return
    says = (
        f"{plural(len(sources), 'point')} of what needs improvement, or of what families have told us, "
        f"{'is' if len(sources) == 1 else 'are'} said of no section, and set aside: put a heading such as “Section A: "
        "…” above them in the file and bring it again, or confirm it and enter them on their section’s page"
    )
    building.asking.ask(Asks.ROW, "tables", sources[:MOST_NAMED], says)
