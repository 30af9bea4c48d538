"""Many actions updated on one page: row by row, and what is typed in the other rows stays."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans import actions
from plans.models import Action, Update
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import here

pytestmark = pytest.mark.django_db
NOVEMBER = datetime(2023, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def three(cast: Cast) -> list[Action]:
    """The officer's three actions, A1 to A3."""
    rows = [cast.action]
    for ref in ("A2", "A3"):
        action = make.Action(
            notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref, title=f"Title of {ref}"
        )
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
        rows.append(action)
    make.Cycle(notice=cast.notice, cutoff_at=datetime(2024, 1, 3, 17, tzinfo=UTC))
    return rows


@pytest.fixture
def page_of(cast: Cast) -> str:
    return here(cast, "update-many")


def fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\d+-(?:sent_as|seen_version))" value="([^"]*)"', html))


def row(action: Action, **typed: str) -> dict[str, str]:
    return {f"{action.pk}-{name}": text for name, text in typed.items()}


def test_one_row_is_saved_and_what_is_typed_in_the_others_stays(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    first, second, third = three
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    typed |= row(first, rating="green", text="Done by half.") | row(second, rating="amber", text="Half a thou<ght")
    answer = officer.post(page_of, {**typed, "save": "A1"})
    page = answer.content.decode()
    assert (answer.status_code, [each.action for each in Update.objects.all()]) == (200, [first])
    assert "Saved:" in page
    assert "Half a thou&lt;ght" in page
    assert "There is a problem" not in page, "the second row was not sent"
    assert re.search(rf'<select name="{second.pk}-rating"[^>]* autofocus', page), "the keyboard goes on with the next"
    assert f'name="{first.pk}-text"' not in page
    assert f'name="{third.pk}-text"' in page


def test_when_nothing_else_was_typed_the_page_begins_anew_at_the_next_row(
    browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    answer = officer.post(page_of, {**typed, **row(three[0], rating="green", text="Done."), "save": "A1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{page_of}#row-A2")


def test_every_row_that_was_filled_in_is_saved_and_each_error_names_its_row(
    browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    first, second, third = three
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    typed |= row(first, rating="green", text="Done.") | row(second, rating="red", text="Nobody came.")
    page = officer.post(page_of, {**typed, "save": "all"}).content.decode()
    assert [each.action for each in Update.objects.all()] == [first]
    assert f'<a href="#id_{second.pk}-recovery_steps">A2: Red needs recovery steps' in page
    assert "Nobody came." in page
    assert "A3:" not in page, f"{third} was not begun"


def test_a_second_click_saves_nothing_twice(browse: Callable[[str], Client], three: list[Action], page_of: str) -> None:
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    sent = {**typed, **row(three[0], rating="green", text="Done."), "save": "A1"}
    officer.post(page_of, sent)
    assert officer.post(page_of, sent).status_code in (200, 302)
    assert Update.objects.count() == 1


def test_impact_and_next_steps_are_carried_forward(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    said = {"rating": Rating.GREEN, "text": "Begun.", "next_steps": "Ask the third school.", "needed": "Pay."}
    actions.add_update(action=cast.action, reader=cast.reader("officer"), at=NOVEMBER, **said)  # type: ignore[arg-type]
    Update.objects.update(cycle=None)
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    officer.post(page_of, {**typed, **row(three[0], rating="green", text="Going on."), "save": "A1"})
    newest = Update.objects.order_by("-pk")[0]
    assert (newest.text, newest.next_steps, newest.needed) == ("Going on.", "Ask the third school.", "Pay.")


def test_nothing_has_changed_is_one_button_in_the_row(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    actions.add_update(
        action=cast.action, reader=cast.reader("officer"), at=NOVEMBER, rating=Rating.GREEN, text="Begun."
    )
    Update.objects.update(cycle=None)
    officer = browse("officer")
    page = officer.get(page_of).content.decode()
    assert page.count("Nothing has changed in") == 1, "only where there is an update"
    answer = officer.post(page_of, {**fields(page), **row(three[0], rating="amber"), "unchanged": "A1"})
    assert "A1: You chose Amber, and it was Green: save the row" in answer.content.decode()
    assert officer.post(page_of, {**fields(page), "unchanged": "A1"}).status_code == 302
    assert Update.objects.order_by("-pk")[0].text == "No change since the update of 1 November 2023."


def test_when_somebody_else_wrote_meanwhile_both_texts_stand_side_by_side_and_can_be_sent_again(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    typed |= row(three[0], rating="green", text="Mine.")
    Action.objects.filter(pk=three[0].pk).update(version=7)
    page = officer.post(page_of, {**typed, "save": "A1"}).content.decode()
    assert "A1: Somebody else has updated this action" in page
    assert Update.objects.count() == 0
    again = {**typed, **fields(page), "save": "A1"}
    assert again[f"{three[0].pk}-seen_version"] == "7"
    assert officer.post(page_of, again).status_code == 302
    assert Update.objects.get().text == "Mine."


def test_recovery_steps_and_their_date_stand_side_by_side_too(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    typed |= row(three[0], rating="amber", text="Mine.", recovery_steps="Borrow a room.")
    typed |= row(three[0], recovery_on_day="15", recovery_on_month="2", recovery_on_year="2024")
    actions.add_update(
        action=three[0],
        reader=cast.reader("lead"),
        at=NOVEMBER,
        rating=Rating.RED,
        text="Theirs.",
        recovery_steps="Rent a room.",
        recovery_on=date(2024, 3, 1),
        on_behalf_of=cast.post,
    )
    page = officer.post(page_of, {**typed, "save": "A1"}).content.decode()
    sides = dict(re.findall(r'id="A1-\d">([^<]+)</h2>(.*?)</section>', page, re.DOTALL))
    for label, theirs, yours in (
        ("Recovery steps", "Rent a room.", "Borrow a room."),
        ("Expected date", "1 March 2024", "15 February 2024"),
    ):
        assert sides[label].index(theirs) < sides[label].index(yours)


def test_a_row_of_another_notice_or_another_officer_is_not_there_to_be_sent(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    theirs = make.Action(notice=cast.elsewhere, ref="Z9")
    foreign = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="F1")
    officer = browse("officer")
    typed = fields(officer.get(page_of).content.decode())
    for action in (theirs, foreign):
        forged = {f"{action.pk}-sent_as": "6f1c0b3e-0000-4000-8000-000000000000", f"{action.pk}-seen_version": "1"}
        forged |= row(action, rating="green", text="Forged.")
        officer.post(page_of, {**typed, **forged, "save": action.ref})
        officer.post(page_of, {**typed, **forged, "save": "all"})
    assert Update.objects.count() == 0


def test_the_programme_office_names_the_post_in_each_row(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    office = browse("office")
    typed = fields(office.get(page_of).content.decode()) | row(three[0], rating="green", text="Told by phone.")
    page = office.post(page_of, {**typed, "save": "A1"}).content.decode()
    assert "A1: Select on whose behalf you write" in page
    assert (
        office.post(page_of, {**typed, **row(three[0], on_behalf_of=str(cast.post.pk)), "save": "A1"}).status_code
        == 302
    )
    assert Update.objects.get().on_behalf_of == cast.post


def test_nothing_waits_for_somebody_without_actions(browse: Callable[[str], Client], page_of: str) -> None:
    assert "Nothing waits for your update" in browse("reviewer").get(page_of).content.decode()


def test_a_complete_or_updated_action_is_listed_as_asking_for_nothing(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    actions.add_update(action=three[1], reader=cast.reader("officer"), at=NOW, rating=Rating.GREEN, text="Done.")
    page = browse("officer").get(page_of).content.decode()
    assert f'name="{three[1].pk}-text"' not in page
    assert "Nothing more is asked of" in page


def test_three_rows_cost_the_same_queries_as_one(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browse("officer").get(page_of).status_code == 200
        return len(seen)

    many = queries()
    make.Completion(notice=cast.notice, action=three[1])
    make.Completion(notice=cast.notice, action=three[2])
    assert queries() == many


def test_a_late_action_says_so_and_wants_a_sentence(
    cast: Cast, browse: Callable[[str], Client], three: list[Action], page_of: str
) -> None:
    actions.add_update(
        action=cast.action, reader=cast.reader("officer"), at=NOVEMBER, rating=Rating.GREEN, text="Begun."
    )
    Update.objects.update(cycle=None)
    Action.objects.filter(pk=cast.action.pk).update(due_on=date(2023, 12, 10), original_due_on=date(2023, 12, 10))
    officer = browse("officer")
    page = officer.get(page_of).content.decode()
    assert "12 days late" in page
    answer = officer.post(page_of, {**fields(page), "unchanged": "A1"}).content.decode()
    assert "A1: It was due on 10 December 2023: say in a sentence why it is not complete yet" in answer
