"""Which answer counts where several doubts are about the same posts: how many a cell names goes before what is behind a
title, and both before what posts are called. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bringing.reading import Asks, Doubt, Draft
from bringing.reading.posts import differing

_FIRST: Final = {Asks.PARTED: 0, Asks.BEHIND_TITLE: 1}
"""What is asked of a cell as a whole."""
OF_POSTS: Final = {**_FIRST, **dict.fromkeys((Asks.SAME_POST, Asks.PERSON, Asks.PLURAL, Asks.INTERIM), len(_FIRST))}
"""What is asked of posts as they were read: of one that is read otherwise by now it says nothing."""

Typed = Mapping[str, Mapping[str, str]]
"""What was typed or chosen at doubts, by their keys: texts by path."""

Gone = Mapping[str, frozenset[str]]
"""The posts of doubts, by their keys, of which something else was said at one that goes before."""


def overruled(draft: Draft, typed: Typed) -> Gone:
    """Those of a draft."""
    read = dict(draft.values()) if typed else {}
    anew: dict[str, int] = {}
    for doubt in draft.doubts:
        if doubt.asks in _FIRST:
            said = typed.get(doubt.key, {})
            own = (path for path, text in said.items() if path in read and text != read[path].value)
            anew |= {path: min(_FIRST[doubt.asks], anew.get(path, len(_FIRST))) for path in own}
    found = {
        doubt.key: frozenset(path for path in doubt.about if anew.get(path, len(OF_POSTS)) < OF_POSTS[doubt.asks])
        for doubt in draft.doubts
        if anew and doubt.asks in OF_POSTS
    }
    return {key: paths for key, paths in found.items() if paths}


def without(doubt: Doubt, gone: Gone) -> Doubt:
    """What a doubt still asks, without its posts of which something else was said."""
    paths = gone.get(doubt.key)
    if not paths:
        return doubt
    stand = zip(doubt.about, doubt.places, doubt.words, strict=True)
    kept = [each for each in stand if each[0] not in paths]
    return replace(
        doubt,
        about=tuple(path for path, _, _ in kept),
        places=tuple(place for _, place, _ in kept),
        words=tuple(words for _, _, words in kept),
    )


def is_withdrawn(doubt: Doubt, gone: Gone, draft: Draft) -> bool:
    """Whether nothing is left to say without these: of no post, or of one in no other words than it is called by."""
    left = without(doubt, gone)
    if doubt.key not in gone or not left.about:
        return doubt.key in gone
    bodies = {post.organisation.value for post in draft.posts}
    return doubt.asks is Asks.SAME_POST and not differing(left.words, doubt.read, bodies)
