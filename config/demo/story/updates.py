"""The updates of the 28 actions, and the acceptance of their recovery steps by the lead."""

from datetime import datetime

from config.demo.story.boards import CYCLES
from config.demo.story.events import DifferenceExplained, Event, RecoveryAccepted, Updated
from config.demo.story.reading import Block, blocks
from config.demo.story.shapes import at, day

_FILES = ("updates-a1-a8", "updates-a9-a15", "updates-b", "updates-c", "updates-d")


def _updated(block: Block) -> Updated:
    ref, on, time, by, post, rating = block.head
    impact, impact_text, recovery_on, recovery = "none_yet", "", None, ""
    for key, text in block.parts.items():
        if key.startswith("impact "):
            impact, impact_text = key.removeprefix("impact "), text
        elif key.startswith("recovery "):
            recovery_on, recovery = day(key.removeprefix("recovery ")), text
    return Updated(
        at(f"{on} {time}"),
        by,
        ref,
        "" if post == "-" else post,
        rating,
        block.parts[""],
        impact=impact,
        impact_text=impact_text,
        next_steps=block.parts.get("next", ""),
        recovery_steps=recovery,
        recovery_on=recovery_on,
        needed=block.parts.get("needs", ""),
    )


UPDATES = tuple(_updated(block) for name in _FILES for block in blocks(name, "next", "recovery", "impact", "needs"))

# Amber updates whose steps the lead had not accepted by the demo's day
_NOT_YET = {("D1", "2024-01")}


def _moment(update: Updated) -> tuple[str, datetime]:
    """The cycle of an update and when its recovery was looked at: at moderation, or two days later in the open one."""
    cycle = next(cycle for cycle in CYCLES if update.at <= cycle.cut_off)
    if cycle.key == "2024-01":
        return cycle.key, at("2023-12-21 16:00")
    return cycle.key, at(f"{cycle.moderated_on} 14:00")


def _accepted(update: Updated) -> RecoveryAccepted | None:
    cycle, moment = _moment(update)
    if update.rating != "amber" or (update.ref, cycle) in _NOT_YET:
        return None
    return RecoveryAccepted(moment, "lead", update.ref)


EVENTS: tuple[Event, ...] = (
    *UPDATES,
    *filter(None, map(_accepted, UPDATES)),
    DifferenceExplained(
        at("2023-12-06 10:25"),
        "delegate",
        "C1",
        "Overdue since 30 June, and we rate it Green on purpose: the review itself was finished in June, 13 of 14 "
        "recommendations are carried out, and the last waits for a supplier's release in January, not for us.",
    ),
)
