"""Labels before and within the lines of a cell of posts, “Lead:”, “Support:”: they are in no name, nobody beside them
is lost, and what says something else than that a post answers is asked about."""

import pytest

from bringing.reading import Asks, Known
from bringing.reading.around import at_labels, bare, says_how
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_parting import doubt_of, names, printed_of, read
from tests.bringing.test_others import chosen


def test_a_label_that_says_something_else_than_that_a_post_answers_is_asked_about() -> None:
    draft = read("Lead: Head of Play\nSupport: Data Officer")
    assert names(draft) == ["Head of Play", "Data Officer"]
    doubt = doubt_of(draft)
    assert doubt.says == (
        "A1: “Lead: Head of Play Support: Data Officer” was read as 2 posts, and it says “Support”: confirm that all "
        "of them answer, or choose the one without"
    )
    assert (doubt.read, doubt.others) == ("Head of Play; Data Officer", ("Head of Play",))
    assert printed_of(draft) == ["Lead: Head of Play", "Support: Data Officer"]
    assert names(chosen(draft, Asks.PARTED, "Head of Play")) == ["Head of Play"]


@pytest.mark.parametrize(
    ("printed", "others", "how"),
    [
        ("Support: Data Officer", (), "“Support”: confirm that it answers, or enter who does"),
        (
            "Lead: Head of Play\nOwner: Chair\nSupporting: Data Officer",
            ("Head of Play; Chair",),
            "“Supporting”: confirm that all of them answer, or choose those without",
        ),
        (
            "Health lead: Chief Nurse\nEducation lead: Head of Play",
            (),
            "“Health lead” and “Education lead”: confirm that all of them answer, or enter who does",
        ),
        (
            "Head of Play\nSupport: Data Officer and Chair",
            ("Head of Play",),
            "“Support”: confirm that all of them answer, or choose the one without",
        ),
        (
            "Head of Play, Support: Data Officer",
            ("Head of Play",),
            "“Support”: confirm that all of them answer, or choose the one without",
        ),
    ],
)
def test_other_labels_are_asked_about_too(printed: str, others: tuple[str, ...], how: str) -> None:
    doubt = doubt_of(read(printed))
    assert doubt.says.endswith(f", and it says {how}")
    assert doubt.others == others


@pytest.mark.parametrize(
    ("printed", "found", "how", "words"),
    [
        ("Lead: Director of Finance Support: Data Officer", ["Director of Finance", "Data Officer"], "Support", None),
        ("Head of Play Support: Data Officer", ["Head of Play", "Data Officer"], "Support", None),
        ("1. Lead: Head of Play Support: Data Officer", ["Head of Play", "Data Officer"], "Support", None),
        ("Lead:Head of Play Support:Data Officer", ["Head of Play", "Data Officer"], "Support", None),
        ("Lead: Head of Play | Support: Data Officer", ["Head of Play", "Data Officer"], "Support", None),
        ("Lead: Head of Play - Support: Data Officer", ["Head of Play", "Data Officer"], "Support", None),
        ("Lead: Head of Play (Support: Data Officer)", ["Head of Play", "Data Officer"], "Support", None),
        ("Lead: Head of Play Supported by: Chair", ["Head of Play", "Chair"], "Supported by", None),
        ("Inclusion supported by: Chair", ["Inclusion", "Chair"], "supported by", None),
        ("Head of Play in partnership with: Chair", ["Head of Play", "Chair"], "in partnership with", None),
        ("Lead: Head of Play Support:\nChair", ["Head of Play", "Chair"], "Support", None),
        ("Lead - Head of Play Support - Chair", ["Head of Play", "Chair"], "Support", None),
        ("Lead - Head of Play\nSupport – Chair", ["Head of Play", "Chair"], "Support", None),
        ("Head of Play and Support: Chair", ["Head of Play", "Chair"], "Support", "Head of Play and"),
        ("Caldicott Guardian Support: Chair", ["Caldicott Guardian", "Chair"], "Support", None),
        ("Lead: Inclusion Support: Chair", ["Inclusion", "Chair"], "Support", None),
        ("Inclusion, Support: Chair", ["Inclusion", "Chair"], "Support", "Inclusion"),
        ("Head of Play Support:\nChair", ["Head of Play", "Chair"], "Support", None),
        ("Head of Play Support: Caldicott Guardian", ["Head of Play", "Caldicott Guardian"], "Support", None),
        ("Head of Play (Moor) Support: Chair", ["Head of Play (Moor)", "Chair"], "Support", None),
    ],
)
def test_a_label_within_a_line_parts_it_and_nobody_before_it_is_lost(
    printed: str, found: list[str], how: str, words: str | None
) -> None:
    draft = read(printed)
    assert names(draft) == found
    doubt = doubt_of(draft)
    told = f"was read as 2 posts, and it says “{how}”: confirm that all of them answer, or choose the one without"
    assert doubt.says == f"A1: “{' '.join(printed.split())}” {told}"
    assert doubt.others == (found[0],)
    first, second = printed_of(draft)
    assert first in printed
    assert (bare(first), bare(second)) == tuple(found)
    assert second.startswith(how)
    assert words is None or first == words
    assert names(chosen(draft, Asks.PARTED, found[0])) == found[:1]


def test_a_label_before_an_organisation_says_how_it_answers() -> None:
    draft = read("Education lead: NHS Moor\nHead of Play")
    assert names(draft) == ["NHS Moor", "Head of Play"]
    assert doubt_of(draft).says.endswith(
        "and it says “Education lead”: confirm that all of them answer, or choose the one without"
    )


def test_a_label_in_two_lines_is_told_on_one() -> None:
    assert says_how("Supported\nby: Chair") == "Supported by"
    doubt = doubt_of(read("Accountable: Head of Play Responsible:\nChair"))
    assert doubt.says.startswith("A1: “Accountable: Head of Play Responsible: Chair” was read as 2 posts")


def test_words_before_a_dash_are_a_label_only_behind_another_one_and_before_somebody() -> None:
    draft = read("Head of SEND Support – NHS Moor")
    assert [(post.title, post.organisation.value) for post in draft.posts] == [("Head of SEND Support", "NHS Moor")]
    assert names(read("Lead - Head of Play Support - early years")) == ["Head of Play Support - early years"]


def test_nothing_is_parted_off_in_which_nobody_stands() -> None:
    assert at_labels("Lead: Head of Play (Support: Chair)") == [(0, 18), (20, 34)]
    assert at_labels("– Support: Chair") == [(0, 16)]
    assert at_labels("Lead: Inclusion (Support: Chair), Clerk") == [(0, 15), (17, 31), (32, 39)]
    assert bare("&") == "&"


def test_behind_a_label_another_one_parts_whatever_it_is_before() -> None:
    for printed in ("Lead: Inclusion Support: early years", "Lead: Inclusion, Support: early years"):
        assert printed_of(read(printed)) == ["Lead: Inclusion", "Support: early years"]
    assert printed_of(read("Lead: Inclusion, Owner: Chair")) == ["Lead: Inclusion", "Owner: Chair"]
    assert at_labels("Inclusion Support: Chair Owner: play") == [(0, 24), (25, 36)]


def test_a_label_is_that_of_the_first_behind_it_alone() -> None:
    assert printed_of(read("Lead - Head of Play – Data Officer")) == ["Lead - Head of Play", "Data Officer"]


def test_a_label_behind_a_number_says_how_a_post_answers() -> None:
    assert doubt_of(read("1. Support: Chair")).says.endswith(
        "it says “Support”: confirm that it answers, or enter who does"
    )


@pytest.mark.parametrize(
    ("printed", "how"),
    [
        ("Head of Play (Support – Ferry Clerk)", "Support"),
        ("Head of Play [Support: Ferry Clerk]", "Support"),
        ("Head of Play (supported by: Ferry Clerk)", "supported by"),
        ("Lead- Head of Play, Support- Ferry Clerk", "Support"),
        ("Lead = Head of Play; Support = Ferry Clerk", "Support"),
        ("1. Lead: Head of Play 2. Support: Ferry Clerk", "Support"),
        ("SRO: Head of Play Delivery lead: Ferry Clerk", "Delivery lead"),
        ("Head of Play (Health lead – Ferry Clerk)", "Health lead"),
    ],
)
def test_a_label_in_brackets_with_another_sign_or_with_a_number_parts_them_too(printed: str, how: str) -> None:
    draft = read(printed)
    assert names(draft) == ["Head of Play", "Ferry Clerk"]
    assert f"was read as 2 posts, and it says “{how}”" in doubt_of(draft).says
    assert doubt_of(draft).others[0] == "Head of Play"


@pytest.mark.parametrize(
    ("printed", "found", "how", "all_of_them"),
    [
        ("Strategic Lead – Head of Canals", ["Head of Canals"], "“Strategic Lead”", "Strategic Lead; Head of Canals"),
        ("Council lead - Head of Play", ["Head of Play"], "“Council lead”", "Council lead; Head of Play"),
        ("Clinical lead – Chief Nurse", ["Chief Nurse"], "“Clinical lead”", "Clinical lead; Chief Nurse"),
        (
            "LA lead – Head of Play; ICB lead – Chief Nurse",
            ["Head of Play", "Chief Nurse"],
            "“LA lead” and “ICB lead”",
            "LA lead; Head of Play; ICB lead; Chief Nurse",
        ),
    ],
)
def test_who_leads_a_part_of_it_before_a_dash_is_a_label_or_a_post(
    printed: str, found: list[str], how: str, all_of_them: str
) -> None:
    draft = read(printed)
    assert names(draft) == found
    doubt = doubt_of(draft)
    assert f"and it says {how}: confirm" in doubt.says
    assert doubt.says.endswith("or choose the label as a post too")
    assert doubt.others == (all_of_them,)
    assert names(chosen(draft, Asks.PARTED, all_of_them)) == [
        each[:1].upper() + each[1:] for each in all_of_them.split("; ")
    ]


@pytest.mark.parametrize("label", ["Lead + Support", "Lead & Support", "Lead and Support", "Lead/Support"])
def test_a_label_of_one_who_does_both_is_one(label: str) -> None:
    draft = read(f"{label}: Head of Lakes")
    assert names(draft) == ["Head of Lakes"]
    assert doubt_of(draft).says.endswith(
        f"was read as one post, and it says “{label}”: confirm that it answers, or enter who does"
    )


@pytest.mark.parametrize(
    ("printed", "found", "others"),
    [
        ("[Support: Ferry Clerk]", ["Ferry Clerk"], ()),
        ("SEND Lead:\nFerry Clerk", ["Ferry Clerk"], ()),
        ("Co-leads: Head of Play and Chair", ["Head of Play", "Chair"], ("Head of Play and Chair",)),
        ("Lead – Head of Play and Chair", ["Head of Play", "Chair"], ("Head of Play and Chair",)),
    ],
)
def test_brackets_and_several_behind_a_label_are_asked_about(
    printed: str, found: list[str], others: tuple[str, ...]
) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert doubt_of(draft).others == others


def test_who_is_still_to_be_named_behind_a_label_is_asked_for_and_not_who_that_label_is_of() -> None:
    draft = read("Lead: Head of Play; Support: TBC")
    assert names(draft) == ["Head of Play", ""]
    assert (len(asked(draft, Asks.UNNAMED)), asked(draft, Asks.PARTED)) == (1, [])


def test_what_stands_behind_the_brackets_of_a_label_is_read_too() -> None:
    draft = read("Lead: Head of Play (Support: Chief Nurse (Moor)), Chair")
    assert printed_of(draft) == ["Lead: Head of Play", "Support: Chief Nurse (Moor)", "Chair"]
    assert doubt_of(draft).others == ("Head of Play; Chair",)


@pytest.mark.parametrize(
    ("printed", "found", "others"),
    [
        (
            "Accountable: Head of Play Responsible: Chair",
            ["Head of Play", "Chair"],
            ("Head of Play Responsible: Chair",),
        ),
        ("NHS lead: Chief Nurse", ["NHS", "Chief Nurse"], ("NHS lead: Chief Nurse",)),
        (
            "Director of Children’s\nServices Lead: Data Officer",
            ["Director of Children’s Services", "Data Officer"],
            ("Director of Children’s Services Lead: Data Officer", "Director of Children’s; Services; Data Officer"),
        ),
    ],
)
def test_labels_within_a_line_that_all_answer_are_asked_about(
    printed: str, found: list[str], others: tuple[str, ...]
) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert doubt_of(draft).others == others
    assert ("lines" in doubt_of(draft).says) is ("\n" in printed)


@pytest.mark.parametrize(
    ("printed", "found", "is_asked"),
    [
        ("Head of Play Responsible officer – Chief Nurse", ["Head of Play", "Chief Nurse"], True),
        ("Head of Play Named person - Mr J. Smith", ["Head of Play", "Mr J. Smith"], True),
        ("Deputy Responsible Officer – Chief Nurse", ["Deputy Responsible Officer", "Chief Nurse"], False),
        ("Director Lead officer – Chief Nurse", ["Director Lead officer", "Chief Nurse"], False),
        ("Head of Play Lead – Chief Nurse", ["Head of Play Lead", "Chief Nurse"], False),
    ],
)
def test_a_label_behind_a_title_and_before_a_dash_is_asked_about_where_no_title_ends_so(
    printed: str, found: list[str], is_asked: bool
) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert [each.others for each in asked(draft, Asks.PARTED)] == ([(printed,)] if is_asked else [])


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Lead – Head of Play", ["Head of Play"]),
        ("Lead officer - Mr J. Smith", ["Mr J. Smith"]),
        ("Lead: SRO: Chair", ["Chair"]),
        ("Responsible Officer- Head of Play", ["Head of Play"]),
        ("Responsible Officer -Head of Play", ["Head of Play"]),
        ("Responsible Officer —Head of Play", ["Head of Play"]),
        ("Responsible Officer -- Head of Play", ["Head of Play"]),
        ("Responsible Officer = Head of Play", ["Head of Play"]),
        ("Lead Officer(s): Head of Play", ["Head of Play"]),
        ("Senior Responsible Officer (SRO): Head of Play", ["Head of Play"]),
        ("Head of Play (lead: early years)", ["Head of Play (lead: early years)"]),
    ],
)
def test_a_dash_behind_a_label_is_as_a_colon_and_no_label_is_a_post(printed: str, found: list[str]) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert asked(draft, Asks.PARTED) == []
    assert printed_of(draft) == [printed]


def test_a_dash_behind_a_label_is_one_of_a_title_where_nobody_follows() -> None:
    assert names(read("Lead Officer – Play")) == ["Lead Officer – Play"]
    assert asked(read("Support - TBC"), Asks.NO_POST)
    assert doubt_of(read("Support – NHS Moor")).read == "NHS Moor"
    draft = read("Lead - Head of Play - NHS Moor")
    assert [(post.title, post.organisation.value) for post in draft.posts] == [("Head of Play", "NHS Moor")]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("TBC: Head of Play", "Head of Play"),
        ("TBC - Head of Play", "Head of Play"),
        ("TBC - Lead: Head of Play", "Head of Play"),
        ("TBC:\nHead of Play", "Head of Play"),
        ("Head of Play: TBC", "Head of Play"),
        ("New post: Head of Inclusion (to be recruited)", "Head of Inclusion (to be recruited)"),
        ("Lead: TBC: Head of Play", "Head of Play"),
    ],
)
def test_who_is_still_to_be_named_before_a_colon_is_as_before_a_dash(printed: str, found: str) -> None:
    draft = read(printed)
    assert names(draft) == [found, ""]
    assert asked(draft, Asks.UNNAMED)
    assert [post.name for post in draft.posts] == [found]


@pytest.mark.parametrize(
    ("printed", "before", "or_else", "others"),
    [
        ("Education: Head of Play", "Education", "choose the one without", ("Head of Play",)),
        ("Education : Head of Play", "Education", "choose the one without", ("Head of Play",)),
        ("Head of Play: Chief Nurse", "Head of Play", "choose both", ("Head of Play; Chief Nurse",)),
        ("DCC: Head of Play NHS: Chief Nurse", "DCC", "enter who answers", ()),
        ("Head of Play (from May: Chief Nurse)", "from May", "enter who answers", ()),
        ("Head of Play (Moor, Support: Chief Nurse)", "Moor, Support", "enter who answers", ()),
        ("Health: TBC", "Health", "enter who answers", ()),
    ],
)
def test_words_before_a_colon_that_are_no_label_stay_and_are_asked_about(
    printed: str, before: str, or_else: str, others: tuple[str, ...]
) -> None:
    draft = read(printed)
    assert names(draft) == [printed]
    doubt = doubt_of(draft)
    told = f"was read as one post with “{before}” in its name: confirm it, or {or_else}"
    assert (doubt.says, doubt.others) == (f"A1: “{printed}” {told}", others)
    if others:
        assert names(chosen(draft, Asks.PARTED, others[0])) == others[0].split("; ")


def test_a_post_of_the_notice_with_a_colon_is_not_asked_about() -> None:
    for called in ("Education: Head of Play", "Director of Play Support: Chair"):
        draft = read(called, known=Known(posts=(called,)))
        assert (names(draft), asked(draft, Asks.PARTED)) == ([called], [])


def test_each_line_with_words_before_a_colon_is_asked_about() -> None:
    draft = read("Education: Head of Play\nHealth: Chief Nurse")
    assert [each.others for each in asked(draft, Asks.PARTED)] == [("Head of Play",), ("Chief Nurse",)]
