"""The lead of another council: no list, no address and no forged form tells them anything of Devon's notice."""

import re

import pytest
from playwright.sync_api import Page

from kpis.models import Kpi
from notices.models import Notice
from people.models import Post, User
from plans.models import Action, Update
from reports.models import Report
from tests.browser.pages import PAGES, WITHOUT_A_PAGE, arguments_of
from tests.browser.people import patient, sign_in
from tests.browser.waiting import let_things_wait
from tests.processes import Site

THEIRS = "/notices/wexcombe-send-2023/"
TELLING = re.compile(r"Devon|devon-send|NHS Devon", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _patient(page: Page) -> None:
    patient(page.context)


def test_no_list_names_another_councils_notice(demo_site: Site, page: Page) -> None:
    sign_in(page, demo_site, "stranger")
    for address in ("/", "/notices/", THEIRS, f"{THEIRS}people/", f"{THEIRS}people/give/", f"{THEIRS}mail/"):
        page.goto(demo_site.url + address)
        assert not TELLING.search(page.locator("main").inner_html()), address
    assert "Wexcombe" in page.title()


def test_every_typed_address_answers_that_it_does_not_exist(demo_site: Site, page: Page) -> None:
    let_things_wait()
    sign_in(page, demo_site, "stranger")
    asked = [each for each in PAGES if "notice" in arguments_of(each.name) and each.name not in WITHOUT_A_PAGE]
    for each in asked:
        answer = page.request.get(demo_site.url + each.address, max_redirects=0)
        assert answer.status == 404, each
        assert not TELLING.search(answer.text()), each
    made_up = page.request.get(f"{demo_site.url}/notices/no-such-notice/", max_redirects=0)
    known = page.request.get(f"{demo_site.url}/notices/devon-send-2022/", max_redirects=0)
    nonce = re.compile(r'value="[^"]*"')
    assert nonce.sub("", made_up.text()) == nonce.sub("", known.text()), "the two answers cannot be told apart"


def test_a_form_with_another_councils_ids_is_refused(demo_site: Site, page: Page) -> None:
    devon = Notice.objects.get(slug="devon-send-2022")
    person = User.objects.get(email="officer@demo.example")
    before = Update.objects.count()
    sign_in(page, demo_site, "stranger", f"{THEIRS}people/give/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form = {
        "csrfmiddlewaretoken": token,
        "seen_version": "1",
        "rating": "green",
        "text": "Forged",
        "impact": "none_yet",
    }
    for address in (
        f"/notices/devon-send-2022/plans/send-improvement-plan/{Action.objects.filter(notice=devon).first().ref}/update/",
        f"/notices/devon-send-2022/kpis/{Kpi.objects.filter(notice=devon).first().code}/enter/",
        f"/notices/devon-send-2022/reports/{Report.objects.filter(notice=devon).first().number}/prepare/",
        f"{THEIRS}people/posts/{Post.objects.filter(organisation=devon.council).first().pk}/hand-over/",
    ):
        answer = page.request.post(demo_site.url + address, form=form, headers={"Referer": demo_site.url})
        assert answer.status == 404, address
    given = page.request.post(
        f"{demo_site.url}{THEIRS}people/give/",
        form={**form, "user": str(person.pk), "role": "lead", "organisation": str(devon.council_id)},
        headers={"Referer": demo_site.url},
    )
    assert given.status == 200, "the form is shown again with its errors"
    assert not TELLING.search(given.text())
    assert Update.objects.count() == before
