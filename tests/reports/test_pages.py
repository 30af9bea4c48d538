"""The report pages: who gets them, what they say, what the steps do, and that files come out as they went in."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from notices.conflicts import Refused
from notices.roles import Role
from people.models import Mail
from reports.actions import finishing, opening, preparing, submitting
from reports.models import (
    Approval,
    Commentary,
    Download,
    Drawing,
    DrawingState,
    Feedback,
    Purpose,
    Report,
    Submission,
    Version,
    VersionState,
)
from tests import factories as make
from tests.factories import NOW
from tests.reports import stage as play

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
LIST = "/notices/devon/reports/"
ONE = f"{LIST}1/"
WHOLE = ("lead", "office", "accountable", "chair")
OUTSIDE = ("officer", "data lead", "member", "reviewer", "observer", "forum", "delegate", "former holder")


def field(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


# --- who -----------------------------------------------------------------------------------------------------------

STEPS = ("send", "clear", "approve", "approval", "issue", "submit", "submit/by-hand", "share", "correct")


@pytest.mark.parametrize("page", ["", "1/", "1/statement/", "1/prepare/", "1/versions/1/", "1/versions/1/pdf/draft/"])
def test_a_stranger_and_an_expired_reader_cannot_learn_that_there_is_a_report(
    stage: play.Stage, as_: Enter, page: str
) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    for kind in ("stranger", "expired reviewer"):
        assert as_(kind).get(LIST + page).status_code == 404
    assert Client().get(LIST + page).status_code == 302


@pytest.mark.parametrize("kind", OUTSIDE)
def test_who_reads_no_reports_is_refused(stage: play.Stage, as_: Enter, kind: str) -> None:
    assert as_(kind).get(LIST).status_code == 403
    assert as_(kind).get(ONE).status_code == 403


def test_a_report_that_is_late_says_so_by_how_much_until_it_was_submitted(stage: play.Stage, as_: Enter) -> None:
    def tag_of(report: Report) -> str:
        row = as_("lead").get(LIST).content.decode().split(f"Progress report {report.number}</a>")[1].split("</tr>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", row).split())

    assert tag_of(stage.report).endswith("Due")
    Report.objects.filter(pk=stage.report.pk).update(due_on=date(2023, 12, 20))
    assert "2 days late" in tag_of(stage.report)
    assert tag_of(stage.report).endswith("Late")
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    assert tag_of(stage.report).endswith("Being prepared")


@pytest.mark.parametrize("kind", WHOLE)
def test_those_who_see_everything_read_the_list_and_the_checklist(stage: play.Stage, as_: Enter, kind: str) -> None:
    assert as_(kind).get(LIST).status_code == 200
    said = as_(kind).get(ONE).content.decode()
    assert "Chair’s statement" in said
    assert "Missing" in said


ALLOWED = {
    "statement/": {"chair", "chair with the post"},
    "judgements/B/": {"lead"},
    "commentary/{letter}/ask/": {"lead", "office"},
    "prepare/": {"lead", "office"},
    "feedback/": {"adviser"},
    "versions/1/send/": {"lead"},
    "versions/1/share/": {"lead"},
    "versions/1/clear/": set(),
    "versions/1/approve/": set(),
    "versions/1/approval/": set(),
    "versions/1/issue/": set(),
    "versions/1/submit/": set(),
    "versions/1/correct/": set(),
}


@pytest.mark.parametrize("page", ALLOWED)
def test_each_form_is_for_its_role_alone(stage: play.Stage, as_: Enter, page: str) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    address = ONE + page.format(letter=stage.section.letter)
    for kind in (*WHOLE, "chair with the post", "adviser", "officer", "member"):
        expected = 200 if kind in ALLOWED[page] else 403
        assert as_(kind).get(address).status_code == expected, kind


def test_the_steps_of_each_state_are_for_those_who_take_them(stage: play.Stage, as_: Enter, quick: None) -> None:
    def open_to(step: str) -> set[str]:
        address = f"{ONE}versions/1/{step}/"
        return {kind for kind in (*WHOLE, "icb", "adviser") if as_(kind).get(address).status_code == 200}

    version = play.sent(stage)
    assert open_to("clear") == {"accountable", "icb"}
    assert open_to("approve") == set()
    Version.objects.get(pk=version.pk)
    for user in (stage.cast["accountable"], stage.icb_officer):
        client = as_("accountable" if user == stage.cast["accountable"] else "icb")
        page = client.get(f"{ONE}versions/1/clear/").content.decode()
        data = {"seen_version": field(page, "seen_version"), "organisation": user.organisation_id}
        assert client.post(f"{ONE}versions/1/clear/", data).status_code == 302
    assert open_to("clear") == set()
    assert open_to("approve") == {"chair"}
    assert open_to("approval") == {"lead", "office"}


def test_only_the_post_that_was_asked_its_delegate_and_the_office_write_a_commentary(
    stage: play.Stage, as_: Enter
) -> None:
    opening.ask_commentary(report=stage.report, section=stage.section, of=stage.cast.post, by=stage.lead, at=NOW)
    address = f"{ONE}commentary/{stage.section.letter}/"
    allowed = {"officer", "delegate", "chair with the post", "lead", "office"}
    for kind in (*WHOLE, "officer", "delegate", "chair with the post", "former holder", "other officer", "data lead"):
        assert as_(kind).get(address).status_code == (200 if kind in allowed else 403), kind
    assert as_("adviser").get(address).status_code == 404


def test_an_adviser_sees_no_draft_until_it_is_shared_and_then_that_one_alone(
    stage: play.Stage, as_: Enter, quick: None
) -> None:
    draft = preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    play.worked(draft, Purpose.DRAFT)
    adviser = as_("adviser")
    assert "There is no report to read yet" in adviser.get(LIST).content.decode()
    pages = (ONE, f"{ONE}versions/1/", f"{ONE}versions/1/pdf/draft/")
    assert [adviser.get(page).status_code for page in pages] == [403, 403, 403]

    client = as_("lead")
    form = client.get(f"{ONE}versions/1/share/").content.decode()
    data = {"seen_version": field(form, "seen_version"), "adviser": stage.cast["adviser"].pk}
    for _ in range(2):
        assert client.post(f"{ONE}versions/1/share/", data).status_code == 302
    assert draft.shares.count() == 1
    assert [adviser.get(page).status_code for page in pages] == [200, 200, 200]
    other = make.User(email="nhse@demo.example", name="Other adviser")
    make.Access(notice=stage.cast.notice, user=other, role=Role.ADVISER)
    client = Client()
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(pages[2]).status_code == 403


def test_an_adviser_reads_and_downloads_what_was_issued_and_not_how_it_came_about(
    stage: play.Stage, as_: Enter, quick: None
) -> None:
    play.issued(stage)
    adviser = as_("adviser")
    said = adviser.get(ONE).content.decode()
    assert "Version 1: issued" in said
    assert "Before it can be sent" not in said
    assert "pdf/issue/" in said
    assert "pdf/clearance/" not in said
    assert adviser.get(f"{ONE}versions/1/").status_code == 200
    assert adviser.get(f"{ONE}versions/1/pdf/clearance/").status_code == 403


# --- what is written -----------------------------------------------------------------------------------------------


def test_the_chair_writes_the_statement_and_a_second_sending_changes_nothing(stage: play.Stage, as_: Enter) -> None:
    client = as_("chair")
    seen = field(client.get(f"{ONE}statement/").content.decode(), "seen_version")
    for _ in range(2):
        answer = client.post(f"{ONE}statement/", {"text": "We hold our course.", "seen_version": seen})
        assert answer.status_code == 302
    report = Report.objects.get(pk=stage.report.pk)
    assert (report.statement, report.version) == ("We hold our course.", 2)


def test_two_who_write_at_once_get_both_texts_and_nothing_typed_is_lost(stage: play.Stage, as_: Enter) -> None:
    client = as_("chair")
    seen = field(client.get(f"{ONE}statement/").content.decode(), "seen_version")
    as_("chair with the post").post(f"{ONE}statement/", {"text": "Theirs <b>.", "seen_version": seen})
    answer = client.post(f"{ONE}statement/", {"text": "Mine <i>.", "seen_version": seen})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs &lt;b&gt;." in said
    assert said.count("Mine &lt;i&gt;.") == 2
    newest = field(said, "seen_version")
    assert client.post(f"{ONE}statement/", {"text": "Mine <i>.", "seen_version": newest}).status_code == 302


@pytest.mark.parametrize("text", ["", "   ", "x" * 6001])
def test_a_statement_that_cannot_be_kept_says_what_to_do(stage: play.Stage, as_: Enter, text: str) -> None:
    answer = as_("chair").post(f"{ONE}statement/", {"text": text, "seen_version": "1"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_an_empty_post_is_a_form_sent_empty(stage: play.Stage, as_: Enter) -> None:
    assert "There is a problem" in as_("chair").post(f"{ONE}statement/").content.decode()


def test_a_judgement_and_a_commentary_are_written_and_the_checklist_says_so(stage: play.Stage, as_: Enter) -> None:
    lead = as_("lead")
    data = {"judged": "some", "text": "Some.", "seen_version": "0"}
    assert lead.post(f"{ONE}judgements/B/", data).status_code == 302
    address = f"{ONE}commentary/{stage.section.letter}/"
    ask = lead.get(f"{address}ask/").content.decode()
    asked = {"post": stage.cast.post.pk, "sent_as": field(ask, "sent_as")}
    assert lead.post(f"{address}ask/", asked).status_code == 302
    said = lead.get(ONE).content.decode()
    assert f"Asked of {stage.cast.post}" in said
    data = {"achieved": "Much.", "planned": "More.", "help_needed": "", "seen_version": "1"}
    assert as_("officer").post(address, data).status_code == 302
    assert Commentary.objects.get().written_by == stage.cast["officer"]
    said = lead.get(ONE).content.decode()
    assert "Some progress. By Lead" in said
    assert said.count("Written") == 2


@pytest.mark.parametrize("page", ["judgements/NO/", "commentary/NO/", "versions/9/", "versions/1/pdf/nonsense/"])
def test_what_is_not_there_is_404(stage: play.Stage, as_: Enter, page: str) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    assert as_("lead").get(ONE + page).status_code == 404


def test_posts_of_another_council_are_not_offered(stage: play.Stage, as_: Enter) -> None:
    foreign = make.Post(organisation=stage.cast.elsewhere.council, title="Canary post")
    address = f"{ONE}commentary/{stage.section.letter}/ask/"
    assert "Canary post" not in as_("lead").get(address).content.decode()
    answer = as_("lead").post(address, {"post": foreign.pk, "sent_as": str(uuid4())})
    assert "There is a problem" in answer.content.decode()


def test_evidence_of_another_notice_is_no_proof(stage: play.Stage, as_: Enter, quick: None) -> None:
    play.cleared(stage)
    foreign = make.Document(notice=stage.cast.elsewhere, title="Canary letter")
    address = f"{ONE}versions/1/approval/"
    form = as_("lead").get(address).content.decode()
    assert "Canary letter" not in form
    data = {"seen_version": field(form, "seen_version"), "chair": stage.cast["chair"].pk, "proof": foreign.pk}
    days = {"given_on_day": "21", "given_on_month": "12", "given_on_year": "2023"}
    assert "There is a problem" in as_("lead").post(address, data | days).content.decode()
    assert not Approval.objects.exists()


# --- the road, page by page ----------------------------------------------------------------------------------------


def press(client: Client, address: str, **more: object) -> None:
    """Open a step's page and send its form twice, as a double click does."""
    page = client.get(address).content.decode()
    data = {name: field(page, name) for name in ("seen_version", "sent_as") if f'name="{name}"' in page} | more
    for _ in range(2):
        answer = client.post(address, data)
        assert answer.status_code == 302, answer.content.decode()[-3000:]


def test_a_mail_leads_to_our_own_site_whatever_host_was_asked(
    stage: play.Stage, as_: Enter, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://board.example"
    version = play.issued(stage)
    client = as_("lead")
    client.post(f"{ONE}versions/1/submit/", {"seen_version": version.version}, headers={"host": "evil.example"})
    mail = Mail.objects.filter(key__startswith="submission:").first()
    assert mail is not None
    assert f"https://board.example{ONE}" in mail.text
    assert "evil.example" not in mail.text


def test_the_whole_road_by_hand_each_form_sent_twice(stage: play.Stage, as_: Enter, quick: None) -> None:
    play.write_everything(stage)
    first = f"{ONE}versions/1/"
    press(as_("lead"), f"{ONE}prepare/")
    press(as_("lead"), f"{first}send/")
    version = Version.objects.get()
    play.worked(version, Purpose.CLEARANCE)
    press(as_("accountable"), f"{first}clear/", organisation=stage.cast.notice.council_id)
    press(as_("icb"), f"{first}clear/", organisation=stage.icb_officer.organisation_id)
    assert "Cleared, waiting for the chair" in as_("lead").get(LIST).content.decode()
    press(as_("chair"), f"{first}approve/")
    press(as_("office"), f"{first}issue/")
    play.worked(version, Purpose.ISSUE)
    press(as_("office"), f"{first}submit/")
    version.refresh_from_db()
    assert (version.state, version.issue) == (VersionState.ISSUED, 1)
    assert Submission.objects.count() == 2
    press(as_("adviser"), f"{ONE}feedback/", text="Please say more about staffing.")
    row = Feedback.objects.get()
    page = f"{ONE}feedback/{row.uid}/"
    press(as_("lead"), page, answer="Two of three posts are filled.")
    said = as_("adviser").get(ONE).content.decode()
    assert "Two of three posts are filled." in said
    press(as_("lead"), f"{first}correct/", correction="The date of A6.")
    assert [row.number for row in Version.objects.order_by("number")] == [1, 2]
    assert "Issued" in as_("adviser").get(LIST).content.decode()


def test_a_stale_step_is_a_conflict_and_does_nothing(stage: play.Stage, as_: Enter, quick: None) -> None:
    play.cleared(stage)
    answer = as_("chair").post(f"{ONE}versions/1/approve/", {"seen_version": "1"})
    assert answer.status_code == 409
    assert not Approval.objects.exists()


def test_a_draft_cannot_be_sent_while_something_is_missing_and_the_page_says_what(
    stage: play.Stage, as_: Enter
) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    answer = as_("lead").post(f"{ONE}versions/1/send/", {"seen_version": "1"})
    assert "the judgement on “Communication” is missing" in answer.content.decode()


# --- files ---------------------------------------------------------------------------------------------------------


def test_downloading_twice_gives_the_same_bytes_and_both_are_written_down(
    stage: play.Stage, as_: Enter, quick: None
) -> None:
    version = play.issued(stage)
    row = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    client = as_("adviser")
    first, second = (client.get(f"{ONE}versions/1/pdf/issue/") for _ in range(2))
    assert first.content == second.content == play.kept(row)
    assert row.document is not None
    assert hashlib.sha256(first.content).hexdigest() == row.document.sha256
    assert first["Content-Disposition"] == 'attachment; filename="progress-report-1-version-1.pdf"'
    assert first["Cache-Control"] == "private, no-store"
    assert "ETag" not in first
    assert list(Download.objects.values_list("taken_by", flat=True)) == [stage.cast["adviser"].pk] * 2
    said = as_("lead").get(ONE).content.decode()
    assert said.count("Adviser, 22 December 2023") == 2
    assert row.document.sha256 in said


def test_a_file_that_was_altered_is_not_handed_out(stage: play.Stage, as_: Enter, quick: None) -> None:
    version = play.issued(stage)
    row = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    assert row.document is not None
    with open(default_storage.path(row.document.file), "ab") as file:
        file.write(b" ")
    client = as_("lead")
    answer = client.get(f"{ONE}versions/1/pdf/issue/")
    assert answer.status_code == 500
    assert "not the one that was kept" in answer.content.decode()
    assert not Download.objects.exists()


def test_a_file_that_is_gone_is_not_handed_out(stage: play.Stage, as_: Enter, quick: None) -> None:
    version = play.issued(stage)
    row = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    assert row.document is not None
    default_storage.delete(row.document.file)
    assert as_("lead").get(f"{ONE}versions/1/pdf/issue/").status_code == 500


def test_a_pdf_that_is_not_drawn_yet_is_404_and_the_page_says_how_far_it_is(stage: play.Stage, as_: Enter) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    assert as_("lead").get(f"{ONE}versions/1/pdf/draft/").status_code == 404
    said = as_("lead").get(ONE).content.decode()
    assert "see how far it is" in said
    assert "Waiting for a worker" in said


def test_a_failure_shows_its_reason_and_can_be_tried_again(stage: play.Stage, as_: Enter) -> None:
    version = preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    row = Drawing.objects.get(version_of=version)
    Drawing.objects.filter(pk=row.pk).update(state=DrawingState.FAILED, error="No room is left.")
    said = as_("lead").get(ONE).content.decode()
    assert "No room is left." in said
    assert "Try again" in said
    assert "Try again" not in as_("chair").get(ONE).content.decode()
    address = f"{ONE}versions/1/pdf/draft/try-again/"
    assert as_("chair").post(address).status_code == 403
    assert as_("lead").get(address).status_code == 405
    for _ in range(2):
        assert as_("lead").post(address).status_code == 302
    row.refresh_from_db()
    assert (row.state, finishing.claims_in_this_round(row)) == (DrawingState.QUEUED, 0)


def test_the_preview_is_the_snapshot_and_not_what_is_true_by_now(stage: play.Stage, as_: Enter) -> None:
    report = play.write_everything(stage)
    preparing.prepare(report=report, by=stage.lead, at=NOW)
    opening.write_statement(report=report, text="Later.", seen_version=report.version, by=stage.cast["chair"], at=NOW)
    said = as_("lead").get(f"{ONE}versions/1/").content.decode()
    assert "We hold our course." in said
    assert "Later." not in said
    assert said.count("<h1") == 1


# --- the list, and its cost ----------------------------------------------------------------------------------------


def test_the_list_names_the_next_due_date_and_warns_of_a_sunday(stage: play.Stage, as_: Enter) -> None:
    said = as_("lead").get(LIST).content.decode()
    assert "The next report is due on" in said
    assert "7 January 2024 is a Sunday" in said


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_costs_the_same_for_one_report_as_for_three(stage: play.Stage, as_: Enter) -> None:
    client = as_("lead")
    one = queries(client, LIST)
    for number in (2, 3):
        row = make.Report(
            notice=stage.cast.notice,
            obligation=stage.obligation,
            number=number,
            due_on=stage.report.due_on.replace(year=2024 + number),
        )
        preparing.prepare(report=row, by=stage.lead, at=NOW)
    assert queries(client, LIST) == one
    assert one <= 12


def test_a_report_costs_the_same_for_one_version_as_for_three(stage: play.Stage, as_: Enter) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    client = as_("lead")
    one = queries(client, ONE)
    for _ in range(2):
        preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    assert queries(client, ONE) == one
    assert one <= 12, one


# of a page that has everything: session, account, a savepoint and its release, access, notice, report, versions,
# clearances, what was written, the ledger's heads; and the posts of those who write as whoever holds one
COSTS = {"lead": 11, "office": 11, "chair": 12, "accountable": 12, "icb": 12, "adviser": 10}


@pytest.mark.parametrize("kind", COSTS)
def test_a_report_with_everything_that_can_stand_on_it_costs_no_more(
    stage: play.Stage, as_: Enter, quick: None, kind: str
) -> None:
    version = play.issued(stage)
    submitting.submit(version=version, seen_version=version.version, address="x", by=stage.lead, at=NOW)
    for row in version.drawings.filter(document__isnull=False):
        for taker in ("adviser", "lead"):
            submitting.record_download(drawing=row, by=stage.cast[taker], at=NOW)
    for text in ("Why?", "When?"):
        said = opening.leave_feedback(report=stage.report, text=text, sent_as=None, by=stage.cast["adviser"], at=NOW)
        opening.answer_feedback(feedback=said, answer="Soon.", seen_version=1, by=stage.lead, at=NOW)
    draft = preparing.prepare(report=stage.report, corrects=version, correction="A date.", by=stage.lead, at=NOW)
    submitting.share_draft(version=draft, adviser=stage.cast["adviser"], by=stage.lead, at=NOW)
    preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=NOW)
    play.worked(draft, Purpose.CLEARANCE)
    assert queries(as_(kind), ONE) == COSTS[kind]


def test_an_adviser_who_goes_back_and_asks_again_asks_once(stage: play.Stage) -> None:
    play.issued(stage)
    asked = {"report": stage.report, "text": "Why?", "by": stage.cast["adviser"], "at": NOW}
    opening.leave_feedback(**asked, sent_as=uuid4())
    with pytest.raises(Refused, match="nothing was saved a second time"):
        opening.leave_feedback(**asked, sent_as=uuid4())


def test_every_download_of_a_shared_draft_is_written_down(stage: play.Stage, as_: Enter, quick: None) -> None:
    draft = preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    play.worked(draft, Purpose.DRAFT)
    submitting.share_draft(version=draft, adviser=stage.cast["adviser"], by=stage.lead, at=NOW)
    as_("adviser").get(f"{ONE}versions/1/pdf/draft/")
    assert Download.objects.count() == 1
