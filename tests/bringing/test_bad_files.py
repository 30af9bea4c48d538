"""A file that cannot be read as it should is answered on the page that a person sees: row, cell, what was expected,
what to do. What was brought before stays as it is."""

import html
import io
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.drawing.image import Image
from PIL import Image as Picture

from bringing.models import PlanDraft
from tests.bringing.files import brought
from tests.bringing.reading.demo_files import in_word
from tests.cast import Cast
from tests.sheets.making import book, document, rewritten
from tests.sheets.test_refusals import COMPOUND, LOCKED, enabled, macros

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/plans/import/"
HEADINGS = ["Ref", "Action", "Outcome", "By when", "Lead"]
GOOD = ["A1", "Do it", "It is done", "June 2024", "Head of SEND"]
KPIS = ["KPI", "Baseline", "Baseline Date", "Milestone 1 – End July 2024", "Target – End January 2025"]


def said(page: Any) -> str:
    """The words of the page's main part, as a person reads them."""
    main = re.search(r"<main.*</main>", page.content.decode(), re.DOTALL)
    assert main
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def sent(client: Client, name: str, content: bytes) -> Any:
    told = {"sent_as": str(uuid4()), "plan": "new", "text": "", "file": SimpleUploadedFile(name, content)}
    return client.post(PAGE, told, follow=True)


def sheet(*rows: list[Any], title: str = "Section A") -> bytes:
    def fill(made: Any) -> None:
        made.title = title
        for row in rows:
            made.append(row)

    return book(fill)


def wide(content: bytes) -> bytes:
    return rewritten(content, lambda part: part + b" " * (31 * 1024 * 1024))


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "locked": ("plan.docx", lambda: LOCKED, "protected with a password: take the password off"),
    "locked workbook": ("plan.xlsx", lambda: LOCKED, "protected with a password: take the password off"),
    "broken": ("plan.docx", lambda: in_word()[:9_000], "damaged: open it"),
    "an old workbook": ("plan.xls", lambda: COMPOUND + b"\0" * 600, "save it as an Excel workbook"),
    "an old document": ("plan.doc", lambda: COMPOUND + b"\0" * 600, "save it as a Word document"),
    "a PDF": ("plan.pdf", lambda: b"%PDF-1.7", "holds pages and no tables: read the Word or Excel file"),
    "a bomb": ("plan.xlsx", lambda: wide(sheet(HEADINGS, GOOD)), "too large to be read when it is unpacked: take out"),
    "macros": ("plan.xlsx", lambda: macros(sheet(HEADINGS, GOOD)), "macros: save it as a file without macros"),
    "macros that are on": ("plan.xlsm", lambda: enabled(sheet(HEADINGS, GOOD)), "without macros"),
    "21 MB": ("plan.xlsx", lambda: bytes(21 * 1024 * 1024), "larger than 20 MB: keep the plan alone in it"),
    "empty": ("plan.docx", lambda: b"", "empty: check that it was saved"),
    "no plan": (
        "letter.docx",
        lambda: document(lambda made: made.add_paragraph("Dear parents")),
        "No table of a plan was found: choose another file, or copy the whole page with the plan’s tables and paste it",
    ),
    "a page without a plan": ("plan.html", lambda: b"<p>Dear parents", "No table of a plan was found: choose another"),
    "a page that is none": ("plan.html", lambda: b"\x01\x02<p>", "is not a web page, although its name ends in .html"),
    "an unknown ending": ("plan.exe", lambda: b"MZ", "are not read: Word (.docx), Excel"),
}


@pytest.mark.parametrize(("name", "content", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_told_what_to_do_and_keeps_what_was_there(
    cast: Cast, as_: Enter, name: str, content: Callable[[], bytes], says: str
) -> None:
    before = brought(cast.notice, in_word(), cast["lead"])
    page = sent(as_("lead"), name, content())
    assert page.status_code in (200, 400)
    assert says in said(page)
    assert "There is a problem" in said(page)
    assert [row.pk for row in PlanDraft.objects.all()] == [before.pk]


def worked_out() -> bytes:
    """A date that a formula works out, with the value that was stored with it."""
    cell = b'<c r="D2" t="str"><f>TODAY()</f><v>June 2024</v></c>'
    return rewritten(sheet(HEADINGS, GOOD), lambda part: re.sub(rb'<c r="D2".*?</c>', cell, part))


def pictured() -> bytes:
    def fill(made: Any) -> None:
        made.title = "Section A"
        for row in (HEADINGS, GOOD):
            made.append(row)
        drawn = io.BytesIO()
        Picture.new("RGB", (4, 4)).save(drawn, "PNG")
        made.add_image(Image(drawn), "H9")

    return book(fill)


def linked() -> bytes:
    def fill(made: Any) -> None:
        made.title = "Section A"
        for row in (HEADINGS, GOOD):
            made.append(row)
        made["B2"].hyperlink = "https://elsewhere.example/plan"

    return book(fill)


def two_sheets() -> bytes:
    def fill(made: Any) -> None:
        made.title = "Section A"
        for row in (HEADINGS, GOOD):
            made.append(row)
        more = made.parent.create_sheet("Section A – more")
        for row in (HEADINGS, ["A2", *GOOD[1:]]):
            more.append(row)

    return book(fill)


def formula() -> bytes:
    return sheet(HEADINGS, [*GOOD[:3], "=TODAY()", GOOD[4]])


ASKED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "a formula without a value": (
        formula(),
        (
            "Sheet “Section A”, D2: a formula without a stored value: open the file in Excel, save it",
            "A1 has no date: enter by when, or leave it to be settled",
        ),
    ),
    "a formula": (worked_out(), ("Sheet “Section A”, D2: a formula: the value stored with it was read",)),
    "a picture": (pictured(), ("Sheet “Section A”, H9: a picture or a shape (“Picture”): it was not read",)),
    "a link": (linked(), ("Sheet “Section A”, B2: a link: its words were read, its address was not opened",)),
    "a ref twice": (
        sheet(HEADINGS, GOOD, ["A1", "Do more", "", "July 2024", "Head of SEND"]),
        (
            "A1 stands 2 times, at sheet “Section A”, A2 and sheet “Section A”, A3: give each action a ref",
            "Action A1 : There are 2 of this ref: give each a ref of its own",
        ),
    ),
    "no ref": (
        sheet(HEADINGS, GOOD, ["", "Do more", "", "July 2024", "Head of SEND"]),
        (
            (
                "Sheet “Section A”, row 3: this row has an action and no ref: enter one that no other row has; a ref "
                "that the plan has already means that action of the plan"
            ),
            "The action in sheet “Section A”, row 3 : It has no ref: enter one",
        ),
    ),
    "no name": (
        sheet(KPIS, ["", "12%", "May 2023", "20%", "30%"], ["Calls", "1", "May 2023", "2", "3"]),
        ("Sheet “Section A”, row 2: this row has values and no KPI: enter what is measured, or leave the row out",),
    ),
    "two tables": (
        two_sheets(),
        ("Section A has more than one table of actions", "confirm that all of them count"),
    ),
    "dates out of order": (
        sheet(
            [*KPIS[:3], "Milestone 1 – End July 2024", "Milestone 2 – End May 2024"],
            ["Calls", "1", "May 2023", "2", "3"],
        ),
        ("“Milestone 2 – End May 2024” stands behind “Milestone 1 – End July 2024” and is due before it",),
    ),
    "an empty table": (
        sheet(HEADINGS),
        ("Sheet “Section A”: this table has headings and no rows: check that the file is whole, or leave it out",),
    ),
    "from the right, and unseen": (
        sheet(HEADINGS, ["A\u200b1", "Do it \u05d0\u05d1", *GOOD[2:]]),
        (
            "A2: zero width space, which cannot be seen: kept, take it out where it is not meant",
            "A2: it holds characters that cannot be seen: check that it says what is meant",
            "B2: it holds words that are written from right to left",
        ),
    ),
    "an equals sign": (
        rewritten(
            sheet(HEADINGS, ["A1", "ZZHYPERLINK(1)", *GOOD[2:]]),
            lambda part: part.replace(b"ZZ", b"="),
        ),
        (
            "B2: begins with “=” and is text: kept as it stands, nothing is worked out",
            "it holds a formula’s sign, “=”, at its beginning",
        ),
    ),
}


@pytest.mark.parametrize(("content", "says"), ASKED.values(), ids=ASKED)
def test_what_is_odd_is_said_on_the_page_with_its_cell(
    cast: Cast, as_: Enter, content: bytes, says: tuple[str, ...]
) -> None:
    page = sent(as_("lead"), "plan.xlsx", content)
    assert "Check what was read" in said(page)
    for each in says:
        assert each in said(page), said(page)
    assert PlanDraft.objects.count() == 1
