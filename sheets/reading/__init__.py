"""Word, Excel, CSV, text and HTML read as they stand, without knowledge of what they mean.

One shape comes out whatever went in, a `Document`: headings, paragraphs and tables in their order, each with its place,
and remarks, which say of everything that was not read, or not as it stands, what it is, where, and what to do. What
stands in the input stands in a block or is told by a remark. A file is read whole or refused with a sentence.
"""

from sheets.reading.copied import page_of
from sheets.reading.files import read_file, read_pasted
from sheets.reading.limits import CannotRead, Limits
from sheets.reading.shape import (
    About,
    Block,
    Cell,
    Document,
    Heading,
    Merge,
    Paragraph,
    Place,
    Remark,
    Table,
)

__all__ = [
    "About",
    "Block",
    "CannotRead",
    "Cell",
    "Document",
    "Heading",
    "Limits",
    "Merge",
    "Paragraph",
    "Place",
    "Remark",
    "Table",
    "page_of",
    "read_file",
    "read_pasted",
]
