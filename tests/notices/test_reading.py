"""A notice read whole: clauses in order, obligations with their dates, in a number of queries that does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.calendar import OccurrenceState
from notices.models import AnchorKind, Notice, ObligationKind, RhythmKind
from notices.reading import NoticeReading, ObligationReading, read_notice
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def read(notice: Notice, on: date = TODAY) -> NoticeReading:
    return read_notice(Notice.objects.select_related("council", "issuer").get(pk=notice.pk), on)


def only(notice: Notice, on: date = TODAY) -> ObligationReading:
    (found,) = read(notice, on).obligations
    return found


def states(obligation: ObligationReading) -> list[tuple[date, str]]:
    return [(each.due_on, each.state.value) for each in obligation.occurrences]


def test_the_clauses_stand_in_each_other_in_the_notices_order() -> None:
    notice = make.Notice()
    four = make.Clause(notice=notice, number="4", order=2)
    e = make.Clause(notice=notice, number="4(e)", order=3, parent=four)
    make.Clause(notice=notice, number="4(e)(IV)", order=4, parent=e)
    make.Clause(notice=notice, number="1", order=1)
    found = read(notice)
    assert [clause.number for clause in found.clauses] == ["1", "4"]
    assert [(clause.number, clause.depth) for clause in found.all_clauses] == [
        ("1", 0),
        ("4", 0),
        ("4(e)", 1),
        ("4(e)(IV)", 2),
    ]


def test_the_two_monthly_reports_of_the_devon_notice_as_they_stand_in_the_demo() -> None:
    notice = make.Notice(issued_on=date(2022, 9, 7), tracked_from=date(2023, 5, 8), deliver_by=date(2024, 2, 29))
    obligation = make.Obligation(notice=notice)
    for month, met in ((7, 6), (9, 11)):
        make.Fulfilment(
            notice=notice, obligation=obligation, due_on=date(2023, month, 7), met_on=date(2023, month, met)
        )
    found = only(notice)
    assert states(found) == [
        (date(2022, 11, 7), "before_tracking"),
        (date(2023, 1, 7), "before_tracking"),
        (date(2023, 3, 7), "before_tracking"),
        (date(2023, 5, 7), "before_tracking"),
        (date(2023, 7, 7), "met"),
        (date(2023, 9, 7), "met_late"),
        (date(2023, 11, 7), "late"),
        (date(2024, 1, 7), "due"),
    ]
    assert found.next_due is not None
    assert found.next_due.due_on == date(2024, 1, 7)
    assert found.next_due.warnings == ("7 January 2024 is a Sunday",)
    assert [each.due_on for each in found.late] == [date(2023, 11, 7)]


def test_one_met_before_its_day_makes_way_for_the_one_after() -> None:
    notice = make.Notice(issued_on=date(2022, 9, 7), deliver_by=date(2024, 2, 29))
    obligation = make.Obligation(notice=notice)
    make.Fulfilment(notice=notice, obligation=obligation, due_on=date(2024, 1, 7), met_on=date(2023, 12, 21))
    next_due = only(notice).next_due
    assert next_due is not None
    assert next_due.due_on == date(2024, 3, 7)


@pytest.mark.parametrize(
    ("anchor", "awaiting"),
    [
        (AnchorKind.ISSUE, "awaiting issue date"),
        (AnchorKind.PUBLICATION, "awaiting publication date"),
        (AnchorKind.NONE, "awaiting the date that it is counted from"),
    ],
)
def test_without_its_anchor_an_obligation_awaits_it_and_guesses_nothing(anchor: str, awaiting: str) -> None:
    notice = make.Notice(issued_on=None)
    make.Obligation(notice=notice, anchor=anchor, rhythm=RhythmKind.WITHIN_MONTHS, every=6)
    found = only(notice)
    assert (found.awaiting, found.occurrences, found.next_due) == (awaiting, (), None)


def test_it_resolves_the_moment_the_anchor_is_entered() -> None:
    notice = make.Notice(issued_on=None)
    make.Obligation(notice=notice, anchor=AnchorKind.PUBLICATION, rhythm=RhythmKind.WITHIN_MONTHS, every=6)
    Notice.objects.filter(pk=notice.pk).update(published_on=date(2023, 12, 1))
    assert states(only(notice)) == [(date(2024, 6, 1), "due")]


def test_the_departments_own_duty_is_awaited_and_never_the_councils_lateness() -> None:
    notice = make.Notice(issued_on=date(2025, 1, 14), tracked_from=date(2025, 1, 14), deliver_by=date(2026, 3, 31))
    obligation = make.Obligation(
        notice=notice,
        rhythm=RhythmKind.AT_LEAST_EVERY_MONTHS,
        every=6,
        councils_duty=False,
        duty_of="the Department",
    )
    (passed,) = only(notice, date(2025, 8, 1)).occurrences
    assert (passed.due_on, passed.state, passed.words) == (
        date(2025, 7, 14),
        OccurrenceState.AWAITING,
        "awaited from the Department",
    )
    make.Fulfilment(notice=notice, obligation=obligation, due_on=date(2025, 7, 14), met_on=date(2025, 6, 1))
    assert states(only(notice, date(2025, 8, 1))) == [(date(2025, 7, 14), "met"), (date(2025, 12, 1), "due")]


def test_a_notice_that_is_there_to_be_read_has_no_rated_dates() -> None:
    notice = make.Notice(tracked_from=None)
    make.Obligation(notice=notice)
    found = only(notice)
    assert (found.tracked, found.occurrences, found.awaiting) == (False, (), "")
    assert found.rhythm == "every 2 months"


def test_the_horizons_of_a_notice_count_from_its_issue() -> None:
    notice = make.Notice(issued_on=date(2022, 9, 7))
    make.Obligation(
        notice=notice,
        kind=ObligationKind.TARGETS,
        rhythm=RhythmKind.MONTHS_AFTER,
        every=None,
        months_after=[3, 6, 12, 18],
    )
    assert [(each.months, each.due_on) for each in read(notice).horizons] == [
        (3, date(2022, 12, 7)),
        (6, date(2023, 3, 7)),
        (12, date(2023, 9, 7)),
        (18, date(2024, 3, 7)),
    ]


def test_a_proof_for_another_day_stands_beside_the_dates() -> None:
    notice = make.Notice(issued_on=date(2022, 9, 7))
    obligation = make.Obligation(notice=notice, rhythm=RhythmKind.NOT_STATED, every=None, anchor=AnchorKind.NONE)
    make.Fulfilment(
        notice=notice, obligation=obligation, due_on=date(2023, 6, 1), met_on=date(2023, 6, 1), how="Letter"
    )
    (found,) = only(notice).occurrences
    assert (found.state, found.how) == (OccurrenceState.MET, "Letter")


def test_our_reading_waits_for_the_lead_until_it_is_confirmed() -> None:
    notice = make.Notice()
    row = make.Obligation(notice=notice, our_reading="The text names no anchor: we take the day of issue.")
    assert only(notice).to_confirm
    type(row).objects.filter(pk=row.pk).update(confirmed_by=make.User(), confirmed_at=NOW)
    assert not only(notice).to_confirm


def test_reading_costs_the_same_for_one_row_of_each_as_for_three() -> None:
    def queries(number: int) -> int:
        notice = make.Notice()
        for _ in range(number):
            clause = make.Clause(notice=notice)
            obligation = make.Obligation(notice=notice, clause=clause)
            make.Fulfilment(notice=notice, obligation=obligation)
            make.Area(notice=notice, clause=clause, lead_body=make.Organisation())
            make.Partner(notice=notice)
        loaded = Notice.objects.select_related("council", "issuer").get(pk=notice.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read_notice(loaded, TODAY)
        return len(asked)

    assert queries(1) == queries(3) <= 6
