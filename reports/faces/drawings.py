"""The pictures of a report: rating bars, and each KPI's chart from the frozen figures. SVG that our own code writes."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from kpis.charts import ChartData, Mark, Point, Published, kpi_chart, sparkline
from kpis.charts.data import Direction, Kind
from kpis.charts.shapes import px, svg, text
from reports.faces import wording
from reports.figures.tree import Count, KpiFigures

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
    path = [(target.due_on, target.value) for target in resolved if target.value is not None]
    reach = max((each.as_at for each in kpi.measurements), default=date.min)
    breaks = [each for each in kpi.breaks if each.on <= reach]
    # nothing is expected of figures after a break by a baseline of before it, nor of running totals
    holds = start is not None and not kpi.cumulates and not any(start[0] < each.on for each in breaks)
    return ChartData(
        name=f"{kpi.code} {kpi.name}",
        unit=wording.UNITS.get(kpi.unit, kpi.unit),
        direction=DIRECTIONS.get(kpi.direction, ""),
        baseline=start,
        undated=kpi.baseline if kpi.baseline_on is None else None,
        points=[Point(each.as_at, each.value, KINDS.get(each.kind, "actual")) for each in kpi.measurements],
        milestones=[
            Mark(target.due_on, target.value or Decimal(0), "", final=target is resolved[-1]) for target in resolved
        ],
        expected=[start, *path] if start and holds else [],
        breaks=list(dict.fromkeys(each.on for each in breaks)),
        why_broken={each.on: each.why for each in breaks},
        resets=kpi.resets,
        adds_up=wording.ADDS_UP.get(kpi.cumulates, ""),
        comparators=[Published(each.name, each.as_at, each.value, wording.published(each)) for each in kpi.comparators],
    )


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
