from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.targets import (
    Direction,
    Flag,
    NotAssessable,
    Reason,
    Resolved,
    Rule,
    RuleKind,
    Target,
    UndefinedChange,
    Unit,
    Unreadable,
    formula,
    meets,
    oddities,
    parse_rule,
    plain,
    resolve,
    shown,
    still_to_go,
    value_from,
)

D = Decimal
decimals = st.decimals(min_value=0, max_value=99999, places=4, allow_nan=False, allow_infinity=False)
percentages = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False, allow_infinity=False)
directions = st.sampled_from([Direction.HIGHER, Direction.LOWER])


def rule(text: str) -> Rule:
    read = parse_rule(text)
    assert isinstance(read, Rule), read
    return read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45%", Rule(RuleKind.VALUE, D(45), percent_sign=True)),
        ("59.9%", Rule(RuleKind.VALUE, D("59.9"), percent_sign=True)),
        ("0.63%", Rule(RuleKind.VALUE, D("0.63"), percent_sign=True)),
        ("45 per cent", Rule(RuleKind.VALUE, D(45), percent_sign=True)),
        ("800", Rule(RuleKind.VALUE, D(800))),
        ("0", Rule(RuleKind.VALUE, D(0))),
        ("1,600", Rule(RuleKind.VALUE, D(1600))),
        ("800 of current backlog", Rule(RuleKind.VALUE, D(800), "of current backlog")),
        ("400 of backlog remaining", Rule(RuleKind.VALUE, D(400), "of backlog remaining")),
        ("90% of current staff trained", Rule(RuleKind.VALUE, D(90), "of current staff trained", percent_sign=True)),
        ("65% satisfaction", Rule(RuleKind.VALUE, D(65), "satisfaction", percent_sign=True)),
        (
            "75% report a good experience of support",
            Rule(RuleKind.VALUE, D(75), "report a good experience of support", percent_sign=True),
        ),
        ("25% reduction", Rule(RuleKind.PERCENT_REDUCTION, D(25), percent_sign=True)),
        ("25 % decrease", Rule(RuleKind.PERCENT_REDUCTION, D(25), percent_sign=True)),
        ("reduction of 12.5%", Rule(RuleKind.PERCENT_REDUCTION, D("12.5"), percent_sign=True)),
        ("Reduce by 10% from baseline", Rule(RuleKind.PERCENT_REDUCTION, D(10), percent_sign=True)),
        ("50% increase", Rule(RuleKind.PERCENT_INCREASE, D(50), percent_sign=True)),
        ("Increase of 10 per cent on the baseline", Rule(RuleKind.PERCENT_INCREASE, D(10), percent_sign=True)),
        ("20%-point increase", Rule(RuleKind.POINT_INCREASE, D(20), percent_sign=True)),
        ("20%–point increase", Rule(RuleKind.POINT_INCREASE, D(20), percent_sign=True)),
        ("20 percentage points increase", Rule(RuleKind.POINT_INCREASE, D(20), percent_sign=True)),
        ("20 percentage point reduction", Rule(RuleKind.POINT_REDUCTION, D(20), percent_sign=True)),
        ("increase by 20 percentage points", Rule(RuleKind.POINT_INCREASE, D(20), percent_sign=True)),
        ("TBC", Rule(RuleKind.AWAITED)),
        ("tbc.", Rule(RuleKind.AWAITED)),
        ("To be established", Rule(RuleKind.AWAITED)),
        ("", Rule(RuleKind.AWAITED)),
        ("  \n ", Rule(RuleKind.AWAITED)),
        ("–", Rule(RuleKind.AWAITED)),
    ],
)
def test_a_printed_target_is_read_as_its_rule(text: str, expected: Rule) -> None:
    assert parse_rule(text) == expected


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("13,1%", "comma as its decimal mark"),
        ("13,1% reduction", "comma as its decimal mark"),
        ("16 January 2023", "more than one number"),
        ("16 January", "looks like a date"),
        ("40% by 2024", "more than one number"),
        ("40-50%", "more than one number"),
        ("12.1% (AY22/23)", "more than one number"),
        ("0.83% TBC 0.63% 0.56%", "more than one number"),
        ("10% reduction each month", "compares in words"),
        ("10 reduction", "compares in words"),
        ("5 fewer", "compares in words"),
        ("at least 45%", "compares in words"),
        ("85% or more", "compares in words"),
        ("half of 800", "compares in words"),
        ("80% of baseline", "compares in words"),
        ("110% of the baseline", "compares in words"),
        ("25% cut", "compares in words"),
        ("25% decline", "compares in words"),
        ("25% growth", "compares in words"),
        ("25% uplift", "compares in words"),
        ("25% off", "compares in words"),
        ("5% deterioration", "compares in words"),
        ("10% year on year", "compares in words"),
        ("3 pp", "compares in words"),
        ("3pp", "compares in words"),
        ("3%pp", "compares in words"),
        ("20 ppt", "compares in words"),
        ("3 percentage pts", "compares in words"),
        ("25% of current", "is a share of another number"),
        ("90% of last year’s level", "is a share of another number"),
        ("<5", "begins with a sign"),
        ("-5%", "begins with a sign"),
        ("+10%", "begins with a sign"),
        ("20 percentage points", "does not say which way"),
        ("20%-points", "does not say which way"),
        ("20 points", "does not say which way"),
        ("good", "is not a target"),
        ("about 45%", "is not a target"),
        ("£800", "is not a target"),
        ("45%%", "is not a target"),
        ("1.2.3", "is not a target"),
        ("١٢%", "is not a target"),
    ],
)
def test_a_target_that_could_mean_two_things_is_asked_about(text: str, doubt: str) -> None:
    read = parse_rule(text)
    assert isinstance(read, Unreadable)
    assert doubt in read.reason
    assert text in read.reason
    assert "write" in read.reason


@given(text=st.text(max_size=60))
def test_any_text_gives_a_rule_or_a_reason_and_never_an_error(text: str) -> None:
    read = parse_rule(text)
    assert read.reason if isinstance(read, Unreadable) else (read.amount is None) == (read.kind is RuleKind.AWAITED)


@given(kind=st.sampled_from(RuleKind), amount=decimals)
def test_a_rule_says_itself_so_that_it_reads_back(kind: RuleKind, amount: Decimal) -> None:
    awaited = kind is RuleKind.AWAITED
    said = Rule(kind) if awaited else Rule(kind, amount, percent_sign=kind is not RuleKind.VALUE)
    assert parse_rule(str(said)) == said


def test_the_words_beside_a_value_are_said_with_it() -> None:
    for text in ("800 of current backlog", "65% satisfaction", "25% reduction", "20%-point increase", "TBC"):
        assert str(rule(text)) == text


BASELINE = NotAssessable(Reason.BASELINE_AWAITED)
AWAITED = NotAssessable(Reason.TARGET_AWAITED)


@pytest.mark.parametrize(
    ("text", "with_16", "with_none"),
    [
        ("45%", Resolved(D(45)), Resolved(D(45))),
        ("800", Resolved(D(800)), Resolved(D(800))),
        ("0", Resolved(D(0)), Resolved(D(0))),
        ("25% reduction", Resolved(D(12)), BASELINE),
        ("25% increase", Resolved(D(20)), BASELINE),
        ("10% reduction", Resolved(D("14.4")), BASELINE),
        ("20%-point increase", Resolved(D(36)), BASELINE),
        ("10%-point reduction", Resolved(D(6)), BASELINE),
        ("TBC", AWAITED, AWAITED),
        ("", AWAITED, AWAITED),
    ],
)
def test_targets_resolve_as_the_table_says(
    text: str, with_16: Resolved | NotAssessable, with_none: Resolved | NotAssessable
) -> None:
    assert resolve(rule(text), D(16), Unit.NOT_STATED) == with_16
    assert resolve(rule(text), None, Unit.NOT_STATED) == with_none


def test_ten_per_cent_off_16_is_met_by_14_and_not_by_15() -> None:
    target = resolve(rule("10% reduction"), D(16), Unit.COUNT)
    assert target == Resolved(D("14.4"))
    assert meets(D(14), D("14.4"), Direction.LOWER)
    assert meets(D("14.4"), D("14.4"), Direction.LOWER)
    assert not meets(D("14.4001"), D("14.4"), Direction.LOWER)
    assert not meets(D(15), D("14.4"), Direction.LOWER)


@pytest.mark.parametrize("baseline", [D(0), D("0.0000"), D(-4)])
@pytest.mark.parametrize("text", ["25% reduction", "25% increase"])
def test_a_percentage_change_of_nothing_is_refused_and_a_value_asked_for(text: str, baseline: Decimal) -> None:
    with pytest.raises(UndefinedChange, match="write the value to reach instead"):
        value_from(rule(text), baseline)
    assert resolve(rule(text), baseline, Unit.COUNT) == NotAssessable(Reason.UNDEFINED_CHANGE)


def test_points_and_values_work_from_a_baseline_of_zero() -> None:
    assert value_from(rule("20%-point increase"), D(0)) == 20
    assert value_from(rule("45%"), D(0)) == 45


@pytest.mark.parametrize(
    ("text", "baseline", "unit", "value", "flags"),
    [
        ("20%-point increase", "90", Unit.PERCENT, "110", (Flag.UNATTAINABLE,)),
        ("20%-point increase", "80", Unit.PERCENT, "100", ()),
        ("20%-point reduction", "16", Unit.PERCENT, "-4", (Flag.UNATTAINABLE,)),
        ("16%-point reduction", "16", Unit.PERCENT, "0", ()),
        ("120%", "90", Unit.PERCENT, "120", (Flag.UNATTAINABLE,)),
        ("120", "90", Unit.COUNT, "120", ()),
        ("150% reduction", "16", Unit.COUNT, "-8", (Flag.UNATTAINABLE,)),
        ("45%", "16", Unit.COUNT, "45", (Flag.UNIT_DIFFERS,)),
        ("20%-point increase", "16", Unit.DAYS, "36", (Flag.UNIT_DIFFERS,)),
        ("25% reduction", "16", Unit.COUNT, "12", ()),
    ],
)
def test_an_odd_target_is_flagged_and_never_capped(
    text: str, baseline: str, unit: Unit, value: str, flags: tuple[Flag, ...]
) -> None:
    assert resolve(rule(text), D(baseline), unit) == Resolved(D(value), flags)


@given(baseline=decimals.filter(bool), percent=percentages)
def test_percentage_changes_are_exact(baseline: Decimal, percent: Decimal) -> None:
    down = value_from(Rule(RuleKind.PERCENT_REDUCTION, percent), baseline)
    up = value_from(Rule(RuleKind.PERCENT_INCREASE, percent), baseline)
    assert down is not None
    assert up is not None
    assert Fraction(down) == Fraction(baseline) * (100 - Fraction(percent)) / 100
    assert Fraction(up) == Fraction(baseline) * (100 + Fraction(percent)) / 100


@given(value=decimals, target=decimals, direction=directions)
def test_what_meets_a_target_has_nothing_still_to_go(value: Decimal, target: Decimal, direction: Direction) -> None:
    better = value >= target if direction is Direction.HIGHER else value <= target
    assert meets(value, target, direction) == better
    assert abs(still_to_go(value, target, direction)) == abs(value - target)


def test_without_a_direction_nothing_meets_anything() -> None:
    with pytest.raises(ValueError, match="Set the direction first"):
        meets(D(1), D(1), Direction.NOT_SET)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1600.0000", Unit.COUNT, "1,600"),
        ("14.4000", Unit.NOT_STATED, "14.4"),
        ("13.10", Unit.PERCENT, "13.1%"),
        ("12", Unit.DAYS, "12 days"),
        ("0.00", Unit.PERCENT, "0%"),
        ("-0.5", Unit.COUNT, "-0.5"),
        ("1E+3", Unit.COUNT, "1,000"),
    ],
)
def test_values_are_shown_as_people_write_them(value: str, unit: Unit, said: str) -> None:
    assert shown(D(value), unit) == said


@given(value=decimals)
def test_a_plain_number_loses_nothing(value: Decimal) -> None:
    assert D(plain(value).replace(",", "")) == value


JULY, SEPTEMBER, NOVEMBER = date(2023, 7, 31), date(2023, 9, 30), date(2023, 11, 30)
JANUARY, MAY = date(2024, 1, 31), date(2024, 5, 31)
LONG_STOP = date(2024, 2, 29)


def odd(*targets: tuple[str, date, str], baseline: str | None, direction: Direction) -> list[tuple[str, Flag, str]]:
    rows = [Target(label, due, rule(text)) for label, due, text in targets]
    found = oddities(
        rows,
        baseline=None if baseline is None else D(baseline),
        unit=Unit.PERCENT,
        direction=direction,
        long_stop=LONG_STOP,
    )
    return [(oddity.target.label, oddity.flag, oddity.sentence) for oddity in found]


def test_section_d_s_second_table_is_out_of_order_falls_back_and_runs_past_the_long_stop() -> None:
    assert odd(
        ("Milestone 1", JANUARY, "25%"),
        ("Milestone 2", SEPTEMBER, "40%"),
        ("Target", MAY, "65% satisfaction"),
        baseline=None,
        direction=Direction.HIGHER,
    ) == [
        ("Target", Flag.AFTER_LONG_STOP, "Target is due on 31 May 2024, after the notice's 29 February 2024"),
        ("Milestone 2", Flag.OUT_OF_ORDER, "Milestone 2 is printed after Milestone 1 but due before it"),
        ("Milestone 1", Flag.NOT_MONOTONIC, "Milestone 1 asks for less than Milestone 2, which is due before it"),
    ]


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        (
            [("Goal", SEPTEMBER, "40%"), ("Goal", JANUARY, "30%")],
            ["Goal (31 January 2024) asks for less than Goal (30 September 2023), which is due before it"],
        ),
        (
            [("Goal", SEPTEMBER, "40%"), ("Goal", JANUARY, "45%"), ("Target", LONG_STOP, "45%")],
            ["Target asks for the same as Goal (31 January 2024) before it"],
        ),
        (
            [("Goal", JANUARY, "50%"), ("Goal", SEPTEMBER, "40%")],
            ["Goal (30 September 2023) is printed after Goal (31 January 2024) but due before it"],
        ),
        (
            [("Goal", SEPTEMBER, "20%"), ("Goal", JANUARY, "120%")],
            ["Goal (31 January 2024) asks for 120%, which cannot be reached"],
        ),
        (
            [("Goal", SEPTEMBER, "TBC"), ("Goal", JANUARY, "5% reduction")],
            ["Goal (31 January 2024) asks for “5% reduction”, but higher is better"],
        ),
        (
            [("Goal", SEPTEMBER, "20%"), ("Goal", MAY, "30%")],
            ["Goal is due on 31 May 2024, after the notice's 29 February 2024"],
        ),
    ],
)
def test_of_targets_with_one_label_a_sentence_names_the_days(
    targets: list[tuple[str, date, str]], said: list[str]
) -> None:
    assert [sentence for _, _, sentence in odd(*targets, baseline=None, direction=Direction.HIGHER)] == said


def test_a_milestone_that_equals_its_target_is_flagged_before_any_baseline_arrives() -> None:
    targets = (("Milestone 1", SEPTEMBER, "40%-point increase"), ("Target", JANUARY, "40%-point increase"))
    expected = [("Target", Flag.SAME_AS_BEFORE, "Target asks for the same as Milestone 1 before it")]
    assert odd(*targets, baseline=None, direction=Direction.HIGHER) == expected
    assert odd(*targets, baseline="30", direction=Direction.HIGHER) == expected


def test_a_change_against_the_direction_and_an_unattainable_one_are_flagged() -> None:
    assert odd(("Target", JANUARY, "20%-point reduction"), baseline="16", direction=Direction.HIGHER) == [
        ("Target", Flag.UNATTAINABLE, "Target asks for -4%, which cannot be reached"),
        ("Target", Flag.AGAINST_DIRECTION, "Target asks for “20%-point reduction”, but higher is better"),
    ]


@pytest.mark.parametrize(
    ("rule", "direction", "said"),
    [
        ("15%", Direction.HIGHER, "Target asks for 15%, which is worse than the baseline, 16%: higher is better"),
        ("17%", Direction.LOWER, "Target asks for 17%, which is worse than the baseline, 16%: lower is better"),
        ("16%", Direction.HIGHER, ""),
        ("17%", Direction.HIGHER, ""),
        ("15%", Direction.NOT_SET, ""),
    ],
)
def test_a_target_worse_than_the_baseline_is_against_the_direction(rule: str, direction: Direction, said: str) -> None:
    expected = [("Target", Flag.AGAINST_DIRECTION, said)] if said else []
    assert odd(("Target", JANUARY, rule), baseline="16", direction=direction) == expected
    assert odd(("Target", JANUARY, rule), baseline=None, direction=direction) == []


def test_ordinary_targets_have_nothing_odd_about_them() -> None:
    targets = (("Milestone 1", JULY, "10% reduction"), ("Milestone 2", NOVEMBER, "25% reduction"))
    for baseline in (None, "16"):
        assert odd(*targets, ("Target", JANUARY, "50% reduction"), baseline=baseline, direction=Direction.LOWER) == []
    mixed = (("Milestone 1", JULY, "TBC"), ("Milestone 2", NOVEMBER, "12.1%"))
    assert odd(*mixed, ("Target", JANUARY, "10% reduction"), baseline=None, direction=Direction.LOWER) == []


def test_a_target_on_the_long_stop_or_on_the_day_of_the_one_before_is_in_order() -> None:
    targets = (("Milestone 1", LONG_STOP, "40%"), ("Target", LONG_STOP, "45%"))
    assert odd(*targets, baseline=None, direction=Direction.HIGHER) == []


@pytest.mark.parametrize(
    ("text", "baseline", "expected"),
    [
        ("25% reduction", "16", "16 × (1 − 25/100)"),
        ("25% increase", "1600.50", "1,600.5 × (1 + 25/100)"),
        ("20%-point increase", "16", "16 + 20"),
        ("2.5 points reduction", "16", "16 − 2.5"),
        ("45%", "16", ""),
        ("TBC", "16", ""),
    ],
)
def test_how_a_value_follows_from_the_baseline_can_be_said(text: str, baseline: str, expected: str) -> None:
    assert formula(rule(text), D(baseline)) == expected
