"""Sections by the numbers in a column: what a person says of them is entered, and holds for the plan’s newer files."""

from collections.abc import Callable
from functools import reduce

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import Checked
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks, Doubt
from bringing.settling import Answer, How
from plans.models import Action, Plan, Section
from tests.bringing.files import brought
from tests.bringing.newer import csv, enter, now, settle
from tests.bringing.test_attack import everything
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
ROWS = (
    "V1,1 Voice,Write it,It is written,June 2024,Head of SEND",
    "H1,2 Health,Tell all,They know,July 2024,Head of SEND",
)
TWO = ("Section 1: Health", "B1,,Write it,It is written,June 2024,Head of SEND")
VOICE = "C1,WS1 Voice,Tell all,They know,July 2024,Head of SEND"


def uploaded(cast: Cast, *rows: str, plan: Plan | None = None) -> PlanDraft:
    return brought(cast.notice, csv(*rows), cast["lead"], name="plan.csv", plan=plan)


def of_sections(checked: Checked) -> list[Doubt]:
    return [each for each in checked.left if each.asks is Asks.SECTION]


def choose(cast: Cast, file: PlanDraft, says: str) -> None:
    checked = now(file)
    (doubt,) = of_sections(checked)
    (found,) = [each for each in others(doubt, checked.read) if each.called == says]
    answers = {doubt.key: Answer(How.CORRECTED, found.values)}
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})


def stand(plan: Plan) -> dict[str, list[str]]:
    """The refs of the actions of each section of a plan."""
    rows = Section.objects.filter(plan=plan).order_by("order")
    return {
        f"{row.letter} {row.title}": list(Action.objects.filter(section=row).values_list("ref", flat=True))
        for row in rows
    }


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("", {"1 Voice": ["V1"], "2 Health": ["H1"]}),
        ("The numbers are part of the titles", {"A 1 Voice": ["V1"], "B 2 Health": ["H1"]}),
    ],
)
def test_what_numbers_were_said_to_be_holds_for_newer_files(
    cast: Cast, says: str, expected: dict[str, list[str]]
) -> None:
    file = uploaded(cast, *ROWS)
    if says:
        choose(cast, file, says)
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == expected
    for rows in (ROWS, ROWS[::-1]):
        checked = now(uploaded(cast, *rows, plan=plan))
        assert of_sections(checked) == []
        assert checked.differences == ()


def test_a_section_that_is_another_one_is_none_and_its_rows_are_of_that(cast: Cast) -> None:
    file = uploaded(cast, *TWO, VOICE)
    assert [row.key for row in now(file).brought if row.kind == "section"] == ["1", "A"]
    choose(cast, file, "Section 1")
    assert [row.key for row in now(file).brought if row.kind == "section"] == ["1"]
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == {"1 Health": ["B1", "C1"]}
    checked = now(uploaded(cast, *TWO, VOICE, plan=plan))
    assert of_sections(checked) == []
    assert checked.differences == ()
    more = uploaded(cast, *TWO, VOICE, VOICE.replace("C1", "C2").replace("Tell", "Ask"), plan=plan)
    (doubt,) = of_sections(now(more))
    assert now(more).waiting(doubt).about == ("actions/2/section",), "of the other row it is said"
    choose(cast, more, "Section 1")
    assert [(each.row.key, each.is_new) for each in now(more).differences] == [("C2", True)]


def test_a_section_without_an_action_is_not_asked_about_once_it_has_one(cast: Cast) -> None:
    file = uploaded(cast, "Section 1: Health", VOICE)
    assert [each.says[:9] for each in now(file).left if each.asks is Asks.NO_TABLE] == ["Section 1"]
    choose(cast, file, "Section 1")
    assert [each for each in now(file).left if each.asks is Asks.NO_TABLE] == []


def test_a_section_that_none_of_its_rows_is_of_is_shown_as_left_out(cast: Cast, as_: Callable[[str], Client]) -> None:
    file = uploaded(cast, *TWO, VOICE)
    choose(cast, file, "Section 1")
    page = as_("lead").get(reverse("bringing:read", args=["devon", file.uid, "sections"])).content.decode()
    assert "Section A: left out" in page
    assert "Section 1: left out" not in page


@pytest.mark.parametrize(
    ("rows", "says", "letters"),
    [(ROWS, "The numbers are part of the titles", ["A", "B"]), ((*TWO, VOICE), "Section 1", ["1", "1"])],
)
def test_it_is_chosen_on_the_page_of_the_doubt(
    cast: Cast, as_: Callable[[str], Client], rows: tuple[str, ...], says: str, letters: list[str]
) -> None:
    file = uploaded(cast, *rows)
    (doubt,) = of_sections(now(file))
    page = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    shown = as_("lead").get(page)
    how = next(name for name, label in shown.context["form"].fields["how"].choices if label == says)
    assert as_("lead").post(page, {**everything(shown), "how": how}).status_code == 302
    assert [each.section.value for each in now(file).draft.actions] == letters


def test_titles_in_another_order_keep_the_letters_that_the_plan_gave_them(cast: Cast) -> None:
    told = (("V1", "X1"), ("H1", "X2"), ("1 Voice", "Voice"), ("2 Health", "Health"))  # refs that say no section
    rows = [reduce(lambda row, each: row.replace(*each), told, row) for row in ROWS]
    file = uploaded(cast, *rows)
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == {"A Voice": ["X1"], "B Health": ["X2"]}
    checked = now(uploaded(cast, *rows[::-1], plan=plan))
    assert [each.section.value for each in checked.draft.actions] == ["B", "A"]
    assert checked.differences == ()


ODD = (
    "1.1,1 Voice,Write it,It is written,June 2024,Head of SEND",
    "2.1,2 Health,Tell all,They know,July 2024,Head of SEND",
    "2.2,2 Health,Ask all,They are asked,July 2024,Head of SEND",
)


@pytest.mark.parametrize(
    ("row", "says", "expected"),
    [
        ("2.3,1 & 2,Go,They go,July 2024,Head of SEND", "Section 1", {"1 Voice": ["1.1", "2.3"]}),
        ("2.3,1 & 2,Go,They go,July 2024,Head of SEND", "", {"1 Voice": ["1.1"], "A 1 & 2": ["2.3"]}),
        ("1.2,2 Health,Go,They go,July 2024,Head of SEND", "Section 1", {"1 Voice": ["1.1", "1.2"]}),
        ("1.2,2 Health,Go,They go,July 2024,Head of SEND", "", {"2 Health": ["2.1", "2.2", "1.2"], "1 Voice": ["1.1"]}),
    ],
)
def test_what_was_said_of_a_row_that_two_sections_may_have_is_not_asked_again(
    cast: Cast, row: str, says: str, expected: dict[str, list[str]]
) -> None:
    file = uploaded(cast, *ODD, row)
    assert len(of_sections(now(file))) == 1
    if says:
        choose(cast, file, says)
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan).items() >= expected.items()
    for rows in ((*ODD, row), (row, *ODD)):
        checked = now(uploaded(cast, *rows, plan=plan))
        assert of_sections(checked) == []
        assert checked.differences == ()


def test_rows_of_outcomes_that_were_confirmed_stand_and_are_of_the_plan_in_a_newer_file(cast: Cast) -> None:
    rows = (
        "Outcome A: Heard",
        *(row.replace("1 Voice", "") for row in ROWS[:1]),
        "Outcome B: Quick",
        *(row.replace("2 Health", "") for row in ROWS[1:]),
    )
    file = uploaded(cast, *rows)
    assert [(each.read, each.words) for each in of_sections(now(file))] == [
        ("Heard", ("Outcome A: Heard",)),
        ("Quick", ("Outcome B: Quick",)),
    ]
    settle(cast, file)
    plan = enter(file, cast).plan
    assert stand(plan) == {"A Heard": ["V1"], "B Quick": ["H1"]}
    checked = now(uploaded(cast, *rows, plan=plan))
    assert of_sections(checked) == []
    assert checked.differences == ()
