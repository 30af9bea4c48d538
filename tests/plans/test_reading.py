"""What is told of a plan: the figures' source. Its rules follow from the rows, its queries do not grow."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import actions
from plans.models import Action, Completion, DueDateChange, Update
from plans.rating import Rating
from plans.reading import ActionReading, read_plan
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY


def told(cast: Cast, on: date = TODAY, **more: object) -> ActionReading:
    return read_plan(cast.notice, on, **more).actions[0]  # type: ignore[arg-type]


def one_of_everything(cast: Cast, action: Action) -> None:
    of = {"notice": cast.notice, "action": action}
    for state in ("asked", "declined"):
        decided = {"decision": make.Decision(notice=cast.notice), "answered_by": cast["office"], "answered_at": NOW}
        make.DueDateChange(**of, state=state, **(decided if state == "declined" else {}))
    make.Update(**of, on_behalf_of=cast.post)
    make.Milestone(**of)
    make.Completion(**of)
    make.ActionEvidence(**of)
    make.ActionArea(**of)
    make.ActionClause(**of)
    make.ActionClause(**of, confirmed_by=cast["lead"], confirmed_at=NOW)
    make.Accountability(**of, post=None, organisation=make.Organisation(), order=2)
    risk = make.Risk(notice=cast.notice)
    make.RiskReview(notice=cast.notice, risk=risk)
    make.Mitigation(notice=cast.notice, risk=risk)


def test_reading_costs_the_same_for_one_action_as_for_three_and_at_most_ten_queries(cast: Cast) -> None:
    make.Cycle(notice=cast.notice)
    one_of_everything(cast, cast.action)
    with CaptureQueriesContext(
        connection,
    ) as one:
        read_plan(cast.notice, TODAY)
    for ref in ("B1", "B2"):
        more = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref)
        one_of_everything(cast, more)
    with CaptureQueriesContext(connection) as three:
        reading = read_plan(cast.notice, TODAY)
    assert len(reading.actions) == 3
    assert len(one) == len(three) <= 10


def test_another_notices_plan_is_not_told(cast: Cast) -> None:
    make.Action(notice=cast.elsewhere, ref="CANARY")
    make.Risk(notice=cast.elsewhere, ref="CANARY")
    reading = read_plan(cast.notice, TODAY)
    assert [each.ref for each in reading.actions] == ["A1"]
    assert reading.risks == ()


def test_a_notice_without_a_plan_has_nothing_to_tell(cast: Cast) -> None:
    reading = read_plan(make.Notice(), TODAY)
    assert (reading.plans, reading.sections, reading.actions, reading.risks) == ((), (), (), ())


def test_an_action_that_nobody_rated_has_no_rating_and_no_difference(cast: Cast) -> None:
    reading = told(cast)
    assert (reading.rating, reading.latest, reading.difference, reading.completion) == ("", None, "", "")


def test_a_green_action_past_its_date_is_told_with_the_difference(cast: Cast, updated: Callable[..., Update]) -> None:
    updated()
    reading = told(cast, date(2024, 2, 12))
    assert reading.rating == "green"
    assert reading.late
    assert reading.days_late == 12
    assert reading.suggestion.rating is Rating.RED
    assert reading.difference.startswith("reported green, 12 days overdue")


def test_a_claim_stops_lateness_and_waits_and_only_its_confirmation_makes_blue(
    cast: Cast, claimed: Completion, updated: Callable[..., Update]
) -> None:
    updated()
    waiting = told(cast, date(2024, 3, 1))
    assert (waiting.rating, waiting.waits, waiting.days_late, waiting.late) == ("green", True, 0, False)
    actions.confirm_completion(completion=claimed, reader=cast.reader("lead"), at=NOW)
    confirmed = told(cast, date(2024, 3, 1))
    assert (confirmed.rating, confirmed.complete, confirmed.difference) == ("blue", True, "")


def test_a_returned_claim_counts_lateness_as_if_it_had_not_been_made(cast: Cast, claimed: Completion) -> None:
    actions.return_completion(
        completion=claimed, reader=cast.reader("chair"), at=NOW, answer="The minutes are missing."
    )
    reading = told(cast, date(2024, 2, 1))
    assert (reading.completion, reading.days_late, reading.late) == ("returned", 1, True)


def test_only_an_agreed_change_moves_the_date_and_the_slip_counts_from_the_original(
    cast: Cast, asked: DueDateChange
) -> None:
    before = told(cast)
    assert (before.due_on, before.slip_days) == (date(2024, 1, 31), 0)
    assert before.open_date_change is not None
    decision = make.Decision(notice=cast.notice, number=7)
    actions.decide_date_change(change=asked, agreed=True, decision=decision, reader=cast.reader("office"), at=NOW)
    after = told(cast)
    assert (after.original_due_on, after.due_on, after.slip_days) == (date(2024, 1, 31), date(2024, 3, 31), 60)
    change = after.date_changes[0]
    assert (change.state, change.authority, change.decision, change.meeting_on) == (
        "agreed",
        "board",
        7,
        TODAY - timedelta(8),
    )
    assert after.open_date_change is None


@pytest.mark.parametrize(("at", "silent"), [(datetime(2023, 12, 1, 9, tzinfo=UTC), False), (NOW, True)])
def test_silent_means_no_update_in_the_last_closed_window(
    cast: Cast, updated: Callable[..., Update], at: datetime, silent: bool
) -> None:
    assert not told(cast).silent
    make.Cycle(notice=cast.notice)
    assert told(cast).silent
    assert not told(cast, date(2023, 12, 4)).silent
    updated(at=at)
    assert told(cast).silent is silent


def test_a_claimed_action_is_not_silent(cast: Cast, claimed: Completion) -> None:
    make.Cycle(notice=cast.notice)
    assert not told(cast).silent


def test_what_is_in_place_is_never_overdue(cast: Cast) -> None:
    action = make.Action(
        notice=cast.notice,
        plan=cast.action.plan,
        section=cast.action.section,
        ref="C4",
        by_when_printed="Established March 2022",
        original_due_on=None,
        due_on=None,
        in_place=True,
    )
    reading = next(each for each in read_plan(cast.notice, date(2030, 1, 1)).actions if each.pk == action.pk)
    assert (reading.days_late, reading.late, reading.suggestion.rating) == (0, False, Rating.GREEN)


def test_a_failing_kpi_is_among_the_reasons(cast: Cast, updated: Callable[..., Update]) -> None:
    updated()
    reading = told(cast, failing_kpis={cast.action.pk: ["A-K3"]})
    assert reading.difference == "reported green, linked KPI failing: A-K3"


def test_a_post_that_nobody_holds_today_is_told_as_uncovered(cast: Cast) -> None:
    assert not told(cast).uncovered
    assert told(cast, date(2021, 1, 1)).uncovered
    forum = make.Organisation()
    make.Accountability(notice=cast.notice, action=cast.action, post=None, organisation=forum, order=2)
    assert told(cast).uncovered
    make.Contact(organisation=forum)
    assert not told(cast).uncovered


def test_a_risk_is_told_with_its_score_now_and_before(cast: Cast) -> None:
    risk = actions.raise_risk(
        notice=cast.notice,
        title="Vacancies",
        cause="c",
        event="e",
        effect="f",
        owner=cast.post,
        likelihood=4,
        impact=5,
        target_likelihood=2,
        target_impact=3,
        by=cast["lead"],
        at=NOW,
    )
    assert read_plan(cast.notice, TODAY).risks[0].previous_score == 0
    actions.review_risk(risk=risk, likelihood=3, text="Two posts filled.", by=cast["lead"], at=NOW + timedelta(1))
    told_risk = read_plan(cast.notice, TODAY).risks[0]
    assert (told_risk.ref, told_risk.score, told_risk.previous_score, told_risk.target_score) == ("R1", 15, 20, 6)
