"""What lies on a sheet beside its cells: none of it is read, and all of it is told."""

import re
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.utils import range_boundaries

from sheets.reading.package import Package, Relation, called, child, descendants, given
from sheets.reading.remarks import Remarks, shorten
from sheets.reading.shape import About, Place

_CODES: Final = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Za-z]')
"""What stands in headers for page numbers, dates and fonts."""


def remark_beside(package: Package, part: str, beside: Sequence[Element], place: Place, remarks: Remarks) -> None:
    """Remarks on links, pictures, charts, text boxes, comments, embedded files, headers and footers of a sheet."""
    relations = package.relations(part)
    for each in beside:
        name = called(each)
        if name == "hyperlinks":
            for link in each:
                if given(link, "id"):
                    remarks.add(About.LINK, _at(place, link.get("ref", "")))
        elif name == "headerFooter":
            _remark_headers(each, place, remarks)
        elif name in ("oleObjects", "controls"):
            remarks.add(About.NOT_READ, place, "a file or a button that lies on the sheet: it was not read")
    for relation in relations.values():
        if relation.outside and relation.kind != "hyperlink":
            remarks.add(About.LINK, place, "something that lies outside of the file: it was not fetched")
        elif not relation.outside and package.has(relation.target):
            _remark_part(package, relation, place, remarks)


def _remark_headers(element: Element, place: Place, remarks: Remarks) -> None:
    for each in element:
        text = each.text or ""
        if _CODES.sub("", text).strip():
            what = f"the printed page’s header or footer, “{shorten(text)}”: it was not read"
            remarks.add(About.HEADER, place, what)


def _remark_part(package: Package, relation: Relation, place: Place, remarks: Remarks) -> None:
    if relation.kind == "comments":
        for each in package.each(relation.target, "comment"):
            remarks.add(About.COMMENT, _at(place, each.get("ref", "")))
    elif relation.kind == "drawing":
        for each in package.each(relation.target, "twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
            _remark_drawn(each, place, remarks)


def _remark_drawn(anchor: Element, place: Place, remarks: Remarks) -> None:
    first = child(anchor, "from")
    corner = {} if first is None else {called(each): int(each.text or 0) + 1 for each in first}
    at = Place(place.file, place.sheet, row=corner.get("row", 0), column=corner.get("col", 0))
    words = shorten(
        "\n".join("".join(t.text or "" for t in descendants(each, "t")) for each in descendants(anchor, "p"))
    )
    if next(descendants(anchor, "graphicFrame"), None) is not None:
        remarks.add(About.PICTURE, at, "a chart or a diagram: it was not read")
    elif words:
        remarks.add(
            About.TEXT_BOX, at, f"a text box with the words “{words}”: they were not read, put them into a cell"
        )
    else:
        name = next((said for each in descendants(anchor, "cNvPr") if (said := given(each, "descr"))), "")
        called_so = f" (“{shorten(name)}”)" if name else ""
        remarks.add(About.PICTURE, at, f"a picture or a shape{called_so}: it was not read" if name else "")


def _at(place: Place, reference: str) -> Place:
    if not reference:
        return place
    left, top, *_ = range_boundaries(reference)
    return Place(place.file, place.sheet, row=top or 0, column=left or 0)
