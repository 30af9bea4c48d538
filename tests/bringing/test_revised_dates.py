"""A column of revised dates beside the by-when may say which day counts: it is asked about, once for the column."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.others import others
from bringing.plain import Kind
from bringing.reading import Asks, Choice, Chosen, Doubt, Draft, Role, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from plans.models import Plan
from sheets.reading import read_file
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import changes, enter, now
from tests.bringing.newer import settle as settle_file
from tests.bringing.reading.plans import asked
from tests.bringing.test_attack import everything
from tests.cast import Cast
from tests.factories import NOW

Enter = Callable[[str], Client]
Newer = Callable[..., PlanDraft]
HEAD = "Ref,Section,Action,Outcome,By when,Accountable,"


def csv(*rows: tuple[str, str], heading: str = "Revised due date") -> bytes:
    told = (f"B{at},B,Do {at},Done,{due},Head of SEND,{now}" for at, (due, now) in enumerate(rows, 1))
    return "\n".join([f"{HEAD}{heading}", *told]).encode()


def read(*rows: tuple[str, str], heading: str = "Revised due date", chosen: Chosen | None = None) -> Draft:
    document = read_file("plan.csv", csv(*rows, heading=heading))
    return named(understand(document, chosen=chosen) if chosen else understand(document))


def choose(draft: Draft, doubt: Doubt) -> Draft:
    (those,) = others(doubt, draft)
    assert those.called == "The days of that column count"
    return settle(draft, {doubt.key: Answer(How.CORRECTED, those.values)})


def due(draft: Draft) -> list[date | None]:
    return [each.by_when.value.due_on for each in draft.actions]


SEVERAL = (("October 2023", "19 December 2023"), ("June 2023", ""), ("May 2023", "n/a"), ("June 2023", "45200"))


def test_it_is_asked_once_with_the_words_of_the_column_and_either_may_count() -> None:
    draft = read(*SEVERAL)
    (doubt,) = asked(draft, Asks.REVISED)
    assert doubt.says == (
        "“Revised due date” has “19 December 2023” for B1, whose by-when was read as 31 October 2023, and other days "
        "than the by-when for 1 more: confirm that the by-when counts, or choose the days of that column"
    )
    assert doubt.words == ("Revised due date", "19 December 2023", "45200")
    assert doubt.about == ("actions/0/by_when", "actions/3/by_when")
    june = date(2023, 6, 30)
    assert due(choose(draft, doubt)) == [date(2023, 12, 19), june, date(2023, 5, 31), date(2023, 10, 1)]
    right = settle(draft, {doubt.key: Answer(How.RIGHT)})
    assert due(right) == [date(2023, 10, 31), june, date(2023, 5, 31), june]


def test_what_is_printed_stays_where_another_day_counts() -> None:
    draft = read(("45200", "19 December 2023"))
    (doubt,) = asked(draft, Asks.REVISED)
    (row,) = (each for each in rows_of(choose(draft, doubt)) if each.kind is Kind.ACTION)
    assert (row.says["by_when"], row.says["due_on"]) == ("1 October 2023", date(2023, 12, 19))


@pytest.mark.parametrize("now", ["", "n/a", "-", "No change", "Met", "30 June 2023", "June 2023", "30/06/2023", "June"])
def test_nothing_is_asked_where_it_has_no_other_day(now: str) -> None:
    assert asked(read(("June 2023", now)), Asks.REVISED) == []


@pytest.mark.parametrize("heading", ["Date now", "Due date of the report", "Comments"])
def test_nothing_is_asked_of_other_columns(heading: str) -> None:
    assert asked(read(("June 2023", "July 2024"), heading=heading), Asks.REVISED) == []


@pytest.mark.parametrize(
    "heading",
    [
        *("Current end date", "Agreed date", "Revised deadline", "New target date", "Revised By When"),
        *("Revised due", "Revised end", "By when (revised)", "Deadline (new)"),
        *("Updated due date", "Date revised", "Extended to", "Latest date", "Forecast date", "Slipped to"),
    ],
)
def test_such_columns_have_other_names_too(heading: str) -> None:
    draft = read(("June 2023", "July 2024"), heading=heading)
    assert [each.words for each in asked(draft, Asks.REVISED)] == [(heading, "July 2024")]
    assert [each.source.words for each in draft.aside] == ["July 2024"], "it is listed all the same"


@pytest.mark.parametrize(
    ("heads", "columns"),
    [
        (("Original due date", "Due date"), ["", "by_when"]),
        (("Due date", "Original due date"), ["by_when", ""]),
        (("By when (original)", "By when (revised)"), ["by_when", "known"]),
    ],
)
def test_what_is_read_by_its_cells_takes_nothing_from_a_column_that_says_it(
    heads: tuple[str, str], columns: list[str]
) -> None:
    """The day that was agreed first counted, though a column says by when it is due."""
    told = ("A1,A,Do,Done,June 2023,July 2024,Chair", "A2,A,Do it,Done,May 2023,June 2024,Chair")
    text = "\n".join([f"Ref,Section,Action,Outcome,{','.join(heads)},Accountable", *told])
    draft = named(understand(read_file("plan.csv", text.encode())))
    assert [each.role.value.value for each in draft.tables[0].columns][4:6] == columns


def test_nothing_is_asked_of_a_column_that_somebody_left_out() -> None:
    key = read(("June 2023", "July 2024")).tables[0].key
    chosen = Chosen({key: Choice(columns={7: Role.IGNORE})})
    assert asked(read(("June 2023", "July 2024"), chosen=chosen), Asks.REVISED) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_it_is_asked_though_another_column_was_chosen(cast: Cast, as_: Enter) -> None:
    """The page of tables sends all columns of a table: who changes one says nothing of the others."""

    def told(role: str, **said: str) -> list[str]:
        file = brought(cast.notice, csv(("June 2024", "July 2024")), cast["lead"], name="plan.csv")
        where = reverse("bringing:tables", args=["devon", file.uid])
        sent = {**everything(as_("lead").get(where)), **said}
        assert sent["role_0_7"] == role
        page = as_("lead").post(where, sent)
        assert page.status_code == 302, page.context["form"].errors
        return [each.words[0] for each in check(PlanDraft.objects.get(pk=file.pk)).left if each.asks is Asks.REVISED]

    assert told(Role.KNOWN.value, role_0_4=Role.IGNORE.value) == ["Revised due date"]
    assert told(Role.IGNORE.value, role_0_7=Role.IGNORE.value) == []


def test_words_that_have_no_one_meaning_as_a_day_are_entered() -> None:
    draft = read(("June 2023", "4/5/2024"))
    (doubt,) = asked(draft, Asks.REVISED)
    assert others(doubt, draft) == ()
    assert doubt.says.endswith(": confirm that the by-when counts, or enter the day of that column")


def test_words_that_have_no_one_meaning_take_no_choice_from_the_others() -> None:
    draft = read(("June 2023", "July 2024"), ("June 2023", "December"), ("June 2023", "4/5/2024"))
    sure, unsure = asked(draft, Asks.REVISED)
    assert (sure.about, unsure.about) == (("actions/0/by_when",), ("actions/1/by_when", "actions/2/by_when"))
    assert sure.says.endswith(": confirm that the by-when counts, or choose the day of that column")
    assert unsure.says.endswith(" for 1 more: confirm that the by-when counts, or enter the days of that column")
    june = date(2023, 6, 30)
    assert due(choose(draft, sure)) == [date(2024, 7, 31), june, june]


@pytest.mark.parametrize("words", ["TBC", "Ongoing", "On hold", "end of term", "after Easter", "Postponed"])
def test_a_day_that_counts_no_more_is_asked_about(words: str) -> None:
    (doubt,) = asked(read(("June 2023", words), ("Ongoing", words)), Asks.REVISED)
    assert (doubt.words, doubt.about) == (("Revised due date", words), ("actions/0/by_when",))
    ways = "confirm that the by-when counts, enter the day of that column, or leave it to be settled"
    assert doubt.says.endswith(f": {ways}")


def test_two_such_columns_are_asked_about_each_with_its_own_cells() -> None:
    rows = [f"{HEAD}Revised due date,Current end date", "B1,B,Do it,Done,June 2023,Head of SEND,July 2024,May 2024"]
    draft = named(understand(read_file("plan.csv", "\n".join(rows).encode())))
    found = [("Revised due date", "July 2024"), ("Current end date", "May 2024")]
    assert [each.words for each in asked(draft, Asks.REVISED)] == found


def test_a_day_in_two_lines_of_its_cell_is_told_on_one() -> None:
    (doubt,) = asked(read(("June 2023", '"19 December\n2023"')), Asks.REVISED)
    assert doubt.says.startswith("“Revised due date” has “19 December 2023” for B1, whose")


def test_what_is_to_be_settled_is_offered_once_where_the_by_when_was_not_read() -> None:
    (doubt,) = asked(read(("Summer or so", "TBC in 2024")), Asks.REVISED)
    assert doubt.says.endswith("not read: leave it to be settled, or enter the day of that column")


def test_where_the_by_when_was_not_read_it_is_asked_by_itself() -> None:
    draft = read(("June 2023", "July 2024"), ("Summer or so", "May 2024"))
    read_, unread = asked(draft, Asks.REVISED)
    assert (read_.about, unread.about) == (("actions/0/by_when",), ("actions/1/by_when",))
    assert "whose by-when was not read: leave it to be settled, or choose the day of that column" in unread.says
    assert due(choose(draft, unread)) == [date(2023, 6, 30), date(2024, 5, 31)]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_in_a_newer_file_a_later_day_is_asked_about_and_the_same_one_is_not(cast: Cast, plan: Plan) -> None:
    """The by-when is as the plan has it, and nothing of the plan would change: yet the day may count"""

    def file(now: str) -> PlanDraft:
        return brought(cast.notice, csv(("June 2024", now)), cast["lead"], name="plan.csv", plan=plan)

    def left(file: PlanDraft) -> list[tuple[str, ...]]:
        return [each.words for each in check(file).left if each.asks is Asks.REVISED]

    first = file("July 2024")
    assert left(first) == [("Revised due date", "July 2024")]
    answers = {each.key: Answer(How.RIGHT) for each in check(first).left if each.asks is Asks.REVISED}
    actions.say(file=first, answers=answers, by=cast["lead"], at=NOW, seen={})
    settle_all(first, cast["lead"], cast.notice.council.name)
    enter(first, cast)
    assert left(file("July 2024")) == []
    assert left(file("August 2024")) == [("Revised due date", "August 2024")]


def left(file: PlanDraft) -> list[Doubt]:
    return [each for each in now(file).left if each.asks is Asks.REVISED]


def say(cast: Cast, file: PlanDraft, answer: Answer) -> None:
    (doubt,) = left(file)
    actions.say(file=file, answers={doubt.key: answer}, by=cast["lead"], at=NOW, seen={})


@pytest.fixture
def newer(cast: Cast) -> Newer:
    """Newer files of a plan that was entered with the days of that column."""

    def bring(*rows: str, plan: Plan | None = None) -> PlanDraft:
        content = "\n".join([f"{HEAD}Revised due date", *rows]).encode()
        return brought(cast.notice, content, cast["lead"], name="plan.csv", plan=plan)

    first = bring(*ROWS)
    (doubt,) = left(first)
    (those,) = others(doubt, check(first).read)
    say(cast, first, Answer(How.CORRECTED, those.values))
    settle_file(cast, first)
    enter(first, cast)
    return partial(bring, plan=Plan.objects.get(slug="our-plan"))


ROWS = (
    "B1,B,Write it,Done,December 2023,Head of SEND,February 2024",
    "B2,B,Tell all,Done,June 2024,Head of SEND,September 2024",
    "B3,B,Ask them,Done,June 2024,Head of SEND,",
)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_the_days_of_that_column_hold_for_the_same_rows_in_another_order(newer: Newer) -> None:
    file = newer(*reversed(ROWS))
    assert (left(file), changes(file)) == ([], {})
    assert len(left(newer(*reversed((ROWS[0].replace("December", "October"), *ROWS[1:]))))) == 1, "it is of another day"


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_of_another_day_there_the_by_when_counts_where_that_is_said(cast: Cast, newer: Newer) -> None:
    """What was said of the cell that it had before is said of no other; what was said of the others of theirs."""
    file = newer(ROWS[0], ROWS[1].replace("September", "October"), ROWS[2])
    (doubt,) = left(file)
    assert now(file).told(doubt)[0] == (
        "“Revised due date” has “October 2024” for B2, whose by-when was read as 30 June 2024: confirm that the "
        "by-when counts, or choose the day of that column"
    )
    assert now(file).waiting(doubt).words == ("Revised due date", "October 2024")
    say(cast, file, Answer(How.RIGHT))
    assert changes(file) == {"B2": [("due_on", date(2024, 9, 30), date(2024, 6, 30))]}


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_of_what_was_chosen_row_by_row_nothing_is_forgotten_where_a_row_is_put_in(
    cast: Cast, newer: Newer, as_: Enter
) -> None:
    new = "B0,B,Count them,Done,May 2024,Head of SEND,August 2024"
    file = newer(new, *ROWS)
    (doubt,) = left(file)
    assert "for B0, whose by-when was read as 31 May 2024: confirm" in now(file).told(doubt)[0]
    assert changes(file) == {}
    where = reverse("bringing:settle", args=["devon", file.uid, doubt.key])
    page = as_("lead").get(where)
    assert [path for paths in page.context["form"].alike.values() for path in paths] == ["actions/0/by_when"]
    (other,) = page.context["form"].others
    sent = {**everything(page), "how": other}
    assert as_("lead").post(where, sent).status_code == 302
    assert [str(each) for each in due(now(file).draft)] == ["2024-08-31", "2024-02-29", "2024-09-30", "2024-06-30"]
    settle_file(cast, file)
    enter(file, cast)
    again = newer(*reversed((new, *ROWS)))
    assert (changes(again), left(again)) == ({}, [])


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_nothing_says_that_nothing_differs_while_a_doubt_is_left(cast: Cast, as_: Enter, newer: Newer) -> None:
    file = newer(*ROWS[:2], f"{ROWS[2]}TBC")
    assert (len(left(file)), changes(file)) == (1, {})
    assert says(as_, file) == (False, True)
    say(cast, file, Answer(How.RIGHT))
    assert says(as_, file) == (True, False)


def says(as_: Enter, file: PlanDraft) -> tuple[bool, bool]:
    """Whether the page on which it is entered says that nothing differs, and that something is to be settled first."""
    page = as_("lead").get(reverse("bringing:enter", args=["devon", file.uid])).content.decode()
    return "Nothing differs" in page, "It cannot be entered yet" in page
