"""A plan that stands on a web page is copied whole and pasted: its tables come along, and go where the words change."""

import pytest
from playwright.sync_api import Page, expect

from bringing.checking import check
from bringing.models import PlanDraft
from tests.browser.checks import Watcher, faults
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

IMPORT = f"{DEVON}plans/import/"
BOX = "Or the plan’s text, copied from a web page"
PLAN = """<!doctype html><style>td { border: 1px solid; padding: 3px } .folded { display: none }</style>
<nav><a href="/">Home</a></nav><h1>Section A: Calls</h1><p class="folded">Not for now</p>
<table><thead><tr><th>Ref<th>Action<th>By when<th>Lead</thead>
<tr><td>A1<td><p>Answer all calls</p><p>Write them down</p><td>June 2024<br>at the latest<td>Head of Calls
<tr><td>A2<td>Train<ul><li>the new<li>the old</ul><td>July 2024<td>Head of Calls
<tr><td>A3<td>Report <img alt="A chart" src="data:,"><td>May 2024<td>Head of Calls</table>"""


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_a_page_is_copied_and_pasted_and_every_action_of_its_table_is_read(demo_site: Site, page: Page) -> None:
    _copy(page, PLAN)
    sign_in(page, demo_site, "lead", IMPORT)
    watcher = Watcher(page)
    box = page.get_by_label(BOX)
    box.press("Control+V")
    expect(page.get_by_role("status").filter(has_text="are read as tables")).to_be_visible()
    assert faults(page, page.content(), watcher) == []
    carried = page.locator("input[name=page]")
    assert "<table>" in carried.input_value()
    assert "border" not in carried.input_value(), "looks stay behind"

    box.press("Control+V")
    expect(page.get_by_text("The box says something else than the page")).to_be_visible()
    assert carried.input_value() == "", "it stands there twice"
    box.press("Control+z")
    assert "<table>" in carried.input_value()
    box.press("End")
    box.press_sequentially(" and more")
    assert carried.input_value() == ""
    box.press("Control+A")
    box.press("Delete")
    expect(page.get_by_text("The box says something else than the page")).to_be_hidden()
    box.press("Control+V")

    file = {"name": "plan.csv", "mimeType": "text/csv", "buffer": b"Ref,Action"}
    page.get_by_label("The plan’s file").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose a file or paste a text, not both")
    expect(page.get_by_role("status").filter(has_text="are read as tables")).to_be_visible()
    page.get_by_label("A new plan").check()
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was read")
    assert "3 actions" in text_of(page)
    read = check(PlanDraft.objects.get(name="pasted page.html")).read.actions
    assert [(each.ref.value, each.what.value) for each in read] == [
        ("A1", "Answer all calls\nWrite them down"),
        ("A2", "Train\nthe new\nthe old"),
        ("A3", "Report"),
    ]


def _copy(page: Page, content: str) -> None:
    """Open a page in a tab of its own, and copy all of it."""
    tab = page.context.new_page()
    tab.set_content(content)
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Control+C")
    tab.close()
    page.bring_to_front()
