"""The sweep opens the reports that a notice asks for, each once, with its period and its cut-off."""

from datetime import UTC, date, datetime

import pytest

from audit import clock
from notices.models import AnchorKind, RhythmKind
from reports import tasks
from reports.models import Commentary, Report
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2023, 12, 22, 9, 0, tzinfo=UTC))


def test_the_next_report_and_every_late_one_since_tracking_began_are_opened_once() -> None:
    obligation = make.Obligation()
    for met in (date(2023, 7, 7), date(2023, 9, 7)):
        make.Fulfilment(notice=obligation.notice, obligation=obligation, due_on=met, met_on=met)
    tasks.sweep()
    tasks.sweep()
    rows = Report.objects.filter(obligation=obligation).order_by("due_on")
    assert [(row.due_on, row.period_from, row.period_to) for row in rows] == [
        (date(2023, 11, 7), date(2023, 9, 8), date(2023, 10, 23)),
        (date(2024, 1, 7), date(2023, 10, 24), date(2023, 12, 23)),
    ]


def test_a_report_begins_where_the_figures_of_the_one_before_ended() -> None:
    obligation = make.Obligation()
    told = {"notice": obligation.notice, "obligation": obligation, "number": 1}
    make.Report(**told, due_on=date(2023, 11, 7), period_from=date(2023, 9, 1), cutoff_on=date(2023, 11, 1))
    tasks.sweep()
    assert Report.objects.get(due_on=date(2024, 1, 7)).period_from == date(2023, 11, 1)


def test_a_round_that_lies_long_before_the_due_date_cuts_nothing_off() -> None:
    obligation = make.Obligation()
    early = {"opens_on": date(2023, 10, 30), "closes_on": date(2023, 11, 6), "board_on": date(2023, 11, 16)}
    make.Cycle(notice=obligation.notice, cutoff_at=datetime(2023, 11, 8, 17, 0, tzinfo=UTC), **early)
    tasks.sweep()
    assert Report.objects.get(due_on=date(2024, 1, 7)).cutoff_on == date(2023, 12, 24)


def test_the_cut_off_is_that_of_the_last_round_of_the_period() -> None:
    obligation = make.Obligation()
    make.Cycle(notice=obligation.notice)
    late = {"opens_on": date(2024, 1, 2), "closes_on": date(2024, 1, 8), "board_on": date(2024, 1, 18)}
    make.Cycle(notice=obligation.notice, cutoff_at=datetime(2024, 1, 10, 17, 0, tzinfo=UTC), **late)
    tasks.sweep()
    assert Report.objects.get(due_on=date(2024, 1, 7)).cutoff_on == date(2023, 12, 6)


def test_without_a_round_the_cut_off_is_fourteen_days_before() -> None:
    make.Obligation()
    tasks.sweep()
    assert Report.objects.get(due_on=date(2024, 1, 7)).cutoff_on == date(2023, 12, 24)


@pytest.mark.parametrize(
    "told",
    [
        {"tracked": False},
        {"councils_duty": False},
        {"anchor": AnchorKind.PUBLICATION},
        {"rhythm": RhythmKind.EACH_MEETING, "anchor": AnchorKind.NONE},
        {"kind": "review"},
    ],
)
def test_nothing_is_opened_where_no_report_can_be_due(told: dict[str, object]) -> None:
    make.Obligation(**told)
    tasks.sweep()
    assert not Report.objects.exists()


def test_nothing_is_opened_for_a_notice_that_is_only_there_to_read() -> None:
    make.Obligation(notice=make.Notice(tracked_from=None))
    tasks.sweep()
    assert not Report.objects.exists()


def test_a_due_date_on_the_day_that_the_clocks_change_is_opened_for_that_day() -> None:
    notice = make.Notice(issued_on=date(2022, 12, 31), deliver_by=None, tracked_from=date(2023, 9, 1))
    make.Obligation(notice=notice, every=10, last_day=True)
    tasks.sweep()
    assert [row.due_on for row in Report.objects.order_by("due_on")] == [date(2023, 10, 31), date(2024, 8, 31)]


def test_whoever_wrote_the_commentary_last_time_is_asked_again() -> None:
    obligation = make.Obligation()
    before = make.Report(
        notice=obligation.notice,
        obligation=obligation,
        number=1,
        due_on=date(2023, 11, 7),
        period_from=date(2023, 9, 8),
        cutoff_on=date(2023, 11, 1),
    )
    asked = make.Commentary(notice=obligation.notice, report=before, asked_of=make.Post())
    new = make.Section(notice=obligation.notice, plan=asked.section.plan)
    tasks.sweep()
    rows = Commentary.objects.filter(report__due_on=date(2024, 1, 7))
    assert {row.section: row.asked_of for row in rows} == {asked.section: asked.asked_of, new: None}
