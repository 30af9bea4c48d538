"""docs/words.md says every class of rows in the field's own term; a class name that is not there is wrong."""

import re

from tests.architecture.source import ROOT, own_models

ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<term>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)


def told(text: str) -> dict[str, str]:
    """Each class with its meaning."""
    return {row["name"]: row["meaning"].strip() for row in ROW.finditer(text)}


def test_every_class_of_rows_is_told_and_no_other() -> None:
    words = told((ROOT / "docs" / "words.md").read_text())
    assert set(words) == {model.__name__ for model in own_models()}
    assert all(meaning.endswith(".") for meaning in words.values())


def test_a_line_without_a_meaning_is_none() -> None:
    assert told("| `Kpi` | KPI | What is measured. |\n| `Thing` | |\n") == {"Kpi": "What is measured."}
