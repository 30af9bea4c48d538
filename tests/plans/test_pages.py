"""The plan's pages: who gets them, what they show, and that nothing typed is lost."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from audit import history
from evidence.models import Document
from plans import actions
from plans.models import Action, Completion, DueDateChange, RiskReview, Update
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import form_of, here, sent

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


KPI_READING, ITS_STORY = 5, 3  # the history of all that hangs on it, its clauses, its areas
ACTION_VIEWS = ["action", "update-action", "ask-date", "claim-completion", "attach-evidence", "add-evidence"]


@pytest.mark.parametrize("view", ["plans", "plan", *ACTION_VIEWS, "risks"])
def test_a_stranger_is_told_that_there_is_no_such_page_and_others_without_the_plan_that_they_may_not(
    cast: Cast, browse: Callable[[str], Client], view: str
) -> None:
    address = here(cast, view)
    assert browse("stranger").get(address).status_code == 404
    assert browse("expired reviewer").get(address).status_code == 404
    for kind in ("adviser", "observer"):
        assert browse(kind).get(address).status_code == 403


@pytest.mark.parametrize("view", ["update-action", "ask-date", "claim-completion", "attach-evidence", "add-evidence"])
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("officer", 200),
        ("delegate", 200),
        ("chair with the post", 200),
        ("office", 200),
        ("former holder", 403),
        ("other officer", 403),
        ("chair", 403),
        ("reviewer", 403),
        ("member", 403),
    ],
)
def test_whoever_stands_for_the_action_today_may_write_for_it(
    cast: Cast, browse: Callable[[str], Client], view: str, kind: str, status: int
) -> None:
    assert browse(kind).get(here(cast, view)).status_code == status
    assert browse(kind).post(here(cast, view), {}).status_code == (200 if status == 200 else 403)


def test_a_plan_of_another_notice_is_not_found_through_this_one(cast: Cast, browse: Callable[[str], Client]) -> None:
    theirs = make.Action(notice=cast.elsewhere, ref="Z9", title="Canary")
    address = reverse("plans:action", args=[cast.notice.slug, theirs.plan.slug, "Z9"])
    assert browse("lead").get(address).status_code == 404


def test_the_only_plan_opens_at_once_with_its_filters(cast: Cast, browse: Callable[[str], Client]) -> None:
    answer = browse("lead").get(here(cast, "plans"), {"rating": "red"})
    assert answer["Location"] == here(cast, "plan") + "?rating=red"


def rows(client: Client, cast: Cast, **filters: object) -> set[str]:
    page = client.get(here(cast, "plan"), filters).content.decode()
    return set(re.findall(r'app-action-name"[^>]*><a class="govuk-link" href="[^"]*">([^<]+)</a>', page))


def test_each_filter_leaves_its_actions_and_the_files_hold_just_these(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    of = {"notice": cast.notice, "plan": cast.action.plan}
    cycle = make.Cycle(notice=cast.notice)
    late = make.Action(**of, section=cast.action.section, ref="A2", due_on=date(2023, 12, 1), title="=1+1 late")
    other = make.Action(**of, ref="B1", title="Train staff")
    forum = make.Organisation(name="Forum")
    make.Accountability(notice=cast.notice, action=other, post=None, organisation=forum)
    make.Update(notice=cast.notice, action=late, rating="red", recovery_steps="x", recovery_on=date(2024, 1, 1))
    told = datetime(2023, 12, 1, tzinfo=UTC)
    make.Update(notice=cast.notice, action=other, rating="green", written_at=told, cycle=cycle)
    client = browse("lead")
    assert rows(client, cast) == {"A1", "A2", "B1"}
    assert rows(client, cast, rating="red") == {"A2"}
    assert rows(client, cast, rating="none") == {"A1"}
    assert rows(client, cast, late="on") == {"A2"}
    assert rows(client, cast, silent="on") == {"A1", "A2"}
    assert rows(client, cast, section=other.section.letter) == {"B1"}
    assert rows(client, cast, who=f"organisation-{forum.pk}") == {"B1"}
    assert rows(client, cast, who=f"post-{cast.post.pk}") == {"A1"}
    assert rows(client, cast, q="train") == {"B1"}
    assert rows(client, cast, q="nothing like it") == set()
    file = client.get(here(cast, "plan"), {"rating": "red", "format": "csv"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1 late" in lines[1]
    assert client.get(here(cast, "plan"), {"format": "xlsx"}).content[:2] == b"PK"
    for sort in ("ref", "-ref", "due", "-due", "rating", "-rating", "updated", "-updated", "nonsense"):
        assert rows(client, cast, sort=sort) == {"A1", "A2", "B1"}


def asked_of(client: Client, address: str) -> int:
    """How many queries a page costs, without the savepoint that stands for the request's transaction."""
    with CaptureQueriesContext(connection) as all_of_them:
        assert client.get(address).status_code == 200
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in all_of_them)


def many(cast: Cast, number: int) -> None:
    for place in range(number):
        more = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=f"Q{place}")
        make.Accountability(notice=cast.notice, action=more)
        make.Update(notice=cast.notice, action=more)
        risk = make.Risk(notice=cast.notice, ref=f"Q{place}")
        make.RiskReview(notice=cast.notice, risk=risk)
        make.Mitigation(notice=cast.notice, risk=risk)


@pytest.mark.parametrize("view", ["plan", "risks"])
def test_a_list_costs_the_same_queries_for_one_row_as_for_three_and_at_most_twelve(
    cast: Cast, browse: Callable[[str], Client], view: str
) -> None:
    client = browse("officer")
    make.Cycle(notice=cast.notice)
    make.RiskReview(notice=cast.notice)
    make.Update(notice=cast.notice, action=cast.action)
    one = asked_of(client, here(cast, view))
    many(cast, 2)
    assert one == asked_of(client, here(cast, view)) <= 12


@pytest.mark.parametrize("view", ACTION_VIEWS)
def test_an_actions_pages_cost_at_most_twelve_queries_whatever_its_history(
    cast: Cast, browse: Callable[[str], Client], view: str, claimed: Completion
) -> None:
    client = browse("officer")
    make.DueDateChange(notice=cast.notice, action=cast.action)
    for _ in range(3):
        make.Update(notice=cast.notice, action=cast.action, on_behalf_of=cast.post)
        make.Milestone(notice=cast.notice, action=cast.action)
    forum = make.Organisation()
    make.Accountability(notice=cast.notice, action=cast.action, post=None, organisation=forum, order=2)
    most = {
        "attach-evidence": 13,
        "claim-completion": 13,
        "action": 12 + KPI_READING + ITS_STORY,
        "update-action": 12 + KPI_READING,
    }
    assert asked_of(client, here(cast, view)) <= most.get(view, 12)


def test_what_people_typed_is_escaped_wherever_it_stands(cast: Cast, browse: Callable[[str], Client]) -> None:
    action = cast.action
    Action.objects.filter(pk=action.pk).update(title=HOSTILE, what=HOSTILE, success=HOSTILE)
    of = {"notice": cast.notice, "action": action}
    texts = ("text", "impact_text", "next_steps", "recovery_steps", "needed", "explanation")
    make.Update(
        **of,
        **dict.fromkeys(texts, HOSTILE),
        rating="red",
        recovery_on=date(2024, 2, 1),
        explained_by=cast["officer"],
        explained_at=NOW,
    )
    make.DueDateChange(**of, reason=HOSTILE, recovery_steps=HOSTILE)
    make.Milestone(**of, label=HOSTILE, text=HOSTILE)
    make.ActionEvidence(**of, document=make.Document(notice=cast.notice, title=HOSTILE))
    make.Completion(**of, impact_statement=HOSTILE, claimed_by=cast["officer"])
    risk = make.Risk(notice=cast.notice, title=HOSTILE, cause=HOSTILE, event=HOSTILE, effect=HOSTILE, owner=cast.post)
    make.RiskReview(notice=cast.notice, risk=risk, text=HOSTILE)
    make.Mitigation(notice=cast.notice, risk=risk, text=HOSTILE)
    client, lead = browse("officer"), browse("lead")
    addresses = [here(cast, view) for view in ("plan", *ACTION_VIEWS, "risks")]
    addresses.append(reverse("plans:risk", args=[cast.notice.slug, risk.ref]))
    addresses.append(reverse("plans:review-risk", args=[cast.notice.slug, risk.ref]))
    pages = [client.get(address) for address in addresses]
    pages += [
        lead.get(here(cast, view))
        for view in ("decide-date", "answer-completion", "accept-recovery", "explain-difference")
    ]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        assert "alert(1)" in html
        assert "<script>alert" not in html
        assert "49" not in re.findall(r"alert\(1\)[^<]{0,60}", html)[0]


def test_an_officer_updates_the_action_and_sees_it_as_the_latest(cast: Cast, browse: Callable[[str], Client]) -> None:
    client = browse("officer")
    answer = sent(client, here(cast, "update-action"), rating="green", text="Two schools joined.", impact="none_yet")
    assert answer["Location"] == here(cast, "action")
    page = client.get(here(cast, "action")).content.decode()
    assert "Two schools joined." in page
    assert "on behalf of Head of Communications" in page


def test_an_account_that_is_named_after_its_post_is_named_once(cast: Cast, browse: Callable[[str], Client]) -> None:
    client = browse("officer")
    sent(client, here(cast, "update-action"), rating="green", text="Two schools joined.", impact="none_yet")
    cast["officer"].name = "Head of Communications"
    history.keep(cast["officer"], by=cast["lead"], at=NOW, why="Named after the post")
    page = client.get(here(cast, "action")).content.decode()
    assert "by Head of Communications, " in page
    assert "on behalf of Head of Communications" not in page


def test_an_amber_update_without_a_recovery_says_what_to_do_and_keeps_the_text(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    answer = sent(browse("officer"), here(cast, "update-action"), rating="amber", text="It slips.", impact="none_yet")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Amber needs recovery steps: say what will bring it back" in page
    assert "Amber needs the date by which it is expected to be back" in page
    assert "It slips." in page
    assert Update.objects.count() == 0


def test_a_recovery_date_that_has_passed_is_said_at_its_field(cast: Cast, browse: Callable[[str], Client]) -> None:
    day = {"recovery_on_day": "1", "recovery_on_month": "2", "recovery_on_year": "2023"}
    typed = {"rating": "red", "text": "It slips.", "impact": "none_yet", "recovery_steps": "Agency staff.", **day}
    page = sent(browse("officer"), here(cast, "update-action"), **typed).content.decode()
    assert re.search(r'id="[^"]*recovery_on[^"]*error"[^>]*>.{0,90}1 February 2023 has passed', page, re.DOTALL)
    assert "Agency staff." in page


def test_an_empty_form_says_what_is_wanted(cast: Cast, browse: Callable[[str], Client]) -> None:
    page = browse("officer").post(here(cast, "update-action"), {}).content.decode()
    assert "Select how it is going" in page or "Enter what happened" in page
    assert "There is a problem" in page


def test_the_programme_office_must_name_the_post(cast: Cast, browse: Callable[[str], Client]) -> None:
    client = browse("office")
    typed = {"rating": "green", "text": "As told on the phone.", "impact": "none_yet"}
    assert "on_behalf_of" in sent(client, here(cast, "update-action"), **typed).content.decode()
    assert Update.objects.count() == 0
    assert sent(client, here(cast, "update-action"), **typed, on_behalf_of=cast.post.pk).status_code == 302
    assert Update.objects.get().on_behalf_of == cast.post


def test_a_forged_post_is_refused(cast: Cast, browse: Callable[[str], Client]) -> None:
    typed = {"rating": "green", "text": "x", "impact": "none_yet", "on_behalf_of": make.Post().pk}
    assert sent(browse("office"), here(cast, "update-action"), **typed).status_code == 200
    assert Update.objects.count() == 0


def test_a_stale_update_answers_409_with_both_texts_and_can_then_be_saved(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    client = browse("officer")
    mine = {
        **form_of(client.get(here(cast, "update-action")).content.decode()),
        "rating": "green",
        "impact": "none_yet",
    }
    actions.add_update(
        action=cast.action, reader=cast.reader("delegate"), at=NOW, rating=Rating.GREEN, text="Theirs stands."
    )
    answer = client.post(here(cast, "update-action"), {**mine, "text": "Mine was typed."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs stands." in page
    assert page.count("Mine was typed.") == 2
    assert "Delegate saved a change" in page
    again = client.post(here(cast, "update-action"), {**mine, **form_of(page), "text": "Mine was typed."})
    assert again.status_code == 302
    assert Update.objects.count() == 2


def test_a_double_click_makes_one_update(cast: Cast, browse: Callable[[str], Client]) -> None:
    client = browse("officer")
    typed = {
        **form_of(client.get(here(cast, "update-action")).content.decode()),
        "rating": "green",
        "impact": "none_yet",
    }
    for _ in range(2):
        assert client.post(here(cast, "update-action"), {**typed, "text": "Once."}).status_code == 302
    assert Update.objects.count() == 1


def test_going_back_and_saving_again_is_told_and_saves_nothing(cast: Cast, browse: Callable[[str], Client]) -> None:
    client, typed = browse("officer"), {"rating": "green", "text": "Two schools joined.", "impact": "none_yet"}
    assert sent(client, here(cast, "update-action"), **typed).status_code == 302
    again = sent(client, here(cast, "update-action"), **typed)
    assert again.status_code == 200
    assert "nothing was saved a second time" in again.content.decode()
    assert Update.objects.count() == 1


def test_a_date_is_asked_for_and_moved_by_a_decision_of_the_board(cast: Cast, browse: Callable[[str], Client]) -> None:
    day = {"to_due_on_day": "31", "to_due_on_month": "March", "to_due_on_year": "2024"}
    asked = sent(
        browse("officer"), here(cast, "ask-date"), **day, reason="Two vacancies.", recovery_steps="Agency staff."
    )
    assert asked.status_code == 302
    decision = make.Decision(notice=cast.notice, decided_on=date(2023, 12, 22), text="Moved to March.")
    office = browse("office")
    assert sent(office, here(cast, "decide-date"), agreed="yes", decision=decision.pk).status_code == 302
    page = office.get(here(cast, "action")).content.decode()
    assert "31 March 2024" in page
    assert "60 days later than the original 31 January 2024" in page
    assert f"decision {decision.number}" in page


def test_the_chair_decides_between_meetings_and_the_chair_who_holds_the_post_may_not(
    cast: Cast, browse: Callable[[str], Client], asked: DueDateChange
) -> None:
    assert browse("chair with the post").get(here(cast, "decide-date")).status_code == 403
    chair = browse("chair")
    refused = sent(chair, here(cast, "decide-date"), agreed="yes", decision="chair")
    assert "Write what you decide, and why" in refused.content.decode()
    assert sent(chair, here(cast, "decide-date"), agreed="yes", decision="chair", text="Agreed.").status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.decision.authority) == ("agreed", "chair")
    assert "to be ratified" in chair.get(here(cast, "action")).content.decode()


def test_another_notices_decision_cannot_be_cited(
    cast: Cast, browse: Callable[[str], Client], asked: DueDateChange
) -> None:
    theirs = make.Decision(notice=cast.elsewhere, decided_on=date(2023, 12, 22), text="Canary decision")
    page = browse("office").get(here(cast, "decide-date")).content.decode()
    assert "Canary" not in page
    answer = browse("office").post(here(cast, "decide-date"), {**form_of(page), "agreed": "yes", "decision": theirs.pk})
    assert answer.status_code == 200
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_claim_is_made_returned_made_again_confirmed_and_reopened(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    officer, lead = browse("officer"), browse("lead")
    without = sent(officer, here(cast, "claim-completion"), impact_statement="Waits are shorter.")
    assert "Attach the evidence first" in without.content.decode()
    document = make.Document(notice=cast.notice, title="Minutes")
    assert sent(officer, here(cast, "attach-evidence"), document=document.pk).status_code == 302
    assert sent(officer, here(cast, "claim-completion"), impact_statement="Waits are shorter.").status_code == 302
    assert officer.get(here(cast, "answer-completion")).status_code == 403
    assert "Say what is missing" in sent(lead, here(cast, "answer-completion"), accepted="no").content.decode()
    assert sent(lead, here(cast, "answer-completion"), accepted="no", answer="No minutes.").status_code == 302
    assert sent(officer, here(cast, "claim-completion"), impact_statement="Minutes are in.").status_code == 302
    assert sent(lead, here(cast, "answer-completion"), accepted="yes").status_code == 302
    assert "Blue" in lead.get(here(cast, "action")).content.decode()
    assert sent(lead, here(cast, "reopen-action"), answer="It stopped in March.").status_code == 302
    assert Completion.objects.order_by("-pk")[0].state == "reopened"


def test_another_notices_document_cannot_be_attached(cast: Cast, browse: Callable[[str], Client]) -> None:
    make.Document(notice=cast.notice)
    theirs = make.Document(notice=cast.elsewhere, title="Canary paper")
    page = browse("officer").get(here(cast, "attach-evidence")).content.decode()
    assert "Canary" not in page
    answer = browse("officer").post(here(cast, "attach-evidence"), {"sent_as": uuid4(), "document": theirs.pk})
    assert "Choose the document from the list" in answer.content.decode()


def test_evidence_that_is_attached_twice_by_a_double_click_is_attached_once(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    typed = {"sent_as": uuid4(), "document": make.Document(notice=cast.notice).pk}
    officer = browse("officer")
    assert [officer.post(here(cast, "attach-evidence"), typed).status_code for _ in range(2)] == [302, 302]
    assert cast.action.evidence.count() == 1


NEW_DOCUMENT = {"title": "Minutes of June", "kind": "output", "description": "They met.", "link": ""}
NEW_DOCUMENT |= {"dated_on_day": "1", "dated_on_month": "6", "dated_on_year": "2023"}


def test_a_file_is_added_described_and_attached_in_one_form_and_once(
    cast: Cast, browse: Callable[[str], Client], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer, address = browse("officer"), here(cast, "add-evidence")
    assert f'href="{address}"' in officer.get(here(cast, "action")).content.decode()
    typed = {**NEW_DOCUMENT, "sent_as": uuid4()}
    for _ in range(2):
        file = SimpleUploadedFile("minutes.txt", b"They met on the first of June.", content_type="text/plain")
        assert officer.post(address, {**typed, "file": file})["Location"] == here(cast, "action")
    attached = cast.action.evidence.get()
    assert (attached.document.title, attached.document.original_name) == ("Minutes of June", "minutes.txt")
    assert Document.objects.count() == 1


def test_what_may_not_come_in_is_neither_added_nor_attached(
    cast: Cast, browse: Callable[[str], Client], settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    address, wrong = here(cast, "add-evidence"), SimpleUploadedFile("minutes.exe", b"MZ\x90")
    for typed in ({"file": wrong}, {}, {"link": "https://a.example/", "file": wrong}):
        page = browse("officer").post(address, {**NEW_DOCUMENT, **typed, "sent_as": uuid4()})
        assert "There is a problem" in page.content.decode()
        assert "They met." in page.content.decode()
    assert not Document.objects.exists()
    assert not cast.action.evidence.exists()


def test_a_voice_names_the_actions_that_it_bears_on(cast: Cast, browse: Callable[[str], Client]) -> None:
    voice = make.VoiceEntry(notice=cast.notice, said="Nobody called back.")
    theirs = make.Action(notice=cast.elsewhere, ref="Z9", title="Canary")
    address = reverse("plans:name-actions", args=[cast.notice.slug, voice.uid])
    voices = reverse("evidence:voices", args=[cast.notice.slug])
    lead = browse("participation lead")
    assert f'href="{address}"' in lead.get(voices).content.decode()
    assert f'href="{address}"' not in browse("officer").get(voices).content.decode()
    page = lead.get(address).content.decode()
    assert "Nobody called back." in page
    assert "Canary" not in page
    assert "Select the actions that it bears on" in lead.post(address, {}).content.decode()
    assert "There is a problem" in lead.post(address, {"actions": [theirs.pk]}).content.decode()
    for _ in range(2):
        assert lead.post(address, {"actions": [cast.action.pk]})["Location"] == voices
    assert list(cast.action.voices.values_list("voice", flat=True)) == [voice.pk]
    again = lead.get(address).content.decode()
    assert re.search(rf'value="{cast.action.pk}"[^>]*checked', again)
    elsewhere = make.VoiceEntry(notice=cast.elsewhere)
    assert lead.get(reverse("plans:name-actions", args=[cast.notice.slug, elsewhere.uid])).status_code == 404


def test_the_lead_accepts_a_recovery_and_an_officer_explains_a_difference(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    update = make.Update(
        notice=cast.notice,
        action=cast.action,
        rating="red",
        recovery_steps="Agency staff.",
        recovery_on=date(2024, 2, 1),
        written_by=cast["officer"],
    )
    assert browse("officer").get(here(cast, "accept-recovery")).status_code == 403
    assert sent(browse("lead"), here(cast, "accept-recovery")).status_code == 302
    assert sent(browse("officer"), here(cast, "explain-difference"), explanation="Papers only.").status_code == 302
    update.refresh_from_db()
    assert (update.recovery_accepted_by, update.explained_by) == (cast["lead"], cast["officer"])


def test_the_lead_confirms_a_possible_clause_and_an_officer_may_not(
    cast: Cast, browse: Callable[[str], Client]
) -> None:
    match = make.ActionClause(
        notice=cast.notice, action=cast.action, clause=make.Clause(notice=cast.notice, number="4(e)(I)")
    )
    address = here(cast, "confirm-clause", clause="4(e)(I)")
    assert "Possible match: clause 4(e)(I)" in browse("lead").get(here(cast, "action")).content.decode()
    assert browse("officer").post(address).status_code == 403
    assert browse("lead").get(address).status_code == 405
    assert browse("lead").post(address).status_code == 302
    match.refresh_from_db()
    assert match.confirmed_by == cast["lead"]


def test_a_risk_is_raised_reviewed_mitigated_and_closed(cast: Cast, browse: Callable[[str], Client]) -> None:
    cast.post.organisation = cast.notice.council
    lead, officer = browse("lead"), browse("officer")
    typed = {"title": "Vacancies", "cause": "c", "event": "e", "effect": "f", "owner": cast.post.pk}
    scores = {"likelihood": 4, "impact": 4, "target_likelihood": 2, "target_impact": 3}
    assert sent(lead, here(cast, "raise-risk"), **typed, **scores).status_code == 302
    at = {"notice": cast.notice.slug, "ref": "R1"}
    assert officer.get(here(cast, "raise-risk")).status_code == 403
    review = reverse("plans:review-risk", kwargs=at)
    assert sent(officer, review, outcome="no_change").status_code == 302
    assert (
        "Say why the scores change" in sent(officer, review, outcome="change", likelihood=3, impact=4).content.decode()
    )
    assert sent(officer, review, outcome="change", likelihood=3, impact=4, text="Two filled.").status_code == 302
    assert [each.likelihood for each in RiskReview.objects.order_by("pk")] == [4, 4, 3]
    day = {"due_on_day": 31, "due_on_month": 1, "due_on_year": 2024}
    add = reverse("plans:add-mitigation", kwargs=at)
    assert sent(officer, add, text="Advertise again.", owner=cast.post.pk, **day).status_code == 302
    done = re.search(r'href="([^"]+/mitigations/\d+/)"', officer.get(reverse("plans:risk", kwargs=at)).content.decode())
    assert done
    assert sent(officer, done[1], done_on_day=21, done_on_month=12, done_on_year=2023).status_code == 302
    assert "down from 16" in officer.get(reverse("plans:risk", kwargs=at)).content.decode()
    assert officer.get(reverse("plans:close-risk", kwargs=at)).status_code == 403
    assert sent(lead, reverse("plans:close-risk", kwargs=at), reason="Staffed.").status_code == 302
    assert officer.get(review).status_code == 200
    assert "This risk is closed" in sent(officer, review, outcome="no_change").content.decode()
    assert browse("member").get(review).status_code == 403
    assert browse("stranger").get(review).status_code == 404


def test_a_stale_review_answers_409_with_both(cast: Cast, browse: Callable[[str], Client]) -> None:
    risk = make.Risk(notice=cast.notice, owner=cast.post)
    make.RiskReview(notice=cast.notice, risk=risk)
    address = reverse("plans:review-risk", args=[cast.notice.slug, risk.ref])
    client = browse("officer")
    typed = form_of(client.get(address).content.decode())
    actions.review_risk(risk=risk, likelihood=5, text="It got worse.", by=cast["lead"], at=NOW)
    answer = client.post(address, {**typed, "outcome": "change", "likelihood": 2, "impact": 2, "text": "Better."})
    assert answer.status_code == 409
    assert "It got worse." in answer.content.decode()
    assert "Better." in answer.content.decode()


def test_an_empty_plan_and_an_empty_register_say_what_to_do(cast: Cast, browse: Callable[[str], Client]) -> None:
    empty = make.Plan(notice=cast.notice, slug="empty")
    page = browse("lead").get(reverse("plans:plan", args=[cast.notice.slug, empty.slug])).content.decode()
    assert "The plan has no sections yet" in page
    assert "The register is empty" in browse("lead").get(here(cast, "risks")).content.decode()
    assert "No action fits these filters" in browse("lead").get(here(cast, "plan"), {"q": "zzz"}).content.decode()
