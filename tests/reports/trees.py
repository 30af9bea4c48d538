"""A believable report tree of demo size, made without a database: Devon's plan as printed, with an invented course."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from audit import codec
from config.demo.facts import ORGANISATIONS, POSTS, shapes
from config.demo.facts.devon_kpis import KPIS
from config.demo.facts.devon_notice import NOTICE
from config.demo.facts.devon_plan import PLAN
from kpis import state as rules
from kpis import targets as rule_of
from kpis.unsure import DOUBTFUL
from notices.coverage import covered
from plans.rating import Impact, Rating
from reports.figures.tree import (
    SHAPE,
    Accountable,
    ActionFigures,
    AreaFigures,
    ClauseFigures,
    CommentaryFigures,
    Count,
    DateChange,
    DocumentFigures,
    FeedbackFigures,
    FigurePoint,
    Figures,
    Horizon,
    JudgementFigures,
    KpiFigures,
    MilestoneFigures,
    NoticeFigures,
    ObligationFigures,
    Occurrence,
    ReportTree,
    RetiredFigures,
    SectionFigures,
    TargetFigures,
    UpdateFigures,
)
from tests.reports.told import ON, board, risks, uid, voices, what_changed

AT = datetime(2023, 12, 22, 9, 30, tzinfo=UTC)
RATINGS = {
    "blue": "A1 A3 B4 C4 D6",
    "green": "A2 A4 A8 A9 A12 A14 B1 B3 B5 C2 C3 D1 D2 D4",
    "amber": "A5 A7 A13 B2 C1 D3",
    "red": "A6 A10 A15 D5",
}
TITLES = {
    "A": ("Governance that is clear", "Co-production that lasts", "Leaders who work together", "Services compared"),
    "B": ("Participation in the open", "Contact that is answered", "A local offer worth reading", "News for families"),
    "C": ("Plans on time", "Plans of good quality", "Advice that arrives", "Reviews that matter"),
    "D": ("One pathway", "Shorter waits", "Support before diagnosis", "Trained staff", "Families who know", "Data"),
}
SAID = (
    "The draft went to parent carers and schools in November. Most of 41 comments ask for plainer words.",
    "Two of three posts are filled since October. The third is advertised again with a market supplement.",
    "The panel meets every fortnight now. Cases that took eleven weeks in the summer take six.",
    "Training reached 212 of 260 staff. Those who are left have dates in January.",
    "Partners agreed one way of recording; the first figures under it come in January.",
)
SLOW = (
    "The provider withdrew in October and the second tender took until the end of November.",
    "Two of four caseworkers left in the autumn, and the backlog grew again in November.",
    "Schools asked for more time to comment, which we gave; the final text is late because of it.",
)
RECOVERY = (
    "An interim team of three starts on 8 January and works on overdue cases alone.",
    "The contract is signed; mobilisation is checked every week by the delivery group.",
)


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def counts(codes: Iterable[str], words: dict[str, str]) -> tuple[Count, ...]:
    """One count for each word, in their order, also where it is zero."""
    found = Counter(codes)
    return tuple(Count(code, said, found[code]) for code, said in words.items())


RATING_WORDS = {rating.value: rating.label for rating in Rating}
IMPACT_WORDS = {impact.value: impact.label for impact in Impact}
STATE_WORDS = {state.value: state.label for state in rules.State}


def _notice() -> NoticeFigures:
    return NoticeFigures(
        slug=NOTICE.slug,
        title=NOTICE.title,
        council=NOTICE.council,
        issuer=NOTICE.issued_by,
        upon=NOTICE.inspection.title,
        status="in_force",
        issued_on=NOTICE.issued_on,
        issued_on_note="The draft leaves the day open; this one is illustrative",
        published_on=None,
        deliver_by=NOTICE.deliver_by,
        deliver_by_printed=NOTICE.deliver_by_printed,
        tracked_from=NOTICE.tracked_from,
        illustrative="The notice and the plan are real; updates, figures, meetings and views are invented",
    )


def _obligations() -> tuple[ObligationFigures, ...]:
    dues = {"progress-report": (date(2023, 7, 7), date(2023, 9, 7), date(2023, 11, 7), date(2024, 1, 7))}
    made = []
    for row in NOTICE.obligations:
        dates = tuple(
            Occurrence(
                due,
                "met" if due < ON else "due",
                due - timedelta(days=2) if due < ON else None,
                "Sent to every named recipient" if due < ON else "",
                ("7 January 2024 is a Sunday",) if due == date(2024, 1, 7) else (),
            )
            for due in dues.get(row.key, ())
        )
        made.append(
            ObligationFigures(
                uid=uid(row.key),
                code=row.key,
                kind=row.kind.value,
                title=row.summary,
                clause=row.clause,
                rhythm="every 2 months" if dates else "no rhythm stated",
                duty_of=row.duty,
                councils_duty=not row.duty.startswith("Department"),
                to_whom=", ".join(row.to),
                our_reading=row.reading,
                confirmed=bool(dates),
                tracked=True,
                awaiting="awaiting publication date" if row.anchor is shapes.Anchor.PUBLICATION else "",
                next_due=dates[-1].due_on if dates else None,
                occurrences=dates,
            )
        )
    return tuple(made)


def _clauses() -> tuple[ClauseFigures, ...]:
    depths: dict[str, int] = {"": -1}
    made = []
    for row in NOTICE.clauses:
        depths[row.number] = depths[row.parent] + 1
        actions = tuple(action.ref for action in PLAN.actions if row.number in action.clauses)
        possible = tuple(action.ref for action in PLAN.actions if row.number in action.possible_clauses)
        duties = tuple(each.summary for each in NOTICE.obligations if each.clause == row.number)
        cover, says = "", ""
        if row.number == "4(e)(I)":
            cover, says = "partly", "Answered by A1; no target falls within 3 months or within 6 months of issue."
        elif possible and not actions:
            cover, says = "partly", f"Possible match {possible[0]}, for a person to confirm."
        elif actions or duties:
            cover, says = "covered", f"Answered by {', '.join(actions)}." if actions else f"{duties[0]}: kept so far."
        elif row.parent == "4":
            cover, says = "uncovered", "Nothing in the plan answers this clause yet."
        made.append(
            ClauseFigures(
                uid(row.number),
                row.number,
                depths[row.number],
                row.heading,
                row.text,
                actions,
                possible,
                duties,
                cover,
                says,
            )
        )
    return tuple(made)


def _accountable(row: shapes.Accountable) -> Accountable:
    names = {organisation.key: organisation for organisation in ORGANISATIONS}
    if row.organisation:
        name = names[row.organisation].name
        return Accountable(name, name, row.printed, True, False)
    post = next(post for post in POSTS if post.key == row.post)
    return Accountable(post.title, names[post.organisation].name, row.printed, row.post != "mental-health", post.plural)


def _rating(ref: str) -> str:
    return next((rating for rating, refs in RATINGS.items() if ref in refs.split()), "not_started")


def _action(number: int, row: shapes.Action) -> ActionFigures:
    rating = _rating(row.ref)
    slow = rating in ("amber", "red")
    original = row.due_on
    due = date(2024, 2, 29) if slow and original and original < date(2024, 1, 1) else original
    late = max((ON - due).days, 0) if due and rating != "blue" else 0
    impact = {"blue": "evidenced", "green": "emerging"}.get(rating, "none_yet") if number % 3 else "none_yet"
    difference = f"Reported green, {late} days overdue." if rating == "green" and late else ""
    titles = TITLES[row.section]
    return ActionFigures(
        uid=uid(row.ref),
        ref=row.ref,
        plan=PLAN.slug,
        section=row.section,
        title=f"{titles[number % len(titles)]}",
        what=row.what,
        success=" ".join(row.outcomes),
        by_when_printed=row.by_when,
        original_due_on=original,
        due_on=due,
        in_place=row.already_in_place,
        slip_days=(due - original).days if due and original else 0,
        days_late=late,
        accountable=tuple(_accountable(each) for each in row.accountable),
        lead="",
        clauses=row.clauses,
        areas=row.areas,
        kpis=tuple(kpi.code for kpi in KPIS if kpi.section == row.section)[number % 4 : number % 4 + 2],
        rating=rating,
        completion="confirmed" if rating == "blue" else "waiting" if row.ref == "A8" else "",
        claimed_on=date(2023, 12, 4) if rating == "blue" or row.ref == "A8" else None,
        completed_on=date(2023, 12, 4) if rating == "blue" else None,
        impact=impact,
        suggested="red" if difference else rating,
        suggested_reasons=(f"Overdue by {late} days",) if difference else (),
        difference=difference,
        difference_explained="The work is done; the report on it is being printed." if number % 2 and late else "",
        silent=number % 11 == 0,
        latest=_update(number, row.ref, rating, impact),
        date_changes=_changes(row.ref, original, due) if due != original and original and due else (),
        milestones=(
            MilestoneFigures("12 months", date(2023, 9, 7), "A first version is in use.", date(2023, 9, 1)),
            MilestoneFigures("18 months", date(2024, 3, 7), "It is reviewed with families.", None),
        )
        if number % 4 == 0
        else (),
        evidence=(
            DocumentFigures(uid(f"{row.ref}-e"), f"Notes of the review of {row.ref}", "output", date(2023, 12, 1)),
        )
        if impact != "none_yet"
        else (),
    )


def _update(number: int, ref: str, rating: str, impact: str) -> UpdateFigures:
    slow = rating in ("amber", "red")
    return UpdateFigures(
        uid=uid(f"{ref}-update"),
        at=datetime(2023, 12, 1 + number % 4, 10, 5, tzinfo=UTC),
        by="Interim SEND Strategic Director",
        on_behalf_of="Interim SEND Strategic Director",
        rating="green" if rating == "blue" else rating,
        text=SLOW[number % len(SLOW)] if slow else SAID[number % len(SAID)],
        impact=impact,
        impact_text="Families tell the forum that they hear back within a week." if impact != "none_yet" else "",
        next_steps="Bring the result to the January board.",
        recovery_steps=RECOVERY[number % len(RECOVERY)] if slow else "",
        recovery_on=date(2024, 2, 15) if slow else None,
        recovery_accepted=rating == "amber",
        needed="NHS Devon: release two therapists for the panel until March." if number % 7 == 0 else "",
        explanation="",
        cleared_by="",
        cleared_on=None,
        waits_for_clearing=False,
    )


def _changes(ref: str, original: date, due: date) -> tuple[DateChange, ...]:
    return (
        DateChange(
            uid=uid(f"{ref}-change"),
            asked_on=date(2023, 10, 30),
            from_due_on=original,
            to_due_on=due,
            reason="The second tender could not be awarded before December.",
            recovery_steps="Interim cover until the contract starts.",
            state="agreed",
            authority="the board at its meeting on 16 November 2023",
            decided_on=date(2023, 11, 16),
            meeting_on=date(2023, 11, 16),
            decision=7,
        ),
    )


def _kpi(number: int, row: shapes.Kpi) -> KpiFigures:
    unit, direction = rule_of.Unit(row.unit.value), rule_of.Direction(row.direction.value)
    value = row.baseline.value
    asked = [
        rule_of.Target(target.label, target.on, rule)
        for target in row.targets
        if isinstance(rule := rule_of.parse_rule(target.rule), rule_of.Rule)
    ]
    points = _points(number, row)
    counting = rules.latest((rules.Figure(p.value, p.as_at, rules.FigureKind(p.kind)) for p in points), ON)
    found = rules.assess(
        unplaced=bool(row.unplaced),
        targets=asked,
        baseline=rules.Baseline(value, row.baseline.as_at, row.baseline.state == "to_be_developed"),
        direction=direction,
        unit=unit,
        figure=counting,
        today=ON,
    )
    resolved = {target: rule_of.resolve(target.rule, value, unit) for target in asked}
    odd = rule_of.oddities(asked, baseline=value, unit=unit, direction=direction, long_stop=NOTICE.deliver_by)
    return KpiFigures(
        uid=uid(row.code),
        code=row.code,
        section=row.section,
        name=row.name,
        unit=unit.value,
        direction=direction.value,
        definition="Counted on the last day of the month from the case system; those on loan are left out.",
        numerator="",
        denominator="",
        source="Case management system" if not row.survey else "Survey of families",
        from_survey=row.survey,
        frequency="not_stated",
        cumulates="",
        caveats="",
        organisation="",
        baseline_state="approved" if value is not None else row.baseline.state.value,
        baseline=value,
        baseline_on=row.baseline.as_at if value is not None else None,
        baseline_printed=row.baseline.printed,
        baseline_approved_on=date(2023, 5, 18) if value is not None else None,
        unplaced=row.unplaced,
        edition=1,
        targets=tuple(
            _target(target, resolved[target], points, direction) for target in sorted(asked, key=lambda t: t.due)
        ),
        measurements=points,
        former=(),
        withdrawn=(),
        breaks=(),
        resets=(),
        stale="",
        judgement=None,
        comparators=(),
        state=found.state.value,
        state_words=found.state.label,
        reason=found.reason.label if found.reason else "",
        rule=found.rule,
        next_label=found.milestone.label if found.milestone else "",
        next_due_on=found.milestone.due if found.milestone else None,
        next_value=found.target_value,
        expected=found.expected.quantize(Decimal("0.1")) if found.expected is not None else None,
        distance=found.distance,
        trend="",
        actions=tuple(action.ref for action in PLAN.actions if action.section == row.section)[:2],
        flags=(*row.flags, *dict.fromkeys(oddity.sentence for oddity in odd)),
        doubts=tuple(dict.fromkeys(oddity.flag.value for oddity in odd if oddity.flag in DOUBTFUL)),
    )


def _points(number: int, row: shapes.Kpi) -> tuple[FigurePoint, ...]:
    start = row.baseline.value
    if start is None and number % 3:
        return ()
    ends = [date(2023, 6, 30), date(2023, 7, 31), date(2023, 8, 31), date(2023, 9, 30), date(2023, 10, 31)]
    ends.append(date(2023, 11, 30))
    if row.survey:
        ends = [date(2023, 9, 30)]
    first = start if start is not None else Decimal(20)
    step = first / 14 * (1 if row.direction is shapes.Direction.HIGHER else -1)
    return tuple(
        FigurePoint(
            as_at=end,
            value=max(first + step * place * (number % 4), Decimal(0)).quantize(Decimal("0.1")),
            kind="provisional" if place == len(ends) - 1 and number % 5 == 0 else "actual",
            note="Two teams report a week late." if place == 2 and number % 9 == 0 else "",
            series_break=False,
            corrected_from=first if place == 3 and number % 10 == 0 else None,
            period="day",
            answers="",
        )
        for place, end in enumerate(ends)
    )


def _target(
    target: rule_of.Target,
    found: rule_of.Resolved | rule_of.NotAssessable,
    points: tuple[FigurePoint, ...],
    direction: rule_of.Direction,
) -> TargetFigures:
    known = isinstance(found, rule_of.Resolved)
    passed = [point for point in points if point.as_at <= target.due < ON and known]
    actual = passed[-1] if passed else None
    value = found.value if isinstance(found, rule_of.Resolved) else None
    return TargetFigures(
        label=target.label,
        due_on=target.due,
        rule=str(target.rule),
        value=value,
        reason="" if isinstance(found, rule_of.Resolved) else found.reason.label,
        flags=("unattainable",) if isinstance(found, rule_of.Resolved) and found.flags else (),
        past_actual=actual.value if actual else None,
        past_on=actual.as_at if actual else None,
        past_kind=actual.kind if actual else "",
        past=_past(actual, value, direction),
        past_why="",
        decision=None,
        agreed_by="",
        agreed_on=None,
    )


def _past(actual: FigurePoint | None, value: Decimal | None, direction: rule_of.Direction) -> str:
    if actual is None or value is None or direction is rule_of.Direction.NOT_SET:
        return ""
    return "met" if rule_of.meets(actual.value, value, direction) else "missed"


def figures() -> Figures:
    """The figures as on 22 December 2023."""
    actions = tuple(_action(number, row) for number, row in enumerate(PLAN.actions))
    kpis = tuple(_kpi(number, row) for number, row in enumerate(KPIS))
    reasons = Counter(kpi.reason for kpi in kpis if kpi.reason)
    horizon_days = [(3, date(2022, 12, 7)), (6, date(2023, 3, 7)), (12, date(2023, 9, 7)), (18, date(2024, 3, 7))]
    dates = [target.due_on for kpi in kpis for target in kpi.targets]
    return Figures(
        shape=SHAPE,
        on=ON,
        notice=_notice(),
        obligations=_obligations(),
        clauses=_clauses(),
        horizons=tuple(Horizon(*each) for each in covered(horizon_days, dates, NOTICE.issued_on)),
        areas=tuple(_area(area, actions, kpis) for area in NOTICE.areas),
        sections=tuple(_section(section, actions, kpis) for section in PLAN.sections),
        actions=actions,
        retired=(RetiredFigures(uid("B9"), "B9", "A leaflet for schools", "B", date(2023, 10, 2), "B3 covers it."),),
        kpis=kpis,
        risks=risks(),
        voices=voices(),
        board=board(),
        ratings=counts((action.rating for action in actions), RATING_WORDS),
        kpi_states=counts((kpi.state for kpi in kpis), STATE_WORDS),
        not_assessable=tuple(
            Count(reason.value, reason.label, reasons[reason.label])
            for reason in rule_of.Reason
            if reasons[reason.label]
        ),
    )


def _area(area: shapes.Area, actions: tuple[ActionFigures, ...], kpis: tuple[KpiFigures, ...]) -> AreaFigures:
    mine = [action for action in actions if area.code in action.areas]
    return AreaFigures(
        uid=uid(f"area {area.code}"),
        code=area.code,
        title=area.title,
        kind=area.kind.value,
        sections=(area.code,),
        ratings=counts((action.rating for action in mine), RATING_WORDS),
        kpi_states=counts((kpi.state for kpi in kpis if kpi.section == area.code), STATE_WORDS),
        impacts=counts((action.impact for action in mine), IMPACT_WORDS),
    )


def _section(
    section: shapes.Section, actions: tuple[ActionFigures, ...], kpis: tuple[KpiFigures, ...]
) -> SectionFigures:
    return SectionFigures(
        uid=uid(f"section {section.code}"),
        letter=section.code,
        title=section.title,
        needs_improvement=section.needs_improvement,
        families_said=section.families_said,
        areas=section.areas,
        ratings=counts((action.rating for action in actions if action.section == section.code), RATING_WORDS),
        kpi_states=counts((kpi.state for kpi in kpis if kpi.section == section.code), STATE_WORDS),
    )


def report_tree(**changes: Any) -> ReportTree:
    """The report due on 7 January 2024 with everything in it; `changes` replace fields of the tree."""
    told = figures()
    judged = (("some", "Some progress"), ("sufficient", "Sufficient progress"), ("some", "Some progress"))
    tree = ReportTree(
        shape=SHAPE,
        number=4,
        version=2,
        due_on=date(2024, 1, 7),
        due_warnings=("7 January 2024 is a Sunday",),
        period_from=date(2023, 11, 8),
        period_to=date(2024, 1, 7),
        frozen_at=AT,
        ledger_length=412,
        ledger_head="9f2b" * 16,
        recipients=("SEND adviser, Department for Education", "SEND adviser, NHS England"),
        clearing=("Devon County Council", "NHS Devon Integrated Care Board"),
        corrects="",
        corrected="",
        corrections=(),
        left_out=(),
        statement=(
            "The partnership has held its course this autumn. Governance is settled, families are answered sooner, and "
            "the first plans written to the new standard read better.\n\nFour objectives are not where they should be. "
            "I have asked the two accountable officers to bring recovery plans to the January board, and I shall say "
            "in the next report whether they have worked."
        ),
        statement_by="Independent chair",
        judgements=tuple(
            JudgementFigures(
                area.code,
                *(judged[place] if place < len(judged) else ("not_progressing", "Not progressing")),
                "Families notice a difference in contact, not yet in waiting times. The next test is the January wave.",
                "Improvement lead",
            )
            for place, area in enumerate(told.areas)
        ),
        commentaries=tuple(
            CommentaryFigures(
                section.letter,
                "The new panel is at work; waiting times fell from eleven weeks to six.\n\nThe easy-read plan is out.",
                "Fill the remaining caseworker post. Repeat the survey in May.",
                "Two therapists for the panel until March." if section.letter in "CD" else "",
                "Interim SEND Strategic Director",
            )
            for section in told.sections
        ),
        feedback=(
            FeedbackFigures(
                "SEND adviser, Department for Education",
                date(2023, 11, 13),
                "Please say more about staffing in the assessment team, and when cover begins.",
                "Two of three posts are filled; interim cover begins on 8 January. See A6 and R1.",
            ),
            FeedbackFigures("SEND adviser, NHS England", date(2023, 11, 15), "What follows the tender for D5?", ""),
        ),
        previous="Report 3, version 1, issued 6 November 2023",
        changes=what_changed(),
        short_names=(("DCC", "Devon County Council"), ("PCFD", "Parent Carer Forum Devon")),
        figures=told,
    )
    return replace(tree, **changes)


# what a person types, in any record of the tree
_TYPED = {
    *("title", "what", "success", "text", "impact_text", "next_steps", "recovery_steps", "needed", "explanation"),
    *("reason", "authority", "name", "definition", "source", "note", "cause", "event", "effect", "review", "said"),
    *("changed", "statement", "statement_by", "achieved", "planned", "help_needed", "answer", "by", "on_behalf_of"),
    *("difference_explained", "corrects", "printed", "latest", "owner", "illustrative", "issued_on_note", "says"),
    *("council", "issuer", "upon", "by_when_printed", "label", "rule", "how", "our_reading", "baseline_printed"),
    *("organisation", "words", "judged_words", "state_words", "lead", "duty_of", "to_whom", "previous", "rhythm"),
    *("deliver_by_printed", "difference", "trend", "next_label", "group_words", "how_heard", "heading", "awaiting"),
    *("needs_improvement", "families_said", "mitigations", "apologies", "recipients", "unplaced", "flags"),
    *("due_warnings", "warnings", "suggested_reasons", "clearing", "corrected", "short_names"),
}


def hostile(payload: str) -> ReportTree:
    """The tree with the payload in every text that somebody types, each time with the field's name beside it."""

    def spoilt(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: spoilt(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [spoilt(each, name) for each in value]
        return f"{name}: {payload}" if isinstance(value, str) and name in _TYPED else value

    tree: ReportTree = codec.from_plain(ReportTree, spoilt(codec.to_plain(report_tree())))
    return tree
