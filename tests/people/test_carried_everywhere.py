"""Whatever form a session ends on: the same person finds their text in it again, unsaved, and nobody else does."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from audit.models import Event
from people import carried
from tests.architecture.playing import addresses
from tests.architecture.world import World, build
from tests.factories import NOW

PASSWORD = "a-long-and-lonely-walrus"
TYPED = "Zebra crossings at <b>three</b> schools"
SHOWN = "Zebra crossings at &lt;b&gt;three&lt;/b&gt; schools"

# address, field, who types it, and who else may open the same form
FORMS = [
    ("plans:update-action", "text", "officer", "delegate"),
    ("plans:update-action", "next_steps", "officer", "delegate"),
    ("plans:ask-date", "reason", "officer", "delegate"),
    ("plans:claim-completion", "impact_statement", "officer", "delegate"),
    ("plans:answer-completion", "answer", "lead", "chair"),
    ("plans:reopen-action", "answer", "lead", "chair"),
    ("plans:decide-date", "text", "chair", "office"),
    ("plans:explain-difference", "explanation", "officer", "delegate"),
    ("plans:review-risk", "text", "officer", "lead"),
    ("plans:raise-risk", "cause", "lead", "office"),
    ("plans:add-mitigation", "text", "officer", "lead"),
    ("plans:close-risk", "reason", "lead", "office"),
    ("kpis:enter-figures", "paste", "data lead", "lead"),
    ("kpis:enter-measurement", "note", "data lead", "lead"),
    ("kpis:correct-measurement", "why", "data lead", "lead"),
    ("kpis:propose-baseline", "source", "data lead", "lead"),
    ("kpis:return-baseline", "why", "lead", "lead"),
    ("kpis:define-kpi", "definition", "data lead", "lead"),
    ("kpis:place-cells", "why", "lead", "lead"),
    ("kpis:link-actions", "why", "lead", "lead"),
    ("kpis:judge-kpi", "reason", "lead", "lead"),
    ("kpis:take-back-judgement", "why", "lead", "lead"),
    ("boards:record-meeting", "notes", "office", "lead"),
    ("boards:record-decision", "text", "office", "chair"),
    ("boards:add-log-entry", "text", "office", "lead"),
    ("boards:update-log-entry", "text", "officer", "lead"),
    ("reports:statement", "text", "chair", "chair with the post"),
    ("reports:judgement", "text", "lead", "lead"),
    ("reports:commentary", "achieved", "officer", "delegate"),
    ("reports:feedback", "text", "adviser", "adviser"),
    ("reports:answer-feedback", "answer", "lead", "office"),
    ("evidence:add-voice", "said", "participation lead", "lead"),
    ("evidence:answer-voice", "changed", "participation lead", "lead"),
    ("evidence:add-document", "description", "officer", "lead"),
]


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return build()


def sign_in(client: Client, world: World, who: str, **more: str) -> Any:
    user = world.cast[who]
    user.set_password(PASSWORD)
    user.save()
    return client.post("/sign-in/", {"email": user.email, "password": PASSWORD, **more})


def events() -> int:
    """How much was recorded on the notices' own chains."""
    return Event.objects.exclude(chain="site").count()


@pytest.mark.parametrize(("form", "field", "who", "other"), FORMS, ids=[f"{form} {field}" for form, field, *_ in FORMS])
def test_what_was_typed_when_the_session_ended_waits_unsaved_for_the_same_person_alone(
    client: Client, world: World, form: str, field: str, who: str, other: str
) -> None:
    address = reverse(form, kwargs=world.kwargs(form, addresses()[form]))
    sign_in(client, world, who)
    assert f'name="{field}"' in client.get(address).content.decode()
    client.cookies.pop("sessionid")
    before = events()

    asked = client.post(address, {field: TYPED})
    assert "You were signed out" in asked.content.decode()
    packed = asked.context["form"].initial["carried"]

    stranger = Client()
    assert sign_in(stranger, world, other if other != who else "office", carried=packed)["Location"] != address
    assert carried.KEY not in stranger.session
    page = stranger.get(address)
    assert page.status_code == (200 if other != who else 403)
    assert "Zebra" not in page.content.decode()

    assert sign_in(client, world, who, carried=packed)["Location"] == address
    page = client.get(address)
    assert page.status_code == 200
    shown = page.content.decode()
    assert SHOWN in shown
    assert "There is a problem" not in shown, "nobody has sent it yet"
    assert events() == before


APPS = ("notices", "evidence", "boards", "plans", "kpis", "reports", "bringing", "desk")


def binds_by_itself(text: str) -> bool:
    """Whether a module hands what was sent to a form without asking what was typed before."""
    return re.search(r"\brequest\.POST\b", text) is not None


def test_no_form_is_bound_past_what_was_carried() -> None:
    modules = [path for app in APPS for path in (configured.BASE_DIR / app).rglob("*.py")]
    assert any("carried.data(request)" in path.read_text() for path in modules)
    assert [str(path) for path in modules if binds_by_itself(path.read_text())] == []


def test_a_form_that_is_bound_past_it_is_found() -> None:
    assert binds_by_itself("form = UpdateForm(request.POST)")
    assert not binds_by_itself("form = UpdateForm(carried.data(request))")
