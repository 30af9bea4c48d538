"""What proves: documents and voices."""

from dataclasses import dataclass
from datetime import date

from config.demo.story.events.base import Event


@dataclass(frozen=True)
class EvidenceAdded(Event):
    """A document: a link, or a small text file (`file_name` and `content`). `kind` as in `evidence.DocumentKind`."""

    key: str
    title: str
    kind: str
    dated_on: date
    description: str
    refs: tuple[str, ...]
    link: str = ""
    file_name: str = ""
    content: str = ""


@dataclass(frozen=True)
class VoiceAdded(Event):
    """What a group said, how it was heard, what had been decided or changed by then ("" where nothing yet)."""

    key: str
    group: str
    how_heard: str
    heard_on: date
    source: str
    said: str
    refs: tuple[str, ...]
    changed: str = ""
    changed_on: date | None = None
    asked: int | None = None
    answered: int | None = None
    question: str = ""
    result: str = ""
    result_count: int | None = None
    attributed_to: str = ""


@dataclass(frozen=True)
class EvidenceReplaced(Event):
    """A newer version took the place of a document; it is known by the same key from then on."""

    key: str
    title: str
    dated_on: date
    description: str
    link: str


@dataclass(frozen=True)
class EvidenceOf(Event):
    """What a document proves beyond actions: letters of sections, codes of KPIs, numbers of clauses, days of meetings
    of the partnership board."""

    key: str
    sections: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()


@dataclass(frozen=True)
class VoiceBears(Event):
    """Sections, by letter, that a voice entry bears on as a whole."""

    key: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class VoicesFit(Event):
    """Voice entries that somebody looked at and marked as fit for publishing."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class VoiceAnswered(Event):
    """What was decided or changed later because of a voice entry."""

    key: str
    changed: str
    changed_on: date
