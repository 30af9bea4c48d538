"""A stored draft with all that was said of it: what is left to settle, what would be entered, what hinders it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from audit.codec import from_text
from bringing import answerable, settled, settling, standing
from bringing.answerable import People
from bringing.models import PlanDraft, Settlement, TakenPlan
from bringing.plain import Difference, Kind, Row, differences
from bringing.plain import from_text as rows_from_text
from bringing.reading import Asks, Doubt, Draft
from bringing.reading.draft import PostRead
from bringing.settled import Whose
from bringing.settling import Answer, How
from bringing.sound import Hindrance, hindrances

SHAPE: Final = 1
"""Of `bringing.reading.Draft` as it is stored. A draft of another shape is read from its file again."""
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "by_when": ("by_when", "due_on", "in_place"),
    "posts": ("accountable",),
    "clauses": ("clauses", "possible_clauses"),
    "baseline": ("baseline", "baseline_state", "baseline_value"),
    "as_at": ("baseline_on", "baseline_on_printed"),
    "targets": ("targets", "unplaced"),
}
_KINDS: Final = {"sections": Kind.SECTION, "actions": Kind.ACTION, "kpis": Kind.KPI}


@dataclass(frozen=True)
class Checked:
    """A draft as it is now. `read` is what was read, `draft` the same as people settled it."""

    file: PlanDraft
    read: Draft
    answers: Mapping[str, Answer]
    said: Mapping[str, Settlement]
    people: People

    @cached_property
    def draft(self) -> Draft:
        return settling.settle(self.read, self.answers)

    @cached_property
    def whose(self) -> dict[str, Whose]:
        return answerable.whose(self.draft, self.people, self.answers)

    @cached_property
    def unknown(self) -> tuple[PostRead, ...]:
        """Posts of which nobody knows yet whose they are."""
        return answerable.unknown(self.draft, self.whose)

    @cached_property
    def stands(self) -> tuple[Row, ...]:
        """The plan as it stands; nothing of a new one."""
        return standing.rows_of(self.file.plan)

    @cached_property
    def brought(self) -> tuple[Row, ...]:
        """What the file says, as it was settled."""
        return settled.rows_of(self.draft, self.whose)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What would become of the plan."""
        return differences(self.stands, self.brought, self._base)

    @property
    def _base(self) -> tuple[Row, ...] | None:
        if not self.file.stamp or self.file.plan is None:
            return None
        taken = TakenPlan.objects.filter(plan=self.file.plan, sha256=self.file.stamp).first()
        return rows_from_text(taken.rows) if taken else None

    @cached_property
    def quiet(self) -> frozenset[str]:
        """The keys of doubts about what reads as the plan says already: nothing is asked of it again."""
        changed = {
            (each.row.same, change.field) for each in self.differences for change in each.changes if not each.is_new
        }
        new = {each.row.same for each in self.differences if each.is_new}
        return frozenset(doubt.key for doubt in self.read.doubts if self._is_quiet(doubt, changed, new))

    def _is_quiet(self, doubt: Doubt, changed: set[tuple[tuple[Kind, str], str]], new: set[tuple[Kind, str]]) -> bool:
        about = [each for path in doubt.about if (each := self._field(path))]
        return bool(about) and all(
            same not in new and not any((same, field) in changed for field in names) for same, names in about
        )

    def _field(self, path: str) -> tuple[tuple[Kind, str], tuple[str, ...]] | None:
        """Which fields of which row a value becomes."""
        if path == "title":
            return (Kind.PLAN, ""), ("title",)
        name, _, rest = path.partition("/")
        number, _, field = rest.partition("/")
        kind = _KINDS.get(name)
        rows = [row for row in self.brought if row.kind is kind]
        if kind is None or not number.isdigit() or int(number) >= len(rows):
            return None
        field = field.partition("/")[0]
        return rows[int(number)].same, _FIELDS.get(field, (field,))

    @cached_property
    def left(self) -> tuple[Doubt, ...]:
        """The doubts that wait for somebody."""
        return tuple(each for each in self.read.doubts if each.key not in self.quiet and not self.is_settled(each))

    def is_settled(self, doubt: Doubt) -> bool:
        """Whether somebody answered it, here or among the posts."""
        if doubt.key in self.answers:
            return True
        if doubt.asks is Asks.WHOSE_POST:
            return not any(self._post(path) in {each.title for each in self.unknown} for path in doubt.about)
        if doubt.asks is Asks.ORGANISATION:
            return any(answerable.key_of(self._post(path)) in self.answers for path in doubt.about[:1])
        return False

    def _post(self, path: str) -> str:
        return self.read.posts[int(path.split("/")[1])].title

    @cached_property
    def hindrances(self) -> tuple[Hindrance, ...]:
        """What has to be put right before anything is entered."""
        return hindrances(self.brought)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do but to enter it."""
        return not (self.left or self.unknown or self.hindrances) and bool(self.differences)


def check(file: PlanDraft) -> Checked:
    """A draft that was not entered yet. Raises audit.codec.UnknownShape for one that was stored in another shape."""
    rows: Iterable[Settlement] = file.settlements.select_related("said_by")
    said = {row.key: row for row in rows}
    answers = {key: Answer(How(row.how), row.values) for key, row in said.items()}
    return Checked(file, from_text(Draft, file.draft), answers, said, answerable.people_of(file.notice, file.plan))
