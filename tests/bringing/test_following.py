"""What was read of a wrong figure, or could not be read without a day, follows what people settle; what they said
themselves stays."""

from datetime import date

import pytest

from bringing.models import PlanDraft
from bringing.reading import Asks, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys
from bringing.settling import settle as answered
from kpis.models import Baseline, Kpi
from kpis.targets import Direction
from plans.models import Plan
from sheets.reading import Document, Merge
from tests.bringing.newer import changes, now
from tests.bringing.reading.plans import tabled
from tests.bringing.test_held import As, entered, on_its_row, settle, uploaded
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "KPI,Section,Unit,Baseline,Target – End March 2024"
SHARE = "Plans in time,B,Percentage,60%,0.7"


def direction(file: PlanDraft, number: int = 0) -> Direction:
    return now(file).draft.kpis[number].direction.value


def test_which_way_is_better_follows_a_target_that_is_corrected(cast: Cast, plan: Plan, as_: As) -> None:
    """0.7% below 60% says that lower is better; 70% says that higher is."""
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, SHARE)
    assert direction(file) is Direction.LOWER
    settle(lead, file, Asks.TWO_WAYS, "70%")
    assert direction(file) is Direction.HIGHER
    entered(lead, file, cast)
    assert Kpi.objects.get(plan=plan).direction == Direction.HIGHER


def test_it_follows_a_baseline_that_is_corrected_too(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, "Plans in time,B,Percentage,0.8,70%")
    assert direction(file) is Direction.HIGHER
    settle(lead, file, Asks.TWO_WAYS, "80%")
    assert direction(file) is Direction.LOWER


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("70%", Direction.HIGHER),
        ("60%", Direction.HIGHER),
        ("0.9%", Direction.NOT_SET),
        ("55%", Direction.NOT_SET),
    ],
)
def test_a_typed_target_that_goes_back_on_the_others_turns_nothing_round(
    cast: Cast, plan: Plan, as_: As, typed: str, way: Direction
) -> None:
    """30, 50, 60 and a typed 0.9 made lower better, and nobody was asked."""
    lead, head = as_("lead"), f"{HEAD},Target – End May 2024,Target – End July 2024"
    file = uploaded(lead, plan, head, "Plans in time,B,Percentage,30%,50%,60%,about 0.9")
    assert direction(file) is Direction.HIGHER
    settle(lead, file, Asks.TARGET, typed)
    assert direction(file) is way
    on_its_row(lead, file, "kpis/0/direction", "Higher is better")
    assert direction(file) is Direction.HIGHER, "what somebody says counts"


def test_a_typed_target_is_seen_in_the_order_of_the_days_and_not_of_the_columns(
    cast: Cast, plan: Plan, as_: As
) -> None:
    lead, head = as_("lead"), "KPI,Section,Unit,Baseline,Target – End July 2024,Target – End March 2024"
    file = uploaded(lead, plan, head, "Plans in time,B,Percentage,30%,60%,about 0.9")
    settle(lead, file, Asks.TARGET, "50%")
    assert direction(file) is Direction.HIGHER


def test_a_target_that_is_a_change_is_no_value_that_a_typed_one_goes_back_on(cast: Cast, plan: Plan, as_: As) -> None:
    lead, head = as_("lead"), f"{HEAD},Target – End May 2024"
    file = uploaded(lead, plan, head, "Plans in time,B,Percentage,40%,25% increase,about 0.9")
    settle(lead, file, Asks.TARGET, "60%")
    assert direction(file) is Direction.HIGHER


def test_which_way_somebody_said_to_be_better_stays(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, SHARE)
    on_its_row(lead, file, "kpis/0/direction", "Not set")
    settle(lead, file, Asks.TWO_WAYS, "70%")
    assert direction(file) is Direction.NOT_SET


def test_it_follows_where_only_its_blank_cell_in_a_joined_one_was_confirmed() -> None:
    """That “Percentage” says nothing of which way is better does not say which it is."""
    head = ["KPI", "Section", "Unit", "Which way is better", "Baseline", "Target – End March 2024"]
    row = ["Plans in time", "B", "Percentage", "", "60%", "70%"]
    read = named(understand(Document("f", (tabled([head, row], 1, (Merge(2, 3, 2, 4),)),))))
    (joined,) = [each for each in read.doubts if each.asks is Asks.JOINED]
    assert "kpis/0/direction" in joined.about
    path = "kpis/0/targets/0/rule"
    typed = {joined.key: Answer(How.RIGHT), keys(read)[path]: Answer(How.CORRECTED, {path: "50%"})}
    assert read.kpis[0].direction.value is Direction.HIGHER
    assert answered(read, typed).kpis[0].direction.value is Direction.LOWER


def test_which_way_a_file_says_to_be_better_stays(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, f"{HEAD},Direction", f"{SHARE},Lower is better")
    settle(lead, file, Asks.TWO_WAYS, "70%")
    assert direction(file) is Direction.LOWER


def test_it_is_known_once_the_day_of_the_targets_is(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, "KPI,Section,Baseline,Target 2024/25", "Plans in time,B,60%,70%")
    assert direction(file) is Direction.NOT_SET
    settle(lead, file, Asks.TARGET_DATE, "31 March 2025")
    assert direction(file) is Direction.HIGHER


def test_it_is_known_of_blank_targets_once_they_are_right(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head = "KPI,Section,Baseline,Baseline date,Target – End March 2024,Target – End June 2024,Target – End July 2024"
    for how, said in (("right", Direction.HIGHER), ("open", Direction.NOT_SET)):
        file = uploaded(lead, plan, head, f"Plans in time that are {how},B,60%,TBC,70%,80%,")
        assert direction(file) is Direction.NOT_SET, "nobody knows which value is whose"
        settle(lead, file, Asks.BLANK_TARGET, how=how)
        assert direction(file) is said


def test_it_is_known_where_each_value_has_its_column(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head = "KPI,Section,Baseline,Target – End March 2024,Target – End June 2024,Target – End July 2024"
    file = uploaded(lead, plan, head, "Plans in time,B,60%,70%,,80%")
    assert direction(file) is Direction.HIGHER


WAYS = "KPI,Section,Which way is better,Baseline,Target 2024/25"


def test_which_way_is_better_is_not_taken_back_where_the_day_of_the_targets_is_open(
    cast: Cast, plan: Plan, as_: As
) -> None:
    """The column says it of others, and its cell is blank."""
    lead = as_("lead")
    file = uploaded(lead, plan, WAYS, "Plans in time,B,,60%,70%")
    settle(lead, file, Asks.TARGET_DATE, "31 March 2025")
    entered(lead, file, cast)
    assert Kpi.objects.get(plan=plan).direction == Direction.HIGHER
    newer = uploaded(lead, plan, WAYS.replace("Target", "Goal"), "Plans in time,B,,60%,70%")
    assert direction(newer) is Direction.NOT_SET
    (changed,) = changes(newer).values()
    assert [field for field, _, _ in changed] == ["targets", "unplaced"]
    printed = uploaded(lead, plan, WAYS.replace("Target", "Goal"), "Plans in time,B,Not set,60%,70%")
    (changed,) = changes(printed).values()
    assert ("direction", "higher", "not_set") in changed


DATED = "KPI,Section,Baseline (March 2023),Target – End March 2024"
CASES = "Cases that wait,B,40,30"


def as_at(file: PlanDraft, number: int) -> date | None:
    return now(file).draft.kpis[number].as_at.value


@pytest.mark.parametrize("printed", ["1 in 4", "TBC", ""], ids=["cannot be read", "awaited", "blank"])
def test_a_baseline_that_is_typed_is_of_the_day_in_its_heading(cast: Cast, plan: Plan, as_: As, printed: str) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, CASES, f"Families who are content,B,{printed},50")
    assert (as_at(file, 0), as_at(file, 1)) == (date(2023, 3, 31), None)
    on_its_row(lead, file, "kpis/1/baseline", "25")
    assert as_at(file, 1) == date(2023, 3, 31)
    entered(lead, file, cast)
    found = Baseline.objects.get(kpi__name="Families who are content")
    assert (found.value, found.as_at, found.as_at_printed) == (25, date(2023, 3, 31), "March 2023")


def test_typed_at_its_doubt_it_is_of_that_day_too(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, CASES, "Families who are content,B,1 in 4,50")
    settle(lead, file, Asks.BASELINE, "25")
    assert as_at(file, 1) == date(2023, 3, 31)


def test_it_is_of_the_day_that_was_settled_for_the_heading(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head = DATED.replace("March 2023", "2022/23")
    file = uploaded(lead, plan, head, CASES, "Families who are content,B,1 in 4,50")
    settle(lead, file, Asks.BASELINE, "25")
    settle(lead, file, Asks.DATE, "31 December 2022")
    assert (as_at(file, 0), as_at(file, 1)) == (date(2022, 12, 31), date(2022, 12, 31))


def test_a_baseline_that_is_left_open_is_of_no_day(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, CASES, "Families who are content,B,1 in 4,50")
    settle(lead, file, Asks.BASELINE, how="open")
    assert as_at(file, 1) is None


def test_a_day_that_somebody_typed_stays(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, CASES, "Families who are content,B,1 in 4,50")
    on_its_row(lead, file, "kpis/1/as_at", "30 June 2023")
    settle(lead, file, Asks.BASELINE, "25")
    assert as_at(file, 1) == date(2023, 6, 30)


def test_a_day_that_is_printed_for_it_and_cannot_be_read_is_not_that_of_the_heading(
    cast: Cast, plan: Plan, as_: As
) -> None:
    lead = as_("lead")
    head = DATED.replace(",Target", ",Baseline date,Target")
    file = uploaded(lead, plan, head, "Cases that wait,B,40,,30", "Families who are content,B,1 in 4,recently,50")
    settle(lead, file, Asks.BASELINE, "25")
    assert as_at(file, 1) is None


def test_a_day_that_another_row_prints_for_itself_is_none_of_the_heading(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, "Cases that wait,B,40 (June 2022),30", "Families who are content,B,1 in 4,50")
    settle(lead, file, Asks.BASELINE, "25")
    assert (as_at(file, 0), as_at(file, 1)) == (date(2022, 6, 30), date(2023, 3, 31))


def test_a_day_that_somebody_took_away_stays_away(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, DATED, CASES, "Families who are content,B,1 in 4,50")
    on_its_row(lead, file, "kpis/1/baseline", "25")
    assert as_at(file, 1) == date(2023, 3, 31)
    on_its_row(lead, file, "kpis/1/as_at", "")
    assert as_at(file, 1) is None
