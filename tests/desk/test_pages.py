"""The pages across rooms as people see them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from audit import codec
from config import health
from desk.frozen import frozen_states
from notices.models import Notice
from reports.figures.tree import SHAPE
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW
from tests.reports.trees import report_tree

Counting = Callable[[int], CaptureQueriesContext]
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Settings) -> casting.Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return casting.assemble()


def seen(client: Client, cast: casting.Cast, who: str, address: str) -> str:
    client.force_login(cast[who])
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def issued(cast: casting.Cast) -> str:
    """An issued report, frozen in November; the uid of its snapshot."""
    tree = report_tree()
    text = codec.to_text(tree)
    frozen = datetime(2023, 11, 1, 9, tzinfo=UTC)
    kept = {"shape": SHAPE, "tree": text, "sha256": codec.digest(text), "kind": "report", "frozen_at": frozen}
    snapshot = make.Snapshot(notice=cast.notice, **kept)
    done = {"sent_by": cast["lead"], "sent_at": NOW, "issue": 1, "issued_by": cast["lead"], "issued_at": NOW}
    report = make.Report(notice=cast.notice, number=3)
    make.Version(notice=cast.notice, report=report, snapshot=snapshot, state="issued", **done)
    return str(snapshot.uid)


def test_the_navigation_has_the_pages_that_the_reader_may_see(client: Client, cast: casting.Cast) -> None:
    lead = seen(client, cast, "lead", "/notices/devon/notice/")
    observer = seen(client, cast, "observer", "/notices/devon/notice/")
    for place in ("kpis/", "risks/", "people/", "reports/"):
        assert f'href="/notices/devon/{place}"' in lead
        assert f'href="/notices/devon/{place}"' not in observer
    assert 'href="/notices/devon/calendar/"' in observer
    assert 'href="/notices/devon/notice/" aria-current="true"' in lead


def test_a_page_tells_a_stranger_nothing_of_where_it_stands(client: Client, cast: casting.Cast) -> None:
    client.force_login(cast["stranger"])
    answer = client.get("/notices/devon/")
    assert answer.status_code == 404
    assert "Devon" not in answer.content.decode()


def test_an_adviser_goes_to_the_reports_and_an_observer_hears_what_to_read(client: Client, cast: casting.Cast) -> None:
    client.force_login(cast["adviser"])
    assert client.get("/notices/devon/").headers["Location"] == "/notices/devon/reports/"
    assert "What you may read" in seen(client, cast, "observer", "/notices/devon/")


def test_a_notice_without_a_plan_says_so_and_shows_its_dates(client: Client, cast: casting.Cast) -> None:
    bare = make.Notice(slug="bare")
    make.Obligation(notice=bare)
    make.Access(notice=bare, user=cast["lead"])
    page = seen(client, cast, "lead", "/notices/bare/")
    assert "No plan answers this notice here yet" in page
    assert "Next report" in page
    assert "No plan answers this notice here yet" in seen(client, cast, "lead", "/notices/bare/notice/")


def test_the_dashboard_compares_with_the_last_frozen_day_and_shows_that_day_when_asked(
    client: Client, cast: casting.Cast
) -> None:
    uid = issued(cast)
    now = seen(client, cast, "chair", "/notices/devon/")
    assert "Since the last report, 1 November 2023" in now
    assert "A10 Co-production that lasts was taken out." in now  # it stood in the frozen figures and stands no more
    then = seen(client, cast, "member", f"/notices/devon/?as_at={uid}")
    assert "These are the figures as at 1 November 2023, progress report 3" in then
    assert "of <a href" in then


@pytest.mark.parametrize("asked", ["nonsense", "6f1c0b3e-0000-4000-8000-000000000000"])
def test_a_day_that_was_not_frozen_is_not_found(client: Client, cast: casting.Cast, asked: str) -> None:
    client.force_login(cast["lead"])
    assert client.get(f"/notices/devon/?as_at={asked}").status_code == 404


def test_another_notice_s_frozen_day_is_not_found(client: Client, cast: casting.Cast) -> None:
    there = make.Snapshot(notice=cast.elsewhere, kind="report")
    client.force_login(cast["lead"])
    assert client.get(f"/notices/devon/?as_at={there.uid}").status_code == 404


def test_coverage_is_told_to_those_who_see_the_plan_and_to_nobody_else(client: Client, cast: casting.Cast) -> None:
    top = make.Clause(notice=cast.notice, number="4", text="So that progress can be seen:")
    inner = make.Clause(notice=cast.notice, number="4(e)", parent=top, text="the plan has targets;")
    make.ActionClause(notice=cast.notice, action=cast.action, clause=inner, confirmed_by=cast["lead"], confirmed_at=NOW)
    lead = seen(client, cast, "lead", "/notices/devon/notice/")
    assert 'id="clause-4-e"' in lead
    assert "Answered by A1" in lead
    observer = seen(client, cast, "observer", "/notices/devon/notice/")
    assert "the plan has targets;" in observer
    assert "by A1" not in observer
    assert ">A1" not in observer
    assert "overed" not in observer


def test_a_clause_tells_its_documents_to_those_who_see_evidence(client: Client, cast: casting.Cast) -> None:
    clause = make.Clause(notice=cast.notice, number="4(e)", text="the plan has targets;")
    link = make.ClauseEvidence(notice=cast.notice, clause=clause)
    other = make.ClauseEvidence(clause=make.Clause(notice=cast.elsewhere, number="4(e)"), notice=cast.elsewhere)
    lead = seen(client, cast, "lead", "/notices/devon/notice/")
    assert f'href="/notices/devon/evidence/{link.document.uid}/"' in lead
    assert str(other.document.uid) not in lead
    assert str(link.document.uid) not in seen(client, cast, "observer", "/notices/devon/notice/")


def test_the_notice_s_page_marks_what_is_illustrative_and_our_own_reading(client: Client, cast: casting.Cast) -> None:
    cast.notice.issued_on_note = "The draft leaves the day open."
    cast.notice.illustrative = "The day of issue is invented."
    cast.notice.save()
    make.Obligation(notice=cast.notice, our_reading="Counted from the day of issue.")
    page = seen(client, cast, "lead", "/notices/devon/notice/")
    assert "The draft leaves the day open." in page
    assert "The day of issue is invented." in page
    assert "Our reading: Counted from the day of issue. To be confirmed by the lead." in page


def test_a_notice_issued_after_the_demo_s_day_says_so(client: Client, cast: casting.Cast, settings: Settings) -> None:
    settings.DEMO = True
    ahead = make.Notice(slug="ahead", issued_on=date(2025, 1, 14), council=cast.notice.council)
    make.Access(notice=ahead, user=cast["lead"])
    said = "The demo’s clock stands before this notice was issued"
    assert said in seen(client, cast, "lead", "/notices/ahead/notice/")
    assert said in seen(client, cast, "lead", "/notices/ahead/")
    assert said not in seen(client, cast, "lead", "/notices/devon/notice/")
    assert seen(client, cast, "lead", "/notices/").count("Issued after today") == 1


def test_the_calendar_says_what_is_late_due_met_before_tracking_and_awaited(client: Client, cast: casting.Cast) -> None:
    report = make.Obligation(notice=cast.notice, title="Progress report")
    make.Fulfilment(notice=cast.notice, obligation=report, due_on=date(2023, 9, 7), met_on=date(2023, 9, 6))
    awaited = {"anchor": "publication", "rhythm": "within_months", "every": 6, "kind": "one_off"}
    make.Obligation(notice=cast.notice, title="Casework team", **awaited)
    theirs = {"councils_duty": False, "duty_of": "The Department", "kind": "review", "every": 12}
    make.Obligation(notice=cast.notice, title="Stocktake", **theirs)
    page = seen(client, cast, "observer", "/notices/devon/calendar/")
    for words in (
        "7 January 2024 is a Sunday",
        "Late",
        "Before tracking",
        "Sent by e-mail",
        "The Department’s own duty",
    ):
        assert words in page, words
    assert "awaiting publication date" in page
    ours = seen(client, cast, "observer", "/notices/devon/calendar/?duty=ours&state=late")
    assert "Stocktake" not in ours
    assert "Before tracking</strong>" not in ours
    assert "No date fits" in seen(client, cast, "observer", "/notices/devon/calendar/?kind=plan")


def test_a_review_that_is_dfe_s_own_duty_is_never_late(client: Client, cast: casting.Cast) -> None:
    theirs = {"councils_duty": False, "duty_of": "The Department", "kind": "review", "every": 12}
    make.Obligation(notice=cast.notice, title="Stocktake", **theirs)
    page = seen(client, cast, "lead", "/notices/devon/calendar/")
    assert "Awaited from The Department" in page
    assert "Dates that have passed and were not met" not in page


def test_the_legend_says_every_rating_and_every_state(client: Client, cast: casting.Cast) -> None:
    page = seen(client, cast, "observer", "/legend/")
    for word in ("Blue", "Not started", "Meeting it now", "Not assessable", "Partly covered", "Before tracking"):
        assert word in page


@pytest.mark.parametrize("address", ["/notices/devon/notice/", "/notices/devon/calendar/", "/notices/"])
def test_a_page_costs_the_same_queries_for_one_row_as_for_three(
    client: Client,
    cast: casting.Cast,
    address: str,
    django_assert_max_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    counted = []
    client.force_login(cast["observer"])
    for _ in range(2):
        with django_assert_max_num_queries(14) as queries:  # the request's savepoint is two of them
            client.get(address)
        counted.append(len(queries))
        for _ in range(2):
            make.Obligation(notice=cast.notice, clause=make.Clause(notice=cast.notice))
            make.Access(notice=make.Notice(), user=cast["observer"])
    assert counted[0] == counted[1]


def test_the_process_says_that_it_is_there_and_that_it_is_ready_without_signing_in(client: Client) -> None:
    assert client.get("/healthz").json() == {"ok": True}
    answer = client.get("/readyz")
    assert answer.json() == {"ok": True, "checks": dict.fromkeys(("database", "migrations", "broker", "pdf"), "ok")}


def test_a_broker_that_is_away_makes_it_not_ready_and_is_named(client: Client, settings: Settings) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "the broker does not answer"
    assert answer.json()["checks"]["database"] == "ok"


def test_a_database_that_does_not_answer_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError

    monkeypatch.setattr(health.connection, "cursor", gone)
    assert health.database() == "the database does not answer"


def test_a_page_that_breaks_says_that_it_is_our_fault(cast: casting.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast["lead"])
    monkeypatch.setattr(Notice, "get_status_display", property(lambda _: 1 / 0))
    answer = client.get("/notices/")
    assert answer.status_code == 500
    assert "It is our fault, not yours" in answer.content.decode()


def test_what_cannot_be_read_is_answered_with_a_page(cast: casting.Cast) -> None:
    client = Client()
    client.force_login(cast["lead"])
    answer = client.get("/notices/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()


def test_the_states_of_a_kpi_on_frozen_days_cost_two_queries_once_and_one_thereafter(
    client: Client, cast: casting.Cast
) -> None:
    issued(cast)
    uid = UUID(report_tree().figures.kpis[0].uid)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            (told,) = frozen_states(cast.notice, uid)
        counts.append(len(asked))
    assert counts == [2, 1]
    assert (told.says, told.code) == ("1 November 2023, progress report 3", report_tree().figures.kpis[0].state)
    assert frozen_states(cast.elsewhere, uid) == []
