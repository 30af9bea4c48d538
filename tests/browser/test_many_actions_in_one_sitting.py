"""An officer with three late actions clears them on one page, and nothing needs a mouse."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from plans.models import Action, Update
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site

PAGE = f"{DEVON}plans/send-improvement-plan/updates/"


def test_three_late_actions_are_cleared_with_the_keyboard(demo_site: Site, page: Page) -> None:
    late = Action.objects.filter(plan__slug="send-improvement-plan", ref="B3")
    late.update(due_on=date(2023, 12, 10), original_due_on=date(2023, 12, 10))
    patient(page.context)
    sign_in(page, demo_site, "officer")
    page.get_by_role("link", name="Write 5 updates on one page").press("Enter")
    page.wait_for_url(f"**{PAGE}")
    assert "83 days late" in text_of(page)
    before = Update.objects.count()

    # two rows are begun; the first is saved, and the second keeps what was typed
    fill(
        page,
        "B2",
        "Amber",
        "The last nine are booked.",
        why="Nine of 200.",
        steps="Trained on 9 January.",
        on=("9", "1", "2024"),
    )
    fill(page, "B3", "Green", "The leaflet is at the printers.", why="It will be out in a week.")
    page.get_by_role("button", name="Save B2").press("Enter")
    expect(row(page, "B2").get_by_role("status")).to_contain_text("Saved: Amber")
    expect(row(page, "B3").get_by_label("What happened, and why this rating?")).to_have_value(
        "The leaflet is at the printers."
    )
    focused = page.evaluate("document.activeElement.labels?.[0]?.innerText")
    assert focused == "How is it going?", "the keyboard goes on where the next row begins"

    # the third has not changed, but it is late: a sentence is asked for, and nothing else is lost
    page.get_by_role("button", name="Nothing has changed in D4").press("Enter")
    expect(page.get_by_role("link", name="D4: It was due on 30 September 2023")).to_be_visible()
    page.get_by_role("link", name="D4: It was due on 30 September 2023").press("Enter")
    page.keyboard.type("Level three has no funding yet.")
    page.get_by_role("button", name="Nothing has changed in D4").press("Enter")
    expect(row(page, "D4").get_by_role("status")).to_contain_text("Saved: Red")

    page.get_by_role("button", name="Save B3").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("B3 updated")
    assert Update.objects.count() == before + 3
    told = text_of(page).partition("Nothing more is asked of")[2]
    assert all(ref in told for ref in ("B2", "B3", "D4"))
    sentence = Update.objects.filter(action__ref="D4").latest("pk").text
    assert sentence == "No change since the update of 5 December 2023. Level three has no funding yet."


def row(page: Page, ref: str) -> Locator:
    return page.locator(f"#row-{ref}")


def fill(
    page: Page, ref: str, rating: str, text: str, *, why: str = "", steps: str = "", on: tuple[str, ...] = ()
) -> None:
    """Fill in a row as the keyboard does: each field in its turn."""
    within = row(page, ref)
    within.get_by_label("How is it going?").focus()
    page.keyboard.type(rating)
    page.keyboard.press("Tab")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.type(why)
    if steps:
        page.keyboard.press("Tab")
        page.keyboard.type(steps)
        for part in on:
            page.keyboard.press("Tab")
            page.keyboard.type(part)
