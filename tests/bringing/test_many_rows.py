"""A draft of many rows is gone over a few times, however much of it is doubtful; its doubts fit into one form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bringing.checking import check
from bringing.models import PlanDraft, Settlement
from bringing.reading import Draft
from tests.bringing.files import brought
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]


def doubtful(number: int) -> bytes:
    """A file of as many actions, of each of which it is asked by when."""
    rows = (f"A{at},A,Do {at} and look at it,It is done,Q1 2024,Head of {at % 10}" for at in range(1, number + 1))
    return "\n".join(["Ref,Section,Action,Outcome,By when,Lead", *rows]).encode()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Each time that a draft's values are gone over."""
    found: list[Draft] = []
    values = Draft.values

    def count(draft: Draft) -> Any:
        found.append(draft)
        return values(draft)

    monkeypatch.setattr(Draft, "values", count)
    return found


def pages(file: PlanDraft) -> dict[str, list[Any]]:
    first = next(each for each in check(file).left if each.read)
    return {
        "check": [],
        "settle": [first.key],
        "read": ["actions"],
        "change-row": ["actions", 3],
        "posts": [],
        "tables": [],
        "enter": [],
    }


def test_values_are_gone_over_as_often_for_many_doubts_as_for_few(cast: Cast, as_: Enter, counted: list[Draft]) -> None:
    client = as_("lead")
    times: list[dict[str, int]] = []
    doubts = []
    for number in (120, 240):
        file = brought(cast.notice, doubtful(number), cast["lead"], name=f"plan-{number}.csv")
        doubts.append(len(check(file).left))
        times.append({})
        for name, args in pages(file).items():
            counted.clear()
            assert client.get(reverse(f"bringing:{name}", args=["devon", file.uid, *args])).status_code == 200
            times[-1][name] = len(counted)
    assert doubts[1] > 1.5 * doubts[0] > 100
    assert times[0] == times[1]
    assert max(times[0].values()) < 10


def test_more_than_a_thousand_doubts_are_ticked_in_one_go(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, doubtful(1_010), cast["lead"], name="plan.csv")
    keys = [each.key for each in check(file).left]
    assert 1_000 < len(keys) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    page = as_("lead").post(reverse("bringing:check", args=["devon", file.uid]), {"right": keys})
    assert page.status_code == 302
    checked = check(file)
    assert Settlement.objects.count() == len(keys) - len(checked.left) > 0
    assert not any(map(checked.may_be_right, checked.left)), "only what may be right was said to be"
