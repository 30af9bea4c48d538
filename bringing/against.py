"""What a file is compared with: its plan as it stands and as it stood, the council’s own files before it, and for a
file of ours what it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from bringing import standing
from bringing.earlier import entered_into, is_all_known, said_of
from bringing.hindering import Same
from bringing.models import PlanDraft, TakenPlan
from bringing.plain import Before, Kind, Row, differences, from_text
from bringing.sound import called
from govuk.words import listed

_FEW: Final = 5
"""Rows in which a plan has moved on that are named."""


@dataclass(frozen=True)
class Against:
    """All of it for one file; each is looked up once."""

    file: PlanDraft

    @cached_property
    def stands(self) -> tuple[Row, ...]:
        """The plan as it stands; nothing of a new one."""
        return standing.rows_of(self.file.plan)

    @cached_property
    def by_key(self) -> Mapping[Same, Row]:
        return {row.same: row for row in self.stands}

    @cached_property
    def stood(self) -> Mapping[Same, Row]:
        """The plan as it stood when the file was brought; of a file of ours, when that was made. Nothing: not known."""
        rows = self.base if self.base is not None else from_text(self.file.stood or "[]")
        return {row.same: row for row in rows}

    @cached_property
    def added(self) -> frozenset[Same]:
        """The rows that were added to the plan since."""
        return frozenset(self.by_key.keys() - self.stood.keys() if self.stood else ())

    @cached_property
    def added_here(self) -> frozenset[Same]:
        """Those, and the rows that no file of the council’s own ever had."""
        is_known = bool(self.before) and self.file.plan is not None and is_all_known(self.file.plan)
        never = self.by_key.keys() - self.before.keys() if is_known else set()
        return self.added | {(kind, key) for kind, key in never if kind is not Kind.PLAN}

    @cached_property
    def overtaken(self) -> datetime | None:
        """When this very file was entered, where another one of the council's own was entered since."""
        before = [at for sha256, at in self.entered if sha256 == self.file.sha256]
        return before[-1] if before and not self.is_last else None

    @property
    def is_last(self) -> bool:
        """Whether it is the last one of the council’s own that was entered."""
        return bool(self.entered) and self.entered[-1][0] == self.file.sha256

    @cached_property
    def entered(self) -> tuple[tuple[str, datetime], ...]:
        return entered_into(self.file.plan) if self.file.plan else ()

    @cached_property
    def before(self) -> Mapping[Same, Before]:
        """What earlier files said; nothing where it is known of what this file was made."""
        return said_of(self.file.plan) if self.file.plan and self.base is None else {}

    @cached_property
    def taken(self) -> TakenPlan | None:
        """What the file was made of, where it is one of ours."""
        if not self.file.stamp or self.file.plan is None:
            return None
        found: TakenPlan | None = TakenPlan.objects.filter(plan=self.file.plan, sha256=self.file.stamp).first()
        return found

    @cached_property
    def base(self) -> tuple[Row, ...] | None:
        return from_text(self.taken.rows) if self.taken else None

    def says_nothing(self, brought: tuple[Row, ...]) -> str:
        """Why nothing differs: the plan says all that was `brought`, or it is an older file of ours that nobody
        changed."""
        since = differences(self.stands, self.base) if self.base else ()
        moved = [each.row.key if each.row.kind in (Kind.ACTION, Kind.KPI) else called(each.row) for each in since]
        if self.base is None or not moved:
            return "Nothing differs: the plan says all of this already"
        first = "The plan says already what was" if differences(self.base, brought) else "Nothing was"
        told = moved if len(moved) <= _FEW else [*moved[:_FEW], f"{len(moved) - _FEW:,} more"]
        return f"{first} changed in this file since it was taken; meanwhile the plan has moved on in {listed(told)}"
