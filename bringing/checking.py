"""A stored draft with all that was said of it: what is left to settle, what would be entered, what hinders it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

from audit.clock import day_of
from audit.codec import from_text
from bringing import answerable, by_now, counting, hindering, precedence, returning, settled, settling, standing
from bringing.against import Against
from bringing.alike import Alike, Known, alike, nothing_of
from bringing.answerable import People
from bringing.emptying import emptied, has_actions, is_note_with_rows
from bringing.founding import founded
from bringing.models import PlanDraft, Settlement
from bringing.naming import with_posts
from bringing.plain import Difference, Kind, Row, Since, as_old, differences
from bringing.quiet import quiet_in
from bringing.reading import Asks, Doubt, Draft
from bringing.reading.draft import PostRead
from bringing.settled import Whose
from bringing.settling import Answer, How
from bringing.sound import Hindrance, hindrances
from plans.actions.checks import first_day
from sheets.reading import Place

SHAPE: Final = 6
"""Of `bringing.reading.Draft` as it is stored. A draft of another shape is read from its file again."""
FEW: Final = 5
"""Rows that a doubt is about that are named."""


@dataclass(frozen=True)
class Checked:
    """A draft as it is now. `read` is what was read, `draft` the same as people settled it."""

    file: PlanDraft
    read: Draft
    answers: Mapping[str, Answer]
    said: Mapping[str, Settlement]
    people: People

    @cached_property
    def against(self) -> Against:
        return Against(self.file)

    @cached_property
    def by_place(self) -> Draft:
        """What was settled, each value at the path that it was read at."""
        return settling.by_place(self.read, self.answers)

    @cached_property
    def draft(self) -> Draft:
        return with_posts(self.by_place)

    @cached_property
    def whose(self) -> dict[str, Whose]:
        return answerable.whose(self.draft, self.people, self.answers)

    @cached_property
    def posts(self) -> tuple[PostRead, ...]:
        """The posts that answer for rows that come in: of those of a left-out row nothing is asked."""
        kept = (each for at, each in enumerate(self.draft.actions) if f"actions/{at}" not in self.out)
        named = {post.value for action in kept for post in action.posts}
        return tuple(post for post in self.draft.posts if post.name in named)

    @cached_property
    def unknown(self) -> tuple[PostRead, ...]:
        """Posts of which nobody knows yet whose they are, among those of rows that come in."""
        kept = (
            each
            for at, each in enumerate(self.draft.actions)
            if f"actions/{at}" not in self.out and not self._is_as_made(f"actions/{at}", "accountable")
        )
        named = {post.value for action in kept for post in action.posts}
        return tuple(post for post in self.draft.posts if post.name in named and post.name not in self.whose)

    @cached_property
    def out(self) -> frozenset[str]:
        """The paths of the rows that somebody left out, and of sections that none of their rows is of any more."""
        return settling.left_out(self.read, self.answers) | emptied(self.read, self.draft)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """What the file says, as it was settled, by the paths of its rows; those that are left out too. Of a document
        of ours: what it says as it was made is what the plan said then."""
        return returning.as_it_was(self.against.base or (), self._made, self._said) if self._made else self._said

    @cached_property
    def _said(self) -> dict[str, Row]:
        rows = settled.rows_by_path(self.draft, self.whose)
        return {path: self._with_printed(path, row) if row.kind is Kind.KPI else row for path, row in rows.items()}

    def _with_printed(self, path: str, row: Row) -> Row:
        """A new KPI's row. Printed words in whose place others were typed are kept among its caveats: what they say
        else is nowhere otherwise, such as a second target."""
        number = int(path.split("/")[1])
        printed = settled.printed_besides(self.read.kpis[number], self.draft.kpis[number], self.file.name)
        if not printed or row.same in self.against.by_key:
            return row
        caveats = [text for text in (str(row.says.get("caveats", "")), *printed) if text]
        return replace(row, says={**row.says, "caveats": "\n".join(caveats)})

    @cached_property
    def _made(self) -> tuple[Row, ...]:
        """What is read of a Word document of ours as it was made; nothing for any other file."""
        if self.against.taken is None or self.read.told:
            return ()
        made = returning.as_made(self.against.taken.rows, self.people.titles, self.people.organisations)
        return settled.rows_of(made, answerable.whose(made, self.people, {}))

    def _is_as_made(self, path: str, field: str) -> bool:
        """Whether a document of ours still says of a row what it said as it was made."""
        said = self._said[path]
        made = self._by_key.get(said.same)
        return made is not None and field in made.says and made.says[field] == said.says.get(field)

    @cached_property
    def _by_key(self) -> dict[tuple[Kind, str], Row]:
        return {row.same: row for row in self._made}

    @cached_property
    def brought(self) -> tuple[Row, ...]:
        """What the file says, as it was settled."""
        kept = tuple(self._titled(row) for path, row in self.rows.items() if path not in self.out)
        if not self._made:
            return kept
        base, made = self.against.base or (), self._made
        invented = returning.invented(base, made)
        own = (row for row in kept if row not in invented)
        return (*own, *returning.unread(base, made))

    def _titled(self, row: Row) -> Row:
        """A row; of an action that stands, an emptied short name is no other one, nor is an empty cell of the template
        another place that the plan is from: the file’s own name was put there."""
        if row.kind is Kind.PLAN and not self.file.stamp and row.says.get("source_note") == "":
            return Row(row.kind, row.key, {field: value for field, value in row.says.items() if field != "source_note"})
        if row.kind is not Kind.ACTION or row.says.get("title") != "" or row.same not in self.against.by_key:
            return row
        return Row(row.kind, row.key, {field: value for field, value in row.says.items() if field != "title"})

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What would become of the plan. A file after which another was entered already changes nothing by itself."""
        against = self.against
        since = Since(against.stood, against.added_here)
        out = {self.rows[path].same for path in self.out}  # left out by somebody, it is not gone
        told = differences(against.stands, self.brought, against.base, against.before, since)
        found = tuple(each for each in told if not (each.is_gone and each.row.same in out))
        return tuple(as_old(each, against.before.get(each.row.same)) for each in found) if against.overtaken else found

    @cached_property
    def quiet(self) -> frozenset[str]:
        """The keys of doubts about what reads as the plan says already: nothing is asked of it again."""
        return quiet_in(self.read, self.rows, self.out, self.differences)

    @property
    def not_asked(self) -> int:
        """How many doubts nobody is asked about and nobody has settled."""
        return len(self.quiet - self.answers.keys())

    def path_of(self, row: Row) -> str:
        """Where a row of `brought`, or one of its key, stands in the draft, such as kpis/3; "" for none."""
        same = (path for path, each in self.rows.items() if each.same == row.same and path not in self.out)
        return self._paths.get(id(row)) or next(same, "")

    @cached_property
    def _paths(self) -> dict[int, str]:
        return {id(row): path for path, row in self.rows.items()}

    @cached_property
    def left(self) -> tuple[Doubt, ...]:
        """The doubts that wait for somebody."""
        return tuple(each for each in self.read.doubts if each.key not in self.quiet and not self.is_settled(each))

    def is_settled(self, doubt: Doubt) -> bool:
        """Whether somebody answered it: here, among the posts, or by entering each value that it is about on its row’s
        page. A title that the file has not is asked for where the plan is entered."""
        answer = self.answers.get(doubt.key)
        if answer and is_note_with_rows(doubt, answer.values, self.read, self.out):
            return False
        is_said = answer is not None or self._is_entered(doubt)
        if is_said or (doubt.asks is Asks.TITLE and self.read.title is None):
            return True
        if doubt.asks is Asks.NO_TABLE and doubt.about == ("actions",) and self.lacks:
            return True  # that says it, and what to do
        if doubt.asks is Asks.NO_TABLE and doubt.about[0].startswith("sections/"):
            return doubt.about[0] in self.out or has_actions(doubt.about[0], self.draft)
        if doubt.asks is Asks.WHOSE_POST:
            return self._strangers.isdisjoint(map(self._post, doubt.about))
        if doubt.asks is Asks.REF_TWICE:
            paths = ["/".join(path.split("/")[:2]) for path in doubt.about]
            kept = [self.rows[path].same for path in paths if path in self.rows and path not in self.out]
            return len(kept) == len(set(kept))
        if doubt.asks is Asks.ORGANISATION:
            post = self._post(doubt.about[0])
            return post not in self._here or answerable.key_of(post) in self.answers
        last = self.file.notice.deliver_by
        if doubt.asks in by_now.ABOUT_DAYS and by_now.holds_no_more(doubt, self.draft, self.values, last):
            return True
        return precedence.is_withdrawn(doubt, self.overruled, self.read)

    def told(self, doubt: Doubt) -> tuple[str, str]:
        """What a doubt says and what was read: with the days that are due by now, as long as it waits."""
        if doubt.asks not in by_now.ABOUT_DAYS or self.is_settled(doubt):
            return doubt.says, doubt.read
        return by_now.told(self.waiting(doubt), self.read, self.read_values, self.draft, self.values)

    @cached_property
    def values(self) -> by_now.Values:
        """As they were settled, each at the path that it was read at."""
        return dict(self.by_place.values())

    @cached_property
    def read_values(self) -> by_now.Values:
        """As they were read."""
        return dict(self.read.values())

    @cached_property
    def overruled(self) -> precedence.Gone:
        """The posts of doubts, by their keys, of which something else was said at one that goes before."""
        return settling.overruled(self.read, self.answers)

    def _is_entered(self, doubt: Doubt) -> bool:
        return bool(doubt.about) and all(self._keys.get(path) in self.answers for path in doubt.about)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return settling.keys(self.read)

    def waiting(self, doubt: Doubt) -> Doubt:
        """What of a doubt is still to be said. Of rows whose section nothing says, and of revised dates: those of which
        nobody has said it alone, on its own page or with an earlier file; all of them, where that is done. Of posts:
        those of which nothing was said that goes before."""
        doubt = precedence.without(doubt, self.overruled)
        waits = tuple(path for path in doubt.about if self._keys.get(path) not in self.answers)
        if not waits or waits == doubt.about:
            return doubt
        if doubt.asks is Asks.REVISED:
            return by_now.of_these(doubt, waits)
        if doubt.asks is not Asks.SECTION:
            return doubt
        own = [each for path in waits for each in settling.beside(path, self.read)][:FEW]
        places, words = tuple(each.place for each in own), tuple(each.words for each in own)
        return replace(doubt, about=waits, places=places, words=words)

    def stands(self, doubt: Doubt) -> list[tuple[Place, str]]:
        """Where the words of a doubt stand. Of posts that nobody knows whose they are: those of rows that come in."""
        found = list(zip(doubt.places, doubt.words, strict=True))
        if doubt.asks is not Asks.WHOSE_POST or len(found) != len(doubt.about):
            return found
        return [each for path, each in zip(doubt.about, found, strict=True) if self._post(path) in self._here]

    @cached_property
    def _here(self) -> frozenset[str]:
        return frozenset(each.name for each in self.posts)

    @cached_property
    def _strangers(self) -> frozenset[str]:
        return frozenset(each.name for each in self.unknown)

    @cached_property
    def open_paths(self) -> frozenset[str]:
        """The values that were not read."""
        return settling.open_paths(self.read)

    def may_be_right(self, doubt: Doubt) -> bool:
        """Whether something was read that a person can confirm."""
        return settling.may_be_right(doubt, self.open_paths)

    def _post(self, path: str) -> str:
        return self.read.posts[int(path.split("/")[1])].name

    @cached_property
    def hindrances(self) -> tuple[Hindrance, ...]:
        """What has to be put right before anything is entered."""
        taken, brought, stand = standing.taken(self.file.notice, self.file.plan), self.brought, self.against.by_key
        new = (
            (number, action, row)
            for number, action in enumerate(self.draft.actions)
            if f"actions/{number}" not in self.out and (row := self.rows[f"actions/{number}"]).same not in stand
        )
        kpis = {at: self.rows[f"kpis/{at}"] for at in range(len(self.draft.kpis)) if f"kpis/{at}" not in self.out}
        new_kpis = {at: row for at, row in kpis.items() if row.same not in stand}
        found = (
            *hindrances(brought, stand.keys(), taken, self._nobody_yet),
            *hindering.called_otherwise(brought, stand),
            *hindering.written_over(brought, stand, self.against.added),
            *hindering.before_the_plan(brought, stand.keys(), self._first_day),
            *hindering.far_off(brought, stand, self.file.notice.deliver_by),
            *hindering.measured_to_come(brought, stand.keys(), day_of(self.file.added_at)),
            *hindering.to_come(new, day_of(self.file.added_at)),
            *counting.in_other_spans(self.read, self.draft, self.answers, new_kpis),
            *counting.becoming_days(self.draft, kpis, stand),
        )
        return tuple(each if each.row.key else replace(each, place=self._place_of(each.row)) for each in found)

    @cached_property
    def _nobody_yet(self) -> frozenset[tuple[Kind, str]]:
        """Actions of which it is left open who is accountable: of this file, or in the plan already."""
        here = {
            self.rows[f"actions/{number}"].same
            for number, action in enumerate(self.draft.actions)
            if settled.is_left_open(action)
        }
        there = {same for same, row in self.against.by_key.items() if row.says.get("accountable") == ()}
        return frozenset(here | there)

    @property
    def lacks(self) -> str:
        """What the file as a whole lacks to be entered, and what to do; "" for nothing."""
        return hindering.without_actions((*self.against.stands, *self.brought))

    def _place_of(self, row: Row) -> str:
        """Where a row stands in the file; "" where nothing says it."""
        stands = settling.beside(f"{self.path_of(row)}/", self.read)
        if not stands:
            return ""
        place = stands[0].place
        return str(replace(place, column=0, line=0) if place.row else place)

    @property
    def _first_day(self) -> date | None:
        """From which the plan runs."""
        says = next((row.says for row in self.brought if row.kind is Kind.PLAN), {})
        starts_on: Any = says.get("starts_on")
        return first_day(self.file.plan) if self.file.plan else starts_on or self.file.notice.issued_on

    @cached_property
    def plans(self) -> tuple[Known, ...]:
        """The plans that the notice has, for a file that is to be a new one."""
        return () if self.file.plan else standing.plans_of(self.file.notice)

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """Those of them that the file may be of."""
        return alike(self.brought, self.plans)

    @property
    def says_nothing(self) -> str:
        """Why nothing differs, in words."""
        return self.against.says_nothing(self.brought)

    @cached_property
    def is_of_another(self) -> str:
        """What is said of a newer file in which nothing is of its plan; "" for any other."""
        return nothing_of(self.file.plan.title, self.brought, self.against.stands) if self.file.plan else ""

    @cached_property
    def may_be_kept(self) -> bool:
        """Whether it can be kept as one that was gone through, though the plan says all of it: a file of the council’s
        own that is not the last one already. Newer ones are compared with it then."""
        return self.file.plan is not None and not (self.file.stamp or self.differences or self.against.is_last)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do but to enter it."""
        return not self.waits and (bool(self.differences) or self.may_be_kept)

    @property
    def waits(self) -> bool:
        """Whether anything is to be settled or put right first: until then nobody knows whether anything differs."""
        return bool(self.left or self.unknown or self.hindrances or self.lacks)


def check(file: PlanDraft) -> Checked:
    """A draft that was not entered yet. Raises audit.codec.UnknownShape for one that was stored in another shape."""
    rows: Iterable[Settlement] = file.settlements.select_related("said_by")
    said = {row.key: row for row in rows}
    answers = {key: Answer(How(row.how), row.values) for key, row in said.items()}
    read = founded(from_text(Draft, file.draft), (each.values for each in answers.values()))
    return Checked(file, read, answers, said, answerable.people_of(file.notice, file.plan))
