"""A rating that is better than the facts: asked about when it is sent, in the whole form and in a row of many."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from plans.models import Update
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.plans.browsing import here, sent

pytestmark = pytest.mark.django_db
ASKED = "Reported green, 82 days overdue: say why Green stands, or choose another rating"
GREEN = {"rating": "green", "text": "Nearly there.", "impact": "none_yet"}
RECOVERY = {"recovery_on_day": "15", "recovery_on_month": "2", "recovery_on_year": "2024", "recovery_steps": "Weekly."}


@pytest.fixture
def late(cast: Cast) -> str:
    """The address of the update of an action that was due on 1 October."""
    cast.action.due_on = date(2023, 10, 1)
    cast.action.save(update_fields=["due_on"])
    return here(cast, "update-action")


def test_green_on_what_the_facts_call_red_is_asked_about_and_nothing_is_lost(
    late: str, browse: Callable[[str], Client]
) -> None:
    assert "unexplained" not in browse("officer").get(late).content.decode()
    page = sent(browse("officer"), late, **GREEN).content.decode()
    assert f'<a href="#id_explanation">{ASKED}</a>' in page
    assert "Nearly there." in page
    assert 'name="unexplained"' in page
    assert not Update.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        {"explanation": "The last school signs on Monday."},
        {"unexplained": "on"},
        {"rating": "red", **RECOVERY},
    ],
    ids=["explained", "left for later", "changed"],
)
def test_each_answer_saves_it(late: str, browse: Callable[[str], Client], answer: dict[str, str]) -> None:
    assert sent(browse("officer"), late, **{**GREEN, **answer}).status_code == 302
    assert Update.objects.get().explanation == answer.get("explanation", "")


def test_the_box_stays_where_something_else_is_wrong(late: str, browse: Callable[[str], Client]) -> None:
    page = sent(browse("officer"), late, **{**GREEN, "text": "", "unexplained": "on"}).content.decode()
    assert ASKED not in page
    assert 'name="unexplained"' in page
    assert "checked" in page.partition('name="unexplained"')[2].partition(">")[0]


def test_amber_with_recovery_steps_that_nobody_could_accept_yet_is_not_asked_about(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    amber = {"rating": "amber", "text": "One school is late.", "impact": "none_yet", **RECOVERY}
    assert sent(browse("officer"), here(cast, "update-action"), **amber).status_code == 302
    assert Update.objects.get().rating == Rating.AMBER


def test_who_ends_a_silence_is_not_asked_to_explain_it(cast: Cast, browse: Callable[[str], Client]) -> None:
    make.Cycle(notice=cast.notice, cutoff_at=datetime(2023, 12, 6, 17, tzinfo=UTC))
    assert "No update in the last window" in browse("officer").get(here(cast, "update-action")).content.decode()
    assert sent(browse("officer"), here(cast, "update-action"), **GREEN).status_code == 302


def test_a_start_that_has_passed_is_asked_about_where_nothing_else_warns(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    cast.action.starts_on = date(2023, 9, 1)
    cast.action.save(update_fields=["starts_on"])
    page = sent(browse("officer"), here(cast, "update-action"), **{**GREEN, "rating": "not_started"}).content.decode()
    assert "Reported not started, was due to start on 1 September 2023: say why Not started stands" in page


def test_a_row_of_many_asks_the_same_and_names_its_action(
    cast: Cast, late: str, browse: Callable[[str], Client]
) -> None:
    officer, many, pk = browse("officer"), here(cast, "update-many"), cast.action.pk
    hidden = officer.get(many).context["rows"][0].form
    typed = {f"{pk}-rating": "green", f"{pk}-text": "Nearly there.", "save": "A1"}
    typed |= {f"{pk}-{name}": str(hidden[name].value()) for name in ("sent_as", "seen_version")}
    page = officer.post(many, typed).content.decode()
    assert f'<a href="#id_{pk}-explanation">A1: {ASKED}</a>' in page
    assert not Update.objects.exists()
    assert officer.post(many, {**typed, f"{pk}-unexplained": "on"}).status_code == 302
    assert Update.objects.get().rating == Rating.GREEN


# --- nothing has changed -------------------------------------------------------------------------


@pytest.fixture
def carried(updated: Callable[..., Update]) -> Update:
    """What the officer said in November of the action that was late by then: green, without an explanation."""
    return updated(at=datetime(2023, 11, 1, 9, tzinfo=UTC))


UNCHANGED = "Reported green, 82 days overdue: say why Green stands, or write an update with another rating"


@pytest.mark.parametrize(
    ("answer", "explained"),
    [
        ({"explanation": "The last school signs on Monday."}, "The last school signs on Monday."),
        ({"unexplained": "on"}, ""),
    ],
    ids=["explained", "left for later"],
)
def test_that_nothing_has_changed_carries_no_difference_on_unasked(
    cast: Cast, late: str, carried: Update, browse: Callable[[str], Client], answer: dict[str, str], explained: str
) -> None:
    officer, address = browse("officer"), here(cast, "confirm-no-change")
    page = officer.get(address).content.decode()
    assert "Reported green, 82 days overdue. The report prints your words beside it." in page
    assert "Why the rating stands" in page
    assert "Why the rating stands (optional)" not in page
    assert 'name="unexplained"' in page
    page = sent(officer, address, text="One school is missing.").content.decode()
    assert f'<a href="#id_explanation">{UNCHANGED}</a>' in page
    assert "One school is missing." in page
    assert 'name="unexplained"' in page
    assert Update.objects.count() == 1
    assert sent(officer, address, text="One school is missing.", **answer).status_code == 302
    assert Update.objects.latest("pk").explanation == explained


def test_what_was_explained_before_is_carried_on_and_where_nothing_parts_nothing_is_asked(
    cast: Cast, late: str, carried: Update, browse: Callable[[str], Client]
) -> None:
    officer, address = browse("officer"), here(cast, "confirm-no-change")
    cast.action.due_on = date(2024, 1, 31)
    cast.action.save(update_fields=["due_on"])
    assert "Why the rating stands" not in officer.get(address).content.decode()
    cast.action.due_on = date(2023, 10, 1)
    cast.action.save(update_fields=["due_on"])
    Update.objects.filter(pk=carried.pk).update(
        explanation="The school closed.", explained_by=cast["officer"], explained_at=carried.written_at
    )
    assert sent(officer, address, text="One school is missing.").status_code == 302
    assert Update.objects.latest("pk").explanation == "The school closed."


def test_its_button_in_a_row_of_many_asks_too(
    cast: Cast, late: str, carried: Update, browse: Callable[[str], Client]
) -> None:
    officer, many, pk = browse("officer"), here(cast, "update-many"), cast.action.pk
    hidden = officer.get(many).context["rows"][0].form
    typed = {f"{pk}-text": "One school is missing.", "unchanged": "A1"}
    typed |= {f"{pk}-{name}": str(hidden[name].value()) for name in ("sent_as", "seen_version")}
    page = officer.post(many, typed).content.decode()
    said = "Reported green, 82 days overdue: say why Green stands, or save the row with another"
    assert f'<a href="#id_{pk}-explanation">A1: {said}</a>' in page
    assert Update.objects.count() == 1
    assert officer.post(many, {**typed, f"{pk}-explanation": "It signs on Monday."}).status_code == 302
    assert Update.objects.latest("pk").explanation == "It signs on Monday."
