"""A plan as files to take away: a workbook that can be read back, and the empty one to fill in."""

from bringing.writing.told import told_of
from bringing.writing.workbook import About, Told, write_empty, write_workbook

__all__ = ["About", "Told", "told_of", "write_empty", "write_workbook"]
