"""A council's Word document becomes a plan: its doubts are settled by keyboard, left and taken up again, by two people;
the same file again changes nothing, and a newer one only what it says."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from bringing.checking import check
from bringing.models import PlanDraft, Settlement
from config.demo.files import WORD
from config.demo.story import NOW
from notices.reader import Reader
from people.models import User
from plans.actions import add_update
from plans.models import Action, Plan
from plans.rating import Rating
from tests.bringing.files import settle_all
from tests.browser.checks import Watcher, faults
from tests.browser.keys import choose, follow, sign_in_by_keyboard, tab_to, write
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

IMPORT = f"{DEVON}plans/import/"
OURS = "Who decides what, and who answers for it"


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_a_plan_comes_in_from_a_councils_document_and_again_from_a_newer_one(
    demo_site: Site, page: Page, browser: Browser, tmp_path: Path
) -> None:
    sign_in_by_keyboard(page, demo_site, "lead", IMPORT)
    choose(page, "A newer one of", "A new plan")
    _upload(page, WORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was read")
    assert "4 sections, 28 actions, 43 KPIs" in text_of(page)
    _is_whole(page)
    first = _left(page)

    tab_to(page, "Right as it was read : Milestone 1 asks for less")
    page.keyboard.press("Space")
    tab_to(page, "Right as it was read : Milestone 1 asks for less")
    page.keyboard.press("Space")
    follow(page, "Save what is ticked")
    expect(page.get_by_role("alert")).to_contain_text(f"2 doubts settled, {first - 2} left")

    follow(page, "Settle it : “Baseline established”")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baselines without a value")
    _is_whole(page)
    choose(page, "It is as I typed it below", "Leave it open")
    follow(page, "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baselines without a value")
    tab_to(page, "It is as I typed it below")
    page.keyboard.press("Space")
    write(page, "D-K13: baseline", "about half")
    follow(page, "Save and go on")
    expect(page.locator(".govuk-error-summary")).to_contain_text("“about half”")
    assert "about half" in page.get_by_label("D-K13: baseline").input_value(), "nothing typed is lost"
    _is_whole(page)
    write(page, "D-K13: baseline", "Awaited")
    follow(page, "Save and go on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Baselines without a value")

    page.goto(f"{demo_site.url}/")
    page.goto(demo_site.url + IMPORT)
    follow(page, WORD.name)
    assert _left(page) == first - 4, "it was left, and taken up again"

    with browser.new_context(locale="en-GB") as context:
        office = patient(context).new_page()
        sign_in(office, demo_site, "office", IMPORT)
        office.get_by_role("link", name=WORD.name).first.click()
        assert _left(office) == first - 4, "both see the same draft"
        office.get_by_role("checkbox", name=re.compile("Right as it was read ?: “800 of current backlog”")).check()
        office.get_by_role("button", name="Save what is ticked").click()
        expect(office.get_by_role("alert")).to_contain_text("1 doubt settled")
        office.get_by_role("link", name="Say whose the posts are").click()
        _is_whole(office)
        office.get_by_label("Children's Alliance Director").select_option(label="A post of Children's Alliance")
        office.get_by_role("button", name="Save").click()
        expect(office.get_by_role("alert")).to_contain_text("Whose the posts are is kept")
        assert office.get_by_role("link", name="See what becomes of the plan").count() == 0
        office.get_by_role("link", name="What the tables and columns hold").click()
        _is_whole(office)

    page.reload()
    assert "Whose the posts are is known" in text_of(page)
    follow(page, "4 sections, 28 actions, 43 KPIs")
    _is_whole(page)
    follow(page, "Change A1")
    _is_whole(page)
    write(page, "Title", OURS)
    follow(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("A1 is changed")
    assert OURS in text_of(page)

    _settle_the_rest()
    follow(page, "All doubts")
    assert "No doubt is left" in text_of(page)
    follow(page, "See what becomes of the plan")
    _is_whole(page)
    assert "stands already, with" in text_of(page), "the demo’s own plan says the same"
    tab_to(page, "A1 Who decides what")
    page.keyboard.press("Space")
    assert "What will be done:" in text_of(page), "what is new is told in full, one row after the other"
    write(page, "Title of the plan", "Our plan")
    write(page, "Short name", "our-plan")
    tab_to(page, "Enter it as a new plan all the same")
    page.keyboard.press("Space")
    write(page, "What is new in this version?", "As the board agreed it")
    follow(page, "Enter the plan")
    expect(page.get_by_role("alert")).to_contain_text("“Our plan” is entered as version 1")
    assert page.url == f"{demo_site.url}{DEVON}plans/our-plan/"
    page.go_back()
    page.reload()
    assert "is entered" in text_of(page), "the page before says what became of it"

    _bring(page, demo_site, WORD)
    assert "Nothing differs: the plan says all of this already" in text_of(page)

    before = _live_on()
    newer = tmp_path / "plan-spring.docx"
    newer.write_bytes(_newer())
    _bring(page, demo_site, newer)
    _settle_the_rest()
    page.reload()
    follow(page, "See what becomes of the plan")
    _is_whole(page)
    said = text_of(page)
    assert "1 action A99 Second clinic" in said
    for part in ("Action A2 ", "Not in the file", "D5"):
        assert part in said, part
    changes = [each.get_attribute("value") for each in page.locator("input[name=leave]").all()]
    assert "action|A2|what" in changes
    assert "action|A1|title" not in changes, "what was corrected by hand is corrected in the newer file too"
    assert "The plan Title" not in said
    tab_to(page, "Leave it as it stands : Action A2")
    page.keyboard.press("Space")
    choose(page, "It stays in the plan", "It is retired from the plan")
    follow(page, "Enter the plan")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why D5 leaves the plan")
    _is_whole(page)
    assert page.get_by_role("checkbox", name=re.compile("Leave it as it stands ?: Action A2")).is_checked()
    tab_to(page, "Leave it as it stands : Action A2")
    page.keyboard.press("Space")
    write(page, "Why does D5 leave the plan?", "The board merged it into D4")
    follow(page, "Enter the plan")
    expect(page.get_by_role("alert")).to_contain_text("is entered as version 2: 1 row new, 1 changed, 1 retired")
    assert _live_on() == before, "updates and history of the others stay"
    plan = Plan.objects.get(slug="our-plan")
    assert plan.actions.get(ref="A1").title == OURS
    assert plan.actions.get(ref="A2").what.endswith("from the spring on.")
    assert plan.title == "Our plan"
    assert plan.actions.filter(ref__in=("A99", "D5")).get().ref == "A99", "D5 is retired"


def _is_whole(page: Page) -> None:
    assert faults(page, page.content(), Watcher(page)) == []


def _left(page: Page) -> int:
    found = re.search(r"(\d+) doubts? to settle", text_of(page))
    assert found
    return int(found[1])


def _upload(page: Page, file: Path) -> None:
    page.get_by_label("The plan’s file").set_input_files(file)
    follow(page, "Read it")


def _bring(page: Page, site: Site, file: Path) -> None:
    """Bring a newer file of the plan in."""
    page.goto(site.url + IMPORT)
    page.get_by_label("A newer one of “Our plan”").check()
    _upload(page, file)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was read")


def _settle_the_rest() -> None:
    """The doubts that are left, one after the other, which the pages have shown enough of."""
    file = PlanDraft.objects.filter(entered_at=None).latest("pk")
    lead = User.objects.get(email="lead@demo.example")
    said = {row.key: row.said_by for row in Settlement.objects.filter(draft=file)}
    settle_all(file, lead, file.notice.council.name)
    assert check(file).left == ()
    assert said.items() <= {row.key: row.said_by for row in Settlement.objects.filter(draft=file)}.items()


def _live_on() -> list[tuple[Any, ...]]:
    """What a plan gathers while it is worked at: an update is written, and all of them are told with the history."""
    action = Action.objects.get(plan__slug="our-plan", ref="B2")
    if not action.updates.exists():
        reader = Reader(User.objects.get(email="officer@demo.example"), NOW.date())
        add_update(
            action=action, reader=reader, at=NOW + timedelta(minutes=5), rating=Rating.GREEN, text="It goes well."
        )
    rows = Action.objects.filter(plan__slug="our-plan").exclude(ref__in=("A2", "A99", "D5")).order_by("pk")
    return [(row.ref, row.version, row.updates.count(), str(row)) for row in rows]


def _newer() -> bytes:
    """The council's document half a year later: A2 says more, A99 is new, D5 is gone."""
    made = docx.Document(str(WORD))
    for table in made.tables:
        for row in list(table.rows):
            ref = row.cells[0].text
            if ref == "A2":
                row.cells[2].text += " This is done from the spring on."
            elif ref == "D5":
                table._tbl.remove(row._tr)
    rows = [
        [
            "A99",
            "Second clinic",
            "Open a second clinic",
            "It is open",
            "June 2024",
            "– Chief Nursing Officer, NHS Devon",
        ]
    ]
    for row in rows:
        for cell, text in zip(made.tables[0].add_row().cells, row, strict=True):
            cell.text = text
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()
