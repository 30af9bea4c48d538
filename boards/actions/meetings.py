"""A meeting: who is invited, what they answer, who came."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from boards import obligation
from boards.models import Answer, Attendance, Attended, Invitation, Meeting, Seat
from govuk import words
from notices.conflicts import ChangedMeanwhile, Refused
from people.actions import post_mail
from people.models import PostHolding, User


@transaction.atomic
def record_meeting(
    *,
    meeting: Meeting,
    attendance: Mapping[int, Attended],
    notes: str,
    by: User,
    at: datetime,
    seen_version: int,
) -> Meeting:
    """Record that a meeting was held, with how each seat (by its id) was filled. Recorded again, it is corrected.

    The partnership board's meeting is also the proof that the board met as the notice asks.

    Raises Refused for a day to come and for a seat of the board that is left out.
    """
    with ledger.chain(meeting.notice_id) as record:
        stored = Meeting.objects.select_for_update(of=("self",)).select_related("board", "notice").get(pk=meeting.pk)
        if stored.on > day_of(at):
            raise Refused(f"The meeting is on {words.day(stored.on)}: record it once it was held", "held")
        seats = list(stored.board.seats.order_by("order", "pk"))
        for seat in seats:
            if seat.pk not in attendance:
                raise Refused(f"Say how “{seat.title}” was filled", f"seat_{seat.pk}")
        before = {row.seat_id: row for row in stored.attendances.all()}
        if stored.held and stored.notes == notes and _same(seats, before, attendance):
            return stored
        if stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        why = "Corrected" if stored.held else "Held"
        _keep_attendance(stored, seats, before, attendance, by, at, why)
        stored.held, stored.notes, stored.recorded_by, stored.recorded_at = True, notes, by, at
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=["held", "notes", "recorded_by", "recorded_at", "version"])
        came = sum(attendance[seat.pk] in (Attended.PRESENT, Attended.REPRESENTED) for seat in seats)
        record(
            "meeting.recorded",
            stored,
            by=by,
            at=at,
            on=stored.on,
            seats=len(seats),
            came=came,
            notes=ledger.digest(notes),
        )
        obligation.meet(stored, by=by, at=at)
    return stored


def _same(seats: Iterable[Seat], before: Mapping[int, Attendance], now: Mapping[int, Attended]) -> bool:
    return all(seat.pk in before and before[seat.pk].attended == now[seat.pk] for seat in seats)


def _keep_attendance(
    meeting: Meeting,
    seats: Iterable[Seat],
    before: Mapping[int, Attendance],
    now: Mapping[int, Attended],
    by: User,
    at: datetime,
    why: str,
) -> None:
    for seat in seats:
        row = before.get(seat.pk) or Attendance(notice_id=meeting.notice_id, meeting=meeting, seat=seat)
        if row.attended == now[seat.pk]:
            continue
        row.attended = now[seat.pk]
        if row.pk:
            row.version += 1
        keep(row, by=by, at=at, why=why)


@transaction.atomic
def send_invitations(
    *, meeting: Meeting, by: User, at: datetime, seats: Iterable[Seat] | None = None
) -> list[Invitation]:
    """Invite the seats of a board that were not invited yet (or just these), and mail whoever holds their posts today.

    Raises Refused for a meeting that was held. Sent twice, nobody is invited twice. Gives the new invitations.
    """
    with ledger.chain(meeting.notice_id) as record:
        meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board", "notice").get(pk=meeting.pk)
        if meeting.held:
            raise Refused("This meeting was held already: nobody can be invited to it any more")
        wanted = list(meeting.board.seats.order_by("order", "pk") if seats is None else seats)
        invited = set(meeting.invitations.values_list("seat_id", flat=True))
        new = [seat for seat in wanted if seat.pk not in invited]
        holders = _holders(new, at)
        made = []
        for seat in new:
            row = Invitation(notice_id=meeting.notice_id, meeting=meeting, seat=seat, sent_by=by, sent_at=at)
            keep(row, by=by, at=at, why="Invited")
            people = holders.get(seat.post_id or 0, [])
            for user in people:
                _mail(row, user, at)
            record("invitation.sent", row, by=by, at=at, on=meeting.on, seat=seat.pk, mails=len(people))
            made.append(row)
    return made


def _holders(seats: Iterable[Seat], at: datetime) -> dict[int, list[User]]:
    """Who holds the seats' posts on that day, by post."""
    posts = [seat.post_id for seat in seats if seat.post_id]
    rows = PostHolding.objects.filter(post__in=posts, user__is_active=True).on(day_of(at)).select_related("user")
    found: dict[int, list[User]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.post_id, []).append(row.user)
    return found


def _mail(invitation: Invitation, user: User, at: datetime) -> None:
    meeting = invitation.meeting
    path = reverse("boards:answer-invitation", args=[meeting.notice.slug, meeting.board.slug, meeting.on.isoformat()])
    context = {"meeting": meeting, "seat": invitation.seat, "link": f"{settings.SITE_URL}{path}"}
    post_mail(
        key=f"invitation:{invitation.uid}:{user.pk}",
        notice_id=meeting.notice_id,
        to_user=user,
        subject=f"{meeting.board.name} on {words.day(meeting.on)}: will you attend?",
        text=render_to_string("boards/mail/invitation.txt", context),
        html=render_to_string("boards/mail/invitation.html", context),
        at=at,
    )


@transaction.atomic
def answer_invitation(*, invitation: Invitation, answer: Answer, by: User, at: datetime) -> Invitation:
    """Keep what an invited person answered; the last answer counts. Raises Refused once the meeting was held."""
    with ledger.chain(invitation.notice_id) as record:
        stored = Invitation.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=invitation.pk)
        if stored.meeting.held:
            raise Refused("This meeting was held already: what counts now is who came")
        if stored.answer == answer:
            return stored
        stored.answer = answer
        stored.version += 1
        keep(stored, by=by, at=at, why=Answer(answer).label, only=["answer", "version"])
        record("invitation.answered", stored, by=by, at=at, answer=answer)
    return stored
