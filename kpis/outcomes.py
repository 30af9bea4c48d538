"""How passed milestones came out, in words: for the page of a KPI, the list and its files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govuk import words
from kpis.models import FigureKind
from kpis.passed import Outcome
from kpis.periods import Kind, inside
from kpis.reading import KpiReading, TargetReading
from kpis.state import State
from notices.calendar import month_end

_WORDS: Final = {Outcome.MET: "Met", Outcome.MISSED: "Missed", Outcome.UNKNOWN: "Not known"}
_LOOKS: Final = {Outcome.MET: "green", Outcome.MISSED: "red", Outcome.UNKNOWN: "none"}


@dataclass(frozen=True)
class CameOut:
    """How a milestone came out: a word with its look, by which figure, and why nothing can be said, if nothing can."""

    word: str
    look: str
    by: str
    why: str


def came_out(kpi: KpiReading, target: TargetReading) -> CameOut | None:
    """How a milestone came out; None before its day."""
    if target.passed is None:
        return None
    outcome = target.passed.outcome
    return CameOut(_WORDS[outcome], _LOOKS[outcome], _by(kpi, target), target.passed.why)


def _by(kpi: KpiReading, target: TargetReading) -> str:
    """17% of November 2023, provisional; "" where nothing was measured for it."""
    figure = target.passed.figure if target.passed else None
    if figure is None:
        return ""
    of = f"of {inside(figure.as_at, Kind(figure.period))}"
    kind = ", provisional" if figure.kind is FigureKind.PROVISIONAL else ""
    return f"{kpi.told(figure)} {of}{kind}"


def missed_sentences(kpi: KpiReading) -> Iterator[str]:
    """Each missed milestone as a sentence; the one that the state's own rule tells of is not told twice."""
    for target in kpi.missed:
        if not (kpi.state is State.OFF_TRACK and target is kpi.targets[-1]):
            asked = kpi.shown(target.value)
            said = f"The milestone of {when(target)} was missed: {asked} was asked for"
            yield f"{said}, and the figure is {_by(kpi, target)}"


def when(target: TargetReading) -> str:
    """September 2023 for the last day of a month, as plans print it; any other day in full."""
    due = target.due_on
    return words.month(due) if due == month_end(due.year, due.month) else words.day(due)


def missed(kpi: KpiReading) -> str:
    """Missed September 2023 and January 2024; "" where none was."""
    return f"Missed {words.listed([when(each) for each in kpi.missed])}" if kpi.missed else ""


def in_doubt(kpi: KpiReading) -> str:
    """In doubt: order of milestones unsure; "" where nothing is."""
    return f"In doubt: {kpi.doubt}" if kpi.doubt else ""


def all_of(kpi: KpiReading) -> str:
    """Every passed milestone with how it came out, for a cell of a file."""
    told = ((each, came_out(kpi, each)) for each in kpi.passed)
    return "; ".join(
        f"{words.day(each.due_on)}: {words.lower_first(found.word)}"
        + (f" ({', '.join(filter(None, [found.by, found.why]))})" if found.by or found.why else "")
        for each, found in told
        if found is not None
    )
