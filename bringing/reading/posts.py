"""Who answers for an action: wordings that mean the same post brought together, and what is asked of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from bringing.reading.around import bare
from bringing.reading.asking import Asking, Asks
from bringing.reading.beside import both_in, joined_in
from bringing.reading.dashes import even
from bringing.reading.draft import Certainty, PostRead, Read, Source
from bringing.reading.titles import (
    INTERIM,
    LONGEST,
    ORGANISATION,
    PLURAL,
    ROLE,
    is_person,
    organisation_in,
    post_behind,
    unsure_in,
    without_interim,
    without_person,
)
from bringing.reading.words import fold, seen
from govuk.words import listed

MOST_COMPARED: Final = 500
"""Posts among which one in nearly the same words is looked for."""
_NEAR: Final = 0.8
"""How alike two words are that are one word misspelt."""
_LONGEST_WORD: Final = 30
"""Characters of a word that may be another one misspelt: to compare longer ones of hundreds of posts takes minutes."""
_SHORT: Final = {
    "asst": "assistant", "assist": "assistant", "dir": "director", "dep": "deputy", "mgr": "manager", "hd": "head",
    "snr": "senior", "sr": "senior", "exec": "executive", "offr": "officer", "coord": "coordinator", "edn": "education",
    "educ": "education", "svc": "service", "svcs": "services", "dept": "department", "mgmt": "management",
    "rep": "representative", "prin": "principal", "psych": "psychologist", "comms": "communications",
    "ops": "operations", "dcs": "director childrens services", "dco": "designated clinical officer",
    "advisor": "adviser", "advisors": "advisers",
    "dmo": "designated medical officer", "dsco": "designated social care officer", "ceo": "chief executive officer",
}  # fmt: skip
"""Words that plans shorten as a rule. “Ed”, “CS” and “EP” stand for more than one thing."""
_EXACT: Final = "\x1d"
"""Before the words of a post that is found by these alone."""
_OF: Final = "\x1f"
"""Between a title and the organisation that is said with it."""
_UNSAID: Final = frozenset({"of", "the", "for"})
"""Words for which a comma can stand: “Director, Education”."""
_SMALL: Final = _UNSAID | {"and", "to", "in", "s"}
"""Words of which initials have none."""
_INITIALS: Final = re.compile(r"(?P<title>[^()]+?)\s*\((?P<initials>[A-Za-z](?:\.?[A-Za-z]){1,7}\.?)\)")
"""A title with what may be its initials in brackets behind it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A post as it is printed for one action. `may_be_two`: the organisation behind it may answer beside it."""

    source: Source
    path: str
    may_be_two: bool = False

    @property
    def printed(self) -> str:
        return bare(self.source.words)


def own_post(printed: str, bodies: Collection[str] = ()) -> tuple[str, str]:
    """The title that printed words have by themselves, without what stands around it and interim; and the organisation
    that stands with it, "" for none. `bodies` are those that are known."""
    title, body = organisation_in(without_interim(bare(printed)), bodies)
    return bare(title), body


def own_title(printed: str, bodies: Collection[str] = ()) -> str:
    """That title alone."""
    return own_post(printed, bodies)[0]


def _identity(printed: str, bodies: Collection[str] = ()) -> str:
    """The same for all that is one post: without interim and organisation, & as “and”, no apostrophes. 1-16
    and 11-6 are two."""
    title, _ = organisation_in(without_interim(printed), bodies)
    return re.sub(r"[^\w ]", "", re.sub(r"(?<=\d) ?- ?(?=\d)", " ", fold(title)))


def _without_initials(title: str) -> str:
    """A title without its own initials in brackets behind it: “Designated Clinical Officer (DCO)”."""
    found = _INITIALS.fullmatch(title)
    words = [word for word in re.split(r"[\W_]+", fold(found["title"])) if word] if found else []
    said = ("".join(word[0] for word in words if word not in left_out) for left_out in (_UNSAID, _SMALL, ()))
    return found["title"] if found and found["initials"].replace(".", "").casefold() in said else title


def _even(printed: str, bodies: Collection[str] = ()) -> str:
    """The same for titles that differ only in hyphens, commas, “of” or usual abbreviations. Numbers stay apart."""
    title, _ = organisation_in(without_interim(printed), bodies)
    words = re.split(r"[\W_]+", fold(_without_initials(title)).replace("'", ""))
    even = " ".join(_SHORT.get(word, word) for word in words if word and word not in _UNSAID)
    return re.sub(r"(?<!\d) | (?!\d)", "", even)


def is_called(printed: str, name: str) -> bool:
    """Whether printed words are this post or organisation, where an interim holder and & make no other. An
    organisation that is named has to be printed."""
    return _identity(printed) == _identity(name) and fold(_said(printed)) in ("", fold(_said(name)))


def _said(printed: str, bodies: Collection[str] = ()) -> str:
    """The organisation that is printed with a title, also before a word for who holds it for a time; "" for none."""
    return organisation_in(printed, bodies)[1] or organisation_in(without_interim(printed), bodies)[1]


def _key(name: str, bodies: Collection[str]) -> str:
    """By which a post of the notice is found: with the organisation that its own title ends with. Without it, the title
    would be anybody's: a council and a health body have a chief executive each."""
    return _with_body(_identity(name, bodies), name, bodies)


def _with_body(told: str, printed: str, bodies: Collection[str]) -> str:
    body = fold(_said(printed, bodies))
    return f"{told}{_OF}{body}" if body else told


def _alike(one: str, other: str) -> bool:
    """Whether two differ in one word that is nearly the same, and in no number."""
    if max(len(one), len(other)) > LONGEST:
        return False
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1 or any(char.isdigit() for char in "".join(unlike[0])):
        return False
    return _may_be_misspelt(*unlike[0]) and SequenceMatcher(None, *unlike[0]).ratio() >= _NEAR


def _may_be_misspelt(one: str, other: str) -> bool:
    """Whether two words are of a length that lets one be the other: no more than all of the shorter is in both."""
    shorter, longer = sorted((len(one), len(other)))
    return shorter > 3 and longer <= _LONGEST_WORD and 2 * shorter / (shorter + longer) >= _NEAR


def together(
    mentions: Sequence[Mention],
    posts: Iterable[str],
    organisations: Iterable[str],
    asking: Asking,
    partners: Iterable[str] = (),
) -> tuple[tuple[PostRead, ...], dict[str, Read[str]]]:
    """Each post once, and for each mention (by its path) the title of its post. Those that the notice has already are
    preferred to what is printed. `partners` are those of the organisations that answer beside posts, by any name."""
    bodies = tuple(organisations)
    named = (*bodies, *partners)
    posts = tuple(posts)
    titles = {_key(each, bodies): (each, False) for each in posts}
    twins = {_EXACT + each.casefold(): (each, False) for each in _twins(posts, bodies)}
    titles |= {_identity(each, bodies): (each, True) for each in bodies}
    often = Counter(word for each in mentions for word in set(fold(each.printed).split()))
    found, read = [], {}
    for key, group in _groups(mentions, titles, twins, bodies).items():
        post = _post(group, (titles | twins).get(key), often, bodies)
        if _OF in key and not post.known:
            post = replace(post, key=f"{post.title} ({post.organisation.value})")
        found.append(post)
        certainty = _asked(post, len(found) - 1, group, bodies, named, asking)
        for each in group:
            read[each.path] = Read(post.name, _rule(post, each), (each.source,), certainty)
    _ask_whose(found, asking)
    return tuple(found), read


def _twins(posts: Collection[str], bodies: Collection[str]) -> Iterator[str]:
    """Posts of the notice that are called the same but for & or apostrophes: they were kept apart. Each is found by its
    own words."""
    often = Counter(_key(each, bodies) for each in posts)
    return (each for each in posts if often[_key(each, bodies)] > 1)


def _rule(post: PostRead, mention: Mention) -> str:
    if post.name == seen(mention.source.words):
        return "a post of the notice" if post.known else "as printed"
    return "the same post in other words"


def _groups(
    mentions: Sequence[Mention],
    titles: Mapping[str, tuple[str, bool]],
    twins: Collection[str],
    bodies: Collection[str],
) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    by_even = {
        _with_body(_even(name, bodies), name, bodies): key for key, (name, is_one) in titles.items() if not is_one
    }
    apart = _told_apart(mentions, bodies)
    asked = {_key(each.printed, bodies) for each in mentions if each.may_be_two}
    for each in mentions:
        if (exact := _EXACT + each.printed.casefold()) in twins:
            groups[exact].append(each)
            continue
        even, key = _even(each.printed, bodies), _key(each.printed, bodies)
        own = key.partition(_OF)[0]
        there = _with_its_body(key, even, each.printed, titles, by_even, bodies)
        if there or (_OF in key and (own in apart or key in asked)):
            groups[there or key].append(each)
            continue
        key = own
        if key not in groups and key not in titles:
            if even and even in by_even:
                key = by_even[even]
            elif len(groups) < MOST_COMPARED:
                key = next((other for other in (*(groups.keys() - twins), *titles) if _alike(other, key)), key)
        by_even.setdefault(even, key)
        groups[key].append(each)
    return groups


def _told_apart(mentions: Iterable[Mention], bodies: Collection[str]) -> frozenset[str]:
    """What posts are called of which one action names several, each with another organisation."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in mentions:
        own, _, body = _key(each.printed, bodies).partition(_OF)
        if body:
            said[each.path.partition("/posts/")[0], own].add(body)
    return frozenset(own for (_, own), found in said.items() if len(found) > 1)


def _with_its_body(
    key: str,
    even: str,
    printed: str,
    titles: Mapping[str, object],
    by_even: Mapping[str, str],
    bodies: Collection[str],
) -> str:
    """The key of the notice's post that is called so together with its organisation; "" for none."""
    if _OF not in key:
        return ""
    if key in titles:
        return key
    own, _, body = key.partition(_OF)
    near = (each for each in titles if each.endswith(_OF + body) and _alike(each.partition(_OF)[0], own))
    return by_even.get(_with_body(even, printed, bodies)) or next(near, "")


def _title(printed: Mapping[str, int], often: Mapping[str, int], bodies: Collection[str]) -> str:
    """The wording with the fewest words shortened; of several the one that stands most often; then with “and” instead
    of &; then the one of words that the file has `often` elsewhere; then the first."""
    bare: Counter[str] = Counter()
    for each, count in printed.items():
        bare[own_title(each, bodies)] += count
    rarest = {each: min((often.get(word, 0) for word in fold(each).split()), default=0) for each in bare}
    return min(bare, key=lambda each: (_shortened(each), -bare[each], "&" in each, -rarest[each]))


def _shortened(title: str) -> int:
    """How many words of a title stand for longer ones. “Advisor” is “adviser” in another spelling."""
    words = re.split(r"[\W_]+", fold(_without_initials(title)))
    return sum(len(_SHORT.get(word, "")) > len(word) for word in words)


def _post(
    group: Sequence[Mention], known: tuple[str, bool] | None, often: Mapping[str, int], bodies: Collection[str]
) -> PostRead:
    printed = Counter(each.printed for each in group)
    title = known[0] if known else _title(printed, often, bodies)
    sources = tuple(each.source for each in group)
    is_one = known[1] if known else bool(ORGANISATION.search(title)) and not ROLE.search(title)
    named = "an organisation" if is_one else "a person" if is_person(title) else "a role"
    certain = known is not None or named == "a person" or (not is_one and ROLE.search(title))
    rule = "the notice has it" if known else f"words that name {named}"
    of = Certainty.CERTAIN if certain else Certainty.ASKED
    return PostRead(
        title[:1].upper() + title[1:],
        sources,
        Read(is_one, rule, sources, of),
        _organisation(group, bodies, settled=is_one or known is not None),
        interim=any(INTERIM.search(each) for each in printed),
        plural=PLURAL.search(title) is not None,
        known=known is not None,
    )


def _organisation(group: Sequence[Mention], bodies: Collection[str], *, settled: bool) -> Read[str]:
    """The organisation of a post, as printed behind its title."""
    said = [(each.source, name) for each in group if (name := _said(each.printed, bodies))]
    if said or settled:
        return Read(said[0][1] if said else "", "printed behind the post", tuple(source for source, _ in said))
    return Read("", "not printed", (), Certainty.OPEN)


def _ask_whose(posts: Sequence[PostRead], asking: Asking) -> None:
    """Once for all posts that nothing says the organisation of."""
    open_ = [number for number, post in enumerate(posts) if post.organisation.certainty is Certainty.OPEN]
    if open_:
        sources = [posts[number].wordings[0] for number in open_]
        says = "Nothing says of which organisation these posts are: choose one for each"
        asking.ask(Asks.WHOSE_POST, [f"posts/{number}/organisation" for number in open_], sources, says)


def _asked(
    post: PostRead,
    number: int,
    group: Sequence[Mention],
    bodies: Collection[str],
    named: Collection[str],
    asking: Asking,
) -> Certainty:
    """What is asked of a post, and how certain its mentions are. `named` are the organisations by any name."""
    before = len(asking.found)
    paths = [each.path for each in group]
    if wordings := differing([each.printed for each in group], post.title, bodies):
        told = listed([f"“{each}”" for each in {even(each): each for each in (*wordings, post.name)}.values()])
        says = f"{told} were read as one post: confirm it, or keep them apart"
        asking.ask(Asks.SAME_POST, paths, post.wordings, says, read=post.name, others=("posts of their own",))
    for each in group:
        alone = without_interim(each.printed)
        if without_person(alone) != alone and not post_behind(alone, bodies)[0]:
            says = f"“{each.printed}” names a person, and posts outlive people: it was read as “{post.title}”, check it"
            asking.ask(Asks.PERSON, each.path, [each.source], says, read=post.title)
    if not post.known and is_person(post.title):
        says = f"“{post.title}” is a person’s name, and posts outlive people: enter the post, or confirm the name"
        asking.ask(Asks.PERSON, paths, post.wordings, says, read=post.title)
    if not post.known and not _ask_behind(post, group, bodies, asking):
        _ask_joined(post, group, named, asking)
    if post.plural:
        says = f"“{post.title}” names more than one person: split it into posts of one person each"
        asking.ask(Asks.PLURAL, paths, post.wordings, says, read=post.title)
    if post.interim:
        said = next(found for each in group if (found := INTERIM.search(each.printed))).group().strip().capitalize()
        says = f"“{said}” belongs to who holds a post, not to the post: it was read as “{post.title}”, held for a time"
        asking.ask(Asks.INTERIM, paths, post.wordings, says, read=post.title, others=("a post of that name",))
    certainty = Certainty.ASKED if len(asking.found) > before else Certainty.CERTAIN
    if post.is_organisation.certainty is Certainty.ASKED:
        what, other = ("an organisation", "a post") if post.is_organisation.value else ("a post", "an organisation")
        says = f"“{post.title}” was read as {what}: confirm it, or choose {other}"
        paths = [f"posts/{number}/is_organisation", *paths]
        asking.ask(Asks.ORGANISATION, paths, post.wordings, says, read=what, others=(other,))
    return certainty


def differing(printed: Iterable[str], title: str, bodies: Collection[str]) -> list[str]:
    """The wordings of one post, those with another kind of dash once; nothing where they are the same, and say what it
    is called."""
    wordings: dict[str, str] = {}
    for each in printed:
        alone = without_person(without_interim(bare(each)))
        wordings.setdefault(even(alone), alone)
    found = list(wordings.values())
    is_one = len(found) == 1 and _identity(found[0], bodies) == _identity(title, bodies)
    return [] if is_one else found


def _ask_joined(post: PostRead, group: Sequence[Mention], named: Collection[str], asking: Asking) -> None:
    """Whoever is joined to a title and may answer beside it: once for a post. One that names several is to be split."""
    found = () if post.plural else joined_in(own_title(group[0].printed, named), named)
    if found:
        title, *words = found
        told = listed([f"“{each}”" for each in words])
        or_else = "both" if len(found) == 2 else f"all {len(found)}"
        says = (
            f"{told} behind “{title}” can be a part of the title or answer beside it: it was read as a part of the "
            f"title; confirm it, or choose {or_else}"
        )
        paths = [each.path for each in group]
        asking.ask(Asks.BEHIND_TITLE, paths, post.wordings, says, read=post.title, others=("; ".join(found),))


def _ask_behind(post: PostRead, group: Sequence[Mention], bodies: Collection[str], asking: Asking) -> bool:
    """Words behind a title that may be an organisation which the notice has not: once for a post. Whether there are
    some."""
    title, words = unsure_in(own_title(group[0].printed, bodies), bodies)
    if words:
        both = ["; ".join(found)] if (found := both_in(own_title(group[0].printed, bodies), title, words)) else []
        or_else = ", choose the title alone, or choose both" if both else ", or choose the title alone"
        says = (
            f"“{words}” behind “{title}” can be a part of the title or an organisation: it was read as a part of the "
            f"title; confirm it{or_else}"
        )
        paths = [each.path for each in group]
        asking.ask(Asks.BEHIND_TITLE, paths, post.wordings, says, read=post.title, others=(title, *both))
    return bool(words)
