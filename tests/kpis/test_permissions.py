"""Who may enter figures, and who may approve a baseline."""

import pytest

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


def test_figures_are_entered_by_the_lead_and_by_any_data_lead_where_none_is_named(cast: Cast, kpi: Kpi) -> None:
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
