"""Wordings that were kept apart are two posts: what is printed with one says nothing of the other."""

import pytest

from bringing import actions, answerable
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks
from bringing.settling import Answer, How, keys
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, HEAD, changes, csv, draft, enter, now, settle
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
OURS, THEIRS = "Head of Performance and Data", "Head of performance & data (ICB)"


def content(*posts: str) -> bytes:
    rows = (f'A{at},A,Write letter {at},It is read,June 2023,"{who}"' for at, who in enumerate(posts, start=1))
    return "\n".join([HEAD, *rows]).encode()


def apart(cast: Cast, *posts: str) -> PlanDraft:
    """A file of these posts, kept apart by the answer that is offered."""
    file = brought(cast.notice, content(*posts), cast["lead"], name="plan.csv")
    read = check(file).read
    (doubt,) = [each for each in read.doubts if each.asks is Asks.SAME_POST]
    (own, *_) = others(doubt, read)
    actions.say(file=file, answers={doubt.key: Answer(How.CORRECTED, own.values)}, by=cast["lead"], at=NOW, seen={})
    return file


@pytest.mark.parametrize("posts", [(OURS, THEIRS), (THEIRS, OURS)], ids=["first", "last"])
def test_the_organisation_that_is_printed_with_one_wording_is_that_ones_alone(
    cast: Cast, posts: tuple[str, ...]
) -> None:
    found = now(apart(cast, *posts)).draft.posts
    assert {post.title: (post.organisation.value, [each.words for each in post.wordings]) for post in found} == {
        OURS: ("", [OURS]),
        "Head of performance & data": ("ICB", [THEIRS]),
    }


def test_it_is_known_by_the_organisations_that_the_notice_has(cast: Cast) -> None:
    fens = make.Organisation(name="Fen and Marsh Pathways")
    make.Partner(notice=cast.notice, organisation=fens)
    posts = now(apart(cast, OURS, f"Head of performance & data, {fens.name}")).draft.posts
    assert {post.title: post.organisation.value for post in posts} == {
        OURS: "",
        "Head of performance & data": fens.name,
    }


def test_two_wordings_of_two_organisations_stay_these_two_in_the_next_file(cast: Cast) -> None:
    council = cast.notice.council.name
    icb = make.Organisation(name="Wexcombe Integrated Care Board", short_name="ICB")
    make.Partner(notice=cast.notice, organisation=icb)
    both = f"{OURS}; {THEIRS}"
    file = apart(cast, both)
    assert [post.name for post in now(file).unknown] == [OURS], "whose the other one is stands in the file"
    said = dict([answerable.answered(OURS, answerable.A_POST, council)])
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    plan = enter(file, cast).plan
    newer = now(brought(cast.notice, content(both, OURS), cast["lead"], name="plan.csv", plan=plan))
    assert (newer.left, newer.unknown, newer.hindrances) == ((), (), ())
    assert [(each.row.key, each.is_new) for each in newer.differences] == [("A2", True)]
    assert newer.whose == {
        OURS: answerable.Whose(OURS, council),
        "Head of performance & data": answerable.Whose("Head of performance & data", icb.name),
    }


def test_a_post_that_is_typed_is_not_the_one_that_the_plan_has_for_the_printed_words(cast: Cast) -> None:
    plan: Plan = enter(draft(cast, FIRST), cast).plan
    file = brought(cast.notice, csv(*reversed(FIRST)), cast["lead"], name="plan.csv", plan=plan)
    path = "actions/0/posts/0"
    answer = Answer(How.CORRECTED, {path: "Head of Audit"})
    actions.say(file=file, answers={keys(check(file).read)[path]: answer}, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    ((_, before, after),) = changes(file)["B2"]
    assert [who for _, who, _ in before] == ["Head of SEND"]
    assert [who for _, who, _ in after] == ["Head of Audit"]


THREE = ("Director of Museums & Art", "Director of Museums and Art", "Dir. of Museums & Art")


@pytest.mark.parametrize("whose", ["council", "icb"])
def test_three_wordings_that_were_kept_apart_are_these_three_in_the_next_file(cast: Cast, whose: str) -> None:
    """Two of them differ in & alone: they were one post again, and one of the actions another’s."""
    icb = make.Organisation(name="Wexcombe Integrated Care Board", short_name="ICB")
    make.Partner(notice=cast.notice, organisation=icb)
    file = apart(cast, *THREE)
    body = icb.name if whose == "icb" else cast.notice.council.name
    said = dict(answerable.answered(post.name, answerable.A_POST, body) for post in now(file).unknown)
    assert len(said) == len(THREE)
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    settle(cast, file)
    plan = enter(file, cast).plan
    for rows in (THREE, THREE[::-1]):
        newer = now(brought(cast.notice, content(*rows), cast["lead"], name="plan.csv", plan=plan))
        assert (newer.left, newer.unknown) == ((), ())
        assert [post.name for post in newer.draft.posts] == [*rows]
    again = now(brought(cast.notice, content(*THREE), cast["lead"], name="plan.csv", plan=plan))
    assert again.differences == ()
