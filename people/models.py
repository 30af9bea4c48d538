"""Organisations, posts, their dated holders and delegates, the people who sign in, and the outbox of mails."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from audit.models import Tracked


class OrganisationKind(models.TextChoices):
    """What an organisation is in the partnership."""

    COUNCIL = "council", "Council"
    ICB = "icb", "Integrated care board"
    DFE = "dfe", "Department for Education"
    NHSE = "nhse", "NHS England"
    SCHOOL = "school", "School or setting"
    FORUM = "forum", "Parent carer forum"
    OTHER = "other", "Other partner"


class Organisation(Tracked):
    """A council, the ICB, DfE, NHSE, a school, the parent carer forum."""

    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=OrganisationKind)

    def __str__(self) -> str:
        return self.short_name or self.name


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is kept in lower case so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class ReminderChoice(models.TextChoices):
    """When somebody wants to be reminded by e-mail, of what their duty leaves to them."""

    EVERY = "every", "Every reminder"
    LAST = "last", "Only on the last day and when something is late"


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from access, posts and delegation, each with dates."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    # with a default of the database's own, because a version that does not know it yet may add people meanwhile
    reminders = models.CharField(
        max_length=8, choices=ReminderChoice, default=ReminderChoice.EVERY, db_default=ReminderChoice.EVERY
    )
    last_login = None  # a sign-in is an event in the ledger, not an edit of the person
    history = HistoricalRecords(excluded_fields=["password"])

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="people_user_email_lower"),
            models.CheckConstraint(
                condition=Q(reminders__in=ReminderChoice.values), name="people_user_reminders_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Dated(models.QuerySet[Any]):
    """Rows that hold from a day to a day, the last one included."""

    def on(self, day: date) -> "Dated":
        """Those that hold on that day."""
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class Post(Tracked):
    """A role title within an organisation; it outlives the people who hold it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)
    plural = models.BooleanField(
        default=False
    )  # "Operational Delivery leads": to be split into posts of one person each

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="people_post_title_once")]

    def __str__(self) -> str:
        return self.title


def _ends_after_start(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=f"{table}_ends_after_start"
    )


class PostHolding(Tracked):
    """Who holds a post, from when, to when. Interim belongs to the holding, not to the post."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    interim = models.BooleanField(default=False)

    objects = Dated.as_manager()

    class Meta:
        constraints = [_ends_after_start("people_postholding")]


class Delegate(Tracked):
    """Who may write for a post, from when, to when."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegates")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        constraints = [_ends_after_start("people_delegate")]


class Contact(Tracked):
    """Who acts for an organisation that is itself accountable, such as a parent carer forum."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="contacts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        constraints = [_ends_after_start("people_contact")]


class MailState(models.TextChoices):
    """Where a mail is."""

    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class Mail(models.Model):
    """One mail in the outbox. `key` makes a mail unique, so that asking twice sends once.

    The attachment is named by its place in the file storage and its SHA-256, checked again when the mail is sent.
    `rings` names the doorbell to ring for `rings_for` once it is sent. A digest of reminders belongs to a person and a
    day, `digest_on`, and tells of the notices in `digest_of`.
    """

    key = models.CharField(max_length=120, unique=True)
    notice_id = models.BigIntegerField(null=True, db_index=True)
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    to_address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachment_file = models.CharField(max_length=200, blank=True)
    attachment_name = models.CharField(max_length=120, blank=True)
    attachment_sha256 = models.CharField(max_length=64, blank=True)
    rings = models.CharField(max_length=60, blank=True)
    rings_for = models.BigIntegerField(null=True)
    digest_on = models.DateField(null=True)
    digest_of = ArrayField(models.BigIntegerField(), null=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="people_mail_sent_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(attachment_file="") | ~Q(attachment_sha256=""), name="people_mail_attachment_has_its_digest"
            ),
            models.UniqueConstraint(fields=["to_user", "digest_on"], name="people_mail_one_digest_a_day"),
            models.CheckConstraint(
                condition=Q(digest_on__isnull=True, digest_of__isnull=True)
                | Q(digest_on__isnull=False, digest_of__isnull=False, to_user__isnull=False),
                name="people_mail_digest_has_its_person_and_notices",
            ),
        ]
        indexes = [GinIndex(fields=["digest_of"], name="people_mail_digest_of")]


class ReminderDay(models.Model):
    """The last day on which it was worked out whether somebody is reminded: what was done is not done again."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], name="people_reminderday_once")]
