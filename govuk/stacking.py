"""Tables that stack where a page is narrow: each row a block in which every cell bears its column's name.

The names travel as attributes, and roles keep a stacked table a table for screen readers: a display that is not a
table's takes the elements' own away. `content` is our templates' markup, in which every text is escaped.
"""

import re
from html import unescape
from typing import Final

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

WIDE: Final = 3
"""From so many columns on a table does not fit a telephone."""

_HEAD: Final = re.compile(r"<th\b[^>]*scope=\"col\"[^>]*>(.*?)</th>", re.DOTALL)
_UNSAID: Final = re.compile(r"<span[^>]*aria-hidden=\"true\"[^>]*>.*?</span>", re.DOTALL)
_TAG: Final = re.compile(r"<(thead|tbody|tr|th|td)\b([^>]*)>")
_SPAN: Final = re.compile(r"colspan=\"(\d+)\"")


def columns(content: str) -> list[str]:
    """The names of a table's columns, from its head."""
    head = content.partition("</thead>")[0]
    return [" ".join(unescape(strip_tags(_UNSAID.sub("", cell))).split()) for cell in _HEAD.findall(head)]


def stacked(content: str) -> SafeString:
    """The content with a role for each element, and for each cell of a row the name of its column."""
    names, place = columns(content), 0

    def marked(found: re.Match[str]) -> str:
        nonlocal place
        tag, attributes = found[1], found[2]
        if tag in ("thead", "tbody"):
            return f'<{tag}{attributes} role="rowgroup">'
        if tag == "tr":
            place = 0
            return f'<tr{attributes} role="row">'
        name = names[place] if place < len(names) else ""
        spans = _SPAN.search(attributes)
        place += int(spans[1]) if spans else 1
        if tag == "th":
            role = "columnheader" if 'scope="col"' in attributes else "rowheader"
            return f'<th{attributes} role="{role}">'
        return f'<td{attributes} role="cell" data-label="{escape(name)}">'

    return mark_safe(_TAG.sub(marked, content))  # noqa: S308  our own markup, given names that are escaped
