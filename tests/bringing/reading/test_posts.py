"""Posts as plans print them: parted where it is certain, brought together where they differ in spelling alone."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bringing.reading.asking import Asking, Asks
from bringing.reading.dashes import at_dashes
from bringing.reading.draft import Certainty, Source
from bringing.reading.grid import Part
from bringing.reading.parting import parted
from bringing.reading.posts import Mention, together
from sheets.reading import Place


def posts(text: str) -> list[list[str]]:
    return [[each.words for each in found.sources] for found in parted(Part((Source(Place(line=1), text),)))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("– Head of One\n– Head of Two", [["Head of One"], ["Head of Two"]]),
        ("Head of One – Head of Two", [["Head of One"], ["Head of Two"]]),
        ("• Head of One • Head of Two;Chair", [["Head of One"], ["Head of Two"], ["Chair"]]),
        ("Head of Women & Children’s Commissioning", [["Head of Women & Children’s Commissioning"]]),
        ("Head of Communications and Media", [["Head of Communications and Media"]]),
        ("Chief Nursing Officer, NHS Devon", [["Chief Nursing Officer, NHS Devon"]]),
        ("Operational Delivery leads for DCC and NHS Devon", [["Operational Delivery leads for DCC and NHS Devon"]]),
        ("Head of One and Director of Two", [["Head of One", "Director of Two"]]),
        ("Head of Arts, Music and Sport, Director of Two", [["Head of Arts, Music and Sport", "Director of Two"]]),
        ("Head of Co-production", [["Head of Co-production"]]),
        ("Head of\nSEND\nDirector for\nHealth", [["Head of\nSEND"], ["Director for\nHealth"]]),
        ("Head of Play – interim", [["Head of Play – interim"]]),
        ("Head of One and Director of Two – NHS Moor", [["Head of One", "Director of Two – NHS Moor"]]),
        ("Head of Play, NHS Fen – NHS Moor", [["Head of Play, NHS Fen"], ["NHS Moor"]]),
        ("Head of I.T\nHead of I.T.\nChair.", [["Head of I.T"], ["Head of I.T."], ["Chair"]]),
        ("Head of Play; (acting)\nHead of Hubs", [["Head of Play; (acting)"], ["Head of Hubs"]]),
        ("Interim / Acting\n• Head of Play; Chair", [["Interim / Acting\n• Head of Play"], ["Chair"]]),
        ("Head of Play, interim, Head of Hubs", [["Head of Play, interim", "Head of Hubs"]]),
        ("Autism Lead & Parent Carer Forum", [["Autism Lead", "Parent Carer Forum"]]),
        ("Autism Lead and Parent Carer Forum", [["Autism Lead", "Parent Carer Forum"]]),
        ("Autism Lead/Parent Carer Forum", [["Autism Lead", "Parent Carer Forum"]]),
        ("Autism Lead & SENDIASS", [["Autism Lead", "SENDIASS"]]),
        ("Autism Lead, and Parent Carer Forum", [["Autism Lead", "Parent Carer Forum"]]),
        ("Head of SEND & Parent Carer Forum", [["Head of SEND", "Parent Carer Forum"]]),
        ("Chief Nurse, NHS Moor & Parent Carer Forum", [["Chief Nurse, NHS Moor", "Parent Carer Forum"]]),
        ("Parent Carer Forum & Autism Lead", [["Parent Carer Forum", "Autism Lead"]]),
        ("NHS Moor and Moor County Council", [["NHS Moor", "Moor County Council"]]),
        ("Head of SEND & Inclusion", [["Head of SEND & Inclusion"]]),
        ("Head of Education & Children’s Services", [["Head of Education & Children’s Services"]]),
        ("Chair of the Health and Wellbeing Board", [["Chair of the Health and Wellbeing Board"]]),
        ("Health and Wellbeing Board", [["Health and Wellbeing Board"]]),
        ("Police and Crime Commissioner", [["Police and Crime Commissioner"]]),
        ("Mr J Smith and Head of Parks", [["Mr J Smith", "Head of Parks"]]),
        ("Head of Education and Mr A. Khan", [["Head of Education", "Mr A. Khan"]]),
        ("Head of Education (interim) & Mr Khan (acting)", [["Head of Education (interim)", "Mr Khan (acting)"]]),
        ("Ms Jones/Head of Sport", [["Ms Jones", "Head of Sport"]]),
        ("Head of Sport/Ms Jones", [["Head of Sport", "Ms Jones"]]),
        ("Mr Smith and Parent Carer Forum", [["Mr Smith", "Parent Carer Forum"]]),
        ("Head of One and Mr Smith, Head of Two", [["Head of One", "Mr Smith, Head of Two"]]),
        ("Mr Smith, Head of One, Ms Jones, Head of Two", [["Mr Smith, Head of One", "Ms Jones, Head of Two"]]),
        ("Head of One, Mr Smith, Head of Two, Ms Jones", [["Head of One, Mr Smith", "Head of Two, Ms Jones"]]),
        ("Head of One, Mr Smith and Ms Jones", [["Head of One, Mr Smith", "Ms Jones"]]),
        ("Head of SEND, Mrs Smith", [["Head of SEND, Mrs Smith"]]),
        ("Head of SEND (Mr Smith and Ms Jones and Dr Lee)", [["Head of SEND (Mr Smith and Ms Jones and Dr Lee)"]]),
        ("Head of SEND and T Levels", [["Head of SEND and T Levels"]]),
        ("Director of A, B and C Provision", [["Director of A, B and C Provision"]]),
        ("Head of SEND – Moor County Council", [["Head of SEND – Moor County Council"]]),
        ("Head of A – NHS Moor – Head of B - Chair", [["Head of A – NHS Moor"], ["Head of B"], ["Chair"]]),
        ("Head of A, NHS Moor – Moor County Council", [["Head of A, NHS Moor"], ["Moor County Council"]]),
        ("Head of A\n– NHS Moor", [["Head of A\n– NHS Moor"]]),
        ("NHS Moor – Parent Carer Forum", [["NHS Moor"], ["Parent Carer Forum"]]),
        ("Head of A – Partnerships", [["Head of A – Partnerships"]]),
        ("– Head of A - B & C – Director of D", [["Head of A - B & C"], ["Director of D"]]),
        ("Head of A – B – C", [["Head of A – B – C"]]),
        ("Head of A – NHS Moor – Early Years", [["Head of A – NHS Moor"], ["Early Years"]]),
        ("Head of A – Early Years – NHS Moor", [["Head of A – Early Years"], ["NHS Moor"]]),
        ("Head of A – Early Years – interim", [["Head of A – Early Years – interim"]]),
        ("Head of A – Mr Smith", [["Head of A"], ["Mr Smith"]]),
        ("Education – Head of A", [["Education"], ["Head of A"]]),
        ("Head of A\n– Early Years", [["Head of A\n– Early Years"]]),
        ("– Head of A\n– Early Years", [["Head of A"], ["Early Years"]]),
        ("Head of A, Director of B – Early Years", [["Head of A", "Director of B – Early Years"]]),
        ("Head of I.T.", [["Head of I.T."]]),
        ("– Head of S.E.N.D. – Head of I.T.; Clerk.", [["Head of S.E.N.D."], ["Head of I.T."], ["Clerk"]]),
        ("Head of I.T., Head of SEND.", [["Head of I.T.", "Head of SEND"]]),
        ("Head of SEND. ; Head of I.T.\n.", [["Head of SEND"], ["Head of I.T."]]),
        ("SIRO (Council) and SIRO (ICB)", [["SIRO (Council)", "SIRO (ICB)"]]),
        ("SIRO (Council), SIRO (ICB) & SIRO (NHS Moor)", [["SIRO (Council)", "SIRO (ICB)", "SIRO (NHS Moor)"]]),
        ("Data guardian (Council)/data guardian (ICB)", [["Data guardian (Council)", "data guardian (ICB)"]]),
        ("Data guardian (LA) and data guardian (Health)", [["Data guardian (LA)", "data guardian (Health)"]]),
        ("Data guardian (Council) and Head of Play", [["Data guardian (Council)", "Head of Play"]]),
        ("Head of Education (Delivery) and Health", [["Head of Education (Delivery) and Health"]]),
        ("Head of SEND + DCO", [["Head of SEND", "DCO"]]),
        ("Head of SEND +DCO + Parent Carer Forum", [["Head of SEND", "DCO", "Parent Carer Forum"]]),
        ("Head of 16 + 19 Provision", [["Head of 16 + 19 Provision"]]),
        ("Manager, LGBT+ Lead", [["Manager", "LGBT+ Lead"]]),
        ("Lead (Council and NHS Moor)", [["Lead (Council and NHS Moor)"]]),
        ("Head of SEND (Lead Officer, Chair)", [["Head of SEND (Lead Officer, Chair)"]]),
        ("Head of A (B, Head of C", [["Head of A (B", "Head of C"]]),
        ("Parent Carer Forum, NHS Moor", [["Parent Carer Forum", "NHS Moor"]]),
        ("Moor County Council, Education Service", [["Moor County Council, Education Service"]]),
        ("Head of SEND and Moor Parents and Carers Forum", [["Head of SEND", "Moor Parents and Carers Forum"]]),
        ("Head of SEND, Parent & Carer Forum", [["Head of SEND, Parent & Carer Forum"]]),
        ("Council & ICB", [["Council", "ICB"]]),
        (" \n – ", []),
    ],
)
def test_a_cell_is_parted_into_posts(text: str, found: list[list[str]]) -> None:
    assert posts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr Smith & Ms Jones", ["Mr Smith", "Ms Jones"]),
        ("Mr Smith, Ms Jones", ["Mr Smith", "Ms Jones"]),
        ("Mr Smith, interim, and Ms Jones", ["Mr Smith, interim", "Ms Jones"]),
        ("Mr J. Smith, Ms K. Jones and Dr P. Patel", ["Mr J. Smith", "Ms K. Jones", "Dr P. Patel"]),
        ("J. Smith and K. Jones", ["J. Smith", "K. Jones"]),
        ("J. Smith/K. Jones", ["J. Smith", "K. Jones"]),
        ("Smith, John", ["Smith, John"]),
        ("Mr and Mrs Smith", ["Mr and Mrs Smith"]),
        ("Mr Smith and colleagues", ["Mr Smith and colleagues"]),
    ],
)
def test_names_in_one_cell_are_parted(text: str, found: list[str]) -> None:
    assert posts(text) == [found]


def joined(*printed: str, known: tuple[str, ...] = ()) -> tuple[list[str], list[Asks]]:
    """The titles of the posts that these wordings are brought to, and what is asked."""
    asking = Asking()
    mentions = [Mention(Source(Place(line=line), each), f"p/{line}") for line, each in enumerate(printed, start=1)]
    found, read = together(mentions, known, (), asking)
    assert set(read) == {each.path for each in mentions}
    assert sum(len(post.wordings) for post in found) == len(mentions)
    return [post.title for post in found], [each.asks for each in asking.found if each.asks is not Asks.WHOSE_POST]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (("Head of A & B", "Head of A and B"), "Head of A and B"),
        (
            ("Head of Children’s Homes", "Head of Children's Homes", "head of childrens homes"),
            "Head of Children’s Homes",
        ),
        (("Chief Nurse, NHS Moor", "Chief Nurse"), "Chief Nurse"),
        (("Chief Nurse (NHS Moor)", "Chief Nurse"), "Chief Nurse"),
        (("Head of Comissioning", "Head of Commissioning", "Head of Commissioning"), "Head of Commissioning"),
        (("Post 16 Manager", "Post-16 Manager", "Post-16 Manager"), "Post-16 Manager"),
        (("Head of Post16", "Head of Post–16"), "Head of Post16"),
        (("Asst. Director, Inclusion", "Assistant Director Inclusion"), "Assistant Director Inclusion"),
        (("Asst Director A and B", "Assistant Director – A and B"), "Assistant Director – A and B"),
        (("Hd of SEND", "Hd of SEND", "Head of SEND"), "Head of SEND"),
        (("Principal Advisor", "Principal Advisor", "Principal Adviser"), "Principal Advisor"),
        (("Asst Dir Play", "Asst Director Play"), "Asst Director Play"),
        (("Assistant Director of Inclusion", "Asst Dir. Inclusion"), "Assistant Director of Inclusion"),
        (("Director, Education", "Director of Education"), "Director, Education"),
        (("Dep. Head of SEND", "Deputy Head of SEND"), "Deputy Head of SEND"),
        (("DCS", "Director of Children’s Services"), "Director of Children’s Services"),
        (("EHC Coordinator", "EHC Co-ordinator", "EHC co ordinator"), "EHC Coordinator"),
        (("Head of SEND 0-16", "Head of SEND (0 – 16)"), "Head of SEND 0-16"),
        (("Head of A and B", "Head of A & B", "Head of A & B"), "Head of A & B"),
        (("Principal Adviser Post 16", "Principal Advisor Post-16"), "Principal Adviser Post 16"),
        (("Designated Clinical Officer", "Designated Clinical Officer (DCO)"), "Designated Clinical Officer"),
        (("Designated Clinical Officer (D.C.O.)", "DCO"), "Designated Clinical Officer (D.C.O.)"),
        (
            ("Director of Children’s Services (DCS)", "Director of Children’s Services"),
            "Director of Children’s Services",
        ),
        (("Head of S.E.N.D.", "Head of SEND", "Head of SEND"), "Head of SEND"),
        (("Head of Audit and Data (HAD)", "Head of Audit and Data"), "Head of Audit and Data"),
        (("Head of Audit and Data (HAAD)", "Head of Audit and Data"), "Head of Audit and Data"),
        (("Wellbeing Lead", "Well being Lead"), "Wellbeing Lead"),
    ],
)
def test_wordings_of_one_post_are_proposed_as_one_and_asked_about(printed: tuple[str, ...], title: str) -> None:
    assert joined(*printed) == ([title], [Asks.SAME_POST])


@pytest.mark.parametrize(
    "printed",
    [
        ("Head of Education (Delivery)", "Head of Education (Strategy)"),
        ("Director of SEND", "Deputy Director of SEND"),
        ("Head of Locality 1", "Head of Locality 2"),
        ("Head of Adults", "Head of Audit"),
        ("Head of SEND 0-16", "Head of SEND 0-25"),
        ("Head of SEND 1-16", "Head of SEND 11-6"),
        ("Head of Locality 1-2", "Head of Locality 12"),
        ("Head of Education", "Deputy Head of Education"),
        ("Assistant to the Director", "Assistant Director"),
        ("Head of Post-16", "Head of Post-18"),
        ("Designated Clinical Officer", "Designated Clinical Officer (DMO)"),
        ("Head of Audit", "Head of Audit (SEND)"),
    ],
)
def test_posts_that_differ_stay_apart(printed: tuple[str, ...]) -> None:
    assert joined(*printed) == (list(printed), [])


def test_whose_post_it_is_is_asked_once_for_all_that_nothing_says_it_of() -> None:
    asking = Asking()
    printed = ["Chief Nurse, NHS Moor", "Head of SEND", "Clerk", "Head of Audit"]
    mentions = [Mention(Source(Place(line=line), each), f"p/{line}") for line, each in enumerate(printed)]
    found, _ = together(mentions, ("Head of Audit",), (), asking)
    assert [post.organisation.value for post in found] == ["NHS Moor", "", "", ""]
    (doubt,) = [each for each in asking.found if each.asks is Asks.WHOSE_POST]
    assert doubt.about == ("posts/1/organisation", "posts/2/organisation")
    assert doubt.words == ("Head of SEND", "Clerk")


def test_an_organisation_that_the_notice_has_is_one_whatever_its_words() -> None:
    asking = Asking()
    (post,), _ = together([Mention(Source(Place(line=1), "Moorland Carers"), "p/1")], (), ("Moorland Carers",), asking)
    assert (post.is_organisation.value, post.is_organisation.certainty) == (True, Certainty.CERTAIN)
    assert asking.found == []


def test_a_post_that_the_notice_has_already_gives_its_title() -> None:
    assert joined("Head of Comissioning", known=("Head of Commissioning",)) == (
        ["Head of Commissioning"],
        [Asks.SAME_POST],
    )
    assert joined("Head of A & B", known=("Head of A and B",)) == (["Head of A and B"], [])


def test_a_title_is_a_post_of_the_notice_by_its_organisation_too_where_that_ends_the_posts_own() -> None:
    known = ("Chief Executive, NHS Moor", "Chief Executive, Moor County Council", "Head of SEND")
    assert joined("Chief Executive", "Head of SEND", known=known) == (["Chief Executive", "Head of SEND"], [])
    assert joined("Chief Executive (NHS Moor)", known=known) == (["Chief Executive, NHS Moor"], [])
    assert joined("Cheif Executive (NHS Moor)", known=known) == (["Chief Executive, NHS Moor"], [Asks.SAME_POST])
    assert joined("Chief Exec, NHS Moor", known=known) == (["Chief Executive, NHS Moor"], [Asks.SAME_POST])
    assert joined("Chief Executive, Moor County Council", known=known) == (["Chief Executive, Moor County Council"], [])
    assert joined("Chief Executive (Council)", known=known[:1]) == (["Chief Executive"], [])
    assert joined("Head of Play, NHS Moor", known=known[:1]) == (["Head of Play"], [])
    assert joined("Chief Executive, NHS Fen", "Chief Executive", known=known[:1]) == (
        ["Chief Executive"],
        [Asks.SAME_POST],
    )


def test_whose_a_title_is_is_asked_where_the_notice_has_it_with_an_organisation_alone() -> None:
    asking = Asking()
    mentions = [Mention(Source(Place(line=1), "Chief Executive"), "p/1")]
    (post,), read = together(mentions, ("Chief Executive, NHS Moor",), (), asking)
    assert (post.known, post.organisation.certainty) == (False, Certainty.OPEN)
    assert read["p/1"].value == "Chief Executive"
    assert [each.asks for each in asking.found] == [Asks.WHOSE_POST]


def test_of_two_spellings_that_stand_as_often_the_one_of_words_that_stand_elsewhere_is_proposed() -> None:
    printed = ("Head of Comissioning", "Head of Commissioning", "Commissioning Manager")
    assert joined(*printed) == (["Head of Commissioning", "Commissioning Manager"], [Asks.SAME_POST])


def test_a_post_without_dashes_is_parted_at_none() -> None:
    assert at_dashes("Head of Service") == ()
    assert at_dashes("Head of Service – Early Years") == ("Head of Service", "Early Years")


def test_what_is_said_with_a_wording_does_not_make_it_rarer() -> None:
    often = ("Head of A B", "Head of A B (interim)", "Head of A B (acting)")
    assert joined("Head of A, B", "Head of A, B", *often)[0] == ["Head of A B"]
    printed = ("Head of A, B", "Head of A, B", "Head of A B (interim)", "Head of A B", "Head of A B")
    assert joined(*printed) == (["Head of A B"], [Asks.SAME_POST, Asks.INTERIM])


def test_a_post_of_the_notice_in_another_spelling_is_asked_about() -> None:
    known = ("Post-16 Manager", "Head of SEND 0-25")
    assert joined("Post 16 Mgr", known=known) == (["Post-16 Manager"], [Asks.SAME_POST])
    assert joined("Head of SEND 0-16", known=known) == (["Head of SEND 0-16"], [])
    both = ("Post-16 Manager", "Post 16 Manager")
    assert joined("Post 16 Manager", "Post-16 Manager", known=both) == (["Post 16 Manager", "Post-16 Manager"], [])


@pytest.mark.parametrize(
    ("printed", "behind"),
    [
        ("Head of SEND (Statutory Services)", "Statutory Services"),
        ("Head of SEND, Statutory Services", "Statutory Services"),
        ("Head Teacher (Special School)", "Special School"),
    ],
)
def test_words_behind_a_title_that_may_be_an_organisation_stay_with_it_and_are_asked_about(
    printed: str, behind: str
) -> None:
    asking = Asking()
    mention = Mention(Source(Place(line=1), printed), "actions/0/posts/0")
    (post,), read = together([mention], (), ("Moor County Council",), asking)
    (doubt,) = [each for each in asking.found if each.asks is Asks.BEHIND_TITLE]
    alone = printed.partition(behind)[0].rstrip(" ,(")
    assert (post.title, post.organisation.value) == (printed, "")
    assert doubt.says == (
        f"“{behind}” behind “{alone}” can be a part of the title or an organisation: it was read as a part of the "
        "title; confirm it, or choose the title alone"
    )
    assert (doubt.about, doubt.words, doubt.read, doubt.others) == (
        ("actions/0/posts/0",),
        (printed,),
        printed,
        (alone,),
    )
    assert read["actions/0/posts/0"].certainty is Certainty.ASKED


def test_words_behind_a_title_are_not_asked_about_where_the_notice_has_them() -> None:
    asking = Asking()
    mention = Mention(Source(Place(line=1), "Head of SEND (Statutory Services)"), "p/1")
    (post,), _ = together([mention], (), ("Statutory services",), asking)
    assert (post.title, post.organisation.value, asking.found) == ("Head of SEND", "Statutory Services", [])
    (post,), _ = together([mention], ("Head of SEND (Statutory Services)",), (), asking)
    assert (post.title, post.known, asking.found) == ("Head of SEND (Statutory Services)", True, [])


def test_a_title_with_words_behind_it_is_not_the_post_without_them() -> None:
    titles, asks = joined("Head of SEND", known=("Head of SEND (Statutory Services)",))
    assert (titles, asks) == (["Head of SEND"], [])


@given(
    st.lists(
        st.sampled_from(["Head of A & B", "Head of A and B", "Chair", "Chairs", "NHS Moor", "Interim Chair"]),
        max_size=8,
    )
)
def test_each_mention_has_one_post_and_what_is_said_otherwise_than_printed_is_asked(printed: list[str]) -> None:
    asking = Asking()
    mentions = [Mention(Source(Place(line=line), each), f"p/{line}") for line, each in enumerate(printed)]
    found, read = together(mentions, (), (), asking)
    about = {path for doubt in asking.found for path in doubt.about}
    for each in mentions:
        assert read[each.path].value in [post.title for post in found]
        assert read[each.path].value == each.printed or each.path in about
        assert read[each.path].certainty is Certainty.CERTAIN or each.path in about


def brought_together(*printed: str) -> list[str]:
    """The titles of the posts that these wordings are."""
    mentions = [Mention(Source(Place(line=at), each), f"actions/{at}/posts/0") for at, each in enumerate(printed)]
    return [post.title for post in together(mentions, (), (), Asking())[0]]


def test_a_word_that_may_be_misspelt_is_one_of_nearly_the_same_length() -> None:
    assert brought_together("Head of Safeguarding", "Head of Safegarding") == ["Head of Safeguarding"]
    assert brought_together("Lead for Multidisciplinarity", "Lead for Multidisciplinarities") == [
        "Lead for Multidisciplinarity"
    ]
    apart = ["Head of Care", "Head of Caretaking", "Head of Arts", "Head of Art"]
    assert brought_together(*apart) == apart
    longer = ["Head of " + "a" * 31, "Head of " + "a" * 32]
    assert brought_together(*longer) == longer


@pytest.mark.parametrize("length", [190, 30])
def test_posts_of_long_words_are_compared_letter_by_letter_only_where_they_may_be_one(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = 0

    class Counting(SequenceMatcher[str]):
        def __init__(self, junk: None, one: str, other: str) -> None:
            nonlocal work
            work = max(work, len(one) * len(other))
            super().__init__(junk, one, other)

    monkeypatch.setattr("bringing.reading.posts.SequenceMatcher", Counting)
    words = [f"{'ab' * (length // 2 - 1)}{chr(97 + at)}{chr(98 + at)}" for at in range(20)]
    assert brought_together(*words)
    assert work <= 30 * 30


@pytest.mark.parametrize(
    "printed",
    [
        "Assistant Director (Education, Health and Partnership)",
        "Head of Safeguarding, Quality and Partnership",
        "Lead Member for Children, Schools and Council Housing",
    ],
)
def test_no_title_is_cut_at_words_that_may_be_its_own(printed: str) -> None:
    titles, asked = joined(printed)
    assert titles == [printed]
    assert asked in ([Asks.BEHIND_TITLE], [])
