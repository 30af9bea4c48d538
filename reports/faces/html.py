"""The progress report as HTML, for the page and the PDF. It takes the tree and what was signed, and asks nothing."""

import re
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.faces.layout import arrange
from reports.faces.signed import Signed
from reports.figures.tree import ReportTree

STYLESHEET = Path(__file__).resolve().parent.parent / "static" / "reports" / "report.css"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_body(tree: ReportTree, *, state: Signed) -> SafeString:
    """The report without a page around it: every text from people is escaped, unprintable characters are shown as �."""
    drawn = render_to_string("reports/face/body.html", {"report": arrange(tree), "tree": tree, "state": state})
    return mark_safe(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", drawn))  # noqa: S308  rendered with escaping on


def report_html(tree: ReportTree, *, state: Signed) -> str:
    """The whole document, as the PDF is drawn from it."""
    return render_to_string(
        "reports/face/document.html", {"title": title(tree, state), "body": report_body(tree, state=state)}
    )


def title(tree: ReportTree, state: Signed) -> str:
    """What the document is called."""
    return NOT_XML.sub("", f"Progress report {tree.number}, {state.version} – {tree.figures.notice.title}")
