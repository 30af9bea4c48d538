"""What tests of reports share: a stage on the story's day, and clients that have signed in."""

from collections.abc import Callable

import pytest
from django.test import Client

from audit import clock
from tests.factories import NOW
from tests.reports import stage as play


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> play.Stage:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return play.set_up()


@pytest.fixture
def as_(stage: play.Stage) -> Callable[[str], Client]:
    """A client of the person of that kind; "icb" is the ICB's accountable officer."""

    def signed_in(kind: str) -> Client:
        client = Client()
        user = stage.icb_officer if kind == "icb" else stage.cast[kind]
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs of a few bytes, where the test is not about what is in them."""
    monkeypatch.setattr("reports.drawing.draw", lambda drawing: f"%PDF-1.7 {drawing.pk}".encode())
