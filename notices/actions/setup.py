"""The notice as it was issued: its dates, partners, clauses and areas."""

from datetime import date, datetime

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Area, Clause, Notice, NoticeStatus, Partner
from people.models import Organisation, User


@transaction.atomic
def create_notice(
    *,
    slug: str,
    title: str,
    council: Organisation,
    issuer: Organisation,
    upon: str,
    status: str,
    issued_on: date | None = None,
    issued_on_note: str = "",
    published_on: date | None = None,
    deliver_by: date | None = None,
    deliver_by_printed: str = "",
    tracked_from: date | None = None,
    illustrative: str = "",
    by: User | None,
    at: datetime,
) -> Notice:
    """Write down a notice. Its ledger begins with it."""
    notice = Notice(
        slug=slug,
        title=title,
        council=council,
        issuer=issuer,
        upon=upon,
        status=NoticeStatus(status),
        issued_on=issued_on,
        issued_on_note=issued_on_note,
        published_on=published_on,
        deliver_by=deliver_by,
        deliver_by_printed=deliver_by_printed,
        tracked_from=tracked_from,
        illustrative=illustrative,
    )
    keep(notice, by=by, at=at, why="Notice written down")
    with ledger.chain(notice.pk) as record:
        record("notice.created", notice, by=by, at=at, status=notice.status, issued_on=issued_on)
    return notice


@transaction.atomic
def set_issued_on(
    *, notice: Notice, issued_on: date | None, note: str = "", seen_version: int, by: User | None, at: datetime
) -> Notice:
    """Enter the day of issue, or None for unknown. Every rhythm that counts from it resolves at once."""
    with ledger.chain(notice.pk) as record:
        notice = _locked(notice, seen_version)
        _not_ahead(issued_on, at, "issued_on")
        before, notice.issued_on, notice.issued_on_note = notice.issued_on, issued_on, note
        _keep_next(notice, by, at, "Day of issue entered")
        record("notice.issued_on_set", notice, by=by, at=at, before=before, after=issued_on)
    return notice


@transaction.atomic
def set_published_on(
    *, notice: Notice, published_on: date | None, seen_version: int, by: User | None, at: datetime
) -> Notice:
    """Enter the day of publication, or None for unknown."""
    with ledger.chain(notice.pk) as record:
        notice = _locked(notice, seen_version)
        _not_ahead(published_on, at, "published_on")
        before, notice.published_on = notice.published_on, published_on
        _keep_next(notice, by, at, "Day of publication entered")
        record("notice.published_on_set", notice, by=by, at=at, before=before, after=published_on)
    return notice


@transaction.atomic
def change_status(*, notice: Notice, status: str, seen_version: int, by: User | None, at: datetime) -> Notice:
    """Say where the notice stands. Tracking goes on whatever it is."""
    with ledger.chain(notice.pk) as record:
        notice = _locked(notice, seen_version)
        before, notice.status = notice.status, NoticeStatus(status)
        _keep_next(notice, by, at, "Status changed")
        record("notice.status_changed", notice, by=by, at=at, before=before, after=notice.status)
    return notice


@transaction.atomic
def add_partner(
    *, notice: Notice, organisation: Organisation, clears_reports: bool = False, by: User | None, at: datetime
) -> Partner:
    """Add an organisation that works under the notice; the same one twice gives the first."""
    with ledger.chain(notice.pk) as record:
        known = Partner.objects.filter(notice=notice, organisation=organisation).first()
        if known:
            return known
        partner = Partner(notice=notice, organisation=organisation, clears_reports=clears_reports)
        keep(partner, by=by, at=at, why="Partner added")
        record("partner.added", partner, by=by, at=at, organisation=organisation.pk, clears=clears_reports)
    return partner


@transaction.atomic
def add_clause(
    *,
    notice: Notice,
    number: str,
    text: str,
    order: int,
    parent: Clause | None = None,
    heading: str = "",
    number_is_ours: bool = False,
    asks: bool = True,
    by: User | None,
    at: datetime,
) -> Clause:
    """Add one paragraph of the notice. `asks` says that it demands something here, so that a gap shows as one.

    Raises Refused when its number stands already.
    """
    with ledger.chain(notice.pk) as record:
        if Clause.objects.filter(notice=notice, number=number).exists():
            raise Refused(f"Clause {number} stands already: give this one another number", "number")
        clause = Clause(
            notice=notice,
            number=number,
            number_is_ours=number_is_ours,
            parent=parent,
            order=order,
            heading=heading,
            text=text,
            asks=asks,
        )
        keep(clause, by=by, at=at, why="Clause added")
        record("clause.added", clause, by=by, at=at, number=number)
    return clause


@transaction.atomic
def add_area(
    *,
    notice: Notice,
    code: str,
    kind: str,
    order: int,
    title: str,
    text: str,
    clause: Clause | None = None,
    lead_body: Organisation | None = None,
    by: User | None,
    at: datetime,
) -> Area:
    """Add a finding to be put right. Raises Refused when its code stands already."""
    with ledger.chain(notice.pk) as record:
        if Area.objects.filter(notice=notice, code=code).exists():
            raise Refused(f"Area {code} stands already: give this one another code", "code")
        area = Area(
            notice=notice,
            code=code,
            kind=kind,
            order=order,
            title=title,
            text=text,
            clause=clause,
            lead_body=lead_body,
        )
        keep(area, by=by, at=at, why="Area added")
        record("area.added", area, by=by, at=at, code=code, kind=kind)
    return area


def _locked(notice: Notice, seen_version: int) -> Notice:
    notice = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if notice.version != seen_version:
        raise ChangedMeanwhile(notice)
    return notice


def _keep_next(notice: Notice, by: User | None, at: datetime, why: str) -> None:
    notice.version += 1
    keep(notice, by=by, at=at, why=why)


def _not_ahead(day: date | None, at: datetime, field: str) -> None:
    if day is not None and day > day_of(at):
        raise Refused("This day has not come yet: leave it empty until it is known", field)
