"""Rows for tests, the smallest that the constraints allow. A row's parents belong to its notice without being asked."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from audit import codec
from audit.history import keep
from boards import models as boards
from bringing import models as bringing
from bringing.reading import understand
from bringing.settled import named
from evidence import models as evidence
from kpis import models as kpis
from notices import models as notices
from notices.roles import Role
from people import models as people
from plans import models as plans
from plans.wording import SHAPE, PlanWording
from reports import models as reports
from sheets.reading import read_file

NOW = datetime(2023, 12, 22, 9, 0, tzinfo=UTC)
BEGUN = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
TODAY = date(2023, 12, 22)


class Organisation(DjangoModelFactory[people.Organisation]):
    class Meta:
        model = people.Organisation

    name = factory.Sequence("Council {}".format)
    kind = people.OrganisationKind.COUNCIL


class User(DjangoModelFactory[people.User]):
    class Meta:
        model = people.User

    email = factory.Sequence("person{}@demo.example".format)
    name = factory.Sequence("Person {}".format)
    password = "!"
    organisation = factory.SubFactory(Organisation)


class Post(DjangoModelFactory[people.Post]):
    class Meta:
        model = people.Post

    organisation = factory.SubFactory(Organisation)
    title = factory.Sequence("Head of Service {}".format)


class PostHolding(DjangoModelFactory[people.PostHolding]):
    class Meta:
        model = people.PostHolding

    post = factory.SubFactory(Post)
    user = factory.SubFactory(User)
    starts_on = date(2023, 1, 1)


class Delegate(DjangoModelFactory[people.Delegate]):
    class Meta:
        model = people.Delegate

    post = factory.SubFactory(Post)
    user = factory.SubFactory(User)
    starts_on = date(2023, 1, 1)


class Contact(DjangoModelFactory[people.Contact]):
    class Meta:
        model = people.Contact

    organisation = factory.SubFactory(Organisation)
    user = factory.SubFactory(User)
    starts_on = date(2023, 1, 1)


class Mail(DjangoModelFactory[people.Mail]):
    """A digest of reminders; another mail has neither `digest_on` nor `digest_of`."""

    class Meta:
        model = people.Mail

    key = factory.Sequence("mail:{}".format)
    to_user = factory.SubFactory(User)
    to_address = factory.SelfAttribute("to_user.email")
    subject = "Improvement board: 1 thing late"
    text = "Late"
    digest_on = TODAY
    digest_of = [1]
    made_at = NOW


class ReminderDay(DjangoModelFactory[people.ReminderDay]):
    class Meta:
        model = people.ReminderDay

    user = factory.SubFactory(User)
    on = TODAY


class Notice(DjangoModelFactory[notices.Notice]):
    class Meta:
        model = notices.Notice

    slug = factory.Sequence("notice-{}".format)
    title = factory.Sequence("Improvement notice {}".format)
    council = factory.SubFactory(Organisation)
    issuer = factory.SubFactory(Organisation, kind=people.OrganisationKind.DFE)
    upon = "An inspection of the local area"
    status = notices.NoticeStatus.IN_FORCE
    issued_on = date(2022, 9, 7)
    deliver_by = date(2024, 2, 29)
    tracked_from = date(2023, 5, 8)


class OfNotice(DjangoModelFactory):  # type: ignore[type-arg]
    class Meta:
        abstract = True

    notice = factory.SubFactory(Notice)


def same(target: type[DjangoModelFactory]) -> factory.SubFactory:  # type: ignore[type-arg]
    """A parent row of the same notice."""
    return factory.SubFactory(target, notice=factory.SelfAttribute("..notice"))


class Partner(OfNotice):
    class Meta:
        model = notices.Partner

    organisation = factory.SubFactory(Organisation)


class Clause(OfNotice):
    class Meta:
        model = notices.Clause

    number = factory.Sequence(lambda n: str(n + 1))
    order = factory.Sequence(lambda n: n + 1)
    text = "The Council keeps its plan up to date."


class Area(OfNotice):
    class Meta:
        model = notices.Area

    code = factory.Sequence("A{}".format)
    kind = notices.AreaKind.WEAKNESS
    order = factory.Sequence(lambda n: n + 1)
    title = "Communication with families"
    text = "Families are not kept informed."


class Obligation(OfNotice):
    class Meta:
        model = notices.Obligation

    clause = same(Clause)
    code = factory.Sequence("obligation-{}".format)
    kind = notices.ObligationKind.REPORT
    title = "Progress report every two months"
    anchor = notices.AnchorKind.ISSUE
    rhythm = notices.RhythmKind.EVERY_MONTHS
    every = 2
    duty_of = "The improvement board"
    to_whom = "DfE and NHS England"


class Recipient(OfNotice):
    class Meta:
        model = notices.Recipient

    obligation = same(Obligation)
    organisation = factory.SubFactory(Organisation, kind=people.OrganisationKind.DFE)
    title = "SEND adviser"
    email = factory.Sequence("adviser{}@dfe.example".format)


class Fulfilment(OfNotice):
    class Meta:
        model = notices.Fulfilment

    obligation = same(Obligation)
    due_on = date(2023, 11, 7)
    met_on = date(2023, 11, 6)
    how = "Sent by e-mail"
    recorded_at = NOW


class Access(OfNotice):
    class Meta:
        model = notices.Access

    user = factory.SubFactory(User)
    role = Role.LEAD
    starts_on = date(2023, 1, 1)
    given_at = NOW


class Document(OfNotice):
    class Meta:
        model = evidence.Document

    title = factory.Sequence("Evidence {}".format)
    kind = evidence.DocumentKind.OUTPUT
    dated_on = date(2023, 11, 1)
    link = "https://evidence.example/document"
    added_at = NOW


class VoiceEntry(OfNotice):
    class Meta:
        model = evidence.VoiceEntry

    group = evidence.VoiceGroup.PARENTS
    how_heard = evidence.HowHeard.MEETING
    heard_on = date(2023, 11, 1)
    source = "Parent carer forum meeting"
    said = "We wait too long for an answer."
    added_at = NOW


class DocumentDownload(OfNotice):
    class Meta:
        model = evidence.DocumentDownload

    document = same(Document)
    taken_by = factory.SubFactory(User)
    taken_at = NOW


class ClauseEvidence(OfNotice):
    class Meta:
        model = evidence.ClauseEvidence

    clause = same(Clause)
    document = same(Document)


class Board(OfNotice):
    class Meta:
        model = boards.Board

    slug = factory.Sequence("board-{}".format)
    name = "Improvement Partnership Board"
    kind = boards.BoardKind.PARTNERSHIP


class Seat(OfNotice):
    class Meta:
        model = boards.Seat

    board = same(Board)
    title = "Chief Executive"
    kind = boards.SeatKind.MEMBER
    organisation = factory.SubFactory(Organisation)
    order = factory.Sequence(lambda n: n + 1)


class Cycle(OfNotice):
    class Meta:
        model = boards.Cycle

    opens_on = date(2023, 11, 20)
    closes_on = date(2023, 12, 4)
    cutoff_at = datetime(2023, 12, 6, 17, 0, tzinfo=UTC)
    board_on = date(2023, 12, 14)


class Meeting(OfNotice):
    class Meta:
        model = boards.Meeting

    board = same(Board)
    on = date(2023, 12, 14)


class MeetingEvidence(OfNotice):
    class Meta:
        model = boards.MeetingEvidence

    meeting = same(Meeting)
    document = same(Document)


class Attendance(OfNotice):
    class Meta:
        model = boards.Attendance

    meeting = same(Meeting)
    seat = factory.SubFactory(
        Seat, notice=factory.SelfAttribute("..notice"), board=factory.SelfAttribute("..meeting.board")
    )
    attended = boards.Attended.PRESENT


class Invitation(OfNotice):
    class Meta:
        model = boards.Invitation

    meeting = same(Meeting)
    seat = factory.SubFactory(
        Seat, notice=factory.SelfAttribute("..notice"), board=factory.SelfAttribute("..meeting.board")
    )
    sent_by = factory.SubFactory(User)
    sent_at = NOW


class Decision(OfNotice):
    class Meta:
        model = boards.Decision

    number = factory.Sequence(lambda n: n + 1)
    authority = boards.Authority.BOARD
    meeting = same(Meeting)
    decided_on = date(2023, 12, 14)
    text = "Agreed."
    recorded_by = factory.SubFactory(User)
    recorded_at = NOW


class LogEntry(OfNotice):
    class Meta:
        model = boards.LogEntry

    board = same(Board)
    number = factory.Sequence(lambda n: n + 1)
    text = "Bring the staffing figures to the next meeting."
    owner = factory.SubFactory(Post)
    due_on = date(2024, 1, 18)
    added_by = factory.SubFactory(User)
    added_at = NOW


class LogUpdate(OfNotice):
    class Meta:
        model = boards.LogUpdate

    entry = same(LogEntry)
    text = "Figures are on the way."
    written_by = factory.SubFactory(User)
    written_at = NOW


class Plan(OfNotice):
    class Meta:
        model = plans.Plan

    slug = factory.Sequence("plan-{}".format)
    title = "Improvement plan"


class Section(OfNotice):
    class Meta:
        model = plans.Section

    plan = same(Plan)
    letter = factory.Sequence(lambda n: f"S{n % 1000}")
    title = "Communication"
    order = factory.Sequence(lambda n: n + 1)


class Action(OfNotice):
    class Meta:
        model = plans.Action

    plan = same(Plan)
    section = factory.SubFactory(
        Section, notice=factory.SelfAttribute("..notice"), plan=factory.SelfAttribute("..plan")
    )
    ref = factory.Sequence("F{}".format)  # never the ref of an action that the cast has
    order = factory.Sequence(lambda n: n + 1)
    title = "Write a communication plan"
    what = "Write a communication plan with families."
    success = "Families know where to turn."
    by_when_printed = "January 2024"
    original_due_on = date(2024, 1, 31)
    due_on = date(2024, 1, 31)
    added_at = BEGUN

    @classmethod
    def _build(
        cls, model_class: type[plans.Action], *args: object, added_at: datetime, **kwargs: object
    ) -> plans.Action:
        return model_class(*args, **kwargs)

    @classmethod
    def _create(
        cls, model_class: type[plans.Action], *args: object, added_at: datetime, **kwargs: object
    ) -> plans.Action:
        """Its history begins when it is added."""
        return keep(model_class(*args, **kwargs), by=None, at=added_at, why="Action added")


def small_draft() -> str:
    """The draft of a file with one action and what is doubtful about it."""
    read = read_file("plan.csv", b"Ref,Action,Outcome,By when,Lead\nA9,Write it down,It is written,Q1 2024,Head of X\n")
    return codec.to_text(named(understand(read)))


class PlanDraft(OfNotice):
    class Meta:
        model = bringing.PlanDraft

    name = "plan.csv"
    content = b"Ref,Action,Outcome,By when,Lead\nA9,Write it down,It is written,Q1 2024,Head of X\n"
    sha256 = "0" * 64
    shape = 1
    draft = factory.LazyFunction(small_draft)
    added_by = factory.SubFactory(User)
    added_at = NOW


class Settlement(OfNotice):
    class Meta:
        model = bringing.Settlement

    draft = same(PlanDraft)
    key = "0" * 16
    how = "right"
    said_by = factory.SubFactory(User)
    said_at = NOW


class TakenPlan(OfNotice):
    class Meta:
        model = bringing.TakenPlan

    plan = same(Plan)
    sha256 = factory.Sequence("{:064}".format)
    rows = "[]"
    taken_at = NOW


class PlanEdition(OfNotice):
    class Meta:
        model = plans.PlanEdition

    plan = same(Plan)
    number = 1
    note = "As agreed by the board."
    published_by = factory.SubFactory(User)
    published_at = NOW
    shape = SHAPE
    tree = codec.to_text(PlanWording("Improvement plan", "", None, ()))
    sha256 = codec.digest(tree)


class SectionArea(OfNotice):
    class Meta:
        model = plans.SectionArea

    section = same(Section)
    area = same(Area)


class Accountability(OfNotice):
    class Meta:
        model = plans.Accountability

    action = same(Action)
    post = factory.SubFactory(Post)
    printed = "Head of Service"
    order = 1


class ActionClause(OfNotice):
    class Meta:
        model = plans.ActionClause

    action = same(Action)
    clause = same(Clause)


class ActionArea(OfNotice):
    class Meta:
        model = plans.ActionArea

    action = same(Action)
    area = same(Area)


class ActionEvidence(OfNotice):
    class Meta:
        model = plans.ActionEvidence

    action = same(Action)
    document = same(Document)


class SectionEvidence(OfNotice):
    class Meta:
        model = plans.SectionEvidence

    section = same(Section)
    document = same(Document)


class SectionVoice(OfNotice):
    class Meta:
        model = plans.SectionVoice

    section = same(Section)
    voice = same(VoiceEntry)


class ActionVoice(OfNotice):
    class Meta:
        model = plans.ActionVoice

    action = same(Action)
    voice = same(VoiceEntry)


class Update(OfNotice):
    class Meta:
        model = plans.Update

    action = same(Action)
    written_by = factory.SubFactory(User)
    written_at = NOW
    rating = "green"
    text = "The draft went to families for comment."


class DueDateChange(OfNotice):
    class Meta:
        model = plans.DueDateChange

    action = same(Action)
    asked_by = factory.SubFactory(User)
    asked_at = NOW
    from_due_on = date(2024, 1, 31)
    to_due_on = date(2024, 3, 31)
    reason = "Two posts are vacant."
    recovery_steps = "Interim cover starts in January."


class Milestone(OfNotice):
    class Meta:
        model = plans.Milestone

    action = same(Action)
    label = "3 months"
    due_on = date(2023, 12, 7)
    text = "Families have seen a first draft."


class Completion(OfNotice):
    class Meta:
        model = plans.Completion

    action = same(Action)
    claimed_by = factory.SubFactory(User)
    claimed_at = NOW
    impact_statement = "Families say that they are kept informed."


class Risk(OfNotice):
    class Meta:
        model = plans.Risk

    ref = factory.Sequence("R{}".format)
    title = "Vacancies"
    cause = "Posts are hard to fill."
    event = "The team stays short."
    effect = "Plans are late."
    owner = factory.SubFactory(Post)
    target_likelihood = 2
    target_impact = 3
    raised_on = date(2023, 5, 8)


class UpdateDraft(OfNotice):
    class Meta:
        model = plans.UpdateDraft

    action = same(Action)
    written_by = factory.SubFactory(User)
    written_at = NOW
    fields = factory.LazyFunction(dict)


class RiskReview(OfNotice):
    class Meta:
        model = plans.RiskReview

    risk = same(Risk)
    reviewed_by = factory.SubFactory(User)
    reviewed_at = NOW
    likelihood = 4
    impact = 3


class Mitigation(OfNotice):
    class Meta:
        model = plans.Mitigation

    risk = same(Risk)
    text = "Advertise again with a market supplement."
    owner = factory.SubFactory(Post)
    due_on = date(2024, 1, 31)


class Kpi(OfNotice):
    class Meta:
        model = kpis.Kpi

    plan = same(Plan)
    section = factory.SubFactory(
        Section, notice=factory.SelfAttribute("..notice"), plan=factory.SelfAttribute("..plan")
    )
    code = factory.Sequence("A-K{}".format)
    order = factory.Sequence(lambda n: n + 1)
    name = "Plans issued within 20 weeks"
    unit = kpis.Unit.PERCENT
    direction = kpis.Direction.HIGHER


class Redefinition(OfNotice):
    class Meta:
        model = kpis.Redefinition

    kpi = same(Kpi)
    from_on = date(2023, 10, 1)
    why = "Requests that were withdrawn are no longer counted."
    written_by = factory.SubFactory(User)
    written_at = NOW


class KpiJudgement(OfNotice):
    class Meta:
        model = kpis.KpiJudgement

    kpi = same(Kpi)
    state = kpis.JudgedState.AT_RISK
    reason = "Two of the three clinics close in December."
    judged_by = factory.SubFactory(User)
    judged_at = NOW


class KpiAction(OfNotice):
    class Meta:
        model = kpis.KpiAction

    kpi = same(Kpi)
    action = same(Action)


class KpiEvidence(OfNotice):
    class Meta:
        model = kpis.KpiEvidence

    kpi = same(Kpi)
    document = same(Document)


class Baseline(OfNotice):
    class Meta:
        model = kpis.Baseline

    kpi = same(Kpi)
    number = 1
    state = kpis.BaselineState.APPROVED
    value = Decimal(13)
    as_at = date(2023, 1, 31)
    approved_by = factory.SubFactory(User)
    approved_at = NOW


class Target(OfNotice):
    class Meta:
        model = kpis.Target

    kpi = same(Kpi)
    printed_order = factory.Sequence(lambda n: n + 1)
    label = "Target – End January 2024"
    due_on = date(2024, 1, 31)
    rule = "59.9%"


class Measurement(OfNotice):
    class Meta:
        model = kpis.Measurement

    kpi = same(Kpi)
    as_at = date(2023, 11, 30)
    value = Decimal("31.5")
    kind = kpis.FigureKind.ACTUAL
    entered_by = factory.SubFactory(User)
    entered_at = NOW


class Comparator(OfNotice):
    class Meta:
        model = kpis.Comparator

    kpi = same(Kpi)
    name = "England"
    as_at = date(2023, 6, 30)
    period = kpis.Period.MONTH
    value = Decimal("49.1")
    source = "National return, published in July 2023"
    entered_by = factory.SubFactory(User)
    entered_at = NOW


class FigureImport(OfNotice):
    class Meta:
        model = kpis.FigureImport

    name = "figures.csv"
    sha256 = "0" * 64
    sheets = factory.LazyFunction(
        lambda: [["", [[[1, 1, "KPI", "", False, False], [1, 2, "Nov 2023", "", False, False]]]]]
    )
    added_by = factory.SubFactory(User)
    added_at = NOW


class Report(OfNotice):
    class Meta:
        model = reports.Report

    obligation = same(Obligation)
    number = factory.Sequence(lambda n: n + 1)
    due_on = date(2024, 1, 7)
    period_from = date(2023, 11, 8)
    cutoff_on = date(2023, 12, 20)


class Judgement(OfNotice):
    class Meta:
        model = reports.Judgement

    report = same(Report)
    area = same(Area)
    judged = reports.Judged.SOME
    text = "Families begin to notice."
    written_by = factory.SubFactory(User)
    written_at = NOW


class Commentary(OfNotice):
    class Meta:
        model = reports.Commentary

    report = same(Report)
    section = same(Section)


class Snapshot(OfNotice):
    class Meta:
        model = reports.Snapshot

    kind = reports.SnapshotKind.DRAFT
    frozen_at = NOW
    shape = 1
    tree = "{}"
    sha256 = "0" * 64
    ledger_length = 0
    ledger_head = "0" * 64


class Version(OfNotice):
    class Meta:
        model = reports.Version

    report = same(Report)
    number = 1
    snapshot = same(Snapshot)
    prepared_at = NOW


class Drawing(OfNotice):
    class Meta:
        model = reports.Drawing

    version_of = same(Version)
    purpose = reports.Purpose.DRAFT
    queued_at = NOW


class Approval(OfNotice):
    class Meta:
        model = reports.Approval

    version_of = same(Version)
    in_writing = True
    proof = same(Document)
    approved_by = factory.SubFactory(User)
    approved_at = NOW
    recorded_by = factory.SubFactory(User)
    recorded_at = NOW


class Clearance(OfNotice):
    class Meta:
        model = reports.Clearance

    version_of = same(Version)
    organisation = factory.SubFactory(Organisation)
    cleared_by = factory.SubFactory(User)
    cleared_at = NOW


class Feedback(OfNotice):
    class Meta:
        model = reports.Feedback

    report = same(Report)
    said_by = factory.SubFactory(User)
    said_at = NOW
    text = "Please say more about staffing."
