"""A draft as rows of a plan: what a file says, once every value of it is what a person lets stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bringing.plain import Kind, Row, Value
from bringing.reading import Certainty, Draft, Read, Start
from bringing.reading.draft import ActionRead, KpiRead, PostRead, SectionRead, TargetRead
from kpis.targets import Rule
from notices.calendar import ByWhenKind

NOBODY: Mapping[str, "Whose"] = MappingProxyType({})
LONGEST_NAME = 80
"""Characters of a short name that is made of what an action says."""
PROPOSED = "the first words of what will be done"
"""The rule of a short name that nobody has said."""
_STATES = {
    Start.NUMERIC: "approved",
    Start.AWAITED: "awaited",
    Start.TO_BE_DEVELOPED: "to_be_developed",
}


@dataclass(frozen=True, slots=True)
class Whose:
    """Who a wording stands for: a post of an organisation, by its full name; no post: the organisation itself."""

    post: str
    organisation: str


def named(draft: Draft) -> Draft:
    """The draft with a proposed short name for each action that has none."""
    actions = (
        each if each.title is not None else replace(each, title=Read(short_name(each.what.value), PROPOSED))
        for each in draft.actions
    )
    return replace(draft, actions=tuple(actions))


def rows_of(draft: Draft, whose: Mapping[str, Whose] = NOBODY) -> tuple[Row, ...]:
    """What the draft says, in its own order. What is open says nothing but its printed words. `whose` are the draft's
    posts by their titles; one that is not there is as the file prints it."""
    return tuple(rows_by_path(draft, whose).values())


def rows_by_path(draft: Draft, whose: Mapping[str, Whose] = NOBODY) -> dict[str, Row]:
    """The same, each by the path of its row in the draft; the plan's own by "title"."""
    posts = {post.title: whose.get(post.title) or _printed(post) for post in draft.posts}
    plan = {"title": Row(Kind.PLAN, "", {"title": draft.title.value})} if draft.title else {}
    sections = (Row(Kind.SECTION, each.letter.value, _section(each)) for each in draft.sections)
    actions = (Row(Kind.ACTION, each.ref.value, _action(each, posts)) for each in draft.actions)
    kpis = (Row(Kind.KPI, each.code.value, _kpi(each)) for each in draft.kpis)
    kinds = {"sections": sections, "actions": actions, "kpis": kpis}
    return plan | {f"{name}/{number}": row for name, rows in kinds.items() for number, row in enumerate(rows)}


def _section(section: SectionRead) -> dict[str, Value]:
    return {
        "title": section.title.value,
        "needs_improvement": tuple(point.value for point in section.needs_improvement),
        "families_said": tuple(point.value for point in section.families_said),
    }


def short_name(what: str) -> str:
    """A short name out of the first words of what will be done; its ending says that there is more."""
    line = " ".join(what.split())
    if len(line) <= LONGEST_NAME:
        return line.rstrip(".;:,")
    return f"{line[:LONGEST_NAME].rpartition(' ')[0].rstrip('.;:,')}…"


def _printed(post: PostRead) -> Whose:
    return Whose("", post.title) if post.is_organisation.value else Whose(post.title, post.organisation.value)


def _action(action: ActionRead, posts: Mapping[str, Whose]) -> dict[str, Value]:
    when = action.by_when.value
    sure = [each for each in action.clauses if each.certainty is Certainty.CERTAIN]
    says: dict[str, Value] = {
        "section": action.section.value,
        "what": action.what.value,
        "success": action.success.value,
        "by_when": action.by_when.words,
        "due_on": when.due_on,
        "in_place": when.kind is ByWhenKind.IN_PLACE,
        "accountable": tuple(_accountable(each, posts.get(each.value)) for each in action.posts),
    }
    if action.title is not None and action.title.rule != PROPOSED:
        says["title"] = action.title.value
    if action.starts_on is not None:
        says["starts_on"] = action.starts_on.value
    if action.clauses:
        says["clauses"] = tuple(each.value for each in sure)
        says["possible_clauses"] = tuple(each.value for each in action.clauses if each not in sure)
    if action.milestones:
        dated = [each for each in action.milestones if each.due_on.value is not None]
        says["milestones"] = tuple((each.label, each.due_on.value, each.says.value) for each in dated)
    return says


def _accountable(printed: Read[str], whose: Whose | None) -> tuple[str, str, str]:
    """As printed, the post, its organisation. An organisation stands for itself."""
    words = " ".join(printed.words.split()) or printed.value
    return (words, whose.post, whose.organisation) if whose else (words, printed.value, "")


def _kpi(kpi: KpiRead) -> dict[str, Value]:
    baseline, dated = kpi.baseline.value, [each for each in kpi.targets if each.due_on.value]
    return {
        "section": kpi.section.value,
        "name": kpi.name.value,
        "unit": kpi.unit.value.value,
        "direction": kpi.direction.value.value,
        "baseline": " ".join(kpi.baseline.words.split()),
        "baseline_state": _STATES[baseline.state],
        "baseline_value": baseline.value,
        "baseline_on": kpi.as_at.value,
        "baseline_on_printed": " ".join(kpi.as_at.words.split()),
        "targets": tuple((each.label, each.due_on.value, _rule(each.rule)) for each in dated),
        "unplaced": tuple(_unplaced(kpi.targets, (" ".join(each.words.split()) for each in kpi.unplaced))),
    }


def _rule(rule: Read[Rule | None]) -> str:
    """As printed. What cannot be read waits among the cells that have no place yet."""
    return "" if rule.value is None else " ".join(rule.words.split())


def _unplaced(targets: Sequence[TargetRead], loose: Iterable[str]) -> Iterable[str]:
    yield from loose
    for each in targets:
        words = " ".join(each.rule.words.split())
        if words and each.due_on.value is None:
            yield f"{each.label}: {words}"
        elif words and each.rule.value is None:
            yield words
