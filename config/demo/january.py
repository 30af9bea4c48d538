"""The report that is due on 7 January 2024: prepared, drawn by the demo's own Celery worker, cleared by both
accountable officers. Then it waits for the chair."""

import time
from collections.abc import Callable

from audit import clock
from config.demo.replay.reports import WAITING
from config.demo.story import cast
from people.models import Organisation, User
from reports.actions import approving, preparing
from reports.models import Clearance, Drawing, DrawingState, Purpose, Report, Version, VersionState

PATIENCE = 180.0  # seconds for one PDF on a busy machine
PAUSE = 0.5


class NotReady(Exception):
    """What was waited for did not come; the message is for the person at the terminal."""


def go_on(say: Callable[[str], None]) -> None:
    """Take it as far as it goes without the chair, from wherever it stands. Raises NotReady when no worker draws it."""
    report = Report.objects.get(notice__slug=cast.DEVON, due_on=WAITING)
    version = report.versions.order_by("-number").first()
    if version is None:
        say("The report that is due on 7 January 2024 is prepared; the worker draws it")
        version = preparing.prepare(report=report, by=_person("lead"), at=clock.now())
    if version.state == VersionState.DRAFT and version.number == 1:
        _wait_for(version, Purpose.DRAFT)
        say("It is sent for clearance: its figures freeze, and the worker draws it again")
        version = preparing.send_for_clearance(
            version=version, seen_version=version.version, by=_person("lead"), at=clock.now()
        )
    if version.state == VersionState.FOR_CLEARANCE and version.number == 1:
        _wait_for(version, Purpose.CLEARANCE)
        _clear(version)
        say("Both accountable officers have cleared it; it waits for the chair")


def _clear(version: Version) -> None:
    done = set(Clearance.objects.filter(version_of=version).values_list("organisation_id", flat=True))
    for account in cast.ACCOUNTABLE_OFFICERS.values():
        person = _person(account)
        organisation = person.organisation
        if isinstance(organisation, Organisation) and organisation.pk not in done:
            version = approving.clear(
                version=version,
                organisation=organisation,
                seen_version=version.version,
                by=person,
                at=clock.now(),
            )


def _wait_for(version: Version, purpose: Purpose) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        drawing = Drawing.objects.get(version_of=version, purpose=purpose)
        if drawing.state == DrawingState.DRAWN:
            return
        if drawing.state == DrawingState.FAILED:
            raise NotReady(f"The PDF could not be drawn: {drawing.error}")
        time.sleep(PAUSE)
    raise NotReady("The worker has not drawn the PDF; what it said is in var/log/worker.log.")


def _person(account: str) -> User:
    found: User = User.objects.get(email=f"{account}@demo.example")
    return found
