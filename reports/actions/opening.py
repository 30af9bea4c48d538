"""A report is opened for a due date, and people write what no figure says: statement, judgements, commentary."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.history import keep
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated, sent_before
from notices.models import Area, Obligation
from people.models import Post, User
from plans.models import Section
from reports.actions.preparing import replace_what_was_sent
from reports.models import Commentary, Feedback, Judged, Judgement, Report


@transaction.atomic
def open_report(
    *,
    obligation: Obligation,
    due_on: date,
    period_from: date,
    cutoff_on: date,
    by: User | None,
    at: datetime,
) -> Report:
    """The report under this obligation for this due date; asking twice gives the same one."""
    with ledger.chain(obligation.notice_id) as record:
        found = Report.objects.filter(obligation=obligation, due_on=due_on).first()
        if found:
            return found
        report = keep(
            Report(
                notice_id=obligation.notice_id,
                obligation=obligation,
                number=Report.objects.filter(notice_id=obligation.notice_id).count() + 1,
                due_on=due_on,
                period_from=period_from,
                cutoff_on=cutoff_on,
            ),
            by=by,
            at=at,
            why=f"Opened for {due_on.isoformat()}",
        )
        record("report.opened", report, by=by, at=at, due_on=due_on, obligation=obligation.pk)
    return report


@transaction.atomic
def ask_as_before(*, report: Report, at: datetime) -> None:
    """Ask for the commentary on each section whoever was asked for it last time; nobody where nobody was."""
    with ledger.chain(report.notice_id):
        asked = set(report.commentaries.values_list("section_id", flat=True))
        before = Commentary.objects.filter(notice_id=report.notice_id, report__due_on__lt=report.due_on)
        posts = {
            row.section_id: row.asked_of for row in before.select_related("asked_of").order_by("report__due_on", "pk")
        }
        for section in Section.objects.filter(notice_id=report.notice_id).exclude(pk__in=asked).order_by("order", "pk"):
            ask_commentary(report=report, section=section, of=posts.get(section.pk), by=None, at=at)


def _locked(report: Report, seen_version: int) -> Report:
    row: Report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.version != seen_version:
        raise ChangedMeanwhile(row)
    return row


@transaction.atomic
def write_statement(*, report: Report, text: str, seen_version: int, by: User, at: datetime) -> Report:
    """The chair's statement. A version that was sent for clearance is replaced by a new draft."""
    with ledger.chain(report.notice_id) as record:
        row = _locked(report, seen_version)
        row.statement, row.statement_by, row.statement_at = text.strip(), by, at
        row.version += 1
        keep(row, by=by, at=at, why="Chair’s statement")
        record("report.statement", row, by=by, at=at, digest=ledger.digest(row.statement))
        replace_what_was_sent(report=row, by=by, at=at)
    return row


@transaction.atomic
def judge_area(
    *, report: Report, area: Area, judged: Judged, text: str, seen_version: int, by: User, at: datetime
) -> Judgement:
    """A person's judgement of one area for this report. `seen_version` is 0 for the first."""
    with ledger.chain(report.notice_id) as record:
        row = Judgement.objects.select_for_update(of=("self",)).filter(report=report, area=area).first()
        if (row.version if row else 0) != seen_version:
            raise ChangedMeanwhile(row or report)
        row = row or Judgement(notice_id=report.notice_id, report=report, area=area, version=0)
        row.judged, row.text, row.written_by, row.written_at = judged, text.strip(), by, at
        row.version += 1
        keep(row, by=by, at=at, why="Judgement of the area")
        record("report.judged", row, by=by, at=at, area=area.pk, judged=judged.value, digest=ledger.digest(row.text))
        replace_what_was_sent(report=report, by=by, at=at)
    return row


@transaction.atomic
def ask_commentary(*, report: Report, section: Section, of: Post | None, by: User | None, at: datetime) -> Commentary:
    """Ask a post for the commentary on a section; asking again only changes who is asked."""
    with ledger.chain(report.notice_id) as record:
        row = Commentary.objects.select_for_update(of=("self",)).filter(report=report, section=section).first()
        row = row or Commentary(notice_id=report.notice_id, report=report, section=section, version=0)
        row.asked_of = of
        row.version += 1
        keep(row, by=by, at=at, why="Commentary asked for")
        record("report.commentary-asked", row, by=by, at=at, section=section.pk, post=of.pk if of else None)
    return row


@transaction.atomic
def write_commentary(
    *,
    commentary: Commentary,
    achieved: str,
    planned: str,
    help_needed: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> Commentary:
    """What a section achieved, plans, and needs help with."""
    with ledger.chain(commentary.notice_id) as record:
        row = Commentary.objects.select_for_update(of=("self",)).get(pk=commentary.pk)
        if row.version != seen_version:
            raise ChangedMeanwhile(row)
        row.achieved, row.planned, row.help_needed = achieved.strip(), planned.strip(), help_needed.strip()
        row.written_by, row.written_at = by, at
        row.version += 1
        keep(row, by=by, at=at, why="Commentary")
        said = ledger.digest(f"{row.achieved}\n{row.planned}\n{row.help_needed}")
        record("report.commentary", row, by=by, at=at, section=row.section_id, digest=said)
        replace_what_was_sent(report=row.report, by=by, at=at)
    return row


@transaction.atomic
def leave_feedback(*, report: Report, text: str, sent_as: UUID | None, by: User, at: datetime) -> Feedback:
    """What an adviser asks or says of an issued report; the next report prints it with our answer."""
    with ledger.chain(report.notice_id) as record:
        if sent := sent_before(Feedback, sent_as, report.notice_id, report_id=report.pk, text=text):
            return sent
        if not report.versions.filter(issue__isnull=False).exists():
            raise Refused("This report has not been issued yet, so there is nothing to comment on.")
        row = Feedback(notice_id=report.notice_id, report=report, text=text, said_by=by, said_at=at, sent_as=sent_as)
        before = report.feedback.filter(said_by=by).order_by("-said_at", "-pk").first()
        refuse_repeated(before, row, ("text",), "said_at")
        keep(row, by=by, at=at, why="Feedback")
        record("report.feedback", row, by=by, at=at, report=report.pk, digest=ledger.digest(text))
    return row


@transaction.atomic
def answer_feedback(*, feedback: Feedback, answer: str, seen_version: int, by: User, at: datetime) -> Feedback:
    """Answer an adviser."""
    with ledger.chain(feedback.notice_id) as record:
        row = Feedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
        if row.version != seen_version:
            raise ChangedMeanwhile(row)
        row.answer, row.answered_by, row.answered_at = answer, by, at
        row.version += 1
        keep(row, by=by, at=at, why="Answer to feedback")
        record("report.feedback-answered", row, by=by, at=at, digest=ledger.digest(answer))
    return row
