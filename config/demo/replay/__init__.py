"""Replays the story: every row of the demo is made by the verb that a person's click would have called."""

from collections.abc import Callable

from django.db import connection, transaction

from audit import clock, ledger
from audit.models import Event
from config.demo import story
from config.demo.replay.steps import take, worker
from config.demo.replay.telling import begin, steps
from config.demo.replay.world import START, World
from notices.models import Notice
from people.models import User

TOLD = "demo.told"
"""The ledger's word that the story was told to its end."""


class NotTold(Exception):
    """The story cannot be told into this database; the message says why and what to do."""


def is_told() -> bool:
    """Whether the whole story is in the database. Raises NotTold where there is a part of it, or something else."""
    if Event.objects.filter(chain=ledger.chain_name(None), verb=TOLD).exists():
        return True
    if not Event.objects.exists():
        return False
    if User.objects.exclude(email__endswith="@demo.example").exists():
        raise NotTold("This database holds data that are not the demo's: give the demo a database of its own.")
    raise NotTold("An earlier start ended in the middle of the demo's story. Start over: make demo RESET=1")


def tell(password: str, say: Callable[[str], None]) -> int:
    """Tell the whole story into an empty database; how many steps it took."""
    with connection.cursor() as cursor:
        # a replay that was cut off is found and made again, so no commit has to wait for the disk
        cursor.execute("SET synchronous_commit TO off")
    with worker() as answering:
        world = World(answering)
        with clock.at(START):
            told = begin(world, password)
        taken = take(steps(world, told), answering, say)
    _finish(told[0].notice)
    return taken


@transaction.atomic
def _finish(notice: Notice) -> None:
    with ledger.chain(None) as record:
        record(TOLD, notice, by=None, at=story.NOW)
