"""Entering asks the database no more for many rows, new or changed, than for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.ledger import verify
from audit.models import Event
from bringing import standing
from bringing.actions import drafting
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import differences
from bringing.reading import Most
from kpis.models import Kpi
from notices.conflicts import Refused
from plans.models import Action, Plan
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import draft
from tests.bringing.newer import enter as enter_it
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
FEW, MANY = 4, 24


def rows(number: int, more: str = "") -> list[str]:
    return [f"B{at},B,Do {at},It is done{more},June 2024,Head of SEND" for at in range(1, number + 1)]


def entering(file: PlanDraft, cast: Cast) -> tuple[Plan, int]:
    """Enter it, and count the queries of that."""
    with CaptureQueriesContext(connection) as asked:
        plan = enter_it(file, cast).plan
    return plan, len(asked)


def test_many_new_actions_are_entered_with_as_many_queries_as_few(cast: Cast) -> None:
    asked = []
    for number in (1, FEW, MANY):  # the first adds the post too
        file = draft(cast, rows(number))
        plan, queries = entering(file, cast)
        asked.append(queries)
        assert plan.actions.count() == number
        Plan.objects.filter(pk=plan.pk).update(slug=f"plan-{number}")
    assert asked[1] == asked[2]


def test_many_new_kpis_are_entered_with_as_many_queries_as_few(cast: Cast) -> None:
    asked = []
    plan = enter_it(draft(cast, rows(1)), cast).plan
    for number in (1, FEW, MANY):  # a plan without KPIs is read with fewer
        said = [f"K{number}-{at},B,Cases {number} {at},Number,10,20" for at in range(number)]
        table = "\n".join(["Code,Section,KPI,Unit,Baseline,Target - May 2024", *said]).encode()
        file = brought(cast.notice, table, cast["lead"], name="kpis.csv", plan=plan)
        settle_all(file, cast["lead"], cast.notice.council.name)
        asked.append(entering(file, cast)[1])
    assert Kpi.objects.filter(plan=plan).count() == 1 + FEW + MANY
    assert asked[1] == asked[2]


def test_many_actions_change_with_as_many_queries_as_few(cast: Cast) -> None:
    plan = enter_it(draft(cast, rows(MANY)), cast).plan
    asked = []
    for number in (FEW, MANY):
        file = draft(cast, rows(number, " well") + rows(MANY)[number:], plan)
        asked.append(entering(file, cast)[1])
    assert plan.actions.filter(success="It is done well").count() == MANY
    assert asked[0] == asked[1]


def test_what_is_added_at_once_leaves_a_history_and_an_event_of_each_row(cast: Cast) -> None:
    file = draft(cast, rows(FEW))
    wanted = check(file).brought
    plan = enter_it(file, cast).plan
    actions = list(plan.actions.order_by("order"))
    assert [action.order for action in actions] == list(range(1, FEW + 1))
    for action in actions:
        (kept,) = action.history.all()
        assert (kept.history_user, kept.history_change_reason, kept.history_type) == (cast["lead"], "Action added", "+")
        (answers,) = action.accountabilities.get().history.all()
        assert answers.history_change_reason == "Made accountable"
    events = Event.objects.filter(verb="action.added", subject_id__in=[str(each.pk) for each in actions])
    assert events.count() == FEW
    assert verify(f"notice:{cast.notice.pk}") is None
    assert not [each for each in differences(standing.rows_of(plan), wanted) if each.changes or each.is_new]
    assert not hasattr(actions[0], "_history_user")
    assert Action.history.count() >= FEW


def test_a_file_with_more_rows_than_can_be_entered_at_once_is_refused_before_anything_is_settled(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST", Most(rows=3))
    with pytest.raises(Refused, match=r"has more than 3 actions and KPIs\. No more can be entered at once: part it"):
        draft(cast, rows(4))
    assert PlanDraft.objects.count() == 0
    assert draft(cast, rows(3)).pk


def test_actions_that_change_at_once_keep_their_history_version_and_places(cast: Cast) -> None:
    two = [*rows(3), "C1,C,Say it,It is said,June 2024,Head of SEND"]
    plan = enter_it(draft(cast, two), cast).plan
    moved = [f"B{at},C,Do {at} well,It is done,June 2024,Head of SEND" for at in (1, 2)]
    enter_it(draft(cast, [*moved, rows(3, " well")[2], two[3]], plan), cast)
    there = plan.actions.filter(section__letter="C").order_by("order").values_list("ref", "order", "what")
    assert list(there) == [("C1", 1, "Say it"), ("B1", 2, "Do 1 well"), ("B2", 3, "Do 2 well")]
    third = plan.actions.get(ref="B3")
    assert (third.success, third.what, third.version) == ("It is done well", "Do 3", 2)
    newest, first = third.history.order_by("-history_id")
    assert (newest.history_type, newest.history_user, newest.success) == ("~", cast["lead"], "It is done well")
    assert newest.history_change_reason.startswith("From plan.csv")
    assert first.success == "It is done"
    assert Event.objects.filter(verb="action.edited").count() == 3
    assert verify(f"notice:{cast.notice.pk}") is None
