"""Who answers for the actions of our own workbook, and their milestones: rows of sheets of their own, by the ref."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bringing.columns import NOT_SETTLED
from bringing.reading.around import bare
from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.draft import Certainty, PostRead, Read, Source, StepRead
from bringing.reading.own import values
from bringing.reading.own.sheets import Found, Line
from bringing.reading.posts import is_called, own_title
from bringing.reading.titles import ROLE, is_nobody_yet
from bringing.reading.words import fold, is_none, seen

Identity = tuple[str, str, bool]
"""A post's title and its organisation; or "" and an organisation's name."""
Answering = tuple[Identity, tuple[Source, ...]]


def by_key(found: Found | None, key: str, keys: Sequence[str], building: Building) -> dict[str, list[Line]]:
    """The rows of a sheet by the ref or code that they belong to. What belongs to none is asked about."""
    rows: dict[str, list[Line]] = defaultdict(list)
    known = {each.casefold() for each in keys if each}
    for line in found.lines if found else ():
        part = line.part(key)
        value = part.plain.casefold()
        if found and value not in known:
            what = f"there is no “{part.plain}” on its sheet" if part else "nothing says what this row belongs to"
            says = (
                f"{at(line.place)}: {what}, and the row is left out: confirm that, or correct its first cell in the "
                "file and bring it again"
            )
            building.asking.ask(Asks.LINK, found.path, line.sources[:1], says)
            building.set_aside(line.sources, "A row that belongs to nothing in the file")
            continue
        building.set_aside(part.sources, "Says what its row belongs to")
        rows[value].append(line)
    return rows


def _said(line: Line) -> tuple[Source, ...]:
    """The words for who answers, in a row that names nobody."""
    return (line.part("post") or line.part("printed")).sources


@dataclass(slots=True)
class _Post:
    """A post on its way."""

    wordings: list[Source] = field(default_factory=list)
    organisation: list[Source] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class Posts:
    """Gathers who answers for what, each post once. `wanted`: where nobody does, it is asked."""

    def __init__(self, building: Building, *, wanted: bool) -> None:
        self.building, self.wanted = building, wanted
        self.found: dict[Identity, _Post] = {}

    def of_action(self, rows: Sequence[Line], ref: str, path: str, ref_sources: Sequence[Source]) -> list[Answering]:
        """Who answers for an action, in the order of the rows, each with its printed words."""
        answering: list[Answering] = []
        nobody: list[Line] = []
        for line in rows:
            post, organisation = line.part("post"), line.part("organisation")
            if self._is_nobody(line):
                nobody.append(line)
                continue
            if not post and not organisation:
                says = f"{at(line.place)}: nobody stands here: enter a post or an organisation, or take the row out"
                self.building.asking.ask(Asks.NO_POST, f"{path}/posts", line.sources[:1], says)
                self.building.set_aside(line.part("printed").sources, "Words for who answers, without a post")
                continue
            one = (post.text, organisation.text, False) if post else ("", organisation.text, True)
            if any(one == each for each, _ in answering):
                who = one[0] or one[1]
                told = f"{at(line.place)}: “{who}” answers for {ref or 'this action'} already"
                says = f"{told}: take the row out, or name another"
                self.building.asking.ask(Asks.SAME_POST, f"{path}/posts", line.sources[:1], says)
            built = self.found.setdefault(one, _Post())
            built.wordings += post.sources or organisation.sources
            built.organisation += organisation.sources
            own = f"{path}/posts/{len(answering)}"
            built.paths.append(own)
            if not post:
                self._ask_of_body(line, own)
            answering.append((one, line.part("printed").sources or post.sources or organisation.sources))
        if nobody:
            self._ask_of_nobody(nobody, ref, path, len(answering))
        elif not answering and self.wanted:
            says = f"Nobody answers for {ref or 'this action'}: add a row to the sheet of posts, or leave it open"
            self.building.asking.ask(Asks.NO_POST, f"{path}/posts", ref_sources, says)
        return answering

    def _ask_of_nobody(self, rows: Sequence[Line], ref: str, path: str, there: int) -> None:
        """Ask of rows that only say that somebody is still to be named, beside as many as answer. A sign beside others
        says nothing."""
        words = [source for line in rows for source in _said(line)]
        unnamed = [each for each in words if is_nobody_yet(each.words)] if there else []
        if not there:
            says = (
                f"{at(words[0].place)}: “{words[0].words}” names nobody who answers for {ref or 'this action'}: "
                "choose a post or an organisation, or leave it open"
            )
            self.building.asking.ask(Asks.NO_POST, f"{path}/posts", words, says)
        elif unnamed:
            self.building.to_be_named(path, there, unnamed, ref)
        for line in rows:
            self._set_aside(line, unnamed)

    def _is_nobody(self, line: Line) -> bool:
        """Whether a row only says that somebody is still to be named. A post that the notice has is one, whatever it is
        called; in a workbook of a plan, so is a sign."""
        post = line.part("post")
        if not post and line.part("organisation"):
            return False
        told = (post or line.part("printed")).plain
        is_one = fold(told) in map(fold, self.building.known.posts)
        return not is_one and (is_nobody_yet(told) or bool(told and self.wanted and is_none(told)))

    def _set_aside(self, line: Line, but: Collection[Source]) -> None:
        parts = (line.part(field) for field in ("printed", "post", "organisation"))
        sources = [source for part in parts for source in part.sources if source not in but]
        self.building.set_aside(sources, "Says that somebody is still to be named")

    def _ask_of_body(self, line: Line, path: str) -> None:
        """Of words that name a role, beside which an organisation stands and no post: the post’s cell may have been
        left empty."""
        printed, organisation = line.part("printed"), line.part("organisation")
        words = seen(printed.text)
        if not ROLE.search(bare(words)) or is_called(bare(words), organisation.text):
            return
        says = (
            f"{at(line.place)}: “{words}” is printed, and no post stands in its cell: it was read as "
            f"{organisation.text} itself; confirm it, or choose the post"
        )
        asking = self.building.asking
        asking.ask(Asks.EMPTY_POST, path, printed.sources, says, read=organisation.text, others=(own_title(words),))

    def name(self, one: Identity) -> str:
        """By what an action names who answers for it: the title, with the organisation where two have it."""
        title, organisation, is_one = one
        own = organisation if is_one else title
        same = [each for each in self.found if (each[1] if each[2] else each[0]) == own]
        return own if len(same) == 1 else f"{own}, {'itself' if is_one else organisation or 'of nobody'}"

    def read(self) -> tuple[PostRead, ...]:
        """All of them; and what is asked about those that the notice does not have."""
        return tuple(self._read(number, one, built) for number, (one, built) in enumerate(self.found.items()))

    def _read(self, number: int, one: Identity, built: _Post) -> PostRead:
        title, organisation, is_one = one
        known = self.building.known
        own = organisation if is_one else title
        names = {fold(each) for each in (known.organisations if is_one else known.posts)}
        there = fold(own) in names
        path, asking = f"posts/{number}", self.building.asking
        if names and not there and not is_one:
            says = f"“{own}” is no post of the notice: correct it where it is misspelt, or confirm that it is new"
            asking.ask(Asks.NEW_POST, built.paths, built.wordings, says, read=own)
        bodies = {fold(each) for each in known.organisations}
        if bodies and organisation and fold(organisation) not in bodies:
            says = f"“{organisation}” is no organisation of the notice: correct it, or choose one that is"
            about = f"{path}/is_organisation" if is_one else f"{path}/organisation"
            asks = Asks.ORGANISATION if is_one else Asks.WHOSE_POST
            asking.ask(asks, about, built.organisation, says, read=organisation)
        whose = Read(organisation, values.COLUMN, tuple(built.organisation))
        if not is_one and not organisation and not there:
            says = f"Nothing says of which organisation “{title}” is: enter it beside the post"
            asking.ask(Asks.WHOSE_POST, f"{path}/organisation", built.wordings[:1], says)
            whose = Read("", values.EMPTY, (), Certainty.OPEN)
        name = self.name(one)
        return PostRead(
            own,
            tuple(built.wordings),
            Read(is_one, values.COLUMN, ()),
            Read("", values.COLUMN, ()) if is_one else whose,
            known=there,
            key="" if name == own else name,
        )


def _day(line: Line, path: str, building: Building) -> Read[date | None]:
    part = line.part("due_on")
    if part.plain.casefold() == NOT_SETTLED:
        return Read(None, NOT_SETTLED, part.sources)
    return values.day(line, "due_on", path, building, asked=f"a milestone has a date, or is “{NOT_SETTLED}”")


def steps(rows: Sequence[Line], ref: str, path: str, building: Building) -> tuple[StepRead, ...]:
    """An action's milestones."""
    found = []
    for number, line in enumerate(rows):
        label, own = line.part("label"), f"{path}/milestones/{number}"
        due = _day(line, f"{own}/due_on", building)
        says = values.text(line, "text", f"{own}/says", building)
        values.ask_of_long_stop(f"“{label.text}” of {ref or 'an action'}", due, f"{own}/due_on", building)
        called = values.text(line, "label", f"{own}/label", building)
        found.append(StepRead(called, replace(due, sources=(*label.sources, *due.sources)), says))
    return tuple(found)
