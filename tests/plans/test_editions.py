"""Published versions of a plan: frozen for good, read again as published, compared field by field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from audit import codec
from audit.codec import UnknownShape
from notices.conflicts import Refused
from plans import actions
from plans.models import PlanEdition
from plans.reading.wording import read_edition, read_wording
from plans.wording import ActionWording, Change, MilestoneWording, PlanWording, SectionWording, changes
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import form_of, sent

Browse = Callable[[str], Client]
LATER = NOW + timedelta(hours=1)
STONE = MilestoneWording("m1", "3 months", date(2023, 12, 7), "A draft is seen.")
A1 = ActionWording(
    uid="a1",
    ref="A1",
    title="Write a plan",
    what="Write it with families.",
    success="",
    by_when_printed="January 2024",
    original_due_on=date(2024, 1, 31),
    due_on=date(2024, 1, 31),
    starts_on=None,
    in_place=False,
    accountable=("Head of Communications",),
    lead="",
    clauses=("5",),
    areas=(),
    milestones=(STONE,),
)
A2 = replace(A1, uid="a2", ref="A2", title="Train", milestones=())
A = SectionWording("s1", "A", "Strategy", ("Plans are old",), (), ("Area 1",), (A1, A2))
B = SectionWording("s2", "B", "Communication", (), (), (), ())
PLAN = PlanWording("The plan", "", None, (A, B))


def with_action(action: ActionWording) -> PlanWording:
    return replace(PLAN, sections=(replace(A, actions=(action, A2)), B))


CASES: dict[str, tuple[PlanWording, list[Change]]] = {
    "nothing": (PLAN, []),
    "a title": (replace(PLAN, title="Our plan"), [Change("The plan", "Title", "The plan", "Our plan")]),
    "a date": (
        with_action(replace(A1, due_on=date(2024, 3, 31))),
        [Change("A1", "Due date", "31 January 2024", "31 March 2024")],
    ),
    "a new ref is no new action": (with_action(replace(A1, ref="A9")), [Change("A9", "Reference", "A1", "A9")]),
    "who answers": (
        with_action(replace(A1, accountable=("Head of SEND", "Head of Communications"))),
        [Change("A1", "Accountable", "Head of Communications", "Head of SEND\nHead of Communications")],
    ),
    "an action gone": (
        replace(PLAN, sections=(replace(A, actions=(A2,)), B)),
        [Change("A1", "Taken out", "Write a plan", "")],
    ),
    "an action more": (
        replace(PLAN, sections=(A, replace(B, actions=(replace(A2, uid="b1", ref="B1"),)))),
        [Change("B1", "Added", "", "Train")],
    ),
    "an action elsewhere": (
        replace(PLAN, sections=(replace(A, actions=(A1,)), replace(B, actions=(A2,)))),
        [Change("A2", "Section", "A", "B")],
    ),
    "another order": (
        replace(PLAN, sections=(replace(A, actions=(A2, A1)), B)),
        [Change("Section A", "Order", "A1, A2", "A2, A1")],
    ),
    "sections in another order": (replace(PLAN, sections=(B, A)), [Change("Sections", "Order", "A, B", "B, A")]),
    "a section gone": (
        replace(PLAN, sections=(A,)),
        [Change("Section B", "Taken out", "Communication", "")],
    ),
    "a milestone": (
        with_action(replace(A1, milestones=(replace(STONE, due_on=date(2023, 12, 31)),))),
        [
            Change(
                "A1",
                "Milestone",
                "3 months, by 7 December 2023: A draft is seen.",
                "3 months, by 31 December 2023: A draft is seen.",
            )
        ],
    ),
    "a milestone gone": (
        with_action(replace(A1, milestones=())),
        [Change("A1", "Milestone taken out", "3 months, by 7 December 2023: A draft is seen.", "")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_changed_between_two_wordings(case: str) -> None:
    now, told = CASES[case]
    assert list(changes(PLAN, now)) == told


@pytest.mark.parametrize("case", CASES)
def test_what_changed_the_other_way_round_is_as_much(case: str) -> None:
    now, told = CASES[case]
    assert len(changes(now, PLAN)) == len(told)


def test_a_wording_is_read_back_as_it_was_stored() -> None:
    assert codec.from_text(PlanWording, codec.to_text(PLAN)) == PLAN


def publish(cast: Cast, **more: Any) -> PlanEdition:
    told = {"plan": cast.action.plan, "note": "As agreed by the board", "by": cast["lead"], "at": NOW}
    return actions.publish_edition(**(told | more))


def at(cast: Cast, view: str, *more: object) -> str:
    return reverse(f"plans:{view}", args=[cast.notice.slug, cast.action.plan.slug, *more])


def rename(cast: Cast, title: str) -> None:
    plan = cast.action.plan
    actions.edit_plan(plan=plan, title=title, source_note="", starts_on=None, why="Renamed", by=cast["lead"], at=LATER)


def test_a_version_is_published_and_read_as_it_was(cast: Cast, browse: Browse) -> None:
    make.Milestone(notice=cast.notice, action=cast.action)
    lead = browse("lead")
    assert sent(lead, at(cast, "publish-edition"), note="As agreed by the board").status_code == 302
    edition = PlanEdition.objects.get()
    assert (edition.number, edition.published_by, edition.published_at) == (1, cast["lead"], NOW)
    assert edition.sha256 == codec.digest(edition.tree)
    rename(cast, "Another name")
    page = browse("reviewer").get(at(cast, "edition", 1)).content.decode()
    assert "Improvement plan" in page
    assert "Another name" not in page.partition("<main")[2]
    assert "Families have seen a first draft." in page


def test_the_database_lets_nobody_change_a_published_version(cast: Cast) -> None:
    edition = publish(cast)
    rows = PlanEdition.objects.filter(pk=edition.pk)
    for broken in (
        lambda: rows.update(tree="{}"),
        lambda: rows.update(note="Something else"),
        lambda: rows.update(published_at=LATER),
        rows.delete,
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            broken()
    assert rows.get().tree == edition.tree


def test_versions_are_numbered_from_the_plans_own(cast: Cast) -> None:
    plan = cast.action.plan
    type(plan).objects.filter(pk=plan.pk).update(edition=3)
    plan.refresh_from_db()
    assert publish(cast).number == 3
    rename(cast, "Another name")
    plan.refresh_from_db()
    assert publish(cast, at=LATER).number == 4
    plan.refresh_from_db()
    assert plan.edition == 4


def test_what_has_not_changed_is_not_published_twice(cast: Cast) -> None:
    publish(cast)
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        publish(cast, at=LATER)


def test_an_empty_plan_is_not_published(cast: Cast) -> None:
    with pytest.raises(Refused, match="has no actions yet"):
        publish(cast, plan=make.Plan(notice=cast.notice))


def test_a_version_says_what_is_new(cast: Cast, browse: Browse) -> None:
    page = sent(browse("lead"), at(cast, "publish-edition"), note=" ").content.decode()
    assert "Enter what is new in this version" in page


def test_a_form_that_is_sent_twice_publishes_once(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), at(cast, "publish-edition")
    mine = {**form_of(lead.get(address).content.decode()), "note": "As agreed"}
    assert [lead.post(address, mine).status_code for _ in range(2)] == [302, 302]
    assert PlanEdition.objects.count() == 1


def test_a_plan_that_changed_since_the_form_was_opened_is_looked_at_again(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), at(cast, "publish-edition")
    mine = {**form_of(lead.get(address).content.decode()), "note": "What I typed"}
    actions.add_section(plan=cast.action.plan, letter="B", title="Added meanwhile", by=cast["office"], at=LATER)
    answer = lead.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What I typed" in page
    assert lead.post(address, {**mine, **form_of(page)}).status_code == 302
    assert "Added meanwhile" in PlanEdition.objects.get().tree


def test_a_retired_action_is_in_no_version_that_is_published_after(cast: Cast) -> None:
    other = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="A2")
    first = publish(cast)
    actions.retire_action(action=other, why="Done elsewhere.", by=cast["lead"], at=NOW)
    second = publish(cast, at=LATER)
    told = changes(read_edition(first), read_edition(second))
    assert [(each.what, each.field) for each in told] == [("A2", "Taken out")]


def test_two_versions_stand_side_by_side_and_the_plan_beside_one(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    assert "No version is published yet" in lead.get(at(cast, "edition-changes")).content.decode()
    publish(cast)
    rename(cast, "Second name")
    publish(cast, at=LATER)
    rename(cast, "Third name")
    between = lead.get(at(cast, "edition-changes") + "?before=1&after=2").content.decode().partition("<tbody")[2]
    assert "Second name" in between
    assert "Third name" not in between
    since = lead.get(at(cast, "edition-changes")).content.decode()
    assert "Second name" in since
    assert "Third name" in since
    assert lead.get(at(cast, "edition-changes") + "?before=99&after=x").status_code == 200


def test_versions_of_another_plan_or_council_are_not_found(cast: Cast, browse: Browse) -> None:
    theirs = make.PlanEdition(notice=cast.elsewhere, number=7)
    lead = browse("lead")
    assert lead.get(at(cast, "edition", 7)).status_code == 404
    address = reverse("plans:edition", args=[cast.elsewhere.slug, theirs.plan.slug, 7])
    assert lead.get(address).status_code == 404


def test_what_people_typed_is_never_read_as_markup(cast: Cast, browse: Browse) -> None:
    rename(cast, "<script>alert(1)</script>")
    publish(cast)
    page = browse("lead").get(at(cast, "edition", 1)).content.decode()
    assert "<script>alert" not in page


def test_a_text_of_a_shape_that_nobody_reads_is_refused(cast: Cast) -> None:
    edition = publish(cast)
    edition.shape = 2
    with pytest.raises(UnknownShape, match="shape 2"):
        read_edition(edition)


def test_the_wording_is_read_in_as_many_queries_for_many_actions(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        read_wording(cast.action.plan)
    for number in range(2, 6):
        more = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=f"A{number}")
        make.Accountability(notice=cast.notice, action=more)
        make.Milestone(notice=cast.notice, action=more)
    with django_assert_num_queries(4):
        read_wording(cast.action.plan)
