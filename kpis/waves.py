"""What a survey wave says of a percentage, and when it must not be told: small numbers could point at somebody."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from evidence.models import VoiceEntry
from evidence.voices import FEWEST, Numbers, Told, few_between, told_of, versions_in
from govuk import words

FEW: Final = 30
"""Under so many answers a share moves by more than three points with a single one: it is marked."""
PLACES: Final = Decimal("0.1")


def share(count: int, answered: int) -> Decimal:
    """The percentage who gave the answer that is counted, worked out exactly and rounded to one place, halves up."""
    return (Decimal(100 * count) / answered).quantize(PLACES, ROUND_HALF_UP).normalize() + Decimal(0)


def why_withheld(count: int, answered: int) -> str:
    """Why no figure may be made of a wave; "" where one may. The share and n together would tell the number itself."""
    if answered < FEWEST:
        return f"fewer than {FEWEST} answered"
    if count < FEWEST:
        return f"fewer than {FEWEST} gave the answer that is counted"
    if answered - count < FEWEST:
        return f"all, or all but fewer than {FEWEST}, gave the answer that is counted"
    return ""


def told_in(notice_id: int) -> Mapping[int, Told]:
    """What may be said of each entry of a notice, beside what is told of the others, by its id."""
    return told_of(VoiceEntry.objects.filter(notice=notice_id, answered__isnull=False), versions_in(notice_id))


def why_not_fed(wave: VoiceEntry, told: Mapping[int, Told]) -> str:
    """Why no figure may be made of a wave, by itself or with what is told of the same question already; "" where one
    may. `told` is that of its notice (`told_in`)."""
    if alone := why_withheld(wave.result_count or 0, wave.answered or 0):
        return alone
    if told[wave.pk].exact:
        return ""
    return f"a number under {FEWEST} could be worked out from it and what is told, or was, of the same question"


def stays(then: Numbers, now: Numbers) -> bool:
    """Whether a figure that was made of a wave stays although the wave was corrected: fewer than five answers changed,
    and the new figure beside the old one would tell them."""
    return few_between(then, now)


def is_few(answered: int) -> bool:
    """Whether so few answered that the figure is marked."""
    return answered < FEW


def answers(answered: int) -> str:
    """n, as it stands beside a figure: "301 answers", "24 answers (few)"."""
    return f"{answered:,} answers{' (few)' if is_few(answered) else ''}"


Asked = tuple[str, str, str]
"""What waves must share to be one series: the group, the question, and the answer that is counted."""

_DIFFERENCES: Final = ("another group", "another question", "another answer")


def asked_in(wave: VoiceEntry) -> Asked:
    """Whom a wave asked what, and which answer is counted; capitals and spaces make no other question."""
    question, result = (" ".join(text.casefold().split()) for text in (wave.question, wave.result))
    return wave.group, question, result


def asked_in_words(wave: VoiceEntry) -> str:
    """Whom a wave asked what: "Parents and carers, “Are you kept informed?”, counted: good or better"."""
    return f"{wave.get_group_display()}, “{wave.question}”, counted: {wave.result}"


def unlike(wave: VoiceEntry, feeding: Iterable[VoiceEntry]) -> str:
    """What differs from all the waves that feed a KPI, "" where nothing does or where none feeds it yet."""
    known, asked = [asked_in(each) for each in feeding], asked_in(wave)
    if not known or asked in known:
        return ""
    nearest = min(known, key=lambda each: sum(one != other for one, other in zip(each, asked, strict=True)))
    found = [said for said, one, other in zip(_DIFFERENCES, asked, nearest, strict=True) if one != other]
    return f"{words.listed(found)} than in the waves that feed it"
