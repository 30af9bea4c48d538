"""Words that were read as one post and may be more, “Deputy Director - Early Help”, “Moor Council Head of SEND”: asked
about once for a file, however many actions have the same words. Which kind of dash stands in them makes no other."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bringing.reading.around import bare
from bringing.reading.asking import Asks, Doubt
from bringing.reading.dashes import even
from bringing.reading.words import seen

_OF_SEVERAL: Final = re.compile(r", who answers for \d+ actions,")
_AS_ONE: Final = "was read as one post"


def how_asked(doubt: Doubt) -> str:
    """What is asked of one post, in the same words wherever it stands, without these and whose action it is; "" of
    anything else."""
    if doubt.asks is not Asks.PARTED or len({even(each) for each in doubt.words}) != 1:
        return ""
    words = doubt.words[0]
    _, _, told = doubt.says.partition(f"“{seen(words)}”")
    return _OF_SEVERAL.sub("", told, count=1).strip() if doubt.read == bare(words) and _AS_ONE in told else ""


def same_words_once(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts with one for the same words, where the first of them stands."""
    alike: dict[tuple[str, ...], list[Doubt]] = {}
    found: list[list[Doubt]] = []
    for doubt in doubts:
        if not (how := how_asked(doubt)):
            found.append([doubt])
        elif several := alike.get(asked := (even(doubt.words[0]), how, *map(even, doubt.others))):
            several.append(doubt)
        else:
            found.append(alike.setdefault(asked, [doubt]))
    return [_together(several) if len(several) > 1 else several[0] for several in found]


def _together(doubts: Sequence[Doubt]) -> Doubt:
    first = doubts[0]
    about = tuple(path for each in doubts for path in each.about)
    actions = len({path.partition("/posts/")[0] for path in about})
    words = f"“{seen(first.words[0])}”"
    says = f"{words}, who answers for {actions} actions, {how_asked(first)}" if actions > 1 else first.says
    return replace(
        first,
        about=about,
        places=tuple(place for each in doubts for place in each.places),
        words=tuple(words for each in doubts for words in each.words),
        says=says,
    )
