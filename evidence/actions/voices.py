"""What is done to voices: they are heard, answered, and marked as fit for publishing."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence.models import HowHeard, VoiceEntry
from evidence.publishing import doubts
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated, sent_before
from notices.models import Notice
from people.models import Organisation, User

REPEATED = ("group", "how_heard", "heard_on", "source", "said", "question", "result")


@transaction.atomic
def add_voice_entry(
    *,
    notice: Notice,
    group: str,
    how_heard: str,
    heard_on: date,
    source: str,
    said: str,
    asked: int | None = None,
    answered: int | None = None,
    question: str = "",
    result: str = "",
    result_count: int | None = None,
    changed: str = "",
    changed_on: date | None = None,
    attributed_to: Organisation | None = None,
    by: User,
    at: datetime,
    sent_as: UUID | None = None,
) -> VoiceEntry:
    """Write down what a group said, and how it was heard. Raises Refused for numbers that cannot be."""
    with ledger.chain(notice.pk) as record:
        if first := sent_before(VoiceEntry, sent_as, notice.pk, source=source, said=said):
            return first
        if heard_on > day_of(at):
            raise Refused("The day on which it was heard must not lie ahead", "heard_on")
        _check_numbers(asked, answered)
        _check_result(how_heard, answered, question, result, result_count)
        entry = VoiceEntry(
            notice=notice,
            group=group,
            how_heard=how_heard,
            heard_on=heard_on,
            source=source,
            said=said,
            asked=asked,
            answered=answered,
            question=question,
            result=result,
            result_count=result_count,
            attributed_to=attributed_to,
            added_by=by,
            added_at=at,
            sent_as=sent_as,
        )
        before = VoiceEntry.objects.filter(notice=notice, added_by=by).order_by("-added_at", "-pk").first()
        refuse_repeated(before, entry, REPEATED, "added_at")
        _set_answer(entry, changed, changed_on, at)
        keep(entry, by=by, at=at, why="Voice heard")
        record("voice.added", entry, by=by, at=at, group=group, said=ledger.digest(said))
    return entry


@transaction.atomic
def answer_voice(
    *, entry: VoiceEntry, changed: str, changed_on: date, seen_version: int, by: User, at: datetime
) -> VoiceEntry:
    """Say what was decided or changed because of it, and when: the second half of "you said, we did".

    An entry that was fit for publishing is so no longer: somebody has to look at the new words first.
    """
    with ledger.chain(entry.notice_id) as record:
        entry = _locked(entry, seen_version)
        _set_answer(entry, changed, changed_on, at)
        entry.fit_by = entry.fit_at = None
        entry.version += 1
        keep(entry, by=by, at=at, why="What was decided or changed")
        record("voice.answered", entry, by=by, at=at, changed=ledger.digest(changed), changed_on=changed_on)
    return entry


@transaction.atomic
def correct_wave(
    *,
    entry: VoiceEntry,
    asked: int,
    answered: int,
    result_count: int,
    why: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> VoiceEntry:
    """Correct the numbers of a survey wave. Those before stay in its history, with the reason.

    Figures that were worked out from it are corrected by those who enter them. An entry that was fit for publishing is
    so no longer. Raises Refused without a reason, for numbers that cannot be, and when nothing differs.
    """
    with ledger.chain(entry.notice_id) as record:
        entry = _locked(entry, seen_version)
        if entry.result_count is None:
            raise Refused("Only a survey wave that has a result has numbers to correct")
        if not why.strip():
            raise Refused("Say why the numbers are corrected", "why")
        _check_numbers(asked, answered)
        _check_result(entry.how_heard, answered, entry.question, entry.result, result_count)
        if (asked, answered, result_count) == (entry.asked, entry.answered, entry.result_count):
            raise Refused("These are the numbers that stand already: change one, or leave them as they are", "asked")
        entry.asked, entry.answered, entry.result_count = asked, answered, result_count
        entry.fit_by = entry.fit_at = None
        entry.version += 1
        keep(entry, by=by, at=at, why=why)
        record("voice.wave_corrected", entry, by=by, at=at, why=ledger.digest(why))
    return entry


@transaction.atomic
def mark_fit(*, entry: VoiceEntry, names: Iterable[str], seen_version: int, by: User, at: datetime) -> VoiceEntry:
    """Say that an entry may be published as it stands. `names` are those that must not be in it.

    Raises Refused when it is not answered, or when its words seem to point at somebody.
    """
    with ledger.chain(entry.notice_id) as record:
        entry = _locked(entry, seen_version)
        if not entry.changed:
            raise Refused("Say first what was decided or changed: only what was answered is published")
        if found := doubts((entry.source, entry.said, entry.question, entry.result, entry.changed), names):
            raise Refused(f"It cannot be published as it stands: {found}")
        entry.fit_by, entry.fit_at = by, at
        entry.version += 1
        keep(entry, by=by, at=at, why="Fit for publishing")
        record("voice.fit", entry, by=by, at=at)
    return entry


@transaction.atomic
def mark_unfit(*, entry: VoiceEntry, by: User, at: datetime) -> VoiceEntry:
    """Take an entry back from what is published. Twice is as good as once."""
    with ledger.chain(entry.notice_id) as record:
        entry = _locked(entry, None)
        if entry.fit_at is None:
            return entry
        entry.fit_by = entry.fit_at = None
        entry.version += 1
        keep(entry, by=by, at=at, why="Taken back from publishing")
        record("voice.unfit", entry, by=by, at=at)
    return entry


def _locked(entry: VoiceEntry, seen_version: int | None) -> VoiceEntry:
    fresh = VoiceEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if seen_version is not None and fresh.version != seen_version:
        raise ChangedMeanwhile(fresh)
    return fresh


def _check_numbers(asked: int | None, answered: int | None) -> None:
    if (asked is None) != (answered is None):
        raise Refused("Enter both how many were asked and how many answered, or neither", "answered")
    if asked is not None and answered is not None and answered > asked:
        raise Refused("No more can have answered than were asked", "answered")


def _set_answer(entry: VoiceEntry, changed: str, changed_on: date | None, at: datetime) -> None:
    if bool(changed) != (changed_on is not None):
        raise Refused("Enter what was decided or changed together with its date", "changed_on")
    if changed_on is not None and not entry.heard_on <= changed_on <= day_of(at):
        raise Refused("The date must not be before it was heard, nor lie ahead", "changed_on")
    entry.changed, entry.changed_on = changed, changed_on


def _check_result(how: str, answered: int | None, question: str, result: str, count: int | None) -> None:
    told = (bool(question), bool(result), count is not None)
    if not any(told):
        return
    if how != HowHeard.SURVEY:
        raise Refused("Only a survey has a question and a result: choose Survey, or leave them empty", "question")
    if not all(told):
        raise Refused(
            "Enter the question, the answer that is counted and how many gave it, or none of them", "question"
        )
    if answered is None:
        raise Refused("Enter how many were asked and how many answered the survey", "answered")
    if count is not None and count > answered:
        raise Refused("No more can have given this answer than answered", "result_count")
