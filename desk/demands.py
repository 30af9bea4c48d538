"""What a notice demands and how it is covered: its clauses as they stand in each other, the gaps first. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govuk.parts import Link
from notices.reading import ClauseReading, ObligationReading, clause_anchor
from reports.figures.tree import ClauseFigures, Figures

# a cover's words and its look
COVERS: Final[Mapping[str, tuple[str, str]]] = {
    "uncovered": ("Not covered", "red"),
    "partly": ("Partly covered", "amber"),
    "covered": ("Covered", "green"),
}


@dataclass(frozen=True)
class Cover:
    """How a clause is covered, in words, with the actions that answer it, those for a person to confirm last."""

    words: str
    look: str
    says: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ClauseLine:
    """A clause with those inside it. Without `cover` it asks nothing of a plan, or the reader may not see the plan.
    `documents` are those that are evidence for the clause itself, for those who see evidence."""

    clause: ClauseReading
    cover: Cover | None
    obligations: tuple[ObligationReading, ...]
    documents: tuple[Link, ...]
    children: "tuple[ClauseLine, ...]"

    @property
    def anchor(self) -> str:
        return clause_anchor(self.clause.number)


@dataclass(frozen=True)
class Gap:
    """A clause that nothing, or not enough, answers yet."""

    number: str
    words: str
    look: str
    says: str

    @property
    def anchor(self) -> str:
        return clause_anchor(self.number)


def lines(
    clauses: Iterable[ClauseReading],
    covers: Mapping[str, Cover],
    obligations: Sequence[ObligationReading],
    documents: Mapping[str, Sequence[Link]],
) -> tuple[ClauseLine, ...]:
    """The clauses in order, each with its cover and its documents (by the clause's uid) and the obligations that it
    founds."""
    return tuple(
        ClauseLine(
            clause=each,
            cover=covers.get(str(each.uid)),
            obligations=tuple(found for found in obligations if found.clause == each.number),
            documents=tuple(documents.get(str(each.uid), ())),
            children=lines(each.children, covers, obligations, documents),
        )
        for each in clauses
    )


def covers_of(figures: Figures, addresses: Mapping[str, str]) -> Mapping[str, Cover]:
    """The cover of each clause that asks something, by the clause's uid. `addresses` are those of actions by ref."""
    return {row.uid: _cover(row, addresses) for row in figures.clauses if row.cover}


def gaps(figures: Figures) -> list[Gap]:
    """The clauses that are not covered, then those that are partly, each in the notice's order."""
    return [
        Gap(row.number, *COVERS[wanted], row.says)
        for wanted in ("uncovered", "partly")
        for row in figures.clauses
        if row.cover == wanted
    ]


def counts(figures: Figures) -> list[tuple[str, str, int]]:
    """(look, word, count) of each cover, the best first, as a bar wants them."""
    found = [row.cover for row in figures.clauses]
    return [(COVERS[each][1], COVERS[each][0], found.count(each)) for each in ("covered", "partly", "uncovered")]


def _cover(row: ClauseFigures, addresses: Mapping[str, str]) -> Cover:
    words, look = COVERS[row.cover]
    refs = dict.fromkeys((*row.actions, *row.possible))
    return Cover(words, look, row.says, tuple(Link(ref, addresses[ref]) for ref in refs))
