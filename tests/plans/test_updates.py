"""Updates: what they need, whose they are, which cycle they belong to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from audit.models import Event
from notices.conflicts import ChangedMeanwhile, Refused
from notices.reader import Reader
from plans import actions
from plans.models import Action, Update
from plans.rating import Impact, Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

RECOVERY = {"recovery_steps": "Agency staff from January.", "recovery_on": date(2024, 2, 15)}


def test_an_update_stands_with_its_history_and_event_and_raises_the_actions_version(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    update = updated(impact=Impact.EMERGING, impact_text="Fewer calls.", next_steps="Ask the third school.")
    cast.action.refresh_from_db()
    assert cast.action.version == 2
    assert (update.written_by, update.written_at, update.on_behalf_of) == (cast["officer"], NOW, cast.post)
    kept = update.history.get()
    assert (kept.history_user_id, kept.history_date, kept.history_change_reason) == (
        cast["officer"].pk,
        NOW,
        "Update added",
    )
    assert cast.action.history.order_by("-history_id")[0].history_change_reason == "Rated green in an update"
    event = Event.objects.get(chain=f"notice:{cast.notice.pk}")
    assert (event.verb, event.subject_id, event.by_id) == ("action.updated", str(cast.action.pk), cast["officer"].pk)
    assert "Two of three" not in event.body


def test_sending_a_form_twice_makes_one_update_even_when_the_version_moved(updated: Callable[..., Update]) -> None:
    form = uuid4()
    first = updated(sent_as=form, seen_version=1)
    assert updated(sent_as=form, seen_version=1) == first
    assert Update.objects.count() == 1
    assert Event.objects.count() == 1


def test_a_form_that_was_gone_back_to_and_sent_again_makes_no_second_update(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    said = {"rating": Rating.RED, "next_steps": "Ask the third school.", **RECOVERY}
    updated(sent_as=uuid4(), **said)
    with pytest.raises(Refused, match="was saved on 22 December 2023 at 9am, and nothing was saved a second time"):
        updated(sent_as=uuid4(), **said)
    assert Update.objects.count() == 1
    assert Event.objects.count() == 1
    updated(**{**said, "next_steps": "Ask the third school again."})
    updated(reader=cast.reader("delegate"), **said)
    assert Update.objects.count() == 3


def test_the_same_words_in_another_cycle_are_news(cast: Cast, updated: Callable[..., Update]) -> None:
    make.Cycle(
        notice=cast.notice,
        opens_on=date(2023, 10, 23),
        closes_on=date(2023, 11, 6),
        cutoff_at=datetime(2023, 11, 8, 17, 0, tzinfo=UTC),
        board_on=date(2023, 11, 16),
    )
    make.Cycle(notice=cast.notice)
    updated(at=datetime(2023, 11, 1, 9, 0, tzinfo=UTC))
    updated(at=datetime(2023, 12, 1, 9, 0, tzinfo=UTC))
    assert Update.objects.count() == 2


def test_a_form_that_another_notice_sent_is_refused(cast: Cast, updated: Callable[..., Update]) -> None:
    theirs = make.Update(notice=cast.elsewhere, sent_as=uuid4())
    with pytest.raises(Refused, match="sent already"):
        updated(sent_as=theirs.sent_as)


def test_a_stale_form_is_told_what_is_stored_now(updated: Callable[..., Update]) -> None:
    updated(seen_version=1)
    with pytest.raises(ChangedMeanwhile) as told:
        updated(seen_version=1)
    assert isinstance(told.value.row, Action)
    assert told.value.row.version == 2


@pytest.mark.parametrize("rating", [Rating.AMBER, Rating.RED])
@pytest.mark.parametrize(
    ("given", "field"),
    [({"recovery_on": date(2024, 2, 1)}, "recovery_steps"), ({"recovery_steps": "x"}, "recovery_on")],
)
def test_amber_and_red_need_recovery_steps_and_a_date(
    updated: Callable[..., Update], rating: Rating, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as no:
        updated(rating=rating, **given)
    assert no.value.field == field
    assert updated(rating=rating, **RECOVERY).recovery_on == date(2024, 2, 15)


@pytest.mark.parametrize("rating", [Rating.AMBER, Rating.RED])
def test_a_recovery_is_expected_today_or_later_whatever_was_carried_forward(
    updated: Callable[..., Update], rating: Rating
) -> None:
    with pytest.raises(Refused, match="1 February 2023 has passed: enter the day by which it is now expected") as no:
        updated(rating=rating, recovery_steps="Agency staff.", recovery_on=date(2023, 2, 1))
    assert no.value.field == "recovery_on"
    assert Update.objects.count() == 0
    assert updated(rating=rating, recovery_steps="Agency staff.", recovery_on=TODAY).recovery_on == TODAY
    assert updated(rating=Rating.GREEN, recovery_on=date(2023, 2, 1)).recovery_on is None


def test_recovery_steps_of_a_green_update_are_left_out(updated: Callable[..., Update]) -> None:
    assert updated(rating=Rating.GREEN, **RECOVERY).recovery_on is None


def test_blue_is_never_typed_and_a_text_is_always_wanted(updated: Callable[..., Update]) -> None:
    with pytest.raises(Refused, match="claim completion"):
        updated(rating=Rating.BLUE)
    with pytest.raises(Refused, match="what happened"):
        updated(text="  ")


@pytest.mark.parametrize(
    ("at", "cycle"),
    [
        (datetime(2023, 11, 1, 9, 0, tzinfo=UTC), "november"),
        (datetime(2023, 11, 8, 17, 0, tzinfo=UTC), "november"),
        (datetime(2023, 11, 8, 17, 0, 1, tzinfo=UTC), "december"),
        (datetime(2023, 11, 15, 9, 0, tzinfo=UTC), "december"),
        (datetime(2023, 12, 6, 16, 59, tzinfo=UTC), "december"),
        (datetime(2023, 12, 6, 17, 1, tzinfo=UTC), None),
    ],
)
def test_an_update_belongs_to_the_open_cycle_up_to_its_cut_off_and_then_to_the_next(
    cast: Cast, updated: Callable[..., Update], at: datetime, cycle: str | None
) -> None:
    cycles = {
        "november": make.Cycle(
            notice=cast.notice,
            opens_on=date(2023, 10, 23),
            closes_on=date(2023, 11, 6),
            cutoff_at=datetime(2023, 11, 8, 17, 0, tzinfo=UTC),
            board_on=date(2023, 11, 16),
        ),
        "december": make.Cycle(notice=cast.notice),
    }
    make.Cycle(notice=cast.elsewhere, cutoff_at=datetime(2024, 6, 1, tzinfo=UTC))
    assert updated(at=at).cycle == (cycles[cycle] if cycle else None)


def test_a_delegate_writes_for_the_post_and_the_action_lead_for_nobody_unless_they_say_so(cast: Cast) -> None:
    def by(kind: str) -> Update:
        return actions.add_update(
            action=cast.action, reader=cast.reader(kind), at=NOW, rating=Rating.GREEN, text="Done so far."
        )

    assert by("delegate").on_behalf_of == cast.post
    actions.name_action_lead(action=cast.action, lead=cast["other officer"], by=cast["lead"], at=NOW)
    assert by("other officer").on_behalf_of is None


def test_the_programme_office_names_the_post_and_only_one_that_is_accountable(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    office = cast.reader("office")
    with pytest.raises(Refused, match="on behalf of which post"):
        updated(reader=office)
    with pytest.raises(Refused, match="accountable for this action"):
        updated(reader=office, on_behalf_of=make.Post())
    assert updated(reader=office, on_behalf_of=cast.post).on_behalf_of == cast.post


def test_a_holder_does_not_write_for_another_accountable_post(cast: Cast, updated: Callable[..., Update]) -> None:
    other = make.Post()
    make.Accountability(notice=cast.notice, action=cast.action, post=other, order=2)
    with pytest.raises(Refused):
        updated(on_behalf_of=other)


def test_recovery_is_accepted_by_the_lead_or_recorded_for_the_delivery_group(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    red = updated(rating=Rating.RED, **RECOVERY)
    accepted = actions.accept_recovery(update=red, reader=cast.reader("lead"), at=NOW, seen_version=1)
    assert (accepted.recovery_accepted_by, accepted.recovery_accepted_at) == (cast["lead"], NOW)
    office = updated(reader=cast.reader("office"), on_behalf_of=cast.post, rating=Rating.AMBER, **RECOVERY)
    with pytest.raises(Refused, match="You wrote these steps"):
        actions.accept_recovery(update=office, reader=cast.reader("office"), at=NOW)
    told = actions.accept_recovery(update=office, reader=cast.reader("office"), at=NOW, for_delivery_group=True)
    assert told.history.order_by("-history_id")[0].history_change_reason == "Recovery accepted by the delivery group"


def test_a_recovery_whose_date_has_passed_meanwhile_is_not_accepted(cast: Cast, updated: Callable[..., Update]) -> None:
    red = updated(rating=Rating.RED, **RECOVERY)
    assert red.recovery_on is not None
    late = NOW + (red.recovery_on - TODAY) + timedelta(days=1)
    with pytest.raises(Refused, match="The expected date has passed"):
        actions.accept_recovery(update=red, reader=cast.reader("lead"), at=late)


def test_nobody_accepts_recovery_steps_of_their_own_action_nor_where_there_are_none(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    make.PostHolding(post=cast.post, user=cast["lead"])
    red = updated(rating=Rating.RED, **RECOVERY)
    with pytest.raises(Refused, match="You are accountable"):
        actions.accept_recovery(update=red, reader=cast.reader("lead"), at=NOW)
    with pytest.raises(Refused, match="no recovery steps"):
        actions.accept_recovery(update=updated(), reader=Reader(cast["office"], TODAY), at=NOW)


def test_an_explanation_bears_its_author_and_leaves_only_a_digest_in_the_ledger(
    cast: Cast, updated: Callable[..., Update]
) -> None:
    update = actions.explain_difference(
        update=updated(), reader=cast.reader("officer"), at=NOW, explanation="The delay is in the paperwork alone."
    )
    assert (update.explained_by, update.explained_at) == (cast["officer"], NOW)
    assert "paperwork" not in Event.objects.get(verb="difference.explained").body
    with pytest.raises(Refused):
        actions.explain_difference(update=update, reader=cast.reader("officer"), at=NOW, explanation=" ")
    with pytest.raises(ChangedMeanwhile):
        actions.explain_difference(
            update=update, reader=cast.reader("officer"), at=NOW, explanation="Again.", seen_version=1
        )
