"""The programme office takes a plan away as a workbook, edits many rows in it and brings it back. The lead has changed
two of them meanwhile: each is shown both ways, and nobody's words go unseen."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from plans.models import Action, Plan
from tests.browser.checks import Watcher, faults
from tests.browser.keys import follow, tab_to, write
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

PLAN = f"{DEVON}plans/send-improvement-plan/"
MANY = ("B1", "B2", "B3", "C1", "C2")


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_many_rows_are_edited_in_a_workbook_while_somebody_else_changes_two(
    demo_site: Site, page: Page, browser: Browser, tmp_path: Path
) -> None:
    sign_in(page, demo_site, "office", PLAN)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel workbook").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    before = _told()
    _edit(file)

    with browser.new_context(locale="en-GB") as context:
        lead = patient(context).new_page()
        sign_in(lead, demo_site, "lead", PLAN)
        for ref in ("A1", "A2"):
            _say_here(lead, demo_site, ref)

        page.get_by_role("link", name="Bring a file of it in").click()
        page.get_by_label(re.compile("A newer one of .*send-improvement-plan")).check()
        page.get_by_label("The plan’s file").set_input_files(file)
        follow(page, "Read it")
        said = text_of(page)
        assert "No doubt is left" in said
        assert faults(page, page.content(), Watcher(page)) == []
        assert _told() | _here() == before | _here(), "nothing is entered yet"

        lead.goto(page.url)
        follow(lead, "See what becomes of the plan")
        assert faults(lead, lead.content(), Watcher(lead)) == []
        said = text_of(lead)
        assert said.count("In the meantime somebody changed or added this here") == 2
        for part in ("The lead’s words for A1", "The office’s words for A1", *(f"Action {ref}" for ref in MANY)):
            assert part in said, part
        for ref, is_ticked in (("A1", True), ("A2", True), ("B1", False)):
            box = lead.get_by_role("checkbox", name=re.compile(f"Leave it as it stands ?: Action {ref},"))
            expect(box).to_be_checked(checked=is_ticked)
        tab_to(lead, "Leave it as it stands : Action A2, success looks like")
        lead.keyboard.press("Space")
        write(lead, "What is new in this version?", "The office goes over its wording")
        follow(lead, "Enter the plan")
        expect(lead.get_by_role("alert").first).to_contain_text("is entered as version 3: 6 changed")

    now = _told()
    assert now["A1"] == "The lead’s words for A1", "the tick stood"
    assert now["A2"] == "The office’s words for A2", "the tick was taken away"
    assert {ref: now[ref] for ref in MANY} == {ref: f"The office’s words for {ref}" for ref in MANY}
    assert {ref: said for ref, said in now.items() if ref not in ("A1", "A2", *MANY)} == {
        ref: said for ref, said in before.items() if ref not in ("A1", "A2", *MANY)
    }, "nothing else moved"


def _told() -> dict[str, str]:
    plan = Plan.objects.get(slug="send-improvement-plan")
    return dict(Action.objects.filter(plan=plan).order_by("pk").values_list("ref", "success"))


def _here() -> dict[str, str]:
    return {ref: f"The lead’s words for {ref}" for ref in ("A1", "A2")}


def _edit(file: Path) -> None:
    """As in Excel: one column of many rows, filled down."""
    book = openpyxl.load_workbook(file)
    sheet = book["Actions"]
    headings = [cell.value for cell in sheet[1]]
    ref, success = headings.index("Ref"), headings.index("Outcome / success criteria")
    for row in sheet.iter_rows(min_row=2):
        if row[ref].value in ("A1", "A2", *MANY):
            row[success].value = f"The office’s words for {row[ref].value}"
    book.save(file)


def _say_here(page: Page, site: Site, ref: str) -> None:
    page.goto(f"{site.url}{PLAN}{ref}/edit/")
    page.get_by_label("What does success look like?").fill(f"The lead’s words for {ref}")
    page.get_by_label("Why do you change it?").fill("Clearer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert").first).to_contain_text(f"{ref} is changed")
