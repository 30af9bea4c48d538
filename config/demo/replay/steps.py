"""Steps of the story, taken in the order of their moments while the clock shows them; bells are answered at once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from audit import clock
from config.celery import app


@dataclass(frozen=True)
class Step:
    """One thing that somebody does at a moment."""

    at: datetime
    do: Callable[[], object]


class Worker:
    """Does in this process what a Celery worker would do: takes the messages that the doorbell sent, in their order."""

    def __init__(self, queue) -> None:  # type: ignore[no-untyped-def]
        self._queue = queue

    def answer(self) -> None:
        """Run every task that was rung for, and what those ring for."""
        while self._queue.qsize():
            message = self._queue.get(block=False)
            args, _, _ = message.payload
            message.ack()
            app.tasks[message.headers["task"]](*args)


@contextmanager
def worker() -> Iterator[Worker]:
    """A worker on a broker in this process's memory, so that the replay needs no other and leaves it no messages."""
    before = app.conf.broker_url
    app.conf.broker_url = "memory://localhost"
    app.loader.import_default_modules()
    try:
        with app.connection_for_read() as connection, connection.SimpleQueue(app.conf.task_default_queue) as queue:
            yield Worker(queue)
    finally:
        app.conf.broker_url = before


def take(steps: Iterable[Step], answering: Worker, say: Callable[[str], None]) -> int:
    """Take the steps in order; those of one moment in the order given. Says each month once; returns how many."""
    taken, month = 0, ""
    for step in sorted(steps, key=attrgetter("at")):
        if (now := f"{clock.day_of(step.at):%B %Y}") != month:
            month = now
            say(month)
        with clock.at(step.at):
            step.do()
            answering.answer()
        taken += 1
    return taken
