"""What stands behind an action: documents that prove it, and voices that bear on it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction

from audit import ledger
from audit.history import keep, remove
from evidence.actions import add_document, attach, detach
from evidence.models import Document, VoiceEntry
from notices.conflicts import Refused
from people.models import User
from plans.actions.rows import in_the_plan, same_notice
from plans.models import Action, ActionEvidence, ActionVoice, Section, SectionVoice
from plans.querysets import STANDING


@transaction.atomic
def attach_evidence(*, action: Action, document: Document, by: User, at: datetime) -> ActionEvidence:
    """Say that a document is evidence for the action. Twice gives the same row. Raises what `attach` raises, and
    Refused for an action that is retired."""
    with ledger.chain(action.notice_id):
        in_the_plan(action, None)
        return attach(ActionEvidence, end=action, document=document, by=by, at=at)


@transaction.atomic
def detach_evidence(*, action: Action, document: Document, by: User, at: datetime) -> None:
    """Take back that a document is evidence for the action.

    Raises Refused for the last one that its completion, claimed or confirmed, stands on.
    """
    with ledger.chain(action.notice_id):
        others = action.evidence.exclude(document=document)
        if not others.exists() and action.completions.filter(state__in=STANDING).exists():
            raise Refused(
                f"{action.ref} is complete, or claimed to be, on this document alone. "
                f"Attach another one first, or open {action.ref} again",
                "actions",
            )
        detach(ActionEvidence, end=action, document=document, by=by, at=at)


@transaction.atomic
def add_evidence(
    *,
    action: Action,
    title: str,
    kind: str,
    dated_on: date,
    description: str = "",
    link: str = "",
    upload: "File[Any] | None" = None,
    by: User,
    at: datetime,
    sent_as: UUID | None = None,
) -> ActionEvidence:
    """Add a file or a link and attach it to the action, both or neither. Raises what `add_document` raises."""
    with ledger.chain(action.notice_id):
        in_the_plan(action, None)
        document = add_document(
            notice=action.notice,
            title=title,
            kind=kind,
            dated_on=dated_on,
            description=description,
            link=link,
            upload=upload,
            by=by,
            at=at,
            sent_as=sent_as,
        )
        return attach_evidence(action=action, document=document, by=by, at=at)


@transaction.atomic
def link_voice(*, action: Action, voice: VoiceEntry, by: User, at: datetime) -> ActionVoice:
    """Say that what somebody told us bears on the action. Twice gives the same row."""
    with ledger.chain(action.notice_id) as record:
        same_notice(action.notice_id, voice)
        first: ActionVoice | None = action.voices.filter(voice=voice).first()
        if first:
            return first
        link = ActionVoice(notice_id=action.notice_id, action=action, voice=voice)
        keep(link, by=by, at=at, why="Voice linked")
        record("voice.linked", link, by=by, at=at, action=action.pk, voice=voice.pk)
    return link


@transaction.atomic
def name_bearing(
    *, voice: VoiceEntry, actions: Iterable[Action], sections: Iterable[Section], by: User, at: datetime
) -> None:
    """Say that what somebody told us bears on just these actions and sections: a wrong one is taken back.

    That it bore on an action that is retired now stays: nobody was asked about that one, and it may come back.
    """
    with ledger.chain(voice.notice_id) as record:
        of_actions, of_sections = {row.pk: row for row in actions}, {row.pk: row for row in sections}
        standing = ActionVoice.objects.filter(voice=voice, action__in=Action.objects.values("pk"))
        there = [(link, "action", link.action_id) for link in standing]
        there += [(link, "section", link.section_id) for link in SectionVoice.objects.filter(voice=voice)]
        for link, kind, pk in there:
            if pk not in (of_actions if kind == "action" else of_sections):
                record("voice.unlinked", link, by=by, at=at, voice=voice.pk, **{kind: pk})
                remove(link, by=by, at=at, why="Voice taken back")
        for action in of_actions.values():
            link_voice(action=action, voice=voice, by=by, at=at)
        for section in of_sections.values():
            link_voice_to_section(section=section, voice=voice, by=by, at=at)


@transaction.atomic
def link_voice_to_section(*, section: Section, voice: VoiceEntry, by: User, at: datetime) -> SectionVoice:
    """Say that what somebody told us bears on the section as a whole. Twice gives the same row."""
    with ledger.chain(section.notice_id) as record:
        same_notice(section.notice_id, voice)
        first: SectionVoice | None = section.voices.filter(voice=voice).first()
        if first:
            return first
        link = SectionVoice(notice_id=section.notice_id, section=section, voice=voice)
        keep(link, by=by, at=at, why="Voice linked")
        record("voice.linked", link, by=by, at=at, section=section.pk, voice=voice.pk)
    return link
