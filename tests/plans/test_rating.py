from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rating import Fact, Facts, Impact, Legend, Rating, Suggestion, difference, facts_suggest

TODAY = date(2023, 12, 22)
LATER, EARLIER = date(2024, 1, 31), date(2023, 12, 10)


def suggest(**known: Any) -> Suggestion:
    return facts_suggest(Facts(today=TODAY, **known))


def facts_of(suggestion: Suggestion) -> list[Fact]:
    return [reason.fact for reason in suggestion.reasons]


DONE = {"claimed_on": date(2023, 12, 1), "confirmed": True, "has_evidence": True, "has_impact": True}


@pytest.mark.parametrize(
    ("known", "rating", "reasons"),
    [
        pytest.param({}, Rating.GREEN, [], id="nothing known against it"),
        pytest.param({"due_on": LATER}, Rating.GREEN, [], id="before its date"),
        pytest.param({"due_on": TODAY}, Rating.GREEN, [], id="on its date"),
        pytest.param({"due_on": EARLIER}, Rating.RED, [Fact.OVERDUE], id="overdue"),
        pytest.param(
            {"due_on": EARLIER, "recovery_accepted": True, "expected_on": LATER},
            Rating.RED,
            [Fact.OVERDUE, Fact.SLIPPING],
            id="overdue stays red: accepting a recovery moves no date",
        ),
        pytest.param(
            {"due_on": LATER, "missed_milestones": ("3 months",)},
            Rating.RED,
            [Fact.MILESTONE_MISSED, Fact.RECOVERY_NOT_ACCEPTED],
            id="off track without accepted recovery",
        ),
        pytest.param(
            {"due_on": LATER, "missed_milestones": ("3 months",), "recovery_accepted": True, "expected_on": LATER},
            Rating.AMBER,
            [Fact.MILESTONE_MISSED],
            id="off track with accepted recovery",
        ),
        pytest.param(
            {"due_on": LATER, "expected_on": date(2024, 2, 1)},
            Rating.RED,
            [Fact.SLIPPING, Fact.RECOVERY_NOT_ACCEPTED],
            id="slipping, not accepted",
        ),
        pytest.param(
            {"due_on": LATER, "expected_on": date(2024, 2, 1), "recovery_accepted": True},
            Rating.AMBER,
            [Fact.SLIPPING],
            id="slipping, accepted",
        ),
        pytest.param({"due_on": LATER, "expected_on": LATER}, Rating.GREEN, [], id="expected on its very date"),
        pytest.param(
            {"due_on": LATER, "expected_on": date(2023, 12, 21), "recovery_accepted": True},
            Rating.RED,
            [Fact.RECOVERY_PASSED],
            id="accepted recovery did not come",
        ),
        pytest.param({"due_on": LATER, "expected_on": TODAY}, Rating.GREEN, [], id="recovery expected today"),
        pytest.param({"due_on": LATER, "failing_kpis": ("A-K3",)}, Rating.AMBER, [Fact.KPI_FAILING], id="KPI failing"),
        pytest.param({"due_on": LATER, "silent": True}, Rating.AMBER, [Fact.SILENT], id="silent"),
        pytest.param(
            {"due_on": EARLIER, "silent": True, "failing_kpis": ("A-K3",)},
            Rating.RED,
            [Fact.OVERDUE, Fact.KPI_FAILING, Fact.SILENT],
            id="the weightiest first",
        ),
        pytest.param({"starts_on": date(2023, 12, 23)}, Rating.NOT_STARTED, [], id="starts tomorrow"),
        pytest.param({"starts_on": TODAY, "due_on": LATER}, Rating.GREEN, [], id="starts today"),
        pytest.param(
            {"starts_on": LATER, "due_on": LATER, "silent": True}, Rating.AMBER, [Fact.SILENT], id="not started, silent"
        ),
        pytest.param({"due_on": LATER, **DONE}, Rating.BLUE, [], id="complete"),
        pytest.param({"due_on": date(2023, 11, 30), **DONE}, Rating.BLUE, [Fact.COMPLETED_LATE], id="complete, late"),
        pytest.param(
            {"due_on": LATER, **DONE, "has_evidence": False}, Rating.GREEN, [Fact.EVIDENCE_MISSING], id="no evidence"
        ),
        pytest.param(
            {"due_on": LATER, **DONE, "has_impact": False}, Rating.GREEN, [Fact.IMPACT_MISSING], id="no impact"
        ),
        pytest.param(
            {"due_on": LATER, **DONE, "confirmed": False},
            Rating.GREEN,
            [Fact.AWAITING_CONFIRMATION],
            id="complete, awaiting confirmation",
        ),
        pytest.param(
            {"due_on": EARLIER, "claimed_on": EARLIER, "silent": True, "expected_on": EARLIER},
            Rating.GREEN,
            [Fact.AWAITING_CONFIRMATION, Fact.EVIDENCE_MISSING, Fact.IMPACT_MISSING],
            id="claimed on its date: nothing that came after counts",
        ),
        pytest.param(
            {"due_on": EARLIER, "claimed_on": date(2023, 12, 11)},
            Rating.RED,
            [Fact.OVERDUE, Fact.AWAITING_CONFIRMATION, Fact.EVIDENCE_MISSING, Fact.IMPACT_MISSING],
            id="claimed a day late",
        ),
        pytest.param({"already_in_place": True}, Rating.GREEN, [Fact.EVIDENCE_MISSING], id="established March 2022"),
        pytest.param(
            {"already_in_place": True, "due_on": date(2022, 3, 31), "silent": True},
            Rating.GREEN,
            [Fact.EVIDENCE_MISSING],
            id="in place is never overdue since 2022",
        ),
        pytest.param({"already_in_place": True, "has_evidence": True}, Rating.GREEN, [], id="in place, evidenced"),
        pytest.param({"already_in_place": True, **DONE}, Rating.BLUE, [], id="in place, confirmed"),
    ],
)
def test_the_facts_suggest_a_rating(known: dict[str, Any], rating: Rating, reasons: list[Fact]) -> None:
    found = suggest(**known)
    assert found.rating is rating
    assert facts_of(found) == reasons


def test_lateness_is_measured_to_the_day_of_the_claim_and_a_return_resumes_it() -> None:
    claimed = Facts(today=TODAY, due_on=EARLIER, claimed_on=date(2023, 12, 13))
    assert claimed.days_late == 3
    assert facts_suggest(claimed).awaiting_confirmation
    assert facts_suggest(claimed).reasons[0].text == "3 days overdue when completion was claimed"
    returned = Facts(today=TODAY, due_on=EARLIER)
    assert returned.days_late == 12
    assert not facts_suggest(returned).awaiting_confirmation


@pytest.mark.parametrize(
    ("reported", "known", "said"),
    [
        (Rating.GREEN, {"due_on": EARLIER}, "reported green, 12 days overdue"),
        (Rating.GREEN, {"due_on": date(2023, 12, 21)}, "reported green, 1 day overdue"),
        (Rating.AMBER, {"due_on": EARLIER}, "reported amber, 12 days overdue"),
        (Rating.RED, {"due_on": EARLIER}, None),
        (Rating.NOT_STARTED, {"due_on": EARLIER}, "reported not started, 12 days overdue"),
        (Rating.GREEN, {"due_on": LATER}, None),
        (Rating.AMBER, {"due_on": LATER}, None),
        (Rating.RED, {"due_on": LATER}, None),
        (Rating.GREEN, {"silent": True}, "reported green, no update in the last window"),
        (Rating.AMBER, {"silent": True}, None),
        (Rating.GREEN, {"failing_kpis": ("A-K3",)}, "reported green, linked KPI failing: A-K3"),
        (Rating.GREEN, {"failing_kpis": ("A-K3", "A-K9")}, "reported green, linked KPIs failing: A-K3, A-K9"),
        (
            Rating.GREEN,
            {"due_on": EARLIER, "silent": True},
            "reported green, 12 days overdue, no update in the last window",
        ),
        (
            Rating.AMBER,
            {"missed_milestones": ("6 months",)},
            "reported amber, milestone missed: 6 months, recovery steps not accepted",
        ),
        (
            Rating.AMBER,
            {"missed_milestones": ("6 months",), "expected_on": EARLIER, "recovery_accepted": True},
            "reported amber, recovery was expected on 10 December 2023",
        ),
        (Rating.GREEN, {"starts_on": LATER}, None),
        (Rating.NOT_STARTED, {"starts_on": LATER}, None),
        (Rating.NOT_STARTED, {}, None),
        (Rating.NOT_STARTED, {"starts_on": EARLIER}, "reported not started, was due to start on 10 December 2023"),
        (Rating.GREEN, {"starts_on": EARLIER}, None),
        (Rating.BLUE, {"due_on": LATER}, "reported blue, completion not confirmed"),
        (Rating.BLUE, {"starts_on": LATER}, "reported blue, completion not confirmed"),
        (
            Rating.BLUE,
            {"claimed_on": EARLIER, "has_impact": True},
            "reported blue, awaiting confirmation since 10 December 2023, no evidence",
        ),
        (Rating.GREEN, {"claimed_on": EARLIER}, None),
        (Rating.BLUE, {**DONE, "has_impact": False}, "reported blue, no impact statement"),
        (Rating.BLUE, DONE, None),
        (Rating.GREEN, DONE, "reported green, completion is confirmed"),
        (Rating.GREEN, {"already_in_place": True}, None),
        (
            Rating.BLUE,
            {"already_in_place": True},
            "reported blue, in place, evidence wanted, completion not confirmed",
        ),
    ],
)
def test_a_difference_is_said_in_one_sentence(reported: Rating, known: dict[str, Any], said: str | None) -> None:
    assert difference(reported, suggest(**known)) == said


def test_every_sentence_of_a_slip_names_its_date() -> None:
    found = suggest(due_on=LATER, expected_on=date(2024, 2, 15))
    assert [reason.text for reason in found.reasons] == [
        "expected on 15 February 2024, after its date",
        "recovery steps not accepted",
    ]


some_days = st.none() | st.dates(date(2023, 11, 1), date(2024, 2, 28))
any_facts = st.builds(
    Facts,
    today=st.just(TODAY),
    due_on=some_days,
    starts_on=some_days,
    claimed_on=st.none() | st.dates(date(2023, 11, 1), TODAY),
    confirmed=st.booleans(),
    has_evidence=st.booleans(),
    has_impact=st.booleans(),
    already_in_place=st.booleans(),
    silent=st.booleans(),
    missed_milestones=st.sampled_from([(), ("3 months",)]),
    failing_kpis=st.sampled_from([(), ("A-K1", "A-K2")]),
    expected_on=some_days,
    recovery_accepted=st.booleans(),
)


@given(facts=any_facts)
def test_blue_is_never_suggested_without_evidence_impact_and_a_second_person(facts: Facts) -> None:
    if facts_suggest(facts).rating is Rating.BLUE:
        assert (facts.confirmed, facts.has_evidence, facts.has_impact) == (True, True, True)


@given(facts=any_facts)
def test_reporting_what_the_facts_suggest_is_never_a_difference(facts: Facts) -> None:
    suggestion = facts_suggest(facts)
    assert difference(suggestion.rating, suggestion) is None


@given(facts=any_facts, reported=st.sampled_from(Rating))
def test_a_better_rating_than_the_facts_allow_is_always_a_difference(facts: Facts, reported: Rating) -> None:
    order = [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE]
    suggestion = facts_suggest(facts)
    if reported in order and suggestion.rating in order and order.index(reported) > order.index(suggestion.rating):
        said = difference(reported, suggestion)
        assert said is not None
        assert said.startswith(f"reported {reported}, ")


@given(facts=any_facts, past=st.integers(0, 400))
def test_a_claim_stops_the_clock(facts: Facts, past: int) -> None:
    later = Facts(today=TODAY + timedelta(days=past), due_on=facts.due_on, claimed_on=facts.claimed_on)
    now = Facts(today=TODAY, due_on=facts.due_on, claimed_on=facts.claimed_on)
    if facts.claimed_on is not None:
        assert later.days_late == now.days_late
    elif now.days_late:
        assert later.days_late == now.days_late + past


def test_every_rating_has_a_meaning_that_a_council_can_word_otherwise() -> None:
    legend = Legend()
    assert all(legend.meaning(rating) for rating in Rating)
    worded = legend.worded(Rating.RED, "  Late  ")
    assert worded.meaning(Rating.RED) == "Late"
    assert worded.meaning(Rating.BLUE) == legend.meaning(Rating.BLUE)
    with pytest.raises(ValueError, match="Say what Not started means"):
        legend.worded(Rating.NOT_STARTED, " ")


def test_ratings_and_impact_read_as_words() -> None:
    assert [rating.label for rating in Rating] == ["Blue", "Green", "Amber", "Red", "Not started"]
    assert [impact.label for impact in Impact] == ["None yet", "Emerging", "Evidenced"]
