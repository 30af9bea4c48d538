"""An issued version is withdrawn: who may, who can still read it, who is told, and what follows."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Now
from django.test import Client

from audit import ledger
from audit.models import Event
from desk.frozen import frozen_days
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Fulfilment
from people import sending
from people.models import Mail, MailState
from reports import tasks
from reports.actions import preparing, submitting, withdrawing
from reports.figures.upgrade import read_report
from reports.models import Drawing, Purpose, Report, Submission, Version, VersionState
from tests import factories as make
from tests.factories import NOW
from tests.reports import stage as play

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
LIST = "/notices/devon/reports/"
ONE = f"{LIST}1/"
PAGE = f"{ONE}versions/1/withdraw/"
WHY = "It named a child."


def submitted(stage: play.Stage) -> Version:
    version = play.issued(stage)
    submitting.submit(
        version=version, seen_version=version.version, address="https://board.example/", by=stage.lead, at=stage.at(9)
    )
    return version


def sent(stage: play.Stage) -> Version:
    version = submitted(stage)
    for mail in Mail.objects.filter(key__startswith="submission:"):
        claimed = sending.claim(mail.pk)
        assert claimed is not None
        assert sending.send(claimed, stage.at(10))
    tasks.settle(version.pk)
    return version


def withdraw(version: Version, stage: play.Stage, reason: str = WHY) -> Version:
    return withdrawing.withdraw(
        version=version,
        reason=reason,
        seen_version=version.version,
        address="https://board.example/r/1/",
        by=stage.lead,
        at=stage.at(20),
    )


def told() -> list[str]:
    return sorted(Mail.objects.filter(key__startswith="withdrawal:").values_list("to_address", flat=True))


# --- the verb ------------------------------------------------------------------------------------------------------


def test_withdrawing_says_who_when_and_why_and_touches_neither_file_nor_snapshot(stage: play.Stage) -> None:
    version = sent(stage)
    drawing = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    assert drawing.document is not None
    before = (play.kept(drawing), drawing.document.file, drawing.document.sha256, version.snapshot.tree)
    withdraw(version, stage)
    version.refresh_from_db()
    drawing.refresh_from_db()
    assert (version.state, version.issue) == (VersionState.WITHDRAWN, 1)
    assert (version.withdrawn_by, version.withdrawn_at, version.withdrawal) == (stage.lead, stage.at(20), WHY)
    assert drawing.document is not None
    after = (play.kept(drawing), drawing.document.file, drawing.document.sha256, version.snapshot.tree)
    assert after == before
    event = Event.objects.get(verb="report.withdrawn")
    assert WHY not in event.body
    assert ledger.digest(WHY) in event.body
    assert version.history.order_by("-history_id")[0].history_change_reason == "Version 1 withdrawn"
    assert ledger.verify(ledger.chain_name(stage.cast.notice.pk)) is None


@pytest.mark.parametrize("step", [play.sent, play.cleared, play.approved])
def test_what_was_not_issued_cannot_be_withdrawn(stage: play.Stage, step: Callable[[play.Stage], Version]) -> None:
    version = step(stage)
    with pytest.raises(Refused, match="Only an issued version"):
        withdraw(version, stage)


def test_it_is_withdrawn_once_with_a_reason_and_not_by_a_stale_page(stage: play.Stage) -> None:
    version = play.issued(stage)
    with pytest.raises(Refused, match="Say why"):
        withdraw(version, stage, "  ")
    gone = withdraw(version, stage)
    with pytest.raises(ChangedMeanwhile):
        withdraw(version, stage)
    with pytest.raises(Refused):
        withdraw(gone, stage)


def test_who_was_sent_it_and_who_took_it_are_told_once_each(stage: play.Stage) -> None:
    version = sent(stage)
    drawing = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    for kind in ("adviser", "adviser", "chair"):
        submitting.record_download(drawing=drawing, by=stage.cast[kind], at=stage.at(11))
    assert withdrawing.to_be_told(version, NOW) == ["dfe@demo.example", "nhse@demo.example", "adviser@demo.example"]
    withdraw(version, stage)
    assert told() == ["adviser@demo.example", "dfe@demo.example", "nhse@demo.example"]
    mail = Mail.objects.filter(key__startswith="withdrawal:")[0]
    assert mail.subject == "Withdrawn: progress report due 7 January 2024: Devon SEND notice"
    assert drawing.document is not None
    assert drawing.document.sha256 in mail.text
    assert "https://board.example/r/1/" in mail.text
    assert WHY not in mail.text, "no words of people go by mail"
    assert mail.attachment_file == ""


def test_who_was_sent_it_by_hand_is_told_too(stage: play.Stage) -> None:
    version = play.issued(stage)
    submitting.submit_by_hand(
        version=version,
        recipient=stage.obligation.recipients.order_by("pk")[0],
        sent_on=NOW.date(),
        proof=make.Document(notice=stage.cast.notice),
        by=stage.lead,
        at=stage.at(9),
    )
    withdraw(version, stage)
    assert told() == ["dfe@demo.example"]


def test_a_mail_that_still_waits_with_the_pdf_is_taken_back_and_its_reader_has_nothing_to_be_told(
    stage: play.Stage,
) -> None:
    version = submitted(stage)
    held = Mail.objects.get(to_address="nhse@demo.example")
    Mail.objects.filter(pk=held.pk).update(lease_until=Now() + timedelta(minutes=5), attempt=1)
    withdraw(version, stage)
    waiting = Mail.objects.get(key__startswith="submission:", to_address="dfe@demo.example")
    assert (waiting.state, sending.claim(waiting.pk)) == (MailState.FAILED, None)
    assert waiting.error == "Taken back: version 1 was withdrawn before this was sent."
    assert told() == ["nhse@demo.example"], "what is being handed over right now counts as sent"
    assert Event.objects.filter(verb="mail.taken_back").count() == 1


def test_a_withdrawn_version_meets_nothing_that_is_settled_later(stage: play.Stage) -> None:
    version = submitted(stage)
    Mail.objects.filter(key__startswith="submission:").update(state=MailState.SENT, sent_at=stage.at(10))
    withdraw(version, stage)
    tasks.settle(version.pk)
    assert Submission.objects.filter(sent_on__isnull=False).count() == 2, "that it was sent is a fact"
    assert not Fulfilment.objects.exists()


def test_what_was_met_before_stays_met(stage: play.Stage, as_: Callable[[str], Client]) -> None:
    version = sent(stage)
    withdraw(version, stage)
    said = as_("lead").get(LIST).content.decode()
    assert "<br>Sent 22 December 2023" in said, "the day does not read as that of the withdrawal"
    assert Fulfilment.objects.filter(obligation=stage.obligation).count() == 1


def test_a_withdrawn_version_cannot_be_submitted(stage: play.Stage) -> None:
    version = withdraw(play.issued(stage), stage)
    with pytest.raises(Refused, match="Only an issued report"):
        submitting.submit(version=version, seen_version=version.version, address="", by=stage.lead, at=stage.at(21))


def test_a_correction_follows_and_names_what_it_corrects(stage: play.Stage) -> None:
    version = withdraw(play.issued(stage), stage)
    with pytest.raises(Refused, match="Open a correction"):
        preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(21))
    draft = preparing.prepare(
        report=stage.report, corrects=version, correction="The name is gone.", by=stage.lead, at=stage.at(22)
    )
    assert draft.corrects == version
    tree = read_report(draft.snapshot.shape, draft.snapshot.tree)
    assert tree.corrects == "Version 1, withdrawn on 22 December 2023. The name is gone."


def test_the_days_of_a_withdrawn_report_can_no_longer_be_looked_at(stage: play.Stage) -> None:
    version = play.issued(stage)
    assert [day.report for day in frozen_days(stage.cast.notice)] == [1]
    withdraw(version, stage)
    assert frozen_days(stage.cast.notice) == []


# --- the pages -----------------------------------------------------------------------------------------------------


def test_advisers_see_that_it_was_withdrawn_and_why_and_open_nothing_of_it(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    version = play.issued(stage)
    submitting.share_draft(version=version, adviser=stage.cast["adviser"], by=stage.lead, at=stage.at(9))
    adviser = as_("adviser")
    pages = (f"{ONE}versions/1/", f"{ONE}versions/1/pdf/issue/", f"{ONE}versions/1/pdf/clearance/")
    assert [adviser.get(page).status_code for page in pages] == [200, 200, 200]
    withdraw(version, stage)
    assert [adviser.get(page).status_code for page in pages] == [403, 403, 403]
    said = adviser.get(ONE).content.decode()
    assert "Version 1: withdrawn" in said
    assert WHY in said
    assert "pdf/issue/" not in said
    assert "Read version 1" not in said
    assert "Withdrawn, to be corrected" in adviser.get(LIST).content.decode()


@pytest.mark.parametrize("kind", ["lead", "office", "accountable", "chair"])
def test_those_who_see_everything_still_open_it(stage: play.Stage, as_: Callable[[str], Client], kind: str) -> None:
    version = withdraw(play.issued(stage), stage)
    drawing = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    assert as_(kind).get(f"{ONE}versions/1/pdf/issue/").content == play.kept(drawing)
    assert "Withdrawn" in as_(kind).get(f"{ONE}versions/1/").content.decode()
    assert "pdf/issue/" in as_(kind).get(ONE).content.decode()


def test_the_page_says_what_happens_asks_why_and_wants_a_tick(stage: play.Stage, as_: Callable[[str], Client]) -> None:
    sent(stage)
    lead = as_("lead")
    assert f'href="{PAGE}"' in lead.get(ONE).content.decode()
    said = lead.get(PAGE).content.decode()
    assert "dfe@demo.example, nhse@demo.example" in said
    seen = Version.objects.get().version
    unsure = lead.post(PAGE, {"reason": WHY, "seen_version": seen}).content.decode()
    assert "Tick “I have read what happens, and this version is to be withdrawn” to go on" in unsure
    assert WHY in unsure, "nothing typed is lost"
    assert Version.objects.get().state == VersionState.ISSUED
    for _ in range(2):
        assert lead.post(PAGE, {"reason": WHY, "sure": "on", "seen_version": seen}).status_code == 302
    assert Version.objects.get().state == VersionState.WITHDRAWN
    assert len(told()) == 2
    said = lead.get(ONE).content.decode()
    assert "versions/1/correct/" in said
    assert f'href="{PAGE}"' not in said
    assert as_("office").get(PAGE).status_code == 403, "it is withdrawn already"


def test_a_correction_can_be_opened_from_the_page_of_a_withdrawn_one_and_the_list_says_so(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    withdraw(play.issued(stage), stage)
    lead = as_("lead")
    assert (
        '<a class="govuk-button" href="/notices/devon/reports/1/versions/1/correct/"' in lead.get(ONE).content.decode()
    )
    assert "was withdrawn on 22 December 2023" in lead.get(f"{ONE}versions/1/correct/").content.decode()
    data = {"correction": "The name is gone.", "sent_as": str(uuid4())}
    assert lead.post(f"{ONE}versions/1/correct/", data).status_code == 302
    assert "Withdrawn, correction under way" in lead.get(LIST).content.decode()
    said = lead.get(ONE).content.decode()
    assert "Version 1, withdrawn on 22 December 2023: The name is gone." in said
    (button,) = re.findall(r'<a class="([^"]+)" href="[^"]+/versions/1/correct/"', said)
    assert button.endswith("--secondary"), "the draft is what it waits for now"


def test_what_a_withdrawn_report_asks_of_the_lead_is_a_correction(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    version = sent(stage)
    assert "progress report 1" not in as_("lead").get("/").content.decode()
    withdraw(version, stage)
    assert "Correct progress report 1" in as_("lead").get("/").content.decode()
    assert "progress report 1" not in as_("office").get("/").content.decode()
    assert "Read progress report 1" not in as_("adviser").get("/").content.decode()


def test_only_the_newest_issued_version_is_offered_for_correction(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    first = play.issued(stage)
    told = {"sent_by": stage.lead, "sent_at": NOW, "issue": 2, "issued_by": stage.lead, "issued_at": NOW}
    make.Version(
        notice=stage.cast.notice,
        report=Report.objects.get(),
        number=2,
        state="issued",
        corrects=first,
        correction="A date.",
        snapshot=make.Snapshot(notice=stage.cast.notice),
        **told,
    )
    said = as_("lead").get(ONE).content.decode()
    assert "versions/2/correct/" in said
    assert "versions/1/correct/" not in said
    assert "versions/1/withdraw/" in said
