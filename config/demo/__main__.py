"""`python -m config.demo TOPIC…`: tells the demo's story, who may sign in, which PDF was made, what time it is."""

import logging
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
    """Do what the arguments name, in order. Ends with 2 when one names nothing, with 1 and a sentence when it fails."""
    if not arguments or not set(arguments) <= set(TOPICS):
        print(f"Usage: python -m config.demo {' | '.join(TOPICS)}", file=sys.stderr)
        return 2
    if not settings.DEMO:
        print("This is not a demo: DEMO is not set.", file=sys.stderr)
        return 1
    # what libraries remark is no news to whoever watches the story being told
    logging.getLogger().setLevel(logging.ERROR)
    try:
        for topic in arguments:
            TOPICS[topic]()
    except (NotTold, NotReady) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
