"""A blank target is asked about by itself: whatever is said of it, and in whichever order, other cells of its row keep
what was said of them. Where values may have moved to the left, none of those left open has a place that nobody said."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing import actions
from bringing.models import PlanDraft
from bringing.reading import Asks, Certainty, Doubt
from bringing.settling import Answer, How
from kpis.models import Kpi
from kpis.targets import Direction
from plans.models import Plan
from tests.bringing.newer import address, now
from tests.bringing.test_attack import hidden
from tests.bringing.test_held import As, asked, becomes, entered, on_its_row, uploaded
from tests.bringing.test_pages import said
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Says = Callable[[Client, PlanDraft], None]
FOUR = (
    "KPI,Section,Baseline,Target – End March 2024,Target – End June 2024,Target – End July 2024,Target – End May 2025"
)
EXCLUDED = "Pupils excluded,B,84,,≤70,,Under 60"
"""Each of its cells has its column: values stand behind blank ones."""
MOVED_HEAD = (
    "KPI,Section,Baseline,Baseline date,Milestone 1 – End March 2024,Milestone 2 – End June 2024,Target – End July 2024"
)
MOVED = "Requests made,B,0.83%,TBC,≤0.63%,0.56%,"
"""Fewer values than columns, at the left: what stands under the date is none."""
OTHER = "Calls answered,B,50,,40,,30"


def doubt(file: PlanDraft, asks: Asks, at: int = 0) -> Doubt:
    return [each for each in now(file).read.doubts if each.asks is asks][at]


def at_doubt(client: Client, file: PlanDraft, of: Doubt, *typed: str, how: str = "corrected", at: int = 0) -> None:
    """At the page of a doubt, whether it waits or not: `typed` from the field of this number on."""
    page = client.get(address("settle", file, of.key))
    form = page.context["form"]
    names = [name for name in form.fields if name.startswith("value_")]
    shown = {name: form[name].value() for name in names}
    sent = {**hidden(page), **shown, **dict(zip(names[at:], typed, strict=False)), "how": how}
    answer = client.post(address("settle", file, of.key), sent)
    assert answer.status_code == 302, answer.context["form"].errors


def blanks(how: str) -> Says:
    return lambda client, file: at_doubt(client, file, doubt(file, Asks.BLANK_TARGET), how=how)


def typed(text: str, at: int = 0) -> Says:
    return lambda client, file: at_doubt(client, file, doubt(file, Asks.TARGET, at), text)


def rules(file: PlanDraft, number: int = 0) -> list[str]:
    return ["" if each.rule.value is None else str(each.rule.value) for each in now(file).draft.kpis[number].targets]


def unplaced(file: PlanDraft, number: int = 0) -> list[str]:
    return [each.words for each in now(file).draft.kpis[number].unplaced]


def stands(plan: Plan, name: str) -> tuple[list[str], list[str]]:
    """The targets of an entered KPI by their days, and its cells without a place."""
    kpi = Kpi.objects.get(plan=plan, name=name)
    return [each.rule for each in kpi.targets.order_by("due_on")], kpi.unplaced


orders = pytest.mark.parametrize("blank_first", [True, False], ids=["blanks first", "blanks last"])


@orders
@pytest.mark.parametrize("how", ["right", "corrected", "open"])
def test_what_is_typed_of_other_cells_stays_whatever_is_said_of_the_blank_ones(
    cast: Cast, plan: Plan, as_: As, blank_first: bool, how: str
) -> None:
    """All eight targets were blank, and no page said that 70 and 60 went."""
    lead = as_("lead")
    file = uploaded(lead, plan, FOUR, EXCLUDED)
    both = [typed("70"), typed("60", 1)]
    for say in [blanks(how), *both] if blank_first else [*both, blanks(how)]:
        say(lead, file)
    assert (rules(file), unplaced(file)) == (["", "70", "", "60"], [])
    assert now(file).draft.kpis[0].direction.value is Direction.LOWER
    assert not asked(file) & {Asks.BLANK_TARGET, Asks.TARGET}
    entered(lead, file, cast)
    assert stands(plan, "Pupils excluded") == (["", "70", "", "60"], [])
    again = uploaded(lead, plan, FOUR, EXCLUDED)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, FOUR, OTHER, EXCLUDED)
    assert becomes(newer) == {"B-K2": ["new"]}
    assert rules(newer, 1) == ["", "70", "", "60"]


@orders
@pytest.mark.parametrize("how", ["right", "corrected"])
def test_it_stays_where_values_may_have_moved_too(cast: Cast, plan: Plan, as_: As, blank_first: bool, how: str) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    for say in [blanks(how), typed("0.6%")] if blank_first else [typed("0.6%"), blanks(how)]:
        say(lead, file)
    assert (rules(file), unplaced(file)) == (["0.6%", "0.56%", ""], [])
    entered(lead, file, cast)
    assert stands(plan, "Requests made") == (["0.6%", "0.56%", ""], [])
    again = uploaded(lead, plan, MOVED_HEAD, MOVED)
    assert (becomes(again), asked(again)) == ({}, set())
    newer = uploaded(lead, plan, MOVED_HEAD, "Calls answered,B,50,June 2023,40,35,30", MOVED)
    assert (becomes(newer), rules(newer, 1)) == ({"B-K2": ["new"]}, ["0.6%", "0.56%", ""])


def test_a_blank_cell_between_others_takes_none_of_them_along(cast: Cast, plan: Plan, as_: As) -> None:
    """Left open, it made of a certain 40% a printed cell without a place, and the KPI was not assessable."""
    lead = as_("lead")
    file = uploaded(lead, plan, FOUR, "Plans in time,B,30%,40%,,50%,60%")
    assert doubt(file, Asks.BLANK_TARGET).about == ("kpis/0/targets/1/rule",)
    assert [each.rule.certainty for each in now(file).read.kpis[0].targets].count(Certainty.CERTAIN) == 3
    blanks("open")(lead, file)
    assert (rules(file), unplaced(file)) == (["40%", "", "50%", "60%"], [])
    assert now(file).draft.kpis[0].direction.value is Direction.HIGHER


@orders
@pytest.mark.parametrize("where", ["at its doubt", "on its row’s page"])
def test_what_somebody_typed_has_its_place_where_the_others_are_left_open(
    cast: Cast, plan: Plan, as_: As, blank_first: bool, where: str
) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)

    def on_row(client: Client, of: PlanDraft) -> None:
        on_its_row(client, of, "kpis/0/targets/0/rule", "0.6%")

    typing = typed("0.6%") if where == "at its doubt" else on_row
    for say in [blanks("open"), typing] if blank_first else [typing, blanks("open")]:
        say(lead, file)
    assert (rules(file), unplaced(file)) == (["0.6%", "", ""], ["TBC", "0.56%"])
    entered(lead, file, cast)
    assert stands(plan, "Requests made") == (["0.6%", "", ""], ["TBC", "0.56%"])
    assert becomes(uploaded(lead, plan, MOVED_HEAD, MOVED)) == {}


@orders
def test_a_value_that_was_confirmed_by_itself_has_its_place_too(
    cast: Cast, plan: Plan, as_: As, blank_first: bool
) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, "Requests made,B,50,TBC,800 of current backlog,40,")

    def confirm(client: Client, of: PlanDraft) -> None:
        at_doubt(client, of, doubt(of, Asks.WORDS_BESIDE), how="right")

    for say in [blanks("open"), confirm] if blank_first else [confirm, blanks("open")]:
        say(lead, file)
    assert (rules(file), unplaced(file)) == (["800 of current backlog", "", ""], ["TBC", "40"])


def test_left_open_values_that_may_have_moved_have_no_place(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED.replace("≤", ""))
    blanks("open")(lead, file)
    assert (rules(file), unplaced(file)) == (["", "", ""], ["TBC", "0.63%", "0.56%"])
    assert now(file).draft.kpis[0].direction.value is Direction.NOT_SET


def test_values_that_have_moved_are_typed_where_they_belong(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED.replace("≤", ""))
    asks = doubt(file, Asks.BLANK_TARGET)
    at_doubt(lead, file, asks, "", "0.63%", "0.56%")
    assert rules(file) == ["", "0.63%", "0.56%"]
    at_doubt(lead, file, asks, "TBC")
    assert rules(file) == ["TBC", "0.63%", "0.56%"], "what was typed there before stays"


def test_the_fields_of_a_row_show_what_was_settled_by_now(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    typed("0.6%")(lead, file)
    asks = doubt(file, Asks.BLANK_TARGET)
    for how in ("open", "right"):
        form = lead.get(address("settle", file, asks.key)).context["form"]
        assert [form[name].value() for name in form.paths] == ["0.6%", "0.56%", ""]
        at_doubt(lead, file, asks, how=how)


def test_the_last_word_on_a_cell_counts_at_either_doubt(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    typed("0.6%")(lead, file)
    at_doubt(lead, file, doubt(file, Asks.BLANK_TARGET), "0.62%")
    assert rules(file) == ["0.62%", "0.56%", ""]
    typed("0.61%")(lead, file)
    assert rules(file) == ["0.61%", "0.56%", ""]


@pytest.mark.parametrize("how", ["right", "open", "again"])
def test_what_was_typed_on_the_rows_page_of_another_cell_is_not_taken_back(
    cast: Cast, plan: Plan, as_: As, how: str
) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    on_its_row(lead, file, "kpis/0/targets/0/rule", "0.6%")
    asks = doubt(file, Asks.BLANK_TARGET)
    if how == "again":
        at_doubt(lead, file, asks, how="right")
        lead.post(address("ask-again", file, asks.key))
    else:
        at_doubt(lead, file, asks, how=how)
    assert rules(file)[0] == "0.6%"


def test_one_that_is_typed_into_the_blank_cell_goes_before_leaving_it_open(cast: Cast, plan: Plan, as_: As) -> None:
    """20 was typed, and nothing was entered."""
    lead = as_("lead")
    file = uploaded(lead, plan, FOUR, EXCLUDED)
    on_its_row(lead, file, "kpis/0/targets/0/rule", "80")
    blanks("open")(lead, file)
    assert rules(file)[0] == "80"
    assert Asks.BLANK_TARGET not in asked(file)


def test_that_it_is_blank_is_right_with_one_tick_whatever_is_asked_of_its_row(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, FOUR, EXCLUDED)
    assert asked(file) >= {Asks.BLANK_TARGET, Asks.TARGET}
    key = doubt(file, Asks.BLANK_TARGET).key
    page = lead.post(address("check", file), {"right": [key]}, follow=True)
    assert "1 doubt settled" in said(page)
    assert Asks.TARGET in asked(file), "that of the others is asked all the same"
    moved = uploaded(lead, plan, MOVED_HEAD, MOVED)
    lead.post(address("check", moved), {"right": [doubt(moved, Asks.BLANK_TARGET).key]})
    assert asked(moved) & {Asks.BLANK_TARGET, Asks.TARGET} == {Asks.TARGET}
    assert now(moved).draft.kpis[0].targets[0].rule.certainty is Certainty.OPEN


def test_an_empty_field_of_a_cell_that_was_not_read_says_nothing_of_it(cast: Cast, plan: Plan, as_: As) -> None:
    """As it was kept of all fields until now, and is said again in newer files."""
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    asks = doubt(file, Asks.BLANK_TARGET)
    typed("0.6%")(lead, file)
    fields = {"kpis/0/targets/0/rule": "", "kpis/0/targets/1/rule": "0.56%", "kpis/0/targets/2/rule": ""}
    actions.say(file=file, answers={asks.key: Answer(How.CORRECTED, fields)}, by=cast["lead"], at=NOW, seen={})
    assert rules(file) == ["0.6%", "0.56%", ""]


def test_a_field_of_a_target_is_called_by_its_heading_and_its_day(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, FOUR, EXCLUDED)
    form = lead.get(address("settle", file, doubt(file, Asks.BLANK_TARGET).key)).context["form"]
    labels = [form[name].label for name in form.paths]
    assert labels == ["B-K1: Target (31 March 2024)", "B-K1: Target (31 July 2024)"]


def test_what_is_typed_meanwhile_is_not_emptied_by_a_page_that_was_opened_before(
    cast: Cast, plan: Plan, as_: As
) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, MOVED_HEAD, MOVED)
    asks = doubt(file, Asks.BLANK_TARGET)
    page = lead.get(address("settle", file, asks.key))
    typed("0.6%")(lead, file)
    sent = {**hidden(page), "value_0": "", "value_1": "0.56%", "value_2": "", "how": "corrected"}
    answer = lead.post(address("settle", file, asks.key), sent)
    assert "Somebody else said something of this meanwhile" in said(answer)
    assert rules(file)[0] == "0.6%"
