"""The list of KPIs, and the figures of one, as files: the same rows and the same words as the pages."""

from collections.abc import Iterable, Iterator, Sequence

from audit.clock import day_of
from govuk import words
from kpis import outcomes, shown
from kpis.models import Direction
from kpis.models import Unit as UnitWords
from kpis.reading import ComparatorReading, FigureReading, KpiReading
from sheets.writing import Column, Value

COLUMNS = (
    Column("Code"),
    Column("KPI"),
    Column("Section"),
    Column("Unit"),
    Column("Which way is better"),
    Column("State"),
    Column("Why not assessable"),
    Column("The rule that decided"),
    Column("Milestones missed"),
    Column("How passed milestones came out"),
    Column("In doubt"),
    Column("Stale"),
    Column("Judged by a person"),
    Column("Why judged so"),
    Column("Judged by"),
    Column("Judged on", "date"),
    Column("Not judged on the latest figure"),
    Column("Baseline", "number"),
    Column("Baseline as at"),
    Column("Baseline as printed"),
    Column("Last figure", "number"),
    Column("Last figure as at", "date"),
    Column("Kind of figure"),
    Column("Answers behind it"),
    Column("Direction of travel, by trend"),
    Column("Next milestone"),
    Column("Next milestone due", "date"),
    Column("Next milestone as written"),
    Column("Next milestone value", "number"),
    Column("Still to go", "number"),
    Column("Actions"),
)


def sheet_rows(readings: Iterable[KpiReading]) -> Iterator[Sequence[Value]]:
    """One row a KPI, under COLUMNS."""
    for kpi in readings:
        baseline, latest, milestone = kpi.baseline, kpi.latest, kpi.milestone
        yield (
            kpi.code,
            kpi.name,
            f"{kpi.section}: {kpi.section_title}",
            UnitWords(kpi.unit).label,
            Direction(kpi.direction).label,
            kpi.state.label,
            kpi.reason.label if kpi.reason else "",
            kpi.rule,
            "; ".join(words.day(each.due_on) for each in kpi.missed),
            outcomes.all_of(kpi),
            kpi.doubt,
            shown.stale(kpi),
            *_judged(kpi),
            baseline.value if baseline else None,
            (baseline.as_at or baseline.as_at_printed) if baseline else "",
            kpi.baseline_printed,
            latest.value if latest else None,
            latest.as_at if latest else None,
            latest.kind.label if latest else "",
            latest.answers if latest else "",
            kpi.travel,
            milestone.label if milestone else "",
            milestone.due_on if milestone else None,
            milestone.rule if milestone else "",
            milestone.value if milestone else None,
            kpi.distance,
            ", ".join(action.ref for action in kpi.actions),
        )


def _judged(kpi: KpiReading) -> tuple[Value, ...]:
    said = kpi.judgement
    if said is None:
        return "", "", "", None, ""
    return said.state.label, said.reason, said.by, day_of(said.at), "Yes" if said.outdated else "No"


FIGURE_COLUMNS = (
    Column("Code"),
    Column("As at", "date"),
    Column("Period"),
    Column("Value", "number"),
    Column("Unit"),
    Column("Kind"),
    Column("Stands"),
    Column("Corrected to", "number"),
    Column("Withdrawn by"),
    Column("Withdrawn on", "date"),
    Column("Why withdrawn"),
    Column("Whose figure"),
    Column("The series starts anew"),
    Column("Note"),
    Column("Source"),
    Column("Entered by"),
    Column("Entered on", "date"),
    Column("Comparator"),
)


def figure_rows(kpi: KpiReading) -> Iterator[Sequence[Value]]:
    """One row a figure in the order of time, corrected and withdrawn ones too, under FIGURE_COLUMNS; after them what
    others published, each row with the name of whose value it is."""
    every = [*kpi.figures, *kpi.corrected_figures]
    instead = {figure.corrects: figure for figure in every if figure.corrects}
    for figure in sorted(every, key=lambda figure: (figure.as_at, not figure.corrected, figure.entered_at)):
        yield (kpi.code, *_figure(figure, instead.get(figure.uid)), "")
    for each in kpi.comparators:
        yield (kpi.code, *_comparator(each), each.name)


def _figure(figure: FigureReading, instead: FigureReading | None) -> tuple[Value, ...]:
    return (
        figure.as_at,
        shown.period_words(figure),
        figure.value,
        UnitWords(figure.unit).label,
        figure.kind.label,
        _stands(figure, instead),
        instead.value if instead else None,
        figure.withdrawn_by,
        day_of(figure.withdrawn_at) if figure.withdrawn_at else None,
        figure.withdrawn_why,
        figure.owner or "The council’s own",
        "Yes" if figure.series_break else "",
        figure.note,
        figure.source,
        figure.entered_by,
        day_of(figure.entered_at),
    )


def _stands(figure: FigureReading, instead: FigureReading | None) -> str:
    if figure.withdrawn_at:
        return "Withdrawn"
    if instead and instead.withdrawn_at:
        return f"Corrected to one that was withdrawn on {words.day(day_of(instead.withdrawn_at))}"
    if instead and shown.is_same_but_kind(figure, instead):
        return f"{instead.kind.label} now"
    return "Corrected" if figure.corrected else "Yes"


def _comparator(each: ComparatorReading) -> tuple[Value, ...]:
    return (
        each.as_at,
        shown.period_words(each),
        each.value,
        UnitWords(each.unit).label,
        "Published by others",
        "Yes",
        None,
        "",
        None,
        "",
        each.name,
        "",
        "",
        each.source,
        each.entered_by,
        day_of(each.entered_at),
    )
