"""Who has which role on a notice, from when, to when. Roles add up; a change counts at the person's next request."""

from datetime import date, datetime, timedelta

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import Refused
from notices.models import Access, Notice
from notices.roles import Role
from people.actions import invite_user
from people.models import Organisation, User

ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_access(
    *,
    notice: Notice,
    user: User,
    role: Role | str,
    starts_on: date,
    ends_on: date | None = None,
    organisation: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Access:
    """Give somebody a role. Asked for a role that they hold on that day already, it gives the row that is there."""
    with ledger.chain(notice.pk) as record:
        if ends_on is not None and ends_on < starts_on:
            raise Refused("The last day must not be before the first", "ends_on")
        if Role(role) is Role.REVIEWER and ends_on is None:
            raise Refused("A reviewer's access needs a last day", "ends_on")
        known = Access.objects.filter(notice=notice, user=user, role=Role(role)).on(starts_on).first()
        if known:
            return known
        access = Access(
            notice=notice,
            user=user,
            role=Role(role),
            organisation=organisation or user.organisation,
            starts_on=starts_on,
            ends_on=ends_on,
            given_by=by,
            given_at=at,
        )
        keep(access, by=by, at=at, why="Access given")
        record("access.given", access, by=by, at=at, user=user.pk, role=access.role, from_=starts_on, to=ends_on)
    return access


@transaction.atomic
def invite(
    *,
    notice: Notice,
    email: str,
    name: str,
    organisation: Organisation | None,
    role: Role | str,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> Access:
    """Give a role to whoever has this address. Who has no account yet gets one, and a link to set a password."""
    with ledger.chain(notice.pk):
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            if not name or organisation is None:
                raise Refused("Nobody has an account with this address yet: enter a name and an organisation", "name")
            user = invite_user(email=email, name=name, organisation=organisation, by=by, at=at, notice_id=notice.pk)
        elif not user.is_active:
            raise Refused("The account with this address is closed", "email")
        return give_access(
            notice=notice,
            user=user,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
            organisation=organisation,
            by=by,
            at=at,
        )


@transaction.atomic
def end_access(*, access: Access, ends_on: date | None = None, by: User, at: datetime) -> Access:
    """Let a role end with a day, which is its last, or take it away at once. One that is over stays as it is.

    Raises Refused for a day that has passed, and when nobody would be left to lead the notice.
    """
    with ledger.chain(access.notice_id) as record:
        access = Access.objects.select_for_update(of=("self",)).get(pk=access.pk)
        today = day_of(at)
        if access.is_over(today):
            return access
        if access.role == Role.LEAD and not _another_lead(access, today if ends_on is None else ends_on + ONE_DAY):
            raise Refused("Make somebody else improvement lead first: a notice needs one")
        if ends_on is None:
            # what was to begin later begins and ends with its first day, on which it does not hold either
            access.ends_on, access.taken_by, access.taken_at = max(today, access.starts_on), by, at
        else:
            _check_last_day(access, ends_on, today)
            access.ends_on = ends_on
        access.version += 1
        keep(access, by=by, at=at, why="Access ended")
        record("access.ended", access, by=by, at=at, user=access.user_id, role=access.role, last=access.ends_on)
    return access


def _check_last_day(access: Access, last: date, today: date) -> None:
    if last < access.starts_on:
        raise Refused("The last day must not be before the first", "ends_on")
    if last < today:
        raise Refused("The last day must be today or later; leave it empty to end the role at once", "ends_on")


def _another_lead(access: Access, on: date) -> bool:
    others = Access.objects.filter(notice_id=access.notice_id, role=Role.LEAD, user__is_active=True)
    return bool(others.on(on).exclude(pk=access.pk).exists())
