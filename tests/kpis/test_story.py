"""A KPI's story: everything that happened to it, with who, when and why."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.history import keep
from kpis import actions
from kpis.models import Direction, FigureKind, JudgedState, Kpi, Unit
from kpis.reading.history import KINDS, read_history
from kpis.story import Event, counted, story
from kpis.versions import LABELS, versions
from notices.conflicts import Refused
from people.models import User
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
EARLIER = NOW - timedelta(days=100)


@pytest.fixture
def lead() -> User:
    return make.User(name="The lead")


@pytest.fixture
def kpi(lead: User) -> Kpi:
    section = make.Section()
    return actions.add_kpi(
        plan=section.plan,
        section=section,
        code="A-K1",
        order=1,
        name="Vacancies",
        unit=Unit.COUNT,
        direction=Direction.NOT_SET,
        baseline=actions.PrintedBaseline("16", value=Decimal(16), as_at=date(2023, 1, 31)),
        targets=[actions.TargetRow("Milestone", date(2024, 1, 31), "")],
        unplaced=["12"],
        by=lead,
        at=EARLIER,
    )


def told(kpi: Kpi) -> list[Event]:
    entries = read_history(kpi.pk)
    return story(entries, versions(entries))


def titles(kpi: Kpi) -> list[str]:
    return [event.title for event in told(kpi)]


def test_everything_that_the_verbs_do_to_a_kpi_is_told_newest_first(kpi: Kpi, lead: User) -> None:
    data = make.User(name="The data lead")
    action = make.Action(notice=kpi.notice, ref="A1", title="Recruit")

    def at(days: int) -> dict[str, object]:
        return {"by": lead, "at": EARLIER + timedelta(days=days)}

    actions.set_direction(kpi=kpi, direction=Direction.LOWER, seen_version=1, **at(1))
    actions.place_cells(kpi=kpi, places=[date(2024, 1, 31)], why="The council’s table", seen_version=2, **at(2))
    actions.link_action(kpi=kpi, action=action, why="Same section", **at(3))
    first = actions.enter_measurement(
        kpi=kpi, as_at=date(2023, 8, 31), value=Decimal(15), kind=FigureKind.PROVISIONAL, **at(4)
    )
    actions.correct_measurement(
        measurement=first, value=Decimal(14), kind=FigureKind.ACTUAL, why="Counted twice", seen_version=1, **at(5)
    )
    proposed = actions.propose_baseline(
        kpi=kpi,
        value=Decimal(18),
        as_at=date(2023, 3, 31),
        source="HR",
        by=data,
        at=EARLIER + timedelta(days=6),
    )
    actions.approve_baseline(baseline=proposed, seen_version=1, **at(7))
    sheet = replace(actions.Sheet.of(Kpi.objects.get(pk=kpi.pk)), definition="Posts")
    why = "Agency posts too"
    actions.define_kpi(
        kpi=kpi, sheet=sheet, why=why, comparable=False, from_on=date(2023, 9, 1), seen_version=3, **at(8)
    )
    judged = actions.judge_kpi(kpi=kpi, state=JudgedState.AT_RISK, reason="Offers fall", seen_version=4, **at(9))
    actions.take_back_judgement(judgement=judged, why="They were taken", seen_version=1, **at(10))
    rows = [actions.TargetRow("Target", date(2024, 3, 31), "11"), actions.TargetRow("Later", date(2024, 5, 31), "")]
    actions.rebase_targets(
        kpi=kpi, targets=rows, decision=make.Decision(notice=kpi.notice, number=7), seen_version=5, **at(11)
    )
    actions.unlink_action(kpi=kpi, action=action, why="Done", **at(12))
    assert titles(kpi) == [
        "No longer linked to action A1 Recruit",
        "Targets rebased by decision 7: edition 2",
        "Judgement taken back: at risk",
        "Judged at risk",
        "A new series begins on 1 September 2023",
        "Definition changed: what is counted",
        "Baseline approved: 18 at 31 March 2023",
        "Baseline proposed: 18 at 31 March 2023",
        "Figure corrected: 14 at 31 August 2023, was 15",
        "Figure entered: 15 at 31 August 2023 (provisional)",
        "Linked to action A1 Recruit",
        "Printed cells placed",
        "Direction set: lower is better",
        "Added",
    ]
    events = {event.title: event for event in told(kpi)}
    assert {event.by for event in events.values()} == {"The lead", "The data lead"}
    said = {title: event.text for title, event in events.items()}
    assert said["Targets rebased by decision 7: edition 2"].splitlines() == [
        "Target, 31 March 2024: 11",
        "Later, 31 May 2024: blank",
    ]
    assert said["Printed cells placed"].splitlines() == ["The council’s table", "“12”: Milestone, 31 January 2024"]
    assert said["Definition changed: what is counted"] == why
    (difference,) = events["Definition changed: what is counted"].differences
    assert (difference.label, difference.theirs, difference.yours) == (LABELS["definition"], "", "Posts")
    assert {kind: number for kind, _, number in counted(told(kpi))} == {
        "figures": 2,
        "corrections": 1,
        "baselines": 2,
        "targets": 2,
        "definition": 4,
        "breaks": 1,
        "judgements": 2,
        "actions": 2,
    }


def test_another_name_and_another_section_are_told_with_those_of_before(kpi: Kpi, lead: User) -> None:
    there = make.Section(notice=kpi.notice, plan=kpi.plan, letter="N", title="Workforce")
    before, told_by = f"section {kpi.section.letter} {kpi.section.title}", {"by": lead, "at": NOW}
    row = actions.rename_kpi(kpi=kpi, name="Posts that wait", why="From plan.xlsx", seen_version=1, **told_by)
    actions.move_kpi(kpi=row, section=there, why="As agreed", seen_version=2, **told_by)
    assert [(event.title, event.text, event.by, event.at) for event in told(kpi)[:2]] == [
        (f"Moved to section N Workforce, was in {before}", "As agreed", "The lead", NOW),
        ("Renamed “Posts that wait”, was “Vacancies”", "From plan.xlsx", "The lead", NOW),
    ]


def test_a_kpi_is_added_in_a_section_of_its_own_plan_alone(kpi: Kpi, lead: User) -> None:
    other = make.Section(notice=kpi.notice, plan=make.Plan(notice=kpi.notice))
    new = actions.NewKpi(
        section=other,
        code="A-K2",
        order=2,
        name="Cases",
        direction=Direction.LOWER,
        sheet=actions.Sheet(Unit.COUNT),
        baseline=actions.PrintedBaseline(),
        targets=[],
    )
    with pytest.raises(Refused, match="Choose a section of the KPI’s own plan"):
        actions.add_kpis(plan=kpi.plan, kpis=[new], by=lead, at=NOW)
    new = replace(new, section=kpi.section, actions=[make.Action(notice=kpi.notice, plan=other.plan, section=other)])
    with pytest.raises(Refused, match="Choose actions of the KPI’s own plan"):
        actions.add_kpis(plan=kpi.plan, kpis=[new], by=lead, at=NOW)


def test_a_correction_to_another_day_and_a_series_break_are_said(kpi: Kpi, lead: User) -> None:
    first = make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(9), as_at=date(2023, 7, 31))
    actions.correct_measurement(
        measurement=first,
        value=Decimal(9),
        kind=FigureKind.ACTUAL,
        why="The wrong month",
        as_at=date(2023, 8, 31),
        by=lead,
        at=NOW,
        seen_version=1,
    )
    actions.enter_measurement(
        kpi=kpi,
        as_at=date(2023, 9, 30),
        value=Decimal("4.5"),
        kind=FigureKind.ACTUAL,
        note="Halves",
        series_break=True,
        by=lead,
        at=NOW,
    )
    found = {event.title: event for event in told(kpi)}
    assert "Figure corrected: 9 at 31 August 2023, was 9 at 31 July 2023" in found
    began = found["Figure entered: 4.5 at 30 September 2023"]
    assert (began.text, began.kinds) == ("The series starts anew. Halves", ("figures", "breaks"))


def test_figures_and_baselines_that_are_held_back_are_not_told_before_they_are_released(kpi: Kpi, lead: User) -> None:
    figure = make.Measurement.build(notice=kpi.notice, kpi=kpi, value=Decimal(77), held=True, entered_by=lead)
    keep(figure, by=lead, at=NOW)
    proposed = make.Baseline.build(
        notice=kpi.notice,
        kpi=kpi,
        number=2,
        state="proposed",
        value=Decimal(88),
        held=True,
        proposed_by=lead,
        proposed_at=NOW,
        approved_by=None,
        approved_at=None,
    )
    keep(proposed, by=lead, at=NOW)
    assert not [title for title in titles(kpi) if "77" in title or "88" in title]
    later = NOW + timedelta(hours=1)
    for row in (figure, proposed):
        row.held, row.released_by, row.released_at = False, lead, later
        keep(row, by=lead, at=later)
    assert {"Figure released: 77 at 30 November 2023", "Baseline proposed: 88 at 31 January 2023"} <= set(titles(kpi))


def test_figures_of_before_another_unit_are_told_in_theirs(kpi: Kpi, lead: User) -> None:
    told_of = {"kpi": kpi, "kind": FigureKind.ACTUAL, "by": lead}
    actions.enter_measurement(as_at=date(2023, 8, 31), value=Decimal(15), at=EARLIER, **told_of)
    sheet = replace(actions.Sheet.of(kpi), unit=Unit.PERCENT)
    day = date(2023, 9, 1)
    actions.define_kpi(
        kpi=kpi, sheet=sheet, why="Of all", comparable=False, from_on=day, by=lead, at=NOW, seen_version=1
    )
    actions.enter_measurement(as_at=date(2023, 9, 30), value=Decimal(13), at=NOW + timedelta(hours=1), **told_of)
    assert {"Figure entered: 15 at 31 August 2023", "Figure entered: 13% at 30 September 2023"} <= set(titles(kpi))


def test_what_changes_nothing_in_the_sheet_is_no_version_of_it(kpi: Kpi, lead: User) -> None:
    actions.judge_kpi(kpi=kpi, state=JudgedState.AT_RISK, reason="Offers fall", by=lead, at=NOW, seen_version=1)
    assert [each.number for each in versions(read_history(kpi.pk))] == [1]


def test_a_history_is_read_in_one_query_and_is_of_this_kpi_alone(kpi: Kpi) -> None:
    make.Measurement(notice=kpi.notice, value=Decimal(99))
    with CaptureQueriesContext(connection) as asked:
        entries = read_history(kpi.pk)
    assert len(asked) == 1
    assert {entry.kind for entry in entries} == {"kpi", "baseline", "target"}
    assert {entry.kind for entry in entries} <= set(KINDS)
