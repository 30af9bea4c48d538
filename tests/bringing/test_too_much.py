"""What one draft may hold is limited. A file that holds more is refused as soon as that is seen, with what to do."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing import actions
from bringing.actions import drafting
from bringing.models import PlanDraft
from bringing.reading import Known, Most, Role, TooMuch, understand
from bringing.reading import rows as of_rows
from bringing.reading.words import STEPS
from notices.conflicts import Refused
from sheets.reading import read_file, read_pasted
from tests.bringing import large
from tests.bringing.files import brought
from tests.bringing.newer import now, saved
from tests.bringing.test_bad_files import said, sent
from tests.bringing.test_tables_page import send
from tests.bringing.writing.test_empty import filled
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PARTS = "part it by its sections into several files, and bring one after the other. What the others hold stays"
VALUES = "targets, milestones, posts, clauses and points"
ACTIONS = "Ref,Action,By when,Lead,Clauses"


def kpis(rows: int, columns: int, cell: str = "5") -> bytes:
    """A file of as many KPIs and columns of targets."""
    heads = ",".join(f"Target – {1 + at % 28} May {2024 + at // 28}" for at in range(columns))
    lines = [f"K{at},Calls {at},number,1,{','.join([cell] * columns)}" for at in range(rows)]
    return "\n".join([f"Code,KPI,Unit,Baseline,{heads}", *lines]).encode()


def two_tables() -> bytes:
    """Actions, and KPIs below them: eight columns."""
    return f"{ACTIONS}\nA1,Do it,soon,Head,\nCode,KPI,Baseline\nK1,Calls,5".encode()


def lines(*rows: str) -> bytes:
    return "\n".join([ACTIONS, *rows]).encode()


OVER: dict[str, tuple[bytes, dict[str, int], str]] = {
    "actions": (
        lines(*(f"A{at},Do {at},soon,Head," for at in range(3))),
        {"rows": 2},
        f"Row 4: up to here the file has more than 2 actions and KPIs. No more can be entered at once: {PARTS}",
    ),
    "KPIs": (kpis(3, 1), {"rows": 2}, "Row 4: up to here the file has more than 2 actions and KPIs."),
    "tables": (two_tables(), {"tables": 1}, f"The file has more than 1 tables. No more are read: {PARTS}"),
    "columns": (two_tables(), {"columns": 7}, f"The file has 8 columns in its tables, and 7 at most are read: {PARTS}"),
    "columns of targets": (
        kpis(1, 4),
        {"dated": 3},
        (
            "The file: 4 columns are of targets or milestones, and 3 at most are read: take out those that the plan "
            "does not need, and bring the file again"
        ),
    ),
    "columns of milestones": (
        b"Ref,Action,By when,Milestone 1,Milestone 2\nA1,Do it,soon,x,",
        {"dated": 1},
        "The file: 2 columns are of targets or milestones, and 1 at most are read",
    ),
    "targets": (
        kpis(3, 2),
        {"values": 5},
        f"Row 4: up to here the file has more than 5 {VALUES}. No more are read at once: {PARTS}",
    ),
    "milestones": (
        b"Ref,Action,By when,Milestone 1,Milestone 2\nA1,Do it,soon,x,y\nA2,Do more,soon,x,y",
        {"values": 3},
        f"Row 3: up to here the file has more than 3 {VALUES}.",
    ),
    "posts": (
        lines('A1,Do it,soon,"Head of A\nHead of B",', 'A2,Do more,soon,"Head of C\nHead of D",'),
        {"values": 3},
        f"Row 3, line 4: up to here the file has more than 3 {VALUES}.",
    ),
    "clauses": (lines("A1,Do it,soon,,1;2;3"), {"values": 2}, f"Row 2: up to here the file has more than 2 {VALUES}."),
    "points": (
        b"Section A: One\nWhat needs improvement\nWaiting\nLetters",
        {"values": 1},
        f"up to here the file has more than 1 {VALUES}.",
    ),
    "doubts": (
        kpis(3, 2, "x"),
        {"doubts": 4},
        (
            "E4: up to here the file has more than 4 doubts, which nobody settles: put right in the file what comes in "
            f"many cells and cannot be read, or {PARTS}"
        ),
    ),
}


def limited(monkeypatch: pytest.MonkeyPatch, **most: int) -> None:
    monkeypatch.setattr(drafting, "MOST", Most(**most))


@pytest.mark.parametrize(("content", "most", "says"), OVER.values(), ids=OVER)
def test_a_file_that_holds_too_much_is_refused_with_what_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, content: bytes, most: dict[str, int], says: str
) -> None:
    limited(monkeypatch, **most)
    with pytest.raises(Refused) as refused:
        brought(cast.notice, content, cast["lead"], name="plan.csv")
    assert says in refused.value.sentence
    assert PlanDraft.objects.count() == 0
    limited(monkeypatch, **{name: number + (20 if name == "doubts" else 1) for name, number in most.items()})
    assert brought(cast.notice, content, cast["lead"], name="plan.csv").pk


def test_a_table_of_too_many_columns_is_refused_on_the_page_before_a_row_is_read(
    cast: Cast, as_: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_rows, "read_kpi", None)  # it would be called for the first row
    page = sent(as_("lead"), "plan.csv", kpis(2, 190, "x"))
    assert "The file: 190 columns are of targets or milestones, and 60 at most are read: take out those" in said(page)
    assert PlanDraft.objects.count() == 0


@pytest.mark.parametrize("name", ["rows", "values", "doubts"])
def test_a_workbook_of_ours_has_the_same_limits(name: str) -> None:
    document = read_file("filled.xlsx", saved(filled()))
    known = Known(posts=("Head of something else",))  # so that the posts of the file are asked about
    read = understand(document, known)
    held = {
        "rows": len(read.actions) + len(read.kpis),
        "values": sum(len(each.targets) for each in read.kpis)
        + sum(len(each.posts) + len(each.milestones) for each in read.actions),
        "doubts": len(read.doubts),
    }
    assert understand(document, known, most=Most(**held)) == read
    with pytest.raises(TooMuch, match=f"the file has more than {held[name] - 1} "):
        understand(document, known, most=Most(**{name: held[name] - 1}))


def test_what_is_too_long_counts_among_the_doubts() -> None:
    document = read_file("plan.csv", lines(*(f"A{at},Do {at},soon,{'Head of ' * 30}{at}," for at in range(3))))
    read = understand(document)
    assert understand(document, most=Most(doubts=len(read.doubts))) == read
    with pytest.raises(TooMuch, match=r"^The file has more than"):
        understand(document, most=Most(doubts=len(read.doubts) - 1))


def test_milestones_below_the_tables_of_our_document_count_too() -> None:
    steps = (f"A1, Milestone {at}, 30 June 2027: It is done" for at in (1, 2, 3))
    text = "\n".join(["Section A: One", "Ref\tAction\tBy when\tLead", "A1\tDo it\tJune 2027\tHead", STEPS, *steps])
    assert len(understand(read_pasted(text), most=Most(values=4)).actions[0].milestones) == 3
    with pytest.raises(TooMuch, match="more than 3 targets, milestones"):
        understand(read_pasted(text), most=Most(values=3))


def test_a_large_plan_is_within_the_limits() -> None:
    read = understand(read_file("plan.xlsx", large.in_excel()), most=drafting.MOST)
    assert (len(read.actions), len(read.kpis)) == (large.ACTIONS, large.KPIS)
    wide = understand(read_file("plan.csv", kpis(430, 20, "")), most=drafting.MOST)
    assert sum(len(each.targets) for each in wide.kpis) == 430 * 20


def test_columns_that_a_person_makes_too_many_targets_are_refused_on_the_page_of_tables(
    cast: Cast, as_: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, dated=1)
    file, page = send(cast, as_, role_1_4=Role.TARGET.value)
    assert page.status_code == 200
    assert "2 columns are of targets or milestones, and 1 at most are read" in said(page)
    assert now(file).file.chosen == {}


def test_what_was_taken_in_before_is_read_again_however_much_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    file = brought(cast.notice, kpis(3, 2), cast["lead"], name="plan.csv")
    limited(monkeypatch, rows=1, dated=1)
    assert actions.read_again(file=file).counted["kpis"] == 3
