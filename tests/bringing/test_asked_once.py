"""What is one is asked once, and answered once for all rows: what a heading gives to those below it, a post that
several actions print in the same words."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks, Known, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys, settle
from bringing.writing import write_empty
from sheets.reading import read_file
from tests.bringing.files import brought
from tests.bringing.reading.plans import asked
from tests.cast import Cast
from tests.factories import NOW

ROWS = 30


def csv() -> bytes:
    head = "KPI,Section,Baseline,Milestone 1 – End January 2024,Milestone 2 – End September 2023"
    return "\n".join([head, *(f"Calls of team {number},A,40,50,45" for number in range(ROWS))]).encode()


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_dates_out_of_order_have_a_field_for_each_heading_and_it_counts_for_all_rows(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    file = brought(cast.notice, csv(), cast["lead"], name="plan.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.OUT_OF_ORDER]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = as_("lead").get(address).content.decode()
    assert "Milestone 1, date, in all 30 rows" in page
    assert "Milestone 2, date, in all 30 rows" in page
    assert 'name="value_2"' not in page
    typed = {"how": "corrected", "seen_version": "0", "value_0": "31 January 2023", "value_1": "September 2023"}
    assert as_("lead").post(address, typed).status_code == 302
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert {tuple(each.due_on.value for each in kpi.targets) for kpi in checked.draft.kpis} == {
        (date(2023, 1, 31), date(2023, 9, 30))
    }
    assert doubt not in checked.left
    page = as_("lead").get(address).content.decode()
    assert 'value="31 January 2023"' in page, "as it was settled last"


def test_targets_of_the_empty_workbook_after_the_notices_date_are_asked_once_for_all_kpis() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_empty()))
    book["Sections"].append(["A", "Strategy"])
    for number in range(1, 4):
        book["KPIs"].append([f"A-K{number}", "A", f"Calls of team {number}"])
        for label, day in (("Milestone 1", date(2023, 9, 30)), ("Target", date(2024, 6, 30))):
            book["Targets"].append([f"A-K{number}", label, day, "45%"])
    out = io.BytesIO()
    book.save(out)
    draft = understand(read_file("plan.xlsx", out.getvalue()), Known(deliver_by=date(2024, 2, 29)))
    (doubt,) = asked(draft, Asks.AFTER_DELIVER_BY)
    assert doubt.about == tuple(f"kpis/{number}/targets/1/due_on" for number in range(3))
    assert doubt.says.startswith("“Target” of 3 KPIs is due on 30 June 2024")


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_post_in_two_wordings_has_a_field_for_each_wording_and_it_counts_for_all_actions(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    printed = ["Head of SEND & Inclusion"] * 3 + ["Head of SEND and Inclusion"]
    rows = [f"B{at},B,Write letter {at},June 2023,{who}" for at, who in enumerate(printed, start=1)]
    content = "\n".join(["Ref,Section,Action,By when,Accountable", *rows]).encode()
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.SAME_POST]
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = as_("lead").get(address).content.decode()
    assert "“Head of SEND &amp; Inclusion”, in 3 places" in page
    assert "“Head of SEND and Inclusion”, B4" in page
    assert 'name="value_2"' not in page
    typed = {"how": "corrected", "seen_version": "0", "value_0": "Head of SEND", "value_1": "Head of Inclusion"}
    assert as_("lead").post(address, typed).status_code == 302
    posts = [action.posts[0].value for action in check(PlanDraft.objects.get(pk=file.pk)).draft.actions]
    assert posts == ["Head of SEND"] * 3 + ["Head of Inclusion"]
    own = {keys(check(file).read)["actions/0/posts/0"]: Answer(How.CORRECTED, {"actions/0/posts/0": "Head of Audit"})}
    actions.say(file=file, answers=own, by=cast["lead"], at=NOW, seen={})
    form = as_("lead").get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if name.startswith("value_")}
    assert list(shown.values()) == ["Head of Audit", "Head of SEND", "Head of Inclusion"], "said of one alone"
    shown |= {"how": "corrected", "seen_version": form["seen_version"].value(), "value_2": "Head of Schools"}
    assert as_("lead").post(address, shown).status_code == 302
    posts = [action.posts[0].value for action in check(PlanDraft.objects.get(pk=file.pk)).draft.actions]
    assert posts == ["Head of Audit", "Head of SEND", "Head of SEND", "Head of Schools"]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("Ref,Section,Action,Accountable,Milestone 2024/25\nA1,A,Do it,Head of SEND,Begun", "Dates of milestones"),
        ("KPI,Section,Baseline,Milestone 2024/25\nCalls,A,40,50", "Dates of milestones"),
        ("KPI,Section,Baseline,Target 2024/25\nCalls,A,40,50", "Dates of targets"),
    ],
    ids=["milestone of an action", "milestone of a KPI", "target"],
)
def test_the_day_of_a_milestone_is_asked_as_that_and_not_as_a_targets(
    cast: Cast, as_: Callable[[str], Client], rows: str, name: str
) -> None:
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    if rows.startswith("Ref"):
        chosen = {"holds": "actions", "heading_row": 1, "columns": {"5": "milestone"}, "section": ""}
        file = actions.choose_tables(file=file, chosen={check(file).read.tables[0].key: chosen}, seen_version=1)
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET_DATE]
    lead, (other,) = as_("lead"), {"Dates of milestones", "Dates of targets"} - {name}
    page = lead.get(reverse("bringing:check", args=["devon", file.uid])).content.decode()
    assert (f"{name}: 1" in page, other in page) == (True, False)
    page = lead.get(reverse("bringing:settle", args=["devon", file.uid, doubt.key])).content.decode()
    assert f'<h1 class="govuk-heading-l">{name}</h1>' in page


def test_a_day_that_is_typed_goes_before_its_being_right_at_another_doubt_whichever_comes_first() -> None:
    head = "Ref,Section,Action,Outcome,By when,Accountable,Milestone 1 – End January 2024,Milestone 2 – May 2023"
    rows = f"{head}\nB3,B,Ask schools,They answer,June 2023,Head of SEND,Begun,Told\n"
    draft = named(understand(read_file("plan.csv", rows.encode())))
    headings, late = asked(draft, Asks.OUT_OF_ORDER)
    path = "actions/0/milestones/0/due_on"
    for first, second in ((headings, late), (late, headings)):
        answers = {first.key: Answer(How.CORRECTED, {path: "31 January 2023"}), second.key: Answer(How.RIGHT)}
        assert settle(draft, answers).actions[0].milestones[0].due_on.value == date(2023, 1, 31)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_day_that_was_corrected_at_another_doubt_is_shown_as_it_was_settled_there(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    """Shown as it was read, and sent with what is corrected beside it, it would be put back."""
    head = "Ref,Section,Action,Outcome,By when,Accountable,Milestone 1 – End January 2024,Milestone 2 – May 2023"
    rows = f"{head}\nB3,B,Ask schools,They answer,June 2023,Head of SEND,Begun,Told\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    headings, late = [each for each in check(file).left if each.asks is Asks.OUT_OF_ORDER]
    lead, typed = as_("lead"), {"how": "corrected", "seen_version": "0"}
    first, second = (reverse("bringing:settle", args=["devon", file.uid, each.key]) for each in (headings, late))
    shown = typed | {"value_0": "31 January 2023", "value_1": "31 May 2023"}
    assert lead.post(first, shown).status_code == 302
    form = lead.get(second).context["form"]
    by_path = {path: form[name].value() for name, path in form.paths.items()}
    assert by_path == {"actions/0/by_when": "30 June 2023", "actions/0/milestones/0/due_on": "31 January 2023"}
