"""What was typed before a session ran out: shown where it belongs, gone when it was sent, thrown away or left."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evidence.models import VoiceEntry
from tests import factories as make
from tests.cast import Cast, assemble

PASSWORD = "a-long-and-lonely-walrus"
TYPED = "We wait too long."
BANNER = "You were signed out. This is what you typed: it is not saved yet."


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def come_back(client: Client, cast: Cast) -> Callable[..., Client]:
    """Somebody whose session ended when they sent a form, and who signed in again."""
    user = cast["lead"]
    user.set_password(PASSWORD)
    user.save()
    person = {"email": user.email, "password": PASSWORD}

    def come_back(address: str, referer: str = "", **typed: Any) -> Client:
        client.post("/sign-in/", person)
        client.cookies.pop("sessionid")
        headers = {"Referer": referer} if referer else {}
        page = client.post(address, typed, headers=headers)
        client.post("/sign-in/", {**person, "carried": page.context["form"].initial["carried"]})
        return client

    return come_back


@pytest.fixture
def voice(cast: Cast) -> str:
    return reverse("evidence:add-voice", args=[cast.notice.slug])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_shown_with_a_banner_and_without_errors(come_back: Callable[..., Client], voice: str) -> None:
    page = text(come_back(voice, said=TYPED), voice)
    assert TYPED in page
    assert BANNER in page
    assert "There is a problem" not in page, "nobody has sent it yet"


def test_it_is_still_there_when_the_page_is_loaded_again(come_back: Callable[..., Client], voice: str) -> None:
    client = come_back(voice, said=TYPED)
    text(client, voice)
    assert TYPED in text(client, voice)


def test_it_is_gone_when_the_page_was_left_for_another(
    come_back: Callable[..., Client], cast: Cast, voice: str
) -> None:
    client = come_back(voice, said=TYPED)
    text(client, voice)
    client.get(reverse("evidence:voices", args=[cast.notice.slug]))
    page = text(client, voice)
    assert TYPED not in page
    assert BANNER not in page


def test_it_waits_until_its_page_has_shown_it_and_other_pages_say_so(
    come_back: Callable[..., Client], cast: Cast, voice: str
) -> None:
    client = come_back(voice, said=TYPED)
    other = text(client, reverse("evidence:voices", args=[cast.notice.slug]))
    assert "What you typed before you were signed out is not saved yet" in other
    assert TYPED in text(client, reverse("people:typed-before"))
    assert TYPED in text(client, voice)


def test_a_download_does_not_leave_the_page(come_back: Callable[..., Client], cast: Cast, voice: str) -> None:
    client = come_back(voice, said=TYPED)
    text(client, voice)
    sheet = client.get(reverse("evidence:voices", args=[cast.notice.slug]), {"format": "csv"})
    assert not sheet.headers["Content-Type"].startswith("text/html")
    assert TYPED in text(client, voice)


def test_it_can_be_thrown_away_on_the_page_that_shows_it(come_back: Callable[..., Client], voice: str) -> None:
    client = come_back(voice, said=TYPED)
    text(client, voice)
    assert client.post(reverse("people:typed-before")).headers["Location"] == voice
    assert TYPED not in text(client, voice)


def test_it_is_gone_when_it_was_sent(come_back: Callable[..., Client], voice: str) -> None:
    client = come_back(voice, said=TYPED)
    text(client, voice)
    assert "There is a problem" in client.post(voice, {"said": TYPED}).content.decode()
    assert TYPED not in text(client, voice)


def test_a_file_that_did_not_come_along_is_named(come_back: Callable[..., Client], client: Client, cast: Cast) -> None:
    address = reverse("evidence:add-document", args=[cast.notice.slug])
    upload = SimpleUploadedFile("wait <times>.pdf", b"%PDF-", "application/pdf")
    page = text(come_back(address, title="Waiting times", file=upload), address)
    assert 'value="Waiting times"' in page
    assert "The file “wait &lt;times&gt;.pdf” that you chose has to be chosen again." in page
    client.cookies.pop("sessionid")
    two = [SimpleUploadedFile(name, b"x", "text/plain") for name in ("a.txt", "b.txt")]
    asked = client.post(address, {"title": "Both", "file": two}).content.decode()
    assert "The files “a.txt” and “b.txt” that you chose have to be chosen again." in asked


def test_no_row_of_the_page_for_many_actions_is_judged_before_it_is_sent(
    come_back: Callable[..., Client], cast: Cast
) -> None:
    make.Access(notice=cast.notice, user=cast["lead"], role="office")
    other = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="A2")
    address = reverse("plans:update-many", args=[cast.notice.slug, cast.action.plan.slug])
    first, second = (f"{pk}-" for pk in (cast.action.pk, other.pk))  # type: ignore[attr-defined]
    hidden = {f"{row}{name}": "1" for row in (first, second) for name in ("sent_as", "seen_version")}
    client = come_back(address, **hidden, **{f"{first}text": TYPED})
    page = text(client, address)
    assert TYPED in page
    assert "There is a problem" not in page
    page = client.post(address, {**hidden, f"{first}text": TYPED, "save": "all"}).content.decode()
    assert "A1: " in page
    assert "A2: " not in page, "it was not begun"


def again_elsewhere(cast: Cast, address: str, typed: dict[str, str], **headers: str) -> tuple[Client, Any]:
    """A form that is sent from a page that was opened before its reader signed in again, in another tab."""
    strict = Client(enforce_csrf_checks=True)
    user = cast["lead"]
    user.set_password(PASSWORD)
    user.save()
    token = strict.get("/sign-in/").cookies["csrftoken"].value
    person = {"email": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    strict.post("/sign-in/", person)
    sent = {**typed, "csrfmiddlewaretoken": "a" * 64}
    return strict, strict.post(address, sent, headers={"Referer": f"http://testserver{address}", **headers})


def test_whoever_signed_in_again_in_another_tab_goes_on_with_what_they_typed(cast: Cast, voice: str) -> None:
    client, answer = again_elsewhere(cast, voice, {"said": TYPED}, Origin="http://testserver")
    assert (answer.status_code, answer["Location"]) == (302, voice)
    page = text(client, voice)
    assert TYPED in page
    assert BANNER in page
    assert not VoiceEntry.objects.exists(), "nothing is saved before they send it"


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_what_another_site_sends_is_put_on_no_page(cast: Cast, voice: str, origin: str) -> None:
    client, answer = again_elsewhere(cast, voice, {"said": TYPED}, **({"Origin": origin} if origin else {}))
    assert answer.status_code == 403
    assert TYPED not in text(client, voice)


def test_what_can_only_be_copied_hides_the_marks_of_a_form_of_many(cast: Cast, voice: str) -> None:
    typed = {"1-value": "12", "1-sent_as": "377e79fa-0000-4000-8000-000000000000", "1-seen_version": "1"}
    _, answer = again_elsewhere(cast, voice, typed)
    page = answer.content.decode()
    assert "377e79fa" not in page
    assert "seen" not in page.lower()
    assert "12" in page
