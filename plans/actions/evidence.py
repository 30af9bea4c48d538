"""What stands behind an action: documents that prove it, and voices that bear on it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction

from audit import ledger
from audit.history import keep
from evidence.actions import add_document
from evidence.models import Document, ScanState, VoiceEntry
from notices.conflicts import Refused
from people.models import User
from plans.actions.rows import same_notice
from plans.models import Action, ActionEvidence, ActionVoice


@transaction.atomic
def attach_evidence(*, action: Action, document: Document, by: User, at: datetime) -> ActionEvidence:
    """Say that a document is evidence for the action. Twice gives the same row."""
    with ledger.chain(action.notice_id) as record:
        same_notice(action.notice_id, document)
        if document.keeper:
            raise Refused("This document belongs to an issued report: choose another", "document")
        if document.scan == ScanState.INFECTED:
            raise Refused("The virus scan found something in this document: choose another", "document")
        first: ActionEvidence | None = action.evidence.filter(document=document).first()
        if first:
            return first
        link = ActionEvidence(notice_id=action.notice_id, action=action, document=document)
        keep(link, by=by, at=at, why="Evidence attached")
        record("evidence.attached", link, by=by, at=at, action=action.pk, document=document.pk)
    return link


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
def link_voices(*, voice: VoiceEntry, actions: Iterable[Action], by: User, at: datetime) -> list[ActionVoice]:
    """Say that what somebody told us bears on these actions; those that were named before stay named."""
    with ledger.chain(voice.notice_id):
        return [link_voice(action=action, voice=voice, by=by, at=at) for action in actions]
