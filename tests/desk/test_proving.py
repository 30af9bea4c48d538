"""What a document proves, across the rooms: attached in one place, followed by its newer version, and told on pages."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from audit import codec
from boards.models import MeetingEvidence
from desk import proving
from evidence import actions
from evidence.models import ClauseEvidence, Document, DocumentDownload, DocumentKind, ScanState
from kpis.models import KpiEvidence
from notices.conflicts import Refused
from notices.models import Area
from plans import actions as plans
from plans.models import ActionEvidence, SectionEvidence
from plans.reading import read_plan
from reports.figures.gather import gather
from reports.figures.tree import SHAPE
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXT = b"Waiting times by month\n1;2;3\n"
NEWER = b"Waiting times by month\n1;2;3;4\n"


@pytest.fixture
def cast(settings: Settings, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT, settings.DEMO_CLOCK = tmp_path, (NOW, datetime.now(UTC))
    return assemble()


@pytest.fixture
def document(cast: Cast) -> Document:
    return add(cast)


def add(cast: Cast, **more: object) -> Document:
    fields = {
        "title": "Waiting times",
        "kind": DocumentKind.DATA,
        "dated_on": date(2023, 11, 30),
        "upload": ContentFile(TEXT, name="waiting.csv"),
        "by": cast["officer"],
        **more,
    }
    return actions.add_document(notice=cast.notice, at=NOW, **fields)  # type: ignore[arg-type]


def replaced(cast: Cast, document: Document, **more: object) -> Document:
    fields = {
        "title": "Waiting times, counted again",
        "kind": DocumentKind.DATA,
        "dated_on": date(2023, 12, 1),
        "upload": ContentFile(NEWER, name="waiting.csv"),
        **more,
    }
    return proving.replace(document=document, by=cast["officer"], at=NOW, **fields)


def ends(cast: Cast) -> dict[str, object]:
    """One of everything that a document can prove."""
    notice, section = cast.notice, cast.action.section
    return {
        "actions": cast.action,
        "sections": section,
        "kpis": make.Kpi(notice=notice, code="A-K1", plan=section.plan, section=section, data_lead=cast["data lead"]),
        "clauses": make.Clause(notice=notice, number="4(b)", text="there is an improvement board;"),
        "meetings": make.Meeting(notice=notice, board=make.Board(notice=notice, slug="partnership")),
    }


def as_(client: Client, cast: Cast, kind: str) -> Client:
    client.force_login(cast[kind])
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


def page(client: Client, path: str) -> str:
    return client.get(f"/notices/devon/{path}").content.decode()


def links() -> Iterator[tuple[str, Document]]:
    for kind in (ActionEvidence, SectionEvidence, KpiEvidence, ClauseEvidence, MeetingEvidence):
        for row in kind.objects.all():
            yield kind.__name__, row.document


# --- one page on which a person chooses ------------------------------------------------------------------------------


def test_the_lead_says_in_one_place_what_a_document_proves(client: Client, cast: Cast, document: Document) -> None:
    there = ends(cast)
    as_(client, cast, "lead")
    sent = {name: [str(row.pk)] for name, row in there.items()}  # type: ignore[attr-defined]
    answer = client.post(f"/notices/devon/evidence/{document.uid}/proves/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert {kind for kind, _ in links()} == {
        "ActionEvidence",
        "SectionEvidence",
        "KpiEvidence",
        "ClauseEvidence",
        "MeetingEvidence",
    }
    told = page(client, f"evidence/{document.uid}/")
    for title in ("A1 ", "Section ", "A-K1 ", "Clause 4(b)", "meeting of 14 December 2023"):
        assert title in told
    assert "Nothing yet" not in told


def test_what_is_unticked_is_taken_back_and_its_history_stays(client: Client, cast: Cast, document: Document) -> None:
    actions.attach(ActionEvidence, end=cast.action, document=document, by=cast["lead"], at=NOW)
    as_(client, cast, "lead")
    form = page(client, f"evidence/{document.uid}/proves/")
    assert re.search(rf'value="{cast.action.pk}"[^>]*checked', form)
    client.post(f"/notices/devon/evidence/{document.uid}/proves/", {"seen": f"actions:{cast.action.pk}"})
    assert not ActionEvidence.objects.exists()
    last = ActionEvidence.history.order_by("-history_id").first()
    assert (last.history_type, last.history_user_id) == ("-", cast["lead"].pk)
    assert last.history_change_reason == "Evidence taken back"


def test_what_somebody_else_attached_meanwhile_stands(client: Client, cast: Cast, document: Document) -> None:
    there = ends(cast)
    as_(client, cast, "lead")
    page(client, f"evidence/{document.uid}/proves/")
    actions.attach(SectionEvidence, end=there["sections"], document=document, by=cast["office"], at=NOW)  # type: ignore[arg-type]
    client.post(f"/notices/devon/evidence/{document.uid}/proves/", {"actions": [str(cast.action.pk)], "seen": ""})
    assert sorted(kind for kind, _ in links()) == ["ActionEvidence", "SectionEvidence"]


def test_what_somebody_else_took_back_meanwhile_stays_away(client: Client, cast: Cast, document: Document) -> None:
    actions.attach(ActionEvidence, end=cast.action, document=document, by=cast["lead"], at=NOW)
    actions.detach(ActionEvidence, end=cast.action, document=document, by=cast["office"], at=NOW)
    sent = {"actions": [str(cast.action.pk)], "seen": f"actions:{cast.action.pk}"}
    as_(client, cast, "lead").post(f"/notices/devon/evidence/{document.uid}/proves/", sent)
    assert list(links()) == []


def test_a_data_lead_is_offered_their_kpis_and_those_that_nobody_has(cast: Cast) -> None:
    own = ends(cast)["kpis"]
    section = cast.action.section
    others = {"notice": cast.notice, "plan": section.plan, "section": section}
    make.Kpi(**others, code="A-K2", data_lead=cast["office"])
    free = make.Kpi(**others, code="A-K3", data_lead=None)
    offered = proving.offered(cast.reader("data lead"), cast.notice)
    assert set(offered["kpis"].values()) == {own, free}
    assert "kpis" not in proving.offered(cast.reader("officer"), cast.notice)


def test_a_report_that_cites_a_document_is_a_way_only_for_who_reads_reports(cast: Cast, document: Document) -> None:
    make.Approval(notice=cast.notice, proof=document)
    for kind, leads in (("lead", True), ("officer", False)):
        (end,) = proving.proved_by(cast.reader(kind), cast.notice, [document])[document.pk]
        assert (end.kind, bool(end.href)) == ("cited", leads)


def test_each_is_offered_what_is_their_own(client: Client, cast: Cast, document: Document) -> None:
    there = ends(cast)
    make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="A9", title="Not theirs")
    offered = {
        "officer": {"actions"},
        "data lead": {"kpis"},
        "lead": set(there),
        "office": set(there),
    }
    for kind, wanted in offered.items():
        form = as_(client, cast, kind).get(f"/notices/devon/evidence/{document.uid}/proves/").context["form"]
        assert set(form.fields) - {"seen"} == wanted, kind
        assert ("Not theirs" in str(form)) == (kind in ("lead", "office"))
    for kind in ("other officer", "former holder", "reviewer", "chair", "accountable", "member", "adviser", "observer"):
        assert as_(client, cast, kind).get(f"/notices/devon/evidence/{document.uid}/proves/").status_code == 403


def test_a_forged_id_changes_nothing(client: Client, cast: Cast, document: Document) -> None:
    other = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="A9")
    foreign = make.Action(notice=cast.elsewhere)
    actions.attach(ActionEvidence, end=other, document=document, by=cast["lead"], at=NOW)
    as_(client, cast, "officer")
    for forged in (other, foreign):
        answer = client.post(f"/notices/devon/evidence/{document.uid}/proves/", {"actions": [str(forged.pk)]})
        assert answer.status_code == 200
    # nor does a forged memory of what was ticked take away what is not offered
    client.post(f"/notices/devon/evidence/{document.uid}/proves/", {"seen": f"actions:{other.pk} x:1 actions:9²"})
    forged_id = {"seen": f"actions:{'9' * 5000}"}
    assert client.post(f"/notices/devon/evidence/{document.uid}/proves/", forged_id).status_code == 302
    assert list(links()) == [("ActionEvidence", document)]


def test_the_only_evidence_of_a_completion_is_not_taken_away(client: Client, cast: Cast, document: Document) -> None:
    actions.attach(ActionEvidence, end=cast.action, document=document, by=cast["lead"], at=NOW)
    make.Completion(notice=cast.notice, action=cast.action)
    as_(client, cast, "lead")
    sent = {"seen": f"actions:{cast.action.pk}"}
    answer = client.post(f"/notices/devon/evidence/{document.uid}/proves/", sent)
    assert answer.status_code == 200
    assert "Attach another one first" in answer.content.decode()
    assert ActionEvidence.objects.exists()
    make.ActionEvidence(notice=cast.notice, action=cast.action)
    assert client.post(f"/notices/devon/evidence/{document.uid}/proves/", sent).status_code == 302


def test_a_document_that_may_not_be_attached_is_refused_everywhere(cast: Cast, document: Document) -> None:
    there = ends(cast)
    infected = make.Document(notice=cast.notice, link="", file="x", size=1, sha256="0" * 64, scan=ScanState.INFECTED)
    foreign, kept = make.Document(notice=cast.elsewhere), make.Document(notice=cast.notice, keeper="reports.drawing:1")
    older = add(cast, upload=ContentFile(b"x;1\n", name="x.csv"))
    replaced(cast, older)
    for room in proving.ROOMS:
        for wrong in (infected, foreign, kept, older):
            with pytest.raises(Refused):
                actions.attach(room.links, end=there[room.plural], document=wrong, by=cast["lead"], at=NOW)  # type: ignore[arg-type]
    assert list(links()) == []
    for room in proving.ROOMS:
        first, again = (
            actions.attach(room.links, end=there[room.plural], document=document, by=cast["lead"], at=NOW)  # type: ignore[arg-type]
            for _ in range(2)
        )
        assert first.pk == again.pk


# --- versions ---------------------------------------------------------------------------------------------------------


def test_what_a_document_was_attached_to_follows_to_the_newest(cast: Cast, document: Document) -> None:
    for room, end in zip(proving.ROOMS, ends(cast).values(), strict=True):
        actions.attach(room.links, end=end, document=document, by=cast["lead"], at=NOW)  # type: ignore[arg-type]
    newer = replaced(cast, document)
    newest = replaced(cast, newer, upload=ContentFile(TEXT + b"9\n", name="w.csv"))
    assert [row for _, row in links()] == [newest] * 5
    assert ActionEvidence.history.filter(history_change_reason="Replaced by a newer version").count() == 2
    (told,) = read_plan(cast.notice, TODAY).actions[0].evidence
    assert (told.uid, told.title) == (str(newest.uid), "Waiting times, counted again")


def test_a_frozen_report_names_what_it_named_and_the_next_one_names_the_newest(cast: Cast, document: Document) -> None:
    actions.attach(ActionEvidence, end=cast.action, document=document, by=cast["lead"], at=NOW)
    frozen = codec.to_text(gather(cast.notice, TODAY))
    snapshot = make.Snapshot(notice=cast.notice, kind="draft", shape=SHAPE, tree=frozen, sha256=codec.digest(frozen))
    newer = replaced(cast, document)
    snapshot.refresh_from_db()
    assert str(document.uid) in snapshot.tree
    assert str(newer.uid) not in snapshot.tree
    told = codec.to_text(gather(cast.notice, TODAY))
    assert str(newer.uid) in told
    assert str(document.uid) not in told


def test_who_cites_a_version_goes_on_citing_it(client: Client, cast: Cast) -> None:
    letter = make.Document(notice=cast.notice, kind=DocumentKind.LETTER)
    decision = make.Decision(notice=cast.notice, number=7, authority="dfe", meeting=None, letter=letter)
    newer = replaced(cast, letter)
    decision.refresh_from_db()
    assert decision.letter == letter
    as_(client, cast, "lead")
    assert "Decision 7" in page(client, f"evidence/{letter.uid}/")
    assert "Decision 7" not in page(client, f"evidence/{newer.uid}/")


def test_an_older_version_stays_can_be_taken_and_says_that_it_was_replaced(
    client: Client, cast: Cast, document: Document
) -> None:
    newer = replaced(cast, document)
    as_(client, cast, "officer")
    older_page, newer_page = page(client, f"evidence/{document.uid}/"), page(client, f"evidence/{newer.uid}/")
    assert "This version was replaced" in older_page
    assert f"/evidence/{newer.uid}/" in older_page
    assert "This version was replaced" not in newer_page
    assert f"/evidence/{document.uid}/" in newer_page
    for row, content in ((document, TEXT), (newer, NEWER)):
        taken = client.get(f"/notices/devon/evidence/{row.uid}/download/")
        assert b"".join(taken.streaming_content) == content  # type: ignore[attr-defined]
    listed = page(client, "evidence/")
    assert f"/evidence/{newer.uid}/" in listed
    assert f"/evidence/{document.uid}/" not in listed
    assert f"/evidence/{document.uid}/" in page(client, "evidence/?versions=all")


def test_a_newer_version_comes_in_on_the_page_once(client: Client, cast: Cast, document: Document) -> None:
    as_(client, cast, "officer")
    address = f"/notices/devon/evidence/{document.uid}/replace/"
    form = client.get(address).content.decode()
    assert 'value="Waiting times"' in form
    assert "No child’s personal data belongs here" in form
    sent = {"sent_as": str(uuid4()), "title": "Waiting times, again", "kind": "data", **day("dated_on", TODAY)}
    for _ in range(2):
        answer = client.post(address, {**sent, "file": SimpleUploadedFile("waiting.csv", NEWER)})
        assert answer.status_code == 302, answer.content.decode()
    assert Document.objects.filter(replaces=document).count() == 1


def test_two_who_replace_one_document_do_not_overwrite_each_other(
    client: Client, cast: Cast, document: Document
) -> None:
    replaced(cast, document)
    as_(client, cast, "lead")
    sent = {"sent_as": str(uuid4()), "title": "My own version", "kind": "data", **day("dated_on", TODAY)}
    answer = client.post(
        f"/notices/devon/evidence/{document.uid}/replace/", {**sent, "file": SimpleUploadedFile("w.csv", b"7;8\n")}
    )
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Officer replaced this document on" in said
    assert 'value="My own version"' in said
    assert Document.objects.count() == 2
    assert client.get(f"/notices/devon/evidence/{document.uid}/replace/").status_code == 302
    assert client.get(f"/notices/devon/evidence/{document.uid}/proves/").status_code == 302


def test_the_token_of_another_form_moves_nothing(client: Client, cast: Cast, document: Document) -> None:
    used, attached = (
        uuid4(),
        actions.attach(ActionEvidence, end=cast.action, document=document, by=cast["lead"], at=NOW),
    )
    other = add(cast, sent_as=used, upload=ContentFile(b"a;b\n", name="other.csv"))
    as_(client, cast, "lead")
    sent = {"sent_as": str(used), "title": "Waiting times, again", "kind": "data", **day("dated_on", TODAY)}
    for _ in range(2):  # also when the other one is attached to the same thing already
        answer = client.post(
            f"/notices/devon/evidence/{document.uid}/replace/",
            {**sent, "file": SimpleUploadedFile("w.csv", NEWER)},
        )
        assert answer.status_code == 200
        assert "This form was sent already" in answer.content.decode()
        attached.refresh_from_db()
        assert attached.document == document
        actions.attach(ActionEvidence, end=cast.action, document=other, by=cast["lead"], at=NOW)
    newer = replaced(cast, document, sent_as=(again := uuid4()))
    assert replaced(cast, document, sent_as=again) == newer
    with pytest.raises(Refused, match="sent already"):
        add(cast, sent_as=again)
    with pytest.raises(Refused, match="sent already"):
        replaced(cast, other, sent_as=again)
    assert Document.objects.count() == 3


def test_a_kept_file_is_replaced_by_no_form(cast: Cast) -> None:
    kept = make.Document(notice=cast.notice, keeper="reports.drawing:1")
    with pytest.raises(Refused, match="a correction of the report replaces it"):
        replaced(cast, kept)
    assert Document.objects.count() == 1


def test_the_very_same_file_is_no_newer_version(tmp_path: Path, cast: Cast, document: Document) -> None:
    with pytest.raises(Refused, match="the very file"):
        replaced(cast, document, upload=ContentFile(TEXT, name="again.csv"))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    link = make.Document(notice=cast.notice)
    with pytest.raises(Refused, match="the very link"):
        replaced(cast, link, upload=None, link=link.link)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("officer", 200),
        ("lead", 200),
        ("office", 200),
        ("other officer", 403),
        ("data lead", 403),
        ("chair", 403),
        ("reviewer", 403),
        ("member", 403),
        ("stranger", 404),
    ],
)
def test_who_added_it_the_lead_and_the_office_replace_it(
    client: Client, cast: Cast, document: Document, kind: str, status: int
) -> None:
    assert as_(client, cast, kind).get(f"/notices/devon/evidence/{document.uid}/replace/").status_code == status


# --- lists, downloads, scans ------------------------------------------------------------------------------------------


def test_the_list_says_and_finds_what_proves_nothing_yet(client: Client, cast: Cast, document: Document) -> None:
    used = add(cast, title="Minutes of the panel", upload=ContentFile(b"a;b\n", name="b.csv"))
    cited = make.Document(notice=cast.notice, title="Letter of the Department")
    make.Decision(notice=cast.notice, authority="dfe", meeting=None, letter=cited)
    actions.attach(ActionEvidence, end=cast.action, document=used, by=cast["lead"], at=NOW)
    as_(client, cast, "lead")
    everything = page(client, "evidence/")
    assert "Nothing yet" in everything
    assert ">A1</a>" in everything
    found = {
        "nothing": "Waiting times",
        "action": "Minutes of the panel",
        "cited": "Letter of the Department",
    }
    for what, title in found.items():
        shown = page(client, f"evidence/?proves={what}")
        assert {other for other in found.values() if other in shown} == {title}
    csv = client.get("/notices/devon/evidence/?format=csv").content.decode("utf-8-sig")
    assert "Nothing yet" in csv
    assert ",A1," in csv


def test_the_list_costs_the_same_whatever_is_attached(client: Client, cast: Cast, document: Document) -> None:
    as_(client, cast, "lead")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(client, "evidence/")
        return len(asked)

    before = queries()
    for number in range(3):
        row = make.Document(notice=cast.notice, title=f"Document {number}")
        for room in proving.ROOMS:
            named = {"notice": cast.notice, "document": row}
            getattr(make, room.links.__name__)(**named)
    assert queries() == before <= 12


def test_a_download_is_a_row_that_those_see_who_see_everything(client: Client, cast: Cast, document: Document) -> None:
    assert "Nobody has taken it yet" in page(as_(client, cast, "lead"), f"evidence/{document.uid}/")
    answer = as_(client, cast, "reviewer").get(f"/notices/devon/evidence/{document.uid}/download/")
    assert b"".join(answer.streaming_content) == TEXT  # type: ignore[attr-defined]
    (taken,) = DocumentDownload.objects.all()
    assert (taken.document, taken.taken_by, taken.notice) == (document, cast["reviewer"], cast.notice)
    assert "Reviewer" in page(as_(client, cast, "chair"), f"evidence/{document.uid}/")
    assert "Nobody has taken" not in page(as_(client, cast, "officer"), f"evidence/{document.uid}/")
    assert "Reviewer" not in page(client, f"evidence/{document.uid}/")


@pytest.mark.parametrize("scan", [ScanState.PENDING, ScanState.INFECTED])
def test_a_file_whose_scan_is_not_clean_is_said_so_and_not_given(client: Client, cast: Cast, scan: str) -> None:
    held = {"link": "", "file": "x", "original_name": "x.pdf", "size": 1, "sha256": "0" * 64}
    row = make.Document(notice=cast.notice, scan=scan, **held)
    as_(client, cast, "lead")
    assert ScanState(scan).label in page(client, "evidence/")
    told = page(client, f"evidence/{row.uid}/")
    assert ScanState(scan).label in told
    assert "/download/" not in told
    answer = client.get(f"/notices/devon/evidence/{row.uid}/download/")
    assert answer.status_code == 409
    assert "virus scan has not found it clean" in answer.content.decode()
    assert not DocumentDownload.objects.exists()


# --- impact -----------------------------------------------------------------------------------------------------------


def areas(cast: Cast) -> None:
    clause = make.Clause(notice=cast.notice, number="2(a)")
    for code, title in (("A", "Strategy"), ("B", "Communication"), ("C", "Plans"), ("D", "Autism")):
        make.Area(notice=cast.notice, code=code, title=title, clause=clause if code == "D" else None)


def area(code: str) -> Area:
    return Area.objects.get(code=code)


def test_an_area_without_evidence_of_impact_this_period_is_named(client: Client, cast: Cast) -> None:
    areas(cast)
    section = cast.action.section
    make.SectionArea(notice=cast.notice, section=section, area=area("A"))
    make.ActionArea(notice=cast.notice, action=cast.action, area=area("B"))
    obligation = make.Obligation(notice=cast.notice)
    make.Report(notice=cast.notice, obligation=obligation, number=4, period_from=date(2023, 11, 1))
    gaps = proving.impact_gaps(cast.notice, TODAY)
    assert gaps.areas == ("Strategy", "Communication", "Plans", "Autism")
    assert (gaps.since, gaps.number) == (date(2023, 11, 1), 4)
    assert "progress report 4" in gaps.why
    wrong = (
        {"kind": "output", "dated_on": date(2023, 12, 1)},  # that it was done is no impact
        {"kind": "survey", "dated_on": date(2023, 10, 31)},  # of the period before
        {"kind": "survey", "dated_on": date(2023, 12, 23)},  # of a day to come
    )
    for fields in wrong:
        make.ActionEvidence(
            notice=cast.notice, action=cast.action, document=make.Document(notice=cast.notice, **fields)
        )
    assert len(proving.impact_gaps(cast.notice, TODAY).areas) == 4
    right = make.Document(notice=cast.notice, kind="survey", dated_on=date(2023, 11, 1))
    make.ActionEvidence(notice=cast.notice, action=cast.action, document=right)
    assert proving.impact_gaps(cast.notice, TODAY).areas == ("Plans", "Autism")  # by its own area and its section's
    clause = make.ClauseEvidence(notice=cast.notice, clause=area("D").clause, document=right)  # type: ignore[attr-defined]
    assert clause.pk
    assert proving.impact_gaps(cast.notice, TODAY).areas == ("Plans",)
    shown = page(as_(client, cast, "officer"), "evidence/")
    assert "<li>Plans</li>" in shown
    assert "since 1 November 2023, when the period of progress report 4 began" in shown


def test_what_proved_an_action_that_is_retired_fills_no_gap(cast: Cast) -> None:
    areas(cast)
    make.ActionArea(notice=cast.notice, action=cast.action, area=area("B"))
    make.SectionArea(notice=cast.notice, section=cast.action.section, area=area("A"))
    proof = make.Document(notice=cast.notice, kind="survey", dated_on=date(2023, 12, 1))
    make.ActionEvidence(notice=cast.notice, action=cast.action, document=proof)
    assert proving.impact_gaps(cast.notice, TODAY).areas == ("Plans", "Autism")
    plans.retire_action(action=cast.action, why="It is part of another one.", by=cast["lead"], at=NOW)
    assert len(proving.impact_gaps(cast.notice, TODAY).areas) == 4


def test_without_a_report_the_period_begins_with_the_last_board(cast: Cast) -> None:
    assert proving.impact_gaps(cast.notice, TODAY).why.startswith("90 days ago")
    board = make.Board(notice=cast.notice)
    held = {"held": True, "recorded_by": cast["office"], "recorded_at": NOW}
    make.Meeting(notice=cast.notice, board=board, on=date(2023, 12, 14), **held)
    make.Meeting(notice=cast.notice, board=board, on=date(2024, 1, 11))
    gaps = proving.impact_gaps(cast.notice, TODAY)
    assert (gaps.since, gaps.why) == (date(2023, 12, 14), "when the board met last")
