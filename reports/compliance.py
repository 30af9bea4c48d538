"""Is each clause of the notice covered? Pure: from what answers it to a word and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Duty(NamedTuple):
    """An obligation: kept so far (True), broken (False) or nothing to judge it by yet (None), and what shows it."""

    title: str
    kept: bool | None
    says: str


@dataclass(frozen=True)
class Answers:
    """What answers one clause: refs of actions that a person confirmed, refs of possible ones, and obligations."""

    actions: Sequence[str] = ()
    possible: Sequence[str] = ()
    obligations: Sequence[Duty] = ()


@dataclass(frozen=True)
class Cover:
    """`state`: covered, partly, uncovered, or "" where the clause asks nothing that a plan or a date could answer."""

    state: str
    says: str


def cover(answers: Answers, asks: bool, horizons_uncovered: Sequence[int] = ()) -> Cover:
    """How a clause is covered. `asks`: whether it demands something of the council, the board or the partners.

    A possible match alone is partly covered: a person has to confirm it. A broken obligation, or a target horizon into
    which no target falls, leaves even an answered clause partly covered.
    """
    if not asks and not answers.actions and not answers.obligations:
        return Cover("", "")
    gaps = [_told(each) for each in answers.obligations if each.kept is False]
    gaps += [f"no target falls within {months} months of issue" for months in horizons_uncovered]
    kept = bool(answers.actions) or any(each.kept is not False for each in answers.obligations)
    if answers.possible and not answers.actions:
        gaps.append(f"possible match {_list(answers.possible)}, for a person to confirm")
        kept = True
    if not kept:
        return Cover("uncovered", _sentence(gaps or ["nothing in the plan or the calendar answers this clause yet"]))
    answered = _answered(answers)
    return Cover("partly" if gaps else "covered", _sentence([*answered, *gaps]))


def _answered(answers: Answers) -> list[str]:
    found = [f"answered by {_list(answers.actions)}"] if answers.actions else []
    return found + [_told(each) for each in answers.obligations if each.kept is not False]


def _told(duty: Duty) -> str:
    return f"{duty.title}: {duty.says}"


def _list(refs: Sequence[str]) -> str:
    return refs[0] if len(refs) == 1 else f"{', '.join(refs[:-1])} and {refs[-1]}"


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
