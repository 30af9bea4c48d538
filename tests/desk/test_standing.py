"""What the dashboard says, from a tree of figures alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from desk import demands, standing
from govuk import words
from notices.reading import clause_anchor
from reports.faces import exceptions, wording
from reports.figures.tree import Count, FigurePoint, Figures
from tests.reports import trees

FIGURES = trees.figures()


def said(figures: Figures) -> str:
    return "".join(piece.text for piece in standing.sentence(figures, sees_reports=True))


def with_report_due(day: date, state: str) -> Figures:
    report = next(each for each in FIGURES.obligations if each.kind == "report")
    due = replace(report, occurrences=(replace(report.occurrences[-1], due_on=day, state=state),))
    return replace(FIGURES, obligations=(due,))


def test_the_sentence_counts_what_the_figures_count_and_each_number_leads_to_its_rows() -> None:
    blue, red = (sum(row.rating == rating for row in FIGURES.actions) for rating in ("blue", "red"))
    good = sum(row.state in ("met", "meeting_now", "on_track") for row in FIGURES.kpis)
    unknown = sum(row.state == "not_assessable" for row in FIGURES.kpis)
    text = said(FIGURES)
    assert text.startswith(f"{standing.number(blue).capitalize()} of 28 actions are complete, {standing.number(red)} ")
    assert f"{standing.number(good)} KPIs are on track" in text
    assert f"{standing.number(unknown)} cannot be assessed yet" in text
    assert text.endswith("is due in 16 days.")
    links = {piece.text: piece.href for piece in standing.sentence(FIGURES, sees_reports=True) if piece.href}
    assert links["28 actions"] == "/notices/devon-send-2022/plans/"
    assert links[standing.number(red)].endswith("/plans/?rating=red")
    assert links[f"{standing.number(good)} KPIs"].endswith("/kpis/?state=good")


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [(0, "due", "is due today"), (1, "due", "is due in 1 day"), (-3, "late", "is 3 days late")],
)
def test_the_sentence_says_when_the_report_is_due(days: int, state: str, words: str) -> None:
    assert said(with_report_due(FIGURES.on + timedelta(days=days), state)).endswith(f"{words}.")


def test_the_report_leads_to_the_reports_or_for_those_who_may_not_see_them_to_its_days() -> None:
    for sees_reports, address in ((True, "/reports/"), (False, "/calendar/?kind=report")):
        last = [piece for piece in standing.sentence(FIGURES, sees_reports=sees_reports) if piece.href][-1]
        assert last.href == f"/notices/devon-send-2022{address}"


def test_a_notice_without_a_plan_has_a_sentence_about_its_report_alone_or_none() -> None:
    bare = replace(with_report_due(FIGURES.on + timedelta(days=2), "due"), actions=(), kpis=())
    assert said(bare).startswith("The report to ")
    assert standing.sentence(replace(bare, obligations=()), sees_reports=True) == ()


def test_no_complete_action_is_said_as_none() -> None:
    ratings = tuple(replace(count, number=0) for count in FIGURES.ratings)
    assert said(replace(FIGURES, ratings=ratings)).startswith("None of 28 actions are complete, none are off track")


def test_of_one_thing_one_speaks_in_the_singular() -> None:
    one = replace(FIGURES, ratings=(Count("blue", "Blue", 1), Count("red", "Red", 1)))
    assert said(one).startswith("One of 28 actions is complete, one is off track")


def test_what_is_late_longest_stands_first_and_every_reason_is_said() -> None:
    concerns = standing.actions_of_concern(FIGURES)
    late = {row.ref: row.days_late for row in FIGURES.actions}
    order = [late[concern.ref] for concern in concerns]
    assert order == sorted(order, reverse=True)
    silent = next(row.ref for row in FIGURES.actions if row.silent and row.completion != "confirmed")
    assert any("no update in the last window" in concern.reasons for concern in concerns if concern.ref == silent)
    assert not {row.ref for row in FIGURES.actions if row.completion == "confirmed"} & {each.ref for each in concerns}


def test_an_unexplained_difference_is_said_as_such() -> None:
    row = replace(FIGURES.actions[0], completion="", rating="green", difference="reported green, 12 days overdue")
    (concern,) = standing.actions_of_concern(replace(FIGURES, actions=(row,)))
    assert "reported green, 12 days overdue, not explained" in concern.reasons


def test_contributions_name_each_organisation_once_with_its_actions() -> None:
    found = standing.contributions(FIGURES)
    names = [each.organisation for each in found]
    assert len(names) == len(set(names))
    assert all(each.slow or each.silent for each in found)


def test_the_dashboard_names_the_same_contributions_as_the_report() -> None:
    found = {
        row.organisation: ([link.text for link in row.slow], [link.text for link in row.silent])
        for row in standing.contributions(FIGURES)
    }
    reported = exceptions.contributions(FIGURES)
    assert found == {row.partner: (list(row.slow), list(row.silent)) for row in reported}


def test_a_section_shows_kpis_that_can_be_assessed_and_counts_the_others() -> None:
    parts = standing.sections(FIGURES)
    assert sum(len(part.kpis) + part.without for part in parts) == 43
    assert all(part.kpis_number == len(part.kpis) + part.without for part in parts)


def test_a_risk_moved_when_its_score_changed_since_that_day() -> None:
    moved = standing.risks_that_moved(FIGURES, date(2023, 12, 1))
    assert [each.worse for each in moved] == sorted((each.worse for each in moved), reverse=True)
    assert all(each.risk.score != each.risk.previous_score for each in moved)
    assert standing.risks_that_moved(FIGURES, date(2023, 12, 21)) == ()
    closed = replace(FIGURES.risks[0], closed_on=date(2023, 12, 20))
    (only,) = standing.risks_that_moved(replace(FIGURES, risks=(closed,)), date(2023, 12, 14))
    assert only.says == "closed on 20 December 2023"


def test_all_four_groups_are_named_and_who_was_not_heard_is_a_gap() -> None:
    groups = standing.voices(FIGURES, date(2023, 11, 1))
    assert [each.group for each in groups] == [
        "Parents and carers",
        "Children and young people",
        "Schools and settings",
        "Frontline staff",
    ]
    assert groups[1].said == ()
    assert groups[1].last_on is None


def test_gaps_stand_first_and_uncovered_before_partly() -> None:
    found = [gap.words for gap in demands.gaps(FIGURES)]
    assert found == sorted(found)  # "Not covered" before "Partly covered"
    assert "Covered" not in found
    assert sum(count for _, _, count in demands.counts(FIGURES)) == sum(bool(row.cover) for row in FIGURES.clauses)


@pytest.mark.parametrize(("number", "anchor"), [("4(e)(IV)", "4-e-IV"), ("13", "13"), ("9(e)·", "9-e-after")])
def test_a_clause_s_number_is_the_end_of_an_id(number: str, anchor: str) -> None:
    assert clause_anchor(number) == anchor


def projected_after(code: str) -> Figures:
    """The figures with a better, projected one after the last of this KPI."""
    hoped = FigurePoint(FIGURES.on + timedelta(days=9), Decimal(99), "projected", "", False, None, "day", "")
    rows = [replace(row, measurements=(*row.measurements, hoped)) if row.code == code else row for row in FIGURES.kpis]
    return replace(FIGURES, kpis=tuple(rows))


def test_a_failing_kpi_is_told_as_its_own_page_tells_it_whatever_is_hoped_for() -> None:
    row = next(row for row in FIGURES.kpis if row.state == "off_track")
    concern = next(each for each in standing.kpis_of_concern(projected_after(row.code)) if each.ref == row.code)
    last = row.measurements[-1]
    assert concern.reasons[0] == words.lower_first(row.rule)
    assert f"{wording.value(last.value, row.unit)} at {words.day(last.as_at)}" in concern.reasons[0]


def test_a_sections_table_shows_the_figure_that_its_state_rests_on_and_marks_its_kind() -> None:
    row = next(row for row in FIGURES.kpis if row.state == "off_track")
    counting, hoped = row.measurements[-1], projected_after(row.code)

    def line(figures: Figures) -> standing.KpiLine:
        return next(kpi for part in standing.sections(figures) for kpi in part.kpis if kpi.code == row.code)

    shown = line(hoped)
    assert (shown.latest_on, shown.latest) == (counting.as_at, wording.value(counting.value, row.unit))
    longed_for = next(each for each in hoped.kpis if each.code == row.code)
    alone = replace(longed_for, measurements=longed_for.measurements[-1:])
    assert line(replace(FIGURES, kpis=(alone,))).latest_kind == "projected"
    for kind, told in (("provisional", "provisional"), ("actual", "")):
        known = replace(row, measurements=(replace(counting, kind=kind),))
        assert line(replace(FIGURES, kpis=(known,))).latest_kind == told


def test_a_milestone_that_nobody_can_reach_says_so_in_its_sections_table() -> None:
    row = next(row for row in FIGURES.kpis if row.state == "off_track" and row.unit == "percent")

    def odd(asked: str, *doubts: str) -> str:
        figures = replace(FIGURES, kpis=(replace(row, next_value=Decimal(asked), doubts=doubts),))
        return next(kpi for part in standing.sections(figures) for kpi in part.kpis).milestone_odd

    assert odd("104", "unattainable") == "cannot be reached"
    assert odd("90", "unattainable") == "", "another target of it is the odd one"
    assert odd("90") == ""
