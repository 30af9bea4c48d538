"""Files for the tests of reading, written by openpyxl and python-docx, and by hand where these cannot."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.oxml import parse_xml
from openpyxl import Workbook

from sheets.reading import About, Cell, Document, Table, read_file

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARED = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{{name}} {DECLARED}>{{inner}}</w:{{name}}>'


def book(fill: Callable[[Any], None], *more: str) -> bytes:
    """A workbook with one sheet to fill, and empty ones."""
    made = Workbook()
    made.active.title = "Figures"
    fill(made.active)
    for name in more:
        made.create_sheet(name)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def document(fill: Callable[[Any], None]) -> bytes:
    """A Word document to fill."""
    made = docx.Document()
    fill(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def xml(fragment: str) -> Any:
    """An element such as `<w:p>…</w:p>`, with Word's prefixes."""
    name = re.match(r"<([\w:]+)", fragment)
    assert name
    return parse_xml(f"<{name[1]} {DECLARED}{fragment[name.end() :]}")


def written_in(body: str, parts: dict[str, str] | None = None, kinds: dict[str, str] | None = None) -> bytes:
    """A Word document of this body, written by hand. `parts` are others by name, `kinds` what the document refers to
    them as (or to an address, which is outside then)."""
    related = "".join(
        f'<Relationship Id="r{at}" Type="http://x/{kind}" Target="{target}" TargetMode="{_mode(target)}"/>'
        for at, (target, kind) in enumerate((kinds or {}).items(), start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    contents = {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Override ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships">'
        '<Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{related}</Relationships>',
        "word/document.xml": HEAD.format(name="document", inner=f"<w:body>{body}</w:body>"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (contents | (parts or {})).items():
            package.writestr(name, content)
    return out.getvalue()


def _mode(target: str) -> str:
    return "External" if "://" in target else "Internal"


def rewritten(content: bytes, change: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The same file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as now:
        for each in was.namelist():
            now.writestr(each, change(was.read(each)) if each == name else was.read(each))
    return out.getvalue()


def with_shared(content: bytes, *items: str) -> bytes:
    """The workbook with these texts (`<si>…</si>`) shared by its cells, as Excel writes them, one in each row."""
    rows = "".join(f'<row><c t="s"><v>{at}</v></c></row>' for at in range(len(items)))
    related = b'<Relationship Id="r9" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    named = rewritten(content, lambda part: part.replace(b"</Relationships>", related), "xl/_rels/workbook.xml.rels")
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    return with_part(rewritten(named, lambda _: data), "xl/sharedStrings.xml", f"<sst>{''.join(items)}</sst>")


def with_part(content: bytes, name: str, part: bytes | str) -> bytes:
    """The same file with one part more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return out.getvalue()


def sheet(content: bytes) -> dict[str, Cell]:
    """The cells of a workbook's first sheet by their names."""
    return by_place(read_file("figures.xlsx", content).tables[0])


def by_place(table: Table) -> dict[str, Cell]:
    return {cell.place: cell for row in table.rows for cell in row}


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def said(found: Document, about: About) -> list[str]:
    """What is remarked about something."""
    return [each.sentence for each in found.remarks if each.about is about]
