"""The demo's mailbox: links for setting a password can be read there, and nowhere else but in a mail."""

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django.fixtures import Settings

from notices.roles import Role
from people import actions, mailbox
from people.models import Mail
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Mail:
    return actions.mail_password_link(user=make.User(email="new@demo.example"), at=NOW)


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO, settings.EMAIL_BACKEND = True, mailbox.FILED


@pytest.mark.parametrize(
    ("demo", "backend"),
    [
        (False, mailbox.FILED),
        (False, "django.core.mail.backends.smtp.EmailBackend"),
        (True, "django.core.mail.backends.smtp.EmailBackend"),
    ],
)
def test_there_is_no_mailbox_outside_the_demo_nor_where_mail_can_leave(
    client: Client, link: Mail, settings: Settings, demo: bool, backend: str
) -> None:
    settings.DEMO, settings.EMAIL_BACKEND = demo, backend
    lead = make.Access(role=Role.LEAD)
    assert not mailbox.mails().exists()
    for reader in (None, lead.user):
        if reader:
            client.force_login(reader)
        assert client.get("/mailbox/").status_code == 404
        assert "mailbox/" not in client.get("/password/reset/sent/").content.decode()
    assert "mailbox" not in client.get(f"/notices/{lead.notice.slug}/people/").content.decode()


@pytest.mark.usefixtures("demo")
def test_in_the_demo_a_link_is_found_from_where_it_was_asked_for_and_works(client: Client, link: Mail) -> None:
    assert 'href="/mailbox/"' in client.get("/password/reset/sent/").content.decode()
    page = client.get("/mailbox/").content.decode()
    address = mailbox.letter(link).link
    assert "To new@demo.example" in page
    assert f'href="{address}"' in page
    assert client.get(address.removeprefix(configured.SITE_URL)).status_code == 200


@pytest.mark.usefixtures("demo")
def test_in_the_demo_who_gives_access_is_told_where_the_invitation_is(client: Client) -> None:
    lead, observer = make.Access(role=Role.LEAD), make.Access(role=Role.CHAIR)
    client.force_login(lead.user)
    assert 'href="/mailbox/"' in client.get(f"/notices/{lead.notice.slug}/people/").content.decode()
    client.force_login(observer.user)
    assert 'href="/mailbox/"' not in client.get(f"/notices/{observer.notice.slug}/people/").content.decode()


@pytest.mark.usefixtures("demo")
def test_mail_of_a_notice_is_not_in_the_mailbox(client: Client) -> None:
    notice = make.Notice()
    actions.post_mail(key="a", notice_id=notice.pk, to_address="a@b.example", subject="Canary", text="Canary", at=NOW)
    assert "Canary" not in client.get("/mailbox/").content.decode()
