"""An action's page: one story of all that happened to it, and what changed between any two of its versions."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.history import keep
from boards.models import Decision
from kpis.actions import link_action
from plans import actions
from plans.models import Accountability, Action, ActionArea, ActionClause, DueDateChange
from plans.rating import Rating
from plans.reading.history import NOT_TOLD, read_history
from plans.versions import LABELS, Version, differences, versions
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import here

Browse = Callable[[str], Client]
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


def after(days: int) -> dict[str, object]:
    return {"at": NOW + timedelta(days=days)}


@pytest.fixture
def action(cast: Cast) -> Action:
    """An action that was added through the verb, so that its history says who and when."""
    section = make.Section(notice=cast.notice, plan=cast.action.plan, letter="B", title="Workforce")
    made: Action = actions.add_action(
        section=section,
        ref="B7",
        title="Write a plan",
        what="Write a plan with families.",
        accountable=[actions.Answerable("Head of Comms", post=cast.post)],
        areas=[make.Area(notice=cast.notice, code="W1", title="Communication")],
        clauses=[make.Clause(notice=cast.notice, number="4(e)(I)")],
        due_on=date(2024, 1, 31),
        by=cast["lead"],
        at=NOW,
    )
    return made


def edit(cast: Cast, action: Action, days: int, why: str = "Made plainer", **changes: object) -> None:
    """A change of the action's own row by the lead."""
    row = Action.objects.get(pk=action.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    keep(row, by=cast["lead"], at=NOW + timedelta(days=days), why=why)


def shown(client: Client, cast: Cast, **asked: object) -> list[str]:
    """The titles of the events that the page shows."""
    page = client.get(here(cast, "action", ref="B7"), asked).content.decode()
    return [unescape(title) for title in re.findall(r'moj-timeline__title">([^<]+)<', page)]


# --- one timeline ----------------------------------------------------------------------------------


@pytest.fixture
def lived(cast: Cast, action: Action) -> Action:
    """One of everything that can happen to an action, a day apart."""
    office, lead, officer = (cast.reader(kind) for kind in ("office", "lead", "officer"))
    said = {"action": action, "reader": officer, "text": "It goes well."}
    actions.add_update(**said, rating=Rating.GREEN, **after(1))
    slips = {"recovery_steps": "Agency staff.", "recovery_on": date(2024, 3, 1)}
    amber = actions.add_update(**{**said, "text": "It slips."}, rating=Rating.AMBER, **slips, **after(2))
    actions.accept_recovery(update=amber, reader=lead, **after(3))
    actions.explain_difference(update=amber, reader=officer, explanation="Papers only.", **after(4))
    wanted = {"to_due_on": date(2024, 3, 31), "reason": "Two vacancies.", "recovery_steps": "Agency staff."}
    change = actions.ask_date_change(action=action, reader=officer, **wanted, **after(5))
    decision = make.Decision(notice=cast.notice, number=7)
    actions.decide_date_change(change=change, agreed=True, decision=decision, reader=office, **after(6))
    goal = {"label": "3 months", "due_on": date(2024, 2, 1), "text": "Families saw a draft."}
    milestone = actions.add_milestone(action=action, **goal, by=cast["lead"], **after(7))
    actions.meet_milestone(milestone=milestone, met_on=date(2023, 12, 29), by=cast["lead"], **after(8))
    document = make.Document(notice=cast.notice, title="Minutes of June")
    actions.attach_evidence(action=action, document=document, by=cast["officer"], **after(9))
    voice = make.VoiceEntry(notice=cast.notice, said="Nobody called back.")
    actions.link_voice(action=action, voice=voice, by=cast["participation lead"], **after(10))
    claim = actions.claim_completion(action=action, reader=officer, impact_statement="Waits are down.", **after(11))
    actions.return_completion(completion=claim, reader=lead, answer="No minutes.", **after(12))
    edit(cast, action, 13, title="Write and publish a plan")
    return action


WHOLE = [
    "Changed: Title",
    "Completion returned",
    "Completion claimed",
    "What parents and carers said was linked",
    "Evidence attached: Minutes of June",
    "Milestone met: 3 months",
    "Milestone added: 3 months",
    "Date moved to 31 March 2024",
    "Asked for 31 March 2024 instead of 31 January 2024",
    "Why it stands at amber",
    "Recovery steps accepted",
    "Update: Amber, was green",
    "Update: Green",
    "Added to the plan",
]


def test_all_that_happened_stands_in_one_story_newest_first_with_who_and_why(
    cast: Cast, browse: Browse, lived: Action
) -> None:
    client = browse("officer")
    assert shown(client, cast) == WHOLE
    page = client.get(here(cast, "action", ref="B7")).content.decode()
    for who in ("by Officer", "by Lead", "by Office", "by Participation lead"):
        assert who in page
    for why in ("It slips.", "Papers only.", "Two vacancies.", "No minutes.", "Nobody called back.", "Made plainer"):
        assert why in page


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        ("updates", ["Why it stands at amber", "Recovery steps accepted", "Update: Amber, was green", "Update: Green"]),
        ("ratings", ["Update: Amber, was green", "Update: Green"]),
        ("dates", ["Date moved to 31 March 2024", "Asked for 31 March 2024 instead of 31 January 2024"]),
        ("milestones", ["Milestone met: 3 months", "Milestone added: 3 months"]),
        ("evidence", ["Evidence attached: Minutes of June"]),
        ("voices", ["What parents and carers said was linked"]),
        ("completion", ["Completion returned", "Completion claimed"]),
        ("decisions", ["Date moved to 31 March 2024", "Recovery steps accepted"]),
        ("edits", ["Changed: Title", "Added to the plan"]),
        ("nonsense", WHOLE),
    ],
)
def test_the_story_is_narrowed_to_a_kind_that_the_address_keeps(
    cast: Cast, browse: Browse, lived: Action, kind: str, titles: list[str]
) -> None:
    client = browse("officer")
    assert shown(client, cast, kind=kind) == titles
    page = client.get(here(cast, "action", ref="B7"), {"kind": kind}).content.decode()
    assert f"{len(titles)} event" in page
    chosen = re.search(r'href="([^"]*)" aria-current="true">([^<]+)<', page)
    assert chosen
    assert f"({len(titles)})" in chosen[2]
    if kind != "nonsense":
        assert chosen[1] == f"{here(cast, 'action', ref='B7')}?kind={kind}#what-happened"


def test_a_completion_that_was_opened_again_still_tells_who_confirmed_it(
    cast: Cast, browse: Browse, action: Action
) -> None:
    actions.attach_evidence(action=action, document=make.Document(notice=cast.notice), by=cast["officer"], **after(1))
    said = {"reader": cast.reader("officer"), "impact_statement": "Waits are down."}
    claim = actions.claim_completion(action=action, **said, **after(2))
    actions.confirm_completion(completion=claim, reader=cast.reader("chair"), answer="Well done.", **after(3))
    actions.reopen(completion=claim, reader=cast.reader("lead"), answer="It came undone.", **after(4))
    assert shown(browse("officer"), cast, kind="completion") == [
        "Completion reopened",
        "Completion confirmed",
        "Completion claimed",
    ]
    page = browse("officer").get(here(cast, "action", ref="B7")).content.decode()
    assert page.index("It came undone.") < page.index("Well done.") < page.index("Waits are down.")
    assert cast["chair"].name in page


def test_a_declined_date_and_one_that_was_ratified_are_told(cast: Cast, browse: Browse, action: Action) -> None:
    officer, chair = cast.reader("officer"), cast.reader("chair")
    wanted = {"to_due_on": date(2024, 3, 31), "reason": "Vacancies.", "recovery_steps": "Agency staff."}
    for day, agreed in ((1, False), (3, True)):
        change = actions.ask_date_change(action=action, reader=officer, **wanted, **after(day))
        actions.take_chairs_action(change=change, agreed=agreed, text="So be it.", reader=chair, **after(day + 1))
    meeting = make.Meeting(notice=cast.notice, on=date(2024, 1, 11))
    Decision.objects.filter(pk=DueDateChange.objects.get(state="agreed").decision_id).update(
        ratified_at_meeting=meeting
    )
    told = shown(browse("officer"), cast, kind="decisions")
    assert [each.partition(" decision")[0] for each in told] == [
        "The board ratified",
        "Date moved to 31 March 2024",
        "Date declined: 31 March 2024",
    ]


def test_a_long_story_comes_in_pages_that_keep_the_kind(cast: Cast, browse: Browse, action: Action) -> None:
    for day in range(45):
        make.Update(notice=cast.notice, action=action, written_at=NOW + timedelta(days=day), text=f"Week {day}.")
    client = browse("officer")
    assert len(shown(client, cast, kind="updates")) == 20
    page = client.get(here(cast, "action", ref="B7"), {"kind": "updates"}).content.decode()
    assert "?kind=updates&amp;page=3#what-happened" in page
    assert "1 to 20 of <b>45 events</b>" in page
    assert len(shown(client, cast, kind="updates", page=3)) == 5


def test_the_story_costs_the_same_whatever_happened(cast: Cast, browse: Browse, lived: Action) -> None:
    with CaptureQueriesContext(connection) as asked:
        entries = read_history(lived)
    assert len(asked) == 1
    assert {each.kind for each in entries} == {
        *("action", "accountable", "area", "clause", "milestone", "evidence", "voice", "completion")
    }


def test_another_actions_history_is_not_told(cast: Cast, lived: Action) -> None:
    other = make.Action(notice=cast.notice, plan=lived.plan, section=lived.section, title="Canary")
    make.ActionEvidence(notice=cast.notice, action=other)
    assert all(entry.said.get("title") != "Canary" for entry in read_history(lived))
    assert {entry.pk for entry in read_history(lived) if entry.kind == "action"} == {lived.pk}


# --- versions --------------------------------------------------------------------------------------


def known(action: Action) -> list[Version]:
    return versions(read_history(action))


def test_a_version_is_what_one_person_changed_at_one_moment(cast: Cast, action: Action) -> None:
    edit(cast, action, 1, title="Write and publish a plan", what="Write and publish it.")
    edit(cast, action, 2)  # nothing but the row's own number
    actions.name_action_lead(action=action, lead=cast["officer"], by=cast["lead"], **after(3))
    found = known(action)
    assert [(each.number, each.by, each.why) for each in found] == [
        (1, "Lead", "Action added"),
        (2, "Lead", "Made plainer"),
        (3, "Lead", "Action lead named"),
    ]
    assert found[1].changed == ("Title", "What was promised")
    assert found[2].changed == ("Action lead",)
    assert found[0].fields["Accountable"] == "Head of Communications (printed: Head of Comms)"
    assert found[0].fields["Clauses answered"] == "4(e)(I)"
    assert found[0].fields["Areas answered"] == "W1 Communication"
    assert found[0].fields["Due date"] == "31 January 2024"
    assert found[0].fields["Section"] == "B: Workforce"


def test_a_milestone_that_is_changed_says_what_it_said_until_then(cast: Cast, action: Action, browse: Browse) -> None:
    told = {"action": action, "label": "Review", "text": "A draft.", "due_on": date(2024, 1, 10)}
    step = actions.add_milestone(**told, by=cast["lead"], **after(1))  # type: ignore[arg-type]
    moved = {"label": "Review", "text": "A draft.", "due_on": date(2024, 1, 20), "why": "Moved"}
    actions.edit_milestone(milestone=step, by=cast["lead"], **moved, **after(2))  # type: ignore[arg-type]
    page = unescape(browse("lead").get(here(cast, "action", ref="B7")).content.decode())
    assert re.search("By 20 January 2024: A draft.*Until then: by 10 January 2024: A draft", page, re.DOTALL)


def test_a_milestone_without_a_day_stands_behind_those_that_have_one(cast: Cast, action: Action) -> None:
    for label, due_on in (("Review", None), ("Draft", date(2024, 1, 10))):
        told = {"action": action, "label": label, "text": "Read.", "due_on": due_on}
        actions.add_milestone(**told, by=cast["lead"], **after(1))  # type: ignore[arg-type]
    draft, review = known(action)[-1].fields["Milestones"].splitlines()
    assert (draft, review.split(",")[0]) == ("Draft, by 10 January 2024: Read.", "Review")


def test_posts_clauses_areas_and_milestones_are_compared_also_when_they_were_taken_away(
    cast: Cast, action: Action
) -> None:
    of = {"notice": cast.notice, "action": action}
    second = Accountability(**of, post=make.Post(title="Head of SEND"), printed="Head of SEND", order=2)
    keep(second, by=cast["lead"], **after(1), why="Made accountable")
    match = ActionClause(**of, clause=make.Clause(notice=cast.notice, number="5"))
    keep(match, by=cast["lead"], **after(2), why="May answer a clause")
    area = ActionArea(**of, area=make.Area(notice=cast.notice, code="W2", title="Waits"))
    keep(area, by=cast["lead"], **after(3), why="Answers an area")
    actions.add_milestone(
        action=action, label="3 months", due_on=date(2024, 2, 1), text="A draft.", by=cast["lead"], **after(4)
    )
    actions.confirm_clause_match(match=match, by=cast["lead"], **after(5))
    second._history_user, second._history_date = cast["lead"], NOW + timedelta(days=6)  # type: ignore[attr-defined]
    second.delete()
    found = known(action)
    assert [each.changed for each in found[1:]] == [
        ("Accountable",),
        ("Clauses answered",),
        ("Areas answered",),
        ("Milestones",),
        ("Clauses answered",),
        ("Accountable",),
    ]
    told = {each.label: (each.theirs, each.yours) for each in differences(found[0], found[-1])}
    assert told == {
        "Clauses answered": ("4(e)(I)", "4(e)(I)\n5"),
        "Areas answered": ("W1 Communication", "W1 Communication\nW2 Waits"),
        "Milestones": ("", "3 months, by 1 February 2024: A draft."),
    }
    assert found[2].fields["Clauses answered"] == "4(e)(I)\n5 (possible match, to be confirmed)"
    assert "Head of SEND" in found[1].fields["Accountable"]


def test_an_agreed_date_is_a_version_and_stands_once_in_the_story(cast: Cast, browse: Browse, lived: Action) -> None:
    moved = next(each for each in known(lived) if "Due date" in each.changed[:1])
    assert (moved.by, moved.why) == ("Office", "Date moved by decision 7")
    assert [title for title in shown(browse("officer"), cast) if "ue date" in title or "Date moved" in title] == [
        "Date moved to 31 March 2024"
    ]


def test_every_field_of_an_action_has_its_word_in_its_versions(cast: Cast, action: Action) -> None:
    told = {field.name for field in Action._meta.concrete_fields} - NOT_TOLD - {"notice", "plan"}
    assert {name for name in told if name not in LABELS and not hasattr(Action, f"{name}_id")} == set()


def versions_page(cast: Cast) -> str:
    return reverse("plans:action-versions", args=[cast.notice.slug, cast.action.plan.slug, "B7"])


def test_two_versions_stand_side_by_side_with_who_when_and_why(cast: Cast, browse: Browse, action: Action) -> None:
    edit(cast, action, 1, title="Write and publish a plan")
    edit(cast, action, 2, "It was too little", what="Write, publish and keep it up to date.")
    client = browse("reviewer")
    page = client.get(versions_page(cast), {"older": 1, "newer": 3}).content.decode()
    for text in ("Write a plan", "Write and publish a plan", "Write a plan with families.", "keep it up to date"):
        assert text in page
    for text in ("Version 1, 22 December 2023", "Version 3, 24 December 2023", "2 differences", "It was too little"):
        assert text in page
    latest = client.get(versions_page(cast)).content.decode()
    assert "From <b>Version 2, 23 December 2023</b> to <b>Version 3, 24 December 2023</b>, 1 difference" in latest
    turned = client.get(versions_page(cast), {"older": 3, "newer": 1}).content.decode()
    assert "From <b>Version 1" in turned
    assert "the same version twice" in client.get(versions_page(cast), {"older": 2, "newer": 2}).content.decode()
    for asked in ({"older": "99"}, {"newer": "x"}, {"older": "-1", "newer": "0"}):
        assert client.get(versions_page(cast), asked).status_code == 200
    assert f"{versions_page(cast)}?newer=3" in client.get(here(cast, "action", ref="B7")).content.decode()


def test_what_was_changed_back_is_said_to_be_the_same(cast: Cast, browse: Browse, action: Action) -> None:
    edit(cast, action, 1, title="Another")
    edit(cast, action, 2, title="Write a plan")
    page = browse("lead").get(versions_page(cast), {"older": 1, "newer": 3}).content.decode()
    assert "both say the same" in page


def test_an_action_that_never_changed_says_so(cast: Cast, browse: Browse, action: Action) -> None:
    page = browse("lead").get(versions_page(cast)).content.decode()
    assert "It stands as it was added by Lead on 22 December 2023" in page
    assert versions_page(cast) not in browse("lead").get(here(cast, "action", ref="B7")).content.decode()


def test_versions_are_of_this_notice_and_their_words_are_escaped(cast: Cast, browse: Browse, action: Action) -> None:
    edit(cast, action, 1, title=HOSTILE, what=HOSTILE, why="<b>why</b>")
    page = browse("lead").get(versions_page(cast)).content.decode()
    assert "<script>alert" not in page
    assert "<b>why</b>" not in page
    assert "&lt;script&gt;alert(1)" in page
    theirs = make.Action(notice=cast.elsewhere, ref="Z9", title="Canary")
    address = reverse("plans:action-versions", args=[cast.notice.slug, theirs.plan.slug, "Z9"])
    assert browse("lead").get(address).status_code == 404
    assert browse("stranger").get(versions_page(cast)).status_code == 404
    assert browse("adviser").get(versions_page(cast)).status_code == 403


def test_the_page_of_versions_costs_the_same_for_two_as_for_twenty(cast: Cast, browse: Browse, action: Action) -> None:
    client = browse("officer")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(versions_page(cast), {"older": 1}).status_code == 200
        return len(asked)

    edit(cast, action, 1, title="One")
    two = cost()
    for day in range(2, 20):
        edit(cast, action, day, title=f"Title {day}")
    assert cost() == two <= 12


# --- what it answers, and what it should move ------------------------------------------------------


def test_the_page_names_the_clauses_and_areas_with_their_text_and_leads_to_them(
    cast: Cast, browse: Browse, action: Action
) -> None:
    page = browse("officer").get(here(cast, "action", ref="B7")).content.decode()
    assert f'href="{reverse("desk:notice", args=[cast.notice.slug])}#clause-4-e-I">Clause 4(e)(I)</a>' in page
    assert "The Council keeps its plan up to date." in page
    assert "W1 Communication" in page


def test_the_page_shows_the_kpis_that_it_should_move_and_who_says_so(
    cast: Cast, browse: Browse, action: Action
) -> None:
    kpi = make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="B-K3", name="Vacancies")
    make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="B-K4", name="Canary KPI")
    make.Measurement(notice=cast.notice, kpi=kpi)
    client, address = browse("officer"), here(cast, "action", ref="B7")
    assert "No KPI is linked to this action" in client.get(address).content.decode()
    link_action(kpi=kpi, action=action, by=cast["lead"], at=NOW, why="Our reading: one section")
    page = client.get(address).content.decode()
    assert f'href="{reverse("kpis:kpi", args=[cast.notice.slug, "B-K3"])}">B-K3</a> Vacancies' in page
    assert "31.5%" in page
    assert re.search(r"Our reading: one section<br><span[^>]*>Lead, 22 December 2023", page)
    assert "Canary KPI" not in page
