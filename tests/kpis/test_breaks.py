"""What is compared across the days on which a series starts anew, and what is told of late figures and judgements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kpis import actions, targets
from kpis.models import Baseline, Direction, FigureKind, JudgedState, Kpi, Measurement, Target, Unit
from kpis.pictures import chart_data
from kpis.quality import Matter, of_kpis
from kpis.reading import KpiReading, read_kpis
from kpis.reading.breaks import Series
from kpis.shown import baselines, points, stale
from kpis.state import State
from kpis.targets import Reason
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
JANUARY, NOVEMBER = date(2024, 1, 31), date(2023, 11, 30)


@pytest.fixture
def kpi() -> Kpi:
    """16 in January, 12 wanted next January; 15 in August, 13 in November."""
    row = make.Kpi(unit=Unit.COUNT, direction=Direction.LOWER)
    make.Baseline(notice=row.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=row.notice, kpi=row, rule="12", due_on=JANUARY)
    for value, as_at in (("15", date(2023, 8, 31)), ("13", NOVEMBER)):
        make.Measurement(notice=row.notice, kpi=row, value=Decimal(value), as_at=as_at)
    return row


def told(kpi: Kpi, on: date = TODAY) -> KpiReading:
    (found,) = read_kpis(kpi.notice, on)
    return found


def anew(kpi: Kpi, from_on: date, why: str = "Leavers are counted otherwise") -> None:
    make.Redefinition(notice=kpi.notice, kpi=kpi, from_on=from_on, why=why)


# --- series breaks -------------------------------------------------------------------------------


def test_the_first_figure_on_or_after_a_redefinition_starts_the_series_anew(kpi: Kpi) -> None:
    anew(kpi, date(2023, 10, 1))
    found = told(kpi)
    assert [figure.series_break for figure in found.figures] == [False, True]
    assert [(each.on, each.why) for each in found.breaks] == [(date(2023, 10, 1), "Leavers are counted otherwise")]
    assert (found.state, found.reason) == (State.NOT_ASSESSABLE, Reason.SERIES_BREAK)


@pytest.mark.parametrize("from_on", [date(2023, 1, 31), date(2022, 4, 1), date(2023, 12, 1), date(2024, 4, 1)])
def test_a_redefinition_before_the_baseline_or_after_the_latest_figure_parts_nothing(kpi: Kpi, from_on: date) -> None:
    before = told(kpi).state
    anew(kpi, from_on)
    assert (told(kpi).state, told(kpi).reason) == (before, None)


def test_the_baseline_of_a_series_is_the_one_that_was_approved_since_it_began(kpi: Kpi) -> None:
    anew(kpi, date(2023, 10, 1))
    Baseline.objects.filter(kpi=kpi).update(as_at=date(2023, 10, 1))
    assert told(kpi).reason is None
    assert told(kpi).outlived is None
    Baseline.objects.filter(kpi=kpi).update(as_at=date(2023, 9, 30))
    assert told(kpi).reason is Reason.SERIES_BREAK


@pytest.mark.parametrize("as_at", [date(2023, 1, 31), None])
def test_a_baseline_of_before_the_series_break_is_said_not_to_count(kpi: Kpi, as_at: date | None) -> None:
    Baseline.objects.filter(kpi=kpi).update(as_at=as_at)
    assert [row.counts for row in baselines(told(kpi))] == ["counts now"]
    anew(kpi, date(2023, 10, 1))
    found = told(kpi)
    assert found.outlived is not None
    assert found.outlived.on == date(2023, 10, 1)
    assert [row.counts for row in baselines(found)] == ["does not count since the series break"]
    says = "The series starts anew on 1 October 2023: the baseline of 16 is from before it"
    assert [each.says for each in of_kpis([found]) if each.matter is Matter.BASELINE_OUTLIVED] == [says]


def test_a_break_after_the_latest_figure_leaves_the_baseline_counting(kpi: Kpi) -> None:
    anew(kpi, date(2023, 12, 1))
    assert told(kpi).outlived is None
    assert Matter.BASELINE_OUTLIVED not in {each.matter for each in of_kpis([told(kpi)])}


@pytest.mark.usefixtures("story_day")
def test_page_and_list_say_that_the_baseline_is_from_before_the_series_break(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])
    make.Baseline(notice=cast.notice, kpi=row)
    make.Measurement(notice=cast.notice, kpi=row)
    anew(row, date(2023, 10, 1))
    page, data = "/notices/devon/kpis/A-K1/", as_("data lead")
    shown = data.get(page).content.decode()
    assert "Approved, does not count since the series break" in shown
    assert "A new baseline is needed" in shown
    assert "counts now" not in shown
    assert "Does not count since the series break" in data.get("/notices/devon/kpis/").content.decode()


def rebased(kpi: Kpi, rule: str) -> None:
    decision = make.Decision(notice=kpi.notice, decided_on=date(2023, 12, 14))
    row = actions.TargetRow("Target", JANUARY, rule)
    actions.rebase_targets(kpi=kpi, targets=[row], decision=decision, by=make.User(), at=NOW, seen_version=kpi.version)


def test_rebased_targets_compare_again_but_nothing_is_expected_by_the_old_baseline(kpi: Kpi) -> None:
    anew(kpi, date(2023, 10, 1))
    rebased(kpi, "11")
    found = told(kpi)
    assert found.state is State.PATH_UNKNOWN
    assert "the baseline is from before the series break" in found.rule
    assert chart_data(found, TODAY).expected == []


def test_a_rebased_change_from_the_old_baseline_still_does_not_compare(kpi: Kpi) -> None:
    anew(kpi, date(2023, 10, 1))
    rebased(kpi, "25% reduction")
    assert told(kpi).reason is Reason.SERIES_BREAK


def test_a_figure_of_before_does_not_meet_targets_that_were_rebased_after_the_break(kpi: Kpi) -> None:
    Baseline.objects.filter(kpi=kpi).update(as_at=None)
    anew(kpi, date(2023, 12, 1))
    rebased(kpi, "20")
    assert told(kpi).reason is Reason.SERIES_BREAK


def test_chart_table_and_words_say_where_a_series_starts_anew_and_why(kpi: Kpi) -> None:
    anew(kpi, date(2023, 10, 1))
    found = told(kpi)
    data = chart_data(found, TODAY)
    assert data.breaks == [date(2023, 10, 1)]
    assert "The series starts anew on 1 October 2023" in data.text_alternative()
    assert "(Leavers are counted otherwise)" in data.text_alternative()
    assert ("1 October 2023", "", "The series starts anew: Leavers are counted otherwise") in points(found, data)
    assert data.expected[-1][0] == date(2023, 10, 1)
    assert (data.milestones, [mark.value for mark in data.outlived]) == ([], [12])
    assert "Set before the series started anew, and not drawn: " in data.text_alternative()
    assert any(what.endswith("set before the series started anew, not drawn") for _, _, what in points(found, data))


def test_a_break_to_come_is_not_drawn_yet(kpi: Kpi) -> None:
    anew(kpi, date(2024, 9, 1))
    assert chart_data(told(kpi), TODAY).breaks == []


def test_a_break_that_a_figure_and_a_redefinition_tell_is_told_once(kpi: Kpi) -> None:
    Measurement.objects.filter(kpi=kpi, as_at=NOVEMBER).update(series_break=True, note="The same")
    anew(kpi, date(2023, 10, 1))
    assert [each.on for each in told(kpi).breaks] == [date(2023, 10, 1)]


def test_a_figure_of_the_first_day_of_a_new_series_is_in_its_unit_and_one_of_the_day_before_is_not() -> None:
    units = ((date(2023, 10, 1), targets.Unit.PERCENT),)
    series = Series((), (), frozenset(), None, targets.Unit.DAYS, units)
    assert series.unit_at(date(2023, 9, 30)) is targets.Unit.PERCENT
    assert series.unit_at(date(2023, 10, 1)) is targets.Unit.DAYS


def test_a_trend_does_not_reach_across_a_redefinition(kpi: Kpi) -> None:
    for month in range(1, 8):
        make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(30 - month), as_at=date(2023, month, 28))
    Measurement.objects.filter(kpi=kpi, as_at__gte=date(2023, 8, 1)).delete()
    assert "Falling" in told(kpi).trend
    anew(kpi, date(2023, 5, 1))
    assert told(kpi).trend == ""


def test_a_trend_does_not_reach_across_a_break_whose_first_figure_is_a_forecast(kpi: Kpi) -> None:
    for month in range(1, 8):
        make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(30 - month), as_at=date(2023, month, 28))
    Measurement.objects.filter(kpi=kpi, as_at__gte=date(2023, 8, 1)).delete()
    make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 5, 20), kind="projected")
    anew(kpi, date(2023, 5, 10))
    assert told(kpi).trend == ""


def test_a_passed_milestone_is_not_called_met_by_a_figure_across_a_break(kpi: Kpi) -> None:
    make.Target(notice=kpi.notice, kpi=kpi, rule="14", due_on=NOVEMBER)
    assert [each.past for each in kpi_figures(told(kpi)).targets] == ["met", ""]
    anew(kpi, date(2023, 10, 1))
    assert [each.past for each in kpi_figures(told(kpi)).targets] == ["", ""]


def test_a_change_from_a_baseline_of_before_a_break_is_never_called_met_since(kpi: Kpi) -> None:
    anew(kpi, date(2023, 9, 1))
    rebased(kpi, "25% reduction")
    Measurement.objects.filter(kpi=kpi).update(value=Decimal(1))
    Target.objects.filter(kpi=kpi).update(due_on=date(2023, 12, 10))
    make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(1), as_at=date(2023, 12, 10))
    found = told(kpi)
    assert found.reason is Reason.SERIES_BREAK
    assert [each.past for each in kpi_figures(found).targets] == [""]


# --- another unit --------------------------------------------------------------------------------


def in_percent(kpi: Kpi) -> Kpi:
    sheet = replace(actions.Sheet.of(kpi), unit=Unit.PERCENT)
    why, lead = "Posts of all posts", make.User()
    return actions.define_kpi(
        kpi=kpi,
        sheet=sheet,
        why=why,
        by=lead,
        at=NOW,
        seen_version=kpi.version,
        comparable=False,
        from_on=date(2023, 10, 1),
    )


@pytest.fixture
def written() -> Kpi:
    """A KPI whose first row is in its history, as every real one's is."""
    lead, section = make.User(), make.Section()
    row = actions.add_kpi(
        plan=section.plan,
        section=section,
        code="A-K1",
        order=1,
        name="Vacancies",
        unit=Unit.COUNT,
        direction=Direction.LOWER,
        baseline=actions.PrintedBaseline("16", value=Decimal(16), as_at=date(2023, 1, 31)),
        targets=[actions.TargetRow("Target", JANUARY, "12")],
        by=lead,
        at=datetime(2023, 5, 8, tzinfo=UTC),
    )
    for value, as_at in (("15", date(2023, 8, 31)), ("13", NOVEMBER)):
        make.Measurement(notice=row.notice, kpi=row, value=Decimal(value), as_at=as_at)
    return row


def test_figures_of_before_another_unit_keep_theirs_and_stand_in_no_picture_with_the_new_ones(written: Kpi) -> None:
    in_percent(written)
    found = told(written)
    assert [found.told(figure) for figure in found.figures] == ["15", "13%"]
    assert [found.told(row) for row in found.baselines] == ["16"]
    data = chart_data(found, TODAY)
    assert ([point.value for point in data.points], data.baseline) == ([13], None)
    frozen = kpi_figures(found)
    assert [each.value for each in frozen.measurements] == [13]
    assert (frozen.baseline, frozen.baseline_state) == (None, "awaited")
    assert [row.counts for row in baselines(found)] == [""]


def test_a_baseline_in_a_former_unit_is_awaited_anew(written: Kpi) -> None:
    rebased(written, "25% reduction")
    written.refresh_from_db()
    in_percent(written)
    assert told(written).reason is Reason.BASELINE_AWAITED


def test_a_figure_in_a_former_unit_is_compared_with_nothing(written: Kpi) -> None:
    Measurement.objects.filter(kpi=written, as_at=NOVEMBER).delete()
    in_percent(written)
    assert told(written).reason is Reason.SERIES_BREAK


# --- stale ---------------------------------------------------------------------------------------

Late = Callable[[str], date | None]


@pytest.fixture
def late(kpi: Kpi) -> Late:
    def since(frequency: str, **more: Any) -> date | None:
        Kpi.objects.filter(pk=kpi.pk).update(frequency=frequency)
        return told(kpi, **more).stale_since

    return since


def test_a_figure_reads_stale_once_the_grace_after_its_period_is_over(kpi: Kpi, late: Late) -> None:
    assert late("month") is None
    Measurement.objects.filter(kpi=kpi, as_at=NOVEMBER).delete()
    assert late("month") == date(2023, 10, 31)
    assert told(kpi).reason is None  # never a state of its own
    assert stale(told(kpi)) == (
        "No figure for October 2023 has come: it reads stale from 42 days after its period has ended"
    )


@pytest.mark.parametrize("frequency", ["not_stated", "as_it_comes", "academic_year"])
def test_without_a_frequency_or_within_it_nothing_is_stale(kpi: Kpi, late: Late, frequency: str) -> None:
    Measurement.objects.filter(kpi=kpi, as_at=NOVEMBER).delete()
    assert late(frequency) is None


def test_projected_figures_keep_nothing_from_being_stale(kpi: Kpi, late: Late) -> None:
    Measurement.objects.filter(kpi=kpi).update(kind=FigureKind.PROJECTED)
    assert late("month") == date(2023, 10, 31)


def test_what_ended_before_tracking_is_never_late(kpi: Kpi, late: Late) -> None:
    Measurement.objects.filter(kpi=kpi).delete()
    assert late("financial_year") is None  # March 2023; tracked from May


# --- judgements ----------------------------------------------------------------------------------


def test_a_judgement_stands_beside_the_computed_state_and_says_when_a_later_figure_has_come(kpi: Kpi) -> None:
    state = told(kpi).state
    make.KpiJudgement(notice=kpi.notice, kpi=kpi, judged_at=NOW, reason="Two clinics close")
    found = told(kpi)
    assert found.state is state
    assert found.judgement is not None
    assert (found.judgement.state, found.judgement.outdated) == (JudgedState.AT_RISK, False)
    Measurement.objects.filter(kpi=kpi, as_at=NOVEMBER).update(entered_at=NOW.replace(hour=23))
    again = told(kpi).judgement
    assert again is not None
    assert again.outdated


def test_a_judgement_that_was_taken_back_is_told_no_more(kpi: Kpi) -> None:
    row = make.KpiJudgement(notice=kpi.notice, kpi=kpi)
    actions.take_back_judgement(judgement=row, why="The clinics stay", by=row.judged_by, at=NOW, seen_version=1)
    assert told(kpi).judgement is None


def test_another_kpis_redefinition_and_judgement_are_not_told_of_this_one(kpi: Kpi) -> None:
    other = make.Kpi(notice=kpi.notice)
    make.Redefinition(notice=kpi.notice, kpi=other)
    make.KpiJudgement(notice=kpi.notice, kpi=other)
    found = next(each for each in read_kpis(kpi.notice, TODAY) if each.pk == kpi.pk)
    assert (found.breaks, found.judgement) == ((), None)
