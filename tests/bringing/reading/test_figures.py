"""Figures that can be read in two ways are asked about, whatever their digits say."""

from decimal import Decimal

import pytest

from bringing.reading import Asks, Draft, understand
from bringing.reading.draft import Certainty
from bringing.settled import named
from bringing.settling import Answer, How, may_be_open, may_be_right, open_paths, settle
from kpis.targets import Unit
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.test_others import chosen

HEAD = "KPI,Section,Unit,Baseline,Target – March 2024,Target – March 2025\n"


def kpi(row: str) -> Draft:
    return named(understand(read_file("kpis.csv", f"{HEAD}{row}\n".encode())))


def figures(draft: Draft) -> tuple[Unit, Decimal | None, list[str]]:
    (read,) = draft.kpis
    return read.unit.value, read.baseline.value.value, [str(each.rule.value) for each in read.targets]


@pytest.mark.parametrize("row", ["Plans on time,A,,0.3,0.6,0.95", "Number of plans on time,A,,0.3,0.6,0.95"])
def test_values_of_which_nothing_says_that_they_are_percentages_are_asked_about_once(row: str) -> None:
    draft = kpi(row)
    (doubt,) = asked(draft, Asks.SHARES)
    assert doubt.says == (
        "Nothing says what 0.3, 0.6 and 0.95 are: confirm them as they stand, or choose percentages, 30%, 60% and 95%"
    )
    assert doubt.words == ("0.3", "0.6", "0.95")
    after = chosen(draft, Asks.SHARES, "Percentages: 30%, 60% and 95%")
    assert figures(after) == (Unit.PERCENT, Decimal(30), ["60%", "95%"])
    assert figures(settle(draft, {doubt.key: Answer(How.RIGHT)})) == figures(draft)
    assert may_be_open(doubt)
    assert figures(settle(draft, {doubt.key: Answer(How.OPEN)})) == (Unit.NOT_STATED, None, ["None", "None"])


def test_a_baseline_that_is_awaited_and_a_target_that_is_a_change_have_no_part_in_it() -> None:
    (doubt,) = asked(kpi("Plans on time,A,,tbc,0.3,reduce by 10%"), Asks.SHARES)
    assert doubt.about == ("kpis/0/unit", "kpis/0/targets/0/rule")


@pytest.mark.parametrize(
    "row",
    [
        "Plans on time,A,,0,1,1",  # no share among them
        "Calls each day,A,,3.5,0.6,0.9",
        "Plans on time,A,,0.3%,0.6%,0.9%",
        "Plans on time,A,Days,0.3,0.6,0.9",
        "Plans on time,A,,tbc,tbc,tbc",
        "Calls each day,A,Number,0.3,0.6%,0.9",  # what is odd about it is asked instead
    ],
)
def test_other_values_are_not_asked_about(row: str) -> None:
    assert asked(kpi(row), Asks.SHARES) == []


def test_a_dot_that_may_stand_for_a_comma_is_asked_about() -> None:
    draft = kpi("Number of plans,A,,1.204,1.300,1250")
    baseline, target = asked(draft, Asks.TWO_WAYS)
    assert baseline.says == "“1.204” can be 1.204 or, with a dot in the comma’s place, 1,204: choose"
    assert (baseline.about, target.about) == (("kpis/0/baseline",), ("kpis/0/targets/0/rule",))
    assert figures(draft)[1] == Decimal("1.204")
    assert figures(chosen(draft, Asks.TWO_WAYS, "1,204"))[1] == Decimal(1204)
    assert figures(chosen(draft, Asks.TWO_WAYS, "1,300", 1))[2][0] == "1,300"


@pytest.mark.parametrize(
    "row",
    [
        "Plans,A,Percentage,1.204%,98.125%,2%",
        "Plans,A,Percentage,1.204,98.125,2",
        "Plans,A,,1.20,12.5,1.2345",
        "Plans,A,,0.125,2,3",
        "Plans,A,,1.204 percentage points,2.125%,3",
    ],
)
def test_a_dot_between_other_digits_is_one(row: str) -> None:
    assert asked(kpi(row), Asks.TWO_WAYS) == []


def test_a_one_among_percentages_may_be_a_share_and_what_has_its_sign_is_none() -> None:
    (doubt,) = asked(kpi("Plans on time,A,Percentage,30%,1,0.5%"), Asks.TWO_WAYS)
    assert doubt.says == "“1” of a percentage can be 1% or, as a share of 1, 100%: choose"
    assert doubt.about == ("kpis/0/targets/0/rule",)


def test_a_figure_has_four_decimal_places_and_zeros_behind_them_say_nothing() -> None:
    assert asked(kpi("Plans,A,Percentage,1%,98.1234%,98.50000%"), Asks.TARGET) == []
    (doubt,) = asked(kpi("Plans,A,Percentage,1%,98.12345%,99%"), Asks.TARGET)
    assert doubt.says.startswith("“98.12345%” has more than 4 decimal places: choose 98.12% or 98%")


@pytest.mark.parametrize(
    ("row", "printed", "shares", "stand"),
    [
        ("Plans on time,A,,45%,0.6,", "45% and 0.6", "45% and 60%", "45% and 0.6%"),
        ("Plans on time,A,,0.45,60%,", "0.45 and 60%", "45% and 60%", "0.45% and 60%"),
        ("Plans on time,A,,0.6,45 percent,1", "0.6, 45% and 1", "60%, 45% and 100%", "0.6%, 45% and 1%"),
        ("Plans on time,A,,45%,0.6,70", "45%, 0.6 and 70", "45%, 60% and 70%", "45%, 0.6% and 70%"),
        ("Plans on time,A,,0.6,0.5%,", "0.6 and 0.5%", "60% and 0.5%", "0.6% and 0.5%"),
        ("Plans on time,A,,tbc,0.6,70%", "0.6 and 70%", "60% and 70%", "0.6% and 70%"),
    ],
)
def test_a_share_beside_a_percentage_is_asked_about_once(row: str, printed: str, shares: str, stand: str) -> None:
    draft = kpi(row)
    (doubt,) = asked(draft, Asks.SHARES)
    assert doubt.says == (
        f"Of {printed} some bear a percent sign: confirm them as they stand, or choose the percentages {shares}, or "
        f"{stand}"
    )
    for told in (shares, stand):
        unit, baseline, targets = figures(chosen(draft, Asks.SHARES, f"Percentages: {told}"))
        given = [f"{baseline.normalize():f}%" if baseline is not None else "", *targets]
        assert unit is Unit.PERCENT
        assert told.replace(" and ", ", ").split(", ") == [each for each in given if each not in ("", "None")]
    assert figures(settle(draft, {doubt.key: Answer(How.RIGHT)})) == figures(draft)
    assert may_be_open(doubt)


@pytest.mark.parametrize("row", ["Plans,A,,45%,0,60%", "Plans,A,,0.6,10% reduction,", "Plans,A,Days,0.6,45%,"])
def test_other_values_beside_a_percentage_are_not_asked_about(row: str) -> None:
    assert not any("percent sign" in doubt.says for doubt in asked(kpi(row), Asks.SHARES))


@pytest.mark.parametrize(
    ("row", "printed", "whole"),
    [
        ("Plans,A,,45%,60,70%", "45%, 60 and 70%", "45%, 60% and 70%"),
        ("Plans on time,A,,120,75%,", "120 and 75%", "120% and 75%"),
        ("Plans,A,,45%,60,", "45% and 60", "45% and 60%"),
    ],
)
def test_a_value_without_a_sign_beside_a_percentage_is_asked_about(row: str, printed: str, whole: str) -> None:
    """120 plans beside a target of 75% made lower better, without a word."""
    draft = kpi(row)
    (doubt,) = asked(draft, Asks.SHARES)
    said = "some bear a percent sign: confirm them as they stand, or choose the percentages"
    assert doubt.says == f"Of {printed} {said} {whole}"
    assert figures(chosen(draft, Asks.SHARES, f"Percentages: {whole}"))[0] is Unit.PERCENT


@pytest.mark.parametrize("row", ["Plans on time,A,Percentage,45%,0.6,", "Percentage of plans,A,,0.45,60%,"])
def test_in_a_percentage_it_is_asked_of_each_such_value(row: str) -> None:
    draft = kpi(row)
    (doubt,) = asked(draft, Asks.TWO_WAYS)
    assert "as a share of 1" in doubt.says
    assert asked(draft, Asks.SHARES) == []


@pytest.mark.parametrize(
    ("unit", "target", "says", "others"),
    [
        ("Days", "2 weeks", "“2 weeks” of a KPI in days was read as 2 days: choose 14", ("14",)),
        ("Days", "1 month", "“1 month” of a KPI in days was read as 1 day: enter how many days it is", ()),
        ("Days", "5 wks", "“5 wks” of a KPI in days was read as 5 days: choose 35", ("35",)),
        ("Days", "5 wk.", "“5 wk.” of a KPI in days was read as 5 days: choose 35", ("35",)),
        ("Days", "5 fortnights", "“5 fortnights” of a KPI in days was read as 5 days: choose 70", ("70",)),
        ("Days", "2 terms", "“2 terms” of a KPI in days was read as 2 days: enter how many days it is", ()),
        ("Days", "35 hours", "“35 hours” of a KPI in days was read as 35 days: enter how many days it is", ()),
    ],
)
def test_a_target_in_weeks_of_a_kpi_in_days_is_asked_about(
    unit: str, target: str, says: str, others: tuple[str, ...]
) -> None:
    draft = kpi(f"Wait for an answer,A,{unit},30,20,{target}")
    (doubt,) = asked(draft, Asks.TARGET)
    assert (doubt.says, doubt.others) == (says, others)
    assert asked(draft, Asks.WORDS_BESIDE) == []
    for row in (f"Wait for an answer,A,Number,30,20,{target}", "Wait for an answer,A,Days,30,20,14 days"):
        assert asked(kpi(row), Asks.TARGET) == []


def test_a_baseline_in_weeks_of_a_kpi_in_days_is_asked_about_once() -> None:
    draft = kpi("Wait for an answer,A,Days,3 weeks,20,10")
    (doubt,) = asked(draft, Asks.BASELINE)
    assert (doubt.says, doubt.read) == ("“3 weeks” of a KPI in days was read as 3 days: choose 21", "3")
    assert asked(draft, Asks.WORDS_BESIDE) == []
    assert figures(chosen(draft, Asks.BASELINE, "21"))[1] == Decimal(21)
    for row in ("Wait for an answer,A,Number,3 weeks,20,10", "Wait for an answer,A,Days,3 (in two teams),20,10"):
        assert asked(kpi(row), Asks.BASELINE) == []
        assert len(asked(kpi(row), Asks.WORDS_BESIDE)) == 1


@pytest.mark.parametrize(
    ("baseline", "says", "others"),
    [
        ("6 weeks, 3 days", "was read as 6 days: choose 45", ("45",)),
        ("6 weeks and 3 days", "was read as 6 days: choose 45", ("45",)),
        ("6 and a half weeks", "was read as 6 days: choose 45.5", ("45.5",)),
        ("6 weeks (40 days)", "was read as 6 days: choose 42 or 40", ("42", "40")),
        ("6 weeks in 2022/23", "was read as 6 days: choose 42", ("42",)),
        ("6 weeks or 40 days", "was read as 6 days: enter how many days it is", ()),
        ("2 months (61 days)", "was read as 2 days: choose 61", ("61",)),
        ("40 (6 weeks)", "was read as 40 days: choose 42, or confirm 40", ("42",)),
    ],
)
def test_what_a_baseline_in_weeks_can_be_in_days(baseline: str, says: str, others: tuple[str, ...]) -> None:
    (doubt,) = asked(kpi(f'Wait for an answer,A,Days,"{baseline}",20,10'), Asks.BASELINE)
    assert (doubt.says, doubt.others) == (f"“{baseline}” of a KPI in days {says}", others)


@pytest.mark.parametrize(
    "baseline", ["42 (6 weeks)", "42 days (6 weeks)", "42 (in the last 4 weeks)", "42 (year to date)"]
)
def test_weeks_that_say_the_same_or_when_it_was_are_words_beside_the_figure(baseline: str) -> None:
    draft = kpi(f"Wait for an answer,A,Days,{baseline},20,10")
    assert (figures(draft)[1], asked(draft, Asks.BASELINE)) == (42, [])
    assert len(asked(draft, Asks.WORDS_BESIDE)) == 1


def test_a_week_of_working_days_may_be_five() -> None:
    draft = kpi("Average number of working days to answer,A,Days,30 (6 weeks),5 weeks,20")
    (doubt,) = asked(draft, Asks.TARGET)
    assert doubt.says == (
        "“5 weeks” of a KPI in days was read as 5 days: choose 35, or 25 where working days are counted"
    )
    assert doubt.others == ("35", "25")
    assert asked(draft, Asks.BASELINE) == []


def test_a_target_of_more_digits_than_a_figure_has_is_asked_about() -> None:
    for target in ("9" * 40, "12345678901"):
        draft = kpi(f"Answers,A,Number,30,{target},20")
        (doubt,) = asked(draft, Asks.TARGET)
        assert "is too large: enter a figure of at most 10 digits" in doubt.says
        assert figures(draft)[2] == ["None", "20"]
    assert asked(kpi("Answers,A,Number,30,1234567890,20"), Asks.TARGET) == []


def test_the_kpi_s_own_unit_beside_a_figure_is_not_asked_about() -> None:
    draft = kpi("Wait for an answer,A,Days,30 days,20 days,1 day")
    assert [each.asks for each in draft.doubts if set(each.about) & {"kpis/0/baseline", "kpis/0/targets/1/rule"}] == []
    assert figures(draft) == (Unit.DAYS, Decimal(30), ["20 days", "1 day"])
    assert len(asked(kpi("Answers,A,Number,30,20,14 days"), Asks.WORDS_BESIDE)) == 1


def test_shares_beside_a_unit_that_cannot_be_read_are_right_by_themselves() -> None:
    draft = kpi("Plans on time,A,n/k,0.3,0.6,0.95")
    (shares,), (unit,) = asked(draft, Asks.SHARES), asked(draft, Asks.UNIT)
    assert may_be_right(shares, open_paths(draft))
    assert not may_be_right(unit, open_paths(draft))
    after = settle(draft, {shares.key: Answer(How.RIGHT), unit.key: Answer(How.CORRECTED, {unit.about[0]: "Number"})})
    assert figures(after) == (Unit.COUNT, Decimal("0.3"), ["0.6", "0.95"])
    opened = settle(draft, {shares.key: Answer(How.RIGHT), unit.key: Answer(How.OPEN)})
    assert opened.kpis[0].unit.certainty is Certainty.OPEN
