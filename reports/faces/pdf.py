"""The progress report as a tagged PDF with its figures attached. The same tree and signatures give the same bytes."""

from evidence.pdf import Attachment, make_pdf
from reports.faces.html import STYLESHEET, report_html, title
from reports.faces.signed import Signed
from reports.figures.csv import actions_csv, kpis_csv
from reports.figures.tree import ReportTree


def report_pdf(tree: ReportTree, *, state: Signed) -> bytes:
    """The PDF's bytes. Raises `evidence.pdf.PdfError` with a sentence that says why there is none."""
    return make_pdf(
        report_html(tree, state=state),
        stylesheet=STYLESHEET.read_text(encoding="utf-8"),
        created=tree.frozen_at,
        title=title(tree, state),
        attachments=[
            Attachment("actions.csv", actions_csv(tree.figures), "The actions of this report, as figures"),
            Attachment("kpis.csv", kpis_csv(tree.figures), "The KPIs of this report, as figures"),
        ],
    )
