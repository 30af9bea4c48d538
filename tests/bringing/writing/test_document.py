"""The Word document of a plan: fit to be published, and read back it is the same plan."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from bringing.plain import Kind, Row
from bringing.reading import Draft, understand
from bringing.writing import About, write_document
from config.demo.facts import devon_kpi_tables, devon_kpis, devon_plan
from config.demo.facts.shapes import Action, Kpi
from sheets.reading import Document, read_file
from tests.bringing.reading.plans import contradictions, uncovered
from tests.bringing.writing.generated import plans
from tests.bringing.writing.test_workbook import AT, PLAN

ABOUT_IT = About(PLAN, devon_plan.PLAN.title, "Devon SEND notice", "Lena Lead", AT)


def _action(fact: Action) -> Row:
    says = {
        "section": fact.section,
        "title": fact.title,
        "what": fact.what,
        "success": "\n".join(fact.outcomes),
        "by_when": fact.by_when,
        "due_on": fact.due_on,
        "in_place": fact.already_in_place,
        "accountable": tuple((who.printed, who.printed, "") for who in fact.accountable),
        "milestones": (),
    }
    return Row(Kind.ACTION, fact.ref, says)


def _kpi(fact: Kpi) -> Row:
    says = {
        "section": next(table.section for table in devon_kpi_tables.TABLES if table.key == fact.table),
        "name": fact.name,
        "unit": fact.unit,
        "direction": fact.direction,
        "baseline": fact.baseline.printed,
        "baseline_value": fact.baseline.value,
        "baseline_on": fact.baseline.as_at,
        "baseline_on_printed": fact.baseline.as_at_printed,
        "targets": tuple((each.label, each.on, each.rule) for each in fact.targets),
        "unplaced": fact.unplaced,
    }
    return Row(Kind.KPI, fact.code, says)


@cache
def rows() -> tuple[Row, ...]:
    """The demo's plan."""
    sections = [
        Row(
            Kind.SECTION,
            each.code,
            {"title": each.title, "needs_improvement": each.needs_improvement, "families_said": each.families_said},
        )
        for each in devon_plan.SECTIONS
    ]
    return (
        Row(Kind.PLAN, "", {"title": devon_plan.PLAN.title}),
        *sections,
        *map(_action, devon_plan.ACTIONS),
        *map(_kpi, devon_kpis.KPIS),
    )


@cache
def content() -> bytes:
    return write_document(ABOUT_IT, rows())


@cache
def made() -> Any:
    return docx.Document(io.BytesIO(content()))


@cache
def read() -> tuple[Document, Draft]:
    document = read_file("plan.docx", content())
    return document, understand(document)


def of(kind: Kind) -> list[Row]:
    return [row for row in rows() if row.kind is kind]


def test_no_cell_of_it_is_lost_when_it_is_read_back() -> None:
    document, draft = read()
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []


def test_read_back_it_has_the_same_sections_with_their_points() -> None:
    _, draft = read()
    assert draft.title
    assert draft.title.value == devon_plan.PLAN.title
    found = [
        (
            each.letter.value,
            each.title.value,
            tuple(point.value for point in each.needs_improvement),
            tuple(point.value for point in each.families_said),
        )
        for each in draft.sections
    ]
    assert found == [(each.key, *each.says.values()) for each in of(Kind.SECTION)]


def test_read_back_it_has_the_same_actions() -> None:
    _, draft = read()
    for action, row in zip(draft.actions, of(Kind.ACTION), strict=True):
        says = row.says
        told = (action.ref.value, action.section.value, action.title and action.title.value, action.what.value)
        assert told == (row.key, says["section"], says["title"], says["what"])
        assert (action.success.value, action.by_when.words) == (says["success"], says["by_when"])
        assert action.by_when.value.due_on == says["due_on"]
        accountable: Any = says["accountable"]
        assert [each.words for each in action.posts] == [printed for printed, *_ in accountable]


def test_read_back_it_has_the_same_kpis() -> None:
    _, draft = read()
    for kpi, row in zip(draft.kpis, of(Kind.KPI), strict=True):
        says = row.says
        told = (kpi.code.value, kpi.section.value, kpi.name.value, kpi.unit.value.value, kpi.direction.value.value)
        assert told == (row.key, *(says[field] for field in ("section", "name", "unit", "direction")))
        assert (kpi.baseline.words, kpi.baseline.value.value) == (says["baseline"], says["baseline_value"])
        targets = tuple((each.label.value, each.due_on.value, each.rule.words) for each in kpi.targets)
        assert targets == says["targets"]


def test_values_without_a_place_are_told_below_their_table() -> None:
    told = [each.text for each in made().paragraphs if each.style.name == "List Bullet"]
    assert f"A-K11: {'; '.join(devon_kpis.KPIS[10].unplaced)}" in told


def test_headings_stand_in_their_order_and_points_are_list_items() -> None:
    styles = [(each.style.name, each.text) for each in made().paragraphs if each.text]
    assert styles[0] == ("Title", devon_plan.PLAN.title)
    assert [text for style, text in styles if style == "Heading 1"] == [
        f"Section {each.code}: {each.title}" for each in devon_plan.SECTIONS
    ]
    levels = [int(style.removeprefix("Heading ")) for style, _ in styles if style.startswith("Heading ")]
    assert set(levels) == {1, 2}, "no level is left out"
    point = devon_plan.SECTIONS[0].needs_improvement[0]
    assert ("List Bullet", point) in styles


def test_each_table_says_which_row_heads_it_and_stands_on_a_page_wider_than_high() -> None:
    for table in made().tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        short = [row for row in others if max(len(cell.text) for cell in row.cells) < 500]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *short))
    (page,) = made().sections
    assert page.orientation == 1
    assert page.page_width > page.page_height


def test_its_language_and_title_are_said_and_its_pages_are_numbered() -> None:
    told = made().core_properties
    assert (told.title, told.language, told.author) == (devon_plan.PLAN.title, "en-GB", "")
    with zipfile.ZipFile(io.BytesIO(content())) as parts:
        assert b'w:lang w:val="en-GB"' in parts.read("word/styles.xml")
        footers = [parts.read(name) for name in parts.namelist() if name.startswith("word/footer")]
    assert any(b'w:instr="PAGE"' in each for each in footers)


def test_the_same_rows_make_the_same_document() -> None:
    assert write_document(ABOUT_IT, rows()) == content()


@given(plans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_of_any_plan_a_document_is_made_that_can_be_read_and_of_which_nothing_is_lost(rows: tuple[Row, ...]) -> None:
    document = read_file("plan.docx", write_document(ABOUT_IT, rows))
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []


def _who(*accountable: tuple[str, str, str]) -> Row:
    return Row(Kind.ACTION, "A1", {**of(Kind.ACTION)[0].says, "section": "A", "accountable": accountable})


def _cells(*actions: Row) -> list[dict[str, str]]:
    """The cells of the table of actions by their headings."""
    section = Row(Kind.SECTION, "A", {"title": "One", "needs_improvement": (), "families_said": ()})
    table = docx.Document(io.BytesIO(write_document(ABOUT_IT, (section, *actions)))).tables[0]
    first, *others = [[cell.text for cell in row.cells] for row in table.rows]
    return [dict(zip(first, cells, strict=True)) for cells in others]


def test_who_answers_now_is_printed_and_the_plans_words_beside_it_where_they_name_another() -> None:
    (cells,) = _cells(_who(("Director of Education", "Head of Inclusion", "The Council")))
    assert (cells["Accountable"], cells["Accountable, as printed"]) == ("Head of Inclusion", "Director of Education")
    same = _who(("Interim Head of SEND & Inclusion", "Head of SEND and Inclusion", "The Council"))
    (cells,) = _cells(same)
    assert "Accountable, as printed" not in cells
    assert cells["Accountable"] == "Interim Head of SEND & Inclusion"


@pytest.mark.parametrize(
    "printed",
    ["Jane Doe, Head of SEND", "Head of SEND (Jane Doe)", "Jane Doe", "Mr J. Smith", "Head of SEND – Jane Doe"],
)
def test_a_person_whom_the_plan_names_is_not_published(printed: str) -> None:
    (cells,) = _cells(_who((printed, "Head of SEND", "The Council")))
    assert cells["Accountable"] == "Head of SEND"
    assert "Accountable, as printed" not in cells


@pytest.mark.parametrize(
    ("printed", "value", "state", "unit", "said"),
    [
        ("12%", "12", "approved", "percent", "12%"),
        ("0.7", "70", "approved", "percent", "70%"),
        ("12 or 15", "12", "approved", "count", "12"),
        ("1,204 (March)", "1204", "approved", "count", "1,204 (March)"),
        ("10", "1", "approved", "count", "1"),
        ("45", None, "awaited", "count", "Awaited"),
        ("TBC in March", None, "awaited", "count", "TBC in March"),
    ],
)
def test_a_baseline_is_the_one_that_counts_by_now(
    printed: str, value: str | None, state: str, unit: str, said: str
) -> None:
    counts = Decimal(value) if value else None
    assert _kpi_cells(baseline=printed, baseline_value=counts, baseline_state=state, unit=unit)["Baseline"] == said


@pytest.mark.parametrize(
    ("printed", "on", "said"),
    [
        ("March 2023", date(2023, 3, 31), "March 2023"),
        ("March 2023", date(2023, 6, 30), "30 June 2023"),
        ("AY22/23", date(2023, 8, 31), "AY22/23"),
        ("", date(2023, 8, 31), "31 August 2023"),
    ],
)
def test_a_baselines_day_is_the_one_that_counts_by_now(printed: str, on: date, said: str) -> None:
    assert _kpi_cells(baseline_on_printed=printed, baseline_on=on)["Baseline date"] == said


def _kpi_cells(**says: Any) -> dict[str, str]:
    section = Row(Kind.SECTION, "A", {"title": "One", "needs_improvement": (), "families_said": ()})
    kpi = Row(Kind.KPI, "A-K1", {**of(Kind.KPI)[0].says, "section": "A", **says})
    table = docx.Document(io.BytesIO(write_document(ABOUT_IT, (section, kpi)))).tables[0]
    headings, cells = ([cell.text for cell in row.cells] for row in table.rows)
    return dict(zip(headings, cells, strict=True))


def test_of_a_post_that_was_split_in_two_each_is_printed_once_and_its_words_once() -> None:
    printed = "Head of SEND and Director of Nursing"
    split = _who((printed, "Head of SEND", "The Council"), (printed, "Director of Nursing", "NHS One"))
    (cells,) = _cells(split)
    assert cells["Accountable"] == "– Head of SEND\n– Director of Nursing"
    assert cells["Accountable, as printed"] == printed


def test_an_organisation_stands_beside_a_post_that_two_of_them_have() -> None:
    one, other = _who(("Chair", "Chair", "NHS One")), _who(("Head of SEND", "Chair", "Devon County Council"))
    assert [each["Accountable"] for each in _cells(one, other)] == ["Chair, NHS One", "Chair, Devon County Council"]


def test_a_row_that_is_long_may_go_on_on_the_next_page() -> None:
    long = Row(Kind.ACTION, "A1", {**of(Kind.ACTION)[0].says, "section": "A", "what": "Do it. " * 200})
    section = Row(Kind.SECTION, "A", {"title": "One", "needs_improvement": (), "families_said": ()})
    found = docx.Document(io.BytesIO(write_document(ABOUT_IT, (section, long))))
    properties = found.tables[0].rows[1]._tr.trPr
    assert properties is None or properties.find(qn("w:cantSplit")) is None


def test_columns_that_say_nothing_of_any_kpi_of_a_table_are_left_out() -> None:
    first = of(Kind.KPI)[0]
    unsaid = Row(Kind.KPI, first.key, {**first.says, "section": "A", "unit": "not_stated", "direction": "not_set"})
    section = Row(Kind.SECTION, "A", {"title": "One", "needs_improvement": (), "families_said": ()})
    for row, there in ((unsaid, False), (Row(Kind.KPI, "A-K2", {**unsaid.says, "unit": "days"}), True)):
        table = docx.Document(io.BytesIO(write_document(ABOUT_IT, (section, row)))).tables[0]
        headings = [cell.text for cell in table.rows[0].cells]
        assert ("Unit" in headings, "Direction" in headings) == (there, False)


def test_a_target_that_is_called_by_its_year_is_known_by_its_own_words() -> None:
    cells = _kpi_cells(targets=(("Target 2024/25", date(2025, 3, 31), "8"), ("2025/26", date(2026, 3, 31), "9")))
    assert list(cells)[-2:] == ["Target 2024/25 – 31 March 2025", "Target: 2025/26 – 31 March 2026"]
