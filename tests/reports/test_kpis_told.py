"""What a report tells of a KPI beside its state: editions, running totals, breaks, judgements, answers, staleness."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from audit import codec
from kpis.models import Cumulates, Direction, Frequency, JudgedState, Kpi, Unit
from kpis.reading import read_kpis
from reports.changes import changes
from reports.corrections import corrections
from reports.faces import quality
from reports.faces.drawings import chart_data
from reports.faces.html import report_body
from reports.faces.layout import arrange
from reports.figures.of_kpis import kpi_figures
from reports.figures.tree import (
    BreakFigures,
    ComparatorFigures,
    FigurePoint,
    KpiFigures,
    KpiJudgementFigures,
    ReportTree,
    TargetFigures,
)
from reports.figures.upgrade import read_report
from tests import factories as make
from tests.cast import assemble
from tests.factories import NOW, TODAY
from tests.reports import trees
from tests.reports.test_face import DRAFT

TREE = trees.report_tree()
NOVEMBER = date(2023, 11, 30)
JUDGED = KpiJudgementFigures("at_risk", "At risk", "Two teams have not moved.", "Lead", date(2023, 12, 4), True, None)


def point(on: date, value: str, **more: Any) -> FigurePoint:
    told = {"kind": "actual", "note": "", "series_break": False, "corrected_from": None, "period": "month"}
    return FigurePoint(on, Decimal(value), **{**told, "answers": "", **more})


def kpi(code: str = "D-K1", **fields: Any) -> KpiFigures:
    return replace(next(row for row in TREE.figures.kpis if row.code == code), **fields)


def with_kpi(row: KpiFigures) -> ReportTree:
    rows = tuple(row if each.code == row.code else each for each in TREE.figures.kpis)
    return replace(TREE, figures=replace(TREE.figures, kpis=rows))


def line(row: KpiFigures) -> Any:
    return next(each for part in arrange(with_kpi(row)).sections for each in part.kpis if each.kpi.code == row.code)


def sheet(row: KpiFigures) -> Any:
    return next(each for each in arrange(with_kpi(row)).sheets if each.kpi.code == row.code)


def note(row: KpiFigures, title: str) -> tuple[str, ...]:
    (found,) = (each for each in quality.notes(with_kpi(row).figures, ()) if each.title == title)
    return found.cases


def anew(row: KpiFigures) -> KpiFigures:
    """The same with targets that were set anew."""
    agreed = {"decision": 7, "agreed_by": "The board", "agreed_on": date(2023, 12, 4)}
    return replace(row, edition=2, targets=tuple(replace(each, **agreed) for each in row.targets))


# --- what is printed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "cumulates", "said"),
    [
        (point(NOVEMBER, "36"), "", "36%, November 2023"),
        (point(date(2023, 8, 31), "36", period="term"), "", "36%, Summer term 2023"),
        (point(date(2023, 9, 30), "36", period="quarter"), "", "36%, July to September 2023"),
        (point(date(2023, 6, 9), "36", period="day", answers="301 answers"), "", "36%, 9 June 2023, 301 answers"),
        (
            point(date(2023, 6, 9), "36", period="day", answers="12 answers (few)", kind="provisional"),
            "",
            "36%, 9 June 2023, 12 answers (few), provisional",
        ),
        (
            point(NOVEMBER, "36"),
            "academic_year",
            "36%, November 2023, so far in the academic year to August 2024",
        ),
        (
            point(date(2023, 3, 31), "36"),
            "financial_year",
            "36%, March 2023, in the whole of the financial year to March 2023",
        ),
    ],
)
def test_the_latest_figure_says_its_period_its_answers_and_the_year_of_a_running_total(
    figure: FigurePoint, cumulates: str, said: str
) -> None:
    assert line(kpi(measurements=(figure,), cumulates=cumulates)).latest == said


def test_the_next_milestone_says_how_far_it_is_in_the_right_unit() -> None:
    ahead = {"next_due_on": date(2024, 3, 31), "next_value": Decimal(61), "distance": Decimal(28)}
    assert line(kpi(**ahead)).ahead == "61% by March 2024, 28 percentage points to go"
    assert line(kpi(**{**ahead, "unit": "days"})).ahead == "61 days by March 2024, 28 days to go"
    assert line(kpi(**{**ahead, "distance": Decimal(-1)})).ahead == "61% by March 2024"


def test_a_judgement_on_a_figure_that_was_withdrawn_says_so() -> None:
    (said,) = line(kpi(judgement=replace(JUDGED, withdrawn_on=date(2023, 12, 9)))).beside
    assert said.startswith("Judged at risk by a person (Lead, 4 December 2023, on a figure that was withdrawn on 9 Dec")
    assert "latest" not in said


def test_a_judgement_that_was_stored_before_that_was_known_is_read_and_says_what_it_said() -> None:
    plain = json.loads((Path(__file__).parent / "fixtures" / "shape_5.json").read_text(encoding="utf-8"))
    judged = {"state": "at_risk", "state_words": "At risk", "reason": "Why.", "by": "Lead", "on": "2023-12-04"}
    plain["figures"]["kpis"][0]["judgement"] = {**judged, "outdated": True}
    read = read_report(5, json.dumps(plain)).figures.kpis[0]
    assert read.judgement is not None
    assert read.judgement.withdrawn_on is None
    assert "Judged at risk by a person (Lead, 4 December 2023, not on the latest figure): Why." in line(read).beside


def test_a_missing_figure_and_a_persons_judgement_stand_beside_the_state_and_in_the_notes() -> None:
    row = kpi(stale="Summer term 2023", judgement=JUDGED)
    said = (
        "Stale: no figure for the summer term 2023 has come.",
        "Judged at risk by a person (Lead, 4 December 2023, not on the latest figure): Two teams have not moved.",
    )
    assert line(row).beside == sheet(row).beside == said
    body = report_body(with_kpi(row), state=DRAFT)
    assert all(body.count(each) == 2 for each in said)
    assert note(row, "Stale figures") == ("D-K1: no figure for the summer term 2023",)
    (judged,) = note(row, "States that a person judges beside the rules")
    assert judged.endswith("by the rules, judged at risk")
    assert note(kpi(), "Stale figures") == note(kpi(), "States that a person judges beside the rules") == ()


def test_targets_that_were_set_anew_say_by_whom_and_printed_ones_do_not() -> None:
    row = anew(kpi())
    assert sheet(row).targets_named == "Targets, edition 2, agreed by the board on 4 December 2023, decision 7"
    assert sheet(kpi()).targets_named == "Targets"
    assert note(row, "Targets that were set anew") == (
        "D-K1: edition 2, agreed by the board on 4 December 2023, decision 7",
    )


def test_the_sheet_says_what_is_counted_out_of_what_whose_it_is_and_what_to_beware_of() -> None:
    row = kpi(numerator="Plans in time", denominator="all plans", organisation="NHS Devon", caveats="Late in summer.")
    body = report_body(with_kpi(row), state=DRAFT)
    for said in (
        "Plans in time, out of all plans.",
        "of:</b> NHS Devon.",
        "<b>Caveats:</b> Late in summer.",
    ):
        assert body.count(said) == 1, said
    assert "adds up over the academic year" in sheet(kpi(cumulates="academic_year")).measured


def test_no_path_leads_through_a_break_or_running_totals_and_the_chart_says_why() -> None:
    points = (point(date(2023, 10, 31), "30"), point(NOVEMBER, "32"))
    dated = {"measurements": points, "baseline": Decimal(10), "baseline_on": date(2023, 1, 31)}
    assert chart_data(kpi(**dated)).expected
    broken = chart_data(kpi(**dated, breaks=(BreakFigures(date(2023, 11, 1), "Counted by term"),)))
    assert (broken.expected[-1][0], broken.breaks) == (date(2023, 11, 1), [date(2023, 11, 1)])
    assert all(mark.on < date(2023, 11, 1) for mark in broken.milestones)
    assert all(mark.on > date(2023, 11, 1) for mark in broken.outlived)
    assert broken.outlived
    rebased = chart_data(anew(kpi(**dated, breaks=(BreakFigures(date(2023, 11, 1), "Counted by term"),))))
    assert rebased.expected == []
    assert all(mark.on > date(2023, 11, 1) for mark in rebased.milestones[1:])
    assert "(Counted by term)" in broken.text_alternative()
    running = chart_data(kpi(**dated, cumulates="academic_year", resets=(date(2023, 9, 1),)))
    assert (running.expected, running.resets) == ([], (date(2023, 9, 1),))
    assert "add up over the academic year" in running.text_alternative()
    ahead = chart_data(kpi(**dated, breaks=(BreakFigures(date(2024, 4, 1), "From April"),)))
    assert ahead.expected, "a break to come does not part what was counted before it"


def test_what_others_published_is_drawn_and_the_latest_of_each_told_with_its_source() -> None:
    rows = (
        ComparatorFigures("England", date(2022, 7, 31), "month", Decimal(4), "National tables, 2022"),
        ComparatorFigures("England", date(2023, 8, 31), "academic_year", Decimal("4.1"), "National tables, 2023"),
        ComparatorFigures("South West", date(2023, 7, 14), "day", Decimal(5), "Regional tables"),
    )
    row = kpi(comparators=rows, measurements=(point(date(2023, 7, 31), "6"), point(NOVEMBER, "7")))
    assert sheet(row).compared == (
        "England 4.1% in the academic year 2022/23 (National tables, 2023)",
        "South West 5% on 14 July 2023 (Regional tables)",
    )
    assert [each.name for each in chart_data(row).comparators] == ["England", "England", "South West"]
    assert "the latest own figure is above it" in chart_data(row).text_alternative()
    assert "<b>Others:</b> England" in report_body(with_kpi(row), state=DRAFT)
    assert "<b>Others:</b>" not in report_body(TREE, state=DRAFT)


# --- what moved --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "kind", "says"),
    [
        (
            kpi(),
            anew(kpi()),
            "targets",
            "D-K1’s targets were set anew, agreed by the board on 4 December 2023 (decision 7).",
        ),
        (
            kpi(),
            kpi(judgement=JUDGED),
            "judged",
            "D-K1’s state was judged “At risk” by Lead: Two teams have not moved.",
        ),
        (kpi(judgement=JUDGED), kpi(), "judged", "D-K1’s judgement by a person was taken back."),
        (
            kpi(),
            kpi(breaks=(BreakFigures(NOVEMBER, "By term"),)),
            "redefined",
            "D-K1’s series starts anew on 30 November 2023, and nothing before is compared with what follows: By term.",
        ),
    ],
)
def test_what_moved_besides_figures_is_told_once(was: KpiFigures, now: KpiFigures, kind: str, says: str) -> None:
    before, after = with_kpi(was), with_kpi(now)
    (change,) = changes(before.figures, after.figures)
    assert (change.kind, change.says, change.better) == (kind, says, None)
    assert [each.says for each in corrections(before, after)] == [says]


def test_a_judgement_that_only_a_later_figure_outdated_has_not_moved() -> None:
    before, after = (with_kpi(kpi(judgement=replace(JUDGED, outdated=each))) for each in (False, True))
    assert changes(before.figures, after.figures) == ()


@pytest.mark.parametrize("name", ["numerator", "caveats", "organisation", "stale", "cumulates", "frequency"])
def test_a_correction_says_of_each_part_of_the_sheet_that_it_differs(name: str) -> None:
    (said,) = corrections(TREE, with_kpi(kpi(**{name: "another"})))
    assert said.says.startswith("D-K1: not the same: ")


# --- from the tables ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_tree_holds_what_the_page_tells() -> None:
    cast = assemble()
    row: Kpi = make.Kpi(
        notice=cast.notice,
        code="A-K1",
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        frequency=Frequency.MONTH,
        cumulates=Cumulates.ACADEMIC_YEAR,
        numerator="Plans in time",
        denominator="all plans",
        caveats="Late in summer.",
    )
    decision = make.Decision(notice=cast.notice, number=7, authority="board", decided_on=date(2023, 12, 4))
    make.Target(notice=cast.notice, kpi=row, rule="40%", due_on=date(2024, 1, 31))
    make.Target(notice=cast.notice, kpi=row, rule="45%", due_on=date(2024, 3, 31), edition=2, decision=decision)
    figures = [(date(2023, 8, 31), "30"), (date(2023, 9, 30), "3")]
    for on, value in figures:
        make.Measurement(notice=cast.notice, kpi=row, value=Decimal(value), as_at=on, period="month")
    make.KpiJudgement(
        notice=cast.notice,
        kpi=row,
        state=JudgedState.OFF_TRACK,
        reason="Too few.",
        judged_by=cast["lead"],
        judged_at=NOW - timedelta(days=1),
    )
    (reading,) = read_kpis(cast.notice, TODAY)
    told = kpi_figures(reading)
    assert (told.numerator, told.denominator, told.caveats) == ("Plans in time", "all plans", "Late in summer.")
    assert (told.frequency, told.cumulates, told.edition) == ("month", "academic_year", 2)
    assert (told.stale, told.resets) == ("October 2023", reading.resets)
    assert [each.period for each in told.measurements] == ["month", "month"]
    (target,) = told.targets
    assert isinstance(target, TargetFigures)
    assert (target.decision, target.agreed_by, target.agreed_on) == (7, reading.targets[0].agreed_by, date(2023, 12, 4))
    assert told.judgement is not None
    assert (told.judgement.state, told.judgement.reason) == ("off_track", "Too few.")
    assert codec.from_text(KpiFigures, codec.to_text(told)) == told
