"""Posts that are called as no post is: with half of a bracket, with a label or a helper’s words, with somebody else in
their name. Whatever was read of such a cell is asked about; none goes by in silence."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bringing.reading.around import JOINS_MORE, bare, is_label_alone, label_in
from bringing.reading.beside import beside
from bringing.reading.brackets import held, is_closed, is_held
from bringing.reading.dashes import two_in
from bringing.reading.draft import Source
from bringing.reading.grid import Part
from bringing.reading.helping import ANSWERS, HELPED_BY, HELPERS, LEADS, OF_A_PART
from bringing.reading.parting import Parted, parted
from bringing.reading.titles import LONGEST, ROLE, STANDS_BESIDE, is_nobody_yet, is_surely, names_a_body
from bringing.reading.words import DASH, fold, is_none, seen

_MAY_BE_A_LABEL: Final = re.compile(
    rf"{ANSWERS}|(?!clinical|commissioning){OF_A_PART}|(?:icb|nhs|council)\s+leads?|(?:executive\s+)?sponsors?|"
    r"contributors?",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    rf"\s*[(\[]\s*(?P<label>{ANSWERS}|{OF_A_PART}|support(?:ing)?(?:\s+(?:officer|lead|role))?|sponsors?)\s*[)\]]\s*:?\s*",
    re.IGNORECASE,
)
_BEFORE_BRACKETS: Final = re.compile(rf"(?:{ANSWERS}|{OF_A_PART}|support|sponsor)\s*(?=[(\[])", re.IGNORECASE)
_HELPED: Final = re.compile(
    rf"[\s,(\[]*\b(?P<how>{HELPED_BY}|(?:supported|led|chaired|managed|delegated|deputi[sz]ed)\s+(?:by|to)|"
    r"(?:reporting|accountable|answering)\s+to|on\s+behalf\s+of|in\s+consultation\s+with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"led|chaired|managed|delegated", re.IGNORECASE)
_FIRST: Final = (
    r"(?:the\s+)?(?:(?:interim|acting|executive|corporate|strategic|assistant|deputy|associate)\s+)*"
    r"(?:head|chief|director\s+(?:of|for))\b"
)
"""How a title begins that no label is a part of."""
_OFFICER: Final = r"(?:senior\s+)?(?:lead|accountable|responsible|named)\s+(?:officer|person|owner)"
_BEFORE_A_TITLE: Final = re.compile(
    rf"(?P<label>{_OFFICER}|(?:\w+\s+){{0,3}}leads?|{LEADS}|sro|support|supporting)(?:\s*(?:{DASH}|[.>~])\s*|\s+)(?={_FIRST})|"
    rf"(?P<officer>{_OFFICER})\s+(?!(?:of|for|to|in|on|at|and|with)\b)(?-i:(?=[^\W_a-z]))",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*[,(]?\s*\b(?P<label>(?:as|in|to)\s+(?:the\s+)?(?:lead|support|deputy|sponsor)|leading|supporting)\)?",
    re.IGNORECASE,
)
"""What says how a post answers, behind it."""
_LABEL_BEHIND: Final = re.compile(rf"\s*(?::|\s{DASH}\s)\s*(?P<label>{LEADS}|support)\Z", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"(?<!\bof)(?<!\bto)(?<!\bfor)(?<!\bthe)(?<!\bor)(?<!\bby)(?<!['’]s)(?<![-–—,/(:])\s+"
    r"(?:\d{1,2}[.)]\s+(?=[A-Z])|(?=(?:Interim |Acting )?(?:(?:Executive|Assistant|Deputy|Associate) )*"
    r"(?:Head of|Director of|Chief (?:Nurse|Executive|Officer|Operating|Medical|Finance)|Assistant Director|"
    r"Deputy Director)\b))"
)
"""Where another title begins within one, with nothing between them."""
_SIGNED: Final = re.compile(rf"\s*(?:=+>?|-+>|[|→]|{DASH}{DASH}+)\s*")
_DASHED: Final = re.compile(
    rf"\s+{DASH}(?=\w)|(?<=[\w)\]]){DASH}\s+(?!and\b|&|or\b)|(?<=[\w)\]])[–—](?=\w)|"
    r"(?<=\w)-(?=(?:Head|Director|Chief|Clerk|Manager|Officer|Lead|Nurse)\b)"
)
"""A dash that goes with one of the words beside it."""
_ANOTHER: Final = re.compile(
    rf"\s*(?:(?:and|&|\+|plus|(?P<label>{HELPERS}|supporting)\s*:)\s*(?:the\s+)?(?=\S)|(?={_FIRST}))",
    re.IGNORECASE,
)
"""How what stands in brackets begins where it names another post."""
_BODIES: Final = re.compile(r"\s*[/&+]\s*|\s+and\s+")
_WITHIN: Final = re.compile(rf"\s/\s|(?<!\d)\s+{DASH}\s+|\s{DASH}\s+(?!\d)|;|[•·▪]")
_HELPING: Final = re.compile(r"\b(?:deputy|assistant)\b", re.IGNORECASE)
_PIECE: Final = re.compile(r"[,;\n]|\s/\s")
_AT_A_DASH: Final = re.compile(rf"((?:(?!\s{DASH}\s).)+)\s+{DASH}\s+((?:(?!\s{DASH}\s).)+)")


@dataclass(frozen=True, slots=True)
class _Odd:
    """Why a post is odd; and who it may be instead, each as it would be typed, "" for nobody."""

    why: str
    instead: tuple[str, ...] = ()


def posts_of(part: Part, known: Collection[str] = ()) -> Iterator[Parted]:
    """The posts of a cell. Where one of them is called oddly, what was read of the cell is to be asked about. `known`
    are posts and organisations of the notice, folded: they are called as they are."""
    cells = [(source, list(parted(Part((source,)), known))) for source in part.sources]
    called = (bare(post.words) for _, found in cells for cell in found for post in cell.sources)
    is_beside = any(_is_somebody(each) for each in called)
    for source, found in cells:
        if len(source.words) > LONGEST:
            for each in found:
                yield from _asked(each.words, [each], known, is_beside=is_beside)
        else:
            yield from _asked(source.words, found, known, is_beside=is_beside)


def _is_somebody(words: str) -> bool:
    if len(words) > LONGEST or _MAY_BE_A_LABEL.fullmatch(words):
        return False
    return not (is_label_alone(words) or is_none(words) or is_nobody_yet(words))


def _asked(words: str, found: Sequence[Parted], known: Collection[str], *, is_beside: bool) -> Iterator[Parted]:
    """What was read of words; as one, to be asked about, where a post of it is odd. Lines and labels are asked about
    anyway."""
    if len(found) > 1 and any(cell.count or cell.how for cell in found):
        for cell in found:
            yield from _asked(cell.words, [cell], known, is_beside=is_beside)
        return
    posts = [each for cell in found for each in cell.sources]
    odd = [_odd(each.words, known, is_beside=is_beside) for each in posts]
    bodies = _with_their_bodies(words, [bare(each.words) for each in posts], known) if len(words) <= LONGEST else ""
    is_of_one = bodies or (len(words) <= LONGEST and _is_of_several(words, known))
    why = next((each.why for each in odd if each), "") or (
        is_of_one and "what stands at a dash may say whose post it is"
    )
    if not why or any(cell.count or cell.how for cell in found):
        yield from (replace(cell, odd=why or "") for cell in found)  # who is still to be named takes its lines away
        return
    others = [bodies, *_instead(posts, odd, known), "; ".join(bare(each.words) for each in posts)]
    others += [bare(words).replace(";", ",") if len(words) <= LONGEST else ""]
    others += [each for cell in found for each in cell.others]
    read = "; ".join(bare(each.words) for each in posts if not is_label_alone(each.words, known))
    own = tuple(dict.fromkeys(each for each in others if each and each != read))
    yield Parted(seen(words), tuple(posts), own, odd=why)


def _instead(posts: Sequence[Source], odd: Sequence[_Odd | None], known: Collection[str]) -> Iterator[str]:
    """Who else all of them may be."""
    read = ["" if is_label_alone(each.words, known) else bare(each.words) for each in posts]
    for number in range(max((len(each.instead) for each in odd if each), default=0)):
        names = (
            each.instead[number] if each and number < len(each.instead) else name
            for name, each in zip(read, odd, strict=True)
        )
        yield "; ".join(name for name in names if name)


def _odd(printed: str, known: Collection[str], *, is_beside: bool) -> _Odd | None:
    """What is odd about a post; None for nothing."""
    name, words = bare(printed), seen(printed)
    if len(words) > LONGEST or fold(words) in known or is_nobody_yet(name):
        return None
    if found := _HELPED.match(words):
        leads = _LEADING.match(found["how"])
        told = "only say how somebody answers" if leads else "stand before somebody who only helps"
        return _Odd(f"“{found['how']}” may {told}", (words[found.end() :] if leads else "",))
    if fold(name) in known:
        return None
    if is_beside and (is_label_alone(name) or _MAY_BE_A_LABEL.fullmatch(name)) and not name.endswith(":"):
        return _Odd(f"“{name}” may only say how somebody answers", ("",))
    if not is_closed(name):
        return _Odd(f"“{name}” has a bracket without its other one")
    return _labelled(name) or _helped(name) or _parted_by_a_sign(name) or _in_brackets(name)


def _labelled(name: str) -> _Odd | None:
    """With a label in brackets, or before brackets or a title."""
    if found := _IN_BRACKETS.search(name):
        left = [each.strip(" ,;") for each in _IN_BRACKETS.sub(";", name).split(";")]
        return _Odd(f"“{found['label']}” may only say how somebody answers", ("; ".join(filter(None, left)),))
    if found := _BEFORE_BRACKETS.match(name):
        within = [name[start + 1 : end - 1].strip() for start, end in held(name)]
        if any(ROLE.search(each) for each in within):
            return _Odd(f"“{found.group().strip()}” may only say how somebody answers", ("; ".join(within),))
    if (found := _BEHIND.search(name)) and ROLE.search(name[: found.start()]) and found.end() == len(name):
        one, _, other = name[: found.start()].rpartition("(") if not is_closed(name[: found.start()]) else ("", "", "")
        instead = (f"{one.strip()}; {other}", one.strip()) if one else (name[: found.start()],)
        return _Odd(f"“{found['label']}” may only say how somebody answers", instead)
    if found := _LABEL_BEHIND.search(name):
        before = name[: found.start()]
        instead = (before if ROLE.search(before) else "",)
        return _Odd(f"“{found['label']}” may only say how somebody answers", instead)
    found = _BEFORE_A_TITLE.match(name)
    if found and (found["label"] or ROLE.search(name, found.end())):
        return _Odd(f"“{found['label'] or found['officer']}” may only say how somebody answers", (name[found.end() :],))
    return None


def _helped(name: str) -> _Odd | None:
    """With the words that stand before somebody who helps, or leads."""
    found = _HELPED.search(name)
    if not found or (beside(name) and fold(found["how"]) == "supported by"):
        return None
    before, behind = bare(name[: found.start()].strip(" ,.([")).removesuffix(" plus"), name[found.end() :].strip(" )]")
    instead = (f"{before}; {behind}", before) if before and behind else (behind or before,)
    return _Odd(f"“{found['how']}” may stand between two", instead)


def _parted_by_a_sign(name: str) -> _Odd | None:
    """With a sign between two, or with two titles and nothing between them."""
    cuts = (*_DASHED.finditer(name), *_NEXT.finditer(name))
    found = _SIGNED.search(name) or next((cut for cut in cuts if _is_between_two(name, cut)), None)
    if not found:
        return None
    pieces = (name[: found.start()].strip(" ,;"), name[found.end() :].strip(" ,;"))
    why = f"“{found.group().strip()}” may stand between two" if found.group().strip() else f"“{name}” may name two"
    return _Odd(why, ("; ".join(filter(None, pieces)),))


def _is_between_two(name: str, cut: re.Match[str]) -> bool:
    """Whether a title ends before it, with what its role is of, and another one stands behind it."""
    roles = list(ROLE.finditer(name, 0, cut.start()))
    is_ended = bool(roles) and bool(name[roles[-1].end() : cut.start()].strip() or cut.group().strip())
    is_joined = JOINS_MORE.search(name[: cut.start()]) and not cut.group().strip()
    return is_ended and not is_joined and not is_held(cut.start(), held(name)) and bool(ROLE.search(name, cut.end()))


def _in_brackets(name: str) -> _Odd | None:
    """With several in brackets, or somebody else behind them."""
    for start, end in held(name):
        before, within, behind = name[:start].strip(), name[start + 1 : end - 1], name[end:].strip()
        another = _ANOTHER.match(within)
        if before and another and (another["label"] or ROLE.search(within)):
            alone, other = f"{before} {behind}".strip(), within[another.end() :]
            both = f"{alone}; {other}" if ROLE.search(before) else f"{other} ({before})"
            return _Odd(f"“{within}” may name another", (both, alone))
        if _is_body(within) and re.fullmatch(r"\(([^()]+)\)", behind) and _is_body(behind[1:-1]):
            return _Odd(f"“{behind}” stands behind brackets", (f"{before} ({within}); {before} {behind}",))
        if ROLE.search(_HELPING.sub("", before)) and behind[:1].isupper() and ROLE.search(behind):
            return _Odd(f"“{behind}” stands behind brackets", (f"{name[:end]}; {behind}",))
        several = [each.strip() for each in (_WITHIN if _WITHIN.search(within) else _BODIES).split(within)]
        are_bodies = all(map(_is_body, several))
        if len(several) > 1 and (are_bodies or _WITHIN.search(within)):
            each_one = "; ".join(f"{before} ({each})" for each in several) if are_bodies else ""
            without = f"{before} {behind}".strip()
            return _Odd(f"“{within}” may name several", tuple(each for each in (without, each_one) if each))
    return None


def _is_body(words: str) -> bool:
    return is_surely(words) or re.fullmatch(r"[A-Z]{2,5}", words) is not None


def _with_their_bodies(words: str, posts: Sequence[str], known: Collection[str]) -> str:
    """The posts of a cell, each with whom it is of, where that stands before its dash, “ICB – Chief Nurse, LA – Head of
    SEND”, or behind it and a comma follows; "" for nothing. An organisation before one alone may answer beside it."""
    pieces = [each for each in map(seen, _PIECE.split(words)) if each]
    found = [cut.groups() for each in pieces if (cut := _AT_A_DASH.fullmatch(each))]
    if not pieces or len(found) < len(pieces):
        return ""
    if all(_is_of(one, other, known) for one, other in found):
        is_alone = len(found) == 1
        told = [other if is_alone else f"{other} ({one})" for one, other in found]
        return "" if is_alone and _may_answer(found[0][0], known) else "; ".join(told)
    is_read_so = list(posts) == pieces and (all(map(two_in, pieces)) or "," not in words)
    is_behind = len(found) > 1 and not is_read_so and all(_is_body(other) and ROLE.search(one) for one, other in found)
    return "; ".join(f"{one} ({other})" for one, other in found) if is_behind else ""


def _is_of_several(words: str, known: Collection[str]) -> bool:
    """Whether words that are no post and no organisation stand before the first of several dashes."""
    first, *others = re.split(rf"\s{DASH}\s", words)
    return len(others) > 1 and _is_of(first, others[0], known) and not _may_answer(first, known)


def _is_of(words: str, post: str, known: Collection[str]) -> bool:
    """Whether words before a dash may say whose the post behind it is."""
    is_label = label_in(f"{words} – {post}", known) or is_label_alone(words)
    return bool(ROLE.search(post)) and not (ROLE.search(words) or is_label or is_nobody_yet(words))


def _may_answer(words: str, known: Collection[str]) -> bool:
    """Whether words are an organisation."""
    return names_a_body(words) or fold(words) in known or STANDS_BESIDE.search(words) is not None
