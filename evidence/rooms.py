"""What the rooms above know of documents and voices: evidence stands below them, so whoever mounts its pages hands
this in (`config.urls`)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from evidence.models import Document, VoiceEntry
from notices.models import Notice
from notices.reader import Reader

PROVES = {
    "action": "An action",
    "section": "A section",
    "kpi": "A KPI",
    "clause": "A clause of the notice",
    "meeting": "A meeting",
    "cited": "A decision, approval or submission that cites it",
}
NOTHING = "nothing"


@dataclass(frozen=True)
class End:
    """What a document proves something of, or a voice bears on. `short` stands in lists ("A1"), `title` on pages;
    `href` is "" where the reader may not see it."""

    kind: str
    short: str
    title: str
    href: str


@dataclass(frozen=True)
class ImpactGaps:
    """The areas of a notice without evidence of impact since a day, and why from then."""

    since: date
    why: str
    areas: tuple[str, ...]
    number: int
    """Of all areas that the notice has."""


class Rooms(Protocol):
    """The rooms above."""

    def proved_by(self, reader: Reader, notice: Notice, documents: Iterable[Document]) -> Mapping[int, Sequence[End]]:
        """What each document proves something of, by its id; one that proves nothing is not there."""

    def proving(self, rows: "QuerySet[Document]", what: str) -> "QuerySet[Document]":
        """Those documents that prove something of this kind, a key of PROVES, or nothing at all."""

    def may_choose(self, reader: Reader, notice: Notice) -> bool:
        """Whether there is anything of which the reader may say that a document proves it."""

    def impact_gaps(self, notice: Notice, on: date) -> ImpactGaps:
        """The areas without evidence of impact this period."""

    def bears_on(self, notice: Notice, voices: Iterable[VoiceEntry]) -> Mapping[int, Sequence[End]]:
        """The actions and sections that each voice bears on, by its id."""
