"""The progress report that is due on 7 January 2024: prepared, cleared, approved, issued, submitted, downloaded.

A real Celery worker draws each PDF, on a real broker; everybody does their part in the browser.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from people.models import Mail, MailState
from reports.models import Download, Drawing, Purpose, Submission
from tests.browser.checks import NARROW, Watcher, faults
from tests.browser.people import DEVON, patient, sign_in, text_of
from tests.processes import Site, Worker

REPORT = f"{DEVON}reports/4/"
DRAWN_WITHIN = 120_000  # milliseconds, for a whole report on a busy machine
SENT_WITHIN = 30_000


class Everybody:
    """One browser for each person, so that nobody has to sign out for another."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser, self._site = browser, site
        self._pages: dict[str, Page] = {}

    def at(self, who: str, address: str) -> Page:
        """That person's page, opened at the address."""
        if who not in self._pages:
            self._pages[who] = patient(self._browser.new_context()).new_page()
            sign_in(self._pages[who], self._site, who, address)
        else:
            self._pages[who].goto(self._site.url + address)
        return self._pages[who]

    def leave(self) -> None:
        for page in self._pages.values():
            page.context.close()


@pytest.fixture
def everybody(browser: Browser, demo_site: Site) -> Iterator[Everybody]:
    people = Everybody(browser, demo_site)
    yield people
    people.leave()


def look(page: Page, link: str) -> None:
    """Open a step's page from the report's, and see that both are sound; page by page they were looked at wide too."""
    assert faults(page, page.content(), Watcher(page), (NARROW,)) == []
    page.get_by_role("button", name=link, exact=True).click()
    expect(page).not_to_have_url(re.compile(re.escape(REPORT) + "$"))
    assert faults(page, page.content(), Watcher(page), (NARROW,)) == []


def steps(page: Page, link: str, button: str) -> None:
    """Take a step, which leads back to the report's page."""
    look(page, link)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_url(re.compile(re.escape(REPORT) + "$"))


def wait_for_pdf(page: Page, title: str) -> None:
    """The worker draws; the page shows it by itself."""
    row = page.locator(".govuk-summary-list__row", has_text=f"PDF: {title}")
    row.get_by_role("link", name=re.compile("^Download")).first.wait_for(timeout=DRAWN_WITHIN)


def download(page: Page, title: str) -> bytes:
    """The bytes that somebody gets who follows the link."""
    row = page.locator(".govuk-summary-list__row", has_text=f"PDF: {title}")
    with page.expect_download() as taking:
        row.get_by_role("link", name=re.compile("^Download")).first.click()
    return Path(taking.value.path()).read_bytes()


def test_from_due_to_the_advisers_own_copy(demo_site: Site, demo_worker: Worker, everybody: Everybody) -> None:
    lead = everybody.at("lead", REPORT)
    assert "No draft has been made yet" in text_of(lead)
    steps(lead, "Make a draft", "Make a draft")
    wait_for_pdf(lead, "draft")

    steps(lead, "Send for clearance", "Freeze the figures and send")
    wait_for_pdf(lead, "for clearance")
    for who in ("director", "icb"):
        steps(everybody.at(who, REPORT), "Clear", "Clear")
    said = text_of(everybody.at("lead", REPORT))
    assert "DCC: Director of Children and Young People's Futures, 22 December 2023" in said
    assert "NHS Devon: Chief Executive, NHS Devon, 22 December 2023" in said

    for other_way in ("The chair approved in writing?", "Share with an adviser"):
        look(everybody.at("lead", REPORT), other_way)

    chair = everybody.at("chair", DEVON)
    assert "is due in 16 days" in text_of(chair)
    chair = everybody.at("chair", "/")
    chair.get_by_role("link", name=re.compile("Approve progress report 4")).click()
    steps(chair, "Approve", "Approve")

    lead = everybody.at("lead", REPORT)
    steps(lead, "Issue", "Issue")
    wait_for_pdf(lead, "issued")
    steps(lead, "Submit", "Submit")
    for who in ("DfE", "NHSE"):
        # the worker sends what was submitted; the page shows it by itself
        expect(lead.locator("main")).to_contain_text(f"SEND Adviser, {who}: sent 22 December 2023", timeout=SENT_WITHIN)

    drawing = Drawing.objects.get(purpose=Purpose.ISSUE, version_of__report__number=4, notice__slug="devon-send-2022")
    assert drawing.document is not None
    stored = (Path(settings.MEDIA_ROOT) / drawing.document.file).read_bytes()

    lead = everybody.at("lead", f"{DEVON}mail/")
    lead.get_by_role("link", name=re.compile("Progress report due 7 January 2024")).first.click()
    expect(lead.locator("main")).to_contain_text("Attached")
    with lead.expect_download() as attached:
        lead.get_by_role("link", name=re.compile(r"\.pdf$")).click()
    assert Path(attached.value.path()).read_bytes() == stored

    adviser = everybody.at("dfe", "/")
    adviser.get_by_role("link", name=re.compile("Read progress report 4")).click()
    taken = download(adviser, "issued")
    assert taken == stored
    assert taken.startswith(b"%PDF")
    assert hashlib.sha256(taken).hexdigest() in text_of(adviser), "the page shows the hash of what was taken"
    assert download(adviser, "issued") == taken, "the second copy is the first"

    said = text_of(everybody.at("lead", REPORT))
    assert said.count("SEND Adviser, DfE, 22 December 2023") >= 2, "the lead sees who took it, and when"
    calendar = everybody.at("lead", f"{DEVON}calendar/")
    line = (
        calendar.get_by_role("row")
        .filter(has_text="7 January 2024")
        .filter(has_text=re.compile("report", re.IGNORECASE))
    )
    expect(line.first).to_contain_text("Met")

    assert Submission.objects.filter(version_of=drawing.version_of).count() == 2
    assert Mail.objects.filter(attachment_sha256=drawing.document.sha256, state=MailState.SENT).count() == 2
    assert Download.objects.filter(drawing=drawing, taken_by__email="dfe@demo.example").count() == 2


def test_nobody_takes_a_step_that_is_not_theirs(demo_site: Site, everybody: Everybody) -> None:
    for who in ("officer", "data", "member", "chair"):
        page = everybody.at(who, REPORT)
        assert page.get_by_role("button", name="Make a draft", exact=True).count() == 0
        answer = page.goto(f"{demo_site.url}{REPORT}prepare/")
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_role("heading", level=1)).to_be_visible()
