"""The page on which a figure is withdrawn: what follows from it, and who may."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Period, Unit
from kpis.reading import KpiReading, read_kpis
from notices.roles import Role
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.kpis.files import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
KPI = "/notices/devon/kpis/A-K1/"
OCTOBER, NOVEMBER = date(2023, 10, 31), date(2023, 11, 30)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """One of which more is better: 20 were asked for by November, and 30 by January."""
    found: Kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])
    make.Target(notice=cast.notice, kpi=found, label="Milestone 1", due_on=NOVEMBER, rule="20")
    make.Target(notice=cast.notice, kpi=found, label="Target", due_on=date(2024, 1, 31), rule="30")
    return found


def enter(kpi: Kpi, cast: Cast, value: str, day: date = NOVEMBER, *, anew: bool = False) -> Measurement:
    return actions.enter_measurement(
        kpi=kpi,
        as_at=day,
        period=Period.MONTH,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        series_break=anew,
        note="Counted otherwise" if anew else "",
        by=cast["data lead"],
        at=NOW,
    )


def read(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return found


def stands(kpi: Kpi) -> tuple[str, list[str]]:
    """The state with its rule, and how each passed milestone came out."""
    now = read(kpi)
    rule = now.rule if now.rule.startswith(now.state.label) else f"{now.state.label}. {now.rule}"
    return rule, [each.passed.outcome.value for each in now.targets if each.passed]


def test_the_state_and_the_milestones_are_told_before_and_after(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    enter(kpi, cast, "12", OCTOBER)
    row, client = enter(kpi, cast, "31"), as_("data lead")
    page = client.get(f"{KPI}withdraw/{row.uid}/")
    (now, then), ((_, came),) = page.context["follows"], page.context["passed"]
    assert (now.key, now.value, [each.word for each in came]) == ("State now", stands(kpi)[0], ["Met", "Not known"])
    assert "Once withdrawn" in said(page)
    assert "31 of November 2023" in said(page)
    assert read(kpi).latest == next(each for each in read(kpi).figures if each.uid == row.uid), "it is only looked at"
    client.post(f"{KPI}withdraw/{row.uid}/", {"seen_version": "1", "why": "It is of A-K2"})
    assert (then.key, then.value) == ("State once withdrawn", stands(kpi)[0])
    assert stands(kpi)[1] == [""]
    assert then.value != now.value


@pytest.mark.parametrize(("answer", "place"), [("stays", 1), ("goes", 2)])
def test_each_answer_about_a_break_has_its_own_state(cast: Cast, kpi: Kpi, as_: Enter, answer: str, place: int) -> None:
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(10), as_at=date(2023, 1, 31))
    row, client = enter(kpi, cast, "12", OCTOBER, anew=True), as_("data lead")
    enter(kpi, cast, "14")
    page = client.get(f"{KPI}withdraw/{row.uid}/")
    follows = page.context["follows"]
    keys = [each.key for each in follows]
    assert keys == ["State now", "State if the series still starts anew", "State if it does not"]
    assert page.context["whens"] == ["If the series still starts anew", "If it does not"]
    client.post(f"{KPI}withdraw/{row.uid}/", {"seen_version": "1", "why": "Twice", "series": answer})
    assert follows[place].value == stands(kpi)[0]
    assert follows[1].value != follows[2].value


def test_of_a_figure_that_never_counted_nothing_follows(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(organisation=make.Organisation(name="NHS Devon", short_name="NHS Devon"))
    row = enter(Kpi.objects.get(pk=kpi.pk), cast, "31")
    assert row.held
    assert "What follows when you withdraw it" not in said(as_("data lead").get(f"{KPI}withdraw/{row.uid}/"))


# --- who may -------------------------------------------------------------------------------------


def test_who_may_not_withdraw_is_told_who_does(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = enter(kpi, cast, "31")
    refused = as_("officer").get(f"{KPI}withdraw/{row.uid}/")
    assert refused.status_code == 403
    assert "withdrawn by Data lead, who enters them, or by the improvement lead. Nothing was changed" in said(refused)
    Kpi.objects.filter(pk=kpi.pk).update(data_lead=None)
    assert "by a data lead of the council, or by the" in said(as_("officer").get(f"{KPI}withdraw/{row.uid}/"))


@pytest.mark.parametrize("who", ["officer", "member"])
def test_of_a_partner_s_figure_they_are_told_that_the_partner_does(cast: Cast, kpi: Kpi, as_: Enter, who: str) -> None:
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    make.Access(notice=cast.notice, user=make.User(organisation=nhs), role=Role.DATA_LEAD, organisation=nhs)
    Kpi.objects.filter(pk=kpi.pk).update(organisation=nhs)
    row, client = enter(kpi, cast, "31"), as_(who)
    told = "Figures of A-K1 that NHS Devon has released are withdrawn by a data lead of that organisation"
    # of one that is not there they are told the same: it says nothing of what figures there are
    for send, uid in ((client.get, row.uid), (client.post, row.uid), (client.get, uuid4())):
        refused = send(f"{KPI}withdraw/{uid}/")
        assert refused.status_code == 403
        assert told in said(refused)


def test_another_notice_s_figure_is_not_found(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    elsewhere = make.Kpi(notice=cast.elsewhere, code="Z-K1")
    foreign = make.Measurement(notice=cast.elsewhere, kpi=elsewhere)
    for address in (f"{KPI}withdraw/{foreign.uid}/", f"/notices/devon/kpis/Z-K1/withdraw/{foreign.uid}/"):
        assert as_("lead").get(address).status_code == 404
    assert as_("officer").get(f"/notices/devon/kpis/Z-K1/withdraw/{foreign.uid}/").status_code == 404
    assert as_("officer").get(f"/notices/canary/kpis/Z-K1/withdraw/{foreign.uid}/").status_code == 404
