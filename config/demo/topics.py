"""What `python -m config.demo` does: each topic is one step of `make demo`."""

import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from audit import clock
from audit.models import Event
from config.demo import story
from config.demo.january import NotReady, go_on
from config.demo.replay import is_told, tell
from config.demo.replay.people import SIGN_IN
from config.demo.story import cast
from notices.roles import LABELS, Role
from people.actions import change_password
from people.models import User
from reports.models import Drawing, DrawingState


def replay() -> None:
    """Fill in the story, unless it is there."""
    if is_told():
        print("  The demo's story is there already", flush=True)
        return
    began = time.monotonic()
    taken = tell(password(), lambda month: print(f"  {month}", flush=True))
    print(f"  {taken} steps told in {time.monotonic() - began:.0f} seconds", flush=True)


def january() -> None:
    """Take the report of January as far as it goes without the chair."""
    go_on(lambda said: print(f"• {said}", flush=True))


def accounts() -> None:
    """Who may sign in, and the password, which is the same for all. A password that was changed outside counts."""
    secret = password()
    people = {user.email: user for user in User.objects.filter(email__endswith="@demo.example")}
    listed = [account for account in cast.ACCOUNTS if account.key in SIGN_IN]
    if not people[listed[0].email].check_password(secret):
        for account in listed:
            change_password(user=people[account.email], password=secret, at=clock.now())
    print(f"\nSign in with one of these addresses and the password {secret}")
    for account in listed:
        print(f"  {account.email:<30}{LABELS[Role(account.grants[0].role)]:<30}{account.name}")


def pdf() -> None:
    """Where the newest PDF lies that a worker made."""
    drawing = Drawing.objects.filter(state=DrawingState.DRAWN).select_related("document").order_by("-pk").first()
    if drawing is None or drawing.document is None:
        raise NotReady("No PDF has been made yet.")
    print(f"\nThe PDF that the worker made last: {Path(settings.MEDIA_ROOT) / drawing.document.file}")


def clock_shows() -> None:
    """The moment at which the demo goes on: the story's end, or the last thing that somebody did after it."""
    last = Event.objects.aggregate(last=Max("at"))["last"]
    print(max(story.NOW, last or story.NOW).isoformat())


def password() -> str:
    """The demo's password: from the environment, or made once and kept where only its owner reads it."""
    if said := os.environ.get("DEMO_PASSWORD"):
        return said
    kept = Path(settings.BASE_DIR) / "var" / "demo-password"
    if kept.exists():
        return kept.read_text().strip()
    made = secrets.token_urlsafe(12)
    kept.parent.mkdir(exist_ok=True)
    with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made)
    return made
