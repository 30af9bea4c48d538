"""A KPI that comes in other words and in another section of a council’s own document, which prints no codes: whoever
checks it says that it is the same one, and its figures stay."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.reading import Asks, Doubt
from kpis.models import Kpi, Measurement
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.test_entering import enter
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
AFTER = (
    "KPI,Section,Baseline,Target – End March 2024\nChildren answered within one day,N,10,20\nFiles judged good,N,1,2\n"
)


@pytest.fixture
def file(cast: Cast) -> PlanDraft:
    plan, section = cast.action.plan, cast.action.section
    make.Section(notice=cast.notice, plan=plan, letter="N", title="New section")
    for code, name in (("Z-K1", "Calls that wait"), ("Z-K2", "Files judged good")):
        kpi = make.Kpi(notice=cast.notice, plan=plan, section=section, code=code, name=name)
        make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12))
    return brought(cast.notice, AFTER.encode(), cast["lead"], name="plan.csv", plan=plan)


def asked(file: PlanDraft) -> tuple[Checked, Doubt]:
    checked = check(PlanDraft.objects.get(pk=file.pk))
    (doubt,) = [each for each in checked.read.doubts if each.asks is Asks.RENAMED]
    return checked, doubt


def test_it_is_asked_about_and_chosen_to_be_the_one_that_the_plan_has(
    cast: Cast, file: PlanDraft, as_: Callable[[str], Client]
) -> None:
    checked, doubt = asked(file)
    assert doubt in checked.left, "nothing is entered before it is settled"
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = as_("lead").get(address).content.decode()
    assert "It is what the plan has as Z-K1 Calls that wait" in page
    (chosen,) = [part.partition('"')[0] for part in page.split('name="how" value="')[1:] if part.startswith("other-")]
    assert as_("lead").post(address, {"how": chosen, "seen_version": "0", "value_0": "N-K1"}).status_code == 302
    checked, doubt = asked(file)
    assert doubt not in checked.left
    assert [each.code.value for each in checked.draft.kpis] == ["Z-K1", "Z-K2"]
    settle_all(file, cast["lead"], cast.notice.council.name)
    enter(file, cast)
    kpi = Kpi.objects.get(plan=cast.action.plan, code="Z-K1")
    assert (kpi.name, kpi.section.letter) == ("Children answered within one day", "N")
    assert Measurement.objects.filter(kpi=kpi).count() == 1
    assert not Kpi.objects.filter(code="N-K1").exists()


def test_it_is_a_new_one_where_that_is_said_and_the_old_one_stays(
    cast: Cast, file: PlanDraft, as_: Callable[[str], Client]
) -> None:
    _, doubt = asked(file)
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    assert as_("lead").post(address, {"how": "right", "seen_version": "0", "value_0": "N-K1"}).status_code == 302
    settle_all(file, cast["lead"], cast.notice.council.name)
    enter(file, cast)
    names = dict(Kpi.objects.filter(plan=cast.action.plan).values_list("code", "name"))
    assert names["N-K1"] == "Children answered within one day"
    assert names["Z-K1"] == "Calls that wait"


def test_said_to_be_one_that_the_file_has_already_it_cannot_be_entered(
    cast: Cast, file: PlanDraft, as_: Callable[[str], Client]
) -> None:
    _, doubt = asked(file)
    address = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    sent = {"how": "corrected", "seen_version": "0", "value_0": "Z-K2"}
    assert as_("lead").post(address, sent).status_code == 302
    checked, _ = asked(file)
    assert any("There are 2 of this code" in each.says for each in checked.hindrances if each.name == "KPI Z-K2")
