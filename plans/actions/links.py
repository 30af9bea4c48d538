"""What hangs on a section or an action and is said anew with its wording: who answers for it, areas, clauses.

Each of these makes the stored links those that are given, and says whether anything changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.history import keep, remove
from notices.conflicts import Refused
from notices.models import Area, Clause
from notices.rows import NoticeRow
from people.models import Organisation, Post, User
from plans.actions.rows import said, same_notice, write
from plans.models import Accountability, Action, ActionArea, ActionClause, Section, SectionArea


@dataclass(frozen=True)
class Answerable:
    """Who answers for an action: a post or an organisation, with the text as the plan prints it."""

    printed: str
    post: Post | None = None
    organisation: Organisation | None = None

    @property
    def key(self) -> tuple[int | None, int | None]:
        return (self.post.pk if self.post else None, self.organisation.pk if self.organisation else None)


def answer_for(action: Action, accountable: Sequence[Answerable], *, by: User, at: datetime, why: str) -> bool:
    """Those who answer for the action, in this order. Raises Refused for one named twice, and for nobody where somebody
    does: while nobody does yet, it may stay so."""
    stored = {(row.post_id, row.organisation_id): row for row in action.accountabilities.all()}
    if stored or accountable:
        check_accountable(accountable)
    changed = False
    for order, each in enumerate(accountable, start=1):
        printed = printed_name(each)
        row = stored.pop(each.key, None)
        if row is None:
            row = Accountability(
                notice_id=action.notice_id,
                action=action,
                post=each.post,
                organisation=each.organisation,
                printed=printed,
                order=order,
            )
            keep(row, by=by, at=at, why=why)
        elif (row.printed, row.order) != (printed, order):
            row.printed, row.order = printed, order
            write(row, "printed", "order", by=by, at=at, why=why)
        else:
            continue
        changed = True
    return _drop(stored, by, at, why) or changed


def printed_name(each: Answerable) -> str:
    """What is printed of somebody who answers: the plan's own words, else the name."""
    return said(each.printed or str(each.post or each.organisation), "Say who is accountable", "accountable")


def check_accountable(accountable: Sequence[Answerable]) -> None:
    """Somebody answers, each is a post or an organisation, and none is named twice."""
    if not accountable:
        raise Refused("Say which post or organisation is accountable for the action", "accountable")
    if any((each.post is None) == (each.organisation is None) for each in accountable):
        raise Refused("Each one accountable is either a post or an organisation", "accountable")
    if len({each.key for each in accountable}) < len(accountable):
        raise Refused("The same post or organisation is named twice: name it once", "accountable")


def answer_the_areas(action: Action, areas: Iterable[Area], *, by: User, at: datetime, why: str) -> bool:
    """The areas that the action answers."""
    wanted = {area.pk: area for area in areas}
    same_notice(action.notice_id, *wanted.values())
    stored = {row.area_id: row for row in action.areas.all()}
    new = [wanted[pk] for pk in wanted if pk not in stored]
    for area in new:
        keep(ActionArea(notice_id=action.notice_id, action=action, area=area), by=by, at=at, why=why)
    return _drop({pk: row for pk, row in stored.items() if pk not in wanted}, by, at, why) or bool(new)


def answer_the_clauses(action: Action, clauses: Iterable[Clause], *, by: User, at: datetime, why: str) -> bool:
    """The clauses that the action answers for certain. Possible matches wait on, unless they are among these."""
    wanted = {clause.pk: clause for clause in clauses}
    same_notice(action.notice_id, *wanted.values())
    stored = {row.clause_id: row for row in action.clauses.all()}
    changed = False
    for pk, clause in wanted.items():
        match = stored.pop(pk, None)
        if match is not None and match.confirmed_at is not None:
            continue
        if match is None:
            match = ActionClause(notice_id=action.notice_id, action=action, clause=clause)
        else:
            match.version += 1
        match.confirmed_by, match.confirmed_at = by, at
        keep(match, by=by, at=at, why=why)
        changed = True
    gone = {pk: row for pk, row in stored.items() if row.confirmed_at is not None}
    return _drop(gone, by, at, why) or changed


def section_addresses(section: Section, areas: Iterable[Area], *, by: User, at: datetime, why: str) -> bool:
    """The areas that the section addresses."""
    wanted = {area.pk: area for area in areas}
    same_notice(section.notice_id, *wanted.values())
    stored = {row.area_id: row for row in section.areas.all()}
    new = [wanted[pk] for pk in wanted if pk not in stored]
    for area in new:
        keep(SectionArea(notice_id=section.notice_id, section=section, area=area), by=by, at=at, why=why)
    return _drop({pk: row for pk, row in stored.items() if pk not in wanted}, by, at, why) or bool(new)


def _drop(rows: Mapping[Any, NoticeRow], by: User, at: datetime, why: str) -> bool:
    for row in rows.values():
        remove(row, by=by, at=at, why=why)
    return bool(rows)
