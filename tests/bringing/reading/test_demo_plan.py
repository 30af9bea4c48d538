"""The demo's plan in its own wording, as a Word document and as a workbook: what is read equals the demo's facts."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from bringing.reading import Asks, Certainty, Draft, Known, understand
from config.demo.facts import devon_kpi_tables, devon_kpis, devon_plan
from config.demo.facts.shapes import Action, Kpi, KpiTable
from sheets.reading import Document, read_file
from tests.bringing.reading.plans import DELIVER_BY, asked, contradictions, uncovered
from tests.sheets.making import book, document

Rows = list[tuple[str, ...]]
HEADINGS = ("Ref", "Action", "Outcome / Success Criteria", "By when", "Senior Responsible Officer")


def actions(section: str) -> Rows:
    """A section's table of actions, its outcomes as lines, its posts behind dashes."""
    rows = [each for each in devon_plan.ACTIONS if each.section == section]
    return [HEADINGS, *(_action(each) for each in rows)]


def _action(fact: Action) -> tuple[str, ...]:
    posts = "\n".join(f"– {who.printed}" for who in fact.accountable)
    return (fact.ref, fact.what, "\n".join(fact.outcomes), fact.by_when, posts)


def kpis(table: KpiTable) -> Rows:
    """A table of KPIs as printed: where there are fewer values than columns, they stand at the left."""
    return [table.columns, *(_kpi(each, table) for each in devon_kpis.KPIS if each.table == table.key)]


def _kpi(fact: Kpi, table: KpiTable) -> tuple[str, ...]:
    start = (fact.baseline.printed, fact.baseline.as_at_printed)
    if "Baseline" not in table.columns:
        start = (" ".join(start),)
    values = fact.unplaced or tuple(target.rule for target in fact.targets)
    if fact.unplaced:
        start = (fact.baseline.printed,)
    return (fact.name, *start, *values)


@cache
def in_word() -> Document:
    def fill(made: Any) -> None:
        made.add_heading(devon_plan.PLAN.title, 0)
        for section in devon_plan.SECTIONS:
            made.add_heading(f"Section {section.code}: {section.title}", 1)
            for heading, points in (
                ("What needs improvement", section.needs_improvement),
                ("What families have told us", section.families_said),
            ):
                made.add_heading(heading, 2)
                for point in points:
                    made.add_paragraph(point, style="List Bullet")
            made.add_heading("Actions and outcomes", 2)
            _tabled(made, actions(section.code))
            made.add_heading("Key Performance Indicators", 2)
            for table in devon_kpi_tables.TABLES:
                if table.section == section.code:
                    made.add_paragraph(table.heading)
                    _tabled(made, kpis(table))

    return read_file("plan.docx", document(fill))


def _tabled(made: Any, rows: Rows) -> None:
    table = made.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


@cache
def in_excel() -> Document:
    def fill(first: Any) -> None:
        first.title = "Read me"
        for section in devon_plan.SECTIONS:
            sheet = first.parent.create_sheet(f"Section {section.code}")
            for row in (("Actions",), *actions(section.code)):
                sheet.append(row)
        for table in devon_kpi_tables.TABLES:
            sheet = first.parent.create_sheet(f"{table.section}. KPIs {table.key}")
            for row in kpis(table):
                sheet.append(row)

    return read_file("plan.xlsx", book(fill))


READ: dict[str, Callable[[], Document]] = {"Word": in_word, "Excel": in_excel}
both = pytest.mark.parametrize("way", READ)


@cache
def draft(way: str) -> Draft:
    return understand(READ[way](), Known(deliver_by=DELIVER_BY))


@both
def test_its_actions_are_the_demos(way: str) -> None:
    read = [
        (each.ref.value, each.section.value, each.what.value, tuple(each.success.value.split("\n")), each.by_when.words)
        for each in draft(way).actions
    ]
    assert read == [(each.ref, each.section, each.what, each.outcomes, each.by_when) for each in devon_plan.ACTIONS]
    for action, fact in zip(draft(way).actions, devon_plan.ACTIONS, strict=True):
        assert (action.by_when.value.due_on, action.by_when.certainty) == (fact.due_on, Certainty.CERTAIN)
        assert [post.words for post in action.posts] == [who.printed for who in fact.accountable]
        assert action.what.certainty is Certainty.CERTAIN


@both
def test_its_kpis_are_the_demos(way: str) -> None:
    assert [kpi.code.value for kpi in draft(way).kpis] == [kpi.code for kpi in devon_kpis.KPIS]
    for kpi, fact in zip(draft(way).kpis, devon_kpis.KPIS, strict=True):
        assert kpi.name.value == fact.name
        assert (kpi.baseline.value.value, kpi.baseline.value.state.value) == (fact.baseline.value, fact.baseline.state)
        assert [each.due_on.value for each in kpi.targets] == [each.on for each in fact.targets]
        if not fact.unplaced:
            assert kpi.as_at.value == fact.baseline.as_at
            assert [each.rule.words for each in kpi.targets] == [each.rule for each in fact.targets]


def test_its_sections_and_their_points_are_the_demos() -> None:
    read = [
        (
            each.letter.value,
            each.title.value,
            tuple(point.value for point in each.needs_improvement),
            tuple(point.value for point in each.families_said),
        )
        for each in draft("Word").sections
    ]
    assert read == [(s.code, s.title, s.needs_improvement, s.families_said) for s in devon_plan.SECTIONS]


def _asked_of(way: str, asks: Asks) -> Iterator[str]:
    codes = {f"kpis/{number}": kpi.code.value for number, kpi in enumerate(draft(way).kpis)}
    for doubt in asked(draft(way), asks):
        yield from dict.fromkeys(code for path in doubt.about if (code := codes.get("/".join(path.split("/")[:2]))))


@both
def test_its_traps_are_asked_about(way: str) -> None:
    assert list(_asked_of(way, Asks.BLANK_TARGET)) == ["A-K11", "A-K12", "A-K14", "A-K15"]
    assert list(_asked_of(way, Asks.SAME_AS_BEFORE)) == ["A-K19"]
    assert list(_asked_of(way, Asks.NO_BASELINE_VALUE)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.TO_BE_DEVELOPED)) == ["A-K16", "A-K17"]
    assert list(_asked_of(way, Asks.OUT_OF_ORDER)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.AFTER_DELIVER_BY)) == ["D-K5", "D-K6", "D-K7"]
    assert list(_asked_of(way, Asks.WORDS_BESIDE)) == ["C-K5", "C-K5", "D-K5", "D-K6", "D-K7"]
    assert len(asked(draft(way), Asks.BASELINE_IN_DATES)) == 3
    assert len(asked(draft(way), Asks.SAME_POST)) == 2
    assert asked(draft(way), Asks.BASELINE_OR_DAY) == []  # the file parts the baseline from its month


@both
def test_nothing_of_it_is_lost(way: str) -> None:
    assert uncovered(READ[way](), draft(way)) == []
    assert contradictions(draft(way)) == []
