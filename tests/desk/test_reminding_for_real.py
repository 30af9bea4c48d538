"""Reminders with real commits: by tasks and outbox to a mail server on this machine, and by several workers at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.conf import settings as configured
from django.db import connection
from pytest_django.fixtures import Settings

from audit import ledger
from desk import digests
from desk import tasks as desk_tasks
from people import actions, doorbell, sending
from people import tasks as people_tasks
from people.models import Mail, MailState, ReminderDay, User
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW
from tests.people.post_office import Office, open_office

WORKERS = 4
TASKS: dict[str, Callable[[int], None]] = {"desk.remind": desk_tasks.remind, "people.send_mail": people_tasks.send_mail}


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with open_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


@pytest.fixture
def cast(own_database: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> casting.Cast:
    """The people on a day on which officer and delegate have something to be told; what is rung for is done at once."""
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    monkeypatch.setattr(doorbell, "_send", lambda name, keys: TASKS[name](*keys))
    people = casting.assemble()
    make.LogEntry(notice=people.notice, number=7, owner=people.post, due_on=NOW.date(), text="Otter")
    return people


def test_the_sweep_sends_real_mail_in_both_parts_and_swept_twice_sends_no_more(
    cast: casting.Cast, office: Office
) -> None:
    desk_tasks.sweep_reminders()
    desk_tasks.sweep_reminders()
    ReminderDay.objects.all().delete()  # as if every worker had been killed before it could say that it was done
    desk_tasks.sweep_reminders()
    people_tasks.send_waiting_mail()
    ((to, mail),) = office.taken
    assert to == mail["To"] == "delegate@demo.example", "who writes for the post; its holder once it is late"
    assert mail["Subject"] == "Improvement board: 1 thing due today"
    text, html = (part.get_content() for part in mail.iter_parts())
    line = "1 entry of the action and impact log: 7, by 22 December 2023"
    assert f"- {line}" in text
    assert f"<li>{line}</li>" in html
    assert text.count("http") == html.count("http") == 1
    assert f"{configured.SITE_URL}/" in text
    assert "Otter" not in text + html
    row = Mail.objects.get()
    assert (row.state, row.error, row.attempt) == (MailState.SENT, "", 1)
    assert ledger.verify_all() == []


def test_a_digest_that_the_server_refuses_says_so_and_is_sent_again(cast: casting.Cast, office: Office) -> None:
    office.refuses = "550 no such box"
    desk_tasks.sweep_reminders()
    row = Mail.objects.get()
    assert (row.state, row.error) == (MailState.FAILED, "The mail server does not take mail for this address.")
    office.refuses = ""
    digests.remind(cast["delegate"], NOW)
    people_tasks.send_mail(row.pk)
    assert office.taken == [], "it is not written anew, and a failed one waits for a person"
    actions.send_again(mail=row, by=cast["lead"], at=NOW)
    assert [to for to, _ in office.taken] == ["delegate@demo.example"]


def test_workers_at_the_same_moment_make_one_mail(
    cast: casting.Cast, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = Barrier(WORKERS)
    written = digests.digest_for

    def all_at_once(user: User, at: datetime) -> digests.Digest | None:
        digest = written(user, at)
        together.wait()  # each has found that there is something to tell before the first one tells it
        return digest

    monkeypatch.setattr(digests, "digest_for", all_at_once)

    def work(_: int) -> None:
        try:
            desk_tasks.remind(cast["delegate"].pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(work, range(WORKERS)))
    assert Mail.objects.count() == ReminderDay.objects.count() == len(office.taken) == 1
    assert sending.waiting() == []
