"""The pictures of a report: rating bars, and each KPI's chart from the frozen figures. SVG that our own code writes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from kpis.charts import ChartData, Mark, Point, Published, kpi_chart, sparkline
from kpis.charts.data import Direction, Kind
from kpis.charts.shapes import px, svg, text
from kpis.periods import Kind as PeriodKind
from kpis.periods import gaps, regular
from kpis.targets import Unreadable, parse_rule
from kpis.trend import path_until
from reports.faces import wording
from reports.figures.tree import BreakFigures, Count, KpiFigures, TargetFigures

LABEL, ROW, WIDE = 150, 26, 640
FILLS = {"blue": "#1d70b8", "green": "#b7d9c7", "amber": "#f4c38a", "red": "#8a1f1f", "hollow": "#ffffff"}
LIGHT_TEXT = ("blue", "red")
ROOM_FOR_SHAPE = 26
DIRECTIONS: dict[str, Direction] = {"higher": "higher", "lower": "lower"}
KINDS: dict[str, Kind] = {"actual": "actual", "provisional": "provisional", "projected": "projected"}


def rating_bars(rows: Sequence[tuple[str, tuple[Count, ...]]], ident: str) -> SafeString:
    """One bar for each row (its name, its counts), each as wide as the others; numbers stand inside."""
    pieces = []
    for place, (name, counts) in enumerate(rows):
        top = place * ROW + 2
        pieces.append(text(0, top + 15, name, bold=place == 0))
        pieces += _segments(counts, top)
    spoken = "; ".join(f"{name}: {wording.tally(counts)}" for name, counts in rows)
    return _ours(svg(WIDE, len(rows) * ROW, ident, f"Actions by rating. {spoken}.", pieces))


def _segments(counts: tuple[Count, ...], top: float) -> list[str]:
    total = sum(count.number for count in counts)
    left, pieces = float(LABEL), []
    for count in (count for count in counts if count.number):
        mark = wording.rating(count.code)
        wide = (WIDE - LABEL - 1) * count.number / total
        pieces.append(
            f'<rect x="{px(left)}" y="{px(top)}" width="{px(wide)}" height="{ROW - 6}" '
            f'fill="{FILLS.get(mark.look, "#ffffff")}" stroke="#0b0c0c" stroke-width="0.8"/>'
        )
        said = f"{mark.shape} {count.number}" if wide >= ROOM_FOR_SHAPE else str(count.number)
        ink = "#ffffff" if mark.look in LIGHT_TEXT else "#0b0c0c"
        pieces.append(text(left + wide / 2, top + 14.5, said, anchor="middle", fill=ink, bold=True))
        left += wide
    return pieces


def chart_data(kpi: KpiFigures) -> ChartData:
    """The KPI's frozen figures as a chart takes them."""
    resolved = [target for target in kpi.targets if target.value is not None]
    start = (kpi.baseline_on, kpi.baseline) if kpi.baseline is not None and kpi.baseline_on else None
    ahead = [(each.due_on, each.value) for each in resolved if start and each.due_on > start[0]]
    path = [(due_on, value) for due_on, value in ahead if value is not None]
    reach = max((each.as_at for each in kpi.measurements), default=date.min)
    breaks = [each for each in kpi.breaks if each.on <= reach]
    # nothing is expected of figures after a break by a baseline of before it, nor of running totals
    ends = min((each.on for each in breaks if start and start[0] < each.on), default=None)
    # what was expected before a break is not what was set anew after it
    holds = not kpi.cumulates and not any(ends and each.agreed_on and each.agreed_on >= ends for each in kpi.targets)
    marks = [
        (_holds(each, kpi, breaks), Mark(each.due_on, each.value or Decimal(0), "", final=each is resolved[-1]))
        for each in resolved
    ]
    days = [(each.as_at, PeriodKind(each.period)) for each in kpi.measurements]
    return ChartData(
        name=f"{kpi.code} {kpi.name}",
        unit=wording.UNITS.get(kpi.unit, kpi.unit),
        direction=DIRECTIONS.get(kpi.direction, ""),
        baseline=start,
        undated=kpi.baseline if kpi.baseline_on is None else None,
        points=[Point(each.as_at, each.value, KINDS.get(each.kind, "actual")) for each in kpi.measurements],
        milestones=[mark for counts, mark in marks if counts],
        outlived=[mark for counts, mark in marks if not counts],
        expected=path_until([start, *path], ends) if start and holds else [],
        gaps=gaps(days, regular(kpi.frequency), start[0] if start else None),
        breaks=list(dict.fromkeys(each.on for each in breaks)),
        why_broken={each.on: each.why for each in breaks},
        resets=kpi.resets,
        adds_up=wording.ADDS_UP.get(kpi.cumulates, ""),
        comparators=[Published(each.name, each.as_at, each.value, wording.published(each)) for each in kpi.comparators],
    )


def _holds(target: TargetFigures, kpi: KpiFigures, breaks: Sequence[BreakFigures]) -> bool:
    """Whether a figure of its day can be held against a target: no series break lies between it and what it was set by,
    the baseline or, of one that is no change from that, the decision that set it anew."""
    rule = parse_rule(target.rule)
    anew = None if isinstance(rule, Unreadable) or rule.is_relative else target.agreed_on
    anchors = [each for each in (kpi.baseline_on, anew) if each] or [date.min]
    spans = [sorted((target.due_on, since)) for since in anchors]
    return any(not any(first < each.on <= last for each in breaks) for first, last in spans)


def small_chart(kpi: KpiFigures) -> SafeString:
    """The KPI's course in the width of a table's cell; "" without figures."""
    if not kpi.measurements:
        return _ours("")
    return _ours(sparkline(chart_data(kpi), width=96, height=30, ident=f"spark-{_ident(kpi)}"))


def large_chart(kpi: KpiFigures) -> SafeString:
    """The KPI's chart, half a page wide; "" with fewer than two figures, where a line says nothing."""
    if len(kpi.measurements) < 2:
        return _ours("")
    height = 230 if kpi.comparators else 190
    return _ours(kpi_chart(chart_data(kpi), width=320, height=height, ident=f"chart-{_ident(kpi)}"))


def _ident(kpi: KpiFigures) -> str:
    return f"k{kpi.uid}"


def _ours(drawn: str) -> SafeString:
    return mark_safe(drawn)  # noqa: S308  our own drawing, which escapes each text (`kpis.charts.shapes.clean`)
