"""Organisations, and people who sign in: their accounts, their passwords, and that they came and went."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from audit import ledger
from audit.history import keep
from people.actions.outbox import post_mail
from people.models import Mail, Organisation, User
from people.refused import Refused


@transaction.atomic
def add_organisation(
    *, name: str, kind: str, short_name: str = "", by: User | None, at: datetime, notice_id: int | None = None
) -> Organisation:
    """Add an organisation. The same name gives the one that is there."""
    with ledger.chain(notice_id) as record:
        known = Organisation.objects.filter(name=name).first()
        if known:
            return known
        organisation = keep(Organisation(name=name, kind=kind, short_name=short_name), by=by, at=at, why="Added")
        record("organisation.added", organisation, by=by, at=at, kind=kind)
    return organisation


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    organisation: Organisation | None,
    password: str | None = None,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> User:
    """Add somebody who signs in; without a password they first have to set one. Raises Refused for a known address."""
    with ledger.chain(notice_id) as record:
        email = email.strip().lower()
        if User.objects.filter(email=email).exists():
            raise Refused("Somebody with this email address has an account already: choose them by name", "email")
        user = User(email=email, name=name, organisation=organisation)
        user.set_password(password)
        _keep_user(user, by=by, at=at, why="Account made")
        record("user.created", user, by=by, at=at, organisation=organisation.pk if organisation else None)
    return user


@transaction.atomic
def invite_user(
    *,
    email: str,
    name: str,
    organisation: Organisation | None,
    by: User | None,
    at: datetime,
    notice_id: int | None = None,
) -> User:
    """Add somebody and send them the link with which they set their password."""
    user = create_user(email=email, name=name, organisation=organisation, by=by, at=at, notice_id=notice_id)
    _post_link(user, "invitation", f"invitation:{user.pk}", "Set your password for the improvement board", at)
    return user


@transaction.atomic
def disable_user(*, user: User, by: User | None, at: datetime) -> User:
    """Let somebody sign in no more; what they did keeps their name."""
    with ledger.chain(None) as record:
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        user.is_active = False
        _keep_user(user, by=by, at=at, why="Account closed")
        record("user.disabled", user, by=by, at=at)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, at: datetime) -> User:
    """Set somebody's own new password. Links for setting one that were sent before no longer work."""
    with ledger.chain(None) as record:
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        user.set_password(password)
        _keep_user(user, by=user, at=at, why="Password changed")
        record("user.password_changed", user, by=user, at=at)
    return user


@transaction.atomic
def mail_password_link(*, user: User, at: datetime) -> Mail:
    """Send somebody the link for setting a new password: one in any minute, however often it is asked for."""
    key = f"password:{user.pk}:{at:%Y%m%d%H%M}"
    return _post_link(user, "reset_password", key, "Set a new password for the improvement board", at)


@transaction.atomic
def record_sign_in(*, user: User, at: datetime) -> None:
    """Somebody signed in."""
    with ledger.chain(None) as record:
        record("user.signed_in", user, by=user, at=at)


@transaction.atomic
def record_sign_out(*, user: User, at: datetime) -> None:
    """Somebody signed out."""
    with ledger.chain(None) as record:
        record("user.signed_out", user, by=user, at=at)


def _keep_user(user: User, *, by: User | None, at: datetime, why: str) -> None:
    keep(user, by=by, at=at, why=why)  # type: ignore[type-var]  # has its own history, which leaves the password out


def _post_link(user: User, template: str, key: str, subject: str, at: datetime) -> Mail:
    code = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("people:set-password", args=[code, default_token_generator.make_token(user)])
    context = {"link": f"{settings.SITE_URL}{path}"}
    return post_mail(
        key=key,
        notice_id=None,
        to_user=user,
        subject=subject,
        text=render_to_string(f"people/mail/{template}.txt", context),
        html=render_to_string(f"people/mail/{template}.html", context),
        at=at,
    )
