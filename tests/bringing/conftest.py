"""The cast on one notice, on the story's day, and their signed-in browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from audit import clock
from plans.models import Plan
from tests.bringing.newer import FIRST, draft, enter
from tests.cast import Cast, assemble
from tests.factories import NOW


@pytest.fixture
def story_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day in December, in which the figures of November are awaited."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def as_(cast: Cast) -> Callable[[str], Client]:
    """A browser in which the kind of person that is named has signed in."""

    def signed_in(kind: str) -> Client:
        client = Client()
        client.force_login(cast[kind], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A small plan of two actions, entered from a file."""
    return enter(draft(cast, FIRST), cast).plan
