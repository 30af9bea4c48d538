"""The outbox: every mail is a row, sent once, whatever happens to the task."""

import email
import hashlib
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from audit.models import Event
from people import actions, doorbell, sending, tasks
from people.actions import Attachment
from people.models import Mail, MailState
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a report"


@pytest.fixture(autouse=True)
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """Mails as files, written by Django's own backend."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "mail"


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    """What is rung, in the place of the broker's client."""
    heard: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(doorbell, "_send", lambda name, keys: heard.append((name, keys)))
    return heard


@pytest.fixture
def no_server(settings: Settings) -> Iterator[None]:
    """A mail server at an address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", taken.getsockname()[1]
        yield


def sent(mailbox: Path) -> list[EmailMessage]:
    """The mails in the box, as a mail program reads them."""
    found = []
    for file in sorted(mailbox.glob("*")) if mailbox.exists() else []:
        text = file.read_text().rpartition("-" * 79)[0]
        message = email.message_from_string(text, policy=default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def post(key: str = "report:1", **more: object) -> Mail:
    fields = {"notice_id": 12, "to_address": "adviser@dfe.example", "subject": "A report", "text": "It is attached."}
    return actions.post_mail(key=key, at=NOW, **{**fields, **more})  # type: ignore[arg-type]


def kept(content: bytes = PDF) -> Attachment:
    name = default_storage.save("notices/12/a.pdf", ContentFile(content))
    return Attachment(name, "report.pdf", hashlib.sha256(PDF).hexdigest())


def test_the_same_key_gives_the_same_mail() -> None:
    assert post().pk == post(text="Other words").pk
    assert Mail.objects.get().text == "It is attached."


def test_a_mail_rings_for_being_sent_once_it_is_committed(
    rung: list[tuple[str, tuple[int, ...]]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail = post()
        assert rung == []
    assert rung == [("people.send_mail", (mail.pk,))]


def test_a_mail_to_a_user_goes_to_their_address(mailbox: Path) -> None:
    user = make.User(email="somebody@demo.example")
    tasks.send_mail(post(to_user=user, to_address="").pk)
    assert [message["To"] for message in sent(mailbox)] == ["somebody@demo.example"]


def test_the_task_run_twice_sends_once_and_rings_what_waits_for_it(
    mailbox: Path,
    rung: list[tuple[str, tuple[int, ...]]],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mail = post(attachment=kept(), rings="reports.submitted", rings_for=34, html="<p>It is attached.</p>")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_mail(mail.pk)
        tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempt, mail.error) == (MailState.SENT, 1, "")
    assert mail.sent_at is not None
    assert rung == [("reports.submitted", (34,))]
    (message,) = sent(mailbox)
    (attachment,) = message.iter_attachments()
    assert isinstance(attachment, EmailMessage)
    assert attachment.get_filename() == "report.pdf"
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_payload(decode=True) == PDF
    assert Event.objects.filter(chain="notice:12", verb="mail.sent").count() == 1


def test_a_mail_that_somebody_else_holds_is_left_alone(mailbox: Path) -> None:
    mail = post()
    assert sending.claim(mail.pk) is not None
    assert sending.claim(mail.pk) is None
    tasks.send_mail(mail.pk)
    assert sent(mailbox) == []


def test_a_worker_that_wakes_after_its_lease_changes_nothing(mailbox: Path) -> None:
    mail = post()
    late = sending.claim(mail.pk)
    assert late is not None
    Mail.objects.filter(pk=mail.pk).update(lease_until=Now() - timedelta(seconds=1))
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempt) == (MailState.SENT, 2)
    assert sending.send(late, NOW) is False
    mail.refresh_from_db()
    assert (mail.state, mail.attempt) == (MailState.SENT, 2)
    assert len({message["Message-ID"] for message in sent(mailbox)}) == 1


@pytest.mark.usefixtures("no_server")
def test_without_a_server_a_mail_waits_and_is_tried_again_later() -> None:
    mail = post()
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempt, mail.error) == (MailState.WAITING, 1, "The mail server did not answer.")
    assert sending.waiting() == []
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert mail.attempt == 1


@pytest.mark.usefixtures("no_server")
def test_after_five_attempts_a_mail_has_failed_and_can_be_sent_again(mailbox: Path, settings: Settings) -> None:
    mail = post()
    for _ in range(sending.ATTEMPTS):
        Mail.objects.filter(pk=mail.pk).update(lease_until=None)
        tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempt) == (MailState.FAILED, sending.ATTEMPTS)
    assert Event.objects.filter(chain="notice:12", verb="mail.failed").count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    actions.send_again(mail=mail, by=make.User(), at=NOW)
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.SENT, "")
    assert len(sent(mailbox)) == 1


def test_a_mail_that_was_sent_is_not_sent_again(mailbox: Path) -> None:
    mail = post()
    tasks.send_mail(mail.pk)
    actions.send_again(mail=mail, by=make.User(), at=NOW)
    tasks.send_mail(mail.pk)
    assert len(sent(mailbox)) == 1


def test_an_altered_attachment_is_not_sent(mailbox: Path) -> None:
    mail = post(attachment=kept(b"%PDF-1.7 something else"))
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
    assert "SHA-256" in mail.error
    assert sent(mailbox) == []


def test_a_lost_attachment_is_said_so() -> None:
    mail = post(attachment=Attachment("notices/12/gone.pdf", "report.pdf", "0" * 64))
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, "The attached file is no longer there.")


def test_a_line_break_in_a_subject_writes_no_header_and_is_said_so(mailbox: Path) -> None:
    mail = post(subject="A report\nBcc: everybody@example.org")
    tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == (MailState.FAILED, "The subject or the address has a line break in it.")
    assert sent(mailbox) == []


def test_the_sweep_run_twice_rings_for_each_mail_that_waits(
    rung: list[tuple[str, tuple[int, ...]]], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    waiting, held = post("a"), post("b")
    sending.claim(held.pk)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_waiting_mail()
        tasks.send_waiting_mail()
    assert rung == [("people.send_mail", (waiting.pk,))] * 2


def test_asking_for_a_password_link_twice_in_a_minute_sends_one(monkeypatch: pytest.MonkeyPatch) -> None:
    user = make.User()
    monkeypatch.setattr("people.tasks.clock.now", lambda: NOW)
    tasks.mail_password_link(user.pk)
    tasks.mail_password_link(user.pk)
    assert Mail.objects.filter(to_user=user).count() == 1


def test_no_password_link_goes_to_nobody_or_to_a_closed_account() -> None:
    tasks.mail_password_link(0)
    tasks.mail_password_link(make.User(is_active=False).pk)
    assert not Mail.objects.exists()
