"""The posts of a draft once it was settled: those that were typed, and what is printed of each. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from bringing.reading import Certainty, Draft, Read, Source
from bringing.reading.draft import ActionRead, PostRead
from bringing.reading.posts import own_title
from bringing.reading.titles import lines
from bringing.values import LEFT_OPEN

_SEVERAL: Final = re.compile(r";")
"""What parts posts that are typed into one place."""
_NOT_PRINTED: Final[Read[str]] = Read("", "not printed", (), Certainty.OPEN)
"""The organisation of a post of which nothing says it."""


def with_posts(draft: Draft) -> Draft:
    """Posts that were typed are posts of the draft too; several in one place are parted. What is printed of a post is
    what its own wordings say: those that stand for another one by now say nothing of it any more, and those that stand
    for several say of none of these whose it is."""
    there = {post.name: post for post in draft.posts}
    actions = tuple(replace(each, posts=tuple(_parted(each, there))) for each in draft.actions)
    named: dict[str, list[Read[str]]] = {}
    for each in (each for action in actions for each in action.posts if each.value):
        named.setdefault(each.value, []).append(each)
    alone = _alone(actions)
    posts = [_printed_of(post, named[name], alone) for name, post in there.items() if name in named]
    posts += [_typed_post(name, reads, draft.posts, alone) for name, reads in named.items() if name not in there]
    return replace(draft, actions=actions, posts=tuple(posts))


def _alone(actions: Iterable[ActionRead]) -> frozenset[tuple[str, Source]]:
    """The posts with the words that stand for nobody else who answers for an action."""
    found = set[tuple[str, Source]]()
    for action in actions:
        reads = [each for each in action.posts if each.value]
        often = Counter(source for each in reads for source in each.sources)
        found |= {(each.value, source) for each in reads for source in each.sources if often[source] == 1}
    return frozenset(found)


def _printed_of(post: PostRead, reads: Iterable[Read[str]], alone: Collection[tuple[str, Source]]) -> PostRead:
    """A post of the file, without the wordings that were said to be another one's."""
    sources, whose = _sources(reads), post.organisation
    left = tuple(each for each in post.wordings if each in sources)
    own = [each for each in whose.sources if (post.name, each) in alone]
    if post.is_exact or len(left) + len(own) == len(post.wordings) + len(whose.sources):
        return post
    behind = tuple(each for each in own if each in left and whose.value in each.words)
    organisation = replace(whose, sources=behind) if behind else _NOT_PRINTED
    return replace(post, wordings=left or tuple(sources), organisation=organisation)


def _typed_post(
    title: str, reads: Sequence[Read[str]], posts: Collection[PostRead], alone: Collection[tuple[str, Source]]
) -> PostRead:
    """A post that the file has not, or not as one of its own. An organisation behind its title is its own then."""
    sources, rule = tuple(_sources(reads)), reads[0].rule
    bodies = {each.organisation.value for each in posts}
    own = {
        each
        for each in sources
        if (title, each) in alone and own_title(each.words, bodies).casefold() == title.casefold()
    }
    said = (
        (each.organisation.value, source) for each in posts for source in each.organisation.sources if source in own
    )
    behind = {source: name for name, source in said if name in source.words}
    is_said = len(set(behind.values())) == 1
    organisation = (
        Read(next(iter(behind.values())), "printed behind the post", tuple(behind)) if is_said else _NOT_PRINTED
    )
    return PostRead(title, sources, Read(False, rule, sources), organisation)


def _sources(reads: Iterable[Read[str]]) -> dict[Source, None]:
    return dict.fromkeys(source for read in reads for source in read.sources)


def _parted(action: ActionRead, there: Collection[str]) -> Iterator[Read[str]]:
    for each in action.posts:
        if each.value in there or each.rule == LEFT_OPEN:
            yield each
            continue
        titles = [text.replace(";", ",") for text in lines(each.value, _SEVERAL, None)]
        whole = len(titles) == 1 and each.words in each.value and each.sources
        printed = (replace(each.sources[0], words=each.value),) if whole else each.sources
        for text in titles:
            yield replace(each, value=text[:1].upper() + text[1:], sources=printed)
