"""What the replay has made so far, found again by the keys that facts and story use."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from audit.clock import day_of
from boards.models import Board, Cycle, Decision, LogEntry, Meeting, Seat
from config.demo import story
from config.demo.facts import shapes
from config.demo.replay.steps import Worker
from config.demo.story import cast
from evidence.models import Document, VoiceEntry
from kpis.models import Kpi
from notices.models import Area, Clause, Notice, Obligation
from notices.reader import Reader
from notices.rows import NoticeRow
from people.models import Organisation, Post, User
from plans.models import Action, Risk, Section
from reports.models import Feedback

Row = TypeVar("Row", bound=NoticeRow)

START: datetime = story.SET_UP_AT
"""When everything that the story begins with is entered."""


def fresh(row: Row) -> Row:
    """The row as it is stored now: whoever acts in the story has just looked at it."""
    found: Row = type(row)._default_manager.get(pk=row.pk)
    return found


@dataclass
class World:
    """Organisations, people and posts, which belong to no notice; and the worker that answers the doorbell."""

    worker: Worker
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def reader(self, account: str, at: datetime) -> Reader:
        """Somebody of the story on the day of that moment."""
        return Reader(self.people[account], day_of(at))

    def called(self, name: str) -> Organisation | None:
        """The organisation that a document calls so."""
        known = self.organisations.values()
        return next((each for each in known if name in (each.name, each.short_name)), None)


@dataclass
class Told:
    """The rows of one notice, by their keys."""

    world: World
    facts: shapes.Notice
    leader: User
    notice: Notice
    clauses: dict[str, Clause] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    obligations: dict[str, Obligation] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    kpis: dict[str, Kpi] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    cycles: dict[str, Cycle] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    log: dict[int, LogEntry] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    voices: dict[str, VoiceEntry] = field(default_factory=dict)
    risks: dict[str, Risk] = field(default_factory=dict)
    feedback: dict[str, Feedback] = field(default_factory=dict)


def leader_of(slug: str) -> str:
    """The account that sets a notice up: its improvement lead."""
    return next(
        account.key
        for account in cast.ACCOUNTS
        for grant in account.grants
        if grant.notice == slug and grant.role == "lead"
    )
