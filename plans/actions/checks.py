"""What a plan that is set up must hold to, each broken rule with what to do about it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db.models.functions import Lower

from audit.clock import day_of
from govuk.address import fixed_words
from notices.calendar import in_words
from notices.conflicts import Refused
from notices.models import Notice
from notices.reader import Reader
from notices.roles import PLAN_READERS
from people.models import User
from plans.models import Action, Plan

KEPT_FREE: Final = frozenset({"import"})
"""Names of pages below `plans/` that are to come."""
_REF = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9.-]{0,9}")


def check_slug(notice: Notice, slug: str) -> None:
    """The plan's name in addresses: free, and none of our own pages."""
    if slug.lower() in fixed_words("plans:plan", "plan") | KEPT_FREE:
        said = f"“{slug}” names a page of ours, which would hide the plan’s: choose another, such as improvement-plan"
        raise Refused(said, "slug")
    if not any(map(str.isalnum, slug)):
        raise Refused(f"“{slug}” has no letter and no figure: choose a short name such as improvement-plan", "slug")
    if Plan.objects.filter(notice=notice, slug=slug).exists():
        raise Refused("Choose a short name that no other plan of this notice has", "slug")


def check_letter(plan: Plan, letter: str, but: int | None = None) -> None:
    """A section's letter: there, and no other section's."""
    if not letter:
        raise Refused("Enter the section’s letter or number, such as A", "letter")
    if plan.sections.filter(letter__iexact=letter).exclude(pk=but).exists():
        raise Refused(f"The plan has a section {letter} already: choose another letter", "letter")


def check_ref(plan: Plan, ref: str, but: int | None = None) -> None:
    """An action's reference: fit for an address, and never another action's, be it retired or renamed since. The digit
    keeps it apart from the words that our own pages have there."""
    check_refs(plan, [ref], but)


def check_refs(plan: Plan, refs: Sequence[str], but: int | None = None) -> None:
    """The same of several references, no two of which are one. Two queries, however many they are."""
    wanted = {ref.lower(): ref for ref in refs}
    for ref in refs:
        if not _REF.fullmatch(ref):
            raise Refused(
                "Enter a reference of up to 10 letters, digits, dots and hyphens with a digit in it, such as A1 or 2.3",
                "ref",
            )
    twice = [ref for ref, number in Counter(map(str.lower, refs)).items() if number > 1]
    rows = Action.whole.filter(plan=plan).exclude(pk=but).annotate(low=Lower("ref")).filter(low__in=wanted)
    other = rows.order_by("pk").first()
    if other is not None and other.retired_at is not None:
        said = f"{wanted[other.low]} is a retired action’s reference: choose another, so that nobody mixes them up"
        raise Refused(said, "ref")
    for low in ([] if other is None else [other.low]) + twice:
        raise Refused(f"The plan has an action {wanted[low]} already: choose another reference", "ref")
    before = Action.history.filter(plan_id=plan.pk).exclude(id=but).annotate(low=Lower("ref")).filter(low__in=wanted)
    if (had := before.order_by("pk").first()) is not None:
        said = f"Another action was called {wanted[had.low]} before: choose another, so that nobody mixes them up"
        raise Refused(said, "ref")


def check_risk_ref(ref: str) -> None:
    """A risk's reference: none of the words that our own pages have in its place."""
    if ref.lower() in fixed_words("plans:risk", "ref"):
        raise Refused(f"“{ref}” names a page of ours, which would hide the risk’s: choose one such as R1", "ref")


def check_dates(due_on: date | None, starts_on: date | None, in_place: bool) -> None:
    """Dates of one action that cannot stand together."""
    if in_place and due_on is not None:
        raise Refused("What is already in place has no due date: leave it empty", "due_on")
    if due_on is not None and starts_on is not None and due_on < starts_on:
        raise Refused("The due date must not lie before the start", "due_on")


def first_day(plan: Plan) -> date | None:
    """The first day that a date of the plan may lie on; None where neither plan nor notice says one."""
    return plan.starts_on or plan.notice.issued_on


def not_before_the_plan(plan: Plan, day: date | None, field: str) -> None:
    """Raises Refused for a date before the plan: a slip in the year, or something that is in place already."""
    first = first_day(plan)
    if day is None or first is None or day >= first:
        return
    began = "the plan runs" if plan.starts_on else "the notice was issued, so the plan runs"
    raise Refused(
        f"{in_words(day)} lies before the plan: {began} from {in_words(first)}. Check the year; what was done before "
        "is in place already and has no due date",
        field,
    )


def check_lead(notice_id: int, lead: User | None, at: datetime) -> None:
    """Whoever writes an action's updates must see the plan."""
    if lead is not None and not Reader(lead, day_of(at)).is_any(notice_id, PLAN_READERS):
        raise Refused(f"{lead} has no access to this plan: give access first", "lead")
