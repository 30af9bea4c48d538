"""The lines of a cell of those who answer: posts of their own, or one that goes on; and what stands around a title."""

import pytest

from bringing.reading import Asks, Draft, Known, understand
from bringing.reading.around import at_colon, at_labels, bare, says_how
from bringing.reading.asking import Doubt
from bringing.reading.posts import differing
from bringing.reading.titles import LONGEST
from bringing.settled import named, rows_of
from sheets.reading import read_file
from tests.bringing.reading.plans import asked, contradictions, published, uncovered, with_seed
from tests.bringing.reading.test_demo_plan import draft as demo
from tests.bringing.test_others import chosen

HEAD = "Ref,Section,Action,By when,Lead"
OURS = Known(
    posts=("Local Offer Officer", "Data Officer", "Caldicott Guardian"),
    organisations=("Moor County Council", "NHS Moor", "SENDIASS"),
)


def read(*printed: str, known: Known = OURS) -> Draft:
    """A plan of one action for each of these cells of posts."""
    rows = [f'A{number},A,Do it {number},June 2024,"{each}"' for number, each in enumerate(printed, start=1)]
    document = read_file("plan.csv", "\n".join([HEAD, *rows]).encode())
    draft = understand(document, known)
    assert uncovered(document, draft) == contradictions(draft) == []
    return named(draft)


def names(draft: Draft) -> list[str]:
    """Who answers for the first action, as read."""
    return [each.value for each in draft.actions[0].posts]


def printed_of(draft: Draft) -> list[str]:
    """The words that the plan keeps of each of them."""
    (row,) = [each for each in rows_of(draft) if each.key == "A1"]
    told: object = row.says["accountable"]
    assert isinstance(told, tuple)
    return [words for words, *_ in told]


def doubt_of(draft: Draft) -> Doubt:
    """The one doubt of how many posts a cell has."""
    (doubt,) = asked(draft, Asks.PARTED)
    return doubt


@pytest.mark.parametrize(
    ("printed", "one", "apart"),
    [
        ("Director of Children’s\nServices", "Director of Children’s Services", "Director of Children’s; Services"),
        ("Director, Adults’\nServices", "Director, Adults’ Services", "Director, Adults’; Services"),
        (
            "Assistant Director,\nEducation and SEND",
            "Assistant Director, Education and SEND",
            "Assistant Director; Education and SEND",
        ),
        ("Local Offer\nOfficer", "Local Offer Officer", "Local Offer; Officer"),
        ("Designated Social\nCare Officer", "Designated Social Care Officer", "Designated Social; Care Officer"),
        ("Deputy\nHead of SEND", "Deputy Head of SEND", "Deputy; Head of SEND"),
        ("Head of Children’s Social\nCare", "Head of Children’s Social Care", "Head of Children’s Social; Care"),
        ("Head of SEND\nand Inclusion", "Head of SEND and Inclusion", "Head of SEND; Inclusion"),
        ("Head of SEND and\nInclusion", "Head of SEND and Inclusion", "Head of SEND; Inclusion"),
        ("Head of SEND &\nInclusion", "Head of SEND & Inclusion", "Head of SEND; Inclusion"),
        ("Lead for work with\nfamilies", "Lead for work with families", "Lead for work; families"),
        ("Head of Play (Delivery\nStrategy)", "Head of Play (Delivery Strategy)", "Head of Play (Delivery; Strategy)"),
        ("Head of Play\n(from May)", "Head of Play (from May)", "Head of Play; (from May)"),
        ("Head of Play\n(Lead Officer)", "Head of Play (Lead Officer)", "Head of Play; (Lead Officer)"),
        ("SEND\nStrategic Manager", "SEND Strategic Manager", "SEND; Strategic Manager"),
        ("Head of Children’s\nData Officer", "Head of Children’s Data Officer", "Head of Children’s; Data Officer"),
        ("Lead:\nHead of SEND\nand Inclusion", "Head of SEND and Inclusion", "Head of SEND; Inclusion"),
        ("Head of Play (also\nChief Nurse)", "Head of Play (also Chief Nurse)", "Head of Play (also; Chief Nurse)"),
        ("Lead: Deputy\nHead of SEND", "Deputy Head of SEND", "Deputy; Head of SEND"),
        ("SEND Co-\nordinator", "SEND Co-ordinator", "SEND Co; ordinator"),
        ("Asst.\nDirector of Play", "Asst. Director of Play", "Asst; Director of Play"),
    ],
)
def test_a_line_that_is_no_title_may_go_on_with_the_one_before(printed: str, one: str, apart: str) -> None:
    draft = read(printed)
    assert names(draft) == [one]
    doubt = doubt_of(draft)
    words = " ".join(printed.split())
    assert (
        doubt.says == f"A1: “{words}” stands in 2 lines and was read as one post: confirm it, or choose what else it is"
    )
    assert (doubt.about, doubt.read, doubt.others) == (("actions/0/posts/0",), one, (apart,))
    assert printed_of(draft) == [words]
    after = chosen(draft, Asks.PARTED, apart)
    assert [each.casefold() for each in names(after)] == apart.casefold().split("; ")
    assert printed_of(after) == [words, words]


@pytest.mark.parametrize(
    ("printed", "found", "one"),
    [
        ("Head of Play\nand Data Officer", ["Head of Play", "Data Officer"], "Head of Play and Data Officer"),
        ("Head of Play,\nand Data Officer", ["Head of Play", "Data Officer"], "Head of Play, and Data Officer"),
        ("Head of Play\n& Data Officer", ["Head of Play", "Data Officer"], "Head of Play & Data Officer"),
        ("Head of Play and\nData Officer", ["Head of Play", "Data Officer"], "Head of Play and Data Officer"),
        ("Head of Play +\nData Officer", ["Head of Play", "Data Officer"], "Head of Play + Data Officer"),
        ("Head of Play,\nData Officer", ["Head of Play", "Data Officer"], "Head of Play, Data Officer"),
        ("Head of Play\nInclusion Team", ["Head of Play", "Inclusion Team"], "Head of Play Inclusion Team"),
        ("CAMHS\nHead of Play", ["CAMHS", "Head of Play"], "CAMHS Head of Play"),
    ],
)
def test_lines_that_are_joined_are_asked_about_and_no_name_keeps_what_joins_them(
    printed: str, found: list[str], one: str
) -> None:
    draft = read(printed)
    assert names(draft) == found
    doubt = doubt_of(draft)
    assert doubt.says.endswith("stands in 2 lines and was read as 2 posts: confirm it, or choose what else it is")
    assert (doubt.read, doubt.others) == ("; ".join(found), (one,))
    after = chosen(draft, Asks.PARTED, one)
    assert (names(after), printed_of(after)) == ([one], [one])


@pytest.mark.parametrize(
    ("printed", "words", "one"),
    [
        ("Head of Play\nwith Data Officer", "with Data Officer", "Head of Play with Data Officer"),
        ("Head of Play;\nsupported by Data Officer", "supported by Data Officer", None),
        ("Head of Play; supported by Data Officer", "supported by Data Officer", None),
        ("Head of Play\nw/ Data Officer", "w/ Data Officer", "Head of Play w/ Data Officer"),
        ("Head of Play\nand with the Data Officer", "and with the Data Officer", None),
    ],
)
def test_who_answers_with_another_line_may_answer_not_at_all(printed: str, words: str, one: str | None) -> None:
    draft = read(printed)
    assert names(draft) == ["Head of Play", "Data Officer"]
    assert printed_of(draft) == ["Head of Play", words]
    whole = one or " ".join(printed.split()).replace(";", ",")
    assert doubt_of(draft).others == (whole, "Head of Play")
    assert names(chosen(draft, Asks.PARTED, whole)) == [whole]
    assert names(chosen(draft, Asks.PARTED, "Head of Play")) == ["Head of Play"]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Head of Play\nData Officer\nChair", ["Head of Play", "Data Officer", "Chair"]),
        ("Parent Carer Forum Moor\nHead of Play", ["Parent Carer Forum Moor", "Head of Play"]),
        ("Head of Play\nNHS Moor\nSENDIASS", ["Head of Play", "NHS Moor", "SENDIASS"]),
        ("Caldicott Guardian\nHead of Play", ["Caldicott Guardian", "Head of Play"]),
        ("Head of Play\nMr J. Smith", ["Head of Play", "Mr J. Smith"]),
        ("1. Local Offer Officer\n2. Data Officer", ["Local Offer Officer", "Data Officer"]),
        ("(a) Local Offer Officer\n(b) Data Officer", ["Local Offer Officer", "Data Officer"]),
        ("* Head of Play\n* Data Officer", ["Head of Play", "Data Officer"]),
        ("• Head of Play\n• and the Data Officer", ["Head of Play", "Data Officer"]),
        ("Head of Play; and Data Officer", ["Head of Play", "Data Officer"]),
        ("Lead: Head of Play\nLead: Data Officer", ["Head of Play", "Data Officer"]),
        ("SRO: Head of Play\nOwner: Data Officer", ["Head of Play", "Data Officer"]),
        ("Head of Play,\nLead: Chair", ["Head of Play", "Chair"]),
        ("Lead:\nHead of Play", ["Head of Play"]),
        ("Accountable officer: Head of Play", ["Head of Play"]),
        ("Head of Play and", ["Head of Play"]),
        ("Head of\nPlay", ["Head of Play"]),
    ],
)
def test_plain_titles_in_lines_are_posts_of_their_own_and_nothing_is_asked(printed: str, found: list[str]) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert asked(draft, Asks.PARTED) == asked(draft, Asks.SAME_POST) == []


def test_numbers_labels_and_joining_words_stay_with_the_printed_words() -> None:
    assert printed_of(read("1. SRO: Head of Play\n2. and the Data Officer")) == [
        "1. SRO: Head of Play",
        "2. and the Data Officer",
    ]


def test_somebody_still_to_be_named_beside_a_title_in_lines_leaves_that_asked_about() -> None:
    draft = read("Director of Children’s\nServices,\nTBC")
    assert names(draft) == ["Director of Children’s Services", ""]
    assert doubt_of(draft).others == ("Director of Children’s; Services",)
    assert asked(draft, Asks.UNNAMED)
    assert not asked(read("TBC,\nHead of Play"), Asks.PARTED)
    assert names(read("1. TBC\n2. Head of Play")) == ["Head of Play", ""]
    assert asked(read("Lead: interim"), Asks.NO_POST)


def test_three_lines_may_be_a_title_that_goes_on_and_another() -> None:
    draft = read("Director of Children’s\nServices\nHead of Play")
    assert names(draft) == ["Director of Children’s Services", "Head of Play"]
    assert doubt_of(draft).about == ("actions/0/posts/0",)
    draft = read("Head of Play,\nDirector of Children’s\nServices")
    assert doubt_of(draft).others == (
        "Head of Play, Director of Children’s Services",
        "Head of Play; Director of Children’s; Services",
    )


def test_no_name_keeps_a_semicolon_or_what_an_organisation_or_interim_left_around_it() -> None:
    draft = read("Inclusion; interim\nServices")
    assert names(draft) == ["Inclusion", "Services"]
    assert doubt_of(draft).others == ("Inclusion, interim Services", "Inclusion, interim; Services")
    assert names(read("Parent Carer Forum, Lead: Clerk")) == ["Clerk (Parent Carer Forum)"]
    assert names(read("Head of Play with interim\nChair"))[0] == "Head of Play"


def test_a_post_that_stands_in_lines_is_the_same_as_on_one() -> None:
    draft = read("Local Offer\nOfficer", "Local Offer Officer", "and Local Offer Officer")
    assert [post.name for post in draft.posts] == ["Local Offer Officer"]
    assert asked(draft, Asks.SAME_POST) == []


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("With the Data Officer", "Data Officer"),
        ("Head of Play, supported by", "Head of Play"),
        ("o Head of Play", "Head of Play"),
        ("ii) Head of Play", "Head of Play"),
        ("Andover Lead", "Andover Lead"),
        ("16 Plus Lead", "16 Plus Lead"),
        ("J. Smith", "J. Smith"),
        ("LGBT+", "LGBT+"),
        ("Head of A plus", "Head of A plus"),
        ("Education lead: early years", "Education lead: early years"),
        ("Lead: early years", "early years"),
        ("and", "and"),
        ("Lead:", "Lead:"),
        ("Lead", "Lead"),
    ],
)
def test_a_post_is_called_without_what_stands_around_it(printed: str, called: str) -> None:
    assert bare(printed) == called


def test_an_organisation_in_the_next_line_is_read_as_on_one() -> None:
    draft = read("Chief Nursing Officer,\nNHS Moor")
    assert [(post.title, post.organisation.value) for post in draft.posts] == [("Chief Nursing Officer", "NHS Moor")]
    assert doubt_of(draft).others == ("Chief Nursing Officer; NHS Moor",)


def test_a_sign_in_a_line_of_its_own_is_nobody_and_nothing_is_asked() -> None:
    draft = read("Head of Play\nn/a")
    assert names(draft) == ["Head of Play"]
    assert asked(draft, Asks.PARTED) == []


def test_who_answers_with_another_may_have_a_short_name() -> None:
    draft = read("Head of Play\nwith CAMHS")
    assert names(draft) == ["Head of Play", "CAMHS"]
    assert doubt_of(draft).others == ("Head of Play with CAMHS", "Head of Play")


def test_where_one_of_the_others_answers_by_itself_nobody_answers_alone() -> None:
    draft = read("Head of Play\nwith Data Officer\nCAMHS")
    assert names(draft) == ["Head of Play", "Data Officer", "CAMHS"]
    assert doubt_of(draft).others == ("Head of Play with Data Officer CAMHS",)


def test_wordings_differ_in_nothing_that_only_stands_around_them() -> None:
    assert differing(["and Data Officer", "1. Data Officer"], "Data Officer", ()) == []


def test_long_words_are_not_looked_through() -> None:
    words = "Support: " + "Head " * LONGEST
    assert bare(words) == words.strip()
    assert says_how(words) == ""
    assert at_labels(words) == [(0, len(words))]
    assert at_colon(f"Education: {words}") == ("", "")
    assert asked(read("Lead: Chair\n" * LONGEST + "Support: Data Officer"), Asks.PARTED) == []
    assert len(names(read("Inclusion\n" * LONGEST))) > 1


@with_seed
def test_nothing_is_asked_of_the_lines_of_the_published_plan() -> None:
    assert (
        asked(published(), Asks.PARTED) == asked(demo("Word"), Asks.PARTED) == asked(demo("Excel"), Asks.PARTED) == []
    )
    posts = {each.ref.value: [post.words for post in each.posts] for each in published().actions}
    assert (len(posts), len(posts["A9"]), len(posts["B3"])) == (28, 3, 4)


@pytest.mark.parametrize("printed", ["Head of Play and the Chief Nurse", "Head of Play\nthe Chief Nurse"])
def test_no_post_is_called_the(printed: str) -> None:
    assert names(read(printed)) == ["Head of Play", "Chief Nurse"]
    assert names(read("The Dean Academy")) == ["The Dean Academy"], "an organisation may be"


@pytest.mark.parametrize(
    "printed",
    [
        *("HR Business Partner", "Consultant in Public Health", "Consultant Paediatrician", "Data Analyst"),
        *("Solicitor", "Social Worker", "Speech and Language Therapist", "SEND Caseworker", "Headteacher", "CEO"),
    ],
)
def test_usual_titles_are_posts_and_part_a_list_as_others_do(printed: str) -> None:
    assert asked(read(printed), Asks.ORGANISATION) == []
    draft = read(f"Head of Play, {printed}")
    assert names(draft) == ["Head of Play", printed]
    assert doubt_of(draft).others == (f"Head of Play, {printed}",)
