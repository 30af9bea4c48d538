"""An action's story: what happened to it, newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from audit.clock import LONDON, day_of
from evidence.models import DocumentKind, VoiceGroup
from govuk.words import day, listed, lower_first, upper_first
from plans.reading import ActionReading, DateChangeReading, UpdateReading
from plans.reading.history import EDITED, MADE, TAKEN_AWAY, Entry
from plans.versions import DUE, MILESTONES, Version
from plans.words import by_when

# what a reader can narrow the story to, in the order in which it is offered
KINDS: Final[Mapping[str, str]] = {
    "updates": "Updates",
    "ratings": "Changes of rating",
    "dates": "Dates",
    "milestones": "Milestones",
    "evidence": "Evidence",
    "voices": "Voices",
    "completion": "Completion",
    "decisions": "Decisions",
    "edits": "Edits of the plan",
}


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kind` says which of its parts the page draws, `kinds` by which filters it is found,
    `text` why it happened, where no other part says it."""

    kind: str
    title: str
    at: date
    by: str
    sort: tuple[datetime, int]
    kinds: tuple[str, ...]
    text: str = ""
    update: UpdateReading | None = None
    change: DateChangeReading | None = None
    version: Version | None = None


def story(action: ActionReading, entries: Sequence[Entry], versions: Sequence[Version]) -> list[Event]:
    """All that happened to an action, newest first: `entries` are its history, `versions` what follows from it."""
    events = [
        *_updates(action),
        *(event for change in action.date_changes for event in _change(change)),
        *_claims(action),
        *_answers(entries),
        *_attached(entries),
        *_milestones(entries),
        *_edits(action, versions),
    ]
    return sorted(events, key=lambda event: event.sort, reverse=True)


def counted(events: Iterable[Event]) -> list[tuple[str, str, int]]:
    """The kinds of which there are events: code, words and how many."""
    numbers = Counter(kind for event in events for kind in event.kinds)
    return [(kind, words, numbers[kind]) for kind, words in KINDS.items() if numbers[kind]]


def _updates(action: ActionReading) -> Iterator[Event]:
    before = [*(each.rating for each in action.updates[1:]), None]
    for each, was in zip(action.updates, before, strict=False):
        moved = each.rating is not was
        title = f"Update: {each.rating.label}" + (f", was {lower_first(was.label)}" if was and moved else "")
        kinds = ("updates", "ratings") if moved else ("updates",)
        yield Event("update", title, each.at, each.signed, (each.at, each.pk), kinds, update=each)
        yield from _answered(each)


def _answered(update: UpdateReading) -> Iterator[Event]:
    """What others, or its author later, did with an update."""
    at = update.recovery_accepted_at
    if at is not None:
        kinds, text = ("updates", "decisions"), f"Of the update of {day(update.at)}: {update.recovery_steps}"
        yield Event("said", "Recovery steps accepted", at, update.recovery_accepted_by, (at, 0), kinds, text)
    at = update.explained_at
    if at is not None and at != update.at:
        title = f"Why it stands at {lower_first(update.rating.label)}"
        yield Event("said", title, at, update.explained_by, (at, 0), ("updates",), update.explanation)


def _change(change: DateChangeReading) -> Iterator[Event]:
    asked = f"Asked for {day(change.to_due_on)} instead of {day(change.from_due_on)}"
    sort = (change.asked_at, change.pk)
    yield Event("asked", asked, change.asked_at, change.asked_by, sort, ("dates",), change=change)
    if change.answered_at is not None:
        said = f"Date {'moved to' if change.state == 'agreed' else 'declined:'} {day(change.to_due_on)}"
        sort, kinds = (change.answered_at, 0), ("dates", "decisions")
        yield Event("decided", said, change.answered_at, change.answered_by, sort, kinds, change=change)
    if change.ratified_on is not None:
        said = f"The board ratified decision {change.decision}"
        yield Event("ratified", said, change.ratified_on, "", (_start(change.ratified_on), 0), ("dates", "decisions"))


def _claims(action: ActionReading) -> Iterator[Event]:
    for claim in action.completions:
        sort, said = (claim.claimed_at, claim.pk), claim.impact_statement
        yield Event("said", "Completion claimed", claim.claimed_at, claim.claimed_by, sort, ("completion",), said)


def _answers(entries: Iterable[Entry]) -> Iterator[Event]:
    """Each answer that a claim ever had: opened again, it still tells who had confirmed it."""
    for each in entries:
        if each.kind == "completion" and each.sign == EDITED:
            title, said = f"Completion {each.said['state']}", each.said["answer"] or ""
            yield Event("said", title, each.at, each.by, (each.at, each.pk), ("completion",), said)


def _attached(entries: Iterable[Entry]) -> Iterator[Event]:
    """Documents and voices, when somebody said that they belong to the action; taken away, they stay in its story."""
    for each in entries:
        if each.kind == "evidence" and each.sign != EDITED:
            told = DocumentKind(each.said["kind"]).label if each.said["kind"] else "Document"
            text = f"{told}, dated {day(date.fromisoformat(each.said['dated_on']))}" if each.said["dated_on"] else told
            title = f"Evidence {_done(each, 'attached')}: {each.said['title'] or 'a document'}"
            yield Event("said", title, each.at, each.by, (each.at, each.pk), ("evidence",), text)
        elif each.kind == "voice" and each.sign != EDITED:
            group = VoiceGroup(each.said["group"]).label if each.said["group"] else "Somebody"
            title = f"What {lower_first(group)} said {_done(each, 'was linked')}"
            yield Event("said", title, each.at, each.by, (each.at, each.pk), ("voices",), each.said["said"] or "")


def _done(entry: Entry, made: str) -> str:
    return "taken away" if entry.sign == TAKEN_AWAY else made


def _milestones(entries: Iterable[Entry]) -> Iterator[Event]:
    """Milestones as they were added, met or changed."""
    before = dict[int, Mapping[str, Any]]()
    for each in entries:
        if each.kind != "milestone":
            continue
        was, before[each.pk] = before.get(each.pk, {}), each.said
        newly_met = each.said["met_on"] and was.get("met_on") != each.said["met_on"]
        done = {MADE: "added", EDITED: "met" if newly_met else "changed"}.get(each.sign, "taken away")
        text = _step(each.said)
        if was and any(was[name] != each.said[name] for name in ("label", "due_on", "text")):
            renamed = "" if was["label"] == each.said["label"] else f"{was['label']}, "
            text = f"{text}\nUntil then: {renamed}{lower_first(_step(was))}"
        title = f"Milestone {done}: {each.said['label']}"
        yield Event("said", title, each.at, each.by, (each.at, each.pk), ("milestones",), text)


def _step(said: Mapping[str, Any]) -> str:
    due_on = date.fromisoformat(said["due_on"]) if said["due_on"] else None
    return f"{upper_first(by_when(due_on))}: {said['text']}"


def _edits(action: ActionReading, versions: Sequence[Version]) -> Iterator[Event]:
    """How its wording, and who answers for it, changed; what moves by a decision or a milestone is told as such."""
    decided = {change.answered_at for change in action.date_changes}
    for version in versions:
        sort, title = (version.at, 0), "Added to the plan"
        if version.number > 1:
            told_elsewhere = {MILESTONES, DUE} if version.at in decided else {MILESTONES}
            changed = [label for label in version.changed if label not in told_elsewhere]
            if not changed:
                continue
            title = f"Changed: {listed([changed[0], *map(lower_first, changed[1:])])}"
        yield Event("edit", title, version.at, version.by, sort, ("edits",), version.why, version=version)


def _start(on: date) -> datetime:
    """A day without an hour stands before what happened on it."""
    return datetime.combine(on, time.min, LONDON)


def decided_by(change: DateChangeReading) -> str:
    """Who decided and where: "The board, at its meeting of 14 September 2023 (decision 4)"; "" while it waits."""
    if change.decision is None:
        return ""
    where = f", at its meeting of {day(change.meeting_on)}" if change.meeting_on else ""
    on = f" on {day(change.decided_on)}" if change.decided_on and not change.meeting_on else ""
    ratified = f"; ratified on {day(change.ratified_on)}" if change.ratified_on else ""
    waits = "; to be ratified" if change.authority == "chair" and not change.ratified_on else ""
    return f"{change.authority_words}{where}{on} (decision {change.decision}){ratified}{waits}"


def claimed_on(action: ActionReading) -> date | None:
    """The day of a standing claim."""
    return day_of(action.claim.claimed_at) if action.claim and (action.waits or action.complete) else None
