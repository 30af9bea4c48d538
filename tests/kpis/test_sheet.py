"""The definition sheet: what may be changed, by whom, and when a change begins a new series."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from audit.models import Event
from kpis import actions, permissions
from kpis.actions import Sheet
from kpis.models import Cumulates, Direction, Frequency, JudgedState, Kpi, Redefinition, Unit
from notices.conflicts import ChangedMeanwhile, Refused
from notices.roles import Role
from people.models import User
from tests import factories as make
from tests.cast import ROLES, Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
FROM = date(2023, 10, 1)


@pytest.fixture
def lead() -> User:
    return make.User(name="The lead")


@pytest.fixture
def bare() -> Kpi:
    """A KPI without any figure or baseline."""
    return make.Kpi(unit=Unit.COUNT, direction=Direction.LOWER)


@pytest.fixture
def measured(bare: Kpi) -> Kpi:
    make.Measurement(notice=bare.notice, kpi=bare)
    return bare


def define(kpi: Kpi, lead: User, *, why: str = "The board asked", seen: int | None = None, **told: Any) -> Kpi:
    answers = {name: told.pop(name) for name in ("comparable", "from_on") if name in told}
    sheet = replace(Sheet.of(Kpi.objects.get(pk=kpi.pk)), **told)
    seen = kpi.version if seen is None else seen
    return actions.define_kpi(kpi=kpi, sheet=sheet, why=why, by=lead, at=NOW, seen_version=seen, **answers)


def verbs(kpi: Kpi) -> list[str]:
    return list(Event.objects.filter(chain=f"notice:{kpi.notice_id}").order_by("number").values_list("verb", flat=True))


def test_a_sheet_is_written_whole_with_its_reason(bare: Kpi, lead: User) -> None:
    told = {"definition": "Posts", "source": "HR", "frequency": Frequency.MONTH, "caveats": "Leavers late"}
    define(bare, lead, **told)
    bare.refresh_from_db()
    assert {name: getattr(bare, name) for name in told} == told
    kept = bare.history.latest("pk")
    assert (kept.history_change_reason, kept.history_user) == ("The board asked", lead)
    assert verbs(bare) == ["kpi.defined"]
    assert "Posts" not in Event.objects.get(verb="kpi.defined").body


def test_every_change_needs_a_reason_and_what_changes_nothing_keeps_the_version(bare: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="Say why you change it") as refused:
        define(bare, lead, why=" ", definition="Posts")
    assert refused.value.field == "why"
    assert define(bare, lead).version == bare.version
    assert verbs(bare) == []


def test_a_sheet_that_somebody_else_changed_is_not_written_over_and_a_double_click_is_one_change(
    bare: Kpi, lead: User
) -> None:
    define(bare, lead, definition="Theirs")
    with pytest.raises(ChangedMeanwhile):
        define(bare, lead, seen=1, definition="Mine")
    assert define(bare, lead, seen=1, definition="Theirs").version == 2


@pytest.mark.parametrize(
    "told",
    [
        {"definition": "Posts of both teams"},
        {"numerator": "Posts"},
        {"denominator": "All posts"},
        {"unit": Unit.DAYS},
        {"cumulates": Cumulates.ACADEMIC_YEAR},
    ],
)
def test_where_there_are_figures_a_change_of_what_is_counted_asks_whether_they_compare(
    measured: Kpi, lead: User, told: dict[str, Any]
) -> None:
    with pytest.raises(Refused, match="Say whether figures before and after the change can be compared") as refused:
        define(measured, lead, **told)
    assert refused.value.field == "comparable"


def test_a_baseline_alone_is_reason_to_ask_too(bare: Kpi, lead: User) -> None:
    make.Baseline(notice=bare.notice, kpi=bare)
    with pytest.raises(Refused, match="can be compared"):
        define(bare, lead, definition="Otherwise")


def test_without_figures_or_a_baseline_and_for_what_is_not_counted_nothing_is_asked(measured: Kpi, lead: User) -> None:
    define(measured, lead, source="Another system", caveats="One team is missing")
    bare = make.Kpi()
    define(bare, lead, definition="Otherwise", unit=Unit.COUNT)
    assert not Redefinition.objects.exists()


def test_figures_that_compare_begin_no_new_series(measured: Kpi, lead: User) -> None:
    define(measured, lead, definition="The same in other words", comparable=True)
    assert not Redefinition.objects.exists()


def test_figures_that_do_not_compare_begin_a_new_series_from_a_day(measured: Kpi, lead: User) -> None:
    define(measured, lead, definition="Counted once", comparable=False, from_on=FROM)
    row = Redefinition.objects.get(kpi=measured)
    assert (row.from_on, row.why, row.written_by) == (FROM, "The board asked", lead)
    assert verbs(measured) == ["kpi.defined", "kpi.redefined"]
    again = define(measured, lead, seen=1, definition="Counted once", comparable=False, from_on=FROM)
    assert (again.version, Redefinition.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("told", "says", "field"),
    [
        ({"from_on": None}, "Give the day from which figures are counted the new way", "from_on"),
        ({"from_on": TODAY + timedelta(days=400)}, "more than a year ahead: check the year", "from_on"),
        ({"from_on": FROM, "definition": ""}, "Nothing in the sheet differs", "definition"),
    ],
)
def test_a_new_series_needs_its_day_and_what_is_counted_otherwise(
    measured: Kpi, lead: User, told: dict[str, Any], says: str, field: str
) -> None:
    with pytest.raises(Refused, match=says) as refused:
        define(measured, lead, **{"definition": "Counted once", "comparable": False, **told})
    assert refused.value.field == field


def test_two_series_do_not_begin_on_one_day(measured: Kpi, lead: User) -> None:
    make.Redefinition(notice=measured.notice, kpi=measured, from_on=FROM)
    with pytest.raises(Refused, match="A new series from 1 October 2023 is written down already"):
        define(measured, lead, definition="Counted once", comparable=False, from_on=FROM)


# --- units ---------------------------------------------------------------------------------------


def test_another_unit_cannot_be_said_to_compare(measured: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="Figures in another unit cannot be compared") as refused:
        define(measured, lead, unit=Unit.DAYS, comparable=True)
    assert refused.value.field == "comparable"


@pytest.mark.parametrize(
    ("before", "after", "rule", "readable"),
    [
        ("count", "days", "12", True),
        ("count", "percent", "12", True),
        ("count", "percent", "800", False),
        ("percent", "count", "45%", False),
        ("percent", "days", "20%-point increase", False),
        ("percent", "count", "25% reduction", True),
        ("percent", "count", "TBC", True),
        ("not_stated", "percent", "45%", True),
        ("not_stated", "count", "45%", False),
        ("count", "days", "45%", True),  # as odd as before
    ],
)
def test_a_unit_in_which_a_target_says_nothing_is_refused(
    lead: User, before: str, after: str, rule: str, readable: bool
) -> None:
    kpi = make.Kpi(unit=before)
    make.Target(notice=kpi.notice, kpi=kpi, rule=rule, label="Milestone 1")
    if readable:
        assert define(kpi, lead, unit=Unit(after)).unit == after
        return
    with pytest.raises(Refused, match=r"Milestone 1 asks for .*rebase the targets by a decision first") as refused:
        define(kpi, lead, unit=Unit(after))
    assert refused.value.field == "unit"


# --- who brings the figures ----------------------------------------------------------------------


def test_a_data_lead_needs_the_role_and_a_partner_its_place_in_this_notice(bare: Kpi, lead: User) -> None:
    somebody, body = make.User(name="Somebody"), make.Organisation(name="A trust")
    with pytest.raises(Refused, match="Somebody is no data lead of this notice") as refused:
        define(bare, lead, data_lead=somebody)
    assert refused.value.field == "data_lead"
    make.Access(notice=make.Notice(), user=somebody, role=Role.DATA_LEAD)
    with pytest.raises(Refused, match="no data lead of this notice"):
        define(bare, lead, data_lead=somebody)
    with pytest.raises(Refused, match="A trust is no partner of this notice"):
        define(bare, lead, organisation=body)
    make.Partner(notice=make.Notice(), organisation=body)
    with pytest.raises(Refused, match="no partner"):
        define(bare, lead, organisation=body)
    make.Access(notice=bare.notice, user=somebody, role=Role.DATA_LEAD)
    make.Partner(notice=bare.notice, organisation=body)
    changed = define(bare, lead, data_lead=somebody, organisation=body)
    assert (changed.data_lead, changed.organisation) == (somebody, body)


# --- actions -------------------------------------------------------------------------------------


def test_actions_are_linked_and_taken_away_with_a_reason_that_stays(bare: Kpi, lead: User) -> None:
    one, two = make.Action(notice=bare.notice, ref="A1"), make.Action(notice=bare.notice, ref="A2")
    told = {"kpi": bare, "by": lead, "at": NOW}
    assert actions.link_actions(actions=[one], why="Staff", seen_version=1, **told) == ([one], [])
    new, gone = actions.link_actions(actions=[two], why="A1 ended", seen_version=2, **told)
    assert (new, gone) == ([two], [one])
    assert list(bare.actions.values_list("action__ref", flat=True)) == ["A2"]
    link = bare.actions.model.history.filter(action=one, history_type="-").get()
    assert (link.history_change_reason, link.history_user) == ("A1 ended", lead)
    assert verbs(bare) == ["kpi.linked", "kpi.linked", "kpi.unlinked"]
    with pytest.raises(ChangedMeanwhile):
        actions.link_actions(actions=[], why="Stale", seen_version=2, **told)
    with pytest.raises(Refused, match="Say why"):
        actions.link_actions(actions=[], why=" ", seen_version=3, **told)
    assert actions.link_actions(actions=[two], why="", seen_version=3, **told) == ([], [])


def test_an_action_that_is_not_linked_is_left_as_it_is_and_a_link_goes_with_a_reason_alone(
    bare: Kpi, lead: User
) -> None:
    action = make.Action(notice=bare.notice)
    actions.unlink_action(kpi=bare, action=action, why="", by=lead, at=NOW)
    make.KpiAction(notice=bare.notice, kpi=bare, action=action)
    with pytest.raises(Refused, match="Say why it should move the KPI no longer"):
        actions.unlink_action(kpi=bare, action=action, why=" ", by=lead, at=NOW)
    actions.unlink_action(kpi=bare, action=action, why="Done", by=lead, at=NOW)
    assert not bare.actions.exists()


# --- judgements ----------------------------------------------------------------------------------


def judge(kpi: Kpi, lead: User, reason: str = "Two clinics close", **more: Any) -> Any:
    told = {"state": JudgedState.AT_RISK, "seen_version": kpi.version, **more}
    return actions.judge_kpi(kpi=kpi, reason=reason, by=lead, at=NOW, **told)


def test_one_judgement_stands_and_another_one_ends_it(bare: Kpi, lead: User) -> None:
    first = judge(bare, lead)
    with pytest.raises(ChangedMeanwhile):
        judge(bare, lead, "Seen before the first")
    with pytest.raises(Refused, match="Just this was saved"):
        judge(bare, lead, seen_version=2)
    second = judge(bare, lead, "Three close", seen_version=2, state=JudgedState.OFF_TRACK)
    first.refresh_from_db()
    assert (first.ended_by, first.ended_at) == (lead, NOW)
    assert list(bare.judgements.filter(ended_at__isnull=True)) == [second]
    assert "clinics" not in Event.objects.filter(verb="kpi.judged").latest("number").body


def test_a_judgement_needs_a_reason_and_is_made_once_for_a_double_click(bare: Kpi, lead: User) -> None:
    with pytest.raises(Refused, match="Say why you judge it so"):
        judge(bare, lead, "  ")
    sent = make.Kpi().uid
    assert judge(bare, lead, sent_as=sent) == judge(bare, lead, sent_as=sent)
    assert bare.judgements.count() == 1


def test_a_judgement_is_taken_back_with_a_reason_once(bare: Kpi, lead: User) -> None:
    row = judge(bare, lead)
    told = {"judgement": row, "by": lead, "at": NOW}
    with pytest.raises(Refused, match="Say why you take it back"):
        actions.take_back_judgement(why="", seen_version=1, **told)
    ended = actions.take_back_judgement(why="They stay", seen_version=1, **told)
    assert actions.take_back_judgement(why="They stay", seen_version=1, **told) == ended
    with pytest.raises(ChangedMeanwhile):
        actions.take_back_judgement(judgement=row, why="Late", by=make.User(), at=NOW, seen_version=1)
    assert row.history.latest("pk").history_change_reason == "They stay"


# --- who may -------------------------------------------------------------------------------------


def test_the_lead_and_who_holds_a_post_behind_it_judge_a_kpi_and_the_lead_alone_names_people_and_actions() -> None:
    cast: Cast = assemble()
    kpi = make.Kpi(notice=cast.notice)

    def who(asked: Any) -> set[str]:
        return {kind for kind in [*ROLES, "stranger"] if asked(cast.reader(kind), kpi)}

    assert who(permissions.can_judge) == {"lead"}
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    assert who(permissions.can_judge) == {"lead", "officer", "chair with the post"}
    assert who(permissions.can_name_data_lead) == who(permissions.can_link) == {"lead"}


def test_a_percentage_with_one_part_alone_can_be_saved(lead: User) -> None:
    kpi = define(make.Kpi(unit=Unit.PERCENT), lead, numerator="Plans issued within 20 weeks")
    assert (kpi.numerator, kpi.denominator) == ("Plans issued within 20 weeks", "")


def test_a_baseline_of_another_kpi_asks_nothing_here(bare: Kpi, lead: User) -> None:
    make.Baseline(notice=bare.notice, kpi=make.Kpi(notice=bare.notice), value=Decimal(1))
    assert define(bare, lead, definition="Otherwise").definition == "Otherwise"
