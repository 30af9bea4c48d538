"""The section that a person gives to a table is remembered for the next file of the plan, and shown on its page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing.models import PlanDraft
from bringing.reading import Asks, Chosen, Draft, remember, understand
from plans.models import Plan
from sheets.reading import Document
from tests.bringing.files import brought
from tests.bringing.newer import HEAD, changes, enter, now, settle
from tests.bringing.reading.plans import tabled
from tests.bringing.test_attack import everything
from tests.cast import Cast
from tests.sheets.making import book

Enter = Callable[[str], Client]


def workbook(first: int = 60, sheets: tuple[str, ...] = ("KPIs",)) -> bytes:
    """Actions of two sections, and sheets of KPIs that say of no section which they are of."""

    def fill(sheet: Any) -> None:
        sheet.title = "Tracker"
        for row in (HEAD, "A1,A,Listen,Done,June 2024,Head of SEND", "B1,B,Look,Done,June 2024,Head of SEND"):
            sheet.append(row.split(","))
        for at, name in enumerate(sheets):
            kpis = sheet.parent.create_sheet(name)
            kpis.append(["Code", "KPI", "Baseline March 2023", "Target – March 2024"])
            kpis.append([f"Z{at}", f"Number of ears {at}", 50, first])

    return book(fill)


def tables(file: PlanDraft) -> str:
    return reverse("bringing:tables", args=["devon", file.uid])


def give(file: PlanDraft, as_: Enter, **sections: str) -> PlanDraft:
    """The file once these sections were chosen on its page of tables."""
    sent = {**everything(as_("lead").get(tables(file))), **sections}
    assert as_("lead").post(tables(file), sent).status_code == 302
    return PlanDraft.objects.get(pk=file.pk)


def shown(file: PlanDraft, as_: Enter, table: int = 1) -> str:
    return str(as_("lead").get(tables(file)).context["form"][f"section_{table}"].value())


def sections(file: PlanDraft) -> list[str]:
    return [kpi.section.value for kpi in now(file).read.kpis]


def entered(cast: Cast, as_: Enter, content: bytes, plan: Plan | None = None, **said: str) -> Plan:
    file = give(brought(cast.notice, content, cast["lead"], name="plan.xlsx", plan=plan), as_, **said)
    settle(cast, file)
    return enter(file, cast).plan


def newer(cast: Cast, plan: Plan | None, content: bytes) -> PlanDraft:
    return brought(cast.notice, content, cast["lead"], name="plan.xlsx", plan=plan)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_chosen_section_holds_for_the_next_files_and_is_shown(cast: Cast, as_: Enter) -> None:
    file = give(newer(cast, None, workbook()), as_, section_1="B")
    assert (sections(file), shown(file, as_), shown(file, as_, 0)) == (["B"], "B", "")
    settle(cast, file)
    plan = enter(file, cast).plan
    for target in (65, 70):
        file = newer(cast, plan, workbook(target))
        assert (sections(file), shown(file, as_)) == (["B"], "B")
        assert [doubt.asks for doubt in now(file).left if doubt.asks is Asks.SECTION] == []
        settle(cast, file)
        assert [field for field, _, _ in changes(file)["Z0"]] == ["targets"], "no section is emptied"
        enter(file, cast)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_it_can_be_taken_back_or_chosen_anew_and_that_is_remembered_then(cast: Cast, as_: Enter) -> None:
    plan = entered(cast, as_, workbook(), section_1="B")
    back = give(newer(cast, plan, workbook(65)), as_, section_1="")
    assert (sections(back), shown(back, as_)) == ([""], "")
    other = give(back, as_, section_1="A")
    assert sections(other) == ["A"]
    settle(cast, other)
    enter(other, cast)
    assert sections(newer(cast, plan, workbook(70))) == ["A"]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_it_says_nothing_of_another_plan(cast: Cast, as_: Enter) -> None:
    entered(cast, as_, workbook(), section_1="B")
    other = newer(cast, None, workbook(65))
    assert (sections(other), shown(other, as_)) == ([""], "")


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_sheets_of_one_shape_keep_each_its_own(cast: Cast, as_: Enter) -> None:
    sheets = ("Ears", "Eyes")
    plan = entered(cast, as_, workbook(sheets=sheets), section_1="A", section_2="B")
    assert sections(newer(cast, plan, workbook(65, sheets))) == ["A", "B"]
    assert sections(newer(cast, plan, workbook(70, sheets[::-1]))) == ["B", "A"]


KPIS = [["Code", "KPI", "Baseline", "Target – March 2024"], ["Z1", "Ears", "1", "2"]]


def in_document(*said: str, before: Draft | None = None) -> Draft:
    """Tables of a document; `said` are their sections, as they were chosen in the one `before`."""
    blocks = tuple(tabled(KPIS, number) for number in range(1, 3))
    told = {f"table {number}": letter for number, letter in enumerate(said, start=1)}
    return understand(Document("f", blocks), chosen=Chosen(remembered=remember(before, told) if before else {}))


@pytest.mark.parametrize(("said", "then"), [(("A", "B"), ["", ""]), (("B", ""), ["", ""]), (("B", "B"), ["B", "B"])])
def test_tables_of_a_document_are_no_sheets_and_keep_only_what_all_of_them_have(
    said: tuple[str, ...], then: list[str]
) -> None:
    again = in_document(*said, before=in_document())
    assert [table.section for table in again.tables] == then


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_file_that_was_entered_before_sections_were_remembered_gives_none(cast: Cast, as_: Enter) -> None:
    plan = entered(cast, as_, workbook(), section_1="B")
    (file,) = PlanDraft.objects.filter(plan=plan)
    file.remembered = {
        shape: {"holds": each["holds"], "roles": each["roles"]} for shape, each in file.remembered.items()
    }
    file.save(update_fields=["remembered"])
    assert sections(newer(cast, plan, workbook(65))) == [""]
