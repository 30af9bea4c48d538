"""A notice is written down: partners, clauses, areas, obligations, and to whom its reports go."""

from collections.abc import Iterator
from functools import partial

from config.demo.facts import shapes
from config.demo.replay.steps import Step
from config.demo.replay.wording import (
    AREA_KINDS,
    ASKS_NOTHING,
    DEVON,
    ILLUSTRATIVE,
    ISSUED_ON_NOTE,
    OBLIGATION_KINDS,
    WEXCOMBE,
    counted,
    rests_upon,
)
from config.demo.replay.world import START, Told, World, fresh, leader_of
from config.demo.story import cast
from config.demo.story.shapes import at, day
from notices import actions
from notices.models import ObligationKind
from people.models import Organisation

RUN_HERE = (DEVON, WEXCOMBE)


def write_down(world: World, facts: shapes.Notice) -> Told:
    """The notice itself; its ledger begins here."""
    leader = world.people[leader_of(facts.slug)]
    notice = actions.create_notice(
        slug=facts.slug,
        title=facts.title,
        council=_named(world, facts.council),
        issuer=_named(world, facts.issued_by),
        upon=rests_upon(facts),
        status=facts.status,
        issued_on=facts.issued_on,
        issued_on_note=ISSUED_ON_NOTE[facts.slug],
        published_on=facts.published_on,
        deliver_by=facts.deliver_by,
        deliver_by_printed=facts.deliver_by_printed,
        tracked_from=facts.tracked_from,
        illustrative=ILLUSTRATIVE[facts.slug],
        by=leader,
        at=START,
    )
    return Told(world, facts, leader, notice)


def fill_in(told: Told) -> None:
    """Partners, clauses, areas and obligations."""
    facts, world = told.facts, told.world
    for name in (facts.council, *facts.partners):
        actions.add_partner(
            notice=told.notice,
            organisation=_named(world, name),
            clears_reports=facts.slug in RUN_HERE,
            by=told.leader,
            at=START,
        )
    for order, clause in enumerate(facts.clauses, start=1):
        told.clauses[clause.number] = actions.add_clause(
            notice=told.notice,
            number=clause.number,
            text=clause.text,
            order=order,
            parent=told.clauses[clause.parent] if clause.parent else None,
            heading=clause.heading,
            number_is_ours=not clause.printed,
            asks=clause.number not in ASKS_NOTHING[facts.slug],
            by=told.leader,
            at=START,
        )
    texts = {clause.text: clause.number for clause in facts.clauses}
    for order, area in enumerate(facts.areas, start=1):
        told.areas[area.code] = actions.add_area(
            notice=told.notice,
            code=area.code,
            kind=AREA_KINDS[area.kind],
            order=order,
            title=area.title,
            text=area.text,
            clause=told.clauses[texts[area.text]] if area.text in texts else None,
            lead_body=world.called(area.lead),
            by=told.leader,
            at=START,
        )
    for obligation in facts.obligations:
        _demand(told, obligation)


def _demand(told: Told, obligation: shapes.Obligation) -> None:
    rhythm = counted(obligation)
    row = actions.add_obligation(
        notice=told.notice,
        clause=told.clauses[obligation.clause],
        code=obligation.key,
        kind=OBLIGATION_KINDS[obligation.kind],
        title=obligation.summary,
        rhythm=rhythm.rhythm,
        duty_of=obligation.duty,
        anchor=rhythm.anchor,
        our_reading=" ".join(filter(None, (obligation.reading, rhythm.reading))),
        every=rhythm.every,
        last_day=rhythm.last_day,
        months_after=rhythm.months_after,
        named_days=rhythm.named_days,
        councils_duty=obligation.duty != told.facts.issued_by,
        from_whom=obligation.sender,
        to_whom=", ".join(obligation.to),
        tracked=told.facts.tracked,
        by=told.leader,
        at=START,
    )
    told.obligations[obligation.key] = row
    if told.facts.slug == DEVON and row.kind == ObligationKind.REPORT:
        for recipient in cast.RECIPIENTS:
            user = told.world.people[recipient.account]
            actions.add_recipient(
                obligation=row,
                organisation=told.world.organisations[recipient.organisation],
                title="SEND Adviser",
                email=user.email,
                user=user,
                by=told.leader,
                at=START,
            )


def later(told: Told) -> Iterator[Step]:
    """What the lead says of obligations in the first weeks: the anchor that the board agreed, a horizon that is met."""
    if told.facts.slug == DEVON:
        yield Step(_DECIDED, partial(_confirm_anchor, told))
        yield Step(_HORIZON, partial(_meet_horizon, told))


# After the board's second decision: reports count from the day of issue
_DECIDED = at("2023-05-18 17:10")
_HORIZON = at("2023-05-19 09:30")


def _confirm_anchor(told: Told) -> None:
    row = fresh(told.obligations["progress-report"])
    actions.confirm_anchor(obligation=row, seen_version=row.version, by=told.leader, at=_DECIDED)


def _meet_horizon(told: Told) -> None:
    actions.record_fulfilment(
        obligation=told.obligations["horizons"],
        due_on=day("2023-09-07"),
        met_on=day("2023-05-08"),
        how="The plan has targets at 31 July 2023, within twelve months of issue",
        by=told.leader,
        at=_HORIZON,
    )


def _named(world: World, name: str) -> Organisation:
    found = world.called(name)
    if found is None:
        raise LookupError(f"{name} is named by a notice and is not among the organisations")
    return found
