"""A row across a table that is a note and no section: said on its page, entered so, and asked again of further rows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks, Doubt
from bringing.settling import Answer, How
from plans.models import Action, Plan, Section
from tests.bringing.files import brought
from tests.bringing.newer import enter, now, settle
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
ROWS = ("Section A: Voice", "A1", "Agreed in May", "A2")


def page(*rows: str) -> bytes:
    """A web page with a table of actions, by their refs, and of rows that lie across it."""
    heads = "".join(f"<th>{each}</th>" for each in ("Ref", "Action", "Outcome", "By when", "Accountable"))
    cells = [
        f"<td>{each}</td><td>Do {each}</td><td>{each} is done</td><td>June 2024</td><td>Head of SEND</td>"
        if len(each) < 4
        else f'<td colspan="5">{each}</td>'
        for each in rows
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in (heads, *cells))}</table>".encode()


def uploaded(cast: Cast, *rows: str, plan: Plan | None = None) -> PlanDraft:
    return brought(cast.notice, page(*rows), cast["lead"], name="plan.html", plan=plan)


def across(file: PlanDraft) -> list[Doubt]:
    return [each for each in now(file).left if each.asks is Asks.SECTION]


def say_note(cast: Cast, file: PlanDraft) -> None:
    (doubt,) = across(file)
    (found, *_), said = others(doubt, now(file).read), now(file).said
    answers = {doubt.key: Answer(How.CORRECTED, found.values)}
    seen = {key: said[key].version for key in answers if key in said}
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen=seen)


def stand(plan: Plan) -> dict[str, list[str]]:
    rows = Section.objects.filter(plan=plan).order_by("order")
    return {row.title: list(Action.objects.filter(section=row).values_list("ref", flat=True)) for row in rows}


def test_a_note_is_said_on_the_page_of_the_doubt(cast: Cast, as_: Callable[[str], Client]) -> None:
    file = uploaded(cast, *ROWS)
    (doubt,) = across(file)
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    shown = as_("lead").get(address).content.decode()
    assert "A note: what stands below it is of section A" in shown
    assert "It could also be" not in shown
    (found, *_) = others(doubt, now(file).read)
    assert as_("lead").post(address, {"how": f"other-{found.name}", "seen_version": "0"}).status_code == 302
    checked = now(file)
    assert [each.section.value for each in checked.draft.actions] == ["A", "A"]
    assert checked.out == {"sections/1"}
    assert across(file) == []
    assert "Section B: left out" in (
        as_("lead").get(reverse("bringing:read", args=["devon", file.uid, "sections"])).content.decode()
    )


def test_a_note_is_entered_as_none_and_further_rows_below_it_are_asked_about(cast: Cast) -> None:
    file = uploaded(cast, *ROWS)
    say_note(cast, file)
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == {"Voice": ["A1", "A2"]}
    again = uploaded(cast, *ROWS, plan=plan)
    assert (across(again), now(again).differences) == ([], ())
    more = uploaded(cast, *ROWS, "A3", plan=plan)
    (doubt,) = across(more)
    assert doubt.words == ("Agreed in May",)
    say_note(cast, more)
    assert across(more) == []
    assert [(each.row.key, each.is_new) for each in now(more).differences] == [("A3", True)]


def test_a_section_that_was_confirmed_is_not_asked_about_again_for_further_rows(cast: Cast) -> None:
    file = uploaded(cast, *ROWS)
    (doubt,) = across(file)
    actions.say(file=file, answers={doubt.key: Answer(How.RIGHT)}, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == {"Voice": ["A1"], "Agreed in May": ["A2"]}
    assert across(uploaded(cast, *ROWS, "A3", plan=plan)) == []


def test_a_row_across_with_nothing_below_it_is_left_out_on_its_page(cast: Cast, as_: Callable[[str], Client]) -> None:
    file = uploaded(cast, *ROWS[:3])
    (doubt,) = across(file)
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    shown = as_("lead").get(address).content.decode()
    assert "or leave the section out where it is a note" in shown
    row = reverse("bringing:change-row", args=["devon", file.uid, "sections", 1])
    assert f'href="{row}"' in shown
