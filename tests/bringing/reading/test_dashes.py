"""A title with a dash in a list: what joins posts parts more than a dash does, and none goes by unasked."""

from itertools import product

import pytest

from bringing.reading import Asks, Known
from bringing.reading.asking import Doubt
from bringing.reading.titles import before_title, listed_first
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_parting import doubt_of, names, printed_of, read
from tests.bringing.test_others import chosen

NOTHING = Known()


@pytest.mark.parametrize(
    ("printed", "title", "remit", "other"),
    [
        ("Deputy Director - Early Help and DCO", "Deputy Director", "Early Help", "DCO"),
        ("Deputy Director - Early Help, DCO", "Deputy Director", "Early Help", "DCO"),
        ("Assistant Director – Education, Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Assistant Director — Education, Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Assistant Director - Education and Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Assistant Director – Education & Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Assistant Director – Education + Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Assistant Director – Education/Head of SEND", "Assistant Director", "Education", "Head of SEND"),
        ("Head of Service – SEND, Commissioning Manager", "Head of Service", "SEND", "Commissioning Manager"),
        ("Service Manager – Early Years, SENCO", "Service Manager", "Early Years", "SENCO"),
        ("Strategic Lead – Inclusion, Data Officer", "Strategic Lead", "Inclusion", "Data Officer"),
        ("Director – Skills, Arts and Play and Head of SEND", "Director", "Skills, Arts and Play", "Head of SEND"),
        ("Head of Service – 0-25 (SEND), DCO", "Head of Service", "0-25 (SEND)", "DCO"),
    ],
)
def test_a_title_goes_on_behind_its_dash_as_far_as_the_next_post(
    printed: str, title: str, remit: str, other: str
) -> None:
    draft = read(printed, known=NOTHING)
    both = printed[: printed.index(remit) + len(remit)]
    assert names(draft) == [both, other]
    doubt = doubt_of(draft)
    behind = printed.partition(both[: -len(remit)])[2]
    assert doubt.says == (
        f"A1: “{printed}” was read as 2 posts: confirm it, keep it as one, part it at the dash, or choose all 3"
    )
    assert doubt.others == (printed, f"{title}; {behind}", f"{title}; {remit}; {other}")
    for each in doubt.others:
        after = chosen(draft, Asks.PARTED, each)
        assert [name.casefold() for name in names(after)] == each.casefold().split("; ")
        assert set(printed_of(after)) <= {printed, both, other}


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Head of SEND, Assistant Director – Education", ["Head of SEND", "Assistant Director – Education"]),
        ("Director of Education – Head of SEND, DCO", ["Director of Education", "Head of SEND", "DCO"]),
        (
            "Assistant Director – Education, Head of SEND and DCO",
            ["Assistant Director – Education", "Head of SEND", "DCO"],
        ),
        (
            "Head of Play, Assistant Director – Education, DCO",
            ["Head of Play", "Assistant Director – Education", "DCO"],
        ),
        (
            "Assistant Director – Education, Head of Service – SEND",
            ["Assistant Director – Education", "Head of Service – SEND"],
        ),
        ("Interim Director – Education, Head of SEND", ["Director – Education", "Head of SEND"]),
        ("Director – interim, Head of SEND", ["Director", "Head of SEND"]),
        ("Director – Education (interim) and DCO", ["Director – Education", "DCO"]),
        ("Director – Education (Moor Council), DCO", ["Director – Education (Moor Council)", "DCO"]),
        ("Director – Education, Moor Council, DCO", ["Director – Education (Moor Council)", "DCO"]),
        ("Director – Moor Council Liaison, DCO", ["Director – Moor Council Liaison", "DCO"]),
        ("Chief Nurse – NHS Moor, Head of SEND", ["Chief Nurse (NHS Moor)", "Head of SEND"]),
        ("Head of SEND, Director – Education with DCO", ["Head of SEND", "Director – Education with DCO"]),
        ("Lead – Education, Head of SEND", ["Lead – Education", "Head of SEND"]),
        ("Lead officer – Education & Head of SEND", ["Lead officer – Education", "Head of SEND"]),
        ("SRO: Director – Education, Head of SEND", ["Director – Education", "Head of SEND"]),
        ("Director – Education,\nHead of SEND", ["Director – Education", "Head of SEND"]),
        ("Director – Education\nand Head of SEND", ["Director – Education", "Head of SEND"]),
        ("Director –\nEducation, Head of SEND", ["Director – Education", "Head of SEND"]),
        ("Director\n– Education, Head of SEND", ["Director – Education", "Head of SEND"]),
        ("Director\n– Education,\nHead of SEND", ["Director – Education", "Head of SEND"]),
        ("Director –\nEducation (Moor Council) and\nDCO", ["Director – Education (Moor Council)", "DCO"]),
    ],
)
def test_lists_with_a_dash_in_a_title_are_asked_about(printed: str, found: list[str]) -> None:
    draft = read(printed, known=NOTHING)
    assert names(draft) == found
    doubt = doubt_of(draft)
    assert len(doubt.others) >= 1


@pytest.mark.parametrize(
    ("printed", "found", "others"),
    [
        (
            "Director – Education, Skills and Inclusion",
            ["Director – Education, Skills and Inclusion"],
            ("Director; Education, Skills and Inclusion",),
        ),
        (
            "Director – Education (also Head of SEND)",
            ["Director – Education (also Head of SEND)"],
            ("Director; Education (also Head of SEND)",),
        ),
        (
            "Director – Education, Parent Carer Forum",
            ["Director – Education (Parent Carer Forum)"],
            ("Director – Education; Parent Carer Forum", "Director; Education; Parent Carer Forum"),
        ),
        (
            "Director – Education with DCO",
            ["Director – Education with DCO"],
            ("Director – Education; DCO", "Director; Education; DCO"),
        ),
        ("Head of Service –\nSEND", ["Head of Service – SEND"], ("Head of Service; SEND",)),
        ("Head of Service\n– SEND", ["Head of Service – SEND"], ("Head of Service; SEND",)),
        ("Head of SEND –\nNHS Moor", ["Head of SEND (NHS Moor)"], ("Head of SEND; NHS Moor",)),
    ],
)
def test_one_post_with_a_dash_offers_all_that_it_may_be(printed: str, found: list[str], others: tuple[str]) -> None:
    draft = read(printed, known=NOTHING)
    assert (names(draft), doubt_of(draft).others) == (found, others)


@pytest.mark.parametrize("printed", ["– Head of A\n– Head of B", "Head of A –\nChief Nurse", "Head of A\n– Chair"])
def test_dashes_that_count_off_posts_part_them_and_nothing_is_asked(printed: str) -> None:
    draft = read(printed, known=NOTHING)
    assert len(names(draft)) == 2
    assert asked(draft, Asks.PARTED) == []


def test_a_label_before_a_title_is_one_and_before_a_list_of_what_a_role_is_for_may_be_one() -> None:
    assert names(read("Lead - SEND and Inclusion Manager", known=NOTHING)) == ["SEND and Inclusion Manager"]
    doubt = doubt_of(read("Lead – Education, Head of SEND", known=NOTHING))
    assert doubt.others == (
        "Lead – Education, Head of SEND",
        "Education, Head of SEND",
        "Lead; Education; Head of SEND",
    )


TITLES = ("Deputy Director", "Head of Service", "Interim Director", "Lead")
DASHES = (" – ", " - ", " — ", " –\n", "\n– ")
REMITS = ("Education", "Skills, Arts and Play", "0-25", "Education (Moor Council)", "interim", "Education, NHS Moor")
JOINERS = (", ", " and ", " & ", ", and ", "/", ",\n", "\nand ", " with ")
OTHERS = ("Head of SEND", "DCO", "Interim Head of Play", "Chief Nurse (NHS Moor)", "Head of SEND, Chair")


def test_no_title_with_a_dash_and_another_post_behind_goes_by_unasked() -> None:
    printed = ["".join(each) for each in product(TITLES, DASHES, REMITS, JOINERS, OTHERS)]
    for start in range(0, len(printed), 400):
        cells = printed[start : start + 400]
        draft = read(*cells, known=NOTHING)
        about = {path for doubt in asked(draft, Asks.PARTED) for path in doubt.about}
        silent = [cell for at, cell in enumerate(cells) if f"actions/{at}/posts/0" not in about]
        assert silent == []


@pytest.mark.parametrize(
    ("words", "first", "before"),
    [
        ("Education, Skills and Head of SEND", "Education, Skills", "Education, Skills"),
        ("SEND and Inclusion Manager", "SEND", ""),
        ("Education (Skills, Chair) & interim Head of SEND", "Education (Skills, Chair)", "Education (Skills, Chair)"),
        ("Education and Skills", "Education and Skills", ""),
        ("", "", ""),
    ],
)
def test_a_list_begins_with_what_stands_before_its_first_post(words: str, first: str, before: str) -> None:
    assert (listed_first(words), before_title(words)) == (first, before)


def test_organisations_behind_dashes_of_a_list_are_those_of_its_posts() -> None:
    doubt: Doubt = doubt_of(read("Clerk - LA, Chair - ICB", known=NOTHING))
    assert doubt.others[0] == "Clerk (LA); Chair (ICB)"
    bodies = read("Head of One and Director of Two – NHS Moor", known=NOTHING)
    assert names(bodies) == ["Head of One", "Director of Two (NHS Moor)"]
    assert doubt_of(bodies).others[-1] == "Head of One; Director of Two; NHS Moor"
