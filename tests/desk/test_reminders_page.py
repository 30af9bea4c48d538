"""The page of one's own reminders, and what others see of them in the outbox."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from desk import digests
from notices.roles import Role
from people.models import Mail, MailState, User
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
PAGE = "/reminders/"


@pytest.fixture
def cast(settings: Settings) -> casting.Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return casting.assemble()


def read(client: Client, user: User, page: str = PAGE) -> str:
    client.force_login(user)
    return client.get(page).content.decode()


def test_a_choice_is_made_kept_and_shown(cast: casting.Cast, client: Client) -> None:
    client.force_login(cast["officer"])
    assert client.get(PAGE).context["form"]["choice"].value() == "every"
    answer = client.post(PAGE, {"choice": "last"}, follow=True)
    assert "Your choice of reminders is saved" in answer.content.decode()
    assert answer.context["form"]["choice"].value() == "last"
    cast["officer"].refresh_from_db()
    assert cast["officer"].reminders == "last"


@pytest.mark.parametrize("sent", [{}, {"choice": "never"}])
def test_there_is_no_choice_of_none_at_all(cast: casting.Cast, client: Client, sent: dict[str, str]) -> None:
    client.force_login(cast["officer"])
    page = client.post(PAGE, sent).content.decode()
    assert "There is a problem" in page
    assert "when you want to be reminded" in page
    cast["officer"].refresh_from_db()
    assert cast["officer"].reminders == "every"


@pytest.mark.parametrize(
    ("who", "silent", "at_board", "steps"),
    [
        ("officer", False, False, False),
        ("lead", True, False, True),
        ("chair", False, True, True),
        ("accountable", False, False, True),
        ("adviser", False, False, False),
        ("stranger", True, False, True),
    ],
)
def test_the_page_says_what_duty_leaves_no_choice_of(
    cast: casting.Cast, client: Client, who: str, silent: bool, at_board: bool, steps: bool
) -> None:
    page = read(client, cast[who])
    assert "What cannot be switched off" in page
    assert "what is late: on the working day after, and each week" in page
    assert ("from the day after a window closed" in page) is silent
    assert ("on the day of the board" in page) is at_board
    assert ("which steps of a report are yours" in page) is steps


def test_holder_and_delegate_read_who_of_them_is_reminded(cast: casting.Cast, client: Client) -> None:
    holder = read(client, cast["officer"])
    assert "Delegate writes for Head of Communications: they are reminded of its work" in holder
    assert "You write for Head of Communications: you are reminded" in read(client, cast["delegate"])
    assert "Posts and their delegates" not in read(client, cast["former holder"])


def test_the_page_is_found_from_every_page_and_lists_what_was_sent_to_its_reader(
    cast: casting.Cast, client: Client
) -> None:
    assert f'href="{PAGE}"' in read(client, cast["officer"], "/")
    failed = {"state": MailState.FAILED, "error": "The mail server did not answer."}
    late = "1 update of an action: A1, since 2 January 2024"
    make.Mail(to_user=cast["officer"], subject="Improvement board: 1 thing late", text=late, **failed)
    make.Mail(to_user=cast["chair"], subject="Improvement board: 9 things late", text="9 updates of actions")
    page = read(client, cast["officer"])
    assert "Improvement board: 1 thing late" in page
    assert "The mail server did not answer." in page
    assert late in page, "what it said can be read again"
    assert "9 things late" not in page
    assert "9 updates" not in page


def test_the_page_says_when_a_week_before_is_no_working_day(cast: casting.Cast, client: Client) -> None:
    """A week before 2 January 2024 is Boxing Day: the mail comes on 22 December."""
    page = read(client, cast["lead"])
    assert "where that is a weekend or a bank holiday, on the last working day before" in page
    assert "a week before or on the last working day before that, which steps" in page


# --- in the outbox of a notice -------------------------------------------------------------------


@pytest.fixture
def shared(cast: casting.Cast) -> Mail:
    """A failed digest of an officer, of this notice and of the other council's."""
    make.Access(notice=cast.elsewhere, user=cast["officer"], role=Role.OFFICER)
    return make.Mail(
        to_user=cast["officer"],
        digest_of=[cast.notice.pk, cast.elsewhere.pk],
        subject="Improvement board: 2 things late",
        text="1 update of an action: C9, Canary notice of another council",
        state=MailState.FAILED,
        error="The mail server did not answer.",
    )


def test_lead_and_office_see_a_digest_of_their_notice_with_its_state(
    cast: casting.Cast, client: Client, shared: Mail
) -> None:
    for who in ("lead", "office", "stranger"):
        notice = cast.elsewhere if who == "stranger" else cast.notice
        page = read(client, cast[who], f"/notices/{notice.slug}/mail/")
        assert "Reminders that tell of other notices too" in page, who
        assert "2 things late" not in page, f"{who} could count what waits on another notice"
    assert "2 things late" in read(client, cast["officer"], "/notices/devon/mail/")
    for who in ("chair", "delegate", "observer"):
        assert "2 things late" not in read(client, cast[who], "/notices/devon/mail/"), who
        assert client.get(f"/notices/devon/mail/{shared.pk}/").status_code == 404


def test_a_digest_of_several_notices_is_read_by_its_person_alone(
    cast: casting.Cast, client: Client, shared: Mail
) -> None:
    page = f"/notices/devon/mail/{shared.pk}/"
    assert "Canary" not in read(client, cast["lead"], page)
    assert "The mail server did not answer." in client.get(page).content.decode()
    assert "Canary notice of another council" in read(client, cast["officer"], page)
    make.Access(notice=cast.elsewhere, user=cast["office"], role=Role.LEAD)
    assert "Canary notice of another council" in read(client, cast["office"], page)


def test_a_digest_is_sent_again_from_its_page_while_its_person_has_those_roles(
    cast: casting.Cast, client: Client, shared: Mail
) -> None:
    client.force_login(cast["lead"])
    make.Access._meta.model.objects.filter(notice=cast.elsewhere, user=cast["officer"]).delete()
    answer = client.post(f"/notices/devon/mail/{shared.pk}/send-again/", follow=True)
    assert "has no role any more on a notice that they tell of" in answer.content.decode()
    shared.refresh_from_db()
    assert shared.state == MailState.FAILED
    make.Access(notice=cast.elsewhere, user=cast["officer"], role=Role.OFFICER)
    answer = client.post(f"/notices/devon/mail/{shared.pk}/send-again/", follow=True)
    assert "The mail is being sent again" in answer.content.decode()
    shared.refresh_from_db()
    assert shared.state == MailState.WAITING


def test_the_demos_mailbox_shows_reminders_with_their_link(
    cast: casting.Cast, client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    make.LogEntry(notice=cast.notice, number=7, owner=cast.post, due_on=TODAY)
    digests.remind(cast["delegate"], NOW)
    page = client.get("/mailbox/").content.decode()
    assert "Improvement board: 1 thing due today" in page
    assert "To delegate@demo.example" in page
    assert "Open this link" in page
