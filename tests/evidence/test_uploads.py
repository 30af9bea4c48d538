"""What comes in is what it says it is; what is refused is told why and what to do."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from evidence.uploads import (
    ALLOWED,
    HEAD,
    LARGEST,
    LONGEST_NAME,
    MOST_ENTRIES,
    TYPES,
    Accepted,
    Refused,
    check_upload,
    clean_name,
)


def judge(name: str, content: bytes, size: int | None = None) -> Accepted | Refused:
    file = io.BytesIO(content)
    verdict = check_upload(name, content[:HEAD], len(content) if size is None else size, lambda: file)
    assert not file.closed
    assert file.tell() == 0
    return verdict


def sentence(name: str, content: bytes, size: int | None = None) -> str:
    verdict = judge(name, content, size)
    assert isinstance(verdict, Refused), verdict
    assert verdict.sentence.endswith(".")
    return verdict.sentence


def pdf(*, password: str = "", owner: str = "", pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        protection = pikepdf.Encryption(user=password, owner=owner or password) if password or owner else False
        made.save(out, encryption=protection)
    return out.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def office(main: str, **more: bytes) -> bytes:
    listed = (
        f'<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.{main}"/></Types>'
    )
    return package({"[Content_Types].xml": listed.encode(), "word/document.xml": b"<w:document/>", **more})


def docx(**more: bytes) -> bytes:
    return office("wordprocessingml.document.main+xml", **more)


def pptx() -> bytes:
    return office("presentationml.presentation.main+xml")


def xlsx() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def open_document(kind: str, manifest: bytes = b"<manifest/>", **more: bytes) -> bytes:
    declared = f"application/vnd.oasis.opendocument.{kind}".encode()
    return package({"mimetype": declared, "content.xml": b"<office/>", "META-INF/manifest.xml": manifest, **more})


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, kind)
    return out.getvalue()


def compound(*, protected: bool) -> bytes:
    """The beginning of a compound file, and the name of the part that a protected one has."""
    part = "EncryptedPackage" if protected else "WordDocument"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + part.encode("utf-16-le") + bytes(500)


WHOLE: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "pptx": pptx,
    "odt": lambda: open_document("text"),
    "ods": lambda: open_document("spreadsheet"),
    "csv": lambda: b"\xef\xbb\xbfref,rating\r\nA1,Green\r\n",
    "txt": lambda: "Naïve text, ± some".encode("cp1252"),
    "png": lambda: picture("PNG"),
    "jpg": lambda: picture("JPEG"),
    "jpeg": lambda: picture("JPEG"),
}


# --- what is accepted --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("extension", TYPES)
def test_every_listed_kind_comes_in_under_its_own_type(extension: str) -> None:
    assert judge(f"Survey 2023.{extension}", WHOLE[extension]()) == Accepted(
        f"Survey 2023.{extension}", extension, TYPES[extension]
    )


def test_an_ending_in_capitals_is_the_same_ending() -> None:
    assert judge("SURVEY.PDF", pdf()) == Accepted("SURVEY.PDF", "pdf", "application/pdf")


def test_a_pdf_that_only_forbids_changes_can_be_read_and_comes_in() -> None:
    assert isinstance(judge("plan.pdf", pdf(owner="secret")), Accepted)


def test_dots_in_a_name_are_no_endings() -> None:
    assert isinstance(judge("SEND plan v1.2 (27.03.2023).final.pdf", pdf()), Accepted)


def test_a_workbook_of_many_equal_rows_is_no_bomb() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for _ in range(3000):
        sheet.append(["the same words in every row"] * 8)
    out = io.BytesIO()
    book.save(out)
    assert isinstance(judge("rows.xlsx", out.getvalue()), Accepted)


# --- what is refused ---------------------------------------------------------------------------------------------


TEXTS = {"csv", "txt"}  # nobody can tell them apart
LYING = [(a, b) for a in TYPES for b in TYPES if TYPES[a] != TYPES[b] and {a, b} != TEXTS]


@pytest.mark.parametrize(("named", "inside"), LYING)
def test_a_file_that_is_not_what_its_name_says_is_refused(named: str, inside: str) -> None:
    said = sentence(f"survey.{named}", WHOLE[inside]())
    assert f"although its name ends in .{named}" in said
    assert "and upload that" in said


@pytest.mark.parametrize("named", TYPES)
@pytest.mark.parametrize("inside", [b"MZ\x90\x00\x03", b"\x7fELF\x02\x01", b"\x00\x01\x02\x03", b"\x1f\x8b\x08\x00"])
def test_a_program_or_raw_bytes_under_any_name_are_refused(named: str, inside: bytes) -> None:
    assert "although its name ends in" in sentence(f"survey.{named}", inside + bytes(200))


@pytest.mark.parametrize("named", [name for name in TYPES if name not in ("csv", "txt")])
def test_a_web_page_under_another_name_is_refused(named: str) -> None:
    assert "although its name ends in" in sentence(f"survey.{named}", b"<html><script>alert(1)</script></html>")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("plan.doc", "Save it as a Word document (.docx) or a PDF."),
        ("plan.xls", "Save it as an Excel workbook (.xlsx)."),
        ("plan.ppt", "Save it as a PowerPoint presentation (.pptx) or a PDF."),
        ("plan.docm", "Save it as a file without macros."),
        ("plan.xlsm", "Save it as a file without macros."),
        ("papers.zip", "Unpack it and upload the files in it one by one."),
        ("photo.heic", "Save it as a PNG or JPEG picture."),
        ("drawing.svg", "Save it as a PNG or JPEG picture."),
        ("mail.msg", "Print it as a PDF and upload that."),
        ("page.html", "Print it as a PDF and upload that."),
        ("interview.mp3", "Add a link to it instead."),
        ("plan.exe", ALLOWED + "."),
        ("plan", ALLOWED + "."),
        ("pdf", ALLOWED + "."),
        (".pdf", ALLOWED + "."),
        ("", ALLOWED + "."),
        ("plan.pdf.exe", ALLOWED + "."),
        ("plan.pdf\x00.exe", ALLOWED + "."),
        ("plan\u202efdp.exe", ALLOWED + "."),
    ],
)
def test_another_kind_is_refused_with_what_to_do(name: str, advice: str) -> None:
    said = sentence(name, pdf())
    assert said.endswith(advice)
    assert "is not of a kind that can be uploaded" in said
    assert "\u202e" not in said


@pytest.mark.parametrize("name", ["plan.exe.pdf", "plan.html.pdf", "plan.docm.pdf", "plan.EXE .pdf", "a.js.b.pdf"])
def test_a_second_ending_that_misleads_is_refused(name: str) -> None:
    assert "has two endings" in sentence(name, pdf())


def test_an_empty_file_is_refused() -> None:
    assert sentence("plan.pdf", b"") == "“plan.pdf” is empty. Check that it was saved, and try again."


def test_the_limit_is_25_megabytes_and_the_sentence_says_how_far_it_is_off() -> None:
    assert isinstance(judge("plan.pdf", pdf(), size=LARGEST), Accepted)
    said = sentence("plan.pdf", pdf(), size=LARGEST + 1)
    assert said.startswith("“plan.pdf” is 26 MB large, and the limit is 25 MB.")
    assert "add a link to it instead" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", pdf(password="secret")),
        ("plan.docx", compound(protected=True)),
        ("plan.xlsx", compound(protected=True)),
        ("plan.odt", open_document("text", b"<manifest><encryption-data/></manifest>")),
    ],
)
def test_what_is_behind_a_password_is_named_so(name: str, content: bytes) -> None:
    assert sentence(name, content) == (
        f"“{name}” is protected with a password, so the board could not read it. "
        "Remove the password and upload it again."
    )


def test_a_zip_entry_behind_a_password_is_named_so() -> None:
    content = bytearray(docx())
    content[6] |= 1
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert "protected with a password" in sentence("plan.docx", bytes(content))


def test_an_office_file_of_before_2007_under_a_newer_name_is_named_so() -> None:
    assert "of before 2007" in sentence("plan.docx", compound(protected=False))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", docx(**{"word/vbaProject.bin": b"x"})),
        ("plan.docx", docx(**{"word/VBAPROJECT.BIN": b"x"})),
        ("plan.docx", docx(**{"word/vbaData.xml": b"x"})),
        ("plan.docx", docx(**{"xl/macrosheets/sheet1.xml": b"x"})),
        (
            "plan.docx",
            office("wordprocessingml.document.main+xml' b='application/vnd.ms-word.document.macroEnabled.main+xml"),
        ),
        ("plan.docx", office("wordprocessingml.document.main+xml' b='application/vnd.ms-office.vbaProject")),
        ("plan.odt", open_document("text", **{"Basic/Standard/Module1.xml": b"x"})),
        ("plan.ods", open_document("spreadsheet", **{"Scripts/python/x.py": b"x"})),
    ],
)
def test_macros_are_refused_wherever_they_are(name: str, content: bytes) -> None:
    assert sentence(name, content) == f"“{name}” contains macros. Save it as a file without macros and upload that."


def test_a_file_that_would_swell_when_opened_is_refused() -> None:
    assert "too large when it is opened" in sentence("plan.docx", docx(**{"word/media/x": bytes(20 * 1024**2)}))


def test_a_file_of_too_many_parts_is_refused() -> None:
    parts = {f"word/{number}": b"" for number in range(MOST_ENTRIES)}
    assert "too large when it is opened" in sentence("plan.docx", docx(**parts))


def test_a_lie_about_the_size_of_a_part_is_found_when_it_is_read() -> None:
    content = bytearray(docx())
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    assert "is damaged" in sentence("plan.docx", bytes(content))


def lying(content: bytes, name: bytes, told: int, begins: bytes) -> bytes:
    """The package with another size and checksum for one part, in both places where they stand."""
    forged = bytearray(content)
    for mark, checksum in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        there = content.index(mark)
        while not content[there + checksum + (16 if checksum == 14 else 30) :].startswith(name):
            there = content.index(mark, there + 4)
        forged[there + checksum : there + checksum + 4] = struct.pack("<I", zlib.crc32(begins))
        forged[there + checksum + 8 : there + checksum + 12] = struct.pack("<I", told)
    return bytes(forged)


@pytest.mark.parametrize("told", [1_000, 20 * 1024**2 + 1])
def test_a_part_that_is_not_of_the_size_that_is_told_is_found(told: int) -> None:
    honest = docx(**{"word/media/x": bytes(20 * 1024**2), "word/noise": random.Random(1).randbytes(200_000)})
    assert "too large" in sentence("plan.docx", docx(**{"word/media/x": bytes(20 * 1024**2)}))
    assert isinstance(judge("plan.docx", honest), Accepted)
    assert "is damaged" in sentence("plan.docx", lying(honest, b"word/media/x", told, bytes(min(told, 20 * 1024**2))))


def test_what_is_packed_in_a_way_that_cannot_be_unpacked_bit_by_bit_is_refused() -> None:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_LZMA) as made:
        made.writestr("word/media/x", bytes(1000))
    assert "is damaged" in sentence("plan.docx", out.getvalue())


def test_no_more_may_come_out_however_well_it_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = docx(**{"word/media/x": bytes(3000)})
    assert isinstance(judge("plan.docx", content), Accepted)
    monkeypatch.setattr("evidence.uploads.MOST_UNPACKED", 3000)
    assert "too large when it is opened" in sentence("plan.docx", content)
    assert isinstance(judge("plan.docx", docx()), Accepted)


def test_a_workbook_behind_a_chart_comes_in_and_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    chart = "word/embeddings/Workbook1.xlsx"
    assert isinstance(judge("plan.docx", docx(**{chart: xlsx()})), Accepted)
    assert "contains macros" in sentence("plan.docx", docx(**{chart: package({"xl/vbaProject.bin": b"x"})}))
    assert "evil.exe" in sentence("plan.docx", docx(**{chart: package({"xl/evil.exe": b"x"})}))
    swelling = package({"xl/x": bytes(20 * 1024**2)})
    assert "too large when it is opened" in sentence("plan.docx", docx(**{chart: swelling}))
    lies = lying(package({"xl/x": bytes(20 * 1024**2)}), b"xl/x", 10, bytes(10))
    assert "is damaged" in sentence("plan.docx", docx(**{chart: lies}))
    monkeypatch.setattr("evidence.uploads.MOST_UNPACKED", 4000)  # of all that lies in it together
    two = {f"word/embeddings/{number}.xlsx": package({"xl/x": bytes(2000)}) for number in range(2)}
    assert isinstance(judge("plan.docx", docx(**dict(list(two.items())[:1]))), Accepted)
    assert "too large when it is opened" in sentence("plan.docx", docx(**two))


def test_documents_in_documents_without_an_end_are_refused() -> None:
    inner = xlsx()
    for _ in range(3):
        inner = package({"xl/embeddings/x.xlsx": inner})
    assert "too large when it is opened" in sentence("plan.docx", docx(**{"word/embeddings/x.xlsx": inner}))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/evil.exe", b"x"),
        ("word/EVIL.JS", b"x"),
        ("word/embeddings/x.docm", b"x"),
        ("word/embeddings/more.zip", package({"x": b"x"})),
        ("word/embeddings/more.bin", package({"x": b"x"})),
        ("word/media/image1.png", b"MZ\x90\x00" + bytes(100)),
        ("word/media/image1.png", b"\x7fELF" + bytes(100)),
        ("word/embeddings/oleObject1.bin", b"Rar!\x1a\x07\x01\x00"),
    ],
)
def test_a_program_or_an_archive_in_a_document_is_refused(part: str, content: bytes) -> None:
    said = sentence("plan.docx", docx(**{part: content}))
    assert f"has another file inside it, {part.rpartition('/')[2]}. Take it out" in said


@pytest.mark.parametrize("extension", ["png", "jpg", "jpeg"])
def test_the_first_bytes_of_a_picture_make_none(extension: str) -> None:
    whole = WHOLE[extension]()
    page = b"<html><script>alert(1)</script></html>" * 100
    for content in (whole[:8] + page, whole[:3] + page, whole[:20], whole[:8]):
        assert f"although its name ends in .{extension}" in sentence(f"photo.{extension}", content)


def test_a_text_is_read_to_its_end() -> None:
    assert isinstance(judge("rows.csv", b"a;b\r\n" * 50_000), Accepted)
    for place in (HEAD, 100_000):
        assert "although its name ends in .txt" in sentence("notes.txt", b"a" * place + b"\x00\x01")


@pytest.mark.parametrize("entry", ["../../etc/cron.d/x", "/etc/passwd", "word/../../x"])
def test_an_entry_that_climbs_out_is_refused(entry: str) -> None:
    assert "is damaged" in sentence("plan.docx", docx(**{entry: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
    assert "is damaged" in sentence("plan.docx", out.getvalue())


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.xlsx", "plan.odt"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_half_a_file_is_refused_as_damaged(name: str, kept: float) -> None:
    content = WHOLE[name.rpartition(".")[2]]()
    verdict = judge(name, content[: max(20, int(len(content) * kept))])
    if isinstance(verdict, Accepted):
        assert name == "plan.pdf"  # a PDF without its end can often still be read
    else:
        assert "is damaged" in verdict.sentence


def test_a_pdf_without_pages_is_refused() -> None:
    assert "has no page that can be read" in sentence("plan.pdf", pdf(pages=0))
    assert "has no page that can be read" in sentence("plan.pdf", b"%PDF-1.7 and nothing else")


def test_text_in_utf_16_is_refused_with_what_to_do() -> None:
    assert "CSV UTF-8" in sentence("rows.csv", "a,b".encode("utf-16"))


@given(st.binary(max_size=300), st.sampled_from(sorted(TYPES)), st.booleans())
@settings(max_examples=150)
def test_whatever_is_sent_gets_an_answer_and_never_an_error(content: bytes, extension: str, begins_well: bool) -> None:
    if begins_well:
        content = WHOLE[extension]()[:60] + content
    assert isinstance(judge(f"x.{extension}", content), (Accepted, Refused))


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Parents’ survey – autumn 2023.pdf", "Parents’ survey – autumn 2023.pdf"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\plan.pdf", "plan.pdf"),
        ("C:\\Users\\officer\\plan.pdf", "plan.pdf"),
        ("../../plan.pdf", "plan.pdf"),
        ("  plan   one .pdf ", "plan one.pdf"),
        ("plan\r\nX-Header: 1.pdf", "plan X-Header_ 1.pdf"),
        ("pl\x00an\x1b.pdf", "plan.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
        ("plan\u200b\u2066.pdf", "plan.pdf"),
        ('a<b>:"c"|?*.pdf', "a_b___c____.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("plan.pdf...", "plan.pdf"),
        ("plan\ud800.pdf", "plan.pdf"),
        ("", "document"),
        ("...", "document"),
        ("\u202e.pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned_to_what_it_shows(sent: str, shown: str) -> None:
    assert clean_name(sent) == shown


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_a_cleaned_name_is_never_empty_long_or_misleading_and_stays_as_it_is(sent: str) -> None:
    shown = clean_name(sent)
    assert 0 < len(shown) <= LONGEST_NAME
    assert not set(shown) & set('/\\\0\r\n\t<>:"|?*\u202e\u200b')
    assert clean_name(shown) == shown
    shown.encode()
