"""The replayed demo holds what its facts and its story say, and nothing of it was done after the demo's day."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import models
from pytest_django.fixtures import Settings

from audit import clock, ledger
from audit.models import Chain, Event
from boards.models import Meeting
from config.demo import facts, replay, story, topics
from config.demo.january import go_on
from config.demo.replay.people import SIGN_IN
from config.demo.replay.wording import DERBYSHIRE, DEVON, DEVON_2013, WEXCOMBE
from config.demo.story import cast, events
from config.demo.story import reports as told_reports
from evidence.models import Document
from kpis.models import Baseline, BaselineState, Kpi, Measurement
from kpis.permissions import can_release
from notices.models import Notice, Obligation
from notices.reader import Reader
from people.actions import add_organisation
from people.models import Mail, MailState, User
from plans.models import Action, DueDateChange, Plan, Update
from reports.figures.gather import gather
from reports.figures.tree import Figures
from reports.models import Drawing, DrawingState, Purpose, Report, Version, VersionState
from tests import factories
from tests.processes import Worker
from tests.run import DEMO_PASSWORD, Run

E = TypeVar("E", bound=events.Event)

TODAY = story.NOW.date()

# Days that lie ahead because they are planned, promised or printed; everything else is something that was done
PLANNED = {
    ("notices.notice", "issued_on"): "Derbyshire's notice, there to be read, is of 2025",
    ("notices.notice", "deliver_by"): "the notice's own end",
    ("notices.fulfilment", "due_on"): "the board met in December; the month's last day is when it was due",
    ("notices.access", "ends_on"): "a reviewer's access ends with the review",
    ("boards.cycle", "closes_on"): "the round of January",
    ("boards.cycle", "cutoff_at"): "the round of January",
    ("boards.cycle", "moderated_on"): "the round of January",
    ("boards.cycle", "board_on"): "the round of January",
    ("boards.meeting", "on"): "meetings that are planned",
    ("boards.logentry", "due_on"): "what the log asks for by then",
    ("plans.action", "original_due_on"): "what the plan promises by then",
    ("plans.action", "due_on"): "what the plan promises by then",
    ("plans.update", "recovery_on"): "when recovery is expected",
    ("plans.duedatechange", "to_due_on"): "the date that was asked for",
    ("plans.milestone", "due_on"): "what must be true by then",
    ("plans.mitigation", "due_on"): "what is to be done about a risk by then",
    ("kpis.target", "due_on"): "the target's day",
    ("reports.report", "due_on"): "the report of January",
}


def told(kind: type[E]) -> list[E]:
    return [event for event in story.EVENTS if isinstance(event, kind)]


@pytest.fixture
def devon(demo_database: str) -> Notice:
    return Notice.objects.select_related("council", "issuer").get(slug=DEVON)


@pytest.fixture
def figures(devon: Notice) -> Figures:
    return gather(devon, TODAY)


def last_day(model: type[models.Model], field: str) -> date | None:
    last = model._default_manager.aggregate(last=models.Max(field))["last"]
    return clock.day_of(last) if isinstance(last, datetime) else last


def late_fields() -> Iterator[tuple[str, str]]:
    """Every field of a table, its history's too, that holds a day after the demo's."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateField):
                last = last_day(model, field.name)
                if last is not None and last > TODAY:
                    yield model._meta.label_lower.replace(".historical", "."), field.name


def test_nothing_was_done_after_the_demos_day(demo_database: str) -> None:
    late = set(late_fields())
    assert late - set(PLANNED) == set()
    assert set(PLANNED) - late == set(), "these need no exception any more"
    assert not Meeting.objects.filter(held=True, on__gt=TODAY).exists()


def test_something_done_later_would_be_found(demo_database: str) -> None:
    action = Action.objects.get(ref="A1")
    factories.Update(notice=action.notice, action=action, written_at=datetime(2024, 1, 2, 9, tzinfo=clock.LONDON))
    assert ("plans.update", "written_at") in set(late_fields())


def test_the_ledger_is_whole_and_in_the_order_of_its_days(demo_database: str) -> None:
    assert ledger.verify_all() == []
    assert Event.objects.count() > 1500
    for name in Chain.objects.values_list("name", flat=True):
        moments = list(Event.objects.filter(chain=name).order_by("number").values_list("at", flat=True))
        assert moments == sorted(moments), name


def test_the_plan_and_its_kpis_are_all_there(figures: Figures) -> None:
    assert [action.ref for action in figures.actions] == [action.ref for action in facts.PLANS[0].actions]
    assert len(figures.actions) == 28
    assert [kpi.code for kpi in figures.kpis] == [kpi.code for kpi in facts.KPIS[facts.PLANS[0].slug]]
    assert len(figures.kpis) == sum(count.number for count in figures.kpi_states) == 43
    assert [clause.number for clause in figures.clauses] == [clause.number for clause in facts.NOTICES[0].clauses]
    assert len(figures.areas) == len(figures.sections) == 4


def test_as_printed_thirty_two_kpis_could_not_be_assessed() -> None:
    printed = Counter(kpi.not_assessable for kpi in facts.KPIS[facts.PLANS[0].slug] if kpi.not_assessable)
    assert {str(reason): number for reason, number in printed.items()} == {
        "unplaced_cells": 4,
        "target_awaited": 7,
        "baseline_awaited": 21,
    }


def test_fewer_cannot_be_assessed_now_that_baselines_were_approved(figures: Figures) -> None:
    assert {count.code: count.number for count in figures.not_assessable} == {
        "unplaced_cells": 4,
        "target_awaited": 7,
        "baseline_awaited": 21 - len(told(events.BaselineApproved)),
    }
    assert Baseline.objects.filter(kpi__plan__notice__slug=DEVON, state=BaselineState.PROPOSED).count() == 1
    assert Kpi.objects.get(code="C-K1").baselines.get().as_at is None


def test_one_figure_of_the_nhs_waits_for_somebody_who_can_sign_in_to_release_it(
    figures: Figures, demo_database: str
) -> None:
    waiting = Measurement.objects.select_related("kpi__organisation").get(held=True, corrected=False)
    assert (waiting.kpi.code, waiting.kpi.organisation.short_name) == ("D-K1", "NHS Devon")
    able = {
        key for key in SIGN_IN if can_release(Reader(User.objects.get(email=f"{key}@demo.example"), TODAY), waiting.kpi)
    }
    assert able == {"icb-data"}
    released = waiting.kpi.measurements.filter(held=False)
    assert set(released.values_list("released_by__email", flat=True)) == {"icb-data@demo.example"}
    (told_of,) = (kpi for kpi in figures.kpis if kpi.code == "D-K1")
    assert waiting.value not in {point.value for point in told_of.measurements}


def test_ratings_are_those_of_the_last_updates_and_nine_actions_are_complete(figures: Figures) -> None:
    confirmed = {event.ref for event in told(events.CompletionConfirmed)}
    last = {event.ref: event.rating for event in told(events.Updated)}
    assert len(confirmed) == 9
    assert {action.ref: action.rating for action in figures.actions} == last | dict.fromkeys(confirmed, "blue")
    assert Update.objects.filter(notice__slug=DEVON).count() == len(told(events.Updated))


def test_one_date_moved_by_a_decision_of_the_board_and_one_did_not(figures: Figures) -> None:
    dates = {action.ref: (action.original_due_on, action.due_on) for action in figures.actions}
    assert dates["A10"] == (date(2023, 10, 31), date(2024, 1, 31))
    assert dates["A12"] == (date(2023, 9, 30), date(2023, 9, 30))
    assert dict(DueDateChange.objects.values_list("action__ref", "state")) == {"A10": "agreed", "A12": "declined"}


def test_three_reports_were_issued_in_time_and_the_next_is_due_on_a_sunday(figures: Figures) -> None:
    (obligation,) = [each for each in figures.obligations if each.code == "progress-report"]
    assert (obligation.rhythm, obligation.next_due) == ("every 2 months", date(2024, 1, 7))
    assert obligation.our_reading
    assert {each.due_on: (each.state, each.met_on) for each in obligation.occurrences if each.state == "met"} == {
        date(2023, 7, 7): ("met", date(2023, 7, 5)),
        date(2023, 9, 7): ("met", date(2023, 9, 6)),
        date(2023, 11, 7): ("met", date(2023, 11, 6)),
    }
    assert {each.state for each in obligation.occurrences if each.due_on < date(2023, 5, 8)} == {"before_tracking"}
    assert "7 January 2024 is a Sunday" in obligation.occurrences[-1].warnings


def test_the_board_met_every_month(figures: Figures) -> None:
    (obligation,) = [each for each in figures.obligations if each.code == "board"]
    tracked = [each for each in obligation.occurrences if date(2023, 5, 8) <= each.due_on <= date(2023, 12, 31)]
    assert [each.state for each in tracked] == ["met"] * 8
    assert figures.board is not None
    assert all(seat.required for seat in figures.board.seats[:6])


def test_no_obligation_of_the_council_is_late(figures: Figures) -> None:
    late = [(each.code, one.due_on) for each in figures.obligations for one in each.occurrences if one.state == "late"]
    assert late == []


def test_every_issued_version_has_its_file_its_hash_and_its_mails(demo_database: str) -> None:
    issued = Version.objects.filter(state=VersionState.ISSUED).order_by("pk")
    assert [version.report.due_on for version in issued] == [each.due_on for each in told_reports.REPORTS[:-1]]
    for version in issued:
        drawing = Drawing.objects.select_related("document").get(version_of=version, purpose=Purpose.ISSUE)
        assert drawing.document is not None
        with default_storage.open(drawing.document.file) as file:
            content = file.read()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == drawing.document.sha256
        (event,) = Event.objects.filter(verb="report.issued", subject_id=str(version.pk))
        assert json.loads(event.body)["facts"]["sha256"] == drawing.document.sha256
        mails = Mail.objects.filter(attachment_sha256=drawing.document.sha256)
        assert sorted(mail.to_address for mail in mails) == ["dfe@demo.example", "nhse@demo.example"]
        assert {clock.day_of(mail.sent_at) for mail in mails if mail.sent_at} == {clock.day_of(event.at)}


def test_every_kept_file_is_there_with_its_hash(demo_database: str) -> None:
    kept = Document.objects.exclude(file="")
    assert kept.count() == 11 + sum(bool(event.file_name) for event in told(events.EvidenceAdded))
    for document in kept:
        with default_storage.open(document.file) as file:
            assert hashlib.sha256(file.read()).hexdigest() == document.sha256


def test_no_bell_is_left_unanswered(demo_database: str) -> None:
    assert set(Drawing.objects.values_list("state", flat=True)) == {DrawingState.DRAWN}
    assert set(Mail.objects.values_list("state", flat=True)) == {MailState.SENT}


def test_the_report_of_january_is_written_and_goes_no_further(demo_database: str) -> None:
    report = Report.objects.get(notice__slug=DEVON, due_on=date(2024, 1, 7))
    assert report.statement
    assert report.judgements.count() == report.commentaries.exclude(written_at=None).count() == 4
    assert not report.versions.exists()


def test_notices_that_are_there_to_be_read_have_no_plan_and_no_rated_calendar(demo_database: str) -> None:
    for slug in (DERBYSHIRE, DEVON_2013):
        notice = Notice.objects.get(slug=slug)
        assert not Plan.objects.filter(notice=notice).exists()
        assert not Obligation.objects.filter(notice=notice, tracked=True).exists()
        assert Obligation.objects.filter(notice=notice).count() > 8
        assert not [one for each in gather(notice, TODAY).obligations for one in each.occurrences]


def test_what_is_invented_says_so(demo_database: str) -> None:
    marked = dict(Notice.objects.values_list("slug", "illustrative"))
    assert "invented" in marked[DEVON]
    assert "invented" in marked[WEXCOMBE]
    assert (marked[DERBYSHIRE], marked[DEVON_2013]) == ("", "")
    devon = Notice.objects.get(slug=DEVON)
    assert devon.issued_on == date(2022, 9, 7)
    assert devon.issued_on_note.startswith("Illustrative: ")


def texts(row: models.Model) -> str:
    return " ".join(str(getattr(row, field.attname)) for field in row._meta.concrete_fields)


def test_the_other_councils_words_stand_on_its_own_notice_alone(demo_database: str) -> None:
    wexcombe = Notice.objects.get(slug=WEXCOMBE)
    own, others = "", ""
    for model in apps.get_models():
        if "notice" not in {field.name for field in model._meta.fields} and model is not Mail:
            continue
        for row in model._default_manager.all():
            if getattr(row, "notice_id", None) == wexcombe.pk:
                own += texts(row)
            else:
                others += texts(row)
    own += texts(wexcombe)
    assert len(others) > 1_000_000
    for canary in facts.CANARIES:
        assert canary in own
        assert canary not in others


def test_strangers_see_nothing_of_each_other(demo_database: str) -> None:
    people = {user.email.split("@")[0]: user for user in User.objects.all()}
    for account in cast.ACCOUNTS:
        seen = set(Notice.objects.visible_to(Reader(people[account.key], TODAY)).values_list("slug", flat=True))
        today = {
            grant.notice
            for grant in account.grants
            if grant.starts_on <= TODAY and (grant.ends_on is None or grant.ends_on >= TODAY)
        }
        assert seen == today, account
    assert not Action.objects.visible_to(Reader(people["stranger"], TODAY)).filter(ref="A1").exists()
    assert not Action.objects.visible_to(Reader(people["lead"], TODAY)).filter(ref="X1").exists()


def test_everybody_who_is_told_of_can_sign_in(
    demo_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", DEMO_PASSWORD)
    topics.accounts()
    said = capsys.readouterr().out
    assert DEMO_PASSWORD in said
    for account in cast.ACCOUNTS:
        assert (account.email in said) == (account.key in SIGN_IN)
    assert User.objects.get(email="stranger@demo.example").check_password(DEMO_PASSWORD)


def test_another_password_given_at_a_later_start_counts(
    demo_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "another-long-password")
    monkeypatch.setattr("config.demo.topics.SIGN_IN", ("lead", "dfe"))
    topics.accounts()
    assert "another-long-password" in capsys.readouterr().out
    assert User.objects.get(email="dfe@demo.example").check_password("another-long-password")


def test_a_second_replay_changes_nothing(demo_database: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Event.objects.count()
    topics.replay()
    assert "there already" in capsys.readouterr().out
    assert Event.objects.count() == before


def test_a_replay_that_was_cut_off_is_said(own_database: str) -> None:
    assert replay.is_told() is False
    add_organisation(name="Devon County Council", kind="council", by=None, at=story.SET_UP_AT)
    with pytest.raises(replay.NotTold, match="make demo RESET=1"):
        replay.is_told()


def test_a_database_with_somebodys_own_data_is_left_alone(own_database: str) -> None:
    add_organisation(name="Another Council", kind="council", by=None, at=story.SET_UP_AT)
    factories.User(email="somebody@council.example")
    with pytest.raises(replay.NotTold, match="of its own"):
        replay.is_told()


def test_the_clock_goes_on_from_the_last_thing_that_was_done(
    demo_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    topics.clock_shows()
    assert datetime.fromisoformat(capsys.readouterr().out.strip()) == story.NOW


def test_the_clock_shows_no_other_time_outside_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(RuntimeError, match="demo only"), clock.at(story.NOW):
        pass
    settings.DEMO = True
    with clock.at(story.SET_UP_AT):
        assert clock.now() == story.SET_UP_AT
        with clock.at(story.NOW):
            assert clock.today() == TODAY
        assert clock.now() == story.SET_UP_AT
    assert clock.now() > story.NOW


def test_figures_are_printed_as_json(devon: Notice, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("figures", DEVON)
    tree = json.loads(capsys.readouterr().out)
    assert (len(tree["actions"]), len(tree["kpis"]), tree["on"]) == (28, 43, "2023-12-22")
    assert tree["notice"]["slug"] == DEVON
    with pytest.raises(CommandError, match=r"Known: .*devon-send-2022"):
        call_command("figures", "no-such-notice")


def test_figures_are_documented_key_by_key(devon: Notice) -> None:
    described = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
    call_keys = set(gather(devon, TODAY).__dataclass_fields__)
    for key in (*call_keys, "original_due_on", "suggested", "measurements", "baseline", "rule", "past_actual"):
        assert f"`{key}`" in described, key


def test_a_worker_draws_the_report_of_january_and_it_waits_for_the_chair(
    run: Run, demo_database: str, broker: object, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    starts = f"{story.NOW.isoformat()}@{datetime.now(clock.LONDON).isoformat()}"
    environment = run.environment(demo_database, DEMO="1", DEMO_CLOCK=starts, MEDIA_ROOT=str(settings.MEDIA_ROOT))
    worker = Worker(environment, log)
    worker.start()
    try:
        go_on(lambda said: None)
    finally:
        worker.stop()
    version = Version.objects.get(report__notice__slug=DEVON, report__due_on=date(2024, 1, 7))
    assert version.state == VersionState.CLEARED
    assert {row.organisation.short_name for row in version.clearances.all()} == {"DCC", "NHS Devon"}
    assert not hasattr(version, "approval")
    assert {row.purpose: row.state for row in version.drawings.all()} == {"draft": "drawn", "clearance": "drawn"}
    assert not set(late_fields()) - set(PLANNED)
    go_on(pytest.fail)
