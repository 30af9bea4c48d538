"""Words behind a dash that can be a part of a post’s title or another post, “Deputy Director - Early Help”: asked about
once for a file, however many actions have the same words."""

from collections.abc import Sequence
from dataclasses import replace

from bringing.reading.around import bare
from bringing.reading.asking import Asks, Doubt
from bringing.reading.dashes import at_dashes
from bringing.reading.words import seen


def is_of_dash(doubt: Doubt) -> bool:
    """Whether a doubt is of one post, in the same words wherever it stands, that a dash may part."""
    if doubt.asks is not Asks.PARTED or len({seen(each) for each in doubt.words}) != 1:
        return False
    return doubt.read == bare(doubt.words[0]) and doubt.others == ("; ".join(at_dashes(doubt.read)),)


def dashed_once(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts with one for the same words, where the first of them stands."""
    alike: dict[str, list[Doubt]] = {}
    found: list[list[Doubt]] = []
    for doubt in doubts:
        if not is_of_dash(doubt):
            found.append([doubt])
        elif several := alike.get(words := seen(doubt.words[0])):
            several.append(doubt)
        else:
            found.append(alike.setdefault(words, [doubt]))
    return [_together(several) if len(several) > 1 else several[0] for several in found]


def _together(doubts: Sequence[Doubt]) -> Doubt:
    first = doubts[0]
    about = tuple(path for each in doubts for path in each.about)
    actions = len({path.partition("/posts/")[0] for path in about})
    told = f"“{seen(first.words[0])}”, who answers for {actions} actions, was read as one post"
    return replace(
        first,
        about=about,
        places=tuple(place for each in doubts for place in each.places),
        words=tuple(words for each in doubts for words in each.words),
        says=f"{told}: confirm it, or part it at the dash" if actions > 1 else first.says,
    )
