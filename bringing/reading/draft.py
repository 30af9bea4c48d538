"""A plan as it was read from a file: each value with the places and words that it came from, the rule that read it, how
certain that is, and what is asked about it. Frozen values; nothing here knows the database."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

from bringing.reading.asking import Doubt
from kpis.targets import Direction, Rule, Unit
from notices.calendar import ByWhenKind
from sheets.reading import Place, Remark

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Source:
    """Words where they stand."""

    place: Place
    words: str


class Certainty(StrEnum):
    """Certain: nothing is asked. Asked: read, and a doubt says what a person has to look at. Open: not read, because
    anything would be a guess; it enters as to be settled."""

    CERTAIN = "certain"
    ASKED = "asked"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A value as read. `rule` names what read it; `others` are what else it could be, in words. No sources: it stands
    nowhere, and the rule says how it came about."""

    value: T_co
    rule: str
    sources: tuple[Source, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    others: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What stands in the source, its lines as lines."""
        return "\n".join(each.words for each in self.sources)


ITS_OWN: Final = "its own column"
"""The rule of a value that a workbook of ours has a column for."""


class Holds(StrEnum):
    """What a table holds."""

    ACTIONS = "actions"
    KPIS = "kpis"
    POINTS = "points"
    NOTHING = ""


class Role(StrEnum):
    """What a column holds. The last two: known and no part of the plan's text; and not known."""

    REF = "ref"
    TITLE = "title"
    WHAT = "what"
    SUCCESS = "success"
    BY_WHEN = "by_when"
    STARTS = "starts"
    POSTS = "posts"
    CLAUSES = "clauses"
    MILESTONE = "milestone"
    SECTION = "section"
    CODE = "code"
    NAME = "name"
    UNIT = "unit"
    DIRECTION = "direction"
    BASELINE = "baseline"
    BASELINE_DATE = "baseline_date"
    TARGET = "target"
    DEFINITION = "definition"
    SOURCE = "source"
    FREQUENCY = "frequency"
    NEEDS = "needs"
    FAMILIES = "families"
    KNOWN = "known"
    IGNORE = ""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A column with its heading as printed. `label` and `due_on` are those of a milestone or a target, which its
    heading names; `due_on` is None where it names none that is certain. Of a baseline, `due_on` is the day that its
    heading says it is of."""

    number: int
    heading: str
    role: Read[Role]
    label: str = ""
    due_on: Read[date | None] | None = None

    @property
    def called(self) -> Read[str]:
        """What the milestones or the targets in it are called."""
        return Read(self.label or self.heading, "its heading", self.role.sources)


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table was taken for. `key` names it within its file: the sheet, the table, or the line of its headings."""

    key: str
    place: Place
    holds: Read[Holds]
    columns: tuple[ColumnRead, ...]
    heading_row: int = 0
    section: str = ""
    captions: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionRead:
    """A part of the plan. `letter` is "" only where nothing says or gives one."""

    letter: Read[str]
    title: Read[str]
    needs_improvement: tuple[Read[str], ...] = ()
    families_said: tuple[Read[str], ...] = ()
    areas: tuple[Read[str], ...] = ()


@dataclass(frozen=True, slots=True)
class PostRead:
    """A post or an organisation, once, with all its wordings. `interim` belongs to who holds it; `plural` wants to be
    split; `organisation` is as printed behind a comma, open where nothing says it. `known`: the notice has it. `key`:
    by what actions name it, where another has the same title; "" where its title does."""

    title: str
    wordings: tuple[Source, ...]
    is_organisation: Read[bool]
    organisation: Read[str]
    interim: bool = False
    plural: bool = False
    known: bool = False
    key: str = ""

    @property
    def name(self) -> str:
        """By what actions name it."""
        return self.key or self.title

    @property
    def is_exact(self) -> bool:
        """Whether the file has cells of their own for its title and its organisation."""
        return self.is_organisation.rule == ITS_OWN


@dataclass(frozen=True, slots=True)
class WhenRead:
    """A by-when. `due_on` only where a day was read, `since` only where it is in place already."""

    kind: ByWhenKind
    due_on: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StepRead:
    """A milestone of an action: what it is called, and what must be true at a date."""

    label: Read[str]
    due_on: Read[date | None]
    says: Read[str]


@dataclass(frozen=True, slots=True)
class ActionRead:
    """An action. `posts` are titles of the draft's posts, each with its printed words."""

    ref: Read[str]
    section: Read[str]
    what: Read[str]
    success: Read[str]
    by_when: Read[WhenRead]
    posts: tuple[Read[str], ...]
    starts_on: Read[date | None] | None = None
    clauses: tuple[Read[str], ...] = ()
    milestones: tuple[StepRead, ...] = ()
    table: str = ""
    title: Read[str] | None = None
    """A short name, where the file has one."""
    due_on: Read[date | None] | None = None
    in_place: Read[bool] | None = None
    """Beside the by-when as printed, where the file has columns for them: they count then."""
    possible_clauses: tuple[Read[str], ...] = ()
    areas: tuple[Read[str], ...] = ()

    @property
    def due(self) -> date | None:
        """When it is due: by now, where a document of ours says that beside the printed words."""
        return self.due_on.value if self.due_on else self.by_when.value.due_on


class Start(StrEnum):
    """What is known of where a KPI starts."""

    NUMERIC = "numeric"
    AWAITED = "awaited"
    TO_BE_DEVELOPED = "to_be_developed"


@dataclass(frozen=True, slots=True)
class BaselineRead:
    """Where a KPI starts. `words` stood beside the number."""

    state: Start
    value: Decimal | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TargetRead:
    """A dated target in its printed place. A rule of None: a blank cell, or one that cannot be read."""

    label: Read[str]
    due_on: Read[date | None]
    rule: Read[Rule | None]

    @property
    def heading(self) -> str:
        """The words of the heading above it: several targets may be called the same."""
        return " ".join(self.label.words.split()) or self.label.value


@dataclass(frozen=True, slots=True)
class KpiRead:
    """A KPI. `unplaced` are cells of its row of which nothing says under which heading they stand."""

    code: Read[str]
    section: Read[str]
    name: Read[str]
    unit: Read[Unit]
    direction: Read[Direction]
    baseline: Read[BaselineRead]
    as_at: Read[date | None]
    targets: tuple[TargetRead, ...]
    unplaced: tuple[Source, ...] = ()
    table: str = ""
    baseline_printed: Read[str] | None = None
    as_at_printed: Read[str] | None = None
    """As printed, where columns of their own hold the value and the day."""
    sheet: tuple[Read[str], ...] = ()
    """The definition sheet, in the order of `SHEET`; none where the file has none."""
    actions: tuple[Read[str], ...] = ()


SHEET = ("definition", "numerator", "denominator", "source", "origin", "frequency", "cumulates", "caveats")
"""The fields of a KPI's definition sheet."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What was set aside, and why."""

    source: Source
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as read. Everything that stands in the file is a source of a value or of a table, or was set aside.

    `shape` is a digest of its tables' headings, the same for the next file of that kind. `told` names the fields that a
    workbook of ours has columns for, such as action.areas: it says nothing of others, and what it says is exact, sign
    by sign; () for any other file.
    """

    file: str
    shape: str
    title: Read[str] | None
    tables: tuple[TableRead, ...]
    sections: tuple[SectionRead, ...]
    actions: tuple[ActionRead, ...]
    kpis: tuple[KpiRead, ...]
    posts: tuple[PostRead, ...]
    aside: tuple[Aside, ...]
    doubts: tuple[Doubt, ...]
    remarks: tuple[Remark, ...] = ()
    source_note: Read[str] | None = None
    starts_on: Read[date | None] | None = None
    told: tuple[str, ...] = ()

    def values(self) -> Iterator[tuple[str, Read[object]]]:
        """Every value with its path, such as actions/8/by_when: what a doubt is about."""
        return values_of(self)

    def sources(self) -> Iterator[Source]:
        """All words that are in the draft, also those that found no place or were set aside."""
        yield from _sources(self)


def values_of(node: object) -> Iterator[tuple[str, Read[object]]]:
    """The values of a draft or of a row of it, with their paths within it."""
    return _values("", node)


def _values(path: str, node: object) -> Iterator[tuple[str, Read[object]]]:
    if isinstance(node, Read):
        yield path, node
    elif isinstance(node, tuple):
        for number, each in enumerate(node):
            yield from _values(f"{path}/{number}", each)
    elif is_dataclass(node) and not isinstance(node, Doubt | Place | Remark | Source):
        for each in fields(node):
            yield from _values(f"{path}/{each.name}".removeprefix("/"), getattr(node, each.name))


def _sources(node: object) -> Iterator[Source]:
    if isinstance(node, Source):
        yield node
    elif isinstance(node, tuple):
        for each in node:
            yield from _sources(each)
    elif is_dataclass(node) and not isinstance(node, Doubt | Place | Remark):
        for each in fields(node):
            yield from _sources(getattr(node, each.name))
