"""Bringing figures in from a file: uploaded, its columns said, each doubt settled, entered once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock, ledger
from evidence.uploads import HEAD, check_upload
from evidence.uploads import Refused as NotTaken
from govuk import words
from kpis import actions, permissions
from kpis.forms.importing import ColumnsForm, DoubtsForm, FileForm
from kpis.imported import Weighed
from kpis.imported import known as known_of
from kpis.importing import (
    MOST_FIGURES,
    WRONG_KIND,
    Found,
    Known,
    Role,
    Standing,
    figures,
    heading_row,
    headings,
    how_many,
    naming,
    not_taken,
    propose,
    read_figures,
    remember,
    shape,
    what_is_wrong,
)
from kpis.models import FigureImport, FigureKind, Kpi
from kpis.periods import called
from kpis.reading import KpiReading, read_kpis
from kpis.targets import shown
from kpis.views.finding import posted
from notices.conflicts import Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from sheets.reading import CannotRead, Cell, Table

LARGEST = 5 * 1024 * 1024
SHOWN_ROWS = 5
SHOWN_FILES = 50
SHEETS = frozenset({"xlsx", "csv", "xls", "xlsb", "xlt", "xltx", "xlsm", "xltm", "numbers"})
"""What a spreadsheet's name ends with, so that its own advice helps; for what is none only another file does."""


@require_http_methods(["GET", "POST"])
def import_figures(request: ReaderRequest, notice: str) -> HttpResponse:
    """Upload a file with figures, or take one up again."""
    found = _notice(request, notice)
    sent = posted(request)
    form = FileForm(sent, request.FILES if sent is not None else None)
    if request.method == "POST" and form.is_valid():
        try:
            file = _keep(request, found, form)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return redirect("kpis:import-columns", notice, file.uid)
    mine = _mine(request, found).order_by("-added_at", "-pk")
    context = {
        "notice": found,
        "form": form,
        "open": mine.filter(entered_at=None),
        "entered": [(file, permissions.can_take_back(request.reader, file)) for file in _entered_files(request, found)],
    }
    return render(request, "kpis/import_figures.html", context)


def _notice(request: ReaderRequest, notice: str) -> Notice:
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    require(permissions.can_import(request.reader, found))
    return found


def _entered_files(request: ReaderRequest, notice: Notice) -> Any:
    """The files that came in last: the reader's own, and everybody's for the lead, who may take them back."""
    rows = FigureImport.objects.visible_to(request.reader).of(notice).exclude(entered_at=None)
    if not permissions.can_see_who_enters(request.reader, notice):
        rows = rows.filter(entered_by=request.user)
    return rows.select_related("notice", "entered_by", "taken_back_by").order_by("-entered_at", "-pk")[:SHOWN_FILES]


def _mine(request: ReaderRequest, notice: Notice) -> Any:
    return FigureImport.objects.visible_to(request.reader).of(notice).filter(added_by=request.user)


def _keep(request: ReaderRequest, notice: Notice, form: FileForm) -> FigureImport:
    upload = form.cleaned_data["file"]
    if PurePath(upload.name or "").suffix.lower()[1:] not in SHEETS:
        raise Refused(WRONG_KIND, "file")
    if upload.size > LARGEST:
        raise Refused("The file is larger than 5 MB: keep the sheet with the figures alone, and save it", "file")
    content = upload.read()
    upload.seek(0)
    judged = check_upload(upload.name or "", content[:HEAD], upload.size, lambda: upload.file)
    if isinstance(judged, NotTaken):
        raise Refused(judged.sentence, "file")
    try:
        tables = read_figures(judged.name, content)
    except CannotRead as wrong:
        raise Refused(str(wrong), "file") from wrong
    sent_as = form.cleaned_data["sent_as"]
    return actions.keep_import(
        notice=notice,
        name=judged.name,
        content=content,
        tables=tables,
        by=request.user,
        at=clock.now(),
        sent_as=sent_as,
    )


def _find(request: ReaderRequest, notice: str, uid: UUID) -> tuple[Notice, FigureImport]:
    found = _notice(request, notice)
    return found, get_object_or_404(_mine(request, found), uid=uid)


def _tables(file: FigureImport) -> list[Table]:
    return [Table(name, tuple(tuple(_cell(cell) for cell in row) for row in rows)) for name, rows in file.sheets]


def _cell(packed: Sequence[Any]) -> Cell:
    row, column, text, day, formula, merged = packed
    return Cell(row, column, text, date.fromisoformat(day) if day else None, formula, merged)


@require_http_methods(["GET", "POST"])
def import_columns(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Say what the columns hold: proposed by their headings, or as for the last file of this shape."""
    found, file = _find(request, notice, uid)
    if file.entered_at:
        return _entered(request, found, file)
    tables, sent = _tables(file), posted(request)
    sheet, row = _place(file, tables, sent)
    named = headings(tables[sheet], row)
    form = _columns_form(found, file, tables, sheet, row, sent)
    if request.method == "POST" and form.is_valid() and _fit_at_once(form, tables[sheet], row):
        columns = {str(column): str(role) for column, role in form.roles.items()}
        roles = {"columns": columns, "headings": remember(named, form.roles)}
        try:
            actions.say_columns(file=file, sheet=sheet, heading_row=row, shape=shape(named), roles=roles)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return redirect("kpis:import-check", notice, uid)
    beneath = [cells for cells in tables[sheet].rows if cells[0].row > row][:SHOWN_ROWS]
    context = {
        "notice": found,
        "file": file,
        "form": form,
        "heads": list(named.values()),
        "beneath": [
            [{cell.column: cell.text for cell in cells}.get(column, "") for column in named] for cells in beneath
        ],
    }
    return render(request, "kpis/import_columns.html", context)


def _fit_at_once(form: ColumnsForm, table: Table, row: int) -> bool:
    """Whether the columns hold no more figures than come in at once; else the form says so."""
    number = how_many(table, row, form.roles)
    if number > MOST_FIGURES:
        said = f"These columns hold {number:,} figures, and {MOST_FIGURES} come in at once: split the file"
        form.add_error(None, said)
    return number <= MOST_FIGURES


def _place(file: FigureImport, tables: Sequence[Table], sent: QueryDict | None) -> tuple[int, int]:
    """The sheet and the row of headings: those that are sent, kept, or found."""
    sheet = _number(sent, "sheet", file.sheet)
    sheet = sheet if sheet < len(tables) else 0
    known = file.heading_row if file.roles and sheet == file.sheet else heading_row(tables[sheet])
    drawn = sent.get("drawn", "") if sent is not None else ""
    return sheet, known if drawn and not drawn.startswith(f"{sheet}:") else _number(sent, "heading_row", known)


def _number(sent: QueryDict | None, name: str, otherwise: int) -> int:
    typed = (sent.get(name, "") if sent is not None else "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else otherwise


def _columns_form(
    notice: Notice, file: FigureImport, tables: Sequence[Table], sheet: int, row: int, sent: QueryDict | None
) -> ColumnsForm:
    """Bound where it was sent for these columns; where another sheet or row was chosen, drawn anew for that one."""
    named, place = headings(tables[sheet], row), f"{sheet}:{row}"
    kept = _roles(file) if (sheet, row) == (file.sheet, file.heading_row) else {}
    form_of: dict[str, Any] = {
        "sheets": [table.name for table in tables],
        "named": named,
        "proposed": kept or propose(named, _remembered(notice, named), naming(tables[sheet], row, _names(notice))),
        "initial": {"sheet": sheet, "heading_row": row, "drawn": place},
    }
    if sent is not None and sent.get("drawn") == place:
        return ColumnsForm(sent, **form_of)
    return ColumnsForm(**form_of)


def _remembered(notice: Notice, named: Mapping[int, str]) -> dict[str, str]:
    """What the columns of the last file of this shape held that was entered for this notice."""
    last = FigureImport.objects.of(notice).filter(shape=ledger.digest(shape(named))).exclude(entered_at=None)
    row = last.order_by("-entered_at", "-pk").first()
    return dict(row.roles["headings"]) if row else {}


def _names(notice: Notice) -> dict[str, str]:
    """The names of the notice's KPIs, by code."""
    return dict(Kpi.objects.of(notice).order_by("pk").values_list("code", "name"))


def _roles(file: FigureImport) -> dict[int, Role]:
    """What was said of the columns; none before somebody said it."""
    return {int(column): Role(role) for column, role in file.roles.get("columns", {}).items()}


def _entered(request: ReaderRequest, notice: Notice, file: FigureImport) -> HttpResponse:
    when = f" on {words.day(clock.day_of(file.entered_at))}" if file.entered_at else ""
    messages.info(request, f"{file.name} was entered{when}")
    return redirect("kpis:import-figures", notice.slug)


@require_http_methods(["GET", "POST"])
def import_check(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Every figure that the file holds, the uncertain ones first: nothing of these is entered unconfirmed."""
    found, file = _find(request, notice, uid)
    if file.entered_at:
        return _entered(request, found, file)
    tables = _tables(file)
    roles = _roles(file)
    if what_is_wrong(roles):
        return redirect("kpis:import-columns", notice, uid)
    kpis, readings = _kpis(request, found)
    known = [known_of(each, may_enter=each.code in kpis) for each in readings]
    weighed = Weighed(figures(tables[file.sheet], file.heading_row, roles, known, request.reader.on), readings)
    form = _doubts_form(request, file, weighed, known)
    sent = posted(request)
    if request.method == "POST" and sent is not None and "later" in sent:
        try:
            actions.keep_answers(file=file, answers={name: sent.getlist(name) for name in sent if name in form.fields})
        except Refused as why:
            show_refusal(form, why)
        else:
            messages.success(request, f"{file.name} is kept as you left it: nothing of it is entered yet")
            return redirect("kpis:import-figures", notice)
    elif request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen_version"]
            done = actions.enter_import(
                file=file,
                kpis=kpis,
                chosen=form.chosen,
                why=form.cleaned_data.get("why", ""),
                by=request.user,
                at=clock.now(),
                seen_version=seen,
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            return _done(request, found, file, done)
    return render(request, "kpis/import_check.html", _context(found, file, tables, weighed.cells, form, known))


def _doubts_form(request: ReaderRequest, file: FigureImport, weighed: Weighed, known: Sequence[Known]) -> DoubtsForm:
    form_of: dict[str, Any] = {
        "weighed": weighed,
        "known": {each.code: each for each in known},
        "today": request.reader.on,
        "initial": {"seen_version": file.version},
    }
    sent = posted(request)
    if sent is None and file.answers:
        kept = QueryDict(mutable=True)
        for name, values in file.answers.items():
            kept.setlist(name, values)
        kept["seen_version"] = str(file.version)
        form = DoubtsForm(kept, **form_of)
        form.unjudged()
        return form
    return DoubtsForm(sent, **form_of)


def _kpis(request: ReaderRequest, notice: Notice) -> tuple[dict[str, Kpi], list[KpiReading]]:
    """The KPIs by code that this person may enter figures of, and all of which they may know."""
    rows = {each.code: each for each in Kpi.objects.visible_to(request.reader).of(notice).order_by("pk")}
    told = read_kpis(notice, request.reader.on, knows=partial(permissions.can_enter, request.reader))
    readings = [each for each in told if each.code in rows]
    own = {code: row for code, row in rows.items() if permissions.can_enter(request.reader, row)}
    return own, readings


def _context(
    notice: Notice,
    file: FigureImport,
    tables: Sequence[Table],
    cells: Sequence[Found],
    form: DoubtsForm,
    known: Sequence[Known],
) -> dict[str, Any]:
    kpis, left = {each.code: each for each in known}, form.left()
    return {
        "notice": notice,
        "file": file,
        "sheet": tables[file.sheet].name,
        "form": form,
        "asked": [
            (each, kpis[each.code].name, called(each.as_at, each.period), fields)
            for each, fields in form.questions()
            if each.as_at
        ],
        "sure": [_row(each, kpis[each.code], each.place in left) for each in form.sure],
        "sure_called": f"Entered as it stands: {words.plural(len(form.sure), 'figure')}",
        "revised": [_row(each, kpis[each.code], each.place in left) for each in form.revised],
        "not_taken": not_taken(headings(tables[file.sheet], file.heading_row), _roles(file)),
        "out": [each for each in cells if each.standing is Standing.LEFT_OUT],
        "others": sum(each.value != each.stands for each in form.revised),
        "firmer": sum(each.value == each.stands for each in form.revised),
        "there": [each for each in cells if each.standing is Standing.THERE],
        "formulas": [each.place for each in cells if each.formula and each.standing is not Standing.LEFT_OUT],
    }


def _row(cell: Found, kpi: Known, left: bool) -> dict[str, Any]:
    """A cell with a figure as the tables show it; `left`: it is ticked to be left out."""
    unit = kpi.unit_at(cell.as_at) if cell.as_at else kpi.unit
    return {
        "cell": cell,
        "name": kpi.name,
        "period": called(cell.as_at, cell.period) if cell.as_at else "",
        "stands": shown(cell.stands, unit) if cell.stands is not None else "",
        "stands_kind": FigureKind(cell.stands_kind).label if cell.stands_kind else "",
        "value": shown(cell.value, unit) if cell.value is not None else "",
        "kind": FigureKind(cell.kind).label,
        "left": left,
    }


def _done(request: ReaderRequest, notice: Notice, file: FigureImport, done: actions.Entered) -> HttpResponse:
    others = done.corrected - done.firmer
    of_these = f", {others} of them in the place of others" if others else ""
    of_these += f", {done.firmer} more certain now" if done.firmer else ""
    messages.success(request, f"{words.plural(done.entered, 'figure')} of {file.name} entered{of_these}")
    for each in done.refused:
        messages.warning(request, f"Not entered: {each}")
    return redirect("kpis:kpis", notice.slug)


@require_POST
def drop_import(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """The file is not wanted any more."""
    found, file = _find(request, notice, uid)
    if file.entered_at:
        return _entered(request, found, file)
    actions.drop_import(file=file)
    messages.success(request, f"{file.name} is taken away: nothing of it was entered")
    return redirect("kpis:import-figures", found.slug)
