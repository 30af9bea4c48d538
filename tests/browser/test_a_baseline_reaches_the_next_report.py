"""The lead approves a baseline that waited, and the next report's draft says so."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import Watcher, faults
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

KPI = f"{DEVON}kpis/A-K6/"
REPORT = f"{DEVON}reports/4/"


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_a_baseline_is_approved_and_the_next_draft_says_so(demo_site: Site, page: Page) -> None:
    sign_in(page, demo_site, "lead", f"{DEVON}kpis/data-quality/?kind=baseline_proposed")
    assert faults(page, page.content(), Watcher(page)) == []
    page.get_by_role("link", name=re.compile("Settle it.*A-K6")).press("Enter")
    expect(page).to_have_url(demo_site.url + KPI)
    assert "Not assessable" in text_of(page)
    page.get_by_role("link", name="Look at it, and approve or return it").press("Enter")
    expect(page).to_have_url(f"{demo_site.url}{KPI}baseline/approve/")
    assert faults(page, page.content(), Watcher(page)) == []
    said = text_of(page)
    assert "3 × (1 − 50/100)" in said, "what each target then asks for, and how it follows"
    page.get_by_role("button", name="Approve baseline").press("Enter")
    expect(page).to_have_url(demo_site.url + KPI)
    expect(page.get_by_role("alert")).to_contain_text("Baseline of A-K6 approved")
    assert "Baseline awaited" not in text_of(page)

    page.goto(demo_site.url + REPORT)
    page.get_by_role("button", name="Make a draft", exact=True).press("Enter")
    expect(page).to_have_url(f"{demo_site.url}{REPORT}prepare/")
    page.get_by_role("button", name="Make a draft", exact=True).press("Enter")
    expect(page).to_have_url(demo_site.url + REPORT)
    page.get_by_role("link", name=re.compile("^Read draft")).first.press("Enter")
    expect(page).to_have_url(re.compile("/versions/"))
    told = page.locator("main")
    expect(told).to_contain_text("Baselines confirmed since the last report")
    expect(told).to_contain_text("A-K6’s baseline was confirmed at 3.")
