"""A settled draft is entered into a plan, all of it or nothing; the same file again changes nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from audit.models import Event
from bringing import actions, standing
from bringing.actions.entering import seen_of
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.plain import Kind, differences
from kpis.models import BaselineState, Kpi
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Notice
from plans.models import Action, Plan
from tests.bringing.files import brought, settle_all
from tests.bringing.reading.demo_files import in_excel, in_word
from tests.cast import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NOTHING_ELSE = actions.Settled()
NEW = actions.New("Devon Local Area SEND Improvement Plan 2023/24", "send-plan")


def enter(file: PlanDraft, cast: Cast, *, settled: actions.Settled = NOTHING_ELSE, **told: Any) -> actions.Entered:
    file = PlanDraft.objects.get(pk=file.pk)
    given: dict[str, Any] = {"new": None if file.plan else NEW, "note": "As agreed", "seen": seen_of(check(file))}
    return actions.enter_plan(file=file, settled=settled, by=cast["lead"], at=NOW, **(given | told))


def settled(cast: Cast, content: bytes, name: str = "plan.docx", plan: Plan | None = None) -> PlanDraft:
    file = brought(cast.notice, content, cast["lead"], name=name, plan=plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    return file


def entered(cast: Cast) -> Plan:
    return enter(settled(cast, in_word()), cast).plan


def test_the_demos_plan_comes_in_from_word_as_a_published_version(cast: Cast) -> None:
    file = settled(cast, in_word())
    earlier = NOW - timedelta(days=3)
    PlanDraft.objects.filter(pk=file.pk).update(added_by=cast["office"], added_at=earlier)
    assert not Plan.objects.filter(slug="send-plan").exists(), "nothing is entered unconfirmed"
    said = enter(file, cast)
    assert (said.plan.sections.count(), said.plan.actions.count(), Kpi.objects.filter(plan=said.plan).count()) == (
        4,
        28,
        43,
    )
    assert said.edition is not None
    assert (said.edition.number, said.edition.note) == (1, "As agreed")
    assert said.elsewhere == ()
    file.refresh_from_db()
    assert (file.draft, bytes(file.content), file.plan) == ("", b"", said.plan)
    assert file.document is not None
    assert file.document.sha256 == file.sha256
    assert (file.entered_by, file.entered_at) == (cast["lead"], NOW), "who entered it, not who brought it"
    (event,) = Event.objects.filter(verb="plan_file.entered")
    assert (event.by_id, event.at) == (cast["lead"].pk, NOW)
    assert file.sha256 in event.body


def test_word_and_excel_give_the_same_plan(cast: Cast) -> None:
    plan = entered(cast)
    file = settled(cast, in_excel(), "plan.xlsx", plan)
    changed = {change.field for each in check(file).differences for change in each.changes}
    assert [each for each in check(file).differences if each.is_new] == []
    assert changed <= {"needs_improvement", "families_said", "title"}, "the workbook holds no lists of points"


def test_the_same_file_again_changes_nothing_and_asks_nothing_of_what_reads_as_the_plan_says(cast: Cast) -> None:
    plan = entered(cast)
    file = brought(cast.notice, in_word(), cast["lead"], plan=plan)
    checked = check(file)
    assert (checked.differences, checked.left, checked.unknown) == ((), (), ())
    with pytest.raises(Refused, match="the plan says all of this already"):
        enter(file, cast)


def test_a_plan_that_was_called_something_else_is_called_so_by_the_same_file(cast: Cast) -> None:
    plan = enter(settled(cast, in_word()), cast, new=actions.New("Our plan", "ours")).plan
    assert plan.title == "Our plan"
    assert check(brought(cast.notice, in_word(), cast["lead"], plan=plan)).differences == ()


def test_a_file_without_a_title_is_asked_for_one_only_where_it_is_entered(cast: Cast) -> None:
    file = brought(cast.notice, in_excel(), cast["lead"], name="plan.xlsx")
    assert "title" in {path for each in check(file).read.doubts for path in each.about}
    assert "title" not in {path for each in check(file).left for path in each.about}
    settle_all(file, cast["lead"], cast.notice.council.name)
    assert enter(file, cast).plan.title == NEW.title


def test_what_was_left_open_is_to_be_settled_and_no_guess(cast: Cast) -> None:
    plan = entered(cast)
    kpi = Kpi.objects.get(plan=plan, code="A-K11")
    assert kpi.unplaced, "values that nobody placed wait as they are printed"
    assert {target.rule for target in kpi.targets.all()} == {""}
    assert kpi.baselines.get().state in {BaselineState.AWAITED, BaselineState.APPROVED}


def test_nothing_is_entered_while_a_doubt_waits(cast: Cast) -> None:
    file = brought(cast.notice, in_word(), cast["lead"])
    with pytest.raises(Refused, match="Something is still doubtful"):
        enter(file, cast)
    assert not Plan.objects.filter(slug="send-plan").exists()


def test_one_row_that_is_refused_takes_all_of_it_back(cast: Cast) -> None:
    file = settled(cast, in_word())
    Notice.objects.filter(pk=cast.notice.pk).update(issued_on=date(2030, 1, 1))
    with pytest.raises(Refused, match=r"Action A1: It is due on .*, before the plan"):
        enter(file, cast)
    assert not Plan.objects.filter(slug="send-plan").exists()
    assert Action.objects.count() == 1
    assert check(PlanDraft.objects.get(pk=file.pk)).left == (), "the draft is kept with all that was said"


def test_what_was_entered_stands_as_the_draft_says(cast: Cast) -> None:
    file = settled(cast, in_word())
    wanted = check(file).brought
    plan = enter(file, cast).plan
    assert [each for each in differences(standing.rows_of(plan), wanted) if each.row.kind is not Kind.PLAN] == []


def test_a_draft_that_changed_after_it_was_shown_is_not_entered(cast: Cast) -> None:
    file = settled(cast, in_word())
    with pytest.raises(ChangedMeanwhile):
        enter(file, cast, seen="another")


def checked(file: PlanDraft) -> Checked:
    return check(PlanDraft.objects.get(pk=file.pk))
