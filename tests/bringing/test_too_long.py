"""What is too long for the plan hinders it from being entered, also where somebody says that it is right, and is never
cut."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing.checking import check
from bringing.models import PlanDraft
from tests.bringing.files import brought, settle_all
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
ACTIONS = "Ref,Section,Action,Outcome,By when,Accountable,{heading}\n"
KPIS = "KPI,Section,Baseline,{heading}\n"
FILES = {
    "name": (KPIS + "{long},A,10,20\n", "Target – End March 2024", 400, 300),
    "baseline": (KPIS + "Cases,A,10 {long},20\n", "Target – End March 2024", 130, 120),
    "rule": (KPIS + "Cases,A,10,20 {long}\n", "Target – End March 2024", 90, 80),
    "post": (ACTIONS + "B1,A,Do it,Done,June 2024,Head of {long},\n", "Notes", 200, 160),
    "by when": (ACTIONS + "B1,A,Do it,Done,June 2024 {long},Head of SEND,\n", "Notes", 100, 80),
}


@pytest.mark.parametrize("what", FILES)
def test_it_is_never_entered_and_no_error_of_ours(cast: Cast, as_: Callable[[str], Client], what: str) -> None:
    text, heading, length, room = FILES[what]
    content = text.replace("{heading}", heading).replace("{long}", "x" * length)
    plan, lead = cast.action.plan, as_("lead")
    file = brought(cast.notice, content.encode(), cast["lead"], name="plan.csv", plan=plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    checked = check(PlanDraft.objects.get(pk=file.pk))
    assert any(f"there is room for {room}: shorten it" in each.says for each in checked.hindrances)
    address = reverse("bringing:enter", args=["devon", file.uid])
    form = lead.get(address).context["form"]
    page = lead.post(address, {"note": "Newer", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()})
    assert page.status_code == 200
    assert PlanDraft.objects.get(pk=file.pk).entered_at is None
    shown = lead.get(reverse("bringing:check", args=["devon", file.uid])).content.decode()
    assert f"there is room for {room}: shorten it" in shown
