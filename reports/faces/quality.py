"""What a reader has to know of the data before trusting them. Pure: from the tree to headed lists of sentences."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from govuk import words
from reports.faces import wording
from reports.figures.tree import Change, Figures


@dataclass(frozen=True, slots=True)
class Note:
    """A heading, what it means, and its cases; without cases the report says that there are none."""

    title: str
    explains: str
    cases: tuple[str, ...]


def notes(figures: Figures, changes: Iterable[Change]) -> tuple[Note, ...]:
    """All data-quality notes, those without cases too: a reader sees that it was looked for."""
    told = list(changes)
    return (
        Note(
            "Not assessable, by first reason",
            "Each of these KPIs is counted once, by the first thing that stands in the way.",
            tuple(f"{count.number} – {count.words}" for count in figures.not_assessable if count.number),
        ),
        Note(
            "Cells of the printed plan not yet placed",
            "The plan prints fewer values than columns; a person has to say where they belong.",
            tuple(f"{kpi.code}: {', '.join(kpi.unplaced)}" for kpi in figures.kpis if kpi.unplaced),
        ),
        Note(
            "Baselines confirmed since the last report",
            "Every target that depends on them was resolved, and past figures rated again.",
            tuple(change.says for change in told if change.kind == "baseline"),
        ),
        Note(
            "Stale figures",
            "No figure has come in its time. The state stands on the last one that did.",
            tuple(f"{kpi.code}: no figure for {wording.inside(kpi.stale)}" for kpi in figures.kpis if kpi.stale),
        ),
        Note(
            "States that a person judges beside the rules",
            "The rules’ state is the one that is counted.",
            tuple(_judged(figures)),
        ),
        Note(
            "Targets that were set anew",
            "The newest edition counts; what earlier reports said of earlier ones stays as it is.",
            tuple(_set_anew(figures)),
        ),
        Note(
            "Series that started anew",
            "Figures before that day are not compared with those after it.",
            tuple(_anew(figures)),
        ),
        Note("Provisional figures", "They count, and are rated again when revised.", tuple(_provisional(figures))),
        Note("Corrected figures", "What was told before, and what stands now.", tuple(_corrected(figures, told))),
        Note("Doubts about targets", "Kept as printed, never mended or capped.", tuple(_flagged(figures))),
        Note(
            "Baselines without a date",
            "From a start whose day is unknown no path to a target can be drawn: such a KPI is met or not yet met.",
            tuple(filter(None, [", ".join(kpi.code for kpi in figures.kpis if "baseline_undated" in kpi.doubts)])),
        ),
        Note(
            "Ratings that differ from the facts",
            "The rating is a person’s; the facts are counted.",
            _differing(figures),
        ),
        *_clearing(figures),
        Note(
            "Accountability to be settled",
            "An action wants somebody accountable; a post of several people is to be split; a post that nobody holds "
            "cannot act.",
            tuple(_unsettled(figures)),
        ),
    )


def _clearing(figures: Figures) -> Iterable[Note]:
    """What is not cleared, where clearing is asked for at all."""
    latest = {row.ref: row.latest for row in figures.actions if row.latest}
    refs = [ref for ref, update in latest.items() if update.waits_for_clearing]
    if refs or any(update.cleared_on for update in latest.values()):
        explains = "The plan’s lead asks for it. They count all the same."
        yield Note("Updates that no accountable officer has cleared", explains, (", ".join(refs),) if refs else ())


def _judged(figures: Figures) -> Iterable[str]:
    for kpi in figures.kpis:
        if kpi.judgement:
            judged = words.lower_first(kpi.judgement.state_words)
            yield f"{kpi.code}: {words.lower_first(kpi.state_words)} by the rules, judged {judged}"


def _set_anew(figures: Figures) -> Iterable[str]:
    for kpi in figures.kpis:
        if agreed := wording.agreed(kpi):
            yield f"{kpi.code}: edition {kpi.edition}, agreed by {agreed}"


def _anew(figures: Figures) -> Iterable[str]:
    for kpi in figures.kpis:
        for each in kpi.breaks:
            yield f"{kpi.code}, {words.day(each.on)}{f': {each.why}' if each.why else ''}"


def _provisional(figures: Figures) -> Iterable[str]:
    for kpi in figures.kpis:
        days = [words.day(point.as_at) for point in kpi.measurements if point.kind == "provisional"]
        if days:
            yield f"{kpi.code}: {wording.listed(days)}"


def _corrected(figures: Figures, changes: list[Change]) -> Iterable[str]:
    yield from (change.says for change in changes if change.kind in ("correction", "withdrawn"))
    for kpi in figures.kpis:
        for point in kpi.measurements:
            if point.corrected_from is not None:
                was, now = wording.value(point.corrected_from, kpi.unit), wording.value(point.value, kpi.unit)
                yield f"{kpi.code}, {words.day(point.as_at)}: {was} was corrected to {now}"


def _flagged(figures: Figures) -> Iterable[str]:
    found: dict[str, list[str]] = defaultdict(list)
    for kpi in figures.kpis:
        said = [*kpi.flags, *(flag for target in kpi.targets for flag in target.flags)]
        for flag in dict.fromkeys(wording.flag(each) for each in said):
            found[flag].append(kpi.code)
    for flag, codes in found.items():
        yield f"{', '.join(codes)}: {flag}"


def _differing(figures: Figures) -> tuple[str, ...]:
    return tuple(f"{action.ref}: {wording.difference(action)}" for action in figures.actions if action.difference)


def _unsettled(figures: Figures) -> Iterable[str]:
    plural: dict[str, list[str]] = defaultdict(list)
    vacant: dict[str, list[str]] = defaultdict(list)
    for action in figures.actions:
        for each in action.accountable:
            if each.plural:
                plural[each.name].append(action.ref)
            if not each.covered:
                vacant[each.name].append(action.ref)
    if nobody := [action.ref for action in figures.actions if not action.accountable]:
        yield f"{', '.join(nobody)}: nobody is accountable yet"
    yield from (
        f"{name} ({', '.join(refs)}): to be split into posts of one person each" for name, refs in plural.items()
    )
    yield from (f"{name} ({', '.join(refs)}): nobody holds this post" for name, refs in vacant.items())
