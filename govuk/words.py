"""How dates, numbers and words are written for people: pure functions on values."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_QUESTIONS = ("who", "what", "when", "where", "which", "why", "how", "whose", "whether")
_VOWELS = tuple("aeiou")
_DETERMINERS = ("a", "an", "the", "this", "that", "these", "your", "our", "their", "his", "her", "its", "one", "any")


def day(value: date) -> str:
    """27 March 2027. A moment is first turned to the day it is in London."""
    if isinstance(value, datetime):
        value = in_london(value).date()
    return f"{value.day} {value:%B %Y}"


def month(value: date) -> str:
    """March 2027."""
    if isinstance(value, datetime):
        value = in_london(value).date()
    return f"{value:%B %Y}"


def moment(value: datetime) -> str:
    """27 March 2027 at 9:05am, in London's time. Whole hours read 9am, midday and midnight."""
    value = in_london(value)
    return f"{day(value)} at {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """9:05am, 9am, midday, midnight: the time of day as it stands in the value."""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{'am' if value.hour < 12 else 'pm'}"


def in_london(value: datetime) -> datetime:
    """The same moment in London's time. A moment without a zone is taken as London's already."""
    return value.astimezone(LONDON) if value.tzinfo else value


def decimal_plain(value: Decimal | int) -> str:
    """1,234.5: thousands separators, no trailing zeros, no exponent, a real minus sign."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value} is not a number that can be written")
    written = f"{number:,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if not Decimal(written.replace(",", "")):
        return "0"
    return written.replace("-", "−")


def plural(count: int, forms: str) -> str:
    """3 actions, 1 entry. `forms` is the singular ("action"), or singular and plural ("entry,entries")."""
    singular, _, several = forms.partition(",")
    return f"{count:,} {singular if count == 1 else several or singular + 's'}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 22nd."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if number % 100 in (11, 12, 13) else ending}"


def lower_first(label: str) -> str:
    """The label as it stands inside a sentence: "Date of meeting" → "date of meeting", "KPI" stays."""
    return label if label[1:2].isupper() or label[:2] == "I " else label[:1].lower() + label[1:]


def a(noun: str) -> str:
    """The noun with its article: "an academic year", "a quarter"."""
    return f"{'an' if noun[:1].lower() in _VOWELS else 'a'} {noun}"


def upper_first(words: str) -> str:
    """The words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def named(label: str) -> str:
    """A label as the thing to be given: "Due date" → "the due date", "What happened?" → "what happened"."""
    thing = lower_first(label.rstrip("?"))
    return thing if thing.split(" ", 1)[0].lower() in _QUESTIONS + _DETERMINERS else f"the {thing}"


def subject(label: str) -> str:
    """A label as the beginning of a sentence: a question's answer is "Your answer"."""
    return "Your answer" if label.endswith("?") else label


def listed(words: list[str], joiner: str = "and") -> str:
    """a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}" if words else ""
