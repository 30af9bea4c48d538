"""A KPI's chart and sparkline as SVG: one drawing for the page (Chromium) and the PDF (WeasyPrint).

Presentation attributes only: the pages forbid inline styles, and WeasyPrint ignores `paint-order`.
"""

from kpis.charts.beside import Published
from kpis.charts.data import ChartData, Mark, Point, describe
from kpis.charts.drawing import kpi_chart
from kpis.charts.spark import sparkline

__all__ = ["ChartData", "Mark", "Point", "Published", "describe", "kpi_chart", "sparkline"]
