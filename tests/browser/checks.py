"""What every page must be: whole, quiet, and readable by everybody. Used page by page and state by state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

HERE = Path(__file__).parent
WIDE, NARROW, NARROWEST = 1280, 375, 320
HEIGHT = 900
# What the browser says of the page's own answer, which the page's status says better
OWN_ANSWER = "Failed to load resource"
# only what is wrong comes back: to carry all that is right out of the browser takes longer than to look
_LOOK = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
_INLINE = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)

_FAULTS = (HERE / "faults.js").read_text()
_TOO_WIDE = (HERE / "too_wide.js").read_text()


@dataclass
class Watcher:
    """Listens to one page: errors, refusals of the content security policy, requests that leave the site."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.heard.append(f"a script failed: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def forget(self) -> None:
        """Begin anew, for the next page."""
        self.heard.clear()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(OWN_ANSWER):
            self.heard.append(f"the console says: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname != "127.0.0.1":
            self.heard.append(f"it asks {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.heard.append(f"{response.url} answers {response.status}")


def faults(page: Page, source: str, watcher: Watcher, widths: tuple[int, ...] = (WIDE, NARROW)) -> list[str]:
    """Everything that is wrong with the page that is open, at three widths; empty when nothing is. `source` is what
    the server sent; `widths` are those at which its readability is looked at."""
    found = [*watcher.heard, *page.evaluate(_FAULTS)]
    found += [f"inline {inline}" for inline in sorted({match[1] for match in _INLINE.finditer(source)})]
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"at {width} px: {said}" for said in _axe(page)]
    for width in (NARROWEST, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"at {width} px it is wider than the window: {out}" for out in page.evaluate(_TOO_WIDE)]
    return found


def _axe(page: Page) -> Iterator[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    for violation in page.evaluate(_LOOK):
        for node in violation["nodes"]:
            why = (node.get("failureSummary") or "").replace("\n", " ")
            yield f"{violation['id']}: {violation['help']}: {node['html'][:160]} {why[:200]}"
