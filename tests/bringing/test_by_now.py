"""What is asked of days is told of the days that are due by now, and asked no more where it is so no more."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from bringing.checking import Checked
from bringing.forms.checking import OTHER
from bringing.models import PlanDraft
from bringing.others import others
from bringing.reading import Asks, Doubt, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys
from sheets.reading import read_file
from tests.bringing.files import brought
from tests.bringing.newer import address, now
from tests.bringing.reading.plans import asked
from tests.bringing.test_carrying import carried
from tests.bringing.test_last_word import at_the_doubt
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]

As = Callable[[str], Client]
HEAD = "Ref,Section,Action,Outcome,Start,By when,Accountable,Milestone 1 – End January 2024,Revised due date"
LAST = "the notice’s 29 February 2024"


def file_of(cast: Cast, *rows: str) -> PlanDraft:
    """Rows of a start, a by-when, a milestone and a revised date."""
    cells = (row.split(",") for row in rows)
    told = (
        f"B{at},B,Do {at},Done,{start},{due},Head of SEND,{step},{new}"
        for at, (start, due, step, new) in enumerate(cells, 1)
    )
    return brought(cast.notice, "\n".join([HEAD, *told]).encode(), cast["lead"], name="plan.csv")


def left(file: PlanDraft, asks: Asks) -> list[Doubt]:
    return [each for each in now(file).left if each.asks is asks]


def choose_the_column(client: Client, file: PlanDraft) -> None:
    (doubt,) = left(file, Asks.REVISED)
    (those,) = others(doubt, now(file).read)
    at_the_doubt(client, file, doubt.key, how=f"{OTHER}{those.name}")
    assert now(file).answers[doubt.key].how is How.CORRECTED


def sentences(client: Client, file: PlanDraft, asks: Asks) -> list[str]:
    """What the page of doubts says of those that wait; the page of each says the same."""
    page = client.get(address("check", file)).content.decode()
    told = []
    for each in left(file, asks):
        says, _ = now(file).told(each)
        assert says in page
        assert says in client.get(address("settle", file, each.key)).content.decode()
        told.append(says)
    return told


@pytest.mark.parametrize(
    ("due", "new", "before", "after"),
    [
        ("June 2024", "January 2024", [f"B1 is due on 30 June 2024, after {LAST}"], []),
        ("June 2024", "July 2024", ["30 June 2024, after"], [f"B1 is due on 31 July 2024, after {LAST}"]),
        ("January 2024", "July 2024", [], []),
    ],
)
def test_a_day_after_the_notices_last_is_the_one_that_counts_by_now(
    cast: Cast, as_: As, due: str, new: str, before: list[str], after: list[str]
) -> None:
    lead, file = as_("lead"), file_of(cast, f",{due},,{new}")
    for expected in (before, after):
        found = sentences(lead, file, Asks.AFTER_DELIVER_BY)
        assert len(found) == len(expected)
        assert all(part in says for part, says in zip(expected, found, strict=True))
        if expected is before:
            choose_the_column(lead, file)
    if after:
        (doubt,) = left(file, Asks.AFTER_DELIVER_BY)
        assert now(file).told(doubt)[1] == "31 July 2024"
        page = lead.get(address("settle", file, doubt.key)).content.decode()
        assert "<b>Said since:</b> 31 July 2024" in page, "it is not what was read of “June 2024”"
        at_the_doubt(lead, file, doubt.key, how="right")
        assert due_days(now(file)) == [date(2024, 7, 31)]


def due_days(checked: Checked) -> list[date | None]:
    return [each.due for each in checked.draft.actions]


def test_a_start_after_the_end_is_one_no_more_where_another_day_counts(cast: Cast, as_: As) -> None:
    lead, file = (
        as_("lead"),
        file_of(cast, "1 December 2023,June 2023,,January 2024", "1 May 2023,March 2023,,April 2023"),
    )
    told = sentences(lead, file, Asks.ENDS_BEFORE_START)
    assert told[0].startswith("B1 is due on 30 June 2023, before it starts on 1 December 2023")
    assert len(told) == 2
    choose_the_column(lead, file)
    (says,) = sentences(lead, file, Asks.ENDS_BEFORE_START)
    assert says.startswith("B2 is due on 30 April 2023, before it starts on 1 May 2023")


def test_of_late_milestones_it_is_told_which_are_late_by_now(cast: Cast, as_: As) -> None:
    lead = as_("lead")
    file = file_of(cast, ",June 2023,a step,February 2024", ",May 2023,another,July 2023")
    (says,) = sentences(lead, file, Asks.OUT_OF_ORDER)
    assert says.startswith("2 actions have milestones that are due after them: B1 is due on 30 June 2023")
    choose_the_column(lead, file)
    (says,) = sentences(lead, file, Asks.OUT_OF_ORDER)
    assert says.startswith("B2 is due on 31 July 2023, and its milestone")
    both = file_of(cast, ",June 2023,a step,February 2024")
    assert len(left(both, Asks.OUT_OF_ORDER)) == 1
    choose_the_column(lead, both)
    assert left(both, Asks.OUT_OF_ORDER) == []


def test_what_was_answered_is_told_as_it_was_asked(cast: Cast, as_: As) -> None:
    lead, file = as_("lead"), file_of(cast, ",June 2024,,")
    (doubt,) = left(file, Asks.AFTER_DELIVER_BY)
    at_the_doubt(lead, file, doubt.key, how="corrected", value_0="31 January 2024")
    assert now(file).told(doubt) == (doubt.says, "30 June 2024")
    assert doubt.says in lead.get(address("check", file)).content.decode()


@pytest.mark.parametrize(
    ("first", "second"), [(Asks.REVISED, Asks.AFTER_DELIVER_BY), (Asks.AFTER_DELIVER_BY, Asks.REVISED)]
)
@pytest.mark.parametrize("last", ["31 July 2024", ""])
def test_what_is_said_last_of_a_day_counts_at_whichever_doubt(
    cast: Cast, as_: As, first: Asks, second: Asks, last: str
) -> None:
    lead, file = as_("lead"), file_of(cast, ",June 2024,,August 2024")
    for asks, text in ((first, "30 September 2024"), (second, last)):
        (doubt,) = left(file, asks)
        if text:
            at_the_doubt(lead, file, doubt.key, how="corrected", value_0=text)
        elif asks is Asks.REVISED:
            at_the_doubt(lead, file, doubt.key, how="right")
    expected = date(2024, 7, 31) if last else date(2024, 9, 30)
    assert due_days(now(file)) == [expected]


def test_left_open_last_it_is_open_whatever_was_typed_elsewhere(cast: Cast, as_: As) -> None:
    """The page says “Left to be settled”, the plan gets the day."""
    lead, file = as_("lead"), file_of(cast, ",June 2024,,TBC")
    (after,) = left(file, Asks.AFTER_DELIVER_BY)
    at_the_doubt(lead, file, after.key, how="corrected", value_0="30 September 2024")
    (doubt,) = left(file, Asks.REVISED)
    at_the_doubt(lead, file, doubt.key, how="open")
    assert due_days(now(file)) == [None]
    assert after.key not in now(file).answers
    assert left(file, Asks.AFTER_DELIVER_BY) == [], "no day is left to ask about"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",January 2024,,July 2024", ["It is due on 31 July 2024, after the notice’s 29 February 2024"]),
        (
            ",January 2024,a step,July 2023",
            ["It is due on 31 July 2023, and “Milestone 1” on 31 January 2024, after it"],
        ),
        (",January 2024,a step,February 2024", []),
        (",June 2024,,July 2024", []),
        (",June 2023,a step,July 2023", []),
    ],
)
def test_a_day_that_is_odd_by_now_is_told_where_nothing_was_asked_about_it(
    cast: Cast, as_: As, row: str, says: list[str]
) -> None:
    lead, file = as_("lead"), file_of(cast, row)
    choose_the_column(lead, file)
    page = lead.get(address("check", file))
    assert [(name, told) for name, _, told in page.context["odd"]] == ([("Action B1", says)] if says else [])
    assert all(each in page.content.decode() for each in says)


LATE = ("A1,A,Do one,Done,June 2023,Head of SEND,x", "A2,A,Do two,Done,May 2023,Head of SEND,y")


def read_late(*rows: str) -> Draft:
    head = "Ref,Section,Action,Outcome,By when,Accountable,Milestone 1 – End January 2024"
    return named(understand(read_file("plan.csv", "\n".join([head, *rows]).encode())))


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        (LATE[::-1], True),
        (("A3,A,Do three,Done,June 2024,Head of SEND,", *LATE), True),
        ((LATE[0].replace("June", "July"), LATE[1]), False),
        ((LATE[0].replace("June", "May"), LATE[1].replace("May", "June")), False),
        (LATE[:1], False),
    ],
    ids=["another order", "one before them", "another day", "days that changed places", "one of them"],
)
def test_that_milestones_are_due_after_their_actions_is_confirmed_once(rows: tuple[str, ...], holds: bool) -> None:
    first, second = read_late(*LATE), read_late(*rows)
    ((key,), (again,)) = ([each.key for each in asked(one, Asks.OUT_OF_ORDER)] for one in (first, second))
    found = carried(first, {key: Answer(How.RIGHT)}, second)
    assert found == ({again: Answer(How.RIGHT)} if holds else {})


def test_days_that_were_typed_for_some_of_them_hold_where_it_is_asked_of_others_too() -> None:
    first = read_late(*LATE)
    (doubt,) = asked(first, Asks.OUT_OF_ORDER)
    typed = {"actions/0/by_when": "31 March 2024", "actions/1/by_when": "30 April 2024"}
    second = read_late("A0,A,Do nought,Done,April 2023,Head of SEND,z", *LATE)
    own = keys(second)
    assert carried(first, {doubt.key: Answer(How.CORRECTED, typed)}, second) == {
        own[f"actions/{at}/by_when"]: Answer(How.CORRECTED, {f"actions/{at}/by_when": day})
        for at, day in ((1, "31 March 2024"), (2, "30 April 2024"))
    }
