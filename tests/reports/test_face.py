"""The report's face: everything of the tree is in it, nothing that people typed is ever more than text in it."""

import io
import re
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest

from audit import codec
from govuk import words
from reports.faces.html import report_html
from reports.faces.pdf import report_pdf
from reports.faces.signed import Signature, Signed
from reports.figures.csv import actions_csv, kpis_csv
from reports.figures.tree import SHAPE
from reports.figures.upgrade import read_report
from tests.reports import trees

FIXTURES = Path(__file__).parent / "fixtures"
BODIES = ("Devon County Council", "NHS Devon Integrated Care Board")
DRAFT = Signed(
    "Draft 2", "Draft – not cleared, not approved", tuple(Signature(body) for body in BODIES), Signature("the chair")
)
ISSUED = Signed(
    "Version 1",
    "",
    (
        Signature(BODIES[0], "Chief Executive", datetime(2023, 12, 22, 10, 0, tzinfo=UTC)),
        Signature(BODIES[1], "Chief Nursing Officer", datetime(2023, 12, 22, 11, 0, tzinfo=UTC)),
    ),
    Signature("the chair", "Independent chair", datetime(2023, 12, 22, 12, 0, tzinfo=UTC)),
)
MAIN_BODY_PAGES = 15


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def issued() -> bytes:
    return report_pdf(trees.report_tree(), state=ISSUED)


def test_the_report_is_drawn_without_asking_the_database() -> None:
    # no django_db mark: pytest-django refuses any query here
    assert "Progress report 4" in report_html(trees.report_tree(), state=DRAFT)


def test_each_action_bears_its_ref_rating_original_and_current_date(issued: bytes) -> None:
    tree = trees.report_tree()
    said = flat(text_of(issued))
    annex = said[said.rindex("Annex A: the plan in full") :]
    marks = {"blue": "Blue", "green": "Green", "amber": "Amber", "red": "Red", "not_started": "Not started"}
    for action in tree.figures.actions:
        entry = annex[annex.index(f"{action.ref} {action.title} ") :][:400]
        assert marks[action.rating] in entry, action.ref
        original = words.day(action.original_due_on) if action.original_due_on else action.by_when_printed
        current = words.day(action.due_on) if action.due_on else "in place"
        assert f"First agreed: {original}" in entry, action.ref
        assert f"Now: {current}" in entry, action.ref


def test_each_kpi_bears_its_state_and_the_states_sum_to_the_kpis(issued: bytes) -> None:
    tree = trees.report_tree()
    said = flat(text_of(issued))
    annex = said[said.rindex("Annex C: KPIs in full") :]
    for kpi in tree.figures.kpis:
        begin = annex.index(f"{kpi.code} {kpi.name[:20]}")
        assert f"{kpi.state_words}." in annex[begin : begin + 1400], kpi.code
    assert sum(count.number for count in tree.figures.kpi_states) == len(tree.figures.kpis) == 43
    body = report_html(tree, state=ISSUED)
    for count in tree.figures.kpi_states:
        assert f'{count.words}</span></th><td class="number">{count.number}</td>' in re.sub(r"\s+<", "<", body), (
            count.words
        )


def test_the_unassessable_kpis_are_counted_by_first_reason(issued: bytes) -> None:
    said = flat(text_of(issued))
    assert "4 printed cells not yet placed; 7 target awaited; 21 baseline awaited" in said


def test_the_main_body_has_at_most_fifteen_pages(issued: bytes) -> None:
    pages = text_of(issued).split("\f")
    first_annex = next(
        number
        for number, said in enumerate(pages, start=1)
        if re.search(r"^Annex A: the plan in full$", said, re.MULTILINE)
    )
    assert first_annex - 1 <= MAIN_BODY_PAGES


def lines_of(page: str) -> list[str]:
    """The lines of a page between its running header and its footer."""
    return [flat(line).strip() for line in page.split("\n") if line.strip()][1:-1]


def test_no_heading_stands_alone_at_the_foot_of_a_page_and_no_page_is_nearly_empty(issued: bytes) -> None:
    html = report_html(trees.report_tree(), state=ISSUED)
    headings = {flat(said.strip()) for said in re.findall(r"<(?:h[23]|caption)[^>]*>([^<]*)<", html)}
    pages = [lines_of(each) for each in text_of(issued, "-layout").split("\f")[:-1]]
    assert {"Risks", "Governance", "Meetings, attendance, and invitations to DfE and NHS England"} <= headings
    assert [page[-1] for page in pages if page[-1] in headings] == []
    # where a part begins on a page of its own, the page before it ends where its text does
    begins = {"Where we stand", "What changed since the last report", "Annex A: the plan in full"}
    assert [page for page, after in pairwise(pages) if len(page) < 15 and after[0] not in begins] == []


def test_every_page_is_numbered_and_says_version_cut_off_and_that_it_is_illustrative(issued: bytes) -> None:
    pages = text_of(issued).split("\f")[:-1]
    for number, said in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in said
        assert "Version 1, figures as at 22 December 2023 at 9:30am" in said
        assert "Illustrative" in said


def test_a_draft_says_so_on_every_page_and_names_who_has_not_signed() -> None:
    pages = text_of(report_pdf(trees.report_tree(), state=DRAFT)).split("\f")[:-1]
    assert all("Draft – not cleared, not approved" in said for said in pages)
    assert flat(pages[0]).count("awaited") == 3


def test_an_issued_report_names_who_cleared_and_approved_it_and_the_head_of_the_ledger(issued: bytes) -> None:
    cover = flat(text_of(issued).split("\f")[0])
    for said in (
        "Chief Executive, 22 December 2023 at 10am",
        "Chief Nursing Officer",
        "Independent chair, 22 December 2023 at midday",
    ):
        assert said in cover
    assert trees.report_tree().ledger_head in cover.replace(" ", "")


def test_each_group_is_named_and_the_one_not_heard_is_a_gap(issued: bytes) -> None:
    said = flat(text_of(issued))
    assert "Children and young people Nobody of this group was heard in this period: a gap." in said


def test_objectives_slow_to_progress_say_why_and_who_agreed_the_new_date(issued: bytes) -> None:
    said = flat(text_of(issued))
    begin, end = (
        said.index("Objectives slow to progress Every action"),
        said.index("Contributions to strengthen, by partner"),
    )
    part = said[begin:end]
    assert "agreed by the board at its meeting on 16 November 2023" in part
    for action in trees.report_tree().figures.actions:
        if action.rating == "red":
            assert f"{action.ref} {action.title}" in part


def test_the_pdf_passes_every_accessibility_rule_and_stays_small(issued: bytes) -> None:
    found = page.validate_pdf_bytes(issued, profile=page.ValidationProfile.PDF_UA_1)
    assert found.rules.total > 100
    assert [f"{each.rule_id}: {each.message}" for each in found.failures] == []
    assert len(issued) < 1_000_000


def test_the_figures_travel_in_the_pdf_as_two_lists(issued: bytes) -> None:
    figures = trees.report_tree().figures
    with pikepdf.open(io.BytesIO(issued)) as pdf:
        assert pdf.attachments["actions.csv"].get_file().read_bytes() == actions_csv(figures)
        assert pdf.attachments["kpis.csv"].get_file().read_bytes() == kpis_csv(figures)
    assert len(actions_csv(figures).splitlines()) == 29


def test_the_same_tree_and_signatures_give_the_same_bytes(issued: bytes) -> None:
    assert report_pdf(trees.report_tree(), state=ISSUED) == issued


# --- what people typed -------------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A real server on loopback, and the list of what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_scripts_and_addresses_in_any_text_are_drawn_as_text_and_nothing_is_fetched(
    listener: tuple[str, list[str]],
) -> None:
    address, asked = listener
    payload = f'</style><script>x()</script><img src="{address}/i"> url({address}/u) {{{{ 1|add:1 }}}} \x01end'
    tree = trees.hostile(payload)
    said = text_of(report_pdf(tree, state=DRAFT))
    assert asked == []
    squeezed = re.sub(r"\s+", "", said)
    seen = squeezed.count(re.sub(r"\s+", "", f'<script>x()</script><imgsrc="{address}/i">url({address}/u)'))
    assert seen > 300
    assert "{{1|add:1}}" in squeezed
    for name in ("statement", "said", "achieved", "recovery_steps", "needed", "answer", "definition", "Cause", "what"):
        assert f"{name}:</style><script>" in squeezed, name


def test_a_template_that_did_not_escape_would_be_noticed(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    html = report_html(trees.report_tree(statement=f'<img src="{address}/i">'), state=DRAFT)
    assert f'<img src="{address}' not in html
    assert "&lt;img src=" in html
    assert asked == []


def test_an_empty_notice_has_a_report_too() -> None:
    full = trees.report_tree()
    bare = replace(
        full.figures,
        actions=(),
        kpis=(),
        risks=(),
        voices=(),
        board=None,
        sections=(),
        areas=(),
        clauses=(),
        horizons=(),
    )
    bare = replace(bare, obligations=(), ratings=(), kpi_states=(), not_assessable=())
    tree = replace(
        full, figures=bare, changes=(), previous="", statement="", judgements=(), commentaries=(), feedback=()
    )
    said = flat(text_of(report_pdf(tree, state=DRAFT)))
    assert "No board is set up yet." in said
    assert "there is nothing to compare with" in said


def test_a_report_says_which_updates_nobody_cleared_only_where_that_is_asked_for() -> None:
    title = "Updates that no accountable officer has cleared"
    tree = trees.report_tree()
    assert title not in report_html(tree, state=ISSUED)
    asked = tuple(
        replace(row, latest=replace(row.latest, waits_for_clearing=row.ref == "B1")) if row.latest else row
        for row in tree.figures.actions
    )
    waiting = report_html(replace(tree, figures=replace(tree.figures, actions=asked)), state=ISSUED)
    assert re.search(rf"{title}.*?B1<", waiting, re.DOTALL)
    assert "(not cleared yet)" in waiting


# --- past shapes -------------------------------------------------------------------------------------------------


def test_a_stored_tree_of_shape_1_is_read_whole_and_drawn() -> None:
    text = (FIXTURES / "shape_1.json").read_text(encoding="utf-8").strip()
    tree = read_report(1, text)
    assert (tree.number, len(tree.figures.actions), len(tree.figures.kpis)) == (4, 28, 43)
    assert tree.left_out == (), "until shape 2 every annex was sent"
    assert tree.figures.actions[0].ref == "A1"
    assert "A1 " in report_html(tree, state=ISSUED)


def test_a_stored_tree_of_the_newest_shape_is_the_same_text_again() -> None:
    text = (FIXTURES / f"shape_{SHAPE}.json").read_text(encoding="utf-8").strip()
    assert codec.to_text(read_report(SHAPE, text)) == text


def test_each_shape_that_was_ever_stored_has_its_fixture_and_every_step_adds_up() -> None:
    assert {path.name for path in FIXTURES.glob("shape_*.json")} == {f"shape_{n + 1}.json" for n in range(SHAPE)}
    newest = (FIXTURES / f"shape_{SHAPE}.json").read_text(encoding="utf-8").strip()
    before = (FIXTURES / "shape_1.json").read_text(encoding="utf-8").strip()
    assert codec.to_text(read_report(1, before)) == newest.replace(f'"shape":{SHAPE}', '"shape":1')
