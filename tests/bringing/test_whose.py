"""Whose the posts of a file are: asked of the rows that come in, whichever organisations the notice has by then."""

import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bringing import actions, answerable
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settled import Whose
from bringing.settling import Answer, How, key_of_row
from people.models import OrganisationKind
from plans.models import Accountability, Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, HEAD, address, enter, saved, settle
from tests.bringing.test_held import entered, uploaded
from tests.bringing.test_held import settle as settle_doubt
from tests.bringing.writing.test_empty import filled
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]
ROWS = (
    "B1,B,Write it,It is written,June 2024,Head of Sport; Moor Nobody",
    "B2,B,Tell them,They know,June 2024,Head of Sport; Clerk; Anybody",
)


def file_of(cast: Cast) -> PlanDraft:
    return brought(cast.notice, "\n".join([HEAD, *ROWS]).encode(), cast["lead"], name="plan.csv")


def leave_out(cast: Cast, file: PlanDraft, ref: str) -> None:
    read = check(file).read
    at = [action.ref.value for action in read.actions].index(ref)
    answer = {key_of_row(f"actions/{at}", read): Answer(How.OUT)}
    actions.say(file=file, answers=answer, by=cast["lead"], at=NOW, seen={})


def asked_of(page: Any, asks: Asks) -> list[list[str]]:
    """The words that the page of all doubts shows for each doubt of this kind."""
    told = [each for _, _, doubts in page.context["groups"] for each in doubts if each["doubt"].asks is asks]
    return [[words for _, words in each["sources"]] for each in told]


def offered(page: Any) -> list[str]:
    return [post.title for post, _, _ in page.context["rows"]]


def test_of_the_posts_of_a_row_that_is_left_out_nothing_is_asked(cast: Cast, as_: As) -> None:
    file, client = file_of(cast), as_("lead")
    page = client.get(address("check", file))
    assert asked_of(page, Asks.WHOSE_POST) == [["Head of Sport", "Moor Nobody", "Clerk", "Anybody"]]
    assert asked_of(page, Asks.ORGANISATION) == [["Moor Nobody"], ["Anybody"]]
    leave_out(cast, file, "B1")
    page = client.get(address("check", file))
    assert asked_of(page, Asks.WHOSE_POST) == [["Head of Sport", "Clerk", "Anybody"]]
    assert asked_of(page, Asks.ORGANISATION) == [["Anybody"]]
    assert "3 posts belong to nobody yet" in re.sub(r"\s+", " ", page.content.decode())
    assert offered(client.get(address("posts", file))) == ["Head of Sport", "Clerk", "Anybody"]


def test_a_row_that_comes_back_in_brings_its_posts_along(cast: Cast, as_: As) -> None:
    file, client = file_of(cast), as_("lead")
    leave_out(cast, file, "B1")
    actions.take_back(file=file, keys=[key_of_row("actions/0", check(file).read)])
    assert "Moor Nobody" in offered(client.get(address("posts", file)))


def test_where_all_of_a_doubts_words_are_of_rows_that_are_left_out_it_does_not_wait(cast: Cast, as_: As) -> None:
    file = file_of(cast)
    leave_out(cast, file, "B1")
    leave_out(cast, file, "B2")
    asked = {doubt.asks for doubt in check(file).left}
    assert not asked & {Asks.WHOSE_POST, Asks.ORGANISATION}
    assert offered(as_("lead").get(address("posts", file))) == []


def test_an_organisation_of_a_workbook_of_ours_that_only_a_row_left_out_names_is_not_asked_about(cast: Cast) -> None:
    file = brought(cast.notice, saved(filled()), cast["lead"], name="filled.xlsx")
    asked = [doubt.words for doubt in check(file).left if doubt.asks is Asks.ORGANISATION]
    assert asked == [("Parent Carer Forum",)]
    leave_out(cast, file, "A2")
    assert Asks.ORGANISATION not in {doubt.asks for doubt in check(file).left}


def documented() -> list[str]:
    """The command of docs/operations.md that adds an organisation to a notice, as a shell would part it."""
    told = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    return shlex.split(re.findall(r"python manage\.py (add_organisation .*)", told)[0])


def test_an_organisation_that_the_notice_lacks_is_added_as_the_page_says_and_offered_to_the_draft_that_waits(
    cast: Cast, as_: As
) -> None:
    file, client = file_of(cast), as_("lead")
    says = "An organisation that is not offered here is added to the notice by whoever runs the system"
    page = client.get(address("posts", file)).content.decode()
    assert says in page
    assert "Devon Integrated Care Board" not in page
    name, slug, *others = documented()
    assert slug == "devon-send-2022"
    call_command(name, cast.notice.slug, *others)
    page = client.get(address("posts", file)).content.decode()
    assert "A post of Devon Integrated Care Board" in page


def test_where_no_post_is_to_be_placed_nothing_is_said_of_missing_organisations(cast: Cast, as_: As) -> None:
    file = file_of(cast)
    for ref in ("B1", "B2"):
        leave_out(cast, file, ref)
    assert "not offered here" not in as_("lead").get(address("posts", file)).content.decode()


def led_by(cast: Cast, *posts: str) -> PlanDraft:
    rows = (f"B{at},B,Write it {at},It is written,June 2024,{each}" for at, each in enumerate(posts, start=1))
    return brought(cast.notice, "\n".join([HEAD, *rows]).encode(), cast["lead"], name="plan.csv")


def say_whose(cast: Cast, file: PlanDraft, title: str, organisation: str) -> None:
    answers = dict([answerable.answered(title, answerable.A_POST, organisation)])
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})


def test_a_title_that_is_a_post_of_the_notice_only_without_its_organisation_is_asked_about(cast: Cast, as_: As) -> None:
    health = make.Organisation(name="NHS Moor")
    make.Partner(notice=cast.notice, organisation=health)
    make.Post(organisation=health, title="Chief Executive, NHS Moor")
    file = led_by(cast, "Chief Executive", "Chief Executive (NHS Moor)", "Head of Communications")
    assert [post.title for post in check(file).unknown] == ["Chief Executive"]
    page = as_("lead").get(address("posts", file))
    first, *_ = page.context["rows"]
    assert (first[0].title, first[1].value()) == ("Chief Executive", "")
    told = "The notice has “Chief Executive, NHS Moor”: where that is meant, choose the organisation it names"
    assert page.content.decode().count(told) == 1
    say_whose(cast, file, "Chief Executive", cast.notice.council.name)
    assert check(file).whose["Chief Executive"] == Whose("Chief Executive", cast.notice.council.name)


def test_where_its_organisation_is_chosen_it_is_the_notices_own_post_and_no_second_one(cast: Cast) -> None:
    health = make.Organisation(name="NHS Moor")
    make.Partner(notice=cast.notice, organisation=health)
    make.Post(organisation=health, title="Chief Executive, NHS Moor")
    file = led_by(cast, "Chief Executive")
    say_whose(cast, file, "Chief Executive", health.name)
    assert check(file).whose == {"Chief Executive": Whose("Chief Executive, NHS Moor", health.name)}


def test_a_title_that_one_organisation_alone_has_is_its_post(cast: Cast) -> None:
    post = make.Post(organisation=cast.notice.council, title="Chief Executive")
    file = led_by(cast, "Chief Executive")
    assert check(file).whose == {"Chief Executive": Whose(post.title, cast.notice.council.name)}


def test_beside_a_title_that_names_another_organisation_no_post_is_proposed(cast: Cast, as_: As) -> None:
    health = make.Organisation(name="NHS Moor")
    make.Partner(notice=cast.notice, organisation=health)
    make.Post(organisation=health, title="Chief Executive, NHS Moor")
    file = led_by(cast, "Chief Executive (Council)")
    assert [post.title for post in check(file).unknown] == ["Chief Executive"]
    assert "The notice has" not in as_("lead").get(address("posts", file)).content.decode()


def test_an_organisation_of_the_notice_that_answers_beside_posts_is_asked_about_by_all_its_names(cast: Cast) -> None:
    for name, short, kind in (
        ("Moor Young Voices", "MYV", OrganisationKind.FORUM),
        ("Moor Play", "", OrganisationKind.OTHER),
        ("Moor Care Partnership", "", OrganisationKind.ICB),
    ):
        make.Partner(notice=cast.notice, organisation=make.Organisation(name=name, short_name=short, kind=kind))
    council = cast.notice.council.name
    printed = ("Moor Young Voices", "MYV", "Moor Play", "Moor Care Partnership", council)
    file = brought(
        cast.notice,
        "\n".join(
            [HEAD, *(f'B{at},B,Do {at},Done,June 2024,"Head of Play, {each}"' for at, each in enumerate(printed))]
        ).encode(),
        cast["lead"],
        name="plan.csv",
    )
    asked = [doubt.others for doubt in check(file).left if doubt.asks is Asks.PARTED]
    assert asked == [("Head of Play; Moor Young Voices",), ("Head of Play; MYV",), ("Head of Play; Moor Play",)]


def test_posts_that_only_their_organisations_tell_apart_are_given_to_each(cast: Cast, as_: As) -> None:
    health = make.Organisation(name="NHS Moor", kind=OrganisationKind.ICB)
    make.Partner(notice=cast.notice, organisation=health)
    council = cast.notice.council
    rows = ["B1,B,Write it,It is written,June 2024,SIRO (Council) and SIRO (ICB)", "B2,B,Do,Done,June 2024,SIRO (ICB)"]
    file = brought(cast.notice, "\n".join([HEAD, *rows]).encode(), cast["lead"], name="plan.csv")
    page = as_("lead").get(address("posts", file))
    assert [field.label for _, field, _ in page.context["rows"]] == ["SIRO (Council)", "SIRO (ICB)"]
    chosen = [f"post|{council.name}", f"post|{health.name}"]
    fields = {field.html_name: each for (_, field, _), each in zip(page.context["rows"], chosen, strict=True)}
    as_("lead").post(address("posts", file), {**fields, "seen": page.context["form"]["seen"].value()})
    assert check(file).unknown == ()
    settle(cast, file)
    plan = enter(file, cast).plan
    found = Accountability.objects.filter(action__plan=plan).order_by("action__ref", "pk")
    assert [(row.printed, row.post and row.post.title, row.post and row.post.organisation) for row in found] == [
        ("SIRO (Council)", "SIRO", council),
        ("SIRO (ICB)", "SIRO", health),
        ("SIRO (ICB)", "SIRO", health),
    ]
    again = brought(cast.notice, "\n".join([HEAD, *rows, ""]).encode(), cast["lead"], name="plan.csv", plan=plan)
    assert check(again).unknown == ()
    assert [doubt.says for doubt in check(again).left] == []
    assert check(again).differences == ()


def test_of_two_that_are_printed_as_one_it_is_not_asked_again_who_they_are(cast: Cast, plan: Plan, as_: As) -> None:
    """The plan knows for both the whole of the printed words, and not which of them is whose."""
    lead, row = as_("lead"), 'B3,B,Ask schools,They answer,{},"Local Web Officer, Parent Carer Forum"'
    file = uploaded(lead, plan, HEAD, *FIRST, row.format("July 2024"))
    settle_doubt(lead, file, Asks.PARTED, "Local Web Officer; Parent Carer Forum")
    council = cast.notice.council.name
    both = ("Local Web Officer", "Parent Carer Forum")
    said = dict(answerable.answered(name, answerable.A_POST, council) for name in both)
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    entered(lead, file, cast)
    newer = uploaded(lead, plan, HEAD, *FIRST, row.format("August 2024"))
    checked = check(newer)
    assert ([post.name for post in checked.unknown], [each.asks for each in checked.left]) == (
        [],
        [Asks.AFTER_DELIVER_BY],
    )
    assert [[change.field for change in each.changes] for each in checked.differences] == [["by_when", "due_on"]]


def test_who_a_wording_stands_for_by_now_counts_before_what_was_said_of_an_earlier_file(
    cast: Cast, plan: Plan, as_: As
) -> None:
    lead, row = as_("lead"), "B3,B,Ask schools,They answer,{},Head of Sport"
    file = uploaded(lead, plan, HEAD, *FIRST, row.format("July 2024"))
    said = dict([answerable.answered("Head of Sport", answerable.A_POST, cast.notice.council.name)])
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    entered(lead, file, cast)
    other = make.Post(organisation=cast.post.organisation, title="Head of Play")
    Accountability.objects.filter(action__ref="B3").update(post=other)
    newer = check(uploaded(lead, plan, HEAD, *FIRST, row.format("August 2024")))
    assert newer.whose["Head of Sport"].post == "Head of Play"
