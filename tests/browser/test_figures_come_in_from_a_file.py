"""A data lead brings a sheet in: its columns are proposed, doubts are confirmed, the rest is entered; then it is taken
back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import Watcher, faults
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

IMPORT = f"{DEVON}kpis/import/"
SHEET = "KPI,30/4/2023,31/5/2023\nA-K1,16,n/a\nA-K18,,19% (projected in May)\n"


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_a_sheet_comes_in_and_what_is_uncertain_is_confirmed(demo_site: Site, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(SHEET)
    sign_in(page, demo_site, "lead", f"{DEVON}kpis/")
    page.get_by_role("link", name="Bring figures in from a file").press("Enter")
    expect(page).to_have_url(demo_site.url + IMPORT)
    page.get_by_label("File with the figures").set_input_files(file)
    page.get_by_role("button", name="Upload").press("Enter")

    expect(page.get_by_role("heading", name="What do the columns hold?")).to_be_visible()
    assert faults(page, page.content(), Watcher(page)) == []
    expect(page.get_by_label("“30/4/2023” holds")).to_have_value("figures")
    page.get_by_role("button", name="Go on").press("Enter")

    expect(page.get_by_role("heading", name="Check the figures")).to_be_visible()
    assert faults(page, page.content(), Watcher(page)) == []
    said = text_of(page)
    for line in (
        "1 cell is uncertain: entered only where",
        "1 cell is left out",
        "1 figure can be entered as it stands",
    ):
        assert line in said
    assert "“n/a” is no figure: nothing is entered" in said
    expect(page.get_by_label("How certain is C3?")).to_have_value("projected")
    page.get_by_label("Enter C3").press("Space")
    page.get_by_role("button", name="Keep it and go on later").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is kept as you left it")

    page.get_by_role("link", name="figures.csv").press("Enter")
    expect(page.get_by_label("Enter C3")).to_be_checked()
    page.get_by_role("button", name="Enter the figures").press("Enter")
    expect(page).to_have_url(re.compile(f"{DEVON}kpis/$"))
    expect(page.get_by_role("alert")).to_contain_text("2 figures of figures.csv entered")
    page.goto(f"{demo_site.url}{DEVON}kpis/A-K18/")
    assert "projected in May" in text_of(page)

    page.goto(demo_site.url + IMPORT)
    page.get_by_role("link", name=re.compile(r"Take it back\s*: figures\.csv")).press("Enter")
    expect(page.get_by_role("heading", name="Take an import back")).to_be_visible()
    assert faults(page, page.content(), Watcher(page)) == []
    page.get_by_label("Why is it taken back?").fill("It was a draft")
    page.get_by_role("button", name="Take the import back").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("figures.csv is taken back: 2 figures withdrawn")
