"""An organisation behind a post: that of the post, or one that answers too; and posts that only it tells apart."""

import pytest

from bringing.reading import Asks, Draft, Known, understand
from bringing.reading.asking import Doubt
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.test_others import chosen

OURS = Known(
    organisations=("Moor County Council", "NHS Moor", "Moor Young People", "Moor Care Partnership"),
    beside=("Moor Young People", "MYP"),
)


def read(*printed: str, known: Known = OURS) -> Draft:
    """A plan of one action for each of these cells of posts."""
    rows = [f'A{number},A,Do it {number},"{each}",June 2024' for number, each in enumerate(printed, start=1)]
    text = "\n".join(["Ref,Section,Action,Lead,By when", *rows])
    return named(understand(read_file("plan.csv", text.encode()), known))


def doubt_of(draft: Draft) -> Doubt:
    """The one doubt of how many posts a cell has."""
    (doubt,) = asked(draft, Asks.PARTED)
    return doubt


def answering(draft: Draft, action: int = 0) -> list[tuple[str, str]]:
    """The posts of an action with their organisations, as read."""
    posts = {post.name: post for post in draft.posts}
    reads = draft.actions[action].posts
    return [(posts[each.value].title, posts[each.value].organisation.value) for each in reads]


@pytest.mark.parametrize(
    ("printed", "both"),
    [
        ("Head of SEND, Parent Carer Forum", "Head of SEND; Parent Carer Forum"),
        ("Head of SEND, Moor Parent Carer Forum", "Head of SEND; Moor Parent Carer Forum"),
        ("Interim Head of SEND, Parent Carer Forum", "Interim Head of SEND; Parent Carer Forum"),
        ("Head of Therapies, Moor Partnership NHS Trust", "Head of Therapies; Moor Partnership NHS Trust"),
        ("Head of Play, Moor Children’s Alliance", "Head of Play; Moor Children’s Alliance"),
        ("Head of Play, Moor Young People", "Head of Play; Moor Young People"),
        ("SENDIASS, Parent Carer Forum", "SENDIASS; Parent Carer Forum"),
        ("Head of SEND, NHS Moor, Parent Carer Forum", "Head of SEND, NHS Moor; Parent Carer Forum"),
        ("Head of SEND, Parent Carer Forum, NHS Moor", "Head of SEND; Parent Carer Forum; NHS Moor"),
        ("Moor Young People, NHS Moor", "Moor Young People; NHS Moor"),
        ("Head of SEND, MYP, NHS Moor", "Head of SEND; MYP; NHS Moor"),
        ("Head of SEND (Strategy, Data), Parent Carer Forum", "Head of SEND (Strategy, Data); Parent Carer Forum"),
    ],
)
def test_an_organisation_that_answers_beside_posts_is_that_of_the_post_or_answers_too(printed: str, both: str) -> None:
    draft = read(printed)
    doubt = doubt_of(draft)
    or_else = "choose both" if both.count(";") == 1 else "choose all 3"
    assert doubt.says == f"A1: “{printed}” was read as one post of that organisation: confirm it, or {or_else}"
    assert (doubt.about, doubt.read, doubt.others) == (("actions/0/posts/0",), printed, (both,))
    after = chosen(draft, Asks.PARTED, both)
    assert [post.value for post in after.actions[0].posts] == both.split("; ")
    (row,) = [each for each in rows_of(after) if each.key == "A1"]
    assert all(words == printed for words, *_ in row.says["accountable"]), "the printed words stay"  # type: ignore[union-attr]


def test_an_organisation_by_its_short_name_is_in_the_title_or_answers_too() -> None:
    doubt = doubt_of(read("Head of Play, MYP"))
    assert doubt.says == "A1: “Head of Play, MYP” was read as one post: confirm it, or choose both"
    assert doubt.others == ("Head of Play; MYP",)


def test_a_post_behind_a_dash_with_its_organisation_is_one_of_that_or_two() -> None:
    doubt = doubt_of(read("Head of Service – Early Years (NHS Moor)"))
    assert doubt.says.endswith("was read as one post of that organisation: confirm it, or choose both")
    assert doubt.others == ("Head of Service; Early Years (NHS Moor)",)


@pytest.mark.parametrize(
    "printed",
    [
        "Director of Nursing, NHS Moor",
        "Director of Nursing, NHS Moor Integrated Care Board",
        "Director of Nursing, ICB",
        "Head of SEND, Moor County Council",
        "Head of SEND, Council",
        "Head of Play, DfE",
        "Head of Play, Moor Care Partnership",
        "Chair, Parent Carer Forum",
        "Co-chair, Moor Parent Carer Forum",
        "Representative, Parent Carer Forum",
        "Head of SEND (Parent Carer Forum)",
        "Head of SEND (Strategy, Parent Carer Forum, Data)",
        "Head of Play (working with NHS Moor and others)",
        "Chair of the Parent Carer Forum",
        "Moor Children’s Alliance Director",
        "Forum Head of Play",
        "Council Chief Officer",
        "Assistant Director, Children and Families",
        "Head of SEND, Parent Carer Forum Lead",
    ],
)
def test_what_can_be_nothing_but_a_post_of_an_organisation_is_not_asked_about(printed: str) -> None:
    doubts = [each for each in asked(read(printed), Asks.PARTED) if any(";" in other for other in each.others)]
    assert doubts == []


def test_a_post_that_the_notice_has_with_its_organisation_is_not_asked_about() -> None:
    known = Known(posts=("Local Offer Officer, Parent Carer Forum",))
    assert asked(read("Local Offer Officer, Parent Carer Forum", known=known), Asks.PARTED) == []


def test_where_a_cell_has_several_posts_an_organisation_among_them_is_offered_by_itself() -> None:
    printed = "Head of Play, Moor Children’s Alliance, Head of SEND"
    doubt = doubt_of(read(printed))
    assert doubt.says == (f"A1: “{printed}” was read as 2 posts: confirm it, keep it as one, or choose all 3")
    assert doubt.read == "Head of Play, Moor Children’s Alliance; Head of SEND"
    assert doubt.others == (printed, "Head of Play; Moor Children’s Alliance; Head of SEND")
    more = doubt_of(read("Head of SEND & Parent Carer Forum, NHS Moor"))
    assert more.others[1] == "Head of SEND; Parent Carer Forum; NHS Moor"
    after = chosen(read(printed), Asks.PARTED, doubt.others[1])
    assert [post.value for post in after.actions[0].posts] == [
        "Head of Play",
        "Moor Children’s Alliance",
        "Head of SEND",
    ]


@pytest.mark.parametrize(
    ("printed", "both"),
    [
        ("Head of SEND with Moor Parent Carer Forum", "Head of SEND; Moor Parent Carer Forum"),
        ("Head of SEND with Moor Young People", "Head of SEND; Moor Young People"),
        ("Head of SEND in partnership with NHS Moor", "Head of SEND; NHS Moor"),
        ("Head of SEND, together with NHS Moor", "Head of SEND; NHS Moor"),
        ("Head of SEND, with Parent Carer Forum", "Head of SEND; Parent Carer Forum"),
        ("Head of SEND supported by Head of Play", "Head of SEND; Head of Play"),
        ("Head of SEND alongside the Parent Carer Forum", "Head of SEND; Parent Carer Forum"),
        ("Head of SEND plus DCO", "Head of SEND; DCO"),
        ("Head of Play with Head of Data alongside play work", "Head of Play; Head of Data alongside play work"),
        ("Head of SEND as well as Head of Play", "Head of SEND; Head of Play"),
        ("Head of SEND with Headteachers", "Head of SEND; Headteachers"),
        ("Head of SEND with Mr Smith", "Head of SEND; Mr Smith"),
        ("Head of SEND with Healthwatch", "Head of SEND; Healthwatch"),
        ("Head of SEND with Early Help", "Head of SEND; Early Help"),
        ("Head of SEND working with headteachers", "Head of SEND; headteachers"),
        ("Head of SEND with the headteachers", "Head of SEND; headteachers"),
        ("Head of SEND with nurses and therapists", "Head of SEND; nurses and therapists"),
        ("Head of SEND alongside an educational psychologist", "Head of SEND; an educational psychologist"),
        ("Head of SEND together with head of early help", "Head of SEND; head of early help"),
        ("Head of SEND in partnership with parents and carers", "Head of SEND; parents and carers"),
        ("Head of SEND working closely with all schools", "Head of SEND; all schools"),
        ("Head of SEND working in partnership with partners", "Head of SEND; partners"),
        ("Early Years and Head of SEND", "Early Years; Head of SEND"),
        ("SENDIASS, and the Head of SEND", "SENDIASS; Head of SEND"),
    ],
)
def test_what_answers_with_a_post_is_asked_about_and_no_word_of_it_is_lost(printed: str, both: str) -> None:
    draft = read(printed)
    assert [post.value for post in draft.actions[0].posts] == [printed]
    doubt = doubt_of(draft)
    assert doubt.says == f"A1: “{printed}” was read as one post: confirm it, or choose both"
    assert (doubt.read, doubt.others) == (printed, (both,))
    assert asked(draft, Asks.BEHIND_TITLE) == []


@pytest.mark.parametrize(
    "printed",
    [
        "Lead for work with schools",
        "Head of Children with Disabilities",
        "Manager with lead for autism",
        "Head of A plus",
        "Lead for working with headteachers",
        "Lead for partnership working with families",
        "Head of Engagement with Parents",
        "Virtual School Head for children with social workers",
        "Officer with responsibility for governors",
        "SEND and Inclusion Manager",
    ],
)
def test_a_title_in_which_with_stands_is_no_two(printed: str) -> None:
    assert asked(read(printed), Asks.PARTED) == []


def test_long_cells_are_not_looked_through() -> None:
    assert (
        asked(read("Head of SEND, Parent Carer Forum" + ", Parent Carer Forum with NHS Moor" * 100), Asks.PARTED) == []
    )


def test_posts_of_one_cell_that_only_their_organisations_tell_apart_are_two() -> None:
    draft = read("SIRO (Council) and SIRO (ICB)", "SIRO (ICB)", "SIRO")
    assert answering(draft) == [("SIRO", "Council"), ("SIRO", "ICB")]
    assert answering(draft, 1) == [("SIRO", "ICB")]
    assert answering(draft, 2) == [("SIRO", "")]
    assert asked(draft, Asks.SAME_POST) == []
    doubt = doubt_of(draft)
    assert (doubt.read, doubt.others) == ("SIRO (Council); SIRO (ICB)", ("SIRO (Council) and SIRO (ICB)",))
    (row,) = [each for each in rows_of(draft) if each.key == "A1"]
    assert row.says["accountable"] == (
        ("SIRO (Council)", "SIRO", "Council"),
        ("SIRO (ICB)", "SIRO", "ICB"),
    )
    whole = settle(draft, {doubt.key: Answer(How.CORRECTED, {doubt.about[0]: doubt.others[0], doubt.about[1]: ""})})
    assert [post.value for post in whole.actions[0].posts] == ["SIRO (Council) and SIRO (ICB)"]


def test_a_post_of_the_notice_is_neither_of_two_that_their_organisations_tell_apart() -> None:
    """Nothing says which of the two it is."""
    known = Known(posts=("SIRO", "SIRO, NHS Moor"))
    first, second = read("SIRO (Council) and SIRO (NHS Moor)", known=known).posts
    assert (first.title, first.known, first.organisation.value) == ("SIRO", False, "Council")
    assert (second.title, second.known) == ("SIRO, NHS Moor", True)


def test_what_stands_behind_a_comma_may_be_the_title_an_organisation_or_answer_too() -> None:
    draft = read("Head of Transport, Schools")
    (doubt,) = asked(draft, Asks.BEHIND_TITLE)
    assert doubt.says == (
        "“Schools” behind “Head of Transport” can be a part of the title or an organisation: it was read as a part of "
        "the title; confirm it, choose the title alone, or choose both"
    )
    assert doubt.others == ("Head of Transport", "Head of Transport; Schools")
    (doubt,) = asked(read("J. Smith, Head of Transport, Schools"), Asks.BEHIND_TITLE)
    assert doubt.others == ("Head of Transport", "Head of Transport; Schools")
    after = chosen(draft, Asks.BEHIND_TITLE, "It is the post Head of Transport")
    assert [post.value for post in after.actions[0].posts] == ["Head of Transport"]
    after = chosen(draft, Asks.BEHIND_TITLE, "Both answer: Head of Transport; Schools")
    assert [post.value for post in after.actions[0].posts] == ["Head of Transport", "Schools"]


@pytest.mark.parametrize(
    "behind", ["Parents and Carers", "Settings", "Voluntary Sector", "Moor Parents and Carers Forum"]
)
def test_whoever_may_answer_beside_a_post_is_asked_about_by_other_names_too(behind: str) -> None:
    (doubt,) = asked(read(f"Head of SEND, {behind}"), Asks.BEHIND_TITLE)
    assert doubt.others == ("Head of SEND", f"Head of SEND; {behind}")


@pytest.mark.parametrize(
    "printed", ["Head of Play (Settings)", "Head of Play (Schools)", "Head of Play, Play Services"]
)
def test_whoever_is_behind_no_comma_or_a_part_of_the_council_is_not_said_to_answer_too(printed: str) -> None:
    offered = [other for each in asked(read(printed), Asks.BEHIND_TITLE) for other in each.others]
    assert offered in ([], [printed.partition(",")[0].partition(" (")[0]])
    assert asked(read("Head of Play (Settings)"), Asks.BEHIND_TITLE) == []


@pytest.mark.parametrize(
    ("printed", "each"),
    [
        ("Head of SEND + schools", ["Head of SEND", "schools"]),
        ("Head of SEND & Schools", ["Head of SEND", "Schools"]),
        ("Head of SEND and schools", ["Head of SEND", "schools"]),
        ("Head of SEND & all schools", ["Head of SEND", "all schools"]),
        ("Head of SEND and voluntary sector", ["Head of SEND", "voluntary sector"]),
        ("Head of SEND and parents and carers", ["Head of SEND", "parents and carers"]),
        ("Head of SEND & Moor Young People", ["Head of SEND", "Moor Young People"]),
        ("Head of SEND & MYP", ["Head of SEND", "MYP"]),
        ("Lead for SEND & Parent Carer Forum", ["Lead for SEND", "Parent Carer Forum"]),
        ("Interim Head of SEND & Schools, NHS Moor", ["Head of SEND", "Schools"]),
        ("Head of SEND & Schools + Settings", ["Head of SEND", "Schools", "Settings"]),
    ],
)
def test_whoever_is_joined_to_a_title_is_a_part_of_it_or_answers_too(printed: str, each: list[str]) -> None:
    draft = read(printed)
    (doubt,) = [one for one in asked(draft, Asks.BEHIND_TITLE) if "; ".join(each) in one.others]
    assert len(draft.actions[0].posts) == 1
    called = f"{'Both' if len(each) == 2 else 'All of them'} answer: {'; '.join(each)}"
    after = chosen(draft, Asks.BEHIND_TITLE, called)
    assert [post.value for post in after.actions[0].posts] == [name[:1].upper() + name[1:] for name in each]
    (row,) = [one for one in rows_of(after) if one.key == "A1"]
    assert all(words == printed for words, *_ in row.says["accountable"])  # type: ignore[union-attr]
    assert doubt.about == ("actions/0/posts/0",)


def test_it_is_asked_once_for_all_actions_that_name_the_post() -> None:
    draft = read("Head of SEND & Schools", "Head of SEND & Schools")
    (doubt,) = asked(draft, Asks.BEHIND_TITLE)
    assert doubt.says == (
        "“Schools” behind “Head of SEND” can be a part of the title or answer beside it: it was read as a part of the "
        "title; confirm it, or choose both"
    )
    assert doubt.about == ("actions/0/posts/0", "actions/1/posts/0")
    after = chosen(draft, Asks.BEHIND_TITLE, "Both answer: Head of SEND; Schools")
    assert [[post.value for post in action.posts] for action in after.actions] == [["Head of SEND", "Schools"]] * 2


@pytest.mark.parametrize(
    "printed",
    [
        "Head of SEND & Inclusion",
        "Head of Children and Families",
        "Head of Safeguarding, Quality and Partnership",
        "Head of Schools & Inclusion",
        "Lead for Quality and Partnership",
        "Lead Member for Children, Schools and Council Housing",
        "Lead (Education and Schools)",
        "Delivery leads for the Council and NHS Moor",
        "Director of Education and school improvement",
        "Schools and settings",
    ],
)
def test_what_a_title_is_of_is_not_asked_about(printed: str) -> None:
    assert [each for each in asked(read(printed), Asks.BEHIND_TITLE) if "answer beside it" in each.says] == []


def test_a_post_that_the_notice_has_is_not_asked_about_for_whoever_is_joined_to_it() -> None:
    assert (
        asked(read("Head of SEND & Schools", known=Known(posts=("Head of SEND and Schools",))), Asks.BEHIND_TITLE) == []
    )


@pytest.mark.parametrize(
    "printed",
    [
        "Head of SEND w/ Parent Carer Forum",
        "Head of SEND, w/Parent Carer Forum",
        "Head of SEND W/ the Parent Carer Forum",
    ],
)
def test_a_w_and_a_slash_stand_for_with(printed: str) -> None:
    draft = read(printed)
    assert [post.value for post in draft.actions[0].posts] == [printed]
    assert doubt_of(draft).others == ("Head of SEND; Parent Carer Forum",)
    assert [post.value for post in read("Head of SEND w/o budget").actions[0].posts] == ["Head of SEND w/o budget"]


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("Parent Carer Forum, Head of SEND", "Head of SEND", "Parent Carer Forum"),
        ("ICB, Designated Clinical Officer", "Designated Clinical Officer", "ICB"),
        ("NHS Moor, Head of SEND", "Head of SEND", "NHS Moor"),
        ("NHS Fen, Interim Head of SEND", "Head of SEND", "NHS Fen"),
        ("Moor Young People, Head of Play", "Head of Play", "Moor Young People"),
        ("NHS Moor: Head of SEND", "Head of SEND", "NHS Moor"),
        ("NHS Moor, Head of SEND, Inclusion", "Head of SEND, Inclusion", "NHS Moor"),
    ],
)
def test_an_organisation_before_a_post_is_that_of_the_post_or_answers_too(printed: str, title: str, body: str) -> None:
    draft = read(printed)
    assert answering(draft) == [(title, body)]
    doubt = doubt_of(draft)
    assert doubt.says == f"A1: “{printed}” was read as one post of that organisation: confirm it, or choose both"
    assert asked(draft, Asks.PERSON) == []
    both = printed.replace(": ", "; ", 1) if ":" in printed else printed.replace(", ", "; ", 1)
    assert (doubt.read, doubt.others) == (printed, (both,))
    after = chosen(draft, Asks.PARTED, both)
    assert [post.value for post in after.actions[0].posts] == both.split("; ")
    (row,) = [each for each in rows_of(draft) if each.key == "A1"]
    assert row.says["accountable"] == ((printed, title, body),)


@pytest.mark.parametrize(
    ("printed", "title", "body"),
    [
        ("NHS Fen Chief Nurse", "Chief Nurse", "NHS Fen"),
        ("Fen County Council Head of Play", "Head of Play", "Fen County Council"),
        ("Moor Council Interim Deputy Director of Play", "Deputy Director of Play", "Moor Council"),
        ("ICB Designated Clinical Officer", "Designated Clinical Officer", "ICB"),
    ],
)
def test_a_space_alone_between_an_organisation_and_its_post_is_asked_about(printed: str, title: str, body: str) -> None:
    draft = read(printed)
    assert answering(draft) == [(title, body)]
    told = "was read as one post of that organisation: confirm it, or choose both"
    assert doubt_of(draft).says == f"A1: “{printed}” {told}"
    (other,) = doubt_of(draft).others
    assert other.startswith(f"{body}; ")


def test_of_an_organisation_that_the_notice_has_it_is_its_post_and_of_another_one_none() -> None:
    known = Known(posts=("Chief Nurse (NHS Moor)", "Head of Play"), organisations=("NHS Moor", "Moor Council", "MC"))
    rows = ("NHS Moor Chief Nurse", "Moor Council Head of Play", "MC Head of Play", "NHS Fen Head of Play")
    draft = read(*rows, known=known)
    assert [[each.value for each in action.posts] for action in draft.actions] == [
        ["Chief Nurse (NHS Moor)"],
        ["Head of Play"],
        ["Head of Play"],
        ["Head of Play (NHS Fen)"],
    ]
    assert [each.words for each in asked(draft, Asks.PARTED)] == [("NHS Fen Head of Play",)]


def test_an_organisation_before_a_post_by_its_short_name_is_in_the_title_or_answers_too() -> None:
    assert doubt_of(read("MYP, Head of Play")).others == ("MYP; Head of Play",)
    several = doubt_of(read("NHS Moor, Head of SEND, Parent Carer Forum"))
    assert several.others == ("NHS Moor; Head of SEND; Parent Carer Forum",)


def test_a_post_is_the_same_whether_its_organisation_stands_before_or_behind_it() -> None:
    draft = read("NHS Moor, Head of SEND", "Head of SEND, NHS Moor")
    assert answering(draft) == answering(draft, 1) == [("Head of SEND", "NHS Moor")]


@pytest.mark.parametrize(
    "printed",
    [
        "Parent Carer Forum, Chair",
        "Education, Head of SEND",
        "Police, Fire and Crime Commissioner",
        "Partnership, Policy Lead",
        "Partnership, Policy and Data Lead",
        "Schools, Families and Partnership Lead",
        "Parent Carer Forum Lead, Head",
    ],
)
def test_what_is_no_organisation_before_a_post_is_not_said_to_answer(printed: str) -> None:
    assert not [each for each in asked(read(printed), Asks.PARTED) if "organisation" in each.says]
