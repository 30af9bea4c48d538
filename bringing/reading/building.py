"""What is gathered while a file is read, and the settled parts that every reader of rows needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bringing.reading.asking import Asking, Asks
from bringing.reading.bands import Band
from bringing.reading.draft import ActionRead, Aside, Certainty, KpiRead, Read, Role, SectionRead, Source
from bringing.reading.grid import Grid, Part, Row
from bringing.reading.heads import is_of_heads
from bringing.reading.limits import Room
from bringing.reading.posts import Mention
from bringing.reading.sections import COLUMN, Meant, Says
from bringing.reading.words import odd, seen
from govuk.words import listed
from sheets.reading import Place


@dataclass(frozen=True, slots=True)
class Known:
    """What the notice has already, to read a file against. All of it can be empty. `deliver_by` is the notice's own;
    posts and organisations by their titles, clauses by their numbers, areas by their codes. `brought_on` is the day on
    which the file was brought: what it says of days after it is yet to come. `kpis` are the names of the
    plan's own by their codes, `codes` those of all that the notice has; `refs` are those of the plan's actions,
    `sections` the titles of its sections by their letters.
    `beside` are those of the organisations, by their names and short names, that answer beside the posts of others."""

    deliver_by: date | None = None
    brought_on: date | None = None
    posts: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kpis: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SectionBuilt:
    """A section on its way."""

    letter: Read[str]
    title: Read[str]
    needs: list[Read[str]] = field(default_factory=list)
    families: list[Read[str]] = field(default_factory=list)

    def read(self) -> SectionRead:
        return SectionRead(self.letter, self.title, tuple(self.needs), tuple(self.families))


@dataclass(slots=True)
class Building:
    """A draft on its way."""

    known: Known
    asking: Asking = field(default_factory=Asking)
    sections: dict[str, SectionBuilt] = field(default_factory=dict)
    actions: list[ActionRead] = field(default_factory=list)
    kpis: list[KpiRead] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    unnamed: dict[str, list[Read[str]]] = field(default_factory=dict)
    """By the path of an action who is still to be named beside those who answer for it."""
    aside: list[Aside] = field(default_factory=list)
    bands: dict[str, Band] = field(default_factory=dict)
    """Rows across tables that say sections by their look, by the letters of these."""
    says: Says = field(default_factory=Says)
    meant: Meant = field(default_factory=Meant)

    @property
    def room(self) -> Room:
        """What is left of what one draft may hold."""
        return self.asking.room

    def set_aside(self, sources: Iterable[Source], why: str) -> None:
        self.aside += [Aside(each, why) for each in sources]

    def to_be_named(self, path: str, there: int, sources: Sequence[Source], ref: str) -> None:
        """Keep places for those of an action who are still to be named, behind as many as answer for it, and ask."""
        self.unnamed[path] = [Read("", "somebody is still to be named", (each,), Certainty.OPEN) for each in sources]
        about = [f"{path}/posts/{there + number}" for number in range(len(sources))]
        told = listed([f"“{seen(each.words)}”" for each in sources])
        says = (
            "says that somebody is still to be named" if len(sources) == 1 else "say that others are still to be named"
        )
        says = f"{of_ref(ref)}{told} {says}: enter who answers besides, or leave it open"
        self.asking.ask(Asks.UNNAMED, about, sources, says)

    def section(self, letter: str, title: str, sources: tuple[Source, ...], rule: str) -> str:
        """Make a section known, or add to what is known of it; its letter."""
        if rule != COLUMN:
            self.says.told(letter, title, sources)
        there = self.sections.get(letter)
        certainty = Certainty.CERTAIN if title else Certainty.OPEN
        if there is None:
            read, titled = Read(letter, rule, sources), Read(title, rule, sources if title else (), certainty)
            self.sections[letter] = SectionBuilt(read, titled)
        elif title and not there.title.value:
            there.title = Read(title, rule, sources)
        else:
            self.set_aside(sources, f"The heading of section {letter} again")
        return letter

    def next_letter(self) -> str:
        """The first letter of the alphabet that no section of the file has."""
        taken = self.sections.keys() | self.meant.letters
        letter = next((each for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if each not in taken), "")
        self.says.made.add(letter)
        return letter

    def prose(self, part: Part, path: str, rule: str) -> Read[str]:
        """A text with its lines, and what is odd about its characters asked."""
        lines = [" ".join(line.split()) for line in part.text.split("\n")]
        self.ask_of_characters(part, path)
        return Read("\n".join(filter(None, lines)), rule, part.sources)

    def short(self, part: Part, path: str, rule: str) -> Read[str]:
        """A short value such as a ref: what cannot be seen is left out of it."""
        self.ask_of_characters(part, path)
        return Read(seen(part.text), rule, part.sources)

    def ask_of_characters(self, part: Part, path: str) -> None:
        for source in part.sources:
            if what := odd(source.words):
                says = f"{at(source.place)}: it holds {what}: check that it says what is meant, or mend it in the file"
                asks = Asks.FORMULA if what.startswith("a formula") else Asks.UNSEEN
                self.asking.ask(asks, path, [source], says, read=seen(source.words))


class Columns:
    """The columns of one table by their roles. `table` is its key."""

    def __init__(self, roles: Mapping[int, Role], table: str) -> None:
        self.roles, self.table = roles, table
        self._by_role: dict[Role, list[int]] = {}
        for number, role in sorted(roles.items()):
            self._by_role.setdefault(role, []).append(number)

    def of(self, role: Role) -> int | None:
        """The first column of a role."""
        return next(iter(self._by_role.get(role, ())), None)

    def all_of(self, *roles: Role) -> list[int]:
        return sorted(number for role in roles for number in self._by_role.get(role, ()))

    def part(self, row: Row, role: Role) -> Part:
        """The cell of a role; of several (an outcome beside success criteria) all of them."""
        parts = [part for column in self.all_of(role) if (part := row.at(column))]
        return parts[0] if len(parts) == 1 else Part(tuple(each for part in parts for each in part.sources))

    def known_by(self, row: Row, role: Role) -> tuple[Source, ...]:
        """The cell of this role, by which a row is known, where another one is empty; else the row’s first own one."""
        return self.part(row, role).sources or row.own[:1]


A_REF: Final = "enter one that no other row has; a ref that the plan has already means that action of the plan"
"""What to do about an action without a ref."""


def at(place: Place) -> str:
    """A place at the beginning of a sentence."""
    text = str(place)
    return f"{text[:1].upper()}{text[1:]}"


def of_ref(ref: str) -> str:
    """The beginning of a sentence about an action; "" where nothing names it but its place."""
    return f"{ref}: " if ref else ""


def is_headings_again(row: Row, grid: Grid) -> bool:
    """Whether a row repeats the headings, as on a new page."""
    cells = {number: part.plain.casefold() for number, part in row.cells.items()}
    return len(cells) > 1 and all(is_of_heads(number, text, grid.heads) for number, text in cells.items())
