"""An action's story: what happened to it, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from audit.clock import LONDON, day_of
from govuk.words import day
from plans.reading import ActionReading, CompletionReading, DateChangeReading, DocumentReading, UpdateReading


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kind` says which of its parts the page draws."""

    kind: str
    title: str
    at: date
    by: str
    sort: tuple[datetime, int]
    update: UpdateReading | None = None
    change: DateChangeReading | None = None
    completion: CompletionReading | None = None
    document: DocumentReading | None = None


def story(action: ActionReading) -> list[Event]:
    """Updates, requests for dates and their answers, claims and their answers, and evidence by its own date."""
    events = [
        *_updates(action),
        *(event for change in action.date_changes for event in _change(change)),
        *(event for claim in action.completions for event in _claim(claim)),
        *(_document(document) for document in action.evidence),
    ]
    return sorted(events, key=lambda event: event.sort, reverse=True)


def _updates(action: ActionReading) -> Iterator[Event]:
    for each in action.updates:
        yield Event("update", f"Update: {each.rating.label}", each.at, each.signed, (each.at, each.pk), update=each)


def _change(change: DateChangeReading) -> Iterator[Event]:
    asked = f"Asked for {day(change.to_due_on)} instead of {day(change.from_due_on)}"
    yield Event("asked", asked, change.asked_at, change.asked_by, (change.asked_at, change.pk), change=change)
    if change.answered_at is not None:
        said = f"Date {'moved to' if change.state == 'agreed' else 'declined:'} {day(change.to_due_on)}"
        yield Event("decided", said, change.answered_at, change.answered_by, (change.answered_at, 0), change=change)


def _claim(claim: CompletionReading) -> Iterator[Event]:
    yield Event(
        "claimed",
        "Completion claimed",
        claim.claimed_at,
        claim.claimed_by,
        (claim.claimed_at, claim.pk),
        completion=claim,
    )
    if claim.answered_at is not None:
        said = f"Completion {claim.state}"
        yield Event(
            "answered", said, claim.answered_at, claim.answered_by, (claim.answered_at, claim.pk), completion=claim
        )


def _document(document: DocumentReading) -> Event:
    # a document's day has no hour: it stands before what happened on that day
    start = datetime.combine(document.dated_on, time.min, LONDON)
    return Event(
        "evidence", f"Evidence: {document.title}", document.dated_on, "", (start, document.pk), document=document
    )


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
