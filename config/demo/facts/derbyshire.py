"""Derbyshire's improvement notice of 14 January 2025 (SEND): clauses in our own words, numbers and dates as printed."""

from datetime import date

from config.demo.facts.shapes import (
    AgreedTimetable,
    Anchor,
    Area,
    AreaKind,
    BeforeEachReview,
    Clause,
    EachMeeting,
    EveryMonths,
    Inspection,
    KeptUpToDate,
    NoneStated,
    Notice,
    Obligation,
    ObligationKind,
    OnceBy,
)

_PRIORITY = AreaKind.PRIORITY_ACTION
_IMPROVE = AreaKind.AREA_FOR_IMPROVEMENT

# (letter of clause 3, title, text, kind): the letter is the document's own
_FINDINGS = (
    (
        "a",
        "Needs and strategic direction",
        (
            "Leaders quickly and together establish what children with SEND in the area need, give the partnership one "
            "clear direction, and agree a co-produced strategy whose joint plans show how and when things improve."
        ),
        _PRIORITY,
    ),
    (
        "b",
        "Joint commissioning",
        "The partnership has a strategic agreement on commissioning that rests on a full joint assessment of needs.",
        _PRIORITY,
    ),
    (
        "c",
        "Joint assessment and EHC plans",
        (
            "Needs are assessed and met jointly and correctly: agencies assess and assure quality together, good EHC "
            "plans are issued on time, and annual reviews keep them current."
        ),
        _PRIORITY,
    ),
    (
        "d",
        "Children missing education",
        (
            "Far fewer children with SEND are out of education. Joint strategies deal with the causes: too few special "
            "and AP places, waits for assessment, and mental health support that comes too late."
        ),
        _PRIORITY,
    ),
    (
        "e",
        "Communication and families' voices",
        (
            "Parents and others hear, sooner than planned, what has changed in services, and what families say shapes "
            "services where it can."
        ),
        _PRIORITY,
    ),
    (
        "f",
        "Waits for health assessments",
        (
            "Waits for community paediatrics, neurodevelopmental and mental health assessment and support come down, "
            "need is found early, and families are supported well while they wait."
        ),
        _PRIORITY,
    ),
    (
        "g",
        "Early help with mainstream schools",
        (
            "A co-produced way of working with mainstream schools brings the right early help and with it fewer "
            "suspensions and exclusions."
        ),
        _IMPROVE,
    ),
    (
        "h",
        "Transitions and adulthood",
        (
            "Young people are better prepared for adulthood; settings know the statutory guidance; moves between "
            "settings and services are told in good time and cause less anxiety."
        ),
        _IMPROVE,
    ),
    (
        "i",
        "Disabled children below the threshold",
        "All disabled children get timely, fitting support, and not those alone who qualify for the specialist team.",
        _IMPROVE,
    ),
    (
        "j",
        "Wheelchair services",
        "The long wait for specialist chairs and seating is dealt with by health leaders.",
        _IMPROVE,
    ),
    (
        "k",
        "Mental health pathway",
        "Moving between levels of mental health need becomes smoother and easier to follow.",
        _IMPROVE,
    ),
)

_LEADS = {"f": "Derby and Derbyshire ICB", "i": "Derbyshire County Council", "j": "Derby and Derbyshire ICB"}

AREAS = tuple(
    Area(
        f"{'P' if kind is _PRIORITY else 'I'}{number if kind is _PRIORITY else number - 6}",
        title,
        text,
        kind,
        printed=f"3({letter})",
        lead=_LEADS.get(letter, "Area leaders"),
    )
    for number, (letter, title, text, kind) in enumerate(_FINDINGS, start=1)
)

CLAUSES = (
    Clause(
        "1",
        "The notice concerns the six priority action areas and the five areas for improvement in the report of 14 "
        "November 2024.",
    ),
    Clause(
        "2",
        "What follows is asked of the Council with Derby and Derbyshire ICB and its other local partners (Children and "
        "Families Act 2014, section 28(2)).",
    ),
    Clause(
        "3",
        "Plans made with the ICB bring improvement that is right and will last, heed parents, children, young people "
        "and education leaders, and are co-produced wherever they can be. They are two, the Priority Action Plan and "
        "an updated Strategic Plan, and cover every area in the report and the DfE's recommendations, including:",
        heading="Improvement plan",
    ),
    *(Clause(f"3({letter})", text, "3") for letter, _, text, _ in _FINDINGS),
    Clause("4", "Recommendations that the Department makes later, through support and intervention, are added too."),
    Clause("5", "So that progress can be seen:"),
    Clause(
        "5(a)",
        "an improvement board under an independent chair meets when agreed with the Department; leaders of education, "
        "health and care, the Parent/Carer Forum and elected members come to it. The Chief Executives of Council and "
        "ICB, and the accountable officers for children's services and for the ICB, answer there for the improvement "
        "and for settling what the board escalates;",
        "5",
    ),
    Clause(
        "5(b)",
        "the board has an accountable owner for every agreed action and clear targets that can be measured, for the "
        "report's areas and for what the DfE recommends;",
        "5",
    ),
    Clause(
        "5(c)",
        "owners keep their part of the plans current; the risk register, with mitigations, follows the cycle of "
        "meetings and reaches the board beforehand;",
        "5",
    ),
    Clause(
        "5(d)",
        "reports to the board bring data, analysis and evidence of the difference felt by children and families;",
        "5",
    ),
    Clause(
        "5(e)",
        "a log of actions and impact is updated each time the board meets and shows which objectives are slow and "
        "whose contribution must grow.",
        "5",
    ),
    Clause(
        "6",
        "The DfE's SEND adviser, the NHS England adviser and the Department's case lead are invited to every board "
        "meeting. They are external attendees and not members.",
    ),
    Clause(
        "7",
        "The SEND adviser and NHS advisers tell the Department regularly what goes well and what worries them: on the "
        "notice's areas, on Ofsted's and CQC's requirements, and on anything else that bears on improvement.",
        heading="How improvement is assessed",
    ),
    Clause(
        "8",
        "The Department's officials review progress on the plans every six months or more often.",
        heading="Department for Education stocktake reviews",
    ),
    Clause(
        "9",
        "A review, or a deep dive into a priority area, may look at leadership, governance, co-production, training "
        "and support of staff, work and commissioning across agencies, provision, how timely and good EHC plans are, "
        "and engagement with families, or at other things.",
    ),
    Clause("10", "Before a review the Council gives the Department its own view of improvement, which may draw on:"),
    Clause("10(a)", "how the plan's objectives stand;", "10"),
    Clause("10(b)", "what parents, carers, children and young people say;", "10"),
    Clause("10(c)", "a plain account of who answers to whom locally;", "10"),
    Clause("10(d)", "the papers by which actions are planned, followed and judged for effect, among them:", "10"),
    Clause(
        "10(d)(i)", "the position on each priority area, each area for improvement and each recommendation;", "10(d)"
    ),
    Clause(
        "10(d)(ii)",
        "a dashboard that tells if milestones and targets are reached when they should be, what has slipped, what "
        "effect is seen, and if the area will reach the next milestones;",
        "10(d)",
    ),
    Clause(
        "10(d)(iii)",
        "proof that partners, families, young people and schools take a real part in making services better.",
        "10(d)",
    ),
    Clause("11", "The Department can ask at any time for a diagnostic review by somebody it has agreed to."),
    Clause("12", "Whoever carries out a review or assessment is given by the Council:"),
    Clause("12(a)", "time with leaders and staff;", "12"),
    Clause("12(b)", "correct, current figures on quality and performance;", "12"),
    Clause("12(c)", "somewhere and something to work with; and", "12"),
    Clause("12(d)", "minutes of meetings and whatever else is relevant.", "12"),
    Clause(
        "13",
        "The plan's impact measures should be evidenced by the target dates agreed for them, and its actions done "
        "no later than the end of March 2026. Even so the notice stays until enough progress is evidenced and the "
        "Minister agrees to step it down.",
        heading="Timescales",
    ),
    Clause(
        "14",
        "If the Council will not or cannot comply, or progress does not satisfy the Secretary of State, powers under "
        "section 497A of the Education Act 1996 can be used at any stage to direct further action on SEND services.",
        heading="If the notice is not complied with, or progress is poor",
    ),
)

_COUNCIL = "Derbyshire County Council"

OBLIGATIONS = (
    Obligation(
        "plans",
        "3",
        ObligationKind.PLAN,
        "Priority Action Plan and updated Strategic Plan covering all eleven areas",
        NoneStated(),
        duty=_COUNCIL,
        reading="The text gives no date for the plans.",
    ),
    Obligation(
        "later-recommendations",
        "4",
        ObligationKind.KEEP_UP_TO_DATE,
        "Later recommendations of the Department added to the plans",
        KeptUpToDate(),
        duty=_COUNCIL,
    ),
    Obligation(
        "board",
        "5(a)",
        ObligationKind.BOARD_MEETING,
        "Improvement board with an independent chair meets to an agreed timetable",
        AgreedTimetable("Department for Education"),
        duty=_COUNCIL,
    ),
    Obligation(
        "owners-and-targets",
        "5(b)",
        ObligationKind.TARGET_HORIZON,
        "Accountable owners and measurable targets for all areas",
        AgreedTimetable("Improvement board"),
        duty="Improvement board",
        reading="The text prints no horizons; clause 13 speaks of agreed target dates.",
    ),
    Obligation(
        "keep-current",
        "5(c)",
        ObligationKind.KEEP_UP_TO_DATE,
        "Plans current, and risk register with mitigations given to the board in advance",
        EachMeeting(),
        duty="Those accountable for the plans' actions",
        to=("Improvement board",),
    ),
    Obligation(
        "impact-log",
        "5(e)",
        ObligationKind.KEEP_UP_TO_DATE,
        "Action and impact log updated at each board meeting",
        EachMeeting(),
        duty="Improvement board",
    ),
    Obligation(
        "invitations",
        "6",
        ObligationKind.INVITATION,
        "DfE SEND adviser, NHS England adviser and DfE case lead invited to each board meeting",
        EachMeeting(),
        duty=_COUNCIL,
        sender=_COUNCIL,
        to=("DfE SEND adviser", "NHS England adviser", "DfE case lead"),
        reading="They are external attendees, not members.",
    ),
    Obligation(
        "stocktake",
        "8",
        ObligationKind.REVIEW,
        "Stocktake review by the Department at least every six months",
        EveryMonths(6, at_least=True),
        duty="Department for Education",
        anchor=Anchor.ISSUE,
        reading="The Department's own duty, never the Council's lateness. The text names no first date: we count from "
        "the day of issue, and then from the last review held.",
    ),
    Obligation(
        "self-assessment",
        "10",
        ObligationKind.SELF_ASSESSMENT,
        "The Council's own assessment of improvement before any review",
        BeforeEachReview(),
        duty=_COUNCIL,
        sender=_COUNCIL,
        to=("Department for Education",),
        reading="The text does not say how long before a review.",
    ),
    Obligation(
        "diagnostic-review",
        "11",
        ObligationKind.REVIEW,
        "Diagnostic review or assessment, when the Department asks for one",
        NoneStated(),
        duty="Department for Education",
    ),
    Obligation(
        "deliver",
        "13",
        ObligationKind.ONE_OFF,
        "Aim to have the plans' actions delivered",
        OnceBy(date(2026, 3, 31), "by the end of March 2026 or sooner"),
        duty=_COUNCIL,
        reading="The notice does not end with this date: it is stepped down when progress is evidenced and the "
        "Minister agrees.",
    ),
)

NOTICE = Notice(
    slug="derbyshire-send-2025",
    title="Derbyshire SEND improvement notice 2025",
    council=_COUNCIL,
    partners=("Derby and Derbyshire ICB",),
    issued_by="Department for Education",
    service="Special educational needs and disabilities (SEND)",
    preamble=(
        "Dated 14 January 2025 and given to Derbyshire County Council after the area SEND inspection whose report was "
        "published on 14 November 2024."
    ),
    inspection=Inspection(
        "Area SEND inspection of Derbyshire",
        ("Ofsted", "Care Quality Commission"),
        published_on=date(2024, 11, 14),
    ),
    status="in_force",
    clauses=CLAUSES,
    areas=AREAS,
    obligations=OBLIGATIONS,
    issued_on=date(2025, 1, 14),
    issued_printed="14 January 2025",
    deliver_by=date(2026, 3, 31),
    deliver_by_printed="by the end of March 2026 or sooner",
    notes=(
        (
            "Clause 3 lists eleven findings without saying which are the six for priority action: we take the first "
            "six as printed."
        ),
        "This notice is here to be read: it has no plan, and no calendar is rated.",
    ),
)
