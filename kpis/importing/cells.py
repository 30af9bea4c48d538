"""Which cell is whose figure of when, and what is uncertain about it. Nothing is guessed away."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kpis.certainty import certainty
from kpis.doubts import Doubt, less_firm, of_another_period
from kpis.importing.columns import Role, headings
from kpis.importing.sheets import LONGEST, is_cut
from kpis.periods import Kind, ends_period, inside
from kpis.targets import Unit, shown
from kpis.typed import NotAFigure, typed_value
from kpis.written import NotAPeriod, read_period
from notices.calendar import in_words
from sheets.reading import Cell, Table


class Standing(StrEnum):
    """What becomes of a cell: sure ones are entered unless left out, uncertain ones only when confirmed, and revised
    ones, where another figure stands, as corrections when all of them are to be."""

    SURE = "sure"
    REVISED = "revised"
    ASK = "ask"
    LEFT_OUT = "left_out"
    THERE = "there"


_A: Final = {"actual": "an actual", "provisional": "a provisional", "projected": "a projected"}
_COMING: Final = frozenset({Standing.SURE, Standing.REVISED, Standing.ASK})
MOST_FIGURES: Final = 600
"""As many come in at once: a plan's KPIs for a year."""
MOST_ASKED: Final = 150
"""As many uncertain cells can be settled on one page."""


@dataclass(frozen=True)
class Known:
    """A KPI as an import has to know it: its figures by day, of which periods they are, whether this person may enter
    them, the period that a figure of it is of (a day where nothing is stated), and whether they add up over a year.
    `units` are (day, unit) pairs, the unit before each day. `former` are values that stood on a day and do no more,
    each with its kind and what became of it; `kinds` are the kinds of the figures."""

    code: str
    name: str
    unit: Unit
    figures: Mapping[date, Decimal] = field(default_factory=dict)
    may_enter: bool = True
    comes: Kind = Kind.DAY
    periods: Mapping[date, Kind] = field(default_factory=dict)
    adds_up: bool = False
    units: tuple[tuple[date, Unit], ...] = ()
    former: Mapping[date, tuple[tuple[Decimal, str, str], ...]] = field(default_factory=dict)
    kinds: Mapping[date, str] = field(default_factory=dict)

    def unit_at(self, day: date) -> Unit:
        """The unit that a figure of this day is in."""
        return next((unit for since, unit in sorted(self.units) if day < since), self.unit)


@dataclass(frozen=True)
class Found:
    """A figure that a cell seems to hold. `kind` is a value of FigureKind, `says_kind` whether the file names it;
    `says` are the sentences about it, and `doubts` the codes of those that say that its number looks odd. `stands` is
    another figure of its day, or the same one of another kind, `stands_kind`, or of another period, `stands_period`;
    `instead` says so where the cell is asked about."""

    place: str
    printed_kpi: str
    printed_period: str
    text: str
    code: str = ""
    as_at: date | None = None
    period: Kind = Kind.DAY
    value: Decimal | None = None
    kind: str = "actual"
    says_kind: bool = False
    note: str = ""
    formula: bool = False
    standing: Standing = Standing.SURE
    says: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    stands: Decimal | None = None
    stands_kind: str = ""
    stands_period: Kind | None = None
    instead: str = ""

    @property
    def of_other_period(self) -> bool:
        """Whether the figure that stands at its day is of another period."""
        return self.stands_period is not None

    @property
    def may_come_in(self) -> bool:
        """Whether it holds a figure of a day that is entered as it stands, or once it is confirmed."""
        return self.as_at is not None and self.value is not None and self.standing in _COMING

    def doubted(self, says: str, standing: Standing = Standing.ASK, doubt: str = "") -> "Found":
        """The same with one more sentence; what is left out stays so. `doubt` is the code of what looks odd."""
        worse = self.standing if self.standing in (Standing.LEFT_OUT, Standing.THERE) else standing
        doubts = (*self.doubts, doubt) if doubt else self.doubts
        # what goes without saying in the table of corrections is said where the cell is asked about
        before = (*self.says, self.instead) if self.standing is Standing.REVISED else self.says
        return replace(self, says=(*before, says), standing=worse, doubts=doubts)


def figures(
    table: Table, row: int, roles: Mapping[int, Role], known: Sequence[Known], today: date
) -> tuple[Found, ...]:
    """Every cell below the headings that seems to hold a figure, with what is uncertain in how it is written. Whether
    its number is likely is asked with all that is known of the KPI: `kpis.imported`."""
    named = headings(table, row)
    found = [
        _judged(each, known, today)
        for cells in table.rows
        if cells and cells[0].row > row
        for each in _of_row({cell.column: cell for cell in cells}, named, roles)
    ]
    return tuple(_two_of_a_day(_mixed_periods(list(_mixed_signs(found, known)), known)))


def how_many(table: Table, row: int, roles: Mapping[int, Role]) -> int:
    """How many cells below the headings seem to hold a figure."""
    wanted = {column for column, role in roles.items() if role in (Role.VALUE, Role.FIGURES)}
    return sum(cell.row > row and cell.column in wanted for cells in table.rows for cell in cells)


def on_one_page(found: Iterable[Found]) -> Iterator[Found]:
    """The cells, those that are asked about beyond what one page takes left out."""
    asked = 0
    for each in found:
        asked += each.standing is Standing.ASK
        if each.standing is Standing.ASK and asked > MOST_ASKED:
            said = f"More than {MOST_ASKED} cells are uncertain: settle it in the file, or upload the file again"
            yield each.doubted(said, Standing.LEFT_OUT)
        else:
            yield each


def _of_row(cells: Mapping[int, Cell], named: Mapping[int, str], roles: Mapping[int, Role]) -> Iterator[Found]:
    def text(role: Role) -> str:
        return next((cells[column].text for column, each in roles.items() if each is role and column in cells), "")

    for column, role in roles.items():
        cell = cells.get(column)
        if role not in (Role.VALUE, Role.FIGURES) or cell is None:
            continue
        period = named.get(column, "") if role is Role.FIGURES else text(Role.PERIOD)
        found = Found(cell.place, text(Role.KPI), period, cell.text, note=text(Role.NOTE), formula=cell.formula)
        found = _kind(found, text(Role.KIND))
        if cell.formula and not cell.text:
            found = found.doubted(
                "A formula without a stored value: open the file in Excel and save it", Standing.LEFT_OUT
            )
        if any(is_cut(each) for at, each in cells.items() if roles.get(at) is Role.NOTE):
            found = found.doubted(f"Its note has more than {LONGEST:,} characters: what is behind them is left out")
        if cell.merged:
            found = found.doubted("The cell is joined with others, so it may stand for more than one KPI or period")
        yield found


def _kind(found: Found, said: str) -> Found:
    if not said:
        return found
    kind = certainty(said)
    return (
        replace(found, kind=kind, says_kind=True)
        if kind
        else found.doubted(f"“{said}” does not say how certain the figure is")
    )


def _judged(found: Found, known: Sequence[Known], today: date) -> Found:
    if found.standing is Standing.LEFT_OUT:
        return found
    kpi = _kpi(found.printed_kpi, known)
    if kpi is None:
        said = "The row names no KPI"
        if found.printed_kpi:
            twice = any(_is_called(each, found.printed_kpi) for each in known)
            said = f"“{found.printed_kpi}” is {'what several KPIs are called' if twice else 'no KPI of this notice'}"
        return found.doubted(f"{said}: write its code into the file and upload it again", Standing.LEFT_OUT)
    found = replace(found, code=kpi.code)
    if not kpi.may_enter:
        return found.doubted(f"{kpi.code} has another data lead: ask them, or the improvement lead", Standing.LEFT_OUT)
    try:
        as_at, period = read_period(found.printed_period)
        found = replace(found, as_at=as_at, period=period)
    except NotAPeriod as wrong:
        return found.doubted(str(wrong), Standing.LEFT_OUT)
    found = _read(_of_period(found, as_at, kpi), kpi.unit_at(as_at))
    return _against(found, kpi, today)


def _of_period(found: Found, as_at: date, kpi: Known) -> Found:
    """A day with which a period of this KPI ends stands for the period; on any other day a figure is asked about."""
    if found.period is not Kind.DAY or kpi.comes is Kind.DAY:
        return found
    if ends_period(as_at, kpi.comes):
        return replace(found, period=kpi.comes)
    comes = kpi.comes.value.replace("_", " ")
    said = f"{in_words(as_at)} ends no {comes}, and a figure of {kpi.code} is expected for each"
    return found.doubted(f"{said}: confirm it as one of that day, or write the {comes} into the file")


def _kpi(text: str, known: Sequence[Known]) -> Known | None:
    low = " ".join(text.lower().split())
    by_code = [each for each in known if low == each.code.lower() or low.startswith(f"{each.code.lower()} ")]
    by_name = [each for each in known if _is_called(each, text)]
    return (by_code or by_name)[0] if len(by_code or by_name) == 1 else None


def _is_called(kpi: Known, text: str) -> bool:
    return " ".join(text.lower().split()) == " ".join(kpi.name.lower().split()) != ""


_NO_FIGURE: Final = frozenset(
    {"n/a", "na", "#n/a", "-", "–", "—", "..", ":", "x", "c", "tbc", "tba", "nil return", "not available", "no data"}
)
_MORE: Final = re.compile(
    r"(?P<figure>[\d,.]+\s*(?:%|per\s?cent|days?)?)\s*[\s(\[,;:–-]\s*(?P<rest>\D+?)[)\]]?", re.IGNORECASE
)
_MORE_BRACKET: Final = re.compile(
    r"(?P<figure>[\d,.]+\s*(?:%|per\s?cent|days?)?)\s*[(\[](?P<rest>.+?)[)\]]", re.IGNORECASE
)


def _read(found: Found, unit: Unit) -> Found:
    """The cell's text as a figure of this unit; where it says more or something else, what is proposed is asked."""
    text = found.text
    if text.lower() in _NO_FIGURE:
        return found.doubted(f"“{text}” is no figure: nothing is entered", Standing.LEFT_OUT)
    if re.match(r"[<≤]\s*\d", text):
        return found.doubted(f"“{text}” is a number too small to be told: nothing is entered", Standing.LEFT_OUT)
    try:
        return replace(found, value=typed_value(text, unit))
    except NotAFigure as wrong:
        return _asked(found, unit, str(wrong))


def _asked(found: Found, unit: Unit, wrong: str) -> Found:
    more = _MORE_BRACKET.fullmatch(found.text) or _MORE.fullmatch(found.text)
    if more is not None and (value := _typed_or_none(more["figure"], unit)) is not None:
        rest = more["rest"].strip()
        kind, note = certainty(rest), ". ".join(filter(None, [found.note, rest]))
        said = f"“{found.text}” says more than a figure: check how it is read"
        found = replace(found, kind=kind or found.kind, says_kind=bool(kind) or found.says_kind)
        return replace(found, value=value, note=note).doubted(said)
    bare = found.text.rstrip("% ").strip()
    value = _typed_or_none(bare, unit) if bare != found.text else None
    return replace(found, value=value).doubted(wrong)


def _typed_or_none(text: str, unit: Unit) -> Decimal | None:
    try:
        return typed_value(text, unit)
    except NotAFigure:
        return None


def _against(found: Found, kpi: Known, today: date) -> Found:
    """What the figure is held against: the day, and the figures that are there."""
    as_at, value = found.as_at, found.value
    if as_at is None or found.standing is Standing.LEFT_OUT:
        return found
    if value is not None and as_at > today and found.kind != "projected":
        found = found.doubted(f"{in_words(as_at)} is still to come: such a figure can only be a projected one")
    there, kind, unit = kpi.figures.get(as_at), kpi.kinds.get(as_at, found.kind), kpi.unit_at(as_at)
    of = _unlike(found, kpi)
    same = there is not None and there == value and of is None
    former = [each for each in kpi.former.get(as_at, ()) if each[0] == value and (not same or each[1] == found.kind)]
    was = [became for _, _, became in former]
    if same and (not found.says_kind or kind == found.kind):
        return found.doubted("This figure is there already", Standing.THERE)
    if there is not None:
        found = replace(found, stands=there, stands_kind=kind, stands_period=of)
        found = _instead(found, as_at, shown(there, unit), confirm=bool(was))
    if was and value is not None:
        # the file may be one that came in before
        said = f"{shown(value, unit)} stood here before and {was[-1]}"
        found = found.doubted(f"{said}: confirm it only if that was wrong")
    return found


def _unlike(found: Found, kpi: Known) -> Kind | None:
    """Of which other period the figure is that stands at a cell's day, such as a month where the cell is of the quarter
    that ends with it. None where they are alike, where one is of the day alone, and for a running total."""
    stands = kpi.periods.get(found.as_at) if found.as_at else None
    if stands is None or kpi.adds_up or Kind.DAY in (stands, found.period):
        return None
    return stands if stands is not found.period else None


def _instead(found: Found, as_at: date, there: str, *, confirm: bool) -> Found:
    """A figure that is to take the place of one, told with its unit: where nothing else is uncertain, together with the
    others. One of another period never is."""
    softer, of = less_firm(found.stands_kind, found.kind), found.stands_period
    said = f"It stands as {_A[found.stands_kind]} figure: the file’s is {found.kind}"
    if found.value != found.stands:
        said = f"Another figure stands there, {there}: this one corrects it if you confirm it"
    if found.standing is Standing.SURE and not confirm and not softer and of is None:
        return replace(found, standing=Standing.REVISED, instead=said)
    for each in softer:
        found = found.doubted(each.sentence, doubt=each.doubt.value)
    if of is not None:
        is_of = f"{there} of {inside(as_at, of)} stands here, and this figure is of {inside(as_at, found.period)}"
        said = f"{is_of}: it takes the place of that one if you confirm it"
        return found.doubted(said, doubt=Doubt.OTHER_PERIOD.value)
    return found if softer and found.value == found.stands else found.doubted(said)


def _mixed_signs(found: Sequence[Found], known: Sequence[Known]) -> Iterator[Found]:
    """A percentage among figures without a sign, where the KPI's unit is not stated."""
    open_units = {each.code for each in known if each.unit == Unit.NOT_STATED}
    signs: dict[str, set[bool]] = defaultdict(set)
    for each in found:
        if each.value is not None:
            signs[each.code].add("%" in each.text)
    for each in found:
        mixed = each.code in open_units and len(signs[each.code]) == 2
        asked = mixed and "%" in each.text
        yield (
            each.doubted(f"“{each.text}” is a percentage, and other figures of {each.code} are not") if asked else each
        )


def _mixed_periods(found: Sequence[Found], known: Sequence[Known]) -> Iterator[Found]:
    """A figure of another kind of period than those around it, in the file or there already."""
    around: dict[str, dict[date, Kind]] = {each.code: dict(each.periods) for each in known if not each.adds_up}
    taken = [each for each in found if each.standing in _COMING and each.value is not None]
    for each in taken:
        if each.as_at and each.code in around:
            around[each.code].setdefault(each.as_at, each.period)
    for each in found:
        others = around.get(each.code, {}).items() if each.standing in _COMING else ()
        asked = of_another_period(each.as_at, each.period, others) if each.as_at else ()
        yield each.doubted(asked[0].sentence) if asked else each


def _two_of_a_day(found: Iterable[Found]) -> Iterator[Found]:
    rows = list(found)
    places: dict[tuple[str, date | None], list[str]] = defaultdict(list)
    for each in rows:
        if each.value is not None and each.standing in (*_COMING, Standing.THERE):
            places[each.code, each.as_at].append(each.place)
    for each in rows:
        others = [place for place in places.get((each.code, each.as_at), []) if place != each.place]
        said = f"{', '.join(others)} gives a figure of this KPI and period too: confirm one of them"
        yield each.doubted(said) if others and each.place in places[each.code, each.as_at] else each
