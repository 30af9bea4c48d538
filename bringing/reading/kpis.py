"""KPIs out of the rows of a table."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bringing.reading import figures, starts, timed
from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns, at
from bringing.reading.defining import read_sheet
from bringing.reading.draft import (
    BaselineRead,
    Certainty,
    ColumnRead,
    KpiRead,
    Read,
    Role,
    Source,
    Start,
    TargetRead,
)
from bringing.reading.grid import Part, Row
from bringing.reading.words import fold
from kpis import targets as rules
from kpis.targets import Direction, Flag, Rule, RuleKind, Target, Unit, Unreadable, parse_rule

_COUNT: Final = re.compile(
    r"^(?:the )?(?:total )?no\.? of\b|\b(?:numbers?|count)\)? of\b|"
    r"\b(?:numbers?|no\.?|count)\W+(?:(?:and|or)\W+)?(?:the )?(?:per\s?cent|%|proportion)",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"\bper\s?cent(?:age)?\b|%|\bproportion\b", re.IGNORECASE)
_PER_THOUSAND: Final = re.compile(
    r"\bper\s+(?:\d{1,3}(?:[,\s]?000)+\b|\d{1,3}k\b|(?:(?:a|one|ten|hundred) )*(?:thousand|million)\b)", re.IGNORECASE
)
"""A rate of so many in a thousand or more, which no percentage is."""
_DAYS: Final = re.compile(r"\b(?:number of|average|mean|median) (?:working )?days\b|\bin days\b", re.IGNORECASE)
_UNITS: Final = {
    "number": Unit.COUNT, "count": Unit.COUNT, "no": Unit.COUNT, "percentage": Unit.PERCENT, "percent": Unit.PERCENT,
    "%": Unit.PERCENT, "per cent": Unit.PERCENT, "days": Unit.DAYS, "not stated": Unit.NOT_STATED,
}  # fmt: skip
UNITS_CALLED: Final = {Unit.COUNT: "a number", Unit.PERCENT: "a percentage", Unit.DAYS: "days"}
_NO_WAY: Final = {"", "-", "not set", "not stated", "none", "n/a", "tbc", "to be confirmed"}
"""What a column of directions says where none is set."""


def _all_of_a_cell(arrow: str, words: str) -> re.Pattern[str]:
    """The wordings by which a whole cell says that way: among others a word can say the contrary, “Higher is worse”"""
    better = rf"{words} ?(?:is |are |= ?)?(?:better|good)|the {words},? the better"
    return re.compile(rf"{arrow}|(?:{arrow} ?)?(?:(?:(?:to|should) )?{words}|{better})(?: ?{arrow})?")


_UP: Final = _all_of_a_cell(
    "↑", r"(?:higher|high|(?:go )?up|upwards?|more|bigger|larger|greater|increas(?:e|ing)|maximi[sz](?:e|ing))"
)
_DOWN: Final = _all_of_a_cell(
    "↓",
    r"(?:lower|low|(?:go )?down|downwards?|less|fewer|smaller|decreas(?:e|ing)|reduc(?:e|ing|tion)|"
    r"minimi[sz](?:e|ing))",
)
ASKED_FOR: Final = "what the targets ask for"
THE_WAY: Final = "the way from the baseline to the last target"
NOT_PRINTED: Final = "not printed"
DERIVED: Final = frozenset({ASKED_FOR, THE_WAY, NOT_PRINTED})
"""The rules of a direction that nobody has said, in the file or here."""
UNDATED: Final[Read[date | None]] = Read(None, "its heading names no date", (), Certainty.OPEN)
BASELINE_IN_DATES: Final = "its column is headed as dates and holds the baseline’s words and its date"


def read_kpi(
    row: Row, columns: Columns, heads: Sequence[ColumnRead], section: Read[str], building: Building
) -> list[Source]:
    """Add the KPI of a row to what is built. What it returns is the cell that holds baseline and date together, if its
    column is one of dates: asked once for a table."""
    number = len(building.kpis)
    path = f"kpis/{number}"
    name = _name(columns.part(row, Role.NAME), row, path, building)
    targets = tuple(_targets(row, columns, heads, path, building))
    unit = _unit(columns.part(row, Role.UNIT), row, columns, name, targets, path, building)
    baseline, as_at, in_dates = starts.read_start(row, columns, unit.value, path, name.value, building)
    starts.ask_of_day_to_come(baseline, as_at, [f"{path}/as_at"], building)
    as_at = _of_heading(as_at, baseline, columns, heads)
    moved = _may_have_moved(row, as_at, targets)
    direction = _direction(
        columns.part(row, Role.DIRECTION), baseline, () if moved else targets, f"{path}/direction", building
    )
    _ask_of_row(row, name.value, targets, path, building, moved=moved)
    figures.ask_of_spans(unit.value, targets, path, name.value, building)
    in_one_span = timed.is_in_one_span(row, columns)
    figures.ask_of_words_beside(unit.value, targets, path, building, in_one_span=in_one_span)
    _ask_of_targets(baseline, unit.value, direction.value, targets, path, building)
    building.kpis.append(
        KpiRead(
            _code(columns.part(row, Role.CODE), path, building),
            section,
            name,
            unit,
            direction,
            baseline,
            as_at,
            targets,
            tuple(source for part in row.loose for source in part.sources),
            columns.table,
            sheet=read_sheet(row, columns, path, building),
        )
    )
    return [*baseline.sources, *as_at.sources] if in_dates else []


def _of_heading(
    as_at: Read[date | None], baseline: Read[BaselineRead], columns: Columns, heads: Sequence[ColumnRead]
) -> Read[date | None]:
    """The baseline's date, where its column's heading alone says it."""
    if as_at.sources or baseline.value.state is not Start.NUMERIC:
        return as_at
    own = (head.due_on for head in heads if head.number == columns.of(Role.BASELINE))
    return next(own, None) or as_at


def _name(part: Part, row: Row, path: str, building: Building) -> Read[str]:
    if not part:
        says = f"{at(row.place)}: this row has values and no KPI: enter what is measured, or leave the row out"
        building.asking.ask(Asks.NO_NAME, f"{path}/name", row.own, says)
        return Read("", "an empty cell", (), Certainty.OPEN)
    if row.name:
        says = (
            f"“{part.plain}”: the number behind it was read as a value: confirm it, or say that it belongs to the name"
        )
        paths = (f"{path}/name", f"{path}/baseline")
        building.asking.ask(Asks.WHERE_IT_ENDS, paths, part.sources, says, read=part.plain, others=(row.name,))
    return building.prose(part, f"{path}/name", row.rule or "the column of KPIs")


def _code(part: Part, path: str, building: Building) -> Read[str]:
    """The code as printed; one that the file does not print is given when all KPIs are there."""
    return building.short(part, f"{path}/code", "the column of codes") if part else Read("", "not printed")


def _targets(
    row: Row, columns: Columns, heads: Sequence[ColumnRead], path: str, building: Building
) -> list[TargetRead]:
    by_number = {head.number: head for head in heads}
    found = []
    for number, column in enumerate(columns.all_of(Role.TARGET)):
        head, part = by_number[column], row.at(column)
        due = head.due_on or UNDATED
        rule = _rule(part, f"{path}/targets/{number}/rule", building)
        found.append(TargetRead(head.called, due, rule))
    return found


def _rule(part: Part, path: str, building: Building) -> Read[Rule | None]:
    if not part:
        return Read(None, "an empty cell")
    building.ask_of_characters(part, path)
    found = parse_rule(part.plain)
    wrong = found.reason if isinstance(found, Unreadable) else figures.too_large(found, part.plain)
    if wrong or isinstance(found, Unreadable):
        building.asking.ask(Asks.TARGET, path, part.sources, wrong)
        return Read(None, "no target that is certain", part.sources, Certainty.OPEN)
    figures.ask_of_places(part, found, path, building)
    return Read(found, "a target as plans print it", part.sources)


def _unit(
    part: Part,
    row: Row,
    columns: Columns,
    name: Read[str],
    targets: Sequence[TargetRead],
    path: str,
    building: Building,
) -> Read[Unit]:
    """By its column, the words of the name, or the percent signs of its values. Where name and values differ it is
    asked."""
    if part:
        unit = _UNITS.get(fold(part.plain), Unit.NOT_STATED)
        if fold(part.plain) not in _UNITS:
            says = f"“{part.plain}” is no unit that is known: choose number, percentage or days"
            building.asking.ask(Asks.UNIT, f"{path}/unit", part.sources, says)
            return Read(unit, "the column of units", part.sources, Certainty.OPEN)
        return Read(unit, "the column of units", part.sources)
    signs = _signs(row, columns, targets)
    told = _told_by_name(name.value)
    units = list(dict.fromkeys(told.values()))
    says = f"The name speaks of {' and '.join(told)}"
    if signs and told and [*told] != [UNITS_CALLED[each] for each in signs]:
        read = UNITS_CALLED[signs[0]]
        says = f"{says}, and the values of {read}: choose the unit"
        others = [UNITS_CALLED[each] for each in units if each is not signs[0]]
        building.asking.ask(Asks.UNIT, f"{path}/unit", name.sources, says, read=read, others=others)
        return Read(signs[0], "the signs of its values", name.sources)
    if len(units) > 1:
        others = [UNITS_CALLED[each] for each in units]
        building.asking.ask(Asks.UNIT, f"{path}/unit", name.sources, f"{says}: choose the unit", others=others)
        return Read(Unit.NOT_STATED, "words of the name", name.sources, Certainty.OPEN)
    if any(UNITS_CALLED[each] in told for each in units):
        return Read(units[0], "words of the name", name.sources)
    if not signs and (found := timed.unit_of_days(row, columns, UNITS_CALLED, f"{path}/unit", building)):
        return found
    return Read(signs[0] if signs else Unit.NOT_STATED, "the signs of its values" if signs else "not printed")


def _told_by_name(name: str) -> dict[str, Unit]:
    """What a name speaks of, in words, with the unit that it would be. A rate alone has none: it is a percentage as
    well as so many in a thousand, which is no more than a number."""
    rest = _DAYS.sub(" ", name)  # “number of days” counts nothing else
    found = [
        *([Unit.COUNT] if _COUNT.search(rest) else []),
        *([Unit.PERCENT] if _PERCENT.search(rest) else []),
        *([Unit.DAYS] if rest != name else []),
    ]
    told = {UNITS_CALLED[each]: each for each in found}
    rate = _PER_THOUSAND.search(name)
    return told | ({f"“{rate[0]}”": Unit.COUNT} if rate else {})


def _signs(row: Row, columns: Columns, targets: Sequence[TargetRead]) -> list[Unit]:
    """Percent where all absolute values bear the sign, or a target asks for points."""
    points = any(each.rule.value and each.rule.value.kind.value.startswith("point") for each in targets)
    printed = [row.at(column).plain for column in columns.all_of(Role.BASELINE, Role.TARGET)]
    printed += [part.plain for part in row.loose]
    absolute = [each for each in printed if isinstance(rule := parse_rule(each), Rule) and rule.kind is RuleKind.VALUE]
    signed = [figures.PERCENT.search(each) is not None for each in absolute]
    return [Unit.PERCENT] if points or (signed and all(signed)) else []


def _direction(
    part: Part, baseline: Read[BaselineRead], targets: Sequence[TargetRead], path: str, building: Building
) -> Read[Direction]:
    """By its column, else as it follows from what else was read."""
    if part:
        even = fold(part.plain)
        up, down = _UP.fullmatch(even), _DOWN.fullmatch(even)
        if up or down or even in _NO_WAY:
            way = Direction.HIGHER if up else Direction.LOWER if down else Direction.NOT_SET
            return Read(way, "the column of directions", part.sources)
        says = f"“{part.plain}” does not say which way is better: choose one"
        building.asking.ask(Asks.UNIT, path, part.sources, says)
        return Read(Direction.NOT_SET, "the column of directions", part.sources, Certainty.OPEN)
    return derived_direction(baseline, targets)


def derived_direction(baseline: Read[BaselineRead], targets: Sequence[TargetRead]) -> Read[Direction]:
    """By what the targets ask for, or by the way from the baseline to the last target."""
    changes = {
        each.rule.value.kind.value.rpartition("_")[2]
        for each in targets
        if each.rule.value and each.rule.value.is_relative
    }
    sources = tuple(source for each in targets for source in each.rule.sources)
    if len(changes) == 1:
        way = Direction.HIGHER if "increase" in changes else Direction.LOWER
        return Read(way, ASKED_FOR, sources)
    dated = sorted((each for each in targets if each.due_on.value), key=lambda each: str(each.due_on.value))
    values = [each.rule.value.amount for each in dated if each.rule.value and each.rule.value.kind is RuleKind.VALUE]
    start = baseline.value.value if baseline.value.state is Start.NUMERIC else None
    way_of = [each for each in (start, *values) if each is not None]
    if len(way_of) > 1 and way_of[0] != way_of[-1]:
        way = Direction.HIGHER if way_of[-1] > way_of[0] else Direction.LOWER
        return Read(way, THE_WAY, (*baseline.sources, *sources))
    return Read(Direction.NOT_SET, NOT_PRINTED)


def _may_have_moved(row: Row, as_at: Read[date | None], targets: Sequence[TargetRead]) -> bool:
    """Whether nobody knows which target a value of the row is: some are blank, and its cells were told apart here, or
    stand at the left with something else where the baseline's date would be, as in plans that leave a cell out."""
    filled = [bool(each.rule.sources) for each in targets]
    stand_left = filled == sorted(filled, reverse=True)
    no_date = as_at.value is None and bool(as_at.sources)
    return not all(filled) and (row.others is not None or (stand_left and no_date))


def _ask_of_row(
    row: Row, name: str, targets: Sequence[TargetRead], path: str, building: Building, *, moved: bool
) -> None:
    """Values without a place, and a row without any target."""
    if row.loose:
        told = ", ".join(f"“{part.plain}”" for part in row.loose)
        says = f"“{name}” has fewer values than columns: say under which heading {told} stand"
        sources = [source for part in row.loose for source in part.sources]
        paths = (
            f"{path}/unplaced",
            *(f"{path}/targets/{number}/rule" for number in range(len(targets))),
            f"{path}/as_at",
        )
        building.asking.ask(Asks.UNPLACED, paths, sources, says, others=row.others or ())
        return
    blank = [number for number, each in enumerate(targets) if not each.rule.sources]
    if targets and len(blank) == len(targets):
        says = f"“{name}” has no target: enter one for each date, or leave them to be settled"
        paths = tuple(f"{path}/targets/{number}/rule" for number in range(len(targets)))
        building.asking.ask(Asks.NO_TARGETS, paths, row.own[:1], says)
    elif blank and not moved:
        told = ", ".join(f"“{targets[number].heading}”" for number in blank)
        says = f"“{name}” has no value under {told}: confirm that nothing belongs there, or enter what does"
        sources = [source for each in targets for source in each.rule.sources]
        paths = tuple(f"{path}/targets/{number}/rule" for number in blank)
        building.asking.ask(Asks.BLANK_TARGET, paths, sources, says)
    elif blank:
        told = ", ".join(f"“{targets[number].label.value}”" for number in blank)
        says = f"“{name}” has no value under {told}: leave it blank, or say where its other values belong"
        sources = [source for each in targets for source in each.rule.sources]
        paths = tuple(f"{path}/targets/{number}/rule" for number in range(len(targets)))
        building.asking.ask(Asks.BLANK_TARGET, paths, sources, says)


def _ask_of_targets(
    baseline: Read[BaselineRead],
    unit: Unit,
    direction: Direction,
    targets: Sequence[TargetRead],
    path: str,
    building: Building,
) -> None:
    """What the product finds odd about targets wherever they are entered, once for each, beside the figures that it is
    compared with. Dates are asked about once for a table."""
    figures.ask_of_shares(unit, targets, path, building)
    figures.ask_of_fractions(unit, baseline, targets, path, building)
    figures.ask_of_some_signs(unit, baseline, targets, path, building)
    figures.ask_of_dots(unit, baseline, targets, path, building)
    rows = [
        (number, Target(each.label.value, each.due_on.value, each.rule.value))
        for number, each in enumerate(targets)
        if each.due_on.value and each.rule.value
    ]
    numbers = {id(target): number for number, target in rows}
    found: dict[int, list[rules.Oddity]] = {}
    for odd in rules.oddities(
        [target for _, target in rows], baseline=baseline.value.value, unit=unit, direction=direction
    ):
        if odd.flag is not Flag.OUT_OF_ORDER:
            found.setdefault(numbers[id(odd.target)], []).append(odd)
    for number, odds in found.items():
        same = all(odd.flag is Flag.SAME_AS_BEFORE for odd in odds)
        beside = dict.fromkeys(numbers[id(odd.beside)] for odd in odds if odd.beside)
        compared = [source for each in beside for source in targets[each].rule.sources]
        sources = [*targets[number].rule.sources, *baseline.sources, *compared]
        says = f"{'; '.join(odd.sentence for odd in odds)}: confirm it, or enter another target"
        asks = Asks.SAME_AS_BEFORE if same else Asks.ODD_TARGET
        about = [f"{path}/targets/{at}/rule" for at in (number, *(beside if same else ()))]
        building.asking.ask(asks, about, sources, says, read=str(odds[0].target.rule))


def ask_of_names(building: Building) -> None:
    """KPIs, and codes, that come twice."""
    for field in ("name", "code"):
        seen: dict[str, list[int]] = {}
        for number, kpi in enumerate(building.kpis):
            read: Read[str] = getattr(kpi, field)
            if read.value:
                seen.setdefault(fold(read.value), []).append(number)
        for numbers in seen.values():
            if len(numbers) > 1:
                kpis = [building.kpis[number] for number in numbers]
                sources = [source for kpi in kpis for source in getattr(kpi, field).sources]
                where = " and ".join(str(source.place) for source in sources)
                told = getattr(kpis[0], field).value
                says = f"“{told}” stands {len(numbers)} times, at {where}: keep one, or tell them apart"
                building.asking.ask(Asks.KPI_TWICE, [f"kpis/{number}/{field}" for number in numbers], sources, says)
