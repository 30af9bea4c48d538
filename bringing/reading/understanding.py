"""A document read as a plan: its blocks gone through in their order, with the section and the list they stand in."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bringing.columns import READ_BACK
from bringing.reading import below, flat, lined, of_outcomes, outcomes, own, posts
from bringing.reading.above import Within, within
from bringing.reading.actions import ask_of_refs
from bringing.reading.asking import Asking, Asks
from bringing.reading.building import Building, Known
from bringing.reading.captions import is_caption
from bringing.reading.coding import code_kpis
from bringing.reading.draft import Draft, Holds, Read, Role, Source, TableRead
from bringing.reading.formulas import without_value
from bringing.reading.headed import A_HEADING, HEADED, NOT_HEADED, Headed, headed
from bringing.reading.kpis import ask_of_names
from bringing.reading.leaving import ALONE, NO_ENDS, Ends, Leaving
from bringing.reading.lengths import too_long
from bringing.reading.lettering import ask_of_columns
from bringing.reading.limits import EVERYTHING, Most, Room
from bringing.reading.mapping import Chosen, shape_of_file, spread
from bringing.reading.marking import marked
from bringing.reading.outline import BOLD, LONGEST, Outline, is_title, section_of, unnumbered
from bringing.reading.recognising import CHOSEN, HEADING, Recognised, columns_of, has_risks, held_by, recognise
from bringing.reading.refs import ask_of_refs_in_texts
from bringing.reading.same_words import same_words_once
from bringing.reading.sections import NOT_TOLD, Meant, meant, reads_otherwise
from bringing.reading.stacked import parted
from bringing.reading.tables import add_point, ask_of_points_aside, read_table, why_no_point
from bringing.reading.unsaid import ask_of_empty_sections, ask_of_sections, ask_of_title
from bringing.reading.words import LETTERED, OUTCOME, SECTION, is_furniture, listed, seen, titled
from bringing.stamping import is_line
from sheets.reading import Block, Document, Heading, Paragraph, Table

FEW: Final = 5
"""Cells that a doubt names."""
LONGEST_TITLE: Final = 160
NOBODY: Final = Known()
NOTHING_CHOSEN: Final = Chosen()


def understand(
    document: Document, known: Known = NOBODY, chosen: Chosen = NOTHING_CHOSEN, most: Most = EVERYTHING
) -> Draft:
    """A plan as far as it can be read for certain, and everything else as doubts. What a person chose goes before what
    is remembered, and that before what is proposed. A workbook of ours is known and read exactly.

    Raises TooMuch for a document that holds more of a plan than `most`."""
    room = Room(most)
    if own.is_own(document):
        draft, read = own.read(document, known, room), {sheet.name for sheet in READ_BACK}
        tables = [table for table in document.tables if table.name in read]
    else:
        draft = _walked(document, known, chosen, most).draft()
        held = {table.place.sheet for table in draft.tables if table.holds.value is not Holds.NOTHING}
        tables = [table for table in document.tables if table.place.sheet in held]
    draft = replace(draft, doubts=(*draft.doubts, *without_value(tables)))
    room.doubts(len(draft.doubts), None)
    return draft


def _walked(document: Document, known: Known, chosen: Chosen, most: Most) -> "_Walk":
    """A document that was gone through; once more where what somebody said of one table holds for others, and where
    only the whole of it told which headings are sections, which end one, or what columns of outcomes or of sections
    mean."""
    walk = _Walk(document, known, chosen, Room(most))
    if (further := spread(chosen, walk.tables, walk.shapes)) is not chosen:
        chosen, walk = further, _Walk(document, known, further, Room(most))
    if by := headed(walk.outline, walk.tables, walk.building):
        walk = _Walk(document, known, chosen, Room(most), by)
    if ends := walk.leaving.that_end():
        walk = _Walk(document, known, chosen, Room(most), by, ends)
    if rule := of_outcomes.of_file(walk.building.says):
        walk = _Walk(document, known, chosen, Room(most), by, ends, Meant(outcomes=rule))
    told = replace(meant(walk.building.says, known.sections), outcomes=walk.building.meant.outcomes)
    if reads_otherwise(told, walk.building.says):
        return _Walk(document, known, chosen, Room(most), by, ends, told)
    walk.building.meant = told
    return walk


class _Walk:
    """Goes through a document once. What the whole of it says: `by` which headings are sections, `ends` which end one,
    and `told` what its columns of sections mean."""

    def __init__(
        self,
        document: Document,
        known: Known,
        chosen: Chosen,
        room: Room,
        by: Headed = NOT_HEADED,
        ends: Ends = NO_ENDS,
        told: Meant = NOT_TOLD,
    ) -> None:
        self.document, self.chosen, self.by = document, chosen, by
        self.leaving = Leaving(ends, by.chapters, by_words=not by.heads)
        self.building = Building(known, Asking(room=room), meant=told)
        self.outline = Outline(document.blocks)
        self.tables: list[TableRead] = []
        self.shapes: list[str] = []
        self.section, self.level, self.by_look = "", 0, False
        """The section that is open, how deep its heading lies, and whether sections have bold lines for headings."""
        self.rule, self.by_outcomes = A_HEADING, False
        self.list, self.items = Role.IGNORE, False
        """The list that is open, and whether it has points behind bullets: what has none is no point then."""
        self.title_says = Holds.NOTHING
        self.captions: list[Source] = []
        self.title: Read[str] | None = None
        self.until = -1
        """Where the lines end that were looked through last."""
        blocks, number = document.blocks, 0
        while number < len(blocks):
            number += self._block(blocks, number)
        self._drop_captions()

    def draft(self) -> Draft:
        """What was read, and all that is asked of the whole of it."""
        self.building.asking.found[:] = same_words_once(self.building.asking.found)
        ask_of_title(self.title, self.tables, self.building)
        ask_of_sections(self.building)
        ask_of_columns(self.building)
        ask_of_empty_sections(not self.document.blocks, self.building)
        ask_of_points_aside(self.building)
        ask_of_refs_in_texts(self.building)
        ask_of_refs(self.building)
        code_kpis(self.building)
        ask_of_names(self.building)
        return self._finished()

    def _block(self, blocks: Sequence[Block], number: int) -> int:
        """Read a block; how many were read with it."""
        block = blocks[number]
        if isinstance(block, Table):
            for key, table in parted(block):
                of_risks = self.outline.of_risks(block, has_risks=has_risks(block))
                self._table(recognise(key, table, self.chosen, self._says(block), of_risks=of_risks))
            return 1
        if isinstance(block, Paragraph) and not block.item and (found := self._flat(blocks, number)):
            holds, heads, lines = found
            grid = flat.grid(lines, holds, heads)
            self._table(columns_of(grid, holds, HEADING, self.chosen, self.title_says))
            return len(lines)
        if read := self._lined(blocks, number):
            return read
        self._text(block)
        return 1

    def _says(self, table: Table) -> Holds:
        """What the title above a table, or its sheet's name, says of it."""
        return titled(table.name) or self.title_says

    def _flat(self, blocks: Sequence[Block], number: int) -> tuple[Holds, tuple[str, ...], list[Paragraph]] | None:
        """A table whose lines follow upon a line of headings."""
        holds, heads = flat.headings(blocks[number].text)
        if not heads:
            return None
        lines: list[Paragraph] = []
        for at in range(number, len(blocks)):
            block = blocks[at]
            if not isinstance(block, Paragraph) or (lines and self._ends(block)):
                break
            lines.append(block)
        return holds, heads, lines

    def _lined(self, blocks: Sequence[Block], number: int) -> int:
        """Read a table that has one cell a line; how many lines were read, or set aside as its headings."""
        holds, heads = lined.headings(blocks, number)
        if not heads:
            return 0
        lines = self._lines(blocks, number + len(heads))
        grid = lined.grid(heads, lines, holds)
        sources = [Source(each.place, each.text) for each in heads]
        if grid is None:
            self.building.asking.ask(Asks.NO_TABLE, "tables", sources[:FEW], lined.ROWS_UNKNOWN)
            self.building.set_aside([*self.captions, *sources], "Headings of a table whose rows nobody can tell apart")
            self.captions, self.list, self.title_says = [], Role.IGNORE, Holds.NOTHING
            return len(heads)
        about = f"tables/{len(self.tables)}/holds"
        self.building.asking.ask(Asks.TABLE, about, sources[:FEW], lined.ONE_A_LINE, read=f"{len(grid.rows)} rows")
        self._table(columns_of(grid, holds, HEADING, self.chosen, self.title_says))
        return len(heads) * (len(grid.rows) + 1)

    def _lines(self, blocks: Sequence[Block], number: int) -> list[Paragraph]:
        """The lines from this one on before the next that heads something. A number alone can be a cell, or that of a
        page. The same lines may be asked for from each of them on: where they end is looked for once."""
        if number > self.until:
            lines = takewhile(lambda at: self._goes_on(blocks[at]), range(number, len(blocks)))
            self.until = number + sum(1 for _ in lines)
        return [each for each in blocks[number : self.until] if isinstance(each, Paragraph)]

    def _goes_on(self, block: Block) -> bool:
        return isinstance(block, Paragraph) and not self._heads(block)

    def _ends(self, block: Paragraph) -> bool:
        """Whether a line is of no table's rows any more."""
        return is_furniture(block.text) or self._heads(block)

    def _heads(self, block: Paragraph) -> bool:
        text = block.text
        return bool(section_of(block) or listed(text) or titled(text)) or bool(flat.headings(text)[1])

    def _text(self, block: Heading | Paragraph) -> None:
        source, text = Source(block.place, block.text), seen(block.text)
        says = unnumbered(text) if isinstance(block, Heading) else text
        item = isinstance(block, Paragraph) and block.item > 0
        if is_line(text):
            self.building.set_aside([source], "Says of which plan this document was made")
            return
        found = None if item else self._section_of(block) or self._outcome_of(block)
        heading = self.outline.heading(block, is_point=not found and self._is_point(block))
        if found:
            self.leaving.enter(found[0])
        elif heading and self.leaving.leaves(heading, self.section, self.level):
            self.section, self.level, self.list = "", 0, Role.IGNORE
        if found and self.captions and found[0] == self.section:
            self.captions.append(source)  # “ASW A – …” below “Key Performance Indicators”
        elif found:
            self._drop_captions()
            letter, title = found
            by_line = self.rule == outcomes.A_LINE and isinstance(block, Paragraph) and not section_of(block)
            self.rule, said = (outcomes.A_LINE,) * 2 if by_line else (A_HEADING, "a heading of sections")
            said = HEADED if block.place in self.by.heads else said
            self.section = self.building.section(letter, title, (source,), said)
            self.level = heading.level if heading and not by_line else self.level * self.by_outcomes
            self.by_look = self.level == BOLD
            self.list, self.title_says = Role.IGNORE, Holds.NOTHING
        elif not item and (role := listed(says)):
            self._drop_captions()
            self.list, self.items, self.title_says = role, False, Holds.NOTHING
            self.building.set_aside([source], "The heading of a list of points")
        elif not item and (holds := titled(says)):
            if holds is not self.title_says:
                self._drop_captions()
            self.list, self.title_says = Role.IGNORE, holds
            self.captions.append(source)
        elif self._is_point(block):
            self.items = item
            self._point(source)
        else:
            self._line(heading if heading and self.by_look else block, source, text)

    def _section_of(self, block: Heading | Paragraph) -> tuple[str, str] | None:
        """The section that a block heads: as the whole file tells it, or by its words."""
        return None if block.place in self.by.chapters else self.by.heads.get(block.place) or section_of(block)

    def _line(self, block: Heading | Paragraph, source: Source, text: str) -> None:
        """What is neither a section, a title of a table or a list, nor a point."""
        if is_caption(block):
            self.captions.append(source)
        elif self.title is None and len(text) <= LONGEST_TITLE and is_title(block):
            self.title = Read(text, "words of a title", (source,))
        elif isinstance(block, Heading) or (not block.item and (self.captions or self._may_be_outcome(text))):
            self.list = Role.IGNORE
            self.captions.append(source)
        else:
            self.building.set_aside([source], why_no_point(text, self.section, self.list))

    def _may_be_outcome(self, text: str) -> bool:
        """Whether a line may say the section of a table below it, where nothing else does."""
        return not self.section and outcomes.said_by(text) is not None

    def _outcome_of(self, block: Heading | Paragraph) -> tuple[str, str] | None:
        """The letter and the title of “Outcome A: …”: a heading that lies in no section, and a line that says another
        one then. Deeper, it is what a section is to bring about."""
        heads = not self.section or block.level <= self.level if isinstance(block, Heading) else self.by_outcomes
        found = OUTCOME.fullmatch(seen(block.text)) if heads and len(block.text) <= LONGEST else None
        self.by_outcomes |= found is not None
        return (found["letter"].upper(), found["title"].strip()) if found else None

    def _is_point(self, block: Heading | Paragraph) -> bool:
        """Whether a paragraph is a point of the list that is open: behind a bullet, unless the list has none. Below our
        own tables each is, so that none is lost."""
        if self.list in below.LISTS:
            return not isinstance(block, Heading)
        if not self.list or not self.section or isinstance(block, Heading) or is_caption(block):
            return False
        return block.item > 0 or not self.items

    def _point(self, source: Source) -> None:
        if self.list in below.LISTS:
            below.read_line(source, self.list, self.building)
        else:
            self.leaving.holds(self.list)
            around = self._around()
            rule = ALONE if around.rule == ALONE else "the heading of the list"
            add_point(source, self.list, around.letter, rule, self.building)

    def _drop_captions(self) -> None:
        """Titles that no table followed upon: what stands below them may be one whose cells ran together. Of a heading
        such tables may stand below others that it lies over."""
        title = next((each for each in self.captions if titled(seen(each.words))), None)
        of = titled(seen(title.words)) if title else Holds.NOTHING
        if title and not any(held_by(each, of) is of for each in self.outline.below(title.place)):
            says = f"No table was found below “{seen(title.words)}”: {lined.SAVED}; or bring the Word or Excel file"
            self.building.asking.ask(Asks.NO_TABLE, "tables", self.captions[:1], says)
        self.building.set_aside(self.captions, "A heading that no table or list followed upon")
        self.captions = []

    def _table(self, found: Recognised) -> None:
        dated = sum(column.role.value in (Role.TARGET, Role.MILESTONE) for column in found.columns)
        self.building.room.table(found.grid.place, len(found.columns), dated)
        captions, self.captions = tuple(self.captions), []
        section = self._section_of_table(found)
        if not section.letter and found.holds.value is not Holds.NOTHING:
            section = self._by_line((*captions, *found.grid.above)) or section
        if found.grid.name:
            self.building.says.sheet(found.grid.name, section.letter)
        if section.rule != ALONE:  # which is asked about anyway
            self._ask_of_two(found, section.letter)
        number = len(self.tables)
        self.tables.append(read_table(found, section, captions, number, self.building))
        self.shapes.append(found.shape)
        self.leaving.holds(found.holds.value)
        self.list = Role.IGNORE

    def _section_of_table(self, found: Recognised) -> Within:
        """As it was chosen or is remembered, by the row above its headings, by its sheet's name, or by the heading
        above it."""
        if letter := self.chosen.section_of(found.grid.key, found.shape):
            return Within(self._known_section(letter, "", (), CHOSEN), CHOSEN)
        around = self._section_around(found)
        return around if found.holds.value is Holds.NOTHING else within(found.grid, around, self.building)

    def _by_line(self, captions: Sequence[Source]) -> Within | None:
        """By a line above a table, which says the section of the tables below that too."""
        source = None if self.section else outcomes.of_lines(captions, self.building)
        if source is None:
            return None
        letter, title = outcomes.said_by(source.words) or ("", "")
        self.section = self.building.section(letter, title, (source,), outcomes.A_LINE)
        self.rule, self.by_outcomes, self.level = outcomes.A_LINE, True, 0
        return Within(letter, outcomes.A_LINE, source)

    def _section_around(self, found: Recognised) -> Within:
        named = SECTION.fullmatch(found.grid.name) or LETTERED.fullmatch(found.grid.name)
        if not named:
            return self._around()
        title, rule = (named["title"] or "").strip(), "the sheet’s name"
        source = Source(found.grid.place, found.grid.name)
        letter = self._known_section(named["letter"].upper(), "" if titled(title) else title, (source,), rule)
        return Within(letter, rule)

    def _around(self) -> Within:
        """The section that the headings say, and what says it."""
        if self.leaving.within and self.section:
            return Within(self.section if self.leaving.within == ALONE else "", self.leaving.within)
        return Within(self.section, self.rule if self.section else self.leaving.rule)

    def _known_section(self, letter: str, title: str, sources: tuple[Source, ...], rule: str) -> str:
        """A section that may be known already: then nothing is said anew."""
        there = letter in self.building.sections
        return letter if there else self.building.section(letter, title, sources, rule)

    def _ask_of_two(self, found: Recognised, section: str) -> None:
        """A second table of actions for a section: it may be an older version of the first."""
        if found.holds.value is not Holds.ACTIONS or not section:
            return
        before = [each for each in self.tables if each.holds.value is Holds.ACTIONS and each.section == section]
        if before:
            where = " and ".join([*(each.key for each in before), found.grid.key])
            sources = [source for each in before for column in each.columns[:1] for source in column.role.sources]
            sources += [source for head in found.grid.heads[:1] for source in head.part.sources]
            says = f"Section {section} has more than one table of actions, {where}: confirm that all of them count"
            self.building.asking.ask(Asks.TWO_TABLES, f"tables/{len(self.tables)}/holds", sources, says)

    def _finished(self) -> Draft:
        building, known = self.building, self.building.known
        bodies, asking = known.organisations, building.asking
        together, read = posts.together(building.mentions, known.posts, bodies, asking, known.beside)
        by_action: dict[str, list[Read[str]]] = {}
        for mention in building.mentions:
            by_action.setdefault(mention.path.rpartition("/posts/")[0], []).append(read[mention.path])
        actions = tuple(
            replace(action, posts=(*by_action.get(path, ()), *building.unnamed.get(path, ())))
            for path, action in ((f"actions/{number}", each) for number, each in enumerate(building.actions))
        )
        draft = Draft(
            self.document.file,
            shape_of_file(self.shapes),
            self.title,
            tuple(self.tables),
            tuple(section.read() for section in building.sections.values()),
            actions,
            tuple(building.kpis),
            together,
            tuple(building.aside),
            tuple(building.asking.found),
            self.document.remarks,
        )
        return marked(replace(draft, doubts=(*draft.doubts, *too_long(draft))))
