"""What is done to evidence: documents are added, kept and opened, voices are heard and answered."""

import hashlib
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence import filing
from evidence.models import Document, ScanState, VoiceEntry
from evidence.uploads import HEAD, Accepted, check_upload, clean_name
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated
from notices.models import Notice
from people.models import Organisation, User


@transaction.atomic
def add_document(
    *,
    notice: Notice,
    title: str,
    kind: str,
    dated_on: date,
    description: str = "",
    link: str = "",
    upload: "File[Any] | None" = None,
    replaces: Document | None = None,
    by: User,
    at: datetime,
    sent_as: UUID | None = None,
) -> Document:
    """Add a file or a link as evidence. Raises Refused for what may not come in, NotStored when there is no room."""
    with ledger.chain(notice.pk) as record:
        if sent_as and (first := Document.objects.filter(sent_as=sent_as, notice=notice).first()):
            return first
        if bool(link) == (upload is not None):
            raise Refused("Choose a file or enter a link, one of the two", "file")
        if dated_on > day_of(at):
            raise Refused("The date of the document must not lie ahead", "dated_on")
        if link and not link.lower().startswith(("https://", "http://")):
            raise Refused("A link must begin with https:// or http://", "link")
        document = Document(
            notice=notice,
            title=title,
            kind=kind,
            description=description,
            dated_on=dated_on,
            link=link,
            replaces=replaces,
            added_by=by,
            added_at=at,
            sent_as=sent_as,
        )
        if upload is not None:
            _take_in(document, upload)
        _keep_or_throw_away(document, by, at)
        record("document.added", document, by=by, at=at, kind=kind, sha256=document.sha256)
    return document


@transaction.atomic
def keep_file(
    content: bytes,
    *,
    notice: Notice,
    keeper: str,
    title: str,
    kind: str,
    name: str,
    content_type: str = "application/pdf",
    dated_on: date,
    replaces: Document | None = None,
    stem: str = "",
    by: User | None = None,
    at: datetime,
) -> Document:
    """Keep a finished file for what it belongs to (`keeper`: "reports.drawing:12"), through which alone it opens.
    `stem` names it in the storage (`filing.file_away`).

    The same bytes for the same keeper give the document that is there. Raises NotStored when there is no room.
    """
    with ledger.chain(notice.pk) as record:
        known = Document.objects.filter(notice=notice, keeper=keeper, sha256=_sha256(content)).first()
        if known:
            return known
        name = clean_name(name)
        filed = filing.file_away(notice.pk, PurePath(name).suffix.lstrip(".") or "bin", [content], stem=stem)
        document = Document(
            notice=notice,
            title=title,
            kind=kind,
            dated_on=dated_on,
            file=filed.file,
            original_name=name,
            content_type=content_type,
            size=filed.size,
            sha256=filed.sha256,
            keeper=keeper,
            replaces=replaces,
            added_by=by,
            added_at=at,
        )
        _keep_or_throw_away(document, by, at)
        record("document.kept", document, by=by, at=at, keeper=keeper, sha256=document.sha256)
    return document


@transaction.atomic
def open_document(*, document: Document, by: User, at: datetime) -> "File[Any]":
    """The file, open for reading; that it was taken is written down first. Raises Refused for an infected one."""
    with ledger.chain(document.notice_id) as record:
        if document.scan in (ScanState.INFECTED, ScanState.PENDING):
            raise Refused("This file cannot be opened: its virus scan has not found it clean")
        opened: File[Any] = default_storage.open(document.file)
        record("document.downloaded", document, by=by, at=at, sha256=document.sha256)
    return opened


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
    changed: str = "",
    changed_on: date | None = None,
    attributed_to: Organisation | None = None,
    by: User,
    at: datetime,
    sent_as: UUID | None = None,
) -> VoiceEntry:
    """Write down what a group said, and how it was heard. Raises Refused for numbers that cannot be."""
    with ledger.chain(notice.pk) as record:
        if sent_as and (first := VoiceEntry.objects.filter(sent_as=sent_as, notice=notice).first()):
            return first
        if heard_on > day_of(at):
            raise Refused("The day on which it was heard must not lie ahead", "heard_on")
        _check_numbers(asked, answered)
        entry = VoiceEntry(
            notice=notice,
            group=group,
            how_heard=how_heard,
            heard_on=heard_on,
            source=source,
            said=said,
            asked=asked,
            answered=answered,
            attributed_to=attributed_to,
            added_by=by,
            added_at=at,
            sent_as=sent_as,
        )
        before = VoiceEntry.objects.filter(notice=notice, added_by=by).order_by("-added_at", "-pk").first()
        refuse_repeated(before, entry, ("group", "how_heard", "heard_on", "source", "said"), "added_at")
        _set_answer(entry, changed, changed_on, at)
        keep(entry, by=by, at=at, why="Voice heard")
        record("voice.added", entry, by=by, at=at, group=group, said=ledger.digest(said))
    return entry


@transaction.atomic
def answer_voice(
    *, entry: VoiceEntry, changed: str, changed_on: date, seen_version: int, by: User, at: datetime
) -> VoiceEntry:
    """Say what was decided or changed because of it, and when: the second half of "you said, we did"."""
    with ledger.chain(entry.notice_id) as record:
        entry = VoiceEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if entry.version != seen_version:
            raise ChangedMeanwhile(entry)
        _set_answer(entry, changed, changed_on, at)
        entry.version += 1
        keep(entry, by=by, at=at, why="What was decided or changed")
        record("voice.answered", entry, by=by, at=at, changed=ledger.digest(changed), changed_on=changed_on)
    return entry


def _take_in(document: Document, upload: "File[Any]") -> None:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    found = check_upload(upload.name or "", head, upload.size, lambda: cast(BinaryIO, upload.file))
    if not isinstance(found, Accepted):
        raise Refused(found.sentence, "file")
    filed = filing.file_away(document.notice_id, found.extension, upload.chunks())
    document.file, document.size, document.sha256 = filed.file, filed.size, filed.sha256
    document.original_name, document.content_type = found.name, found.content_type


def _keep_or_throw_away(document: Document, by: User | None, at: datetime) -> None:
    try:
        keep(document, by=by, at=at, why="Document added")
    except Exception:
        if document.file:
            filing.throw_away(document.file)
        raise


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


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
