"""Actions as an officer speaks of them: those that are late, mine, silent, rated red."""

from datetime import date
from typing import Any, Protocol, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Manager,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from notices.roles import PLAN_READERS
from notices.rows import Asks, NoticeQuerySet, SeenByPlanReaders
from plans.searching import sought

STANDING = ("waiting", "confirmed")
# what is searched; each has its index, which only serves the very same expression
ACTION_WORDS = SearchVector("ref", "title", "what", "success", config="english")
UPDATE_WORDS = SearchVector(
    "text", "impact_text", "next_steps", "recovery_steps", "needed", "explanation", config="english"
)


class AsksWithPosts(Asks, Protocol):
    """Whoever asks for their own actions: `notices.reader.Reader`."""

    @property
    def post_ids(self) -> frozenset[int]:
        """Posts held or written for today."""

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations for which they are a named contact today."""


class Standing(Manager[Any]):
    """The rows that stand: those that nobody has taken out. It is the one place that leaves the others out, so whoever
    asks for rows and thinks of none that are gone gets none."""

    taken_out: str

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(**{f"{self.taken_out}__isnull": True})


class ActionRows(NoticeQuerySet):
    """Actions as an officer speaks of them."""

    seen_by = PLAN_READERS

    def retired(self) -> Self:
        """Those that left the plan; of `Action.whole`, because `Action.objects` has none."""
        return self.filter(retired_at__isnull=False)

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
        """Those whose effective rating is one of these; "none" for not rated yet, "waiting" for those that wait for
        confirmation. After `with_standing`."""
        wanted = Q(effective__in=["" if rating == "none" else rating for rating in ratings])
        return self.filter(wanted | Q(completion="waiting")) if "waiting" in ratings else self.filter(wanted)

    def with_answers(self) -> Self:
        """With `area_codes`, `clause_numbers` (confirmed) and `possible_clauses`, lists in the notice's order."""
        areas = self._related("areas").filter(action=OuterRef("pk")).order_by("area__order")
        clauses = self._related("clauses").filter(action=OuterRef("pk")).order_by("clause__order")
        return self.annotate(
            area_codes=ArraySubquery(areas.values("area__code")),
            clause_numbers=ArraySubquery(clauses.filter(confirmed_at__isnull=False).values("clause__number")),
            possible_clauses=ArraySubquery(clauses.filter(confirmed_at__isnull=True).values("clause__number")),
        )

    def with_told(self) -> Self:
        """With `told`: whether an update came in the window. After `with_window`."""
        updates = self._related("updates").filter(action=OuterRef("pk"), cycle=OuterRef("window"))
        return self.annotate(told=Exists(updates))

    def with_window(self, on: date) -> Self:
        """With `window`, the id of the cycle whose window closed last before that day, null where the action came into
        the plan after that: nobody was asked about it. What is sent until its cut-off still belongs to it."""
        cycles = self._related("updates").model._meta.get_field("cycle").related_model._default_manager
        closed = cycles.filter(notice=OuterRef("notice"), closes_on__lt=on, closes_on__gte=OuterRef("stands_since"))
        return self.with_stands_since().annotate(window=Subquery(closed.order_by("-closes_on", "-pk").values("pk")[:1]))

    def with_stands_since(self) -> Self:
        """With `stands_since`, the day on which it came into the plan or came back; long ago where its history does not
        tell."""
        history = self.model.history
        gone = history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"), retired_at__isnull=False)
        standing = history.filter(~Exists(gone), id=OuterRef("pk"), retired_at__isnull=True).order_by("history_id")
        since = Subquery(standing.values(day=TruncDate("history_date"))[:1])
        return self.annotate(stands_since=Coalesce(since, Value(date.min)))

    def saying(self, words: str, notice: models.Model) -> Self:
        """Those of the notice in whose ref, title, text or success criteria the words stand, or in one of whose
        updates: in any form of theirs, and the last one also as the beginning of a word."""
        wanted = sought(words)
        own = self.model._default_manager.alias(words=ACTION_WORDS).filter(notice=notice, words=wanted)
        told = self._related("updates").alias(words=UPDATE_WORDS).filter(notice=notice, words=wanted)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=told.values("action")))

    def of_organisation(self, organisation: int) -> Self:
        """Those that an organisation answers for: itself, or by one of its posts."""
        return self.answered_by(Q(organisation=organisation) | Q(post__organisation=organisation))

    def slipped(self) -> Self:
        """Whose date now is later than the original one."""
        return self.filter(due_on__gt=F("original_due_on"))

    def without_evidence(self) -> Self:
        """Those to which no document is attached."""
        return self.exclude(Exists(self._related("evidence").filter(action=OuterRef("pk"))))

    def answering(self, number: str) -> Self:
        """Those that answer the clause of that number: matches that a person confirmed."""
        rows = self._related("clauses").filter(clause__number=number, confirmed_at__isnull=False)
        return self.filter(Exists(rows.filter(action=OuterRef("pk"))))

    def with_a_possible_match(self) -> Self:
        """Those that may answer a clause, for a person to confirm."""
        rows = self._related("clauses").filter(action=OuterRef("pk"), confirmed_at__isnull=True)
        return self.filter(Exists(rows))

    def answering_nothing(self) -> Self:
        """Those for which no clause is confirmed."""
        rows = self._related("clauses").filter(action=OuterRef("pk"), confirmed_at__isnull=False)
        return self.exclude(Exists(rows))

    def with_facts(self, on: date) -> Self:
        """With what the facts of a day are made of, beside the action's own fields: what `with_standing`,
        `with_window` and `with_told` give, and `expected_on`, `recovery_accepted_at`, `documents`, `missed`."""
        latest = self._related("updates").filter(action=OuterRef("pk")).order_by("-written_at", "-pk")
        missed = self._related("milestones").filter(action=OuterRef("pk"), met_on__isnull=True, due_on__lt=on)
        rows = self.with_standing().with_window(on).with_told().with_documents()
        return rows.annotate(
            expected_on=Subquery(latest.values("recovery_on")[:1]),
            recovery_accepted_at=Subquery(latest.values("recovery_accepted_at")[:1]),
            missed=ArraySubquery(missed.order_by("due_on", "pk").values("label")),
        )

    def with_documents(self) -> Self:
        """With `documents`, how many pieces of evidence are attached."""
        attached = self._related("evidence").filter(action=OuterRef("pk")).order_by().values("action")
        counted = attached.annotate(number=Count("pk")).values("number")
        return self.annotate(documents=Coalesce(Subquery(counted), 0))

    def in_plan_order(self, last_first: bool = False) -> Self:
        """By section, then as the plan prints them."""
        order = ("section__order", "order", "pk")
        return self.order_by(*(f"-{each}" for each in order)) if last_first else self.order_by(*order)

    def by_due_date(self, latest_first: bool = False) -> Self:
        """By the date that counts now; those without one last."""
        due = F("due_on").desc(nulls_last=True) if latest_first else F("due_on").asc(nulls_last=True)
        return self.order_by(due, "section__order", "order", "pk")

    def by_rating(self, best_first: bool = False) -> Self:
        """From red to blue, then those not started and not rated. After `with_standing`."""
        worst_first = ("red", "amber", "green", "blue", "not_started")
        rank = Case(*(When(effective=each, then=place) for place, each in enumerate(worst_first)), default=9)
        return self.order_by(rank.desc() if best_first else rank.asc(), "section__order", "order", "pk")

    def by_last_update(self, newest_first: bool = False) -> Self:
        """By the latest update; those without one as the oldest. After `with_standing`."""
        at = F("latest_at").desc(nulls_last=True) if newest_first else F("latest_at").asc(nulls_first=True)
        return self.order_by(at, "section__order", "order", "pk")

    def _standing(self) -> Exists:
        return Exists(self._related("completions").filter(action=OuterRef("pk"), state__in=STANDING))

    def _related(self, name: str) -> "QuerySet":  # type: ignore[type-arg]
        # the models stand above this module, so their rows are reached through the action's relations
        manager: QuerySet = self.model._meta.get_field(name).related_model._default_manager.all()  # type: ignore[type-arg]
        return manager


class StandingActions(Standing.from_queryset(ActionRows)):  # type: ignore[misc]
    """Actions that are not retired."""

    taken_out = "retired_at"


class StandingMilestones(Standing.from_queryset(SeenByPlanReaders)):  # type: ignore[misc]
    """Milestones that are not removed."""

    taken_out = "removed_at"
