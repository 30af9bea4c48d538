"""The tags of a page and the words between them. Python's own parser takes minutes over a few pages of tags that never
end (tried: 40,000 characters of "<a "); this one goes over each character once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE: Final = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?""")
_END_OF_TAG: Final = re.compile(r"[\s/]*>")
_COMMENT: Final = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes")
}
"""In these nothing is a tag but their own end."""
_DRAWN: Final = frozenset({"svg", "math"})
"""These, and what is in them, may end in their own tag. Of any other tag its "/" says nothing."""


@dataclass(frozen=True, slots=True)
class Start:
    """`<td colspan="2">`, its name and the names of its attributes in small letters. `ends`: as `<svg/>` does."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    ends: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """`</td>`"""

    tag: str


def tokens(text: str) -> Iterator[Start | End | str]:
    """Tags and words in their order. A tag or a comment that never ends is words; comments that do are left out. A
    drawing that ends in its own tag has an end as any other."""
    at = drawings = 0
    while at < len(text):
        begins = text.find("<", at)
        if begins < 0:
            break
        if begins > at:
            yield unescape(text[at:begins])
        found = _tag_at(text, begins)
        if found is None:
            at = begins
            break
        token, at = found
        if token is not None:
            yield token
        if isinstance(token, Start) and token.ends and token.tag in _DRAWN:
            yield End(token.tag)
        elif isinstance(token, Start | End) and token.tag in _DRAWN:
            drawings = max(0, drawings + (1 if isinstance(token, Start) else -1))
        if isinstance(token, Start) and token.tag in RAW and not (token.ends and drawings):
            end = RAW[token.tag].search(text, at)
            yield text[at : end.start() if end else len(text)]
            at = end.start() if end else len(text)
    if at < len(text):
        yield unescape(text[at:])


def _tag_at(text: str, begins: int) -> tuple[Start | End | str | None, int] | None:
    """What begins with this "<" and where it ends; None where it never does."""
    named = _TAG.match(text, begins)
    if named is None:
        return _declared_at(text, begins)
    given: dict[str, str] = {}
    at = named.end()
    while (end := _END_OF_TAG.match(text, at)) is None:
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            return None
        value = next((each for each in found.groups()[1:] if each is not None), "")
        given.setdefault(found[1].lower(), unescape(value))
        at = found.end()
    tag = named[1].lower()
    return (End(tag) if text[begins + 1] == "/" else Start(tag, given, end.group().endswith("/>"))), end.end()


def _declared_at(text: str, begins: int) -> tuple[str | None, int] | None:
    """A comment, a declaration, or a "<" that stands for itself."""
    if text.startswith("<!--", begins):
        comment = _COMMENT.match(text, begins)
        return None if comment is None else (None, comment.end())
    if text.startswith(("<!", "<?", "</"), begins):
        ends = text.find(">", begins)
        return None if ends < 0 else (None, ends + 1)
    return "<", begins + 1
