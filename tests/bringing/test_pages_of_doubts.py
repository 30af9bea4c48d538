"""The doubts of a draft stand in pages, and so does what was said of them: none is hidden, and all are counted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing.checking import check
from bringing.models import PlanDraft
from bringing.views import checking
from tests.bringing.files import brought
from tests.bringing.test_bad_files import said
from tests.bringing.test_many_rows import doubtful
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]


@pytest.fixture
def file(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> PlanDraft:
    """A draft with many doubts, of which a page shows four."""
    monkeypatch.setattr(checking, "A_PAGE", 4)
    return brought(cast.notice, doubtful(9), cast["lead"], name="plan.csv")


def shown(page: Any) -> list[str]:
    """The keys of the doubts that a page shows, in their order."""
    return re.findall(r'id="doubt-(\w+)"', page.content.decode())


def address(file: PlanDraft, name: str = "check", *args: str) -> str:
    return reverse(f"bringing:{name}", args=["devon", file.uid, *args])


def test_each_doubt_stands_on_one_page_and_all_are_counted_on_each(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    wait = len(check(file).left)
    pages = [as_("lead").get(f"{address(file)}?page={number}") for number in range(1, -(-wait // 4) + 1)]
    keys = [key for page in pages for key in shown(page)]
    assert sorted(keys) == sorted(each.key for each in check(file).left)
    assert {len(shown(page)) for page in pages[:-1]} == {4}
    for number, page in enumerate(pages):
        assert f"{wait} doubts to settle" in said(page)
        assert f"{4 * number + 1} to {min(4 * number + 4, wait)} of {wait} doubts" in said(page)
        assert "Save what is ticked before you go to another page" in said(page)
    assert re.search(r"Periods for a by-when: 9, \d on this page", said(pages[1]))


def test_what_is_ticked_on_a_page_is_settled_and_the_page_stays(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    client, second = as_("lead"), f"{address(file)}?page=2"
    ticked = shown(client.get(second))
    before = len(check(file).left)
    page = client.post(second, {"right": ticked}, follow=True)
    assert page.redirect_chain[0][0] == second
    assert f"4 doubts settled, {before - 4} left" in said(page)
    assert not set(ticked) & {each.key for each in check(file).left}


def test_all_that_is_settled_can_be_asked_again(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    client = as_("lead")
    keys = [each.key for each in check(file).left if check(file).may_be_right(each)]
    client.post(address(file), {"right": keys})
    pages = [client.get(f"{address(file)}?settled={number}") for number in range(1, -(-len(keys) // 4) + 1)]
    again = [re.findall(r"/(\w+)/again/", page.content.decode()) for page in pages]
    assert sorted(key for each in again for key in each) == sorted(keys)
    assert [len(each) for each in again[:2]] == [4, 4]
    assert f"{len(keys)} settled" in said(pages[0])
    assert '<details class="govuk-details" open>' in pages[1].content.decode()
    assert "settled=3#settled" in pages[1].content.decode()


def test_the_page_of_a_doubt_leads_back_to_where_it_stands(cast: Cast, file: PlanDraft, as_: Enter) -> None:
    client = as_("lead")
    for number in (1, 2):
        key = shown(client.get(f"{address(file)}?page={number}"))[-1]
        back = address(file) + ("?page=2" if number == 2 else "")
        assert f'href="{back}"' in client.get(address(file, "settle", key)).content.decode()


def test_a_draft_of_few_doubts_has_no_pages(cast: Cast, as_: Enter) -> None:
    few = brought(cast.notice, doubtful(9), cast["lead"], name="plan.csv")
    page = as_("lead").get(address(few))
    assert len(shown(page)) == len(check(few).left) < checking.A_PAGE
    assert "govuk-pagination" not in page.content.decode()
    assert "on this page" not in said(page)
