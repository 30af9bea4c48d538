"""The pages of a notice's people, obligations and mail: who may, what they show, what they do."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from audit import clock
from audit.models import Event
from notices.models import Access, Fulfilment
from notices.roles import Role
from people import actions as people_actions
from people.models import Delegate, Mail, MailState, PostHolding
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def as_(client: Client, cast: Cast, kind: str) -> Client:
    client.force_login(cast[kind])
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


@pytest.mark.parametrize("path", ["people/", "people/give/", "obligations/report/", "mail/"])
def test_a_stranger_and_an_expired_reviewer_find_nothing(client: Client, cast: Cast, path: str) -> None:
    make.Obligation(notice=cast.notice, code="report")
    for kind in ("stranger", "expired reviewer"):
        assert as_(client, cast, kind).get(f"/notices/devon/{path}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "path", "status"),
    [
        ("lead", "people/", 200),
        ("office", "people/", 200),
        ("chair", "people/", 200),
        ("accountable", "people/", 200),
        ("officer", "people/", 403),
        ("adviser", "people/", 403),
        ("observer", "people/", 403),
        ("lead", "people/give/", 200),
        ("office", "people/give/", 403),
        ("observer", "obligations/report/", 200),
        ("lead", "obligations/report/confirm/", 200),
        ("office", "obligations/report/confirm/", 403),
        ("office", "obligations/report/record/", 200),
        ("officer", "obligations/report/record/", 403),
        ("office", "mail/", 200),
        ("chair", "mail/", 200),
        ("observer", "mail/", 200),
    ],
)
def test_who_may(client: Client, cast: Cast, kind: str, path: str, status: int) -> None:
    make.Obligation(notice=cast.notice, code="report")
    assert as_(client, cast, kind).get(f"/notices/devon/{path}").status_code == status


def test_the_people_page_shows_roles_holders_delegates_and_posts_without_holder(client: Client, cast: Cast) -> None:
    nobody = make.Post(organisation=cast.notice.council, title="Head of Nobody")
    make.Post(title="Head of another council")
    page = as_(client, cast, "lead").get("/notices/devon/people/").content.decode()
    assert "Head of Nobody" in page
    link = f'href="/notices/devon/people/posts/{nobody.pk}/hand-over/">Head of Nobody</a>'
    assert "1 post has no holder" in page
    assert link in page.split("Who has access")[0], "the warning leads to where it is handed over"
    assert "Head of another council" not in page
    assert "Stranger" not in page
    assert "Roles that have ended" in page
    assert "Expired reviewer" in page


@pytest.mark.parametrize(
    ("first_day", "said"),
    [("2023-12-22", "is handed over to Chair"), ("2024-02-01", "will be handed over to Chair on 1 February 2024")],
)
def test_a_post_that_is_handed_over_on_a_day_to_come_is_not_yet(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, first_day: str, said: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    year, month, day = first_day.split("-")
    sent = {"user": cast["chair"].pk, "starts_on_day": day, "starts_on_month": month, "starts_on_year": year}
    address = f"/notices/devon/people/posts/{cast.post.pk}/hand-over/"
    page = as_(client, cast, "lead").post(address, sent, follow=True).content.decode()
    assert f"Head of Communications {said}" in page


@pytest.mark.parametrize("kind", ["lead", "chair"])
def test_only_the_lead_is_offered_to_change_anything(client: Client, cast: Cast, kind: str) -> None:
    page = as_(client, cast, kind).get("/notices/devon/people/").content.decode()
    assert ("Give somebody access" in page) == ("Hand over" in page) == (kind == "lead")


def test_the_people_page_costs_the_same_for_one_row_as_for_three(client: Client, cast: Cast) -> None:
    as_(client, cast, "lead")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/notices/devon/people/").status_code == 200
        return len(asked)

    before = queries()
    for _ in range(3):
        make.Access(notice=cast.notice, role=Role.MEMBER, organisation=make.Organisation())
        post = make.Post(organisation=cast.notice.council)
        make.PostHolding(post=post)
        make.Delegate(post=post)
    assert queries() == before <= 12


def test_access_is_given_and_ended_on_the_page(client: Client, cast: Cast) -> None:
    as_(client, cast, "lead")
    sent = {"email": "stranger@demo.example", "role": "observer", **day("starts_on", date(2023, 1, 1))}
    assert client.post("/notices/devon/people/give/", sent).status_code == 302
    access = Access.objects.get(notice=cast.notice, user=cast["stranger"])
    guest = Client()
    guest.force_login(cast["stranger"])
    make.Obligation(notice=cast.notice, code="report")
    assert guest.get("/notices/devon/obligations/report/").status_code == 200
    assert client.post(f"/notices/devon/people/access/{access.uid}/end/").status_code == 302
    assert guest.get("/notices/devon/obligations/report/").status_code == 404
    verbs = Event.objects.filter(chain=f"notice:{cast.notice.pk}").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["access.given", "access.ended"]


def test_access_given_and_ended_on_one_day_says_that_day(client: Client, cast: Cast, settings: Settings) -> None:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    access = make.Access(notice=cast.notice, user=cast["stranger"], role=Role.OBSERVER, starts_on=NOW.date())
    as_(client, cast, "lead").post(f"/notices/devon/people/access/{access.uid}/end/")
    page = client.get("/notices/devon/people/").content.decode()
    assert "Observer, 22 December 2023 to 22 December 2023" in page
    access = make.Access(notice=cast.notice, user=cast["stranger"], role=Role.MEMBER, starts_on=date(2024, 1, 8))
    client.post(f"/notices/devon/people/access/{access.uid}/end/")
    page = client.get("/notices/devon/people/").content.decode()
    assert "Board member, from 8 January 2024, taken away before it began" in page


def test_a_refusal_is_an_error_of_its_field_and_nothing_typed_is_lost(client: Client, cast: Cast) -> None:
    sent = {"email": "new@demo.example", "role": "reviewer", "name": "Somebody", **day("starts_on", date(2023, 1, 1))}
    answer = as_(client, cast, "lead").post("/notices/devon/people/give/", sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "enter a name and an organisation" in page
    assert 'value="Somebody"' in page
    access = Access.objects.get(user=cast["lead"])
    page = client.post(f"/notices/devon/people/access/{access.uid}/end/").content.decode()
    assert "a notice needs one" in page


def test_an_access_of_another_notice_is_not_ended_from_here(client: Client, cast: Cast) -> None:
    foreign = Access.objects.get(notice=cast.elsewhere)
    assert as_(client, cast, "lead").post(f"/notices/devon/people/access/{foreign.uid}/end/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.ends_on is None


def test_a_post_is_handed_over_and_delegated_on_the_page(client: Client, cast: Cast) -> None:
    as_(client, cast, "lead")
    person = {"user": cast["member"].pk, **day("starts_on", date(2023, 12, 1))}
    assert client.post(f"/notices/devon/people/posts/{cast.post.pk}/hand-over/", person).status_code == 302
    assert PostHolding.objects.get(post=cast.post, user=cast["member"]).starts_on == date(2023, 12, 1)
    assert client.post(f"/notices/devon/people/posts/{cast.post.pk}/delegate/", person).status_code == 302
    delegate = Delegate.objects.get(post=cast.post, user=cast["member"])
    end = day("ends_on", date(2023, 12, 31))
    assert client.post(f"/notices/devon/people/delegates/{delegate.pk}/end/", end).status_code == 302
    delegate.refresh_from_db()
    assert delegate.ends_on == date(2023, 12, 31)


def test_somebody_leaves_a_post_and_nobody_takes_it_up(client: Client, cast: Cast) -> None:
    as_(client, cast, "lead")
    holding = PostHolding.objects.get(post=cast.post, user=cast["officer"])
    address = f"/notices/devon/people/holders/{holding.pk}/end/"
    assert f'href="{address}"' in client.get("/notices/devon/people/").content.decode()
    page = client.post(address, day("ends_on", date(2020, 1, 1))).content.decode()
    assert "There is a problem" in page
    assert client.post(address, day("ends_on", date(2023, 12, 21))).status_code == 302
    holding.refresh_from_db()
    assert holding.ends_on == date(2023, 12, 21)
    foreign = make.PostHolding()
    assert client.get(f"/notices/devon/people/holders/{foreign.pk}/end/").status_code == 404


@pytest.mark.parametrize("what", ["hand-over", "delegate"])
def test_posts_and_people_of_another_council_are_neither_offered_nor_taken(
    client: Client, cast: Cast, what: str
) -> None:
    as_(client, cast, "lead")
    foreign = make.Post()
    assert client.get(f"/notices/devon/people/posts/{foreign.pk}/{what}/").status_code == 404
    path = f"/notices/devon/people/posts/{cast.post.pk}/{what}/"
    assert "Stranger" not in client.get(path).content.decode()
    answer = client.post(path, {"user": cast["stranger"].pk, **day("starts_on", date(2023, 12, 1))})
    assert "from the list" in answer.content.decode()
    delegate = make.Delegate(post=foreign)
    assert client.get(f"/notices/devon/people/delegates/{delegate.pk}/end/").status_code == 404


def test_an_obligation_shows_its_dates_and_takes_a_proof(client: Client, cast: Cast) -> None:
    row = make.Obligation(notice=cast.notice, code="report", our_reading="We take the day of issue.")
    as_(client, cast, "lead")
    page = client.get("/notices/devon/obligations/report/").content.decode()
    assert "7 November 2023" in page
    assert "Not confirmed yet" in page
    sent = {"due_on": "2023-11-07", "how": "Minutes, item 3", **day("met_on", date(2023, 11, 6))}
    assert client.post("/notices/devon/obligations/report/record/", sent).status_code == 302
    assert Fulfilment.objects.get(obligation=row).how == "Minutes, item 3"
    again = client.post("/notices/devon/obligations/report/record/", sent)
    assert "from the list" in again.content.decode()


def test_a_stale_confirmation_shows_both_and_changes_nothing(client: Client, cast: Cast) -> None:
    row = make.Obligation(notice=cast.notice, code="report")
    as_(client, cast, "lead")
    path = "/notices/devon/obligations/report/confirm/"
    assert client.post(path, {"anchor": "publication", "seen_version": "1"}).status_code == 302
    stale = client.post(path, {"anchor": "issue", "seen_version": "1"})
    assert stale.status_code == 409
    assert "The day of publication" in stale.content.decode()
    row.refresh_from_db()
    assert row.anchor == "publication"
    assert client.post(path, {"anchor": "issue", "seen_version": "2"}).status_code == 302


# --- mail ----------------------------------------------------------------------------------------


@pytest.fixture
def mail(cast: Cast, settings: Settings, tmp_path: Path) -> Mail:
    settings.MEDIA_ROOT = tmp_path
    name = default_storage.save("notices/1/a.pdf", ContentFile(b"%PDF-1.7"))
    return people_actions.post_mail(
        key="a",
        notice_id=cast.notice.pk,
        to_user=cast["adviser"],
        subject="Progress report of January 2024",
        text="It is attached.",
        attachment=people_actions.Attachment(name, "report.pdf", hashlib.sha256(b"%PDF-1.7").hexdigest()),
        at=NOW,
    )


def test_the_outbox_of_another_notice_is_not_to_be_seen(client: Client, cast: Cast, mail: Mail) -> None:
    foreign = people_actions.post_mail(
        key="b", notice_id=cast.elsewhere.pk, to_address="x@x.example", subject="Canary", text="Canary", at=NOW
    )
    as_(client, cast, "office")
    page = client.get("/notices/devon/mail/").content.decode()
    assert "Progress report of January 2024" in page
    assert "Canary" not in page
    assert client.get(f"/notices/devon/mail/{foreign.pk}/").status_code == 404
    assert client.get(f"/notices/devon/mail/{foreign.pk}/file/").status_code == 404


def test_links_for_setting_a_password_are_in_no_notices_outbox(client: Client, cast: Cast) -> None:
    people_actions.mail_password_link(user=cast["member"], at=NOW)
    assert "No mail here" in as_(client, cast, "lead").get("/notices/devon/mail/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("kind", ["adviser", "chair", "accountable", "officer", "member", "reviewer", "observer"])
def test_who_does_not_run_the_notice_reads_only_mail_that_was_sent_to_them(
    client: Client, cast: Cast, mail: Mail, settings: Settings, kind: str, demo: bool
) -> None:
    settings.DEMO = demo
    as_(client, cast, kind)
    theirs = kind == "adviser"
    page = client.get("/notices/devon/mail/").content.decode()
    assert "You see only what was sent to you." in page
    assert ("Progress report of January 2024" in page) == theirs
    assert ("In this demonstration no mail leaves the machine" in page) == demo
    path = f"/notices/devon/mail/{mail.pk}/"
    assert client.get(path).status_code == (200 if theirs else 404)
    answer = client.get(f"{path}file/")
    assert answer.status_code == (200 if theirs else 404)
    if theirs:
        assert b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]


def test_mail_to_an_address_is_read_by_whoever_has_it(client: Client, cast: Cast) -> None:
    address = cast["member"].email.title()
    sent = people_actions.post_mail(
        key="b", notice_id=cast.notice.pk, to_address=address, subject="To a place", text="Words", at=NOW
    )
    assert as_(client, cast, "member").get(f"/notices/devon/mail/{sent.pk}/").status_code == 200
    assert as_(client, cast, "reviewer").get(f"/notices/devon/mail/{sent.pk}/").status_code == 404


@pytest.mark.parametrize("kind", ["lead", "office"])
def test_who_runs_the_notice_reads_all_its_mail(client: Client, cast: Cast, mail: Mail, kind: str) -> None:
    page = as_(client, cast, kind).get("/notices/devon/mail/").content.decode()
    assert "You see every mail that was sent for this notice" in page
    assert "Progress report of January 2024" in page
    assert client.get(f"/notices/devon/mail/{mail.pk}/").status_code == 200


def test_the_attachment_is_saved_and_never_shown_and_its_opening_written_down(
    client: Client, cast: Cast, mail: Mail
) -> None:
    answer = as_(client, cast, "office").get(f"/notices/devon/mail/{mail.pk}/file/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.filter(verb="mail.attachment_downloaded", by_id=cast["office"].pk).count() == 1


def test_a_mail_that_could_not_be_sent_is_sent_again_by_lead_or_office(client: Client, cast: Cast, mail: Mail) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, error="The mail server did not answer.")
    path = f"/notices/devon/mail/{mail.pk}/send-again/"
    assert as_(client, cast, "adviser").post(path).status_code == 403
    page = as_(client, cast, "office").get(f"/notices/devon/mail/{mail.pk}/").content.decode()
    assert "Send it again" in page
    assert client.post(path).status_code == 302
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING


def test_the_list_of_mails_costs_the_same_for_one_as_for_three(client: Client, cast: Cast, mail: Mail) -> None:
    as_(client, cast, "office")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/notices/devon/mail/")
        return len(asked)

    before = queries()
    for key in "bc":
        people_actions.post_mail(
            key=key, notice_id=cast.notice.pk, to_address="x@x.example", subject="x", text="x", at=NOW
        )
    assert queries() == before <= 12
