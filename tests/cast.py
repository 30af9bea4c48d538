"""The cast: one person of each kind on one notice, and a stranger who leads another council's.

Every test of who may do what is played by these people. `kind` names are the columns of the access table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from notices.models import Access, Notice
from notices.reader import Reader
from notices.roles import Role
from people.models import Organisation, OrganisationKind, Post, User
from plans.models import Action
from tests import factories as make
from tests.again import again
from tests.factories import TODAY

ROLES = {
    "lead": Role.LEAD,
    "office": Role.OFFICE,
    "officer": Role.OFFICER,
    "other officer": Role.OFFICER,
    "delegate": Role.PARTNER_OFFICER,
    "former holder": Role.OFFICER,
    "data lead": Role.DATA_LEAD,
    "participation lead": Role.PARTICIPATION_LEAD,
    "forum": Role.FORUM,
    "accountable": Role.ACCOUNTABLE,
    "chair": Role.CHAIR,
    "chair with the post": Role.CHAIR,
    "member": Role.MEMBER,
    "adviser": Role.ADVISER,
    "reviewer": Role.REVIEWER,
    "expired reviewer": Role.REVIEWER,
    "observer": Role.OBSERVER,
    "disabled": Role.LEAD,
}


@dataclass
class Cast:
    """The people by kind, their notice with its action, and the stranger's notice, which bears a canary's name."""

    notice: Notice
    elsewhere: Notice
    post: Post
    action: Action
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, kind: str) -> User:
        return self.people[kind]

    def reader(self, kind: str, on: date = TODAY) -> Reader:
        return Reader(self.people[kind], on)


@again
def assemble() -> Cast:
    """The whole cast. The officer holds the action's post since 2023; the former holder had it before."""
    notice = make.Notice(slug="devon", title="Devon SEND notice")
    elsewhere = make.Notice(slug="canary", title="Canary notice of another council")
    action = make.Action(notice=notice, ref="A1")
    post = make.Post(organisation=notice.council, title="Head of Communications")
    make.Accountability(notice=notice, action=action, post=post, printed=post.title)
    cast = Cast(notice=notice, elsewhere=elsewhere, post=post, action=action)
    dfe = make.Organisation(name="Department for Education", kind=OrganisationKind.DFE)
    council = dict.fromkeys(ROLES, notice.council) | {"adviser": dfe}
    everybody = [_person(kind, council[kind]) for kind in ROLES]
    stranger = make.User.build(email="stranger@demo.example", name="Stranger", organisation=elsewhere.council)
    _create([*everybody, stranger])
    cast.people = dict(zip([*ROLES, "stranger"], [*everybody, stranger], strict=True))
    given = [_access(cast, kind, role, council[kind]) for kind, role in ROLES.items()]
    _create([*given, make.Access.build(notice=elsewhere, user=stranger, role=Role.LEAD, organisation=None)])
    _posts(cast)
    return cast


def _create(rows: Sequence[Model]) -> None:
    """Rows of one kind with their histories, in two statements: thousands of tests begin with them."""
    bulk_create_with_history(rows, type(rows[0]))


def _person(kind: str, organisation: Organisation) -> User:
    return make.User.build(
        email=f"{kind.replace(' ', '-')}@demo.example",
        name=kind.capitalize(),
        organisation=organisation,
        is_active=kind != "disabled",
    )


def _access(cast: Cast, kind: str, role: Role, organisation: Organisation) -> Access:
    ends = date(2023, 11, 30) if kind == "expired reviewer" else None
    return make.Access.build(notice=cast.notice, user=cast[kind], role=role, organisation=organisation, ends_on=ends)


def _posts(cast: Cast) -> None:
    holders = {
        "officer": (date(2023, 6, 1), None),
        "former holder": (date(2022, 1, 1), date(2023, 5, 31)),
        "chair with the post": (date(2023, 6, 1), None),
    }
    _create(
        [
            make.PostHolding.build(post=cast.post, user=cast[kind], starts_on=starts, ends_on=ends)
            for kind, (starts, ends) in holders.items()
        ]
    )
    make.Delegate(post=cast.post, user=cast["delegate"], starts_on=date(2023, 6, 1))
