"""Actions as an officer speaks of them: those that are late, mine, silent, rated red."""

from datetime import date
from typing import Protocol, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from notices.roles import PLAN_READERS
from notices.rows import Asks, NoticeQuerySet

STANDING = ("waiting", "confirmed")


class AsksWithPosts(Asks, Protocol):
    """Whoever asks for their own actions: `notices.reader.Reader`."""

    @property
    def post_ids(self) -> frozenset[int]:
        """Posts held or written for today."""

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations for which they are a named contact today."""


class ActionRows(NoticeQuerySet):
    """Actions as an officer speaks of them."""

    seen_by = PLAN_READERS

    def overdue(self, on: date) -> Self:
        """Past their date on that day, neither complete nor claimed to be."""
        return self.filter(due_on__lt=on).exclude(self._standing())

    def accountable_to(self, reader: AsksWithPosts) -> Self:
        """Those that the reader answers for today: by a post held or written for, or as an organisation's contact."""
        return self.answered_by(Q(post__in=reader.post_ids) | Q(organisation__in=reader.organisation_ids))

    def answered_by(self, who: Q) -> Self:
        """Those with an accountability that fits: `Q(post=12)`, `Q(organisation=3)`."""
        rows = self._related("accountabilities").filter(who, action=OuterRef("pk"))
        return self.filter(Exists(rows))

    def silent(self, on: date) -> Self:
        """Not complete, and without an update in the last closed window; nobody is silent before one has closed."""
        told = self._related("updates").filter(action=OuterRef("pk"), cycle=OuterRef("window"))
        rows = self.with_window(on).filter(window__isnull=False)
        return rows.exclude(Exists(told)).exclude(self._standing())

    def with_standing(self) -> Self:
        """With `effective`, the rating that counts ("" for none yet): blue only with a confirmed completion; and with
        `completion` ("", waiting, confirmed) and `claimed_at`."""
        claims = self._related("completions").filter(action=OuterRef("pk"), state__in=STANDING)
        latest = self._related("updates").filter(action=OuterRef("pk")).order_by("-written_at", "-pk")
        confirmed = claims.filter(state="confirmed").annotate(blue=Value("blue", CharField())).values("blue")
        return self.annotate(
            completion=Coalesce(Subquery(claims.values("state")[:1]), Value("", CharField())),
            claimed_at=Subquery(claims.values("claimed_at")[:1]),
            latest_at=Subquery(latest.values("written_at")[:1]),
            effective=Coalesce(Subquery(confirmed[:1]), Subquery(latest.values("rating")[:1]), Value("", CharField())),
        )

    def rated(self, *ratings: str) -> Self:
        """Those whose effective rating is one of these; "" for those not rated yet. After `with_standing`."""
        return self.filter(effective__in=ratings)

    def with_answers(self) -> Self:
        """With `area_codes`, `clause_numbers` (confirmed) and `possible_clauses`, lists in the notice's order."""
        areas = self._related("areas").filter(action=OuterRef("pk")).order_by("area__order")
        clauses = self._related("clauses").filter(action=OuterRef("pk")).order_by("clause__order")
        return self.annotate(
            area_codes=ArraySubquery(areas.values("area__code")),
            clause_numbers=ArraySubquery(clauses.filter(confirmed_at__isnull=False).values("clause__number")),
            possible_clauses=ArraySubquery(clauses.filter(confirmed_at__isnull=True).values("clause__number")),
        )

    def with_window(self, on: date) -> Self:
        """With `window`, the id of the cycle whose window closed last before that day. What is sent until its cut-off
        still belongs to it."""
        cycles = self._related("updates").model._meta.get_field("cycle").related_model._default_manager
        closed = cycles.filter(notice=OuterRef("notice"), closes_on__lt=on).order_by("-closes_on", "-pk")
        return self.annotate(window=Subquery(closed.values("pk")[:1]))

    def saying(self, words: str) -> Self:
        """Those in whose ref, title, text or success criteria the words stand."""
        return self.filter(
            Q(ref__icontains=words) | Q(title__icontains=words) | Q(what__icontains=words) | Q(success__icontains=words)
        )

    def in_plan_order(self) -> Self:
        """By section, then as the plan prints them."""
        return self.order_by("section__order", "order", "pk")

    def by_due_date(self, latest_first: bool = False) -> Self:
        """By the date that counts now; those without one last."""
        due = F("due_on").desc(nulls_last=True) if latest_first else F("due_on").asc(nulls_last=True)
        return self.order_by(due, "section__order", "order", "pk")

    def _standing(self) -> Exists:
        return Exists(self._related("completions").filter(action=OuterRef("pk"), state__in=STANDING))

    def _related(self, name: str) -> "QuerySet":  # type: ignore[type-arg]
        # the models stand above this module, so their rows are reached through the action's relations
        manager: QuerySet = self.model._meta.get_field(name).related_model._default_manager.all()  # type: ignore[type-arg]
        return manager
