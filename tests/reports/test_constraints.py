"""What is always true of reports, broken on purpose."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError

from people.models import Mail
from reports import models
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def twice(factory: Callable[..., object], **same: object) -> None:
    factory(**same)
    factory(**same)


def of_one(parent: Any, field: str, factory: Callable[..., object], **same: object) -> None:
    row = parent()
    twice(factory, notice=row.notice, **{field: row}, **same)


def version_of(number: int, report: Any, **more: object) -> Any:
    snapshot = make.Snapshot(notice=report.notice)
    return make.Version(notice=report.notice, report=report, snapshot=snapshot, number=number, **more)


def issued(**more: object) -> dict[str, object]:
    who = make.User()
    told = {"sent_by": who, "sent_at": NOW, "issue": 1, "issued_by": who, "issued_at": NOW, "state": "issued"}
    return {**told, **more}


def withdrawn(**more: object) -> dict[str, object]:
    told = {"state": "withdrawn", "withdrawn_by": make.User(), "withdrawn_at": NOW, "withdrawal": "It named a child."}
    return {**issued(), **told, **more}


def same_issue() -> None:
    report = make.Report()
    version_of(1, report, **issued())
    version_of(2, report, **issued())


def two_under_way() -> None:
    report = make.Report()
    version_of(1, report)
    version_of(2, report)


def same_number() -> None:
    report = make.Report()
    version_of(1, report, state="cancelled")
    version_of(1, report, state="cancelled")


def approval(**more: Any) -> None:
    version, who = make.Version(), make.User()
    told: dict[str, Any] = {"notice": version.notice, "version_of": version, "approved_by": who, "recorded_by": who}
    models.Approval.objects.create(**{**told, "approved_at": NOW, "recorded_at": NOW, **more})


def submission_without_either() -> None:
    version = make.Version()
    recipient = make.Recipient(notice=version.notice)
    models.Submission.objects.create(
        notice=version.notice, version_of=version, recipient=recipient, submitted_by=make.User(), submitted_at=NOW
    )


def submitted_twice() -> None:
    version = make.Version()
    recipient = make.Recipient(notice=version.notice)
    proof = make.Document(notice=version.notice)
    for _ in range(2):
        models.Submission.objects.create(
            notice=version.notice,
            version_of=version,
            recipient=recipient,
            proof=proof,
            submitted_by=make.User(),
            submitted_at=NOW,
        )


def submission_of_another(field: str) -> None:
    version, mail = make.Version(), Mail.objects.create(key="k", to_address="a@b.example", subject="s", made_at=NOW)
    told: dict[str, Any] = {"version_of": version, "recipient": make.Recipient(notice=version.notice), "mail": mail}
    if field == "proof":
        told |= {"mail": None, "proof": make.Document()}
    else:
        told[field] = make.Recipient() if field == "recipient" else make.Version()
    models.Submission.objects.create(notice=version.notice, submitted_by=make.User(), submitted_at=NOW, **told)


def share(version: Any, notice: Any, who: Any) -> None:
    models.Share.objects.create(
        notice=notice, version_of=version, shared_with=who, shared_by=make.User(), shared_at=NOW
    )


def shared_twice() -> None:
    version, who = make.Version(), make.User()
    share(version, version.notice, who)
    share(version, version.notice, who)


def report_twice() -> None:
    report = make.Report()
    make.Report(notice=report.notice, obligation=report.obligation, due_on=report.due_on)


def drawing_twice() -> None:
    of_one(make.Version, "version_of", make.Drawing)


def cleared_twice() -> None:
    of_one(make.Version, "version_of", make.Clearance, organisation=make.Organisation())


def judged_twice() -> None:
    judgement = make.Judgement()
    make.Judgement(notice=judgement.notice, report=judgement.report, area=judgement.area)


def commented_twice() -> None:
    row = make.Commentary()
    make.Commentary(notice=row.notice, report=row.report, section=row.section)


def download_of_another() -> None:
    models.Download.objects.create(notice=make.Notice(), drawing=make.Drawing(), taken_by=make.User(), taken_at=NOW)


def correction_without_words() -> None:
    report = make.Report()
    first = version_of(1, report, **issued())
    version_of(2, report, corrects=first)


BROKEN: dict[str, Callable[[], object]] = {
    "reports_report_obligation_same_notice": lambda: make.Report(obligation=make.Obligation()),
    "reports_report_statement_together": lambda: make.Report(statement_at=NOW),
    "reports_report_once_a_due_date": report_twice,
    "reports_report_number_once": lambda: twice(make.Report, notice=make.Notice(), number=1),
    "reports_report_period_in_order": lambda: make.Report(period_from=date(2024, 1, 8)),
    "reports_judgement_report_same_notice": lambda: make.Judgement(report=make.Report()),
    "reports_judgement_area_same_notice": lambda: make.Judgement(area=make.Area()),
    "reports_judgement_judged_known": lambda: make.Judgement(judged="splendid"),
    "reports_judgement_once": judged_twice,
    "reports_commentary_report_same_notice": lambda: make.Commentary(report=make.Report()),
    "reports_commentary_section_same_notice": lambda: make.Commentary(section=make.Section()),
    "reports_commentary_written_together": lambda: make.Commentary(written_at=NOW),
    "reports_commentary_once": commented_twice,
    "reports_snapshot_kind_known": lambda: make.Snapshot(kind="photo"),
    "reports_snapshot_meeting_same_notice": lambda: make.Snapshot(kind="meeting", meeting=make.Meeting()),
    "reports_snapshot_meeting_goes_with_its_kind": lambda: make.Snapshot(kind="meeting"),
    "reports_version_report_same_notice": lambda: make.Version(report=make.Report()),
    "reports_version_snapshot_same_notice": lambda: make.Version(snapshot=make.Snapshot()),
    "reports_version_corrects_same_notice": lambda: make.Version(corrects=make.Version(), correction="Why"),
    "reports_version_state_known": lambda: make.Version(state="lost", sent_by=make.User(), sent_at=NOW),
    "reports_version_sent_together": lambda: make.Version(sent_at=NOW),
    "reports_version_issued_together": lambda: make.Version(**issued(issued_by=None)),
    "reports_version_number_once": same_number,
    "reports_version_issue_once": same_issue,
    "reports_version_one_under_way": two_under_way,
    "reports_version_issued_has_its_number": lambda: make.Version(**issued(state="approved")),
    "reports_version_sent_before_it_goes_on": lambda: make.Version(state="cleared"),
    "reports_version_correction_says_what": correction_without_words,
    "reports_version_withdrawn_together": lambda: make.Version(**withdrawn(withdrawn_by=None)),
    "reports_version_withdrawn_says_why": lambda: make.Version(**withdrawn(withdrawal="")),
    "reports_drawing_version_of_same_notice": lambda: make.Drawing(version_of=make.Version()),
    "reports_drawing_document_same_notice": lambda: make.Drawing(document=make.Document(), state="drawn", drawn_at=NOW),
    "reports_drawing_purpose_known": lambda: make.Drawing(purpose="fun"),
    "reports_drawing_state_known": lambda: make.Drawing(state="asleep"),
    "reports_drawing_once_a_purpose": drawing_twice,
    "reports_drawing_drawn_has_its_file": lambda: make.Drawing(state="drawn", drawn_at=NOW),
    "reports_drawing_lease_while_drawing": lambda: make.Drawing(state="drawing"),
    "reports_clearance_version_of_same_notice": lambda: make.Clearance(version_of=make.Version()),
    "reports_clearance_once": cleared_twice,
    "reports_approval_version_of_same_notice": lambda: approval(notice=make.Notice()),
    "reports_approval_proof_same_notice": lambda: approval(in_writing=True, proof=make.Document()),
    "reports_approval_in_writing_has_its_proof": lambda: approval(in_writing=True),
    "reports_submission_version_of_same_notice": lambda: submission_of_another("version_of"),
    "reports_submission_recipient_same_notice": lambda: submission_of_another("recipient"),
    "reports_submission_proof_same_notice": lambda: submission_of_another("proof"),
    "reports_submission_once": submitted_twice,
    "reports_submission_by_mail_or_with_proof": submission_without_either,
    "reports_download_drawing_same_notice": download_of_another,
    "reports_share_version_of_same_notice": lambda: share(make.Version(), make.Notice(), make.User()),
    "reports_share_once": shared_twice,
    "reports_feedback_report_same_notice": lambda: make.Feedback(report=make.Report()),
    "reports_feedback_answered_together": lambda: make.Feedback(answered_at=NOW),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_is_never_true(name: str) -> None:
    with pytest.raises(IntegrityError, match=rf'"{name}"'):
        BROKEN[name]()


def test_every_named_constraint_of_reports_is_broken_on_purpose() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
    }
    # (id, notice) stands for the composite foreign keys to lean on: the primary key alone keeps it
    assert {name for name in named if not name.endswith("_id_notice")} == set(BROKEN)


@pytest.mark.parametrize(
    "change", [{"tree": "{}2"}, {"sha256": "1" * 64}, {"shape": 2}, {"frozen_at": NOW.replace(day=1)}]
)
def test_a_snapshot_never_changes(change: dict[str, object]) -> None:
    snapshot = make.Snapshot()
    with pytest.raises(DatabaseError, match="A snapshot is frozen"):
        models.Snapshot.objects.filter(pk=snapshot.pk).update(**change)


def test_a_snapshot_is_never_deleted() -> None:
    snapshot = make.Snapshot()
    with pytest.raises(DatabaseError, match="A snapshot is frozen"):
        models.Snapshot.objects.filter(pk=snapshot.pk).delete()
