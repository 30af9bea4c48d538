"""Differences are written into the plan, each by the verb that a person's form calls, with the row in its errors."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from bringing.actions.elsewhere import not_here
from bringing.actions.steps import Steps, steps_of
from bringing.plain import NOTHING_SAID, Difference, Kind, Row, Value
from bringing.settled import short_name
from bringing.sound import called
from kpis import actions as kpi_actions
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Kpi, Origin, Unit
from notices.choices import organisations_for
from notices.conflicts import Refused
from notices.models import Area, Clause
from people.actions.posts import add_post
from people.models import Post, User
from plans import actions as plan_actions
from plans.models import Action, Plan, Section

Written = TypeVar("Written")
_SHEET: Final = {
    "definition": str,
    "numerator": str,
    "denominator": str,
    "source": str,
    "origin": Origin,
    "frequency": Frequency,
    "cumulates": Cumulates,
    "caveats": str,
    "unit": Unit,
}


class RowRefused(Refused):
    """What a verb says of a row that cannot be entered as it is, with the row's name before it."""

    def __init__(self, row: Row, refused: Refused) -> None:
        super().__init__(f"{called(row)}: {refused.sentence}")
        self.row = row


class Writer:
    """Writes differences into a plan, in one transaction of its caller. `plural` are titles of posts that name several
    people. `elsewhere` says what was not written, and where it is changed."""

    def __init__(self, plan: Plan, why: str, by: User, at: datetime, plural: Collection[str] = ()) -> None:
        self.plan, self.why, self.by, self.at = plan, why, by, at
        self.plural = frozenset(plural)
        self.new = self.changed = self.retired = 0
        self.elsewhere: list[str] = []
        self.sections: dict[str, Section] = {}
        self.actions: dict[str, Action] = {}
        self.steps: list[tuple[Row, Steps]] = []
        notice = plan.notice
        self.organisations = {each.name: each for each in organisations_for(notice)}
        self.clauses = {each.number: each for each in Clause.objects.of(notice)}
        self.areas = {each.code: each for each in Area.objects.of(notice)}
        self.posts: dict[tuple[str, str], Post] = {}

    def write(self, differences: Sequence[Difference], retired: Mapping[str, str]) -> None:
        """All of it. Raises Refused with the row's name before the sentence."""
        of_kind = {kind: [each for each in differences if each.row.kind is kind] for kind in Kind}
        for each in of_kind[Kind.PLAN]:
            self._named(each.row, self._plan, each)
        for each in of_kind[Kind.SECTION]:
            self._named(each.row, self._section, each)
        self.sections = {each.letter.casefold(): each for each in self.plan.sections.all()}
        self._write_actions(of_kind[Kind.ACTION])
        self.actions = self._by_ref()
        self._write_kpis(of_kind[Kind.KPI])
        for ref, why in retired.items():
            self._named(Row(Kind.ACTION, ref, {}), self._retire, (self.actions[ref.casefold()], why))

    def _by_ref(self) -> dict[str, Action]:
        return {action.ref.casefold(): action for action in self.plan.actions.select_related("plan", "lead")}

    def _write_actions(self, differences: Sequence[Difference]) -> None:
        """New ones all at once: each by itself takes a draft of a thousand longer than a page may take."""
        new = [self._named(each.row, self._new_action, each.row) for each in differences if each.is_new]
        if new:
            plan_actions.add_actions(plan=self.plan, actions=new, by=self.by, at=self.at)
            self.new += len(new)
        if len(new) < len(differences):
            self.actions = self._by_ref()
        edits = [self._named(each.row, self._edit, each) for each in differences if not each.is_new]
        if left := [edit for edit in edits if edit is not None]:
            plan_actions.edit_actions(plan=self.plan, edits=left, why=self.why, by=self.by, at=self.at)
            self.changed += len(left)
        for row, steps in self.steps:
            self._named(row, self._milestones, steps)

    def _write_kpis(self, differences: Sequence[Difference]) -> None:
        there = Kpi.objects.filter(plan=self.plan)
        rows = [each.row for each in differences if each.is_new]
        new = [
            self._named(row, partial(self._new_kpi, order), row)
            for order, row in enumerate(rows, start=there.count() + 1)
        ]
        if new:
            kpi_actions.add_kpis(plan=self.plan, kpis=new, by=self.by, at=self.at)
            self.new += len(new)
        kpis = {kpi.code.casefold(): kpi for kpi in there} if len(new) < len(differences) else {}
        for each in differences:
            if not each.is_new:
                self._named(each.row, partial(self._kpi, kpis[each.row.key.casefold()]), each)

    def _named(self, row: Row, write: Callable[[Any], Written], what: Any) -> Written:
        try:
            return write(what)
        except Refused as refused:
            raise RowRefused(row, refused) from refused

    def _retire(self, what: tuple[Action, str]) -> None:
        plan_actions.retire_action(action=what[0], why=what[1], by=self.by, at=self.at)
        self.retired += 1

    def _plan(self, each: Difference) -> None:
        if each.is_new:
            return  # begun with its title
        says = _now(each)
        fields: dict[str, Any] = {name: says[name] for name in ("title", "source_note", "starts_on")}
        plan_actions.edit_plan(plan=self.plan, why=self.why, by=self.by, at=self.at, **fields)
        self.plan.refresh_from_db()
        self.changed += 1

    def _section(self, each: Difference) -> None:
        says: dict[str, Any] = _now(each)
        fields: dict[str, Any] = {
            "letter": each.row.key if each.stands is None else each.stands.key,
            "title": says["title"],
            "needs_improvement": says.get("needs_improvement", ()),
            "families_said": says.get("families_said", ()),
            "areas": [self._area(code) for code in says.get("areas", ())],
        }
        if each.is_new:
            plan_actions.add_section(plan=self.plan, by=self.by, at=self.at, **fields)
            self.new += 1
            return
        self._told(each, {})
        section = self.plan.sections.get(letter__iexact=each.row.key)
        plan_actions.edit_section(section=section, why=self.why, by=self.by, at=self.at, **fields)
        self.changed += 1

    def _edit(self, each: Difference) -> plan_actions.Edit | None:
        """What an action says now; None where nothing of it is changed from a file."""
        action = self.actions[each.row.key.casefold()]
        left = self._told(each, not_here(each, action))
        if not left:
            return None
        now: dict[str, Any] = _now(each, left)
        if "what" in left and "title" not in left and action.title == short_name(action.what):
            now["title"] = short_name(now["what"])  # made of what was done, it follows what is done now
        section = self._of(now["section"]) if "section" in left else None
        fields = self._of_action(now, left)
        if "milestones" in left:
            self.steps.append((each.row, steps_of(action, now["milestones"])))
        ref = each.row.key if "key" in left else action.ref
        return plan_actions.Edit(action=action, ref=ref, lead=action.lead, section=section, **fields)

    def _new_action(self, row: Row) -> plan_actions.NewAction:
        says: dict[str, Any] = {**NOTHING_SAID[row.kind], **row.says}
        new = plan_actions.NewAction(
            section=self._of(says["section"]),
            ref=row.key,
            possible_clauses=[self._clause(number) for number in says.get("possible_clauses", ())],
            milestones=says.get("milestones", ()),
            nobody_yet="accountable" not in says,
            **self._of_action(says),
        )
        plan_actions.check_action(self.plan, new)
        return new

    def _of_action(self, says: Mapping[str, Any], changed: Collection[str] | None = None) -> dict[str, Any]:
        """What a verb takes. Of one that stands, only what changes of that which hangs on it."""
        hang: dict[str, Callable[[], list[Any]]] = {
            "accountable": lambda: [self._answerable(each) for each in says.get("accountable", ())],
            "clauses": lambda: [self._clause(number) for number in says.get("clauses", ())],
            "areas": lambda: [self._area(code) for code in says.get("areas", ())],
        }
        return {name: read() if changed is None or name in changed else None for name, read in hang.items()} | {
            "title": says.get("title") or short_name(says["what"]),
            "what": says["what"],
            "success": says["success"],
            "by_when_printed": says["by_when"],
            "due_on": says["due_on"],
            "in_place": says["in_place"],
            "starts_on": says.get("starts_on"),
        }

    def _answerable(self, who: tuple[str, str, str]) -> plan_actions.Answerable:
        printed, title, name = who
        organisation = self.organisations.get(name)
        if organisation is None:
            raise Refused(f"“{name or printed}” is no organisation of this notice: choose one that is")
        if not title:
            return plan_actions.Answerable(printed, organisation=organisation)
        if (name, title) not in self.posts:
            told: dict[str, Any] = {"by": self.by, "at": self.at, "notice_id": self.plan.notice_id}
            told["plural"] = title in self.plural
            self.posts[name, title] = add_post(organisation=organisation, title=title, **told)
        return plan_actions.Answerable(printed, post=self.posts[name, title])

    def _milestones(self, steps: Steps) -> None:
        steps.write(self.why, self.by, self.at)
        self.elsewhere += [f"{steps.action.ref}: {said}" for said in steps.elsewhere]

    def _kpi(self, kpi: Kpi, each: Difference) -> None:
        left = self._told(each, not_here(each, kpi))
        if not left:
            return
        now: dict[str, Any] = _now(each, left)
        told: dict[str, Any] = {"by": self.by, "at": self.at}
        if "name" in left:
            kpi = kpi_actions.rename_kpi(kpi=kpi, name=now["name"], why=self.why, seen_version=kpi.version, **told)
        if "section" in left:
            section = self._of(now["section"])
            kpi = kpi_actions.move_kpi(kpi=kpi, section=section, why=self.why, seen_version=kpi.version, **told)
        if "direction" in left:
            direction = Direction(now["direction"])
            kpi = kpi_actions.set_direction(kpi=kpi, direction=direction, seen_version=kpi.version, **told)
        if left & _SHEET.keys():
            self._define(kpi, {name: now[name] for name in left & _SHEET.keys()})
        if "actions" in left:
            self._link(kpi, now["actions"])
        self.changed += 1

    def _new_kpi(self, order: int, row: Row) -> kpi_actions.NewKpi:
        says: dict[str, Any] = {**NOTHING_SAID[row.kind], **row.says}
        sheet = {name: typed(says[name]) for name, typed in _SHEET.items() if says.get(name)}
        new = kpi_actions.NewKpi(
            section=self._of(says["section"]),
            code=row.key,
            order=order,
            name=says["name"],
            direction=Direction(says["direction"]),
            sheet=kpi_actions.Sheet(**sheet),
            baseline=kpi_actions.PrintedBaseline(
                text=says["baseline"],
                state=BaselineState(says["baseline_state"]),
                value=says["baseline_value"],
                as_at=says["baseline_on"],
                as_at_text=says["baseline_on_printed"],
            ),
            targets=[kpi_actions.TargetRow(*each) for each in says["targets"]],
            unplaced=says["unplaced"],
            actions=self._named_actions(says.get("actions", ())),
        )
        kpi_actions.check_kpi(self.plan, new)
        return new

    def _define(self, kpi: Kpi, fields: Mapping[str, Any]) -> None:
        stored = kpi_actions.Sheet.of(kpi)
        typed = {name: _SHEET[name](value) for name, value in fields.items()}
        kpi_actions.define_kpi(
            kpi=kpi,
            sheet=replace(stored, **typed),
            why=self.why,
            by=self.by,
            at=self.at,
            seen_version=kpi.version,
        )

    def _link(self, kpi: Kpi, refs: Iterable[str]) -> None:
        kpi.refresh_from_db()
        told: dict[str, Any] = {"why": self.why, "by": self.by, "at": self.at, "seen_version": kpi.version}
        kpi_actions.link_actions(kpi=kpi, actions=self._named_actions(refs), **told)

    def _named_actions(self, refs: Iterable[str]) -> list[Action]:
        if missing := [ref for ref in refs if ref.casefold() not in self.actions]:
            raise Refused(f"There is no action {missing[0]} in the plan: choose another, or leave it empty")
        return list(dict.fromkeys(self.actions[ref.casefold()] for ref in refs))

    def _told(self, each: Difference, hindered: Mapping[str, str]) -> set[str]:
        """The fields that are written here; of the others it is told where, once: not again with each newer file."""
        old = {change.field for change in each.changes if change.is_old}
        new = [said for field, said in hindered.items() if field not in old]
        self.elsewhere += [f"{called(each.row)}: {said}" for said in dict.fromkeys(new)]
        return {change.field for change in each.changes} - hindered.keys()

    def _of(self, letter: str) -> Section:
        found = self.sections.get(letter.casefold())
        if found is None:
            raise Refused(f"There is no section {letter} in the plan: enter the section too")
        return found

    def _clause(self, number: str) -> Clause:
        if number not in self.clauses:
            raise Refused(f"The notice has no clause {number}: choose one that it has")
        return self.clauses[number]

    def _area(self, code: str) -> Area:
        if code not in self.areas:
            raise Refused(f"The notice has no area {code}: choose one that it has")
        return self.areas[code]


def _now(each: Difference, left: Iterable[str] | None = None) -> dict[str, Value]:
    """What the row says once these of its fields are changed; all of them for None."""
    fields = None if left is None else set(left)
    before = dict(each.stands.says) if each.stands else dict(each.row.says)
    return before | {one.field: one.after for one in each.changes if fields is None or one.field in fields}
