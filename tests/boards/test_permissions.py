"""Who may run meetings, record decisions, keep the log and answer invitations."""

from collections.abc import Callable

import pytest

from boards import permissions
from boards.models import Authority
from notices.reader import Reader
from tests import factories as make
from tests.cast import ROLES, Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def who_may(cast: Cast, asked: Callable[[Reader], object]) -> set[str]:
    return {kind for kind in [*ROLES, "stranger"] if asked(cast.reader(kind))}


def test_lead_and_office_record_what_the_board_and_dfe_decide_and_the_chair_alone_their_own(cast: Cast) -> None:
    def record(reader: Reader) -> bool:
        return permissions.can_record_decisions(reader, cast.notice)

    assert who_may(cast, record) == {"lead", "office", "chair", "chair with the post"}
    assert permissions.authorities(cast.reader("chair"), cast.notice) == [Authority.CHAIR]
    for kind in ("lead", "office"):
        assert permissions.authorities(cast.reader(kind), cast.notice) == [Authority.BOARD, Authority.DFE]


def test_lead_and_office_add_to_the_log(cast: Cast) -> None:
    assert who_may(cast, lambda reader: permissions.can_add_log_entry(reader, cast.notice)) == {"lead", "office"}


def test_a_log_entry_is_updated_by_its_owner_their_delegate_lead_and_office(cast: Cast) -> None:
    entry = make.LogEntry(notice=cast.notice, owner=cast.post)
    allowed = who_may(cast, lambda reader: permissions.can_update_log_entry(reader, entry))
    assert allowed == {"lead", "office", "officer", "delegate", "chair with the post"}


def test_owning_an_entry_is_nothing_without_a_role_that_sees_meetings(cast: Cast) -> None:
    make.PostHolding(post=cast.post, user=cast["adviser"])
    make.PostHolding(post=cast.post, user=cast["stranger"])
    entry = make.LogEntry(notice=cast.notice, owner=cast.post)
    assert not permissions.can_update_log_entry(cast.reader("adviser"), entry)
    assert not permissions.can_update_log_entry(cast.reader("stranger"), entry)


def test_whoever_holds_the_invited_seats_post_answers_an_adviser_too_and_a_stranger_never(cast: Cast) -> None:
    post = make.Post()
    make.PostHolding(post=post, user=cast["adviser"])
    make.PostHolding(post=post, user=cast["stranger"])
    seat = make.Seat(notice=cast.notice, post=post)
    invitation = make.Invitation(
        notice=cast.notice, seat=seat, meeting=make.Meeting(notice=cast.notice, board=seat.board)
    )
    assert who_may(cast, lambda reader: permissions.can_answer(reader, invitation)) == {"adviser"}
