"""Objectives that are slow to progress, and whose contribution must grow. Pure: from the tree to rows."""

from collections import defaultdict
from dataclasses import dataclass

from govuk import words
from reports.faces import wording
from reports.faces.wording import Mark
from reports.figures.tree import ActionFigures, DateChange, Figures


@dataclass(frozen=True, slots=True)
class Slow:
    """One objective that is slow, with what a board has to know of it."""

    action: ActionFigures
    mark: Mark
    who: str
    facts: tuple[str, ...]
    reason: str
    recovery: str
    original: str
    current: str
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A partner whose contribution is to be strengthened: what it answers for that is slow, and what was not reported
    on in the last closed window. Refs, in the plan's order."""

    partner: str
    slow: tuple[str, ...]
    silent: tuple[str, ...]


def is_slow(action: ActionFigures) -> bool:
    """Amber or red, past its date, later than first agreed, or better reported than the facts and not explained.

    Until a second person has confirmed that it is complete: a claim alone does not make it done.
    """
    if action.completion == "confirmed":
        return False
    unexplained = bool(action.difference) and not action.difference_explained
    return action.rating in ("amber", "red") or action.days_late > 0 or action.slip_days > 0 or unexplained


def slow_ones(figures: Figures) -> tuple[Slow, ...]:
    """Every slow objective: red ones first, then in the plan's order."""
    found = [_slow(action) for action in figures.actions if is_slow(action)]
    return tuple(sorted(found, key=lambda row: ("red", "amber").index(row.mark.look) if _bad(row) else 2))


def _bad(row: Slow) -> bool:
    return row.mark.look in ("red", "amber")


def _slow(action: ActionFigures) -> Slow:
    latest = action.latest
    recovery = latest.recovery_steps if latest else ""
    if latest and latest.recovery_on:
        accepted = "accepted" if latest.recovery_accepted else "not accepted yet"
        recovery = f"{recovery} Expected {words.day(latest.recovery_on)}, {accepted}."
    return Slow(
        action=action,
        mark=wording.rating(action.rating),
        who=wording.listed(tuple(each.name for each in action.accountable)) or "nobody yet",
        facts=tuple(_facts(action)),
        reason=latest.text if latest else "No update has been written.",
        recovery=recovery or "No recovery steps are written.",
        original=wording.original_date(action),
        current=wording.current_date(action),
        revisions=tuple(revision(change) for change in action.date_changes),
    )


def _facts(action: ActionFigures) -> list[str]:
    said = []
    if claimed := wording.claimed(action):
        said.append(claimed)
    if action.days_late:
        said.append(f"{words.plural(action.days_late, 'day')} late.")
    if action.slip_days > 0:
        said.append(f"{words.plural(action.slip_days, 'day')} later than first agreed.")
    if action.difference:
        said.append(wording.difference(action))
    if action.silent:
        said.append("No update in the last closed window.")
    return said


def revision(change: DateChange) -> str:
    """One request for another date, and what became of it."""
    moved = f"{words.day(change.from_due_on)} to {words.day(change.to_due_on)}"
    if change.state == "agreed":
        return f"{moved}: agreed by {words.lower_first(change.authority)}"
    if change.state == "declined":
        return f"{moved}: declined by {words.lower_first(change.authority)}"
    return f"{moved}: asked for on {words.day(change.asked_on)}, not agreed yet"


def contributions(figures: Figures) -> tuple[Contribution, ...]:
    """Whose contribution must grow, as the dashboard and the report say it: those with most slow objectives first."""
    slow: dict[str, list[str]] = defaultdict(list)
    silent: dict[str, list[str]] = defaultdict(list)
    for action in figures.actions:
        for partner in dict.fromkeys(each.organisation or each.name for each in action.accountable):
            if is_slow(action):
                slow[partner].append(action.ref)
            if action.silent:
                silent[partner].append(action.ref)
    partners = sorted({*slow, *silent}, key=lambda name: (-len(slow[name]), -len(silent[name]), name))
    return tuple(Contribution(partner, tuple(slow[partner]), tuple(silent[partner])) for partner in partners)
