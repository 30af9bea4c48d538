"""Who may see and do what on a notice, on a day: people with their roles, posts with their holders and delegates."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from audit.clock import day_of
from notices.choices import posts_for
from notices.models import Access, Notice
from people.models import Delegate, Post, PostHolding


@dataclass(frozen=True)
class RoleHeld:
    """A role of somebody, from a day, perhaps to a day (included). `never_held`: it was taken away before it began."""

    uid: UUID
    role: str
    starts_on: date
    ends_on: date | None
    to_come: bool
    never_held: bool


@dataclass(frozen=True)
class Person:
    """Somebody with access. `disabled`: the account is closed, so the roles count for nothing."""

    name: str
    email: str
    organisation: str
    disabled: bool
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a post or may write for it; `pk` is that row's."""

    pk: int
    name: str
    starts_on: date
    ends_on: date | None
    interim: bool = False


@dataclass(frozen=True)
class PostLine:
    """A post with who holds it today, who writes for it today, and who is to hold it."""

    pk: int
    title: str
    organisation: str
    plural: bool
    holders: tuple[Holder, ...]
    to_come: tuple[Holder, ...]
    delegates: tuple[Holder, ...]

    @property
    def uncovered(self) -> bool:
        """Nobody holds it, so nobody answers for its actions."""
        return not self.holders


@dataclass(frozen=True)
class Roster:
    """Everybody and every post. `ended` are those with a role that is over, and their roles that are."""

    people: tuple[Person, ...]
    ended: tuple[Person, ...]
    posts: tuple[PostLine, ...]

    @property
    def uncovered(self) -> tuple[PostLine, ...]:
        return tuple(post for post in self.posts if post.uncovered)


def read_roster(notice: Notice, on: date) -> Roster:
    """Read it on a day, in four queries."""
    rows = (
        Access.objects.of(notice)
        .select_related("user", "organisation")
        .order_by("user__name", "user_id", "starts_on", "pk")
    )
    by_person: dict[int, list[Access]] = defaultdict(list)
    for row in rows:
        by_person[row.user_id].append(row)
    people = [_person(found, on, over=False) for found in by_person.values()]
    ended = [_person(found, on, over=True) for found in by_person.values()]
    return Roster(
        people=tuple(person for person in people if person.roles),
        ended=tuple(person for person in ended if person.roles),
        posts=tuple(_posts(notice, on)),
    )


def _over(row: PostHolding | Delegate, on: date) -> bool:
    return row.ends_on is not None and row.ends_on < on


def _person(rows: list[Access], on: date, over: bool) -> Person:
    user = rows[0].user
    return Person(
        name=user.name,
        email=user.email,
        organisation=str(rows[0].organisation or ""),
        disabled=not user.is_active,
        roles=tuple(
            RoleHeld(
                uid=row.uid,
                role=row.get_role_display(),
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                to_come=row.starts_on > on,
                never_held=row.taken_at is not None and day_of(row.taken_at) < row.starts_on,
            )
            for row in rows
            if row.is_over(on) == over
        ),
    )


def _posts(notice: Notice, on: date) -> Iterable[PostLine]:
    posts = list(posts_for(notice))
    holdings, delegates = _by_post(PostHolding, posts), _by_post(Delegate, posts)
    for post in posts:
        current = [row for row in holdings[post.pk] if not _over(row, on)]
        yield PostLine(
            pk=post.pk,
            title=post.title,
            organisation=str(post.organisation),
            plural=post.plural,
            holders=tuple(_holder(row) for row in current if row.starts_on <= on),
            to_come=tuple(_holder(row) for row in current if row.starts_on > on),
            delegates=tuple(_holder(row) for row in delegates[post.pk] if not _over(row, on)),
        )


def _by_post(model: type[PostHolding] | type[Delegate], posts: list[Post]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(post__in=posts).select_related("user").order_by("starts_on", "pk"):
        found[row.post_id].append(row)
    return found


def _holder(row: PostHolding | Delegate) -> Holder:
    return Holder(row.pk, row.user.name, row.starts_on, row.ends_on, getattr(row, "interim", False))
