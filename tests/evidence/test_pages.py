"""The pages of evidence and voices: who may, what they show, what they do."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from audit.models import Event
from evidence import actions
from evidence.models import Document, DocumentKind, VoiceEntry
from evidence.voices import by_group, numbers
from notices.models import Notice
from people import carried
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXT = b"Waiting times by month\n1;2;3\n"


@pytest.fixture
def cast(settings: Settings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return assemble()


@pytest.fixture
def document(cast: Cast) -> Document:
    return actions.add_document(
        notice=cast.notice,
        title="=Waiting times",
        kind=DocumentKind.DATA,
        dated_on=date(2023, 11, 30),
        upload=ContentFile(TEXT, name="waiting.csv"),
        by=cast["officer"],
        at=NOW,
    )


def as_(client: Client, cast: Cast, kind: str) -> Client:
    client.force_login(cast[kind])
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


PATHS = ["evidence/", "evidence/add/", "voice/", "voice/add/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["stranger", "expired reviewer"])
def test_a_stranger_finds_nothing(client: Client, cast: Cast, path: str, kind: str) -> None:
    assert as_(client, cast, kind).get(f"/notices/devon/{path}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "statuses"),
    [
        ("lead", (200, 200, 200, 200)),
        ("office", (200, 200, 200, 200)),
        ("officer", (200, 200, 200, 403)),
        ("data lead", (200, 200, 200, 403)),
        ("participation lead", (200, 200, 200, 200)),
        ("forum", (200, 200, 200, 200)),
        ("accountable", (200, 403, 200, 403)),
        ("chair", (200, 403, 200, 403)),
        ("member", (403, 403, 200, 403)),
        ("reviewer", (200, 403, 200, 403)),
        ("adviser", (403, 403, 403, 403)),
        ("observer", (403, 403, 403, 403)),
    ],
)
def test_who_may(client: Client, cast: Cast, kind: str, statuses: tuple[int, ...]) -> None:
    as_(client, cast, kind)
    assert tuple(client.get(f"/notices/devon/{path}").status_code for path in PATHS) == statuses


def test_a_file_is_saved_never_shown_and_each_download_written_down(
    client: Client, cast: Cast, document: Document
) -> None:
    answer = as_(client, cast, "reviewer").get(f"/notices/devon/evidence/{document.uid}/download/")
    assert b"".join(answer.streaming_content) == TEXT  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="waiting.csv"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Event.objects.filter(verb="document.downloaded", by_id=cast["reviewer"].pk).count() == 1
    assert "waiting.csv" in client.get(f"/notices/devon/evidence/{document.uid}/").content.decode()


def test_a_kept_document_and_one_of_another_notice_are_not_found(client: Client, cast: Cast) -> None:
    kept = actions.keep_file(
        b"%PDF-1.7",
        notice=cast.notice,
        keeper="reports.drawing:1",
        title="Issued report",
        kind=DocumentKind.REPORT,
        name="report.pdf",
        dated_on=TODAY,
        at=NOW,
    )
    foreign = make.Document(notice=cast.elsewhere, title="Canary")
    as_(client, cast, "lead")
    page = client.get("/notices/devon/evidence/").content.decode()
    for row in (kept, foreign):
        assert row.title not in page
        assert client.get(f"/notices/devon/evidence/{row.uid}/").status_code == 404
        assert client.get(f"/notices/devon/evidence/{row.uid}/download/").status_code == 404


def test_a_file_that_is_gone_and_a_link_are_no_download(client: Client, cast: Cast, document: Document) -> None:
    as_(client, cast, "lead")
    link = make.Document(notice=cast.notice)
    assert client.get(f"/notices/devon/evidence/{link.uid}/download/").status_code == 404
    Path(default_storage.path(document.file)).unlink()
    assert client.get(f"/notices/devon/evidence/{document.uid}/download/").status_code == 404


def test_the_list_is_filtered_by_kind_and_words_and_taken_away_as_shown(
    client: Client, cast: Cast, document: Document
) -> None:
    make.Document(notice=cast.notice, title="Parent survey", kind="survey", added_by=cast["lead"])
    as_(client, cast, "lead")
    assert "Parent survey" not in client.get("/notices/devon/evidence/?kind=data").content.decode()
    assert "Parent survey" in client.get("/notices/devon/evidence/?text=PARENT").content.decode()
    assert "No document fits" in client.get("/notices/devon/evidence/?text=nothing").content.decode()
    csv = client.get("/notices/devon/evidence/?kind=data&format=csv").content.decode("utf-8-sig")
    assert "Parent survey" not in csv
    assert "'=Waiting times" in csv
    book = openpyxl.load_workbook(BytesIO(client.get("/notices/devon/evidence/?format=xlsx").content))
    assert "=Waiting times" not in [cell.value for row in book.active for cell in row if cell.data_type == "f"]


def test_a_file_is_uploaded_on_the_page_once(client: Client, cast: Cast) -> None:
    as_(client, cast, "officer")
    sent = {
        "sent_as": str(uuid4()),
        "title": "Waiting times",
        "kind": "data",
        **day("dated_on", date(2023, 11, 30)),
    }
    for _ in range(2):
        upload = SimpleUploadedFile("waiting.csv", TEXT)
        answer = client.post("/notices/devon/evidence/add/", {**sent, "file": upload})
        assert answer.status_code == 302, answer.content.decode()
    assert Document.objects.filter(title="Waiting times").count() == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({}, "Choose a file or enter a link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"file": SimpleUploadedFile("x.exe", b"MZ")}, "is not of a kind that can be uploaded"),
        ({"file": SimpleUploadedFile("x.pdf", b"<html>")}, "is not a PDF"),
    ],
)
def test_what_may_not_come_in_is_said_and_the_words_stay(
    client: Client, cast: Cast, more: dict[str, object], error: str
) -> None:
    sent = {"sent_as": str(uuid4()), "title": "My title", "kind": "data", **day("dated_on", date(2023, 11, 30))}
    answer = as_(client, cast, "officer").post("/notices/devon/evidence/add/", {**sent, **more})
    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert 'value="My title"' in answer.content.decode()
    assert not Document.objects.exists()


BOMB = b"0" * (80 * 1024 * 1024)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def word_bomb() -> bytes:
    """A Word document by its table of contents, with a part of 80 MB that weighs nothing."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types><Override PartName="/x" ContentType="{main}"/></Types>')
        package.writestr("word/document.xml", BOMB)
    return made.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("notes.pdf", lambda: b"", "is empty. Check that it was saved"),
    "a file of 100 MB": ("scan.pdf", lambda: b"%PDF-1.7" + bytes(100 * 1024 * 1024 - 8), "is 100 MB large"),
    "a program named as a PDF": ("report.pdf", lambda: b"MZ" + bytes(5000), "is not a PDF, although its name"),
    "a zip bomb named as a Word document": ("plan.docx", word_bomb, "would become too large when it is opened"),
    "an SVG with a script": ("logo.svg", lambda: SVG, "Save it as a PNG or JPEG picture"),
    "an SVG named as a PNG": ("logo.png", lambda: SVG, "is not a PNG picture"),
    # U+202E turns round what follows: it is shown as “report_exe.docx”, and ends in .exe
    "a program behind a right-to-left override": (
        "report_\u202excod.exe",
        lambda: b"MZ" + bytes(500),
        "can be uploaded",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_refused_in_a_clear_sentence_and_nothing_typed_is_lost(
    client: Client, cast: Cast, tmp_path: Path, what: str
) -> None:
    name, content, sentence = BAD[what]
    sent = {
        "sent_as": str(uuid4()),
        "title": "My title",
        "kind": "audit",
        "description": "What it proves.",
        **day("dated_on", date(2023, 11, 30)),
        "file": SimpleUploadedFile(name, content()),
    }
    answer = as_(client, cast, "officer").post("/notices/devon/evidence/add/", sent)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in said
    for typed in ('value="My title"', "What it proves.</textarea>", 'value="2023"', sent["sent_as"]):
        assert str(typed) in said
    assert re.search(r'value="audit"[^>]*checked', said)
    assert not Document.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../../etc/passwd.csv", "passwd.csv"),
        ("..\\..\\boot.csv", "boot.csv"),
        ("waiting\u202evsc.csv", "waitingvsc.csv"),
    ],
)
def test_a_name_that_climbs_or_turns_round_is_kept_as_what_it_shows(
    client: Client, cast: Cast, sent: str, shown: str
) -> None:
    fields = {"sent_as": str(uuid4()), "title": "T", "kind": "data", **day("dated_on", date(2023, 11, 30))}
    as_(client, cast, "officer").post(
        "/notices/devon/evidence/add/", {**fields, "file": SimpleUploadedFile(sent, TEXT)}
    )
    row = Document.objects.get()
    assert row.original_name == shown
    assert row.file.startswith(f"notices/{cast.notice.pk}/")
    answer = client.get(f"/notices/devon/evidence/{row.uid}/download/")
    assert b"".join(answer.streaming_content) == TEXT  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{shown}"'


@pytest.mark.parametrize("path", ["evidence/add/", "plans/{plan}/A1/evidence/new/"])
def test_whoever_adds_a_file_is_warned_of_personal_data(client: Client, cast: Cast, path: str) -> None:
    address = f"/notices/devon/{path.format(plan=cast.action.plan.slug)}"
    shown = as_(client, cast, "officer").get(address).content.decode()
    assert "No child’s personal data belongs here" in shown
    assert "names, dates of birth, addresses, pupil and NHS numbers" in shown


def test_what_was_typed_before_the_session_ended_is_in_the_form_again(client: Client, cast: Cast) -> None:
    cast["lead"].set_password("a-long-and-lonely-walrus")
    cast["lead"].save()
    person = {"email": cast["lead"].email, "password": "a-long-and-lonely-walrus"}
    client.post("/sign-in/", person)
    client.cookies.pop("sessionid")
    typed = {"said": "We wait too long.", "source": "Survey", **day("heard_on", date(2023, 11, 1))}
    page = client.post("/notices/devon/voice/add/", typed).context["form"]
    again = client.post("/sign-in/", {**person, "carried": page.initial["carried"]})
    assert again.headers["Location"] == "/notices/devon/voice/add/"
    form = client.get("/notices/devon/voice/add/").content.decode()
    assert "We wait too long.</textarea>" in form
    assert re.search(r'<input[^>]*name="heard_on_year"[^>]*value="2023"|value="2023"[^>]*name="heard_on_year"', form)
    assert "is not saved yet" in form
    assert not VoiceEntry.objects.exists()
    assert carried.KEY in client.session


def test_a_voice_is_added_and_answered_on_the_page(client: Client, cast: Cast) -> None:
    as_(client, cast, "participation lead")
    sent = {
        "sent_as": str(uuid4()),
        "group": "parents",
        "how_heard": "survey",
        "source": "Autumn survey",
        "said": "We wait too long.",
        "asked": "40",
        "answered": "3",
        **day("heard_on", date(2023, 11, 1)),
    }
    assert client.post("/notices/devon/voice/add/", sent).status_code == 302
    entry = VoiceEntry.objects.get()
    page = client.get("/notices/devon/voice/").content.decode()
    assert "fewer than 5 of 40 answered" in page
    assert "Not answered yet" in page
    answer = {"changed": "A named contact.", "seen_version": "1", **day("changed_on", date(2023, 12, 1))}
    assert client.post(f"/notices/devon/voice/{entry.uid}/answer/", answer).status_code == 302
    stale = client.post(f"/notices/devon/voice/{entry.uid}/answer/", {**answer, "changed": "Something else."})
    assert stale.status_code == 409
    assert "A named contact." in stale.content.decode()
    assert "Something else.</textarea>" in stale.content.decode()


def test_a_member_reads_voices_and_answers_none(client: Client, cast: Cast) -> None:
    entry = make.VoiceEntry(notice=cast.notice)
    foreign = make.VoiceEntry(notice=cast.elsewhere)
    assert as_(client, cast, "member").get(f"/notices/devon/voice/{entry.uid}/answer/").status_code == 403
    assert as_(client, cast, "lead").get(f"/notices/devon/voice/{foreign.uid}/answer/").status_code == 404


@pytest.mark.parametrize("path", ["evidence/", "voice/"])
def test_a_list_costs_the_same_for_one_row_as_for_three(client: Client, cast: Cast, path: str) -> None:
    as_(client, cast, "lead")

    def add() -> None:
        make.Document(notice=cast.notice, added_by=make.User())
        make.VoiceEntry(notice=cast.notice, attributed_to=make.Organisation())

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/notices/devon/{path}")
        return len(asked)

    add()
    before = queries()
    add()
    add()
    assert queries() == before <= 12


@pytest.mark.parametrize(
    ("asked", "answered", "words"),
    [
        (None, None, ""),
        (4, 4, "fewer than 5 asked"),
        (40, 4, "fewer than 5 of 40 answered"),
        (40, 0, "fewer than 5 of 40 answered"),
        (5, 5, "5 answered, which is all or almost all who were asked"),
        (30, 26, "26 answered, which is all or almost all who were asked"),
        (30, 25, "25 of 30 answered"),
        (1200, 640, "640 of 1,200 answered"),
    ],
)
def test_numbers_under_five_are_not_shown(asked: int | None, answered: int | None, words: str) -> None:
    assert numbers(asked, answered) == words


def test_a_group_that_was_not_heard_is_named_as_a_gap(cast: Cast) -> None:
    make.VoiceEntry(notice=cast.notice, group="parents", heard_on=date(2023, 12, 1), changed="x")
    make.VoiceEntry(notice=cast.notice, group="schools", heard_on=date(2023, 9, 1))
    groups = by_group(VoiceEntry.objects.of(cast.notice), TODAY)
    assert [(group.value, group.gap, group.unanswered) for group in groups] == [
        ("parents", "", 0),
        ("young_people", "Not heard yet", 0),
        ("schools", "Not heard for 112 days", 1),
        ("staff", "Not heard yet", 0),
    ]


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


def test_a_waves_numbers_are_corrected_on_the_page_and_a_stale_form_shows_both(client: Client, cast: Cast) -> None:
    entry = surveyed(cast.notice)
    address = f"/notices/devon/voice/{entry.uid}/numbers/"
    as_(client, cast, "participation lead")
    assert address in client.get("/notices/devon/voice/").content.decode()
    typed = {"asked": "90", "answered": "60", "result_count": "12", "why": "Counted twice", "seen_version": "1"}
    assert "Enter why the numbers are corrected" in client.post(address, {**typed, "why": ""}).content.decode()
    assert client.post(address, typed).status_code == 302
    stale = client.post(address, {**typed, "result_count": "17"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "12 of 60 (20%): Yes" in page
    assert "90 asked, 60 answered, 17: Yes" in page
    assert client.post(address, {**typed, "result_count": "17", "seen_version": "2"}).status_code == 302
    entry.refresh_from_db()
    assert entry.result_count == 17


def test_a_waves_small_numbers_are_not_told_where_it_is_corrected(client: Client, cast: Cast) -> None:
    entry = surveyed(cast.notice, result_count=3)
    page = as_(client, cast, "lead").get(f"/notices/devon/voice/{entry.uid}/numbers/").content.decode()
    assert "fewer than 5 of 60: Yes" in page
    assert not re.search(r'name="(asked|answered|result_count)"[^>]*value="\d', page)


def test_only_a_wave_of_this_notice_has_numbers_to_correct(client: Client, cast: Cast) -> None:
    as_(client, cast, "lead")
    for entry in (make.VoiceEntry(notice=cast.notice), surveyed(cast.elsewhere)):
        assert client.get(f"/notices/devon/voice/{entry.uid}/numbers/").status_code == 404
    entry = surveyed(cast.notice)
    assert as_(client, cast, "member").get(f"/notices/devon/voice/{entry.uid}/numbers/").status_code == 403
