"""A KPI's story: what happened to it, newest first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from govuk.parts import Difference
from govuk.words import day, listed, lower_first
from kpis.models import BaselineState, FigureKind, JudgedState
from kpis.periods import Kind, inside
from kpis.reading.history import EDITED, MADE, NOT_RELEASED, STANDS_AGAIN, TAKEN_AWAY, Entry
from kpis.targets import Unit, shown
from kpis.versions import LABELS, Version, differences

# what a reader can narrow the story to, in the order in which it is offered
KINDS: Final[Mapping[str, str]] = {
    "figures": "Figures",
    "corrections": "Corrections",
    "baselines": "Baselines",
    "targets": "Targets",
    "definition": "Definition",
    "breaks": "Series breaks",
    "judgements": "Judgements",
    "comparators": "Comparators",
    "actions": "Actions",
    "evidence": "Evidence",
}
ANEW: Final = "Judged anew"


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kinds` says by which filters it is found, `text` why it happened or what was said;
    `differences` are the fields of the sheet that changed, old and new."""

    title: str
    at: datetime
    by: str
    sort: tuple[datetime, int]
    kinds: tuple[str, ...]
    text: str = ""
    differences: Sequence[Difference] = ()


def story(entries: Sequence[Entry], versions: Sequence[Version]) -> list[Event]:
    """All that happened to a KPI, newest first: `entries` are its history, `versions` those of its sheet.

    What a partner holds back is told once it is released.
    """
    events = [*_sheet(versions), *_told(entries)]
    return sorted(events, key=lambda event: event.sort, reverse=True)


def counted(events: Iterable[Event]) -> list[tuple[str, str, int]]:
    """The kinds of which there are events: code, words and how many."""
    numbers = Counter(kind for event in events for kind in event.kinds)
    return [(kind, words, numbers[kind]) for kind, words in KINDS.items() if numbers[kind]]


def _sheet(versions: Sequence[Version]) -> Iterator[Event]:
    for before, version in zip([None, *versions], versions, strict=False):
        if before is None:
            continue  # told with the KPI's own first row
        changed = differences(before, version)
        way = LABELS["direction"]
        if version.changed == (way,):
            title = f"Direction set: {lower_first(version.fields[way])}"
        else:
            title = f"Definition changed: {listed([lower_first(label) for label in version.changed])}"
        kinds = ("definition",)
        yield Event(title, version.at, version.by, (version.at, 0), kinds, version.why, changed)


def _told(entries: Sequence[Entry]) -> Iterator[Event]:
    before: dict[tuple[str, int], Mapping[str, Any]] = {}
    unit, former = Unit.NOT_STATED, _former_units(entries)
    written: dict[int, Unit] = {}
    for each in entries:
        was = before.get((each.kind, each.pk))
        before[each.kind, each.pk] = each.said
        match each.kind:
            case "kpi":
                unit = Unit(each.said["unit"])
                yield from _of_kpi(each, was, entries)
            case "figure":
                written.setdefault(each.pk, _unit_of(each, unit, former))
                yield from _of_figure(each, was, _released_before(each, before), written)
            case "baseline":
                yield from _of_baseline(each, was, unit)
            case "redefinition" if each.sign == MADE:
                title, kinds = f"A new series begins on {_day(each.said['from_on'])}", ("breaks", "definition")
                yield _event(each, title, kinds, each.said["why"])
            case "judgement":
                yield from _of_judgement(each)
            case "comparator":
                yield from _of_comparator(each, was, _unit_of(each, unit, former))
            case "link" if each.sign != EDITED:
                done = "Linked to action" if each.sign == MADE else "No longer linked to action"
                yield _event(each, f"{done} {each.said['ref']} {each.said['title']}", ("actions",), each.why)
            case "evidence" if each.sign != EDITED:
                done = "taken away" if each.sign == TAKEN_AWAY else "attached"
                yield _event(each, f"Evidence {done}: {each.said['title'] or 'a document'}", ("evidence",), each.why)
    yield from _rebased(entries)


def _former_units(entries: Sequence[Entry]) -> list[tuple[str, datetime, Unit]]:
    """For each new series with another unit: its first day, when that was said, and the unit of before."""
    units = [(each.at, Unit(each.said["unit"])) for each in entries if each.kind == "kpi"]
    found = []
    for each in entries:
        if each.kind == "redefinition" and each.sign == MADE:
            before = [unit for at, unit in units if at < each.at]
            after = [unit for at, unit in units if at <= each.at]
            if before and before[-1] is not after[-1]:
                found.append((each.said["from_on"], each.at, before[-1]))
    return sorted(found)


def _unit_of(value: Entry, unit: Unit, former: Iterable[tuple[str, datetime, Unit]]) -> Unit:
    """The unit of a value's day, as it was known when the value was written."""
    day = value.said["as_at"]
    return next((before for since, at, before in former if day < since and at <= value.at), unit)


def _event(each: Entry, title: str, kinds: tuple[str, ...], text: str = "") -> Event:
    return Event(title, each.at, each.by, (each.at, each.number), kinds, text)


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


def _value(value: Any, unit: Unit) -> str:
    return shown(Decimal(str(value)), unit)


def _of_kpi(each: Entry, was: Mapping[str, Any] | None, entries: Iterable[Entry]) -> Iterator[Event]:
    if was is None:
        yield _event(each, "Added", ("definition",), each.why)
        return
    said, kinds = each.said, ("definition",)
    if said["name"] != was["name"]:
        yield _event(each, f"Renamed “{said['name']}”, was “{was['name']}”", kinds, each.why)
    if said["section"] != was["section"]:
        now, before = (f"section {row['section']} {row['section_title']}" for row in (said, was))
        yield _event(each, f"Moved to {now}, was in {before}", kinds, each.why)
    if was["unplaced"] and not said["unplaced"]:
        placed = [one for one in entries if one.kind == "target" and one.sign == EDITED and one.at == each.at]
        lines = [f"“{one.said['rule']}”: {one.said['label']}, {_day(one.said['due_on'])}" for one in placed]
        yield _event(each, "Printed cells placed", ("targets",), "\n".join([each.why, *lines]))


def _released_before(
    each: Entry, told: Mapping[tuple[str, int], Mapping[str, Any]]
) -> tuple[int, Mapping[str, Any]] | None:
    """The figure that this one took the place of, past those that nobody had released: its id and what it said."""
    pk = each.said["corrects"]
    before = told.get(("figure", pk))
    while before is not None and before["held"]:
        pk = before["corrects"]
        before = told.get(("figure", pk))
    return None if before is None else (pk, before)


def _of_figure(
    each: Entry,
    was: Mapping[str, Any] | None,
    corrected: tuple[int, Mapping[str, Any]] | None,
    written: Mapping[int, Unit],
) -> Iterator[Event]:
    """`written` are the units in which figures were written, by their ids."""
    said, unit = each.said, written[each.pk]
    if said["withdrawn_at"] and was is not None and not was["withdrawn_at"]:
        # what nobody has released is not told, and neither is what was said of it
        figure = f"the one of {_day(said['as_at'])}" if said["held"] else _figure(said, unit)
        why = "" if said["held"] else said["withdrawn_why"]
        yield _event(each, f"Figure withdrawn: {figure}", ("corrections", "figures"), why)
    if each.why == STANDS_AGAIN:
        yield _event(each, f"Figure stands again: {_figure(said, unit)}", ("corrections", "figures"))
    if said["held"] and said["corrected"] and each.why.startswith(NOT_RELEASED):
        title = f"Figure not released: the one of {_day(said['as_at'])}"
        yield _event(each, title, ("figures",), each.why.removeprefix(NOT_RELEASED))
    released = was is not None and was["held"] and not said["held"]
    if said["held"] or not (each.sign == MADE or released):
        return
    figure = _figure(said, unit)
    kind = "" if said["kind"] == FigureKind.ACTUAL else f" ({FigureKind(said['kind']).label.lower()})"
    kinds: tuple[str, ...] = ("figures", "breaks") if said["series_break"] else ("figures",)
    title = f"Figure {'released' if released else 'entered'}: {figure}{kind}"
    if corrected is not None:
        pk, before = corrected
        title, kinds = _corrected(said, before, figure, unit, written.get(pk, unit)), ("corrections", *kinds)
    begins = "The series starts anew. " if said["series_break"] else ""
    yield _event(each, title, kinds, f"{begins}{said['note']}".strip())


def _corrected(said: Mapping[str, Any], before: Mapping[str, Any], figure: str, unit: Unit, former: Unit) -> str:
    kind, was = (FigureKind(each["kind"]).label.lower() for each in (said, before))
    value, moved = _value(before["value"], former), before["as_at"] != said["as_at"]
    if _value(said["value"], unit) == value and not moved and kind != was:
        return f"Figure {kind} now: {figure}, {was} until then"
    of = "" if said["kind"] == FigureKind.ACTUAL else f" ({kind})"
    return f"Figure corrected: {figure}{of}, was {value}{' at ' + _day(before['as_at']) if moved else ''}"


def _figure(said: Mapping[str, Any], unit: Unit) -> str:
    """36% at 30 November 2023."""
    return f"{_value(said['value'], unit)} at {_day(said['as_at'])}"


def _of_baseline(each: Entry, was: Mapping[str, Any] | None, unit: Unit) -> Iterator[Event]:
    said = each.said
    if said["held"] and said["state"] == BaselineState.RETURNED:
        yield _event(each, "Proposed baseline not released", ("baselines",), said["ended_why"])
    if said["held"] or said["value"] is None or said["proposed_by"] is None:
        return  # what the plan prints is told with the KPI
    of = f"{_value(said['value'], unit)}{' at ' + _day(said['as_at']) if said['as_at'] else ''}"
    if said["state"] == BaselineState.APPROVED and (was is None or was["state"] != BaselineState.APPROVED):
        yield _event(each, f"Baseline approved: {of}", ("baselines",))
    elif said["state"] in (BaselineState.RETURNED, BaselineState.WITHDRAWN):
        done = "returned" if said["state"] == BaselineState.RETURNED else "withdrawn"
        yield _event(each, f"Proposed baseline {done}: {of}", ("baselines",), said["ended_why"])
    elif was is None or was["held"]:
        yield _event(each, f"Baseline proposed: {of}", ("baselines",), said["source"])


def _of_judgement(each: Entry) -> Iterator[Event]:
    state = lower_first(JudgedState(each.said["state"]).label)
    if each.sign == MADE:
        yield _event(each, f"Judged {state}", ("judgements",), each.said["reason"])
    elif each.said["ended_at"] and each.why != ANEW:
        yield _event(each, f"Judgement taken back: {state}", ("judgements",), each.why)


def _of_comparator(each: Entry, was: Mapping[str, Any] | None, unit: Unit) -> Iterator[Event]:
    said, now, kinds = each.said, _published(each.said, unit), ("comparators",)
    if was is None:
        yield _event(each, f"Comparator added: {now}", kinds, said["source"])
        return
    if said["taken_out_at"]:
        yield _event(each, f"Comparator taken out: {now}", kinds, each.why)
        return
    before, text = _published(was, unit), each.why
    if all(said[name] == was[name] for name in ("name", "as_at", "period")):
        before = _value(was["value"], unit)
    if said["source"] != was["source"]:
        text = f"{text}\nSource: {said['source']}"
    moved = "" if _published(was, unit) == now else f", was {before}"
    yield _event(each, f"Comparator corrected: {now}{moved}", kinds, text)


def _published(said: Mapping[str, Any], unit: Unit) -> str:
    """England, 4.1% for July 2023."""
    of = inside(date.fromisoformat(said["as_at"]), Kind(said["period"]))
    return f"{said['name']}, {_value(said['value'], unit)} for {of}"


def _rebased(entries: Iterable[Entry]) -> Iterator[Event]:
    editions: dict[int, list[Entry]] = defaultdict(list)
    for each in entries:
        if each.kind == "target" and each.sign == MADE and each.said["edition"] > 1:
            editions[each.said["edition"]].append(each)
    for edition, rows in editions.items():
        first = rows[0]
        ordered = sorted(rows, key=lambda row: row.said["order"])
        lines = [f"{row.said['label']}, {_day(row.said['due_on'])}: {row.said['rule'] or 'blank'}" for row in ordered]
        title = f"Targets rebased by decision {first.said['decision']}: edition {edition}"
        yield _event(first, title, ("targets",), "\n".join(lines))
