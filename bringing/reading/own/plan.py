"""Our own workbook read back: the same draft as of any other file, and exact."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bringing.columns import ACTIONS, KPIS, MILESTONES, NOT_SETTLED, PLAN, POSTS, READ_BACK, SECTIONS, TARGETS
from bringing.plain import FIELDS
from bringing.reading import days
from bringing.reading.actions import LONGEST_REF, ask_of_refs
from bringing.reading.asking import Asking, Asks
from bringing.reading.building import A_REF, Building, Known, at
from bringing.reading.coding import mend_codes
from bringing.reading.draft import ActionRead, Certainty, Draft, Read, SectionRead, WhenRead
from bringing.reading.lengths import too_long
from bringing.reading.limits import Room
from bringing.reading.mapping import shape_of, shape_of_file
from bringing.reading.marking import marked
from bringing.reading.own import values
from bringing.reading.own.answering import Answering, Posts, by_key, steps
from bringing.reading.own.measures import Measures, section_of
from bringing.reading.own.sheets import OWN, Line, sheets_of
from bringing.stamping import stamp_of
from notices.calendar import ByWhenKind, in_words
from sheets.reading import Document

REF: Final = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9.-]*")


def read(document: Document, known: Known, room: Room) -> Draft:
    """A workbook of ours as a draft. What stands in the empty one, filled in, is asked about as in any other file; of
    an export only what can be none of our own saying."""
    return _Reader(document, known, room).draft()


@dataclass(frozen=True, slots=True)
class _Plan:
    """The plan's own row."""

    title: Read[str] | None = None
    source_note: Read[str] | None = None
    starts_on: Read[date | None] | None = None


class _Reader:
    def __init__(self, document: Document, known: Known, room: Room) -> None:
        self.document, self.building = document, Building(known, Asking(room=room))
        self.is_empty_one = stamp_of(document) is None
        self.found, self.tables = sheets_of(document, self.building, is_empty_one=self.is_empty_one)
        self.posts = Posts(self.building, wanted=self.is_empty_one)
        self.answering: list[list[Answering]] = []
        self.letters: dict[str, str] = {}

    def draft(self) -> Draft:
        plan = self._plan()
        sections = tuple(self._section(number, line) for number, line in enumerate(self._lines(SECTIONS.name)))
        self._ask_of_letters(sections)
        lines = self._lines(ACTIONS.name)
        refs = [line.part("key").plain for line in lines]
        rows, steps_of = (by_key(self.found.get(each.name), "ref", refs, self.building) for each in (POSTS, MILESTONES))
        for line, ref in zip(lines, refs, strict=True):
            own = ref.casefold()  # a ref that comes twice is asked about
            self._action(line, rows.pop(own, []), steps_of.pop(own, []))
        ask_of_refs(self.building)
        Measures(self.building, self.letters, refs, is_empty_one=self.is_empty_one).read(
            self._lines(KPIS.name), self.found.get(TARGETS.name)
        )
        if self.is_empty_one:  # what was written here is read sign by sign
            mend_codes(self.building)
        draft = Draft(
            self.document.file,
            shape_of_file([shape_of(each.heading for each in table.columns) for table in self.tables]),
            plan.title,
            self.tables,
            sections,
            tuple(self._with_posts()),
            tuple(self.building.kpis),
            self.posts.read(),
            tuple(self.building.aside),
            (),
            self.document.remarks,
            plan.source_note,
            plan.starts_on,
            self._told(),
        )
        draft = replace(draft, doubts=tuple(self.building.asking.found))
        return marked(replace(draft, doubts=(*draft.doubts, *too_long(draft))))

    def _lines(self, name: str) -> tuple[Line, ...]:
        found = self.found.get(name)
        return found.lines if found else ()

    def _told(self) -> tuple[str, ...]:
        """The fields that the file has columns for."""
        told = []
        for sheet in READ_BACK:
            there = self.found.get(sheet.name)
            if there is None or sheet.kind is None:
                continue
            if sheet.part:
                whole = there.fields >= {column.field for column in sheet.columns if column.is_read}
                told += [f"{sheet.kind}.{sheet.part}"] if whole else []
            else:
                told += [f"{sheet.kind}.{field}" for field in FIELDS[sheet.kind] if field in there.fields]
        return tuple(told)

    def _plan(self) -> _Plan:
        lines = self._lines(PLAN.name)
        for line in lines[1:]:
            says = f"{at(line.place)}: a workbook holds one plan: take this row out, or bring it in a file of its own"
            self.building.asking.ask(Asks.ROW, self.found[PLAN.name].path, line.sources, says)
            self.building.set_aside(line.sources, "A second plan")
        if not lines:
            says = f"No title of the plan was found: enter it on the sheet “{PLAN.name}”"
            self.building.asking.ask(Asks.TITLE, "title", (), says)
            return _Plan()
        line = lines[0]
        title = values.text(line, "title", "title", self.building)
        if not title.value:
            says = f"{at(line.place)}: the plan has no title: enter it"
            self.building.asking.ask(Asks.TITLE, "title", line.sources[:1], says)
        return _Plan(
            title,
            values.text(line, "source_note", "source_note", self.building),
            values.day(line, "starts_on", "starts_on", self.building),
        )

    def _section(self, number: int, line: Line) -> SectionRead:
        path = f"sections/{number}"
        letter = values.text(line, "key", f"{path}/letter", self.building)
        title = values.text(line, "title", f"{path}/title", self.building)
        for each, field, what in ((letter, "letter", "a letter or a number"), (title, "title", "a title")):
            if not each.value:
                says = f"{at(line.place)}: this section has no {field}: enter {what}"
                self.building.asking.ask(Asks.SECTION, f"{path}/{field}", line.sources[:1], says)
        areas = values.several(line, "areas", self.building.known.areas, f"{path}/areas", self.building)
        return SectionRead(
            letter, title, values.lines(line, "needs_improvement"), values.lines(line, "families_said"), areas
        )

    def _ask_of_letters(self, sections: tuple[SectionRead, ...]) -> None:
        for number, section in enumerate(sections):
            letter = section.letter.value
            if letter.casefold() in self.letters:
                says = f"{at(section.letter.sources[0].place)}: there is a section {letter} already: choose another"
                self.building.asking.ask(Asks.SECTION, f"sections/{number}/letter", section.letter.sources, says)
            elif letter:
                self.letters[letter.casefold()] = letter

    def _action(self, line: Line, rows: list[Line], milestones: list[Line]) -> None:
        building = self.building
        number = len(building.actions)
        path = f"actions/{number}"
        ref = self._ref(line, f"{path}/ref")
        called = ref.value if REF.fullmatch(ref.value) and ref.value == " ".join(ref.words.split()) else ""
        what = values.text(line, "what", f"{path}/what", building)
        if not what.value:
            says = f"{at(line.place)}: {called or 'this row'} says nothing of what is done: enter it, or leave it out"
            building.asking.ask(Asks.NO_ACTION, f"{path}/what", line.sources[:1], says)
        by_when, due_on, in_place = self._when(line, called, path)
        self.answering.append(self.posts.of_action(rows, called, path, ref.sources))
        building.actions.append(
            ActionRead(
                ref,
                section_of(line, f"{path}/section", self.letters, building),
                what,
                values.text(line, "success", f"{path}/success", building),
                by_when,
                (),
                values.day(line, "starts_on", f"{path}/starts_on", building),
                values.several(line, "clauses", building.known.clauses, f"{path}/clauses", building),
                steps(milestones, called, path, building),
                ACTIONS.name,
                self._title(line, path),
                due_on,
                in_place,
                values.several(line, "possible_clauses", building.known.clauses, f"{path}/possible_clauses", building),
                values.several(line, "areas", building.known.areas, f"{path}/areas", building),
            )
        )
        building.room.row(line.place, len(rows) + len(milestones))
        self._ask_of_order(building.actions[-1], called, path)
        due = due_on or Read(by_when.value.due_on, by_when.rule, by_when.sources)
        about = f"{path}/{'due_on' if due_on else 'by_when'}"
        values.ask_of_long_stop(called or "This action", due, about, building)

    def _ref(self, line: Line, path: str) -> Read[str]:
        read = values.text(line, "key", path, self.building)
        value = " ".join(read.value.split())
        if not value:
            says = f"{at(line.place)}: this row has an action and no ref: {A_REF}"
            self.building.asking.ask(Asks.NO_REF, path, line.sources[:1], says)
        elif len(value) > LONGEST_REF or not REF.fullmatch(value):
            says = f"{at(read.sources[0].place)}: “{value}” is no ref such as A1: enter one"
            self.building.asking.ask(Asks.NO_REF, path, read.sources, says, read=value[:LONGEST_REF])
        return replace(read, value=value[:LONGEST_REF])

    def _title(self, line: Line, path: str) -> Read[str] | None:
        """None where the empty workbook has none: then one is made of what the action says."""
        if self.is_empty_one and not line.part("title"):
            return None
        return values.text(line, "title", f"{path}/title", self.building)

    def _when(
        self, line: Line, ref: str, path: str
    ) -> tuple[Read[WhenRead], Read[date | None] | None, Read[bool] | None]:
        """As printed, the due date, whether it is in place already. Where its own cell is empty, what is printed says
        it: None."""
        part, due = line.part("by_when"), line.part("due_on")
        there = values.yes_or_no(line, "in_place", f"{path}/in_place", self.building)
        printed = days.by_when(part) if part else days.DayRead(WhenRead(ByWhenKind.AWAITED), values.EMPTY)
        read = Read(printed.when, printed.rule, part.sources)
        if due.plain.casefold() == NOT_SETTLED:
            return read, Read(None, NOT_SETTLED, due.sources), there or Read(False, values.EMPTY)
        if due:
            day = values.day(line, "due_on", f"{path}/due_on", self.building)
            if day.value and there and there.value:
                told = f"{ref or 'This action'} is in place already and has a due date, {in_words(day.value)}"
                says = f"{told}: choose one of the two"
                about = (f"{path}/due_on", f"{path}/in_place")
                self.building.asking.ask(Asks.IN_PLACE_AND_DUE, about, due.sources, says)
            return read, day, there or Read(False, values.EMPTY)
        if there and there.value:
            return read, Read(None, values.EMPTY), there
        if not part:
            says = f"{at(line.place)}: {ref or 'the action'} has no date: enter by when, or “{NOT_SETTLED}”"
            self.building.asking.ask(Asks.NO_BY_WHEN, f"{path}/by_when", line.sources[:1], says)
            return replace(read, certainty=Certainty.OPEN), None, there
        if printed.says:
            asks = Asks.BY_WHEN if printed.certainty is Certainty.OPEN else Asks.PERIOD
            says = f"{ref}: {printed.says}" if ref else printed.says
            self.building.asking.ask(asks, f"{path}/by_when", part.sources, says, others=printed.others)
        return replace(read, certainty=printed.certainty, others=printed.others), None, there

    def _ask_of_order(self, action: ActionRead, ref: str, path: str) -> None:
        starts = action.starts_on.value if action.starts_on else None
        day = action.due_on or action.by_when
        due = action.due
        if starts and due and due < starts:
            says = f"{ref or 'This action'} is due on {in_words(due)}, before it starts on {in_words(starts)}"
            sources = [*(action.starts_on.sources if action.starts_on else ()), *day.sources]
            about = (f"{path}/starts_on", f"{path}/{'due_on' if action.due_on else 'by_when'}")
            self.building.asking.ask(Asks.ENDS_BEFORE_START, about, sources, f"{says}: say which date is right")

    def _unnamed(self) -> Iterator[Sequence[Read[str]]]:
        """Of each action who is still to be named beside those who answer for it."""
        return (self.building.unnamed.get(f"actions/{number}", ()) for number in range(len(self.building.actions)))

    def _with_posts(self) -> list[ActionRead]:
        return [
            replace(action, posts=(*(Read(self.posts.name(one), OWN, printed) for one, printed in answering), *unnamed))
            for action, answering, unnamed in zip(self.building.actions, self.answering, self._unnamed(), strict=True)
        ]
