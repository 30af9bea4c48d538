"""A KPI as its pages show it: values with their units, and what stands in a cell where there is none."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from govuk import words
from govuk.parts import Row
from kpis.charts import ChartData, kpi_chart, sparkline
from kpis.models import BaselineState, Direction
from kpis.models import Unit as UnitWords
from kpis.pictures import LOOKS, chart_data
from kpis.reading import BaselineReading, FigureReading, KpiReading, TargetReading, would_ask
from kpis.targets import Unreadable, formula, parse_rule


@dataclass(frozen=True)
class ListedKpi:
    """A KPI in the list, a cell each; the second line of a cell in `…_on`."""

    kpi: KpiReading
    look: str
    spark: SafeString
    baseline: str
    baseline_on: str
    last: str
    last_on: str
    milestone: str
    milestone_on: str
    to_go: str


@dataclass(frozen=True)
class ShownTarget:
    """A target with the value that it asks for, and how that follows from the baseline; "" where it does not."""

    target: TargetReading
    asks: str
    formula: str = ""


@dataclass(frozen=True)
class ShownFigure:
    """A figure with its value, and the value that took its place."""

    figure: FigureReading
    value: str
    replaced_by: str


@dataclass(frozen=True)
class ShownBaseline:
    """One version of a baseline, its state in words."""

    baseline: BaselineReading
    value: str
    state: str
    on: str
    counts: bool


def chart(data: ChartData) -> SafeString:
    """The chart in two widths, of which a page shows the one that fits: text in a shrunken drawing cannot be read."""
    wide, narrow = kpi_chart(data, ident="chart"), kpi_chart(data, width=340, height=280, ident="chart-narrow")
    return drawn(f'<div class="app-chart__wide">{wide}</div><div class="app-chart__narrow">{narrow}</div>')


def drawn(svg: str) -> SafeString:
    """A drawing of ours as markup."""
    return mark_safe(svg)  # noqa: S308  drawn by kpis.charts, which escapes every name and label


def listed(kpi: KpiReading, on: date) -> ListedKpi:
    """A KPI as a row of the list."""
    latest, milestone = kpi.latest, kpi.milestone
    return ListedKpi(
        kpi=kpi,
        look=LOOKS[kpi.state],
        spark=drawn(sparkline(chart_data(kpi, on), ident=f"spark-{kpi.code}")),
        baseline=kpi.shown(kpi.baseline.value) if kpi.baseline else kpi.baseline_state.label,
        baseline_on=_period_of(kpi.baseline) if kpi.baseline else "",
        last=kpi.shown(latest.value) if latest else "None yet",
        last_on=period(latest.as_at) if latest else "",
        milestone=_asks(kpi, milestone) if milestone else "None",
        milestone_on=period(milestone.due_on) if milestone else "",
        to_go=_to_go(kpi),
    )


def period(on: date) -> str:
    """November 2023 for its last day, which stands for the month; any other day in full."""
    return words.month(on) if (on + timedelta(days=1)).day == 1 else words.day(on)


def _period_of(baseline: BaselineReading) -> str:
    return period(baseline.as_at) if baseline.as_at else baseline.as_at_printed


def _as_at(baseline: BaselineReading) -> str:
    return words.day(baseline.as_at) if baseline.as_at else baseline.as_at_printed


def _asks(kpi: KpiReading, target: TargetReading) -> str:
    return kpi.shown(target.value) or target.rule or "Blank"


def _to_go(kpi: KpiReading) -> str:
    if kpi.distance is None:
        return ""
    return kpi.shown(kpi.distance) if kpi.distance > 0 else "Nothing"


def shown_target(kpi: KpiReading, target: TargetReading, baseline: BaselineReading | None) -> ShownTarget:
    """A target that was resolved from this baseline."""
    rule = parse_rule(target.rule)
    start = baseline.value if baseline and target.value is not None else None
    how = "" if start is None or isinstance(rule, Unreadable) else formula(rule, start)
    return ShownTarget(target, kpi.shown(target.value), how)


def targets(kpi: KpiReading) -> tuple[list[ShownTarget], list[ShownTarget]]:
    """The targets that count, and those of earlier editions."""
    now, before = (
        [shown_target(kpi, target, kpi.baseline) for target in rows] for rows in (kpi.targets, kpi.earlier_targets)
    )
    return now, before


def figures(kpi: KpiReading) -> list[ShownFigure]:
    """All figures, the latest first, each corrected one beneath the one that took its place."""
    every = [*kpi.figures, *kpi.corrected_figures, *kpi.held_figures]
    successors = {figure.corrects: figure for figure in every if figure.corrects}
    ordered = sorted(every, key=lambda figure: (figure.as_at, figure.entered_at), reverse=True)
    return [
        ShownFigure(
            figure,
            kpi.shown(figure.value),
            kpi.shown(successors[figure.uid].value) if figure.uid in successors else "",
        )
        for figure in ordered
    ]


def baselines(kpi: KpiReading) -> list[ShownBaseline]:
    """Every version of the baseline, the newest first."""
    return [
        ShownBaseline(row, kpi.shown(row.value), BaselineState(row.state).label, _as_at(row), row is kpi.baseline)
        for row in reversed(kpi.baselines)
    ]


def proposal(kpi: KpiReading, proposed: BaselineReading) -> list[Row]:
    """What is proposed, beside what counts now."""
    now = f"{kpi.shown(kpi.baseline.value)} at {_as_at(kpi.baseline)}" if kpi.baseline else "None"
    return [
        Row("Proposed baseline", kpi.shown(proposed.value)),
        Row("As at", _as_at(proposed)),
        Row("Source", proposed.source),
        Row("Proposed by", proposed.proposed_by),
        Row("Counts now", now),
    ]


def asked(kpi: KpiReading, proposed: BaselineReading, long_stop: date | None) -> list[ShownTarget]:
    """What each target would ask for, and what would be odd about it."""
    told = would_ask(kpi, kpi.targets, proposed.value, long_stop)
    return [shown_target(kpi, each, proposed) for each in told]


def points(kpi: KpiReading, data: ChartData) -> list[tuple[str, str, str]]:
    """The chart as a table, in the order of time: day, value, what it is."""
    rows = [(mark.on, mark.value, mark.label) for mark in data.milestones]
    rows += [(point.on, point.value, f"{point.kind.capitalize()} figure") for point in data.points]
    if data.baseline:
        rows.append((*data.baseline, "Baseline"))
    return [(words.day(on), kpi.shown(value), what) for on, value, what in sorted(rows)]


def facts(kpi: KpiReading) -> list[Row]:
    """What is measured, and by whom."""
    return [
        Row("Definition", kpi.definition or "Not written down yet"),
        Row("Unit", UnitWords(kpi.unit).label),
        Row("Direction", Direction(kpi.direction).label),
        Row("Source", kpi.source or "Not written down yet"),
        Row("Data lead", kpi.data_lead or "Nobody named: any data lead of this notice"),
        Row("Section", f"{kpi.section}: {kpi.section_title}"),
        *([Row("Kind", "From a survey: few waves, so no trend is drawn")] if kpi.from_survey else []),
    ]
