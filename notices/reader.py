"""Who asks, and on which day. Access ends, posts change hands, delegates have dates: so scoping and permissions ask a
reader, never a bare user. One is made for each request, and its answers are read once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Value

from notices.models import Access
from notices.roles import Role
from people.models import Contact, Delegate, PostHolding, User


class Reader:
    """A person on a day."""

    def __init__(self, user: User, on: date) -> None:
        self.user = user
        self.on = on

    @cached_property
    def _access(self) -> list[tuple[int, Role, int | None, bool]]:
        """The notice, the role, the organisation, whether that is the council (as where none is named)."""
        if not self.user.is_active:
            return []
        rows = Access.objects.filter(user_id=self.user.pk).on(self.on)
        told = rows.values_list("notice_id", "role", "organisation", "notice__council")
        return [(notice, Role(role), body, body in (None, council)) for notice, role, body, council in told]

    @cached_property
    def _roles(self) -> dict[int, frozenset[Role]]:
        found: dict[int, set[Role]] = defaultdict(set)
        for notice_id, role, *_ in self._access:
            found[notice_id].add(role)
        return {notice_id: frozenset(roles) for notice_id, roles in found.items()}

    def acts_for(self, notice_id: int, role: Role) -> frozenset[int]:
        """The organisations for which this role is held on the notice today, such as the ICB's accountable officer."""
        held = [each for each in self._access if each[:2] == (notice_id, role)]
        return frozenset(body for *_, body, _ in held if body)

    def acts_for_council(self, notice_id: int, role: Role) -> bool:
        """Whether this role is held on the notice today for the council itself, and not for a partner alone."""
        return any(own for notice, held, _, own in self._access if (notice, held) == (notice_id, role))

    def roles(self, notice_id: int) -> frozenset[Role]:
        """The roles held on a notice today; empty for a stranger."""
        return self._roles.get(notice_id, frozenset())

    def is_any(self, notice_id: int, roles: Collection[Role]) -> bool:
        """Whether one of these roles is held on the notice today."""
        return not self.roles(notice_id).isdisjoint(roles)

    def notices_with(self, roles: Collection[Role]) -> list[int]:
        """The ids of the notices on which one of these roles is held today."""
        return sorted(notice_id for notice_id, held in self._roles.items() if not held.isdisjoint(roles))

    @cached_property
    def _stands(self) -> dict[str, frozenset[int]]:
        """Posts held, posts written for and organisations acted for: one question, because most pages ask all three."""
        held = self._mine(PostHolding, "holder", "post_id")
        rest = self._mine(Delegate, "delegate", "post_id"), self._mine(Contact, "contact", "organisation_id")
        found: dict[str, set[int]] = defaultdict(set)
        for as_a, pk in held.union(*rest, all=True):
            found[as_a].add(pk)
        return {as_a: frozenset(pks) for as_a, pks in found.items()}

    def _mine(self, kind: type[PostHolding | Delegate | Contact], as_a: str, what: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = kind._default_manager.filter(user_id=self.user.pk).on(self.on)
        return rows.annotate(as_a=Value(as_a)).values_list("as_a", what)

    @property
    def held_post_ids(self) -> frozenset[int]:
        """Posts held today."""
        return self._stands.get("holder", frozenset())

    @property
    def delegated_post_ids(self) -> frozenset[int]:
        """Posts for which this person may write today as a delegate."""
        return self._stands.get("delegate", frozenset())

    @property
    def post_ids(self) -> frozenset[int]:
        """Posts held or written for today."""
        return self.held_post_ids | self.delegated_post_ids

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations for which this person is a named contact today."""
        return self._stands.get("contact", frozenset())
