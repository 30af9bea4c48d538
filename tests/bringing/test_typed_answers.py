"""What is typed at a doubt is kept or asked about, and never thrown away without a word."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing.checking import check
from bringing.models import PlanDraft, Settlement
from bringing.reading import Asks
from kpis.targets import Unit
from tests.bringing.files import brought
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
KPIS = b"Code,Section,KPI,Unit,Baseline,Target - May 2024\nK1,B,Cases in time,Percentage,,50%\n"


@pytest.fixture
def file(cast: Cast) -> PlanDraft:
    return brought(cast.notice, KPIS, cast["lead"], name="kpis.csv")


@pytest.fixture
def address(file: PlanDraft) -> str:
    (doubt,) = [each for each in check(file).left if each.asks is Asks.BASELINE]
    return reverse("bringing:settle", args=["devon", file.uid, doubt.key])


@pytest.fixture
def lead(as_: Callable[[str], Client]) -> Client:
    return as_("lead")


def said(lead: Client, address: str, how: str, text: str) -> str | None:
    """The page that asks again; None where it is settled."""
    sent = {"how": how, "seen_version": str(Settlement.objects.count()), "value_0": text}
    answer = lead.post(address, sent)
    return None if answer.status_code == 302 else html.unescape(answer.content.decode())


def test_another_answer_beside_a_typed_one_is_asked_about(lead: Client, address: str) -> None:
    page = said(lead, address, "open", "40%")
    assert page
    assert "Choose “It is as I typed it below” to keep what you typed here" in page
    assert re.search(r'name="value_0"[^>]*value="40%"|value="40%"[^>]*name="value_0"', page), "it still stands there"
    assert not Settlement.objects.exists()
    assert said(lead, address, "open", "Awaited") is None, "as it was shown"
    assert [row.how for row in Settlement.objects.all()] == ["open"]


def test_a_baseline_of_a_percentage_is_no_more_than_all(lead: Client, address: str) -> None:
    page = said(lead, address, "corrected", "140%")
    assert page
    assert "The most of a percentage is 100%" in page
    assert not Settlement.objects.exists()
    assert said(lead, address, "corrected", "100%") is None


def test_a_row_that_becomes_a_number_has_room_for_more(lead: Client, file: PlanDraft) -> None:
    address = reverse("bringing:change-row", args=["devon", file.uid, "kpis", 0])
    page = html.unescape(lead.get(address).content.decode())
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)<', page))
    chosen = re.findall(r'<select[^>]*name="([^"]+)".*?<option value="([^"]*)" selected', page, re.DOTALL)
    fields |= dict(chosen)
    fields.pop("out", None)
    baseline = next(name for name, text in fields.items() if text == "Awaited")
    unit = next(name for name, text in chosen if text == "Percentage")
    refused = lead.post(address, fields | {baseline: "140"})
    assert "The most of a percentage is 100%" in refused.content.decode()
    assert lead.post(address, fields | {baseline: "140", unit: "Number"}).status_code == 302
    kpi = check(PlanDraft.objects.get(pk=file.pk)).draft.kpis[0]
    assert (kpi.unit.value, str(kpi.baseline.value.value)) == (Unit.COUNT, "140")


def test_what_was_entered_on_the_rows_page_is_not_asked_again(cast: Cast, lead: Client) -> None:
    file = brought(
        cast.notice,
        b"Ref,Section,Action,By when,Accountable\n,B,Do it,June 2024,Head of SEND\n",
        cast["lead"],
        name="plan.csv",
    )
    (doubt,) = [each for each in check(file).left if each.asks is Asks.NO_REF]
    address = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    form = lead.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "out"}
    (ref,) = [name for name, path in form.paths.items() if path == "actions/0/ref"]
    assert lead.post(address, sent | {ref: "B1"}).status_code == 302
    assert doubt not in check(PlanDraft.objects.get(pk=file.pk)).left


def test_rows_that_are_called_the_same_are_told_apart_by_their_places(cast: Cast, lead: Client) -> None:
    rows = "A1,B,Do it,June 2024,Head of SEND\nA1,B,Do more,June 2024,Head of SEND\n"
    content = f"Ref,Section,Action,By when,Accountable\n{rows}".encode()
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.REF_TWICE]
    form = lead.get(reverse("bringing:settle", args=["devon", file.uid, doubt.key])).context["form"]
    assert [form[name].label for name in form.paths] == ["A1: ref, A2", "A1: ref, A3"]


def test_printed_words_of_a_target_in_whose_place_another_is_typed_are_kept_with_the_kpi(
    cast: Cast, lead: Client
) -> None:
    """“80% by July 2024, 95% by Dec 2024” is more than the 80% that somebody types."""
    content = KPIS.replace(b"50%", b'"80% by July 2024, 95% by Dec 2024"').replace(b"Percentage,,", b"Percentage,40%,")
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv", plan=cast.action.plan)
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    assert lead.post(address, {"how": "corrected", "seen_version": "0", "value_0": "80%"}).status_code == 302
    checked = check(PlanDraft.objects.get(pk=file.pk))
    (row,) = [each for each in checked.brought if each.key == "K1"]
    assert [target[2] for target in row.says["targets"]] == ["80%"]  # type: ignore[union-attr,index]
    assert row.says["caveats"] == "Printed in kpis.csv under “Target - May 2024”: 80% by July 2024, 95% by Dec 2024"
    page = lead.get(reverse("bringing:read", args=["devon", file.uid, "kpis"])).content.decode()
    assert "80% by July 2024, 95% by Dec 2024" in page, "beside what was typed stands what the file says"


@pytest.mark.parametrize(
    ("how", "frequency", "caveats"),
    [
        ({"how": "right"}, "not_stated", "Printed in kpis.csv for how often: Six weekly"),
        ({"how": "corrected", "value_0": "Every quarter"}, "quarter", None),
    ],
)
def test_words_for_how_often_that_are_no_answer_are_kept_where_none_is_chosen(
    cast: Cast, lead: Client, how: dict[str, str], frequency: str, caveats: str | None
) -> None:
    head = "Code,KPI,Section,Baseline,Target - March 2024,Frequency"
    content = f"{head}\nK1,Calls,B,12,8,Six weekly\nK2,Emails,B,1,2,Monthly\n".encode()
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv", plan=cast.action.plan)
    (doubt,) = [each for each in check(file).left if any("/sheet/" in path for path in each.about)]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    assert lead.post(address, {"seen_version": "0", **how}).status_code == 302
    one, other = [each for each in check(PlanDraft.objects.get(pk=file.pk)).brought if each.key in ("K1", "K2")]
    assert (one.says["frequency"], one.says.get("caveats")) == (frequency, caveats)
    assert other.says.get("caveats") is None


def test_right_at_one_doubt_takes_back_nothing_that_was_typed_at_another(cast: Cast, lead: Client) -> None:
    content = KPIS.replace(b"Percentage,,", b"Percentage,0.41 provisional,")
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv")
    share, beside = (
        next(each for each in check(file).left if each.asks is asks) for asks in (Asks.TWO_WAYS, Asks.WORDS_BESIDE)
    )
    typed = {"how": "corrected", "seen_version": "0", "value_0": "41"}
    assert lead.post(reverse("bringing:settle", args=["devon", file.uid, share.key]), typed).status_code == 302
    ticked = {"right": [beside.key]}
    assert lead.post(reverse("bringing:check", args=["devon", file.uid]), ticked).status_code == 302
    assert check(PlanDraft.objects.get(pk=file.pk)).draft.kpis[0].baseline.value.value == 41


def test_what_is_too_long_to_be_printed_is_printed_as_it_was_typed(cast: Cast, lead: Client) -> None:
    words = f"June 2024 {'x' * 90}"
    content = f"Ref,Section,Action,By when,Accountable\nB1,B,Do it,{words},Head of SEND\n".encode()
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    address = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    form = lead.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "out"}
    (when,) = [name for name, path in form.paths.items() if path == "actions/0/by_when"]
    assert lead.post(address, sent | {when: "June 2024"}).status_code == 302
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert not [each for each in checked.hindrances if "shorten it" in each.says]
    assert checked.rows["actions/0"].says["by_when"] == "June 2024"


def test_targets_of_a_percentage_that_may_be_shares_of_one_are_asked_about(cast: Cast) -> None:
    content = KPIS.replace(b"50%", b"0.6").replace(b"Percentage,,", b"Percentage,41%,")
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TWO_WAYS]
    assert (doubt.read, doubt.others) == ("0.6%", ("60%",))
    words = brought(cast.notice, content.replace(b"0.6", b"0.6 per cent"), cast["lead"], name="words.csv")
    assert not [each for each in check(words).left if each.asks is Asks.TWO_WAYS]


def test_what_is_in_place_since_a_day_is_shown_with_it_and_can_be_said_to_be_in_place(cast: Cast, lead: Client) -> None:
    content = b"Ref,Section,Action,By when,Accountable\nB1,B,Do it,Established March 2030,Head of SEND\n"
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    address = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0])
    form = lead.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "out"}
    (when,) = [name for name, path in form.paths.items() if path == "actions/0/by_when"]
    assert sent[when] == "In place since 31 March 2030"
    assert lead.post(address, sent | {when: "In place already"}).status_code == 302
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert not [each for each in checked.hindrances if "yet to come" in each.says]


def test_a_target_of_a_kpi_in_days_is_typed_in_days(cast: Cast, lead: Client) -> None:
    content = KPIS.replace(b"Percentage,,50%", b"Days,40,n/k")
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = said(lead, address, "corrected", "5 weeks")
    assert page
    assert "This KPI is counted in days: enter 35 days" in page
    assert said(lead, address, "corrected", "35 (in two teams)") is None
    assert str(check(PlanDraft.objects.get(pk=file.pk)).draft.kpis[0].targets[0].rule.value) == "35 (in two teams)"


@pytest.mark.parametrize(
    ("unit", "typed", "says"),
    [
        ("Days", "6 weeks", "This KPI is counted in days: enter 42 days"),
        ("Days", "6 weeks, 3 days", "This KPI is counted in days: enter 45 days"),
        ("Days", "2 months", "This KPI is counted in days: enter how many days it is"),
        ("Days", "42 (6 weeks)", "“42 (6 weeks)” has words beside its figure: write 42 alone"),
        ("Number", "6 weeks", "“6 weeks” has words beside its figure: write 6 alone"),
    ],
)
def test_a_typed_baseline_has_no_words_and_no_weeks(cast: Cast, lead: Client, unit: str, typed: str, says: str) -> None:
    file = brought(cast.notice, KPIS.replace(b"Percentage", unit.encode()), cast["lead"], name="kpis.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.BASELINE]
    page = said(lead, reverse("bringing:settle", args=["devon", file.uid, doubt.key]), "corrected", typed)
    assert page
    assert says in page
    assert "in the note" not in page


@pytest.mark.parametrize("typed", ["9" * 40, "12345678901", "12,345,678,901 of the backlog"])
def test_a_target_has_no_more_digits_than_a_figure(cast: Cast, lead: Client, typed: str) -> None:
    content = KPIS.replace(b"Percentage,,50%", b"Number,40,n/k")
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = said(lead, address, "corrected", typed)
    assert page
    assert "is too large: enter a figure of at most 10 digits before its decimal point" in page
    assert said(lead, address, "corrected", "1234567890") is None
