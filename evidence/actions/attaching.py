"""The one way in which a document is said to prove something, whatever it is: an action, a section, a KPI, a clause, a
meeting. The rows lie in the rooms that own those; what may be done with them is the same everywhere."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from audit import ledger
from audit.history import keep, remove
from evidence.models import Attachment, Document, ScanState
from notices.conflicts import Refused
from notices.rows import NoticeRow
from people.models import User

Link = TypeVar("Link", bound=Attachment)


@transaction.atomic
def attach(kind: type[Link], *, end: NoticeRow, document: Document, by: User, at: datetime) -> Link:
    """Say that a document proves something of `end`, an action for an `ActionEvidence`. Twice gives the same row.

    Raises Refused for one of another notice, of an issued report, infected, or replaced by a newer version.
    """
    with ledger.chain(end.notice_id) as record:
        _check(document, end)
        first: Link | None = kind._default_manager.filter(**{kind.end: end}, document=document).first()
        if first:
            return first
        link = kind(notice_id=end.notice_id, document=document, **{kind.end: end})
        keep(link, by=by, at=at, why="Evidence attached")
        record("evidence.attached", link, by=by, at=at, document=document.pk, **{kind.end: end.pk})
    return link


@transaction.atomic
def detach(kind: type[Attachment], *, end: NoticeRow, document: Document, by: User, at: datetime) -> None:
    """Take back that a document proves something of `end`; its history stays. Twice is as good as once."""
    with ledger.chain(end.notice_id) as record:
        link = kind._default_manager.filter(**{kind.end: end}, document=document).first()
        if link is None:
            return
        record("evidence.detached", link, by=by, at=at, document=document.pk, **{kind.end: end.pk})
        remove(link, by=by, at=at, why="Evidence taken back")


@transaction.atomic
def follow(kind: type[Attachment], *, older: Document, newer: Document, by: User, at: datetime) -> int:
    """Let what an older version was attached to follow to the newer one; how many did. Twice moves nothing more."""
    with ledger.chain(newer.notice_id) as record:
        links = list(kind._default_manager.filter(document=older).order_by("pk"))
        for link in links:
            link.document = newer
            link.version += 1
            keep(link, by=by, at=at, why="Replaced by a newer version", only=["document", "version"])
            record("evidence.followed", link, by=by, at=at, older=older.pk, newer=newer.pk)
    return len(links)


def _check(document: Document, end: NoticeRow) -> None:
    if document.notice_id != end.notice_id:
        raise Refused("Choose something that belongs to this notice")
    if document.keeper:
        raise Refused("This document belongs to an issued report: choose another", "document")
    if document.scan == ScanState.INFECTED:
        raise Refused("The virus scan found something in this document: choose another", "document")
    if Document.objects.filter(replaces=document).exists():
        raise Refused("This document was replaced by a newer version: choose that one", "document")
