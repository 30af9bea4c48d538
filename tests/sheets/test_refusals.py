"""What cannot be read is refused with a sentence that says what to do, and harms nobody on the way."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from sheets.reading import CannotRead, Limits, read_file
from sheets.reading.package import MOST_ENTRIES
from tests.sheets.making import book, document, rewritten, with_part, with_shared, written_in

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN = b"application/vnd.oasis.opendocument."
LOCKED = COMPOUND + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def a_book() -> bytes:
    return book(lambda sheet: sheet.append(["x"]))


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.pdf", b"%PDF-1.7", "holds pages and no tables: read the Word or Excel file"),
        ("plan.docx", b"%PDF-1.7", "This is a PDF"),
        ("plan.xls", COMPOUND + b"\0" * 600, "save it as an Excel workbook"),
        ("plan.doc", COMPOUND + b"\0" * 600, "save it as a Word document"),
        ("plan.docx", COMPOUND + b"\0" * 600, "from before 2007"),
        ("plan.docx", LOCKED, "protected with a password: take the password off"),
        ("plan.xlsx", LOCKED, "protected with a password"),
        ("plan.rtf", b"{\\rtf1 x}", "rich text file: open it in Word"),
        ("plan.odt", zipped(mimetype=OPEN + b"text"), "OpenDocument text: open it, save it as a Word"),
        ("plan.ods", zipped(mimetype=OPEN + b"spreadsheet"), "save it as an Excel workbook"),
        ("plan.odp", zipped(mimetype=OPEN + b"presentation"), "neither a Word document nor"),
        ("plan.zip", zipped(a=b"x"), "damaged"),
        ("plan.docx", b"", "empty: check that it was saved"),
        ("plan.docx", b"PK\x01", "damaged"),
        ("plan.docx", "Bj\xf6rk".encode("latin-1"), "damaged"),
        (
            "plan.docx",
            b"<p>text",
            r"called \.docx, and plain text stands in it: give its name the ending \.csv \(or \.html",
        ),
        ("plan.xlsx", b"Ref,Action\r\nA1,Do it\n", r"called \.xlsx, and plain text stands in it"),
        ("plan.pages", b"text", r"Files that end in \.pages are not read: Word \(\.docx\), Excel"),
        ("plan", b"text", "has no ending"),
    ],
)
def test_a_file_of_another_kind_is_told_what_to_do_instead(name: str, content: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read_file(name, content)


def macros(content: bytes) -> bytes:
    return with_part(content, "xl/vbaProject.bin", b"x")


def enabled(content: bytes) -> bytes:
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    was = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return rewritten(content, lambda part: part.replace(was, kind), "[Content_Types].xml")


def binary(content: bytes) -> bytes:
    kind = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    was = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return rewritten(content, lambda part: part.replace(was, kind), "[Content_Types].xml")


def locked_part(content: bytes) -> bytes:
    """Every entry says that it is encrypted, in both places of the archive."""
    changed = bytearray(content)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (macros, "macros: save it as a file without macros"),
        (enabled, "macros: save it as a file without macros"),
        (binary, "binary workbook"),
        (locked_part, "password"),
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: content.replace(b"xl/workbook.xml", b"xl/workbooq.xml"), "damaged"),
        (lambda content: rewritten(content, lambda part: part[:100]), "damaged"),
        (
            lambda content: rewritten(with_shared(content, "<si/>"), lambda part: part.replace(b"<v>0", b"<v>9")),
            "damaged",
        ),
        (lambda content: rewritten(content, lambda part: part.replace(b'r="1"', b'r="one"')), "damaged"),
        (lambda content: with_part(content, "XL/workbook.xml", b"<twice/>"), "damaged"),
    ],
)
def test_a_workbook_that_is_protected_broken_or_active_is_refused(change: Callable[[bytes], bytes], says: str) -> None:
    content = a_book()
    assert read_file("plan.xlsx", content).tables
    with pytest.raises(CannotRead, match=says):
        read_file("plan.xlsx", change(content))


def test_a_file_of_more_parts_than_any_program_writes_is_refused() -> None:
    more = dict.fromkeys((f"word/media/{at}.png" for at in range(MOST_ENTRIES - 4)), "")
    paragraph = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    assert read_file("plan.docx", written_in(paragraph, more)).blocks
    with pytest.raises(CannotRead, match="damaged"):
        read_file("plan.docx", written_in(paragraph, more | {"word/one/more.png": ""}))


def test_a_part_whose_bytes_are_damaged_is_refused() -> None:
    content = bytearray(document(lambda made: made.add_paragraph("word " * 1_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        start = package.getinfo("word/document.xml").header_offset + 60
    content[start : start + 20] = bytes(20)
    with pytest.raises(CannotRead, match="damaged"):
        read_file("plan.docx", bytes(content))


LAYERS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAYERS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


MAIN = "word/document.xml"


def words_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(MAIN).decode().partition("?>")[2]


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, "<!-- " + "long " * 2_000 + "--><!DOCTYPE x>"])
def test_entities_are_refused_before_any_of_them_is_read(declared: str) -> None:
    data = "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>&l9;</v></c></row></sheetData></worksheet>"
    with pytest.raises(CannotRead, match="damaged"):
        read_file("plan.xlsx", rewritten(a_book(), lambda part: (declared + data).encode()))
    words = written_in("<w:p><w:r><w:t>x</w:t></w:r></w:p>")
    for coding in ("utf-8", "utf-16"):
        said = declared.replace("1.0", f'1.0" encoding="{coding}') + words_in(words)
        with pytest.raises(CannotRead, match="damaged"):
            read_file("plan.docx", rewritten(words, lambda _, said=said, to=coding: said.encode(to), MAIN))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    heavy = rewritten(a_book(), lambda part: part + b" " * (31 * 1024 * 1024))
    assert len(heavy) < 200_000
    with pytest.raises(CannotRead, match="too large to be read when it is unpacked"):
        read_file("plan.xlsx", heavy)
    noise = zlib.compress(bytes(range(256)) * 64)
    comment = b"<!--" + noise.hex().encode() + b"-->"
    light = rewritten(a_book(), lambda part: part.replace(b"</worksheet>", comment + b"</worksheet>"))
    with pytest.raises(CannotRead, match="too large"):
        read_file("plan.xlsx", light, Limits(unpacked=2_000))
    assert read_file("plan.xlsx", light).tables


def test_what_is_not_read_may_be_as_large_as_it_wants_to_be() -> None:
    content = with_part(a_book(), "xl/media/image1.png", b"\x89" * (100 * 1024 * 1024))
    assert read_file("plan.xlsx", content).tables


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_opened() -> None:
    with pytest.raises(CannotRead, match=r"^It is 200 MB large, and 25 MB at most are read: take out"):
        read_file("plan.xlsx", bytes(200 * 1024 * 1024))


@pytest.mark.parametrize("name", ["figures.csv", "plan.txt"])
def test_a_text_that_begins_with_the_letters_of_a_zip_file_is_a_text(name: str) -> None:
    assert read_file(name, b"PK,Name\nPK1,One").blocks


def test_a_template_is_read_like_a_document() -> None:
    template = rewritten(
        written_in("<w:p><w:r><w:t>x</w:t></w:r></w:p>"),
        lambda part: part.replace(b"document.main+xml", b"template.main+xml"),
        "[Content_Types].xml",
    )
    assert read_file("plan.docx", template).blocks[0].text == "x"


def test_the_kind_is_told_by_what_is_inside_and_not_by_the_name() -> None:
    assert read_file("plan.docx", a_book()).tables[0].name == "Figures"
