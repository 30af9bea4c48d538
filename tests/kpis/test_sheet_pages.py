"""The pages of the definition sheet, of judgements and of links, and what a KPI's own page tells of them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from audit import codec
from kpis import actions
from kpis.models import Direction, FigureKind, Kpi, Measurement, Redefinition, Unit
from notices.roles import Role
from reports.figures.tree import SHAPE
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW
from tests.reports.trees import report_tree

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
ONE = "/notices/devon/kpis/A-K1/"
LIST = "/notices/devon/kpis/"


@pytest.fixture
def cast(settings: Settings) -> Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return assemble()


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, direction=Direction.LOWER, name="Vacancies")
    make.Baseline(notice=cast.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=cast.notice, kpi=row, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(15), as_at=date(2023, 11, 30))
    make.KpiAction(notice=cast.notice, kpi=row, action=cast.action)
    return row


def words(client: Client, address: str = ONE) -> str:
    """The page's text, without markup."""
    page = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


SHEET = {
    "definition": "Posts without a holder",
    "unit": "count",
    "numerator": "",
    "denominator": "",
    "cumulates": "",
    "source": "HR",
    "origin": "local_system",
    "frequency": "month",
    "caveats": "Agency posts are left out",
    "comparable": "yes",
    "why": "The board asked",
    "seen_version": "1",
}
FROM = {"comparable": "no", "from_on_day": "1", "from_on_month": "10", "from_on_year": "2023"}


# --- the sheet -----------------------------------------------------------------------------------


def test_a_data_lead_writes_the_sheet_and_the_page_shows_it_whole(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    area = make.Area(notice=cast.notice, code="W2", title="Communication with families")
    make.SectionArea(notice=cast.notice, section=kpi.section, area=area)
    clause = make.Clause(notice=cast.notice, number="4(e)(I)", text="Targets at 3, 6, 12 and 18 months.")
    make.ActionClause(notice=cast.notice, action=cast.action, clause=clause)
    client = as_("data lead")
    assert client.post(ONE + "definition/", SHEET).status_code == 302
    page = words(client)
    for said in (
        "What is counted Posts without a holder",
        "Source HR",
        "How often Every month",
        "Caveats Agency posts are left out",
        "W2 Communication with families",
        "Possible match: clause 4(e)(I)",
        f"A1 {cast.action.title}",
        "Definition changed: what is counted, source, where it comes from, how often and caveats",
        "The board asked",
    ):
        assert said in page, said


def test_a_new_series_is_begun_on_the_page_and_told_everywhere(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    missing = client.post(ONE + "definition/", {**SHEET, "comparable": ""}).content.decode()
    assert "Say whether figures before and after the change can be compared" in missing
    assert "Agency posts are left out" in missing
    assert "Give the day from which" in client.post(ONE + "definition/", {**SHEET, "comparable": "no"}).content.decode()
    assert client.post(ONE + "definition/", {**SHEET, **FROM}).status_code == 302
    page = words(client)
    assert "Not assessable: series break" in page
    assert "The series starts anew on 1 October 2023: The board asked" in page
    assert "A new series begins on 1 October 2023" in page
    assert "The new series of A-K1 begins on 1 October 2023: the baseline is from before it" in page
    assert Redefinition.objects.get().kpi == kpi


def test_the_question_has_no_answer_beforehand_and_is_not_asked_where_nothing_was_measured(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    lead = as_("lead")
    page = lead.get(ONE + "definition/").content.decode()
    asked = re.findall(r'<input[^>]*name="comparable"[^>]*>', page)
    assert len(asked) == 2
    assert not any("checked" in each for each in asked)
    make.Kpi(notice=cast.notice, code="A-K2")
    bare = lead.get(LIST + "A-K2/definition/").content.decode()
    assert "can be compared" not in bare


def test_a_stale_sheet_shows_both_texts_and_keeps_what_was_typed(kpi: Kpi, as_: Enter) -> None:
    lead = as_("lead")
    people = {"data_lead": "", "organisation": ""}
    assert lead.post(ONE + "definition/", {**SHEET, **people, "definition": "Theirs"}).status_code == 302
    stale = lead.post(ONE + "definition/", {**SHEET, **people, "definition": "Mine"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    again = lead.post(ONE + "definition/", {**SHEET, **people, "definition": "Mine", "seen_version": "2"})
    assert again.status_code == 302
    kpi.refresh_from_db()
    assert kpi.definition == "Mine"


def test_a_percentage_without_its_parts_is_saved_and_asked_for(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, code="A-K1")
    answer = as_("data lead").post(ONE + "definition/", {**SHEET, "unit": "percent", "numerator": "Posts"}, follow=True)
    assert "say also what is counted, and out of what" in answer.content.decode()
    assert "a percentage is of something, out of something" in answer.content.decode()


def test_who_brings_the_figures_is_the_lead_s_to_say(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    other = make.User(name="Other data lead")
    make.Access(notice=cast.notice, user=other, role=Role.DATA_LEAD)
    body = make.Organisation(name="A health trust")
    make.Partner(notice=cast.notice, organisation=body)
    typed = {**SHEET, "data_lead": str(other.pk), "organisation": str(body.pk)}
    assert as_("data lead").post(ONE + "definition/", typed).status_code == 302
    kpi.refresh_from_db()
    assert (kpi.data_lead, kpi.organisation) == (None, None)
    assert as_("lead").post(ONE + "definition/", {**typed, "seen_version": "2"}).status_code == 302
    kpi.refresh_from_db()
    assert (kpi.data_lead, kpi.organisation) == (other, body)
    assert as_("data lead").get(ONE + "definition/").status_code == 403


def test_people_and_bodies_of_another_council_cannot_be_named(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    theirs = make.User(name="Canary data lead")
    make.Access(notice=cast.elsewhere, user=theirs, role=Role.DATA_LEAD)
    partner = make.Partner(notice=cast.elsewhere)
    lead = as_("lead")
    for name, pk in (("data_lead", theirs.pk), ("organisation", partner.organisation_id)):
        people = {"data_lead": "", "organisation": "", name: str(pk)}
        assert "from the list" in lead.post(ONE + "definition/", {**SHEET, **people}).content.decode()
    assert "Canary" not in lead.get(ONE + "definition/").content.decode()


def test_what_the_sheet_said_before_stands_field_by_field_with_who_and_why(cast: Cast, as_: Enter) -> None:
    section = make.Section(notice=cast.notice, plan=cast.action.plan)
    actions.add_kpi(
        plan=section.plan,
        section=section,
        code="A-K1",
        order=1,
        name="Vacancies",
        unit=Unit.COUNT,
        direction=Direction.LOWER,
        baseline=actions.PrintedBaseline("TBC"),
        targets=[],
        definition="<b>Posts</b>",
        by=cast["lead"],
        at=datetime(2023, 5, 8, tzinfo=UTC),
    )
    client = as_("data lead")
    assert client.post(ONE + "definition/", SHEET).status_code == 302
    raw = client.get(ONE).content.decode()
    assert "<b>Posts" not in raw
    page = words(client)
    assert "Version 2, 22 December 2023" in page
    assert "&lt;b&gt;Posts&lt;/b&gt; Posts without a holder" in page
    assert "Data lead, 22 December 2023" in page


# --- judgements ----------------------------------------------------------------------------------


def judgement(client: Client, **more: str) -> dict[str, str]:
    form = client.get(ONE + "judgement/").context["form"]
    hidden = {name: str(form[name].value()) for name in ("sent_as", "seen_version")}
    return {"state": "at_risk", "reason": "Two offers were turned down", **hidden, **more}


def test_a_judgement_stands_beside_the_state_on_the_page_in_the_list_and_in_its_files(kpi: Kpi, as_: Enter) -> None:
    officer, member = as_("officer"), as_("member")
    typed = judgement(officer)
    for _ in range(2):
        assert officer.post(ONE + "judgement/", typed).status_code == 302
    assert kpi.judgements.count() == 1
    page = words(member)
    assert "Off track" in page
    assert "Judged at risk by Officer, 22 December 2023, beside what the rules say" in page
    assert "Two offers were turned down" in page
    assert "Take this judgement back" not in page
    assert "Judged at risk by Officer" in words(member, LIST)
    sheet = load_workbook(BytesIO(member.get(LIST + "?format=xlsx").content)).worksheets[0]
    head, row = sheet.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["State"], told["Judged by a person"], told["Why judged so"], told["Judged by"]) == (
        "Off track",
        "At risk",
        "Two offers were turned down",
        "Officer",
    )
    assert told["Not judged on the latest figure"] == "No"


def test_a_judgement_of_before_the_latest_figure_says_so(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.KpiJudgement(notice=cast.notice, kpi=kpi, judged_at=NOW.replace(day=1))
    member = as_("member")
    assert "not on the latest figure" in words(member)
    assert "not on the latest figure" in words(member, LIST)


def test_a_second_judgement_shows_the_one_that_came_meanwhile(kpi: Kpi, as_: Enter) -> None:
    officer, lead = as_("officer"), as_("lead")
    late = judgement(lead, state="off_track", reason="Nobody applied")
    officer.post(ONE + "judgement/", judgement(officer))
    answer = lead.post(ONE + "judgement/", late)
    assert answer.status_code == 409
    assert "Two offers were turned down" in answer.content.decode()
    assert "Nobody applied" in answer.content.decode()


def test_a_judgement_is_taken_back_with_a_reason_and_stays_in_the_story(kpi: Kpi, as_: Enter) -> None:
    officer, lead = as_("officer"), as_("lead")
    assert lead.get(ONE + "judgement/take-back/").status_code == 302
    officer.post(ONE + "judgement/", judgement(officer))
    seen = str(lead.get(ONE + "judgement/take-back/").context["form"]["seen_version"].value())
    assert (
        "Enter why you take it back"
        in lead.post(ONE + "judgement/take-back/", {"why": "", "seen_version": seen}).content.decode()
    )
    stale = lead.post(ONE + "judgement/take-back/", {"why": "They came", "seen_version": f"{int(seen) + 1}"})
    assert stale.status_code == 409
    typed = {"why": "They came", "seen_version": seen}
    assert lead.post(ONE + "judgement/take-back/", typed).status_code == 302
    page = words(lead)
    assert "beside what the rules say" not in page
    assert "Judgement taken back: at risk" in page
    assert "They came" in page


# --- actions -------------------------------------------------------------------------------------


def test_the_lead_ticks_the_actions_that_should_move_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    lead = as_("lead")
    other = make.Action(notice=cast.notice, ref="A2", plan=cast.action.plan, section=cast.action.section)
    form = lead.get(ONE + "actions/").context["form"]
    assert form["actions"].value() == [cast.action.pk]
    typed = {"actions": [str(other.pk)], "why": "A1 is about letters", "seen_version": "1"}
    done = lead.post(ONE + "actions/", typed, follow=True).content.decode()
    assert "A2 should move it; A1 should move it no longer" in done
    stale = lead.post(ONE + "actions/", {**typed, "actions": []})
    assert stale.status_code == 409
    page = words(lead)
    assert "No longer linked to action A1" in page
    assert "A1 is about letters" in page


def test_another_council_s_action_cannot_be_linked(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    theirs = make.Action(notice=cast.elsewhere, ref="Z1", title="Canary action")
    lead = as_("lead")
    answer = lead.post(ONE + "actions/", {"actions": [str(theirs.pk)], "why": "Mine", "seen_version": "1"})
    assert answer.status_code == 200
    assert "Canary" not in answer.content.decode()
    assert [link.action for link in kpi.actions.all()] == [cast.action]


# --- stale, files, frozen days -------------------------------------------------------------------


def test_a_stale_kpi_says_so_beside_its_state_and_is_found_by_a_filter(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency="month")
    member = as_("member")
    assert "Stale" not in words(member, LIST).replace("Stale: no figure in its time", "")
    Measurement.objects.filter(kpi=kpi).update(as_at=date(2023, 7, 31))
    page = words(member)
    assert "Off track" in page or "At risk" in page
    assert "No figure for October 2023 has come: it reads stale from 42 days after its period has ended" in page
    make.Kpi(notice=cast.notice, code="A-K2", name="Another one")
    listed = words(member, LIST + "?stale=on")
    assert "Vacancies" in listed
    assert "Another one" not in listed
    assert "1 KPI" in listed
    text = member.get(LIST + "?format=csv").content.decode("utf-8-sig")
    assert "No figure for October 2023 has come" in text


def test_the_figures_of_a_kpi_are_downloaded_with_those_that_were_corrected(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    old = kpi.measurements.get()
    Measurement.objects.filter(pk=old.pk).update(note="=cmd()", period="month")
    actions.correct_measurement(
        measurement=old,
        value=Decimal(11),
        kind=FigureKind.PROVISIONAL,
        why="Counted twice",
        by=cast["lead"],
        at=NOW,
        seen_version=1,
    )
    answer = as_("member").get(ONE + "?format=xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="devon-a-k1.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["Value"], row["Kind"], row["Stands"], row["Corrected to"]) for row in told] == [
        (15, "Actual", "Corrected", 11),
        (11, "Provisional", "Yes", None),
    ]
    assert told[0]["Period"] == "November 2023"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    text = as_("member").get(ONE + "?format=csv").content.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert "Counted twice" in text
    assert as_("stranger").get(ONE + "?format=csv").status_code == 404
    assert as_("observer").get(ONE + "?format=csv").status_code == 403


def test_the_story_is_narrowed_to_one_kind_and_an_unknown_kind_narrows_nothing(
    kpi: Kpi, cast: Cast, as_: Enter
) -> None:
    member = as_("member")
    actions.enter_measurement(
        kpi=kpi, as_at=date(2023, 12, 1), value=Decimal(14), kind=FigureKind.ACTUAL, by=cast["lead"], at=NOW
    )
    actions.judge_kpi(kpi=kpi, state="at_risk", reason="Offers", by=cast["lead"], at=NOW, seen_version=1)
    only = words(member, ONE + "?kind=judgements")
    assert "Judged at risk" in only
    assert "Figure entered: 14" not in only
    assert "Figure entered: 14" in words(member, ONE + "?kind=nonsense")


def test_the_page_tells_the_state_that_the_kpi_had_in_each_frozen_day(cast: Cast, as_: Enter) -> None:
    tree = report_tree()
    shown = tree.figures.kpis[0]
    make.Kpi(notice=cast.notice, code="A-K1", uid=shown.uid)
    report_text, meeting_text = codec.to_text(tree), codec.to_text(tree.figures)
    frozen = {"shape": SHAPE, "frozen_at": datetime(2023, 11, 1, 9, tzinfo=UTC)}
    issued = make.Snapshot(
        notice=cast.notice, kind="report", tree=report_text, sha256=codec.digest(report_text), **frozen
    )
    report = make.Report(notice=cast.notice, number=3)
    done = {"sent_by": cast["lead"], "sent_at": NOW, "issue": 1, "issued_by": cast["lead"], "issued_at": NOW}
    make.Version(notice=cast.notice, report=report, snapshot=issued, state="issued", **done)
    meeting = make.Meeting(notice=cast.notice, on=date(2023, 11, 9))
    make.Snapshot(
        notice=cast.notice,
        kind="meeting",
        meeting=meeting,
        tree=meeting_text,
        sha256=codec.digest(meeting_text),
        **frozen,
    )
    draft = make.Snapshot(
        notice=cast.notice, kind="draft", tree=report_text, sha256=codec.digest(report_text), **frozen
    )
    raw = as_("member").get(ONE).content.decode()
    page = " ".join(re.sub(r"<[^>]+>", " ", raw).split())
    assert "9 November 2023, the board" in page
    assert "1 November 2023, progress report 3" in page
    assert page.count(shown.rule) >= 2
    assert f"as_at={issued.uid}" in raw
    assert str(draft.uid) not in raw
    again = as_("member").get(ONE).content.decode()
    assert f"as_at={issued.uid}" in again


def test_a_kpi_of_another_notice_s_frozen_days_is_not_told(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    text = codec.to_text(report_tree().figures)
    meeting = make.Meeting(notice=cast.elsewhere, on=date(2023, 11, 9))
    told = {"shape": SHAPE, "frozen_at": NOW, "tree": text, "sha256": codec.digest(text)}
    Kpi.objects.filter(pk=kpi.pk).update(uid=report_tree().figures.kpis[0].uid)
    make.Snapshot(notice=cast.elsewhere, kind="meeting", meeting=meeting, **told)
    assert "The state that it had at each board" not in as_("member").get(ONE).content.decode()
