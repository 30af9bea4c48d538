"""Columns of a KPI's definition sheet in files of any shape: definition, source, how often."""

import pytest

from bringing.plain import Row
from bringing.reading import Asks, Choice, Chosen, Draft, Holds, Role, understand
from bringing.reading.words import column_role
from bringing.settled import rows_of
from bringing.values import ROLES
from bringing.views.finding import asked_of
from sheets.reading import Document
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

HEADS = ["KPI", "Baseline", "Target – March 2025"]
CALLS = ["Calls", "12", "8"]


def brought(heads: list[str], *rows: list[str], chosen: Chosen | None = None) -> Draft:
    document = Document("f", (tabled([HEADS + heads, *rows]),))
    draft = understand(document, chosen=chosen or Chosen())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def kpi(draft: Draft) -> Row:
    return rows_of(draft)[0]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Source", Role.SOURCE),
        ("Data source", Role.SOURCE),
        ("Source of data", Role.SOURCE),
        ("Definition", Role.DEFINITION),
        ("KPI definition", Role.DEFINITION),
        ("Reporting frequency", Role.FREQUENCY),
        ("How often?", Role.FREQUENCY),
        ("Data lead", Role.KNOWN),
    ],
)
def test_a_heading_says_that_its_column_is_of_the_definition_sheet(heading: str, role: Role) -> None:
    assert column_role(heading, Holds.KPIS) is role
    assert role in ROLES


def test_source_definition_and_frequency_are_read() -> None:
    draft = brought(["Source", "Frequency", "Definition"], [*CALLS, "SEN2 return", "Monthly", "All calls"])
    says = kpi(draft).says
    assert (says["source"], says["frequency"], says["definition"]) == ("SEN2 return", "month", "All calls")
    assert draft.aside == ()


def test_of_fields_without_a_column_nothing_is_said() -> None:
    says = kpi(brought(["Source"], [*CALLS, ""])).says
    assert says["source"] == ""
    assert not says.keys() & {"definition", "frequency", "origin", "cumulates", "caveats", "numerator", "denominator"}
    assert not kpi(brought(["RAG"], [*CALLS, "A"])).says.keys() & {"source", "definition", "frequency"}


def test_a_frequency_that_is_none_of_the_answers_is_asked() -> None:
    draft = brought(["Frequency"], [*CALLS, "6-weekly"])
    (doubt,) = asked(draft, Asks.UNIT)
    assert (doubt.about, doubt.read, "Every month" in doubt.others) == (("kpis/0/sheet/5",), "Not stated", True)
    assert asked_of(doubt, draft) == "Answers that are none of those to choose"


@pytest.mark.parametrize("words", ["Annual", "annually", "Every year", "Yearly"])
def test_once_a_year_can_be_that_of_schools_or_the_financial_one(words: str) -> None:
    (doubt,) = asked(brought(["Frequency"], [*CALLS, words]), Asks.UNIT)
    assert doubt.others == ("Every academic year", "Every financial year")


def test_a_source_that_is_longer_than_there_is_room_is_asked() -> None:
    (doubt,) = asked(brought(["Source"], [*CALLS, "x" * 161]), Asks.TOO_LONG)
    assert doubt.about == ("kpis/0/sheet/3",)


def test_a_person_says_that_a_column_is_the_source() -> None:
    chosen = Chosen({"table 1": Choice(columns={4: Role.SOURCE})})
    assert kpi(brought(["Zuletzt"], [*CALLS, "SEN2"], chosen=chosen)).says["source"] == "SEN2"


def test_a_row_with_nothing_but_a_source_is_no_kpi() -> None:
    draft = brought(["Source"], [*CALLS, "SEN2"], ["", "", "", "All figures are provisional"])
    assert len(draft.kpis) == 1
    assert len(asked(draft, Asks.ROW)) == 1


def test_a_blank_below_how_often_says_that_it_is_not_stated() -> None:
    assert kpi(brought(["Frequency"], [*CALLS, ""])).says["frequency"] == "not_stated"


def test_a_table_without_any_of_these_columns_says_nothing_of_definition_sheets() -> None:
    assert brought(["RAG"], [*CALLS, "G"]).kpis[0].sheet == ()
