"""Which table holds what, and what its columns mean: proposed by what was chosen or is remembered, by the words of the
headings, by the title above, and by the look of the cells; each with the name of the rule that saw it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bringing.reading import days
from bringing.reading.draft import Certainty, ColumnRead, Holds, Read, Role
from bringing.reading.grid import Grid, Part, gridded
from bringing.reading.heads import headed, heads_of
from bringing.reading.mapping import Choice, Chosen, Remembered, role_keys, shape_of, shape_without_headings
from bringing.reading.trends import may_say_way
from bringing.reading.words import REF, TARGET, column_role, dated_heading, fold, is_graded, is_month, seen
from kpis.targets import Rule, parse_rule
from notices.calendar import ByWhenKind, in_words, printed_by_when
from sheets.reading import Table

LOOKED_AT: Final = 25
"""Rows among which the headings are looked for."""
LOOKED_THROUGH: Final = 200
"""Rows whose cells are looked at where headings say nothing."""
MOST: Final = 0.6
"""As much of a column's cells has to look alike."""
LONG: Final = 25
"""Characters that a text of actions has on average at least."""
NEEDED: Final = {Holds.ACTIONS: {Role.WHAT}, Holds.KPIS: {Role.NAME}, Holds.POINTS: {Role.NEEDS, Role.FAMILIES}}
TAKEN: Final = {
    Holds.ACTIONS: {
        *(
            Role.REF,
            Role.TITLE,
            Role.WHAT,
            Role.SUCCESS,
            Role.BY_WHEN,
            Role.STARTS,
            Role.POSTS,
            Role.CLAUSES,
            Role.MILESTONE,
        ),
        *(Role.SECTION, Role.KNOWN, Role.IGNORE),
    },
    Holds.KPIS: {
        *(Role.CODE, Role.NAME, Role.UNIT, Role.DIRECTION, Role.BASELINE, Role.BASELINE_DATE, Role.TARGET),
        *(Role.DEFINITION, Role.SOURCE, Role.FREQUENCY),
        *(Role.SECTION, Role.KNOWN, Role.IGNORE),
    },
    Holds.POINTS: {Role.NEEDS, Role.FAMILIES, Role.KNOWN, Role.IGNORE},
    Holds.NOTHING: {Role.IGNORE},
}
"""The roles that a table can have."""
OFTEN: Final = frozenset(
    {Role.POSTS, Role.SUCCESS, Role.MILESTONE, Role.TARGET, Role.KNOWN, Role.IGNORE, Role.NEEDS, Role.FAMILIES}
)
"""Roles that several columns can have."""

CHOSEN: Final = "chosen by a person"
REMEMBERED: Final = "as it was said of a table with these headings"
HEADING: Final = "the words of the headings"
TITLE: Final = "the title above"
POSITION: Final = "its place among the columns, and its long texts"
LOOK: Final = "the look of the cells"
OF_RISKS: Final = "its column of risks, or the heading of risks above it"
GRADED: Final = "its cells, which say how pressing each action is"
NO_RULE: Final = "no rule fits"
_RISK: Final = re.compile(
    r"(?:(?:key|identified|the) )?risk(?: (?:description|title|statement|event|identified))?(?: ?(?:/|and|or) ?issue)?|"
    r"(?:description|nature) of (?:the )?risk"
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table with what it was taken for, and the digest of its headings."""

    grid: Grid
    holds: Read[Holds]
    columns: tuple[ColumnRead, ...]
    shape: str

    @property
    def roles(self) -> dict[int, Role]:
        return {column.number: column.role.value for column in self.columns}


def recognise(key: str, table: Table, chosen: Chosen, title: Holds, *, of_risks: bool = False) -> Recognised:
    """What a table of a file was taken for. `title` is what the words above it say; `of_risks` whether these are the
    heading of a register of risks, whose rows are no actions of a plan though each has its date and its owner."""
    choice = chosen.tables.get(key, Choice())
    holds, row = _by_headings(table, title)
    rule = HEADING
    if holds is Holds.NOTHING:
        holds, row, rule = _by_look(table)
    risks = _row_of_risks(table)
    if (risks and rule != HEADING) or (of_risks and holds in (Holds.ACTIONS, Holds.NOTHING)):
        holds, row, rule = Holds.NOTHING, row or risks, OF_RISKS
    row = _remembered_row(table, chosen.remembered, row)
    if choice.heading_row is not None:
        row = choice.heading_row
    return columns_of(replace(headed(table, row), key=key), holds, rule, chosen, title)


def held_by(table: Table, title: Holds) -> Holds:
    """What a table holds by its headings alone."""
    return _by_headings(table, title)[0]


def has_risks(table: Table) -> bool:
    """Whether a table has a column of risks."""
    return _row_of_risks(table) > 0


def _row_of_risks(table: Table) -> int:
    """The row of headings of which one is that of risks; 0 for none. “Risks” may stand beside actions."""
    rows = (cells for cells in table.rows[:LOOKED_AT] if len(cells) > 1)
    return next((cells[0].row for cells in rows if any(_RISK.fullmatch(fold(cell.plain)) for cell in cells)), 0)


def _remembered_row(table: Table, remembered: Mapping[str, Remembered], row: int) -> int:
    """The row of headings that is remembered, whatever words they are of."""
    if not remembered:
        return row
    rows = [cells[0].row for cells in table.rows[:LOOKED_AT] if cells]
    return next(
        (each for each in rows if shape_of(head.part.plain for head in heads_of(table, each)[0]) in remembered), row
    )


def columns_of(grid: Grid, holds: Holds, rule: str, chosen: Chosen, title: Holds = Holds.NOTHING) -> Recognised:
    """The roles of a grid's columns, and what it holds after all."""
    choice = chosen.tables.get(grid.key, Choice())
    shape = shape_of(head.part.plain for head in grid.heads)
    before = chosen.remembered.get(shape if grid.heads else _without_headings(grid))
    if before:
        holds, rule = before.holds, REMEMBERED
    if choice.holds is not None:
        holds, rule = choice.holds, CHOSEN
    elif holds is not Holds.NOTHING and holds is title and rule == HEADING:
        rule = f"{HEADING}, and {TITLE}"
    roles = _roles(grid, holds, choice, before)
    beside = {role.value for role in roles.values()}
    columns = tuple(_column(grid, number, role, beside) for number, role in roles.items())
    return Recognised(grid, Read(holds, rule), columns, shape)


def _without_headings(grid: Grid) -> str:
    """By which a table is remembered that has no headings."""
    first = sorted(grid.rows[0].cells.items()) if grid.rows else ()
    return shape_without_headings(grid.place.sheet, (part.plain for _, part in first))


def _roles(grid: Grid, holds: Holds, choice: Choice, before: Remembered | None) -> dict[int, Read[Role]]:
    """Each column's role: as it was chosen, as it is remembered, or as it is proposed."""
    headings = {head.number: head.part.plain for head in grid.heads}
    settled = {number: (role, CHOSEN) for number, role in choice.columns.items()}
    numbers = sorted(headings.keys() | {number for row in grid.rows for number in row.cells})
    keys = role_keys(headings.get(number) or _unheaded(grid, number) for number in numbers)
    for number, key in zip(numbers, keys, strict=True):
        if before and (role := before.roles.get(key)) is not None:
            settled.setdefault(number, (role, REMEMBERED))
    look = _look(grid, {number for number, head in headings.items() if column_role(head, holds) is not Role.IGNORE})
    roles: dict[int, Read[Role]] = {}
    taken = {role for role, _ in settled.values()}
    said = {column_role(_over(grid, number).plain, holds) for number in numbers if number not in settled}
    for number in numbers:
        heading = _over(grid, number).plain
        proposed = _role(heading, holds, look.get(number, {}), taken, said)
        if proposed[0] is Role.SECTION and is_graded(heading, cells_of(grid, number)):
            proposed = Role.KNOWN, GRADED
        if proposed[0] is Role.KNOWN and may_say_way(heading, cells_of(grid, number)):
            proposed = Role.IGNORE, NO_RULE
        role, why = settled.get(number, proposed)
        if role not in TAKEN[holds]:
            role, why = Role.IGNORE, NO_RULE
        taken.add(role)
        roles[number] = Read(role, why, _head(grid, number).sources)
    if holds is Holds.ACTIONS and Role.WHAT not in taken:
        roles |= _longest(grid, {number: role for number, role in roles.items() if number not in settled})
    return roles


def cells_of(grid: Grid, number: int) -> Iterator[str]:
    """What stands in the cells of a column."""
    return (row.cells[number].text for row in grid.rows if number in row.cells)


def _head(grid: Grid, number: int) -> Part:
    return next((head.part for head in grid.heads if head.number == number), Part())


def _over(grid: Grid, number: int) -> Part:
    """The heading of a column, also one that lies over it and those before it."""
    return _head(grid, number) or grid.joined.get(number, (Part(), 0))[0]


def _role(head: str, holds: Holds, look: Mapping[Holds, Role], there: set[Role], said: set[Role]) -> tuple[Role, str]:
    """By its words; where they say nothing, by its cells, if no other column has that role, and none has the words for
    it (`said`)."""
    if holds is Holds.NOTHING:
        return Role.IGNORE, NO_RULE
    role = column_role(head, holds) if head else Role.IGNORE
    if role is not Role.IGNORE and (role in OFTEN or role not in there):
        return role, HEADING
    role = look.get(holds, Role.IGNORE)
    if role is not Role.IGNORE and role not in there | said and not (role is Role.CODE and is_month(head)):
        return role, LOOK
    return Role.IGNORE, NO_RULE


def _longest(grid: Grid, roles: Mapping[int, Read[Role]]) -> dict[int, Read[Role]]:
    """Of columns that nothing is known of, the first with long texts is the action, the one behind it its outcome."""
    lengths = {
        number: [len(row.cells[number].text) for row in grid.rows if number in row.cells]
        for number, role in roles.items()
        if role.value is Role.IGNORE
    }
    long = [number for number, each in lengths.items() if each and sum(each) >= LONG * len(each)]
    return {
        number: Read(role, POSITION, roles[number].sources)
        for number, role in zip(long, (Role.WHAT, Role.SUCCESS), strict=False)
    }


def _unheaded(grid: Grid, number: int) -> str:
    """What a column is called that has no heading of its own: by the joined one over it, and which of its columns."""
    part, which = grid.joined.get(number, (Part(), 0))
    return f"{part.plain} ({which})" if part else f"Column {number}"


def _column(grid: Grid, number: int, role: Read[Role], beside: Collection[Role]) -> ColumnRead:
    part = _head(grid, number)
    heading = part.plain or _unheaded(grid, number)
    if role.value is Role.BASELINE and (of := dated_heading(heading)):
        return ColumnRead(number, heading, role, due_on=days.in_heading(of[1], days.words_of(of[1], part)))
    if role.value is Role.BASELINE:
        of_day = days.of_heading(part)
        is_said = of_day and (of_day.certainty is Certainty.CERTAIN or Role.BASELINE_DATE not in beside)
        return ColumnRead(number, heading, role, due_on=of_day if is_said else None)
    if role.value not in (Role.TARGET, Role.MILESTONE):
        return ColumnRead(number, heading, role)
    over = _over(grid, number)
    label, due_on = _dated(over, over.plain or heading)
    which = heading.removeprefix(over.plain) if over else ""
    return ColumnRead(number, heading, role, f"{label}{which}", due_on)


def _dated(part: Part, heading: str) -> tuple[str, Read[date | None]]:
    """What a heading calls the targets or the milestones below it, and on which day they are due."""
    if part.day:
        return heading, Read(part.day, "a date of the sheet", part.sources)
    dated = dated_heading(heading)
    if not dated:
        period = days.by_when(Part(part.sources))
        due = period.when.due_on
        among = days.of_heading(part) if due is None else None
        if among is not None and among.value is not None:
            return heading, replace(among, sources=part.sources, certainty=Certainty.ASKED)
        is_whole = period.certainty is Certainty.CERTAIN and re.search(r"20\d\d", heading)  # “Mar-24” may be a day
        certainty = (Certainty.CERTAIN if is_whole else Certainty.ASKED) if due else Certainty.OPEN
        return heading, Read(due, period.rule, part.sources, certainty, period.others)
    label, words = dated
    if f"{label} {words}" in seen(heading) and (of_it := days.numbered(label, words)):
        month, day = (days.in_heading(each, part.sources) for each in (of_it[1], words))
        others = (in_words(day.value),) if day.value else ()
        return f"{label} {of_it[0]}", replace(month, certainty=Certainty.ASKED, others=others)
    return label.removeprefix(TARGET) or heading, days.in_heading(words, part.sources)


def _by_headings(table: Table, title: Holds) -> tuple[Holds, int]:
    """The row whose cells are most of all words for columns, and what table they make; the title decides a draw."""
    best: tuple[int, bool, int] = (0, False, 0)
    found, heading_row = Holds.NOTHING, 0
    for cells in table.rows[:LOOKED_AT]:
        for holds, needed in NEEDED.items():
            roles = [column_role(cell.plain, holds) for cell in cells]
            count = sum(role not in (Role.IGNORE, Role.KNOWN) for role in roles)
            fewest = 1 if holds is Holds.POINTS and len(cells) == count else 2
            score = (count, holds is title, -cells[0].row)
            if needed & set(roles) and count >= fewest and score > best:
                best, found, heading_row = score, holds, cells[0].row
    return found, heading_row


# by the look of the cells


def _is_ref(text: str) -> bool:
    return REF.fullmatch(text) is not None and any(char.isdigit() for char in text)


def _is_date(text: str) -> bool:
    return printed_by_when(text).kind in (ByWhenKind.DATED, ByWhenKind.IN_PLACE, ByWhenKind.ONGOING)


def _is_target(text: str) -> bool:
    found = parse_rule(text)
    return isinstance(found, Rule) and text != "-"


_ROLE: Final = re.compile(
    r"\b(?:head|director|officer|manager|chair|lead|leads|commissioner|nurse|principal)\b", re.IGNORECASE
)
_LOOKS: Final[tuple[tuple[Callable[[str], bool], dict[Holds, Role]], ...]] = (
    (_is_ref, {Holds.ACTIONS: Role.REF, Holds.KPIS: Role.CODE}),
    (_is_date, {Holds.ACTIONS: Role.BY_WHEN, Holds.KPIS: Role.BASELINE_DATE}),
    (lambda text: _ROLE.search(text) is not None and len(text) < 200, {Holds.ACTIONS: Role.POSTS}),
    (_is_target, {Holds.KPIS: Role.BASELINE}),
)


def _look(grid: Grid, said: Collection[int] = ()) -> dict[int, Mapping[Holds, Role]]:
    """What the first cells of each column look like, but for those whose headings say what they hold."""
    cells: dict[int, list[str]] = {}
    for row in grid.rows[:LOOKED_THROUGH]:
        for number, part in row.cells.items():
            if number not in said:
                cells.setdefault(number, []).append(seen(part.text))
    return {number: roles for number, texts in cells.items() if (roles := _alike(texts))}


def _alike(texts: list[str]) -> Mapping[Holds, Role]:
    return next(
        (roles for looks, roles in _LOOKS if sum(map(looks, texts)) >= MOST * len(texts) and len(texts) > 1), {}
    )


def _by_look(table: Table) -> tuple[Holds, int, str]:
    """A table without headings: refs and dates make it one of actions. Its first row is one of headings where it looks
    unlike the others."""
    rows = [cells for cells in table.rows if cells]
    if len(rows) < 3:
        return Holds.NOTHING, 0, NO_RULE
    grid = gridded(table, 0)
    looks = {roles.get(Holds.ACTIONS) for roles in _look(grid).values()}
    if not {Role.REF, Role.BY_WHEN} <= looks:
        return Holds.NOTHING, 0, NO_RULE
    first = {cell.plain for cell in rows[0]}
    heading = 0 if any(_is_ref(text) or _is_date(text) for text in first) else rows[0][0].row
    return Holds.ACTIONS, heading, LOOK
