"""Who answers for an action: a cell parted into posts, and wordings that mean the same post brought together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from bringing.reading.asking import Asking, Asks
from bringing.reading.draft import Certainty, PostRead, Read, Source
from bringing.reading.grid import Part
from bringing.reading.words import DASH, fold, seen
from govuk.words import listed

_ROLE: Final = re.compile(
    r"\b(?:head|director|deputy|assistant|chief|chair|vice[- ]chair|lead|leads|officer|officers|manager|managers|"
    r"commissioner|coordinator|co-ordinator|senco|sencos|principal|adviser|advisor|nurse|doctor|psychologist|secretary|"
    r"dco|dsco|dmo|dcs|portfolio holder|leader|member|representative|practitioner|clerk)\b",
    re.IGNORECASE,
)
_PLURAL: Final = re.compile(
    r"\b(?:leads|heads|directors|officers|managers|chairs|coordinators|sencos|commissioners|co-chairs)\b", re.IGNORECASE
)
_INTERIM: Final = re.compile(r"\b(?:interim|acting|temporary)\b\s*", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    r"\b(?:council|nhs|icb|forum|trust|school|schools|college|partnership|board|alliance|police|university|charity|"
    r"dfe|nhse|ltd|cic|network|service|services|group|team)\b",
    re.IGNORECASE,
)
_LINE: Final = re.compile(rf"\n|;|\s+/\s+|(?:^|\s){DASH}\s+|\s*[•·▪]\s*")
_NAMED: Final = re.compile(
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3})\s*(?:\((?P<one>[^()]+)\)|,\s*(?P<two>[^()]+))"
)
LONGEST: Final = 1_000
"""Characters of a line in which commas and “and” may part posts."""
MOST_COMPARED: Final = 500
"""Posts among which one in nearly the same words is looked for."""
_NEAR: Final = 0.8
"""How alike two words are that are one word misspelt."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A post as it is printed for one action."""

    source: Source
    path: str

    @property
    def printed(self) -> str:
        return seen(self.source.words)


def parted(part: Part) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """The posts of a cell. New lines, dashes, semicolons and bullets part them for certain. Commas and “and” do only
    where both sides are posts: the words that were parted come with more than one post then, to be asked about."""
    for source in part.sources:
        for line in _LINE.split(source.words):
            if words := line.strip(" ,.–—-•"):
                yield words, tuple(Source(source.place, each) for each in _by_words(words))


def _by_words(words: str) -> list[str]:
    if len(words) > LONGEST:
        return [words]
    found = [words]
    for pattern in (r",\s+(?:and\s+)?", r"\s+(?:and|&)\s+", r"/"):
        found = [each for piece in found for each in _split(piece, pattern)]
    return found


def _split(words: str, pattern: str) -> list[str]:
    """Parted wherever what stands on either side holds a role of its own."""
    pieces: list[str] = []
    start = 0
    for cut in re.finditer(pattern, words):
        before, after = words[start : cut.start()], words[cut.end() :]
        if _ROLE.search(before) and _begins_a_post(after):
            pieces.append(before.strip())
            start = cut.end()
    return [*pieces, words[start:].strip()]


def _begins_a_post(words: str) -> bool:
    """Whether a role is named before the next comma or “and”: “Director of Education”, not “Media”."""
    return _ROLE.search(re.split(r",|\s+and\s+|\s+&\s+", words)[0]) is not None


def without_person(printed: str) -> str:
    """The post alone, where a person's name stands with it: “Jane Doe (Head of SEND)”, “Jane Doe, Head of SEND”."""
    found = _NAMED.fullmatch(printed)
    if found is None or _ROLE.search(found["name"]) or _ORGANISATION.search(found["name"]):
        return printed
    post = found["one"] or found["two"]
    return str(post) if _ROLE.search(post) else printed


def organisation_in(printed: str) -> tuple[str, str]:
    """The title and the organisation behind its last comma or in brackets; "" where there is none."""
    printed = without_person(printed)
    found = re.fullmatch(r"(?P<title>.+?)\s*(?:,\s*(?P<one>[^,()]+)|\((?P<two>[^()]+)\))", printed)
    organisation = (found["one"] or found["two"] or "") if found else ""
    if found and _ORGANISATION.search(organisation) and not _ROLE.search(organisation):
        return found["title"], organisation
    return printed, ""


def own_title(printed: str) -> str:
    """The title that printed words have by themselves: without interim and organisation."""
    return organisation_in(_INTERIM.sub("", seen(printed)))[0]


def _identity(printed: str) -> str:
    """The same for all that is one post: without interim and organisation, & as “and”, no apostrophes."""
    title, _ = organisation_in(printed)
    return re.sub(r"[^\w ]", "", fold(_INTERIM.sub("", title)).replace("'", ""))


def is_called(printed: str, name: str) -> bool:
    """Whether printed words are this post or organisation, where an interim holder and & make no other. An
    organisation that is named has to be printed."""
    said = organisation_in(name)[1]
    return _identity(printed) == _identity(name) and fold(organisation_in(printed)[1]) in ("", fold(said))


def _alike(one: str, other: str) -> bool:
    """Whether two differ in one word that is nearly the same, and in no number."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(unlike) != 1 or any(char.isdigit() for char in "".join(unlike[0])):
        return False
    return min(map(len, unlike[0])) > 3 and SequenceMatcher(None, *unlike[0]).ratio() >= _NEAR


def together(
    mentions: Sequence[Mention], posts: Iterable[str], organisations: Iterable[str], asking: Asking
) -> tuple[tuple[PostRead, ...], dict[str, Read[str]]]:
    """Each post once, and for each mention (by its path) the title of its post. Those that the notice has already are
    preferred to what is printed."""
    titles = {_identity(each): (each, False) for each in posts} | {
        _identity(each): (each, True) for each in organisations
    }
    found, read = [], {}
    for key, group in _groups(mentions, titles).items():
        post = _post(group, titles.get(key))
        found.append(post)
        certainty = _asked(post, len(found) - 1, group, asking)
        for each in group:
            read[each.path] = Read(post.title, _rule(post, each), (each.source,), certainty)
    _ask_whose(found, asking)
    return tuple(found), read


def _rule(post: PostRead, mention: Mention) -> str:
    if post.title == mention.printed:
        return "a post of the notice" if post.known else "as printed"
    return "the same post in other words"


def _groups(mentions: Sequence[Mention], titles: Iterable[str]) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        key = _identity(each.printed)
        if key not in groups and key not in titles and len(groups) < MOST_COMPARED:
            key = next((other for other in (*groups, *titles) if _alike(other, key)), key)
        groups[key].append(each)
    return groups


def _post(group: Sequence[Mention], known: tuple[str, bool] | None) -> PostRead:
    printed = Counter(each.printed for each in group)
    bare = Counter({organisation_in(_INTERIM.sub("", each))[0]: count for each, count in printed.items()})
    title = known[0] if known else min(bare, key=lambda each: ("&" in each, -bare[each]))
    sources = tuple(each.source for each in group)
    is_one = known[1] if known else bool(_ORGANISATION.search(title)) and not _ROLE.search(title)
    certain = known is not None or (not is_one and _ROLE.search(title))
    rule = "the notice has it" if known else f"words that name {'an organisation' if is_one else 'a role'}"
    of = Certainty.CERTAIN if certain else Certainty.ASKED
    return PostRead(
        title[:1].upper() + title[1:],
        sources,
        Read(is_one, rule, sources, of),
        _organisation(group, is_one or known is not None),
        interim=any(_INTERIM.search(each) for each in printed),
        plural=_PLURAL.search(title) is not None,
        known=known is not None,
    )


def _organisation(group: Sequence[Mention], settled: bool) -> Read[str]:
    """The organisation of a post, as printed behind its title."""
    said = [(each.source, name) for each in group if (name := organisation_in(each.printed)[1])]
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


def _asked(post: PostRead, number: int, group: Sequence[Mention], asking: Asking) -> Certainty:
    """What is asked of a post, and how certain its mentions are."""
    before = len(asking.found)
    paths = [each.path for each in group]
    wordings = list(dict.fromkeys(_INTERIM.sub("", each.printed) for each in group))
    if len(wordings) > 1 or any(_identity(each) != _identity(post.title) for each in wordings):
        told = listed([f"“{each}”" for each in dict.fromkeys([*wordings, post.title])])
        says = f"{told} were read as one post: confirm it, or keep them apart"
        asking.ask(Asks.SAME_POST, paths, post.wordings, says, read=post.title, others=("posts of their own",))
    for each in group:
        if without_person(each.printed) != each.printed:
            says = f"“{each.printed}” names a person, and posts outlive people: it was read as “{post.title}”, check it"
            asking.ask(Asks.PERSON, each.path, [each.source], says, read=post.title)
    if post.plural:
        says = f"“{post.title}” names more than one person: split it into posts of one person each"
        asking.ask(Asks.PLURAL, paths, post.wordings, says, read=post.title)
    if post.interim:
        says = f"“Interim” belongs to who holds a post, not to the post: it was read as “{post.title}”, held for a time"
        asking.ask(Asks.INTERIM, paths, post.wordings, says, read=post.title, others=("a post of that name",))
    certainty = Certainty.ASKED if len(asking.found) > before else Certainty.CERTAIN
    if post.is_organisation.certainty is Certainty.ASKED:
        what, other = ("an organisation", "a post") if post.is_organisation.value else ("a post", "an organisation")
        says = f"“{post.title}” was read as {what}: confirm it, or choose {other}"
        paths = [f"posts/{number}/is_organisation", *paths]
        asking.ask(Asks.ORGANISATION, paths, post.wordings, says, read=what, others=(other,))
    return certainty
