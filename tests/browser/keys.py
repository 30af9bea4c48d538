"""Going through pages with Tab, Enter, Space and arrows alone: whatever has the focus on the way shows that it has."""

from playwright.sync_api import Page

from tests.processes import Site
from tests.run import DEMO_PASSWORD

MANY = 120
_FOCUSED = """() => {
  const at = document.activeElement;
  const said = at.labels?.[0]?.innerText || at.innerText || at.getAttribute("aria-label") || "";
  const words = said.trim().replace(/\\s+/g, " ");
  const seen = getComputedStyle(at);
  const shows = seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) > 0 || seen.boxShadow !== "none";
  const box = at.getBoundingClientRect();
  const fits = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return {words, shows: shows && fits, tag: at.tagName};
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has these words has the focus; everything on the way shows that it has it."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        focused = page.evaluate(_FOCUSED)
        if focused["tag"] == "BODY":
            continue
        assert focused["shows"], f"the focus on “{focused['words']}” cannot be seen"
        if focused["words"].startswith(words):
            return
    raise AssertionError(f"“{words}” cannot be reached by Tab")


def enter(page: Page) -> int:
    """Press Enter, which leads to another page; how that one answered."""
    with page.expect_navigation() as answer:
        page.keyboard.press("Enter")
    return answer.value.status if answer.value else 0


def follow(page: Page, words: str) -> int:
    """Go to what has these words, and press Enter on it."""
    tab_to(page, words)
    return enter(page)


def write(page: Page, label: str, text: str) -> None:
    """Type into the field of that label, in the place of what stands in it."""
    tab_to(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, first: str, wanted: str) -> None:
    """One of several radios: Tab leads to the first, arrows to the one that is wanted."""
    tab_to(page, first)
    page.keyboard.press("Space")
    for _ in range(MANY):
        if page.evaluate(_FOCUSED)["words"].startswith(wanted):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"“{wanted}” is not among the choices")


def sign_in_by_keyboard(page: Page, site: Site, who: str, to: str) -> None:
    """Sign in as `who`@demo.example, from the page that they wanted to see."""
    page.goto(f"{site.url}/sign-in/?next={to}")
    write(page, "Email address", f"{who}@demo.example")
    write(page, "Password", DEMO_PASSWORD)
    enter(page)
    page.wait_for_url(f"{site.url}{to}")
