"""How every view here finds a draft, and calls its parts."""

import re
from textwrap import shorten
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bringing import actions, permissions
from bringing.checking import SHAPE, Checked, check
from bringing.forms.checking import MEANWHILE
from bringing.founding import is_named
from bringing.models import PlanDraft
from bringing.oddly import oddly_dated, oddly_typed
from bringing.ordering import ordered_otherwise
from bringing.plain import Row
from bringing.reading import Asks, Doubt, Draft, Role
from bringing.reading.draft import SHEET
from bringing.reading.words import fold
from bringing.sound import called
from bringing.values import Of, of
from govuk.forms import Form
from govuk.words import listed
from notices.calendar import in_words
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from people import carried

A_PAGE: Final = 25
"""Rows that a page of what was read shows."""
FEW: Final = 5
"""How many of several a page shows, where it counts the others."""
LONGEST_NAME: Final = 80
"""Characters of what a milestone or a target is called, where something of it is named."""
ASKED: Final[dict[Asks, str]] = {
    Asks.TABLE: "What a table holds",
    Asks.EMPTY_TABLE: "Empty tables",
    Asks.COLUMN: "What a column holds",
    Asks.NO_TABLE: "Tables that were not found",
    Asks.TWO_TABLES: "More than one table for a section",
    Asks.SECTION: "Sections",
    Asks.TITLE: "The plan’s title",
    Asks.ROW: "Rows that found no place",
    Asks.JOINED: "Joined cells",
    Asks.LINK: "What refers to something that is not there",
    Asks.NO_REF: "Actions without a ref",
    Asks.REF_IN_TEXT: "Refs at the beginning of the actions’ texts",
    Asks.REF_TWICE: "Refs that come twice",
    Asks.WHERE_IT_ENDS: "Where a text ends and the next begins",
    Asks.NO_ACTION: "Rows that say nothing of what is done",
    Asks.BY_WHEN: "By when",
    Asks.NO_BY_WHEN: "Actions without a by-when",
    Asks.PERIOD: "Periods for a by-when",
    Asks.REVISED: "Revised dates",
    Asks.AFTER_DELIVER_BY: "After the notice’s last day",
    Asks.DATE: "Dates",
    Asks.IN_PLACE_AND_DUE: "In place already, and due",
    Asks.ENDS_BEFORE_START: "Ends before it starts",
    Asks.CLAUSE: "Clauses and areas that the notice has not",
    Asks.WAITING_STEP: "Milestones that are still to be said",
    Asks.NO_POST: "Nobody is accountable",
    Asks.UNNAMED: "Others who are still to be named",
    Asks.SAME_POST: "One post in several wordings",
    Asks.PARTED: "Several posts in one cell",
    Asks.PLURAL: "Posts of more than one person",
    Asks.INTERIM: "Interim posts",
    Asks.PERSON: "Names of people",
    Asks.BEHIND_TITLE: "Words behind a post’s title",
    Asks.ORGANISATION: "Posts or organisations",
    Asks.WHOSE_POST: "Whose posts they are",
    Asks.EMPTY_POST: "Printed posts whose own cell is empty",
    Asks.NEW_POST: "Posts that the notice does not have",
    Asks.NO_NAME: "KPIs without a name or a code",
    Asks.NO_CODE: "Codes that cannot be one",
    Asks.KPI_TWICE: "KPIs that come twice",
    Asks.RENAMED: "New KPIs, or others of the plan in other words",
    Asks.UNIT: "Units",
    Asks.BASELINE: "Baselines",
    Asks.BASELINE_OR_DAY: "A baseline, or a day",
    Asks.BASELINE_TO_COME: "Baselines of a day to come",
    Asks.BASELINE_IN_DATES: "Baselines in a column of dates",
    Asks.NO_BASELINE_VALUE: "Baselines without a value",
    Asks.TO_BE_DEVELOPED: "Measures to be developed",
    Asks.UNPLACED: "Values of which nothing says where they stand",
    Asks.NEXT_COLUMN: "Values that moved into the next column",
    Asks.NO_TARGETS: "KPIs without targets",
    Asks.BLANK_TARGET: "Blank targets",
    Asks.TARGET: "Targets that cannot be read",
    Asks.TWO_WAYS: "Figures that can be read in two ways",
    Asks.SHARES: "Percentages, or figures as they stand",
    Asks.TARGET_DATE: "Dates of targets",
    Asks.WORDS_BESIDE: "Words beside a figure",
    Asks.OUT_OF_ORDER: "Dates out of order",
    Asks.ODD_TARGET: "Odd targets",
    Asks.SAME_AS_BEFORE: "Targets like the one before",
    Asks.TOO_LONG: "Too long",
    Asks.UNSEEN: "Characters that cannot be seen",
    Asks.FORMULA: "Formulas",
}
"""What a doubt is of a kind with, above those of its kind."""
_FIELDS: Final = {
    "ref": "Ref",
    "section": "Section",
    "title": "Title",
    "what": "What will be done",
    "success": "Success looks like",
    "by_when": "By when",
    "starts_on": "Starts",
    "letter": "Letter",
    "code": "Code",
    "name": "Name",
    "unit": "Unit",
    "direction": "Which way is better",
    "baseline": "Baseline",
    "as_at": "Baseline as at",
    "due_on": "Due date",
    "baseline_printed": "Baseline, as printed",
    "as_at_printed": "Baseline date, as printed",
}
_OF_PLAN: Final = {
    "title": "Title of the plan",
    "source_note": "Where the plan is from",
    "starts_on": "The plan runs from",
}
_PARTS: Final = {"label": ", what it is called", "due_on": ", date", "says": ", what must be true", "rule": ""}
"""Of a milestone or a target, behind what it is called."""
_ONE_OF: Final = {"clauses": "clause", "possible_clauses": "possible clause", "areas": "area", "actions": "action"}


def bringing(request: ReaderRequest, notice: str) -> Notice:
    """The notice of the address, for whoever may bring plans in: 404 for strangers, 403 for other roles."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    require(permissions.can_bring(request.reader, found))
    return found


def find(request: ReaderRequest, notice: str, uid: UUID) -> PlanDraft:
    """The draft of the address, entered or not; the file itself is not fetched."""
    found = bringing(request, notice)
    rows = PlanDraft.objects.visible_to(request.reader).of(found).defer("content").select_related("plan")
    file: PlanDraft = get_object_or_404(rows, uid=uid)
    file.notice = found
    return file


def open_one(request: ReaderRequest, notice: str, uid: UUID) -> Checked | HttpResponse:
    """The draft with what was said of it; where it was entered already, the page that says so."""
    file = find(request, notice, uid)
    if file.entered_at is not None:
        return render(request, "bringing/entered.html", {"notice": file.notice, "file": file})
    return check(file if file.shape == SHAPE else actions.read_again(file=file))


def posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)


def say_again(form: Form, **now: object) -> None:
    """What was sent stays as it was typed, with what stands now among its hidden fields: it can be said again."""
    sent = {name: form.data[name] for name in form.data}
    form.data = sent | {name: str(value) for name, value in now.items()}
    form.add_error(None, MEANWHILE)


def to_check(checked: Checked, page: int = 1) -> HttpResponse:
    """Back to the doubts, to that page of them."""
    return redirect(among_doubts(checked.file, page))


def among_doubts(file: PlanDraft, page: int) -> str:
    """The address of a page of doubts."""
    first = reverse("bringing:check", args=[file.notice.slug, file.uid])
    return f"{first}?page={page}" if page > 1 else first


def among_rows(file: PlanDraft, kind: str, number: int) -> str:
    """A row in the list of all that were read of its kind: the page that it stands on, and its place there."""
    page = reverse("bringing:read", args=[file.notice.slug, file.uid, kind])
    return f"{page}?page={number // A_PAGE + 1}#row-{number}"


def mends(row: Row, checked: Checked) -> str:
    """The page on which a row is put right: its own; for the plan's own values, the doubt about them."""
    args = [checked.file.notice.slug, checked.file.uid]
    kind, _, number = checked.path_of(row).partition("/")
    if number and is_named(kind, int(number), checked.read):
        return among_rows(checked.file, kind, int(number))
    if number:
        return reverse("bringing:change-row", args=[*args, kind, number])
    about = (each.key for each in checked.read.doubts if "title" in each.about)
    return next(
        (reverse("bringing:settle", args=[*args, key]) for key in about),
        reverse("bringing:read", args=[*args, "sections"]),
    )


def asked_of(doubt: Doubt, draft: Draft) -> str:
    """What a doubt is of. A day below a heading is a milestone’s where the file calls it one."""
    if doubt.asks is Asks.UNIT and not any(path.endswith("/unit") for path in doubt.about):
        return "Answers that are none of those to choose"
    is_step = doubt.asks is Asks.TARGET_DATE and any(_is_of_step(path, draft) for path in doubt.about)
    return "Dates of milestones" if is_step else ASKED[doubt.asks]


def _is_of_step(path: str, draft: Draft) -> bool:
    """Whether it is the heading of a column of milestones: of actions, or of a KPI by its words."""
    match path.split("/"):
        case ["tables", table, "columns", number, "due_on"]:
            column = draft.tables[int(table)].columns[int(number)]
            return column.role.value is Role.MILESTONE or fold(column.heading).startswith("milestone")
        case ["actions", *_]:
            return True
        case _:
            return False


def label_of(path: str, draft: Draft) -> str:
    """A value in words: “A1: by when”."""
    if "/" not in path:
        return _OF_PLAN[path]
    name, number, *rest = path.split("/")
    row: Any = getattr(draft, name)[int(number)]
    return f"{_row_called(name, row)}: {_field_called(rest, row)}"


def called_with_day(path: str, checked: Checked) -> str:
    """The same of a target with its day, by which it is told from others that are called as it is."""
    label = label_of(path, checked.read)
    if of(path) is not Of.RULE:
        return label
    _, number, _, at, _ = path.split("/")
    day = checked.draft.kpis[int(number)].targets[int(at)].due_on.value
    return f"{label} ({in_words(day)})" if day else label


def _row_called(name: str, row: Any) -> str:
    match name:
        case "sections":
            return f"Section {row.letter.value}"
        case "actions":
            return row.ref.value or "Action without a ref"
        case "kpis":
            return row.code.value or "KPI without a code"
        case _:
            return str(row.title)


def _field_called(rest: list[str], row: Any) -> str:
    match rest:
        case ["posts", number]:
            return f"accountable {int(number) + 1}"
        case [("clauses" | "possible_clauses" | "areas" | "actions") as several, number]:
            return f"{_ONE_OF[several]} {int(number) + 1}"
        case ["sheet", number]:
            return SHEET[int(number)]
        case ["needs_improvement", number]:
            return f"what needs improvement, point {int(number) + 1}"
        case ["families_said", number]:
            return f"what families said, point {int(number) + 1}"
        case [("milestones" | "targets") as several, number, field]:
            label = shorten(getattr(row, several)[int(number)].label.value, LONGEST_NAME, placeholder="…")
            return f"{label}{_PARTS[field]}"
        case [field]:
            called = _FIELDS.get(field, re.sub(r"_", " ", field))
            return called[:1].lower() + called[1:]
        case _:
            return " ".join(rest)


def hindered(checked: Checked) -> list[tuple[str, list[tuple[str, str]], int]]:
    """What is to be put right, with the first rows of which it is said, each with its page, and how many more."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for each in checked.hindrances:
        rows.setdefault(each.says, []).append((each.name, mends(each.row, checked)))
    return [(says, several[:FEW], max(0, len(several) - FEW)) for says, several in rows.items()]


def ordered(checked: Checked) -> str:
    """The kinds of rows that the file has in another order than the plan, in words; "" for none. A Word document of
    ours does not print all rows of the plan in one list."""
    if checked.against.taken is not None and not checked.read.told:
        return ""
    kinds = ordered_otherwise(checked.against.stands, checked.brought)
    return listed([f"{each.noun}s" for each in kinds], "and")


def odd(checked: Checked) -> list[tuple[str, str, list[str]]]:
    """New actions and KPIs of which something odd was typed: the row, its page and what is odd of it."""
    last, (read, now) = checked.file.notice.deliver_by, (checked.read, checked.draft)
    actions_ = (oddly_dated(was, is_, last) for was, is_ in zip(read.actions, now.actions, strict=True))
    kpis = (oddly_typed(was, is_) for was, is_ in zip(read.kpis, now.kpis, strict=True))
    rows = [(f"actions/{at}", each) for at, each in enumerate(actions_)]
    rows += [(f"kpis/{at}", each) for at, each in enumerate(kpis)]
    found = [(checked.rows[path], list(says)) for path, says in rows if path not in checked.out]
    new = ((row, says) for row, says in found if says and row.same not in checked.against.by_key)
    return [(called(row), mends(row, checked), says) for row, says in new]
