"""What chair and lead write beside computed figures counts no ratings: a second count of the same can only disagree."""

import re

import pytest

from config.demo import story
from config.demo.story import events

NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|tenth|none)"
)
RATED = r"(?:actions?|objectives?|measures|KPIs?|milestones|complete[d]?|red|amber|green|blue|overdue|late)"
# a number that counts what is rated: "five are red", "nine of 28 actions", "of 43 measures, 20 cannot be assessed"
COUNT = re.compile(
    rf"\b{NUMBER}\s+(?:of\s+(?:the\s+)?{NUMBER}\s+)?(?:are\s+|is\s+|were\s+|more\s+)?{RATED}\b"
    rf"|\b{NUMBER}\s+cannot\s+be\s+assessed\b",
    re.IGNORECASE,
)
WRITTEN = [
    *((event.report, event.text) for event in story.EVENTS if isinstance(event, events.StatementWritten)),
    *((event.report, event.text) for event in story.EVENTS if isinstance(event, events.AreaJudged)),
]


@pytest.mark.parametrize(("report", "text"), WRITTEN)
def test_a_statement_or_judgement_counts_no_ratings(report: object, text: str) -> None:
    assert COUNT.findall(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nine of 28 actions are complete and a tenth waits.",
        "Five are red: the workforce plan, and others.",
        "Of 43 measures, the rest are known.",
        "Here 20 cannot be assessed.",
        "One of three actions is complete.",
        "Three of the six actions are done.",
    ],
)
def test_a_count_of_ratings_would_be_found(text: str) -> None:
    assert COUNT.search(text)
