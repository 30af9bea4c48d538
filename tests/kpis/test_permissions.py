"""Who may enter figures, and who may approve a baseline."""

from collections.abc import Callable

import pytest
from django.test import Client

from kpis import permissions
from kpis.models import BaselineState, Kpi
from notices.roles import Role
from tests import factories as make
from tests.cast import ROLES, Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return make.Kpi(notice=cast.notice)


def who_may(cast: Cast, asked: object) -> set[str]:
    return {kind for kind in [*ROLES, "stranger"] if asked(cast.reader(kind))}  # type: ignore[operator]


def test_figures_are_entered_by_the_lead_and_by_any_data_lead_of_the_council_where_none_is_named(
    cast: Cast, kpi: Kpi
) -> None:
    assert who_may(cast, lambda reader: permissions.can_enter(reader, kpi)) == {"lead", "data lead"}


def test_a_data_lead_enters_only_the_figures_of_their_own_kpis(cast: Cast) -> None:
    theirs = make.Kpi(notice=cast.notice, data_lead=cast["data lead"])
    anothers = make.Kpi(notice=cast.notice, data_lead=make.User())
    assert permissions.can_enter(cast.reader("data lead"), theirs)
    assert not permissions.can_enter(cast.reader("data lead"), anothers)


def test_a_partner_s_figures_are_entered_and_released_by_its_own_data_lead_on_this_notice(cast: Cast) -> None:
    nhs = make.Organisation()
    kpi = make.Kpi(notice=cast.notice, data_lead=cast["data lead"], organisation=nhs)
    for kind, role, notice, body in (
        ("partner", Role.DATA_LEAD, cast.notice, nhs),
        ("its officer", Role.PARTNER_OFFICER, cast.notice, nhs),
        ("another's", Role.DATA_LEAD, cast.notice, make.Organisation()),
        ("elsewhere's", Role.DATA_LEAD, cast.elsewhere, nhs),
    ):
        cast.people[kind] = make.User(organisation=body)
        make.Access(notice=notice, user=cast[kind], role=role, organisation=body)
    everybody = [*ROLES, "partner", "its officer", "another's", "elsewhere's"]
    asked = {
        verb: {kind for kind in everybody if verb(cast.reader(kind), kpi)}
        for verb in (permissions.can_release, permissions.can_enter)
    }
    assert asked[permissions.can_release] == {"partner"}
    assert asked[permissions.can_enter] == {"lead", "data lead", "partner"}


def test_what_is_the_council_s_own_is_released_by_nobody(cast: Cast, kpi: Kpi) -> None:
    assert who_may(cast, lambda reader: permissions.can_release(reader, kpi)) == set()


@pytest.mark.parametrize("whose", ["the council", "another partner"])
def test_a_partner_s_data_lead_writes_nothing_of_others_where_nobody_is_named(cast: Cast, whose: str) -> None:
    nhs, trust = make.Organisation(name="NHS Devon"), make.Organisation(name="School trust")
    cast.people["partner"] = make.User(organisation=nhs)
    make.Access(notice=cast.notice, user=cast["partner"], role=Role.DATA_LEAD, organisation=nhs)
    others = make.Kpi(notice=cast.notice, organisation=trust if whose == "another partner" else None)
    named = make.Kpi(notice=cast.notice, data_lead=cast["partner"])
    own = make.Kpi(notice=cast.notice, organisation=nhs)
    reader = cast.reader("partner")
    asked = permissions.can_enter, permissions.can_define, permissions.can_propose_baseline, permissions.can_compare
    for verb in asked:
        assert [verb(reader, kpi) for kpi in (others, named, own)] == [False, True, True]
        assert verb(cast.reader("data lead"), others)
    found = Kpi.objects.filter(permissions.entered_by(reader, cast.notice))
    assert set(found) == {named, own}
    of_council = set(Kpi.objects.filter(permissions.entered_by(cast.reader("data lead"), cast.notice)))
    assert of_council == {others, own}


@pytest.mark.usefixtures("story_day")
def test_the_pages_of_others_kpis_are_closed_to_a_partner_s_data_lead(
    cast: Cast, kpi: Kpi, as_: Callable[[str], Client]
) -> None:
    nhs = make.Organisation(name="NHS Devon")
    cast.people["partner"] = make.User(organisation=nhs)
    make.Access(notice=cast.notice, user=cast["partner"], role=Role.DATA_LEAD, organisation=nhs)
    client = as_("partner")
    for page in ("enter", "definition", "baseline", "waves"):
        assert client.get(f"/notices/devon/kpis/{kpi.code}/{page}/").status_code == 403
    sent = {"unit": "days", "definition": "Mine", "origin": "return", "frequency": "month", "why": "Because"}
    answer = client.post(f"/notices/devon/kpis/{kpi.code}/definition/", sent | {"seen_version": kpi.version})
    assert answer.status_code == 403


def test_being_named_data_lead_is_nothing_without_the_role(cast: Cast) -> None:
    kpi = make.Kpi(notice=cast.notice, data_lead=cast["member"])
    assert not permissions.can_enter(cast.reader("member"), kpi)


def test_the_lead_approves_a_baseline_and_so_does_the_holder_of_a_post_behind_it(cast: Cast, kpi: Kpi) -> None:
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    proposal = make.Baseline(
        notice=cast.notice,
        kpi=kpi,
        state=BaselineState.PROPOSED,
        proposed_by=cast["data lead"],
        proposed_at=NOW,
        approved_by=None,
        approved_at=None,
    )
    allowed = who_may(cast, lambda reader: permissions.can_approve_baseline(reader, proposal))
    assert allowed == {"lead", "officer", "chair with the post"}


def test_a_post_alone_approves_and_judges_nothing_without_a_role_that_sees_the_plan(cast: Cast, kpi: Kpi) -> None:
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    for kind in ("adviser", "observer", "expired reviewer"):
        make.PostHolding(post=cast.post, user=cast[kind])
    unapproved = {"approved_by": None, "approved_at": None}
    proposed = {"state": BaselineState.PROPOSED, "proposed_by": cast["data lead"], "proposed_at": NOW}
    proposal = make.Baseline(notice=cast.notice, kpi=kpi, **proposed, **unapproved)
    for kind in ("adviser", "observer", "expired reviewer"):
        assert not permissions.can_approve_baseline(cast.reader(kind), proposal), kind
        assert not permissions.can_judge(cast.reader(kind), kpi), kind
    assert permissions.can_judge(cast.reader("officer"), kpi)


def test_nobody_approves_a_baseline_that_they_proposed(cast: Cast, kpi: Kpi) -> None:
    proposal = make.Baseline(
        notice=cast.notice,
        kpi=kpi,
        state=BaselineState.PROPOSED,
        proposed_by=cast["lead"],
        proposed_at=NOW,
        approved_by=None,
        approved_at=None,
    )
    assert who_may(cast, lambda reader: permissions.can_approve_baseline(reader, proposal)) == set()


def test_only_the_lead_sets_the_direction_and_places_cells(cast: Cast, kpi: Kpi) -> None:
    assert who_may(cast, lambda reader: permissions.can_set_direction(reader, kpi)) == {"lead"}
    assert who_may(cast, lambda reader: permissions.can_place_cells(reader, kpi)) == {"lead"}
