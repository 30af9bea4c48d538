"""Headings that stand beside those of sections, and not inside of one: which of them end the section above them, as the
whole file tells it. A plan can have its KPIs in each section below a heading as high as the section's own; once behind
all sections, they are of none that anything says. Bold lines are such headings too where those of the sections are."""

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bringing.reading.draft import Holds, Role
from bringing.reading.outline import BOLD, is_of_all, is_plain, unnumbered
from bringing.reading.sections import LEFT
from bringing.reading.words import fold, listed, titled
from sheets.reading import Heading, Place

ALONE: Final = "a heading inside of the last section, which no other one has"
"""What says that something is of the last section, which is asked about."""
FEWEST: Final = 2
"""Sections of a file in which a heading can be of another one than of that above it."""
FEWEST_ALONE: Final = 3
"""Sections of which the last alone has what stands below a heading inside of it: of two, either may have it."""


@dataclass(frozen=True, slots=True)
class Ends:
    """Headings of a file by their places: those that end a section; those inside of the last one that say that they are
    of none; and those inside of it below which stands what no other section has."""

    beside: frozenset[Place] = frozenset()
    of_all: frozenset[Place] = frozenset()
    alone: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.beside or self.of_all or self.alone)


NO_ENDS: Final = Ends()


@dataclass(slots=True)
class _Part:
    """What stands below a heading, up to the next that is as high as the section's own."""

    section: str
    heading: Heading | None
    """None for the section's own."""
    holds: set[Holds | Role] = field(default_factory=set)

    @property
    def kinds(self) -> set[Hashable]:
        """What it is one of: by what it holds, and by the words of its heading."""
        return self.holds | ({_called(self.heading)} if self.heading else set())


class Leaving:
    """Keeps what stands below the headings of a file. `ends` are those that end a section, where that is known."""

    def __init__(
        self, ends: Ends = NO_ENDS, chapters: frozenset[Place] = frozenset(), *, by_words: bool = True
    ) -> None:
        """`chapters` are numbered headings that head no section; `by_words` is whether those of sections say so by
        their words."""
        self.ends, self.chapters, self.by_words, self.deeper = ends, chapters, by_words, False
        """Whether headings inside of sections lie deeper than the sections' own."""
        self.rule = "the heading above"
        """What says that a table is of no section, where it stands in none."""
        self.within, self._level = "", 0
        """The rule of what stands below a heading inside of the last section, as long as that goes on: LEFT where it is
        of none, ALONE where it is asked about; and how deep the heading lies."""
        self.parts: list[_Part] = []
        self.spots: list[_Part] = []
        """The same of each heading, also those inside of a section, with what stands right below it."""

    def enter(self, section: str) -> None:
        """A heading of a section."""
        self.within = ""
        self.parts.append(_Part(section, None))
        self.spots.append(_Part(section, None))

    def leaves(self, heading: Heading, section: str, level: int) -> bool:
        """Whether a heading that heads no section ends the one it stands below, whose own is of this level."""
        if not level:
            return False
        if heading.level <= self._level:
            self.within = ""
        if heading.level > level:
            self._go_inside(heading, section)
            return False
        if self.deeper or heading.place in self.ends.beside | self.chapters:
            self.rule, self.within = LEFT, ""
            return True
        self.parts.append(_Part(section, heading))
        self.spots.append(_Part(section, heading))
        return False

    def _go_inside(self, heading: Heading, section: str) -> None:
        self.deeper |= heading.level < BOLD
        self.spots.append(_Part(section, heading))
        if rule := LEFT if heading.place in self.ends.of_all else ALONE if heading.place in self.ends.alone else "":
            self.within, self._level = rule, heading.level

    def holds(self, what: Holds | Role) -> None:
        """A table or a point below the heading that was met last."""
        if what and self.parts:
            self.parts[-1].holds.add(what)
            self.spots[-1].holds.add(what)

    def that_end(self) -> Ends:
        """What the whole file tells of its headings."""
        sections = list(dict.fromkeys(each.section for each in self.parts))
        if len(sections) < FEWEST:
            return NO_ENDS
        last = self.parts[-1].section
        inside = list(self._inside(last))
        of_all = frozenset(place for place, rule in inside if rule == LEFT)
        alone = frozenset(place for place, rule in inside if rule == ALONE) if len(sections) >= FEWEST_ALONE else of_all
        return Ends(frozenset(self._beside(last)), of_all, alone - of_all)

    def _beside(self, last: str) -> Iterator[Place]:
        """The headings that stand beside the sections, with something of a plan below them that is of no kind which
        other sections have below such a heading as well, and as often; and those that say that they are of none."""
        of_all = Counter((each.section, kind) for each in self.parts for kind in each.kinds)
        beside = {(each.section, kind) for each in self.parts if each.heading for kind in each.kinds}
        sections = {each.section for each in self.parts}
        nth: Counter[tuple[str, Hashable]] = Counter()
        for part in self.parts:
            nth.update((part.section, kind) for kind in part.kinds)
            if part.heading is None or not part.holds:
                continue
            others = sections - {part.section}
            is_there = any(
                (other, kind) in beside and of_all[other, kind] >= nth[part.section, kind]
                for other in others
                for kind in part.kinds
            )
            is_between = self.by_words and part.section != last and is_plain(part.heading.text)
            if self._is_of_all(part) or not (is_there or is_between):
                yield part.heading.place

    def _is_of_all(self, part: _Part) -> bool:
        """Whether a heading says that it is of no single section, and no other section has one of the same words."""
        if part.heading is None or not is_of_all(part.heading.text):
            return False
        same = (each for each in self.spots if each.heading and _called(each.heading) == _called(part.heading))
        return all(each.section == part.section for each in same)

    def _inside(self, last: str) -> Iterator[tuple[Place, str]]:
        """The headings inside of the last section that say that they are of none, and those below which stands what no
        other section has, or not as often, each with its rule."""
        of_all = Counter((each.section, kind) for each in self.spots for kind in each.holds)
        beside = {each.heading.place for each in self.parts if each.heading}
        nth: Counter[Hashable] = Counter()
        for spot in (each for each in self.spots if each.section == last):
            nth.update(spot.holds)
            if spot.heading is None or not spot.holds or spot.heading.place in beside:
                continue
            if self._is_of_all(spot):
                yield spot.heading.place, LEFT
            elif not any(of != last and kind in spot.holds and n >= nth[kind] for (of, kind), n in of_all.items()):
                yield spot.heading.place, ALONE


def _called(heading: Heading) -> Hashable:
    text = unnumbered(heading.text)
    return titled(text) or listed(text) or fold(text)
