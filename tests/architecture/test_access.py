"""The table of access is played whole: every address, every method that it knows, every kind of person."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.db import transaction
from django.test import override_settings
from django.urls import NoReverseMatch
from pytest_django.plugin import DjangoDbBlocker

from audit.models import Event
from people.models import Post
from tests.architecture.access import ACCESS, EVERYBODY
from tests.architecture.forging import choices_of_rows, takes_theirs
from tests.architecture.playing import Player, addresses, says_canary
from tests.architecture.world import CANARY, build
from tests.cast import ROLES
from tests.factories import NOW

FORMS_THAT_CHOOSE_ROWS = {
    "notices:give-access": {"organisation"},
    "notices:hand-post": {"user"},
    "notices:delegate-post": {"user"},
    "evidence:add-voice": {"attributed_to"},
    "boards:add-log-entry": {"meeting", "owner"},
    "boards:update-log-entry": {"meeting"},
    "boards:record-decision": {"letter", "meeting"},
    "boards:ratify": {"meeting"},
    "plans:update-action": {"on_behalf_of"},
    "plans:decide-date": {"decision"},
    "plans:add-action": {"clauses"},
    "plans:edit-action": {"clauses"},
    "plans:attach-evidence": {"document"},
    "plans:claim-completion": {"document"},
    "plans:name-actions": {"actions", "sections"},
    "kpis:release": {"figures", "baselines"},
    "kpis:define-kpi": {"data_lead", "organisation"},
    "kpis:link-actions": {"actions"},
    "desk:prove": {"actions", "sections", "kpis", "clauses", "meetings"},
    "kpis:rebase-targets": {"decision"},
    "kpis:feed-waves": {"waves", "others"},
    "plans:raise-risk": {"owner"},
    "plans:add-mitigation": {"owner"},
    "reports:ask-commentary": {"post"},
    "reports:clear": {"organisation"},
    "reports:approval": {"chair", "proof"},
    "reports:submit-by-hand": {"proof", "recipient"},
    "reports:share": {"adviser"},
}
KNOWN = [(view, method) for view, line in ACCESS.items() for method in line.methods]
SAID_FREELY = {"ref", "clause", "area", "letter", "code", "token"}  # names in addresses that may be any text
UNKNOWN = [(view, method) for view, line in ACCESS.items() for method in {"GET", "POST"} - set(line.methods)]


@pytest.fixture(scope="module")
def player(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Player]:
    """The people and the rows of the table, once for the module; nothing of it stays."""
    media: Path = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO_CLOCK=(NOW, datetime.now(UTC)), MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        yield Player(build())
        transaction.set_rollback(True)


def test_every_address_stands_in_the_table_and_no_line_is_stale() -> None:
    assert set(ACCESS) == set(addresses())


def test_every_kind_of_person_stands_in_the_table() -> None:
    assert {*ROLES, "anonymous", "stranger"} == EVERYBODY


@pytest.mark.parametrize(("view", "method"), KNOWN, ids=lambda each: each)
def test_an_address_answers_each_person_as_the_table_says(player: Player, view: str, method: str) -> None:
    expected, wrong, leaks = ACCESS[view].expected(method), {}, {}
    for who, wanted in expected.items():
        answer = player.play(method, view, who)
        if answer.status_code != wanted:
            wrong[who] = f"{answer.status_code}, not {wanted}"
        if who != "stranger" and (said := says_canary(answer)):
            leaks[who] = said
    assert wrong == {}
    assert leaks == {}


@pytest.mark.parametrize(("view", "method"), sorted(UNKNOWN), ids=lambda each: each)
def test_a_method_that_a_page_does_not_know_is_refused(player: Player, view: str, method: str) -> None:
    assert player.play(method, view, "lead").status_code == 405


@pytest.mark.parametrize("view", sorted(view for view, line in ACCESS.items() if "GET" in line.methods))
@pytest.mark.parametrize("who", ["lead", "anonymous"])
def test_no_browser_keeps_a_page(player: Player, view: str, who: str) -> None:
    kept = player.play("GET", view, who).headers["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


@pytest.mark.parametrize(
    ("view", "name"), [(view, name) for view, needs in addresses().items() for name in needs if name in SAID_FREELY]
)
def test_an_address_with_a_nul_in_it_names_nothing(player: Player, view: str, name: str) -> None:
    method = ACCESS[view].methods[0]
    try:
        answer = player.play(method, view, "lead", **{name: "A1\0"})
    except NoReverseMatch:
        return  # there it is a slug, which has no NUL
    assert answer.status_code == 404


def test_no_form_takes_a_row_of_the_other_council(player: Player) -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    taken = set()
    for view, line in ACCESS.items():
        everybody = sorted(line.may) if {"GET", "POST"} == set(line.methods) else []
        for who in everybody if view in FORMS_THAT_CHOOSE_ROWS else everybody[:1]:
            for name, field, kind in choices_of_rows(player.play("GET", view, who)):
                asked[view].add(name)
                if takes_theirs(player.world, field, kind):
                    taken.add((view, name, who))
    assert taken == set()
    assert asked == FORMS_THAT_CHOOSE_ROWS


def test_a_form_that_took_a_row_of_the_other_council_would_be_found(player: Player) -> None:
    assert takes_theirs(player.world, forms.ModelChoiceField(Post.objects.all()), Post)


def test_the_other_council_s_word_would_be_heard(player: Player) -> None:
    assert CANARY in says_canary(player.play("GET", "desk:notices", "stranger")).lower()
    assert says_canary(player.play("GET", "desk:notices", "lead")) == ""


def test_a_request_leaves_no_trace(player: Player) -> None:
    before = Event.objects.count()
    assert player.play("POST", "notices:end-access", "lead").status_code == 302
    assert Event.objects.count() == before
