"""Reads the story's text files: blocks between blank lines, a head line of words, then named paragraphs."""

import re
from dataclasses import dataclass
from pathlib import Path

_TEXT = Path(__file__).parent / "text"


@dataclass(frozen=True)
class Block:
    """One block: the words of its head line, and its paragraphs by name (the one without a name is "")."""

    head: tuple[str, ...]
    parts: dict[str, str]


def blocks(name: str, *known: str) -> tuple[Block, ...]:
    """The blocks of a text file. A line that begins with a known name and a colon begins that paragraph.

    A known name may be followed by one word ("recovery 2023-07-21:"), which stays part of the key. Raises ValueError
    where a paragraph comes twice, so that no text is lost.
    """
    begins = re.compile(rf"((?:{'|'.join(known)})(?: [\w-]+)?): ")
    return tuple(
        _block(chunk.splitlines(), begins)
        for chunk in (_TEXT / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
        if chunk.strip()
    )


def _block(lines: list[str], begins: re.Pattern[str]) -> Block:
    parts: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:]:
        named = begins.match(line)
        if named:
            key = named.group(1)
            if key in parts:
                raise ValueError(f"{lines[0]}: {key} comes twice")
        parts.setdefault(key, []).append(line[named.end() :] if named else line)
    return Block(tuple(lines[0].split()), {name: " ".join(text) for name, text in parts.items()})
