"""Drafts of updates: kept for the person who types, in the place of what they kept before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from notices.conflicts import Refused
from notices.reader import Reader
from plans.actions.rows import in_the_plan
from plans.models import Action, UpdateDraft

LARGEST = 64 * 1024


@transaction.atomic
def keep_draft(*, action: Action, reader: Reader, at: datetime, fields: Mapping[str, Sequence[str]]) -> UpdateDraft:
    """Keep what was typed, field by field, as it was typed. Raises Refused for more than 64 kB of it."""
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LARGEST:
        raise Refused("This is more than a draft can hold: shorten the texts, or attach them as a document")
    in_the_plan(action, None)
    kept = {_clean(name): [_clean(value) for value in values] for name, values in fields.items() if _is_typed(name)}
    typed = {"written_at": at, "fields": kept}
    draft: UpdateDraft
    draft, _ = UpdateDraft.objects.update_or_create(
        action=action,
        written_by=reader.user,
        defaults=typed,
        create_defaults={**typed, "notice_id": action.notice_id},
    )
    return draft


def _is_typed(name: str) -> bool:
    """The token by which a form is known again is none of its words: opened from a draft, it is another form."""
    return not name.endswith("sent_as")


def _clean(text: str) -> str:
    """Without the one character that the database cannot keep."""
    return text.replace("\x00", "")


def drop_draft(*, action: Action, reader: Reader) -> None:
    """The update was sent, or the person wants the draft no longer."""
    UpdateDraft.objects.filter(action=action, written_by=reader.user).delete()


def drafts_of(actions: Iterable[int], reader: Reader) -> dict[int, UpdateDraft]:
    """What this reader kept for any of these actions, by the action's key."""
    kept = UpdateDraft.objects.filter(action__in=list(actions), written_by=reader.user)
    return {draft.action_id: draft for draft in kept}


def draft_of(action: Action, reader: Reader) -> UpdateDraft | None:
    """What this reader kept for the action."""
    found: UpdateDraft | None = UpdateDraft.objects.filter(action=action, written_by=reader.user).first()
    return found
