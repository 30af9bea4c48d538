"""A plan is written down as printed: sections, actions with who answers for them, KPIs with baselines and targets."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bringing.actions import New
from config.demo import facts
from config.demo.facts import shapes
from config.demo.files import EXCEL, WORD
from config.demo.replay import bringing
from config.demo.replay.steps import Step
from config.demo.replay.world import START, Told, fresh
from config.demo.story import cast, figures
from config.demo.story.shapes import at
from config.demo.story.sheets import SHEETS, SheetText
from kpis import actions as kpi_actions
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Kpi, Origin, Unit
from plans import actions
from plans.models import Action, Plan, Section

_PRINTED = "The plan as it was printed, when tracking began here."
_READ = "What each action answers: the notice’s clauses, the areas, and who writes its updates."
_BRINGS = "Who brings its figures"
_DEFINED = at("2023-05-09 10:00")
_AGAIN = at("2023-05-09 09:20")
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
    """As the document says it; then what the lead reads into it, which no document of a council says."""
    plan = _bring_in(told, printed) if told.facts.slug == cast.DEVON else type_in(told, printed)
    for section in printed.sections:
        _addresses(told, section)
    actions.edit_actions(
        plan=plan,
        edits=[_answers(told, action) for action in printed.actions],
        why=_READ,
        by=told.leader,
        at=START,
    )
    for action in printed.actions:
        for number in action.possible_clauses:
            row, clause = told.actions[action.ref], told.clauses[number]
            actions.propose_clause_match(action=row, clause=clause, by=told.leader, at=START)
    for kpi in facts.KPIS[printed.slug]:
        _brought_by(told, kpi)
    actions.publish_edition(plan=plan, note=_READ, by=told.leader, at=START)


def _bring_in(told: Told, printed: shapes.Plan) -> Plan:
    """From the council's Word document, through the same pages that any council's plan takes."""
    file = bringing.bring_in(told, WORD, None, at=START)
    plan = bringing.enter(told, file, New(printed.title, printed.slug), note=_PRINTED, at=START).plan
    told.sections.update({each.letter: each for each in Section.objects.filter(plan=plan)})
    told.actions.update({each.ref: each for each in Action.objects.filter(plan=plan)})
    told.kpis.update({each.code: each for each in Kpi.objects.filter(plan=plan)})
    return plan


def type_in(told: Told, printed: shapes.Plan) -> Plan:
    """The plan as its document says it, typed from the facts row by row."""
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
            by=told.leader,
            at=START,
        )
    for action in printed.actions:
        _promise(told, action)
    for order, kpi in enumerate(facts.KPIS[printed.slug], start=1):
        _measure(told, plan, order, kpi)
    actions.publish_edition(plan=plan, note=_PRINTED, by=told.leader, at=START)
    return plan


def _promise(told: Told, action: shapes.Action) -> None:
    told.actions[action.ref] = actions.add_action(
        section=told.sections[action.section],
        ref=action.ref,
        title=action.title,
        what=action.what,
        success="\n".join(action.outcomes),
        accountable=[_answerable(told, each) for each in action.accountable],
        by_when_printed=action.by_when,
        due_on=action.due_on,
        in_place=action.already_in_place,
        by=told.leader,
        at=START,
    )


def _answerable(told: Told, who: shapes.Accountable) -> actions.Answerable:
    world = told.world
    return actions.Answerable(
        who.printed,
        post=world.posts[who.post] if who.post else None,
        organisation=world.organisations[who.organisation] if who.organisation else None,
    )


def _measure(told: Told, plan: Plan, order: int, kpi: shapes.Kpi) -> None:
    told.kpis[kpi.code] = kpi_actions.add_kpi(
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
        by=told.leader,
        at=START,
    )


def _addresses(told: Told, printed: shapes.Section) -> None:
    section = told.sections[printed.code]
    told.sections[printed.code] = actions.edit_section(
        section=section,
        letter=section.letter,
        title=section.title,
        needs_improvement=printed.needs_improvement,
        families_said=printed.families_said,
        areas=[told.areas[code] for code in printed.areas],
        why=_READ,
        by=told.leader,
        at=START,
    )


def _answers(told: Told, printed: shapes.Action) -> actions.Edit:
    """The action with the clauses and areas that it answers, and who writes its updates."""
    action = told.actions[printed.ref]
    lead = cast.ACTION_LEADS.get(printed.ref) if told.facts.slug == cast.DEVON else None
    return replace(
        actions.Edit.of(action),
        clauses=[told.clauses[number] for number in printed.clauses],
        areas=[told.areas[code] for code in printed.areas],
        lead=told.world.people[lead] if lead else None,
    )


def _brought_by(told: Told, printed: shapes.Kpi) -> None:
    """Who brings a KPI's figures and where they come from, and the actions that should move it."""
    kpi = told.kpis[printed.code]
    data_lead = figures.DATA_LEADS.get(printed.section) if told.facts.slug == cast.DEVON else None
    kpi_actions.define_kpi(
        kpi=kpi,
        sheet=replace(
            kpi_actions.Sheet.of(kpi),
            origin=Origin.SURVEY if printed.survey else Origin.NOT_STATED,
            frequency=Frequency.AS_IT_COMES if printed.survey else Frequency.NOT_STATED,
            data_lead=told.world.people[data_lead] if data_lead else None,
        ),
        why=_BRINGS,
        by=told.leader,
        at=START,
        seen_version=kpi.version,
    )
    for ref in printed.actions:
        action = told.actions[ref]
        why = _SAME_SECTION if action.section_id == kpi.section_id else _OTHER_SECTION
        kpi_actions.link_action(kpi=kpi, action=action, by=told.leader, at=START, why=why)


def later(told: Told) -> Iterator[Step]:
    """On the second day the plan's workbook is found to say the same, the lead says whose figures are a partner's, and
    data leads how each KPI is counted."""
    if told.facts.slug == cast.DEVON:
        yield Step(_AGAIN, partial(_bring_again, told))
        for code, organisation in figures.PARTNERS.items():
            yield Step(_NAMED, partial(_name_partner, told, code, organisation))
        for code, text in SHEETS.items():
            yield Step(_DEFINED, partial(_define, told, code, text))


def _bring_again(told: Told) -> None:
    """The workbook of the same plan: nothing of it differs, so it is kept as one that was gone through."""
    file = bringing.bring_in(told, EXCEL, Plan.objects.get(notice=told.notice), at=_AGAIN)
    bringing.enter(told, file, None, note="", at=_AGAIN)


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
