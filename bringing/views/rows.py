"""What was read, row by row beside its source; each value can be changed. Whose the posts are, and what tables hold."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from audit.ledger import digest
from bringing import actions, answerable
from bringing.answerable import A_POST, ITSELF
from bringing.checking import Checked, check
from bringing.forms.checking import PostsForm, RowForm
from bringing.forms.tables import TablesForm
from bringing.founding import is_named
from bringing.models import PlanDraft
from bringing.reading import Certainty, Read, rows_of
from bringing.reading.draft import PostRead
from bringing.remembering import sections_said
from bringing.settling import Answer, How, key_of_row, keys, values
from bringing.values import of, shown
from bringing.views.finding import A_PAGE, among_rows, label_of, open_one, posted, say_again, to_check
from govuk.words import plural, upper_first
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from sheets.reading import CannotRead, read_file

ROWS: Final = {"sections": "Sections", "actions": "Actions", "kpis": "KPIs"}


@require_safe
def read(request: ReaderRequest, notice: str, uid: UUID, kind: str) -> HttpResponse:
    """Everything that was read of a kind: source on the left, reading on the right."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    if kind not in ROWS:
        raise Http404
    numbers = Paginator(range(len(getattr(checked.draft, kind))), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "notice": checked.file.notice,
        "file": checked.file,
        "kind": kind,
        "called": ROWS[kind],
        "kinds": [
            (name, reverse("bringing:read", args=[notice, uid, each]), each == kind) for each, name in ROWS.items()
        ],
        "page": numbers,
        "rows": [_row(checked, kind, number) for number in numbers],
        "aside": checked.read.aside,
        "remarks": checked.read.remarks,
    }
    return render(request, "bringing/read.html", context)


def _row(checked: Checked, kind: str, number: int) -> dict[str, Any]:
    row = getattr(checked.draft, kind)[number]
    told = values(checked.by_place, f"{kind}/{number}")
    printed = values(checked.read, f"{kind}/{number}")
    return {
        "number": number,
        "name": _name(checked, f"{kind}/{number}"),
        "values": [_value(path, each, printed.get(path, each), checked) for path, each in told.items() if of(path)],
        "out": f"{kind}/{number}" in checked.out,
        "is_named": is_named(kind, number, checked.read),
        "unplaced": [(source.place, source.words) for source in getattr(row, "unplaced", ())],
    }


def _value(path: str, each: Read[Any], printed: Read[Any], checked: Checked) -> dict[str, Any]:
    """A value as it was settled, beside what stands in the file."""
    return {
        "label": upper_first(label_of(path, checked.draft).partition(": ")[2]),
        "words": printed.words,
        "place": printed.sources[0].place if printed.sources else "",
        "shown": shown(each, path),
        "rule": each.rule,
        "open": each.certainty is Certainty.OPEN,
    }


@require_http_methods(["GET", "POST"])
def change_row(request: ReaderRequest, notice: str, uid: UUID, kind: str, number: int) -> HttpResponse:
    """Change single values of a row, doubted or not."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    if kind not in ROWS or number >= len(getattr(checked.read, kind)) or is_named(kind, number, checked.read):
        raise Http404
    now = values(checked.by_place, f"{kind}/{number}")
    told = {
        path: (upper_first(label_of(path, checked.read).partition(": ")[2]), now.get(path, each))
        for path, each in values(checked.read, f"{kind}/{number}").items()
        if of(path)
    }
    path, back = f"{kind}/{number}", among_rows(checked.file, kind, number)
    seen = digest(repr([path in checked.out, *(shown(each, own) for own, (_, each) in told.items())]))
    given = {"seen": seen, "out": path in checked.out}
    form = RowForm(posted(request), draft=checked.read, settled=checked.draft, told=told, initial=given)
    name = _name(checked, path)
    if request.method == "POST" and form.is_valid() and not _is_fresh(form, seen):
        say_again(form, seen=seen)
    elif request.method == "POST" and form.is_valid():
        try:
            said = _say(request, checked, path, form)
        except ChangedMeanwhile:
            say_again(form)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            done = f"{_name(check(checked.file), path)} {said}" if said else "Nothing was changed"
            (messages.success if said else messages.warning)(request, done)
            return redirect(back)
    context = {"notice": checked.file.notice, "file": checked.file, "back": back, "name": name, "form": form}
    return render(request, "bringing/change_row.html", context)


def _name(checked: Checked, path: str) -> str:
    """What a row is called by now."""
    return label_of(f"{path}/x", checked.draft).partition(":")[0]


def _is_fresh(form: RowForm | PostsForm, seen: str) -> bool:
    """Whether what the page showed still stands: what nobody touched on it would go back otherwise."""
    return form.cleaned_data.get("seen") in ("", seen)


def _say(request: ReaderRequest, checked: Checked, path: str, form: RowForm) -> str:
    """Each value has an answer of its own, which goes before those of doubts; what became of the row, in words."""
    known = keys(checked.read)
    answers = {known[each]: Answer(How.CORRECTED, {each: text}) for each, text in form.values.items()}
    row, out = key_of_row(path, checked.read), form.cleaned_data["out"]
    if out and path not in checked.out:
        answers[row] = Answer(How.OUT)
    seen = {key: checked.said[key].version for key in answers if key in checked.said}
    actions.say(file=checked.file, answers=answers, by=request.user, at=clock.now(), seen=seen)
    if not out and row in checked.answers:
        actions.take_back(file=checked.file, keys=[row])
        return "is part of the plan again"
    if not answers:
        return ""
    return "is left out of the plan" if row in answers else "is changed"


@require_http_methods(["GET", "POST"])
def posts(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Whose the posts of the rows are that come in: those that nobody knows first."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    shown_now = digest(repr(sorted(_stands(checked))))
    form = PostsForm(
        posted(request),
        initial={"seen": shown_now},
        posts=sorted(checked.posts, key=lambda post: post.name in checked.whose),
        organisations=checked.people.organisations,
        stands=dict(_stands(checked)),
        proposed=_proposed(checked),
    )
    if request.method == "POST" and form.is_valid() and not _is_fresh(form, shown_now):
        say_again(form, seen=shown_now)
    elif request.method == "POST" and form.is_valid():
        stands = dict(_stands(checked))
        answers = dict(
            answerable.answered(name, *said.split("|", 1))
            for name, said in form.said().items()
            if said != stands.get(name) or name not in checked.whose
        )
        seen = {key: checked.said[key].version for key in answers if key in checked.said}
        try:
            actions.say(file=checked.file, answers=answers, by=request.user, at=clock.now(), seen=seen)
        except ChangedMeanwhile:
            say_again(form)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            _told_of_posts(request, checked, answers)
            return to_check(checked)
    told = [(post, field, _where(post)) for post, field in form.rows]
    context = {"notice": checked.file.notice, "file": checked.file, "form": form, "rows": told, "checked": checked}
    return render(request, "bringing/posts.html", context)


def _told_of_posts(request: ReaderRequest, checked: Checked, answers: Mapping[str, Answer]) -> None:
    left = sum(answerable.key_of(post.name) not in answers for post in checked.unknown)
    still = f"{plural(left, 'post')} {'belongs' if left == 1 else 'belong'} to nobody yet" if left else ""
    if answers:
        messages.success(request, f"Whose the posts are is kept{f': {still}' if still else ''}")
    else:
        messages.warning(request, f"Nothing was chosen{f': {still}' if still else ''}")


def _stands(checked: Checked) -> Iterator[tuple[str, str]]:
    for name, each in checked.whose.items():
        yield name, f"{A_POST if each.post else ITSELF}|{each.organisation}"


def _proposed(checked: Checked) -> dict[str, list[str]]:
    """The notice's posts that wordings may stand for of which nobody knows yet whose they are. Beside one that names an
    organisation of its own, such as “(Council)”, those of others are not proposed."""
    unsaid = (post for post in checked.unknown if not post.organisation.value)
    return {post.name: [title for title, _ in checked.people.longer(post.title)] for post in unsaid}


def _where(post: PostRead) -> list[tuple[Any, str]]:
    return [(source.place, source.words) for source in post.wordings[:5]]


@require_http_methods(["GET", "POST"])
def tables(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Say what tables and columns hold; the file is read again."""
    checked = open_one(request, notice, uid)
    if isinstance(checked, HttpResponse):
        return checked
    form = TablesForm(
        posted(request),
        tables=checked.read.tables,
        letters=[each.letter.value for each in checked.read.sections],
        said=sections_said(checked.file, checked.read),
        rows=_rows_of_tables(checked) if request.method == "POST" else {},
        initial={"seen_version": checked.file.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen = {**checked.file.chosen, **form.chosen}
            actions.choose_tables(file=checked.file, chosen=chosen, seen_version=form.cleaned_data["seen_version"])
        except ChangedMeanwhile:
            say_again(form, seen_version=PlanDraft.objects.get(pk=checked.file.pk).version)
        except CannotRead as wrong:
            form.add_error(None, str(wrong))
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "The file is read again")
            return to_check(checked)
    return render(request, "bringing/tables.html", {"notice": checked.file.notice, "file": checked.file, "form": form})


def _rows_of_tables(checked: Checked) -> dict[str, tuple[int, ...]]:
    """The rows that the tables of the file have, by their keys."""
    return rows_of(read_file(checked.file.name, bytes(checked.file.content)))
