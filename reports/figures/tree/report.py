"""What a progress report says beside the figures: what people wrote, and what changed."""

from dataclasses import dataclass
from datetime import date, datetime

from reports.figures.tree.whole import Figures


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was. `kind`: rating, completion, date, ref, kpi, baseline, correction, risk, added,
    gone; of a correction also written, and told for whatever else differs. `better` is None when it is neither better
    nor worse."""

    kind: str
    subject: str
    was: str
    now: str
    better: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class JudgementFigures:
    """A person's judgement of an area."""

    area: str
    judged: str
    judged_words: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CommentaryFigures:
    """What was achieved and is planned in a section, and where help is needed."""

    section: str
    achieved: str
    planned: str
    help_needed: str
    by: str


@dataclass(frozen=True, slots=True)
class FeedbackFigures:
    """What an adviser asked last time, and our answer."""

    by: str
    on: date
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReportTree:
    """What a progress report says: the figures, what people wrote, and what changed since the last issued one.

    `left_out` are the codes of annexes that are not sent (`reports.faces.annexes`); their figures are here too. A
    correction says in words what it `corrects`; `corrections` is what differs from the version `corrected`, counted and
    not written. `short_names` are (short, full) names of the organisations that appear.
    """

    shape: int
    number: int
    version: int
    due_on: date
    due_warnings: tuple[str, ...]
    period_from: date
    period_to: date
    frozen_at: datetime
    ledger_length: int
    ledger_head: str
    recipients: tuple[str, ...]
    clearing: tuple[str, ...]
    corrects: str
    corrected: str
    corrections: tuple[Change, ...]
    left_out: tuple[str, ...]
    statement: str
    statement_by: str
    judgements: tuple[JudgementFigures, ...]
    commentaries: tuple[CommentaryFigures, ...]
    feedback: tuple[FeedbackFigures, ...]
    previous: str
    changes: tuple[Change, ...]
    short_names: tuple[tuple[str, str], ...]
    figures: Figures
