"""The cast on one notice, and shortcuts to the verbs with what they need at least."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit import clock
from plans import actions
from plans.models import Action, Completion, DueDateChange, Update
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def action(cast: Cast) -> Action:
    return cast.action


@pytest.fixture
def updated(cast: Cast) -> Callable[..., Update]:
    """Adds an update as the officer."""

    def add(**more: Any) -> Update:
        said = {"rating": Rating.GREEN, "text": "Two of three schools agreed.", "at": NOW}
        return actions.add_update(**({"action": cast.action, "reader": cast.reader("officer")} | said | more))

    return add


@pytest.fixture
def asked(cast: Cast) -> DueDateChange:
    """A request of the officer for the end of March."""
    return make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"])


@pytest.fixture
def claimed(cast: Cast) -> Completion:
    """The officer's claim, with a piece of evidence."""
    make.ActionEvidence(notice=cast.notice, action=cast.action)
    return actions.claim_completion(
        action=cast.action, reader=cast.reader("officer"), at=NOW, impact_statement="Waits are down to four weeks."
    )


@pytest.fixture
def story_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the cast's posts and access hold."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def browse(cast: Cast, story_day: None) -> Callable[[str], Client]:
    def signed_in(kind: str) -> Client:
        client = Client()
        client.force_login(cast[kind])
        return client

    return signed_in
