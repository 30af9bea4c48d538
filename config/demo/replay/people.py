"""Organisations, accounts and posts: who is there at the beginning, and who comes and goes later."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial

from audit.clock import LONDON, day_of
from config.demo import facts, story
from config.demo.facts import elsewhere, shapes
from config.demo.replay.steps import Step
from config.demo.replay.world import START, Told, World, leader_of
from config.demo.story import cast
from config.demo.story.shapes import Delegation, Grant, Holding
from notices.actions import end_access, give_access
from notices.models import Access
from people import actions
from people.models import OrganisationKind, PostHolding, User

# Named by a notice that is only there to be read
READ_ONLY = (
    shapes.Organisation("derbyshire", "Derbyshire County Council", "", OrganisationKind.COUNCIL),
    shapes.Organisation("derbyshire-icb", "Derby and Derbyshire ICB", "", OrganisationKind.ICB),
)
# The accounts that people are told of; the others of the story set a password by mail, as anybody would
SIGN_IN = (
    *("lead", "office", "officer", "data", "director", "icb", "chair", "member", "dfe", "nhse"),
    *("reviewer", "observer", "stranger", "delegate", "participation", "forum", "icb-data"),
)
_POSTS = (*facts.POSTS, *cast.POSTS)
_ELSEWHERE = {organisation.key for organisation in elsewhere.ORGANISATIONS}


def make_everybody(world: World, password: str) -> None:
    """Organisations, accounts, posts and who holds them on the first day."""
    for organisation in (*facts.ORGANISATIONS, *cast.ORGANISATIONS, *READ_ONLY):
        world.organisations[organisation.key] = actions.add_organisation(
            name=organisation.name, short_name=organisation.short_name, kind=organisation.kind, by=None, at=START
        )
    leads = {leader_of(cast.DEVON), leader_of(cast.WEXCOMBE)}
    for account in sorted(cast.ACCOUNTS, key=lambda each: each.key not in leads):
        world.people[account.key] = actions.create_user(
            email=account.email,
            name=account.name,
            organisation=world.organisations[account.organisation],
            password=password if account.key in SIGN_IN else None,
            by=None if account.key in leads else world.people[_by(account.organisation)],
            at=START,
        )
    for post in _POSTS:
        world.posts[post.key] = actions.add_post(
            organisation=world.organisations[post.organisation],
            title=post.title,
            plural=post.plural,
            by=world.people[_by(post.organisation)],
            at=START,
        )
    for contact in cast.CONTACTS:
        actions.name_contact(
            organisation=world.organisations[contact.organisation],
            user=world.people[contact.account],
            starts_on=contact.starts_on,
            by=world.people[_by(contact.organisation)],
            at=START,
        )
    for holding in cast.HOLDINGS:
        if holding.starts_on <= day_of(START):
            _hand(world, holding, START)


def who_comes_and_goes(world: World) -> Iterator[Step]:
    """Posts taken up, left and delegated after the first day, each entered on the day itself."""
    for holding in cast.HOLDINGS:
        if holding.starts_on > day_of(START):
            at = _on(holding.starts_on, time(8, 30))
            yield Step(at, partial(_hand, world, holding, at))
        if holding.ends_on:
            at = _on(holding.ends_on, time(16, 0))
            yield Step(at, partial(_leave, world, holding, holding.ends_on, at))
    for delegation in cast.DELEGATIONS:
        at = _on(delegation.starts_on, time(8, 30))
        yield Step(at, partial(_delegate, world, delegation, at))


def access(told: Told) -> Iterator[Step]:
    """Who is let in, and whose access ends. An end that lies ahead is known from the first; one that came is entered
    when it came."""
    for account in cast.ACCOUNTS:
        for grant in account.grants:
            if grant.notice != told.facts.slug:
                continue
            given = START if grant.starts_on <= day_of(START) else _on(grant.starts_on, time(8, 0))
            ended = grant.ends_on if grant.ends_on and grant.ends_on <= day_of(story.NOW) else None
            yield Step(given, partial(_let_in, told, account.key, grant, None if ended else grant.ends_on, given))
            if ended:
                at = _on(ended, time(16, 10))
                yield Step(at, partial(_end_access, told, account.key, grant, ended, at))


def _on(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LONDON)


def _by(organisation: str) -> str:
    return leader_of(cast.WEXCOMBE if organisation in _ELSEWHERE else cast.DEVON)


def _lead_for(world: World, post: str) -> User:
    organisation = next(each.organisation for each in _POSTS if each.key == post)
    return world.people[_by(organisation)]


def _hand(world: World, holding: Holding, at: datetime) -> None:
    actions.hand_post(
        post=world.posts[holding.post],
        user=world.people[holding.account],
        starts_on=holding.starts_on,
        interim=holding.interim,
        by=_lead_for(world, holding.post),
        at=at,
    )


def _leave(world: World, holding: Holding, ends_on: date, at: datetime) -> None:
    row = PostHolding.objects.get(
        post=world.posts[holding.post], user=world.people[holding.account], starts_on=holding.starts_on
    )
    actions.end_holding(holding=row, ends_on=ends_on, by=_lead_for(world, holding.post), at=at)


def _delegate(world: World, delegation: Delegation, at: datetime) -> None:
    actions.delegate_post(
        post=world.posts[delegation.post],
        user=world.people[delegation.account],
        starts_on=delegation.starts_on,
        ends_on=delegation.ends_on,
        by=_lead_for(world, delegation.post),
        at=at,
    )


def _let_in(told: Told, account: str, grant: Grant, ends_on: date | None, at: datetime) -> None:
    give_access(
        notice=told.notice,
        user=told.world.people[account],
        role=grant.role,
        starts_on=grant.starts_on,
        ends_on=ends_on,
        by=told.leader,
        at=at,
    )


def _end_access(told: Told, account: str, grant: Grant, ends_on: date, at: datetime) -> None:
    row = Access.objects.get(notice=told.notice, user=told.world.people[account], role=grant.role)
    end_access(access=row, ends_on=ends_on, by=told.leader, at=at)
