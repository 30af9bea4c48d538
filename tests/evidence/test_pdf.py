"""A PDF is accessible, the same from run to run, and asks nobody for anything."""

import gc
import hashlib
import io
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page
import pikepdf
import pytest
from django.utils.html import escape
from PIL import Image

from evidence.pdf import (
    Attachment,
    BrokenDocument,
    ForbiddenUrl,
    MissingLibraries,
    libraries_ready,
    make_pdf,
)

ROOT = Path(__file__).parents[2]
CREATED = datetime(2023, 12, 22, 9, 0, tzinfo=UTC)
FIGURES = Attachment("figures.csv", b"ref,rating\r\nA1,Green\r\n", "The figures of this report")
STYLE = """
@page { size: A4; margin: 20mm; @bottom-right { content: "Page " counter(page) " of " counter(pages) } }
body { font-family: "Liberation Sans"; font-size: 11pt }
table { table-layout: fixed; width: 100%; border-collapse: collapse }
th, td { border: 1px solid #505a5f; padding: 2pt; text-align: left }
"""
CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="300" height="100" role="img">
<title>Plans on time rose from 16% in January 2023 to 24% in November 2023.</title>
<line x1="10" y1="90" x2="290" y2="20" stroke="#0b0c0c" stroke-width="2"/>
<text x="10" y="12" font-size="12">24%</text></svg>"""
ROWS = "".join(
    f'<tr><th scope="row">A{number}</th><td>What action {number} does</td><td>Green</td></tr>'
    for number in range(1, 90)
)
RICH = f"""<!doctype html><html lang="en-GB"><head><title>Overridden</title></head><body>
<h1>Progress report</h1><p>To <a href="https://www.gov.uk/">DfE</a>,
by <a href="mailto:chair@demo.example">the chair</a>; see <a href="#actions">the actions</a>.</p>
<h2>Findings</h2><ul><li>One<ul><li>Nested</li></ul></li><li>Two</li></ul><ol><li>First</li><li>Second</li></ol>
<dl><dt>Green</dt><dd>on track</dd></dl>
<h2>Figures</h2><figure>{CHART}<figcaption>Plans on time</figcaption></figure>
<p><img src="static:logo.png" alt="The council's name" width="20" height="20"></p>
<h2 id="actions">Actions</h2>
<table><caption>Every action</caption>
<thead><tr><td></td><th>What</th><th>Rating</th></tr></thead><tbody>{ROWS}</tbody></table>
<h3>One that spans</h3>
<table><thead><tr><th>Section</th><th colspan="2">Ratings</th></tr></thead>
<tbody><tr><th rowspan="2" scope="rowgroup">A</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>
</body></html>"""


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "#1d70b8").save(out, "PNG")
    return out.getvalue()


def rich(**changes: object) -> bytes:
    arguments: dict[str, object] = {
        "stylesheet": STYLE,
        "created": CREATED,
        "title": "Progress report 4",
        "attachments": [FIGURES],
        "files": {"logo.png": logo()},
    }
    html = changes.pop("html", RICH)
    return make_pdf(html, **(arguments | changes))  # type: ignore[arg-type]


def small(body: str, stylesheet: str = "", head: str = "", **more: object) -> bytes:
    html = f'<html lang="en-GB"><head>{head}</head><body><h1>Report</h1>{body}</body></html>'
    return make_pdf(html, stylesheet=stylesheet, created=CREATED, title="Report", **more)  # type: ignore[arg-type]


def text_of(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.fixture(scope="module")
def sample() -> bytes:
    return rich()


# --- what is refused ---------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A real server on loopback, and the list of what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(logo())

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


# name: (head, stylesheet, body); AT is the listening server's address
FETCHING = {
    "picture": ("", "", '<img src="AT/x.png" alt="x">'),
    "picture in capitals": ("", "", '<IMG SRC="HTTP://127.0.0.1:1/x.png" ALT="x">'),
    "picture from another scheme": ("", "", '<img src="ftp://127.0.0.1/x.png" alt="x">'),
    "local file": ("", "", '<img src="file:///etc/passwd" alt="x">'),
    "local file without a scheme": ("", "", '<img src="/etc/passwd" alt="x">'),
    "relative file": ("", "", '<img src="manage.py" alt="x">'),
    "address without a scheme": ("", "", '<img src="//127.0.0.1/x.png" alt="x">'),
    "static file that was not given": ("", "", '<img src="static:other.png" alt="x">'),
    "static path that climbs": ("", "", '<img src="static:../../etc/passwd" alt="x">'),
    "data address": ("", "", '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">'),
    "base address": ('<base href="AT/">', "", '<img src="x.png" alt="x">'),
    "base address of files": ('<base href="file:///etc/">', "", '<img src="passwd" alt="x">'),
    "linked stylesheet": ('<link rel="stylesheet" href="AT/x.css">', "", ""),
    "linked attachment": ('<link rel="attachment" href="file:///etc/passwd">', "", ""),
    "linked attachment from the net": ('<link rel="attachment" href="AT/x">', "", ""),
    "attachment of a link": ("", "", '<a rel="attachment" href="file:///etc/passwd">x</a>'),
    "import in a style element": ('<style>@import "AT/x.css";</style>', "", ""),
    "import in the stylesheet": ("", '@import url("AT/x.css");', ""),
    "background": ("", "", '<p style="background: url(AT/x.png)">x</p>'),
    "background in the stylesheet": ("", "p { background-image: url(file:///etc/passwd) }", "<p>x</p>"),
    "list bullet": ("", "li { list-style-image: url(AT/x.png) }", "<ul><li>x</li></ul>"),
    "generated content": ("", "p::before { content: url(AT/x.png) }", "<p>x</p>"),
    "border picture": ("", "p { border-image: url(AT/x.png) 1; border: 2px solid }", "<p>x</p>"),
    "page margin": ("", "@page { @top-left { content: url(AT/x.png) } }", "<p>x</p>"),
    "font": ("", "@font-face { font-family: F; src: url(AT/x.woff) } p { font-family: F }", "<p>x</p>"),
    "colour profile": ("", "@color-profile --x { src: url(AT/x.icc) }", "<p>x</p>"),
    "embed": ("", "", '<embed src="AT/x.svg" type="image/svg+xml">'),
    "object": ("", "", '<object data="AT/x.svg" type="image/svg+xml"></object>'),
    "object of a file": ("", "", '<object data="file:///etc/passwd"></object>'),
    "svg image": (
        "",
        "",
        '<svg width="9" height="9"><title>x</title><image href="AT/x.png" width="9" height="9"/></svg>',
    ),
    "svg image of a file": (
        "",
        "",
        '<svg width="9" height="9"><title>x</title><image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>',
    ),
    "svg font": (
        "",
        "",
        '<svg width="9" height="9"><title>x</title><style>@font-face { font-family: F; src: url(AT/x) }</style></svg>',
    ),
}


@pytest.mark.parametrize("payload", FETCHING)
def test_whatever_reaches_out_fails_the_report_and_reaches_nobody(
    payload: str, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    head, stylesheet, body = (part.replace("AT", address) for part in FETCHING[payload])
    with pytest.raises(ForbiddenUrl) as refused:
        small(body, stylesheet, head)
    assert asked == []
    assert refused.value.url in str(refused.value)
    assert (
        refused.value.url.removeprefix(address)
        in head + stylesheet + body + "http://127.0.0.1:1/x.png file:///etc/passwd"
    )


def test_a_stylesheet_inside_an_svg_cannot_import_either(listener: tuple[str, list[str]]) -> None:
    """WeasyPrint stumbles before it asks the fetcher, so the reason is another one; the report fails all the same."""
    address, asked = listener
    style = f"<style>@import url({address}/x.css);</style>"
    with pytest.raises(BrokenDocument, match="inline SVG"):
        small(f'<svg width="9" height="9"><title>x</title>{style}<rect width="9" height="9"/></svg>')
    assert asked == []


def test_the_listener_would_have_heard_a_request(listener: tuple[str, list[str]]) -> None:
    import weasyprint

    address, asked = listener
    weasyprint.HTML(string=f'<img src="{address}/x.png" alt="x">').write_pdf()
    assert asked == ["/x.png"]


@pytest.mark.parametrize(
    "body",
    [
        '<iframe src="AT/x"></iframe>',
        '<script src="AT/x"></script><script>document.location = "AT/x"</script>',
        '<video src="AT/x" poster="AT/y"><source src="AT/z"></video>',
        '<form action="AT/x"><input type="image" src="AT/y"></form>',
        '<svg width="9" height="9"><title>x</title><use href="AT/x.svg#a"/></svg>',
        '<meta http-equiv="refresh" content="0; url=AT/x">',
    ],
)
def test_what_a_pdf_has_no_use_for_is_never_asked_for(body: str, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    pdf = small(body.replace("AT", address))
    assert asked == []
    assert b"127.0.0.1" not in pdf


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///etc/passwd", "/notices/devon-send-2022/", "data:text/html,x", "Report.pdf"],
)
def test_a_link_leads_to_the_web_or_into_the_document_or_the_report_fails(target: str) -> None:
    with pytest.raises(ForbiddenUrl) as refused:
        small(f'<p><a href="{target}">x</a></p>')
    assert refused.value.url == target


@pytest.mark.parametrize("payload", FETCHING)
def test_the_same_payload_as_escaped_text_is_only_text(payload: str) -> None:
    typed = "".join(FETCHING[payload])
    printed = text_of(small(f"<p>{escape(typed)}</p>"))
    assert without_breaks(typed) in without_breaks(printed)


def without_breaks(text: str) -> str:
    """Neither spaces nor hyphens: a line may have been broken at one."""
    return "".join(text.replace("-", "").split())


def test_a_missing_library_is_named_with_what_to_install() -> None:
    program = """
import cffi.api, sys
real = cffi.api.FFI.dlopen
def without_pango(self, name, *flags):
    if name and "pango" in name:
        raise OSError(f"cannot load library {name!r}")
    return real(self, name, *flags)
cffi.api.FFI.dlopen = without_pango
from datetime import UTC, datetime
from evidence import pdf
print(pdf.libraries_ready())
try:
    pdf.make_pdf("<p>x</p>", stylesheet="", created=datetime(2023, 1, 1, tzinfo=UTC), title="x")
except pdf.MissingLibraries as missing:
    print(missing)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    sentence = str(MissingLibraries())
    assert run.stdout.splitlines() == [sentence, sentence]
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in sentence
    assert "Traceback" not in run.stderr


def test_here_the_libraries_are_ready() -> None:
    assert libraries_ready() is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<img src="static:logo.png">', "no required alt description"),
        ('<img src="static:broken.png" alt="x">', "Failed to load image"),
        ('<a href="#nowhere">x</a>', "No anchor #nowhere"),
    ],
)
def test_a_hole_in_the_document_fails_it(body: str, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        small(body, files={"logo.png": logo(), "broken.png": b"not a picture"})


def test_an_error_of_one_document_is_not_held_against_the_next() -> None:
    with pytest.raises(BrokenDocument):
        small('<a href="#nowhere">x</a>')
    assert small("<p>x</p>").startswith(b"%PDF-1.7")


# --- the same bytes ----------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_whenever_and_wherever_it_runs(sample: bytes) -> None:
    """Another process, another hash seed, another second, another time zone."""
    program = (
        "import hashlib; from tests.evidence import test_pdf; "
        "print(hashlib.sha256(test_pdf.rich()).hexdigest(), end='')"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout == hashlib.sha256(sample).hexdigest()


def test_the_same_instant_in_another_zone_gives_the_same_bytes(sample: bytes) -> None:
    assert rich(created=CREATED.astimezone(timezone(timedelta(hours=5)))) == sample


@pytest.mark.parametrize(
    "change",
    [
        {"created": CREATED + timedelta(seconds=1)},
        {"title": "Progress report 5"},
        {"html": RICH.replace("Green", "Amber", 1)},
        {"attachments": [Attachment("figures.csv", b"other", "The figures of this report")]},
    ],
    ids=["date", "title", "text", "attachment"],
)
def test_any_change_gives_other_bytes(change: dict[str, object], sample: bytes) -> None:
    assert rich(**change) != sample


def test_the_order_in_which_attachments_are_given_does_not_matter() -> None:
    other = Attachment("a-legend.txt", b"Green: on track", "The legend")
    assert rich(attachments=[other, FIGURES]) == rich(attachments=[FIGURES, other])


def test_a_date_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        rich(created=CREATED.replace(tzinfo=None))


# --- accessible --------------------------------------------------------------------------------------------------


def failures(pdf: bytes) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_a_rich_document_passes_every_rule_of_pdf_ua(sample: bytes) -> None:
    assert failures(sample) == []


def change(pdf: bytes, fault: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if fault == "no language":
            del opened.Root.Lang
        elif fault == "title not displayed":
            opened.Root.ViewerPreferences.DisplayDocTitle = False
        elif fault == "not marked":
            del opened.Root.MarkInfo
        elif fault == "no alternative text":
            for figure in structure(opened, "Figure"):
                del figure.Alt
        elif fault == "attachment without a name":
            for item in opened.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Filespec:
                    del item.UF
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "fault",
    ["no language", "title not displayed", "not marked", "no alternative text", "attachment without a name"],
)
def test_a_planted_fault_is_found(fault: str, sample: bytes) -> None:
    assert failures(change(sample, fault)) != []


def structure(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(f"/{kind}")
    ]


def scopes(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(header.A.Scope) for header in structure(opened, "TH")]


def test_every_header_cell_has_a_scope(sample: bytes) -> None:
    found = scopes(sample)
    assert found.count("/Row") == 89 + 1
    assert found.count("/Column") >= 4
    assert len(found) == found.count("/Row") + found.count("/Column")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>", ["/Column"] * 2),
        ("<tbody><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></tbody>", ["/Row"] * 2),
        (
            '<tbody><tr><th scope="col">A</th><th scope="col">B</th></tr><tr><td>1</td><td>2</td></tr></tbody>',
            ["/Column"] * 2,
        ),
        (
            '<thead><tr><th scope="row">A</th><td>1</td></tr></thead><tbody><tr><td>2</td><td>3</td></tr></tbody>',
            ["/Row"],
        ),
        (
            '<tbody><tr><th colspan="2" scope="colgroup">A</th></tr><tr><th scope="rowgroup">B</th><td>1</td></tr>',
            ["/Column", "/Row"],
        ),
    ],
    ids=["head", "body", "own column", "own row", "groups"],
)
def test_a_headers_own_scope_counts_before_its_place(table: str, expected: list[str]) -> None:
    pdf = small(f"<table>{table}</table>")
    assert scopes(pdf) == expected
    assert failures(pdf) == []


def test_every_data_cell_names_its_headers(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        counts = {
            len(cell.A.Headers) for row in structure(opened, "TR") for cell in list(row.K)[2:] if "/Headers" in cell.A
        }
    assert counts == {1, 2}


def test_the_catalogue_says_language_title_bookmarks_and_dates(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle) is True
        assert str(opened.docinfo.Title) == "Progress report 4"
        assert str(opened.docinfo.CreationDate) == str(opened.docinfo.ModDate) == "D:20231222090000Z"
        assert opened.Root.PageMode == pikepdf.Name.UseOutlines
        with opened.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Progress report"]
            assert [item.title for item in outline.root[0].children] == ["Findings", "Figures", "Actions"]


def test_the_figures_travel_with_the_document_and_say_what_they_are(sample: bytes) -> None:
    with pikepdf.open(io.BytesIO(sample)) as opened:
        assert list(opened.attachments) == ["figures.csv"]
        attached = opened.attachments["figures.csv"]
        assert attached.description == "The figures of this report"
        assert attached.relationship == pikepdf.Name.Data
        file = attached.get_file()
        assert file.read_bytes() == FIGURES.content
        assert file.mime_type == "text/csv"
        assert file.creation_date == file.mod_date == CREATED


def test_text_can_be_selected(sample: bytes) -> None:
    printed = text_of(sample)
    assert "What action 89 does" in printed
    assert "Page 1 of" in printed


def test_dead_cycles_are_collected_again_after_a_drawing_and_after_one_that_failed() -> None:
    small("<p>Drawn</p>")
    assert gc.isenabled()
    with pytest.raises(ForbiddenUrl):
        small('<img src="https://elsewhere.example/a.png" alt="A picture">')
    assert gc.isenabled()
