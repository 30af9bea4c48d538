"""No change since the last update: one honest click, and when it would not be honest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from notices.conflicts import ChangedMeanwhile, Refused
from plans import actions
from plans.models import Update
from plans.rating import Impact, Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

NOVEMBER = datetime(2023, 11, 1, 9, tzinfo=UTC)
RECOVERY = {"recovery_steps": "Agency staff from January.", "recovery_on": date(2024, 2, 15)}
Confirm = Callable[..., Update]


@pytest.fixture
def before(cast: Cast, updated: Callable[..., Update]) -> Update:
    """What the officer said in November, before this round."""
    make.Cycle(
        notice=cast.notice,
        opens_on=date(2023, 10, 23),
        closes_on=date(2023, 11, 6),
        cutoff_at=datetime(2023, 11, 8, 17, tzinfo=UTC),
        board_on=date(2023, 11, 16),
    )
    make.Cycle(notice=cast.notice, cutoff_at=datetime(2024, 1, 3, 17, tzinfo=UTC))
    said = {"impact": Impact.EMERGING, "impact_text": "Fewer calls.", "next_steps": "Ask the third school."}
    return updated(at=NOVEMBER, rating=Rating.AMBER, needed="A decision on pay.", **said, **RECOVERY)


@pytest.fixture
def confirm(cast: Cast) -> Confirm:
    def now(**more: Any) -> Update:
        return actions.confirm_no_change(
            **({"action": cast.action, "reader": cast.reader("officer"), "at": NOW} | more)
        )

    return now


def test_it_says_all_that_the_last_update_said_under_todays_name_and_round(
    cast: Cast, before: Update, confirm: Confirm
) -> None:
    update = confirm(reader=cast.reader("delegate"))
    assert update.text == "No change since the update of 1 November 2023."
    same = ("rating", "impact", "impact_text", "next_steps", "recovery_steps", "recovery_on", "needed")
    assert [getattr(update, name) for name in same] == [getattr(before, name) for name in same]
    assert (update.written_by, update.written_at) == (cast["delegate"], NOW)
    assert update.cycle_id != before.cycle_id


def test_what_is_added_stands_behind_it(before: Update, confirm: Confirm) -> None:
    assert confirm(text=" Still waiting. ").text == "No change since the update of 1 November 2023. Still waiting."


def test_recovery_steps_that_were_accepted_stay_accepted_when_they_are_said_again(
    cast: Cast, before: Update, confirm: Confirm
) -> None:
    actions.accept_recovery(update=before, reader=cast.reader("lead"), at=NOVEMBER)
    update = confirm()
    assert (update.recovery_accepted_by, update.recovery_accepted_at) == (cast["lead"], NOVEMBER)


def test_another_date_of_recovery_wants_to_be_accepted_anew(
    cast: Cast, before: Update, updated: Callable[..., Update]
) -> None:
    actions.accept_recovery(update=before, reader=cast.reader("lead"), at=NOVEMBER)
    later = updated(rating=Rating.AMBER, **(RECOVERY | {"recovery_on": date(2024, 3, 15)}))
    assert later.recovery_accepted_at is None


def test_without_an_update_there_is_nothing_to_confirm(confirm: Confirm) -> None:
    with pytest.raises(Refused, match="Nobody has rated this action yet"):
        confirm()


def test_a_late_action_needs_a_sentence(cast: Cast, before: Update, confirm: Confirm) -> None:
    cast.action.due_on = cast.action.original_due_on = date(2023, 12, 10)
    cast.action.save()
    for nothing in ("", "   "):
        with pytest.raises(Refused, match="It was due on 10 December 2023: say in a sentence why") as no:
            confirm(text=nothing)
        assert no.value.field == "text"
    assert confirm(text="The school closed.").text.endswith("The school closed.")


def test_once_in_a_round_is_enough(before: Update, confirm: Confirm) -> None:
    confirm()
    with pytest.raises(Refused, match="It was updated on 22 December 2023, in this round already"):
        confirm()


def test_a_recovery_whose_day_has_passed_wants_a_full_update(cast: Cast, updated: Callable[..., Update]) -> None:
    updated(at=NOVEMBER, rating=Rating.RED, **(RECOVERY | {"recovery_on": date(2023, 12, 1)}))
    with pytest.raises(Refused, match="1 December 2023, which has passed: write a full update with a new date"):
        actions.confirm_no_change(action=cast.action, reader=cast.reader("officer"), at=NOW)


def test_two_clicks_make_one_update(before: Update, confirm: Confirm) -> None:
    form = uuid4()
    assert confirm(sent_as=form) == confirm(sent_as=form)
    assert Update.objects.count() == 2


def test_whoever_saw_an_older_update_is_told(before: Update, confirm: Confirm) -> None:
    with pytest.raises(ChangedMeanwhile):
        confirm(seen_version=1)
