"""The cast: one person of each kind on one notice, and a stranger who leads another council's.

Every test of who may do what is played by these people. `kind` names are the columns of the access table.
"""

from dataclasses import dataclass, field
from datetime import date

from notices.models import Notice
from notices.reader import Reader
from notices.roles import Role
from people.models import OrganisationKind, Post, User
from plans.models import Action
from tests import factories as make
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


def assemble() -> Cast:
    """The whole cast. The officer holds the action's post since 2023; the former holder had it before."""
    notice = make.Notice(slug="devon", title="Devon SEND notice")
    elsewhere = make.Notice(slug="canary", title="Canary notice of another council")
    action = make.Action(notice=notice, ref="A1")
    post = make.Post(organisation=notice.council, title="Head of Communications")
    make.Accountability(notice=notice, action=action, post=post, printed=post.title)
    cast = Cast(notice=notice, elsewhere=elsewhere, post=post, action=action)
    for kind, role in ROLES.items():
        cast.people[kind] = _person(cast, kind, role)
    cast.people["stranger"] = make.User(email="stranger@demo.example", name="Stranger")
    make.Access(notice=elsewhere, user=cast["stranger"], role=Role.LEAD)
    _posts(cast)
    return cast


def _person(cast: Cast, kind: str, role: Role) -> User:
    organisation = cast.notice.council
    if role is Role.ADVISER:
        organisation = make.Organisation(name="Department for Education", kind=OrganisationKind.DFE)
    user = make.User(
        email=f"{kind.replace(' ', '-')}@demo.example",
        name=kind.capitalize(),
        organisation=organisation,
        is_active=kind != "disabled",
    )
    ends = date(2023, 11, 30) if kind == "expired reviewer" else None
    make.Access(notice=cast.notice, user=user, role=role, organisation=organisation, ends_on=ends)
    return user


def _posts(cast: Cast) -> None:
    make.PostHolding(post=cast.post, user=cast["officer"], starts_on=date(2023, 6, 1))
    make.PostHolding(post=cast.post, user=cast["former holder"], starts_on=date(2022, 1, 1), ends_on=date(2023, 5, 31))
    make.PostHolding(post=cast.post, user=cast["chair with the post"], starts_on=date(2023, 6, 1))
    make.Delegate(post=cast.post, user=cast["delegate"], starts_on=date(2023, 6, 1))
