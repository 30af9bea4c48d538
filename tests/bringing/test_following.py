"""What was read of a wrong figure, or could not be read without a day, follows what people settle; what they said
themselves stays."""

import pytest

from bringing.models import PlanDraft
from bringing.reading import Asks
from kpis.models import Kpi
from kpis.targets import Direction
from plans.models import Plan
from tests.bringing.newer import now
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
    settle(lead, file, Asks.TARGET, "70%")
    assert direction(file) is Direction.HIGHER
    entered(lead, file, cast)
    assert Kpi.objects.get(plan=plan).direction == Direction.HIGHER


def test_it_follows_a_baseline_that_is_corrected_too(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, "Plans in time,B,Percentage,0.8,70%")
    assert direction(file) is Direction.HIGHER
    settle(lead, file, Asks.BASELINE, "80%")
    assert direction(file) is Direction.LOWER


def test_which_way_somebody_said_to_be_better_stays(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, SHARE)
    on_its_row(lead, file, "kpis/0/direction", "Not set")
    settle(lead, file, Asks.TARGET, "70%")
    assert direction(file) is Direction.NOT_SET


def test_which_way_a_file_says_to_be_better_stays(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, f"{HEAD},Direction", f"{SHARE},Lower is better")
    settle(lead, file, Asks.TARGET, "70%")
    assert direction(file) is Direction.LOWER


def test_it_is_known_once_the_day_of_the_targets_is(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, "KPI,Section,Baseline,Target 2024/25", "Plans in time,B,60%,70%")
    assert direction(file) is Direction.NOT_SET
    settle(lead, file, Asks.TARGET_DATE, "31 March 2025")
    assert direction(file) is Direction.HIGHER


def test_it_is_known_of_blank_targets_once_they_are_right(cast: Cast, plan: Plan, as_: As) -> None:
    lead = as_("lead")
    head = "KPI,Section,Baseline,Target – End March 2024,Target – End June 2024,Target – End July 2024"
    for how, said in (("right", Direction.HIGHER), ("open", Direction.NOT_SET)):
        file = uploaded(lead, plan, head, f"Plans in time that are {how},B,60%,70%,,80%")
        assert direction(file) is Direction.NOT_SET, "nobody knows which value is whose"
        settle(lead, file, Asks.BLANK_TARGET, how=how)
        assert direction(file) is said
