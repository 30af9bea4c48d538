"""Where its lead asks for it, accountable officers clear the updates of a plan: who may, and what is said of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from audit.history import keep
from desk import questions
from desk.work import sit_down
from notices.conflicts import ChangedMeanwhile, Refused
from notices.reader import Reader
from notices.roles import Role
from people.models import User
from plans import actions, permissions
from plans.models import CompletionState, Update
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.plans.browsing import here


@pytest.fixture
def theirs(cast: Cast) -> User:
    """The accountable officer of the organisation whose post answers for the action."""
    user = make.User(name="Chief Executive of theirs")
    make.Access(notice=cast.notice, user=user, role=Role.ACCOUNTABLE, organisation=cast.post.organisation)
    return user


@pytest.fixture
def update(cast: Cast, updated: Callable[..., Update], theirs: User) -> Update:
    asking(cast, True, NOW - timedelta(days=30))
    return updated()


def asking(cast: Cast, wanted: bool, at: datetime) -> None:
    """The lead switches it on or off."""
    cast.action.plan.updates_cleared = wanted
    keep(cast.action.plan, by=cast["lead"], at=at)


def waiting(user: User) -> list[str]:
    desk = sit_down(Reader(user, TODAY), NOW)
    return [item.title for item in questions.everything(desk) if item.kind == "Clearing"]


def test_only_their_accountable_officer_clears_it_and_not_its_author(cast: Cast, update: Update, theirs: User) -> None:
    assert permissions.can_clear(Reader(theirs, TODAY), update)
    for kind in ("lead", "office", "chair", "officer", "member"):
        assert not permissions.can_clear(cast.reader(kind), update), kind
    elsewhere = make.User()
    make.Access(notice=cast.notice, user=elsewhere, role=Role.ACCOUNTABLE, organisation=make.Organisation())
    assert not permissions.can_clear(Reader(elsewhere, TODAY), update)
    Update.objects.update(written_by=theirs)
    assert not permissions.can_clear(Reader(theirs, TODAY), Update.objects.get())


def test_it_is_cleared_once_with_its_history(update: Update, theirs: User) -> None:
    cleared = actions.clear_update(update=update, reader=Reader(theirs, TODAY), at=NOW, seen_version=update.version)
    assert (cleared.cleared_by, cleared.cleared_at) == (theirs, NOW)
    assert cleared.history.first().history_change_reason == "Cleared"
    again = actions.clear_update(update=update, reader=Reader(theirs, TODAY), at=NOW, seen_version=update.version)
    assert again.version == cleared.version


def test_what_changed_since_it_was_read_is_not_cleared(
    cast: Cast, update: Update, theirs: User, updated: Callable[..., Update]
) -> None:
    with pytest.raises(ChangedMeanwhile):
        actions.clear_update(update=update, reader=Reader(theirs, TODAY), at=NOW, seen_version=update.version + 1)
    updated(text="Newer.", at=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="A newer update was written meanwhile"):
        actions.clear_update(update=update, reader=Reader(theirs, TODAY), at=NOW, seen_version=update.version)


def test_where_the_lead_does_not_ask_for_it_nothing_is_cleared(cast: Cast, update: Update, theirs: User) -> None:
    asking(cast, False, NOW)
    fresh = Update.objects.get()
    with pytest.raises(Refused, match="An accountable officer"):
        actions.clear_update(update=fresh, reader=Reader(theirs, TODAY), at=NOW)


def test_the_page_says_what_is_not_cleared_and_offers_it_to_them(
    cast: Cast, browse: Callable[[str], Client], update: Update, theirs: User
) -> None:
    address = here(cast, "action")
    assert "Not cleared yet" in browse("officer").get(address).content.decode()
    assert "Clear this update" not in browse("officer").get(address).content.decode()
    client = Client()
    client.force_login(theirs)
    assert "Clear this update" in client.get(address).content.decode()
    sent = {"seen_row": update.pk, "seen_version": update.version}
    page = client.post(here(cast, "clear-update"), sent, follow=True).content.decode()
    assert "The update of A1 is cleared" in page
    assert "Cleared by Chief Executive of theirs on 22 December 2023" in page


def test_a_forged_update_of_another_action_is_not_found(
    cast: Cast, update: Update, theirs: User, story_day: None
) -> None:
    other = make.Update(notice=cast.elsewhere)
    client = Client()
    client.force_login(theirs)
    sent = {"seen_row": other.pk, "seen_version": other.version}
    assert client.post(here(cast, "clear-update"), sent).status_code == 404


def test_it_waits_in_their_work_until_it_is_cleared(cast: Cast, update: Update, theirs: User) -> None:
    assert waiting(theirs) == [f"Clear the update of {cast.action}, written on 22 December 2023"]
    assert waiting(cast["lead"]) == []
    actions.clear_update(update=update, reader=Reader(theirs, TODAY), at=NOW)
    assert waiting(theirs) == []


def test_what_was_written_before_it_was_asked_for_waits_for_nobody(
    cast: Cast, browse: Callable[[str], Client], updated: Callable[..., Update], theirs: User
) -> None:
    before = updated(at=NOW - timedelta(days=3))
    asking(cast, True, NOW - timedelta(days=2))
    assert not permissions.can_clear(Reader(theirs, TODAY), before)
    assert waiting(theirs) == []
    assert "Not cleared yet" not in browse("officer").get(here(cast, "action")).content.decode()
    after = updated(text="Three of three agreed.", at=NOW - timedelta(days=1))
    assert permissions.can_clear(Reader(theirs, TODAY), after)
    assert len(waiting(theirs)) == 1
    assert "Not cleared yet" in browse("officer").get(here(cast, "action")).content.decode()
    asking(cast, False, NOW)
    asking(cast, True, NOW)
    assert waiting(theirs) == [], "asked for anew, it counts from then"


def test_the_update_of_a_complete_action_waits_for_nobody(cast: Cast, update: Update, theirs: User) -> None:
    assert waiting(theirs)
    claim = make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    assert waiting(theirs)
    claim.state, claim.answered_by, claim.answered_at = CompletionState.CONFIRMED, cast["lead"], NOW
    claim.save()
    assert waiting(theirs) == []
    assert not permissions.can_clear(Reader(theirs, TODAY), update)


def test_the_line_leads_to_the_button(cast: Cast, update: Update, theirs: User, story_day: None) -> None:
    (item,) = [each for each in questions.everything(sit_down(Reader(theirs, TODAY), NOW)) if each.kind == "Clearing"]
    client = Client()
    client.force_login(theirs)
    path, place = item.href.split("#")
    assert path == here(cast, "action")
    assert f'<form id="{place}" method="post"' in client.get(path).content.decode()


def test_the_lead_asks_for_it_where_the_plan_is_set_up(cast: Cast, browse: Callable[[str], Client]) -> None:
    plan = cast.action.plan
    address = f"/notices/devon/plans/{plan.slug}/edit/"
    lead = browse("lead")
    sent = {"title": plan.title, "why": "Agreed with the ICB", "updates_cleared": "on", "seen_version": plan.version}
    assert lead.post(address, sent).status_code == 302
    plan.refresh_from_db()
    assert plan.updates_cleared
    assert "checked" in lead.get(address).content.decode()
