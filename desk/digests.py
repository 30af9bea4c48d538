"""What somebody is told by mail on a day: the things of their own page of work, in words that may go by mail.

Titles hold words that people typed, about families and about each other; mails hold refs, posts, counts and days.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from audit.clock import day_of
from desk import reminders, work
from desk.questions import everything, sees_plans
from desk.work import Coming, Desk, WorkItem
from govuk import words
from notices.models import Access, Notice
from notices.reader import Reader
from notices.roles import PLAN_READERS, WHOLE, Role
from people import reminding
from people.models import Delegate, Mail, ReminderChoice, ReminderDay, User

# kind → what a mail calls such things; "" where titles hold words of our own only, and names of posts and boards
NOUNS: Final = {
    "Update": "update of an action,updates of actions",
    "Difference": "rating that the facts do not bear out,ratings that the facts do not bear out",
    "Draft": "draft of yours that is not sent,drafts of yours that are not sent",
    "Returned": "action that was not accepted as complete,actions that were not accepted as complete",
    "Declined": "request for another date that was declined,requests for another date that were declined",
    "Clearing": "update to clear,updates to clear",
    "Completion": "completion to confirm,completions to confirm",
    "Recovery": "recovery to accept or to answer,recoveries to accept or to answer",
    "Date change": "date change to decide on,date changes to decide on",
    "Figures": "",
    "Baseline": "baseline to approve,baselines to approve",
    "Release": "",
    "Commentary": "",
    "Report": "",
    "Chasing": "",
    "Feedback": "question of an adviser to answer,questions of advisers to answer",
    "Post": "",
    "Risk": "risk to review,risks to review",
    "Log entry": "entry of the action and impact log,entries of the action and impact log",
    "Overdue entry": "entry of the action and impact log to chase,entries of the action and impact log to chase",
    "Invitation": "",
    "Meeting": "",
    "Window": "",
    "Silence": "",
}
PARTS: Final = re.compile(r"(\D*)(\d*)")
OTHER: Final = "other thing to do,other things to do"


class DigestReader(Reader):
    """A person on a day, on those notices alone of which people are reminded, perhaps less some of their posts."""

    def __init__(self, user: User, on: date, running: Collection[int], without: Collection[int] = ()) -> None:
        super().__init__(user, on)
        self.running, self.without = running, frozenset(without)

    @cached_property
    def _access(self) -> list[tuple[int, Role, int | None, bool]]:
        return [held for held in super()._access if held[0] in self.running]

    @property
    def post_ids(self) -> frozenset[int]:
        """Posts held or written for today, less those that others write for."""
        return super().post_ids - self.without


@dataclass(frozen=True)
class Line:
    """What a digest says of things of one kind, on one notice, for one day; `on` is None where they have no day."""

    says: str
    notice: str
    on: date | None

    @property
    def day(self) -> date | None:
        """Its day, where its words do not say it already."""
        return None if self.on is None or words.day(self.on) in self.says else self.on


@dataclass(frozen=True)
class Digest:
    """All that somebody has to do, on a day on which they are told."""

    on: date
    items: tuple[WorkItem, ...]
    coming: tuple[Coming, ...]

    @property
    def subject(self) -> str:
        return reminders.subject(self.items, self.on)

    @property
    def notices(self) -> list[int]:
        return sorted({item.notice_id for item in self.items} | {each.notice_id for each in self.coming})

    @property
    def several(self) -> bool:
        return len(self.notices) > 1

    @property
    def late(self) -> list[Line]:
        return lines(item for item in self.items if item.late)

    @property
    def dated(self) -> list[Line]:
        return lines(item for item in self.items if not item.late and item.due_on)

    @property
    def undated(self) -> list[Line]:
        return lines(item for item in self.items if not item.due_on)


def lines(items: Iterable[WorkItem]) -> list[Line]:
    """One line for things of one kind, notice and day, in the order of the page."""
    found: dict[tuple[str, int, date | None, str], list[WorkItem]] = {}
    for item in items:
        single = "" if NOUNS.get(item.kind, OTHER) else item.title
        found.setdefault((item.kind, item.notice_id, item.due_on, single), []).append(item)
    return [Line(_says(each), each[0].notice, each[0].due_on) for each in found.values()]


def _says(items: list[WorkItem]) -> str:
    noun = NOUNS.get(items[0].kind, OTHER)
    about = [name for item in sorted(items, key=_by_number) for name in item.about]
    called = words.plural(len(items), noun) if noun else items[0].title
    return f"{called}: {words.listed(about)}" if about else called


def _by_number(item: WorkItem) -> tuple[tuple[str, int], ...]:
    """A5 before A13."""
    return tuple((letters, int(digits or 0)) for name in item.about for letters, digits in PARTS.findall(name))


def to_look_at(on: date) -> QuerySet[User]:
    """Those with a role, today, on a notice of which people are reminded, for whom nothing was worked out today yet."""
    running = Notice.objects.running(on).values("pk")
    has_role = Access.objects.filter(user=OuterRef("pk"), notice__in=running).on(on)
    settled = ReminderDay.objects.filter(user=OuterRef("pk"), on__gte=on)
    return User.objects.filter(Exists(has_role), ~Exists(settled), is_active=True).order_by("pk")


def digest_for(user: User, at: datetime) -> Digest | None:
    """What somebody is told at that moment's day; None when nothing of theirs asks for it."""
    on = day_of(at)
    running = frozenset(Notice.objects.running(on).visible_to(Reader(user, on)).values_list("pk", flat=True))
    if not user.is_active or not running:
        return None
    desk = work.sit_down(DigestReader(user, on, running), at)
    items = _less_delegated(desk, everything(desk))
    early = user.reminders == ReminderChoice.EVERY
    if not reminders.reasons(items, on, reminding.last_digest(user, on), early=early):
        return None
    coming = work.coming(desk) if sees_plans(desk) else ()
    return Digest(on, tuple(work.in_order(items)), tuple(coming))


@transaction.atomic
def remind(user: User, at: datetime) -> Mail | None:
    """Post the digest of somebody's day, once; None when there is nothing to tell. Asked twice, the same mail."""
    digest = digest_for(user, at)
    mail = None
    if digest:
        link = f"{settings.SITE_URL}{reverse('desk:my-work')}"
        mail = reminding.post_digest(
            user=user,
            on=digest.on,
            notices=digest.notices,
            subject=digest.subject,
            text=render_to_string("desk/mail/digest.txt", {"digest": digest, "link": link}),
            html=render_to_string("desk/mail/digest.html", {"digest": digest, "link": link}),
            at=at,
        )
    reminding.settle_day(user=user, on=day_of(at))
    return mail


def duties_of(reader: Reader) -> list[str]:
    """What somebody is told because of what they are, whatever they chose."""
    running = Notice.objects.running(reader.on).visible_to(reader).values_list("pk", flat=True)
    held = {role for pk in running for role in reader.roles(pk)}
    found = {
        "a week before or on the last working day before that, which steps of a report are yours": held & WHOLE,
        "who was silent, from the day after a window closed and each week": held & {Role.LEAD},
        "who was silent, on the day of the board": held & {Role.CHAIR},
    }
    return [duty for duty, roles in found.items() if roles]


def writes_for(reader: Reader) -> QuerySet[Delegate]:
    """The posts of others for which the reader writes today, and so is reminded."""
    rows: QuerySet[Delegate] = Delegate.objects.filter(user=reader.user.pk).on(reader.on)
    return rows.select_related("post").order_by("post__title", "pk")


def written_for(reader: Reader) -> QuerySet[Delegate]:
    """Who writes today for a post that the reader holds: reminders of its work go to them until it is late."""
    rows = Delegate.objects.filter(post__in=reader.held_post_ids, user__is_active=True).exclude(user=reader.user.pk)
    named: QuerySet[Delegate] = rows.on(reader.on).select_related("post", "user").order_by("post__title", "pk")
    return named


def _less_delegated(desk: Desk, items: list[WorkItem]) -> list[WorkItem]:
    """Without what others are told for the holder of a post: its work that is not late yet, where a delegate is named
    today who sees the notice. What is late goes to both."""
    away = _away(desk)
    if not away:
        return items
    reader = desk.reader
    left = {
        posts: set(everything(work.sit_down(DigestReader(reader.user, desk.on, list(desk.notices), posts), desk.at)))
        for posts in set(away.values())
    }
    return [item for item in items if item.late or item.notice_id not in away or item in left[away[item.notice_id]]]


def _away(desk: Desk) -> dict[int, frozenset[int]]:
    """Of each notice, the posts of this person for which somebody else is told."""
    if not desk.reader.held_post_ids:
        return {}
    delegates = list(written_for(desk.reader).values_list("post", "user"))
    seen = Access.objects.filter(
        notice__in=desk.notices, user__in={user for _, user in delegates}, role__in=PLAN_READERS
    ).on(desk.on)
    found: dict[int, set[int]] = {}
    for notice, sees in seen.values_list("notice", "user"):
        found.setdefault(notice, set()).update(post for post, user in delegates if user == sees)
    return {notice: frozenset(posts) for notice, posts in found.items()}


def digests_of(user: User) -> QuerySet[Mail]:
    """What somebody was reminded by, newest first."""
    return Mail.objects.filter(to_user=user, digest_on__isnull=False).order_by("-digest_on", "-pk")
