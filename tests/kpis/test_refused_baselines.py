"""A partner's data lead can say no to a baseline that waits for release, with a reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, Kpi, Unit
from kpis.reading import read_kpis
from notices.conflicts import Refused
from notices.roles import Role
from people.models import User
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE, ONE = "/notices/devon/kpis/release/", "/notices/devon/kpis/A-K1/"
WHY = "Counted before the new clinic opened"


@pytest.fixture
def cast() -> Cast:
    """The cast with the data lead of a partner."""
    found = assemble()
    nhs = make.Organisation(name="NHS Devon", short_name="NHS Devon")
    found.people["partner"] = make.User(name="Partner’s data lead", organisation=nhs)
    make.Access(notice=found.notice, user=found["partner"], role=Role.DATA_LEAD, organisation=nhs)
    return found


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A KPI whose figures are the partner's, kept by the council's data lead."""
    told = {"code": "A-K1", "unit": Unit.COUNT, "name": "Waits", "data_lead": cast["data lead"]}
    return make.Kpi(notice=cast.notice, organisation=cast["partner"].organisation, **told)


def propose(kpi: Kpi, by: User, value: str = "8765") -> Baseline:
    told = {"as_at": date(2023, 1, 31), "source": "Clinic list", "by": by, "at": NOW}
    return actions.propose_baseline(kpi=kpi, value=Decimal(value), **told)


def refuse(cast: Cast, row: Baseline, why: str = WHY, by: str = "partner") -> Baseline:
    return actions.refuse_baseline(baseline=row, why=why, by=cast[by], at=NOW)


def test_it_is_returned_with_the_reason_and_never_approved(cast: Cast, kpi: Kpi) -> None:
    row = propose(kpi, cast["data lead"])
    for _ in range(2):
        refuse(cast, row)
    row.refresh_from_db()
    assert (row.state, row.held, row.ended_by, row.ended_why) == ("returned", True, cast["partner"], WHY)
    events = Event.objects.filter(chain=f"notice:{cast.notice.pk}", verb="baseline.refused")
    assert [("clinic" in each.body, "8765" in each.body) for each in events] == [(False, False)]
    (found,) = read_kpis(cast.notice, TODAY)
    assert (found.proposal, found.baseline_state) == (None, BaselineState.AWAITED)
    with pytest.raises(Refused, match="no longer the latest proposal"):
        actions.approve_baseline(baseline=row, by=cast["lead"], at=NOW, seen_version=row.version)


def test_it_takes_a_reason_and_a_data_lead_of_the_partner(cast: Cast, kpi: Kpi) -> None:
    row = propose(kpi, cast["data lead"])
    with pytest.raises(Refused, match="Say why"):
        refuse(cast, row, why="  ")
    for kind in ("lead", "data lead", "member"):
        with pytest.raises(Refused, match="a data lead of that organisation releases it"):
            refuse(cast, row, by=kind)
    row.refresh_from_db()
    assert row.state == BaselineState.PROPOSED


def test_what_was_released_or_replaced_meanwhile_stays_as_it_is(cast: Cast, kpi: Kpi) -> None:
    first = propose(kpi, cast["data lead"])
    second = propose(kpi, cast["data lead"], "12")
    assert refuse(cast, first).state == BaselineState.PROPOSED
    actions.release_baseline(baseline=second, by=cast["partner"], at=NOW)
    assert refuse(cast, second).state == BaselineState.PROPOSED


def test_the_partner_s_data_lead_does_so_on_the_page_and_everybody_reads_the_reason_and_nobody_the_value(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    row, client = propose(kpi, cast["data lead"]), as_("partner")
    page = client.get(PAGE).content.decode()
    assert "Do not release it" in page
    assert "Release it: a figure counts from now on, a baseline waits for approval" in page
    typed = {"baselines": [row.pk], "answer": "refuse"}
    assert "Say why you do not release it" in client.post(PAGE, typed).content.decode()
    answer = client.post(PAGE, {**typed, "why": WHY}, follow=True).content.decode()
    assert "Not released: 1 baseline returned to who proposed it" in answer
    assert "Nothing waits for release" in answer
    page = as_("member").get(ONE).content.decode()
    assert "Partner’s data lead did not release the baseline that Data lead had proposed" in page
    assert WHY in page
    assert "Proposed baseline not released" in page
    assert "Returned to who proposed it, never released" in page
    for secret in ("8,765", "8765", "Clinic list"):
        assert secret not in page
    assert "8,765" in as_("data lead").get(ONE).content.decode()


def test_figures_and_baselines_are_refused_together(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = propose(kpi, cast["data lead"])
    figure = make.Measurement(notice=cast.notice, kpi=kpi, held=True)
    typed = {"baselines": [row.pk], "figures": [figure.pk], "answer": "refuse", "why": WHY}
    answer = as_("partner").post(PAGE, typed, follow=True).content.decode()
    assert "Not released: 1 figure taken out and 1 baseline returned to who proposed it" in answer
