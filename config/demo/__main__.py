"""`python -m config.demo TOPIC`: tells the demo's story, who may sign in, which PDF was made, what time it is."""

import os
import sys
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402  after the set-up that models need

from config.demo import topics  # noqa: E402
from config.demo.january import NotReady  # noqa: E402
from config.demo.replay import NotTold  # noqa: E402

TOPICS: dict[str, Callable[[], None]] = {
    "replay": topics.replay,
    "january": topics.january,
    "accounts": topics.accounts,
    "pdf": topics.pdf,
    "clock": topics.clock_shows,
}


def main(arguments: list[str]) -> int:
    """Do what the one argument names; 2 when it names nothing, 1 with a sentence when it cannot be done."""
    if len(arguments) != 1 or arguments[0] not in TOPICS:
        print(f"Usage: python -m config.demo {' | '.join(TOPICS)}", file=sys.stderr)
        return 2
    if not settings.DEMO:
        print("This is not a demo: DEMO is not set.", file=sys.stderr)
        return 1
    try:
        TOPICS[arguments[0]]()
    except (NotTold, NotReady) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
