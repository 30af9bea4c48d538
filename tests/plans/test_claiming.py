"""Claiming completion with its evidence in one form, and errors that are told together."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from plans.models import ActionEvidence, Completion, Update
from tests import factories as make
from tests.cast import Cast
from tests.plans.browsing import here, sent

SAID = {"impact_statement": "Waits are <b>shorter</b>."}
ABOUT = {
    "evidence-title": "The minutes",
    "evidence-kind": "output",
    "evidence-dated_on_day": "1",
    "evidence-dated_on_month": "12",
    "evidence-dated_on_year": "2023",
}
UNPROVED = "Attach the evidence first"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def claim(client: Client, cast: Cast, name: str = "", **typed: Any) -> Any:
    address = here(cast, "claim-completion")
    page = client.get(address).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*sent_as|seen_version)" value="([^"]*)"', page))
    if name:
        typed |= {**ABOUT, "evidence-file": SimpleUploadedFile(name, b"Agreed by all.", "text/plain")}
    return client.post(address, {**hidden, **typed})


def counted() -> tuple[int, int]:
    return ActionEvidence.objects.count(), Completion.objects.count()


def test_evidence_is_attached_and_completion_claimed_in_one_form(cast: Cast, browse: Callable[[str], Client]) -> None:
    assert claim(browse("officer"), cast, "minutes.txt", **SAID).status_code == 302
    assert counted() == (1, 1)


def test_a_file_that_is_refused_keeps_the_claim_unmade_and_everything_typed(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    page = claim(browse("officer"), cast, "minutes.exe", **SAID).content.decode()
    assert 'href="#id_evidence-file"' in page
    assert "Waits are &lt;b&gt;shorter&lt;/b&gt;." in page
    assert UNPROVED not in page, "it was begun"
    assert counted() == (0, 0)


def test_evidence_stays_attached_where_the_claim_has_an_error_and_is_shown_as_there(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    page = claim(browse("officer"), cast, "minutes.txt").content.decode()
    assert "Enter what difference it made" in page
    assert "The minutes (" in page
    assert "No evidence is attached yet" not in page
    assert counted() == (1, 0)


def test_a_claim_without_evidence_and_without_words_is_told_both_at_once(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    page = claim(browse("officer"), cast).content.decode()
    assert UNPROVED in page
    assert "Enter what difference it made" in page


def test_a_document_that_is_there_already_is_chosen_in_the_claim(cast: Cast, browse: Callable[[str], Client]) -> None:
    document = make.Document(notice=cast.notice)
    assert claim(browse("officer"), cast, document=document.pk, **SAID).status_code == 302
    assert (counted(), ActionEvidence.objects.get().document) == ((1, 1), document)


def test_a_missing_date_does_not_hide_that_the_file_is_refused(cast: Cast, browse: Callable[[str], Client]) -> None:
    upload = SimpleUploadedFile("minutes.exe", b"MZ", "text/plain")
    answer = sent(browse("officer"), here(cast, "add-evidence"), title="The minutes", kind="output", file=upload)
    page = answer.content.decode()
    assert "Enter the date of the document" in page
    assert "“minutes.exe” is not of a kind that can be uploaded" in page


def test_a_date_of_recovery_that_has_passed_is_told_with_what_else_is_wrong(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    passed = {"recovery_on_day": "1", "recovery_on_month": "12", "recovery_on_year": "2023"}
    officer = browse("officer")
    page = sent(officer, here(cast, "update-action"), rating="amber", impact="none_yet", **passed).content.decode()
    assert "Amber needs recovery steps" in page
    assert "1 December 2023 has passed" in page
    assert 'href="#id_text"' in page
    typed = {"rating": "green", "text": "Done by half.", "impact": "none_yet", **passed}
    assert sent(officer, here(cast, "update-action"), **typed).status_code == 302, "Green is not expected back"
    assert Update.objects.get().recovery_on is None


@pytest.mark.parametrize("view", ["answer-completion", "decide-date"])
def test_what_is_needed_in_some_cases_is_not_called_optional(
    cast: Cast, browse: Callable[[str], Client], view: str
) -> None:
    if view == "answer-completion":
        assert claim(browse("officer"), cast, "minutes.txt", **SAID).status_code == 302
    else:
        make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"])
    page = browse("lead" if view == "answer-completion" else "chair").get(here(cast, view)).content.decode()
    assert "(optional)" not in page
    assert "Needed if you return it" in page or "Needed for chair’s action" in page
