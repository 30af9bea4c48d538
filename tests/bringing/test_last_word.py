"""What somebody says last of a value counts, wherever it is said: at a doubt, on its row’s page, in another file."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settling import Answer, How, keys
from plans.models import Plan
from tests.bringing.files import brought
from tests.bringing.newer import B3 as B3_ROW
from tests.bringing.newer import B4 as B4_ROW
from tests.bringing.newer import FIRST, address, csv, draft, enter, now, settle
from tests.bringing.test_attack import hidden, said
from tests.bringing.test_carrying import carried, read, said_of
from tests.bringing.test_of_one_row import type_in
from tests.cast import Cast
from tests.factories import NOW

As = Callable[[str], Client]
DOUBTED = "B3,B,Ask schools,They answer,{},Head of SEND"


def at_the_doubt(client: Client, file: PlanDraft, key: str, **said: str) -> None:
    page = client.get(address("settle", file, key))
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields if name.startswith("value_")}
    assert client.post(address("settle", file, key), {**hidden(page), **shown, **said}).status_code == 302


def on_its_row(client: Client, file: PlanDraft, number: int, was: str, text: str) -> None:
    form = client.get(address("change-row", file, "actions", number)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    (field,) = (name for name, value in sent.items() if value == was)
    answer = client.post(address("change-row", file, "actions", number), {**sent, field: text})
    assert answer.status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
@pytest.mark.parametrize(
    ("printed", "how", "due"),
    [("Summer 2024 or so", "open", None), ("Q1 2024", "right", date(2024, 3, 31))],
    ids=["left open", "right as it was read"],
)
def test_what_is_said_last_of_a_doubt_counts_over_what_was_typed_on_the_rows_page(
    cast: Cast, plan: Plan, as_: As, printed: str, how: str, due: date | None
) -> None:
    """The check page says “Left to be settled”, the plan gets 15 August 2024."""
    file = brought(cast.notice, csv(*FIRST, DOUBTED.format(printed)), cast["lead"], name="plan.csv", plan=plan)
    asks = (Asks.BY_WHEN, Asks.PERIOD)
    (doubt,) = (each for each in check(file).read.doubts if each.about == ("actions/2/by_when",) and each.asks in asks)
    lead = as_("lead")
    type_in(cast, file, "actions/2/by_when", "15 August 2024")
    assert now(file).draft.actions[2].by_when.value.due_on == date(2024, 8, 15)
    at_the_doubt(lead, file, doubt.key, how=how)
    assert now(file).answers[doubt.key].how == how
    assert now(file).draft.actions[2].by_when.value.due_on == due


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_doubt_that_is_asked_again_waits_also_where_its_value_was_typed_on_its_row(
    cast: Cast, plan: Plan, as_: As
) -> None:
    """“It is asked again”, says the page, and nothing is asked: what was typed on the row's page is entered."""
    file = brought(
        cast.notice, csv(*FIRST, DOUBTED.format("Summer 2024 or so")), cast["lead"], name="plan.csv", plan=plan
    )
    (doubt,) = (each for each in check(file).read.doubts if each.about == ("actions/2/by_when",))
    lead = as_("lead")
    at_the_doubt(lead, file, doubt.key, how="corrected", value_0="31 July 2024")
    on_its_row(lead, file, 2, "31 July 2024", "15 August 2024")
    page = lead.post(address("ask-again", file, doubt.key), follow=True)
    assert "It is asked again" in said(page)
    assert doubt.key in {each.key for each in now(file).left}


def test_a_day_that_was_typed_for_a_row_whose_ref_is_no_ref_is_no_other_actions_that_has_its_ref_then() -> None:
    """As it is where the row has no ref at all."""
    odd = "the second of them,B,Tell them,They know,,Head of SEND"
    first = read(*FIRST, odd)
    answers = said_of("actions/2/ref", first, "B9") | said_of("actions/2/by_when", first, "31 July 2024")
    assert carried(first, answers, read(*FIRST, "B9,B,Build a house,It stands,,Head of SEND")) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_what_was_carried_into_a_file_that_waits_is_no_newer_word_than_what_was_typed_since(
    cast: Cast, plan: Plan
) -> None:
    """The second file waits with “Write one”, carried; “Write two” is typed and entered; then the second is entered,
    its difference left as it stands. The fourth says “Write one” again."""
    path = "actions/0/what"
    first = draft(cast, [*FIRST, B3_ROW], plan)
    type_in(cast, first, path, "Write one")
    enter(first, cast)
    second = draft(cast, [*FIRST, B3_ROW, B4_ROW], plan)
    third = draft(cast, [FIRST[0], FIRST[1].replace("They know", "All know"), B3_ROW], plan)
    key = keys(check(third).read)[path]
    told: dict[str, Any] = {"by": cast["lead"], "at": NOW + timedelta(hours=1)}
    answers = {key: Answer(How.CORRECTED, {path: "Write two"})}
    actions.say(file=third, answers=answers, seen={key: third.settlements.get(key=key).version}, **told)
    enter(third, cast)
    settle(cast, second)
    enter(second, cast, actions.Settled(left_out=frozenset({("action", "B1", "what"), ("action", "B2", "success")})))
    PlanDraft.objects.filter(pk=third.pk).update(entered_at=NOW + timedelta(hours=2))
    PlanDraft.objects.filter(pk=second.pk).update(entered_at=NOW + timedelta(hours=3))
    assert plan.actions.get(ref="B1").what == "Write two"
    fourth = draft(cast, [*FIRST, B3_ROW, B4_ROW, "B5,B,More,Done,July 2024,Head of SEND"], plan)
    assert now(fourth).draft.actions[0].what.value == "Write two"


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_what_the_file_says_stands_beside_the_field_whatever_was_typed(cast: Cast, as_: As) -> None:
    file = brought(
        cast.notice, csv(*FIRST, DOUBTED.format("soon").replace("B3", "the third")), cast["lead"], name="p.csv"
    )
    type_in(cast, file, "actions/2/ref", "B7")
    page = as_("lead").get(address("change-row", file, "actions", 2)).content.decode()
    assert '<q class="app-words">the third</q>' in page
    assert '<q class="app-words">B7</q>' not in page
    assert "A4: entered by a person" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_row_is_left_out_whatever_else_of_it_is_wrong(cast: Cast, as_: As) -> None:
    file = brought(cast.notice, csv(*FIRST, ",,Ask schools,They answer,July 2024,"), cast["lead"], name="p.csv")
    form = as_("lead").get(address("change-row", file, "actions", 2)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    (what,) = (name for name, path in form.paths.items() if path.endswith("/what"))
    answer = as_("lead").post(address("change-row", file, "actions", 2), {**sent, what: "Ask them", "out": "on"})
    assert answer.status_code == 302
    checked = now(file)
    assert "actions/2" in checked.out
    assert checked.draft.actions[2].what.value == "Ask them", "what was typed and can be read is kept"
    without = as_("lead").post(address("change-row", file, "actions", 2), sent)
    assert without.context["form"].errors, "part of the plan, it has to be right"
