"""What is told in reports, and what comes back."""

from dataclasses import dataclass
from datetime import date

from config.demo.story.events.base import Event


@dataclass(frozen=True)
class StatementWritten(Event):
    """The chair's statement for a report."""

    report: date
    text: str


@dataclass(frozen=True)
class AreaJudged(Event):
    """The judgement of an area in a report; `judged` as in `reports.Judged`."""

    report: date
    area: str
    judged: str
    text: str


@dataclass(frozen=True)
class SectionCommented(Event):
    """The commentary on a section in a report, asked of a post."""

    report: date
    section: str
    asked_of: str
    achieved: str
    planned: str
    help_needed: str = ""


@dataclass(frozen=True)
class FeedbackLeft(Event):
    """What an adviser said of an issued report."""

    report: date
    key: str
    text: str


@dataclass(frozen=True)
class FeedbackAnswered(Event):
    """Our answer, which the next report prints."""

    key: str
    text: str


@dataclass(frozen=True)
class ReportSent(Event):
    """A report was prepared and sent for clearance: its figures freeze."""

    report: date


@dataclass(frozen=True)
class ReportCleared(Event):
    """The accountable officer of an organisation cleared it."""

    report: date
    organisation: str


@dataclass(frozen=True)
class ReportApproved(Event):
    """The chair approved it."""

    report: date


@dataclass(frozen=True)
class ReportIssued(Event):
    """It was issued and submitted to its recipients."""

    report: date


@dataclass(frozen=True)
class ReportDownloaded(Event):
    """Somebody took the issued PDF."""

    report: date
