"""Headings that stand beside those of sections, and not inside of one: which of them end the section above them, as the
whole file tells it. A plan can have its KPIs in each section below a heading as high as the section's own; once behind
all sections, they are of none that anything says."""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from bringing.reading.draft import Holds, Role
from bringing.reading.sections import LEFT
from bringing.reading.words import fold, listed, seen, titled
from sheets.reading import Heading, Place

FEWEST: Final = 2
"""Sections of a file in which a heading can be of another one than of that above it."""
NO_ENDS: Final[frozenset[Place]] = frozenset()


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

    def __init__(self, ends: frozenset[Place] = NO_ENDS) -> None:
        self.ends, self.deeper = ends, False
        """Whether headings inside of sections lie deeper than the sections' own."""
        self.rule = "the heading above"
        """What says that a table is of no section, where it stands in none."""
        self.parts: list[_Part] = []

    def enter(self, section: str) -> None:
        """A heading of a section."""
        self.parts.append(_Part(section, None))

    def leaves(self, block: Heading, section: str, level: int) -> bool:
        """Whether a heading that heads no section ends the one it stands below, whose own is of this level."""
        if not level:
            return False
        if block.level > level:
            self.deeper = True
            return False
        if self.deeper or block.place in self.ends:
            self.rule = LEFT
            return True
        self.parts.append(_Part(section, block))
        return False

    def holds(self, what: Holds | Role) -> None:
        """A table or a point below the heading that was met last."""
        if what and self.parts:
            self.parts[-1].holds.add(what)

    def that_end(self) -> frozenset[Place]:
        """The headings that stand beside the sections, with something of a plan below them that is of no kind which
        other sections have below such a heading as well, and as often."""
        sections = [each.section for each in self.parts]
        if len(set(sections)) < FEWEST:
            return NO_ENDS
        of_all = Counter((each.section, kind) for each in self.parts for kind in each.kinds)
        beside = {(each.section, kind) for each in self.parts if each.heading for kind in each.kinds}
        nth: Counter[tuple[str, Hashable]] = Counter()
        ends: set[Place] = set()
        for part in self.parts:
            nth.update((part.section, kind) for kind in part.kinds)
            if part.heading is None or not part.holds or (part.section != sections[-1] and _is_plain(part.heading)):
                continue
            others = set(sections) - {part.section}
            if not any(
                (other, kind) in beside and of_all[other, kind] >= nth[part.section, kind]
                for other in others
                for kind in part.kinds
            ):
                ends.add(part.heading.place)
        return frozenset(ends)


def _is_plain(heading: Heading) -> bool:
    """Whether a heading says no more than what the table or the list below it holds: between two sections it is of the
    one before."""
    return bool(titled(seen(heading.text)) or listed(seen(heading.text)))


def _called(heading: Heading) -> Hashable:
    text = seen(heading.text)
    return titled(text) or listed(text) or fold(text)
