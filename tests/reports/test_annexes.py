"""Annexes are sent or left out: chosen at sending, frozen with the figures, and said in the report itself."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from audit.models import Event
from notices.conflicts import Refused
from reports.actions import approving, preparing
from reports.faces.annexes import ANNEXES, Annex
from reports.faces.html import report_html
from reports.faces.pdf import report_pdf
from reports.faces.signed import Signature, Signed
from reports.figures.upgrade import read_report
from reports.models import Purpose, Version
from tests.reports import stage as play
from tests.reports import trees

pytestmark = pytest.mark.usefixtures("quick")
ONE = "/notices/devon/reports/1/"
STATE = Signed("Version 1", "", (), Signature("the chair"))


def html(*left_out: str) -> str:
    return report_html(trees.report_tree(left_out=left_out), state=STATE)


def test_a_milestone_whose_day_is_to_be_settled_says_so() -> None:
    tree = trees.report_tree()
    actions = tuple(
        replace(each, milestones=tuple(replace(step, due_on=None) for step in each.milestones))
        for each in tree.figures.actions
    )
    told = report_html(replace(tree, figures=replace(tree.figures, actions=actions)), state=STATE)
    assert "Milestone, 12 months (its day still to be settled): A first version is in use." in told


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


# --- the face ------------------------------------------------------------------------------------------------------


def test_without_a_choice_every_annex_is_sent_and_nothing_is_said_of_leaving_out() -> None:
    said = html()
    for annex in ANNEXES:
        assert f'<h2 id="annex-{annex.code}">{annex.named}</h2>' in said
        assert f'<a href="#annex-{annex.code}">{annex.named}</a>' in said
    assert "(left out)" not in said
    assert "Left out of this report" not in said


@pytest.mark.parametrize("annex", ANNEXES, ids=lambda annex: annex.code)
def test_one_that_is_left_out_is_named_in_the_contents_and_no_link_leads_to_it(annex: Annex) -> None:
    said = html(annex.code)
    assert f'id="annex-{annex.code}"' not in said
    assert f'href="#annex-{annex.code}"' not in said
    assert f'<li>{annex.named} <span class="quiet">(left out)</span></li>' in said
    assert f"<b>Left out of this report:</b> {annex.named}." in said
    for other in set(ANNEXES) - {annex}:
        assert f'<h2 id="annex-{other.code}">{other.named}</h2>' in said, "the others keep their letters"
    targets = set(re.findall(r'href="#([^"]+)"', said))
    assert targets - set(re.findall(r'id="([^"]+)"', said)) == set()


def test_nothing_points_to_an_annex_that_is_not_there() -> None:
    said = html(*(annex.code for annex in ANNEXES))
    assert len(re.findall(r"Annex [A-E]\b", said)) == 2 * len(ANNEXES), "in the contents, and where it is said why"
    assert "Complete, and the evidence was accepted by a second person" in said, "the legend is always printed"
    assert trees.report_tree().ledger_head in said, "and so is how to check it"


def test_the_pdf_without_annexes_is_shorter_and_says_what_was_left_out() -> None:
    whole = report_pdf(trees.report_tree(), state=STATE)
    brief = report_pdf(trees.report_tree(left_out=("plan", "clauses", "kpis")), state=STATE)
    said = text_of(brief)
    assert len(brief) < len(whole) * 0.7
    assert "Annex A: the plan in full (left out)" in said
    assert "Annex D: notes on the data" in said
    assert "Left out of this report: Annex A: the plan in full; Annex B: the notice, clause by clause; Annex C" in said


# --- the way -------------------------------------------------------------------------------------------------------


def stored(version: Version) -> tuple[str, ...]:
    version.refresh_from_db()
    return read_report(version.snapshot.shape, version.snapshot.tree).left_out


def drafted(stage: play.Stage) -> Version:
    return preparing.prepare(report=play.write_everything(stage), by=stage.lead, at=stage.at(1))


def send(version: Version, stage: play.Stage, *left_out: str) -> Version:
    return preparing.send_for_clearance(
        version=version, seen_version=version.version, left_out=left_out, by=stage.lead, at=stage.at(2)
    )


def test_the_choice_is_frozen_with_the_figures_and_written_in_the_ledger(stage: play.Stage) -> None:
    draft = drafted(stage)
    assert stored(draft) == (), "a draft shows everything"
    version = send(draft, stage, "words", "plan")
    assert stored(version) == ("plan", "words"), "in the order of the annexes"
    assert '"left_out":"plan,words"' in Event.objects.get(verb="report.sent-for-clearance").body


def test_an_annex_that_does_not_exist_is_refused(stage: play.Stage) -> None:
    version = drafted(stage)
    with pytest.raises(Refused, match="Choose the annexes from the list"):
        send(version, stage, "plan", "everything")
    assert stored(version) == ()


def test_who_clears_is_told_what_is_left_out_and_what_is_issued_is_what_was_cleared(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    version = send(drafted(stage), stage, "clauses")
    play.worked(version, Purpose.CLEARANCE)
    said = as_("accountable").get(f"{ONE}versions/1/clear/").content.decode()
    assert "Left out: Annex B: the notice, clause by clause." in said
    for user in (stage.cast["accountable"], stage.icb_officer):
        body = user.organisation
        assert body is not None
        version = approving.clear(
            version=version, organisation=body, seen_version=version.version, by=user, at=stage.at(4)
        )
    version = approving.approve(version=version, seen_version=version.version, by=stage.cast["chair"], at=stage.at(5))
    approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(6))
    play.worked(version, Purpose.ISSUE)
    assert stored(version) == ("clauses",)
    said = as_("adviser").get(f"{ONE}versions/1/").content.decode()
    assert "Annex B: the notice, clause by clause" in said
    assert "(left out)" in said
    assert 'id="annex-clauses"' not in said


def test_a_form_without_a_tick_sends_everything_and_ticks_leave_out(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    version = drafted(stage)
    client, address = as_("lead"), f"{ONE}versions/1/send/"
    page = client.get(address).content.decode()
    assert page.count('type="checkbox"') == len(ANNEXES)
    assert "checked" not in page
    wrong = client.post(address, {"seen_version": 1, "left_out": ["nonsense"]})
    assert "There is a problem" in wrong.content.decode()
    assert client.post(address, {"seen_version": 1, "left_out": ["kpis"]}).status_code == 302
    assert stored(version) == ("kpis",)


def test_what_was_left_out_before_is_proposed_again_and_can_be_sent_after_all(
    stage: play.Stage, as_: Callable[[str], Client]
) -> None:
    send(drafted(stage), stage, "kpis")
    again = preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(5))
    client, address = as_("lead"), f"{ONE}versions/2/send/"
    assert client.get(address).content.decode().count("checked") == 1
    assert client.post(address, {"seen_version": 1}).status_code == 302
    assert stored(again) == ()
