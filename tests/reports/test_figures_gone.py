"""What a report tells of figures that do not count, and of milestones that none of them decided."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpis import actions
from kpis.models import FigureKind, Kpi, Unit
from kpis.reading import read_kpis
from reports.changes import changes
from reports.corrections import corrections
from reports.faces import quality
from reports.faces.html import report_body
from reports.faces.of_kpis import is_mute, line, sheet
from reports.figures.csv import kpis_csv
from reports.figures.of_kpis import kpi_figures
from reports.figures.tree import FigurePoint, FormerFigures, KpiFigures, ReportTree, WithdrawnFigures
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY
from tests.reports import trees
from tests.reports.test_face import DRAFT

TREE = trees.report_tree()
OCTOBER, NOVEMBER = date(2023, 10, 31), date(2023, 11, 30)
GONE = WithdrawnFigures(NOVEMBER, "month", Decimal(99), "percent", "Lead", date(2023, 12, 4), "It is of A-K2")
FORMER = FormerFigures(OCTOBER, "month", Decimal(24), "days", "actual", "", "")
POINT = FigurePoint(NOVEMBER, Decimal(99), "actual", "", False, None, "month", "")


def row(**fields: Any) -> KpiFigures:
    return replace(next(each for each in TREE.figures.kpis if each.code == "D-K1"), **fields)


def with_kpi(kpi: KpiFigures) -> ReportTree:
    rows = tuple(kpi if each.code == kpi.code else each for each in TREE.figures.kpis)
    return replace(TREE, figures=replace(TREE.figures, kpis=rows))


def says(was: KpiFigures, now: KpiFigures) -> list[str]:
    return [each.says for each in changes(with_kpi(was).figures, with_kpi(now).figures)]


# --- gathered ------------------------------------------------------------------------------------


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    made: Kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.PERCENT, data_lead=cast["data lead"])
    return made


def gathered(kpi: Kpi) -> KpiFigures:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return kpi_figures(found)


@pytest.mark.django_db
def test_what_was_withdrawn_says_by_whom_when_and_why_and_what_nobody_released_is_not_told(
    cast: Cast, kpi: Kpi
) -> None:
    for as_at, held in ((NOVEMBER, False), (OCTOBER, True)):
        figure = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(99), as_at=as_at, held=held)
        actions.withdraw_measurement(
            measurement=figure, why="It is of A-K2", by=cast["data lead"], at=NOW, seen_version=figure.version
        )
    (gone,) = gathered(kpi).withdrawn
    assert (gone.as_at, gone.value, gone.unit) == (NOVEMBER, 99, "percent")
    assert (gone.by, gone.on, gone.why) == (cast["data lead"].name, TODAY, "It is of A-K2")


@pytest.mark.django_db
def test_a_passed_milestone_that_nothing_decides_says_why(cast: Cast, kpi: Kpi) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(direction="higher")
    make.Target(notice=cast.notice, kpi=kpi, due_on=NOVEMBER, rule="41%")
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(40), as_at=OCTOBER)
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(45), as_at=date(2023, 12, 15))
    (target,) = gathered(kpi).targets
    assert (target.past, target.past_why) == ("", "the figures before and after its day do not agree")
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(42), as_at=NOVEMBER)
    (target,) = gathered(kpi).targets
    assert (target.past, target.past_why) == ("met", "")


@pytest.mark.django_db
def test_figures_in_a_former_unit_are_told_in_it_and_not_beside_the_others(cast: Cast, kpi: Kpi) -> None:
    at = {"by": cast["lead"], "at": NOW.replace(day=1)}
    actions.enter_measurement(kpi=kpi, as_at=OCTOBER, value=Decimal(24), kind=FigureKind.ACTUAL, **at)
    kpi.history.update(history_date=NOW.replace(year=2022))
    kpi.refresh_from_db()
    counted = replace(actions.Sheet.of(kpi), unit=Unit.DAYS)
    actions.define_kpi(
        kpi=kpi,
        sheet=counted,
        why="Days now",
        by=cast["lead"],
        at=NOW,
        seen_version=kpi.version,
        comparable=False,
        from_on=date(2023, 11, 1),
    )
    kpi.refresh_from_db()
    actions.enter_measurement(
        kpi=kpi, as_at=NOVEMBER, value=Decimal(12), kind=FigureKind.ACTUAL, by=cast["lead"], at=NOW
    )
    found = gathered(kpi)
    assert [(each.as_at, each.value) for each in found.measurements] == [(NOVEMBER, 12)]
    assert [(each.as_at, each.value, each.unit) for each in found.former] == [(OCTOBER, 24, "percent")]
    page = report_body(with_kpi(row(former=(FORMER,))), state=DRAFT)
    assert "In a former unit, compared with nothing:</b> October 2023 24 days." in page


# --- told ----------------------------------------------------------------------------------------


def test_a_report_prints_why_a_milestone_is_neither_met_nor_missed() -> None:
    told = next(each for each in row().targets if each.value is not None)
    why = "a series break lies between"
    undecided = replace(told, due_on=NOVEMBER, past_actual=Decimal(40), past_on=NOVEMBER, past="", past_why=why)
    (past,) = line(row(targets=(undecided,)), TREE.figures.on).past
    assert (past.mark, past.why) == (None, why)
    assert f"(not known: {why})" in report_body(with_kpi(row(targets=(undecided,))), state=DRAFT)
    for other in (
        replace(undecided, past="met", past_why=""),
        replace(undecided, past_actual=None, past_why="no figure"),
    ):
        assert line(row(targets=(other,)), TREE.figures.on).past[0].why == ""


def test_a_report_prints_what_was_withdrawn_with_the_reason() -> None:
    assert sheet(row(withdrawn=(GONE,))).withdrawn == (
        "99% of November 2023, by Lead on 4 December 2023: It is of A-K2",
    )
    assert "Withdrawn:</b> 99% of November 2023" in report_body(with_kpi(row(withdrawn=(GONE,))), state=DRAFT)
    assert b"withdrawn figure,It is of A-K2,2023-11-30,,99,Lead,2023-12-04" in kpis_csv(
        with_kpi(row(withdrawn=(GONE,))).figures
    )


def test_a_kpi_with_figures_in_a_former_unit_alone_is_not_without_a_figure() -> None:
    alone = row(measurements=(), former=(FORMER,), targets=(), state="not_assessable")
    assert line(alone, TREE.figures.on).latest == "24 days, October 2023, in a former unit"
    assert (is_mute(alone), is_mute(replace(alone, former=()))) == (False, True)
    assert sheet(alone).former == "October 2023 24 days"


def test_a_milestone_of_the_day_of_such_a_figure_says_it() -> None:
    target = replace(row().targets[0], due_on=OCTOBER, past_actual=None, past="", past_why="no figure")
    (past,) = line(row(measurements=(), former=(FORMER,), targets=(target,)), TREE.figures.on).past
    assert past.figure == "24 days, in a former unit"


def test_what_changed_says_why_a_figure_was_withdrawn() -> None:
    was, now = row(measurements=(POINT,)), row(measurements=(), withdrawn=(GONE,))
    assert says(was, now) == ["D-K1’s figure for 30 November 2023, 99%, was withdrawn by Lead: It is of A-K2."]
    another = replace(POINT, value=Decimal(40))
    assert says(was, row(measurements=(another,), withdrawn=(GONE,))) == [
        "D-K1’s figure for 30 November 2023, 99%, was withdrawn by Lead: It is of A-K2.",
        "D-K1’s figure for 30 November 2023 was corrected from 99% to 40%.",
    ]
    assert says(now, now) == []
    assert says(row(measurements=()), now) == [], "the earlier report never told it"


def test_the_notes_on_corrected_figures_say_it_too() -> None:
    was, now = row(measurements=(POINT,)), row(measurements=(), withdrawn=(GONE,))
    told = with_kpi(now).figures
    found = quality.notes(told, changes(with_kpi(was).figures, told))
    (note,) = (each for each in found if each.title == "Corrected figures")
    assert "D-K1’s figure for 30 November 2023, 99%, was withdrawn by Lead: It is of A-K2." in note.cases


def test_a_correction_says_a_withdrawal_once_and_what_was_told_nowhere_by_its_name() -> None:
    was, now = with_kpi(row(measurements=(POINT,))), with_kpi(row(measurements=(), withdrawn=(GONE,)))
    assert [each.says for each in corrections(was, now)] == [
        "D-K1’s figure for 30 November 2023, 99%, was withdrawn by Lead: It is of A-K2."
    ]
    never = with_kpi(row(measurements=()))
    assert [each.says for each in corrections(never, now)] == ["D-K1: not the same: figures that were withdrawn."]
    unit = with_kpi(row(measurements=(), former=(FORMER,)))
    assert [each.says for each in corrections(never, unit)] == ["D-K1: not the same: figures in a former unit."]
