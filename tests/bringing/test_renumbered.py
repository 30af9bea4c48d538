"""A council puts a row in and numbers the others anew: what was said of a row is not said of the next of its ref."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How
from plans.models import Plan
from sheets.reading import read_file
from tests.bringing.newer import FIRST, HEAD, now
from tests.bringing.test_carrying import carried, said_of
from tests.bringing.test_held import asked, entered, settle, uploaded
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]
LONG = "soon, as the board of the partnership decides next"


@pytest.mark.parametrize(
    ("cells", "asks", "text"),
    [
        ("January 2024,", Asks.NO_POST, "Head of Schools"),
        (",Head of SEND", Asks.NO_BY_WHEN, "31 January 2024"),
        ("soon,Head of SEND", Asks.BY_WHEN, "31 January 2024"),
        (f'"{LONG}",Head of SEND', Asks.BY_WHEN, "31 January 2024"),
    ],
)
def test_what_was_typed_of_an_action_is_not_another_ones_of_its_ref(
    cast: Cast, plan: Plan, as_: As, cells: str, asks: Asks, text: str
) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, *FIRST, f"B3,B,Ask schools,They answer,{cells}")
    settle(lead, file, asks, text)
    entered(lead, file, cast)
    same = uploaded(lead, plan, HEAD, *FIRST, f"B3,B,Ask schools,They answer,{cells}")
    assert (asked(same), now(same).differences) == (set(), ())
    rows = (f"B3,B,Buy two vans,Vans are bought,{cells}", f"B4,B,Ask schools,They answer,{cells}")
    newer = uploaded(lead, plan, HEAD, *FIRST, *rows)
    (vans,) = [each for each in now(newer).draft.actions if each.what.value == "Buy two vans"]
    assert asks in asked(newer)
    if asks is Asks.NO_POST:
        assert [each.value for each in vans.posts if each.value] == []
    else:
        assert vans.by_when.value.due_on is None


@pytest.mark.parametrize("words", ["1 in 4", "Not recorded so far; the first figures come in the autumn"])
def test_a_figure_that_was_typed_of_a_kpi_is_not_another_ones_of_its_code(
    cast: Cast, plan: Plan, as_: As, words: str
) -> None:
    lead, head = as_("lead"), "Code,KPI,Section,Baseline,Target – End March 2024"
    file = uploaded(lead, plan, head, f"K1,Staff turnover,B,{words},10")
    settle(lead, file, Asks.BASELINE, "25")
    entered(lead, file, cast)
    newer = uploaded(lead, plan, head, f"K1,Complaints upheld,B,{words},10", f"K2,Staff turnover,B,{words},10")
    assert now(newer).draft.kpis[0].baseline.value.value is None
    assert Asks.BASELINE in asked(newer)


ONE, TWO = "1,Write it,June 2024,Head of SEND", "2,Tell all,July 2024,Head of SEND"
SAID = ("C", "D")


def of_no_section(*rows: str) -> Draft:
    text = "\n".join(("Ref,Action,By when,Accountable", *rows))
    return named(understand(read_file("plan.csv", text.encode())))


def sections_typed(draft: Draft) -> dict[str, Answer]:
    """What is typed at the doubt of which section the rows are."""
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.SECTION]
    return {doubt.key: Answer(How.CORRECTED, dict(zip(doubt.about, SAID, strict=True)))}


def test_sections_that_were_typed_of_rows_at_once_hold_for_their_refs_in_other_words() -> None:
    first, second = of_no_section(ONE, TWO), of_no_section(ONE, TWO.replace("all", "every family"))
    assert carried(first, sections_typed(first), second) == sections_typed(second)


def test_sections_that_were_typed_of_rows_that_nobody_tells_apart_hold_for_no_newer_file() -> None:
    twins = of_no_section(ONE, ONE)
    assert carried(twins, sections_typed(twins), twins) == {}


def test_what_was_said_of_many_kpis_at_once_is_not_said_of_others_that_get_their_codes_here() -> None:
    """Baselines and their dates in one cell: both are asked about once for a table, and the cells say nothing else."""
    head, cell = "KPI,Section,Baseline date,Target – End March 2024", "50% (March 2023)"
    first, same, other = (
        named(understand(read_file("kpis.csv", f"{head}\n{one},B,{cell},70%\n{two},B,{cell},70%".encode())))
        for one, two in (("Calls", "Visits"), ("Calls", "Visits"), ("Errors", "Calls"))
    )
    (was,), (is_,) = ([each for each in made.doubts if each.asks is Asks.BASELINE_IN_DATES] for made in (first, same))
    assert [each.code.value for each in first.kpis] == [each.code.value for each in other.kpis]
    assert carried(first, {was.key: Answer(How.RIGHT)}, same) == {is_.key: Answer(How.RIGHT)}
    assert carried(first, {was.key: Answer(How.RIGHT)}, other) == {}


def test_the_section_of_a_row_whose_ref_was_typed_over_is_not_that_of_another_row_of_this_ref() -> None:
    first, second = of_no_section(ONE, TWO), of_no_section(ONE.replace("Write it", "Ask schools"), TWO)
    answers = sections_typed(first) | said_of("actions/0/ref", first, "9")
    assert carried(first, answers, second) == said_of("actions/1/section", second, SAID[1])
