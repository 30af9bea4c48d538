"""What the facts suggest for the rows of a list: the same facts that an action's own page is told, in one query."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from audit.clock import day_of
from plans.querysets import ActionRows
from plans.rating import Facts, Suggestion, facts_suggest

# what is read of an action, beside what `with_facts` adds
FIELDS = ("due_on", "starts_on", "in_place")


def suggested(found: ActionRows, on: date, failing_kpis: Mapping[int, Iterable[str]]) -> dict[int, Suggestion]:
    """What the facts suggest for each of these actions, by its id: one query, whatever their number."""
    rows = found.with_facts(on).order_by().only("pk", *FIELDS)
    return {row.pk: facts_suggest(facts(row, on, tuple(failing_kpis.get(row.pk, ())))) for row in rows}


def facts(row: Any, on: date, failing_kpis: tuple[str, ...]) -> Facts:
    """The facts of an action that came through `with_facts`."""
    standing = bool(row.completion)
    return Facts(
        today=on,
        due_on=row.due_on,
        starts_on=row.starts_on,
        claimed_on=day_of(row.claimed_at) if standing else None,
        confirmed=row.completion == "confirmed",
        has_evidence=row.documents > 0,
        has_impact=standing,
        already_in_place=row.in_place,
        silent=row.window is not None and not standing and not row.told,
        missed_milestones=tuple(row.missed),
        failing_kpis=failing_kpis,
        expected_on=row.expected_on,
        recovery_accepted=row.recovery_accepted_at is not None,
    )
