"""What the report pages show: the list's lines, one report's checklist, its versions and their PDFs."""

from reports.shown.checklist import Feedback, differences, tasks, written
from reports.shown.listing import Line, lines
from reports.shown.versions import VersionLine, version_lines

__all__ = ["Feedback", "Line", "VersionLine", "differences", "lines", "tasks", "version_lines", "written"]
