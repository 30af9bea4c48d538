"""What the four groups said, how it was heard, and what was decided or changed because of it."""

from config.demo.story.events import Event, VoiceAdded, VoiceAnswered, VoiceBears, VoicesFit
from config.demo.story.reading import Block, blocks
from config.demo.story.shapes import at, day


def _voice(block: Block) -> tuple[Event, ...]:
    """The entry, and its answer as an event of its own where that came after the entry."""
    key, group, how, heard_on, refs = block.head
    parts = block.parts
    on, time, by = parts["added"].split()
    number, _, result = parts.get("result", "").partition(" ")
    asked, answered = map(int, parts["count"].split()) if "count" in parts else (None, None)
    changed, changed_on = parts.get("changed", ""), day(parts["on"]) if "on" in parts else None
    later = changed_on is not None and changed_on > day(on)
    added = VoiceAdded(
        at(f"{on} {time}"),
        by,
        key,
        group,
        how,
        day(heard_on),
        parts["source"],
        parts["said"],
        tuple(refs.split(",")),
        changed="" if later else changed,
        changed_on=None if later else changed_on,
        asked=asked,
        answered=answered,
        question=parts.get("asked", ""),
        result=result,
        result_count=int(number) if number else None,
        attributed_to=parts.get("from", ""),
    )
    if later and changed_on is not None:
        return added, VoiceAnswered(at(f"{changed_on} 18:00"), by, key, changed, changed_on)
    return (added,)


_TOLD: tuple[Event, ...] = tuple(
    event
    for block in blocks("voices", "added", "source", "count", "asked", "result", "said", "changed", "on", "from")
    for event in _voice(block)
)
_LATER = (
    VoiceBears(at("2023-06-27 09:30"), "participation", "v05", ("D",)),
    VoiceBears(at("2023-09-29 17:00"), "participation", "v10", ("A", "B")),
    # looked at together once a term; words of the forum wait until the forum has looked at them
    VoicesFit(at("2023-10-12 14:00"), "participation", ("v01", "v02", "v03", "v04", "v06", "v10")),
    VoicesFit(at("2023-12-14 15:30"), "participation", ("v12", "v13", "v15", "v17")),
    VoicesFit(at("2023-12-15 10:10"), "forum", ("v14",)),
)

EVENTS: tuple[Event, ...] = (*_TOLD, *_LATER)
