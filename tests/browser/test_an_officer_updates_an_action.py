"""An officer updates an action: from my work to the action's timeline, with everything that can come between."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from plans.models import Update
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

ACTION = f"{DEVON}plans/send-improvement-plan/B2/"
UPDATE = f"{ACTION}update/"
RECOVERY = re.compile("^Recovery steps")


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def text_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="What happened, and why this rating?")


def updates() -> int:
    return int(Update.objects.filter(action__ref="B2", notice__slug="devon-send-2022").count())


def type_update(page: Page, text: str, recovery: str = "A weekly call with the three schools") -> None:
    """Amber, with the recovery steps and the day that it asks for, and why it stands although the facts say Red."""
    page.get_by_label("Amber", exact=True).check()
    text_field(page).fill(text)
    page.get_by_label(RECOVERY).fill(recovery)
    expected = page.get_by_role("group", name=re.compile("Expected date"))
    expected.get_by_label("Day").fill("15")
    expected.get_by_label("Month").fill("2")
    expected.get_by_label("Year").fill("2024")
    page.get_by_label("Why the rating stands").fill("The date moves at the January board.")


def test_from_my_work_to_the_timeline(demo_site: Site, page: Page) -> None:
    sign_in(page, demo_site, "officer")
    page.get_by_role("link", name=re.compile(r"\bB2\b")).first.click()
    expect(page).to_have_url(demo_site.url + UPDATE)
    type_update(page, "Two of the three schools have answered; the third is on strike.")
    page.get_by_role("button", name="Save this update").click()
    expect(page).to_have_url(demo_site.url + ACTION)
    expect(page.get_by_role("alert")).to_contain_text("B2 updated")
    newest = page.locator(".moj-timeline__item").first
    expect(newest).to_contain_text("the third is on strike")
    expect(newest).to_contain_text("Amber")
    expect(newest).to_contain_text("Head of Women and Children's Commissioning")
    expect(newest).to_contain_text("15 February 2024")


def test_a_rating_that_is_better_than_the_facts_is_asked_about_before_it_is_saved(demo_site: Site, page: Page) -> None:
    before = updates()
    sign_in(page, demo_site, "officer", UPDATE)
    type_update(page, "All but four are trained.")
    page.get_by_label("Why the rating stands").fill("")
    page.get_by_role("button", name="Save this update").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("overdue: say why Amber stands, or choose another rating")
    assert updates() == before
    summary.get_by_role("link").click()
    expect(page.get_by_label("Why the rating stands")).to_be_focused()
    page.get_by_label("Save it without an explanation for now").check()
    page.get_by_role("button", name="Save this update").click()
    expect(page.get_by_role("alert")).to_contain_text("B2 updated")
    assert updates() == before + 1


def test_amber_without_recovery_says_what_to_do_and_keeps_what_was_typed(demo_site: Site, page: Page) -> None:
    sign_in(page, demo_site, "officer", UPDATE)
    type_update(page, "Slipping, and I do not know yet what to do.", recovery="")
    page.get_by_role("button", name="Save this update").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Amber needs recovery steps")
    summary.get_by_role("link", name=re.compile("recovery steps")).click()
    expect(page.get_by_label(RECOVERY)).to_be_focused()
    expect(text_field(page)).to_have_value(re.compile("I do not know yet"))


def test_a_double_click_makes_one_update(demo_site: Site, page: Page) -> None:
    before = updates()
    sign_in(page, demo_site, "officer", UPDATE)
    type_update(page, "Sent twice by an impatient hand.")
    page.evaluate(
        """() => {
          const form = document.querySelector("main form");
          const sent = new FormData(form);
          return Promise.all([1, 2].map(() => fetch(form.action || location.href, {method: "POST", body: sent})));
        }"""
    )
    page.goto(demo_site.url + ACTION)
    expect(page.locator("main")).to_contain_text("Sent twice by an impatient hand.")
    assert updates() == before + 1


def test_the_second_of_two_officers_sees_both_texts_and_loses_nothing(
    demo_site: Site, page: Page, browser: Browser
) -> None:
    sign_in(page, demo_site, "officer", UPDATE)
    with browser.new_context() as another:
        second = patient(another).new_page()
        sign_in(second, demo_site, "officer", UPDATE)
        type_update(page, "The leaflet is with the printer.")
        page.get_by_role("button", name="Save this update").click()
        expect(page.get_by_role("alert")).to_contain_text("B2 updated")
        type_update(second, "The leaflet is late; the printer has closed.")
        with second.expect_navigation() as answer:
            second.get_by_role("button", name="Save this update").click()
        assert answer.value.status == 409
        said = text_of(second)
        assert "The leaflet is with the printer." in said
        assert "The leaflet is late; the printer has closed." in said
        expect(text_field(second)).to_have_value(re.compile("printer has closed"))
        second.get_by_role("button", name="Save my update").click()
        expect(second.get_by_role("alert")).to_contain_text("B2 updated")
        assert "The leaflet is with the printer." in text_of(second), "the first one stays in the timeline"


def test_what_was_typed_comes_back_after_a_session_has_run_out(demo_site: Site, page: Page) -> None:
    before = updates()
    sign_in(page, demo_site, "officer", UPDATE)
    type_update(page, "An hour of thought that must not be lost.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save this update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in again")
    page.get_by_label("Email address").fill("officer@demo.example")
    page.get_by_label("Password", exact=True).fill("a-password-for-the-tests")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(demo_site.url + UPDATE)
    expect(text_field(page)).to_have_value(re.compile("An hour of thought"))
    assert updates() == before, "it is not saved before its writer says so"
    page.get_by_role("button", name="Save this update").click()
    expect(page.get_by_role("alert")).to_contain_text("B2 updated")
    assert updates() == before + 1
