"""The annexes of a report, each to be sent or left out. Letters are fixed: leaving one out renames no other."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; `code` is what a snapshot stores of those that were left out, `holds` what a reader finds in it."""

    code: str
    letter: str
    title: str
    holds: str

    @property
    def named(self) -> str:
        """Annex A: the plan in full."""
        return f"Annex {self.letter}: {self.title}"

    @property
    def template(self) -> str:
        """What draws it."""
        return f"reports/face/annex_{self.code}.html"


ANNEXES = (
    Annex("plan", "A", "the plan in full", "Every action with its latest update, milestones, dates and evidence."),
    Annex("clauses", "B", "the notice, clause by clause", "How each clause is covered, target horizons, obligations."),
    Annex("kpis", "C", "KPIs in full", "Definitions, baselines, targets, figures and charts."),
    Annex("data", "D", "notes on the data", "What cannot be assessed and why, provisional and corrected figures."),
    Annex("words", "E", "what the words mean", "The glossary. What the ratings mean is always printed."),
)


def unknown(codes: Iterable[str]) -> list[str]:
    """The codes that name no annex."""
    return sorted(set(codes) - {annex.code for annex in ANNEXES})


def of(codes: Iterable[str]) -> tuple[Annex, ...]:
    """The annexes with these codes, in their order."""
    wanted = set(codes)
    return tuple(annex for annex in ANNEXES if annex.code in wanted)
