"""The differences between a file and the plan, as the page shows them on which it is entered."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from textwrap import shorten
from typing import Any, Final

from django.urls import reverse

from bringing.checking import Checked
from bringing.forms.entering import EnterForm, code_of
from bringing.plain import Change, Difference, Kind, Row
from bringing.reading.words import fold
from bringing.sound import called
from bringing.views.finding import mends
from bringing.views.telling import CALLED, in_full, told
from govuk.words import listed, lower_first, plural

LONGEST_NAME: Final = 120


def context(checked: Checked, form: EnterForm, leave: set[str], elsewhere: dict[str, str]) -> dict[str, Any]:
    """What the page shows of the differences. `leave` are the codes of those that are ticked to stay, `elsewhere` those
    that a file does not make, each with where it is made."""
    changed = [each for each in checked.differences if each.changes]
    new = [row for each in checked.differences if each.is_new and (row := _besides_the_form(each.row))]
    gone = [each.row for each in checked.differences if each.is_gone]
    number = count(1)
    asked = any(each.is_new for each in checked.differences) or form.gone
    return {
        "new": [(kind, rows) for kind in Kind if (rows := [_in_full(row) for row in new if row.kind is kind])],
        "changed": (now := list(_changed(changed, elsewhere, leave, number, old=False))),
        "changed_before": (before := list(_changed(changed, elsewhere, leave, number, old=True))),
        "stays_whole": not asked and all(one["left"] for _, several in (*now, *before) for one in several),
        "said_before": _said_before(sum(len(each) for _, each in before)),
        "elsewhere": [line for each in changed for line in _told_elsewhere(each, checked, elsewhere, old=False)],
        "elsewhere_before": [line for each in changed for line in _told_elsewhere(each, checked, elsewhere, old=True)],
        "gone_fields": [(*fields, _same_words(fields[0], checked)) for fields in form.gone_fields],
        "not_spoken_of": _not_spoken_of(checked),
        "gone_rows": [row for row in gone if row.kind is not Kind.ACTION],
    }


def _not_spoken_of(checked: Checked) -> list[str]:
    """What the plan has and the file has none of, such as actions."""
    there, here = ({row.kind for row in rows} for rows in (checked.against.stands, checked.brought))
    gone = {each.row.kind for each in checked.differences if each.is_gone}
    return [f"{kind.noun}s" for kind in (Kind.ACTION, Kind.KPI) if kind in there - here - gone]


def _said_before(number: int) -> str:
    return f"{plural(number, 'difference')} that an earlier file had already, ticked to stay"


def _changed(
    changed: list[Difference], elsewhere: dict[str, str], leave: set[str], number: Iterator[int], *, old: bool
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each row with its changes. `old`: with those that an earlier file said already, else with the others."""
    for each in changed:
        here = [change for change in each.changes if change.is_old is old and _here(each, change, elsewhere)]
        if here:
            yield _heading(each), [{**_change(each, change, leave), "number": next(number)} for change in here]


def _told_elsewhere(
    each: Difference, checked: Checked, elsewhere: dict[str, str], *, old: bool
) -> Iterator[tuple[str, str, str, str, str, str]]:
    """A row, its page, what of it differs, how it stands, what the file says of that, and where it is changed; once for
    each such place. `old`: of what an earlier file said already, else of what none did."""
    places: dict[str, list[Change]] = defaultdict(list)
    for change in each.changes:
        if code_of(each, change.field) in elsewhere and change.is_old is old:
            places[elsewhere[code_of(each, change.field)]].append(change)
    for where, changes in places.items():
        fields = listed([CALLED[change.field] for change in changes])
        stands = "; ".join(told(change.field, change.before) or "Nothing" for change in changes)
        says = "; ".join(told(change.field, change.after) or "Nothing" for change in changes)
        yield _heading(each), _page_of(each.stands or each.row, checked), fields, stands, says, where


def _besides_the_form(row: Row) -> Row | None:
    """A new row; of a new plan what its form does not ask for, None where the file says nothing of that."""
    if row.kind is not Kind.PLAN:
        return row
    says = {field: value for field, value in row.says.items() if field != "title" and value}
    return replace(row, says=says) if says else None


def _in_full(row: Row) -> dict[str, Any]:
    """A new row: its key, what it is about, and all that is entered of it."""
    fields, nothing = in_full(row)
    return {
        "called": f"{row.key or called(row)} {_about(row)}".strip(),
        "fields": fields,
        "nothing": ", ".join(map(lower_first, nothing)),
    }


def _about(row: Row) -> str:
    """What a row is about, in a few words."""
    says = row.says
    return shorten(str(says.get("title") or says.get("name") or says.get("what") or ""), LONGEST_NAME, placeholder="…")


def _heading(each: Difference) -> str:
    """Something that stands, by its key and what it is about."""
    about = _about(each.stands) if each.stands and each.row.kind is not Kind.PLAN else ""
    return f"{called(each.row)} {about}".strip()


def _page_of(row: Row, checked: Checked) -> str:
    """The page of something that stands; of the plan and its sections, the one on which they are set up."""
    notice, plan = checked.file.notice.slug, checked.file.plan
    if plan is None:
        return ""
    match row.kind:
        case Kind.ACTION:
            return reverse("plans:action", args=[notice, plan.slug, row.key])
        case Kind.KPI:
            return reverse("kpis:kpi", args=[notice, row.key])
        case _:
            return reverse("plans:set-up", args=[notice, plan.slug])


def _same_words(gone: Row, checked: Checked) -> tuple[str, str] | None:
    """A new action that does what one does that is gone, with the page of its row: its ref may have been changed, and
    what hangs on the old one would be parted from it."""
    what = fold(str(gone.says.get("what", "")))
    new = (each.row for each in checked.differences if each.is_new and each.row.kind is Kind.ACTION)
    found = next((row for row in new if what and fold(str(row.says.get("what", ""))) == what), None)
    return (found.key, mends(found, checked)) if found else None


def _here(each: Difference, change: Change, elsewhere: dict[str, str]) -> bool:
    return code_of(each, change.field) not in elsewhere


def _change(each: Difference, change: Change, leave: set[str]) -> dict[str, Any]:
    code = code_of(each, change.field)
    return {
        "field": CALLED[change.field],
        "before": told(change.field, change.before),
        "after": told(change.field, change.after),
        "conflict": change.is_conflict,
        "old": change.is_old,
        "code": code,
        "left": code in leave,
        "name": f"{called(each.row)}, {CALLED[change.field].lower()}",
    }
