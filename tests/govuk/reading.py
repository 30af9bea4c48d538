"""Reads a drawn page strictly, as a test wants it: every tag closed, every reference resolved."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


@dataclass
class Read:
    """What was found: each tag with its attributes, what is wrong, and the words."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    words: str = ""

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of each tag that has these."""
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]

    def one(self, tag: str, **attributes: str) -> dict[str, str]:
        (found,) = self.all(tag, **attributes)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        twice = [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        self.read.faults += [f"<{tag}> has {name} twice" for name in twice]
        self.read.faults += [
            f"<{tag} {name}> runs or styles inline" for name in found if name == "style" or name[:2] == "on"
        ]
        self.read.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.read.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.read.words += data


def read(html: str) -> Read:
    """The page, with its faults: unclosed tags, ids twice, references and in-page links that lead nowhere."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    found = parser.read
    found.words = " ".join(found.words.split())
    found.faults += [f"<{tag}> is never closed" for tag in parser.open]
    ids = Counter(attributes["id"] for _, attributes in found.tags if "id" in attributes)
    found.faults += [f"id {name!r} stands twice" for name, count in ids.items() if count > 1]
    for tag, attributes in found.tags:
        wanted = [each for name in REFERENCES for each in attributes.get(name, "").split()]
        if attributes.get("href", "").startswith("#"):
            wanted.append(attributes["href"][1:])
        found.faults += [f"<{tag}> refers to {each!r}, which is nowhere" for each in wanted if each not in ids]
    return found
