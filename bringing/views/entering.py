"""What would become of the plan is shown, and entered: all of it or nothing."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
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
from bringing.plain import Kind
from bringing.reading import Asks
from bringing.settling import How
from bringing.views import differing
from bringing.views.finding import FEW, hindered, mends, odd, open_one, ordered, posted
from govuk.words import plural
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans.models import Plan

CHANGED = "Plan or draft have changed since you opened this page: look at it, then enter it"
LONGEST = 40


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
    leave = set(form["leave"].value() or ())
    context = {
        "notice": checked.file.notice,
        "file": checked.file,
        "checked": checked,
        "form": form,
        "mended_at": mended_at,
        "hindrances": hindered(checked),
        "ordered": ordered(checked),
        "odd": odd(checked),
    }
    context |= differing.context(checked, form, leave, elsewhere)
    return render(request, "bringing/enter.html", context)


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
    except (ValueError, RecursionError):
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
        page = reverse("kpis:data-quality", args=[notice])
        said = format_html(
            '{} left open. <a class="govuk-link" href="{}">Data quality lists them</a>',
            *(plural(left_open, "doubt"), page),
        )
        messages.warning(request, said)
    if done.elsewhere:
        more = len(done.elsewhere) - FEW
        again = f"{more:,} more: bring the same file again, and it lists each with where it is changed"
        left = [again] if more > 0 else []
        messages.warning(request, f"Not changed: {'. '.join([*done.elsewhere[:FEW], *left])}")
    return redirect("plans:plan", notice, done.plan.slug)
