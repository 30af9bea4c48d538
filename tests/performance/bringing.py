"""Plans read from Word and Excel, the demo’s and one of 1,000 actions and 500 KPIs, against libraries that merely walk
their cells."""

import io
import time
from collections.abc import Callable

import docx
from openpyxl import load_workbook

from bringing.reading import understand
from config.demo.files import EXCEL, WORD
from sheets.reading import read_file
from tests.bringing import large
from tests.performance.timing import Line, interleaved, ratio, spread

DEMO, LARGE = "plan of 28 actions and 43 KPIs", "plan of 1,000 actions and 500 KPIs"


def walk_word(content: bytes) -> int:
    """The characters of all cells, as python-docx gives them."""
    made = docx.Document(io.BytesIO(content))
    return sum(len(cell.text) for table in made.tables for row in table.rows for cell in row.cells)


def walk_excel(content: bytes) -> int:
    """The characters of all cells, as openpyxl gives them."""
    made = load_workbook(io.BytesIO(content), data_only=True)
    rows = (row for sheet in made.worksheets for row in sheet.iter_rows(values_only=True))
    return sum(len(str(cell)) for row in rows for cell in row if cell is not None)


def measure() -> list[Line]:
    """Reading and understanding each file, and reading it alone."""
    lines = []
    for of, name, content, walk, library in (
        (DEMO, "plan.docx", WORD.read_bytes(), walk_word, "python-docx"),
        (DEMO, "plan.xlsx", EXCEL.read_bytes(), walk_excel, "openpyxl"),
        (LARGE, "plan.docx", large.in_word(), walk_word, "python-docx"),
        (LARGE, "plan.xlsx", large.in_excel(), walk_excel, "openpyxl"),
    ):
        ours, read, theirs = "a draft with its doubts", "blocks", f"{library} walks it"
        samples = interleaved(
            {
                ours: _timed(lambda name=name, content=content: understand(read_file(name, content))),
                read: _timed(lambda name=name, content=content: read_file(name, content)),
                theirs: _timed(lambda walk=walk, content=content: walk(content)),
            }
        )
        told = {each: f"{each} {spread(values).told(' s')}" for each, values in samples.items()}
        for mine in (read, ours):
            what = f"{of}, {name.rpartition('.')[2]}: {mine}"
            lines.append(Line(what, told[mine], told[theirs], ratio(samples, mine, theirs)))
    return lines


def _timed(do: Callable[[], object]) -> Callable[[], float]:
    def once() -> float:
        began = time.perf_counter()
        do()
        return time.perf_counter() - began

    return once
