"""The rows of a plan as it stands in the database, in its own order; and what the notice’s other plans have."""

from collections import defaultdict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch

from bringing.alike import Known
from bringing.plain import Kind, Row, Value
from govuk.address import fixed_words
from kpis.actions.baselines import NEVER_COUNTED
from kpis.models import Baseline, BaselineState, Kpi, KpiAction, Target
from notices.models import Notice
from plans.models import Accountability, Action, Milestone, Plan, Section, SectionArea
from plans.reading.plan import points


def rows_of(plan: Plan | None) -> tuple[Row, ...]:
    """Everything that the plan says; nothing of one that does not stand yet. Eight queries whatever its size."""
    return () if plan is None else (_plan(plan), *_sections(plan), *_actions(plan), *_kpis(plan))


def plans_of(notice: Notice) -> tuple[Known, ...]:
    """The plans of a notice with what their actions do. Two queries whatever their size."""
    actions: dict[int, dict[str, str]] = defaultdict(dict)
    for plan, ref, what in Action.objects.filter(notice=notice).values_list("plan", "ref", "what"):
        actions[plan][ref] = what
    plans = Plan.objects.filter(notice=notice).order_by("pk")
    return tuple(Known(plan.slug, plan.title, actions[plan.pk]) for plan in plans)


def taken(notice: Notice, plan: Plan | None) -> dict[tuple[Kind, str], str]:
    """The keys that nothing new can have, each with why and what to do: codes of other plans' KPIs, refs that actions
    of this plan had, and words that our own pages have in their place. Three queries at most."""
    choose = "choose another, or leave the row out"
    found = {(Kind.KPI, word): f"“{word}” names a page of ours: {choose}" for word in fixed_words("kpis:kpi", "code")}
    codes = Kpi.objects.filter(notice=notice).exclude(plan=plan).values_list("code", "plan__title")
    for code, title in codes:
        found[Kind.KPI, code.casefold()] = f"“{title}” has a KPI {code}, and a notice has each code once: {choose}"
    if plan is not None:
        stand = set(Action.objects.filter(plan=plan).values_list("ref", flat=True))
        had = set(Action.history.filter(plan_id=plan.pk).values_list("ref", flat=True).distinct())
        for ref in had - stand:
            found[Kind.ACTION, ref.casefold()] = (
                f"{ref} is the ref of an action that left the plan, or had it before: {choose}; one that left is "
                "brought back on its own page"
            )
    return found


def _plan(plan: Plan) -> Row:
    says = {"title": plan.title, "source_note": plan.source_note, "starts_on": plan.starts_on}
    return Row(Kind.PLAN, "", says)


def _sections(plan: Plan) -> list[Row]:
    areas = SectionArea.objects.filter(section=OuterRef("pk")).order_by("area__order").values("area__code")
    rows = Section.objects.filter(plan=plan).annotate(area_codes=ArraySubquery(areas)).order_by("order", "pk")
    return [
        Row(
            Kind.SECTION,
            row.letter,
            {
                "title": row.title,
                "needs_improvement": points(row.needs_improvement),
                "families_said": points(row.families_said),
                "areas": tuple(row.area_codes),
            },
        )
        for row in rows
    ]


def _actions(plan: Plan) -> list[Row]:
    answering = Accountability.objects.select_related("post__organisation", "organisation").order_by("order", "pk")
    rows = Action.objects.filter(plan=plan).with_answers().select_related("section").in_plan_order()
    rows = rows.prefetch_related(
        Prefetch("accountabilities", answering),
        Prefetch("milestones", Milestone.objects.order_by("due_on", "pk")),
    )
    return [Row(Kind.ACTION, row.ref, _action(row)) for row in rows]


def _action(row: Action) -> dict[str, Value]:
    return {
        "section": row.section.letter,
        "title": row.title,
        "what": row.what,
        "success": row.success,
        "by_when": row.by_when_printed,
        "due_on": row.due_on,
        "in_place": row.in_place,
        "starts_on": row.starts_on,
        "accountable": tuple(_accountable(each) for each in row.accountabilities.all()),
        "clauses": tuple(row.clause_numbers),  # type: ignore[attr-defined]
        "possible_clauses": tuple(row.possible_clauses),  # type: ignore[attr-defined]
        "areas": tuple(row.area_codes),  # type: ignore[attr-defined]
        "milestones": tuple((each.label, each.due_on, each.text) for each in row.milestones.all()),
    }


def _accountable(row: Accountability) -> tuple[str, str, str]:
    if row.post is not None:
        return row.printed, row.post.title, row.post.organisation.name
    return row.printed, "", row.organisation.name if row.organisation else ""


def _kpis(plan: Plan) -> list[Row]:
    there = KpiAction.objects.filter(action__in=Action.objects.values("pk"))  # a retired one is none of the plan
    moves = there.filter(kpi=OuterRef("pk")).order_by("action__section__order", "action__order")
    rows = (
        Kpi.objects.filter(plan=plan)
        .select_related("section")
        .annotate(refs=ArraySubquery(moves.values("action__ref")))
    )
    rows = rows.prefetch_related(
        Prefetch("baselines", Baseline.objects.exclude(state__in=NEVER_COUNTED).order_by("-number")),
        Prefetch("targets", Target.objects.order_by("-edition", "printed_order", "pk")),
    )
    return [Row(Kind.KPI, row.code, _kpi(row)) for row in rows.order_by("section__order", "order", "pk")]


def _kpi(row: Kpi) -> dict[str, Value]:
    baseline: Baseline | None = next(iter(row.baselines.all()), None)
    targets = list(row.targets.all())
    return {
        "section": row.section.letter,
        "name": row.name,
        "unit": row.unit,
        "direction": row.direction,
        "baseline": row.baseline_printed,
        "baseline_state": baseline.state if baseline else BaselineState.AWAITED.value,
        "baseline_value": baseline.value if baseline else None,
        "baseline_on": baseline.as_at if baseline else None,
        "baseline_on_printed": baseline.as_at_printed if baseline else "",
        "targets": tuple(
            (each.label, each.due_on, each.rule) for each in targets if each.edition == targets[0].edition
        ),
        "unplaced": tuple(row.unplaced),
        "definition": row.definition,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "source": row.source,
        "origin": row.origin,
        "frequency": row.frequency,
        "cumulates": row.cumulates,
        "caveats": row.caveats,
        "actions": tuple(row.refs),  # type: ignore[attr-defined]
    }
