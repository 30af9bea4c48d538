"""What is done to documents: they are added, replaced by newer versions, kept, and opened."""

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
from evidence.models import Document, DocumentDownload, ScanState
from evidence.uploads import HEAD, Accepted, check_upload, clean_name
from govuk import words
from notices.conflicts import Refused, sent_before
from notices.models import Notice
from people.models import User


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
    """Add a file or a link as evidence. Raises Refused for what may not come in, NotStored when there is no room.

    A version of a document that is there goes through `replace_document`, which asks whether it may be replaced.
    """
    with ledger.chain(notice.pk) as record:
        of = {"replaces_id": replaces.pk if replaces else None, "title": title, "link": link}
        if first := sent_before(Document, sent_as, notice.pk, **of):
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
        if replaces is not None:
            _differs(document, replaces)
        _keep_or_throw_away(document, by, at)
        record("document.added", document, by=by, at=at, kind=kind, sha256=document.sha256)
    return document


@transaction.atomic
def replace_document(
    *, document: Document, by: User, at: datetime, sent_as: UUID | None = None, **told: Any
) -> Document:
    """Put a newer version in the place of a document, which stays as it is and can still be opened. `told` is what
    `add_document` takes. What it is attached to is moved by whoever stands above (`follow`).

    Raises what `add_document` raises, and Refused when it was replaced already or is no version.
    """
    with ledger.chain(document.notice_id) as record:
        if first := sent_before(Document, sent_as, document.notice_id, replaces_id=document.pk):
            return first
        if document.keeper:
            raise Refused("This document belongs to an issued report: a correction of the report replaces it")
        later = Document.objects.filter(replaces=document).select_related("added_by").first()
        if later:
            raise Refused(
                f"{later.added_by} replaced this document on {words.moment(later.added_at)}, and nothing was saved. "
                "Open the newest version and replace that one"
            )
        newer = add_document(notice=document.notice, replaces=document, by=by, at=at, sent_as=sent_as, **told)
        record("document.replaced", document, by=by, at=at, newer=newer.pk)
    return newer


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
        DocumentDownload.objects.create(notice_id=document.notice_id, document=document, taken_by=by, taken_at=at)
        record("document.downloaded", document, by=by, at=at, sha256=document.sha256)
    return opened


def judge(upload: "File[Any]") -> Accepted:
    """What a file is that may come in. Raises Refused for any other."""
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    found = check_upload(upload.name or "", head, upload.size, lambda: cast(BinaryIO, upload.file))
    if not isinstance(found, Accepted):
        raise Refused(found.sentence, "file")
    return found


def _take_in(document: Document, upload: "File[Any]") -> None:
    found = judge(upload)
    filed = filing.file_away(document.notice_id, found.extension, upload.chunks())
    document.file, document.size, document.sha256 = filed.file, filed.size, filed.sha256
    document.original_name, document.content_type = found.name, found.content_type


def _differs(newer: Document, older: Document) -> None:
    """Raises Refused for a version that is just what it should replace; its file does not stay."""
    if newer.file and newer.sha256 == older.sha256:
        filing.throw_away(newer.file)
        raise Refused("This is the very file that it should replace: choose the newer one", "file")
    if newer.link and newer.link == older.link:
        raise Refused("This is the very link that it should replace: enter the newer one", "link")


def _keep_or_throw_away(document: Document, by: User | None, at: datetime) -> None:
    try:
        keep(document, by=by, at=at, why="Document added")
    except Exception:
        if document.file:
            filing.throw_away(document.file)
        raise


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
