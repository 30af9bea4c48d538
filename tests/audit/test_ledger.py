"""The ledger: chained, only appended to, without free text, and telling where it was tampered with."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from uuid import UUID

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction

from audit import ledger
from audit.models import GENESIS, Chain, Event
from people.models import User
from tests import factories as make
from tests.factories import NOW
from tests.run import Run


def happen(verb: str = "action.updated", chain: int | None = 12, by: User | None = None, **facts: ledger.Fact) -> Event:
    with transaction.atomic(), ledger.chain(chain) as record:
        return record(verb, make.Organisation.build(pk=7), by=by, at=NOW, **facts)


@pytest.mark.django_db
def test_each_event_is_hashed_over_the_one_before_it() -> None:
    first, second = happen(), happen()
    assert (first.number, first.previous) == (1, GENESIS)
    assert (second.number, second.previous) == (2, first.hash)
    assert second.hash == ledger.link(first.hash, second.body)
    assert ledger.head(12) == (2, second.hash)
    assert ledger.verify_all() == []


@pytest.mark.django_db
def test_each_notice_has_a_chain_of_its_own_and_the_site_one_too() -> None:
    assert [happen(chain=chain).number for chain in (12, 13, None)] == [1, 1, 1]
    assert set(Chain.objects.values_list("name", flat=True)) == {"notice:12", "notice:13", "site"}
    assert ledger.head(14) == (0, GENESIS)
    assert ledger.heads(13, 14, None) == (ledger.head(13)[1], GENESIS, ledger.head(None)[1])


@pytest.mark.django_db
def test_facts_stand_in_the_hashed_text_exactly_as_given() -> None:
    event = happen(value=Decimal("1.10"), on=date(2023, 1, 31), uid=UUID(int=5), flag=True, none=None, number=3)
    assert '"value":"1.10"' in event.body
    assert '"on":"2023-01-31"' in event.body
    assert '"flag":true' in event.body
    event.refresh_from_db()
    assert '"value":"1.10"' in event.body


@pytest.mark.django_db
@pytest.mark.parametrize("length", [80, 81])
def test_free_text_is_refused(length: int) -> None:
    if length > ledger.MAX_FACT:
        with pytest.raises(ledger.FreeText):
            happen(note="x" * length)
        assert not Event.objects.exists()
    else:
        happen(note="x" * length)


def test_the_digest_of_a_text_fits_into_the_ledger_and_tells_nothing() -> None:
    assert len(ledger.digest("A child's name")) == 64
    assert "child" not in ledger.digest("A child's name")


@pytest.mark.django_db
def test_an_event_that_is_rolled_back_leaves_no_gap() -> None:
    happen()
    with pytest.raises(ledger.FreeText), transaction.atomic():
        happen(note=str(happen().hash) * 2)
    assert happen().number == 2
    assert ledger.verify("notice:12") is None


def test_the_ledger_is_written_inside_a_transaction_alone(own_database: str) -> None:
    with pytest.raises(RuntimeError, match="atomic"):
        with ledger.chain(12):
            pass


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET verb = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_event SET body = body",
    ],
)
@pytest.mark.parametrize("role", ["app", "owner"])
def test_the_database_refuses_to_change_an_event(own_database: str, run: Run, statement: str, role: str) -> None:
    happen()
    urls = run.environment(own_database)
    url = urls["DATABASE_URL" if role == "app" else "DATABASE_OWNER_URL"]
    expected = psycopg.errors.InsufficientPrivilege if role == "app" else psycopg.errors.RestrictViolation
    with psycopg.connect(url) as elsewhere, pytest.raises(expected):
        elsewhere.execute(statement)
    assert Event.objects.get().verb == "action.updated"


@pytest.mark.django_db
def test_the_app_cannot_change_an_event_through_its_models() -> None:
    event = happen()
    for change in (lambda: Event.objects.update(verb="x"), event.delete, event.save):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# What a superuser could do, with the triggers switched off, and what verifying then says of the second chain.
TAMPERED = [
    (
        "UPDATE audit_event SET body = replace(body, 'green', 'blue') WHERE number = 2 AND chain = 'notice:12'",
        2,
        "hash",
    ),
    ("UPDATE audit_event SET verb = 'x' WHERE number = 2 AND chain = 'notice:12'", 2, "column"),
    ("UPDATE audit_event SET by_id = 99 WHERE number = 3 AND chain = 'notice:12'", 3, "column"),
    ("UPDATE audit_event SET at = at - interval '1 day' WHERE number = 1 AND chain = 'notice:12'", 1, "column"),
    ("DELETE FROM audit_event WHERE number = 2 AND chain = 'notice:12'", 2, "number 2 is missing"),
    ("DELETE FROM audit_event WHERE number = 3 AND chain = 'notice:12'", 2, "head"),
    ("UPDATE audit_chain SET head = repeat('a', 64) WHERE name = 'notice:12'", 3, "head"),
    ("UPDATE audit_chain SET length = 7 WHERE name = 'notice:12'", 3, "head"),
]


@pytest.mark.parametrize(("statement", "number", "reason"), TAMPERED)
def test_verifying_names_the_row_that_was_tampered_with(
    own_database: str, run: Run, statement: str, number: int, reason: str
) -> None:
    for rating in ("green", "green", "amber"):
        happen(rating=rating)
        happen(chain=13, rating=rating)
    with psycopg.connect(run.environment(own_database)["DATABASE_OWNER_URL"]) as owner:
        owner.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        owner.execute(statement)
        owner.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
    (broken,) = ledger.verify_all()
    assert broken.chain == "notice:12"
    assert reason in broken.reason
    assert broken.number == number
    with pytest.raises(CommandError, match=r"notice:12, event \d"):
        call_command("verify_ledger")


def test_a_chain_whose_head_row_is_gone_is_broken(own_database: str, run: Run) -> None:
    happen()
    Chain.objects.filter(pk="notice:12").delete()
    assert [broken.chain for broken in ledger.verify_all()] == ["notice:12"]


@pytest.mark.django_db
def test_the_command_says_that_a_whole_ledger_is_whole() -> None:
    happen()
    happen(chain=None)
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue() == "The ledger is whole: 2 events in 2 chains.\n"


@pytest.mark.django_db
def test_the_command_prints_the_seal_of_an_entry() -> None:
    happen()
    last = happen()
    out = StringIO()
    call_command("verify_ledger", entry=2, stdout=out)
    assert out.getvalue().splitlines()[1:] == [f"notice:12, entry 2: {last.hash}"]


@pytest.mark.django_db
def test_a_moment_is_stored_as_the_same_moment_whatever_zone_it_came_in() -> None:
    event = happen(at_other=datetime(2023, 7, 1, 9, 0, tzinfo=UTC))
    assert "2023-07-01T09:00:00+00:00" in event.body


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"number": 1}, {"number": 0}])
def test_an_events_number_is_there_once_and_from_one(wrong: dict[str, int]) -> None:
    event = happen()
    name = "audit_event_number_once" if wrong["number"] else "audit_event_number_from_one"
    texts = dict.fromkeys(("subject_kind", "subject_id", "body", "previous", "hash"), "x")
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        Event.objects.create(chain="notice:12", at=NOW, verb="x", **texts, **wrong)
    assert Event.objects.get() == event
