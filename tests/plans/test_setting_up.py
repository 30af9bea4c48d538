"""Setting a plan up in the browser: what is typed becomes the plan, what cannot be is refused with what to do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from notices.conflicts import ChangedMeanwhile, Refused
from plans import actions
from plans.actions import Answerable
from plans.models import Action, Plan, Section
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import form_of, here, sent

Browse = Callable[[str], Client]
LATER = NOW + timedelta(hours=1)


def of_section(cast: Cast, view: str, section: Section) -> str:
    return reverse(f"plans:{view}", args=[cast.notice.slug, section.plan.slug, section.uid])


def at_plan(cast: Cast, view: str, plan: Plan | None = None) -> str:
    return reverse(f"plans:{view}", args=[cast.notice.slug, (plan or cast.action.plan).slug])


def parts(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def typed_action(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "ref": "A7",
        "title": "Train the casework team",
        "what": "Every caseworker is trained.",
        "by_when_printed": "end of January 2024",
        **parts("due_on", date(2024, 1, 31)),
        "who_1": f"post-{cast.post.pk}",
        "printed_1": "Head of Comms",
        **more,
    }


def wording(action: Action, cast: Cast, **more: Any) -> dict[str, Any]:
    """What edit_action is told when nothing changes."""
    told: dict[str, Any] = {
        name: getattr(action, name)
        for name in (
            *("ref", "title", "what", "success", "by_when_printed"),
            *("due_on", "in_place", "starts_on", "lead"),
        )
    }
    answering = [Answerable(cast.post.title, post=cast.post)]
    return told | {"accountable": answering, "clauses": [], "areas": [], "why": "Typed wrong", **more}


def test_a_plan_is_begun_on_a_notice_without_one(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    address = reverse("plans:begin-plan", args=[cast.notice.slug])
    typed = {"title": "SEND improvement plan", "slug": "send", "source_note": "As agreed in May 2023"}
    answer = sent(lead, address, **typed, **parts("starts_on", date(2023, 5, 1)))
    plan = Plan.objects.get(slug="send")
    assert answer.headers["Location"] == at_plan(cast, "set-up", plan)
    assert (plan.title, plan.starts_on) == ("SEND improvement plan", date(2023, 5, 1))
    page = lead.get(at_plan(cast, "set-up", plan)).content.decode()
    assert "The plan has no sections yet" in page


@pytest.mark.parametrize("slug", ["new", "import", "New"])
def test_a_plan_is_not_named_as_a_page_of_ours(cast: Cast, browse: Browse, slug: str) -> None:
    address = reverse("plans:begin-plan", args=[cast.notice.slug])
    page = sent(browse("lead"), address, title="A plan", slug=slug).content.decode()
    assert f"“{slug}” names a page of ours, which would hide the plan’s: choose another" in page
    assert not Plan.objects.filter(slug=slug).exists()


@pytest.mark.parametrize("slug", ["-", "_-_"])
def test_a_plan_is_not_named_by_dashes_alone(cast: Cast, browse: Browse, slug: str) -> None:
    address = reverse("plans:begin-plan", args=[cast.notice.slug])
    page = sent(browse("lead"), address, title="A plan", slug=slug).content.decode()
    assert f"“{slug}” has no letter and no figure: choose a short name such as improvement-plan" in page
    assert not Plan.objects.filter(slug=slug).exists()


def test_a_plan_is_not_named_as_another_one(cast: Cast, browse: Browse) -> None:
    address, slug = reverse("plans:begin-plan", args=[cast.notice.slug]), cast.action.plan.slug
    page = sent(browse("lead"), address, title="A plan", slug=slug).content.decode()
    assert "Choose a short name that no other plan of this notice has" in page


def test_a_section_is_added_with_a_point_a_line(cast: Cast, browse: Browse) -> None:
    area = make.Area(notice=cast.notice, code="Area 2")
    typed = {"letter": "B", "title": "Communication", "needs_improvement": "Calls\r\n\r\n Letters ", "areas": [area.pk]}
    assert sent(browse("lead"), at_plan(cast, "add-section"), **typed).status_code == 302
    section = Section.objects.get(letter="B")
    assert section.needs_improvement == "Calls\nLetters"
    assert [link.area for link in section.areas.all()] == [area]


def test_a_form_that_is_sent_twice_makes_one_section_and_one_action(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    for address, typed in (
        (at_plan(cast, "add-section"), {"letter": "B", "title": "Communication"}),
        (of_section(cast, "add-action", cast.action.section), typed_action(cast)),
    ):
        mine = {**form_of(lead.get(address).content.decode()), **typed}
        assert [lead.post(address, mine).status_code for _ in range(2)] == [302, 302]
    assert Section.objects.filter(letter="B").count() == 1
    assert Action.objects.filter(ref="A7").count() == 1


def test_an_action_is_added_with_all_that_the_plan_says_of_it(cast: Cast, browse: Browse) -> None:
    other = make.Post(organisation=cast.notice.council, title="Head of SEND")
    body = cast.notice.council
    area, clause = make.Area(notice=cast.notice), make.Clause(notice=cast.notice)
    more = {
        "who_2": f"organisation-{body.pk}",
        "who_3": f"post-{other.pk}",
        "lead": cast["officer"].pk,
        "areas": [area.pk],
        "clauses": [clause.pk],
    }
    answer = sent(browse("lead"), of_section(cast, "add-action", cast.action.section), **typed_action(cast, **more))
    assert answer.status_code == 302
    action = Action.objects.get(ref="A7")
    assert (action.original_due_on, action.due_on) == (date(2024, 1, 31), date(2024, 1, 31))
    assert action.lead == cast["officer"]
    answering = [(str(each), each.printed) for each in action.accountabilities.order_by("order")]
    assert answering == [(str(cast.post), "Head of Comms"), (str(body), str(body)), (str(other), str(other))]
    assert [link.area for link in action.areas.all()] == [area]
    assert [(link.clause, link.confirmed_by) for link in action.clauses.all()] == [(clause, cast["lead"])]
    assert action.section.actions.order_by("order").last() == action


BAD: dict[str, tuple[dict[str, object], str]] = {
    "a ref that another action has": ({"ref": "a1"}, "The plan has an action a1 already"),
    "a ref that no address can hold": ({"ref": "A/7"}, "letters, digits, dots and hyphens"),
    "a ref without a digit": ({"ref": "edit"}, "with a digit in it"),
    "nobody accountable": ({"who_1": "", "printed_1": ""}, "Select the post or organisation that is accountable"),
    "a printed text that means nobody": ({"who_1": ""}, "Select the post or organisation that “Head of Comms” means"),
    "a date before the plan": (parts("due_on", date(2022, 9, 6)), "lies before the plan"),
    "a date of what is in place": ({"in_place": "on"}, "What is already in place has no due date"),
    "a due date before the start": (parts("starts_on", date(2024, 2, 1)), "must not lie before the start"),
    "no text": ({"what": ""}, "Enter what will be done"),
}


@pytest.mark.parametrize("case", BAD)
def test_an_action_that_cannot_be_is_refused_with_what_to_do_and_nothing_is_lost(
    cast: Cast, browse: Browse, case: str
) -> None:
    wrong, sentence = BAD[case]
    address = of_section(cast, "add-action", cast.action.section)
    page = sent(browse("lead"), address, **typed_action(cast, **wrong))
    assert page.status_code == 200
    said = page.content.decode()
    assert sentence in said
    assert "Train the casework team" in said
    assert Action.objects.count() == 1


def test_one_post_is_not_named_twice(cast: Cast, browse: Browse) -> None:
    twice = typed_action(cast, who_2=f"post-{cast.post.pk}")
    page = sent(browse("lead"), of_section(cast, "add-action", cast.action.section), **twice).content.decode()
    assert "The same post or organisation is named twice" in page


def test_a_ref_that_an_action_had_before_is_never_given_to_another(cast: Cast, browse: Browse) -> None:
    actions.edit_action(action=cast.action, by=cast["lead"], at=NOW, **wording(cast.action, cast, ref="A2"))
    address = of_section(cast, "add-action", cast.action.section)
    page = sent(browse("lead"), address, **typed_action(cast, ref="A1")).content.decode()
    assert "Another action was called A1 before" in page


def test_a_date_after_the_long_stop_is_allowed_and_said(cast: Cast, browse: Browse) -> None:
    lead, late = browse("lead"), parts("due_on", date(2024, 3, 1))
    address = of_section(cast, "add-action", cast.action.section)
    page = lead.post(
        address, {**form_of(lead.get(address).content.decode()), **typed_action(cast, **late)}, follow=True
    ).content.decode()
    assert "after the notice’s long stop, 29 February 2024" in page
    assert Action.objects.get(ref="A7").due_on == date(2024, 3, 1)
    on_its_page = lead.get(here(cast, "action", ref="A7")).content.decode()
    assert "After the notice’s long stop" in on_its_page


def test_no_post_person_area_or_clause_of_another_council_is_taken(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), of_section(cast, "add-action", cast.action.section)
    theirs = make.Post(organisation=cast.elsewhere.council, title="Canary post")
    for wrong in (
        {"who_1": f"post-{theirs.pk}"},
        {"who_1": f"organisation-{cast.elsewhere.council.pk}"},
        {"lead": cast["stranger"].pk},
        {"areas": [make.Area(notice=cast.elsewhere).pk]},
        {"clauses": [make.Clause(notice=cast.elsewhere).pk]},
    ):
        assert sent(lead, address, **typed_action(cast, **wrong)).status_code == 200
    assert "Canary" not in lead.get(address).content.decode()
    told = wording(cast.action, cast, areas=[make.Area(notice=cast.elsewhere)])
    with pytest.raises(Refused, match="belongs to this notice"):
        actions.edit_action(action=cast.action, by=cast["lead"], at=NOW, **told)
    assert Action.objects.filter(ref="A7").count() == 0


def edited(cast: Cast, client: Client, **more: object) -> Any:
    """The action's wording, opened and sent with these changes."""
    typed: dict[str, object] = {
        "section": cast.action.section_id,
        **typed_action(cast, ref="A1", title=cast.action.title, what=cast.action.what),
        "why": "The board asked for it",
    }
    return sent(client, here(cast, "edit-action"), **(typed | more))


def test_changed_wording_keeps_what_was_there_with_who_and_why(cast: Cast, browse: Browse) -> None:
    assert edited(cast, browse("lead"), what="Something else is done.").status_code == 302
    cast.action.refresh_from_db()
    assert cast.action.what == "Something else is done."
    now, before = cast.action.history.order_by("-history_id")[:2]
    assert (now.history_user, now.history_change_reason) == (cast["lead"], "The board asked for it")
    assert before.what == "Write a communication plan with families."


def test_wording_is_not_changed_without_saying_why(cast: Cast, browse: Browse) -> None:
    page = edited(cast, browse("lead"), what="Something else.", why="").content.decode()
    assert "Enter why you change it" in page
    assert "Something else." in page


def test_a_post_that_is_taken_away_leaves_its_history(cast: Cast, browse: Browse) -> None:
    other = make.Post(organisation=cast.notice.council, title="Head of SEND")
    gone = cast.action.accountabilities.get()
    assert edited(cast, browse("lead"), who_1=f"post-{other.pk}", printed_1="").status_code == 302
    assert [each.post for each in cast.action.accountabilities.all()] == [other]
    last = gone.history.model.objects.filter(id=gone.pk).latest("history_id")
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        cast["lead"],
        "The board asked for it",
    )


def test_a_possible_match_waits_on_when_the_wording_is_changed(cast: Cast, browse: Browse) -> None:
    possible = make.ActionClause(notice=cast.notice, action=cast.action)
    sure = make.ActionClause(notice=cast.notice, action=cast.action, confirmed_by=cast["lead"], confirmed_at=NOW)
    assert edited(cast, browse("lead")).status_code == 302
    assert list(cast.action.clauses.all()) == [possible]
    assert sure.pk not in cast.action.clauses.values_list("pk", flat=True)


def test_a_wrong_date_is_put_right_until_the_first_update(cast: Cast, browse: Browse, updated: Any) -> None:
    lead = browse("lead")
    assert edited(cast, lead, **parts("due_on", date(2024, 2, 15))).status_code == 302
    cast.action.refresh_from_db()
    assert (cast.action.original_due_on, cast.action.due_on) == (date(2024, 2, 15), date(2024, 2, 15))
    updated()
    page = edited(cast, lead, **parts("due_on", date(2024, 2, 20))).content.decode()
    assert "its date moves only by a decision" in page
    cast.action.refresh_from_db()
    assert cast.action.due_on == date(2024, 2, 15)


@pytest.mark.parametrize("told", ["asked", "claimed", "published"])
def test_a_date_that_was_asked_about_claimed_or_published_moves_only_by_a_decision(
    cast: Cast, request: pytest.FixtureRequest, told: str
) -> None:
    if told == "published":
        actions.publish_edition(plan=cast.action.plan, note="As agreed", by=cast["lead"], at=NOW)
    else:
        request.getfixturevalue(told)
    with pytest.raises(Refused, match="only by a decision"):
        actions.edit_action(
            action=cast.action, by=cast["lead"], at=NOW, **wording(cast.action, cast, due_on=date(2024, 2, 20))
        )


def test_a_date_that_was_never_settled_is_entered_at_any_time(cast: Cast, updated: Any) -> None:
    open_date = make.Action(notice=cast.notice, plan=cast.action.plan, due_on=None, original_due_on=None, ref="A9")
    make.Update(notice=cast.notice, action=open_date, written_by=cast["officer"])
    day = date(2024, 2, 20)
    now = actions.edit_action(action=open_date, by=cast["lead"], at=NOW, **wording(open_date, cast, due_on=day))
    assert (now.original_due_on, now.due_on) == (day, day)


def test_somebody_elses_wording_stands_beside_what_was_typed(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), here(cast, "edit-action")
    mine = {
        **form_of(lead.get(address).content.decode()),
        **typed_action(cast, ref="A1", what="What I typed.", section=cast.action.section_id, why="Mine"),
    }
    theirs = wording(cast.action, cast, what="What they saved.")
    actions.edit_action(action=cast.action, by=cast["office"], at=LATER, **theirs)
    answer = lead.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [
        words for words in ("What I typed.", "What they saved.", "Mine", "Office saved a change") if words not in page
    ] == []
    assert lead.post(address, {**mine, **form_of(page)}).status_code == 302
    cast.action.refresh_from_db()
    assert cast.action.what == "What I typed."


def test_a_section_and_a_plan_that_were_changed_meanwhile_show_both_texts(cast: Cast, browse: Browse) -> None:
    lead, section = browse("lead"), cast.action.section
    for address, typed in (
        (of_section(cast, "edit-section", section), {"letter": "Z", "title": "Mine", "why": "Mine"}),
        (at_plan(cast, "edit-plan"), {"title": "Mine", "why": "Mine"}),
    ):
        mine = {**form_of(lead.get(address).content.decode()), **typed}
        assert lead.post(address, mine).status_code == 302
        answer = lead.post(address, {**mine, "title": "Mine, typed later"})
        assert answer.status_code == 409
        assert "Mine, typed later" in answer.content.decode()


def test_the_plans_first_day_never_lies_after_a_date_of_its_actions(cast: Cast, browse: Browse) -> None:
    late = parts("starts_on", date(2024, 2, 1))
    page = sent(browse("lead"), at_plan(cast, "edit-plan"), title="The plan", why="Agreed", **late).content.decode()
    assert "A1 is due before that day" in page


def test_sections_and_actions_are_put_in_order_without_a_script(cast: Cast, browse: Browse) -> None:
    lead, plan, section = browse("lead"), cast.action.plan, cast.action.section
    second = make.Section(notice=cast.notice, plan=plan, letter="B")
    after = make.Action(notice=cast.notice, plan=plan, section=section, ref="A2")
    address = of_section(cast, "move-section", second)
    assert lead.post(address, {"to": "up", "seen_at": 2}).headers["Location"].endswith(f"#section-{second.pk}")
    assert list(plan.sections.order_by("order")) == [second, section]
    lead.post(address, {"to": "up", "seen_at": 2})  # a second click finds it first already
    assert list(plan.sections.order_by("order")) == [second, section]
    lead.post(here(cast, "move-action"), {"to": "down", "seen_at": 1})
    assert list(section.actions.order_by("order")) == [after, cast.action]
    lead.post(here(cast, "move-action"), {"to": "down", "seen_at": 2})  # it is the last
    assert list(section.actions.order_by("order")) == [after, cast.action]


def test_two_that_stand_at_one_place_are_told_apart_when_one_moves(cast: Cast) -> None:
    section = cast.action.section
    twin = make.Action(notice=cast.notice, plan=section.plan, section=section, ref="A2", order=cast.action.order)
    assert actions.move_action(action=twin, up=True, by=cast["lead"], at=NOW)
    assert list(section.actions.order_by("order", "pk")) == [twin, cast.action]


def test_putting_in_order_makes_nobodys_open_form_stale(cast: Cast, updated: Any) -> None:
    section = cast.action.section
    make.Action(notice=cast.notice, plan=section.plan, section=section, ref="A2")
    seen = cast.action.version
    actions.move_action(action=cast.action, up=False, by=cast["lead"], at=NOW)
    assert updated(seen_version=seen).rating == Rating.GREEN


def test_an_action_moves_to_another_section_of_its_plan_alone(cast: Cast) -> None:
    other = make.Section(notice=cast.notice, plan=cast.action.plan, letter="B")
    moved = actions.edit_action(
        action=cast.action, by=cast["lead"], at=NOW, section=other, **wording(cast.action, cast)
    )
    assert moved.section == other
    elsewhere = make.Section(notice=cast.notice)
    with pytest.raises(Refused, match="section of this plan"):
        actions.edit_action(action=moved, by=cast["lead"], at=NOW, section=elsewhere, **wording(moved, cast))


def test_saving_what_is_there_already_writes_nothing(cast: Cast) -> None:
    seen = cast.action.version
    told = wording(cast.action, cast)
    assert actions.edit_action(action=cast.action, by=cast["lead"], at=NOW, **told).version == seen


def test_whoever_has_no_access_to_the_plan_writes_no_updates_of_it(cast: Cast) -> None:
    told = wording(cast.action, cast, lead=cast["stranger"])
    with pytest.raises(Refused, match="give access first"):
        actions.edit_action(action=cast.action, by=cast["lead"], at=NOW, **told)


def test_a_verb_that_saw_an_older_version_changes_nothing(cast: Cast) -> None:
    told = wording(cast.action, cast, what="Other")
    with pytest.raises(ChangedMeanwhile):
        actions.edit_action(action=cast.action, by=cast["lead"], at=NOW, seen_version=99, **told)


def test_the_page_of_setting_up_asks_as_much_for_many_actions_as_for_one(
    cast: Cast, browse: Browse, django_assert_num_queries: Any
) -> None:
    lead, address = browse("lead"), at_plan(cast, "set-up")
    lead.get(address)
    with django_assert_num_queries(10):
        lead.get(address)
    for number in range(2, 6):
        more = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=f"A{number}")
        make.Accountability(notice=cast.notice, action=more)
    with django_assert_num_queries(10):
        lead.get(address)
