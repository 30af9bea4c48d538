"""The KPIs of our own workbook, with their targets: rows of a sheet of its own, by the code."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bringing.columns import KPIS
from bringing.reading import beginnings, days
from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.defining import NOTHING
from bringing.reading.draft import SHEET, BaselineRead, Certainty, KpiRead, Read, Source, Start, TargetRead
from bringing.reading.figures import ask_of_shares, ask_of_spans, too_large
from bringing.reading.grid import Row
from bringing.reading.own import values
from bringing.reading.own.answering import by_key
from bringing.reading.own.sheets import Found, Line
from bringing.reading.starts import Parts, ask_of_day_to_come, read_baseline
from govuk.words import plural
from kpis.targets import Direction, Rule, Unit, Unreadable, parse_rule, plain
from notices.calendar import in_words

_STARTS = {"approved": Start.NUMERIC, "awaited": Start.AWAITED, "to_be_developed": Start.TO_BE_DEVELOPED}


def section_of(line: Line, path: str, letters: Mapping[str, str], building: Building) -> Read[str]:
    """The section of a row: one of the file's own."""
    read = values.text(line, "section", path, building)
    if read.value.casefold() in letters:
        return Read(letters[read.value.casefold()], read.rule, read.sources)
    others = [f"Section {each}" for each in letters.values()]
    if not read.value:
        says = f"{at(line.place)}: nothing says of which section this is: enter its letter"
        building.asking.ask(Asks.SECTION, path, line.sources[:1], says, others=others)
        return Read("", values.EMPTY, (), Certainty.OPEN)
    says = f"{at(read.sources[0].place)}: there is no section “{read.value}”: correct it, or add the section first"
    building.asking.ask(Asks.SECTION, path, read.sources, says, read=read.value, others=others)
    return read


class Measures:
    """Reads KPIs into what is built. `letters` are the sections, `refs` the actions of the file."""

    def __init__(
        self, building: Building, letters: Mapping[str, str], refs: Sequence[str], *, is_empty_one: bool
    ) -> None:
        self.building, self.letters, self.refs, self.is_empty_one = building, letters, refs, is_empty_one
        self.codes: set[str] = set()

    def read(self, lines: Sequence[Line], targets: Found | None) -> None:
        codes = [line.part("key").plain for line in lines]
        rows = by_key(targets, "code", codes, self.building)
        for line, code in zip(lines, codes, strict=True):
            self._kpi(line, rows.pop(code.casefold(), []))  # a code that comes twice is asked about
        self._ask_of_long_stops()

    def _kpi(self, line: Line, rows: Sequence[Line]) -> None:
        building = self.building
        path = f"kpis/{len(building.kpis)}"
        code = self._code(line, f"{path}/code")
        name = values.text(line, "name", f"{path}/name", building)
        if not name.value:
            says = f"{at(line.place)}: this row has no KPI: enter what is measured, or leave the row out"
            building.asking.ask(Asks.NO_NAME, f"{path}/name", line.sources[:1], says)
        unit = values.choice(line, "unit", KPIS, Unit.NOT_STATED, f"{path}/unit", building)
        way = values.choice(line, "direction", KPIS, Direction.NOT_SET, f"{path}/direction", building)
        baseline = self._baseline(line, Unit(unit.value), name.value, path)
        building.kpis.append(
            KpiRead(
                code,
                section_of(line, f"{path}/section", self.letters, building),
                name,
                Read(Unit(unit.value), unit.rule, unit.sources),
                Read(Direction(way.value), way.rule, way.sources),
                baseline,
                values.day(line, "baseline_on", f"{path}/as_at", building),
                tuple(self._target(row, number, path) for number, row in enumerate(rows)),
                tuple(source for read in values.lines(line, "unplaced") for source in read.sources),
                KPIS.name,
                values.text(line, "baseline", f"{path}/baseline_printed", building),
                values.text(line, "baseline_on_printed", f"{path}/as_at_printed", building),
                self._sheet(line, path),
                values.several(line, "actions", self.refs, f"{path}/actions", building),
            )
        )
        building.room.row(line.place, len(rows))
        ask_of_day_to_come(baseline, building.kpis[-1].as_at, [f"{path}/as_at"], building)
        self._ask_of_printed_day(line, building.kpis[-1], path)
        ask_of_shares(Unit(unit.value), building.kpis[-1].targets, path, building)
        ask_of_spans(Unit(unit.value), building.kpis[-1].targets, path, name.value, building)
        self._ask_of_days(building.kpis[-1], path)

    def _code(self, line: Line, path: str) -> Read[str]:
        read = values.text(line, "key", path, self.building)
        value = " ".join(read.value.split())
        if not value:
            says = f"{at(line.place)}: this KPI has no code: enter one that no other has, such as A-K1"
            self.building.asking.ask(Asks.NO_NAME, path, line.sources[:1], says)
        elif value.casefold() in self.codes:
            says = f"{at(read.sources[0].place)}: there is a KPI {value} already: give this one a code of its own"
            self.building.asking.ask(Asks.KPI_TWICE, path, read.sources, says)
        self.codes.add(value.casefold())
        return Read(value, read.rule, read.sources)

    def _baseline(self, line: Line, unit: Unit, name: str, path: str) -> Read[BaselineRead]:
        """What its own cells say; where they are empty, what is printed."""
        path = f"{path}/baseline"
        state, printed = line.part("baseline_state"), line.part("baseline")
        value = values.number(line, "baseline_value", path, self.building)
        if not state and not value.sources:
            parts = Parts(printed, printed)
            if printed or self.is_empty_one:
                return read_baseline(parts, Row(line.place, {0: printed}), unit, path, name, self.building)
            return Read(BaselineRead(Start.AWAITED), values.EMPTY)
        said = values.choice(
            line, "baseline_state", KPIS, "approved" if value.sources else "awaited", path, self.building
        )
        start = _STARTS[said.value]
        sources = (*said.sources, *value.sources)
        if value.sources and start is not Start.NUMERIC:
            says = f"{at(line.place)}: the baseline has a value and is “{state.plain}”: take one of the two out"
            self.building.asking.ask(Asks.BASELINE, path, sources, says)
        elif not value.sources and start is Start.NUMERIC:
            says = f"{at(line.place)}: the baseline is “{state.plain}” and has no value: enter it, or choose Awaited"
            self.building.asking.ask(Asks.NO_BASELINE_VALUE, path, sources, says)
        known = value.value is not None and start is Start.NUMERIC
        if known and value.value is not None and unit is Unit.PERCENT and 0 < value.value <= 1:
            self._ask_of_share(value.value, value.sources, printed.plain, path)
        if not known and (start is Start.NUMERIC or value.sources):
            return Read(BaselineRead(Start.AWAITED), "no figure", sources, Certainty.OPEN)
        return Read(BaselineRead(start, value.value if known else None), values.COLUMN, sources)

    def _ask_of_share(self, value: Decimal, sources: tuple[Source, ...], printed: str, path: str) -> None:
        """A baseline of a percentage that may be a share of 1: neither its cell nor its printed words bear the sign."""
        if "%" not in f"{sources[0].words}{printed}":
            whole, read = f"{plain(100 * value)}%", f"{plain(value)}%"
            says = f"“{sources[0].words}” of a percentage can be {read} or, as a share of 1, {whole}: choose"
            self.building.asking.ask(Asks.BASELINE, path, sources, says, read=read, others=(whole,))

    def _target(self, line: Line, number: int, path: str) -> TargetRead:
        path = f"{path}/targets/{number}"
        label, rule = line.part("label"), line.part("rule")
        due = values.day(line, "due_on", f"{path}/due_on", self.building, asked="a target has a date")
        due = Read(due.value, due.rule, (*label.sources, *due.sources), due.certainty, due.others)
        called = values.text(line, "label", f"{path}/label", self.building)
        return TargetRead(called, due, self._rule(line, f"{path}/rule") if rule else Read(None, values.EMPTY))

    def _rule(self, line: Line, path: str) -> Read[Rule | None]:
        part = line.part("rule")
        found = parse_rule(part.plain)
        wrong = found.reason if isinstance(found, Unreadable) else too_large(found, part.plain)
        if wrong or isinstance(found, Unreadable):
            self.building.asking.ask(Asks.TARGET, path, part.sources, f"{at(line.place)}: {wrong}")
            return Read(None, "no target that is certain", part.sources, Certainty.OPEN)
        return Read(found, values.COLUMN, part.sources)

    def _ask_of_days(self, kpi: KpiRead, path: str) -> None:
        """Two targets for one day."""
        seen: set[date] = set()
        for number, each in enumerate(kpi.targets):
            day = each.due_on.value
            if day and day in seen:
                says = f"{kpi.code.value} has two targets for {in_words(day)}: take one of them out, or change its day"
                self.building.asking.ask(Asks.TARGET_DATE, f"{path}/targets/{number}/due_on", each.due_on.sources, says)
            if day:
                seen.add(day)

    def _ask_of_printed_day(self, line: Line, kpi: KpiRead, path: str) -> None:
        """A baseline of another day than the words say that are printed of it: of a month each of its days is one."""
        part = line.part("baseline_on_printed")
        day = kpi.as_at.value if kpi.baseline.value.state is Start.NUMERIC else None
        printed = days.by_when(part)
        first, last = beginnings.begins(part).when.due_on, printed.when.due_on
        if printed.certainty is not Certainty.CERTAIN or not (day and first and last) or first <= day <= last:
            return
        told = f"{kpi.code.value or 'This KPI'} has a baseline of {in_words(day)}, and “{part.plain}” is printed of it"
        sources = (*kpi.as_at.sources, *part.sources)
        about = (f"{path}/as_at", f"{path}/as_at_printed")
        says = f"{told}: confirm both, or correct one of them"
        self.building.asking.ask(Asks.DATE, about, sources, says, read=in_words(day), others=(in_words(last),))

    def _ask_of_long_stops(self) -> None:
        """Targets after the notice's own date: once for all KPIs that have one of this name for this day, as a heading
        of a table is asked about once."""
        found = defaultdict[tuple[str, date | None], list[tuple[str, str, Read[date | None]]]](list)
        for row, kpi in enumerate(self.building.kpis):
            for number, each in enumerate(kpi.targets):
                path = f"kpis/{row}/targets/{number}/due_on"
                found[each.label.value, each.due_on.value].append((kpi.code.value, path, each.due_on))
        for (label, _), rows in found.items():
            codes, paths, dues = zip(*rows, strict=True)
            due = replace(dues[0], sources=tuple(source for each in dues for source in each.sources))
            of = codes[0] if len(codes) == 1 else plural(len(codes), "KPI")
            values.ask_of_long_stop(f"“{label}” of {of}", due, paths, self.building)

    def _sheet(self, line: Line, path: str) -> tuple[Read[str], ...]:
        """The definition sheet."""
        return tuple(
            values.choice(line, field, KPIS, NOTHING[field], f"{path}/sheet/{number}", self.building)
            if field in NOTHING
            else values.text(line, field, f"{path}/sheet/{number}", self.building)
            for number, field in enumerate(SHEET)
        )
