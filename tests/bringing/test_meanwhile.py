"""While a file is read nobody waits for it, and what becomes of the same file meanwhile counts."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bringing import actions
from bringing.actions import drafting
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Draft, Role, understand
from sheets.reading import read_file
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, csv, draft, now
from tests.bringing.newer import enter as enter_it
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


def instead(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> list[int]:
    """Do something while a file is read for the first time; how often one is read."""
    times: list[int] = []

    def reads(*given: Any) -> Draft:
        times.append(1)
        if len(times) == 1:
            meanwhile()
        return understand(*given)

    monkeypatch.setattr(drafting, "understand", reads)
    return times


def test_nothing_is_locked_while_a_file_is_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with CaptureQueriesContext(connection) as asked:
        locks: list[bool] = []
        times = instead(monkeypatch, lambda: locks.append(any("FOR UPDATE" in each["sql"] for each in asked)))
        brought(cast.notice, csv(*FIRST), cast["lead"], name="plan.csv")
    assert (locks, len(times)) == ([False], 1)
    assert any("FOR UPDATE" in each["sql"] for each in asked.captured_queries)


def test_a_file_that_somebody_else_brings_meanwhile_is_kept_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[PlanDraft] = []

    def bring() -> PlanDraft:
        return brought(cast.notice, csv(*FIRST), cast["lead"], name="plan.csv")

    instead(monkeypatch, lambda: there.append(bring()))
    assert bring().pk == there[0].pk
    assert PlanDraft.objects.count() == 1


def test_another_file_from_the_same_page_meanwhile_is_kept_as_its_own(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = uuid4()

    def bring(*rows: str) -> PlanDraft:
        document = read_file("plan.csv", csv(*rows))
        told = {"notice": cast.notice, "plan": None, "name": "plan.csv", "by": cast["lead"], "at": NOW}
        return actions.keep_draft(**told, content=csv(*rows), document=document, sent_as=page)

    instead(monkeypatch, lambda: bring(FIRST[1]))
    assert bring(FIRST[0]).sent_as != page
    assert PlanDraft.objects.count() == 2


def test_a_file_that_is_entered_meanwhile_takes_up_what_was_chosen_for_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = enter_it(draft(cast, FIRST), cast).plan
    chosen = {"the file": {"holds": "actions", "heading_row": 1, "columns": {"4": "known"}, "section": ""}}

    def meanwhile() -> None:
        waits = draft(cast, FIRST[:1], plan)
        actions.choose_tables(file=waits, chosen=chosen, seen_version=now(waits).file.version)
        enter_it(waits, cast)

    instead(monkeypatch, meanwhile)
    file = brought(cast.notice, csv(*FIRST[:1]), cast["lead"], name="plan.csv", plan=plan)
    assert file.chosen == chosen
    assert {column.role.value for column in check(file).read.tables[0].columns if column.number == 4} == {Role.KNOWN}
