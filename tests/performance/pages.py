"""Pages as a signed-in reader gets them from gunicorn and PostgreSQL, against the cheapest of them."""

import http.client
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client

from audit import clock, ledger
from notices.models import Notice
from people.models import User
from tests.performance.timing import Line, interleaved, ratio, spread

FLOOR = "/notices/"
ASKED, ASKED_BY_FOUR, FRESH = 30, 15, 5


class Visitor:
    """Somebody who is signed in, on a connection that stays open as a browser's does."""

    def __init__(self, site: str, user: User) -> None:
        signed_in = Client()
        signed_in.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self._headers = {"Cookie": f"{name}={signed_in.cookies[name].value}"}
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)

    def let_go(self) -> None:
        """Close the connection; the next page opens another. A site closes those that stay idle."""
        self._connection.close()

    def get(self, address: str) -> float:
        """How long the whole page took. Raises RuntimeError when it is not the page."""
        start = time.perf_counter()
        self._connection.request("GET", address, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{address} answered {answer.status}")
        return time.perf_counter() - start


def measure(site: str, user: User, notice: Notice, plan: str) -> list[Line]:
    """The dashboard and the list of actions with one client and four, and the dashboard right after a change."""
    pages = {"dashboard": f"/notices/{notice.slug}/", "list of actions": f"/notices/{notice.slug}/plans/{plan}/"}
    visitors = [Visitor(site, user) for _ in range(4)]
    for address in (FLOOR, *pages.values()):
        visitors[0].get(address)
    lines = []
    for clients in (1, 4):
        who = visitors[:clients]
        asked = ASKED if clients == 1 else ASKED_BY_FOUR
        rounds: Mapping[str, Callable[[], float]] = {
            address: partial(half_are_faster, who, address, asked) for address in (FLOOR, *pages.values())
        }
        samples = interleaved(rounds)
        said = "one client" if clients == 1 else "four clients"
        floor = spread(samples[FLOOR]).told(" ms", 1000, 1)
        lines += [
            Line(
                f"{name}, {said}",
                spread(samples[address]).told(" ms", 1000, 1),
                f"list of notices {floor}",
                ratio(samples, address, FLOOR),
                5 if name == "dashboard" and clients == 1 else None,
            )
            for name, address in pages.items()
        ]
    return [*lines, _right_after_a_change(visitors[0], pages["dashboard"], notice)]


def half_are_faster(visitors: list[Visitor], address: str, asked: int) -> float:
    """The median of that many requests by each visitor, all visitors at once."""
    with ThreadPoolExecutor(len(visitors)) as threads:
        found = threads.map(lambda visitor: [visitor.get(address) for _ in range(asked)], visitors)
        return statistics.median(took for each in found for took in each)


def _right_after_a_change(visitor: Visitor, address: str, notice: Notice) -> Line:
    """The dashboard whose figures have to be gathered, because something was written since they were kept."""

    def fresh() -> float:
        took = []
        for _ in range(FRESH):
            _write_something(notice)
            took.append(visitor.get(address))
        return statistics.median(took)

    samples = interleaved({address: fresh, FLOOR: partial(half_are_faster, [visitor], FLOOR, ASKED)})
    return Line(
        "dashboard right after a change, one client",
        spread(samples[address]).told(" ms", 1000, 1),
        f"list of notices {spread(samples[FLOOR]).told(' ms', 1000, 1)}",
        ratio(samples, address, FLOOR),
    )


@transaction.atomic
def _write_something(notice: Notice) -> None:
    with ledger.chain(notice.pk) as record:
        record("measured", notice, by=None, at=clock.now())
