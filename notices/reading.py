"""A notice read whole on a day: its clauses in order, areas, partners, and every obligation with its due dates.

Values only, in a number of queries that does not grow with the notice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta

from notices import calendar
from notices.calendar import AwaitingAnchor, Due, Horizon, OccurrenceState
from notices.models import Area, Clause, Fulfilment, Notice, Obligation, ObligationKind, Partner, RhythmKind
from notices.rhythms import anchor_of, rhythm_of


def clause_anchor(number: str) -> str:
    """A clause's number as the end of an id: "4(e)(IV)" is "4-e-IV"; what stands unnumbered after 9(e), our "9(e)·",
    is "9-e-after"."""
    return "-".join(re.findall(r"\w+", number.replace("·", " after")))


@dataclass(frozen=True)
class ClauseReading:
    """One paragraph. `depth` is 0 for those that stand at the top; `children` are in order."""

    pk: int
    uid: UUID
    number: str
    number_is_ours: bool
    heading: str
    text: str
    asks: bool
    depth: int
    children: "tuple[ClauseReading, ...]"


@dataclass(frozen=True)
class AreaReading:
    """A finding to be put right."""

    pk: int
    uid: UUID
    code: str
    kind: str
    kind_label: str
    title: str
    text: str
    clause: str
    lead_body: str


@dataclass(frozen=True)
class PartnerReading:
    """An organisation that works under the notice."""

    organisation_id: int
    name: str
    clears_reports: bool


@dataclass(frozen=True)
class OccurrenceReading:
    """One date of an obligation and how it stands. `warnings` are sentences about weekends and bank holidays."""

    due_on: date
    label: str
    state: OccurrenceState
    met_on: date | None
    how: str
    warnings: tuple[str, ...]
    awaited_from: str = ""
    """Who has let it pass, when that is not the council: such a date is awaited, never the council's lateness."""

    @property
    def words(self) -> str:
        """The state as pages say it."""
        return f"awaited from {self.awaited_from}" if self.awaited_from else self.state.label


@dataclass(frozen=True)
class ObligationReading:
    """Something that a clause requires. `awaiting` says which date is not known yet; then there are no occurrences."""

    pk: int
    uid: UUID
    code: str
    kind: str
    kind_label: str
    title: str
    clause: str
    rhythm: str
    counts_from: str
    anchor_on: date | None
    our_reading: str
    confirmed_by: str
    confirmed_at: datetime | None
    day_to_confirm: bool
    duty_of: str
    councils_duty: bool
    from_whom: str
    to_whom: str
    tracked: bool
    with_each_meeting: bool
    awaiting: str
    occurrences: tuple[OccurrenceReading, ...]
    horizons: tuple[Horizon, ...]
    version: int

    @property
    def to_confirm(self) -> bool:
        """Whether the lead still has to confirm what we read into the text."""
        return self.confirmed_at is None and (bool(self.our_reading) or self.day_to_confirm)

    @property
    def next_due(self) -> OccurrenceReading | None:
        """The next one to come that was not met yet."""
        return next((each for each in self.occurrences if each.state is OccurrenceState.DUE), None)

    @property
    def late(self) -> tuple[OccurrenceReading, ...]:
        """Those that are overdue."""
        return tuple(each for each in self.occurrences if each.state is OccurrenceState.LATE)


@dataclass(frozen=True)
class NoticeReading:
    """The notice on a day. `clauses` is the tree, `all_clauses` the same ones as they follow each other."""

    pk: int
    slug: str
    title: str
    council: str
    issuer: str
    upon: str
    status: str
    status_label: str
    issued_on: date | None
    issued_on_note: str
    published_on: date | None
    deliver_by: date | None
    deliver_by_printed: str
    tracked_from: date | None
    illustrative: str
    on: date
    clauses: tuple[ClauseReading, ...]
    areas: tuple[AreaReading, ...]
    obligations: tuple[ObligationReading, ...]
    partners: tuple[PartnerReading, ...]

    @property
    def all_clauses(self) -> tuple[ClauseReading, ...]:
        """Every clause in the notice's order."""
        return tuple(_flat(self.clauses))

    @property
    def horizons(self) -> tuple[Horizon, ...]:
        """The points in time at which the notice wants targets."""
        return tuple(each for obligation in self.obligations for each in obligation.horizons)

    def obligation(self, code: str) -> ObligationReading | None:
        """The obligation of that code."""
        return next((each for each in self.obligations if each.code == code), None)


def read_notice(notice: Notice, on: date) -> NoticeReading:
    """Read a notice on a day. Six queries beside those for the council and the issuer, whatever its size.

    Dates reach to the day by which it is to be delivered, and at least to the next one to come.
    """
    fulfilments: dict[int, list[Fulfilment]] = defaultdict(list)
    for fulfilment in Fulfilment.objects.of(notice).order_by("due_on", "pk"):
        fulfilments[fulfilment.obligation_id].append(fulfilment)
    obligations = Obligation.objects.of(notice).select_related("clause", "confirmed_by")
    return NoticeReading(
        pk=notice.pk,
        slug=notice.slug,
        title=notice.title,
        council=notice.council.name,
        issuer=notice.issuer.name,
        upon=notice.upon,
        status=notice.status,
        status_label=notice.get_status_display(),
        issued_on=notice.issued_on,
        issued_on_note=notice.issued_on_note,
        published_on=notice.published_on,
        deliver_by=notice.deliver_by,
        deliver_by_printed=notice.deliver_by_printed,
        tracked_from=notice.tracked_from,
        illustrative=notice.illustrative,
        on=on,
        clauses=_clauses(notice),
        areas=tuple(
            _area(area)
            for area in Area.objects.of(notice).select_related("clause", "lead_body").order_by("order", "pk")
        ),
        obligations=tuple(
            read_obligation(each, notice, fulfilments[each.pk], on)
            for each in obligations.order_by("clause__order", "pk")
        ),
        partners=tuple(
            PartnerReading(each.organisation_id, each.organisation.name, each.clears_reports)
            for each in Partner.objects.of(notice).select_related("organisation").order_by("organisation__name", "pk")
        ),
    )


def read_obligation(
    obligation: Obligation, notice: Notice, fulfilments: Sequence[Fulfilment], on: date
) -> ObligationReading:
    """One obligation with its dates; its clause and who confirmed it are loaded with it. Asks no query."""
    rhythm, anchor = rhythm_of(obligation), anchor_of(obligation, notice)
    tracked = obligation.tracked and notice.tracked_from is not None
    dues = _dues(obligation, rhythm, anchor, fulfilments, notice, on) if tracked else ()
    awaiting = dues.reason if isinstance(dues, AwaitingAnchor) else ""
    asks_for_targets = obligation.kind == ObligationKind.TARGETS and anchor is not None
    return ObligationReading(
        pk=obligation.pk,
        uid=obligation.uid,
        code=obligation.code,
        kind=obligation.kind,
        kind_label=obligation.get_kind_display(),
        title=obligation.title,
        clause=obligation.clause.number,
        rhythm=str(rhythm),
        counts_from=obligation.get_anchor_display(),
        anchor_on=anchor,
        our_reading=obligation.our_reading,
        confirmed_by=obligation.confirmed_by.name if obligation.confirmed_by else "",
        confirmed_at=obligation.confirmed_at,
        day_to_confirm=calendar.day_to_confirm(rhythm, anchor),
        duty_of=obligation.duty_of,
        councils_duty=obligation.councils_duty,
        from_whom=obligation.from_whom,
        to_whom=obligation.to_whom,
        tracked=tracked,
        with_each_meeting=obligation.rhythm == RhythmKind.EACH_MEETING,
        awaiting=awaiting,
        occurrences=_occurrences(() if isinstance(dues, AwaitingAnchor) else dues, obligation, fulfilments, notice, on),
        horizons=tuple(calendar.horizons(anchor, rhythm.after)) if asks_for_targets and anchor else (),
        version=obligation.version,
    )


def _dues(
    obligation: Obligation,
    rhythm: calendar.Rhythm,
    anchor: date | None,
    fulfilments: Iterable[Fulfilment],
    notice: Notice,
    on: date,
) -> tuple[Due, ...] | AwaitingAnchor:
    """The due dates up to the notice's end, and beyond it to the next one that is still to come."""
    end = max(notice.deliver_by or on, on)
    beyond = end + relativedelta(months=rhythm.every or 0) + timedelta(weeks=rhythm.every or 0)
    last = max([end, beyond, *rhythm.days])
    if anchor is not None and rhythm.after:
        last = max(last, anchor + relativedelta(months=max(rhythm.after)))
    held = [each.met_on for each in fulfilments if each.met_on <= on]
    met = {each.due_on for each in fulfilments}
    found = calendar.occurrences(rhythm, anchor, last, held, calendar.Anchor(obligation.anchor))
    if isinstance(found, AwaitingAnchor) or rhythm.days or rhythm.after:
        return found
    to_come = next((due.on for due in found if due.on >= on and due.met_on is None and due.on not in met), end)
    return tuple(due for due in found if due.on <= max(end, to_come))


def _occurrences(
    dues: Sequence[Due], obligation: Obligation, fulfilments: Sequence[Fulfilment], notice: Notice, on: date
) -> tuple[OccurrenceReading, ...]:
    """Each date with what is known of it; a fulfilment for another day (proved by hand) stands beside them."""
    by_day = {each.due_on: each for each in fulfilments}
    by_met = {each.met_on: each for each in fulfilments}
    proofs = {due.on: by_day.get(due.on) or (by_met.get(due.met_on) if due.met_on else None) for due in dues}
    used = {proof.pk for proof in proofs.values() if proof}
    others = [Due(each.due_on) for each in fulfilments if each.pk not in used and each.due_on not in proofs]
    proofs.update({each.on: by_day[each.on] for each in others})
    return tuple(
        _occurrence(due, proofs, obligation, notice, on) for due in sorted((*dues, *others), key=lambda due: due.on)
    )


def _occurrence(
    due: Due, proofs: Mapping[date, Fulfilment | None], obligation: Obligation, notice: Notice, on: date
) -> OccurrenceReading:
    proof = proofs.get(due.on)
    met_on = proof.met_on if proof else due.met_on
    state = calendar.state_of(due.on, on, met_on, notice.tracked_from)
    elsewhere = not obligation.councils_duty and state is OccurrenceState.LATE
    return OccurrenceReading(
        due_on=due.on,
        label=due.label,
        state=OccurrenceState.AWAITING if elsewhere else state,
        met_on=met_on if met_on and met_on <= on else None,
        how=proof.how if proof else "",
        warnings=calendar.warnings_for(due.on),
        awaited_from=obligation.duty_of if elsewhere else "",
    )


def _clauses(notice: Notice) -> tuple[ClauseReading, ...]:
    below: dict[int | None, list[Clause]] = defaultdict(list)
    for clause in Clause.objects.of(notice).order_by("order", "pk"):
        below[clause.parent_id].append(clause)

    def tree(parent: int | None, depth: int) -> tuple[ClauseReading, ...]:
        return tuple(
            ClauseReading(
                each.pk,
                each.uid,
                each.number,
                each.number_is_ours,
                each.heading,
                each.text,
                each.asks,
                depth,
                tree(each.pk, depth + 1),
            )
            for each in below[parent]
        )

    return tree(None, 0)


def _flat(clauses: Iterable[ClauseReading]) -> Iterable[ClauseReading]:
    for clause in clauses:
        yield clause
        yield from _flat(clause.children)


def _area(area: Area) -> AreaReading:
    return AreaReading(
        pk=area.pk,
        uid=area.uid,
        code=area.code,
        kind=area.kind,
        kind_label=area.get_kind_display(),
        title=area.title,
        text=area.text,
        clause=area.clause.number if area.clause else "",
        lead_body=str(area.lead_body) if area.lead_body else "",
    )
