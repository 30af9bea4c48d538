"""Devon's SEND improvement plan of 2023: its 28 actions in our own words, refs, dates and posts as printed."""

from datetime import date

from config.demo.facts.devon_sections import SECTIONS
from config.demo.facts.shapes import Accountable, Action, Plan

_DIRECTOR = Accountable("Interim SEND Strategic Director", post="send-director")
_WOMEN = Accountable("Head of Women and Children's Commissioning", post="women-children")
_WOMEN_AMPERSAND = Accountable("Head of Women & Children's Commissioning", post="women-children")
_FORUM = Accountable("Parent Carer Forum Devon", organisation="forum")
_NURSE = Accountable("Chief Nursing Officer, NHS Devon", post="chief-nurse")
_PHN = Accountable("Head of Public Health Nursing", post="public-health-nursing")

_JUNE = ("June 2023", date(2023, 6, 30))
_JULY = ("July 2023", date(2023, 7, 31))
_SEPTEMBER = ("September 2023", date(2023, 9, 30))
_OCTOBER = ("October 2023", date(2023, 10, 31))
_DECEMBER = ("December 2023", date(2023, 12, 31))
_JANUARY = ("January 2024", date(2024, 1, 31))
_IN_PLACE = ("Established March 2022", None)


def _action(
    ref: str,
    title: str,
    what: str,
    outcomes: tuple[str, ...],
    by_when: tuple[str, date | None],
    *accountable: Accountable,
    clauses: tuple[str, ...] = (),
    possible: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
) -> Action:
    """An action of the section that its ref names; `also`: further areas that it evidently answers."""
    printed, due_on = by_when
    return Action(
        ref=ref,
        section=ref[0],
        title=title,
        what=what,
        outcomes=outcomes,
        by_when=printed,
        due_on=due_on,
        accountable=accountable,
        clauses=clauses,
        areas=(ref[0], *also),
        possible_clauses=possible,
        already_in_place=due_on is None,
        flags=flags,
    )


ACTIONS = (
    _action(
        "A1",
        "Local Area governance",
        "Set up Local Area governance in which roles, responsibilities and lines of accountability for the four areas "
        "of significant weakness are clear.",
        ("It can be seen that action hangs together, improves lives and deals with the four areas.",),
        _JUNE,
        Accountable("Chair of SEND Improvement Partnership Board", post="board-chair"),
        clauses=("4(b)", "4(c)", "4(e)(I)"),
        also=("B", "C", "D"),
    ),
    _action(
        "A2",
        "Co-production and Expert Reference Groups",
        "Make co-production a lasting strategic commitment, with Expert Reference Groups beside the partnership board "
        "to guide it.",
        ("Young people and parent carers are listened to, and they see what their part has changed.",),
        _JUNE,
        _FORUM,
        Accountable("SEND Participation Lead", post="participation-lead"),
        clauses=("4(e)(IV)",),
    ),
    _action(
        "A3",
        "Leaders who work across organisations",
        "Help leaders to work across organisational lines, so that change reaches the whole system, lasts, and leaves "
        "the organisations stronger.",
        (
            "Leaders decide jointly, in a partnership that is sound enough to keep improvement going.",
            "Because the Board works well, children, young people and families get services they can rely on.",
        ),
        _JUNE,
        Accountable("Operational Delivery leads for DCC and NHS Devon", post="delivery-leads"),
        clauses=("4(c)",),
        flags=("The printed post is plural and spans two organisations: split it into posts of one person each.",),
    ),
    _action(
        "A4",
        "Leading the local SEND offer",
        "Lead improvement well, and govern it, so that the SEND offer answers what children, young people "
        "and families need.",
        ("What the area offers is what children, young people and families need.",),
        _JANUARY,
        _DIRECTOR,
        _WOMEN,
        clauses=("4(c)",),
    ),
    _action(
        "A5",
        "Workforce plan",
        "Write a workforce plan for SEND services across the Local Area: enough people, skilled, supported, and likely "
        "to stay.",
        (
            "People and money go where they do most good, for the children and for the public purse.",
            "Duties under the SEND Code of Practice and regulations are met.",
        ),
        _JUNE,
        _DIRECTOR,
        possible=("5",),
        flags=("Possible match for clause 5 (casework team plan): a person has to confirm it.",),
    ),
    _action(
        "A6",
        "Performance dashboard",
        "Build a performance dashboard that shows strengths and weaknesses openly.",
        ("The Board can follow improvement and the figures inform SEND commissioning.",),
        _SEPTEMBER,
        _DIRECTOR,
        _NURSE,
        clauses=("4(a)", "9(e)(II)"),
    ),
    _action(
        "A7",
        "Partners know their duties",
        "Deepen every partner's grasp of its own duties, so that SEND belongs to all.",
        ("Families meet restorative practice and begin to trust the system.",),
        _JANUARY,
        _NURSE,
        clauses=("4(c)",),
    ),
    _action(
        "A8",
        "Peer support for parents and carers",
        "Give parents and carers solid support, built on peer support that is known to work.",
        ("Parents and carers have more help with their own emotional well-being.",),
        _DECEMBER,
        _DIRECTOR,
        _WOMEN,
    ),
    _action(
        "A9",
        "Emotional health and well-being plan",
        "Co-produce and carry out an area plan for emotional health and well-being on the Graduated Approach, with "
        "children and young people in the lead.",
        (
            "Every sector meets children's emotional needs; mental health is a shared concern.",
            "Mainstream schools are able to include more children.",
            "Attendance of those with SEMH rises, as the new attendance strategy intends.",
        ),
        _JANUARY,
        Accountable("Head of Education (Delivery)", post="education-delivery"),
        Accountable("Devon Head of Mental Health Commissioning", post="mental-health"),
        _WOMEN,
        clauses=("4(e)(IV)",),
    ),
    _action(
        "A10",
        "Graduated approach",
        "Review the area's graduated approach, design it afresh together, and put it into use.",
        ("Need is found, assessed and supported in time and in proportion, wherever in the county a family lives.",),
        _OCTOBER,
        _DIRECTOR,
    ),
    _action(
        "A11",
        "Joint outcomes framework",
        "Agree one outcomes framework for the Local Area as the footing of the joint SEND commissioning strategy.",
        ("Commissioning works better and money follows need.",),
        _SEPTEMBER,
        _DIRECTOR,
        _WOMEN_AMPERSAND,
    ),
    _action(
        "A12",
        "Children with a plan and no full-time place",
        "Find every child and young person who has an EHC plan but not a full-time place, review each, and make a "
        "prompt, clear plan for a good education.",
        (
            "DCC commissions specialist, maintained and independent places firmly and gets good education from them.",
            "Late annual reviews are finished; reviews are acted on and processed to the agreed deadlines.",
        ),
        _SEPTEMBER,
        _DIRECTOR,
        also=("C",),
    ),
    _action(
        "A13",
        "Education Sufficiency Strategy",
        "Look at the whole education landscape and write an Education Sufficiency Strategy.",
        ("Designations, admission criteria and commissioning of specialist places suit most children with SEND.",),
        _SEPTEMBER,
        _DIRECTOR,
    ),
    _action(
        "A14",
        "What mainstream schools ordinarily provide",
        "With schools, parent carers and young people, set out what mainstream schools ordinarily provide as part of a "
        "sound Graduated Approach, so that more children are included.",
        (
            (
                "Everybody agrees and understands what is ordinarily available, health and social care included, "
                "across a wide span of need."
            ),
            "More children and young people learn well close to home.",
            "Schools thought to be at risk have quality assurance all the time.",
        ),
        _DECEMBER,
        _DIRECTOR,
    ),
    _action(
        "A15",
        "Education support services",
        "Review and reshape education support services, so that schools can offer good inclusive provision with "
        "confidence and its quality is assured.",
        ("Children and young people with SEND do well.", "Exclusions fall and attendance rises."),
        _JANUARY,
        _DIRECTOR,
    ),
    _action(
        "B1",
        "Communication strategy and plan",
        "With parent carers and young people, write a clear communication strategy and plan about the Board's work and "
        "how the improvement plan is going.",
        ("Families and partners know what the Board does and how far the plan has come.",),
        _SEPTEMBER,
        Accountable("Head of Communications & Media", post="communications"),
        clauses=("4(e)(IV)",),
    ),
    _action(
        "B2",
        "Core Competencies Framework in use",
        "Put the co-produced Core Competencies Framework into use, so that communication standards treat families as "
        "partners.",
        ("Families and partners know the pathways and hear about the services that concern them.",),
        _SEPTEMBER,
        _DIRECTOR,
        _WOMEN_AMPERSAND,
        clauses=("4(e)(IV)",),
    ),
    _action(
        "B3",
        "The SEND offer and the Local Offer website",
        "Tell people what SEND services there are now, the Local Offer website included.",
        ("Parent carers, young people and professionals know the services and how they join up.",),
        _JANUARY,
        _DIRECTOR,
        _WOMEN,
        Accountable("Head of Communications and Media", post="communications"),
        _FORUM,
    ),
    _action(
        "C1",
        "How EHC plans are issued and reviewed",
        "Review how EHC plans are issued and reviewed, and who governs it, across the Local Area; carry out what the "
        "review recommends for speed and quality.",
        (
            "Plans are good, co-produced, and meet need.",
            "Professionals know their part in carrying a plan forward.",
            "Parent carers and young people are happier with the process.",
        ),
        _JUNE,
        _DIRECTOR,
    ),
    _action(
        "C2",
        "Reviews for ages 16 to 25",
        "Hold thorough multi-agency reviews for young people of 16 to 25 in independent and non-maintained settings, "
        "each leading to an ambitious, supported path to independence near home.",
        ("Everyone in such post-16 provision has a clear plan for training, work and adult life.",),
        _DECEMBER,
        _DIRECTOR,
    ),
    _action(
        "C3",
        "A standard for a good EHC plan",
        "Agree across the Local Area what a good EHC plan looks like.",
        ("Plans are good enough to change a child's life.",),
        _JULY,
        _DIRECTOR,
    ),
    _action(
        "C4",
        "Multi-agency assessment panel",
        "Keep the multi-agency assessment panel supported and resourced by all partners, so that decisions are sound "
        "and families are pointed to the right service.",
        ("Support comes in time and is neither too much nor too little.",),
        _IN_PLACE,
        _DIRECTOR,
        _WOMEN,
        flags=("The plan prints when this was established, not a date to come: in place, evidence wanted.",),
    ),
    _action(
        "D1",
        "Waiting time for autism assessment",
        "Shorten the wait for an autism assessment.",
        ("Fewer children wait, month by month.", "The mean wait becomes shorter."),
        _JANUARY,
        Accountable("Children's Alliance Director", post="alliance-director"),
    ),
    _action(
        "D2",
        "Neurodiversity strategy and plan",
        "Write a neurodiversity strategy and plan that build on the gap analysis and on any joint commissioning "
        "strategy.",
        ("The whole system has one clear route for changing services for children with neurodiverse needs.",),
        _JUNE,
        _WOMEN,
    ),
    _action(
        "D3",
        "Early identification",
        "Recognise neurodivergent needs sooner across the Local Area, however differently children present.",
        ("Professionals spot the signs early and help parent carers to support their child's development.",),
        _SEPTEMBER,
        _PHN,
    ),
    _action(
        "D4",
        "Support that does not wait for a diagnosis",
        "Co-produce support that follows need and does not wait for a diagnosis, from universal to specialist, in "
        "every service and in the voluntary sector.",
        (
            "Help with neurodivergence is offered in every setting, diagnosis or not.",
            "Those who need it get support before and after assessment, designed with parent carers.",
        ),
        _SEPTEMBER,
        _WOMEN,
    ),
    _action(
        "D5",
        "Neurodiversity reference group",
        "Start an Expert Reference Group of parent carers to steer the Devon Neurodiversity Model.",
        ("Parent carers shape the model.",),
        _JUNE,
        _WOMEN,
        _FORUM,
        clauses=("4(e)(IV)",),
    ),
    _action(
        "D6",
        "Outcomes framework for neurodivergent children",
        "Set up an outcomes framework across sectors for neurodivergent children, so that inequalities are understood "
        "and tackled.",
        (
            "A neurodivergent diagnosis shuts no door to other support.",
            "Neurodivergent children with further vulnerabilities see the gap in outcomes close.",
        ),
        _JUNE,
        _PHN,
    ),
)

PLAN = Plan(
    slug="send-improvement-plan",
    title="Devon Local Area SEND Improvement Plan 2023/24",
    notice="devon-send-2022",
    years="2023/24",
    sections=SECTIONS,
    actions=ACTIONS,
    notes=("The plan calls itself a working document that changes over time.",),
)
