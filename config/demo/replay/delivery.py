"""What happens to actions: updates, recovery, dates, milestones, completion."""

from config.demo.replay.world import Told
from config.demo.story import events
from plans import actions
from plans.models import ChangeState, Completion, CompletionState, DueDateChange, Milestone, Update
from plans.rating import Impact, Rating


def updated(told: Told, event: events.Updated) -> None:
    """Somebody rated an action and said why."""
    actions.add_update(
        action=told.actions[event.ref],
        reader=told.world.reader(event.by, event.at),
        at=event.at,
        rating=Rating(event.rating),
        text=event.text,
        impact=Impact(event.impact),
        impact_text=event.impact_text,
        next_steps=event.next_steps,
        recovery_steps=event.recovery_steps,
        recovery_on=event.recovery_on,
        needed=event.needed,
        on_behalf_of=told.world.posts[event.for_post] if event.for_post else None,
    )


def recovery_accepted(told: Told, event: events.RecoveryAccepted) -> None:
    """The latest update's recovery steps were accepted."""
    reader = told.world.reader(event.by, event.at)
    actions.accept_recovery(update=_latest(told, event.ref), reader=reader, at=event.at)


def explained(told: Told, event: events.DifferenceExplained) -> None:
    """The latest rating differs from the facts, and its owner said why."""
    reader = told.world.reader(event.by, event.at)
    actions.explain_difference(update=_latest(told, event.ref), reader=reader, at=event.at, explanation=event.text)


def date_asked(told: Told, event: events.DateChangeAsked) -> None:
    """Another date was asked for."""
    actions.ask_date_change(
        action=told.actions[event.ref],
        reader=told.world.reader(event.by, event.at),
        at=event.at,
        to_due_on=event.to,
        reason=event.reason,
        recovery_steps=event.recovery_steps,
    )


def date_answered(told: Told, event: events.DateChangeAnswered) -> None:
    """The board agreed to another date, or declined it."""
    change = DueDateChange.objects.get(action=told.actions[event.ref], state=ChangeState.ASKED)
    actions.decide_date_change(
        change=change,
        agreed=event.agreed,
        decision=told.decisions[event.decision],
        reader=told.world.reader(event.by, event.at),
        at=event.at,
    )


def milestone_set(told: Told, event: events.MilestoneSet) -> None:
    """An action got a milestone."""
    actions.add_milestone(
        action=told.actions[event.ref],
        label=event.label,
        due_on=event.due_on,
        text=event.text,
        by=told.world.people[event.by],
        at=event.at,
    )


def milestone_met(told: Told, event: events.MilestoneMet) -> None:
    """A milestone was met."""
    row = Milestone.objects.get(action=told.actions[event.ref], label=event.label)
    actions.meet_milestone(milestone=row, met_on=event.met_on, by=told.world.people[event.by], at=event.at)


def claimed(told: Told, event: events.CompletionClaimed) -> None:
    """Somebody said that an action is complete, with its evidence."""
    action, reader = told.actions[event.ref], told.world.reader(event.by, event.at)
    for key in event.evidence:
        actions.attach_evidence(action=action, document=told.documents[key], by=reader.user, at=event.at)
    actions.claim_completion(action=action, reader=reader, at=event.at, impact_statement=event.impact_statement)


def confirmed(told: Told, event: events.CompletionConfirmed) -> None:
    """A second person accepted the evidence."""
    reader = told.world.reader(event.by, event.at)
    actions.confirm_completion(completion=_claim(told, event.ref), reader=reader, at=event.at)


def returned(told: Told, event: events.CompletionReturned) -> None:
    """A second person sent the claim back."""
    reader = told.world.reader(event.by, event.at)
    actions.return_completion(completion=_claim(told, event.ref), reader=reader, at=event.at, answer=event.why)


def _latest(told: Told, ref: str) -> Update:
    return Update.objects.filter(action=told.actions[ref]).order_by("-written_at", "-pk")[0]


def _claim(told: Told, ref: str) -> Completion:
    return Completion.objects.get(action=told.actions[ref], state=CompletionState.WAITING)
