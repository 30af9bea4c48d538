"""A report's whole road in verbs, with the worker called as a function; and what turns it back."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage

from audit import ledger
from audit.clock import day_of
from audit.models import Event
from notices.conflicts import Refused
from notices.models import Fulfilment, Recipient
from people import sending
from people.models import Mail, MailState
from plans.models import Action
from reports import tasks
from reports.actions import approving, finishing, opening, preparing, submitting
from reports.figures.upgrade import read_report
from reports.models import Drawing, DrawingState, Purpose, Submission, Version, VersionState
from tests import factories as make
from tests.reports import stage as play

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> play.Stage:
    return play.set_up()


def submitted(stage: play.Stage) -> Version:
    version = play.issued(stage)
    submitting.submit(
        version=version, seen_version=version.version, address="https://board.example/", by=stage.lead, at=stage.at(9)
    )
    return version


def test_a_report_goes_from_a_draft_to_a_met_obligation(stage: play.Stage) -> None:
    version = submitted(stage)
    assert version.state == VersionState.ISSUED
    assert (version.issue, version.issued_by) == (1, stage.lead)
    assert Submission.objects.filter(version_of=version, sent_on__isnull=True).count() == 2

    for mail in Mail.objects.filter(key__startswith="submission:"):
        claimed = sending.claim(mail.pk)
        assert claimed is not None
        assert sending.send(claimed, stage.at(10))
    tasks.settle(version.pk)

    assert Submission.objects.filter(version_of=version, sent_on=date(2023, 12, 22)).count() == 2
    met = Fulfilment.objects.get(obligation=stage.obligation)
    assert (met.due_on, met.met_on) == (date(2024, 1, 7), date(2023, 12, 22))
    assert ledger.verify(ledger.chain_name(stage.cast.notice.pk)) is None


def test_settling_twice_meets_the_obligation_once(stage: play.Stage) -> None:
    version = submitted(stage)
    Mail.objects.filter(key__startswith="submission:").update(state=MailState.SENT, sent_at=stage.at(10))
    tasks.settle(version.pk)
    tasks.settle(version.pk)
    assert Fulfilment.objects.filter(obligation=stage.obligation).count() == 1
    assert Event.objects.filter(verb="report.sent").count() == 2


def test_the_obligation_is_not_met_while_one_required_recipient_waits(stage: play.Stage) -> None:
    version = submitted(stage)
    first = Mail.objects.filter(key__startswith="submission:").order_by("pk").first()
    Mail.objects.filter(pk=first.pk).update(state=MailState.SENT, sent_at=stage.at(10))  # type: ignore[union-attr]
    tasks.settle(version.pk)
    assert not Fulfilment.objects.filter(obligation=stage.obligation).exists()


def test_submitting_twice_sends_each_recipient_one_mail_with_the_issued_file(stage: play.Stage) -> None:
    version = submitted(stage)
    submitting.submit(
        version=version, seen_version=version.version, address="https://board.example/", by=stage.lead, at=stage.at(9)
    )
    mails = Mail.objects.filter(key__startswith="submission:")
    file = submitting.issued_file(version)
    assert {(mail.to_address, mail.attachment_sha256) for mail in mails} == {
        ("dfe@demo.example", file.sha256),
        ("nhse@demo.example", file.sha256),
    }


def test_the_issued_file_has_the_hash_in_its_row_and_in_the_ledger(stage: play.Stage) -> None:
    version = play.issued(stage)
    row = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    digest = hashlib.sha256(play.kept(row)).hexdigest()
    assert row.document is not None
    assert row.document.sha256 == digest
    assert digest in Event.objects.get(verb="report.issued").body


def test_later_edits_of_anything_leave_an_issued_report_as_it_is(stage: play.Stage) -> None:
    version = play.issued(stage)
    row = Drawing.objects.get(version_of=version, purpose=Purpose.ISSUE)
    before, tree = play.kept(row), version.snapshot.tree
    Action.objects.filter(notice=stage.cast.notice).update(title="Renamed afterwards")
    opening.write_statement(
        report=stage.report,
        text="Afterwards.",
        seen_version=stage.report.version,
        by=stage.cast["chair"],
        at=stage.at(9),
    )
    finishing.try_again(drawing=row, by=stage.lead, at=stage.at(9))
    tasks.draw(row.notice_id, row.pk)
    row.refresh_from_db()
    version.refresh_from_db()
    assert play.kept(row) == before
    assert version.snapshot.tree == tree
    assert version.state == VersionState.ISSUED


def test_a_change_after_sending_cancels_it_and_makes_a_new_draft(stage: play.Stage) -> None:
    version = play.cleared(stage)
    opening.write_statement(
        report=stage.report, text="New.", seen_version=stage.report.version, by=stage.cast["chair"], at=stage.at(6)
    )
    version.refresh_from_db()
    newest = stage.report.versions.order_by("-number").first()
    assert version.state == VersionState.CANCELLED
    assert newest is not None
    assert (newest.number, newest.state) == (2, VersionState.DRAFT)
    assert newest.clearances.count() == 0


def test_a_version_replaced_while_its_final_pdf_is_drawn_is_not_issued(stage: play.Stage) -> None:
    version = play.approved(stage)
    row = approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(7))
    opening.write_statement(
        report=stage.report, text="Stop.", seen_version=stage.report.version, by=stage.cast["chair"], at=stage.at(8)
    )
    row = play.worked(version, Purpose.ISSUE, stage.at(9))
    version.refresh_from_db()
    assert row.state == DrawingState.FAILED
    assert "replaced" in row.error
    assert (version.state, version.issue) == (VersionState.CANCELLED, None)
    assert not default_storage.exists(f"notices/{row.notice_id}/nothing.pdf")


def test_asking_twice_to_issue_makes_one_drawing(stage: play.Stage) -> None:
    version = play.approved(stage)
    first = approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(7))
    second = approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(7))
    assert first == second


def test_nothing_is_sent_while_something_is_missing(stage: play.Stage) -> None:
    draft = preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(1))
    with pytest.raises(Refused, match="the chair’s statement is missing"):
        preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(2))


def test_sending_ends_the_period_with_the_figures_and_the_next_report_begins_there(stage: play.Stage) -> None:
    following = make.Report(notice=stage.report.notice, obligation=stage.obligation, number=2, due_on=date(2024, 3, 7))
    version = play.sent(stage)
    stage.report.refresh_from_db()
    following.refresh_from_db()
    frozen_on = day_of(stage.at(2))
    assert (stage.report.cutoff_on, following.period_from) == (frozen_on, frozen_on)
    tree = read_report(version.snapshot.shape, version.snapshot.tree)
    assert (tree.period_from, tree.period_to) == (date(2023, 11, 8), frozen_on - timedelta(days=1))


def test_a_correction_moves_no_period(stage: play.Stage) -> None:
    first = play.issued(stage)
    stage.report.refresh_from_db()
    before = stage.report.cutoff_on
    draft = preparing.prepare(report=stage.report, corrects=first, correction="A date.", by=stage.lead, at=stage.at(21))
    later = stage.at(21) + timedelta(days=9)
    preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=later)
    stage.report.refresh_from_db()
    assert stage.report.cutoff_on == before


def test_nobody_clears_before_the_pdf_of_the_frozen_figures_is_there(stage: play.Stage) -> None:
    report = play.write_everything(stage)
    draft = preparing.prepare(report=report, by=stage.lead, at=stage.at(1))
    version = preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(2))
    with pytest.raises(Refused, match="still being drawn"):
        approving.clear(
            version=version,
            organisation=stage.cast.notice.council,
            seen_version=version.version,
            by=stage.cast["accountable"],
            at=stage.at(3),
        )


def test_a_correction_is_a_new_version_that_names_what_it_corrects(stage: play.Stage) -> None:
    first = play.issued(stage)
    with pytest.raises(Refused, match="Open a correction"):
        preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(20))
    draft = preparing.prepare(
        report=stage.report, corrects=first, correction="Page 4 named the wrong date.", by=stage.lead, at=stage.at(21)
    )
    version = preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(22))
    play.worked(version, Purpose.CLEARANCE, stage.at(23))
    for user in (stage.cast["accountable"], stage.icb_officer):
        version = approving.clear(
            version=version,
            organisation=user.organisation,  # type: ignore[arg-type]
            seen_version=version.version,
            by=user,
            at=stage.at(24),
        )
    version = approving.approve(version=version, seen_version=version.version, by=stage.cast["chair"], at=stage.at(25))
    approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(26))
    row = play.worked(version, Purpose.ISSUE, stage.at(27))
    version.refresh_from_db()
    first.refresh_from_db()
    assert (version.issue, version.corrects, first.state) == (2, first, VersionState.ISSUED)
    assert row.state == DrawingState.DRAWN


def test_a_written_approval_is_recorded_with_its_proof(stage: play.Stage) -> None:
    version = play.cleared(stage)
    version = approving.record_written_approval(
        version=version,
        chair=stage.cast["chair"],
        given_at=stage.at(-60),
        proof=make.Document(notice=stage.cast.notice),
        seen_version=version.version,
        by=stage.cast["office"],
        at=stage.at(7),
    )
    assert version.state == VersionState.APPROVED
    assert version.approval.in_writing


def test_a_submission_by_hand_meets_the_obligation_too(stage: play.Stage) -> None:
    version = play.issued(stage)
    proof = make.Document(notice=stage.cast.notice)
    for recipient in Recipient.objects.filter(obligation=stage.obligation):
        submitting.submit_by_hand(
            version=version,
            recipient=recipient,
            sent_on=date(2023, 12, 22),
            proof=proof,
            by=stage.cast["office"],
            at=stage.at(9),
        )
    assert Fulfilment.objects.filter(obligation=stage.obligation, due_on=date(2024, 1, 7)).exists()
