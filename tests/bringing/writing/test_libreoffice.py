"""Both files of a plan are opened and saved again by LibreOffice, and come back as they were."""

import subprocess
from pathlib import Path

from bringing import returning
from bringing.plain import Kind, Row, differences, digest, to_text
from bringing.reading import understand
from bringing.settled import named, rows_by_path, rows_of
from bringing.stamping import Stamp, stamp_of
from bringing.writing import write_document, write_workbook
from sheets.reading import Document, read_file
from tests.bringing.writing.test_workbook import ABOUT_IT, ACTION, AT, KPI, PLAN, ROWS

SECONDS = 120
SPLIT = (("Both of them", "Head of SEND", "Devon County Council"), ("Both of them", "Chair", "NHS Devon"))
LIVELY = (
    *ROWS[:2],
    Row(Kind.ACTION, "A1", {**ACTION.says, "accountable": SPLIT}),
    Row(Kind.ACTION, "A2", {**ACTION.says, "by_when": "June 2023", "title": "Long", "what": ("Do it. " * 300).strip()}),
    Row(Kind.KPI, "A-K1", {**KPI.says, "unplaced": ("14%", "=1+1")}),
)
"""A plan with a post that was split, a date that was moved, a long text, and values that wait for their place."""


def saved_again(content: bytes, kind: str, folder: Path) -> Document:
    """What LibreOffice makes of a file. It converts nothing of a file that it would ask to repair."""
    (folder / f"plan.{kind}").write_bytes(content)
    (folder / "out").mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out")]
    told = subprocess.run(
        [*asked, str(folder / f"plan.{kind}")], capture_output=True, timeout=SECONDS, check=True, text=True
    )
    assert "rror" not in told.stderr, told.stderr
    return read_file(f"plan.{kind}", (folder / "out" / f"plan.{kind}").read_bytes())


def test_the_workbook_comes_back_from_libreoffice_without_a_difference(tmp_path: Path) -> None:
    document = saved_again(write_workbook(ABOUT_IT, LIVELY), "xlsx", tmp_path)
    draft = understand(document)
    assert stamp_of(document) == Stamp(PLAN, AT, digest(LIVELY))
    assert draft.doubts == ()
    assert differences(LIVELY, rows_of(draft)) == ()


def test_the_document_comes_back_from_libreoffice_without_a_difference(tmp_path: Path) -> None:
    document = saved_again(write_document(ABOUT_IT, LIVELY), "docx", tmp_path)
    assert stamp_of(document) == Stamp(PLAN, AT, digest(LIVELY))
    made = rows_of(returning.as_made(to_text(LIVELY), (), ()))
    back = returning.as_it_was(LIVELY, made, rows_by_path(named(understand(document))))
    said = (*back.values(), *returning.unread(LIVELY, made))
    assert [(each.row.key, each.changes) for each in differences(LIVELY, said, LIVELY)] == []
