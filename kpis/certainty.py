"""How certain a figure is by the words beside it: the one place that knows them, for files and for what is pasted."""

import re
from typing import Final

_SETTLED: Final = r"(?:actuals?|final|finali[sz]ed|validat(?:ed|ion)|confirm(?:ed|ation)|verif(?:ied|ication)|audited)"
_STILL: Final = (
    r"(?:n[’']t|(?<![a-z])(?:not|cannot|never|no|non|yet|to be|being|be|until|before|when|once|if|await(?:s|ing)?"
    r"|waiting for|pending|subject to|part(?:ly|ially)?|nearly|almost|semi|pre))"
)
_OPEN: Final = re.compile(
    rf"(?:\bun-?|\bnon-?|\bpre-?){_SETTLED}\b|{_STILL}\b(?:[\s-]+[a-z]+){{0,2}}?[\s-]+{_SETTLED}\b|\btbc\b|\binterim\b"
    r"|\bprovisional(?:ly)?\b|\bprelim(?:inary)?\b|\bdrafts?\b|\bestimate[ds]?\b|\bearly(?! years?\b)",
)
_AHEAD: Final = re.compile(
    r"\b(?:project(?:ed|ions?)|forecasts?|forecasted|predict(?:ed|ions?)|(?<!as )(?<!than )expected)\b"
)
_FIRM: Final = re.compile(rf"\b{_SETTLED}\b")
_DENIED: Final = re.compile(
    r"(?:\b(?:not|never|no)|n[’']t)\s+(?:an?\s+)?(?:longer\s+)?(?:provisional|prelim|draft|estimat|interim|early|project"
    r"|forecast|predict|expected|un-?(?:confirmed|validated|verified|audited))"
    rf"|\b{_SETTLED}\s*[?:=-]*\s*(?:no|not|n|false)\b"
)


FIRMNESS: Final = ("projected", "provisional", "actual")
"""How certain figures are, values of FigureKind, the least certain first."""


def is_firmer(old: str, new: str) -> bool:
    """Whether a figure of the one kind is more certain than one of the other."""
    return FIRMNESS.index(new) > FIRMNESS.index(old)


def certainty(text: str) -> str:
    """The kind (a value of FigureKind) that words give a figure; "" where they say nothing of it, or two things.

    What is not final yet, in whichever words, is provisional; so is an estimate. A forecast is projected.
    """
    low = " ".join(text.lower().split())
    if _DENIED.search(low):
        return ""
    if _AHEAD.search(low):
        return "projected"
    if _OPEN.search(low):
        return "provisional"
    return "actual" if _FIRM.search(low) else ""
