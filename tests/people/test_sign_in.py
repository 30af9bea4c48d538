"""Signing in and out, and one's own password."""

import re

import pytest
from django.contrib.auth import hashers
from django.core.signing import dumps
from django.test import Client, RequestFactory

from audit.models import Event
from people import carried, doorbell, tasks
from people.models import Mail, User
from tests import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-and-lonely-walrus"


@pytest.fixture
def user() -> User:
    user = make.User(email="officer@demo.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, email: str = "officer@demo.example", password: str = PASSWORD, **more: str) -> str:
    answer = client.post("/sign-in/", {"email": email, "password": password, **more})
    return str(answer.headers.get("Location", "")) or answer.content.decode()


def test_signing_in_leads_to_the_page_that_was_asked_for_and_is_in_the_ledger(client: Client, user: User) -> None:
    assert client.get("/password/").headers["Location"] == "/sign-in/?next=/password/"
    page = client.get("/sign-in/?next=/password/").content.decode()
    assert 'name="next" value="/password/"' in page
    assert sign_in(client, "Officer@Demo.Example", next="/password/") == "/password/"
    assert Event.objects.filter(verb="user.signed_in", by_id=user.pk).count() == 1


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client: Client, user: User, address: str) -> None:
    assert sign_in(client, next=address) == "/"


def test_the_answer_is_the_same_whatever_was_wrong(client: Client, user: User) -> None:
    closed = make.User(email="closed@demo.example", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    answers = [
        sign_in(client, "officer@demo.example", "not-the-password"),
        sign_in(client, "nobody@demo.example", "not-the-password"),
        sign_in(client, "closed@demo.example", PASSWORD),
    ]
    bare = {re.sub(r'value="[^"]*"', "", answer) for answer in answers}
    assert len(bare) == 1
    assert "The email address or the password is not right" in answers[0]
    assert all(PASSWORD not in answer and "not-the-password" not in answer for answer in answers)


@pytest.mark.parametrize("email", ["officer@demo.example", "nobody@demo.example", "invited@demo.example"])
def test_an_unknown_address_costs_a_hash_as_a_known_one_does(
    client: Client, user: User, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.User(email="invited@demo.example")
    hasher, made = hashers.get_hasher(), []
    encode = hasher.encode
    monkeypatch.setattr(type(hasher), "encode", lambda self, *args: made.append(1) or encode(*args))
    sign_in(client, email, "not-the-password")
    assert made == [1]


def test_signing_out_ends_the_session_and_needs_a_post(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert client.get("/password/").status_code == 302
    assert Event.objects.filter(verb="user.signed_out", by_id=user.pk).count() == 1


def test_somebody_signed_in_is_not_asked_again(client: Client, user: User) -> None:
    client.force_login(user)
    assert client.get("/sign-in/").headers["Location"] == "/"


def test_changing_the_password_keeps_this_session_and_ends_the_others(client: Client, user: User) -> None:
    elsewhere = Client()
    client.force_login(user)
    elsewhere.force_login(user)
    fields = {"old_password": PASSWORD, "new_password": "another-lonely-walrus"}
    assert client.post("/password/", fields).status_code == 302
    assert client.get("/password/").status_code == 200
    assert elsewhere.get("/password/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("wrong", "another-lonely-walrus", "This is not your password"),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "password1234", "too common"),
    ],
)
def test_a_poor_password_is_refused(client: Client, user: User, old: str, new: str, error: str) -> None:
    client.force_login(user)
    answer = client.post("/password/", {"old_password": old, "new_password": new})
    assert error in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    heard: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(doorbell, "ring", lambda name, *keys: heard.append((name, keys)))
    return heard


def test_asking_for_a_new_password_is_answered_alike_for_any_address(
    client: Client, user: User, rung: list[tuple[str, tuple[int, ...]]]
) -> None:
    known = client.post("/password/reset/", {"email": "OFFICER@demo.example"})
    unknown = client.post("/password/reset/", {"email": "nobody@demo.example"})
    assert known.headers["Location"] == unknown.headers["Location"] == "/password/reset/sent/"
    assert rung == [("people.mail_password_link", (user.pk,)), ("people.mail_password_link", (0,))]
    assert client.get("/password/reset/sent/").status_code == 200


def test_the_link_of_the_mail_sets_a_password_once(client: Client, user: User) -> None:
    tasks.mail_password_link(user.pk)
    found = re.search(r"http://[^/]+(/\S+)", Mail.objects.get(to_user=user).text)
    assert found
    assert client.get(found[1]).status_code == 200
    assert client.post(found[1], {"new_password": "another-lonely-walrus"}).headers["Location"] == "/sign-in/"
    assert sign_in(client, password="another-lonely-walrus") == "/"
    assert Client().get(found[1]).status_code == 404


@pytest.mark.parametrize("path", ["/password/set/MQ/abc-def/", "/password/set/!!/x/", "/password/set/_w/x/"])
def test_a_link_that_was_made_up_sets_nothing(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()


# --- nothing typed is lost -----------------------------------------------------------------------

FIELDS = {"text": "What happened, at length", "rating": "amber", "old_password": "secret", "empty": ""}


@pytest.fixture
def gone(client: Client, user: User) -> Client:
    """A browser whose session ran out."""
    sign_in(client)
    client.cookies.pop("sessionid")
    return client


def carried_in(page: str) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', page)
    return found[1] if found else ""


def test_what_was_typed_comes_back_after_signing_in_again(gone: Client) -> None:
    answer = gone.post("/password/", FIELDS)
    assert answer.status_code == 200
    assert "nothing that you typed is lost" in answer.content.decode()
    packed = carried_in(answer.content.decode())
    assert "What happened" not in packed
    again = gone.post("/sign-in/", {"email": "officer@demo.example", "password": "wrong", "carried": packed})
    assert carried_in(again.content.decode()) == packed
    assert sign_in(gone, carried=packed) == "/password/"
    waiting = gone.session["carried"]
    assert waiting["fields"] == [["text", ["What happened, at length"]], ["rating", ["amber"]]]


def test_what_was_typed_comes_back_for_the_same_person_only(gone: Client) -> None:
    other = make.User(email="other@demo.example")
    other.set_password(PASSWORD)
    other.save()
    packed = carried_in(gone.post("/password/", FIELDS).content.decode())
    assert packed
    assert sign_in(gone, "other@demo.example", carried=packed) == "/"
    assert "carried" not in gone.session


@pytest.mark.parametrize(
    "packed",
    ["", "nonsense", dumps({"who": 1}), dumps({"who": 1}, salt="people.person")],
    ids=["empty", "nonsense", "another salt", "the person's salt"],
)
def test_what_was_not_packed_by_us_is_not_unpacked(packed: str, client: Client, user: User) -> None:
    assert sign_in(client, carried=packed) == "/"
    assert "carried" not in client.session


def test_a_browser_that_nobody_signed_in_with_carries_nothing(client: Client, user: User) -> None:
    assert client.post("/password/", FIELDS).headers["Location"] == "/sign-in/?next=/password/"


def test_a_person_cookie_that_was_made_up_carries_nothing(client: Client, user: User) -> None:
    client.cookies[carried.COOKIE] = f"{user.pk}:abc:def"
    assert client.post("/password/", FIELDS).status_code == 302


def test_more_than_64_kilobytes_are_not_carried(gone: Client) -> None:
    assert gone.post("/password/", {"text": "x" * carried.LARGEST}).status_code == 302
    assert gone.post("/password/", {"text": "x" * (carried.LARGEST - 4)}).status_code == 200


def test_a_page_without_a_form_of_its_own_shows_what_was_typed_to_be_copied(gone: Client) -> None:
    answer = gone.post("/sign-out/", FIELDS, headers={"Referer": "http://testserver/password/?a=b"})
    assert sign_in(gone, carried=carried_in(answer.content.decode())) == "/typed-before/"
    page = gone.get("/typed-before/").content.decode()
    assert "What happened, at length" in page
    assert 'href="/password/?a=b"' in page
    gone.post("/typed-before/")
    assert "What happened" not in gone.get("/typed-before/").content.decode()


@pytest.mark.parametrize("referer", ["https://evil.example/password/", "http://testserver//evil.example", "nonsense"])
def test_a_foreign_page_is_never_gone_back_to(gone: Client, referer: str) -> None:
    answer = gone.post("/password/", FIELDS, headers={"Referer": referer})
    assert sign_in(gone, carried=carried_in(answer.content.decode())) == "/password/"


def test_a_form_is_bound_to_what_was_typed_until_it_is_sent(gone: Client, user: User) -> None:
    sign_in(gone, carried=carried_in(gone.post("/password/", FIELDS).content.decode()))
    session = gone.session
    make_request = RequestFactory()
    for request, expected in (
        (make_request.get("/elsewhere/"), None),
        (make_request.get("/password/"), "What happened, at length"),
        (make_request.post("/password/", {"text": "Sent"}), "Sent"),
        (make_request.get("/password/"), None),
    ):
        request.session = session
        bound = carried.data(request)
        assert (bound.get("text") if bound is not None else None) == expected


def test_what_was_typed_bears_the_labels_of_its_form_and_a_way_back(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = "/notices/devon/plans/send-improvement-plan/A9/update/"
    sent = {
        "rating": "amber",
        "text": "Late",
        "recovery_on_day": "15",
        "recovery_on_month": "2",
        "recovery_on_year": "2024",
        "impact_text": "Shorter waits",
        "on_behalf_of": "12",
        "seen_version": "3",
        "seat_7": "present",
    }
    answer = strict.post(address, sent, headers={"Referer": f"http://testserver{address}"})
    assert answer.context["typed"].shown == [
        ("How is it going?", "Amber"),
        ("What happened, and why this rating?", "Late"),
        ("Expected date", "15 2 2024"),
        ("The difference in a sentence", "Shorter waits"),
        ("Seat 7", "present"),
    ]
    page = answer.content.decode()
    assert f'href="{address}"' in page
    assert "Open the page again" in page


def test_what_was_typed_on_a_page_that_is_gone_bears_its_fields_names() -> None:
    typed = carried.Typed("/gone/", "/gone/", (("next_steps", ("Go on",)), ("sent_as", ("x",)), ("empty", ("",))))
    assert typed.shown == [("Next steps", "Go on")]


def test_a_stale_token_shows_what_was_typed_to_be_copied(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    fields = {"text": "What <b>happened</b>", "old_password": "secret", "csrfmiddlewaretoken": "stale"}
    answer = strict.post("/password/", fields)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "What &lt;b&gt;happened&lt;/b&gt;" in page
    assert "secret" not in page
    assert "stale" not in page
