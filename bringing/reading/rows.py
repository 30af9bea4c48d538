"""The rows of a table of actions or KPIs: into which section each goes, what goes on with the row before, what joined
cells say of it, and what found no place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from textwrap import shorten
from typing import Final

from bringing.reading import late, outcomes, refs, revised
from bringing.reading.actions import DATE_NOW, read_action
from bringing.reading.asking import Asks
from bringing.reading.bands import ACROSS, BY_LOOK, ROW_ABOVE, Band
from bringing.reading.building import Building, Columns, at, is_headings_again
from bringing.reading.captions import says_caption
from bringing.reading.defining import OF_SHEET
from bringing.reading.draft import Certainty, ColumnRead, Holds, Read, Role, Source, StepRead
from bringing.reading.grid import EMPTY, Part, Row
from bringing.reading.joining import Joining
from bringing.reading.kpis import BASELINE_IN_DATES, read_kpi
from bringing.reading.recognising import CHOSEN, REMEMBERED, Recognised
from bringing.reading.sectioned import section_in
from bringing.reading.sections import COLUMN, LEFT
from bringing.reading.starts import ask_of_day_to_come
from bringing.reading.words import LETTERED, REF, SECTION, STRICT_REF, fold, seen, titled
from notices.calendar import in_words

LONGEST_ROW: Final = 200
"""Characters of a row across the table that may head a section."""
LONGEST_NAMED: Final = 80
FEWEST_WORDS: Final = 3
"""Of a sentence."""
OF_BASELINE: Final = "of which day the baseline is"
_GOES_ON: Final = frozenset({Role.SUCCESS, Role.POSTS, Role.WHAT, Role.MILESTONE, Role.CLAUSES})


def heads_section(row: Row) -> bool:
    """Whether a row of one cell heads a section: by its words, or as it lies across the columns."""
    if len(row.cells) != 1 or _is_caption(row) or _is_title(row):
        return False
    return _lies_across(row) or any(SECTION.fullmatch(seen(part.text)) for part in row.cells.values())


def _is_caption(row: Row) -> bool:
    """Whether a row of one cell says what the table shows, or where it is from."""
    return len(row.cells) == 1 and not row.loose and all(says_caption(part.text) for part in row.cells.values())


def _is_title(row: Row) -> bool:
    """Whether a row of one cell says what a table holds, as a title does: it is no part of a plan."""
    return len(row.cells) == 1 and not row.loose and all(titled(seen(part.text)) for part in row.cells.values())


def _lies_across(row: Row) -> bool:
    """Whether the one cell of a row lies across columns, with words that can be a heading."""
    (part,) = row.cells.values()
    joined = any(each.sources == part.sources for each in row.under.values())
    return joined and 1 < len(seen(part.text)) < LONGEST_ROW


class Rows:
    """Goes through the rows of one table of actions or KPIs."""

    def __init__(
        self, found: Recognised, columns: Columns, section: str, rule: str, number: int, building: Building
    ) -> None:
        """`section` is the one that the table is of, "" for none, and `rule` what says so."""
        self.found, self.building, self.number = found, building, number
        self.around = self.section = section
        self.rule = rule
        self.by_outcomes = False
        """Whether rows of outcomes are its sections."""
        self.rows: Sequence[Row] = found.grid.rows
        if found.holds.value is Holds.ACTIONS:
            self.rows, columns = refs.apart(found.grid, columns)
        self.columns = columns
        self.joining = Joining(columns, found.columns, building)
        self.revised: list[revised.Revised] = []
        """What a column of revised dates says of its actions."""
        self.in_dates: list[tuple[int, list[Source]]] = []
        self.first = len(building.actions)
        """The number of its first action."""
        self.mentions = len(building.mentions)
        """Posts that were counted already."""
        self.again: set[Source] = set()
        """What stands in rows that are the headings again, as rows were put together."""
        self.by_refs = rule == outcomes.A_LINE and outcomes.are_otherwise(section, map(self._letters, self.rows))
        """Whether refs say other sections, where no more than a line above the table says one."""
        self.own = columns.all_of(*(set(Role) - {Role.IGNORE, Role.KNOWN, Role.SECTION, *OF_SHEET.values()}))
        """The columns that make a row one of actions or KPIs."""

    @property
    def holds(self) -> Holds:
        return self.found.holds.value

    def read(self) -> None:
        for row in _together(self.rows, self.columns, self.holds):
            self._row(row)
        self._set_aside_columns()
        self._ask_of_days()
        if self.holds is Holds.KPIS:
            self._ask_of_baselines()
            self._ask_of_dates()
            self._ask_of_days_to_come()
        elif self.holds is Holds.ACTIONS:
            self._ask_of_order(self._dated(Role.MILESTONE))
            late.ask_of_late_steps(self.first, self._dated_with, self.building)
            revised.ask_of_revised(self.revised, self.building)

    def _row(self, row: Row) -> None:
        if is_headings_again(row, self.found.grid):
            self.building.set_aside(row.sources, "The headings of the table again")
            self.again |= set(row.sources)
        elif not (self.found.grid.flat and row.loose) and self._is_section(row):
            pass
        elif _is_caption(row):
            self._unplaced(row, "this row was read as a caption or a source of the table, and set aside")
        elif _is_title(row):
            self._unplaced(row, "this row is the title of a table, and was set aside")
        elif self._is_note(row):
            text = shorten(seen(row.sources[0].words), LONGEST_NAMED, placeholder="…")
            self._unplaced(
                row, f"“{text}” stands alone, which heads a section only as “Section A: …”, and was set aside"
            )
        elif not any(row.at(column) for column in self.own):
            self._unplaced(row, "nothing says what this row is, and it was set aside")
        else:
            self._own_row(row)

    def _own_row(self, row: Row) -> None:
        """A row of an action or a KPI, together with what joined cells say of it."""
        whole = self.joining.whole(row)
        section = self._section(whole)
        if self.holds is Holds.ACTIONS:
            read_action(whole, self.columns, self.found.columns, section, self.building)
            number = len(self.building.actions) - 1
            self.revised += revised.revised_of(whole, number, self.found.columns, self.building.actions[number])
        elif both := read_kpi(whole, self.columns, self.found.columns, section, self.building):
            self.in_dates.append((len(self.building.kpis) - 1, both))
        several = self.building.actions if self.holds is Holds.ACTIONS else self.building.kpis
        name = "actions" if self.holds is Holds.ACTIONS else "kpis"
        self.joining.ask(row, whole, f"{name}/{len(several) - 1}")
        self._count(row)

    def _count(self, row: Row) -> None:
        """What was read of a row, of which there may be too much."""
        building = self.building
        if self.holds is Holds.ACTIONS:
            last = building.actions[-1]
            posts, self.mentions = len(building.mentions) - self.mentions, len(building.mentions)
            posts += len(building.unnamed.get(f"actions/{len(building.actions) - 1}", ()))
            building.room.row(row.place, len(last.milestones) + len(last.clauses) + posts)
        else:
            building.room.row(row.place, len(building.kpis[-1].targets))

    def _is_note(self, row: Row) -> bool:
        """Whether a row holds nothing but a sentence where its ref would stand."""
        part = self.columns.part(row, Role.REF)
        text = seen(part.text)
        is_lone = len(row.cells) == 1 and not row.loose and bool(part)
        return is_lone and len(text.split()) >= FEWEST_WORDS and not (REF.match(text) or STRICT_REF.match(text))

    def _is_section(self, row: Row) -> bool:
        """A row of one cell that heads a section: by its words, or as it lies across the columns."""
        is_lone = self._is_outcome(row)
        if not is_lone and not heads_section(row):
            return False
        (part,) = row.cells.values()
        text = seen(part.text)
        found = SECTION.fullmatch(text) or (LETTERED.fullmatch(text) if _lies_across(row) else None)
        letter, title = (found["letter"].upper(), (found["title"] or "").strip()) if found else ("", text)
        is_asked = not found
        if is_asked and (said := self._outcome(text)):
            self.by_outcomes, (letter, title) = True, said
            is_asked = not outcomes.is_there(letter, title, self.building)
        elif is_lone and is_asked:
            self._unplaced(row, f"“{text}” stands alone in its row, within section {self.section}, and was set aside")
            return True
        if not letter and (letter := self._called(title)):
            is_asked = letter in self.building.bands
        letter, before = letter or self.building.next_letter(), self.section
        self.section = self.building.section(letter, title, part.sources, ACROSS if found else BY_LOOK)
        self.rule = ROW_ABOVE
        if is_asked:
            how = "stands alone in its row" if is_lone else "lies across the table"
            band = Band(f"{at(row.place)}: “{text}” {how}", part.sources)
            self.building.bands.setdefault(letter, band).before.add(before)
        return True

    def _called(self, title: str) -> str:
        """The one section of the file that is called so; "" within another, which may have a part of that name."""
        called = [letter for letter, each in self.building.sections.items() if fold(each.title.value) == fold(title)]
        return called[0] if len(called) == 1 and not self.around else ""

    def _is_outcome(self, row: Row) -> bool:
        """Whether a row holds nothing but an outcome in the first column, which is no cell of a section’s own then."""
        first = min(self.columns.roles, default=None)
        return (
            row.cells.keys() == {first} and not _lies_across(row) and outcomes.said_by(row.at(first).text) is not None
        )

    def _outcome(self, text: str) -> tuple[str, str] | None:
        """The letter and the title of an outcome that is a section: where none stands around it but those of outcomes,
        and no other title is said of its letter. Within a section it is what that is to bring about."""
        said = outcomes.said_by(text)
        is_within = bool(self.section) and not self.by_outcomes
        if said is None or not outcomes.may_be(*said, self.building):
            return None
        return None if is_within and said[0] != self.section else said

    def _unplaced(self, row: Row, what: str) -> None:
        """A row that is none: a caption, only cells of columns that are not known, or a line without values."""
        says = f"{at(row.place)}: {what}: confirm it, or put it where it belongs in the file and bring that again"
        self.building.asking.ask(Asks.ROW, f"tables/{self.number}/holds", row.sources, says)
        self.building.set_aside(row.sources, "A row that found no place")

    def _section(self, row: Row) -> Read[str]:
        """By its column, the heading or row above, or the letters of its ref."""
        building = self.building
        if part := self.columns.part(row, Role.SECTION):
            ref = self.columns.part(row, Role.REF) if self.holds is Holds.ACTIONS else EMPTY
            if not (letter := section_in(part, building)):
                return Read("", "words that name none", part.sources)
            building.says.cell(seen(part.text), seen(ref.text), self.section, letter)
            return Read(letter, COLUMN, part.sources)
        if self.section and not (self.by_refs and self._letters(row)):
            return Read(self.section, self.rule)
        letter = self._by_ref(row)
        return Read(letter, refs.BY_REF if letter else refs.UNSAID)

    def _by_ref(self, row: Row) -> str:
        letter = self._letters(row)
        if letter and letter not in self.building.sections:
            self.building.section(letter, "", (), "the letters of refs")
        return letter

    def _letters(self, row: Row) -> str:
        """The section that a ref says; a code, and a ref behind all sections, does where there is such a one."""
        ref = self.columns.part(row, Role.REF)
        letter = refs.said_by((ref or self.columns.part(row, Role.CODE)).text)
        may_be_new = bool(ref) and self.rule != LEFT
        return letter if may_be_new or letter in self.building.sections else ""

    def _set_aside_columns(self) -> None:
        """Cells of columns that were not taken."""
        left = [
            (column, _why_aside(column.role))
            for column in self.found.columns
            if column.role.value in (Role.KNOWN, Role.IGNORE)
            and not (self.holds is Holds.ACTIONS and fold(column.heading) == DATE_NOW)
        ]
        for row in self.found.grid.rows if left else ():
            if any(row.at(own) for own in self.own):
                for column, why in left:
                    sources = [each for each in row.at(column.number).sources if each not in self.again]
                    self.building.set_aside(sources, f"Column “{column.heading}” {why}")

    def _ask_of_baselines(self) -> None:
        """Once for the table: baseline and date stand in a column that is headed as one of dates."""
        if not self.in_dates:
            return
        column = next((each for each in self.found.columns if each.role.value is Role.BASELINE_DATE), None)
        heading = column.role.sources if column else ()
        paths = [f"kpis/{number}/{name}" for number, _ in self.in_dates for name in ("baseline", "as_at")]
        place = f"tables/{self.number}/columns/{self.found.columns.index(column)}/role" if column else ""
        sources = [*heading, *(source for _, sources in self.in_dates for source in sources)]
        says = f"“{column.heading if column else ''}”: {BASELINE_IN_DATES}: check how each was parted"
        self.building.asking.ask(Asks.BASELINE_IN_DATES, [*filter(None, [place]), *paths], sources, says)

    def _ask_of_days(self) -> None:
        """Columns whose heading does not say for certain on which day they are due, or of which day they are."""
        for column in self.found.columns:
            due = column.due_on
            if due is not None and due.certainty is not Certainty.CERTAIN and not self._says_no_day(column):
                sources = column.role.sources or self.found.grid.first(column.number)
                is_past = column.role.value is Role.BASELINE
                asks, what = (Asks.DATE, OF_BASELINE) if is_past else (Asks.TARGET_DATE, "on which day this is due")
                says = f"“{column.heading}” does not say for certain {what}: enter the day, or leave it open"
                read = in_words(due.value) if due.value else ""
                self.building.asking.ask(asks, self._dated_by(column), sources, says, read=read, others=due.others)

    def as_read(self, column: ColumnRead) -> ColumnRead:
        """A column once its rows were read: where no milestone hangs on it, a heading has no day to say."""
        return replace(column, due_on=None) if self._says_no_day(column) else column

    def _says_no_day(self, column: ColumnRead) -> bool:
        """Whether it is not known of milestones on which day they are due, and none is below the heading: their days
        stand in their cells, or there are none."""
        is_known = column.due_on is None or column.due_on.certainty is Certainty.CERTAIN
        if column.role.value is not Role.MILESTONE or is_known:
            return False
        return not self._has_steps(column)

    def _has_steps(self, column: ColumnRead) -> bool:
        """Whether milestones of actions have the day of a heading."""
        own = self.building.actions[self.first :]
        return any(step.due_on is column.due_on for each in own for step in each.milestones)

    def _ask_of_days_to_come(self) -> None:
        """Baselines that are of a day to come by the heading of their column: once for all rows."""
        for column in self.found.columns:
            if column.role.value is Role.BASELINE and column.due_on is not None:
                of_it = [each.baseline for each in self.building.kpis if each.as_at is column.due_on]
                for baseline in of_it[:1]:
                    ask_of_day_to_come(baseline, column.due_on, self._dated_by(column), self.building)

    def _ask_of_dates(self) -> None:
        """Once for the table: dates that stand out of order, and dates after the notice's own."""
        dated = self._dated(Role.TARGET)
        self._ask_of_order(dated)
        stop = self.building.known.deliver_by
        for column, due in dated:
            if stop is not None and due > stop:
                says = f"“{column.heading}” is due on {in_words(due)}, after the notice’s {in_words(stop)}: confirm it"
                self._ask_of(Asks.AFTER_DELIVER_BY, [column], says)

    def _dated(self, role: Role) -> list[tuple[ColumnRead, date]]:
        """The columns of targets, or those of milestones below which some stand, with the days in their headings."""
        found = [each for each in self.found.columns if each.role.value is role and each.due_on is not None]
        used = [each for each in found if role is Role.TARGET or self._has_steps(each)]
        return [(each, each.due_on.value) for each in used if each.due_on and each.due_on.value]

    def _ask_of_order(self, dated: Sequence[tuple[ColumnRead, date]]) -> None:
        """A column that stands behind one of a later day."""
        for (earlier, before), (later, after) in pairwise(dated):
            if after < before:
                says = (
                    f"“{later.heading}” stands behind “{earlier.heading}” and is due before it: kept as printed and "
                    "shown in the order of the dates; confirm it, or correct a heading"
                )
                self._ask_of(Asks.OUT_OF_ORDER, [earlier, later], says)

    def _ask_of(self, asks: Asks, columns: Sequence[ColumnRead], says: str) -> None:
        paths = [path for each in columns for path in self._dated_by(each)]
        self.building.asking.ask(asks, paths, [s for each in columns for s in each.role.sources], says)

    def _dated_with(self, step: StepRead) -> list[str]:
        """The paths of all dates that are given by the heading that gives a milestone its own; none where it has a day
        of its own."""
        heads = (each for each in self.found.columns if each.due_on is not None and each.due_on is step.due_on)
        return [path for each in heads for path in self._dated_by(each)]

    def _dated_by(self, column: ColumnRead) -> list[str]:
        """The paths of all dates that a column’s heading gives: its own, and those of what stands below it."""
        building, due = self.building, column.due_on
        paths = [f"tables/{self.number}/columns/{self.found.columns.index(column)}/due_on"]
        for row, kpi in enumerate(building.kpis):
            paths += [f"kpis/{row}/as_at"] if kpi.as_at is due else []
            paths += [f"kpis/{row}/targets/{at}/due_on" for at, each in enumerate(kpi.targets) if each.due_on is due]
        for row, action in enumerate(building.actions):
            steps = enumerate(action.milestones)
            paths += [f"actions/{row}/milestones/{at}/due_on" for at, each in steps if each.due_on is due]
        return paths


def _together(rows: Sequence[Row], columns: Columns, holds: Holds) -> Iterator[Row]:
    """Rows, those that go on with the one before joined to it: without a ref (or a KPI), an action and a date of their
    own, and with nothing but what an action may have several of."""
    key = Role.REF if holds is Holds.ACTIONS else Role.NAME
    before: Row | None = None
    for row in rows:
        if before is not None and columns.of(key) is not None and _goes_on(row, before, columns, key):
            before = replace(before, cells=_merged(before, row), wide=(*before.wide, *row.wide))
            continue
        if before is not None:
            yield before
        before = row
    if before is not None:
        yield before


def _goes_on(row: Row, before: Row, columns: Columns, key: Role) -> bool:
    roles = {columns.roles.get(number, Role.IGNORE) for number in row.cells}
    if key is Role.NAME or columns.part(row, key) or not columns.part(before, key):
        return False
    joined = columns.part(before, key).joined
    return roles <= _GOES_ON and (joined or Role.WHAT not in roles)


def _merged(before: Row, row: Row) -> dict[int, Part]:
    cells = dict(before.cells)
    for number, part in row.cells.items():
        there = cells.get(number, Part())
        cells[number] = Part((*there.sources, *part.sources), there.day or part.day, there.joined or part.joined)
    return cells


def _why_aside(role: Read[Role]) -> str:
    """Why the cells of a column were not taken."""
    if role.value is Role.KNOWN:
        return "is no part of a plan’s text"
    return "was left out by a person" if role.rule in (CHOSEN, REMEMBERED) else "was not recognised"
