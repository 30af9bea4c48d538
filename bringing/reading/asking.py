"""What is asked about a plan that was read: each doubt names its cells, what was read, what else it could be, and what
to do. Settled by a person before anything is entered."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bringing.reading.limits import Room
from sheets.reading import Place


class Asks(StrEnum):
    """Why something is asked about."""

    # of tables and sections
    TABLE = "table"
    EMPTY_TABLE = "empty_table"
    COLUMN = "column"
    NO_TABLE = "no_table"
    TWO_TABLES = "two_tables"
    SECTION = "section"
    TITLE = "title"
    ROW = "row"
    JOINED = "joined"
    LINK = "link"
    # of actions
    NO_REF = "no_ref"
    REF_IN_TEXT = "ref_in_text"
    REF_TWICE = "ref_twice"
    WHERE_IT_ENDS = "where_it_ends"
    NO_ACTION = "no_action"
    BY_WHEN = "by_when"
    NO_BY_WHEN = "no_by_when"
    PERIOD = "period"
    REVISED = "revised"
    AFTER_DELIVER_BY = "after_deliver_by"
    DATE = "date"
    IN_PLACE_AND_DUE = "in_place_and_due"
    ENDS_BEFORE_START = "ends_before_start"
    CLAUSE = "clause"
    WAITING_STEP = "waiting_step"
    # of posts
    NO_POST = "no_post"
    UNNAMED = "unnamed"
    SAME_POST = "same_post"
    PARTED = "parted"
    PLURAL = "plural"
    INTERIM = "interim"
    PERSON = "person"
    BEHIND_TITLE = "behind_title"
    ORGANISATION = "organisation"
    WHOSE_POST = "whose_post"
    NEW_POST = "new_post"
    EMPTY_POST = "empty_post"
    # of KPIs
    NO_NAME = "no_name"
    NO_CODE = "no_code"
    KPI_TWICE = "kpi_twice"
    RENAMED = "renamed"
    UNIT = "unit"
    BASELINE = "baseline"
    BASELINE_OR_DAY = "baseline_or_day"
    BASELINE_TO_COME = "baseline_to_come"
    BASELINE_IN_DATES = "baseline_in_dates"
    NO_BASELINE_VALUE = "no_baseline_value"
    TO_BE_DEVELOPED = "to_be_developed"
    UNPLACED = "unplaced"
    NEXT_COLUMN = "next_column"
    NO_TARGETS = "no_targets"
    BLANK_TARGET = "blank_target"
    TARGET = "target"
    TWO_WAYS = "two_ways"
    SHARES = "shares"
    TARGET_DATE = "target_date"
    WORDS_BESIDE = "words_beside"
    OUT_OF_ORDER = "out_of_order"
    ODD_TARGET = "odd_target"
    SAME_AS_BEFORE = "same_as_before"
    # of characters
    TOO_LONG = "too_long"
    UNSEEN = "unseen"
    FORMULA = "formula"


class Standing(Protocol):
    """Words where they stand: `draft.Source`, which is made of them."""

    @property
    def place(self) -> Place: ...
    @property
    def words(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person settles. `about` are the paths of the values it is about (`Draft.values`); `places` and
    `words` go together, one by one. `read` is what was read, "" for nothing; `others` is what else it could be."""

    asks: Asks
    about: tuple[str, ...]
    places: tuple[Place, ...]
    words: tuple[str, ...]
    says: str
    read: str = ""
    others: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same as long as the same is said of the same words in the same places: what a settlement hangs on."""
        told = [self.asks, *self.about, *self.words, *(str(each) for each in self.places), self.says, self.read]
        return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass
class Asking:
    """Collects doubts in the order in which they are met."""

    found: list[Doubt] = field(default_factory=list)
    room: Room = field(default_factory=Room)

    def ask(
        self,
        asks: Asks,
        about: str | Iterable[str],
        sources: Iterable[Standing],
        says: str,
        *,
        read: str = "",
        others: Iterable[str] = (),
    ) -> None:
        """`says` is a sentence: what was expected and what to do."""
        stand = tuple(sources)
        paths = (about,) if isinstance(about, str) else tuple(about)
        places, words = tuple(each.place for each in stand), tuple(each.words for each in stand)
        self.found.append(Doubt(asks, paths, places, words, says, read, tuple(dict.fromkeys(others))))
        self.room.doubts(len(self.found), places[0] if places else None)
