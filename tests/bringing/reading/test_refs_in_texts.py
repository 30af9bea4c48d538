"""Refs that stand at the beginning of the actions’ own texts, in a table that has no column for them."""

from bringing.plain import Kind
from bringing.reading import Asks, Draft, Known, understand
from bringing.settled import made_of, named, rows_of
from bringing.settling import may_be_right, open_paths, settle
from bringing.sound import hindrances
from sheets.reading import Document, read_file
from tests.bringing.reading.plans import asked, contradictions, uncovered
from tests.bringing.test_others import chosen

HEAD = "<tr><th>Action</th><th>Owner(s)</th><th>Timescale</th><th>Outcome</th></tr>"
BOTH = ("1.1 Appoint a chair", "1.2. Agree a data set")


def page(*actions: str, alone: tuple[str, ...] = ()) -> Document:
    """A table of these actions, and below them rows that have one cell alone."""
    rows = "".join(f"<tr><td>{each}</td><td>Head of SEND</td><td>June 2024</td><td>Done</td></tr>" for each in actions)
    rows += "".join(f"<tr><td>{each}</td></tr>" for each in alone)
    text = f"<h1>Our SEND improvement plan</h1><h2>Priority 1 - Leadership</h2><table>{HEAD}{rows}</table>"
    return read_file("plan.html", text.encode())


def read(*actions: str, known: Known | None = None, alone: tuple[str, ...] = ()) -> Draft:
    document = page(*actions, alone=alone)
    draft = named(understand(document, known or Known()))
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def texts(draft: Draft) -> list[tuple[str, str]]:
    return [(each.ref.value, each.what.value) for each in draft.actions]


def test_they_are_proposed_once_for_all_and_taken_out_of_the_texts() -> None:
    draft = read(*BOTH)
    assert texts(draft) == [("1.1", "Appoint a chair"), ("1.2", "Agree a data set")]
    assert asked(draft, Asks.NO_REF) == []
    (doubt,) = asked(draft, Asks.REF_IN_TEXT)
    assert doubt.about == tuple(f"actions/{at}/{name}" for at in (0, 1) for name in ("ref", "what"))
    assert (doubt.read, doubt.others) == ("1.1, 1.2", ("part of the text",))
    assert "may be their refs. They were taken out of the texts: confirm them, enter others" in doubt.says
    assert may_be_right(doubt, open_paths(draft))


def test_an_action_is_called_without_its_ref() -> None:
    (row, _) = [each for each in rows_of(read(*BOTH)) if each.kind is Kind.ACTION]
    assert (row.key, row.says["what"], made_of(row, "plan.html")["title"]) == ("1.1", *["Appoint a chair"] * 2)


def test_they_may_be_part_of_the_text() -> None:
    """Then each waits for a ref."""
    after = chosen(read("SEN2 return is sent", "KS4 outcomes are read"), Asks.REF_IN_TEXT, "Part of the text")
    assert texts(after) == [("", "SEN2 return is sent"), ("", "KS4 outcomes are read")]
    rows = [each for each in rows_of(after) if each.kind is Kind.ACTION]
    assert {each.says for each in hindrances(rows, {(Kind.SECTION, "1")})} == {"It has no ref: enter one"}
    assert texts(settle(read(*BOTH), {})) == [("1.1", "Appoint a chair"), ("1.2", "Agree a data set")]


def test_of_refs_that_the_plan_has_nothing_is_asked() -> None:
    known = Known(refs=("1.1", "1.2"))
    assert asked(read(*BOTH, known=known), Asks.REF_IN_TEXT) == []
    (doubt,) = asked(read(*BOTH, "1.3 Tell families", known=known), Asks.REF_IN_TEXT)
    assert (doubt.read, doubt.words) == ("1.3", ("1.3", "Tell families"))
    others = read("SEN2 return is sent", "KS4 outcomes are read", known=Known(refs=("sen2", "Ks4")))
    assert asked(others, Asks.REF_IN_TEXT) == []


def test_a_number_with_which_few_of_the_actions_begin_is_no_ref() -> None:
    draft = read("Appoint a chair", "Agree a data set", "1.5 million pounds are spent")
    assert texts(draft)[2] == ("", "1.5 million pounds are spent")
    assert (len(asked(draft, Asks.NO_REF)), asked(draft, Asks.REF_IN_TEXT)) == (3, [])
    half = read(BOTH[0], "Agree a data set")
    assert texts(half) == [("", BOTH[0]), ("", "Agree a data set")]


def test_rows_that_have_nothing_else_neither_count_nor_have_a_ref_taken_out() -> None:
    draft = read(*BOTH, alone=("1.3 Leadership", "Data"))
    assert texts(draft) == [
        ("1.1", "Appoint a chair"),
        ("1.2", "Agree a data set"),
        ("", "1.3 Leadership"),
        ("", "Data"),
    ]


def test_of_many_refs_the_question_names_a_few() -> None:
    (doubt,) = asked(read(*(f"1.{number} Do it" for number in range(1, 8))), Asks.REF_IN_TEXT)
    assert doubt.read == "1.1, 1.2, 1.3, 1.4, 1.5, …"


def test_where_the_table_has_a_column_of_refs_a_text_is_a_text() -> None:
    csv = "Ref,Section,Action,By when,Lead\nA1,A,1.1 Appoint a chair,June 2024,Head of SEND\n"
    draft = understand(read_file("plan.csv", csv.encode()))
    assert texts(draft) == [("A1", "1.1 Appoint a chair")]


def test_one_that_comes_twice_is_asked_about() -> None:
    assert len(asked(read("1.1 Appoint a chair", "1.1 Agree a data set"), Asks.REF_TWICE)) == 1
