"""Everything in which a correction differs from the version that it corrects, counted row by row. Pure.

`changes` says what moved between two reports; here nothing that a reader is told may differ and stay unsaid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain
from typing import Any, Final, TypeVar

from govuk import words
from reports.changes import changes, in_unit, withdrawn_since
from reports.figures.tree import (
    ActionFigures,
    Change,
    FigurePoint,
    Figures,
    KpiFigures,
    ReportTree,
    RetiredFigures,
    RiskFigures,
)

Row = TypeVar("Row", ActionFigures, KpiFigures, RetiredFigures, RiskFigures)
WRITTEN: Final = "written"
TOLD: Final = "told"
# what `changes` says in a sentence of its own; where it does, the row's fields say no more of it
_SAID_BY: Final = {
    "rating": {"rating"},
    "completion": {"rating", "completion", "claimed_on", "completed_on"},
    "date": {"due_on", "slip_days", "date_changes"},
    "ref": {"ref"},
    "kpi": {"state", "state_words", "rule"},
    "baseline": {"baseline", "baseline_state", "baseline_on", "baseline_approved_on"},
    "targets": {"edition", "targets"},
    "judged": {"judgement"},
    "redefined": {"breaks"},
    "risk": {"score", "previous_score", "likelihood", "impact", "closed_on"},
}
_COVER: Final = {
    "The day on which it is due": ("due_on", "due_warnings"),
    "Its period": ("period_from", "period_to"),
    "To whom it goes": ("recipients",),
    "Who clears it": ("clearing",),
    "What is left out": ("left_out",),
    "The report that it is compared with": ("previous",),
}
_COUNTS: Final = {"ratings", "kpi_states", "impacts"}
"""They follow from the rows, which are compared themselves."""
_WORDS: Final = {
    "accountable": "who answers for it",
    "apologies": "attendance",
    "baseline_on": "the baseline’s date",
    "baseline_state": "the state of the baseline",
    "breaks": "from when on it is counted otherwise",
    "changed": "what was done",
    "changed_on": "what was done",
    "held": "attendance",
    "next_due": "the next date",
    "next_due_on": "the next milestone",
    "next_label": "the next milestone",
    "next_value": "the next milestone",
    "present": "attendance",
    "seats": "attendance",
    "by_when_printed": "the date as printed",
    "claimed_on": "the day of the claim",
    "completed_on": "the day of completion",
    "cover": "how it is covered",
    "cumulates": "over which year it adds up",
    "resets": "over which year it adds up",
    "edition": "targets or what was reached",
    "comparators": "what others published",
    "judgement": "what a person judges of it",
    "numerator": "what is counted",
    "denominator": "what is counted",
    "definition": "what is counted",
    "organisation": "whose figures they are",
    "stale": "whether a figure is missing",
    "says": "how it is covered",
    "date_changes": "requests for another date",
    "days_late": "days late",
    "difference": "how rating and facts differ",
    "difference_explained": "the explanation of it",
    "distance": "the way to go",
    "due_on": "the date",
    "expected": "the expected position",
    "former": "figures in a former unit",
    "invited": "invitations",
    "latest": "the latest update",
    "targets": "targets or what was reached",
    "occurrences": "dates",
    "original_due_on": "the first date",
    "reviewed_on": "review",
    "rule": "why it is rated so",
    "silent": "whether an update is missing",
    "slip_days": "days of slip",
    "state_words": "the state",
    "suggested": "what the facts suggest",
    "suggested_reasons": "what the facts suggest",
    "withdrawn": "figures that were withdrawn",
}


def corrections(before: ReportTree, now: ReportTree) -> tuple[Change, ...]:
    """What differs from `before`, the version that is corrected: what people wrote, what moved, and all the rest."""
    return (
        *_written(before, now),
        *changes(before.figures, now.figures),
        *_rest(before.figures, now.figures),
    )


def _written(before: ReportTree, now: ReportTree) -> Iterator[Change]:
    if (before.statement, before.statement_by) != (now.statement, now.statement_by):
        yield _differs("The chair’s statement", "was written anew", WRITTEN)
    pairs = chain(
        _by_key(before.judgements, now.judgements, "area", "The judgement on area {}"),
        _by_key(before.commentaries, now.commentaries, "section", "What section {} achieved and plans"),
    )
    for name, was, is_now in pairs:
        if was != is_now:
            yield _differs(name, "was written anew", WRITTEN)
    if before.feedback != now.feedback:
        yield _differs("What was asked last time, and our answer,", "was written anew", WRITTEN)
    for name, attributes in _COVER.items():
        if any(getattr(before, each) != getattr(now, each) for each in attributes):
            yield _differs(name, "is not the same")


def _by_key(before: Sequence[Any], now: Sequence[Any], key: str, name: str) -> Iterator[tuple[str, Any, Any]]:
    old, new = ({getattr(row, key): row for row in rows} for rows in (before, now))
    return ((name.format(each), old.get(each), new.get(each)) for each in dict.fromkeys([*new, *old]))


def _rest(before: Figures, now: Figures) -> Iterator[Change]:
    """What `changes` does not say: of each row in one sentence, and of rows that it does not look at."""
    said: dict[str, set[str]] = {}
    for change in changes(before, now):
        said.setdefault(change.subject, set()).update(_SAID_BY.get(change.kind, ()))
    for action, was_action in _pairs(before.actions, now.actions):
        parts = (*_update(was_action, action), *_fields(was_action, action, {"latest", *said.get(action.ref, ())}))
        yield from _row(action.ref, parts)
    for kpi, was_kpi in _pairs(before.kpis, now.kpis):
        told = {"measurements", *said.get(kpi.code, ()), *_told_by_withdrawal(was_kpi, kpi)}
        parts = (*_points(was_kpi, kpi), *_fields(was_kpi, kpi, told))
        yield from _row(kpi.code, parts)
    for risk, was_risk in _pairs(before.risks, now.risks):
        yield from _row(risk.ref, _fields(was_risk, risk, said.get(risk.ref, set())))
    yield from _others(before, now)


def _told_by_withdrawal(was: KpiFigures, now: KpiFigures) -> set[str]:
    """The field of withdrawn figures, where `changes` says all that differs in it."""
    return {"withdrawn"} if {*was.withdrawn, *withdrawn_since(was, now)} == {*now.withdrawn} else set()


def _others(before: Figures, now: Figures) -> Iterator[Change]:
    for row, was in _pairs(before.retired, now.retired):
        yield from _row(f"What is told of {row.ref}, which was taken out", _fields(was, row, set()))
    yield from _all(before.areas, now.areas, lambda row: f"Area {row.code}")
    yield from _all(before.sections, now.sections, lambda row: f"Section {row.letter}")
    yield from _all(before.voices, now.voices, lambda row: f"What was said on {words.day(row.heard_on)}")
    yield from _all(before.obligations, now.obligations, lambda row: f"Obligation “{row.title}”")
    yield from _all(before.clauses, now.clauses, lambda row: f"Clause {row.number}")
    if before.board and now.board:
        yield from _all(before.board.meetings, now.board.meetings, lambda row: f"The meeting of {words.day(row.on)}")
        yield from _all(before.board.decisions, now.board.decisions, lambda row: f"Decision {row.number}")
        yield from _all(before.board.log, now.board.log, lambda row: f"Log entry {row.number}")
        if before.board.seats != now.board.seats:
            yield _differs("The board’s seats", "are not the same")
    elif before.board != now.board:
        yield _differs("The board", "is not the same")
    if before.horizons != now.horizons:
        yield _differs("Target horizons", "are not the same")
    if before.notice != now.notice:
        yield from _row("The notice", _fields(before.notice, now.notice, set()))


def _all(before: Sequence[Any], now: Sequence[Any], name: Any) -> Iterator[Change]:
    """Rows of one kind: those that came, those that went, and those that differ."""
    old, new = ({row.uid: row for row in rows} for rows in (before, now))
    for row in now:
        if row.uid in old:
            yield from _row(name(row), _fields(old[row.uid], row, _COUNTS))
        else:
            yield _differs(name(row), "is new")
    for row in before:
        if row.uid not in new:
            yield _differs(name(row), "is no longer there")


def _pairs(before: Sequence[Row], now: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    old = {row.uid: row for row in before}
    return ((row, old[row.uid]) for row in now if row.uid in old)


def _update(was: ActionFigures, now: ActionFigures) -> Iterator[str]:
    if was.latest == now.latest or now.latest is None:
        return
    what = "a newer update" if was.latest is None or was.latest.uid != now.latest.uid else "another text of the update"
    yield f"{what} of {words.day(now.latest.at)}"


def _points(was: KpiFigures, now: KpiFigures) -> Iterator[str]:
    """Figures that came, went with their unit, or are of another kind; another value of a known day, and a figure
    that was taken out, are said by `changes`."""
    old, new = ({point.as_at: point for point in row.measurements} for row in (was, now))
    former = {each.as_at for each in now.former} | {each.as_at for each in now.withdrawn}
    for day in sorted({*old, *new}):
        if day not in old:
            yield f"a new figure for {words.day(day)}, {_figure(new[day], now.unit)}"
        elif day not in new:
            gone = was.unit != now.unit and day not in former
            yield from [f"no figure for {words.day(day)} any more"] if gone else []
        elif old[day] != new[day] and old[day].value == new[day].value:
            yield f"the figure for {words.day(day)} is now {_figure(new[day], now.unit)}"


def _figure(point: FigurePoint, unit: str) -> str:
    return f"{in_unit(point.value, unit)} ({point.kind})"


def _fields(was: Any, now: Any, said: set[str]) -> tuple[str, ...]:
    """The fields in which two states of a row differ, in one part of a sentence; none where they are the same."""
    found = [each.name for each in fields(now) if getattr(was, each.name) != getattr(now, each.name)]
    told = list(dict.fromkeys(_WORDS.get(each, each.replace("_", " ")) for each in found if each not in said))
    return (f"not the same: {words.listed(told)}",) if told else ()


def _row(name: str, parts: Sequence[str]) -> Iterator[Change]:
    if parts:
        yield Change(TOLD, name, "", "", None, f"{name}: {'; '.join(parts)}.")


def _differs(subject: str, says: str, kind: str = TOLD) -> Change:
    return Change(kind, subject.rstrip(","), "", "", None, f"{subject} {says}.")
