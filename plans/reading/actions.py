"""Actions with everything that hangs on them: one query a kind, whatever their number, then pure rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When

from audit.clock import day_of
from people.models import Contact, PostHolding
from plans.models import Accountability, Action, ActionEvidence, Completion, DueDateChange, Milestone, Update
from plans.rating import Facts, Rating, Suggestion, difference, facts_suggest
from plans.reading import rows
from plans.reading.shapes import (
    ActionReading,
    CompletionReading,
    DateChangeReading,
    DocumentReading,
    UpdateReading,
)
from plans.slippage import Revision, Slippage, slip

Told = TypeVar("Told")
PARENTS = ("plan", "section", "lead", "retired_by")


@dataclass
class Parts:
    """What hangs on actions, by the action's id."""

    updates: dict[int, list[UpdateReading]] = field(default_factory=dict)
    date_changes: dict[int, list[DateChangeReading]] = field(default_factory=dict)
    completions: dict[int, list[CompletionReading]] = field(default_factory=dict)
    evidence: dict[int, list[DocumentReading]] = field(default_factory=dict)


def read_actions(
    found: QuerySet[Any], on: date, failing_kpis: Mapping[int, Iterable[str]]
) -> tuple[ActionReading, ...]:
    """The actions of a queryset in plan order, in six queries."""
    actions = list(_whole(found, on).in_plan_order())
    parts = read_parts([action.pk for action in actions])
    return tuple(told(action, parts, on, tuple(failing_kpis.get(action.pk, ()))) for action in actions)


def read_action(
    found: QuerySet[Any], on: date, failing_kpis: Mapping[int, Iterable[str]]
) -> tuple[Action, ActionReading] | None:
    """The one action of a queryset, as a row whose accountabilities are at hand, and as it is told; six queries."""
    action = _whole(found, on).first()
    if action is None:
        return None
    parts = read_parts([action.pk])
    return action, told(action, parts, on, tuple(failing_kpis.get(action.pk, ())))


def _whole(found: QuerySet[Any], on: date) -> Any:
    told = found.with_window(on).with_answers().annotate(milestones_told=rows.milestones())  # type: ignore[attr-defined]
    return told.prefetch_related(answering(on)).select_related(*PARENTS)


def answering(on: date) -> "Prefetch[Any]":
    """Those who answer for actions, each with `covered`: whether somebody stands there that day."""
    holds = PostHolding.objects.on(on).filter(post=OuterRef("post"), user__is_active=True)
    acts = Contact.objects.filter(organisation=OuterRef("organisation"), user__is_active=True).on(on)
    covered = Case(When(post__isnull=False, then=Exists(holds)), default=Exists(acts))
    found = Accountability.objects.annotate(covered=covered).select_related("post__organisation", "organisation")
    return Prefetch("accountabilities", found.order_by("order", "pk"))


def undated() -> "Prefetch[Any]":
    """The milestones of actions whose day is still to be settled, as `undated_milestones`; of one that is met nobody
    asks it any more."""
    found = Milestone.objects.filter(due_on=None, met_on=None).order_by("pk")
    return Prefetch("milestones", found, to_attr="undated_milestones")


def read_parts(pks: list[int]) -> Parts:
    """Everything that hangs on these actions, in four queries."""
    people = ("written_by", "on_behalf_of", "recovery_accepted_by", "explained_by", "cleared_by")
    decided = ("asked_by", "answered_by", "decision__meeting", "decision__ratified_at_meeting")
    return Parts(
        updates=_by_action(Update.objects.select_related(*people).order_by("-written_at", "-pk"), pks, rows.update),
        date_changes=_by_action(
            DueDateChange.objects.select_related(*decided).order_by("-asked_at", "-pk"), pks, rows.date_change
        ),
        completions=_by_action(
            Completion.objects.select_related("claimed_by", "answered_by").order_by("-claimed_at", "-pk"),
            pks,
            rows.completion,
        ),
        evidence=_by_action(
            ActionEvidence.objects.select_related("document").order_by("-document__dated_on", "-pk"),
            pks,
            rows.document,
        ),
    )


def told(action: Action, parts: Parts, on: date, failing_kpis: tuple[str, ...]) -> ActionReading:
    """One action with its parts, and what follows from them."""
    updates = parts.updates.get(action.pk, [])
    completions = parts.completions.get(action.pk, [])
    milestones = [rows.milestone(each) for each in action.milestones_told]  # type: ignore[attr-defined]
    evidence = parts.evidence.get(action.pk, [])
    changes = parts.date_changes.get(action.pk, [])
    standing = next((each for each in completions if each.state in ("waiting", "confirmed")), None)
    confirmed = standing is not None and standing.state == "confirmed"
    window = action.window  # type: ignore[attr-defined]
    retired = action.retired_at is not None
    silent = (
        window is not None and not retired and standing is None and all(each.cycle_id != window for each in updates)
    )
    reported = updates[0].rating if updates else None
    facts = Facts(
        today=on,
        due_on=action.due_on,
        starts_on=action.starts_on,
        claimed_on=day_of(standing.claimed_at) if standing else None,
        confirmed=confirmed,
        has_evidence=bool(evidence),
        has_impact=standing is not None,
        already_in_place=action.in_place,
        silent=silent,
        missed_milestones=tuple(each.label for each in milestones if each.missed(on)),
        failing_kpis=failing_kpis,
        expected_on=updates[0].recovery_on if updates else None,
        recovery_accepted=bool(updates and updates[0].recovery_accepted),
    )
    suggestion = facts_suggest(facts)
    rating = Rating.BLUE if confirmed else reported
    return ActionReading(
        uid=str(action.uid),
        pk=action.pk,
        version=action.version,
        plan=action.plan.slug,
        section=action.section.letter,
        ref=action.ref,
        title=action.title,
        what=action.what,
        success=action.success,
        by_when_printed=action.by_when_printed,
        original_due_on=action.original_due_on,
        due_on=action.due_on,
        starts_on=action.starts_on,
        in_place=action.in_place,
        slippage=_slippage(action, changes, on),
        days_late=0 if retired else facts.days_late,
        accountable=tuple(rows.accountable(each) for each in action.accountabilities.all()),
        lead=rows.told_of(action.lead),
        lead_id=action.lead_id,
        area_codes=tuple(action.area_codes),  # type: ignore[attr-defined]
        clause_numbers=tuple(action.clause_numbers),  # type: ignore[attr-defined]
        possible_clauses=tuple(action.possible_clauses),  # type: ignore[attr-defined]
        failing_kpis=failing_kpis,
        updates=tuple(updates),
        date_changes=tuple(changes),
        milestones=tuple(milestones),
        completions=tuple(completions),
        evidence=tuple(evidence),
        rating=rating.value if rating else "",
        facts=facts,
        suggestion=suggestion,
        difference="" if retired else _difference(rating, suggestion),
        silent=silent,
        retired_by=rows.told_of(action.retired_by),
        retired_at=action.retired_at,
        retired_why=action.retired_why,
    )


def _difference(rating: Rating | None, suggestion: Suggestion) -> str:
    return (difference(rating, suggestion) or "") if rating else ""


def _slippage(action: Action, changes: Iterable[DateChangeReading], on: date) -> Slippage:
    agreed = [each for each in changes if each.state == "agreed"]
    agreed.sort(key=lambda each: (each.decided_on or on, each.answered_at or each.asked_at))
    return slip(action.original_due_on, [Revision(each.decided_on, each.to_due_on) for each in agreed], on)


def _by_action(found: QuerySet[Any], pks: list[int], tell: Callable[[Any], Told]) -> dict[int, list[Told]]:
    by_action: dict[int, list[Told]] = defaultdict(list)
    for row in found.filter(action__in=pks):
        by_action[row.action_id].append(tell(row))
    return by_action
