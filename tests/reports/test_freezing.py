"""The figures of a board's day are kept, once, and read again as they were."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, transaction
from pytest_django.fixtures import Settings

from audit.models import Event
from boards.models import BoardKind
from reports import tasks
from reports.actions.freezing import freeze_meeting, unfrozen
from reports.figures.gather import gather
from reports.figures.upgrade import read_figures
from reports.models import Snapshot
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def _held(cast: Cast, kind: BoardKind = BoardKind.PARTNERSHIP):  # type: ignore[no-untyped-def]
    return make.Meeting(
        notice=cast.notice,
        board=make.Board(notice=cast.notice, kind=kind),
        on=TODAY,
        held=True,
        recorded_by=cast["office"],
        recorded_at=NOW,
    )


def test_what_was_kept_is_what_was_gathered_and_later_edits_do_not_reach_it(cast: Cast) -> None:
    before = gather(cast.notice, TODAY)
    snapshot = freeze_meeting(meeting=_held(cast), by=cast["office"], at=NOW)
    make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section)
    kept = read_figures(snapshot.shape, Snapshot.objects.get(pk=snapshot.pk).tree)
    assert kept.actions == before.actions


def test_a_meeting_is_frozen_once_and_the_ledger_says_so(cast: Cast) -> None:
    meeting = _held(cast)
    first = freeze_meeting(meeting=meeting, by=cast["office"], at=NOW)
    assert freeze_meeting(meeting=meeting, by=cast["lead"], at=NOW) == first
    assert Event.objects.filter(verb="meeting.frozen").count() == 1


def test_a_meeting_recorded_long_ago_is_left_alone(cast: Cast) -> None:
    _held(cast)
    assert not unfrozen(NOW + timedelta(days=2)).exists()


def test_the_sweep_freezes_what_nobody_froze_and_twice_changes_nothing(cast: Cast, settings: Settings) -> None:
    meeting = _held(cast)
    _held(cast, BoardKind.DELIVERY)
    assert list(unfrozen(NOW)) == [meeting]
    settings.DEMO, settings.DEMO_CLOCK = True, (NOW, datetime.now(UTC))
    tasks.sweep()
    tasks.sweep()
    assert list(Snapshot.objects.values_list("meeting", flat=True)) == [meeting.pk]


def test_a_kept_day_cannot_be_changed_or_removed(cast: Cast) -> None:
    snapshot = freeze_meeting(meeting=_held(cast), by=cast["office"], at=NOW)
    for change in (lambda: Snapshot.objects.update(tree="{}"), Snapshot.objects.filter(pk=snapshot.pk).delete):
        with pytest.raises(Error, match="frozen"), transaction.atomic():
            change()


def test_only_a_meetings_snapshot_names_a_meeting(cast: Cast) -> None:
    with pytest.raises(Error, match="reports_snapshot_meeting_goes_with_its_kind"), transaction.atomic():
        make.Snapshot(notice=cast.notice, kind="draft", meeting=_held(cast))
