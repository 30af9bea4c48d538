"""A KPI's definition sheet is written down and changed; where something else is counted, a new series begins."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Self

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from govuk import words
from kpis import targets
from kpis.actions.rows import current_targets, standing_baseline
from kpis.models import BaselineState, Cumulates, Frequency, Kpi, Origin, Redefinition, Unit
from kpis.permissions import ENTERS
from kpis.targets import Flag, NotAssessable
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Partner
from notices.reader import Reader
from people.models import Organisation, User

COUNTED: Final = frozenset({"definition", "numerator", "denominator", "unit", "cumulates"})
"""What of a sheet says what is counted: where it changes, somebody says whether figures still compare."""

OTHER_NUMBERS: Final = frozenset({"unit", "cumulates"})
"""Where one of these changes, the same number means something else: a new series begins whatever is said."""

AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True)
class Sheet:
    """What a KPI's definition sheet says. Texts may be empty: what is not written down is asked for, not refused."""

    unit: Unit
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    source: str = ""
    origin: Origin = Origin.NOT_STATED
    frequency: Frequency = Frequency.NOT_STATED
    cumulates: Cumulates = Cumulates.NO
    caveats: str = ""
    data_lead: User | None = None
    organisation: Organisation | None = None

    @classmethod
    def of(cls, kpi: Kpi) -> Self:
        """The sheet as it is stored."""
        return cls(**{name: getattr(kpi, name) for name in FIELDS})

    def changed(self, other: "Sheet") -> tuple[str, ...]:
        """The names of the fields in which two sheets differ."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(other, name))


FIELDS: Final = tuple(each.name for each in fields(Sheet))


@transaction.atomic
def define_kpi(
    *,
    kpi: Kpi,
    sheet: Sheet,
    why: str,
    by: User,
    at: datetime,
    seen_version: int,
    comparable: bool | None = None,
    from_on: date | None = None,
) -> Kpi:
    """Write down how a KPI is counted, where its figures come from and who brings them.

    Where something else is counted than before and there are figures or a baseline, `comparable` says whether those of
    before and after can be compared. If not, figures from `from_on` on begin a new series. Raises Refused without a
    reason or that answer, for a unit in which the KPI's targets could not be read, and for another body in the place of
    a partner for which something waits: nobody could release it any more.
    """
    with ledger.chain(kpi.notice_id) as record:
        stored = Kpi.objects.select_for_update(of=("self",)).get(pk=kpi.pk)
        before = Sheet.of(stored)
        changed = before.changed(sheet)
        begins = comparable is False and has_figures(stored)
        if not changed and not (begins and not _begun(stored, from_on)):
            return stored
        if stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if not why.strip():
            raise Refused("Say why you change it", "why")
        if not changed:
            raise Refused("Nothing in the sheet differs: write down what is counted now, then save it", "definition")
        _check_comparable(stored, changed, comparable)
        day = _first_day(stored, from_on, at, changed) if begins else None
        _check_unit(stored, before.unit, sheet.unit)
        _check_people(stored, sheet, changed, at)
        if "organisation" in changed:
            _check_released(stored)
        for name in changed:
            setattr(stored, name, getattr(sheet, name))
        stored.version += 1
        keep(stored, by=by, at=at, why=why, only=[*changed, "version"])
        said = ledger.digest("\n".join(str(getattr(sheet, name) or "") for name in FIELDS))
        record("kpi.defined", stored, by=by, at=at, sheet=said, unit=sheet.unit, changed=len(changed))
        if day is not None:
            row = Redefinition(
                notice_id=stored.notice_id, kpi=stored, from_on=day, why=why, written_by=by, written_at=at
            )
            keep(row, by=by, at=at, why=why)
            record("kpi.redefined", row, by=by, at=at, kpi=stored.code, from_on=day)
    return stored


def has_figures(kpi: Kpi) -> bool:
    """Whether there is anything that a change of what is counted could make incomparable: a proposal too, and what
    others published."""
    there = (kpi.baselines.filter(value__isnull=False), kpi.measurements, kpi.comparators.filter(taken_out_at=None))
    return any(rows.exists() for rows in there)


def _begun(kpi: Kpi, from_on: date | None) -> bool:
    return from_on is not None and kpi.redefinitions.filter(from_on=from_on).exists()


def _check_comparable(kpi: Kpi, changed: Iterable[str], comparable: bool | None) -> None:
    if not has_figures(kpi):
        return
    if COUNTED & set(changed) and comparable is None:
        raise Refused("Say whether figures before and after the change can be compared", "comparable")
    others = {"unit": "Figures in another unit"}
    if kpi.measurements.exists():  # of a printed baseline alone a first sheet may say that it is a year's total
        others["cumulates"] = "Running totals and figures that do not add up alike"
    if comparable and (never := [said for name, said in others.items() if name in changed]):
        said = f"{never[0]} cannot be compared: choose “No”, and give the day from which it counts"
        raise Refused(said, "comparable")


def _first_day(kpi: Kpi, from_on: date | None, at: datetime, changed: Iterable[str]) -> date:
    """The day from which figures are counted the new way."""
    if from_on is None:
        raise Refused("Give the day from which figures are counted the new way", "from_on")
    if from_on > day_of(at) + AHEAD:
        raise Refused(f"{words.day(from_on)} is more than a year ahead: check the year", "from_on")
    # between two such days a figure would be told in a unit that it never had
    dated = OTHER_NUMBERS & set(changed)
    if dated and from_on > day_of(at):
        said = f"{words.day(from_on)} is still to come: say it on that day, or give one from which it counts already"
        raise Refused(said, "from_on")
    later = kpi.redefinitions.filter(from_on__gt=from_on).order_by("from_on").first() if dated else None
    if later is not None:
        said = f"A new series from {words.day(later.from_on)} is written down already: give a day after it"
        raise Refused(said, "from_on")
    if _begun(kpi, from_on):
        said = f"A new series from {words.day(from_on)} is written down already: give another day, or choose “Yes”"
        raise Refused(said, "from_on")
    return from_on


def _check_unit(kpi: Kpi, before: Unit, after: Unit) -> None:
    """Refuse a unit in which a target that can be read would say nothing. A baseline in the former unit lapses."""
    if before == after:
        return
    standing = standing_baseline(kpi)
    value = standing.value if standing else None
    for row in current_targets(kpi):
        rule = targets.parse_rule(row.rule)
        if not isinstance(rule, targets.Unreadable) and _odd(rule, None, after) - _odd(rule, value, before):
            said = f"{row.label} asks for “{row.rule}”, which says nothing in “{Unit(after).label}”: rebase the targets"
            raise Refused(f"{said} by a decision first, or leave the unit as it is", "unit")


def _odd(rule: targets.Rule, baseline: Decimal | None, unit: Unit) -> set[Flag]:
    found = targets.resolve(rule, baseline, targets.Unit(unit))
    if isinstance(found, NotAssessable):  # any baseline tells whether the rule's own sign fits the unit
        found = targets.resolve(rule, Decimal(1), targets.Unit(unit))
        return set() if isinstance(found, NotAssessable) else set(found.flags) & {Flag.UNIT_DIFFERS}
    return set(found.flags) & {Flag.UNIT_DIFFERS, Flag.UNATTAINABLE}


def _check_people(kpi: Kpi, sheet: Sheet, changed: Iterable[str], at: datetime) -> None:
    lead, body = sheet.data_lead, sheet.organisation
    if lead is not None and "data_lead" in changed and not Reader(lead, day_of(at)).is_any(kpi.notice_id, ENTERS):
        raise Refused(f"{lead} is no data lead of this notice: give access first", "data_lead")
    partners: Any = Partner.objects.filter(notice_id=kpi.notice_id, organisation=body)
    if body is not None and "organisation" in changed and not partners.exists():
        raise Refused(f"{body} is no partner of this notice: name it as one first", "organisation")


def _check_released(kpi: Kpi) -> None:
    """Refuse while something waits for the partner whose figures they are. What came to wait for nobody may be given
    to a partner again."""
    if kpi.organisation is None:
        return
    figures = kpi.measurements.filter(held=True, corrected=False).count()
    last = kpi.baselines.order_by("-number").first()
    waits = [words.plural(figures, "figure")] if figures else []
    if last is not None and last.state == BaselineState.PROPOSED and last.held:
        waits.append("a baseline")
    if waits:
        said = f"{kpi.organisation} has still to release {words.listed(waits)} of {kpi.code}"
        raise Refused(f"{said}: its data lead answers for that first", "organisation")
