"""Everything works where scripts do not run: signing in, updating an action, reading figures, sending a report on."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.people import DEVON, patient, sign_in
from tests.processes import Site

B2 = f"{DEVON}plans/send-improvement-plan/B2/"


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    return patient(browser.new_context(java_script_enabled=False))


def test_an_officer_updates_an_action(demo_site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, demo_site, "officer")
    page.get_by_role("link", name=re.compile(r"\bB2\b")).first.click()
    page.get_by_role("button", name="Save this update").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("Green", exact=True).check()
    page.get_by_label("What happened, and why this rating?").fill("Written without a single script.")
    page.get_by_label("Why the rating stands").fill("The files are checked in January.")
    page.get_by_role("button", name="Save this update").click()
    expect(page).to_have_url(demo_site.url + B2)
    expect(page.locator("main")).to_contain_text("Written without a single script.")
    context.close()


def test_every_page_of_the_notice_can_be_reached_and_read(demo_site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, demo_site, "lead", DEVON)
    places = page.get_by_role("navigation", name="Pages of this notice").get_by_role("link")
    addresses = [place.get_attribute("href") for place in places.all()]
    assert len(addresses) >= 8
    for address in addresses:
        answer = page.goto(f"{demo_site.url}{address}")
        assert answer is not None
        assert answer.status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{demo_site.url}{DEVON}kpis/A-K1/")
    expect(page.locator("main svg").first).to_be_visible()
    context.close()
