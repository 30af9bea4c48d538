"""Whole days in the headings of columns, as spreadsheets show them; and a number before a month, which may be a day."""

from datetime import date

import pytest

from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.test_others import chosen

DAY = date(2024, 3, 31)


def kpis(*columns: str) -> Draft:
    text = ";".join(["Code", "Section", "KPI", *columns]) + "\nK1;A;Plans on time;" + ";".join(["30"] * len(columns))
    return named(understand(read_file("kpis.csv", text.encode())))


def actions(heading: str, cell: str = "The chair is here") -> Draft:
    text = f"Ref;Section;Action;Lead;By when;{heading}\nA1;A;Do it;Head of SEND;June 2025;{cell}"
    return named(understand(read_file("plan.csv", text.encode())))


@pytest.mark.parametrize(
    "heading",
    [
        "Target 31/03/2024",
        "Target (31/03/24)",
        "Target – 31.03.24",
        "Target by 31-03-2024",
        "Target at 31-Mar-24",
        "Target as at 31/03/2024",
        "Target, 2024-03-31",
        "Target for March 2024",
        "31/03/2024 target",
        "March 2024 Target",
        "March 2024 – target",
    ],
)
def test_a_target_is_due_on_the_day_of_its_heading(heading: str) -> None:
    draft = kpis("Baseline", heading)
    (target,) = draft.kpis[0].targets
    assert (target.label.value.casefold(), target.due_on.value) == ("target", DAY)
    assert asked(draft, Asks.COLUMN) == asked(draft, Asks.TARGET_DATE) == []


@pytest.mark.parametrize(
    "heading",
    ["Baseline 31/03/2024", "Baseline (as at 31 March 2024)", "Baseline as at March 2024", "March 2024 baseline"],
)
def test_a_baseline_is_of_the_day_of_its_heading(heading: str) -> None:
    draft = kpis(heading, "Target 30/06/2024")
    assert (draft.kpis[0].as_at.value, draft.kpis[0].baseline.words) == (DAY, "30")
    assert asked(draft, Asks.COLUMN) == asked(draft, Asks.DATE) == []


def test_a_day_that_can_be_two_is_proposed_and_asked_about() -> None:
    draft = kpis("Baseline", "Target 05/04/2024")
    (doubt,) = asked(draft, Asks.TARGET_DATE)
    assert (doubt.read, doubt.others) == ("5 April 2024", ("4 May 2024",))
    (target,) = chosen(draft, Asks.TARGET_DATE, "4 May 2024").kpis[0].targets
    assert (target.label.value, target.due_on.value) == ("Target", date(2024, 5, 4))


def test_a_day_that_there_is_none_of_is_asked_about() -> None:
    draft = kpis("Baseline", "Target 31/02/2024")
    (doubt,) = asked(draft, Asks.TARGET_DATE)
    assert doubt.read == ""
    assert draft.kpis[0].targets[0].due_on.value is None


@pytest.mark.parametrize(
    "heading", ["Actual at 31/03/2024", "As at 31/03/2024", "As at March 2024", "Version 1.2.24", "1.2.24"]
)
def test_a_day_behind_other_words_makes_no_target(heading: str) -> None:
    draft = kpis("Baseline", heading)
    assert draft.kpis[0].targets == ()
    assert [each.words for each in asked(draft, Asks.COLUMN)] == [(heading,)]


@pytest.mark.parametrize(
    ("heading", "label", "month", "day"),
    [
        ("Milestone 1 March 2024", "Milestone 1", "31 March 2024", "1 March 2024"),
        ("Phase 2 May 2024", "Phase 2", "31 May 2024", "2 May 2024"),
        ("Target 12 June 2024", "Target 12", "30 June 2024", "12 June 2024"),
    ],
)
def test_a_number_right_before_a_month_may_be_a_milestones_own(heading: str, label: str, month: str, day: str) -> None:
    """“Milestone 1 March 2024” was taken for one of 1 March, beside “Milestone 2 June 2024” of 2 June."""
    draft = actions(heading)
    (doubt,) = asked(draft, Asks.TARGET_DATE)
    assert (doubt.read, doubt.others) == (month, (day,))
    (step,) = draft.actions[0].milestones
    assert step.label.value == label
    (step,) = chosen(draft, Asks.TARGET_DATE, day).actions[0].milestones
    assert step.due_on.value is not None
    assert f"{step.due_on.value:%-d %B %Y}" == day


@pytest.mark.parametrize(
    ("heading", "label", "day"),
    [
        ("Milestone 13 March 2024", "Milestone", date(2024, 3, 13)),
        ("Milestone 1st March 2024", "Milestone", date(2024, 3, 1)),
        ("Milestone – 1 March 2024", "Milestone", date(2024, 3, 1)),
        ("Milestone (1 March 2024)", "Milestone", date(2024, 3, 1)),
        ("Milestone 1: 2 March 2024", "Milestone 1", date(2024, 3, 2)),
        ("Milestone 1 31/03/2024", "Milestone 1", DAY),
    ],
)
def test_any_other_day_behind_a_milestones_word_is_certain(heading: str, label: str, day: date) -> None:
    draft = actions(heading)
    assert asked(draft, Asks.TARGET_DATE) == []
    assert [(each.label.value, each.due_on.value) for each in draft.actions[0].milestones] == [(label, day)]


def test_a_number_before_a_month_in_a_cell_may_be_that_of_a_phase() -> None:
    draft = actions("Milestone", "Complete phase 1 March 2024")
    (doubt,) = asked(draft, Asks.TARGET_DATE)
    assert (doubt.read, doubt.others) == ("31 March 2024", ("1 March 2024",))
    certain = actions("Milestone", "Open the hub: 1 March 2024")
    assert asked(certain, Asks.TARGET_DATE) == []
    assert certain.actions[0].milestones[0].due_on.value == date(2024, 3, 1)


def test_a_day_as_spreadsheets_show_it_is_that_of_a_cells_milestone() -> None:
    draft = actions("Milestone", "31-Mar-24: the chair is here")
    assert draft.actions[0].milestones[0].due_on.value == DAY


@pytest.mark.parametrize("printed", ["31-Mar-24", "31-March-2024", "31 Mar ’24", "by 31-Mar-24"])
def test_a_by_when_as_spreadsheets_show_days_is_certain(printed: str) -> None:
    draft = named(
        understand(read_file("p.csv", f"Ref,Section,Action,Lead,By when\nA1,A,Do,Head of SEND,{printed}".encode()))
    )
    assert draft.actions[0].by_when.value.due_on == DAY
    assert asked(draft, Asks.BY_WHEN) == asked(draft, Asks.PERIOD) == []
