"""The people of the demo, as they come to the site: each signs in with the address of their role."""

from playwright.sync_api import BrowserContext, Page

from tests.processes import Site
from tests.run import DEMO_PASSWORD

DEVON = "/notices/devon-send-2022/"
PATIENCE = 20_000  # milliseconds, for two cores that do other things as well


def patient(context: BrowserContext) -> BrowserContext:
    """The same context, which waits as long as a busy machine needs."""
    context.set_default_timeout(PATIENCE)
    return context


def sign_in(page: Page, site: Site, who: str, to: str = "/", password: str = DEMO_PASSWORD) -> None:
    """Sign in as `who`@demo.example, from the page that they wanted to see."""
    page.goto(f"{site.url}/sign-in/?next={to}")
    fill_in_sign_in(page, who, password)
    page.wait_for_url(f"{site.url}{to}")


def fill_in_sign_in(page: Page, who: str, password: str = DEMO_PASSWORD) -> None:
    """Type address and password, and send them."""
    page.get_by_label("Email address").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def sign_out(page: Page) -> None:
    """Sign out, as anybody would."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def text_of(page: Page) -> str:
    """What the page's main part says, white space evened out."""
    return " ".join(page.locator("main").inner_text().split())
