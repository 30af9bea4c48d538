"""What is done to organisations, posts, people and the outbox. Each verb writes history and the ledger.

`notice_id` names the chain that an event goes to: the notice for which it was done, or None for the site's own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from audit import ledger
from audit.clock import day_of
from audit.history import keep, remove
from people import doorbell
from people.models import Contact, Delegate, Mail, MailState, Organisation, Post, PostHolding, User
from people.refused import Refused


@dataclass(frozen=True)
class Attachment:
    """A file that travels with a mail: its place in the file storage, its name for people, its SHA-256."""

    file: str
    name: str
    sha256: str


# --- organisations and people --------------------------------------------------------------------


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


# --- posts ---------------------------------------------------------------------------------------


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


# --- the outbox ----------------------------------------------------------------------------------


@transaction.atomic
def post_mail(
    *,
    key: str,
    notice_id: int | None,
    to_user: User | None = None,
    to_address: str = "",
    subject: str,
    text: str,
    html: str = "",
    attachment: Attachment | None = None,
    rings: str = "",
    rings_for: int | None = None,
    at: datetime,
) -> Mail:
    """Put a mail into the outbox and ask for it to be sent. The same key gives the same mail.

    It goes to `to_address`, or to the user's own address. Once it is sent, the doorbell `rings` for `rings_for`.
    """
    with ledger.chain(notice_id) as record:
        known = Mail.objects.filter(key=key).first()
        if known:
            return known
        mail = Mail.objects.create(
            key=key,
            notice_id=notice_id,
            to_user=to_user,
            to_address=to_address or (to_user.email if to_user else ""),
            subject=subject,
            text=text,
            html=html,
            attachment_file=attachment.file if attachment else "",
            attachment_name=attachment.name if attachment else "",
            attachment_sha256=attachment.sha256 if attachment else "",
            rings=rings,
            rings_for=rings_for,
            made_at=at,
        )
        record("mail.posted", mail, by=None, at=at, attached=mail.attachment_sha256)
        doorbell.ring("people.send_mail", mail.pk)
    return mail


@transaction.atomic
def send_again(*, mail: Mail, by: User | None, at: datetime) -> Mail:
    """Put a mail that could not be sent back into the outbox. One that is waiting or sent stays as it is."""
    with ledger.chain(mail.notice_id) as record:
        mail = Mail.objects.select_for_update().get(pk=mail.pk)
        if mail.state != MailState.FAILED:
            return mail
        mail.state, mail.error, mail.lease_until = MailState.WAITING, "", None
        mail.save(update_fields=["state", "error", "lease_until"])
        record("mail.asked_again", mail, by=by, at=at)
        doorbell.ring("people.send_mail", mail.pk)
    return mail


@transaction.atomic
def take_back(*, mail: Mail, why: str, by: User | None, at: datetime) -> bool:
    """Stop a mail that is still waiting. False for one that was sent or failed, or that somebody holds right now."""
    with ledger.chain(mail.notice_id) as record:
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=Now())
        waiting = Mail.objects.select_for_update().filter(free, pk=mail.pk, state=MailState.WAITING).first()
        if waiting is None:
            return False
        waiting.state, waiting.error, waiting.lease_until = MailState.FAILED, why[:500], None
        waiting.save(update_fields=["state", "error", "lease_until"])
        record("mail.taken_back", waiting, by=by, at=at)
    return True


@transaction.atomic
def record_attachment_opened(*, mail: Mail, by: User, at: datetime) -> None:
    """Somebody took the file that went with a mail."""
    with ledger.chain(mail.notice_id) as record:
        record("mail.attachment_downloaded", mail, by=by, at=at, sha256=mail.attachment_sha256)
