"""Several doubts about the same posts: how many a cell names goes before what they are called, and nothing is lost."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.test import Client

from bringing import actions
from bringing.models import PlanDraft
from bringing.others import others
from bringing.precedence import is_withdrawn
from bringing.reading import Asks, Doubt, Draft, Known
from bringing.settled import rows_of
from bringing.settling import Answer, How, overruled, settle
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, address, csv, enter, now
from tests.bringing.newer import settle as settle_rest
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_beside import OURS, read
from tests.bringing.test_attack import hidden
from tests.cast import Cast
from tests.factories import NOW

ONE_OR_BOTH = "Head of SEND, Parent Carer Forum"
OF_POSTS = (Asks.PARTED, Asks.BEHIND_TITLE, Asks.SAME_POST, Asks.PERSON, Asks.PLURAL, Asks.INTERIM)


def said(draft: Draft, asks: Asks, called: str) -> dict[str, Answer]:
    """This answer to the one doubt of a kind; “right” where it is none of its others."""
    (doubt,) = asked(draft, asks)
    return {doubt.key: dict(_answers(doubt, draft))[called]}


def _answers(doubt: Doubt, draft: Draft) -> Iterator[tuple[str, Answer]]:
    yield "right", Answer(How.RIGHT)
    yield from ((each.called, Answer(How.CORRECTED, each.values)) for each in others(doubt, draft))


def whose(draft: Draft) -> list[tuple[str, str]]:
    """The posts of a draft by what actions name them, with the organisations that are printed."""
    return [(post.name, post.organisation.value) for post in draft.posts]


def names(draft: Draft) -> list[list[str]]:
    """Who answers for each action."""
    return [[each.value for each in action.posts if each.value] for action in draft.actions]


@pytest.mark.parametrize("printed", [ONE_OR_BOTH, "Head of SEND – NHS Moor"])
@pytest.mark.parametrize("known", [OURS, Known(posts=("Head of SEND",), organisations=("NHS Moor",))])
def test_a_post_with_an_organisation_that_may_answer_beside_it_is_asked_about_once(printed: str, known: Known) -> None:
    draft = read(printed, "Head of SEND", known=known)
    body = printed.removeprefix("Head of SEND").strip(", –")
    (doubt,) = [each for each in draft.doubts if each.asks in OF_POSTS]
    assert doubt.asks is Asks.PARTED
    alone = settle(draft, said(draft, Asks.PARTED, "right"))
    assert whose(alone) == [(f"Head of SEND ({body})", body), ("Head of SEND", "")]
    both = settle(draft, said(draft, Asks.PARTED, f"Head of SEND; {body}"))
    assert names(both) == [["Head of SEND", body], ["Head of SEND"]]
    assert whose(both) == [("Head of SEND", ""), (body, "")]


def test_of_both_who_answer_neither_is_a_post_of_the_other() -> None:
    draft = read(ONE_OR_BOTH, known=OURS)
    both = settle(draft, said(draft, Asks.PARTED, "Head of SEND; Parent Carer Forum"))
    assert whose(both) == [("Head of SEND", ""), ("Parent Carer Forum", "")]


def test_of_two_actions_in_the_same_words_one_may_name_both_and_the_other_a_post() -> None:
    draft = read(ONE_OR_BOTH, ONE_OR_BOTH, known=OURS)
    (doubt,) = asked(draft, Asks.PARTED)
    first, second = doubt.about
    typed = {first: "Head of SEND; Parent Carer Forum", second: draft.actions[1].posts[0].value}
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, typed)})
    assert names(after) == [["Head of SEND", "Parent Carer Forum"], ["Head of SEND (Parent Carer Forum)"]]
    assert dict(whose(after))["Head of SEND (Parent Carer Forum)"] == "Parent Carer Forum"
    assert dict(whose(after))["Head of SEND"] == ""


def test_wordings_of_a_post_with_its_organisation_are_named_with_it() -> None:
    draft = read(ONE_OR_BOTH, "Head of SEND (Parent Carer Forum)", "Head of SEND", known=OURS)
    (doubt,) = asked(draft, Asks.SAME_POST)
    assert doubt.says == (
        "“Head of SEND, Parent Carer Forum” and “Head of SEND (Parent Carer Forum)” were read as one post: confirm it, "
        "or keep them apart"
    )
    assert doubt.about == ("actions/0/posts/0", "actions/1/posts/0")
    assert doubt.read == "Head of SEND (Parent Carer Forum)"


DASHED, BY_COMMA = "Head of Service – Early Years", "Head of Service, Early Years"


@pytest.mark.parametrize("same", ["right", "Posts of their own"])
def test_a_cell_that_was_parted_is_no_wording_of_the_post_any_more(same: str) -> None:
    draft = read(DASHED, BY_COMMA)
    parted = said(draft, Asks.PARTED, "Head of Service; Early Years")
    after = settle(draft, parted | said(draft, Asks.SAME_POST, same))
    assert names(after)[0] == ["Head of Service", "Early Years"]
    assert names(after)[1] == [DASHED if same == "right" else BY_COMMA]


@pytest.mark.parametrize("interim", ["right", "A post of that name"])
def test_a_cell_that_was_kept_as_one_loses_nobody(interim: str) -> None:
    whole = "Interim Head of A and Head of B"
    draft = read(whole)
    after = settle(draft, said(draft, Asks.PARTED, whole) | said(draft, Asks.INTERIM, interim))
    assert names(after) == [[whole]]


def test_both_behind_a_title_go_before_posts_of_their_own() -> None:
    draft = read("Head of Transport, Schools", "Head of Transport – Schools")
    both = said(draft, Asks.BEHIND_TITLE, "Both answer: Head of Transport; Schools")
    after = settle(draft, both | said(draft, Asks.SAME_POST, "Posts of their own"))
    assert names(after) == [["Head of Transport", "Schools"]] * 2


def test_what_is_typed_as_it_was_read_leaves_the_other_answer() -> None:
    whole = "Interim Head of A and Head of B"
    draft = read(whole)
    (doubt,) = asked(draft, Asks.PARTED)
    typed = {doubt.key: Answer(How.CORRECTED, dict(zip(doubt.about, ("Head of A", "Head of C"), strict=True)))}
    after = settle(draft, typed | said(draft, Asks.INTERIM, "A post of that name"))
    assert names(after) == [["Interim Head of A", "Head of C"]]


@pytest.mark.parametrize(
    "printed",
    [
        (ONE_OR_BOTH, "Head of SEND", "Head of SEND (Parent Carer Forum)"),
        ("Head of SEND – NHS Moor", "Hd of SEND", "Head of SEND, NHS Moor"),
        (DASHED, BY_COMMA, "Interim Head of Service - Early Years"),
        ("Interim Head of A and Heads of B", "Hd of A", "Head of B"),
        ("Mr J Smith, Head of A and Head of B", "Head of A", "Acting Head of B"),
        ("Head of Transport, Schools", "Head of Transport – Schools", "Head of Transport"),
    ],
)
def test_whatever_is_answered_to_doubts_of_the_same_posts_who_answers_is_what_was_said_of_the_cell(
    printed: tuple[str, ...],
) -> None:
    draft = read(*printed, known=OURS)
    doubts = [each for each in draft.doubts if each.asks in OF_POSTS]
    for each in product(*(list(_answers(doubt, draft)) for doubt in doubts)):
        answers = {doubt.key: answer for doubt, (_, answer) in zip(doubts, each, strict=True)}
        after = settle(draft, answers)
        for doubt, (_, answer) in zip(doubts, each, strict=True):
            number = int(doubt.about[0].split("/")[1])
            if doubt.asks is Asks.PARTED and answer.how is How.CORRECTED:
                wanted = [part for text in answer.values.values() for part in text.split("; ") if part]
                assert names(after)[number] == wanted
            elif doubt.asks is Asks.PARTED:
                assert len(names(after)[number]) >= len(doubt.about), "nobody is lost"
        told = [words for row in rows_of(after) for words, *_ in row.says.get("accountable", ())]  # type: ignore[union-attr]
        assert all(any(words in cell for cell in printed) for words in told), "the printed words stay"


def test_what_is_asked_of_posts_is_withdrawn_where_nothing_of_it_is_left() -> None:
    whole = "Interim Head of A and Head of B"
    draft = read(whole)
    (interim,) = asked(draft, Asks.INTERIM)
    parted = said(draft, Asks.PARTED, whole)
    assert is_withdrawn(interim, overruled(draft, parted), draft)
    assert not is_withdrawn(interim, overruled(draft, {}), draft)


def test_wordings_that_are_left_are_asked_about_while_they_differ() -> None:
    draft = read(DASHED, BY_COMMA, "Head of Servic, Early Years")
    (same,) = asked(draft, Asks.SAME_POST)
    gone = overruled(draft, said(draft, Asks.PARTED, "Head of Service; Early Years"))
    assert not is_withdrawn(same, gone, draft)
    draft = read(DASHED, BY_COMMA)
    (same,) = asked(draft, Asks.SAME_POST)
    gone = overruled(draft, said(draft, Asks.PARTED, "Head of Service; Early Years"))
    assert [path for path in same.about if path not in gone[same.key]] == ["actions/1/posts/0"]


def at(client: Client, file: PlanDraft, asks: Asks) -> tuple[Doubt, str]:
    """The one doubt of a kind with the address of its page."""
    (doubt,) = asked(now(file).read, asks)
    return doubt, address("settle", file, doubt.key)


def rows(*posts: str) -> bytes:
    return csv(*FIRST, *(f'B{at},B,Ask {at},They answer,July 2024,"{each}"' for at, each in enumerate(posts, start=3)))


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_one_of_which_nothing_is_left_is_asked_no_more_until_the_other_is_taken_back(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    content = rows(ONE_OR_BOTH, "Head of SEND (Parent Carer Forum)")
    lead, file = as_("lead"), brought(cast.notice, content, cast["lead"], name="plan.csv")
    same, _ = at(lead, file, Asks.SAME_POST)
    parted, page = at(lead, file, Asks.PARTED)
    assert same in now(file).left
    (other,) = others(parted, now(file).read)
    assert lead.post(page, {"how": f"other-{other.name}", "seen_version": "0"}).status_code == 302
    assert same not in now(file).left
    lead.post(address("ask-again", file, parted.key))
    assert same in now(file).left


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_one_of_which_something_is_left_says_what_counts_and_asks_of_the_others_alone(
    cast: Cast, as_: Callable[[str], Client]
) -> None:
    lead, file = as_("lead"), brought(cast.notice, rows(DASHED, BY_COMMA), cast["lead"], name="plan.csv")
    same, page = at(lead, file, Asks.SAME_POST)
    stale = lead.get(page)
    (apart,) = others(same, now(file).read)
    assert lead.post(page, {"how": f"other-{apart.name}", "seen_version": "0"}).status_code == 302
    parted, other_page = at(lead, file, Asks.PARTED)
    (both,) = others(parted, now(file).read)
    assert lead.post(other_page, {"how": f"other-{both.name}", "seen_version": "0"}).status_code == 302
    told = "What was said of the whole cell of B3 counts there, and what is said here does not."
    assert told in lead.get(page).content.decode()
    check = lead.get(address("check", file))
    assert told in check.content.decode()
    (shown,) = [each for each in check.context["settled_told"] if each["doubt"].key == same.key]
    assert [text for _, text in shown["corrected"]] == [BY_COMMA]
    form = lead.get(page).context["form"]
    assert [form[name].label for name in form.fields if name.startswith("value_")] == [f"“{BY_COMMA}”, B4"]
    sent = {**hidden(stale), "how": "corrected", "value_0": "Head of X", "value_1": "Head of Y", "seen_version": "1"}
    assert "Somebody else said something of this meanwhile" in lead.post(page, sent).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_the_next_file_takes_up_both_answers_and_asks_nothing_of_them(cast: Cast) -> None:
    file = brought(cast.notice, rows(DASHED, BY_COMMA), cast["lead"], name="plan.csv")
    read = now(file).read
    answers = said(read, Asks.PARTED, "Head of Service; Early Years") | said(read, Asks.SAME_POST, "Posts of their own")
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})
    settle_rest(cast, file)
    plan = enter(file, cast).plan
    newer = brought(cast.notice, rows(DASHED, BY_COMMA, DASHED), cast["lead"], name="plan.csv", plan=plan)
    assert names(now(newer).draft)[-3:-1] == [["Head of Service", "Early Years"], [BY_COMMA]]
    assert [each.row.key for each in now(newer).differences] == ["B5"], "an action that is new"


def test_wordings_that_are_kept_apart_lose_neither_label_nor_organisation() -> None:
    """“Lead:” was in the name of a post, and what the forum's post is called alone is the council's."""
    council = ["Head of SEND", "Lead: Head of SEND", "Interim Head of SEND", "Head of S.E.N.D."]
    forum = ["Head of SEND (Parent Carer Forum)", "Head of S.E.N.D., Parent Carer Forum"]
    draft = read(*council, *forum, known=OURS)
    doubts = asked(draft, Asks.SAME_POST)
    apart = {
        each.key: Answer(How.CORRECTED, other.values)
        for each in doubts
        for other in others(each, draft)
        if other.called == "Posts of their own"
    }
    assert len(apart) == len(doubts) == 2
    after = names(settle(draft, apart))
    assert after[:4] == [["Head of SEND"], ["Head of SEND"], ["Head of SEND"], ["Head of S.E.N.D."]]
    assert after[4:] == [["Head of SEND (Parent Carer Forum)"], ["Head of S.E.N.D., Parent Carer Forum"]]


def test_wordings_that_only_their_organisations_tell_apart_are_kept_with_them() -> None:
    draft = read("Chief Nurse, NHS Moor", "Chief Nurse", known=OURS)
    apart = said(draft, Asks.SAME_POST, "Posts of their own")
    assert names(settle(draft, apart)) == [["Chief Nurse, NHS Moor"], ["Chief Nurse"]]
