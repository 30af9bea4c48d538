from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.state import Assessment, Baseline, Figure, FigureKind, State, assess, better, latest, next_target
from kpis.targets import Direction, Flag, Reason, Rule, RuleKind, Target, Unit, parse_rule

D = Decimal
JULY, SEPTEMBER, NOVEMBER = date(2023, 7, 31), date(2023, 9, 30), date(2023, 11, 30)
JANUARY, MAY = date(2024, 1, 31), date(2024, 5, 31)
FIRST_TABLE, SURVEYS = (JULY, NOVEMBER, JANUARY), (SEPTEMBER, JANUARY)
OUT_OF_ORDER = (JANUARY, SEPTEMBER, MAY)
STARTED, TODAY = date(2023, 1, 31), date(2023, 7, 10)
SIXTEEN = Baseline(D(16), STARTED)
VACANCIES = ("10% reduction", "25% reduction", "50% reduction")


def rules(*texts: str) -> list[Rule]:
    read = [parse_rule(text) for text in texts]
    assert all(isinstance(each, Rule) for each in read)
    return [each for each in read if isinstance(each, Rule)]


def rows(dates: tuple[date, ...], *texts: str) -> list[Target]:
    return [
        Target(f"Target {number}", due, rule)
        for number, (due, rule) in enumerate(zip(dates, rules(*texts), strict=False), 1)
    ]


def stand(
    value: str | None,
    as_at: date = date(2023, 6, 30),
    *,
    texts: tuple[str, ...] = VACANCIES,
    baseline: Baseline = SIXTEEN,
    direction: Direction = Direction.LOWER,
    kind: FigureKind = FigureKind.ACTUAL,
    comparable: bool = True,
    unplaced: bool = False,
    today: date = TODAY,
) -> Assessment:
    figure = None if value is None else Figure(D(value), as_at, kind, comparable)
    return assess(
        unplaced=unplaced,
        targets=rows(FIRST_TABLE, *texts),
        baseline=baseline,
        direction=direction,
        unit=Unit.COUNT,
        figure=figure,
        today=today,
    )


@dataclass(frozen=True)
class Printed:
    """A KPI as P2023 prints it, with how many there are like it."""

    times: int
    baseline: str
    dates: tuple[date, ...]
    texts: tuple[str, ...]
    expected: Reason | None
    unplaced: bool = False


UNPLACED, TARGET, BASELINE = Reason.UNPLACED_CELLS, Reason.TARGET_AWAITED, Reason.BASELINE_AWAITED
STARTERS = ("10% increase", "25% increase", "50% increase")
SICKNESS = ("10% reduction", "20% reduction", "40% reduction")
SURVEY = ("20%-point increase", "40%-point increase")
P2023 = [
    # section A
    Printed(1, "16", FIRST_TABLE, VACANCIES, None),
    Printed(1, "TBC", FIRST_TABLE, VACANCIES, BASELINE),
    Printed(2, "TBC", FIRST_TABLE, STARTERS, BASELINE),
    Printed(2, "TBC", FIRST_TABLE, VACANCIES, BASELINE),
    Printed(2, "TBC", FIRST_TABLE, SICKNESS, BASELINE),
    Printed(1, "29", FIRST_TABLE, VACANCIES, None),
    Printed(1, "TBC", FIRST_TABLE, VACANCIES, BASELINE),
    Printed(1, "0.83%", FIRST_TABLE, ("", "0.63%", "0.56%"), UNPLACED, unplaced=True),
    Printed(1, "13%", FIRST_TABLE, ("", "", "12.1%"), UNPLACED, unplaced=True),
    Printed(1, "11%", FIRST_TABLE, ("TBC", "TBC", "TBC"), TARGET),
    Printed(1, "20.6%", FIRST_TABLE, ("", "", "13.1%"), UNPLACED, unplaced=True),
    Printed(1, "15.9%", FIRST_TABLE, ("", "", "11.9%"), UNPLACED, unplaced=True),
    Printed(2, "To be developed", FIRST_TABLE, ("TBC", "", ""), TARGET),
    Printed(1, "Baseline to be established", SURVEYS, SURVEY, BASELINE),
    Printed(1, "Baseline to be established", SURVEYS, ("40%-point increase", "40%-point increase"), BASELINE),
    # section B
    Printed(1, "To be established", FIRST_TABLE, ("", "", ""), TARGET),
    Printed(8, "Baseline to be established", SURVEYS, SURVEY, BASELINE),
    # section C
    Printed(1, "13.0%", FIRST_TABLE, ("40%", "45%", "59.9%"), None),
    Printed(3, "TBC", FIRST_TABLE, ("", "", ""), TARGET),
    Printed(1, "1,600", FIRST_TABLE, ("800 of current backlog", "400 of backlog remaining", "0"), None),
    Printed(3, "Baseline to be established", SURVEYS, SURVEY, BASELINE),
    # section D
    Printed(1, "27%", FIRST_TABLE, ("34%", "41%", "50%"), None),
    Printed(1, "60%", FIRST_TABLE, ("70%", "80%", "85%"), None),
    Printed(1, "30%", FIRST_TABLE, ("35%", "50%", "65%"), None),
    Printed(1, "37%", FIRST_TABLE, ("55%", "65%", "75%"), None),
    Printed(1, "Baseline established", OUT_OF_ORDER, ("25%", "40%", "65% satisfaction"), None),
    Printed(2, "Baseline established", OUT_OF_ORDER, ("20%", "40%", "75% report a good experience of support"), None),
]


def baseline_of(printed: Printed) -> Baseline:
    read = parse_rule(printed.baseline)
    value = read.amount if isinstance(read, Rule) and read.kind is RuleKind.VALUE else None
    return Baseline(value, STARTED, to_be_developed=printed.baseline == "To be developed")


def assess_printed(printed: Printed, figure: Figure | None, today: date) -> Assessment:
    return assess(
        unplaced=printed.unplaced,
        targets=rows(printed.dates, *printed.texts),
        baseline=baseline_of(printed),
        direction=Direction.HIGHER,
        unit=Unit.NOT_STATED,
        figure=figure,
        today=today,
    )


@pytest.mark.parametrize("today", [date(2023, 5, 8), TODAY, date(2023, 12, 22), date(2024, 6, 1)])
@pytest.mark.parametrize("figure", [None, Figure(D(1), date(2023, 5, 1))])
def test_before_any_baseline_arrives_32_of_the_43_cannot_be_assessed(figure: Figure | None, today: date) -> None:
    states: Counter[State] = Counter()
    reasons: Counter[Reason | None] = Counter()
    for printed in P2023:
        found = assess_printed(printed, figure, today)
        assert found.reason == printed.expected, printed
        states[found.state] += printed.times
        reasons[found.reason] += printed.times
    assert sum(states.values()) == 43
    assert states[State.NOT_ASSESSABLE] == 32
    assert reasons == {UNPLACED: 4, TARGET: 7, BASELINE: 21, None: 11}
    if figure is None:
        assert states[State.NO_DATA] == 11


def test_13_of_the_43_have_a_numeric_baseline() -> None:
    assert sum(printed.times for printed in P2023 if baseline_of(printed).value is not None) == 13


def test_an_approved_baseline_resolves_every_target_that_waited_for_it() -> None:
    waiting = [printed for printed in P2023 if printed.expected is BASELINE]
    for printed in waiting:
        found = assess(
            unplaced=False,
            targets=rows(printed.dates, *printed.texts),
            baseline=Baseline(D(30), STARTED),
            direction=Direction.HIGHER,
            unit=Unit.NOT_STATED,
            figure=Figure(D(31), date(2023, 6, 30)),
            today=TODAY,
        )
        assert found.state not in (State.NOT_ASSESSABLE, State.PATH_UNKNOWN)
        assert found.target_value is not None


# from 16 on 31 January to 14.4 on 31 July: 14.674… is expected on 30 June, and a tenth of the way of 1.6 is tolerated
@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("14", State.MEETING_NOW),
        ("14.4", State.MEETING_NOW),
        ("14.6", State.ON_TRACK),
        ("14.8", State.AT_RISK),
        ("14.85", State.OFF_TRACK),
        ("15", State.OFF_TRACK),
        ("17", State.OFF_TRACK),
    ],
)
def test_the_latest_figure_stands_against_the_expected_position(value: str, state: State) -> None:
    found = stand(value)
    assert found.state is state
    assert found.target_value == D("14.4")
    assert found.distance == D(value) - D("14.4")
    assert found.expected is not None
    assert round(found.expected, 3) == D("14.674")


def test_exactly_on_the_path_is_on_track_and_exactly_the_tolerance_behind_is_at_risk() -> None:
    targets = [Target("Milestone 1", date(2023, 5, 11), Rule(RuleKind.VALUE, D(20)))]

    def state(value: str) -> State:
        figure = Figure(D(value), date(2023, 3, 22))
        return assess(
            unplaced=False,
            targets=targets,
            baseline=Baseline(D(10), STARTED),
            direction=Direction.HIGHER,
            unit=Unit.COUNT,
            figure=figure,
            today=date(2023, 4, 1),
        ).state

    assert state("15") is State.ON_TRACK
    assert state("14.9999") is State.AT_RISK
    assert state("14") is State.AT_RISK
    assert state("13.9999") is State.OFF_TRACK


def test_a_percentage_on_the_way_up_is_measured_the_other_way_round() -> None:
    found = stand("30", texts=("40%", "45%", "59.9%"), baseline=Baseline(D(13), STARTED), direction=Direction.HIGHER)
    assert found.state is State.OFF_TRACK
    assert found.distance == 10


def test_each_state_says_the_rule_that_decided_it() -> None:
    assert stand("14").rule == (
        "The latest figure already meets the milestone: 14 at 30 June 2023, 14.4 by 31 July 2023"
    )
    assert stand("15").rule == ("Against the expected position of 14.7: 15 at 30 June 2023, 14.4 by 31 July 2023")
    assert stand("15", kind=FigureKind.PROVISIONAL).rule == (
        "Against the expected position of 14.7: provisional 15 at 30 June 2023, 14.4 by 31 July 2023"
    )
    assert stand("50", texts=("40%", "45%", "0"), baseline=Baseline()).rule == (
        "Not yet met, path unknown (no baseline): 50 at 30 June 2023, 40 by 31 July 2023"
    )
    assert stand(None).rule == "No figure yet"
    assert stand("15", baseline=Baseline()).rule == "Not assessable: baseline awaited"
    assert stand("15", baseline=Baseline(to_be_developed=True)).rule == (
        "Not assessable: baseline awaited, the measure is still to be developed"
    )


@pytest.mark.parametrize(
    ("baseline", "as_at", "why"),
    [
        (Baseline(), date(2023, 6, 30), "no baseline"),
        (Baseline(D(16)), date(2023, 6, 30), "the baseline has no date"),
        (Baseline(D(16), STARTED), date(2023, 1, 30), "the figure is older than the baseline"),
    ],
)
def test_without_a_path_a_figure_is_not_yet_meeting_its_milestone(baseline: Baseline, as_at: date, why: str) -> None:
    found = stand("16", as_at, texts=("10", "8", "6"), baseline=baseline)
    assert found.state is State.PATH_UNKNOWN
    assert found.rule.startswith(f"Not yet met, path unknown ({why}): 16 at ")
    assert found.expected is None
    assert found.distance == 6


def test_without_a_path_a_milestone_can_still_be_met_or_missed() -> None:
    texts = ("10", "8", "6")
    assert stand("10", texts=texts, baseline=Baseline()).state is State.MEETING_NOW
    assert stand("6", JANUARY, texts=texts, baseline=Baseline(), today=MAY).state is State.MET
    assert stand("7", JANUARY, texts=texts, baseline=Baseline(), today=MAY).state is State.OFF_TRACK


def test_projected_figures_never_count_and_provisional_ones_do_marked() -> None:
    projected = stand("1", kind=FigureKind.PROJECTED)
    assert projected.state is State.NO_DATA
    assert projected.rule == "Projected figures only: they never count as met"
    provisional = stand("14", kind=FigureKind.PROVISIONAL)
    assert provisional.state is State.MEETING_NOW
    assert provisional.provisional
    assert not stand("14").provisional


@pytest.mark.parametrize(
    ("value", "as_at", "today", "state"),
    [
        ("8", JANUARY, date(2024, 2, 1), State.MET),
        ("8.1", JANUARY, date(2024, 2, 1), State.OFF_TRACK),
        ("8", date(2023, 12, 31), date(2024, 2, 1), State.MEETING_NOW),
        ("9.9", date(2023, 12, 31), date(2024, 2, 1), State.ON_TRACK),
        ("8", JANUARY, JANUARY, State.MET),
    ],
)
def test_once_the_last_date_has_come_its_figure_decides(value: str, as_at: date, today: date, state: State) -> None:
    found = stand(value, as_at, today=today)
    assert found.state is state
    assert found.milestone is not None
    assert found.milestone.due == JANUARY


def test_the_next_milestone_is_the_first_due_today_or_later() -> None:
    targets = rows(OUT_OF_ORDER, "25%", "40%", "65%")
    assert [
        target.due
        for day in (TODAY, SEPTEMBER, date(2023, 10, 1), date(2025, 1, 1))
        if (target := next_target(targets, day))
    ] == [
        SEPTEMBER,
        SEPTEMBER,
        JANUARY,
        MAY,
    ]
    assert next_target([], TODAY) is None


def test_a_milestone_still_awaited_is_not_skipped_for_a_later_one() -> None:
    texts = ("10", "TBC", "8")
    assert stand("15", texts=texts).state is State.OFF_TRACK
    assert stand("15", texts=texts, today=date(2023, 8, 1)).reason is Reason.TARGET_AWAITED
    assert stand("15", texts=texts, today=date(2023, 12, 1)).state is State.OFF_TRACK


@pytest.mark.parametrize(
    ("without", "reason"),
    [
        (0, Reason.UNPLACED_CELLS),
        (1, Reason.TARGET_AWAITED),
        (2, Reason.BASELINE_AWAITED),
        (3, Reason.DIRECTION_NOT_SET),
        (4, None),
        (5, Reason.SERIES_BREAK),
    ],
)
def test_what_is_missing_is_told_by_its_first_reason(without: int, reason: Reason | None) -> None:
    found = stand(
        None if without == 4 else "15",
        unplaced=without < 1,
        texts=("TBC", "TBC", "TBC") if without < 2 else VACANCIES,
        baseline=Baseline() if without < 3 else Baseline(D(16), STARTED),
        direction=Direction.NOT_SET if without < 4 else Direction.LOWER,
        comparable=False,
    )
    assert found.reason == reason
    assert found.state is (State.NO_DATA if without == 4 else State.NOT_ASSESSABLE)


def test_a_kpi_without_any_target_awaits_one() -> None:
    assert stand("15", texts=()).reason is Reason.TARGET_AWAITED


def test_a_percentage_change_of_a_zero_baseline_is_not_assessable() -> None:
    assert stand("0", baseline=Baseline(D(0), STARTED)).reason is Reason.UNDEFINED_CHANGE


def test_an_unattainable_target_is_flagged_beside_the_state() -> None:
    found = assess(
        unplaced=False,
        targets=rows(SURVEYS, *SURVEY),
        baseline=Baseline(D(90), STARTED),
        direction=Direction.HIGHER,
        unit=Unit.PERCENT,
        figure=Figure(D(95), date(2023, 6, 30)),
        today=TODAY,
    )
    assert found.target_value == 110
    assert found.flags == (Flag.UNATTAINABLE,)


def test_the_latest_figure_is_never_a_projected_or_a_future_one() -> None:
    actual = Figure(D(1), date(2023, 5, 31))
    provisional = Figure(D(2), date(2023, 5, 31), FigureKind.PROVISIONAL)
    projected = Figure(D(3), date(2023, 6, 30), FigureKind.PROJECTED)
    later = Figure(D(4), date(2023, 7, 31))
    assert latest([later, projected, provisional, actual], TODAY) == actual
    assert latest([later, projected, provisional], TODAY) == provisional
    assert latest([later, projected, actual], JULY) == later
    assert latest([projected], TODAY) is None


values = st.decimals(min_value=0, max_value=100, places=1, allow_nan=False, allow_infinity=False)


@given(
    value=values,
    baseline=st.none() | values,
    dated=st.booleans(),
    texts=st.lists(st.sampled_from(["45%", "0", "25% reduction", "20%-point increase", "TBC", ""]), max_size=3),
    direction=st.sampled_from(Direction),
    kind=st.sampled_from(FigureKind),
    as_at=st.dates(date(2022, 12, 1), date(2024, 6, 1)),
    today=st.dates(date(2023, 1, 1), date(2024, 6, 1)),
)
def test_a_state_always_agrees_with_its_distance(
    value: Decimal,
    baseline: Decimal | None,
    dated: bool,
    texts: list[str],
    direction: Direction,
    kind: FigureKind,
    as_at: date,
    today: date,
) -> None:
    found = assess(
        unplaced=False,
        targets=rows(FIRST_TABLE, *texts),
        baseline=Baseline(baseline, STARTED if dated else None),
        direction=direction,
        unit=Unit.PERCENT,
        figure=Figure(value, as_at, kind),
        today=today,
    )
    assert (found.reason is not None) == (found.state is State.NOT_ASSESSABLE)
    assert found.rule
    if found.state in (State.MET, State.MEETING_NOW):
        assert found.distance is not None
        assert found.distance <= 0
        assert kind is not FigureKind.PROJECTED
    elif found.distance is not None:
        assert found.distance > 0
    if found.state in (State.ON_TRACK, State.AT_RISK):
        assert found.expected is not None


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        (State.OFF_TRACK, State.AT_RISK, True),
        (State.AT_RISK, State.ON_TRACK, True),
        (State.ON_TRACK, State.MEETING_NOW, True),
        (State.MEETING_NOW, State.MET, True),
        (State.PATH_UNKNOWN, State.MEETING_NOW, True),
        (State.PATH_UNKNOWN, State.MET, True),
        (State.PATH_UNKNOWN, State.ON_TRACK, None),
        (State.PATH_UNKNOWN, State.OFF_TRACK, None),
        (State.NO_DATA, State.MET, None),
        (State.NOT_ASSESSABLE, State.OFF_TRACK, None),
        (State.NO_DATA, State.PATH_UNKNOWN, None),
    ],
)
def test_each_step_towards_met_is_better_and_the_way_back_is_worse(was: State, now: State, says: bool | None) -> None:
    assert better(was, now) is says
    assert better(now, was) is (None if says is None else not says)


@pytest.mark.parametrize("each", State)
def test_a_state_is_not_better_than_itself(each: State) -> None:
    assert better(each, each) is None
