"""The versions of an action: what it said each time that it was changed, and what differs between any two. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from govuk.parts import Difference
from govuk.words import day, moment, upper_first
from plans.reading.history import TAKEN_AWAY, Entry
from plans.words import by_when

DUE, MILESTONES = "Due date", "Milestones"
# of an action's own fields: its label, in the order in which they are told
LABELS: Final[Mapping[str, str]] = {
    "ref": "Reference",
    "section": "Section",
    "title": "Title",
    "what": "What was promised",
    "success": "Success looks like",
    "by_when_printed": "By when, as printed",
    "starts_on": "Start",
    "original_due_on": "Original date",
    "due_on": DUE,
    "in_place": "Already in place",
    "lead": "Action lead",
    "retired_at": "Retired",
    "retired_why": "Retired because",
}
TOLD_WITH: Final = frozenset({"section_title"})  # stands beside another field
Said = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """An action as it stood from `at` on. `fields` are its words by their labels, lists one a line."""

    number: int
    at: datetime
    by: str
    why: str
    fields: Mapping[str, str]
    changed: tuple[str, ...]

    @property
    def named(self) -> str:
        """Version 2, 14 September 2023."""
        return f"Version {self.number}, {day(self.at)}"


def versions(entries: Iterable[Entry]) -> list[Version]:
    """The versions in order, from what was written, oldest first. What one person wrote at one moment is one version;
    a moment after which the action says the same as before is none."""
    found: list[Version] = []
    state: dict[str, dict[int, Said]] = {kind: {} for kind in ("action", *_LINES)}
    told = (entry for entry in entries if entry.kind in state)
    for (at, by), written in groupby(told, key=lambda entry: (entry.at, entry.by)):
        group = list(written)
        for entry in group:
            rows = state[entry.kind]
            rows.pop(entry.pk, None)
            if entry.sign != TAKEN_AWAY:
                rows[entry.pk] = entry.said
        fields = _fields(state)
        changed = different(found[-1].fields, fields) if found else tuple(fields)
        if changed:
            found.append(Version(len(found) + 1, at, by, _why(group), fields, changed))
    return found


def different(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of what differs, in the order in which it is told."""
    labels = dict.fromkeys([*after, *before])
    return tuple(label for label in labels if before.get(label, "") != after.get(label, ""))


def differences(before: Version, after: Version) -> list[Difference]:
    """What differs between two versions, both texts of each field."""
    pairs = different(before.fields, after.fields)
    return [Difference(label, before.fields.get(label, ""), after.fields.get(label, "")) for label in pairs]


def _why(group: list[Entry]) -> str:
    """The reason that the action's own row gives, else those of what hangs on it, each once."""
    own = [entry.why for entry in group if entry.kind == "action" and entry.why]
    return "; ".join(dict.fromkeys(own or [entry.why for entry in group if entry.why]))


def _fields(state: Mapping[str, Mapping[int, Said]]) -> dict[str, str]:
    own = next(iter(state["action"].values()), {})
    names = [*LABELS, *(name for name in own if name not in LABELS and name not in TOLD_WITH)]
    told = {LABELS.get(name, _plain_name(name)): _words(name, own[name]) for name in names if name in own}
    if own:
        told[LABELS["section"]] = f"{own['section']}: {own['section_title']}"
    lists = {label: "\n".join(line(rows) for rows in _ordered(state[kind])) for kind, (label, line) in _LINES.items()}
    return told | lists


def _plain_name(name: str) -> str:
    return upper_first(name.replace("_", " "))


_LAST: Final = "9999"
"""Behind all days."""


def _ordered(rows: Mapping[int, Said]) -> Iterator[Said]:
    """By their own order, or by date where they have none; then as they were made."""
    pairs = sorted(rows.items(), key=lambda pair: (pair[1].get("order") or 0, pair[1].get("due_on") or _LAST, pair[0]))
    return (said for _, said in pairs)


def _words(name: str, value: Any) -> str:
    """A plain value in words: a day as people write it, Yes and No, "" for nothing. Its name says what it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name.endswith("_on"):
        return day(date.fromisoformat(value))
    return moment(datetime.fromisoformat(value)) if name.endswith("_at") else str(value)


def _accountable(said: Said) -> str:
    name = said["post"] or said["organisation"] or ""
    return name if said["printed"] in ("", name) else f"{name} (printed: {said['printed']})"


def _clause(said: Said) -> str:
    return f"{said['number']}{'' if said['confirmed'] else ' (possible match, to be confirmed)'}"


def _area(said: Said) -> str:
    return f"{said['code']} {said['title']}"


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _milestone(said: Said) -> str:
    met = f", met on {_words('met_on', said['met_on'])}" if said["met_on"] else ""
    return f"{said['label']}, {by_when(_day(said['due_on']))}{met}: {said['text']}"


_LINES: Final[Mapping[str, tuple[str, Callable[[Said], str]]]] = {
    "accountable": ("Accountable", _accountable),
    "clause": ("Clauses answered", _clause),
    "area": ("Areas answered", _area),
    "milestone": (MILESTONES, _milestone),
}
