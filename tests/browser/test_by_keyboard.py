"""Nothing needs a mouse: signing in and coming to an action's form with Tab, Enter and Space; focus is always seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import enter, tab_to
from tests.browser.people import patient
from tests.processes import Site
from tests.run import DEMO_PASSWORD


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_an_officer_comes_to_the_form_and_sends_it_without_a_mouse(demo_site: Site, page: Page) -> None:
    page.goto(f"{demo_site.url}/sign-in/")
    tab_to(page, "Email address")
    page.keyboard.type("officer@demo.example")
    tab_to(page, "Password")
    page.keyboard.type(DEMO_PASSWORD)
    enter(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    tab_to(page, "Update B2")
    enter(page)
    tab_to(page, "Green")
    page.keyboard.press("Space")
    tab_to(page, "What happened, and why this rating?")
    page.keyboard.type("Sent without a mouse.")
    tab_to(page, "Why the rating stands")
    page.keyboard.type("The files are checked in January.")
    tab_to(page, "Save this update")
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text("B2 updated")


def test_the_first_stop_skips_to_what_the_page_is_about(demo_site: Site, page: Page) -> None:
    page.goto(f"{demo_site.url}/sign-in/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(demo_site: Site, page: Page) -> None:
    page.goto(f"{demo_site.url}/sign-in/")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Email address")).to_be_focused()
