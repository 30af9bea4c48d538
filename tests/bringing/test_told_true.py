"""The page of differences says what is so, and what it shows is what can be sent."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.settling import Answer, How, key_of_row
from kpis.models import Kpi
from notices.conflicts import Refused
from plans.models import Action, Milestone, Plan, Section
from tests.bringing.files import brought
from tests.bringing.newer import (
    FIRST,
    HEAD,
    JUDGED,
    KPIS,
    address,
    csv_of,
    draft,
    enter,
    kpis_of,
    now,
    saved,
    sent_as_shown,
    settle,
    steps,
)
from tests.bringing.test_held_in_newer import in_word
from tests.bringing.test_of_one_row import type_in
from tests.bringing.writing.test_empty import opened
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]


@pytest.mark.parametrize(("first", "then"), [("TBC", "Established March 2022"), ("Established March 2022", "Ongoing")])
def test_printed_words_stay_where_what_they_say_is_not_changed_by_a_file(
    cast: Cast, as_: As, first: str, then: str
) -> None:
    rows = [FIRST[0].replace("June 2024", first), FIRST[1]]
    plan = enter(draft(cast, rows), cast).plan
    was = plan.actions.get(ref="B1").in_place
    file = draft(cast, [FIRST[0].replace("June 2024", then).replace("It is", "All is"), FIRST[1]], plan)
    assert sent_as_shown(as_("lead"), file).status_code == 302
    now_ = plan.actions.get(ref="B1")
    assert (now_.by_when_printed, now_.in_place) == (first, was)


def test_what_a_file_does_not_change_hinders_nobody_from_leaving_its_words(cast: Cast, as_: As) -> None:
    plan = enter(draft(cast, [FIRST[0].replace("June 2024", "TBC"), FIRST[1]]), cast).plan
    Action.objects.filter(plan=plan, ref="B1").update(by_when_printed="To be confirmed by the board")
    file = draft(cast, [FIRST[0].replace("June 2024", "Established March 2022"), FIRST[1]], plan)
    sent = sent_as_shown(as_("lead"), file)
    assert sent.status_code == 302, sent.context["form"].errors


def test_what_nobody_said_is_not_told_as_changed_here(cast: Cast, plan: Plan) -> None:
    enter(kpis_of(cast, plan, JUDGED), cast)
    book = opened()
    head = [cell.value for cell in book["KPIs"][1]]
    told = {"Code": "B-K1", "Section": "B", "KPI": "Plans judged good"}
    told |= {"Kind of source": "Local system", "How often": "Every month"}
    book["KPIs"].append([told.get(name) for name in head])
    book["Sections"].append(["B", "Communication"])
    book["Plan"].append(["Our plan", "The council’s own site", None])
    file = brought(cast.notice, saved(book), cast["lead"], name="filled.xlsx", plan=plan)
    settle(cast, file)
    changes = [one for each in now(file).differences for one in each.changes]
    assert {one.field for one in changes if one.is_conflict} == set()


def test_a_source_note_that_entering_made_is_no_change_here(cast: Cast) -> None:
    first = brought(cast.notice, in_word(*FIRST), cast["lead"], name="plan.docx")
    settle(cast, first)
    plan = enter(first, cast).plan
    book = opened()
    book["Plan"].append(["Our plan", "The council’s own site", None])
    file = brought(cast.notice, saved(book), cast["lead"], name="filled.xlsx", plan=plan)
    settle(cast, file)
    changes = [(one.before, one.after, one.is_conflict) for each in now(file).differences for one in each.changes]
    assert changes == [("Read from plan.docx", "The council’s own site", False)]


def test_what_was_chosen_over_a_change_here_is_no_change_here_for_the_next_file(cast: Cast) -> None:
    plan = enter(steps(cast, None, "One – End July 2024,Two – End August 2024", "Begun,Drafted"), cast).plan
    Milestone.objects.filter(action__plan=plan, label="One").update(text="Begun well")
    enter(steps(cast, plan, "Two – End August 2024", "Agreed"), cast)  # the tick was taken away
    file = steps(cast, plan, "Two – End August 2024", "Agreed by all")
    found = [(one.field, one.is_conflict) for each in now(file).differences for one in each.changes]
    assert found == [("milestones", False)]


def test_a_letter_with_a_line_in_it_is_no_error_of_ours(cast: Cast, plan: Plan, as_: As) -> None:
    Section.objects.filter(plan=plan).update(letter="A|B")  # its page takes it, and a file too
    taken = as_("lead").get(reverse("bringing:plan-workbook", args=["devon", plan.slug])).content
    Section.objects.filter(plan=plan).update(title="Talking")
    book = openpyxl.load_workbook(io.BytesIO(taken))
    for row in book["Sections"].iter_rows():
        for cell in row:
            cell.value = "Words" if cell.value == "Communication" else cell.value
    file = brought(cast.notice, saved(book), cast["lead"], name="plan.xlsx", plan=plan)
    settle(cast, file)
    assert sent_as_shown(as_("lead"), file).status_code == 302  # a conflict: ticked, and so a 500 whatever one does


def test_a_plan_that_changed_meanwhile_is_the_only_error(cast: Cast, plan: Plan, as_: As) -> None:
    enter(kpis_of(cast, plan, JUDGED), cast)
    file = csv_of(cast, plan, KPIS + "B-K1,Plans judged very good,B,15,20\n")
    form = as_("lead").get(address("enter", file)).context["form"]
    Kpi.objects.filter(plan=plan, code="B-K1").update(baseline_printed="about 12")
    sent = {name: form[name].value() or "" for name in form.fields if name != "leave"}
    page = as_("lead").post(address("enter", file), sent)
    assert set(page.context["form"].errors) == {"__all__"}, page.context["form"].errors


def test_a_file_that_agreed_when_its_page_was_opened_is_asked_for_a_note_in_words_that_stand(
    cast: Cast, plan: Plan, as_: As
) -> None:
    Action.objects.filter(plan=plan, ref="B2").update(success="They feel it")
    file = draft(cast, [FIRST[0], FIRST[1].replace("They know", "They feel it")], plan)
    form = as_("lead").get(address("enter", file)).context["form"]
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    sent = {"seen": form["seen"].value(), "sent_as": form["sent_as"].value(), "ticked": form["ticked"].value()}
    form = as_("lead").post(address("enter", file), sent).context["form"]
    assert (set(form.errors), form["note"].value()) == ({"__all__"}, "As in plan.csv")


def test_a_row_that_was_left_out_is_not_told_as_not_in_the_file(cast: Cast, plan: Plan, as_: As) -> None:
    file = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    answers = {key_of_row("actions/1", check(file).read): Answer(How.OUT)}
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})
    page = as_("lead").get(address("enter", file)).content.decode()
    assert "Not in the file" not in page


def test_a_new_action_in_the_words_of_one_that_is_gone_is_told_beside_it(cast: Cast, plan: Plan, as_: As) -> None:
    file = draft(cast, [FIRST[0], FIRST[1].replace("B2", "B9")], plan)
    page = as_("lead").get(address("enter", file)).content.decode()
    assert "B9, which is new, does the same." in page
    assert address("change-row", file, "actions", 1) in page
    type_in(cast, file, "actions/1/ref", "B2")
    assert now(file).differences == ()


def test_a_new_plan_has_a_title_of_its_own_also_with_the_tick(cast: Cast, plan: Plan, as_: As) -> None:
    file = draft(cast, ["C7,C,Ask nobody,They answer,July 2024,Head of SEND"])
    form = as_("lead").get(address("enter", file)).context["form"]
    sent = {name: form[name].value() or "" for name in ("seen", "sent_as", "note")}
    page = as_("lead").post(address("enter", file), {**sent, "title": "Our plan", "slug": "other", "anew": "on"})
    assert page.context["form"].errors == {
        "title": ["“Our plan” is the title of a plan that stands: give this one its own"]
    }


@pytest.mark.parametrize(("typed", "hinders"), [("June 2123", True), ("June 2026", False)])
def test_a_day_that_is_years_after_the_notice_is_a_slip_of_the_hand(cast: Cast, typed: str, hinders: bool) -> None:
    file = csv_of(cast, None, "\n".join([HEAD, FIRST[0], FIRST[1].replace("July 2024", "31/06/2024")]))
    type_in(cast, file, "actions/1/by_when", typed)
    found = [(each.row.key, each.says) for each in now(file).hindrances]
    assert bool(found) == hinders
    if hinders:
        said = "30 June 2123 is more than 5 years after the notice’s last day, 29 February 2024: check the year"
        assert found == [("B2", said)]


def test_what_was_left_open_is_told_with_the_page_that_lists_it(cast: Cast, plan: Plan, as_: As) -> None:
    file = csv_of(cast, plan, "\n".join([HEAD, *FIRST, "B5,B,Ask again,They answer,Soon,Head of SEND"]))
    lead = as_("lead")
    page = sent_as_shown(lead, file)
    assert page.status_code == 302
    told = lead.get(page.headers["Location"]).content.decode()
    assert f'left open. <a class="govuk-link" href="{reverse("kpis:data-quality", args=["devon"])}">' in told


@pytest.mark.parametrize("is_left_out", [False, True], ids=["of KPIs alone", "its actions left out"])
def test_a_file_without_actions_begins_no_plan_and_says_what_to_do(cast: Cast, as_: As, is_left_out: bool) -> None:
    file = csv_of(cast, None, "\n".join([HEAD, *FIRST]) if is_left_out else KPIS + JUDGED)
    if is_left_out:
        read = check(file).read
        out = {key_of_row(f"actions/{at}", read): Answer(How.OUT) for at in range(len(FIRST))}
        actions.say(file=file, answers=out, by=cast["lead"], at=NOW, seen={})
    assert (now(file).left, now(file).hindrances, now(file).is_ready) == ((), (), False)
    page = as_("lead").get(address("check", file)).content.decode()
    assert "A plan begins with its actions, and none is read in this file" in page
    assert "See what becomes of the plan" not in page
    assert "No action was found" not in page
    with pytest.raises(Refused, match="bring the file that has them first"):
        enter(file, cast)
