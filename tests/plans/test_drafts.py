"""Drafts of updates, and evidence within the form of an update: nothing typed is lost, nothing is sent by itself."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from evidence.models import Document
from plans import actions
from plans.actions.drafts import LARGEST
from plans.models import ActionEvidence, Update, UpdateDraft
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import form_of, here, sent

TYPED = {"rating": "amber", "text": "Two of three <b>schools</b>", "recovery_on_day": "31", "recovery_on_month": "2"}
SAID = {"rating": "green", "text": "All three schools agreed.", "impact": "none_yet"}
NOVEMBER = datetime(2023, 11, 1, 9, tzinfo=UTC)
FILE = {
    "evidence-title": "The agreement",
    "evidence-kind": "output",
    "evidence-dated_on_day": "1",
    "evidence-dated_on_month": "12",
    "evidence-dated_on_year": "2023",
}


def hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]*sent_as|seen_version)" value="([^"]*)"', html))


def kept(client: Client, address: str, **typed: object) -> None:
    answer = sent(client, address, **TYPED, **typed, keep_draft="1")
    assert answer.status_code == 302


def test_a_draft_is_kept_as_it_was_typed_and_counts_for_nothing(cast: Cast, browse: Callable[[str], Client]) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    kept(officer, address)
    page = officer.get(address).content.decode()
    assert "This is your draft of 22 December 2023 at 9am" in page
    assert "Two of three &lt;b&gt;schools&lt;/b&gt;" in page
    assert re.search(r'name="recovery_on_day"[^>]*value="31"', page), "also what is no date"
    assert "There is a problem" not in page, "nobody has sent it yet"
    assert Update.objects.count() == 0
    assert "Two of three" not in officer.get(here(cast, "action")).content.decode()


def test_nobody_else_sees_it(cast: Cast, browse: Callable[[str], Client]) -> None:
    address = here(cast, "update-action")
    kept(browse("officer"), address)
    for kind in ("delegate", "office"):
        assert "Two of three" not in browse(kind).get(address).content.decode()


def test_keeping_again_replaces_it_and_sending_the_update_takes_it_away(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    kept(officer, address)
    kept(officer, address, next_steps="Ask again")
    assert UpdateDraft.objects.get().fields["next_steps"] == ["Ask again"]
    assert sent(officer, address, **SAID).status_code == 302
    assert (UpdateDraft.objects.count(), Update.objects.get().text) == (0, SAID["text"])


def test_it_can_be_thrown_away(cast: Cast, browse: Callable[[str], Client]) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    kept(officer, address)
    assert officer.post(address, {"drop_draft": "1"}).status_code == 302
    assert UpdateDraft.objects.count() == 0


def test_a_draft_that_was_begun_before_somebody_else_wrote_shows_both_when_it_is_sent(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    kept(officer, address)
    actions.add_update(
        action=cast.action, reader=cast.reader("delegate"), at=NOW, rating=Rating.GREEN, text="Signed yesterday."
    )
    page = officer.get(address).content.decode()
    answer = officer.post(address, {**form_of(page), **SAID})
    assert answer.status_code == 409
    assert "Signed yesterday." in answer.content.decode()
    assert SAID["text"] in answer.content.decode()
    assert UpdateDraft.objects.count() == 1, "it is not sent yet"


def test_more_than_a_draft_can_hold_is_refused_in_a_sentence(cast: Cast, browse: Callable[[str], Client]) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    answer = officer.post(address, {"text": "x" * LARGEST, "keep_draft": "1"}, follow=True)
    assert "This is more than a draft can hold" in answer.content.decode()
    assert UpdateDraft.objects.count() == 0


# --- evidence ------------------------------------------------------------------------------------------------------


def attached() -> list[str]:
    return [str(each.document) for each in ActionEvidence.objects.select_related("document")]


@pytest.fixture
def media(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def with_file(client: Client, address: str, name: str, **typed: object) -> object:
    page = client.get(address).content.decode()
    upload = SimpleUploadedFile(name, b"Agreed by all.", "text/plain")
    return client.post(address, {**hidden(page), **FILE, "evidence-file": upload, **typed})


def test_a_file_is_attached_with_the_update(cast: Cast, browse: Callable[[str], Client], media: None) -> None:
    answer = with_file(browse("officer"), here(cast, "update-action"), "agreement.txt", **SAID)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert (attached(), Update.objects.count()) == (["The agreement"], 1)


def test_a_file_stays_attached_when_the_update_has_an_error_and_is_not_asked_for_twice(
    cast: Cast, browse: Callable[[str], Client], media: None
) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    answer = with_file(officer, address, "agreement.txt", rating="green", impact="none_yet")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "“The agreement” is now evidence for A1" in page
    assert Update.objects.count() == 0
    assert officer.post(address, {**hidden(page), **SAID}).status_code == 302
    assert (attached(), Update.objects.count()) == (["The agreement"], 1)


def test_a_file_that_is_refused_keeps_the_update_unsent_and_everything_typed(
    cast: Cast, browse: Callable[[str], Client], media: None
) -> None:
    answer = with_file(browse("officer"), here(cast, "update-action"), "agreement.exe", **SAID)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert 'href="#id_evidence-file"' in page
    assert SAID["text"] in page
    assert 'value="The agreement"' in page
    assert (Update.objects.count(), Document.objects.count()) == (0, 0)


def test_whoever_may_add_no_document_is_not_asked_for_one(cast: Cast, browse: Callable[[str], Client]) -> None:
    answer = browse("officer").get(here(cast, "update-action")).content.decode()
    assert "Attach evidence" in answer
    make.Access(notice=cast.notice, user=cast["observer"], role="member")
    cast.action.lead = cast["observer"]
    cast.action.save()
    page = browse("observer").get(here(cast, "update-action"))
    assert page.status_code == 200
    assert "Attach evidence" not in page.content.decode()


def test_evidence_that_was_begun_is_kept_in_the_draft_and_the_file_alone_is_asked_for_again(
    cast: Cast, browse: Callable[[str], Client], media: None
) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    upload = SimpleUploadedFile("agreement.pdf", b"%PDF-", "application/pdf")
    assert sent(officer, address, **TYPED, **FILE, keep_draft="1", **{"evidence-file": upload}).status_code == 302
    page = officer.get(address).content.decode()
    assert 'value="The agreement"' in page
    assert re.search(r'value="output"[^>]* checked', page)
    assert page.count("The file “agreement.pdf” that you chose has to be chosen again.") == 2, "in message and draft"
    assert "There is a problem" not in page
    assert sent(officer, address, **TYPED, **FILE, keep_draft="1").status_code == 302
    assert "chosen again" not in officer.get(address).content.decode(), "no file was chosen"


def test_a_draft_of_what_was_sent_already_is_sent_as_something_new(cast: Cast, browse: Callable[[str], Client]) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    typed = {**form_of(officer.get(address).content.decode()), **SAID}
    officer.post(address, typed)
    officer.post(address, {**typed, "text": "Gone back to.", "keep_draft": "1"})
    draft = officer.get(address).content.decode()
    answer = officer.post(address, {**form_of(draft), **SAID, "text": "Gone back to."})
    assert (answer.status_code, UpdateDraft.objects.count()) == (409, 1), "nothing is passed off as sent"


# --- the other pages on which an update is made ----------------------------------------------------------------------


def rowed(html: str) -> dict[str, str]:
    return dict(
        re.findall(r'<input type="hidden" name="(\d+-(?:sent_as|seen_version|of_draft))" value="([^"]*)"', html)
    )


GOOD = {
    "rating": "amber",
    "text": "Two of three schools",
    "recovery_steps": "Ask again",
    "recovery_on_day": "15",
    "recovery_on_month": "2",
    "recovery_on_year": "2024",
}


def test_a_row_of_the_page_for_many_begins_with_the_draft_and_saving_it_sends_the_draft(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    officer, many, pk = browse("officer"), here(cast, "update-many"), cast.action.pk
    sent(officer, here(cast, "update-action"), **GOOD, keep_draft="1")
    page = officer.get(many).content.decode()
    assert "From your draft" in page
    assert "Two of three schools</textarea>" in page
    assert '<option value="amber" selected>' in page
    assert "There is a problem" not in page
    assert f'name="{pk}-of_draft"' in page
    typed = rowed(page) | {f"{pk}-{name}": value for name, value in GOOD.items()}
    assert officer.post(many, {**typed, "save": "A1"}).status_code == 302
    assert (Update.objects.get().recovery_steps, UpdateDraft.objects.count()) == ("Ask again", 0)


@pytest.mark.parametrize(
    ("more", "named"), [({"next_steps": "Go on."}, "Next steps"), ({"evidence-title": "Minutes"}, "Evidence")]
)
def test_a_draft_that_holds_more_than_a_row_leads_to_the_whole_form(
    cast: Cast, browse: Callable[[str], Client], more: dict[str, str], named: str
) -> None:
    officer, many = browse("officer"), here(cast, "update-many")
    sent(officer, here(cast, "update-action"), **GOOD, **more, keep_draft="1")
    page = officer.get(many).content.decode()
    assert f"It holds more than a row has room for: {named}." in page
    assert "Go on with A1 in the whole form" in page
    assert f'name="{cast.action.pk}-text"' not in page
    officer.post(many, {**rowed(page), "save": "all"})
    assert (Update.objects.count(), UpdateDraft.objects.count()) == (0, 1)


def test_a_row_that_was_opened_before_the_draft_was_kept_leaves_it_alone(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    make.Cycle(notice=cast.notice, cutoff_at=datetime(2024, 1, 3, 17, tzinfo=UTC))
    officer, many, pk = browse("officer"), here(cast, "update-many"), cast.action.pk
    early = rowed(officer.get(many).content.decode())
    kept(officer, here(cast, "update-action"))
    typed = {f"{pk}-rating": "green", f"{pk}-text": "Typed in the row."}
    assert officer.post(many, {**early, **typed, "save": "A1"}).status_code == 302
    assert (Update.objects.get().text, UpdateDraft.objects.count()) == ("Typed in the row.", 1)
    assert "your draft for A1 waits" in officer.get(many).content.decode()


@pytest.mark.parametrize(("ticked", "left"), [({}, 1), ({"throw_away": "on"}, 0)], ids=["kept", "thrown away"])
def test_no_change_says_that_a_draft_waits_and_throws_it_away_only_when_asked_to(
    cast: Cast, browse: Callable[[str], Client], ticked: dict[str, str], left: int
) -> None:
    actions.add_update(
        action=cast.action, reader=cast.reader("officer"), at=NOVEMBER, rating=Rating.GREEN, text="Begun."
    )
    Update.objects.update(cycle=None)
    officer, address = browse("officer"), here(cast, "confirm-no-change")
    assert "throw_away" not in officer.get(address).content.decode()
    kept(officer, here(cast, "update-action"))
    page = officer.get(address).content.decode()
    assert "Your draft of 22 December 2023 at 9am waits" in page
    assert "Two of three &lt;b&gt;schools&lt;/b&gt;" in page
    assert sent(officer, address, **ticked).status_code == 302
    assert (Update.objects.count(), UpdateDraft.objects.count()) == (2, left)
