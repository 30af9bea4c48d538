"""One place of a file may stand for several posts: its row's page shows all of them there, and writes to that place."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing.checking import check
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks
from plans.models import Plan
from tests.bringing.files import brought
from tests.bringing.newer import address, now
from tests.bringing.test_attack import hidden
from tests.bringing.test_last_word import on_its_row
from tests.cast import Cast

As = Callable[[str], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "Ref,Section,Action,Outcome,By when,Accountable\n"


@pytest.fixture
def file(cast: Cast, plan: Plan, request: pytest.FixtureRequest) -> PlanDraft:
    """A draft with one action; the marker says what its cell of posts prints."""
    content = f'{HEAD}B3,B,Ask schools,They answer,June 2024,"{request.param}"\n'
    return brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=plan)


def posts(file: PlanDraft) -> list[str]:
    """Who is accountable, as it was settled."""
    return [each.value for each in now(file).draft.actions[0].posts]


def shown(client: Client, page: str) -> list[str]:
    """What stands in the fields for posts on a page."""
    form = client.get(page).context["form"]
    return [form[name].value() for name, path in form.paths.items() if "/posts/" in path]


TWO = pytest.mark.parametrize("file", ["Head of SEND & Virtual School Head"], indirect=True)


@TWO
def test_the_rows_page_has_each_place_of_the_file_with_all_that_was_typed_there(file: PlanDraft, as_: As) -> None:
    lead = as_("lead")
    on_its_row(lead, file, 0, "Head of SEND", "Head of SEND; Chief Nurse")
    assert posts(file) == ["Head of SEND", "Chief Nurse", "Virtual School Head"]
    page = address("change-row", file, "actions", 0)
    assert shown(lead, page) == ["Head of SEND; Chief Nurse", "Virtual School Head"]
    on_its_row(lead, file, 0, "Virtual School Head", "Director of Finance")
    assert posts(file) == ["Head of SEND", "Chief Nurse", "Director of Finance"]
    on_its_row(lead, file, 0, "Head of SEND; Chief Nurse", "Chief Nurse")
    assert posts(file) == ["Chief Nurse", "Director of Finance"]


@TWO
def test_a_place_that_was_emptied_moves_no_other_one(file: PlanDraft, as_: As) -> None:
    lead = as_("lead")
    on_its_row(lead, file, 0, "Head of SEND", "")
    assert posts(file) == ["Virtual School Head"]
    assert shown(lead, address("change-row", file, "actions", 0)) == ["", "Virtual School Head"]
    on_its_row(lead, file, 0, "Virtual School Head", "Chief Nurse")
    assert posts(file) == ["Chief Nurse"]


@TWO
def test_what_was_read_is_listed_beside_its_own_words(file: PlanDraft, as_: As) -> None:
    lead = as_("lead")
    on_its_row(lead, file, 0, "Head of SEND", "Head of SEND; Chief Nurse")
    (row,) = lead.get(address("read", file, "actions")).context["rows"]
    told = {each["label"]: each["shown"] for each in row["values"] if each["label"].startswith("Accountable")}
    assert told == {"Accountable 1": "Head of SEND; Chief Nurse", "Accountable 2": "Virtual School Head"}


@pytest.mark.parametrize("file", ["Head of SEND, Parent Carer Forum"], indirect=True)
def test_a_cell_that_was_settled_as_two_posts_shows_both_wherever_it_is_changed(file: PlanDraft, as_: As) -> None:
    lead = as_("lead")
    (doubt,) = (each for each in check(file).left if each.asks is Asks.PARTED)
    (both,) = (each for each in others(doubt, check(file).read) if ";" in each.says)
    page = address("settle", file, doubt.key)
    assert lead.post(page, {**hidden(lead.get(page)), "how": f"other-{both.name}"}).status_code == 302
    assert posts(file) == ["Head of SEND", "Parent Carer Forum"]
    assert shown(lead, page) == ["Head of SEND; Parent Carer Forum"]
    assert shown(lead, address("change-row", file, "actions", 0)) == ["Head of SEND; Parent Carer Forum"]
    on_its_row(lead, file, 0, "Head of SEND; Parent Carer Forum", "Chief Nurse; Parent Carer Forum")
    assert posts(file) == ["Chief Nurse", "Parent Carer Forum"]
