"""A data lead enters a month's figures: with the keyboard alone, out of Excel, and where no script runs."""

import pytest
from playwright.sync_api import Browser, Page, expect

from audit.models import Event
from kpis.models import Kpi, Measurement
from tests.browser.checks import Watcher, faults
from tests.browser.keys import enter, follow, sign_in_by_keyboard, tab_to
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

GRID = f"{DEVON}kpis/enter/"
END = "2023-11-30"
_PASTE = """(input, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


@pytest.fixture
def unknown(demo_site: Site) -> list[Kpi]:
    """The data lead's KPIs of which nothing is known yet, in the page's order."""
    rows = Kpi.objects.filter(notice__slug="devon-send-2022", data_lead__email="data@demo.example", measurements=None)
    found = rows.exclude(origin="survey").exclude(baselines__value__isnull=False)
    return list(found.order_by("section__order", "order", "pk"))


def entered(kpi: Kpi) -> Measurement:
    found: Measurement = Measurement.objects.get(kpi=kpi, as_at=END, corrected=False)
    return found


def focused(page: Page) -> str:
    """The name of what has the focus."""
    said: str = page.evaluate("(document.activeElement.labels?.[0] || document.activeElement).innerText.trim()")
    return said


def go_on_to(page: Page, name: str) -> None:
    """Press Enter, from row to row, until this has the focus."""
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press("Enter")
    raise AssertionError(f"“{name}” cannot be reached by Enter")


def test_a_month_is_entered_with_the_keyboard_alone(demo_site: Site, page: Page, unknown: list[Kpi]) -> None:
    first, second, third = unknown[:3]
    sign_in_by_keyboard(page, demo_site, "data", "/")
    follow(page, "Enter the figures of")
    expect(page.get_by_role("heading", level=1)).to_have_text("Figures for November 2023")
    tab_to(page, "Figure of ")
    go_on_to(page, f"Figure of {first.code}")
    page.keyboard.type("7")
    go_on_to(page, f"Figure of {second.code}")
    page.keyboard.type("12,1")
    go_on_to(page, f"Figure of {third.code}")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("Prov")
    page.keyboard.press("Tab")
    page.keyboard.type("Two teams are still to report")
    go_on_to(page, "Save figures")
    enter(page)

    wrong = f"{second.code}: “12,1” has a comma as its decimal mark"
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text(wrong)
    expect(page.locator(f"#row-{first.code}").get_by_role("status")).to_contain_text("Saved: 7")
    assert (entered(third).kind, entered(third).note) == ("provisional", "Two teams are still to report")

    tab_to(page, f"{second.code}: ")
    page.keyboard.press("Enter")
    assert focused(page) == f"Figure of {second.code}"
    page.keyboard.press("Control+A")
    page.keyboard.type("12.1")
    go_on_to(page, "Save figures")
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text(f"{second.code} saved for November 2023")
    assert str(entered(second).value) == "12.1000"
    assert {entered(kpi).period for kpi in (first, second, third)} == {"month"}


def test_a_block_from_excel_is_pasted_looked_at_and_its_doubtful_row_settled(
    demo_site: Site, page: Page, unknown: list[Kpi]
) -> None:
    doubtful = next(kpi for kpi in unknown if kpi.unit == "percent")
    certain, worded = [kpi for kpi in unknown if kpi != doubtful][:2]
    watcher = Watcher(page)
    sign_in(page, demo_site, "data", GRID)
    before = Measurement.objects.count()
    block = f"Code\tNovember\tValue\tNote\n{certain.code}\t\t12\t\n{doubtful.code}\t\t104%\tTwo years’ worth\n"
    page.get_by_label("A column or a block from Excel").fill(f"{block}{worded.code}\t\t9 (estimate)\t\n")
    with page.expect_navigation() as reading:
        page.get_by_role("button", name="Read it into the rows").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text(f"{doubtful.code}: 104% is more than 100%. Type it anew, or tick that it is right")
    expect(summary).to_contain_text(f"{worded.code}: Line 4: “9 (estimate)” was read as 9, provisional, with the note")
    assert "3 figures read into the rows. Nothing is saved yet" in text_of(page)
    assert Measurement.objects.count() == before
    assert faults(page, reading.value.text(), watcher) == []

    page.get_by_label(f"{doubtful.code}: It is right").check()
    page.get_by_role("button", name="Save figures").click()
    expect(page.get_by_role("alert")).to_contain_text("saved for November 2023")
    assert Measurement.objects.count() == before + 3
    assert (entered(doubtful).value, entered(doubtful).note) == (104, "Two years’ worth")
    assert (entered(worded).kind, entered(worded).note) == ("provisional", "estimate")
    (kept,) = Event.objects.filter(verb="measurement.entered", body__contains='"doubts":"above_100"')
    assert kept.subject_id == str(entered(doubtful).pk)


def test_a_column_pasted_into_a_row_goes_down_the_rows_and_a_block_is_read(
    demo_site: Site, page: Page, unknown: list[Kpi]
) -> None:
    sign_in(page, demo_site, "data", GRID)
    inputs = page.locator("tbody input[name$='-value']")
    codes = [
        row.removeprefix("row-") for row in page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    ]
    start = codes.index(unknown[0].code)
    inputs.nth(start).evaluate(_PASTE, "11\r\n12\r\n")
    assert [inputs.nth(start + at).input_value() for at in (0, 1)] == ["11", "12"]
    with page.expect_navigation():
        inputs.nth(start).evaluate(_PASTE, f"{unknown[2].code}\t5\n")
    expect(page.get_by_label(f"Figure of {unknown[2].code}", exact=True)).to_have_value("5")
    expect(inputs.nth(start)).to_have_value("11")
    with page.expect_navigation():
        inputs.nth(start).evaluate(_PASTE, "Nov-23\r\n21\r\n22\r\n")
    expect(page.locator(".govuk-error-summary")).to_contain_text(
        "Line 1, “Nov-23”, reads as a heading, and 2 values follow"
    )
    expect(inputs.nth(start)).to_have_value("11")


def test_a_figure_is_entered_where_no_script_runs(demo_site: Site, browser: Browser, unknown: list[Kpi]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = patient(context).new_page()
        sign_in(page, demo_site, "data", GRID)
        figure = page.get_by_label(f"Figure of {unknown[0].code}", exact=True)
        figure.fill("7")
        figure.press("Enter")
        page.get_by_text(f"{unknown[0].code} saved for November 2023").wait_for()
        assert entered(unknown[0]).value == 7
