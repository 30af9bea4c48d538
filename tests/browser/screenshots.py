"""`python -m tests.browser.screenshots FOLDER [ADDRESS]`: the main pages of a running demo at both widths, to be looked
at by a person. ADDRESS is http://127.0.0.1:8000 unless given; the password comes from DEMO_PASSWORD."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.people import PATIENCE

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1280, 375)
DEVON = "/notices/devon-send-2022/"
PLAN = f"{DEVON}plans/send-improvement-plan/"
PAGES = {
    "lead": (
        "/",
        "/notices/",
        DEVON,
        f"{DEVON}notice/",
        f"{DEVON}calendar/",
        PLAN,
        f"{PLAN}A10/",
        f"{DEVON}risks/",
        f"{DEVON}risks/R4/",
        f"{DEVON}evidence/",
        f"{DEVON}voice/",
        f"{DEVON}kpis/",
        f"{DEVON}boards/",
        f"{DEVON}boards/partnership-board/",
        f"{DEVON}boards/partnership-board/2023-12-14/",
        f"{DEVON}reports/",
        f"{DEVON}reports/4/",
        f"{DEVON}people/",
        f"{DEVON}mail/",
        f"{DEVON}obligations/progress-report/",
        "/notices/derbyshire-send-2025/",
        "/notices/derbyshire-send-2025/calendar/",
    ),
    "officer": ("/", f"{PLAN}B2/", f"{PLAN}B2/update/", f"{PLAN}B2/date/"),
    "data": ("/", f"{DEVON}kpis/A-K1/", f"{DEVON}kpis/A-K1/enter/"),
    "chair": ("/", f"{DEVON}reports/4/versions/1/"),
    "dfe": ("/", f"{DEVON}reports/", f"{DEVON}reports/3/"),
    "observer": ("/", DEVON),
    "": ("/sign-in/",),
}


def main(folder: Path, address: str) -> None:
    """One picture for each page, person and width."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for who, pages in PAGES.items():
            page = browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()
            page.set_default_timeout(PATIENCE)
            if who:
                page.goto(f"{address}/sign-in/")
                page.get_by_label("Email address").fill(f"{who}@demo.example")
                page.get_by_label("Password", exact=True).fill(os.environ["DEMO_PASSWORD"])
                page.get_by_role("button", name="Sign in").click()
                page.wait_for_url(f"{address}/")
            for path in pages:
                page.goto(address + path)
                name = "-".join(part for part in path.split("/") if part) or "my-work"
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    page.screenshot(path=folder / f"{who or 'anybody'}-{name}-{width}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000")
