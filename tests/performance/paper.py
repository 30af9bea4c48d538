"""The report's PDF against Chromium printing the same HTML: time, processor time, memory, size."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from config import services
from evidence.pdf import make_pdf
from reports.faces.html import STYLESHEET, report_html
from reports.faces.pdf import report_pdf
from reports.faces.signed import Signature, Signed
from reports.figures.tree import ReportTree
from tests.performance import children
from tests.performance.timing import Line, interleaved, ratio, spread

CHROMIUM = [
    "/usr/bin/chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
]
SIGNED = Signed("Version 1", "", (Signature("The council", "Accountable officer"),), Signature("The chair", "Chair"))
MADE = datetime(2023, 12, 22, 9, 30, tzinfo=UTC)
OURS, THEIRS, OURS_CPU, THEIRS_CPU = "ours", "chromium", "ours, processor", "chromium, processor"
# what a fresh process does; the same HTML for both
DRAW = """
import sys
from datetime import datetime
from pathlib import Path
from evidence.pdf import make_pdf
html, made, pdf = sys.argv[1:]
drawn = make_pdf(Path(html).read_text(), stylesheet="", created=datetime.fromisoformat(made), title="Report")
Path(pdf).write_bytes(drawn)
"""


@dataclass(frozen=True)
class Sheet:
    """The report as HTML with its style in it, and where both write their PDFs."""

    html: Path
    folder: Path

    @property
    def draw(self) -> list[str]:
        return [sys.executable, "-c", DRAW, str(self.html), MADE.isoformat(), str(self.folder / "ours.pdf")]

    @property
    def print(self) -> list[str]:
        profile, pdf = self.folder / "profile", self.folder / "chromium.pdf"
        to = [f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
        return [*CHROMIUM, *to, self.html.as_uri()]


def measure(tree: ReportTree, folder: Path) -> list[Line]:
    """Every line about the PDF of this report."""
    children.adopt_orphans()
    text = report_html(tree, state=SIGNED)
    styled = text.replace("</head>", f"<style>{STYLESHEET.read_text(encoding='utf-8')}</style></head>", 1)
    sheet = Sheet(folder / "report.html", folder)
    sheet.html.write_text(styled, encoding="utf-8")
    return [*_cold(sheet), *_warm(sheet), _memory(sheet), _size(sheet)]


def _cold(sheet: Sheet) -> list[Line]:
    used: dict[str, list[float]] = {OURS_CPU: [], THEIRS_CPU: []}

    def spent(command: list[str], name: str) -> Callable[[], float]:
        def once() -> float:
            found = children.run(command, dict(os.environ), sheet.folder / "log")
            used[name].append(found.processor)
            return found.seconds

        return once

    samples = interleaved({OURS: spent(sheet.draw, OURS_CPU), THEIRS: spent(sheet.print, THEIRS_CPU)})
    return _two_lines({**samples, **used}, "started for it", 0.7)


def _warm(sheet: Sheet) -> list[Line]:
    html = sheet.html.read_text(encoding="utf-8")
    used: dict[str, list[float]] = {OURS_CPU: [], THEIRS_CPU: []}

    def ours() -> float:
        start, processor = time.perf_counter(), time.process_time()
        make_pdf(html, stylesheet="", created=MADE, title="Report")
        used[OURS_CPU].append(time.process_time() - processor)
        return time.perf_counter() - start

    with kept_open(sheet.folder) as (browser, group):

        def theirs() -> float:
            start, before = time.perf_counter(), children.processor_times(group)
            page = browser.new_page()
            page.set_content(html)
            page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
            took = time.perf_counter() - start
            used[THEIRS_CPU].append(children.used_since(before, group))
            page.close()
            return took

        ours(), theirs()
        for each in used.values():
            each.clear()
        samples = interleaved({OURS: ours, THEIRS: theirs})
    return _two_lines({**samples, **used}, "kept open", 2.5)


def _two_lines(samples: dict[str, list[float]], how: str, aim: float) -> list[Line]:
    told = {name: spread(values).told(" s") for name, values in samples.items()}
    return [
        Line(f"report PDF, {how}: time", told[OURS], f"Chromium {told[THEIRS]}", ratio(samples, OURS, THEIRS), aim),
        Line(
            f"report PDF, {how}: processor time",
            told[OURS_CPU],
            f"Chromium {told[THEIRS_CPU]}",
            ratio(samples, OURS_CPU, THEIRS_CPU),
            aim,
        ),
    ]


@contextmanager
def kept_open(folder: Path) -> Iterator[tuple[Browser, int]]:
    """A Chromium that stays, and the number of its process group."""
    port = services.free_port()
    command = [*CHROMIUM, f"--remote-debugging-port={port}", f"--user-data-dir={folder / 'open'}"]
    child = children.spawn(command, dict(os.environ), folder / "open.log")
    try:
        if not services.wait_until(lambda: not services.is_free(port), 30):
            raise RuntimeError("Chromium did not start")
        with sync_playwright() as playwright:
            browser = _connected(playwright, port)
            yield browser, child.pid
            browser.close()
    finally:
        child.terminate()
        child.wait(10)


def _connected(playwright: Playwright, port: int) -> Browser:
    """A Chromium that has just started may leave its first client without an answer: it is asked once more."""
    try:
        return playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}", timeout=10_000)
    except Error:
        return playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")


def _memory(sheet: Sheet) -> Line:
    log = sheet.folder / "log"
    samples = interleaved(
        {
            OURS: lambda: children.peak_memory(sheet.draw, dict(os.environ), log),
            THEIRS: lambda: children.peak_memory(sheet.print, dict(os.environ), log),
        },
        rounds=3,
    )
    told = {name: spread(values).told(" MB", digits=0) for name, values in samples.items()}
    return Line("report PDF: peak memory", told[OURS], f"Chromium {told[THEIRS]}", ratio(samples, OURS, THEIRS), 0.4)


def _size(sheet: Sheet) -> Line:
    ours, theirs = ((sheet.folder / name).stat().st_size for name in ("ours.pdf", "chromium.pdf"))
    told = (f"{size / 1000:,.0f} kB" for size in (ours, theirs))
    return Line("report PDF: size", next(told), f"Chromium {next(told)}", spread([ours / theirs]))


def growth(tree: ReportTree) -> Line:
    """The whole report, from its tree, of 1,000 actions against one of 100, each drawn once: processor time."""
    few, many = (_drawn(_of_size(tree, size)) for size in (100, 1000))
    return Line(
        "report of 1,000 actions: processor time", f"{many:.1f} s", f"100 actions {few:.1f} s", spread([many / few]), 11
    )


def _of_size(tree: ReportTree, size: int) -> ReportTree:
    """The report with so many actions, its own over and over, and no KPIs."""
    own = tree.figures.actions
    actions = tuple(replace(own[n % len(own)], ref=f"{own[n % len(own)].section}{n + 1}") for n in range(size))
    return replace(tree, figures=replace(tree.figures, actions=actions, kpis=()))


def _drawn(tree: ReportTree) -> float:
    start = time.process_time()
    report_pdf(tree, state=SIGNED)
    return time.process_time() - start
