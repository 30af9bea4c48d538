"""What we read into the documents fits our models: every rhythm can be counted, every sentence fits its field."""

from datetime import date

import pytest

from config.demo import facts
from config.demo.facts import shapes
from config.demo.replay.wording import ASKS_NOTHING, ILLUSTRATIVE, ISSUED_ON_NOTE, counted, rests_upon
from notices import calendar
from notices.models import AnchorKind, Notice, Obligation, RhythmKind

DEMANDS = [(notice.slug, each) for notice in facts.NOTICES for each in notice.obligations]


def demand(rhythm: shapes.Rhythm, anchor: shapes.Anchor = shapes.Anchor.ISSUE) -> shapes.Obligation:
    return shapes.Obligation("x", "1", shapes.ObligationKind.REVIEW, "x", rhythm, "x", anchor)


@pytest.mark.parametrize(
    ("rhythm", "kind", "every"),
    [
        (shapes.EveryMonths(2), RhythmKind.EVERY_MONTHS, 2),
        (shapes.EveryMonths(6, at_least=True), RhythmKind.AT_LEAST_EVERY_MONTHS, 6),
        (shapes.EveryWeeks(4), RhythmKind.EVERY_WEEKS, 4),
        (shapes.EachMonth(), RhythmKind.EVERY_MONTHS, 1),
        (shapes.MonthsAfter((3, 6)), RhythmKind.MONTHS_AFTER, None),
        (shapes.Within(1), RhythmKind.WITHIN_MONTHS, 1),
        (shapes.OnceBy(date(2024, 2, 29), "by the end of February 2024"), RhythmKind.NAMED_DAYS, None),
        (shapes.OnDates((date(2013, 12, 31),), ("December 2013",)), RhythmKind.NAMED_DAYS, None),
        (shapes.EachMeeting(), RhythmKind.EACH_MEETING, None),
        (shapes.AgreedTimetable("DfE"), RhythmKind.NOT_STATED, None),
        (shapes.BeforeEachReview(), RhythmKind.NOT_STATED, None),
        (shapes.KeptUpToDate(), RhythmKind.NOT_STATED, None),
        (shapes.NoneStated(), RhythmKind.NOT_STATED, None),
    ],
)
def test_a_rhythm_as_the_document_has_it_becomes_ours(
    rhythm: shapes.Rhythm, kind: RhythmKind, every: int | None
) -> None:
    found = counted(demand(rhythm))
    assert (found.rhythm, found.every) == (kind, every)


def test_once_a_month_without_a_day_is_counted_to_the_months_end_and_says_so() -> None:
    found = counted(demand(shapes.EachMonth(), shapes.Anchor.NONE))
    assert (found.anchor, found.last_day) == (AnchorKind.ISSUE, True)
    assert "last day of each month" in found.reading


def test_a_first_meeting_that_nobody_knows_is_no_anchor() -> None:
    assert counted(demand(shapes.EveryWeeks(4), shapes.Anchor.FIRST_MEETING)).anchor == AnchorKind.NONE


@pytest.mark.parametrize(("slug", "obligation"), DEMANDS)
def test_every_obligation_can_be_counted_and_fits_its_row(slug: str, obligation: shapes.Obligation) -> None:
    found = counted(obligation)
    calendar.Rhythm(
        calendar.RhythmKind(found.rhythm),
        every=found.every,
        day=calendar.LAST_DAY if found.last_day else None,
        after=tuple(found.months_after),
        days=tuple(found.named_days),
    )
    for field, text in (
        ("title", obligation.summary),
        ("our_reading", f"{obligation.reading} {found.reading}"),
        ("to_whom", ", ".join(obligation.to)),
    ):
        assert len(text) <= (Obligation._meta.get_field(field).max_length or 0), (slug, field)


def test_paragraphs_that_ask_nothing_are_paragraphs_of_their_notice() -> None:
    for notice in facts.NOTICES:
        assert ASKS_NOTHING[notice.slug] <= {clause.number for clause in notice.clauses}


def test_every_notice_says_what_is_invented_and_upon_what_it_rests() -> None:
    for notice in facts.NOTICES:
        assert len(ILLUSTRATIVE[notice.slug]) <= (Notice._meta.get_field("illustrative").max_length or 0)
        assert len(ISSUED_ON_NOTE[notice.slug]) <= (Notice._meta.get_field("issued_on_note").max_length or 0)
        assert notice.issued_on_illustrative == ISSUED_ON_NOTE[notice.slug].startswith("Illustrative")
        upon = rests_upon(notice)
        assert upon.startswith(notice.inspection.title)
        assert all(note in upon for note in notice.notes)
