"""Entering the figures of a period: a row for each KPI, saved row by row; what is wrong stays typed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from govuk.parts import Difference
from kpis import actions, pasted, permissions
from kpis.awaited import expected
from kpis.forms.grid import PasteForm, PeriodForm, RowForm
from kpis.models import FigureKind, Frequency, Kpi, Measurement, Origin, Period
from kpis.periods import Kind, called, code, coded, inside
from kpis.reading import FigureReading, KpiReading, read_kpis
from kpis.views.finding import posted
from notices.conflicts import ChangedMeanwhile, Refused, SentBefore, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require

READ, SHOW = "read", "show"
FEW = 6
Others = Sequence[tuple[str, Decimal]]


@dataclass
class Row:
    """A KPI on the page. `figure` is what stands for the period, `saved` what was saved of it just now, `sent` what
    this very form made when it was sent before; `conflicts` show both figures when another one stands by now."""

    kpi: KpiReading
    stored: Kpi
    day: date
    period: Period
    entered: Sequence[Measurement]
    others: Others
    form: RowForm = field(init=False)
    saved: Measurement | None = None
    sent: Measurement | None = None
    conflicts: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fill()

    def fill(self, data: QueryDict | None = None, seen: Measurement | None = None) -> None:
        """Give the row its form: as it stands, or with what was typed beside the figure that was seen then."""
        seen = self.figure if data is None else seen
        self.form = RowForm(data, kpi=self.kpi, day=self.day, period=Kind(self.period), seen=seen, others=self.others)

    @property
    def figure(self) -> Measurement | None:
        return next((each for each in self.entered if not each.corrected), None)

    @property
    def called(self) -> str:
        """The period's name: of a KPI that comes quarter by quarter, the quarter that ended with the month."""
        return called(self.day, Kind(self.period))

    @property
    def last(self) -> FigureReading | None:
        """The last figure before the period's own."""
        return last_before(self.kpi, self.day)

    @property
    def last_value(self) -> str:
        return self.kpi.told(self.last) if self.last else ""

    def told(self, figure: Measurement) -> str:
        """A figure in words: 15, provisional; of another period that ends on the same day, it says which."""
        of = "" if figure.period == self.period else f", of {inside(figure.as_at, Kind(figure.period))}"
        return f"{self.told_value(figure)}, {FigureKind(figure.kind).label.lower()}{of}"

    def told_value(self, figure: Measurement) -> str:
        """Its value in the unit in which it was written."""
        return self.kpi.told_row(figure.uid, figure.value, figure.as_at)

    @property
    def figure_told(self) -> str:
        return self.told(self.figure) if self.figure else ""

    @property
    def saved_told(self) -> str:
        return self.told(self.saved) if self.saved else ""

    @property
    def awaited(self) -> bool:
        """Whether nobody has entered it yet; a forecast awaits the real figure."""
        there = self.saved or self.figure
        return there is None or there.kind == FigureKind.PROJECTED


def last_before(kpi: KpiReading, day: date) -> FigureReading | None:
    """A KPI's last standing figure before a day."""
    return next((each for each in reversed(kpi.figures) if each.as_at < day), None)


@require_http_methods(["GET", "POST"])
def enter_figures(request: ReaderRequest, notice: str) -> HttpResponse:
    """Enter and correct the figures of a period, row by row; a column or a block can be pasted into the rows."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    require(permissions.can_enter_any(request.reader, found))
    choice = PeriodForm(request.GET, on=request.reader.on)
    sent = posted(request)
    end, kind = _period(request, choice, sent)
    rows = list(_rows(request, found, end, kind))
    paste = PasteForm(sent)
    if sent is not None:
        for row in rows:
            _bind(row, sent)
    wanted = None
    if sent is not None and not choice.is_offered:
        said = f"Nothing was saved: {inside(end, kind)} is not offered here. Enter its figures on each KPI’s own page"
        paste.add_error(None, said)
    elif request.method == "POST" and SHOW in (sent or {}) and paste.is_valid():
        choice = PeriodForm(sent, on=request.reader.on)
        wanted = choice.chosen_period
        if not _keeps(rows, paste, *wanted):
            return redirect(_here(found, *wanted))
    elif request.method == "POST" and paste.is_valid():
        reads = READ in (sent or {})
        if reads:
            paste = _read(request, found, rows, paste, sent or QueryDict(), (end, kind))
        else:
            paste = _save(request, rows, paste)
        if not reads and not paste.errors and not any(row.form.errors or row.conflicts for row in rows):
            return _saved(request, found, rows, end, kind)
    context = {
        "notice": found,
        "choice": choice,
        "here": _here(found, end, kind),
        "leave": _here(found, *wanted) if wanted else "",
        "leave_for": inside(*wanted) if wanted else "",
        "period": called(end, kind),
        "inside": inside(end, kind),
        "rows": rows,
        "missing": _missing(rows) if permissions.can_see_who_enters(request.reader, found) else [],
        "waiting": any(each.held for row in rows for each in row.entered if not each.corrected),
        "there": sum(not row.awaited for row in rows),
        "form": paste,
        "forms": [row.form for row in rows if not row.saved],
    }
    return render(request, "kpis/enter_figures.html", context)


def _period(request: ReaderRequest, choice: PeriodForm, sent: QueryDict | None) -> tuple[date, Kind]:
    """The period of the page. What was typed for a period that is not offered any more stays beside that period's name:
    it must never be taken for another one's."""
    if choice.is_offered:
        return choice.chosen_period
    asked = coded(choice.asked)
    if sent is not None:
        if asked is None:
            raise Http404
        return asked
    end, kind = choice.chosen_period
    named = inside(*asked) if asked else f"“{choice.asked[:40]}”"
    messages.info(request, f"{words.upper_first(named)} is not offered here: this is the page of {inside(end, kind)}")
    return end, kind


def _keeps(rows: Sequence[Row], paste: PasteForm, end: date, kind: Kind) -> bool:
    """Whether something was typed that another period's page would drop: it stays, and is named."""
    begun = [row for row in rows if row.form.is_bound and not row.saved]
    unsaved = [row.kpi.code for row in begun] + ["what you pasted"] * bool(paste.cleaned_data["paste"].strip())
    for row in begun:
        row.form.unjudged()
    if unsaved:
        first = f"Not saved yet: {words.listed(unsaved)}"
        paste.add_error(None, f"{first}. Save the figures before you go on to {inside(end, kind)}, or drop them")
    return bool(unsaved)


def _here(notice: Notice, end: date, kind: Kind) -> str:
    """The page's address with its period, which must not move when a month ends while the page is open."""
    return f"{reverse('kpis:enter-figures', args=[notice.slug])}?period={code(end, kind)}"


def _rows(request: ReaderRequest, notice: Notice, end: date, kind: Kind) -> Iterator[Row]:
    """The KPIs of which a figure is expected for the period and may be entered by this reader, in the list's order."""
    periods = expected(end, kind)
    asked = Kpi.objects.visible_to(request.reader).of(notice).filter(frequency__in=periods)
    own = asked.exclude(origin=Origin.SURVEY).select_related("organisation")
    stored = {each.pk: each for each in own.order_by("pk") if permissions.can_enter(request.reader, each)}
    readings = [each for each in read_kpis(notice, request.reader.on) if each.pk in stored] if stored else []
    figures = Measurement.objects.visible_to(request.reader).of(notice).filter(kpi__in=stored, as_at=end)
    entered: dict[int, list[Measurement]] = defaultdict(list)
    for each in figures.select_related("entered_by").order_by("pk") if stored else ():
        entered[each.kpi_id].append(each)
    last = {each.code: found.value for each in readings if (found := last_before(each, end))}
    for each in readings:
        row, others = stored[each.pk], [(name, value) for name, value in last.items() if name != each.code]
        yield Row(each, row, end, periods[Frequency(row.frequency)], entered[each.pk], others)


def _bind(row: Row, sent: QueryDict) -> None:
    """Put what was typed into a row, beside the figure that its page showed. A row may be missing from what was sent:
    its KPI was handed to this reader meanwhile."""
    if row.form.add_prefix("sent_as") not in sent:
        return
    uid, sent_as = sent.get(row.form.add_prefix("seen_row")), sent.get(row.form.add_prefix("sent_as"))
    row.fill(sent, next((each for each in row.entered if str(each.uid) == uid), None))
    row.sent = next((each for each in row.entered if str(each.sent_as) == sent_as), None)
    if row.sent and row.sent == row.figure and row.form.says(row.sent):
        row.saved = row.sent
    if not row.form.is_begun:
        row.fill()


def _save(request: ReaderRequest, rows: Sequence[Row], paste: PasteForm) -> PasteForm:
    """Save each row that was begun; what cannot be saved says why in its row."""
    begun = [row for row in rows if row.form.is_bound and not row.saved]
    for row in begun:
        _save_row(request, row)
    if paste.cleaned_data["paste"].strip():
        paste.add_error("paste", "What you pasted was not read yet: read it into the rows, or clear it")
    elif not begun and not any(row.saved for row in rows):
        paste.add_error(None, "No figure was typed or changed, so nothing was saved: type at least one")
    return paste


def _save_row(request: ReaderRequest, row: Row) -> None:
    form, figure = row.form, row.figure
    if not form.is_valid() and form.seen == figure:
        return
    if form.seen != figure:
        _meet(row, figure)
        return
    typed = form.cleaned_data
    common: dict[str, Any] = {name: typed[name] for name in ("value", "kind", "doubts", "sent_as")}
    common |= {"by": request.user, "at": clock.now()}
    try:
        if figure is None:
            row.saved = actions.enter_measurement(
                kpi=row.stored, as_at=row.day, period=row.period, note=typed["note"], **common
            )
        else:
            seen = typed["seen_version"] or 0
            row.saved = actions.correct_measurement(measurement=figure, why=typed["note"], seen_version=seen, **common)
    except SentBefore as sent:
        show_refusal(form, sent)
    except Refused as refused:
        show_refusal(form, Refused(refused.sentence, "note" if refused.field == "why" else "value"))
    except ChangedMeanwhile:
        _meet(row, figure)


def _meet(row: Row, figure: Measurement | None) -> None:
    """Another figure stands by now, somebody else's or what this form made when it was sent before: it is shown beside
    what was typed, which can be sent once more in its place."""
    form = row.form
    if figure and form.says(figure, note_may_be_empty=figure != row.sent):
        row.saved = figure
        return
    kinds = dict(FigureKind.choices)
    chosen = str(form["kind"].value() or "")
    differences = [
        Difference("Figure", row.told_value(figure) if figure else "", form.typed_figure),
        Difference("How certain is it?", kinds[figure.kind] if figure else "", kinds.get(chosen, chosen)),
        Difference("Note", figure.note if figure else "", str(form["note"].value() or "")),
    ]
    row.conflicts = [each for each in differences if each.theirs or each.yours]
    again = cast("QueryDict", form.data).copy()
    again[form.add_prefix("seen_row")] = str(figure.uid) if figure else ""
    again[form.add_prefix("seen_version")] = str(figure.version) if figure else ""
    if row.sent:
        again[form.add_prefix("sent_as")] = str(uuid4())
    row.fill(again, figure)
    if figure and figure == row.sent:
        said = f"{row.told(figure)} was saved from this page before, and what stands here now is not saved"
        row.form.add_error("value", f"{said}: read both, then save yours and say why, or put the saved one back")
        return
    who = figure.entered_by if figure else "Somebody else"
    did = f"has entered {row.told(figure)}" if figure else "has withdrawn this figure or moved it to another day"
    row.form.add_error("value", f"{who} {did} meanwhile: read both, then save yours and say why, or put theirs back")


def _saved(request: ReaderRequest, notice: Notice, rows: Sequence[Row], end: date, kind: Kind) -> HttpResponse:
    """Everything that was typed is saved: the page anew, at the first row that still waits."""
    codes = [row.kpi.code for row in rows if row.saved]
    what = words.listed(codes) if len(codes) < FEW else words.plural(len(codes), "figure")
    waits = next((row for row in rows if row.awaited), None)
    rest = "" if waits else ": nothing is missing any more"
    messages.success(request, f"{what} saved for {inside(end, kind)}{rest}")
    return redirect(_here(notice, end, kind) + (f"#{waits.form['value'].id_for_label}" if waits else ""))


def _missing(rows: Sequence[Row]) -> list[tuple[str, list[str]]]:
    """Who has not entered yet, with the codes of the KPIs that are theirs."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.awaited:
            found[row.kpi.data_lead or "No data lead is named"].append(row.kpi.code)
    return sorted(found.items())


def _read(
    request: ReaderRequest,
    notice: Notice,
    rows: Sequence[Row],
    paste: PasteForm,
    sent: QueryDict,
    on: tuple[date, Kind],
) -> PasteForm:
    """Fill the rows with what was pasted. Nothing is saved, and whatever is not certain is named."""
    text = paste.cleaned_data["paste"]
    for row in rows:
        if row.form.is_bound:
            row.form.unjudged()
    if not text.strip():
        paste.add_error("paste", "Paste a column or a block from Excel first")
        return paste
    try:
        wanted = [pasted.Wanted(row.kpi.code, row.kpi.name, row.kpi.unit_at(row.day)) for row in rows]
        block = pasted.read_block(text, wanted, on, _elsewhere(request, notice, rows))
    except pasted.CannotPlace as much:
        paste.add_error("paste", str(much))
        return paste
    for row in rows:
        if found := block.rows.get(row.kpi.code):
            _put(row, found, sent)
    again = PasteForm({"paste": ""})
    for sentence in block.lost:
        again.add_error(None, sentence)
    read = words.plural(len(block.rows), "figure")
    messages.info(request, f"{read} read into the rows. Nothing is saved yet: look at them, then save")
    return again


def _elsewhere(request: ReaderRequest, notice: Notice, rows: Iterable[Row]) -> dict[str, str]:
    """The other KPIs of which this reader knows, by code, and why they have no row here."""
    here = [row.stored.pk for row in rows]
    others = Kpi.objects.visible_to(request.reader).of(notice).exclude(pk__in=here)
    found = {}
    for each in others.select_related("organisation", "data_lead").order_by("pk"):
        if permissions.can_enter(request.reader, each):
            found[each.code] = "has no row for this period: enter it on its own page"
        else:
            who = each.data_lead.name if each.data_lead else each.organisation or "another data lead"
            found[each.code] = f"is not yours to enter: {who} enters it"
    return found


def _put(row: Row, found: pasted.Found, sent: QueryDict) -> None:
    """Put one line of what was pasted into its row, judged as if it had been typed there."""
    before = row.form.typed_figure if row.form.is_bound else ""
    again, form = sent.copy(), row.form
    cells = {"value": found.figure, "kind": found.kind, "note": found.note}
    for name in form.fields:
        again[form.add_prefix(name)] = cells.get(name) or form[name].value() or ""
    row.fill(again, form.seen)
    if not row.form.is_begun:
        row.fill()
        return
    doubts = list(found.doubts)
    if before and before != found.figure:
        doubts.insert(0, f"“{before}” was typed here before, and the pasted “{found.figure}” has taken its place")
    said = [str(each) for each in row.form.errors.get("value", [])]
    for doubt in doubts:
        if not any(each in doubt for each in said):
            row.form.add_error("value", doubt)
