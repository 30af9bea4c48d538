"""Devon's draft improvement notice of 2022 (SEND): clauses in our own words, numbers and dates as the document's."""

from datetime import date

from config.demo.facts.shapes import (
    Anchor,
    Area,
    AreaKind,
    BeforeEachReview,
    Clause,
    EachMeeting,
    EachMonth,
    EveryMonths,
    Inspection,
    KeptUpToDate,
    MonthsAfter,
    NoneStated,
    Notice,
    Obligation,
    ObligationKind,
    OnceBy,
    Within,
)

CLAUSES = (
    Clause(
        "1", "The notice is about all four weaknesses that Ofsted and CQC named in their revisit report (7 June 2022)."
    ),
    Clause(
        "2",
        "What follows is asked of the Council together with its partners, the Clinical Commissioning Groups among "
        "them, under section 11 of the Children Act 2004.",
    ),
    Clause(
        "3",
        "The Council writes an improvement plan whose changes are right for the need and will last. It covers every "
        "area in the revisit report and whatever the Department recommends.",
        heading="Improvement plan",
    ),
    Clause("4", "So that progress can be seen:"),
    Clause("4(a)", "the plan, the data dashboard and the risk register are kept current;", "4"),
    Clause(
        "4(b)",
        "there is an improvement board that meets every month under an independent chair; leaders from education, "
        "health and care sit on it, as do the Chief Executive and the accountable officers for social care and for "
        "the CCG;",
        "4",
    ),
    Clause(
        "4(c)",
        "the board sees that the plan is carried out, follows its progress, supports and challenges every local "
        "partner, and holds each to what it owes;",
        "4",
    ),
    Clause(
        "4(d)",
        "what is reported to the board comes with evidence of what has changed in practice and for families;",
        "4",
    ),
    Clause("4(e)", "The board itself has to:", "4"),
    Clause(
        "4(e)(I)",
        "give every agreed action an accountable owner; set clear targets that can be measured at 3, 6, 12 and 18 "
        "months for the areas in the report; and keep a log of actions, brought up to date whenever it meets;",
        "4(e)",
    ),
    Clause(
        "4(e)(II)",
        "watch over delivery of the plan and send the Department and NHS England a written account of progress on "
        "its objectives every two months, asking partners for contributions where it needs them;",
        "4(e)",
    ),
    Clause("4(e)(III)", "say which objectives move too slowly and whose contribution must grow;", "4(e)"),
    Clause(
        "4(e)(IV)",
        "show how front-line staff, schools, parents, children and young people were heard when practice and "
        "standards were shaped.",
        "4(e)",
    ),
    Clause(
        "5",
        "Within six months of this notice being published the Council sets out a clear plan for a permanent SEN "
        "casework team, trained for the work and large enough, so that EHC needs assessments and reviews run well.",
    ),
    Clause(
        "6",
        "DfE and NHSE representatives are invited to each and every board meeting. They come from time to time and "
        "tell the Council beforehand when they will.",
    ),
    Clause(
        "7",
        "The advisers of DfE and the NHS keep the Department informed, of gains and of worries alike: on this "
        "notice's areas, on what Ofsted and CQC asked for, and on anything else that bears on improvement.",
        heading="How improvement is assessed",
    ),
    Clause(
        "8",
        "A review may look at culture, performance, leadership and governance, training and support of staff, work "
        "between agencies and the part health plays in it, joint commissioning, how timely and good EHC plans are, "
        "and engagement with children, young people and families, or at other things.",
        heading="Department for Education reviews",
    ),
    Clause("9", "Before a review the Council gives its own view of how far it has come. It may draw on:"),
    Clause("9(a)", "how the plan's objectives stand;", "9"),
    Clause("9(b)", "surveys of staff;", "9"),
    Clause("9(c)", "how good parents and carers find things;", "9"),
    Clause("9(d)", "a plain account of who answers to whom locally;", "9"),
    Clause("9(e)", "the papers by which actions are planned, followed and judged for effect, among them:", "9"),
    Clause("9(e)(I)", "the position on each of the areas of significant weakness;", "9(e)"),
    Clause(
        "9(e)(II)",
        "a dashboard that tells if milestones and targets are reached when they should be, what has slipped, what "
        "effect is seen, and if the area will reach the next milestones;",
        "9(e)",
    ),
    Clause("9(e)(III)", "a current risk register with what is done about each risk;", "9(e)"),
    Clause("9(e)(IV)", "proof that the effect of actions is collected and analysed as a matter of course.", "9(e)"),
    Clause(
        "9(e)·",
        "Anything held locally which shows that partners, children and young people, families and schools take a "
        "real part in making services better.",
        "9(e)",
        printed=False,
    ),
    Clause(
        "10",
        "The Department can ask at any time for a diagnostic review, or an assessment of one service, by somebody "
        "it has agreed to.",
    ),
    Clause("11", "Whoever carries out a review or assessment is given by the Council:"),
    Clause("11(a)", "time with leaders and staff;", "11"),
    Clause("11(b)", "correct, current figures on quality and performance;", "11"),
    Clause("11(c)", "somewhere and something to work with; and", "11"),
    Clause("11(d)", "minutes of meetings and whatever else is relevant.", "11"),
    Clause(
        "12",
        "With the measures above in mind, the Council aims to have the plan's actions done by the end of February "
        "2024, and earlier where that is right.",
        heading="Timescales",
    ),
    Clause(
        "13",
        "If the Council will not or cannot comply, or progress does not satisfy the Secretary of State, powers under "
        "section 497A of the Education Act 1996 can be used at any stage to direct further action on SEND services.",
        heading="If the notice is not complied with, or progress is poor",
    ),
)

AREAS = (
    Area(
        "A",
        "Strategy",
        "Plans and arrangements for SEND have not taken root, and schools, settings, staff and families do not widely "
        "understand them.",
        AreaKind.SIGNIFICANT_WEAKNESS,
        printed="1",
        lead="Devon County Council and NHS Devon",
    ),
    Area(
        "B",
        "Communication",
        "People who matter most to the work, parents and families before all, report serious trouble with how they "
        "are communicated with.",
        AreaKind.SIGNIFICANT_WEAKNESS,
        printed="2",
        lead="Devon County Council and NHS Devon",
    ),
    Area(
        "C",
        "EHC plans: timeliness and quality",
        "EHC plans take too long and vary in quality. They often miss what a child needs and hopes for, so they are "
        "little help in planning education, health and care that would make families' lives better.",
        AreaKind.SIGNIFICANT_WEAKNESS,
        printed="3",
        lead="Devon County Council",
    ),
    Area(
        "D",
        "Autism",
        "Autism is not well identified, assessed, diagnosed or supported in children and young people.",
        AreaKind.SIGNIFICANT_WEAKNESS,
        printed="4",
        lead="NHS Devon",
    ),
)

_NO_ANCHOR = "The text names no day to count from. We count from the day of issue."

OBLIGATIONS = (
    Obligation(
        "plan",
        "3",
        ObligationKind.PLAN,
        "An improvement plan for all four areas and the Department's recommendations",
        NoneStated(),
        duty="Devon County Council",
        reading="The text gives no date for the plan.",
    ),
    Obligation(
        "keep-current",
        "4(a)",
        ObligationKind.KEEP_UP_TO_DATE,
        "Plan, data dashboard and risk register kept up to date",
        KeptUpToDate(),
        duty="Devon County Council",
    ),
    Obligation(
        "board",
        "4(b)",
        ObligationKind.BOARD_MEETING,
        "Improvement board meets monthly with an independent chair and the named members",
        EachMonth(),
        duty="Devon County Council",
        reading="No day of the month is stated: one meeting in each calendar month.",
    ),
    Obligation(
        "horizons",
        "4(e)(I)",
        ObligationKind.TARGET_HORIZON,
        "Measurable targets at 3, 6, 12 and 18 months",
        MonthsAfter((3, 6, 12, 18)),
        duty="Improvement board",
        anchor=Anchor.ISSUE,
        reading=_NO_ANCHOR,
    ),
    Obligation(
        "action-log",
        "4(e)(I)",
        ObligationKind.KEEP_UP_TO_DATE,
        "Action log updated at each board meeting",
        EachMeeting(),
        duty="Improvement board",
    ),
    Obligation(
        "progress-report",
        "4(e)(II)",
        ObligationKind.PROGRESS_REPORT,
        "Written progress report every two months",
        EveryMonths(2),
        duty="Improvement board",
        anchor=Anchor.ISSUE,
        sender="Improvement board",
        to=("Department for Education", "NHS England"),
        reading=_NO_ANCHOR,
    ),
    Obligation(
        "casework-team",
        "5",
        ObligationKind.ONE_OFF,
        "Plan for a permanent, trained and sufficient SEN casework team",
        Within(6),
        duty="Devon County Council",
        anchor=Anchor.PUBLICATION,
        reading="The text counts from publication, which is not the day of issue and is not known.",
    ),
    Obligation(
        "invitations",
        "6",
        ObligationKind.INVITATION,
        "DfE and NHSE representatives invited to each board meeting",
        EachMeeting(),
        duty="Devon County Council",
        sender="Devon County Council",
        to=("Department for Education", "NHS England"),
    ),
    Obligation(
        "reviews",
        "8",
        ObligationKind.REVIEW,
        "Department for Education reviews",
        NoneStated(),
        duty="Department for Education",
        reading="The text speaks of reviews and gives no rhythm. They are the Department's to hold.",
    ),
    Obligation(
        "self-assessment",
        "9",
        ObligationKind.SELF_ASSESSMENT,
        "The Council's own assessment of improvement before any review",
        BeforeEachReview(),
        duty="Devon County Council",
        sender="Devon County Council",
        to=("Department for Education",),
        reading="The text does not say how long before a review, nor to whom: we take the Department.",
    ),
    Obligation(
        "diagnostic-review",
        "10",
        ObligationKind.REVIEW,
        "Diagnostic review or assessment of a service, when the Department asks for one",
        NoneStated(),
        duty="Department for Education",
    ),
    Obligation(
        "deliver",
        "12",
        ObligationKind.ONE_OFF,
        "Aim to have the plan's actions delivered",
        OnceBy(date(2024, 2, 29), "by the end of February 2024 or sooner"),
        duty="Devon County Council",
    ),
)

NOTICE = Notice(
    slug="devon-send-2022",
    title="Devon SEND improvement notice 2022",
    council="Devon County Council",
    partners=("NHS Devon",),
    issued_by="Department for Education",
    service="Special educational needs and disabilities (SEND)",
    preamble=(
        "Given to Devon County Council after a revisit found too little progress on four areas of weakness in the "
        "local area's SEND services. The copy used here is a draft."
    ),
    inspection=Inspection(
        "SEND revisit of the Devon local area",
        ("Ofsted", "Care Quality Commission"),
        held="23 to 25 May 2022",
        dated_on=date(2022, 6, 7),
        published_on=date(2022, 7, 11),
    ),
    status="in_force",
    clauses=CLAUSES,
    areas=AREAS,
    obligations=OBLIGATIONS,
    issued_on=date(2022, 9, 7),
    issued_on_illustrative=True,
    issued_printed="xx xx 2022",
    published_on=None,
    deliver_by=date(2024, 2, 29),
    deliver_by_printed="by the end of February 2024 or sooner",
    tracked_from=date(2023, 5, 8),
    tracked=True,
    notes=(
        (
            "The day of issue, 7 September 2022, is illustrative: the draft leaves it open and bears a signature date "
            "of 29 July 2022."
        ),
        "The document is a draft; the demo treats the notice as in force.",
        (
            "The notice gives 11 July 2022 as the day the revisit report was published. The plan gives 7 June 2022, "
            "which the notice says is the report's own date."
        ),
        "The notice says Clinical Commissioning Group. Its duties are with the integrated care board, NHS Devon.",
    ),
)
