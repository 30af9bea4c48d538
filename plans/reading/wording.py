"""The wording of one plan as it stands now, in four queries; and a published one, read back."""

from collections import defaultdict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch

from audit.codec import UnknownShape, from_text
from plans.models import Accountability, Action, Milestone, Plan, PlanEdition, Section, SectionArea
from plans.reading.plan import points
from plans.wording import SHAPE, ActionWording, MilestoneWording, PlanWording, SectionWording


def read_wording(plan: Plan) -> PlanWording:
    """What the plan says now: its sections, and the actions that stand in it."""
    areas = SectionArea.objects.filter(section=OuterRef("pk")).order_by("area__order").values("area__code")
    sections = Section.objects.filter(plan=plan).annotate(area_codes=ArraySubquery(areas)).order_by("order", "pk")
    answering = Accountability.objects.select_related("post__organisation", "organisation").order_by("order", "pk")
    rows = Action.objects.filter(plan=plan).with_answers().select_related("lead").in_plan_order()
    rows = rows.prefetch_related(
        Prefetch("accountabilities", answering),
        Prefetch("milestones", Milestone.objects.order_by("due_on", "pk")),
    )
    actions: dict[int, list[ActionWording]] = defaultdict(list)
    for row in rows:
        actions[row.section_id].append(_action(row))
    return PlanWording(
        title=plan.title,
        source_note=plan.source_note,
        starts_on=plan.starts_on,
        sections=tuple(_section(row, actions[row.pk]) for row in sections),
    )


def read_edition(edition: PlanEdition) -> PlanWording:
    """What the plan said when it was published. Raises UnknownShape for a text of a shape that nobody reads now."""
    if edition.shape != SHAPE:
        raise UnknownShape(f"Version {edition.number} is stored in shape {edition.shape}, known is {SHAPE}")
    return from_text(PlanWording, edition.tree)


def _section(row: Section, actions: list[ActionWording]) -> SectionWording:
    return SectionWording(
        uid=str(row.uid),
        letter=row.letter,
        title=row.title,
        needs_improvement=points(row.needs_improvement),
        families_said=points(row.families_said),
        areas=tuple(row.area_codes),  # type: ignore[attr-defined]
        actions=tuple(actions),
    )


def _action(row: Action) -> ActionWording:
    return ActionWording(
        uid=str(row.uid),
        ref=row.ref,
        title=row.title,
        what=row.what,
        success=row.success,
        by_when_printed=row.by_when_printed,
        original_due_on=row.original_due_on,
        due_on=row.due_on,
        starts_on=row.starts_on,
        in_place=row.in_place,
        accountable=tuple(_accountable(each) for each in row.accountabilities.all()),
        lead=str(row.lead) if row.lead else "",
        clauses=tuple(row.clause_numbers),  # type: ignore[attr-defined]
        areas=tuple(row.area_codes),  # type: ignore[attr-defined]
        milestones=tuple(
            MilestoneWording(str(each.uid), each.label, each.due_on, each.text) for each in row.milestones.all()
        ),
    )


def _accountable(row: Accountability) -> str:
    name = f"{row.post.title}, {row.post.organisation}" if row.post else str(row.organisation)
    return name if row.printed in (name, name.partition(",")[0]) else f"{name} (printed: {row.printed})"
