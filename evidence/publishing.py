"""What may not stand in words that are published: whatever seems to point at one person. Pure; a person looks too."""

import re
from collections.abc import Iterable

_MAIL = re.compile(r"\S@\S")
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){6,}")
_BORN = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{2}|\d{4})\b")


def doubts(texts: Iterable[str], names: Iterable[str]) -> str:
    """Why these words must not be published, as the end of a sentence that says what to do; "" when nothing is seen.

    `names` are full names of people; they are found whatever their capitals and spaces are. One word alone is no
    name: it may be a word of the language.
    """
    whole = "\n".join(texts)
    plain = " ".join(whole.casefold().split())
    for name in names:
        wanted = " ".join(name.casefold().split())
        if " " in wanted and re.search(rf"\b{re.escape(wanted)}\b", plain):
            return f"it names {name}. Say it without the name"
    if _MAIL.search(whole):
        return "an email address stands in it. Say it without the address"
    if _LONG_NUMBER.search(whole):
        return "a long number stands in it, like that of a telephone or a patient. Say it without the number"
    if _BORN.search(whole):
        return "a date in numbers stands in it, like a date of birth. Say it without the date, or in words"
    return ""
