"""What a clause requires to happen at a time, to whom it is sent, and that it was done."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import AnchorKind, Clause, Fulfilment, Notice, Obligation, Recipient
from notices.rhythms import rhythm_of
from people.models import Organisation, User


@transaction.atomic
def add_obligation(
    *,
    notice: Notice,
    clause: Clause,
    code: str,
    kind: str,
    title: str,
    rhythm: str,
    duty_of: str,
    anchor: str = AnchorKind.NONE,
    anchor_day: date | None = None,
    our_reading: str = "",
    every: int | None = None,
    last_day: bool = False,
    months_after: Sequence[int] = (),
    named_days: Sequence[date] = (),
    councils_duty: bool = True,
    from_whom: str = "",
    to_whom: str = "",
    tracked: bool = True,
    by: User | None,
    at: datetime,
) -> Obligation:
    """Add an obligation. Raises Refused for a code that stands already and a rhythm that could never be counted."""
    with ledger.chain(notice.pk) as record:
        if Obligation.objects.filter(notice=notice, code=code).exists():
            raise Refused(f"An obligation “{code}” stands already: give this one another code", "code")
        obligation = Obligation(
            notice=notice,
            clause=clause,
            code=code,
            kind=kind,
            title=title,
            anchor=anchor,
            anchor_day=anchor_day,
            our_reading=our_reading,
            rhythm=rhythm,
            every=every,
            last_day=last_day,
            months_after=list(months_after),
            named_days=list(named_days),
            duty_of=duty_of,
            councils_duty=councils_duty,
            from_whom=from_whom,
            to_whom=to_whom,
            tracked=tracked,
        )
        _check_rhythm(obligation)
        keep(obligation, by=by, at=at, why="Obligation added")
        record("obligation.added", obligation, by=by, at=at, code=code, kind=kind, rhythm=rhythm)
    return obligation


@transaction.atomic
def confirm_anchor(
    *,
    obligation: Obligation,
    seen_version: int,
    anchor: str | None = None,
    anchor_day: date | None = None,
    last_day: bool | None = None,
    by: User,
    at: datetime,
) -> Obligation:
    """Confirm what an obligation is counted from, as proposed or otherwise, and on which day of the month."""
    with ledger.chain(obligation.notice_id) as record:
        obligation = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation.pk)
        if obligation.version != seen_version:
            raise ChangedMeanwhile(obligation)
        if anchor is not None:
            obligation.anchor = AnchorKind(anchor)
            obligation.anchor_day = anchor_day
        if (obligation.anchor == AnchorKind.DAY) != (obligation.anchor_day is not None):
            raise Refused("Enter the day to count from", "anchor_day")
        if last_day is not None:
            obligation.last_day = last_day
        obligation.confirmed_by, obligation.confirmed_at = by, at
        obligation.version += 1
        keep(obligation, by=by, at=at, why="Anchor confirmed")
        record(
            "obligation.anchor_confirmed",
            obligation,
            by=by,
            at=at,
            anchor=obligation.anchor,
            day=obligation.anchor_day,
            last_day=obligation.last_day,
        )
    return obligation


@transaction.atomic
def add_recipient(
    *,
    obligation: Obligation,
    organisation: Organisation,
    title: str,
    email: str,
    user: User | None = None,
    required: bool = True,
    by: User | None,
    at: datetime,
) -> Recipient:
    """Name an addressee of what an obligation sends; the same address twice gives the first."""
    with ledger.chain(obligation.notice_id) as record:
        email = email.strip().lower()
        known = Recipient.objects.filter(obligation=obligation, email=email).first()
        if known:
            return known
        recipient = Recipient(
            notice_id=obligation.notice_id,
            obligation=obligation,
            organisation=organisation,
            title=title,
            email=email,
            user=user,
            required=required,
        )
        keep(recipient, by=by, at=at, why="Addressee named")
        record("recipient.added", recipient, by=by, at=at, obligation=obligation.code, organisation=organisation.pk)
    return recipient


@transaction.atomic
def record_fulfilment(
    *, obligation: Obligation, due_on: date, met_on: date, how: str, by: User | None, at: datetime
) -> Fulfilment:
    """Record that one occurrence was met, and how that is known. Recorded twice, the first one stands."""
    with ledger.chain(obligation.notice_id) as record:
        if met_on > day_of(at):
            raise Refused("The day on which it was done must not lie ahead", "met_on")
        known = Fulfilment.objects.filter(obligation=obligation, due_on=due_on).first()
        if known:
            return known
        fulfilment = Fulfilment(
            notice_id=obligation.notice_id,
            obligation=obligation,
            due_on=due_on,
            met_on=met_on,
            how=how,
            recorded_by=by,
            recorded_at=at,
        )
        keep(fulfilment, by=by, at=at, why="Fulfilment recorded")
        record("obligation.met", fulfilment, by=by, at=at, obligation=obligation.code, due_on=due_on, met_on=met_on)
    return fulfilment


def _check_rhythm(obligation: Obligation) -> None:
    try:
        rhythm_of(obligation)
    except ValueError as why:
        raise Refused(str(why), "rhythm") from why
