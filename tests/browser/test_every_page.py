"""Every page, as somebody who may see it, at a desk, on a telephone and at the narrowest: whole, quiet, readable."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Tab

from tests.browser.checks import NARROW, WIDE, Watcher, faults
from tests.browser.pages import IN_STORIES, PAGES, WITHOUT_A_PAGE, Page, names
from tests.browser.people import patient, sign_in
from tests.browser.waiting import let_things_wait
from tests.processes import Site

FIRST = {page.name: page for page in reversed(PAGES) if not page.sent}


class Visitors:
    """One tab for each person, signed in once."""

    def __init__(self, browser: Browser, site: Site, open_contexts: ExitStack) -> None:
        self._browser, self._site, self._open = browser, site, open_contexts
        self._tabs: dict[str, tuple[Tab, Watcher]] = {}

    def __getitem__(self, who: str) -> tuple[Tab, Watcher]:
        if who not in self._tabs:
            tab = patient(self._context()).new_page()
            if who:
                sign_in(tab, self._site, who)
            self._tabs[who] = tab, Watcher(tab)
        return self._tabs[who]

    def _context(self) -> BrowserContext:
        context = self._browser.new_context(locale="en-GB", timezone_id="Europe/London")
        self._open.callback(context.close)
        return context


@pytest.fixture(scope="module")
def visitors(browser: Browser, demo_to_read: Site) -> Iterator[Visitors]:
    let_things_wait()
    with ExitStack() as contexts:
        yield Visitors(browser, demo_to_read, contexts)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_page_is_whole_quiet_and_readable_by_everybody(
    demo_to_read: Site, visitors: Visitors, page: Page
) -> None:
    tab, watcher = visitors[page.who]
    watcher.forget()
    answer = tab.goto(demo_to_read.url + page.address)
    assert answer is not None
    asked = (404,) if page.name == "people:set-password" else (200,)
    assert answer.status in asked
    assert not page_was_left(tab, page, demo_to_read)
    if page.sent:
        with tab.expect_navigation() as sending:
            form = tab.locator("main form[method=post]").first
            form.locator("button:not(.govuk-button--secondary)").last.click()
        answer = sending.value
        assert answer.status in (200, 400)
        tab.locator(".govuk-error-summary").wait_for()
        assert tab.title().startswith("Error: ")
    # it was looked at wide before: as the form that was not sent yet, or as another person's
    widths = (NARROW,) if page.sent or page is not FIRST[page.name] else (WIDE, NARROW)
    assert faults(tab, answer.text(), watcher, widths) == []


def page_was_left(tab: Tab, page: Page, site: Site) -> bool:
    """Whether the answer came from another page than the one that was asked for."""
    return tab.url.removeprefix(site.url).partition("?")[0] != page.address.partition("?")[0]


def test_no_address_escapes_these_checks() -> None:
    known = {page.name for page in PAGES} | IN_STORIES | WITHOUT_A_PAGE
    assert set(names()) - known == set(), "name them in tests/browser/pages.py"
    assert known - set(names()) == set(), "no address has these names any more"
