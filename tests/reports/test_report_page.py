"""What the page of one report puts first, and what it says while something is under way."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Mail, MailState
from reports import tasks
from reports.actions import approving, preparing, submitting
from reports.models import Drawing, Purpose, Version
from tests import factories as make
from tests.factories import NOW
from tests.reports import stage as play

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
ONE = "/notices/devon/reports/1/"
MAIN = re.compile(r'<a class="govuk-button" [^>]*>([^<]+)</a>')
OTHER = re.compile(r'<a class="govuk-button govuk-button--secondary" [^>]*>([^<]+)</a>')


@pytest.fixture
def browse(as_: Callable[[str], Client]) -> Callable[[str, str], str]:
    return lambda kind, address: as_(kind).get(address).content.decode()


@pytest.fixture
def seen_by(browse: Callable[[str, str], str]) -> Callable[[str], str]:
    return lambda kind: browse(kind, ONE)


def test_while_it_waits_for_the_chair_only_the_chair_has_a_main_button(
    stage: play.Stage, seen_by: Callable[[str], str]
) -> None:
    play.cleared(stage)
    assert MAIN.findall(seen_by("chair")) == ["Approve"]
    for kind in ("lead", "office"):
        assert MAIN.findall(seen_by(kind)) == [], kind
        assert "The chair approved in writing?" in OTHER.findall(seen_by(kind)), kind


@pytest.mark.parametrize(
    ("step", "main"),
    [(play.sent, []), (play.approved, ["Issue"]), (play.issued, ["Submit"])],
    ids=["sent", "approved", "issued"],
)
def test_the_main_button_of_the_lead_is_the_step_that_the_report_waits_for(
    stage: play.Stage, seen_by: Callable[[str], str], step: Callable[[play.Stage], Version], main: list[str]
) -> None:
    step(stage)
    assert MAIN.findall(seen_by("lead")) == main


def test_what_would_only_be_refused_is_not_offered(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    draft = preparing.prepare(report=play.write_everything(stage), by=stage.lead, at=stage.at(1))
    version = preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(2))
    assert MAIN.findall(seen_by("accountable")) == [], "its PDF is not there to be read"
    play.worked(version, Purpose.CLEARANCE)
    assert MAIN.findall(seen_by("accountable")) == ["Clear"]
    for user in (stage.cast["accountable"], stage.icb_officer):
        assert user.organisation is not None
        version = approving.clear(
            version=version, organisation=user.organisation, seen_version=version.version, by=user, at=stage.at(3)
        )
    version = approving.approve(version=version, seen_version=version.version, by=stage.cast["chair"], at=stage.at(4))
    approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(5))
    assert MAIN.findall(seen_by("lead")) == [], "its final PDF is being drawn"
    play.worked(version, Purpose.ISSUE)
    assert MAIN.findall(seen_by("lead")) == ["Submit"]


def test_versions_stand_above_a_checklist_that_is_finished_and_below_one_that_is_not(
    stage: play.Stage, seen_by: Callable[[str], str]
) -> None:
    preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    said = seen_by("lead")
    assert said.index("Before it can be sent for clearance") < said.index(">Versions<")
    play.write_everything(stage)
    said = seen_by("lead")
    assert said.index(">Versions<") < said.index("What was written for it")
    assert "Before it can be sent" not in said


def submit(stage: play.Stage) -> Version:
    version = play.issued(stage)
    play.worked(version, Purpose.DRAFT)
    submitting.submit(version=version, seen_version=version.version, address="x", by=stage.lead, at=NOW)
    return version


def test_while_it_is_being_sent_the_page_says_so_and_looks_again_by_itself(
    stage: play.Stage, seen_by: Callable[[str], str]
) -> None:
    version = submit(stage)
    said = seen_by("lead")
    assert "data-being-made" in said
    assert "The report is being sent." in said
    assert said.count(": being sent") == 2
    assert "Submit" not in MAIN.findall(said), "it was submitted already"
    Mail.objects.filter(key__startswith="submission:").update(state=MailState.SENT, sent_at=NOW)
    assert "data-being-made" in seen_by("lead"), "until it is settled"
    tasks.settle(version.pk)
    said = seen_by("lead")
    assert "data-being-made" not in said
    assert said.count(": sent 22 December 2023") == 2


def test_a_mail_that_went_wrong_is_said_and_not_waited_for(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    submit(stage)
    Mail.objects.filter(key__startswith="submission:").update(error="The mail server did not answer.")
    said = seen_by("lead")
    assert said.count("not sent yet: The mail server did not answer.") == 2
    assert "data-being-made" not in said


def test_while_a_pdf_is_drawn_the_page_says_how_far_it_is(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    version = preparing.prepare(report=stage.report, by=stage.lead, at=NOW)
    Drawing.objects.filter(version_of=version).update(progress="Laying out the pages")
    said = seen_by("lead")
    assert "A PDF is being drawn." in said
    assert "Waiting for a worker: laying out the pages" in said
    play.worked(version, Purpose.DRAFT)
    assert "data-being-made" not in seen_by("lead")


def test_differences_are_named_until_the_figures_are_frozen(
    stage: play.Stage, seen_by: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.pages.shown.differences", list)
    heading = "Ratings that differ from the facts, not explained"
    assert heading in seen_by("lead")
    play.sent(stage)
    assert heading not in seen_by("lead")


def test_what_everybody_was_sent_is_not_to_be_submitted_again(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    version = play.issued(stage)
    submitting.submit(
        version=version, seen_version=version.version, address="https://board.example/", by=stage.lead, at=stage.at(9)
    )
    assert "Submit" not in OTHER.findall(seen_by("lead"))
    make.Recipient(notice=stage.report.notice, obligation=stage.obligation, email="another@dfe.example")
    assert "Submit" in OTHER.findall(seen_by("lead")), "somebody was named later"


def test_a_version_that_was_corrected_says_by_which(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    first = play.issued(stage)
    draft = preparing.prepare(report=stage.report, corrects=first, correction="A date.", by=stage.lead, at=NOW)
    assert "corrected by" not in seen_by("adviser")
    went = {f"{step}_{what}": value for step in ("sent", "issued") for what, value in (("by", stage.lead), ("at", NOW))}
    Version.objects.filter(pk=draft.pk).update(issue=2, state="issued", **went)
    for kind in ("adviser", "lead"):
        assert "Version 1: issued, corrected by version 2" in seen_by(kind), kind


def test_the_cut_off_is_told_until_the_figures_are_cut_off(stage: play.Stage, seen_by: Callable[[str], str]) -> None:
    said = "Figures are to be cut off on 20 December 2023"
    assert said in seen_by("lead")
    play.sent(stage)
    assert said not in seen_by("lead")


def test_whoever_takes_a_step_with_a_correction_reads_all_that_differs(
    stage: play.Stage, browse: Callable[[str, str], str]
) -> None:
    first = play.issued(stage)
    make.Update(notice=stage.report.notice, action=stage.cast.action, rating="green", written_at=NOW)
    draft = preparing.prepare(report=stage.report, corrects=first, correction="A date.", by=stage.lead, at=NOW)
    step = f"{ONE}versions/{draft.number}/"
    said = browse("lead", f"{step}send/")
    assert "What differs from what was issued" in said
    assert f"{stage.cast.action.ref} moved" in said
    version = preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(30))
    play.worked(version, Purpose.CLEARANCE)
    assert f"{stage.cast.action.ref} moved" in browse("accountable", f"{step}clear/")
    assert "What differs" not in browse("lead", ONE)
