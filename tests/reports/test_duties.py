"""How duties without dates are shown to be kept: invitations, the log, the plan, what is kept up to date."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache

from boards.models import BoardKind
from notices.models import AnchorKind, Notice, ObligationKind, RhythmKind
from people.models import OrganisationKind
from reports.figures.gather import gather
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ON = date(2023, 12, 22)
AUTUMN, WINTER = date(2023, 11, 16), date(2023, 12, 14)


@pytest.fixture
def notice() -> Notice:
    return make.Notice(tracked_from=date(2023, 5, 8))


def asked(notice: Notice, kind: ObligationKind, rhythm: RhythmKind) -> None:
    clause = make.Clause(notice=notice, number="6")
    told = {"title": "The duty", "kind": kind, "rhythm": rhythm, "anchor": AnchorKind.NONE, "every": None}
    make.Obligation(notice=notice, clause=clause, **told)


def says(notice: Notice) -> tuple[str, str]:
    cache.clear()  # rows made by hand are in no ledger, which would tell that something changed
    found = next(each for each in gather(notice, ON).clauses if each.number == "6")
    return found.cover, found.says


def met(notice: Notice, *days: date, invited: tuple[OrganisationKind, ...] = ()) -> list[object]:
    board = make.Board(notice=notice, kind=BoardKind.PARTNERSHIP)
    told = {"board": board, "held": True, "recorded_by": make.User(), "recorded_at": NOW}
    meetings = [make.Meeting(notice=notice, on=day, **told) for day in days]
    for kind in invited:
        seat = make.Seat(notice=notice, board=board, organisation=make.Organisation(kind=kind))
        for meeting in meetings:
            make.Invitation(notice=notice, meeting=meeting, seat=seat)
    return meetings


def test_advisers_who_were_invited_to_every_meeting_keep_the_duty(notice: Notice) -> None:
    asked(notice, ObligationKind.INVITATION, RhythmKind.EACH_MEETING)
    met(notice, AUTUMN, WINTER, invited=(OrganisationKind.DFE, OrganisationKind.NHSE))
    assert says(notice) == ("covered", "The duty: both were invited to each of the 2 meetings that are tracked.")


def test_a_meeting_without_an_invitation_to_both_is_named(notice: Notice) -> None:
    asked(notice, ObligationKind.INVITATION, RhythmKind.EACH_MEETING)
    met(notice, AUTUMN, WINTER, invited=(OrganisationKind.DFE,))
    cover, words = says(notice)
    assert cover == "uncovered"
    assert words.endswith("for the meeting of 16 November 2023 and 14 December 2023.")


def test_a_log_that_nothing_was_added_to_is_named_by_its_meeting(notice: Notice) -> None:
    asked(notice, ObligationKind.UP_TO_DATE, RhythmKind.EACH_MEETING)
    autumn, _ = met(notice, AUTUMN, WINTER)
    entry = make.LogEntry(notice=notice, board=autumn.board, meeting=autumn)  # type: ignore[attr-defined]
    assert says(notice)[1] == "The duty: nothing was added or answered for the meeting of 14 December 2023."
    make.LogUpdate(notice=notice, entry=entry, written_at=datetime(2023, 12, 12, 9, tzinfo=UTC))
    assert says(notice) == ("covered", "The duty: entries were added or answered at each of the 2 meetings.")


def test_a_plan_that_answers_the_notice_is_the_plan_that_was_asked_for(notice: Notice) -> None:
    asked(notice, ObligationKind.PLAN, RhythmKind.NOT_STATED)
    assert says(notice) == ("covered", "The duty: the notice gives no date.")
    make.Section(notice=notice, plan=make.Plan(notice=notice, title="SEND plan"))
    assert says(notice) == ("covered", "The duty: the board works with SEND plan.")


def test_what_is_kept_up_to_date_shows_the_days_and_leaves_the_judging_to_people(notice: Notice) -> None:
    asked(notice, ObligationKind.UP_TO_DATE, RhythmKind.NOT_STATED)
    assert says(notice)[1] == "The duty: no update yet, no figure yet, no risk review yet."
    make.Update(notice=notice, action=make.Action(notice=notice), written_at=datetime(2023, 12, 4, 9, tzinfo=UTC))
    assert says(notice)[1] == "The duty: last update on 4 December 2023, no figure yet, no risk review yet."


def test_targets_prove_themselves_by_the_horizons_that_they_are_set_for(notice: Notice) -> None:
    clause = make.Clause(notice=notice, number="6")
    told = {
        "title": "Targets",
        "kind": ObligationKind.TARGETS,
        "rhythm": RhythmKind.MONTHS_AFTER,
        "months_after": [12, 18],
    }
    make.Obligation(notice=notice, clause=clause, every=None, **told)
    assert says(notice)[1].startswith("Targets: no target is set; no target falls within 12 months")
    kpi = make.Kpi(notice=notice)
    make.Target(notice=notice, kpi=kpi, due_on=date(2024, 2, 28))
    assert says(notice)[1].startswith("Targets: targets are set for 18 months after issue; no target falls within 12")
