"""What somebody put right of one row on its own page is the last word on it, also where a newer file has a row more or
less of what was asked of several rows at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from audit import clock
from bringing.models import PlanDraft
from bringing.reading import Asks
from kpis.models import Kpi
from plans.models import Plan
from tests.bringing.newer import FIRST, HEAD, address, now
from tests.bringing.test_attack import hidden
from tests.bringing.test_held import becomes, entered, on_its_row, uploaded
from tests.bringing.test_held import settle as settle_at
from tests.cast import Cast
from tests.factories import NOW

As = Callable[[str], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
MEETINGS = "A1,A: Meetings,Meet,They meet,July 2024,Head of SEND"
CROSS_1, CROSS_2, CROSS_3 = (f"9{at},,Cross-cutting {at},Done,July 2024,Head of SEND" for at in (1, 2, 3))
ACTIONS = (HEAD, *FIRST, MEETINGS, CROSS_1, CROSS_2)
OF_KPIS = "Code,KPI,Section,Baseline,Target – End March 2024"
CALLS, STAFF, FILES = "K-1,Calls answered,,50,70", "K-2,Staff turnover,,20,10", "K-3,Files judged good,,1,2"
KPIS = (HEAD, *FIRST, MEETINGS, "", OF_KPIS, CALLS, STAFF)


def sections(file: PlanDraft, kind: str) -> list[str]:
    """Of the last rows of a kind, as they were settled."""
    return [each.section.value for each in getattr(now(file).draft, kind)][3 if kind == "actions" else 0 :]


def asked_of(client: Client, file: PlanDraft) -> list[str]:
    """The values of which the section is asked."""
    (doubt,) = (each for each in now(file).left if each.asks is Asks.SECTION)
    return list(client.get(address("settle", file, doubt.key)).context["form"].paths.values())


def choose(client: Client, file: PlanDraft, called: str) -> None:
    """Choose one of what else the doubt about sections could be."""
    (doubt,) = (each for each in now(file).left if each.asks is Asks.SECTION)
    page = client.get(address("settle", file, doubt.key))
    form = page.context["form"]
    shown_there = {name: form[name].value() for name in form.paths}
    how = next(name for name, label in form.fields["how"].choices if label == called)
    assert (
        client.post(address("settle", file, doubt.key), {**hidden(page), **shown_there, "how": how}).status_code == 302
    )


@pytest.mark.parametrize(
    ("kind", "rows", "more", "first"),
    [("actions", ACTIONS, CROSS_3, 3), ("kpis", KPIS, FILES, 0)],
    ids=["actions", "KPIs"],
)
@pytest.mark.parametrize("at_the_doubt", ["chosen", "typed", "typed wrong"])
def test_the_section_that_rows_were_given_on_their_pages_holds_where_the_next_file_has_one_more(
    cast: Cast, plan: Plan, as_: As, at_the_doubt: str, kind: str, rows: tuple[str, ...], more: str, first: int
) -> None:
    """“It is about 2 rows. Where one differs, change it on its own page”, and the next file put them back."""
    lead = as_("lead")
    file = uploaded(lead, plan, *rows)
    if at_the_doubt == "chosen":
        choose(lead, file, "Section B")
    else:
        settle_at(lead, file, Asks.SECTION, *(["B"] * 2 if at_the_doubt == "typed" else ["X"] * 2))
    for number in (first, first + 1):
        on_its_row(lead, file, f"{kind}/{number}/section", "A")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, *rows, more)
    assert sections(newer, kind) == ["A", "A", ""]
    assert asked_of(lead, newer) == [f"{kind}/{first + 2}/section"], "of the new one alone"
    settle_at(lead, newer, Asks.SECTION, "B")
    assert list(becomes(newer).values()) == [["new"]]
    entered(lead, newer, cast)
    third = uploaded(lead, plan, *rows[:-2], more, *reversed(rows[-2:]))
    assert (becomes(third), sections(third, kind)) == ({}, ["B", "A", "A"])
    assert becomes(uploaded(lead, plan, *rows[:-2], more, rows[-1])) in ({"91": ["gone"]}, {"K-1": ["gone"]})


def test_what_is_said_of_all_after_one_is_the_last_word_on_that_one_too(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, *ACTIONS)
    for number in (3, 4):
        on_its_row(lead, file, f"actions/{number}/section", "A")
    (doubt,) = (each for each in now(file).read.doubts if each.asks is Asks.SECTION and len(each.about) == 2)
    page = lead.get(address("settle", file, doubt.key))
    sent = {**hidden(page), **dict.fromkeys(page.context["form"].paths, "B"), "how": "corrected"}
    assert lead.post(address("settle", file, doubt.key), sent).status_code == 302
    entered(lead, file, cast)
    newer = uploaded(lead, plan, *ACTIONS, CROSS_3)
    assert sections(newer, "actions") == ["B", "B", ""]


def test_what_was_said_of_one_before_the_others_holds_for_it(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, *ACTIONS)
    on_its_row(lead, file, "actions/3/section", "A")
    choose(lead, file, "Section B")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, *ACTIONS, CROSS_3)
    assert sections(newer, "actions") == ["A", "B", ""]


@pytest.mark.parametrize("said_in_it", [False, True], ids=["carried", "said there"])
def test_a_file_that_waits_with_what_was_said_first_takes_up_the_last_word(
    cast: Cast, plan: Plan, as_: As, monkeypatch: pytest.MonkeyPatch, said_in_it: bool
) -> None:
    """It only carried the first one, and would put the row back; what was said in it counts there."""
    lead = as_("lead")
    first = uploaded(lead, plan, *ACTIONS)
    settle_at(lead, first, Asks.SECTION, "B", "B")
    entered(lead, first, cast)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    waits = uploaded(lead, plan, *ACTIONS, "B5,B,Ask,Done,July 2024,Head of SEND")
    second = uploaded(lead, plan, HEAD, *FIRST, MEETINGS.replace("They meet", "All meet"), CROSS_1, CROSS_2)
    if said_in_it:
        on_its_row(lead, waits, "actions/3/section", "Z")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))
    on_its_row(lead, second, "actions/3/section", "A")
    entered(lead, second, cast)
    third = uploaded(lead, plan, *ACTIONS, "B6,B,Tell,Done,July 2024,Head of SEND")
    on_its_row(lead, third, "actions/4/section", "A")
    assert sections(waits, "actions")[:2] == (["Z", "B"] if said_in_it else ["A", "B"])
    entered(lead, third, cast)
    assert sections(waits, "actions")[:2] == (["Z", "A"] if said_in_it else ["A", "A"])


def test_kpis_keep_the_section_that_they_were_given_on_their_pages(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, *KPIS)
    settle_at(lead, file, Asks.SECTION, "B", "B")
    on_its_row(lead, file, "kpis/1/section", "A")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, *KPIS, FILES)
    settle_at(lead, newer, Asks.SECTION, "A")
    entered(lead, newer, cast)
    found = {kpi.code: kpi.section.letter for kpi in Kpi.objects.filter(plan=plan)}
    assert found == {"K-1": "B", "K-2": "A", "K-3": "A"}
