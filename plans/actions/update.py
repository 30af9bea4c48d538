"""Updates: a rating and what happened, added and never overwritten; recovery accepted; differences explained."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from boards.cycles import cycle_for
from notices.calendar import in_words
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated
from notices.reader import Reader
from people.models import Post
from plans import permissions
from plans.actions.drafts import drop_draft
from plans.actions.rows import in_the_plan, locked, said, sent_before, write
from plans.models import Action, CompletionState, Update
from plans.rating import Impact, Rating

NEEDS_RECOVERY = (Rating.AMBER, Rating.RED)
RECOVERY = ("recovery_steps", "recovery_on")
SAID = (
    *("written_by_id", "on_behalf_of_id", "cycle_id", "rating", "text", "impact", "impact_text"),
    *("next_steps", "recovery_steps", "recovery_on", "needed"),
)


@transaction.atomic
def add_update(
    *,
    action: Action,
    reader: Reader,
    at: datetime,
    rating: Rating,
    text: str,
    impact: Impact = Impact.NONE_YET,
    impact_text: str = "",
    next_steps: str = "",
    recovery_steps: str = "",
    recovery_on: date | None = None,
    needed: str = "",
    explanation: str = "",
    on_behalf_of: Post | None = None,
    seen_version: int | None = None,
    sent_as: UUID | None = None,
    keeps_draft: bool = False,
) -> Update:
    """Add an update and make it current; it belongs to the cycle whose window is open, or to the next.

    What this person kept as a draft is thrown away with it, unless it holds something else (`keeps_draft`).

    A holder or delegate writes on behalf of their own post, the programme office must name one. Raises Refused for
    Blue (that comes from a confirmed completion), for Amber or Red without a recovery or with one that is expected on
    a day that has passed, for what the same person said just so in this cycle already, and ChangedMeanwhile when
    somebody else wrote since the form was opened.
    """
    with ledger.chain(action.notice_id) as record:
        if first := sent_before(
            Update,
            sent_as,
            action.notice_id,
            action_id=action.pk,
            written_by_id=reader.user.pk,
            rating=rating.value,
            text=text,
        ):
            return first
        action = in_the_plan(action, seen_version)
        _check_runs(action)
        _check_rating(rating, recovery_steps, recovery_on, day_of(at))
        update = Update(
            notice_id=action.notice_id,
            action=action,
            cycle=cycle_for(action.notice, at),
            written_by=reader.user,
            written_at=at,
            on_behalf_of_id=_written_for(action, reader, on_behalf_of),
            rating=rating.value,
            text=said(text, "Say what happened and why this rating", "text"),
            impact=impact.value,
            impact_text=impact_text.strip(),
            next_steps=next_steps.strip(),
            recovery_steps=recovery_steps.strip() if rating in NEEDS_RECOVERY else "",
            recovery_on=recovery_on if rating in NEEDS_RECOVERY else None,
            needed=needed.strip(),
            explanation=explanation.strip(),
            sent_as=sent_as,
        )
        latest = action.updates.order_by("-written_at", "-pk").first()
        if latest is not None:
            _refuse_again(update, latest)
            _keep_acceptance(update, latest)
        if update.explanation:
            update.explained_by, update.explained_at = reader.user, at
        keep(update, by=reader.user, at=at, why="Update added")
        if not keeps_draft:
            drop_draft(action=action, reader=reader)
        write(action, by=reader.user, at=at, why=f"Rated {rating.label.lower()} in an update")
        record(
            "action.updated",
            action,
            by=reader.user,
            at=at,
            update=update.pk,
            rating=rating.value,
            on_behalf_of=update.on_behalf_of_id,
            cycle=update.cycle_id,
            text=ledger.digest(update.text),
        )
    return update


@transaction.atomic
def confirm_no_change(
    *,
    action: Action,
    reader: Reader,
    at: datetime,
    text: str = "",
    explanation: str = "",
    on_behalf_of: Post | None = None,
    seen_version: int | None = None,
    sent_as: UUID | None = None,
    keeps_draft: bool = True,
) -> Update:
    """Say that nothing has changed since the latest update: a new one that says so, with all that the latest said.
    `explanation` is why its rating stands, where the latest did not say it. A draft that this person has begun stays,
    unless they want it no longer.

    Raises Refused where that cannot be honest: nobody has rated the action yet, it was updated in this cycle already,
    the day of its recovery has passed, or it is late and `text` does not say why.
    """
    latest = action.updates.order_by("-written_at", "-pk").first()
    if latest is None:
        raise Refused("Nobody has rated this action yet: write its first update")
    if sent_as is not None and latest.sent_as == sent_as and latest.written_by_id == reader.user.pk:
        return latest
    _check_unchanged(action, latest, at, text)
    return add_update(
        action=action,
        reader=reader,
        at=at,
        rating=Rating(latest.rating),
        text=f"No change since the update of {in_words(day_of(latest.written_at))}. {text.strip()}".strip(),
        impact=Impact(latest.impact),
        impact_text=latest.impact_text,
        next_steps=latest.next_steps,
        recovery_steps=latest.recovery_steps,
        recovery_on=latest.recovery_on,
        needed=latest.needed,
        explanation=explanation or latest.explanation,
        on_behalf_of=on_behalf_of,
        seen_version=seen_version,
        sent_as=sent_as,
        keeps_draft=keeps_draft,
    )


def _check_unchanged(action: Action, latest: Update, at: datetime, text: str) -> None:
    today, before = day_of(at), day_of(latest.written_at)
    cycle = cycle_for(action.notice, at)
    if before == today or (cycle is not None and latest.cycle_id == cycle.pk):
        raise Refused(f"It was updated on {in_words(before)}, in this round already: nothing more is asked")
    if latest.recovery_on is not None and latest.recovery_on < today:
        passed = in_words(latest.recovery_on)
        raise Refused(f"Recovery was expected on {passed}, which has passed: write a full update with a new date")
    if late := why_late(action, today):
        said(text, late, "text")


def why_late(action: Action, today: date) -> str:
    """What is asked of an action that is late although nothing has changed; "" where it is not."""
    if action.due_on is None or action.due_on >= today:
        return ""
    return f"It was due on {in_words(action.due_on)}: say in a sentence why it is not complete yet"


@transaction.atomic
def accept_recovery(
    *,
    update: Update,
    reader: Reader,
    at: datetime,
    for_delivery_group: bool = False,
    seen_version: int | None = None,
) -> Update:
    """Accept an Amber or Red update's recovery steps and date, oneself or as the delivery group's recorded word.

    Nobody accepts steps of an action that they are accountable for, nor, by themselves, steps that they wrote.
    """
    with ledger.chain(update.notice_id) as record:
        update = locked(update, seen_version)
        in_the_plan(update.action, None)
        if not update.recovery_steps:
            raise Refused("This update has no recovery steps to accept")
        if update.recovery_on is not None and update.recovery_on < day_of(at):
            raise Refused("The expected date has passed: ask for an update with a new one before you accept its steps")
        if permissions.is_accountable(reader, update.action):
            raise Refused("You are accountable for this action: the lead or the delivery group accepts its recovery")
        if update.written_by_id == reader.user.pk and not for_delivery_group:
            raise Refused("You wrote these steps: somebody else, or the delivery group, accepts them")
        update.recovery_accepted_by, update.recovery_accepted_at = reader.user, at
        why = "Recovery accepted by the delivery group" if for_delivery_group else "Recovery accepted"
        write(update, "recovery_accepted_by", "recovery_accepted_at", by=reader.user, at=at, why=why)
        record("recovery.accepted", update, by=reader.user, at=at, for_delivery_group=for_delivery_group)
    return update


@transaction.atomic
def clear_update(*, update: Update, reader: Reader, at: datetime, seen_version: int | None = None) -> Update:
    """Clear an update as an accountable officer. Twice gives the same row; an older one than the latest is refused."""
    with ledger.chain(update.notice_id) as record:
        update = locked(update, None)
        if update.cleared_by_id == reader.user.pk:
            return update
        if seen_version is not None and update.version != seen_version:
            raise ChangedMeanwhile(update)
        in_the_plan(update.action, None)
        if not permissions.can_clear(reader, update):
            raise Refused("An accountable officer of an organisation that answers for the action clears it")
        if update.cleared_at is not None:
            raise Refused("This update was cleared already")
        if update.action.updates.filter(written_at__gt=update.written_at).exists():
            raise Refused("A newer update was written meanwhile: read and clear that one")
        update.cleared_by, update.cleared_at = reader.user, at
        write(update, "cleared_by", "cleared_at", by=reader.user, at=at, why="Cleared")
        record("update.cleared", update, by=reader.user, at=at, action=update.action_id)
    return update


@transaction.atomic
def explain_difference(
    *, update: Update, reader: Reader, at: datetime, explanation: str, seen_version: int | None = None
) -> Update:
    """Say why the rating stands although the facts suggest another. What was cleared is to be cleared anew."""
    with ledger.chain(update.notice_id) as record:
        update = locked(update, seen_version)
        in_the_plan(update.action, None)
        update.explanation = said(explanation, "Say why the rating stands", "explanation")
        update.explained_by, update.explained_at = reader.user, at
        update.cleared_by = update.cleared_at = None  # what was cleared had other words
        changed = ("explanation", "explained_by", "explained_at", "cleared_by", "cleared_at")
        write(update, *changed, by=reader.user, at=at, why="Difference explained")
        record("difference.explained", update, by=reader.user, at=at, text=ledger.digest(update.explanation))
    return update


def _refuse_again(update: Update, latest: Update) -> None:
    """Raises Refused for the latest update's own words. In another cycle the same words are news: nothing changed."""
    if update.explanation in ("", latest.explanation):
        refuse_repeated(latest, update, SAID, "written_at")


def _keep_acceptance(update: Update, latest: Update) -> None:
    """What was accepted were these steps and this date: said again just so, they stay accepted."""
    if update.recovery_steps and all(getattr(update, name) == getattr(latest, name) for name in RECOVERY):
        update.recovery_accepted_by = latest.recovery_accepted_by
        update.recovery_accepted_at = latest.recovery_accepted_at


def _check_runs(action: Action) -> None:
    done = action.completions.filter(state=CompletionState.CONFIRMED).first()
    if done is not None and done.answered_at is not None:
        when = in_words(day_of(done.answered_at))
        raise Refused(
            f"{action.ref} is complete, as was confirmed on {when}: whoever confirms completions opens it again "
            "before anything new is said of it"
        )


def _check_rating(rating: Rating, recovery_steps: str, recovery_on: date | None, today: date) -> None:
    if rating is Rating.BLUE:
        raise Refused("Blue comes from a completion that a second person confirmed: claim completion instead", "rating")
    if rating in NEEDS_RECOVERY:
        said(recovery_steps, f"{rating.label} needs recovery steps: say what will bring it back", "recovery_steps")
        if recovery_on is None:
            raise Refused(f"{rating.label} needs the date by which it is expected to be back", "recovery_on")
        if recovery_on < today:
            raise Refused(has_passed(recovery_on), "recovery_on")


def has_passed(recovery_on: date) -> str:
    """What is said of a recovery that is expected on a day that has passed."""
    return f"{in_words(recovery_on)} has passed: enter the day by which it is now expected to be back"


def _written_for(action: Action, reader: Reader, on_behalf_of: Post | None) -> int | None:
    """The post on whose behalf an update is written; None for an action lead or an organisation's contact."""
    posts = [each.post_id for each in action.accountabilities.order_by("order", "pk") if each.post_id]
    own = [post for post in posts if post in reader.post_ids]
    if on_behalf_of is None:
        if posts and permissions.writes_for_another(reader, action):
            raise Refused("Say on behalf of which post you write", "on_behalf_of")
        return own[0] if own else None
    if on_behalf_of.pk not in (own or posts):
        raise Refused("Choose a post that is accountable for this action and that you may write for", "on_behalf_of")
    return on_behalf_of.pk
