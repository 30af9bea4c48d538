"""What is done to KPIs, by whom, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, Direction, FigureKind, Kpi, Measurement, Period, Unit
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Notice
from people.models import User
from plans.models import Section
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DUE = date(2024, 1, 31)


@pytest.fixture
def kpi() -> Kpi:
    return make.Kpi(unit=Unit.COUNT, direction=Direction.LOWER)


@pytest.fixture
def lead() -> User:
    return make.User(name="The lead")


def target(kpi: Kpi, rule: str, due_on: date = DUE, order: int = 1) -> None:
    make.Target(notice=kpi.notice, kpi=kpi, rule=rule, due_on=due_on, printed_order=order)


def add(section: Section, by: User, *, rules: tuple[str, ...] = ("45%",), value: Decimal | None = None) -> Kpi:
    return actions.add_kpi(
        plan=section.plan,
        section=section,
        code="A-K1",
        order=1,
        name="Plans issued within 20 weeks",
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        baseline=actions.PrintedBaseline(text="as printed", value=value, as_at=date(2023, 1, 31)),
        targets=[actions.TargetRow("Milestone", date(2024, 1, day), rule) for day, rule in enumerate(rules, 1)],
        by=by,
        at=NOW,
    )


def last_event(notice: Notice) -> Event:
    return Event.objects.filter(chain=f"notice:{notice.pk}").latest("number")


# --- setting up ----------------------------------------------------------------------------------


def test_a_kpi_is_added_with_its_baseline_and_targets_as_printed_and_the_ledger_knows(lead: User) -> None:
    section = make.Section()
    kpi = add(section, lead, rules=("25% reduction", "TBC", ""), value=Decimal(16))
    assert [row.rule for row in actions.rows.current_targets(kpi)] == ["25% reduction", "TBC", ""]
    baseline = kpi.baselines.get()
    assert (baseline.state, baseline.value, baseline.approved_by, baseline.proposed_by) == (
        BaselineState.APPROVED,
        16,
        lead,
        None,
    )
    assert last_event(kpi.notice).verb == "kpi.added"
    assert kpi.history.get().history_user == lead


def test_a_printed_baseline_without_a_value_stays_awaited_and_nobody_approved_it(lead: User) -> None:
    baseline = add(make.Section(), lead).baselines.get()
    assert (baseline.state, baseline.value, baseline.approved_by) == (BaselineState.AWAITED, None, None)


def test_a_rule_that_cannot_be_read_is_refused_with_what_to_write(lead: User) -> None:
    with pytest.raises(Refused, match="as its decimal mark: write a full stop") as refused:
        add(make.Section(), lead, rules=("12,1%",))
    assert refused.value.field == "rule"
    assert not Kpi.objects.exists()


def test_a_percentage_change_of_a_zero_baseline_is_refused_and_asks_for_the_value(lead: User) -> None:
    with pytest.raises(Refused, match="of a baseline of 0 means nothing: write the value to reach instead"):
        add(make.Section(), lead, rules=("25% reduction",), value=Decimal(0))


def test_a_point_change_of_a_zero_baseline_is_taken(lead: User) -> None:
    assert add(make.Section(), lead, rules=("20%-point increase",), value=Decimal(0)).pk


def test_two_targets_of_one_day_and_a_code_used_twice_are_refused(lead: User) -> None:
    section = make.Section()
    add(section, lead)
    with pytest.raises(Refused, match="There is a KPI A-K1 already"):
        add(section, lead)
    with pytest.raises(Refused, match="Two targets are due on 31 January 2024"):
        actions.rebase_targets(
            kpi=Kpi.objects.get(),
            targets=[actions.TargetRow("One", DUE, "45%"), actions.TargetRow("Two", DUE, "50%")],
            decision=make.Decision(notice=section.notice),
            by=lead,
            at=NOW,
            seen_version=1,
        )


def test_an_action_is_linked_once_however_often_it_is_said(kpi: Kpi, lead: User) -> None:
    action = make.Action(notice=kpi.notice)
    first = actions.link_action(kpi=kpi, action=action, by=lead, at=NOW)
    assert actions.link_action(kpi=kpi, action=action, by=lead, at=NOW) == first
    assert kpi.actions.count() == 1


def test_the_direction_is_set_once_and_a_stale_form_is_told(kpi: Kpi, lead: User) -> None:
    changed = actions.set_direction(kpi=kpi, direction=Direction.HIGHER, by=lead, at=NOW, seen_version=1)
    assert (changed.direction, changed.version) == (Direction.HIGHER, 2)
    with pytest.raises(ChangedMeanwhile) as changed_meanwhile:
        actions.set_direction(kpi=kpi, direction=Direction.NOT_SET, by=lead, at=NOW, seen_version=1)
    assert changed_meanwhile.value.row == kpi
    assert [row.direction for row in kpi.history.order_by("pk")][-1] == Direction.HIGHER


def test_a_definition_is_kept_with_its_author_and_only_its_digest_is_in_the_ledger(kpi: Kpi, lead: User) -> None:
    sheet = replace(actions.Sheet.of(kpi), definition="Posts without a holder", source="HR")
    actions.define_kpi(kpi=kpi, sheet=sheet, why="Asked by the board", by=lead, at=NOW, seen_version=1)
    kept = kpi.history.latest("pk")
    assert (kept.history_user, kept.history_change_reason) == (lead, "Asked by the board")
    assert "Posts without" not in last_event(kpi.notice).body


# --- baselines -----------------------------------------------------------------------------------


def propose(kpi: Kpi, by: User, value: str = "16", **more: object) -> Baseline:
    return actions.propose_baseline(
        kpi=kpi, value=Decimal(value), as_at=date(2023, 1, 31), source="HR", by=by, at=NOW, **more
    )


def test_a_second_person_approves_a_baseline_and_the_ledger_has_old_state_and_new_value(kpi: Kpi, lead: User) -> None:
    proposed = propose(kpi, make.User())
    approved = actions.approve_baseline(baseline=proposed, by=lead, at=NOW, seen_version=1)
    assert (approved.state, approved.approved_by, approved.version) == (BaselineState.APPROVED, lead, 2)
    body = last_event(kpi.notice).body
    assert '"old_state":"awaited"' in body
    assert '"value":"16"' in body or '"value":"16.0000"' in body


def test_nobody_approves_a_baseline_that_they_proposed(kpi: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="a second person has to approve it"):
        actions.approve_baseline(baseline=propose(kpi, lead), by=lead, at=NOW, seen_version=1)


def test_only_the_latest_proposal_can_be_approved(kpi: Kpi, lead: User) -> None:
    first, _ = propose(kpi, make.User()), propose(kpi, make.User(), "15")
    with pytest.raises(Refused, match="no longer the latest proposal"):
        actions.approve_baseline(baseline=first, by=lead, at=NOW, seen_version=1)


def test_a_proposal_that_was_gone_back_to_and_sent_again_is_not_proposed_twice(kpi: Kpi) -> None:
    data_lead = make.User()
    propose(kpi, data_lead)
    with pytest.raises(Refused, match="nothing was saved a second time"):
        propose(kpi, data_lead)
    assert propose(kpi, data_lead, "15").number == propose(kpi, make.User(), "15").number - 1


def test_approving_twice_is_approving_once(kpi: Kpi, lead: User) -> None:
    proposed = propose(kpi, make.User())
    actions.approve_baseline(baseline=proposed, by=lead, at=NOW, seen_version=1)
    before = last_event(kpi.notice).number
    actions.approve_baseline(baseline=proposed, by=lead, at=NOW, seen_version=1)
    assert last_event(kpi.notice).number == before


def test_an_approved_baseline_is_corrected_by_a_new_version(kpi: Kpi, lead: User) -> None:
    who = make.User()
    for value in ("16", "17"):
        proposed = propose(kpi, who, value)
        actions.approve_baseline(baseline=proposed, by=lead, at=NOW, seen_version=1)
    standing = actions.rows.standing_baseline(kpi)
    assert standing is not None
    assert (standing.number, standing.value) == (2, 17)
    assert '"old_value":"16.0000"' in last_event(kpi.notice).body


def test_a_zero_baseline_is_refused_where_a_target_asks_for_a_percentage_of_it(kpi: Kpi, lead: User) -> None:
    target(kpi, "25% reduction")
    with pytest.raises(Refused, match="write the value to reach instead"):
        propose(kpi, lead, "0")


def test_a_zero_baseline_is_refused_at_approval_when_such_a_target_came_meanwhile(kpi: Kpi, lead: User) -> None:
    proposed = propose(kpi, make.User(), "0")
    target(kpi, "25% reduction")
    with pytest.raises(Refused, match="write the value to reach instead"):
        actions.approve_baseline(baseline=proposed, by=lead, at=NOW, seen_version=1)


def test_a_baseline_of_a_day_to_come_is_refused(kpi: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="cannot be of a day to come"):
        actions.propose_baseline(kpi=kpi, value=Decimal(1), as_at=DUE, source="HR", by=lead, at=NOW)


# --- figures -------------------------------------------------------------------------------------


def enter(kpi: Kpi, by: User, value: str = "14", as_at: date = date(2023, 11, 30), **more: object) -> Measurement:
    more = {"kind": FigureKind.ACTUAL, **more}
    return actions.enter_measurement(kpi=kpi, as_at=as_at, value=Decimal(value), by=by, at=NOW, **more)


def test_a_figure_is_entered_with_who_and_when(kpi: Kpi, lead: User) -> None:
    row = enter(kpi, lead, note="Two posts were filled")
    assert (row.value, row.entered_by, row.entered_at) == (14, lead, NOW)
    assert last_event(kpi.notice).verb == "measurement.entered"
    assert row.history.get().history_user == lead


def test_a_second_figure_of_one_day_is_refused_and_told_to_correct_the_first(kpi: Kpi, lead: User) -> None:
    enter(kpi, lead)
    with pytest.raises(Refused, match="30 November 2023 already has a figure, 14: correct that one") as refused:
        enter(kpi, lead, "15")
    assert refused.value.field == "as_at"


def test_a_period_s_figure_is_as_at_its_last_day_and_the_right_one_is_named(kpi: Kpi, lead: User) -> None:
    said = "15 November 2023 is not the last day of a month: give 30 November 2023 for November 2023"
    with pytest.raises(Refused, match=said) as refused:
        enter(kpi, lead, as_at=date(2023, 11, 15), period=Period.MONTH)
    assert refused.value.field == "as_at"
    assert enter(kpi, lead, as_at=date(2023, 11, 15)).period == Period.DAY


def test_a_period_has_one_figure_however_its_day_is_called(kpi: Kpi, lead: User) -> None:
    enter(kpi, lead, as_at=date(2023, 9, 30), period=Period.QUARTER)
    with pytest.raises(Refused, match="July to September 2023 already has a figure, 14: correct that one"):
        enter(kpi, lead, "15", as_at=date(2023, 9, 30), period=Period.MONTH)


def test_a_correction_can_change_the_period_and_keeps_it_otherwise(kpi: Kpi, lead: User) -> None:
    first = enter(kpi, lead, as_at=date(2023, 9, 30), period=Period.MONTH)
    second = correct(first, lead, "14", period=Period.QUARTER)
    assert second.period == Period.QUARTER
    assert correct(second, lead, "12").period == Period.QUARTER
    with pytest.raises(Refused, match="is not the last day of a quarter"):
        correct(Measurement.objects.get(corrected=False), lead, "12", as_at=date(2023, 10, 31))


def test_doubts_that_somebody_settled_are_kept_as_codes(kpi: Kpi, lead: User) -> None:
    row = enter(kpi, lead, doubts=["tenfold", "anothers"])
    assert '"doubts":"anothers,tenfold"' in last_event(kpi.notice).body
    correct(row, lead)
    assert "doubts" not in last_event(kpi.notice).body


def test_a_figure_of_a_day_to_come_can_only_be_projected(kpi: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="can only be a projected one"):
        enter(kpi, lead, as_at=DUE)
    assert enter(kpi, lead, as_at=DUE, kind=FigureKind.PROJECTED).pk


def test_a_corrected_figure_stays_beside_the_one_that_replaced_it(kpi: Kpi, lead: User) -> None:
    old = enter(kpi, lead)
    new = correct(old, lead)
    old.refresh_from_db()
    assert old.corrected
    assert (new.corrects, new.value, new.note) == (old, 13, "Counted twice")
    assert kpi.measurements.filter(corrected=False).get() == new


def correct(row: Measurement, by: User, value: str = "13", why: str = "Counted twice", **more: object) -> Measurement:
    more = {"kind": FigureKind.ACTUAL, "seen_version": 1, **more}
    return actions.correct_measurement(measurement=row, value=Decimal(value), why=why, by=by, at=NOW, **more)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"why": "  "}, "Say why the figure is corrected"),
        ({"value": "14"}, "This is the figure that stands already"),
        ({"as_at": date(2023, 10, 31)}, "already has a figure"),
        ({"as_at": DUE}, "can only be a projected one"),
    ],
)
def test_a_correction_says_why_and_changes_something(kpi: Kpi, lead: User, more: dict[str, object], says: str) -> None:
    enter(kpi, lead, "12", date(2023, 10, 31))
    with pytest.raises(Refused, match=says):
        correct(enter(kpi, lead), lead, **more)


def test_a_correction_of_the_figure_that_begins_a_series_begins_it_too(kpi: Kpi, lead: User) -> None:
    new = correct(enter(kpi, lead, series_break=True), lead)
    assert new.series_break


def test_a_figure_that_somebody_corrected_meanwhile_is_not_corrected_again(kpi: Kpi, lead: User) -> None:
    old = enter(kpi, lead)
    correct(old, lead)
    with pytest.raises(ChangedMeanwhile):
        correct(old, lead, "12")


def test_a_figure_can_be_moved_to_its_right_day(kpi: Kpi, lead: User) -> None:
    moved = correct(enter(kpi, lead), lead, "14", as_at=date(2023, 10, 31))
    assert moved.as_at == date(2023, 10, 31)
    assert enter(kpi, lead, "15").pk


# --- targets -------------------------------------------------------------------------------------


def test_rebased_targets_are_a_new_edition_that_cites_its_decision(kpi: Kpi, lead: User) -> None:
    target(kpi, "8")
    decision = make.Decision(notice=kpi.notice)
    rows = [actions.TargetRow("Target", date(2024, 3, 31), "9")]
    found = actions.rebase_targets(kpi=kpi, targets=rows, decision=decision, by=lead, at=NOW, seen_version=1)
    assert [(row.edition, row.rule, row.decision) for row in found] == [(2, "9", decision)]
    assert kpi.targets.filter(edition=1).count() == 1
    with pytest.raises(ChangedMeanwhile):
        actions.rebase_targets(kpi=kpi, targets=rows, decision=decision, by=lead, at=NOW, seen_version=1)


def test_a_kpi_is_not_rebased_to_nothing(kpi: Kpi, lead: User) -> None:
    decision = make.Decision(notice=kpi.notice)
    with pytest.raises(Refused, match="Give at least one target"):
        actions.rebase_targets(kpi=kpi, targets=[], decision=decision, by=lead, at=NOW, seen_version=1)


@pytest.fixture
def unplaced() -> Kpi:
    kpi = make.Kpi(unplaced=["TBC", "0.63%", "0.56%"])
    for order, month in enumerate((1, 2, 3), 1):
        target(kpi, "", date(2024, month, 28), order)
    return kpi


def place(kpi: Kpi, by: User, *days: date | None, why: str = "The council's own table") -> object:
    return actions.place_cells(kpi=kpi, places=days, why=why, by=by, at=NOW, seen_version=1)


def test_a_cell_is_not_placed_over_a_target_that_a_decision_agreed(unplaced: Kpi, lead: User) -> None:
    decision = make.Decision(notice=unplaced.notice)
    first = unplaced.targets.earliest("due_on")
    make.Target(notice=unplaced.notice, kpi=unplaced, due_on=first.due_on, rule="0.9%", edition=2, decision=decision)
    cells = [None] * (len(unplaced.unplaced) - 1)
    with pytest.raises(Refused, match="was agreed by a decision: rebase the targets instead"):
        actions.place_cells(
            kpi=unplaced, places=[first.due_on, *cells], why="Asked.", by=lead, at=NOW, seen_version=unplaced.version
        )


def test_placed_cells_become_rules_and_no_cell_waits_any_more(unplaced: Kpi, lead: User) -> None:
    place(unplaced, lead, None, date(2024, 2, 28), date(2024, 3, 28))
    unplaced.refresh_from_db()
    assert unplaced.unplaced == []
    assert [row.rule for row in actions.rows.current_targets(unplaced)] == ["", "0.63%", "0.56%"]
    assert unplaced.history.latest("pk").history_change_reason == "The council's own table"


@pytest.mark.parametrize(
    ("days", "why", "says"),
    [
        ((date(2024, 1, 28),), "Known", "Say for each printed cell where it belongs"),
        ((None, None, None), " ", "Say how you know"),
        ((date(2024, 1, 28), date(2024, 1, 28), None), "Known", "Give each cell a target of its own"),
        ((date(2025, 1, 28), None, None), "Known", "Give each cell a target of its own"),
    ],
)
def test_a_cell_is_placed_once_and_on_a_target_that_is_there(
    unplaced: Kpi, lead: User, days: tuple[date | None, ...], why: str, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        place(unplaced, lead, *days, why=why)


# --- sent twice ----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [propose, enter])
def test_a_form_that_is_sent_twice_makes_one_row(kpi: Kpi, lead: User, verb: Callable[..., Baseline]) -> None:
    sent_as = uuid4()
    assert verb(kpi, lead, sent_as=sent_as) == verb(kpi, lead, sent_as=sent_as)


def test_a_correction_that_is_sent_twice_makes_one_row(kpi: Kpi, lead: User) -> None:
    old, sent_as = enter(kpi, lead), uuid4()
    assert correct(old, lead, sent_as=sent_as) == correct(old, lead, sent_as=sent_as)
    assert kpi.measurements.count() == 2
