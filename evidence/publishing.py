"""What may not stand in words that are published: whatever seems to point at one person. Pure; a person looks too."""

import re
import unicodedata
from collections.abc import Iterable

_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032`\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
_MAIL = re.compile(r"\S@\S|\w\s*[(\[{<]\s*at\s*[)\]}>]\s*\w", re.IGNORECASE)
_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d\b")
_LONG_NUMBER = re.compile(r"\d(?:[ .()/-]{0,2}\d){6,}")
_BORN = re.compile(
    r"\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,2}\b"
)
# "the 2nd" of something is no end of a postcode
_POSTCODE = re.compile(
    r"\b[a-z]{1,2}\d[a-z\d]?\s*\d(?!(?-i:st|nd|rd|th)\b)[abd-hjlnp-uw-z]{2}\b", re.IGNORECASE | re.ASCII
)
_FEW = re.compile(
    r"\b(?:[0-4]|none|one|two|three|four)\s+(?:out\s+)?of\s+(?:(?:the|our|all|these|those)\s+){0,2}"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b",
    re.IGNORECASE,
)
_SEEN = (
    (_MAIL, "an email address stands in it. Say it without the address"),
    (_BORN, "a date in numbers stands in it, like a date of birth. Say it without the date, or in words"),
    (_LONG_NUMBER, "a long number stands in it, like that of a telephone or a patient. Say it without the number"),
    (_POSTCODE, "a postcode stands in it. Say it without the postcode"),
    (_FEW, "it tells of fewer than five people, like “1 of 3”. Say it without the numbers"),
)


def doubts(texts: Iterable[str], names: Iterable[str]) -> str:
    """Why these words must not be published, as the end of a sentence that says what to do; "" when nothing is seen.

    `names` are full names of people; they are found whatever their capitals, spaces, accents and apostrophes are. One
    word alone is no name: it may be a word of the language.
    """
    whole = _visible("\n".join(texts))
    plain = _folded(whole)
    for name in names:
        wanted = _folded(_visible(name))
        if " " in wanted and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", plain):
            return f"it names {name}. Say it without the name"
    counted = _YEARS.sub("", whole)
    return next((why for pattern, why in _SEEN if pattern.search(counted)), "")


def _visible(text: str) -> str:
    """As it reads: without characters that nobody sees, each of several that look alike the same."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return seen.translate(_ALIKE)


def _folded(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
