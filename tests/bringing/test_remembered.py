"""What a person says of a table is remembered for the next file that has it: joined headings, a sheet without any."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks, Chosen, Holds, Role, remember, understand
from sheets.reading import read_file
from tests.bringing.files import brought
from tests.bringing.newer import HEAD, enter, now, settle
from tests.bringing.test_attack import everything
from tests.cast import Cast
from tests.sheets.making import book

Enter = Callable[[str], Client]
CASES = ("A-K1", "Children who wait", "A", 412, "31/03/2023", 350, 300, 150)
KPI_HEADS = (("Code", "Indicator", "Theme", "Baseline", None, "Trajectory"), (None, None, None, "Value", "Date"))
QUARTERS = ("Sept 23", "Dec 23", "June 24")


def workbook(first: int = 350, about: str = "Kept by the programme office", title: str = "Our plan") -> bytes:
    """A sheet of actions, one of KPIs with headings in two joined rows, and one that says what the file is."""

    def fill(sheet: Any) -> None:
        sheet.title = "Read me"
        sheet.append([title])
        sheet.append([about])
        tracker = sheet.parent.create_sheet("Tracker")
        tracker.append(HEAD.split(","))
        tracker.append(["A1", "A", "Write the strategy", "It is written", "June 2023", "Head of SEND"])
        kpis = sheet.parent.create_sheet("KPIs")
        kpis["B2"] = "Measures"
        for at, row in enumerate((KPI_HEADS[0], (*KPI_HEADS[1], *QUARTERS), (*CASES[:5], first, *CASES[6:])), start=4):
            for column, value in enumerate(row, start=2):
                kpis.cell(at, column, value)
        kpis.merge_cells("E4:F4")
        kpis.merge_cells("G4:I4")

    return book(fill)


def chosen(cast: Cast, content: bytes, as_: Enter) -> PlanDraft:
    """The workbook, its trajectory chosen as targets and its first sheet as nothing on the page of tables."""
    file = brought(cast.notice, content, cast["lead"], name="plan.xlsx")
    address = reverse("bringing:tables", args=["devon", file.uid])
    page = as_("lead").get(address)
    found = check(file).read.tables
    numbers = {table.key: number for number, table in enumerate(found)}
    kpis = numbers["KPIs"]
    targets = {
        f"role_{kpis}_{column.number}": Role.TARGET.value
        for column in found[kpis].columns
        if column.heading.endswith(QUARTERS)
    }
    assert len(targets) == len(QUARTERS)
    sent = {**everything(page), **targets, f"holds_{numbers['Read me']}": Holds.NOTHING.value}
    assert as_("lead").post(address, sent).status_code == 302
    return PlanDraft.objects.get(pk=file.pk)


def about_tables(file: PlanDraft) -> list[str]:
    return [doubt.says for doubt in now(file).left if doubt.asks in (Asks.TABLE, Asks.COLUMN)]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_columns_below_joined_headings_and_a_sheet_that_is_nothing_are_remembered(cast: Cast, as_: Enter) -> None:
    first = chosen(cast, workbook(), as_)
    assert about_tables(first) == []
    kpis = next(table for table in now(first).read.tables if table.key == "KPIs")
    assert [column.heading for column in kpis.columns] == [
        *("Code", "Indicator", "Theme", "Baseline Value", "Baseline Date"),
        *(f"Trajectory {quarter}" for quarter in QUARTERS),
    ], "what is chosen on the page leaves both rows of headings"
    settle(cast, first)
    plan = enter(first, cast).plan
    newer = brought(cast.notice, workbook(340), cast["lead"], name="plan.xlsx", plan=plan)
    assert about_tables(newer) == []
    assert [each.rule.words for each in now(newer).read.kpis[0].targets] == ["340", "300", "150"]


@pytest.mark.parametrize(
    ("newer", "is_asked"),
    [
        (workbook(about="Kept by nobody"), False),
        (workbook(title="Measures: see below"), True),
    ],
    ids=["other rows", "it begins otherwise"],
)
def test_a_sheet_without_headings_is_known_by_its_name_and_its_first_row(newer: bytes, is_asked: bool) -> None:
    first = understand(read_file("plan.xlsx", workbook()))
    again = understand(read_file("plan.xlsx", newer), chosen=Chosen(remembered=remember(first)))
    assert bool([doubt for doubt in again.doubts if doubt.asks is Asks.TABLE]) is is_asked


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_what_nobody_said_is_shown_as_that_and_saving_the_page_says_nothing_of_it(cast: Cast, as_: Enter) -> None:
    rows = (HEAD, "B1,B,Write the strategy,It is written,June 2024,Head of SEND")
    content = "\n".join([rows[0] + ",Whatever", rows[1] + ",x"]).encode()
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    address, lead = reverse("bringing:tables", args=["devon", file.uid]), as_("lead")
    form = lead.get(address).context["form"]
    assert [form[f"role_0_{number}"].value() for number in (1, 7)] == [Role.REF.value, "unsaid"]
    asked = about_tables(file)
    assert len(asked) == 1
    lead.post(address, {**everything(lead.get(address)), "section_0": "B"})
    assert about_tables(PlanDraft.objects.get(pk=file.pk)) == asked
    lead.post(address, {**everything(lead.get(address)), "role_0_7": Role.IGNORE.value})
    assert about_tables(PlanDraft.objects.get(pk=file.pk)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_of_a_table_that_is_said_to_hold_actions_the_columns_are_read_by_their_headings(cast: Cast, as_: Enter) -> None:
    rows = "Zeile,Vorhaben,Deadline,Lead\nA1,Open a front door for early help,June 2024,Head of SEND\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv")
    address, lead = reverse("bringing:tables", args=["devon", file.uid]), as_("lead")
    assert check(file).read.actions == ()
    lead.post(address, {**everything(lead.get(address)), "holds_0": Holds.ACTIONS.value, "row_0": "1"})
    (action,) = now(file).read.actions
    assert (action.by_when.words, [post.value for post in action.posts]) == ("June 2024", ["Head of SEND"])
