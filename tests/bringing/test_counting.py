"""A figure in weeks of a KPI in days hinders it from being entered, however its unit came to be days."""

import html
import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks
from bringing.settling import Answer, How
from kpis.models import Kpi, Target
from kpis.targets import Unit
from notices.conflicts import Refused
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import address, enter, now
from tests.bringing.test_of_one_row import settled, type_in
from tests.bringing.test_taking import again, taken
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "Code,Section,KPI,Unit,Baseline,Target - March 2024\n"
SAYS = "Target (31 March 2024) says “{}”, and the KPI is in days: enter {}, or choose another unit"


@pytest.fixture
def lead(as_: Callable[[str], Client]) -> Client:
    return as_("lead")


def kpi(cast: Cast, unit: str, baseline: str, target: str) -> PlanDraft:
    letter = cast.action.section.letter
    content = f'{HEAD}B-K9,{letter},Waits for advice,{unit},{baseline},"{target}"\n'
    return brought(cast.notice, content.encode(), cast["lead"], name="kpis.csv", plan=cast.action.plan)


def hindered(file: PlanDraft) -> list[str]:
    return [each.says for each in now(file).hindrances]


def answer(cast: Cast, file: PlanDraft, asks: Asks, text: str = "") -> None:
    """What a doubt is settled with: its choice of these words, or that it is right."""
    (doubt,) = [each for each in check(file).left if each.asks is asks]
    said = Answer(How.CORRECTED, {doubt.about[0]: text}) if text else Answer(How.RIGHT)
    actions.say(file=file, answers={doubt.key: said}, by=cast["lead"], at=NOW, seen={})


def test_a_target_in_weeks_hinders_once_the_unit_is_settled_as_days(cast: Cast, lead: Client) -> None:
    file = kpi(cast, "calendar days", "30", "5 weeks")
    answer(cast, file, Asks.UNIT, "Days")
    settled(cast, file)
    assert hindered(file) == [SAYS.format("5 weeks", "35 days")]
    page = html.unescape(lead.get(address("check", file)).content.decode())
    assert SAYS.format("5 weeks", "35 days") in page
    assert f'href="{address("change-row", file, "kpis", 0)}"' in page
    with pytest.raises(Refused):
        enter(file, cast)
    type_in(cast, file, "kpis/0/targets/0/rule", "35")
    assert hindered(file) == []
    enter(file, cast)
    entered = Kpi.objects.get(plan=cast.action.plan, code="B-K9")
    assert (entered.unit, [each.rule for each in entered.targets.all()]) == ("days", ["35"])


def test_it_hinders_not_in_another_unit(cast: Cast) -> None:
    file = kpi(cast, "calendar days", "30", "5 weeks")
    answer(cast, file, Asks.UNIT, "Number")
    assert hindered(settled(cast, file)) == []
    type_in(cast, file, "kpis/0/unit", "Days")
    assert hindered(file) == [SAYS.format("5 weeks", "35 days")]


@pytest.mark.parametrize(
    ("target", "instead"),
    [
        ("5 wks", "35 days"),
        ("2 terms", "how many days it is"),
        ("5 w", "35 days"),
        ("35 hours", "how many days it is"),
        ("5 weeks on average", "35 days"),
    ],
)
def test_other_spans_hinder_too(cast: Cast, target: str, instead: str) -> None:
    file = kpi(cast, "calendar days", "30", target)
    answer(cast, file, Asks.UNIT, "Days")
    assert hindered(settled(cast, file)) == [SAYS.format(target, instead)]


@pytest.mark.parametrize(
    "target",
    [
        "35",
        "35 days",
        "35 (in two teams)",
        "35 (year to date)",
        "20 days each month",
        "14 days (two weeks)",
        "35 (within two weeks)",
    ],
)
def test_words_that_are_no_span_of_the_figure_hinder_nothing(cast: Cast, target: str) -> None:
    file = kpi(cast, "calendar days", "30", target)
    answer(cast, file, Asks.UNIT, "Days")
    assert hindered(settled(cast, file)) == []


def test_where_working_days_are_counted_a_week_may_have_five(cast: Cast) -> None:
    file = kpi(cast, "working days", "30", "5 weeks")
    answer(cast, file, Asks.UNIT, "Days")
    told = "35 days, or 25 where working days are counted"
    assert hindered(settled(cast, file)) == [SAYS.format("5 weeks", told)]


def test_a_baseline_in_weeks_hinders_until_it_is_typed_in_days(cast: Cast) -> None:
    file = kpi(cast, "calendar days", "6 weeks", "30")
    answer(cast, file, Asks.UNIT, "Days")
    (says,) = hindered(settled(cast, file))
    assert says == "Baseline says “6 weeks”, and the KPI is in days: enter 42 days, or choose another unit"
    type_in(cast, file, "kpis/0/baseline", "42 days")
    assert hindered(file) == []
    assert now(file).draft.kpis[0].baseline.value.value == 42


def test_what_was_confirmed_where_it_was_asked_about_hinders_no_more(cast: Cast) -> None:
    file = kpi(cast, "Days", "30", "5 weeks")
    assert hindered(file) == [], "while it is asked about"
    answer(cast, file, Asks.TARGET)
    assert hindered(settled(cast, file)) == []
    type_in(cast, file, "kpis/0/targets/0/rule", "6 weeks")
    assert hindered(file) == [SAYS.format("6 weeks", "42 days")], "other words are no answer to it"


def test_what_was_chosen_where_it_was_asked_about_hinders_no_more(cast: Cast) -> None:
    file = kpi(cast, "Days", "30", "5 wks")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET]
    (choice,) = others(doubt, check(file).draft)
    said = {doubt.key: Answer(How.CORRECTED, choice.values)}
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    assert hindered(file) == []
    assert str(now(file).draft.kpis[0].targets[0].rule.value) == "35"


def test_a_confirmation_of_words_beside_a_figure_says_nothing_of_days(cast: Cast) -> None:
    """“0.123456 weeks” is confirmed with its decimal places, where nothing says yet that the KPI is in days."""
    file = kpi(cast, "calendar days", "30", "5.123456 weeks")
    answer(cast, file, Asks.TARGET)
    answer(cast, file, Asks.UNIT, "Days")
    assert [each.partition(" says")[0] for each in hindered(settled(cast, file))] == ["Target (31 March 2024)"]


@pytest.mark.parametrize(
    ("baseline", "target", "told"),
    [("140 days", "18 weeks", "“140 days” and “18 weeks”"), ("10 weeks", "40 days", "“10 weeks” and “40 days”")],
)
@pytest.mark.parametrize("unit", ["", "weeks"])
def test_figures_in_several_spans_are_not_compared_as_if_they_were_in_one(
    cast: Cast, unit: str, baseline: str, target: str, told: str
) -> None:
    file = kpi(cast, unit, baseline, target)
    answer(cast, file, Asks.UNIT, "Number")
    says = f"{told} would be compared as if they were in one unit of time: enter its figures in one"
    assert hindered(settled(cast, file)) == [says]
    type_in(cast, file, "kpis/0/baseline", "20")
    assert hindered(file) == []


@pytest.mark.parametrize(("baseline", "target"), [("10 weeks", "8 wks"), ("10", "8 weeks"), ("tbc", "8 weeks")])
def test_figures_in_one_span_hinder_nothing(cast: Cast, baseline: str, target: str) -> None:
    assert hindered(settled(cast, kpi(cast, "Number", baseline, target))) == []


def sent(lead: Client, file: PlanDraft, **typed: str) -> str | None:
    """The row’s page with some of its values typed anew; None where it is saved."""
    page = reverse("bringing:change-row", args=["devon", file.uid, "kpis", 0])
    form = lead.get(page).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields if name != "out"}
    names = {path.removeprefix("kpis/0/"): name for name, path in form.paths.items()}
    fields |= {names[path.replace("_", "/")]: text for path, text in typed.items()}
    answer = lead.post(page, fields)
    return None if answer.status_code == 302 else html.unescape(answer.content.decode())


@pytest.mark.parametrize("text", ["8 weeks", "8 wks", "8 wk", "8 wk.", "8 w"])
def test_the_row_s_page_refuses_weeks_with_days_in_any_order(cast: Cast, lead: Client, text: str) -> None:
    refusal = "This KPI is counted in days: enter 56 days"
    file = kpi(cast, "", "30", "20")
    assert refusal in (sent(lead, file, targets_0_rule=text, unit="Days") or ""), "both at once"
    assert sent(lead, file, targets_0_rule=text) is None
    assert refusal in (sent(lead, file, unit="Days") or ""), "the unit behind it"
    assert sent(lead, file, targets_0_rule="56", unit="Days") is None
    assert refusal in (sent(lead, file, targets_0_rule=text) or ""), "the target behind it"
    assert sent(lead, file, targets_0_rule=text, unit="Number") is None
    assert hindered(file) == []


def test_the_row_s_page_refuses_days_beside_a_baseline_of_weeks(cast: Cast, lead: Client) -> None:
    file = kpi(cast, "", "6 weeks", "20")
    assert "This KPI is counted in days: enter 42 days" in (sent(lead, file, unit="Days") or "")
    assert sent(lead, file, unit="Days", baseline="42 days") is None
    checked: Checked = now(file)
    assert (checked.draft.kpis[0].unit.value, checked.draft.kpis[0].baseline.value.value) == (Unit.DAYS, 42)


def test_a_target_that_is_taken_out_with_the_change_is_not_refused(cast: Cast, lead: Client) -> None:
    file = kpi(cast, "", "30", "8 weeks")
    assert sent(lead, file, unit="Days", targets_0_rule="") is None


def test_a_target_that_was_confirmed_is_not_refused_with_another_value_of_its_row(cast: Cast, lead: Client) -> None:
    file = kpi(cast, "Days", "30", "5 weeks")
    answer(cast, file, Asks.TARGET)
    assert sent(lead, file, baseline="40") is None
    assert hindered(settled(cast, file)) == []


@pytest.mark.parametrize("baseline", ["30", "tbc"])
def test_a_kpi_that_the_plan_has_is_hindered_by_nothing_that_no_file_changes(cast: Cast, baseline: str) -> None:
    file = kpi(cast, "Days", baseline, "5 weeks")
    answer(cast, file, Asks.TARGET)
    enter(settled(cast, file), cast)
    for unit in ("Days", "calendar days"):
        newer = kpi(cast, unit, baseline, "5 weeks")
        type_in(cast, newer, "kpis/0/unit", "Days")
        assert hindered(newer) == []


@pytest.mark.parametrize("unit", ["Days", "calendar days"])
def test_a_kpi_of_the_plan_with_a_target_in_weeks_is_not_made_one_in_days(cast: Cast, unit: str) -> None:
    enter(settled(cast, kpi(cast, "", "tbc", "5 weeks")), cast)
    newer = kpi(cast, unit, "tbc", "5 weeks")
    if unit != "Days":
        answer(cast, newer, Asks.UNIT, "Days")
    says = "The plan has the target “5 weeks” of 31 March 2024, and the KPI is in days here"
    assert hindered(newer) == [f"{says}: rebase it on the KPI’s page first, or choose another unit here"]
    Target.objects.filter(kpi__code="B-K9").update(rule="35")
    assert hindered(newer) == []


def test_of_a_kpi_with_a_baseline_no_file_changes_the_unit(cast: Cast) -> None:
    enter(settled(cast, kpi(cast, "", "30", "5 weeks")), cast)
    assert hindered(kpi(cast, "Days", "30", "5 weeks")) == []


@pytest.mark.parametrize(
    ("rule", "says", "others"),
    [
        ("5 weeks", "“5 weeks” of a KPI in days was read as 5 days: choose 35", ("35",)),
        ("9" * 40, f"Sheet “Targets”, row 2: “{'9' * 30}…” is too large: enter a figure", ()),
    ],
)
def test_weeks_of_a_kpi_in_days_are_asked_about_where_they_are_typed_and_not_where_the_plan_says_so(
    cast: Cast, rule: str, says: str, others: tuple[str, ...]
) -> None:
    action = make.Action(notice=cast.notice, plan__slug="send-plan")
    small, kpi = action.plan, make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="A-K1")
    Kpi.objects.filter(pk=kpi.pk).update(unit="days")
    make.Target(notice=cast.notice, kpi=kpi, due_on=date(2024, 1, 31), rule="4 weeks")
    content = taken(small, cast)
    checked = again(small, cast, content)
    assert (checked.left, checked.hindrances) == ((), ())
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book["Targets"][1]]
    book["Targets"].cell(2, heads.index("Rule, as written") + 1).value = rule
    out = io.BytesIO()
    book.save(out)
    (doubt,) = again(small, cast, out.getvalue()).left
    assert doubt.says.startswith(says)
    assert doubt.others == others
