"""Who is accountable for an action can be left open: it enters without anybody, and the data-quality list says so."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settling import Answer, How
from kpis.quality import Matter, of_actions
from plans.models import Action, Plan, Section
from plans.reading.actions import answering, undated
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, csv, draft, enter, now, saved, settle
from tests.bringing.writing.test_empty import filled
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import sent
from tests.plans.test_setting_up import parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
TBC = "B3,B,Ask schools,They answer,July 2024,TBC"


def left_open(cast: Cast, *rows: str, plan: Plan | None = None) -> PlanDraft:
    """A file whose actions without anybody are left open."""
    file = brought(cast.notice, csv(*rows), cast["lead"], name="plan.csv", plan=plan)
    doubts = [each for each in now(file).left if each.asks is Asks.NO_POST]
    actions.say(file=file, answers={each.key: Answer(How.OPEN) for each in doubts}, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    return file


def nobody(plan: Plan) -> list[str]:
    """The refs of the actions of which the data-quality list says that nobody is accountable."""
    rows = plan.actions.select_related("plan", "section").prefetch_related(answering(NOW.date()), undated())
    return [each.ref for each in of_actions(rows) if each.matter is Matter.NOBODY_ACCOUNTABLE]


def test_tbc_can_be_left_open_and_is_listed(cast: Cast) -> None:
    file = left_open(cast, *FIRST, TBC)
    assert now(file).hindrances == ()
    plan = enter(file, cast).plan
    assert Action.objects.get(plan=plan, ref="B3").accountabilities.count() == 0
    assert nobody(plan) == ["B3"]


def test_an_action_of_which_somebody_says_that_nobody_is_accountable_cannot_enter(cast: Cast) -> None:
    file = brought(cast.notice, csv(*FIRST, TBC), cast["lead"], name="plan.csv")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.NO_POST]
    typed = Answer(How.CORRECTED, {doubt.about[0]: ""})
    actions.say(file=file, answers={doubt.key: typed}, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    assert [(each.row.key, each.says) for each in now(file).hindrances] == [
        ("B3", "Nobody is accountable: say which post or organisation is")
    ]


def test_the_next_file_that_still_says_tbc_changes_nothing_and_asks_nothing(cast: Cast) -> None:
    plan = enter(left_open(cast, *FIRST, TBC), cast).plan
    file = brought(cast.notice, csv(*FIRST, TBC), cast["lead"], name="plan.csv", plan=plan)
    assert (now(file).differences, now(file).left, now(file).hindrances) == ((), (), ())


def test_the_next_file_names_somebody(cast: Cast) -> None:
    plan = enter(left_open(cast, *FIRST, TBC), cast).plan
    named = TBC.replace("TBC", "Head of SEND")
    enter(draft(cast, [*FIRST, named], plan), cast)
    assert nobody(plan) == []


def test_left_open_it_takes_nobody_from_an_action_that_has_somebody(cast: Cast, plan: Plan) -> None:
    file = left_open(cast, FIRST[0], FIRST[1].replace("Head of SEND", "TBC"), plan=plan)
    assert (now(file).differences, now(file).hindrances) == ((), ())


def test_its_pages_say_that_nobody_is(cast: Cast, as_: Callable[[str], Client]) -> None:
    plan = enter(left_open(cast, *FIRST, TBC), cast).plan
    for name, args in (("plans:action", [plan.slug, "B3"]), ("plans:plan", [plan.slug])):
        page = as_("lead").get(reverse(name, args=[cast.notice.slug, *args]))
        assert (page.status_code, "Nobody yet" in page.content.decode()) == (200, True), name
    page = as_("lead").get(reverse("kpis:data-quality", args=[cast.notice.slug]))
    assert "The plan does not say yet which post or organisation is accountable" in page.content.decode()


def test_the_doubt_offers_to_be_left_open(cast: Cast, as_: Callable[[str], Client]) -> None:
    file = brought(cast.notice, csv(*FIRST, TBC), cast["lead"], name="plan.csv")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.NO_POST]
    address = reverse("bringing:settle", args=[cast.notice.slug, file.uid, doubt.key])
    assert 'value="open"' in as_("lead").get(address).content.decode()


@pytest.mark.parametrize(("address", "name"), [("plan-workbook", "plan.xlsx"), ("plan-document", "plan.docx")])
def test_a_plan_with_such_an_action_comes_back_without_a_difference(
    cast: Cast, as_: Callable[[str], Client], address: str, name: str
) -> None:
    plan = enter(left_open(cast, *FIRST, TBC), cast).plan
    content = as_("lead").get(reverse(f"bringing:{address}", args=[cast.notice.slug, plan.slug])).content
    file = brought(cast.notice, content, cast["lead"], name=name, plan=plan)
    assert (now(file).differences, now(file).left, now(file).hindrances) == ((), (), ())


def test_its_own_page_changes_it_without_naming_somebody_and_takes_nobody_away_once_there_is_one(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    plan, lead = enter(left_open(cast, *FIRST, TBC), cast).plan, as_("lead")
    typed = {"ref": "B3", "title": "Ask schools", "what": "Ask all schools", "why": "Clearer"}
    section, due = Section.objects.get(plan=plan), parts("due_on", date(2024, 7, 31))
    for ref, says in (("B3", ""), ("B2", "Select the post or organisation that is accountable")):
        address = reverse("plans:edit-action", args=[cast.notice.slug, plan.slug, ref])
        page = sent(lead, address, **{**typed, "ref": ref, "section": section.pk, **due})
        assert (page.status_code, says in page.content.decode()) == (200 if says else 302, True), ref
    assert Action.objects.get(plan=plan, ref="B3").what == "Ask all schools"


def test_tbc_in_the_filled_template_can_be_left_open_and_whose_it_is_is_not_asked(cast: Cast) -> None:
    book = filled()
    book["Accountable posts"].append(["B3", None, "TBC", None])
    book["Actions"].append(["B3", "B", "Else", "Do more", "It is done", "June 2027"])
    file = brought(cast.notice, saved(book), cast["lead"], name="filled.xlsx")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.NO_POST]
    assert doubt.words == ("TBC",)
    assert "TBC" not in [post.title for post in now(file).unknown]
    actions.say(file=file, answers={doubt.key: Answer(How.OPEN)}, by=cast["lead"], at=NOW, seen={})
    checked = now(file)
    assert not any(each.says.startswith("Nobody is accountable") for each in checked.hindrances)
    assert [each.asks for each in checked.left if each.asks is Asks.NO_POST] == []


BESIDE = TBC.replace("TBC", "Head of SEND / TBC - new post")


def test_who_is_still_to_be_named_beside_others_is_asked_and_can_be_left_open(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    file = brought(cast.notice, csv(*FIRST, BESIDE), cast["lead"], name="plan.csv")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.UNNAMED]
    lead, args = as_("lead"), [cast.notice.slug, file.uid]
    page = lead.get(reverse("bringing:check", args=args)).content.decode()
    assert "Others who are still to be named" in page
    assert f'name="open" value="{doubt.key}"' in page
    address = reverse("bringing:settle", args=[*args, doubt.key])
    page = lead.get(address).content.decode()
    assert "Leave it open: those who are named enter the plan, and these words do not" in page
    assert "“TBC - new post”, B3" in page, "there is a field for who it is"
    assert lead.post(address, {"how": "open", "seen_version": "0"}).status_code == 302
    settle(cast, file)
    plan = enter(file, cast).plan
    (row,) = Action.objects.get(plan=plan, ref="B3").accountabilities.all()
    assert (row.post and row.post.title, row.printed) == ("Head of SEND", "Head of SEND")
    newer = brought(cast.notice, csv(*FIRST, BESIDE), cast["lead"], name="plan.csv", plan=plan)
    assert (now(newer).differences, now(newer).left, now(newer).hindrances) == ((), (), ())


def test_who_is_still_to_be_named_beside_others_is_entered_and_the_next_file_says_the_same(cast: Cast) -> None:
    file = brought(cast.notice, csv(*FIRST, BESIDE), cast["lead"], name="plan.csv")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.UNNAMED]
    typed = Answer(How.CORRECTED, {doubt.about[0]: "Chief Nurse"})
    actions.say(file=file, answers={doubt.key: typed}, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    plan = enter(file, cast).plan
    rows = Action.objects.get(plan=plan, ref="B3").accountabilities.order_by("pk")
    assert [(row.post and row.post.title, row.printed) for row in rows] == [
        ("Head of SEND", "Head of SEND"),
        ("Chief Nurse", "TBC - new post"),
    ]
    newer = brought(cast.notice, csv(*FIRST, BESIDE), cast["lead"], name="plan.csv", plan=plan)
    assert (now(newer).differences, now(newer).left, now(newer).hindrances) == ((), (), ())


def test_tbc_beside_a_post_in_the_filled_template_is_asked_about(cast: Cast) -> None:
    book = filled()
    book["Accountable posts"].append(["B3", "Printed", "Head of Play", "Devon County Council"])
    book["Accountable posts"].append(["B3", None, "TBC (health)", "NHS Devon"])
    book["Accountable posts"].append(["B3", None, "–", None])
    book["Actions"].append(["B3", "B", "Else", "Do more", "It is done", "June 2027"])
    file = brought(cast.notice, saved(book), cast["lead"], name="filled.xlsx")
    (doubt,) = [each for each in now(file).left if each.asks is Asks.UNNAMED]
    assert doubt.says.startswith("B3: “TBC (health)” says that somebody is still to be named: enter who answers")
    action = next(each for each in now(file).read.actions if each.ref.value == "B3")
    assert [(each.value, each.words) for each in action.posts] == [("Head of Play", "Printed"), ("", "TBC (health)")]
    assert {"NHS Devon", "–"} <= {each.source.words for each in now(file).read.aside}
