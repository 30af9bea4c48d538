"""A plan is written down as printed: sections, actions with who answers for them, KPIs with baselines and targets."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from config.demo import facts
from config.demo.facts import shapes
from config.demo.replay.steps import Step
from config.demo.replay.world import START, Told, fresh
from config.demo.story import cast, figures
from config.demo.story.shapes import at
from config.demo.story.sheets import SHEETS, SheetText
from kpis import actions as kpi_actions
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Origin, Unit
from plans import actions
from plans.models import Plan

_DEFINED = at("2023-05-09 10:00")
_NAMED = at("2023-05-09 09:40")
_WHOSE = "These figures are the partner’s own: its data lead releases them"
_WRITTEN = "Written down for the first time; counted as before"
_SAME_SECTION = "Our reading: the plan prints this action and this KPI in the same section"
_OTHER_SECTION = "Our reading: the plan does not say which actions should move this KPI"
_BASELINES = {
    shapes.BaselineState.NUMERIC: BaselineState.APPROVED,
    shapes.BaselineState.AWAITED: BaselineState.AWAITED,
    shapes.BaselineState.TO_BE_DEVELOPED: BaselineState.TO_BE_DEVELOPED,
}


def write_down(told: Told) -> None:
    """The plan that answers the notice, if it has one here."""
    for printed in facts.PLANS:
        if printed.notice == told.facts.slug:
            _write_down(told, printed)


def _write_down(told: Told, printed: shapes.Plan) -> None:
    plan = actions.create_plan(
        notice=told.notice,
        slug=printed.slug,
        title=printed.title,
        source_note=" ".join(printed.notes),
        by=told.leader,
        at=START,
    )
    for section in printed.sections:
        told.sections[section.code] = actions.add_section(
            plan=plan,
            letter=section.code,
            title=section.title,
            needs_improvement=section.needs_improvement,
            families_said=section.families_said,
            areas=[told.areas[code] for code in section.areas],
            by=told.leader,
            at=START,
        )
    for action in printed.actions:
        _promise(told, action)
    for order, kpi in enumerate(facts.KPIS[printed.slug], start=1):
        _measure(told, plan, order, kpi)
    note = "The plan as it was printed, when tracking began here."
    actions.publish_edition(plan=plan, note=note, by=told.leader, at=START)


def _promise(told: Told, action: shapes.Action) -> None:
    row = actions.add_action(
        section=told.sections[action.section],
        ref=action.ref,
        title=action.title,
        what=action.what,
        success="\n".join(action.outcomes),
        accountable=[_answerable(told, each) for each in action.accountable],
        by_when_printed=action.by_when,
        due_on=action.due_on,
        in_place=action.already_in_place,
        clauses=[told.clauses[number] for number in action.clauses],
        possible_clauses=[told.clauses[number] for number in action.possible_clauses],
        areas=[told.areas[code] for code in action.areas],
        by=told.leader,
        at=START,
    )
    if told.facts.slug == cast.DEVON and (lead := cast.ACTION_LEADS.get(action.ref)):
        actions.name_action_lead(action=row, lead=told.world.people[lead], by=told.leader, at=START)
    told.actions[action.ref] = row


def _answerable(told: Told, who: shapes.Accountable) -> actions.Answerable:
    world = told.world
    return actions.Answerable(
        who.printed,
        post=world.posts[who.post] if who.post else None,
        organisation=world.organisations[who.organisation] if who.organisation else None,
    )


def _measure(told: Told, plan: Plan, order: int, kpi: shapes.Kpi) -> None:
    data_lead = figures.DATA_LEADS.get(kpi.section) if told.facts.slug == cast.DEVON else None
    row = kpi_actions.add_kpi(
        plan=plan,
        section=told.sections[kpi.section],
        code=kpi.code,
        order=order,
        name=kpi.name,
        unit=Unit(kpi.unit.value),
        direction=Direction(kpi.direction.value),
        baseline=kpi_actions.PrintedBaseline(
            text=kpi.baseline.printed,
            state=_BASELINES[kpi.baseline.state],
            value=kpi.baseline.value,
            as_at=kpi.baseline.as_at,
            as_at_text=kpi.baseline.as_at_printed,
        ),
        targets=[kpi_actions.TargetRow(target.label, target.on, target.rule) for target in kpi.targets],
        unplaced=kpi.unplaced,
        origin=Origin.SURVEY if kpi.survey else Origin.NOT_STATED,
        frequency=Frequency.AS_IT_COMES if kpi.survey else Frequency.NOT_STATED,
        data_lead=told.world.people[data_lead] if data_lead else None,
        by=told.leader,
        at=START,
    )
    for ref in kpi.actions:
        action = told.actions[ref]
        why = _SAME_SECTION if action.section_id == row.section_id else _OTHER_SECTION
        kpi_actions.link_action(kpi=row, action=action, by=told.leader, at=START, why=why)
    told.kpis[kpi.code] = row


def later(told: Told) -> Iterator[Step]:
    """On the second day the lead says whose figures are a partner's, and data leads how each KPI is counted."""
    if told.facts.slug == cast.DEVON:
        for code, organisation in figures.PARTNERS.items():
            yield Step(_NAMED, partial(_name_partner, told, code, organisation))
        for code, text in SHEETS.items():
            yield Step(_DEFINED, partial(_define, told, code, text))


def _name_partner(told: Told, code: str, organisation: str) -> None:
    kpi = fresh(told.kpis[code])
    kpi_actions.define_kpi(
        kpi=kpi,
        sheet=replace(kpi_actions.Sheet.of(kpi), organisation=told.world.organisations[organisation]),
        why=_WHOSE,
        by=told.leader,
        at=_NAMED,
        seen_version=kpi.version,
    )


def _define(told: Told, code: str, text: SheetText) -> None:
    kpi = fresh(told.kpis[code])
    kpi_actions.define_kpi(
        kpi=kpi,
        sheet=replace(
            kpi_actions.Sheet.of(kpi),
            definition=text.definition,
            numerator=text.numerator,
            denominator=text.denominator,
            source=text.source,
            origin=Origin(text.origin),
            frequency=Frequency(text.frequency),
            cumulates=Cumulates(text.cumulates),
            caveats=text.caveats,
        ),
        why=_WRITTEN,
        comparable=True,
        by=kpi.data_lead or told.leader,
        at=_DEFINED,
        seen_version=kpi.version,
    )
