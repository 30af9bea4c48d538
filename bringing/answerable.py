"""Who a plan's wordings stand for: the posts and organisations that a notice has, and new posts of these."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bringing.reading import Draft
from bringing.reading.draft import PostRead
from bringing.reading.titles import organisation_in
from bringing.settled import Whose
from bringing.settling import Answer, How
from bringing.values import BY_HAND
from notices.choices import organisations_for, posts_for
from notices.models import Notice
from people.models import OrganisationKind, Post
from plans.models import Accountability, Plan

WHOSE: Final = "whose"
"""The one value of an answer that says who a wording stands for: "post" or "itself", a bar, the organisation."""
A_POST, ITSELF = "post", "itself"
_BESIDE: Final = frozenset({OrganisationKind.FORUM, OrganisationKind.SCHOOL, OrganisationKind.OTHER})
"""Organisations that answer beside the posts of a council, a health body or a department."""


@dataclass(frozen=True, slots=True)
class People:
    """What a notice has: organisations by their full names; by a post's even title each post of it, with the
    organisation's full name."""

    organisations: tuple[str, ...]
    short: Mapping[str, str]
    posts: Mapping[str, tuple[tuple[str, str], ...]]
    titles: tuple[str, ...]
    printed: Mapping[str, Whose]
    """Who the wordings of a plan stand for that stands already."""
    with_bodies: Mapping[str, tuple[tuple[str, str], ...]]
    """The same as `posts` of those whose titles end with an organisation, by their even titles without it."""
    beside: tuple[str, ...]
    """The names and short names of organisations that plans name beside posts, as ones that answer themselves."""

    def named(self, words: str) -> str:
        """The organisation that goes by these words; "" for none."""
        return self.short.get(_even(words), "")

    def longer(self, title: str) -> tuple[tuple[str, str], ...]:
        """The posts that are called so but for the organisation at the end of their own titles. The words alone do not
        say that one of them is meant: others have a post of that title too."""
        return self.with_bodies.get(_even(title), ())


def people_of(notice: Notice, plan: Plan | None = None) -> People:
    """The notice's own posts and organisations, and the wordings of a plan. Three queries at most."""
    organisations = list(organisations_for(notice))
    short = {_even(each.name): each.name for each in organisations}
    for each in organisations:
        if each.short_name:
            short.setdefault(_even(each.short_name), each.name)
    posts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = list(posts_for(notice))
    for post in rows:
        posts[_even(post.title)].append((post.title, post.organisation.name))
    names = tuple(each.name for each in organisations)
    return People(
        names,
        short,
        {title: tuple(names) for title, names in posts.items()},
        tuple(dict.fromkeys(post.title for post in rows)),
        _wordings(plan) if plan else {},
        _with_bodies(rows, names),
        tuple(name for each in organisations if each.kind in _BESIDE for name in (each.name, each.short_name) if name),
    )


def _with_bodies(rows: Iterable[Post], names: Collection[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for post in rows:
        title, body = organisation_in(post.title, names)
        if body:
            found[_even(title)].append((post.title, post.organisation.name))
    return {title: tuple(each) for title, each in found.items()}


def _wordings(plan: Plan) -> dict[str, Whose]:
    """Wordings that stand for one and the same wherever the plan has them."""
    rows = Accountability.objects.filter(action__plan=plan).select_related("post__organisation", "organisation")
    found: dict[str, set[Whose]] = defaultdict(set)
    for row in rows:
        organisation = row.post.organisation if row.post else row.organisation
        if organisation is not None:
            found[_even(row.printed)].add(Whose(row.post.title if row.post else "", organisation.name))
    return {words: next(iter(each)) for words, each in found.items() if len(each) == 1}


def key_of(title: str) -> str:
    """By which an answer hangs on a wording, wherever it stands."""
    return hashlib.sha256(f"whose\x1f{_even(title)}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def answered(title: str, kind: str, organisation: str) -> tuple[str, Answer]:
    """The answer that says who a wording stands for."""
    return key_of(title), Answer(How.CORRECTED, {WHOSE: f"{kind}|{organisation}"})


def whose(draft: Draft, people: People, answers: Mapping[str, Answer]) -> dict[str, Whose]:
    """Who each post of a draft stands for, as far as it is known: as somebody said, or as the notice has it."""
    found = {post.name: _whose(post, people, answers.get(key_of(post.name))) for post in draft.posts}
    return {name: each for name, each in found.items() if each is not None}


def of_earlier(draft: Draft, people: People, said: Mapping[str, Answer]) -> dict[str, Answer]:
    """What was said of wordings in earlier files (`said`, by their keys), for those of a draft of which nothing else
    says who they stand for: of two that were printed as one the plan does not know which is which."""
    unknown = (key_of(post.name) for post in draft.posts if _whose(post, people, None) is None)
    return {key: said[key] for key in unknown if key in said}


def _whose(post: PostRead, people: People, answer: Answer | None) -> Whose | None:
    if answer is not None:
        kind, _, organisation = answer.values.get(WHOSE, "").partition("|")
        if organisation in people.organisations:
            return Whose("", organisation) if kind == ITSELF else _post_of(post, organisation, people)
    stands = {each for source in post.wordings if (each := people.printed.get(_even(source.words)))}
    if post.is_organisation.rule == BY_HAND:  # whoever typed it said who it is, whatever the words stood for until now
        stands = {each for each in stands if _even(each.post or each.organisation) == _even(post.title)}
    if stands and not post.is_exact:
        return next(iter(stands)) if len(stands) == 1 else None
    if post.is_organisation.value:
        name = people.named(post.title)
        return Whose("", name) if name else None
    said = people.named(post.organisation.value) if post.organisation.value else ""
    there = people.posts.get(_even(post.title), ())
    if said:
        return _post_of(post, said, people)
    return Whose(*there[0]) if len(there) == 1 and not post.organisation.value else None


def _post_of(post: PostRead, organisation: str, people: People) -> Whose:
    """The post of an organisation, as it is called there already: with the organisation behind its title or without."""
    there = (*people.posts.get(_even(post.title), ()), *people.longer(post.title))
    title = next((title for title, of in there if of == organisation), post.title)
    return Whose(title, organisation)


def _even(text: str) -> str:
    return " ".join(text.split()).casefold().replace("’", "'")
