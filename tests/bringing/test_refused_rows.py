"""A row that cannot be entered as it is leads to the page that puts it right; and what only refers to something that
the notice has not can be left out."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing.others import others
from bringing.reading import Asks, Known, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, may_be_open, may_be_right, open_paths, settle
from kpis.targets import Unit
from plans.models import Plan
from sheets.reading import read_file
from tests.bringing.files import brought, settle_all
from tests.bringing.reading.plans import asked
from tests.cast import Cast

ROWS = b"Ref,Section,Action,Clause,Accountable\nB1,B,Write it,99,Head of SEND\nB2,B,Tell them,,Head of SEND\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_row_that_is_refused_leads_to_its_own_page_where_it_is_put_right(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    file = brought(cast.notice, ROWS, cast["lead"], name="plan.csv")
    client, council = as_("lead"), cast.notice.council.name
    title = reverse("bringing:change-row", args=["devon", file.uid, "sections", 0])
    client.post(title, {"value_0": "B", "value_1": "Communication", "seen": ""})
    settle_all(file, cast["lead"], council)
    address = reverse("bringing:enter", args=["devon", file.uid])
    shown = client.get(address).content.decode()
    fields = dict(re.findall(r'name="(sent_as|seen)" value="([^"]+)"', shown))
    told = {"title": "Our plan", "slug": "our-plan", "note": "First version"}
    page = client.post(address, {**told, **fields}).content.decode()
    assert "Action B1: The notice has no clause 99" in page
    row = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    assert f'href="{row}"' in page
    opened = client.get(row).content.decode()
    typed_now = dict(re.findall(r'name="(value_\d+|seen)" value="([^"]*)"', opened))
    (clause,) = [name for name, value in typed_now.items() if value == "99"]
    assert client.post(row, {**typed_now, "value_2": "Write it", clause: ""}).status_code == 302
    shown = client.get(address).content.decode()
    fields = dict(re.findall(r'name="(sent_as|seen)" value="([^"]+)"', shown))
    assert client.post(address, {**told, **fields}).status_code == 302
    assert Plan.objects.get(slug="our-plan").actions.count() == 2


def test_a_clause_that_the_notice_has_not_is_neither_right_nor_open_and_can_be_left_out() -> None:
    draft = named(understand(read_file("plan.csv", ROWS), Known(clauses=("4(a)",))))
    (doubt,) = asked(draft, Asks.CLAUSE)
    assert (may_be_right(doubt, open_paths(draft)), may_be_open(doubt)) == (False, False)
    (found,) = others(doubt, draft)
    assert found.called == "Leave it out"
    rows = rows_of(settle(draft, {doubt.key: Answer(How.CORRECTED, found.values)}))
    assert [row.says["clauses"] for row in rows if row.key == "B1"] == [()]


def test_what_no_page_lists_as_open_is_not_left_open() -> None:
    rows = b"Ref,Section,Action,By when,Start date,Accountable\nB1,B,Write it,June 2023,soon,Head of SEND\n"
    (doubt,) = asked(named(understand(read_file("plan.csv", rows))), Asks.DATE)
    assert not may_be_open(doubt)


def test_a_unit_is_left_open_since_the_list_of_what_is_open_has_it() -> None:
    kpis = b"Code,Section,KPI,Unit,Baseline,Target - May 2024\nK1,B,Cases in time,weeks,10,5\n"
    draft = named(understand(read_file("plan.csv", kpis)))
    (doubt,) = asked(draft, Asks.UNIT)
    assert may_be_open(doubt)
    assert settle(draft, {doubt.key: Answer(How.OPEN)}).kpis[0].unit.value is Unit.NOT_STATED
