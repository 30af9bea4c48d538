"""Rows that thousands of tests begin with: made once by the code that writes them, and copied into the tables after."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import connection

T = TypeVar("T")


@dataclass(frozen=True)
class _Written:
    """What was returned, pickled, and what came into each table, as COPY tells it."""

    returned: bytes
    tables: dict[str, bytes]


def again(make: Callable[[], T]) -> Callable[[], T]:
    """`make`, which writes rows and returns them. In a test that is rolled back its rows come in one COPY a table from
    the second time on, with the same numbers; where tests commit, each time anew."""
    written: dict[str, _Written] = {}

    @wraps(make)
    def made() -> T:
        if not connection.in_atomic_block:
            return make()
        # what is kept by a row's number is another test's
        cache.clear()
        database = connection.settings_dict["NAME"]
        if database in written:
            known: T = _write(written[database])
            return known
        before = _counts()
        returned = make()
        grown = {table: before[table] for table, count in _counts().items() if count != before[table]}
        if not any(grown.values()):
            written[database] = _Written(pickle.dumps(returned), {table: _told(table) for table in grown})
        return returned

    return made


def _counts() -> dict[str, int]:
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables))
        counted = dict(cursor.fetchall())
    return {table: counted[table] for table in tables}  # in the order of the models, each after what it points at


def _told(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as rows:
        return b"".join(bytes(row) for row in rows)


def _write(found: _Written) -> Any:
    with connection.cursor() as cursor:
        for table, told in found.tables.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as rows:
                rows.write(told)
    return pickle.loads(found.returned)
