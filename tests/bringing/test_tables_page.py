"""What is said on the page of tables: the row of the headings is one that the table has."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing.models import PlanDraft
from bringing.reading import Asks
from tests.bringing.files import brought
from tests.bringing.newer import HEAD, now
from tests.bringing.test_attack import everything
from tests.cast import Cast
from tests.sheets.making import book

Enter = Callable[[str], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


def workbook() -> bytes:
    """Headings in row 3, below an empty one; and the actions of another table below those of the first."""

    def fill(sheet: Any) -> None:
        sheet.append(["Our plan"])
        sheet.append([])
        for row in (HEAD, "B1,B,Write it,Done,June 2024,Head of SEND", "B2,B,Tell all,Done,June 2024,Head of SEND"):
            sheet.append(row.split(","))
        sheet.append([])
        sheet.append(["Code", "KPI", "Section", "Baseline", "Target – March 2024"])
        sheet.append(["B-K1", "Calls", "B", 10, 20])

    return book(fill)


def with_risks() -> bytes:
    """The same actions, with a register of risks below them."""

    def fill(sheet: Any) -> None:
        for row in (HEAD, "B1,B,Write it,Done,June 2024,Head of SEND", "B2,B,Tell all,Done,June 2024,Head of SEND"):
            sheet.append(row.split(","))
        risks = sheet.parent.create_sheet("Risks")
        for row in ("Ref,Risk,Action,Owner,Due date", "R1,Staff leave,Keep them,Head of HR,May 2024"):
            risks.append(row.split(","))

    return book(fill)


def send(cast: Cast, as_: Enter, content: bytes = b"", **said: str) -> tuple[PlanDraft, Any]:
    """The page of tables of a draft of the workbook, or of another, sent with this."""
    file = brought(cast.notice, content or workbook(), cast["lead"], name="plan.xlsx")
    address = reverse("bringing:tables", args=["devon", file.uid])
    return file, as_("lead").post(address, {**everything(as_("lead").get(address)), **said})


@pytest.mark.parametrize("row", ["99", "2", "7"], ids=["behind the last", "an empty one", "of the table below"])
def test_a_row_that_the_table_has_not_is_refused_at_its_field(cast: Cast, as_: Enter, row: str) -> None:
    file, page = send(cast, as_, row_0=row)
    assert page.status_code == 200
    assert page.context["form"].errors["row_0"] == [
        (
            f"The headings of this table cannot stand in row {row}: enter a row from 1 to 5 in which something stands, "
            "or 0 if it has none"
        )
    ]
    assert (PlanDraft.objects.get(pk=file.pk).chosen, len(now(file).read.actions)) == ({}, 2)


@pytest.mark.parametrize("row", [0, 1, 3, 5])
def test_a_row_that_it_has_is_taken(cast: Cast, as_: Enter, row: int) -> None:
    file, page = send(cast, as_, row_0=str(row))
    assert (page.status_code, now(file).read.tables[0].heading_row) == (302, row)


def test_the_table_below_has_rows_of_its_own(cast: Cast, as_: Enter) -> None:
    _, page = send(cast, as_, row_1="3")
    assert "enter a row from 7 to 8" in page.context["form"].errors["row_1"][0]


@pytest.mark.parametrize(("said", "rows"), [("unsaid", None), ("", 2), ("actions", 3)])
def test_a_register_of_risks_is_nothing_until_somebody_says_what_it_is(
    cast: Cast, as_: Enter, said: str, rows: int | None
) -> None:
    file = brought(cast.notice, with_risks(), cast["lead"], name="plan.xlsx")
    page = as_("lead").get(reverse("bringing:tables", args=["devon", file.uid]))
    told = "Nothing is proposed: it is a register of risks by its column of risks, or the heading of risks above it"
    assert (told in page.content.decode(), page.context["form"]["holds_1"].value()) == (True, "unsaid")
    file, _ = send(cast, as_, with_risks(), holds_1=said)
    assert len(now(file).read.actions) == (rows or 2)
    asked = [each for each in now(file).read.doubts if each.asks is Asks.TABLE]
    assert len(asked) == (rows is None)
