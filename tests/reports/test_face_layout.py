"""What a report prints of its figures: sentences, lists and marks that must agree with each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpis import unsure
from kpis.unsure import DOUBTFUL
from reports.faces import exceptions, wording
from reports.faces.html import report_body
from reports.faces.layout import Layout, arrange
from reports.faces.of_kpis import PastLine
from reports.figures.gather import ratings_of
from reports.figures.tree import FigurePoint, ReportTree, TargetFigures
from tests.reports import trees
from tests.reports.test_face import DRAFT

TREE = trees.report_tree()


def with_action(ref: str, **fields: Any) -> ReportTree:
    rows = tuple(replace(row, **fields) if row.ref == ref else row for row in TREE.figures.actions)
    return replace(TREE, figures=replace(TREE.figures, actions=rows, ratings=ratings_of(rows)))


def with_kpi(code: str, **fields: Any) -> ReportTree:
    rows = tuple(replace(row, **fields) if row.code == code else row for row in TREE.figures.kpis)
    return replace(TREE, figures=replace(TREE.figures, kpis=rows))


def kpi_line(tree: ReportTree, code: str) -> Any:
    found: Layout = arrange(tree)
    return next(line for part in found.sections for line in part.kpis if line.kpi.code == code)


def number(tree: ReportTree, rating: str) -> int:
    return sum(action.rating == rating for action in tree.figures.actions)


# --- ratings ---------------------------------------------------------------------------------------------------------


def test_every_red_and_amber_action_is_slow_until_its_completion_is_confirmed() -> None:
    claimed = {"completion": "waiting", "claimed_on": date(2023, 12, 19)}
    tree = with_action("A6", **claimed)
    slow = {row.action.ref: row for row in exceptions.slow_ones(tree.figures)}
    assert {row.ref for row in tree.figures.actions if row.rating in ("red", "amber")} <= slow.keys()
    assert "Claimed complete on 19 December 2023, awaiting confirmation." in slow["A6"].facts
    confirmed = with_action("A6", completion="confirmed")
    assert "A6" not in {row.action.ref for row in exceptions.slow_ones(confirmed.figures)}


def test_the_sentence_counts_the_slipping_that_have_accepted_recovery_steps() -> None:
    amber = number(TREE, "amber")
    assert f"{amber} are slipping with accepted recovery steps" in arrange(TREE).opening
    latest = next(row for row in TREE.figures.actions if row.ref == "A5").latest
    assert latest is not None
    tree = with_action("A5", latest=replace(latest, recovery_accepted=False))
    found = arrange(tree)
    assert f"{amber} are slipping, {amber - 1} of them with accepted recovery steps" in found.opening
    legend = next(tally.meaning for tally in found.ratings if tally.mark.word == "Amber")
    assert legend.endswith("that were accepted (for 1 of them not yet)")
    notes = next(line.notes for line in found.plan if line.action.ref == "A5")
    assert "Recovery steps not accepted yet." in notes


def test_the_sentence_says_how_many_of_the_red_are_claimed_complete() -> None:
    red = number(TREE, "red")
    tree = with_action("A6", completion="waiting", claimed_on=date(2023, 12, 19))
    said = arrange(tree).opening
    assert f"{red} are overdue or off track, 1 of them claimed complete and awaiting confirmation." in said


def test_the_counts_of_the_sentence_the_bars_and_the_tally_are_the_same() -> None:
    found = arrange(TREE)
    counted = {tally.mark.word: tally.number for tally in found.ratings}
    assert found.opening.startswith(f"{counted['Blue']} of 28 actions are complete and {counted['Green']} on track")
    assert sum(counted.values()) == 28


def test_an_area_says_how_many_actions_it_counts_and_the_report_that_they_count_in_each() -> None:
    for line in arrange(TREE).areas:
        assert line.delivery.startswith(f"{sum(count.number for count in line.area.ratings)} action")
    assert "An action that answers several areas is counted in each of them" in report_body(TREE, state=DRAFT)


# --- passed milestones -----------------------------------------------------------------------------------------------

NOVEMBER = date(2023, 11, 30)
ASKED = TargetFigures(
    label="Milestone 2",
    due_on=NOVEMBER,
    rule="41%",
    value=Decimal(41),
    reason="",
    flags=(),
    past_actual=Decimal(42),
    past_on=NOVEMBER,
    past_kind="actual",
    past="met",
    past_why="",
    decision=None,
    agreed_by="",
    agreed_on=None,
)


@pytest.mark.parametrize(
    ("fields", "figure", "word"),
    [
        ({}, "42%", "met"),
        ({"past_actual": Decimal(40), "past": "missed"}, "40%", "missed"),
        (
            {"past_actual": Decimal(35), "past": "missed", "past_on": date(2023, 10, 31)},
            "35% (of 31 October 2023)",
            "missed",
        ),
        ({"past_kind": "provisional"}, "42%, provisional", "met"),
        ({"past_actual": None, "past_on": None, "past_kind": "", "past": ""}, "no figure", None),
    ],
)
def test_a_passed_milestone_says_whether_it_was_met_and_by_the_figure_of_which_day(
    fields: dict[str, Any], figure: str, word: str | None
) -> None:
    line = kpi_line(with_kpi("D-K1", targets=(replace(ASKED, **fields),)), "D-K1")
    assert line.past == (PastLine("November 2023", figure, "asked 41%", wording.PASTS[word] if word else None),)


def test_a_milestone_still_to_come_is_not_told_as_passed() -> None:
    tree = with_kpi("D-K1", targets=(replace(ASKED, due_on=date(2024, 1, 31), past_actual=None),))
    assert kpi_line(tree, "D-K1").past == ()


def test_a_projected_figure_is_never_the_latest_one() -> None:
    points = (
        FigurePoint(date(2023, 10, 31), Decimal(35), "actual", "", False, None, "day", ""),
        FigurePoint(NOVEMBER, Decimal(37), "projected", "", False, None, "day", ""),
    )
    line = kpi_line(with_kpi("D-K1", measurements=points), "D-K1")
    assert (line.latest, line.projected) == ("35%, October 2023", "37% projected for November 2023")


# --- doubts, risks, names --------------------------------------------------------------------------------------------


def test_a_doubt_stands_beside_the_state_and_points_to_the_annex() -> None:
    tree = with_kpi("D-K1", doubts=("out_of_order", "not_monotonic", "baseline_undated"))
    assert kpi_line(tree, "D-K1").doubt == "order of milestones unsure, baseline undated, so no path"
    body = report_body(tree, state=DRAFT)
    assert "<b>In doubt:</b> order of milestones unsure, baseline undated, so no path (<a" in body
    without = report_body(replace(tree, left_out=("data",)), state=DRAFT)
    assert "order of milestones unsure, baseline undated, so no path</td>" in without


def test_each_doubt_that_a_kpi_can_bear_has_its_words() -> None:
    assert {str(flag) for flag in DOUBTFUL} | {"baseline_undated"} == unsure.WORDS.keys()


def test_a_kpi_of_which_nothing_can_be_told_is_named_with_its_reason_and_none_is_lost() -> None:
    found = arrange(TREE)
    told = [line.kpi.code for part in found.sections for line in part.kpis]
    mute = [kpi.code for part in found.sections for line in part.mute for kpi in line.kpis]
    assert sorted(told + mute) == sorted(kpi.code for kpi in TREE.figures.kpis)
    assert mute
    assert all(line.reason for part in found.sections for line in part.mute)


def test_a_risk_says_cause_event_and_effect_each_in_a_sentence() -> None:
    first = replace(TREE.figures.risks[0], cause="pay is low", event="posts stay empty", effect="families wait.")
    tree = replace(TREE, figures=replace(TREE.figures, risks=(first,)))
    assert arrange(tree).risks[0].form == (
        ("Cause", "Pay is low."),
        ("Event", "Posts stay empty."),
        ("Effect", "Families wait."),
    )
    assert "<b>Cause:</b> Pay is low. <b>Event:</b> Posts stay empty. <b>Effect:</b> Families wait." in report_body(
        tree, state=DRAFT
    )


def test_a_risk_closed_before_the_period_is_named_and_not_told_again() -> None:
    closed = replace(TREE.figures.risks[0], closed_on=date(2023, 10, 5))
    tree = replace(TREE, figures=replace(TREE.figures, risks=(closed, *TREE.figures.risks[1:])))
    found = arrange(tree)
    assert [risk.ref for risk in found.closed_risks] == [closed.ref]
    assert closed.ref not in {line.risk.ref for line in found.risks}


def test_the_glossary_explains_each_short_name_once_in_the_order_of_the_alphabet() -> None:
    terms = [term for term, _ in wording.glossary((("PCFD", "Parent Carer Forum Devon"), ("DfE", "the Department")))]
    assert "PCFD" in terms
    assert terms.count("DfE") == 0, "it is explained together with NHSE"
    assert terms == sorted(terms, key=str.lower)


def test_an_organisation_that_answers_for_an_action_itself_is_named_once() -> None:
    body = report_body(TREE, state=DRAFT)
    assert "Parent Carer Forum Devon, Parent Carer Forum Devon" not in body
    assert "Parent Carer Forum Devon" in body


# --- corrections -----------------------------------------------------------------------------------------------------


def test_a_correction_lists_what_differs_right_after_its_cover() -> None:
    changed = TREE.changes[:2]
    tree = replace(TREE, corrects="Version 1. D-K1 was wrong.", corrected="Version 1, figures as at 1 December 2023")
    body = report_body(replace(tree, corrections=changed), state=DRAFT)
    part = body[body.index('<h2 id="corrections">') : body.index('<h2 id="position">')]
    assert all(change.says in part for change in changed)
    assert "word for word those of the version corrected" in part
    assert 'href="#corrections"' in body[: body.index('<h2 id="corrections">')]
    anew = replace(tree, corrections=(replace(changed[0], kind="written"),))
    assert "word for word" not in report_body(anew, state=DRAFT)


def test_a_report_that_corrects_none_has_no_such_list() -> None:
    assert "corrections" not in report_body(TREE, state=DRAFT)
