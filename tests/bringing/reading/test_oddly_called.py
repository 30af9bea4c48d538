"""Posts that are called as no post is: whatever is read of their cell, it is asked about and the right one can be
chosen."""

import pytest

from bringing.reading import Asks, Known
from bringing.reading.brackets import held, is_closed, is_held
from bringing.reading.titles import LONGEST
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_parting import doubt_of, names, printed_of, read
from tests.bringing.test_others import chosen


@pytest.mark.parametrize(
    ("printed", "found", "right"),
    [
        ("Head of SEND (Council / ICB)", ["Head of SEND"], "Head of SEND (Council); Head of SEND (ICB)"),
        ("Head of SEND (LA/ICB)", ["Head of SEND (LA/ICB)"], "Head of SEND (LA); Head of SEND (ICB)"),
        ("Head of SEND (Council) (ICB)", ["Head of SEND (Council)"], "Head of SEND (Council); Head of SEND (ICB)"),
        (
            "Joint commissioner (Council – ICB)",
            ["Joint commissioner"],
            "Joint commissioner (Council); Joint commissioner (ICB)",
        ),
        ("Head of SEND (J Smith / A Jones)", ["Head of SEND (J Smith / A Jones)"], "Head of SEND"),
        ("Head of SEND (Council; ICB)", ["Head of SEND"], "Head of SEND (Council); Head of SEND (ICB)"),
        (
            "Head of SEND [East • West]; Chair",
            ["Head of SEND [East • West]", "Chair"],
            "Head of SEND; Chair",
        ),
        ("Head of SEND (and Chief Nurse)", ["Head of SEND (and Chief Nurse)"], "Head of SEND; Chief Nurse"),
        ("Head of SEND (Support: Sam Jones)", ["Head of SEND (Support: Sam Jones)"], "Head of SEND; Sam Jones"),
        ("Chief Nurse (East) Head of Play", ["Chief Nurse (East) Head of Play"], "Chief Nurse (East); Head of Play"),
    ],
)
def test_what_brackets_hold_is_not_parted_and_several_in_them_are_asked_about(
    printed: str, found: list[str], right: str
) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert right in doubt_of(draft).others
    assert names(chosen(draft, Asks.PARTED, right)) == right.split("; ")


@pytest.mark.parametrize(
    ("printed", "found", "right"),
    [
        ("Head of Play; Lead", ["Head of Play"], "Head of Play; Lead"),
        ("Head of Play - Lead", ["Head of Play"], "Head of Play; Lead"),
        ("Lead\nHead of Play", ["Head of Play"], "Lead Head of Play"),
        ("Lead officer\nHead of Play", ["Head of Play"], "Lead officer; Head of Play"),
        ("Accountable officer\nHead of Play", ["Accountable officer", "Head of Play"], "Head of Play"),
        ("Responsible officer\nChief Nurse", ["Responsible officer", "Chief Nurse"], "Chief Nurse"),
        ("Strategic Lead\nHead of Play", ["Strategic Lead", "Head of Play"], "Head of Play"),
        ("Lead\nHead of Play\nSupport\nChair", ["Head of Play", "Chair"], "Lead; Head of Play; Support; Chair"),
        ("[Lead] Head of Play [Support] Chair", ["[Lead] Head of Play [Support] Chair"], "Head of Play; Chair"),
        ("Lead (Head of Play) Support (Clerk)", ["Lead (Head of Play) Support (Clerk)"], "Head of Play; Clerk"),
        ("Head of Play (Lead), Chair (Support)", ["Head of Play (Lead)", "Chair (Support)"], "Head of Play; Chair"),
        ("Head of Play (Clerk as deputy)", ["Head of Play (Clerk as deputy)"], "Head of Play; Clerk"),
        ("Lead Officer Head of Play", ["Lead Officer Head of Play"], "Head of Play"),
        ("Lead Officer SEND Manager", ["Lead Officer SEND Manager"], "SEND Manager"),
        ("Health lead Chief Nurse", ["Health lead Chief Nurse"], "Chief Nurse"),
        ("Lead-Head of Play", ["Lead-Head of Play"], "Head of Play"),
        ("Led by the Head of Play", ["Led by the Head of Play"], "Head of Play"),
        ("Education: Lead – Head of Play", ["Education: Lead", "Head of Play"], "Head of Play"),
        ("Head of Play to lead", ["Head of Play to lead"], "Head of Play"),
        ("Head of Play – Support", ["Head of Play – Support"], "Head of Play"),
        ("Head of Play (supporting officer)", ["Head of Play (supporting officer)"], "Head of Play"),
        ("Owner(s) Head of Play", ["Owner(s) Head of Play"], "Head of Play"),
    ],
)
def test_what_may_only_say_how_somebody_answers_is_asked_about(printed: str, found: list[str], right: str) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert doubt_of(draft).says.endswith("may only say how somebody answers: confirm it, or choose what else it is")
    assert names(chosen(draft, Asks.PARTED, right)) == right.split("; ")


@pytest.mark.parametrize(
    ("printed", "found", "right"),
    [
        ("Head of Play with support from Clerk", ["Head of Play with support from Clerk"], "Head of Play; Clerk"),
        ("Head of Play with the support of Clerk", ["Head of Play with the support of Clerk"], "Head of Play"),
        ("Head of Play assisted by Clerk", ["Head of Play assisted by Clerk"], "Head of Play; Clerk"),
        ("Head of Play overseen by Sam Jones", ["Head of Play overseen by Sam Jones"], "Head of Play; Sam Jones"),
        ("Head of Play supported by our team", ["Head of Play supported by our team"], "Head of Play"),
        ("Head of Play, with support from Clerk", ["Head of Play", "Clerk"], "Head of Play"),
        ("Head of Play, overseen by Clerk", ["Head of Play", "Clerk"], "Head of Play"),
        ("Head of Play (supported by Clerk)", ["Head of Play", "Clerk"], "Head of Play (supported by Clerk)"),
        ("Head of Play (with support from Clerk)", ["Head of Play", "Clerk"], "Head of Play"),
        ("Head of Play | Chief Nurse", ["Head of Play | Chief Nurse"], "Head of Play; Chief Nurse"),
        ("Head of Play = Chief Nurse", ["Head of Play = Chief Nurse"], "Head of Play; Chief Nurse"),
        ("Head of Play- Chief Nurse", ["Head of Play- Chief Nurse"], "Head of Play; Chief Nurse"),
        ("Head of Play Chief Nurse", ["Head of Play Chief Nurse"], "Head of Play; Chief Nurse"),
        ("Head of Play 2. Chief Nurse", ["Head of Play 2. Chief Nurse"], "Head of Play; Chief Nurse"),
        ("ICB - Clerk, LA - Chair", ["ICB", "Clerk, LA", "Chair"], "Clerk (ICB); Chair (LA)"),
        ("ICB – Clerk; LA – Chair", ["ICB", "Clerk", "LA", "Chair"], "Clerk (ICB); Chair (LA)"),
        ("Clerk - LA, Chair - ICB", ["Clerk - LA", "Chair (ICB)"], "Clerk (LA); Chair (ICB)"),
        ("Education – Head of Play", ["Education", "Head of Play"], "Head of Play"),
        ("Health - Clerk Play - Chair", ["Health", "Clerk Play", "Chair"], "Health - Clerk Play - Chair"),
        (
            "Council (Head of Play), ICB (Chair)",
            ["Council (Head of Play)", "ICB (Chair)"],
            "Head of Play (Council); ICB (Chair)",
        ),
        ("Head of Play plus help from Clerk", ["Head of Play plus help from Clerk"], "Head of Play; Clerk"),
        ("Head of Play-Clerk", ["Head of Play-Clerk"], "Head of Play; Clerk"),
        ("Head of Play (with Chair)", ["Head of Play", "Chair"], "Head of Play (with Chair)"),
        ("Head of Play (with headteachers)", ["Head of Play", "Headteachers"], "Head of Play (with headteachers)"),
        ("Clerk (East – West) – Moor Forum", ["Clerk (East – West) (Moor Forum)"], "Clerk (East – West); Moor Forum"),
        ("Head of Play) – Chair", ["Head of Play)", "Chair"], "Head of Play) – Chair"),
    ],
)
def test_somebody_else_in_a_name_is_asked_about(printed: str, found: list[str], right: str) -> None:
    draft = read(printed)
    assert names(draft) == found
    assert right in doubt_of(draft).others
    assert names(chosen(draft, Asks.PARTED, right)) == right.split("; ")


@pytest.mark.parametrize("printed", ["Head of Play (Moor", "Supported by Data Officer"])
def test_where_nothing_says_what_else_it_is_that_is_to_be_entered(printed: str) -> None:
    doubt = doubt_of(read(printed))
    assert doubt.says.endswith(": confirm it, or enter who answers")
    assert doubt.others == ()


def test_half_a_bracket_is_asked_about_where_somebody_beside_is_still_to_be_named() -> None:
    draft = read("TBC,\nHead of Play (Moor")
    assert names(draft) == ["Head of Play (Moor", ""]
    assert doubt_of(draft).about == ("actions/0/posts/0",)


def test_who_stands_in_lines_is_no_reason_to_say_nothing_of_who_is_called_oddly() -> None:
    draft = read("Director of Children’s\nServices\nHead of Play (Moor / East)")
    assert [each.read for each in asked(draft, Asks.PARTED)] == [
        "Director of Children’s Services",
        "Head of Play (Moor / East)",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Learning Support Officer",
        "Head of SEND Support",
        "Business Support Lead",
        "Team Lead",
        "Chair (Lead Member)",
        "SEND Lead",
        "Strategic Lead",
        "Clinical Lead",
        "Lead Nurse",
        "Lead\nNurse for SEND",
        "SEN Support Lead",
        "Head of SEND; Team Lead",
        "Head of SEND\nClinical Lead",
        "Project Lead\nProgramme Lead",
        "Accountable Officer",
        "Head of SEND (Early Years)",
        "Head of Service (0 – 25)",
        "SEND (0-25) Lead Officer",
        "Lead officer for SEND",
        "Head of Pre- and Post-16",
        "PA to Director of Education",
        "Office of the Director of Public Health",
        "Designated Clinical Officer (DCO)",
        "Executive Director of Nursing",
        "Chief Executive Officer",
        "Deputy Head of SEND",
        "Supporting Families Lead",
        "Chief Nurse (NHS Moor) / Head of Play (Moor Council)",
    ],
)
def test_plain_titles_are_not_asked_about(printed: str) -> None:
    draft = read(printed)
    assert not any("may" in each.says or "brackets" in each.says for each in asked(draft, Asks.PARTED))
    assert all(names(draft))


@pytest.mark.parametrize(
    "printed",
    ["Lead:", "SEND Lead:", "Lead(s):", "Lead – ", "Lead", "Support:", "SRO:", "Lead officer", "Support: n/a"],
)
def test_a_label_alone_names_nobody(printed: str) -> None:
    draft = read(printed)
    assert (names(draft), draft.posts) == ([""], ())
    assert asked(draft, Asks.NO_POST)
    assert [each.source.words for each in draft.aside] == [printed.strip(" –")]
    assert asked(draft, Asks.PARTED) == []


@pytest.mark.parametrize(
    "printed", ["Lead: Head of Play\nSupport: None", "Lead: Head of Play; Support: -", "Head of Play\nSupport:"]
)
def test_a_label_of_nobody_leaves_the_one_beside_it(printed: str) -> None:
    draft = read(printed)
    assert (names(draft), asked(draft, Asks.PARTED)) == (["Head of Play"], [])
    assert len(draft.aside) == 1


def test_a_post_of_the_notice_is_called_as_it_is() -> None:
    for called in ("Head of Play (Moor / East)", "Lead", "Head of Play assisted by Clerk"):
        for printed in (called, f"1. {called}"):
            draft = read(printed, known=Known(posts=(called,)))
            assert (names(draft), asked(draft, Asks.PARTED)) == ([called], [])


@pytest.mark.parametrize(
    "printed",
    [
        "Parent Carer Forum – Head of Play",
        "NHS Moor – Chief Nurse",
        "SENDIASS – Clerk",
        "Parent Carer Forum – Head of Play – Chair",
    ],
)
def test_an_organisation_before_a_dash_may_answer_beside_a_post(printed: str) -> None:
    draft = read(printed)
    assert (names(draft), asked(draft, Asks.PARTED)) == (printed.split(" – "), [])


def test_posts_with_their_organisations_behind_dashes_are_asked_about_each() -> None:
    draft = read("Head of Play – ICB; Chief Nurse – NHS Moor")
    assert [each.others for each in asked(draft, Asks.PARTED)] == [("Head of Play; ICB",), ("Chief Nurse; NHS Moor",)]


def test_two_with_their_organisations_are_two_and_asked_about() -> None:
    draft = read("Chief Nurse (NHS Moor) Head of Play (Moor Council)")
    assert [(post.title, post.organisation.value) for post in draft.posts] == [
        ("Chief Nurse", "NHS Moor"),
        ("Head of Play", "Moor Council"),
    ]
    assert doubt_of(draft).others == ("Chief Nurse (NHS Moor) Head of Play (Moor Council)",)


def test_brackets_over_several_lines_are_of_one_post() -> None:
    draft = read("Head of Play (Moor;\nEast)")
    assert names(draft) == ["Head of Play (Moor; East)"]
    assert "2 lines" in doubt_of(draft).says
    draft = read("Head of Play\n(Support – Chair)")
    assert printed_of(draft) == ["Head of Play", "Support – Chair"]
    assert doubt_of(draft).others == ("Head of Play",)


def test_long_words_are_not_looked_through() -> None:
    assert asked(read("Head of Play (Moor / East) " * LONGEST), Asks.PARTED) == []
    assert asked(read("Head of Play (Moor\n" * LONGEST), Asks.PARTED)


def test_brackets_are_held_where_they_are_opened_and_closed() -> None:
    assert held("a (b [c] d) e) (f") == [(2, 11)]
    assert [is_held(place, [(2, 11)]) for place in (1, 3, 10, 11)] == [False, True, True, False]
    assert all(map(is_closed, ("a (b [c])", "1) a")))
    assert not any(map(is_closed, ("a (b", "moor) b", "(a [b)]")))
