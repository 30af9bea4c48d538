"""A status update, with its lock, version, history and event, against the two rows alone."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

from notices.reader import Reader
from people.models import User
from plans.actions import add_update
from plans.models import Action, Update
from plans.rating import Rating
from tests.performance.timing import Line, interleaved, ratio, spread

SAVED = 40
TEXT = "The panel meets every fortnight now. Cases that took eleven weeks in the summer take six."
OURS, THEIRS = "status update", "two INSERTs in one transaction"


class Bare:
    """Writes an update and its history row and nothing else: no lock, no version, no event, no Django."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        tables = Update._meta.db_table, Update.history.model._meta.db_table  # type: ignore[attr-defined]
        self._row, self._history = (self._like_the_last(table) for table in tables)

    def _like_the_last(self, table: str) -> tuple[sql.Composed, dict[str, Any]]:
        """The statement for a row of a table, and the values of the one that was written last."""
        own_key = "history_id" if "historical" in table else "id"
        of = sql.Identifier(table)
        found = self._connection.execute(
            sql.SQL("SELECT * FROM {} ORDER BY {} DESC LIMIT 1").format(of, sql.Identifier(own_key))
        )
        names = [column.name for column in found.description or ()]
        values = dict(zip(names, found.fetchone() or (), strict=True))
        self._connection.commit()
        del values[own_key]
        fields = sql.SQL(", ").join(map(sql.Identifier, values))
        places = sql.SQL(", ").join(map(sql.Placeholder, values))
        return sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(of, fields, places), values

    def insert(self) -> None:
        """Both rows and a commit."""
        new = {"uid": uuid4(), "sent_as": uuid4()}
        for statement, values in (self._row, self._history):
            self._connection.execute(statement, values | new)
        self._connection.commit()


def measure(action: Action, user: User, at: datetime, address: str) -> Line:
    """Add updates to an action, one after the other; on both sides every commit waits for the disk."""
    seconds = count(1)

    def update() -> None:
        second = next(seconds)
        moment, text = at + timedelta(seconds=second), f"{TEXT} {second}"
        add_update(action=action, reader=Reader(user, at.date()), at=moment, rating=Rating.GREEN, text=text)

    update()
    with psycopg.connect(address) as connection:
        bare = Bare(connection)
        samples = interleaved({OURS: lambda: _median(update), THEIRS: lambda: _median(bare.insert)})
    told = {name: spread(values).told(" ms", 1000) for name, values in samples.items()}
    return Line(OURS, told[OURS], f"{THEIRS} {told[THEIRS]}", ratio(samples, OURS, THEIRS), 14)


def _median(save: Callable[[], None]) -> float:
    """The median time of saving that often, one after the other."""
    took = []
    for _ in range(SAVED):
        start = time.perf_counter()
        save()
        took.append(time.perf_counter() - start)
    return statistics.median(took)
