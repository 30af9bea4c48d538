"""The measurements as lines on the terminal and as docs/benchmarks.md."""

import os
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version

from django.db import connection

from tests.performance.timing import Line
from tests.run import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = ("what", "ours", "against", "ratio", "aim", "reached")
INTRODUCTION = """\
# Benchmarks

`make bench` makes this page: it starts a PostgreSQL, a Valkey, gunicorn and Chromium of its own, replays the demo,
measures, and writes down what it saw. No test asserts on time. A figure is the median of five rounds or more with
the least and the most of them in brackets; the two sides of a line take turns in an order that is drawn anew for
each round, and the ratio is taken round by round, so that what slows the whole machine does not count. Only ratios
can be compared between machines.

"""
NOTES = """
## What is measured

- **Report PDF**: the demo's progress report (28 actions, 43 KPIs, every annex, tagged) from the same HTML and
  style. *Started for it*: a fresh Python process against `chromium --headless --print-to-pdf`. *Kept open*: in a
  process that has drawn before, as a worker is, against `page.pdf(tagged=True, outline=True)` in a browser that
  stays. Processor time counts every process of Chromium. Memory is the largest sum over a process and its children,
  pages that they share counted once; the median of three.
- **Pages**: the demo's improvement lead asks gunicorn (one worker, four threads) for whole pages. The floor is the
  list of notices: session, user, scope, one SELECT. A figure of a round is the median of 30 requests (four clients:
  of 15 each, all at once). *Right after a change*, the figures are not kept any more and are gathered while the
  reader waits.
- **A plan from a file**: the demo's plan as a Word document and as a workbook, and one of 1,000 actions and 500 KPIs,
  read into blocks with their places, and into a draft with its doubts, against python-docx and openpyxl that load the
  same file and walk its cells.
- **Lists**: the same lead asks two sites for the list of actions, one with the plan 4 times, one with it 36 times
  over. Each shows a page of 50 rows at the most and costs the same queries. Filtered *by what the facts suggest*, the
  facts of every action and of every KPI behind them are read first.
- **List of KPIs**: the same lead asks two sites for it, one with the plan's 43 KPIs and one with them ten times over,
  each KPI with a figure for every month of ten years. It is one page, so ten times the rows are read, rated and drawn
  with the same queries.
- **Status update**: `add_update` with its lock, version, update, history and event, against the update's and the
  history's row inserted through psycopg into the same tables. Both commit to the disk (`fsync` is on).
- **Gathering** reads the whole tree of figures, with nothing kept.
- **Report of 1,000 actions**: tree to PDF, each size drawn once.
"""


def say(line: Line) -> None:
    """One line on the terminal, as soon as it is known."""
    what, ours, against, ratio, aim, met = line.cells
    print(f"{what:48} {ours:26} {against:48} {ratio:22} {aim:8} {met}", flush=True)


def write(lines: Sequence[Line], seconds: float) -> None:
    """Write the page."""
    rows = [HEAD, ("---",) * len(HEAD), *(line.cells for line in lines)]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    PAGE.write_text(f"{INTRODUCTION}{_machine(seconds)}\n{table}{NOTES}", encoding="utf-8")
    print(f"Written to {PAGE.relative_to(ROOT)}.")


def _machine(seconds: float) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        postgres, fsync = cursor.fetchone()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    chromium = subprocess.run(["/usr/bin/chromium", "--version"], check=False, capture_output=True, text=True).stdout
    browser = chromium.split(" built")[0].strip()
    return (
        f"Command: `make bench` ({seconds / 60:.1f} minutes). Machine: {os.cpu_count()} cores ({platform.machine()}), "
        f"{memory:.0f} GB, {platform.system()}; Python {platform.python_version()}, Django {version('django')},\n"
        f"PostgreSQL {postgres} (fsync {fsync}), WeasyPrint {version('weasyprint')}, {browser}.\n"
    )
