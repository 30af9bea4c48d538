"""Posts are given to people, taken on by others, and written for by delegates; organisations have contacts."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from audit import ledger
from audit.clock import day_of
from audit.history import keep, remove
from people.models import Contact, Delegate, Organisation, Post, PostHolding, User
from people.refused import Refused


@transaction.atomic
def add_post(
    *,
    organisation: Organisation,
    title: str,
    plural: bool = False,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> Post:
    """Add a post. The same title in the same organisation gives the one that is there."""
    with ledger.chain(notice_id) as record:
        known = Post.objects.filter(organisation=organisation, title=title).first()
        if known:
            return known
        post = keep(Post(organisation=organisation, title=title, plural=plural), by=by, at=at, why="Added")
        record("post.added", post, by=by, at=at, organisation=organisation.pk)
    return post


@transaction.atomic
def hand_post(
    *,
    post: Post,
    user: User,
    starts_on: date,
    interim: bool = False,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> PostHolding:
    """Give a post to somebody from a day on; whoever holds it until then holds it to the day before.

    Raises Refused when its holder took it up on that day or later. Asked twice, it gives the first holding.
    """
    with ledger.chain(notice_id) as record:
        Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        for before in PostHolding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), post=post):
            if before.user_id == user.pk and before.starts_on == starts_on:
                return before
            if before.starts_on >= starts_on:
                raise Refused(
                    f"{before.user} holds this post from {before.starts_on:%-d %B %Y}: choose a later day", "starts_on"
                )
            before.ends_on = starts_on - timedelta(days=1)
            keep(before, by=by, at=at, why="Handed over")
            record("post.holding_ended", before, by=by, at=at, post=post.pk, ends_on=before.ends_on)
        holding = PostHolding(post=post, user=user, starts_on=starts_on, interim=interim)
        keep(holding, by=by, at=at, why="Handed over")
        record("post.handed", holding, by=by, at=at, post=post.pk, user=user.pk, starts_on=starts_on)
    return holding


@transaction.atomic
def end_holding(
    *, holding: PostHolding, ends_on: date, by: User | None, at: datetime, notice_id: int | None = None
) -> PostHolding:
    """Say that somebody holds a post to a day, and nobody after them yet. Raises Refused where another holds it by
    then."""
    with ledger.chain(notice_id) as record:
        Post.objects.select_for_update(of=("self",)).get(pk=holding.post_id)
        holding = PostHolding.objects.select_for_update(of=("self",)).get(pk=holding.pk)
        later = PostHolding.objects.filter(post=holding.post_id, starts_on__gt=holding.starts_on)
        if other := later.filter(starts_on__lte=ends_on).select_related("user").order_by("starts_on").first():
            since = f"{other.starts_on:%-d %B %Y}"
            raise Refused(f"{other.user} holds this post from {since}: choose an earlier day", "ends_on")
        _end(holding, ends_on, by, at)
        record("post.holding_ended", holding, by=by, at=at, post=holding.post_id, ends_on=ends_on)
    return holding


@transaction.atomic
def take_back_handover(
    *, holding: PostHolding, by: User | None, at: datetime, notice_id: int | None = None
) -> PostHolding | None:
    """Take back that somebody is to hold a post from a day to come; whoever holds it until then goes on as before.

    The one who goes on, or None where nobody held it. Raises Refused once the day has come: what was, stays written.
    """
    with ledger.chain(notice_id) as record:
        Post.objects.select_for_update(of=("self",)).get(pk=holding.post_id)
        holding = PostHolding.objects.select_related("user").get(pk=holding.pk)
        if holding.starts_on <= day_of(at):
            since = f"{holding.starts_on:%-d %B %Y}"
            raise Refused(f"{holding.user} holds this post since {since}: end it, or hand the post over again")
        eve = holding.starts_on - timedelta(days=1)
        before = PostHolding.objects.filter(post=holding.post_id, ends_on=eve).exclude(pk=holding.pk).first()
        if before is not None:
            before.ends_on = _end_before_handover(before)
            keep(before, by=by, at=at, why="Hand-over taken back")
        record("post.handover_taken_back", holding, by=by, at=at, post=holding.post_id, user=holding.user_id)
        remove(holding, by=by, at=at, why="Hand-over taken back")
    return before


def _end_before_handover(holding: PostHolding) -> date | None:
    """The last day that somebody had before the post was handed on from them."""
    newest, *older = holding.history.order_by("-history_id")[:2]
    if newest.history_change_reason == "Handed over" and older:
        earlier: date | None = older[0].ends_on
        return earlier
    return holding.ends_on


@transaction.atomic
def delegate_post(
    *,
    post: Post,
    user: User,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> Delegate:
    """Let somebody write for a post, from a day, perhaps to a day. Asked twice, it gives the first answer."""
    with ledger.chain(notice_id) as record:
        Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        known = Delegate.objects.filter(post=post, user=user).on(starts_on).first()
        if known:
            return known
        _check_order(starts_on, ends_on)
        delegate = keep(
            Delegate(post=post, user=user, starts_on=starts_on, ends_on=ends_on), by=by, at=at, why="Named delegate"
        )
        record("post.delegated", delegate, by=by, at=at, post=post.pk, user=user.pk, starts_on=starts_on)
    return delegate


@transaction.atomic
def end_delegation(
    *, delegate: Delegate, ends_on: date, by: User | None, at: datetime, notice_id: int | None = None
) -> Delegate:
    """Say to which day somebody writes for a post."""
    with ledger.chain(notice_id) as record:
        delegate = Delegate.objects.select_for_update(of=("self",)).get(pk=delegate.pk)
        _end(delegate, ends_on, by, at)
        record("post.delegation_ended", delegate, by=by, at=at, post=delegate.post_id, ends_on=ends_on)
    return delegate


@transaction.atomic
def name_contact(
    *,
    organisation: Organisation,
    user: User,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> Contact:
    """Name who acts for an organisation that is itself accountable. Asked twice, it gives the first answer."""
    with ledger.chain(notice_id) as record:
        known = Contact.objects.filter(organisation=organisation, user=user).on(starts_on).first()
        if known:
            return known
        _check_order(starts_on, ends_on)
        contact = Contact(organisation=organisation, user=user, starts_on=starts_on, ends_on=ends_on)
        keep(contact, by=by, at=at, why="Named contact")
        record("organisation.contact_named", contact, by=by, at=at, organisation=organisation.pk, user=user.pk)
    return contact


def _check_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day must not be before the first", "ends_on")


def _end(row: PostHolding | Delegate, ends_on: date, by: User | None, at: datetime) -> None:
    _check_order(row.starts_on, ends_on)
    row.ends_on = ends_on
    keep(row, by=by, at=at, why="Ended")
