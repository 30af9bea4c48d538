"""What the words of a post say: its role, a person’s name, its organisation; and where the posts of a line end."""

import re
from collections.abc import Callable, Collection
from typing import Final

from bringing.reading.brackets import outside
from bringing.reading.helping import TOGETHER
from bringing.reading.people import CALLED_SO, LIKE_A_NAME, NAMED, PERSON
from bringing.reading.unnamed import LONGEST as LONGEST_UNNAMED
from bringing.reading.unnamed import says_to_come, says_to_come_of
from bringing.reading.words import DASH, fold, seen

_SEVERAL: Final = (
    r"leads|heads|directors|officers|managers|chairs|coordinators|co-ordinators|sencos|commissioners|co-chairs"
)
ROLE: Final = re.compile(
    r"\b(?:head|director|deputy|assistant|chief|chair|vice[- ]chair|lead|officer|manager|"
    r"commissioner|coordinator|co-ordinator|senco|principal|adviser|advisor|nurse|doctor|psychologist|secretary|"
    r"dco|dsco|dmo|dcs|siro|ceo|portfolio holder|leader|member|representative|practitioner|clerk|consultant|analyst|"
    r"paediatrician|therapist|solicitor|accountant|auditor|(?:head)?teacher|(?:case)?worker|business partner|"
    rf"{_SEVERAL})\b",
    re.IGNORECASE,
)
PLURAL: Final = re.compile(rf"\b(?:{_SEVERAL})\b", re.IGNORECASE)
INTERIM: Final = re.compile(r"\b(?:interim|acting|temporary)\b\s*", re.IGNORECASE)
_DANGLING: Final = (
    (re.compile(r"([(\[])\s*[,;:/–—-]\s*"), r"\1"),
    (re.compile(r"\s*[,;:/–—-]\s*([)\]])"), r"\1"),
    (re.compile(r"\s*[(\[]\s*[)\]]"), ""),
    (re.compile(r"\s*([,;])(?:\s*[,;])*"), r"\1"),
)
"""What parted a word from others that is there no more, and what stands for it: in brackets, brackets, commas."""
_BESIDE: Final = r"forum|trust|partnership|(?<!care )board|alliance|police|university|charity|ltd|cic"
"""Organisations that answer beside the posts of a council or a health body as often as they have posts in a plan."""
_BODIES: Final = rf"council|nhs|icb|dfe|nhse|board|{_BESIDE}"
_UNITS: Final = r"school|schools|college|network|service|services|group|team"
"""What is an organisation as often as a part of one."""
ORGANISATION: Final = re.compile(rf"\b(?:{_BODIES}|{_UNITS})\b", re.IGNORECASE)
SURELY: Final = re.compile(rf"\b(?:{_BODIES})\b", re.IGNORECASE)
OWN: Final = re.compile(rf"(?:the\s+)?(?:nhs|dfe|nhse|icb|university)\b.*|\S.*\s(?:{_BODIES}|{_UNITS})", re.IGNORECASE)
"""What can be called so by itself: “Parent Carer Forum”, “NHS Devon”, not “Partnership”."""
WHOEVER: Final = r"settings|parents|carers|voluntary"
"""Who answers beside posts under no organisation’s name."""
STANDS_BESIDE: Final = re.compile(rf"\b(?:{_BESIDE}|schools?|colleges?|network|{WHOEVER})\b", re.IGNORECASE)
_NAMELESS: Final = re.compile(rf"\b(?:{WHOEVER})\b", re.IGNORECASE)
_BEGINS_WITH: Final = re.compile(rf"(?:{TOGETHER})\b|w/", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\Z")
_ONE_THING: Final = r"(?:(?<=(?i:parents))|(?<=(?i:parent|speech)))\s+(?:and|&)\s+(?i:carers?|language)\b"
AND: Final = rf"(?:(?!{_ONE_THING})\s+(?:and|&)\s+|\s\+\s*)"
"""What joins posts, organisations and what a title names, as a pattern."""
_SLASH: Final = r"(?<!\b[wW])/"
"""In “w/” it stands for “with”."""
_FIRST: Final = re.compile(rf",|{AND}")
_JOINED: Final = re.compile(r"(?:,|and\b|[&+/])+\s*(?:and\s+|the\s+)*")
_LISTED: Final = re.compile(rf",|{AND}|{_SLASH}|\s(?:(?i:{TOGETHER})\s|[wW]/)")
"""What may stand between those of a list, also between one and who answers with it."""
_SEVERAL_THINGS: Final = re.compile(r",|&|\s\+|\band\b", re.IGNORECASE)
"""What stands between things that a title names, as in “(Education, Health and Partnership)”."""
_BEGINS_POST: Final = re.compile(
    r"(?<=\w)\s+(?=(?:(?:interim|acting|deputy|assistant|associate|strategic|executive)\s+)*"
    r"(?:(?:head|director)\s+(?:of|for)|(?:chief|designated)\s+\w+)\b)",
    re.IGNORECASE,
)
_HEADS: Final = re.compile(r"(?:head|director|manager)s?", re.IGNORECASE)
"""Roles of which no organisation follows behind “of”: it is a chair’s or a member’s."""
_GOES_ON: Final = re.compile(r"\b(?:of|for|to|in|on|with|at|from)\b", re.IGNORECASE)
_LINE: Final = re.compile(r"(?<!\bof)(?<!\bfor)\n|;|\s/\s|[•·▪]")
_BEHIND_NOBODY: Final = re.compile(
    rf"(?P<apart>:|,|\s{DASH}\s)|\s(?:by|from|in|for|at|within|via|through|on|once|when|after|following|until)\s"
)
"""What stands between words for somebody who is still to be named and a remark."""
_AROUND: Final = " ,.–—-•"
"""What may stand around a post and is no word of it."""
_ENDS_IN_INITIALS: Final = re.compile(r"\b\w(?:\.\w)+\Z")
LONGEST: Final = 1_000
"""Characters of a line in which commas and “and” may part posts, and in which a person’s name is looked for."""


def lines(words: str, cuts: re.Pattern[str] = _LINE, around: str | None = _AROUND) -> list[str]:
    """What is parted by what cannot be a part of it. What says no more than that a post is held for a time goes with
    the post before it; at the beginning, with the one behind it: “Head of Play – interim” is one."""
    found: list[tuple[int, int]] = []
    is_alone, start = False, 0
    found_cuts = outside(cuts, words) if around else cuts.finditer(words)  # what is typed is parted everywhere
    for end, after in (*(cut.span() for cut in found_cuts), (len(words), 0)):
        if line := _bare(words[start:end], around):
            says = without_interim(line)
            goes_on = bool(found) and (is_alone or not says)
            is_alone = not says and (is_alone or not goes_on)
            found.append((found.pop()[0] if goes_on else start, end))
        start = after
    return [_bare(words[start:end], around) for start, end in found]


def _bare(words: str, around: str | None) -> str:
    """A post without what stands around it. A full stop behind initials is a part of them: “Head of I.T.”"""
    bare = words.strip(around)
    behind = words[words.index(bare) + len(bare) :]
    return f"{bare}." if behind.startswith(".") and _ENDS_IN_INITIALS.search(bare) else bare


def by_words(words: str) -> list[str]:
    """The posts between the commas, “and” and slashes of words."""
    if len(words) > LONGEST:
        return [words]
    found = [words]
    for pattern, apart in ((r",\s+(?:and\s+)?", _are_listed), (AND, _may_be_two), (_SLASH, _may_be_two)):
        found = [each for piece in found for each in _split(piece, pattern, apart)]
    return found


def _split(words: str, pattern: str, apart: Callable[[str, str], bool]) -> list[str]:
    """Parted wherever what stands on either side may be a post of its own, and not within brackets."""
    pieces: list[str] = []
    start = 0
    for cut in re.finditer(pattern, words):
        before, after = words[start : cut.start()], words[cut.end() :]
        if not is_within(before, after) and apart(before, after):
            pieces.append(before.strip(" ,"))
            start = cut.end()
    return [*pieces, words[start:].strip()]


def is_within(before: str, after: str) -> bool:
    """Whether brackets are opened before and closed behind."""
    return before.count("(") > before.count(")") and after.count(")") > after.count("(")


def first_of(words: str) -> str:
    """What stands before the next comma or “and”."""
    return _FIRST.split(words, maxsplit=1)[0]


def listed_first(words: str) -> str:
    """What stands in words before the first post that a list goes on with, outside of brackets: “Education, Skills” in
    “Education, Skills and Head of SEND”."""
    cuts = [*outside(_LISTED, words)]
    ends = [*(cut.start() for cut in cuts[1:]), len(words)]
    found = (cut.start() for cut, end in zip(cuts, ends, strict=False) if ROLE.search(words, cut.end(), end))
    return words[: next(found, len(words))].strip()


def before_title(words: str) -> str:
    """What stands before the first post of a list whose role comes first, as in “Education and Head of SEND”, not “SEND
    and Inclusion Manager”; "" for nothing."""
    first = listed_first(words)
    behind = _JOINED.sub("", words[len(first) :].strip(), count=1)
    return first if behind and ROLE.match(without_interim(behind)) else ""


def _are_posts(before: str, after: str) -> bool:
    """Whether both hold a role of their own: “Director of Education”, not “Media”, nor the organisation of a post."""
    return bool(ROLE.search(first_of(after)) and ROLE.search(before))  # what stands before may be long


def _are_listed(before: str, after: str) -> bool:
    """Whether a comma parts two posts, two organisations or two people. A name and the post beside it are one, before
    and behind it: “Mr Smith, Head of One”; “Head of One and Mr Smith, Head of Two” is parted at “and”."""
    if is_person(_name_in(after)):
        return _names_somebody(before)
    if _is_beside_nobody(before, after):
        return True
    if _are_bodies(before, after) or _each_with_its_body(before, after):
        return True
    if not _are_posts(before, after):
        return False
    _, *behind = re.split(AND, before)
    return not (behind and is_person(without_interim(behind[-1])))


def _are_bodies(before: str, after: str) -> bool:
    """Whether both are organisations by their words, and no posts."""
    return all(is_surely(each.strip()) for each in (first_of(after), before))


def _each_with_its_body(before: str, after: str) -> bool:
    """Whether both have something in brackets behind them that tells them apart, “SIRO (LA) and SIRO (Health)”, or the
    first has its organisation there and somebody follows."""
    one, other = before.strip(), first_of(after).strip()
    if not one.endswith(")"):
        return False
    if other.endswith(")") and fold(without_brackets(one)) == fold(without_brackets(other)):
        return True
    follows = ROLE.search(other) or is_surely(other) or (other.endswith(")") and organisation_in(other)[1])
    return bool(organisation_in(one)[1] and follows)


def without_brackets(words: str) -> str:
    """The words without brackets behind them."""
    return _IN_BRACKETS.sub("", words).strip()


def _name_in(after: str) -> str:
    """What would be a person’s name if one followed."""
    return without_interim(_FIRST.split(after.partition("/")[0], maxsplit=1)[0].strip())


def _names_somebody(words: str) -> bool:
    """Whether it is a person’s name, alone or with a post."""
    alone = without_interim(words.strip())
    return is_person(alone) or without_person(alone) != alone


def _is_beside_a_name(before: str, after: str) -> bool:
    """Whether one of two is a person’s name, and the other a name, a post or an organisation. Nothing is parted within
    brackets."""
    if before.count("(") != before.count(")"):
        return False
    name = _name_in(after)
    if is_person(name):
        may_be_one = ROLE.search(before) or OWN.fullmatch(before.strip())
        return _names_somebody(before) or bool(may_be_one and CALLED_SO.fullmatch(name))
    behind = first_of(after).strip()
    return is_person(without_interim(before.strip())) and bool(ROLE.search(behind) or OWN.fullmatch(behind))


def _may_be_two(before: str, after: str) -> bool:
    """Whether both may be posts, organisations or people of their own. What a role is of may go on behind “and”: “Head
    of SEND & Inclusion”; where the role ends there, something else begins: “Autism Lead & Parent Carer Forum”."""
    if _are_posts(before, after) or _is_beside_a_name(before, after) or _is_beside_nobody(before, after):
        return True
    if _each_with_its_body(before, after) or (SURELY.fullmatch(before.strip()) and SURELY.fullmatch(after.strip())):
        return True
    roles = list(ROLE.finditer(before))
    body = OWN.fullmatch(first_of(after).strip())
    if not roles:
        return bool(OWN.fullmatch(before.strip()) and (body or ROLE.search(first_of(after))))
    role = roles[-1]
    behind = before[role.end() :].strip(" ,()")
    if not _GOES_ON.search(behind):
        return body is not None or not behind
    return bool(body and SURELY.search(body.group()) and _HEADS.fullmatch(role.group()))


def is_nobody_yet(words: str) -> bool:
    """Whether words for who answers only say that somebody is still to be named, also with a remark: “TBC (health)”,
    “TBC – health”, “TBC by the ICB”. No remark is a post or a person, nor an organisation that is set off from it."""
    if len(words) > LONGEST_UNNAMED:
        return False
    if says_to_come_of(words):
        return True
    told = seen(words)
    return any(
        says_to_come(told[: cut.start()]) and _is_a_remark(told[cut.end() :].strip(), apart=bool(cut["apart"]))
        for cut in _BEHIND_NOBODY.finditer(told)
    )


def _is_a_remark(words: str, *, apart: bool) -> bool:
    names = ROLE.search(words) or (apart and ORGANISATION.search(words)) or is_person(words)
    return bool(words) and not names


def _is_beside_nobody(before: str, after: str) -> bool:
    """Whether one of two only says that somebody is still to be named, and the other is no remark on that."""
    one, other = before.strip(), first_of(after).strip()
    return not is_nobody_yet(f"{one}, {other}") and (is_nobody_yet(one) or is_nobody_yet(other))


def without_interim(printed: str) -> str:
    """The post alone, where words for who holds it for a time stand with it: “Interim Head of SEND”, “Head of SEND
    (acting)”, “Head of SEND, interim”. The brackets, the comma or the dash go with them; "" where nothing else does."""
    if not INTERIM.search(printed):
        return printed
    left = " ".join(INTERIM.sub("", printed).split())
    for pattern, instead in _DANGLING:
        left = pattern.sub(instead, left)
    return left.strip(" ,;:/–—-")


def without_person(printed: str) -> str:
    """The post alone, where a person's name stands with it: “Jane Doe (Head of SEND)”, “Head of SEND, Dr J. Doe”."""
    for pattern in NAMED if len(printed) <= LONGEST else ():
        found = pattern.fullmatch(printed)
        if found is None or ROLE.search(found["name"]) or ORGANISATION.search(found["name"]):
            continue
        post = str(found["one"] or found["two"])
        if ROLE.search(post):
            return post
    return printed


def is_person(printed: str) -> bool:
    """Whether it is a person's name alone and can be nothing else: “Mr J. Smith”, “Dr Jane Doe”."""
    return (
        len(printed) <= LONGEST
        and bool(PERSON.fullmatch(printed))
        and not (ROLE.search(printed) or ORGANISATION.search(printed))
    )


def names_person(printed: str) -> bool:
    """Whether words that are neither a post nor an organisation may name a person: “Jane Doe”, “Head of SEND (J. Doe)”.
    Of what is printed for everybody to read it is enough that they may."""
    chunks = re.split(rf"[,;()/]|\s{DASH}\s", printed) if len(printed) <= LONGEST else ()
    return any(
        LIKE_A_NAME.fullmatch(each) and not (ROLE.search(each) or ORGANISATION.search(each))
        for each in map(str.strip, chunks)
    )


def organisation_in(printed: str, bodies: Collection[str] = ()) -> tuple[str, str]:
    """The title and the organisation behind its last comma, behind a dash, in brackets or before its first comma or
    colon; "" where there is none. `bodies` are the organisations of the notice: words that may be a part of one are an
    organisation only where it has them."""
    alone = without_person(printed)
    title, words = _behind(alone)
    if is_surely(words) or (words and fold(words) in map(fold, bodies)):
        return title, words
    body, title = post_behind(printed, bodies)
    if not body:
        body, title = post_after(printed, bodies)
    return (title, body) if body else (alone, "")


def post_behind(printed: str, bodies: Collection[str] = ()) -> tuple[str, str]:
    """An organisation and the post behind its comma or colon: “NHS Moor, Head of SEND”; "" for both where it is not so.
    One word that names many of them may be what a title is of: “Police, Fire and Crime Commissioner”."""
    body, post = (*map(str.strip, re.split(r"[,:]", printed, maxsplit=1)), "")[:2]
    is_one = (is_surely(body) and not STANDS_BESIDE.fullmatch(body)) or fold(body) in map(fold, bodies)
    return (body, post) if is_one and ROLE.search(first_of(post)) else ("", "")


def post_after(printed: str, bodies: Collection[str] = ()) -> tuple[str, str]:
    """The same where a space alone stands between them: “NHS Moor Head of SEND”, not “Children’s Alliance Director”."""
    for cut in _BEGINS_POST.finditer(printed[:LONGEST]):
        body, post = printed[: cut.start()], printed[cut.end() :]
        is_one = is_surely(body) and (" " in body or OWN.fullmatch(body))
        if (is_one or fold(body) in map(fold, bodies)) and ROLE.search(first_of(post)):
            return body, post
    return "", ""


def is_surely(words: str) -> bool:
    """Whether words say by themselves that they are an organisation."""
    is_one = (OWN.fullmatch(words) and SURELY.search(words)) or SURELY.fullmatch(words)
    return bool(is_one) and not (ROLE.search(words) or _SEVERAL_THINGS.search(words) or _BEGINS_WITH.match(words))


def names_a_body(words: str) -> bool:
    """Whether words are an organisation, whatever stands behind: “Parent Carer Forum Moor”."""
    return bool(SURELY.search(words)) and not (STANDS_BESIDE.fullmatch(words) or _SEVERAL_THINGS.search(words))


def unsure_in(printed: str, bodies: Collection[str] = ()) -> tuple[str, str]:
    """A title and the words behind it of which nothing says whether they are a part of it or an organisation; "" for
    both where there are none."""
    title, words = _behind(without_person(printed))
    is_named = ORGANISATION.search(words) or (_NAMELESS.search(words) and is_listed_behind(printed, title))
    may_be = ROLE.search(title) and is_named and not ROLE.search(words)
    is_one = may_be and not _BEGINS_WITH.match(words) and not organisation_in(printed, bodies)[1]
    return (title, words) if is_one else ("", "")


def is_listed_behind(printed: str, title: str) -> bool:
    """Whether a comma stands behind a title."""
    return without_person(printed).removeprefix(title).lstrip().startswith(",")


def _behind(printed: str) -> tuple[str, str]:
    """A title and what stands behind its last comma, behind a dash or in brackets; "" for nothing."""
    in_brackets = printed.endswith(")")
    cuts = [*re.finditer(r"\(" if in_brackets else rf",|\s{DASH}\s", printed)]
    start, end = cuts[-1].span() if cuts else (0, 0)
    title, words = printed[:start], printed.removesuffix(")")[end:] if cuts else ""
    title, words = title.strip(), words.strip()
    return (printed, "") if not title or set("()") & set(words) else (title, words)
