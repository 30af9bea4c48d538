"""A survey wave becomes a KPI's figure, is counted again, and the figure follows with the reason."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import Watcher, faults
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

WAVES = f"{DEVON}kpis/A-K18/waves/"
FIRST = re.compile("9 June 2023, Parents and carers: Survey of parent carers, first wave")


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_a_wave_is_entered_corrected_and_followed(demo_site: Site, page: Page) -> None:
    sign_in(page, demo_site, "lead", f"{DEVON}kpis/A-K18/")
    page.get_by_role("link", name="Survey waves").press("Enter")
    expect(page).to_have_url(demo_site.url + WAVES)
    assert faults(page, page.content(), Watcher(page)) == []
    page.get_by_label(FIRST).press("Space")
    page.get_by_role("button", name="Enter these waves").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("nothing feeds this KPI yet")
    assert faults(page, page.content(), Watcher(page)) == []
    page.get_by_label(re.compile("^Yes: Parents and carers")).press("Space")
    page.get_by_role("button", name="Enter these waves").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("1 wave entered for A-K18: 9 June 2023")
    assert "412 answers" in text_of(page)

    page.goto(f"{demo_site.url}{DEVON}voice/")
    page.get_by_role("link", name=re.compile("Correct the numbers.*first wave")).press("Enter")
    expect(page).to_have_url(re.compile("/numbers/$"))
    for label, number in (("How many were asked?", "2600"), ("How many answered?", "400")):
        page.get_by_label(label).fill(number)
    page.get_by_label("How many gave the answer that is counted?").fill("80")
    page.get_by_label("Why are the numbers corrected?").fill("Twelve answers were counted twice")
    page.get_by_role("button", name="Save the corrected numbers").press("Enter")
    expect(page).to_have_url(f"{demo_site.url}{DEVON}voice/")

    page.goto(demo_site.url + WAVES)
    assert "The wave was changed since" in text_of(page)
    page.get_by_role("link", name=re.compile("Correct the figure")).press("Enter")
    expect(page).to_have_url(re.compile(f"{WAVES}[0-9a-f-]+/$"))
    assert faults(page, page.content(), Watcher(page)) == []
    assert "The figure that stands is 21.1%; the wave gives 20% now, 400 answers" in text_of(page)
    page.get_by_label("Why was the wave corrected?").fill("Twelve answers were counted twice")
    page.get_by_role("button", name="Save corrected figure").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Figure corrected: A-K18 was 20% at 9 June 2023")
    assert "changed since" not in text_of(page)
