"""HTML to a tagged PDF (PDF/UA-1) that reaches for nothing outside and whose bytes depend on its input alone."""

import contextlib
import gc
import io
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

LANGUAGE = "en-GB"
LINK_SCHEMES = ("https:", "http:", "mailto:")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 fonts-dejavu-core"


class PdfError(Exception):
    """No PDF was made; the message says why."""


class MissingLibraries(PdfError):
    """The system lacks what WeasyPrint needs."""

    def __init__(self) -> None:
        super().__init__(f"PDFs need system libraries that are missing here. On Debian: apt-get install {PACKAGES}")


class ForbiddenUrl(PdfError):
    """The HTML or its stylesheet asked for something that is not one of our own files."""

    def __init__(self, url: str) -> None:
        super().__init__(f"The document asks for an address that is not allowed in a PDF: {url[:200]}")
        self.url = url


class BrokenDocument(PdfError):
    """Something in the HTML could not be drawn, so a part would be missing: a chart, a picture, the end of a link."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF. `name` with its extension, in ASCII."""

    name: str
    content: bytes
    description: str


def make_pdf(
    html: str,
    *,
    stylesheet: str,
    created: datetime,
    title: str,
    attachments: Sequence[Attachment] = (),
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """The PDF of `html`. Pictures and fonts come from `files`, asked for as `static:<name>`.

    The same arguments give the same bytes, as long as the libraries and fonts stay the same. `created` is aware.
    Header cells get a scope: their own, else column inside `thead` and row elsewhere.
    Raises MissingLibraries, BrokenDocument, ForbiddenUrl (fetching what is not ours, linking to what is not the web's).
    """
    if created.tzinfo is None:
        raise ValueError("A PDF's date needs its time zone")
    weasyprint, fetcher_module = _libraries()
    fetcher = fetcher_module.OurFilesOnly(files or {})
    made = created.astimezone(UTC).replace(microsecond=0)
    # A base address that joins with nothing: without one WeasyPrint only logs relative addresses and goes on.
    base = fetcher_module.SCHEME
    try:
        with _errors_of_weasyprint() as errors, _without_collecting():
            fonts = weasyprint.text.fonts.FontConfiguration()
            source = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
            _give_headers_a_scope(source.etree_element)
            style = weasyprint.CSS(string=stylesheet, base_url=base, url_fetcher=fetcher, font_config=fonts)
            document = source.render(font_config=fonts, stylesheets=[style], pdf_variant="pdf/ua-1")
            document.metadata.title = title
            document.metadata.lang = LANGUAGE
            document.metadata.created = document.metadata.modified = made.strftime("%Y-%m-%dT%H:%M:%SZ")
            _refuse_strange_links(document)
            drawn = document.write_pdf(
                pdf_variant="pdf/ua-1",
                attachments=[
                    weasyprint.Attachment(
                        string=item.content, name=item.name, description=item.description, created=made, modified=made
                    )
                    for item in sorted(attachments, key=lambda item: item.name)
                ],
            )
    except fetcher_module.Refused as refused:
        raise ForbiddenUrl(refused.url) from None
    if fetcher.refused:
        raise ForbiddenUrl(fetcher.refused[0])
    if errors:
        raise BrokenDocument("; ".join(errors))
    return _finish(drawn)


def libraries_ready() -> str | None:
    """None when PDFs can be made here, else the sentence that says what to install."""
    try:
        _libraries()
    except MissingLibraries as missing:
        return str(missing)
    return None


def _libraries() -> tuple[ModuleType, ModuleType]:
    """WeasyPrint and our fetcher. Imported late: everything but PDFs works without Pango."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints advice for programmers
            import weasyprint
            import weasyprint.text.fonts

            from evidence import fetcher
    except OSError as error:
        raise MissingLibraries from error
    return weasyprint, fetcher


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self.messages.append(record.getMessage())


@contextlib.contextmanager
def _errors_of_weasyprint() -> Iterator[list[str]]:
    """WeasyPrint draws on after an error and only logs it; a report with a hole in it must not be made."""
    collector = _Collector()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Everything lives until the end of a drawing: looking for dead cycles meanwhile took a fifth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _give_headers_a_scope(root: Any) -> None:
    """Set `scope` on each `th` to row or col, so that WeasyPrint ties every cell to the right headers."""
    in_head = {header for head in root.iter("thead") for header in head.iter("th")}
    for header in root.iter("th"):
        scope = header.get("scope", "").strip().lower()
        is_row = scope in ("row", "rowgroup") or (scope not in ("col", "colgroup") and header not in in_head)
        header.set("scope", "row" if is_row else "col")


def _refuse_strange_links(document: Any) -> None:
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "external" and not target.lower().startswith(LINK_SCHEMES):
                raise ForbiddenUrl(target)


def _finish(drawn: bytes) -> bytes:
    """Add what WeasyPrint leaves out: header scopes, what an attachment is to the document, bookmarks shown."""
    import pikepdf

    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        related = pikepdf.Array()
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Dictionary):
                continue
            if item.get("/S") == pikepdf.Name.TR:
                _write_scopes(item)
            elif item.get("/Type") == pikepdf.Name.Filespec:
                item.AFRelationship = pikepdf.Name.Data
                related.append(item)
        if len(related):
            pdf.Root.AF = related
        if "/Outlines" in pdf.Root:
            pdf.Root.PageMode = pikepdf.Name.UseOutlines
        finished = io.BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return finished.getvalue()


def _write_scopes(row: "pikepdf.Object") -> None:
    """A header that a cell of its own row names is a row's header; every other one heads a column."""
    import pikepdf

    cells = list(row.get("/K", []))
    named = {
        bytes(header) for cell in cells if cell.get("/S") == pikepdf.Name.TD for header in cell.A.get("/Headers", [])
    }
    for cell in cells:
        if cell.get("/S") == pikepdf.Name.TH:
            cell.A.Scope = pikepdf.Name.Row if bytes(cell.ID) in named else pikepdf.Name.Column
