"""What the four groups said, how it was heard, and what was decided or changed because of it."""

from config.demo.story.events import Event, VoiceAdded, VoiceAnswered
from config.demo.story.reading import Block, blocks
from config.demo.story.shapes import at, day


def _voice(block: Block) -> tuple[Event, ...]:
    """The entry, and its answer as an event of its own where that came after the entry."""
    key, group, how, heard_on, refs = block.head
    parts = block.parts
    on, time, by = parts["added"].split()
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
        attributed_to=parts.get("from", ""),
    )
    if later and changed_on is not None:
        return added, VoiceAnswered(at(f"{changed_on} 18:00"), by, key, changed, changed_on)
    return (added,)


EVENTS: tuple[Event, ...] = tuple(
    event
    for block in blocks("voices", "added", "source", "count", "said", "changed", "on", "from")
    for event in _voice(block)
)
