"""Voices by group, gaps named. Small numbers of a survey are not shown: they could point at somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evidence.models import VoiceEntry, VoiceGroup

FEWEST = 5
GAP_AFTER = 90
"""Days without a word of a group before that counts as a gap."""


@dataclass(frozen=True)
class Group:
    """One of the four groups, with what it said, newest first."""

    value: str
    label: str
    entries: tuple[VoiceEntry, ...]
    gap: str
    unanswered: int


def by_group(entries: Iterable[VoiceEntry], on: date) -> list[Group]:
    """All four groups in their order, those that were not heard among them."""
    rows = sorted(entries, key=lambda entry: (entry.heard_on, entry.pk), reverse=True)
    return [
        Group(
            value=group.value,
            label=group.label,
            entries=(found := tuple(row for row in rows if row.group == group)),
            gap=_gap(found[0].heard_on if found else None, on),
            unanswered=sum(not row.changed for row in found),
        )
        for group in VoiceGroup
    ]


def _gap(last: date | None, on: date) -> str:
    if last is None:
        return "Not heard yet"
    days = (on - last).days
    return f"Not heard for {days} days" if days > GAP_AFTER else ""


def numbers(asked: int | None, answered: int | None) -> str:
    """How many answered of how many, for people; fewer than five of either are only said to be few."""
    if asked is None or answered is None:
        return ""
    if asked < FEWEST:
        return "fewer than 5 asked"
    if answered < FEWEST:
        return f"fewer than 5 of {asked:,} answered"
    return f"{answered:,} of {asked:,} answered"
