"""A plan as files to take away: a workbook that can be read back, the empty one to fill in, and a document as the
council would publish it."""

from bringing.writing.document import write_document
from bringing.writing.told import told_of
from bringing.writing.workbook import About, Told, write_empty, write_workbook

__all__ = ["About", "Told", "told_of", "write_document", "write_empty", "write_workbook"]
