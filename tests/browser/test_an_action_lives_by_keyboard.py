"""An action lives without a mouse: two collide on it, it is completed, its date is declined, its post changes hands."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from people.models import Post, User
from plans.models import Action, Update
from tests.browser.keys import choose, follow, sign_in_by_keyboard, tab_to, write
from tests.browser.people import DEVON, patient, text_of
from tests.processes import Site

PLAN = f"{DEVON}plans/send-improvement-plan/"
B2, D4 = f"{PLAN}B2/", f"{PLAN}D4/"
WHAT_HAPPENED = "What happened, and why this rating?"
WHY = "Why the rating stands"
COMMISSIONING = "Head of Women and Children's Commissioning"


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


@pytest.fixture
def second(browser: Browser) -> Iterator[Page]:
    """Another person's browser."""
    with browser.new_context() as context:
        yield patient(context).new_page()


def story(page: Page) -> list[str]:
    """The titles of what happened, newest first."""
    return page.locator(".moj-timeline__title").all_inner_texts()


def test_two_officers_collide_on_one_action_and_the_second_merges(demo_site: Site, page: Page, second: Page) -> None:
    sign_in_by_keyboard(page, demo_site, "officer", f"{B2}update/")
    sign_in_by_keyboard(second, demo_site, "delegate", f"{B2}update/")
    choose(page, "Green", "Green")
    write(page, WHAT_HAPPENED, "Two schools have signed.")
    write(page, WHY, "The third signs in January.")
    assert follow(page, "Save this update") == 200
    choose(second, "Green", "Not started")
    write(second, WHAT_HAPPENED, "The third school wants another month.")
    write(second, WHY, "It begins once all three have signed.")
    assert follow(second, "Save this update") == 409
    said = text_of(second)
    assert f"{COMMISSIONING} saved a change" in said
    assert said.index("Two schools have signed.") < said.index("The third school wants another month.")
    choose(second, "Not started", "Green")
    write(second, WHAT_HAPPENED, "Two schools have signed; the third wants another month.")
    assert follow(second, "Save my update") == 200
    expect(second.get_by_role("alert")).to_contain_text("B2 updated")
    newest, before = second.locator(".moj-timeline__item").all()[:2]
    expect(newest).to_contain_text("Two schools have signed; the third wants another month.")
    expect(newest).to_contain_text("on behalf of SEND Strategic Director")
    expect(before).to_contain_text("Two schools have signed.")


def test_a_completion_is_returned_then_accepted(demo_site: Site, page: Page, second: Page) -> None:
    sign_in_by_keyboard(page, demo_site, "officer", B2)
    follow(page, "Attach evidence")
    write(page, "Title", "Dip sample of thirty files")
    choose(page, "Output", "Practice quality")
    for part, number in (("Day", "20"), ("Month", "12"), ("Year", "2023")):
        write(page, part, number)
    write(page, "Or a link", "https://evidence.example/dip-sample")
    follow(page, "Attach it")
    follow(page, "Say that it is complete")
    write(page, "What difference did it make?", "Calls are returned within two days.")
    follow(page, "Claim completion")
    sign_in_by_keyboard(second, demo_site, "lead", B2)
    follow(second, "Answer the claim of completion")
    choose(second, "Yes, confirm it", "No, return it")
    follow(second, "Save your answer")
    assert "Say what is missing" in text_of(second), "a return says why, and what was chosen is still chosen"
    expect(second.get_by_label("No, return it")).to_be_checked()
    write(second, "What you want to say", "Which files were sampled, and by whom?")
    follow(second, "Save your answer")
    page.goto(demo_site.url + B2)
    expect(page.locator(".moj-timeline__item").first).to_contain_text("Which files were sampled, and by whom?")
    follow(page, "Say that it is complete")
    write(page, "What difference did it make?", "Calls are returned within two days: thirty files, sampled by audit.")
    follow(page, "Claim completion")
    expect(page.locator("main")).to_contain_text("Complete, awaiting confirmation")
    second.goto(demo_site.url + B2)
    follow(second, "Answer the claim of completion")
    choose(second, "Yes, confirm it", "Yes, confirm it")
    follow(second, "Save your answer")
    expect(second.locator("main .app-tag").first).to_contain_text("Blue")
    follow(second, "Completion (4)")
    assert story(second) == [
        "Completion confirmed",
        "Completion claimed",
        "Completion returned",
        "Completion claimed",
    ]


def test_a_date_change_is_declined_and_the_old_date_stands(demo_site: Site, page: Page, second: Page) -> None:
    sign_in_by_keyboard(page, demo_site, "officer", B2)
    follow(page, "Ask for another due date")
    for part, number in (("Day", "31"), ("Month", "3"), ("Year", "2024")):
        write(page, part, number)
    write(page, "Why is another date needed?", "The trainers are booked until spring.")
    write(page, "Recovery steps", "Two trainers of our own from February.")
    follow(page, "Ask for this date")
    sign_in_by_keyboard(second, demo_site, "chair", B2)
    follow(second, "Record the decision on the date")
    choose(second, "Agreed: the date moves", "Declined: the date stays")
    choose(second, "Chair’s action", "Chair’s action")
    write(second, "What you decide, and why", "Families were promised September. Borrow trainers instead.")
    follow(second, "Record this decision")
    expect(second.get_by_role("alert")).to_contain_text("B2 keeps its date")
    page.goto(demo_site.url + B2)
    follow(page, "Dates (2)")
    assert story(page) == ["Date declined: 31 March 2024", "Asked for 31 March 2024 instead of 30 September 2023"]
    assert Action.objects.get(notice__slug="devon-send-2022", ref="B2").due_on.isoformat() == "2023-09-30"
    expect(page.get_by_role("link", name="Ask for another due date")).to_be_visible()


def test_a_post_is_handed_over_mid_month_and_its_work_goes_with_it(demo_site: Site, page: Page, second: Page) -> None:
    post, heir = Post.objects.get(title=COMMISSIONING), User.objects.get(email="delegate@demo.example")
    before = Update.objects.filter(action__ref="D4").count()
    sign_in_by_keyboard(second, demo_site, "officer", D4)
    tab_to(second, "Update this action")
    sign_in_by_keyboard(page, demo_site, "lead", f"{DEVON}people/posts/{post.pk}/hand-over/")
    tab_to(page, "Who holds it from then on?")
    page.keyboard.type(heir.name)
    expect(page.get_by_label("Who holds it from then on?")).to_have_value(str(heir.pk))
    expect(page.get_by_label("Day")).to_have_value("22")
    follow(page, "Hand over")
    expect(page.get_by_role("alert")).to_contain_text(f"{COMMISSIONING} is handed over to {heir.name}")
    second.reload()
    assert "Update this action" not in text_of(second)
    assert enter_address(second, f"{demo_site.url}{D4}update/") == 403
    second.context.clear_cookies()
    sign_in_by_keyboard(second, demo_site, "delegate", D4)
    follow(second, "Update this action")
    choose(second, "Green", "Green")
    write(second, WHAT_HAPPENED, "Taken over today; the promise of my predecessor stands.")
    write(second, WHY, "The recovery is on its way.")
    follow(second, "Save this update")
    newest = second.locator(".moj-timeline__item").first
    expect(newest).to_contain_text(re.compile(f"{heir.name}, on behalf of {COMMISSIONING}"))
    assert Update.objects.filter(action__ref="D4").count() == before + 1


def enter_address(page: Page, address: str) -> int:
    """Type an address; how its page answered."""
    answer = page.goto(address)
    return answer.status if answer else 0
