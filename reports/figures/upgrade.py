"""Old snapshots stay readable: each step turns the plain form of shape n into that of shape n + 1.

A step is a pure function on dictionaries that have "figures", and perhaps what a report says beside them. A stored
fixture of each past shape is upgraded, compared and drawn in tests.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from audit.codec import UnknownShape, from_plain
from kpis.targets import Direction, meets
from kpis.unsure import UNDATED
from reports.figures.tree import SHAPE, Figures, ReportTree

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _annexes_can_be_left_out(plain: dict[str, Any]) -> dict[str, Any]:
    """1 → 2: until then every report was sent with all its annexes."""
    return {**plain, "left_out": []}


def _milestones_say_how_they_passed(plain: dict[str, Any]) -> dict[str, Any]:
    """2 → 3: a passed milestone says the day of its figure and whether it was met, a KPI what is doubtful, and a
    correction what differs. Of those only the first, and an undated baseline, can be told from what was stored."""
    figures = plain["figures"]
    figures = {**figures, "kpis": [_with_past(kpi) for kpi in figures["kpis"]]}
    return {**plain, "corrected": "", "corrections": [], "short_names": [], "figures": figures}


def _with_past(kpi: dict[str, Any]) -> dict[str, Any]:
    targets, since = [], ""
    for target in kpi["targets"]:
        of_it = _figure_of(kpi, target, since) if target["past_actual"] is not None else {}
        values = [None if each is None else Decimal(each) for each in (target["past_actual"], target["value"])]
        targets.append(
            {
                **target,
                "past_on": of_it.get("as_at"),
                "past_kind": of_it.get("kind", ""),
                "past": _past(values[0], values[1], kpi["direction"]),
            }
        )
        since = target["due_on"]
    undated = kpi["baseline"] is not None and kpi["baseline_on"] is None
    return {**kpi, "targets": targets, "doubts": [UNDATED] if undated else []}


def _past(actual: Decimal | None, asked: Decimal | None, direction: str) -> str:
    if actual is None or asked is None or direction == Direction.NOT_SET:
        return ""
    return "met" if meets(actual, asked, Direction(direction)) else "missed"


def _figure_of(kpi: dict[str, Any], target: dict[str, Any], since: str) -> dict[str, Any]:
    """The figure whose value a milestone bears: the last between the one before and its day. Days in text sort."""
    known = [
        each
        for each in kpi["measurements"]
        if since < each["as_at"] <= target["due_on"] and each["kind"] != "projected"
    ]
    return max(known, key=lambda each: each["as_at"], default={})


def _what_was_taken_out_says_why(plain: dict[str, Any]) -> dict[str, Any]:
    """3 → 4: actions that were taken out of the plan are told with the reason, an update with its clearing, and a KPI
    with its definition sheet, breaks, running totals, judgement and the edition of its targets. Until then none of it
    was stored, nor could any of it be said in a report."""
    figures = plain["figures"]
    actions = [{**action, "latest": _not_cleared(action["latest"])} for action in figures["actions"]]
    kpis = [_with_sheet(kpi) for kpi in figures["kpis"]]
    return {**plain, "figures": {**figures, "actions": actions, "kpis": kpis, "retired": []}}


def _not_cleared(update: dict[str, Any] | None) -> dict[str, Any] | None:
    if update is None:
        return None
    return {**update, "cleared_by": "", "cleared_on": None, "waits_for_clearing": False}


def _with_sheet(kpi: dict[str, Any]) -> dict[str, Any]:
    empty = ("numerator", "denominator", "cumulates", "caveats", "organisation", "stale")
    points = [{**each, "period": "day", "answers": ""} for each in kpi["measurements"]]
    return {
        **kpi,
        **dict.fromkeys(empty, ""),
        "frequency": "not_stated",
        "edition": 1,
        "targets": [{**each, "decision": None, "agreed_by": "", "agreed_on": None} for each in kpi["targets"]],
        "measurements": points,
        "breaks": [{"on": each["as_at"], "why": each["note"]} for each in points if each["series_break"]],
        "resets": [],
        "judgement": None,
        "comparators": [],
    }


def _figures_that_are_gone_are_told(plain: dict[str, Any]) -> dict[str, Any]:
    """4 → 5: a passed milestone says why it is neither met nor missed, and a KPI which figures were withdrawn and which
    are in a former unit. Until then none of it was stored."""
    figures = plain["figures"]
    kpis = [
        {
            **kpi,
            "targets": [{**each, "past_why": ""} for each in kpi["targets"]],
            "former": [],
            "withdrawn": [],
        }
        for kpi in figures["kpis"]
    ]
    return {**plain, "figures": {**figures, "kpis": kpis}}


def _judgements_say_that_their_figure_is_gone(plain: dict[str, Any]) -> dict[str, Any]:
    """5 → 6: a judgement says when the figure that it was made on was withdrawn. Until then that was not stored."""
    figures = plain["figures"]
    kpis = [{**kpi, "judgement": _not_gone(kpi["judgement"])} for kpi in figures["kpis"]]
    return {**plain, "figures": {**figures, "kpis": kpis}}


def _not_gone(judgement: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if judgement is None else {**judgement, "withdrawn_on": None}


STEPS: Mapping[int, Step] = {
    1: _annexes_can_be_left_out,
    2: _milestones_say_how_they_passed,
    3: _what_was_taken_out_says_why,
    4: _figures_that_are_gone_are_told,
    5: _judgements_say_that_their_figure_is_gone,
}


def read_report(shape: int, text: str) -> ReportTree:
    """The tree of a report's snapshot, whatever shape it was stored in. Raises UnknownShape for one from the future."""
    return from_plain(ReportTree, _upgraded(shape, json.loads(text)))


def read_figures(shape: int, text: str) -> Figures:
    """The figures of a meeting's snapshot: the same steps, on figures that stand alone."""
    return from_plain(Figures, _upgraded(shape, {"figures": json.loads(text)})["figures"])


def read_plain(shape: int, text: str, *, of_meeting: bool) -> dict[str, Any]:
    """The figures of a snapshot in today's shape, as plain values: for whoever reads a little of many."""
    plain = json.loads(text)
    figures: dict[str, Any] = _upgraded(shape, {"figures": plain} if of_meeting else plain)["figures"]
    return figures


def _upgraded(shape: int, plain: dict[str, Any]) -> dict[str, Any]:
    if shape > SHAPE:
        raise UnknownShape(f"the snapshot has shape {shape}; this program knows shapes up to {SHAPE}")
    for step in range(shape, SHAPE):
        plain = STEPS[step](plain)
    return plain
