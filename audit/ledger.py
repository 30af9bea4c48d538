"""The one way into the ledger: `with chain(notice_id) as record: record("action.updated", action, by=…, at=…)`.

The chain's row is locked first and for the whole verb, so that two verbs of one notice stand in line instead of
deadlocking, and a frozen report and its printed ledger head are one instant.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, models

from audit.models import GENESIS, Chain, Event

Fact = str | int | bool | None | date | datetime | Decimal | UUID
MAX_FACT = 80
MOST = 1_000
"""Events of one statement."""


class Person(Protocol):
    """Whoever acted: only the id goes into the ledger."""

    pk: int


class FreeText(ValueError):
    """A fact is longer than a code or a digest can be. Free text does not belong in a ledger; use `digest`."""


@dataclass(frozen=True)
class Broken:
    """The first row at which a chain does not hold, and why."""

    chain: str
    number: int
    reason: str


def chain_name(notice_id: int | None) -> str:
    """The chain of a notice, or the site's."""
    return "site" if notice_id is None else f"notice:{notice_id}"


def digest(text: str) -> str:
    """SHA-256 of a text in hex, to stand in the ledger for words that may have to be redacted."""
    return hashlib.sha256(text.encode()).hexdigest()


class Record:
    """Writes events to one locked chain."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, verb: str, subject: models.Model, *, by: Person | None, at: datetime, **facts: Fact) -> Event:
        """Append an event. Facts are ids, codes, dates, numbers and digests. Raises FreeText for anything longer."""
        return self.all(verb, [(subject, facts)], by=by, at=at)[0]

    def all(
        self, verb: str, told: Iterable[tuple[models.Model, Mapping[str, Fact]]], *, by: Person | None, at: datetime
    ) -> list[Event]:
        """Append an event of one verb for each of many rows with its facts, in their order: three statements, however
        many they are."""
        told = list(told)
        if not told:
            return []
        chain = Chain.objects.select_for_update().get(pk=self.name)
        events: list[Event] = []
        for subject, facts in told:
            events.append(self._next(chain, verb, subject, by, at, facts))
            chain.length, chain.head = events[-1].number, events[-1].hash
        Event.objects.bulk_create(events, batch_size=MOST)
        chain.save(update_fields=["length", "head"])
        return events

    def _next(
        self,
        chain: Chain,
        verb: str,
        subject: models.Model,
        by: Person | None,
        at: datetime,
        facts: Mapping[str, Fact],
    ) -> Event:
        columns: dict[str, Any] = {
            "chain": self.name,
            "number": chain.length + 1,
            "at": at.astimezone(UTC),
            "by_id": by.pk if by else None,
            "verb": verb,
            "subject_kind": subject._meta.label_lower,
            "subject_id": str(subject.pk),
        }
        body = json.dumps(
            {name: _plain(name, value) for name, value in columns.items()}
            | {"facts": {name: _plain(name, value) for name, value in facts.items()}},
            sort_keys=True,
            separators=(",", ":"),
        )
        return Event(**columns, body=body, previous=chain.head, hash=link(chain.head, body))


def link(previous: str, body: str) -> str:
    """The hash of an event: over the one before it and its own exact text."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


@contextmanager
def chain(notice_id: int | None) -> Iterator[Record]:
    """Lock the notice's chain until the transaction ends, and give the way to write to it."""
    if not connection.in_atomic_block:
        raise RuntimeError("The ledger is written inside a transaction: make the verb atomic.")
    name = chain_name(notice_id)
    if not Chain.objects.select_for_update().filter(pk=name).exists():
        Chain.objects.bulk_create([Chain(name=name)], ignore_conflicts=True)
        Chain.objects.select_for_update().get(pk=name)
    yield Record(name)


def head(notice_id: int | None) -> tuple[int, str]:
    """How many events a notice's chain has, and the hash of the last."""
    row = Chain.objects.filter(pk=chain_name(notice_id)).values_list("length", "head").first()
    return row or (0, GENESIS)


def heads(*notice_ids: int | None) -> tuple[str, ...]:
    """The hash of the last event of each of these chains, asked for together."""
    names = [chain_name(each) for each in notice_ids]
    found = dict(Chain.objects.filter(pk__in=names).values_list("name", "head"))
    return tuple(found.get(name, GENESIS) for name in names)


def verify(name: str) -> Broken | None:
    """Walk one chain from its first row. None when every row holds, its columns agree and the head matches."""
    previous, number = GENESIS, 0
    for event in Event.objects.filter(chain=name).order_by("number").iterator():
        number += 1
        if event.number != number:
            return Broken(name, number, f"number {number} is missing")
        if event.previous != previous or event.hash != link(previous, event.body):
            return Broken(name, number, "the hash does not fit its text or the row before it")
        if not _columns_agree(event):
            return Broken(name, number, "a column differs from the text that was hashed")
        previous = event.hash
    end = Chain.objects.filter(pk=name).values_list("length", "head").first()
    if end is None and number:
        return Broken(name, number, "the chain's head is missing")
    if end is not None and end != (number, previous):
        return Broken(name, number, f"the chain's head says {end[0]} events, {number} are there")
    return None


def verify_all() -> list[Broken]:
    """The first broken row of each chain that does not hold; chains without a head row count as broken."""
    names = set(Chain.objects.values_list("name", flat=True)) | set(Event.objects.values_list("chain", flat=True))
    return [broken for name in sorted(names) if (broken := verify(name))]


def _columns_agree(event: Event) -> bool:
    body = json.loads(event.body)
    return all(
        body[name] == _plain(name, getattr(event, name))
        for name in ("chain", "number", "at", "by_id", "verb", "subject_kind", "subject_id")
    )


def _plain(name: str, value: Fact) -> str | int | bool | None:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    text = value.isoformat() if isinstance(value, date) else str(value)
    if len(text) > MAX_FACT:
        raise FreeText(f"{name} has {len(text)} characters: the ledger takes ids, codes and digests only")
    return text
