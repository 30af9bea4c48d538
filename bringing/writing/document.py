"""The plan as a Word document, as the council would publish it: headings, real lists, tables with marked headings."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

from audit.clock import day_of
from bringing import stamping
from bringing.columns import NOT_SETTLED
from bringing.plain import Kind, Row, Value, digest
from bringing.reading.draft import Holds, Role
from bringing.reading.words import STEPS, TARGET, WAITING, column_role, dated_heading
from bringing.stamping import Stamp
from bringing.values import AWAITED
from bringing.writing.answering import Answering
from bringing.writing.workbook import About
from govuk.words import day, decimal_plain
from kpis import targets
from kpis.models import Direction, Unit
from kpis.typed import NotAFigure, read_cell, typed_value
from notices.calendar import printed_by_when
from sheets.writing import visible, without_clock

SHORT: Final = 600
"""Characters of a cell in a row that stands on one page: of a longer one half a page would stay empty."""
LANGUAGE: Final = "en-GB"
GREY: Final = "F3F2F1"
SMALL, TINY = Pt(9), Pt(7)
NEEDS, FAMILIES = "What needs improvement", "What families have told us"
ACTIONS, KPIS = "Actions", "Key performance indicators"
ACTION_HEADINGS: Final = ("Ref", "Title", "Action", "Outcome / success criteria", "By when", "Accountable")
DATE_NOW: Final = "Date now"
AS_PRINTED: Final = "Accountable, as printed"
KPI_HEADINGS: Final = ("Code", "KPI", "Unit", "Direction", "Baseline", "Baseline date")
WIDE: Final = {"Action": 5, "Outcome / success criteria": 5, "Accountable": 4, AS_PRINTED: 3, "KPI": 5, "Title": 3}
"""How wide a column is beside others, which are 2."""

Lines = Sequence[str]


def write_document(about: About, rows: Sequence[Row]) -> bytes:
    """The plan that these rows are of (`standing.rows_of`). The same input gives the same bytes."""
    made = _Made(about, Answering(rows))
    sections = [row for row in rows if row.kind is Kind.SECTION]
    (plan,) = [row for row in rows if row.kind is Kind.PLAN] or [Row(Kind.PLAN, "", {"title": about.title})]
    made.title(plan)
    for section in sections:
        made.section(section, _of(section, Kind.ACTION, rows), _of(section, Kind.KPI, rows))
    made.stamp(Stamp(about.plan, about.at, digest(tuple(rows))))
    return made.saved()


def _of(section: Row, kind: Kind, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.kind is kind and row.says["section"] == section.key]


class _Made:
    """A document on its way."""

    def __init__(self, about: About, answering: Answering) -> None:
        self.about, self.answering = about, answering
        self.made = Document()
        styles = self.made.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Arial", Pt(11)
        for name in ("Title", "Heading 1", "Heading 2"):
            styles[name].font.name, styles[name].font.color.rgb = "Arial", RGBColor(0x0B, 0x0C, 0x0C)
            fonts = styles[name].element.rPr.rFonts
            for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{each}"), None)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)
        page = self.made.sections[0]
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
        _number_pages(page.footer.paragraphs[0])

    def title(self, plan: Row) -> None:
        self.made.add_heading(visible(_text(plan.says["title"])), 0)
        if note := _text(plan.says.get("source_note")):
            self.made.add_paragraph(visible(note))
        self.made.add_paragraph(visible(f"As it stood on {day(day_of(self.about.at))}. {self.about.notice}"))

    def section(self, section: Row, actions: Sequence[Row], kpis: Sequence[Row]) -> None:
        needs, families = _lines(section.says["needs_improvement"]), _lines(section.says["families_said"])
        self.made.add_heading(visible(f"Section {section.key}: {_text(section.says['title'])}"), 1)
        for heading, points in ((NEEDS, needs), (FAMILIES, families)):
            if points:
                self.made.add_heading(heading, 2)
                self._list(points)
        if actions:
            self._actions(actions)
        if kpis:
            self._kpis(kpis)

    def _list(self, points: Iterable[str]) -> None:
        for point in points:
            self.made.add_paragraph(visible(point), style="List Bullet")

    def _actions(self, actions: Sequence[Row]) -> None:
        self.made.add_heading(ACTIONS, 2)
        dates, words = [_date_now(row) for row in actions], [self.answering.printed(row) for row in actions]
        told: list[list[Lines]] = [_told(row) for row in actions]
        columns: list[tuple[str, Sequence[Lines]]] = list(
            zip(ACTION_HEADINGS[:5], zip(*told, strict=True), strict=True)
        )
        if any(dates):
            columns.append((DATE_NOW, [[each] for each in dates]))
        columns.append((ACTION_HEADINGS[5], [self.answering.now(row) for row in actions]))
        if any(words):
            columns.append((AS_PRINTED, words))
        self._table([heading for heading, _ in columns], zip(*(cells for _, cells in columns), strict=True))
        if steps := list(_steps(actions)):
            self.made.add_heading(STEPS, 2)
            self._list(steps)

    def _kpis(self, kpis: Sequence[Row]) -> None:
        self.made.add_heading(KPIS, 2)
        for headings, group in groupby(kpis, key=_target_headings):
            rows = list(group)
            cells = [_kpi(row) for row in rows]
            columns = zip((*KPI_HEADINGS, *headings), map(list, zip(*cells, strict=True)), strict=True)
            kept = [(head, told) for head, told in columns if not _says_nothing(head, rows)]
            self._table([head for head, _ in kept], zip(*(told for _, told in kept), strict=True))
            self.made.add_paragraph()
        waiting = [(row.key, _lines(row.says["unplaced"])) for row in kpis if row.says["unplaced"]]
        if waiting:
            self.made.add_heading(WAITING, 2)
            self._list(f"{key}: {'; '.join(values)}" for key, values in waiting)

    def _table(self, headings: Sequence[str], rows: Iterable[Sequence[Lines]]) -> None:
        """A table whose headings are marked as such and come again on each page; a page's end parts long rows alone."""
        told = list(rows)
        table = self.made.add_table(len(told) + 1, len(headings), style="Table Grid")
        table.autofit = False
        widths = self._widths(headings)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, (made, row) in enumerate(zip(table.rows, [[[each] for each in headings], *told], strict=True)):
            short = max(sum(map(len, lines)) for lines in row) <= SHORT
            _mark(made, *(("cantSplit",) if short or not number else ()), *(() if number else ("tblHeader",)))
            for cell, lines, width in zip(made.cells, row, widths, strict=True):
                cell.width = width
                _fill(cell, lines, is_heading=not number)

    def _widths(self, headings: Sequence[str]) -> list[Length]:
        """The page parted among the columns."""
        page = self.made.sections[-1]
        parts = [WIDE.get(each, 2) for each in headings]
        room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
        return [Length(room * part // sum(parts)) for part in parts]

    def stamp(self, stamp: Stamp) -> None:
        """By what it is known again, in a small line at its end: properties are lost where another program saves it."""
        run = self.made.add_paragraph().add_run(stamping.line(stamp))
        run.font.size, run.font.color.rgb = TINY, RGBColor(0x50, 0x5A, 0x5F)

    def saved(self) -> bytes:
        told, about = self.made.core_properties, self.about
        told.title, told.author, told.last_modified_by, told.comments = visible(about.title), "", "", ""
        told.language, told.subject = LANGUAGE, visible(about.notice)
        told.created = told.modified = about.at.astimezone(UTC).replace(tzinfo=None)
        out = io.BytesIO()
        self.made.save(out)
        return without_clock(out.getvalue())


def _told(row: Row) -> list[Lines]:
    """The cells of an action that stand before who answers for it."""
    says = row.says
    return [
        [row.key],
        [_text(says["title"])],
        _text(says["what"]).split("\n"),
        _text(says["success"]).split("\n"),
        [_text(says["by_when"]) or _text(says["due_on"])],
    ]


def _date_now(row: Row) -> str:
    """The due date, where it is another than the plan prints."""
    due = row.says["due_on"]
    printed = _text(row.says["by_when"])
    if due is None or not printed or printed_by_when(printed).due_on == due:
        return ""
    return _text(due)


def _steps(actions: Iterable[Row]) -> Iterator[str]:
    for row in actions:
        milestones: Any = row.says["milestones"]
        for label, due, text in milestones:
            yield f"{row.key}, {label}, {day(due) if due else NOT_SETTLED}: {' '.join(text.split())}"


def _target_headings(row: Row) -> tuple[str, ...]:
    each: Any = row.says["targets"]
    return tuple(_target_heading(label, day(due)) for label, due, _ in each)


def _target_heading(label: str, due: str) -> str:
    """A heading that is read as a target’s when the document comes back, whatever the target is called."""
    heading = f"{label} – {due}"
    is_known = column_role(heading, Holds.KPIS) is Role.TARGET and dated_heading(heading) == (label, due)
    return heading if is_known else f"{TARGET}{heading}"


def _kpi(row: Row) -> list[Lines]:
    says = row.says
    rules: Any = says["targets"]
    unit, way = Unit(_text(says["unit"])), Direction(_text(says["direction"]))
    return [
        [row.key],
        _text(says["name"]).split("\n"),
        [str(unit.label)],
        [str(way.label)],
        [_baseline(row)],
        [_baseline_on(row)],
        *([rule] for _, _, rule in rules),
    ]


def _says_nothing(heading: str, rows: Iterable[Row]) -> bool:
    """Whether a column says of no KPI of its table what it is for."""
    unsaid = {"Unit": ("unit", Unit.NOT_STATED), "Direction": ("direction", Direction.NOT_SET)}
    field, nothing = unsaid.get(heading, ("", None))
    return bool(field) and all(row.says[field] == nothing for row in rows)


def _baseline(row: Row) -> str:
    """As printed; where it says another value than the one that counts by now, that."""
    printed, value, unit = (
        _text(row.says["baseline"]),
        row.says["baseline_value"],
        targets.Unit(_text(row.says["unit"])),
    )
    if not isinstance(value, Decimal):
        return AWAITED if _figure(printed, unit) is not None and row.says["baseline_state"] == "awaited" else printed
    if _figure(printed, unit) == value:
        return printed
    said = decimal_plain(value)
    return f"{said}%" if unit is targets.Unit.PERCENT else said


def _figure(printed: str, unit: targets.Unit) -> Decimal | None:
    try:
        return typed_value(read_cell(printed, unit).figure, unit)
    except NotAFigure:
        return None


def _baseline_on(row: Row) -> str:
    """As printed; where it says another day than the one that counts by now, that."""
    printed, day_of_it = _text(row.says["baseline_on_printed"]), row.says["baseline_on"]
    said = printed_by_when(printed).due_on
    return _text(day_of_it) if not printed or (day_of_it and said and said != day_of_it) else printed


def _text(value: Value) -> str:
    return day(value) if isinstance(value, date) else str(value or "")


def _lines(value: Value) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple) else []


def _fill(cell: Any, lines: Lines, *, is_heading: bool) -> None:
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(lines or [""]):
        if number:
            paragraph = cell.add_paragraph()
        run = paragraph.add_run(visible(line))
        run.font.size, run.bold = SMALL, is_heading or None
        paragraph.paragraph_format.space_after = Pt(2)
    if is_heading:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", GREY)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: Any, *marks: str) -> None:
    for each in marks:
        row._tr.get_or_add_trPr().append(OxmlElement(f"w:{each}"))


def _number_pages(paragraph: Any) -> None:
    """“Page 2 of 9”, worked out by the program that opens it."""
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), field)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        counted.append(run)
        paragraph._p.append(counted)
