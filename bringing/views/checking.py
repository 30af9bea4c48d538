"""What was read is checked: each doubt beside its source, settled by whoever brings plans in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from audit import clock
from bringing import actions, blanks, permissions
from bringing.checking import Checked
from bringing.columns import told_only
from bringing.forms.checking import MEANWHILE, OTHER, DoubtForm, TicksForm
from bringing.models import Settlement
from bringing.others import Other, others
from bringing.precedence import OF_POSTS
from bringing.reading import Asks, Doubt, Draft, Read
from bringing.settling import Answer, How, alike, keys, may_be_open
from bringing.settling import settle as settled_by
from bringing.values import Of, of
from bringing.views.finding import (
    FEW,
    among_doubts,
    among_rows,
    asked_of,
    called_with_day,
    hindered,
    label_of,
    odd,
    open_one,
    ordered,
    posted,
    say_again,
    to_check,
)
from bringing.views.last_word import own_answers, said_elsewhere, taken_back
from govuk.pagination import paginate
from govuk.words import listed, plural
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest

MOST_TYPED = 24
"""Values of one doubt that are typed on its page; of more, each row has its own."""
ROWS = ("sections", "actions", "kpis")
A_PAGE = 100
"""Doubts that a page shows, and of what was said before."""


@require_http_methods(["GET", "POST"])
def check(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """All doubts in pages, those that wait first; ticks say that they were read right."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    form = TicksForm(posted(request), doubts=checked.read.doubts)
    if request.method == "POST" and form.is_valid():
        return _ticked(request, checked, form)
    kind, wait = partial(asked_of, draft=checked.read), _by_kind(checked)
    page, often = paginate(request, wait, A_PAGE), Counter(map(kind, wait))
    done = [doubt for doubt in checked.read.doubts if doubt.key in checked.said]
    settled = paginate(request, done, A_PAGE, "settled")
    held = paginate(request, _held(checked), A_PAGE, "held")
    context = {
        "notice": checked.file.notice,
        "file": checked.file,
        "checked": checked,
        "form": form,
        "page": page,
        "groups": [
            (name, often[name], [_told(doubt, checked) for doubt in doubts]) for name, doubts in groupby(page, kind)
        ],
        "hindrances": hindered(checked),
        "ordered": ordered(checked),
        "odd": odd(checked),
        "told_only": told_only(_headings(checked.read)) if checked.read.told else "",
        "settled": settled,
        "settled_told": [_told(doubt, checked) for doubt in settled],
        "may_enter": permissions.can_enter(request.reader, checked.file.notice),
        "settled_open": "settled" in request.GET,
        "held_open": "held" in request.GET,
        "settled_called": plural(len(done), "doubt"),
        "held": held,
        "held_called": f"{plural(held.paginator.count, 'value')} as entered for the same words of an earlier file",
        "read": [
            plural(sum(f"{name}/{at}" not in checked.out for at in range(len(getattr(checked.draft, name)))), noun)
            for name, noun in (("sections", "section"), ("actions", "action"), ("kpis", "KPI"))
        ],
    }
    return render(request, "bringing/check.html", context)


def _headings(read: Draft) -> dict[str, list[str]]:
    """The sheets of a workbook of ours that the file has, each with its headings."""
    return {table.key: [column.heading for column in table.columns] for table in read.tables}


def _held(checked: Checked) -> list[tuple[str, str, Settlement, str]]:
    """What was entered of single values before this file was brought: each value in words, what was entered, by whom
    and when, and the page of its row."""
    kept = {key: said for key, said in checked.said.items() if _is_before(said, checked)}
    named = [(path, kept[key]) for path, key in keys(checked.read).items() if key in kept] if kept else []
    return [
        (label_of(path, checked.draft), text, said, _page_of(path, checked))
        for path, said in named
        if (text := said.values.get(path)) is not None
    ]


def _is_before(said: Settlement, checked: Checked) -> bool:
    """Whether it was said of an earlier file."""
    return said.said_at < checked.file.added_at


def _page_of(path: str, checked: Checked) -> str:
    """The page of a value’s row; "" for a value of the plan itself."""
    kind, _, rest = path.partition("/")
    args = [checked.file.notice.slug, checked.file.uid, kind, rest.partition("/")[0]]
    return reverse("bringing:change-row", args=args) if kind in ROWS else ""


def _by_kind(checked: Checked) -> list[Doubt]:
    order = list(Asks)
    return sorted(checked.left, key=lambda doubt: (order.index(doubt.asks), asked_of(doubt, checked.read)))


def _told(doubt: Doubt, checked: Checked) -> dict[str, Any]:
    """A doubt as the page shows it."""
    said, waits = checked.said.get(doubt.key), checked.waiting(doubt)
    stands, (says, read) = checked.stands(waits), checked.told(doubt)
    return {
        "doubt": doubt,
        "says": says,
        "read": read,
        "is_said": read != doubt.read,
        "sources": stands,
        "more": len(stands) - FEW,
        "may_be_right": checked.may_be_right(doubt),
        "tick": _by_tick(doubt, checked),
        "said": said,
        "before": said is not None and _is_before(said, checked),
        "corrected": [
            (called_with_day(path, checked), text)
            for path, text in (said.values.items() if said else ())
            if text and path not in checked.overruled.get(doubt.key, ())
        ],
        "overruled": _overruled(doubt, checked),
        "rows": _rows(waits),
        "of": ", ".join(
            dict.fromkeys(label_of(path, checked.read).partition(":")[0] for path in waits.about if of(path))
        ),
        "posts": doubt.asks in (Asks.WHOSE_POST, Asks.ORGANISATION),
        "tables": any(path.startswith("tables/") for path in doubt.about) and not any(map(of, doubt.about)),
    }


def _overruled(doubt: Doubt, checked: Checked) -> str:
    """Where something else counts than what is said of a doubt, in words; "" for nowhere."""
    gone = checked.overruled.get(doubt.key, ())
    rows = list(dict.fromkeys(_row_of(path, checked) for path in doubt.about if path in gone))
    if not rows:
        return ""
    told = listed(rows if len(rows) <= FEW else [*rows[:FEW], f"{len(rows) - FEW:,} more"])
    cells = "cell" if len(rows) == 1 else "cells"
    return f"What was said of the whole {cells} of {told} counts there, and what is said here does not"


def _row_of(path: str, checked: Checked) -> str:
    """The row of a value in words, a KPI's with its name."""
    called = label_of(path, checked.read).partition(":")[0]
    if not path.startswith("kpis/"):
        return called
    return f"{called} {checked.read.kpis[int(path.split('/')[1])].name.value}"


def _rows(doubt: Doubt) -> list[tuple[str, str]]:
    """The rows that it is about, each by kind and number."""
    parts = (path.split("/") for path in doubt.about)
    return list(dict.fromkeys((part[0], part[1]) for part in parts if part[0] in ROWS and len(part) > 1))


def _by_tick(doubt: Doubt, checked: Checked) -> How | None:
    """What a tick says of it: that it was read right, or, of what was not read, that it is left open."""
    if checked.may_be_right(doubt):
        return How.RIGHT
    return How.OPEN if may_be_open(doubt) else None


def _ticked(request: ReaderRequest, checked: Checked, form: TicksForm) -> HttpResponse:
    page = paginate(request, checked.left, A_PAGE).number
    wait = {doubt.key: _by_tick(doubt, checked) for doubt in checked.left}
    ticked = [(key, how) for how in (How.RIGHT, How.OPEN) for key in form.cleaned_data[how]]
    answers = {key: Answer(how) for key, how in ticked if wait.get(key) is how}
    late = len(ticked) - len(answers)
    try:
        actions.say(file=checked.file, answers=answers, by=request.user, at=clock.now(), seen={})
    except (ChangedMeanwhile, Refused):
        messages.warning(request, MEANWHILE)
        return to_check(checked, page)
    if late:
        messages.warning(request, f"{plural(late, 'doubt')} had been settled by somebody else meanwhile")
    if answers:
        left = len(checked.left) - len(answers)
        messages.success(request, f"{plural(len(answers), 'doubt')} settled, {left} left")
    else:
        messages.warning(request, "Nothing was ticked")
    return to_check(checked, page)


@require_http_methods(["GET", "POST"])
def settle(request: ReaderRequest, notice: str, uid: UUID, key: str) -> HttpResponse:
    """One doubt: its source on the left, what was read on the right."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    doubt = next((each for each in checked.read.doubts if each.key == key), None)
    if doubt is None:
        raise Http404
    said = checked.said.get(key)
    waits = checked.waiting(doubt)
    once, offered = alike(waits, checked.read, checked.answers), others(waits, checked.read)
    told = _values(doubt, once, checked)
    form = DoubtForm(
        posted(request),
        draft=checked.read,
        settled=checked.draft,
        told=told if len(told) <= MOST_TYPED else {},
        alike=once,
        right=checked.may_be_right(doubt),
        others=offered,
        open_=_left_open(doubt, checked),
        one_by_one=doubt.asks is Asks.BLANK_TARGET,
        told_anew=doubt.asks in OF_POSTS,
        said=said.values if said else {},
        initial={"seen_version": said.version if said else 0, "how": _how(said, offered)},
    )
    if request.method == "POST" and form.is_valid() and not form.is_fresh:
        say_again(form, seen=form.seen_now)
    elif request.method == "POST" and form.is_valid():
        try:
            answers = {key: form.answer} | said_elsewhere(doubt, form.answer, checked)
            before = taken_back(doubt, form.answer, checked)
            seen = {each: checked.said[each].version for each in (*answers, *before) if each in checked.said}
            seen |= {key: form.cleaned_data["seen_version"]}
            now = clock.now()
            actions.say(file=checked.file, answers=answers, by=request.user, at=now, seen=seen, instead_of=before)
        except ChangedMeanwhile:
            row = checked.file.settlements.filter(key=key).first()
            say_again(form, seen_version=row.version if row else 0)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return _next(checked, doubt)
    context = {
        "notice": checked.file.notice,
        "file": checked.file,
        "name": asked_of(doubt, checked.read),
        "form": form,
        "many": len(told) > MOST_TYPED,
        "back": among_doubts(checked.file, _page_of_doubt(doubt, checked)),
        "first_row": next((among_rows(checked.file, kind, int(number)) for kind, number in _rows(waits)), ""),
        "told_only": [each for each in doubt.others if each not in {one.says for one in offered}],
        **_told(doubt, checked),
    }
    return render(request, "bringing/settle.html", context)


def _left_open(doubt: Doubt, checked: Checked) -> str:
    """What leaving it open means, as the answer that is chosen; "" where it cannot be."""
    if not may_be_open(doubt):
        return ""
    if doubt.asks is Asks.UNNAMED:
        return "Leave it open: those who are named enter the plan, and these words do not"
    if blanks.is_of_all(doubt, checked.read_values):
        return "Leave it open: values of the row that nobody typed or confirmed wait for their places"
    return "Leave it open: it enters the plan as to be settled"


def _how(said: Settlement | None, offered: Sequence[Other]) -> str | None:
    """The answer that was given: one of what else it could be, where that was chosen or typed."""
    if said is None:
        return None
    same = (each for each in offered if (said.how, said.values) == (How.CORRECTED, each.values))
    return next((f"{OTHER}{each.name}" for each in same), said.how)


def _values(doubt: Doubt, once: Mapping[str, Sequence[str]], checked: Checked) -> dict[str, tuple[str, Read[Any]]]:
    """The values that are typed to settle a doubt, as they were settled last: of those that are one the first. Of a
    blank target’s row all as they were settled by now, unless the row was left open."""
    kept = checked.answers[doubt.key].how is How.CORRECTED if doubt.key in checked.answers else False
    source = dict(checked.values if kept else checked.read_values)
    said = {path for path, own in keys(checked.read).items() if own in checked.answers}
    said |= {path for each in checked.answers.values() for path in each.values}  # at another doubt that is about it too
    source |= {path: read for path, read in checked.values.items() if path in said}
    source |= _by_now(doubt, checked)
    labels = {path: _label(path, len(once[path]), checked) for path in once if path in source}
    often = Counter(labels.values())
    return {
        path: (f"{label}, {source[path].sources[0].place}", source[path])
        if often[label] > 1 and source[path].sources
        else (label, source[path])
        for path, label in labels.items()
    }


def _by_now(doubt: Doubt, checked: Checked) -> dict[str, Read[Any]]:
    """What was settled elsewhere of the values of a row with blank targets."""
    here, asked = set(doubt.about), (each for each in checked.read.doubts if each.asks is Asks.BLANK_TARGET)
    row = [each for each in asked if not here.isdisjoint(each.about)]
    opened = {each.key for each in row if each.key in checked.answers and checked.answers[each.key].how is How.OPEN}
    said = {key: answer for key, answer in checked.answers.items() if key not in opened}
    typed = {path for answer in said.values() for path in answer.values}
    wanted = {path for path in doubt.about if path in typed or doubt.asks is Asks.BLANK_TARGET} if row else set()
    return {path: read for path, read in settled_by(checked.read, said).values() if path in wanted} if wanted else {}


def _label(path: str, rows: int, checked: Checked) -> str:
    label = called_with_day(path, checked)
    row, _, field = label.partition(": ")
    if of(path) is Of.POSTS and (words := checked.read_values[path].words):
        return f"“{words}”, {row if rows == 1 else f'in {rows} places'}"
    return label if rows == 1 else f"{field}, in all {rows} rows"


def _page_of_doubt(doubt: Doubt, checked: Checked) -> int:
    """The page on which a doubt waits; the first for one that does not."""
    wait = _by_kind(checked)
    return wait.index(doubt) // A_PAGE + 1 if doubt in wait else 1


def _next(checked: Checked, doubt: Doubt) -> HttpResponse:
    """The doubt that waits after this one, else the page of all."""
    wait = _by_kind(checked)
    place = wait.index(doubt) if doubt in wait else len(wait)
    after = [each for each in wait[place + 1 :] if each.asks not in (Asks.WHOSE_POST, Asks.ORGANISATION)]
    if not after:
        return to_check(checked)
    return redirect("bringing:settle", checked.file.notice.slug, checked.file.uid, after[0].key)


@require_POST
def ask_again(request: ReaderRequest, notice: str, uid: UUID, key: str) -> HttpResponse:
    """Take back what was said of a doubt."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    doubt = next((each for each in checked.read.doubts if each.key == key), None)
    try:
        actions.take_back(file=checked.file, keys=[key, *(own_answers(doubt, checked) if doubt else ())])
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, "It is asked again")
    return redirect("bringing:check", notice, uid)
