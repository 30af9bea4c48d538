"""What would become of the plan is shown, and entered: all of it or nothing."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from textwrap import shorten
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from audit import clock
from bringing import actions, permissions
from bringing.actions.applying import RowRefused
from bringing.actions.elsewhere import elsewhere_of
from bringing.actions.entering import seen_of
from bringing.alike import same_title
from bringing.checking import Checked
from bringing.forms.entering import EnterForm, code_of
from bringing.plain import Change, Difference, Kind, Row
from bringing.reading import Asks
from bringing.settling import How
from bringing.sound import called
from bringing.views.finding import mends, open_one, posted
from bringing.views.telling import CALLED, in_full, told
from govuk.words import listed, lower_first, plural
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans.models import Plan

CHANGED = "Plan or draft have changed since you opened this page: look at it, then enter it"
LONGEST = 40
LONGEST_NAME = 120
FEW = 5


@require_http_methods(["GET", "POST"])
def enter(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """What is new, changed and gone, field by field; then all of it is entered as a new version of the plan."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    require(permissions.can_enter(request.reader, checked.file.notice), "The improvement lead enters a plan")
    elsewhere = _elsewhere(checked)
    form, mended_at = _form(request, checked, elsewhere), ""
    if request.method == "POST" and form.is_stale:
        form = _form(request, checked, elsewhere, anew=True)
        form.add_error(None, CHANGED)
    elif request.method == "POST" and form.is_valid():
        try:
            done = actions.enter_plan(
                file=checked.file,
                new=form.new,
                settled=form.settled,
                note=form.cleaned_data.get("note", ""),
                by=request.user,
                at=clock.now(),
                seen=form.cleaned_data["seen"],
            )
        except ChangedMeanwhile:
            form = _form(request, checked, elsewhere, anew=True)
            form.add_error(None, CHANGED)
        except Refused as refused:
            show_refusal(form, refused)
            mended_at = mends(refused.row, checked) if isinstance(refused, RowRefused) else ""
        else:
            left_open = sum(answer.how is How.OPEN for answer in checked.answers.values())
            return _done(request, notice, done, left_open, bool(checked.differences))
    return render(request, "bringing/enter.html", {**_context(checked, form, elsewhere), "mended_at": mended_at})


def _form(request: ReaderRequest, checked: Checked, elsewhere: dict[str, str], *, anew: bool = False) -> EnterForm:
    plan = checked.file.plan
    title = _title(checked)
    stay = [code_of(each, change.field) for each in checked.differences for change in each.changes if change.stays]
    seen = seen_of(checked)
    sent = posted(request)
    if anew and sent is not None:
        sent = sent.copy()
        sent["seen"] = seen
        offered = {code_of(each, one.field) for each in checked.differences for one in each.changes} - elsewhere.keys()
        shown = _ticked(sent.get("ticked", ""))
        new = [each for each in stay if each in offered and each not in shown]
        left = (each for each in sent.getlist("leave") if each in offered)  # a difference can be gone meanwhile
        sent.setlist("leave", list(dict.fromkeys([*left, *new])))
        sent["ticked"] = json.dumps(stay)
        sent.setdefault("note", _note(checked))
    return EnterForm(
        sent,
        differences=checked.differences,
        is_new=plan is None,
        fixed=[(code, "") for code in elsewhere],
        alike=bool(checked.alike),
        titles={same_title(each.title) for each in checked.plans},
        initial={
            "seen": seen,
            "title": title,
            "slug": _slug(title, checked),
            "leave": stay,
            "ticked": json.dumps(stay),
            "note": _note(checked),
        },
    )


def _note(checked: Checked) -> str:
    return f"As in {checked.file.name}"[:160]


def _ticked(sent: str) -> list[str]:
    """What was shown as left. It comes from the page, where anybody can change it."""
    try:
        found = json.loads(sent)
    except ValueError:
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _slug(title: str, checked: Checked) -> str:
    """A short name that no plan of the notice has, cut between words."""
    whole = slugify(title)
    name = whole if len(whole) <= LONGEST else whole[:LONGEST].rpartition("-")[0]
    taken = set(Plan.objects.of(checked.file.notice).values_list("slug", flat=True))
    others = (f"{name[: LONGEST - 3]}-{number}" for number in range(2, 100))
    return next((each for each in (name, *others) if each not in taken), "")


def _title(checked: Checked) -> str:
    """The file's title, else what stands above its tables and may be one."""
    said = (str(row.says.get("title", "")) for row in checked.brought if row.kind is Kind.PLAN)
    offered = (other for doubt in checked.read.doubts if doubt.asks is Asks.TITLE for other in doubt.others)
    return next((each for each in (*said, *offered) if each), "")


def _elsewhere(checked: Checked) -> dict[str, str]:
    """The changes that a file does not make, by their codes, each with where it is made."""
    plan = checked.file.plan
    if plan is None:
        return {}
    return {"|".join(place): says for place, says in elsewhere_of(plan, checked.differences).items()}


def _context(checked: Checked, form: EnterForm, elsewhere: dict[str, str]) -> dict[str, Any]:
    leave = set(form["leave"].value() or ())
    changed = [each for each in checked.differences if each.changes]
    new = [row for each in checked.differences if each.is_new and (row := _besides_the_form(each.row))]
    gone = [each.row for each in checked.differences if each.is_gone]
    number = count(1)
    return {
        "notice": checked.file.notice,
        "file": checked.file,
        "checked": checked,
        "form": form,
        "new": [(kind, rows) for kind in Kind if (rows := [_in_full(row) for row in new if row.kind is kind])],
        "changed": list(_changed(changed, elsewhere, leave, number, old=False)),
        "changed_before": (before := list(_changed(changed, elsewhere, leave, number, old=True))),
        "said_before": _said_before(sum(len(each) for _, each in before)),
        "elsewhere": [line for each in changed for line in _told_elsewhere(each, elsewhere, old=False)],
        "elsewhere_before": [line for each in changed for line in _told_elsewhere(each, elsewhere, old=True)],
        "not_spoken_of": _not_spoken_of(checked),
        "gone_rows": [row for row in gone if row.kind is not Kind.ACTION],
    }


def _not_spoken_of(checked: Checked) -> list[str]:
    """What the plan has and the file has none of, such as actions."""
    there, here = ({row.kind for row in rows} for rows in (checked.stands, checked.brought))
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
            yield called(each.row), [{**_change(each, change, leave), "number": next(number)} for change in here]


def _told_elsewhere(
    each: Difference, elsewhere: dict[str, str], *, old: bool
) -> Iterator[tuple[str, str, str, str, str]]:
    """A row, what of it differs, how it stands, what the file says of that, and where it is changed; once for each such
    place. `old`: of what an earlier file said already, else of what none did."""
    places: dict[str, list[Change]] = defaultdict(list)
    for change in each.changes:
        if code_of(each, change.field) in elsewhere and change.is_old is old:
            places[elsewhere[code_of(each, change.field)]].append(change)
    for where, changes in places.items():
        fields = listed([CALLED[change.field] for change in changes])
        stands = "; ".join(told(change.field, change.before) or "Nothing" for change in changes)
        says = "; ".join(told(change.field, change.after) or "Nothing" for change in changes)
        yield called(each.row), fields, stands, says, where


def _besides_the_form(row: Row) -> Row | None:
    """A new row; of a new plan what its form does not ask for, None where the file says nothing of that."""
    if row.kind is not Kind.PLAN:
        return row
    says = {field: value for field, value in row.says.items() if field != "title" and value}
    return replace(row, says=says) if says else None


def _in_full(row: Row) -> dict[str, Any]:
    """A new row: its key, what it is about, and all that is entered of it."""
    fields, nothing = in_full(row)
    about = str(row.says.get("title") or row.says.get("name") or row.says.get("what") or "")
    return {
        "called": f"{row.key or called(row)} {shorten(about, LONGEST_NAME, placeholder='…')}".strip(),
        "fields": fields,
        "nothing": ", ".join(map(lower_first, nothing)),
    }


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


def _done(request: ReaderRequest, notice: str, done: actions.Entered, left_open: int, differs: bool) -> HttpResponse:
    told = [
        f"{plural(done.new, 'row')} new" if done.new else "",
        f"{done.changed} changed" if done.changed else "",
        f"{done.retired} retired" if done.retired else "",
    ]
    version = f" as version {done.edition.number}" if done.edition else ""
    if any(told):
        messages.success(request, f"“{done.plan}” is entered{version}: {', '.join(filter(None, told))}")
    else:
        why = "what differs stays as it stands" if differs else "it says all of this already"
        said = f"Nothing of “{done.plan}” was changed: {why}"
        messages.success(request, f"{said}. The file is kept, and newer ones are compared with it")
    if left_open:
        said = f"{plural(left_open, 'doubt')} left open: what is to be settled is listed below Data quality"
        messages.warning(request, said)
    if done.elsewhere:
        more = len(done.elsewhere) - FEW
        left = [f"{more:,} more, each told on the page before with where it is changed"] if more > 0 else []
        messages.warning(request, f"Not changed: {'. '.join([*done.elsewhere[:FEW], *left])}")
    return redirect("plans:plan", notice, done.plan.slug)
