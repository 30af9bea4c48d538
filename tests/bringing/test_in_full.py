"""What is new is told in full before it is entered, and what was told is entered."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions, standing
from bringing.actions.entering import seen_of
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import FIELDS, Kind, Row, Value
from bringing.views.telling import in_full
from bringing.writing import About, told_of, write_workbook
from notices.reader import Reader
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import FIRST, draft
from tests.bringing.newer import enter as enter_it
from tests.bringing.test_attack import hidden
from tests.bringing.test_pages import said
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
ASK = "B3,B,Ask schools,They answer,July 2024,Head of SEND"


def test_each_field_of_a_new_row_is_told_or_named_as_one_of_which_nothing_is_said() -> None:
    milestones = (("3 months", date(2024, 6, 30), "A draft is there"),)
    row = Row(
        Kind.ACTION,
        "A1",
        {
            "section": "A",
            "what": "Draw a map. Then go",
            "accountable": (("SEND", "Head", "DCC"),),
            "milestones": milestones,
        },
    )
    fields, nothing = in_full(row)
    told = dict(fields)
    assert told["Title"] == "Draw a map. Then go", "the first words, as they are entered"
    assert told["Accountable"] == "Head, DCC (printed: SEND)"
    assert told["Milestones"] == "3 months, 30 June 2024, A draft is there"
    assert len(told) + len(nothing) == len(FIELDS[Kind.ACTION])
    assert {"Success looks like", "By when, as printed", "Due date"} <= set(nothing)


def test_a_new_kpi_is_told_with_its_baseline_targets_and_definition() -> None:
    targets = (("Milestone 1", date(2024, 5, 31), "20"), ("Target", date(2025, 1, 31), ""))
    says: dict[str, Value] = {
        "section": "A",
        "name": "Cases",
        "unit": "percent",
        "baseline_value": Decimal(10),
        "targets": targets,
    }
    told = dict(in_full(Row(Kind.KPI, "A-K1", {**says, "definition": "Open cases"}))[0])
    assert told["Targets"] == "Milestone 1, 31 May 2024, 20\nTarget, 31 January 2025"
    assert (told["Unit"], told["Baseline value"], told["What is counted"]) == ("Percentage", "10", "Open cases")
    assert told["Which way is better"] == "Not set", "what is entered where the file says nothing"


def test_the_page_tells_new_rows_of_a_new_plan_and_of_a_newer_file_in_full(cast: Cast, as_: Enter) -> None:
    first = draft(cast, FIRST)
    shown = said(as_("lead").get(reverse("bringing:enter", args=["devon", first.uid])))
    assert "B1 Write the strategy" in shown
    told = "Success looks like: It is written By when, as printed: June 2024 Due date: 30 June 2024"
    assert told in shown
    assert f"Accountable: Head of SEND, {cast.notice.council.name}" in shown
    assert "Nothing is said of: starts, clauses, possible clauses, areas, milestones" in shown
    plan = enter_it(first, cast).plan
    newer = draft(cast, [*FIRST, ASK], plan)
    shown = said(as_("lead").get(reverse("bringing:enter", args=["devon", newer.uid])))
    assert "What will be done: Ask schools Success looks like: They answer" in shown
    assert "Write the strategy" not in shown, "what stands and does not change is not told"


def test_where_a_new_plan_comes_from_and_when_it_starts_are_told_and_entered(cast: Cast, as_: Enter) -> None:
    given = {"source_note": "Cabinet paper 7", "starts_on": date(2023, 4, 1)}
    stands = make.Action(
        notice=cast.notice,
        plan__slug="first",
        plan__title="First",
        ref="Z1",
        section__letter="Z",
        **{f"plan__{name}": value for name, value in given.items()},
    ).plan
    make.Accountability(notice=cast.notice, action=stands.actions.get(), post=cast.post, printed=cast.post.title)
    about = About(stands.uid, stands.title, "Devon", "Lead", NOW)
    book = write_workbook(about, standing.rows_of(stands), told_of(stands, Reader(cast["lead"], NOW.date())))
    file = brought(cast.notice, book, cast["lead"], name="plan.xlsx")
    settle_all(file, cast["lead"], cast.notice.council.name)
    shown = said(as_("lead").get(reverse("bringing:enter", args=["devon", file.uid])))
    assert "Where it comes from: Cabinet paper 7 Starts: 1 April 2023" in shown
    file = PlanDraft.objects.get(pk=file.pk)
    actions.enter_plan(
        file=file,
        new=actions.New("Second", "second"),
        settled=actions.Settled(),
        note="First",
        by=cast["lead"],
        at=NOW,
        seen=seen_of(check(file)),
    )
    row = Plan.objects.get(slug="second")
    assert {"source_note": row.source_note, "starts_on": row.starts_on} == given


def test_of_many_changes_that_a_file_does_not_make_a_few_are_told_afterwards(cast: Cast, as_: Enter) -> None:
    rows = [f"B{at},B,Do {at},Done,June 2024,Head of SEND" for at in range(1, 9)]
    plan = enter_it(draft(cast, rows), cast).plan
    later = [row.replace("June", "August") for row in rows[1:]]
    file = draft(cast, [rows[0].replace("Done", "All done"), *later], plan)
    lead, address = as_("lead"), reverse("bringing:enter", args=["devon", file.uid])
    page = lead.get(address)
    assert said(page).count("ask for another one on the action’s page") == len(later)
    both = "By when, as printed and Due date June 2024; 30 June 2024 August 2024; 31 August 2024"
    assert both in said(page), "the words stay with the date that they name, and what stands is told beside"
    answer = lead.post(address, {"note": "Newer", **hidden(page)}, follow=True)
    told = said(answer)
    assert (told.count("Not changed: "), told.count(": Its date is settled")) == (1, 5), "one message, not one for each"
    assert f"{len(later) - 5} more: bring the same file again" in told
