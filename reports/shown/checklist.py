"""One report's checklist, and what advisers asked of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from govuk import words
from govuk.parts import Task
from notices.reader import Reader
from reports import permissions
from reports.figures.tree import ActionFigures, AreaFigures, Figures, SectionFigures
from reports.models import Commentary, Judged, Report
from reports.shown.rows import Row, beside_report, moment


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an adviser asked or said, and our answer."""

    uid: UUID
    by: str
    at: datetime | None
    text: str
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote for a report: judgements by area, commentaries by section, feedback in its order."""

    judged: dict[str, Row]
    commented: dict[str, Row]
    feedback: tuple[Feedback, ...]


def written(report: Report) -> Written:
    """All of it. One query."""
    row = Report.objects.filter(pk=report.pk).annotate(**beside_report()).values("judged", "commented", "asked")[0]
    return Written(
        judged={each["area"]: each for each in row["judged"]},
        commented={each["letter"]: each for each in row["commented"]},
        feedback=tuple(
            Feedback(
                uid=UUID(each["uid"]),
                by=each["by"],
                at=moment(each["at"]),
                text=each["text"],
                answer=each["answer"],
                answered_by=each["answered_by"] or "",
                answered_at=moment(each["answered_at"]),
            )
            for each in row["asked"]
        ),
    )


def tasks(reader: Reader, report: Report, slug: str, found: Written, figures: Figures) -> list[Task]:
    """What has to be written before the report can be sent: the statement, each area, each section."""
    return [
        _statement(reader, report, slug),
        *_judgements(reader, report, slug, found, figures.areas),
        *_commentaries(reader, report, slug, found, figures.sections),
    ]


def _statement(reader: Reader, report: Report, slug: str) -> Task:
    href = reverse("reports:statement", args=[slug, report.number])
    written = f"By {report.statement_by}, {words.day(report.statement_at)}" if report.statement_at else "By the chair"
    return _task(
        "Chair’s statement", href if permissions.can_write_statement(reader, report) else "", written, report.statement
    )


def _judgements(
    reader: Reader, report: Report, slug: str, found: Written, areas: Iterable[AreaFigures]
) -> Iterator[Task]:
    may = permissions.can_judge(reader, report)
    for area in areas:
        row = found.judged.get(area.code)
        hint = f"{Judged(row['judged']).label}. {_by(row)}" if row else "By the lead"
        href = reverse("reports:judgement", args=[slug, report.number, area.code]) if may else ""
        yield _task(f"Judgement: {area.title}", href, hint, row)


def _commentaries(
    reader: Reader, report: Report, slug: str, found: Written, sections: Iterable[SectionFigures]
) -> Iterator[Task]:
    may_ask = permissions.can_prepare(reader, report)
    for section in sections:
        row = found.commented.get(section.letter)
        asked = f"Asked of {row['asked_of']}" if row and row["asked_of"] else "Nobody was asked in particular"
        args, href = [slug, report.number, section.letter], ""
        if row and permissions.can_write_commentary(reader, _commentary(report, row)):
            href = reverse("reports:commentary", args=args)
        elif row is None and may_ask:
            href = reverse("reports:ask-commentary", args=args)
        done = row and row["at"]
        hint = _by(row) if row and done else asked
        yield _task(f"Commentary: {section.letter} {section.title}", href, hint, done)


def _commentary(report: Report, row: Row) -> Commentary:
    """As much of the row as the permission asks."""
    return Commentary(notice_id=report.notice_id, asked_of_id=row["asked_of_id"])


def _by(row: Row) -> str:
    at = moment(row["at"])
    return f"By {row['by']}, {words.day(at)}" if at else f"By {row['by']}"


def _task(title: str, href: str, hint: str, done: object) -> Task:
    return Task(title, href, hint, "Written" if done else "Missing", "green" if done else "amber")


def differences(actions: Iterable[ActionFigures]) -> list[ActionFigures]:
    """The actions whose rating and facts differ, and nobody has said why."""
    return [each for each in actions if each.difference and not each.difference_explained]
