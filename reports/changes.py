"""What changed between two trees of figures, both ways, in sentences. Pure. Rows are matched on their `uid`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpis import state
from kpis.targets import Unit, shown
from reports.figures.tree import ActionFigures, Change, Figures, KpiFigures, RiskFigures, WithdrawnFigures

RATING_WORDS = {
    "blue": "Blue",
    "green": "Green",
    "amber": "Amber",
    "red": "Red",
    "not_started": "Not started",
    "": "Not yet rated",
}
# how good a rating is; "not started" and "not yet rated" are neither better nor worse than anything
_RANK = {"red": 0, "amber": 1, "green": 2, "blue": 3}


def changes(before: Figures, now: Figures) -> tuple[Change, ...]:
    """Everything that moved from `before` to `now`: actions, then KPIs, then risks, each in the order of `now`."""
    return (
        *_actions(before, now),
        *_matched(before.kpis, now.kpis, _kpi, lambda row: f"{row.code} {row.name}"),
        *_matched(before.risks, now.risks, _risk, lambda row: f"{row.ref} {row.title}"),
    )


def _actions(before: Figures, now: Figures) -> Iterator[Change]:
    """Those that were taken out say why; one that was out before and stands again is not told as a new one."""
    why = {row.uid: row.why for row in now.retired}
    out = {row.uid for row in before.retired}
    uids = {f"{row.ref} {row.title}": row.uid for row in (*before.actions, *now.actions)}
    for change in _matched(before.actions, now.actions, _action, lambda row: f"{row.ref} {row.title}"):
        uid = uids.get(change.subject, "")
        if change.kind == "gone" and uid in why:
            yield replace(change, says=_ends(f"{change.subject} was taken out: {why[uid]}"))
        elif change.kind == "added" and uid in out:
            yield replace(change, says=f"{change.subject} was brought back into the plan.")
        else:
            yield change


def _matched(before: Sequence, now: Sequence, compare, name) -> Iterator[Change]:  # type: ignore[no-untyped-def, type-arg]
    old = {row.uid: row for row in before}
    for row in now:
        if row.uid in old:
            yield from compare(old[row.uid], row)
        else:
            yield Change("added", name(row), "", "", None, f"{name(row)} was added.")
    kept = {row.uid for row in now}
    for row in before:
        if row.uid not in kept:
            yield Change("gone", name(row), "", "", None, f"{name(row)} was taken out.")


def _action(was: ActionFigures, now: ActionFigures) -> Iterator[Change]:
    if was.completion != now.completion and now.completion in ("waiting", "confirmed", "reopened"):
        says = {
            "waiting": "is claimed complete and awaits confirmation",
            "confirmed": "is complete, confirmed by a second person",
            "reopened": "was reopened",
        }[now.completion]
        yield Change(
            "completion",
            now.ref,
            was.completion,
            now.completion,
            now.completion != "reopened",
            _ends(f"{now.ref} {says}"),
        )
    if now.rating not in (was.rating, "blue"):
        yield Change(
            "rating",
            now.ref,
            was.rating,
            now.rating,
            _better(was.rating, now.rating),
            f"{now.ref} moved from {RATING_WORDS[was.rating]} to {RATING_WORDS[now.rating]}.",
        )
    if was.due_on != now.due_on and was.due_on and now.due_on:
        better = _brought_forward(now) if now.due_on < was.due_on else False
        yield Change("date", now.ref, was.due_on.isoformat(), now.due_on.isoformat(), better, _moved(was, now))
    if was.ref != now.ref:
        yield Change("ref", now.ref, was.ref, now.ref, None, f"{was.ref} is now {now.ref}.")


def _brought_forward(now: ActionFigures) -> bool | None:
    """An earlier date is better where it lay ahead when it was agreed; one that had passed by then is no gain."""
    agreed = [change for change in now.date_changes if change.state == "agreed" and change.to_due_on == now.due_on]
    passed = any(change.decided_on and change.to_due_on < change.decided_on for change in agreed[-1:])
    return None if passed else True


def _moved(was: ActionFigures, now: ActionFigures) -> str:
    agreed = [change for change in now.date_changes if change.state == "agreed" and change.to_due_on == now.due_on]
    who = f", agreed by {_lower(agreed[-1].authority)}" if agreed else ""
    return _ends(f"{now.ref}’s date moved from {_day(was.due_on)} to {_day(now.due_on)}{who}")


def _kpi(was: KpiFigures, now: KpiFigures) -> Iterator[Change]:
    if was.baseline != now.baseline and now.baseline is not None:
        kind = "baseline" if was.baseline is None else "correction"
        before = "awaited" if was.baseline is None else in_unit(was.baseline, was.unit)
        verb = "was confirmed at" if was.baseline is None else f"was corrected from {before} to"
        yield Change(
            kind,
            now.code,
            before,
            in_unit(now.baseline, now.unit),
            None,
            _ends(f"{now.code}’s baseline {verb} {in_unit(now.baseline, now.unit)}"),
        )
    if was.edition != now.edition:
        yield _told("targets", now.code, f"{was.edition}", f"{now.edition}", f"targets were set anew{_agreed(now)}")
    yield from _redefined(was, now)
    if was.state != now.state:
        yield Change(
            "kpi",
            now.code,
            was.state,
            now.state,
            state.better(state.State(was.state), state.State(now.state)),
            f"{now.code} moved from “{was.state_words}” to “{now.state_words}”.",
        )
    yield from _judged(was, now)
    yield from _withdrawn(was, now)
    old = {point.as_at: point.value for point in was.measurements}
    for point in now.measurements:
        if point.as_at in old and old[point.as_at] != point.value:
            before, after = in_unit(old[point.as_at], was.unit), in_unit(point.value, now.unit)
            says = f"{now.code}’s figure for {_day(point.as_at)} was corrected from {before} to {after}."
            yield Change("correction", now.code, before, after, None, says)
    yield from _taken_out(was, now)


def withdrawn_since(was: KpiFigures, now: KpiFigures) -> tuple[WithdrawnFigures, ...]:
    """The figures that `was` told and that were withdrawn since."""
    told = {(each.as_at, each.value) for each in was.measurements}
    told |= {(each.as_at, each.value) for each in was.former}
    return tuple(each for each in now.withdrawn if each not in was.withdrawn and (each.as_at, each.value) in told)


def _withdrawn(was: KpiFigures, now: KpiFigures) -> Iterator[Change]:
    for each in withdrawn_since(was, now):
        before = in_unit(each.value, each.unit)
        says = f"{now.code}’s figure for {_day(each.as_at)}, {before}, was withdrawn by {each.by}: {each.why}"
        yield Change("withdrawn", now.code, before, "", None, _ends(says))


def _taken_out(was: KpiFigures, now: KpiFigures) -> Iterator[Change]:
    """Figures that were told and stand no more: moved to another day, or withdrawn where nobody said why. What begins a
    new series in another unit is said by itself."""
    if was.unit != now.unit:
        return
    days = {each.as_at for each in now.measurements} | {each.as_at for each in now.former}
    days |= {each.as_at for each in withdrawn_since(was, now)}
    for point in was.measurements:
        if point.as_at not in days:
            before = in_unit(point.value, was.unit)
            says = f"{now.code}’s figure for {_day(point.as_at)}, {before}, was taken out."
            yield Change("correction", now.code, before, "", None, says)


def _told(kind: str, code: str, was: str, now: str, says: str) -> Change:
    return Change(kind, code, was, now, None, _ends(f"{code}’s {says}"))


def _agreed(kpi: KpiFigures) -> str:
    agreed = next((each for each in kpi.targets if each.decision is not None), None)
    if agreed is None:
        return ""
    return f", agreed by {_lower(agreed.agreed_by)} on {_day(agreed.agreed_on)} (decision {agreed.decision})"


def _redefined(was: KpiFigures, now: KpiFigures) -> Iterator[Change]:
    known = {each.on for each in was.breaks}
    for each in now.breaks:
        if each.on not in known:
            why = f": {each.why}" if each.why else ""
            says = f"series starts anew on {_day(each.on)}, and nothing before is compared with what follows{why}"
            yield _told("redefined", now.code, "", each.on.isoformat(), says)


def _judged(was: KpiFigures, now: KpiFigures) -> Iterator[Change]:
    before, said = ((row.judgement.state, row.judgement.reason) if row.judgement else ("", "") for row in (was, now))
    if before == said:
        return
    if now.judgement is None:
        yield _told("judged", now.code, before[0], "", "judgement by a person was taken back")
    else:
        judged = f"state was judged “{now.judgement.state_words}” by {now.judgement.by}: {now.judgement.reason}"
        yield _told("judged", now.code, before[0], said[0], judged)


def _risk(was: RiskFigures, now: RiskFigures) -> Iterator[Change]:
    if now.closed_on and not was.closed_on:
        yield Change("risk", now.ref, str(was.score), "closed", True, f"{now.ref} {now.title}: closed.")
    elif was.score != now.score:
        word = "fell" if now.score < was.score else "rose"
        yield Change(
            "risk",
            now.ref,
            str(was.score),
            str(now.score),
            now.score < was.score,
            f"{now.ref} {now.title}: {word} from {was.score} to {now.score}.",
        )


def _better(was: str, now: str) -> bool | None:
    if was not in _RANK or now not in _RANK or _RANK[was] == _RANK[now]:
        return None
    return _RANK[now] > _RANK[was]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def in_unit(value: Decimal, unit: str) -> str:
    """A value with its unit: 24%, 24 days, 1,600."""
    return shown(value, Unit(unit) if unit in set(Unit) else Unit.NOT_STATED)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _ends(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
