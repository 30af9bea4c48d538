"""Which reader a file needs, told by what is inside it; and what to do with those that none reads."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from sheets.reading.delimited import read_csv
from sheets.reading.excel import read_xlsx
from sheets.reading.limits import SMALLER, CannotRead, Limits
from sheets.reading.package import DAMAGED, MACROS, PROTECTED, Package
from sheets.reading.pasted import read_text
from sheets.reading.shape import Document
from sheets.reading.web import read_html
from sheets.reading.word import read_docx

READ: Final = "Word (.docx), Excel (.xlsx), CSV and web page (.html) files are read"
STANDARD: Final = Limits()
ZIPPED: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Office before 2007, and Office behind a password."""
ADVICE: Final = {
    b"%PDF-": "This is a PDF, which holds pages and no tables: read the Word or Excel file that it was made from, or "
    "copy its text and paste it",
    b"{\\rtf": "This is a rich text file: open it in Word, save it as a Word document (.docx), and read that",
}
BY_NAME: Final = {
    "doc": "Word before 2007 wrote such files: open it in Word, save it as a Word document (.docx), and read that",
    "xls": "Excel before 2007 wrote such files: open it in Excel, save it as an Excel workbook (.xlsx), and read that",
}
OLD: Final = "This file is of a kind from before 2007: open it, save it as .docx or .xlsx, and read that"
OPEN_DOCUMENT: Final = {
    b"opendocument.text": "This is an OpenDocument text: open it, save it as a Word document (.docx), and read that",
    b"opendocument.spreadsheet": "This is an OpenDocument sheet: open it, save it as an Excel workbook (.xlsx), and "
    "read that",
}
BINARY: Final = "This is a binary workbook: open it in Excel, save it as an Excel workbook (.xlsx), and read that"
NO_OFFICE: Final = f"This is neither a Word document nor an Excel workbook: {READ}"
LINES: Final[dict[str, Callable[[bytes, str, Limits], Document]]] = {
    "csv": read_csv,
    "txt": read_text,
    "html": read_html,
    "htm": read_html,
}
"""Readers of what is written in lines, by the ending of its name."""
TEXT: Final = (
    "This file is called .{extension}, and plain text stands in it: give its name the ending .csv (or .html, of a web "
    "page), and bring it again"
)
NOTHING: Final = "This file is empty: check that it was saved"
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, ParseError, ExpatError, ValueError, LookupError, TypeError),
    *(NotImplementedError, EOFError, OSError, RuntimeError, ArithmeticError, AttributeError),
)
"""What a damaged file makes of reading it."""


def read_file(name: str, content: bytes, limits: Limits = STANDARD) -> Document:
    """A file's blocks. Its kind is told by its content, of a text by its name's ending.

    Raises CannotRead with a sentence for what is damaged, protected, too large or of another kind.
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if len(content) > limits.packed:
        most = f"{limits.packed // 1024**2} MB"
        raise CannotRead(f"It is {-(-len(content) // 1024**2)} MB large, and {most} at most are read: {SMALLER}")
    _refuse_other_kinds(extension, content)
    if content.startswith(ZIPPED):
        return _read_package(name, content, limits)
    if extension in LINES:
        return LINES[extension](content, name, limits)
    raise CannotRead(_advice(extension, content))


def _refuse_other_kinds(extension: str, content: bytes) -> None:
    """Those that are known by how they begin."""
    for beginning, advice in ADVICE.items():
        if content.startswith(beginning):
            raise CannotRead(advice)
    if content.startswith(COMPOUND):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise CannotRead(PROTECTED if protected else BY_NAME.get(extension, OLD))


def _advice(extension: str, content: bytes) -> str:
    if extension in ("docx", "xlsx") and _is_text(content):
        return TEXT.format(extension=extension)
    if extension in ("docx", "xlsx"):
        return DAMAGED if content else NOTHING
    if extension in BY_NAME:
        return BY_NAME[extension]
    return (
        f"Files that end in .{extension} are not read: {READ}"
        if extension
        else f"This file’s name has no ending: {READ}"
    )


def _is_text(content: bytes) -> bool:
    """Whether a file holds letters, spaces and new lines alone."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(each.isprintable() or each in "\t\r\n" for each in text)


def read_pasted(text: str = "", html: str = "", limits: Limits = STANDARD, file: str = "") -> Document:
    """What somebody pasted: its HTML where there is one, which keeps tables whole, else its text. `file` is what it is
    kept as: read from there again it is the same."""
    size = len(html or text)
    if size > limits.pasted:
        most = f"{limits.pasted // 1_000_000} million"
        raise CannotRead(f"You pasted {size:,} characters, and {most} at most are read: paste it in parts")
    if "\0" in (html or text):
        raise CannotRead("What you pasted is no text: copy it again from the page or the document")
    return read_html(html, file, limits) if html else read_text(text, file, limits)


def _read_package(name: str, content: bytes, limits: Limits) -> Document:
    try:
        package = Package(content, limits)
        if package.has("mimetype") and not package.has("[Content_Types].xml"):
            raise CannotRead(_of_open_document(package))
        main, kind = package.main(), _kind(package)
        if kind not in ("docx", "xlsx"):
            raise CannotRead(kind)
        return read_docx(package, main, name, limits) if kind == "docx" else read_xlsx(package, main, name, limits)
    except BROKEN as wrong:
        raise CannotRead(DAMAGED) from wrong


def _of_open_document(package: Package) -> str:
    with package.open("mimetype") as part:
        kind = part.read(200)
    return next((advice for word, advice in OPEN_DOCUMENT.items() if word in kind), NO_OFFICE)


def _kind(package: Package) -> str:
    """`docx`, `xlsx`, or the sentence on why it is neither."""
    with package.open("[Content_Types].xml") as part:
        listed = part.read(1024 * 1024)
    if b"sheet.binary" in listed:
        return BINARY
    macros = any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in package.names)
    if macros or b"macroEnabled" in listed:
        return MACROS
    if b"wordprocessingml.document.main+xml" in listed or b"wordprocessingml.template.main+xml" in listed:
        return "docx"
    if b"spreadsheetml.sheet.main+xml" in listed or b"spreadsheetml.template.main+xml" in listed:
        return "xlsx"
    return NO_OFFICE
