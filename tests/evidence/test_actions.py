"""Documents are added, kept whole and opened; voices are heard and answered."""

import errno
import hashlib
import os
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from audit.models import Event
from evidence import actions, filing
from evidence.models import Document, DocumentKind, ScanState, VoiceEntry
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Notice
from people.models import User
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXT = b"Waiting times by month\n1;2;3\n"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def notice() -> Notice:
    return make.Notice()


@pytest.fixture
def officer() -> User:
    return make.User()


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def add(notice: Notice, officer: User, **more: object) -> Document:
    fields = {"title": "Waiting times", "kind": DocumentKind.DATA, "dated_on": date(2023, 11, 30), **more}
    return actions.add_document(notice=notice, by=officer, at=NOW, **fields)  # type: ignore[arg-type]


def keep(notice: Notice, content: bytes = b"%PDF-1.7 issued", keeper: str = "reports.drawing:12") -> Document:
    return actions.keep_file(
        content,
        notice=notice,
        keeper=keeper,
        title="Progress report 4",
        kind=DocumentKind.REPORT,
        name="progress-report-4.pdf",
        dated_on=TODAY,
        at=NOW,
    )


def test_a_file_is_kept_under_a_name_that_the_server_makes(media: Path, notice: Notice, officer: User) -> None:
    document = add(notice, officer, upload=ContentFile(TEXT, name="../../Waiting times.csv"))
    assert document.original_name == "Waiting times.csv"
    (path,) = files(media)
    assert path.relative_to(media).as_posix() == document.file
    assert document.file.startswith(f"notices/{notice.pk}/")
    assert "Waiting" not in document.file
    assert (document.sha256, document.size, document.content_type) == (
        hashlib.sha256(TEXT).hexdigest(),
        len(TEXT),
        "text/csv",
    )
    assert path.read_bytes() == TEXT
    assert document.sha256 in Event.objects.get(verb="document.added").body


def test_a_file_of_a_kind_that_may_not_come_in_leaves_nothing(media: Path, notice: Notice, officer: User) -> None:
    with pytest.raises(Refused) as refused:
        add(notice, officer, upload=ContentFile(b"MZ\x90", name="tool.exe"))
    assert refused.value.field == "file"
    assert files(media) == []
    assert not Document.objects.exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://files.example/x", "file:///etc/passwd"])
def test_only_a_link_of_the_web_is_taken(notice: Notice, officer: User, link: str) -> None:
    with pytest.raises(Refused) as refused:
        add(notice, officer, link=link)
    assert refused.value.field == "link"


def test_it_is_a_file_or_a_link_and_not_of_a_day_to_come(notice: Notice, officer: User) -> None:
    both = {"upload": ContentFile(TEXT, name="a.csv"), "link": "https://x.example"}
    for wrong in ({}, both, {"link": "https://x.example", "dated_on": date(2023, 12, 23)}):
        with pytest.raises(Refused):
            add(notice, officer, **wrong)


def test_a_form_sent_twice_adds_one_document(media: Path, notice: Notice, officer: User) -> None:
    form = uuid4()
    first = add(notice, officer, upload=ContentFile(TEXT, name="a.csv"), sent_as=form)
    assert add(notice, officer, upload=ContentFile(TEXT, name="a.csv"), sent_as=form).pk == first.pk
    assert len(files(media)) == 1


def test_a_form_of_another_notice_adds_nothing_and_tells_nothing(notice: Notice, officer: User) -> None:
    form, voice, elsewhere = uuid4(), uuid4(), make.Notice(slug="elsewhere")
    add(elsewhere, officer, link="https://x.example", sent_as=form)
    hear(elsewhere, officer, sent_as=voice)
    with pytest.raises(Refused, match="sent already"):
        add(notice, officer, link="https://x.example", sent_as=form)
    with pytest.raises(Refused, match="sent already"):
        hear(notice, officer, sent_as=voice)
    assert (Document.objects.count(), VoiceEntry.objects.count()) == (1, 1)


def test_a_full_disk_is_said_plainly_and_leaves_no_half_file(
    media: Path, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(filing.os, "fsync", full)
    with pytest.raises(filing.NotStored, match="no room left"):
        keep(notice)
    assert files(media) == []
    assert not Document.objects.exists()


def test_a_row_that_is_not_kept_leaves_no_file(media: Path, notice: Notice, officer: User) -> None:
    with pytest.raises(Exception, match="evidence_document_kind_known"):
        add(notice, officer, upload=ContentFile(TEXT, name="a.csv"), kind="rumour")
    assert files(media) == []


def test_a_finished_file_kept_twice_is_one(media: Path, notice: Notice) -> None:
    assert keep(notice).pk == keep(notice).pk
    assert keep(notice, b"%PDF-1.7 corrected").pk != keep(notice).pk
    assert len(files(media)) == 2


def test_the_bytes_of_a_kept_file_are_those_that_were_given(media: Path, notice: Notice) -> None:
    document = keep(notice)
    assert (media / document.file).read_bytes() == b"%PDF-1.7 issued"
    assert document.file.endswith(".pdf")


def test_each_opening_is_written_down(notice: Notice, officer: User) -> None:
    document = add(notice, officer, upload=ContentFile(TEXT, name="a.csv"))
    for _ in range(2):
        with actions.open_document(document=document, by=officer, at=NOW) as file:
            assert file.read() == TEXT
    assert Event.objects.filter(verb="document.downloaded", by_id=officer.pk).count() == 2


@pytest.mark.parametrize("scan", [ScanState.INFECTED, ScanState.PENDING])
def test_a_file_that_is_not_clean_is_not_opened(notice: Notice, officer: User, scan: str) -> None:
    document = make.Document(notice=notice, link="", file="x", size=1, sha256="0" * 64, scan=scan)
    with pytest.raises(Refused):
        actions.open_document(document=document, by=officer, at=NOW)


def hear(notice: Notice, officer: User, **more: object) -> VoiceEntry:
    fields = {
        "group": "parents",
        "how_heard": "survey",
        "heard_on": date(2023, 11, 1),
        "source": "Autumn survey",
        "said": "We wait too long.",
        **more,
    }
    return actions.add_voice_entry(notice=notice, by=officer, at=NOW, **fields)  # type: ignore[arg-type]


def test_a_voice_is_heard_and_then_answered(notice: Notice, officer: User) -> None:
    entry = hear(notice, officer, asked=40, answered=22)
    entry = actions.answer_voice(
        entry=entry, changed="A named contact.", changed_on=TODAY, seen_version=1, by=officer, at=NOW
    )
    assert (entry.changed, entry.changed_on, entry.version) == ("A named contact.", TODAY, 2)
    assert entry.history.count() == 2
    bodies = "".join(Event.objects.filter(verb__startswith="voice.").values_list("body", flat=True))
    assert "wait" not in bodies
    assert "contact" not in bodies
    with pytest.raises(ChangedMeanwhile):
        actions.answer_voice(entry=entry, changed="x", changed_on=TODAY, seen_version=1, by=officer, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"asked": 10}, "answered"),
        ({"asked": 10, "answered": 11}, "answered"),
        ({"heard_on": date(2023, 12, 23)}, "heard_on"),
        ({"changed": "A contact."}, "changed_on"),
        ({"changed": "A contact.", "changed_on": date(2023, 10, 31)}, "changed_on"),
        ({"changed": "A contact.", "changed_on": date(2023, 12, 23)}, "changed_on"),
    ],
)
def test_what_cannot_be_is_refused(notice: Notice, officer: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        hear(notice, officer, **wrong)
    assert refused.value.field == field


def test_a_voice_sent_twice_is_one(notice: Notice, officer: User) -> None:
    form = uuid4()
    assert hear(notice, officer, sent_as=form).pk == hear(notice, officer, sent_as=form).pk


def test_a_voice_that_was_gone_back_to_and_saved_again_is_refused(notice: Notice, officer: User) -> None:
    hear(notice, officer, sent_as=uuid4())
    with pytest.raises(Refused, match="nothing was saved a second time"):
        hear(notice, officer, sent_as=uuid4())
    hear(notice, officer, sent_as=uuid4(), heard_on=date(2023, 11, 2))
    assert VoiceEntry.objects.count() == 2


# --- a wave's numbers ----------------------------------------------------------------------------


def surveyed(notice: Notice, **more: object) -> VoiceEntry:
    told = {
        "how_heard": "survey",
        "asked": 90,
        "answered": 60,
        "question": "Heard?",
        "result": "Yes",
        "result_count": 20,
    }
    return make.VoiceEntry(notice=notice, **{**told, **more})


def recount(entry: VoiceEntry, by: User, **more: object) -> VoiceEntry:
    told = {"asked": 90, "answered": 60, "result_count": 18, "why": "Two were counted twice", "seen_version": 1}
    return actions.correct_wave(entry=entry, by=by, at=NOW, **{**told, **more})


def test_a_waves_numbers_are_corrected_with_the_reason_and_those_before_stay(notice: Notice, officer: User) -> None:
    entry = surveyed(notice, changed="More staff", changed_on=date(2023, 11, 9), fit_by=officer, fit_at=NOW)
    row = recount(entry, officer)
    assert (row.result_count, row.version, row.fit_at) == (18, 2, None)
    kept = row.history.latest("history_id")
    assert (kept.history_user, kept.history_change_reason) == (officer, "Two were counted twice")
    event = Event.objects.latest("number")
    assert event.verb == "voice.wave_corrected"
    assert "Two were" not in event.body
    with pytest.raises(ChangedMeanwhile):
        recount(entry, officer)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"why": " "}, "why"),
        ({"answered": 91}, "answered"),
        ({"result_count": 61}, "result_count"),
        ({"result_count": 20}, "asked"),
    ],
)
def test_numbers_that_cannot_be_or_stand_already_are_refused(
    notice: Notice, officer: User, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        recount(surveyed(notice), officer, **wrong)
    assert refused.value.field == field


def test_what_is_no_wave_has_no_numbers_to_correct(notice: Notice, officer: User) -> None:
    with pytest.raises(Refused, match="Only a survey wave"):
        recount(make.VoiceEntry(notice=notice), officer)
