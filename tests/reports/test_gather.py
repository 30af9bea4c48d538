"""The tree of figures is gathered in a constant number of queries, and kept while nothing changes."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit import codec, ledger
from audit.clock import day_of
from audit.history import keep
from plans.models import Update
from reports.figures.gather import gather
from reports.figures.tree import Figures
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _grow(cast: Cast, rows: int) -> None:
    """So many of everything that hangs on a notice."""
    notice, plan, section = cast.notice, cast.action.plan, cast.action.section
    board = make.Board(notice=notice)
    for number in range(rows):
        action = make.Action(notice=notice, plan=plan, section=section, ref=f"Z{number}")
        make.Accountability(notice=notice, action=action)
        make.Update(notice=notice, action=action)
        make.Milestone(notice=notice, action=action)
        make.DueDateChange(notice=notice, action=action)
        make.Completion(notice=notice, action=action)
        make.ActionEvidence(notice=notice, action=action)
        make.ActionVoice(notice=notice, action=action)
        gone = {"retired_by": cast["lead"], "retired_at": NOW, "retired_why": "It is done elsewhere."}
        make.Action(notice=notice, plan=plan, section=section, ref=f"Y{number}", **gone)
        make.ActionClause(notice=notice, action=action, confirmed_by=cast["lead"], confirmed_at=NOW)
        make.ActionArea(notice=notice, action=action)
        kpi = make.Kpi(notice=notice, plan=plan, section=section, code=f"Z-K{number}")
        make.Baseline(notice=notice, kpi=kpi)
        make.Target(notice=notice, kpi=kpi)
        make.Measurement(notice=notice, kpi=kpi)
        make.KpiAction(notice=notice, kpi=kpi, action=action)
        risk = make.Risk(notice=notice)
        make.RiskReview(notice=notice, risk=risk)
        make.Mitigation(notice=notice, risk=risk)
        make.Obligation(notice=notice)
        seat = make.Seat(notice=notice, board=board, post=make.Post())
        meeting = make.Meeting(notice=notice, board=board, on=date(2023, 6, number + 1))
        make.Attendance(notice=notice, meeting=meeting, seat=seat)
        make.Invitation(notice=notice, meeting=meeting, seat=seat)
        make.Decision(notice=notice, meeting=meeting)
        make.LogUpdate(notice=notice, entry=make.LogEntry(notice=notice, board=board))


def _queries(cast: Cast) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        gather(cast.notice, TODAY)
    return len(asked)


def test_a_notice_of_three_costs_the_same_queries_as_one_of_six(cast: Cast) -> None:
    _grow(cast, 2)
    few = _queries(cast)
    make.Action.reset_sequence(1000)
    for number in range(3, 6):
        action = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=f"Y{number}")
        make.Update(notice=cast.notice, action=action)
        make.Accountability(notice=cast.notice, action=action)
    assert _queries(cast) == few
    assert few <= 26


def test_the_tree_survives_being_stored(cast: Cast) -> None:
    _grow(cast, 2)
    figures = gather(cast.notice, TODAY)
    assert codec.from_text(Figures, codec.to_text(figures)) == figures


def test_an_action_that_was_taken_out_stands_apart_with_its_reason(cast: Cast) -> None:
    gone = {"retired_by": cast["lead"], "retired_at": NOW, "retired_why": "It is done elsewhere."}
    plan, section = cast.action.plan, cast.action.section
    make.Action(notice=cast.notice, plan=plan, section=section, ref="Y1", title="An old promise", **gone)
    found = gather(cast.notice, TODAY)
    (retired,) = found.retired
    assert (retired.ref, retired.why, retired.on) == ("Y1", "It is done elsewhere.", day_of(NOW))
    assert [action.ref for action in found.actions] == ["A1"]


def test_an_update_says_whether_it_waits_to_be_cleared_where_the_plan_asks_for_that(cast: Cast) -> None:
    make.Update(notice=cast.notice, action=cast.action)
    (plain,) = gather(cast.notice, TODAY).actions
    assert plain.latest
    assert not plain.latest.waits_for_clearing
    plan = cast.action.plan
    plan.updates_cleared = True
    keep(plan, by=cast["lead"], at=NOW + timedelta(days=1))
    cache.clear()
    (before,) = gather(cast.notice, TODAY).actions
    assert before.latest
    assert not before.latest.waits_for_clearing, "it was written before that was asked for"
    Update.objects.update(written_at=NOW + timedelta(days=2))
    cache.clear()
    (waiting,) = gather(cast.notice, TODAY).actions
    assert waiting.latest
    assert waiting.latest.waits_for_clearing
    Update.objects.update(cleared_by=cast["accountable"], cleared_at=NOW)
    cache.clear()
    (cleared,) = gather(cast.notice, TODAY).actions
    assert cleared.latest
    assert (cleared.latest.cleared_by, cleared.latest.waits_for_clearing) == (cast["accountable"].name, False)


def test_states_and_ratings_sum_to_their_rows(cast: Cast) -> None:
    _grow(cast, 3)
    figures = gather(cast.notice, TODAY)
    assert sum(count.number for count in figures.kpi_states) == len(figures.kpis) == 3
    assert sum(count.number for count in figures.ratings) == len(figures.actions) == 4


def test_a_second_reading_asks_only_whether_something_changed(cast: Cast) -> None:
    first = gather(cast.notice, TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert gather(cast.notice, TODAY) == first
    assert len(asked) == 1


def test_an_event_makes_the_next_reading_a_fresh_one(cast: Cast) -> None:
    before = gather(cast.notice, TODAY)
    make.Update(notice=cast.notice, action=cast.action, rating="amber", recovery_steps="Recruit", recovery_on=TODAY)
    with ledger.chain(cast.notice.pk) as record:
        record("action.updated", cast.action, by=cast["officer"], at=NOW)
    after = gather(cast.notice, TODAY)
    assert before.actions[0].rating == ""
    assert after.actions[0].rating == "amber"


def test_another_notices_rows_are_never_in_the_tree(cast: Cast) -> None:
    make.Update(notice=cast.elsewhere, text="canary")
    make.VoiceEntry(notice=cast.elsewhere, said="canary")
    make.Risk(notice=cast.elsewhere, title="canary")
    make.Kpi(notice=cast.elsewhere, name="canary")
    assert "canary" not in codec.to_text(gather(cast.notice, TODAY))


def test_the_day_decides_only_what_is_late(cast: Cast) -> None:
    before, after = gather(cast.notice, date(2024, 1, 31)), gather(cast.notice, date(2024, 2, 1))
    assert (before.actions[0].days_late, after.actions[0].days_late) == (0, 1)
    assert before.actions[0].due_on == after.actions[0].due_on
