"""What is asked about, marked at the values that it is about."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from bringing.reading.asking import Doubt
from bringing.reading.draft import Certainty, Draft, Read, Source


def marked(draft: Draft) -> Draft:
    """The draft with every value that a doubt is about no longer certain."""
    others: dict[str, tuple[str, ...]] = {}
    for doubt in draft.doubts:
        for path in doubt.about:
            others[path] = (*others.get(path, ()), *doubt.others)
    marked = {
        each.name: _mark(each.name, getattr(draft, each.name), others)
        for each in fields(draft)
        if each.name not in ("doubts", "remarks", "aside")
    }
    return replace(draft, **marked)


def _mark(path: str, node: Any, others: dict[str, tuple[str, ...]]) -> Any:
    if isinstance(node, Read):
        if path not in others:
            return node
        certainty = Certainty.OPEN if node.certainty is Certainty.OPEN else Certainty.ASKED
        return replace(node, certainty=certainty, others=tuple(dict.fromkeys((*node.others, *others[path]))))
    if isinstance(node, tuple):
        return tuple(_mark(f"{path}/{number}", each, others) for number, each in enumerate(node))
    if is_dataclass(node) and not isinstance(node, type | Doubt | Source):
        changed = {each.name: _mark(f"{path}/{each.name}", getattr(node, each.name), others) for each in fields(node)}
        return replace(node, **changed)
    return node
