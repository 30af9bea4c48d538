"""What is too long for the plan hinders it from being entered, also where somebody says that it is right, and is never
cut."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import Kind
from bringing.reading import Asks
from tests.bringing.files import brought, settle_all
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
ACTIONS = "Ref,Section,Action,Outcome,By when,Accountable,{heading}\n"
KPIS = "KPI,Section,Baseline,{heading}\n"
MILESTONE = "Milestone 1 – End March 2024"
FILES = {
    "action": (ACTIONS + "B1,A,{long},Done,June 2024,Head of SEND,\n", "Notes", 8_994, 8_000),
    "outcome": (ACTIONS + "B1,A,Do it,{long},June 2024,Head of SEND,\n", "Notes", 8_001, 8_000),
    "milestone": (ACTIONS + "B1,A,Do it,Done,June 2024,Head of SEND,{long}\n", MILESTONE, 8_001, 8_000),
    "definition": ("KPI,Section,Definition,{heading}\nCases,A,{long},20\n", "Target – End March 2024", 4_001, 4_000),
    "name": (KPIS + "{long},A,10,20\n", "Target – End March 2024", 400, 300),
    "baseline": (KPIS + "Cases,A,10 {long},20\n", "Target – End March 2024", 130, 120),
    "post": (ACTIONS + "B1,A,Do it,Done,June 2024,Head of {long},\n", "Notes", 200, 160),
    "by when": (ACTIONS + "B1,A,Do it,Done,June 2024 {long},Head of SEND,\n", "Notes", 100, 80),
}


@pytest.mark.parametrize("what", FILES)
def test_it_is_never_entered_and_no_error_of_ours(cast: Cast, as_: Callable[[str], Client], what: str) -> None:
    text, heading, length, room = FILES[what]
    content = text.replace("{heading}", heading).replace("{long}", "x" * length)
    plan, lead = cast.action.plan, as_("lead")
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert any(f"there is room for {room:,}: shorten it" in each.says for each in checked.hindrances)
    address = reverse("bringing:enter", args=["devon", file.uid])
    form = lead.get(address).context["form"]
    page = lead.post(address, {"note": "Newer", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()})
    assert page.status_code == 200
    assert PlanDraft.objects.get(pk=file.pk).entered_at is None
    shown = lead.get(reverse("bringing:check", args=["devon", file.uid])).content.decode()
    assert f"there is room for {room:,}: shorten it" in shown


def test_another_value_of_a_row_is_changed_while_its_text_is_too_long(cast: Cast, as_: Callable[[str], Client]) -> None:
    content = FILES["action"][0].replace("{heading}", "Notes").replace("{long}", "x" * 8_994)
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=cast.action.plan)
    address, lead = reverse("bringing:change-row", args=["devon", file.uid, "actions", 0]), as_("lead")
    form = lead.get(address).context["form"]
    names = {path: name for name, path in form.paths.items()}
    shown = {each: form[each].value() for each in form.fields if form[each].value() not in (None, False)}
    what, success = names["actions/0/what"], names["actions/0/success"]
    assert lead.post(address, shown | {success: "All done"}).status_code == 302
    assert check(PlanDraft.objects.get(pk=file.pk)).draft.actions[0].success.value == "All done"
    refused = lead.post(address, shown | {success: "All done", what: "y" * 8_001, "seen": ""})
    assert refused.context["form"].errors == {
        what: ["This has 8,001 characters, and there is room for 8,000: shorten it"]
    }


HEADINGS = {
    "target": (KPIS + "Cases,S0,10,20\nCalls,S0,30,40\n", "Target – {long} – End March 2024"),
    "milestone": (
        ACTIONS + "B1,S0,Do it,Done,June 2024,Head of SEND,Begun\nB2,S0,Tell it,Told,June 2024,Head of SEND,Told\n",
        "Milestone – {long} – End March 2024",
    ),
}


@pytest.mark.parametrize("what", HEADINGS)
def test_a_long_heading_is_asked_about_once_and_shortened_for_all_its_rows(
    cast: Cast, as_: Callable[[str], Client], what: str
) -> None:
    text, heading = HEADINGS[what]
    content = text.replace("{heading}", heading.replace("{long}", "word " * 30 + "end"))
    content = content.replace("S0", cast.action.section.letter)
    plan, lead = cast.action.plan, as_("lead")
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=plan)
    if what == "target":
        columns = {"1": "name", "2": "section", "3": "baseline", "4": "target"}
        holds = {"holds": "kpis", "heading_row": 1, "columns": columns, "section": ""}
        file = actions.choose_tables(file=file, chosen={check(file).read.tables[0].key: holds}, seen_version=1)
    (doubt,) = (each for each in check(file).left if each.asks is Asks.TOO_LONG)
    assert "and there is room for 80: shorten it" in doubt.says
    assert [(each.row, each.column) for each in doubt.places] == [(1, len(content.split("\n")[0].split(",")))]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    form = lead.get(address).context["form"]
    assert [form[name].label.rpartition("…")[2] for name in form.paths] == [", what it is called, in all 2 rows"]
    sent = {"how": "corrected", "seen_version": form["seen_version"].value() or 0, "value_0": "The end"}
    assert lead.post(address, sent).status_code == 302
    settle_all(file, cast["lead"], cast.notice.council.name)
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert checked.hindrances == ()
    several = {"target": "targets", "milestone": "milestones"}[what]
    said = [row.says[several] for row in checked.brought if several in row.says]
    assert [[each[0] for each in some] for some in said] == [["The end"], ["The end"]]


def test_what_a_target_is_called_is_changed_on_its_rows_page(cast: Cast, as_: Callable[[str], Client]) -> None:
    content = KPIS.replace("{heading}", "Target – End March 2024") + "Cases,A,10,20\n"
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=cast.action.plan)
    address = reverse("bringing:change-row", args=["devon", file.uid, "kpis", 0])
    lead = as_("lead")
    form = lead.get(address).context["form"]
    (name,) = (name for name, path in form.paths.items() if path == "kpis/0/targets/0/label")
    shown = {each: form[each].value() for each in form.fields if form[each].value() not in (None, False)}
    refused = lead.post(address, shown | {name: ""})
    assert refused.context["form"].errors == {name: ["Enter what belongs here: it cannot be empty"]}
    refused = lead.post(address, shown | {name: "x" * 81})
    assert refused.context["form"].errors == {name: ["This has 81 characters, and there is room for 80: shorten it"]}
    assert lead.post(address, shown | {name: "Another"}).status_code == 302
    shown["seen"] = lead.get(address).context["form"]["seen"].value()
    assert lead.post(address, shown | {name: "First target"}).status_code == 302
    (row,) = (each for each in check(PlanDraft.objects.get(pk=file.pk)).brought if each.kind is Kind.KPI)
    assert row.says["targets"][0][0] == "First target"  # type: ignore[index]


def test_a_target_that_was_left_open_keeps_the_name_of_its_column(cast: Cast) -> None:
    long = "as few as can be reached with the staff that we have in each of the districts and fewer in the next year"
    content = KPIS.replace("{heading}", "Target – End March 2024") + f"Cases,S0,10,no more than 10\nCalls,S0,1,{long}\n"
    content = content.replace("S0", cast.action.section.letter)
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=cast.action.plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert checked.hindrances == ()
    cases, calls = (row.says for row in checked.brought if row.kind is Kind.KPI)
    assert cases["unplaced"] == ("Target: no more than 10",)
    assert calls["unplaced"] == (f"{long[:79]}…",)
    assert calls["caveats"] == f"Printed in plan.csv: {long}", "all of it is kept"


def test_a_text_that_came_in_can_be_changed_in_the_plan_and_a_longer_one_is_told_by_its_name(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    cast.action.what = "x" * 8_000
    cast.action.save(update_fields=["what"])
    lead = as_("lead")
    address = reverse("plans:edit-action", args=[cast.notice.slug, cast.action.plan.slug, cast.action.ref])
    form = lead.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    refused = lead.post(address, sent | {"success": "y" * 8_001, "why": "Newer"})
    wrong = refused.context["form"].errors
    assert wrong == {"success": ["What success looks like must be 8,000 characters or fewer"]}


@pytest.mark.parametrize("heading", ["What needs improvement", "What families have told us"])
@pytest.mark.parametrize(("length", "says"), [(199, []), (200, ["there is room for 8,000: shorten it"])])
def test_the_points_of_a_section_have_room_together(cast: Cast, heading: str, length: int, says: list[str]) -> None:
    """Each has a line of one text in the plan: 40 of 199 characters with their line ends have 7,999."""
    points = "\n".join(f"{at:02} ".ljust(length, "x") for at in range(40))
    table = "Ref\tAction\tOutcome\tBy when\tLead\nA1\tDo it\tIt is done\tJune 2024\tHead of SEND"
    content = f"Section A: One\n{heading}\n{points}\n{table}\n"
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.txt", plan=cast.action.plan)
    found = [each.says for each in check(file).hindrances if "there is room for" in each.says]
    assert [each.partition(", and ")[2] for each in found] == says
