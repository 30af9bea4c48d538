"""The stage on which a report is played: a notice with its plan, its board’s duty to report, and its people."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.storage import default_storage

from notices.models import Area, Obligation
from notices.roles import Role
from people.models import OrganisationKind, User
from plans.models import Section
from reports import drawing
from reports.actions import approving, opening, preparing
from reports.models import Commentary, Drawing, Judged, Purpose, Report, Version
from tests import cast
from tests import factories as make
from tests.factories import NOW


@dataclass
class Stage:
    """Everybody and everything that a report needs to be issued."""

    cast: cast.Cast
    obligation: Obligation
    area: Area
    section: Section
    report: Report
    icb_officer: User

    @property
    def slug(self) -> str:
        return self.cast.notice.slug

    @property
    def lead(self) -> User:
        return self.cast["lead"]

    def at(self, minutes: int) -> datetime:
        return NOW + timedelta(minutes=minutes)


def set_up() -> Stage:
    """The report due on 7 January 2024 is open and nothing of it is written."""
    people = cast.assemble()
    notice = people.notice
    icb = make.Organisation(name="NHS Devon", kind=OrganisationKind.ICB)
    make.Partner(notice=notice, organisation=notice.council, clears_reports=True)
    make.Partner(notice=notice, organisation=icb, clears_reports=True)
    officer = make.User(email="icb@demo.example", name="Chief Nursing Officer", organisation=icb)
    make.Access(notice=notice, user=officer, role=Role.ACCOUNTABLE, organisation=icb)
    obligation = make.Obligation(notice=notice, code="progress-report")
    dfe, nhse = people["adviser"].organisation, make.Organisation(name="NHS England", kind=OrganisationKind.NHSE)
    make.Recipient(notice=notice, obligation=obligation, organisation=dfe, email="dfe@demo.example")
    make.Recipient(notice=notice, obligation=obligation, organisation=nhse, email="nhse@demo.example")
    report = opening.open_report(
        obligation=obligation,
        due_on=date(2024, 1, 7),
        period_from=date(2023, 11, 8),
        cutoff_on=date(2023, 12, 20),
        by=None,
        at=NOW,
    )
    area = make.Area(notice=notice, code="B", title="Communication")
    return Stage(people, obligation, area, people.action.section, report, officer)


def write_everything(stage: Stage, at: datetime = NOW) -> Report:
    """Statement, judgement and commentary."""
    report = opening.write_statement(
        report=stage.report, text="We hold our course.", seen_version=1, by=stage.cast["chair"], at=at
    )
    opening.judge_area(
        report=report, area=stage.area, judged=Judged.SOME, text="Some.", seen_version=0, by=stage.lead, at=at
    )
    row: Commentary = opening.ask_commentary(
        report=report, section=stage.section, of=stage.cast.post, by=stage.lead, at=at
    )
    opening.write_commentary(
        commentary=row,
        achieved="The plan went out.",
        planned="The survey.",
        help_needed="",
        seen_version=1,
        by=stage.cast["officer"],
        at=at,
    )
    stage.report = report
    return report


def worked(version: Version, purpose: Purpose, at: datetime = NOW) -> Drawing:
    """What the worker does, called as a function."""
    row = Drawing.objects.get(version_of=version, purpose=purpose)
    drawing.work(row.notice_id, row.pk, lambda: at)
    row.refresh_from_db()
    return row


def sent(stage: Stage) -> Version:
    """A version that was sent for clearance and whose PDF is drawn."""
    report = write_everything(stage)
    draft = preparing.prepare(report=report, by=stage.lead, at=stage.at(1))
    version = preparing.send_for_clearance(version=draft, seen_version=1, by=stage.lead, at=stage.at(2))
    worked(version, Purpose.CLEARANCE, stage.at(3))
    return version


def cleared(stage: Stage) -> Version:
    """Cleared for both organisations."""
    version = sent(stage)
    for number, user in enumerate((stage.cast["accountable"], stage.icb_officer)):
        assert user.organisation is not None
        version = approving.clear(
            version=version,
            organisation=user.organisation,
            seen_version=version.version,
            by=user,
            at=stage.at(4 + number),
        )
    return version


def approved(stage: Stage) -> Version:
    """Approved by the chair."""
    version = cleared(stage)
    return approving.approve(version=version, seen_version=version.version, by=stage.cast["chair"], at=stage.at(6))


def issued(stage: Stage) -> Version:
    """Issued: the final PDF is kept."""
    version = approved(stage)
    approving.issue(version=version, seen_version=version.version, by=stage.lead, at=stage.at(7))
    worked(version, Purpose.ISSUE, stage.at(8))
    version.refresh_from_db()
    return version


def kept(row: Drawing) -> bytes:
    """The bytes that are stored for a drawing."""
    assert row.document is not None
    with default_storage.open(row.document.file) as file:
        content: bytes = file.read()
    return content
