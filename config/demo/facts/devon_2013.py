"""Devon's children's services notice of 2013: clauses in our own words, and our own numbers where it has bullets."""

from datetime import date

from config.demo.facts.shapes import (
    AgreedTimetable,
    Anchor,
    Area,
    AreaKind,
    Clause,
    EachMeeting,
    EveryWeeks,
    Inspection,
    NoneStated,
    Notice,
    Obligation,
    ObligationKind,
    OnceBy,
    OnDates,
    Within,
)


def _bullet(number: str, text: str, parent: str = "", heading: str = "") -> Clause:
    return Clause(number, text, parent, heading, printed=False)


CLAUSES = (
    Clause(
        "1",
        "With its partners, put right what the Ofsted report found weak, following its recommendations.",
        heading="Measures required",
    ),
    Clause("2", "With its partners, bring children's services into line with every legal requirement."),
    Clause("3", "With its partners, arrange for what has been gained to last and to be built on."),
    _bullet(
        "SW·1",
        "Assessments become better and more even, in that:",
        heading="Quality and effectiveness of social work practice",
    ),
    _bullet("SW·1(a)", "they all follow what Working Together 2013 says of a good assessment;", "SW·1"),
    _bullet(
        "SW·1(b)",
        "enquiries look in a set way at the child's development, at what parents or carers can do, and at family and "
        "surroundings;",
        "SW·1",
    ),
    _bullet("SW·1(c)", "the child is met without others present and what they say is written down;", "SW·1"),
    _bullet(
        "SW·1(d)",
        "all are done within the statutory times, and performance systems and case audits show that they were done "
        "well.",
        "SW·1",
    ),
    _bullet(
        "SW·2",
        "Thresholds for statutory assessment are agreed with partners. Everyone knows, understands and applies them "
        "alike, and knows what to do for a child below them who needs early or targeted help. Fewer re-referrals, and "
        "partners and staff who say that help comes when it is needed, would show it. Their use stays under review.",
    ),
    _bullet(
        "SW·3",
        "An early help assessment is worked out and introduced with partners, so that need is found sooner. The "
        "Improvement Board and the LSCB watch its use and effect and correct what is not followed.",
    ),
    _bullet(
        "SW·4",
        "Managers oversee cases to Working Together's standards, so that decisions on child protection are safe. The "
        "Council sets standards that the Improvement Board agrees. Regular reports to the Board and the LSCB show that "
        "oversight and decisions keep getting better and that no case closes too soon.",
    ),
    _bullet(
        "QA·1",
        "Quality assurance takes in the national safeguarding performance framework, LSCB audits and the local "
        "learning framework. It looks at quality and at what child and family experience, and all of the Council's "
        "children's services use it. Case files are audited regularly with independent challenge, on recording and on "
        "assessment of risk, as often as the Improvement Board and DSCB agree, and both hear regularly what is found.",
        heading="Quality assurance systems",
    ),
    _bullet(
        "QA·2",
        "How many audits, of what, and how often is agreed with two boards, the Improvement Board and the DSCB "
        "(Devon Safeguarding Children Board). They are done, analysed and reported to both, and what they find changes "
        "practice. The Council reports to both on the effect.",
    ),
    _bullet(
        "QA·3",
        "Children, families and staff are asked regularly and practice changes with what they say. Staff are asked "
        "about their work, by surveys for one, and the Improvement Board hears the results.",
    ),
    _bullet(
        "PG·1",
        "Indicators and milestones for safeguarding are agreed with the Improvement Board, which discusses reports on "
        "them and corrects what goes wrong.",
        heading="Partnership and governance",
    ),
    _bullet(
        "PG·2", "Once improvements are in, members of the Council have arrangements to scrutinise social care practice."
    ),
    _bullet(
        "PG·3",
        "The DSCB can scrutinise, challenge and steer the quality of services and outcomes for vulnerable children, "
        "and does all that Working Together asks of it.",
    ),
    _bullet("PG·4", "The DSCB audits across agencies and tells the Improvement Board what was learned."),
    _bullet(
        "CC·1",
        "All social care staff, managers too, have induction, training, mentoring and continuing development, with the "
        "eight employer standards in mind, and shared with partners where possible. The Council tells the Improvement "
        "Board what this does for children.",
        heading="Capacity and capability",
    ),
    _bullet(
        "CC·2",
        "Managers know each social worker's caseload and decisions through reflective supervision, and use what they "
        "learn there to make practice better.",
    ),
    _bullet(
        "SM·1",
        "There is an Improvement Board with an independent chair and partner agencies on it, meeting every four weeks; "
        "an official of the Department for Education takes part as an observer. The chair gets the support agreed with "
        "the Council, which also considers help from the sector.",
        heading="Support measures",
    ),
    _bullet(
        "SM·2",
        "Support includes mentoring by peers for the Strategic Director People and the Head of Child and Adult "
        "Protection.",
    ),
    _bullet(
        "SM·3",
        "Plans for the Ofsted recommendations and for this notice are made with partner agencies, and agreed with them "
        "and with the Board, no later than one month after issue.",
    ),
    _bullet(
        "SM·4",
        "The Council reports against the objectives, actions, times and impact indicators that the Board has agreed, "
        "explains what is behind, what is done about it, and the new dates agreed by the Board.",
    ),
    _bullet("SM·5", "All indicators and milestones are to be met, as an aim, by September 2014."),
    _bullet(
        "AS·1",
        "The Board's chair informs Ministers about progress in December 2013, March 2014, June 2014 and September "
        "2014.",
        heading="How improvement is assessed",
    ),
    _bullet("AS·2", "The Department reviews progress a first time in February 2014 and a last time in September 2014."),
    _bullet(
        "FC·1",
        "If the Council will not or cannot comply, or ministers are not satisfied, powers under section 497A of the "
        "Education Act 1996 can be used at any stage to direct an arrangement for children's services.",
        heading="If the notice is not complied with",
    ),
)

AREAS = tuple(
    Area(code, title, text, AreaKind.AREA_FOR_IMPROVEMENT, lead="Devon County Council")
    for code, title, text in (
        (
            "SW",
            "Quality and effectiveness of social work practice",
            "Better assessments, shared thresholds, early help, and sound oversight by managers.",
        ),
        ("QA", "Quality assurance systems", "Audits and feedback that show what children experience and change work."),
        ("PG", "Partnership and governance", "Agreed indicators, scrutiny, and a safeguarding board that challenges."),
        ("CC", "Capacity and capability", "Trained and supported staff with caseloads that managers know."),
        ("SM", "Support measures", "An improvement board, support for its chair and for leaders, and agreed plans."),
    )
)

_COUNCIL = "Devon County Council"

OBLIGATIONS = (
    Obligation(
        "oversight-reports",
        "SW·4",
        ObligationKind.PROGRESS_REPORT,
        "Regular reports on the quality of management oversight and decisions",
        NoneStated(),
        duty=_COUNCIL,
        sender=_COUNCIL,
        to=("Improvement Board", "LSCB"),
        reading="The text says regular and names no rhythm.",
    ),
    Obligation(
        "audit-reports",
        "QA·1",
        ObligationKind.PROGRESS_REPORT,
        "Regular reports on what case audits find",
        AgreedTimetable("Improvement Board and DSCB"),
        duty=_COUNCIL,
        sender=_COUNCIL,
        to=("Improvement Board", "DSCB"),
        reading="How often is left to the two boards to agree.",
    ),
    Obligation(
        "board",
        "SM·1",
        ObligationKind.BOARD_MEETING,
        "Improvement Board with an independent chair meets every four weeks",
        EveryWeeks(4),
        duty=_COUNCIL,
        anchor=Anchor.FIRST_MEETING,
        reading="The text names no first meeting; none is known.",
    ),
    Obligation(
        "observer",
        "SM·1",
        ObligationKind.INVITATION,
        "An official of the Department for Education takes part in each meeting as observer",
        EachMeeting(),
        duty="Department for Education",
        to=("Department for Education",),
        reading="The text says that an official attends; inviting them is our reading.",
    ),
    Obligation(
        "plans",
        "SM·3",
        ObligationKind.PLAN,
        "Improvement plans agreed with partners and the Board within one month of issue",
        Within(1),
        duty=_COUNCIL,
        anchor=Anchor.ISSUE,
    ),
    Obligation(
        "council-report",
        "SM·4",
        ObligationKind.PROGRESS_REPORT,
        "The Council's report against agreed objectives, actions, times and indicators",
        NoneStated(),
        duty=_COUNCIL,
        sender=_COUNCIL,
        reading="The text names neither a rhythm nor whom the report goes to.",
    ),
    Obligation(
        "indicators",
        "SM·5",
        ObligationKind.TARGET_HORIZON,
        "All performance indicators and milestones met",
        OnceBy(date(2014, 9, 30), "by September 2014"),
        duty=_COUNCIL,
    ),
    Obligation(
        "chair-report",
        "AS·1",
        ObligationKind.PROGRESS_REPORT,
        "The chair's information on progress for Ministers",
        OnDates(
            (date(2013, 12, 31), date(2014, 3, 31), date(2014, 6, 30), date(2014, 9, 30)),
            ("December 2013", "March 2014", "June 2014", "September 2014"),
        ),
        duty="Chair of the Improvement Board",
        sender="Chair of the Improvement Board",
        to=("Ministers",),
    ),
    Obligation(
        "reviews",
        "AS·2",
        ObligationKind.REVIEW,
        "Initial and final review of progress by the Department",
        OnDates((date(2014, 2, 28), date(2014, 9, 30)), ("February 2014", "September 2014")),
        duty="Department for Education",
    ),
)

NOTICE = Notice(
    slug="devon-childrens-services-2013",
    title="Devon children's services improvement notice 2013",
    council=_COUNCIL,
    partners=(),
    issued_by="Department for Education",
    service="Children's services",
    preamble=(
        "Given to Devon County Council for poor performance in children's services, after Ofsted judged its "
        "arrangements for the protection of children inadequate."
    ),
    inspection=Inspection(
        "Local authority arrangements for the protection of children",
        ("Ofsted",),
        published_on=date(2013, 5, 29),
    ),
    status="lifted",
    clauses=CLAUSES,
    areas=AREAS,
    obligations=OBLIGATIONS,
    issued_on=None,
    issued_printed="",
    deliver_by=date(2014, 9, 30),
    deliver_by_printed="by September 2014",
    notes=(
        "Signature and date are blank in the copy used here: what counts from the day of issue awaits it.",
        "That the notice was lifted is the demo's assumption; no document here says so.",
        "Only the three measures are numbered in the document. The other numbers are ours, by heading and order.",
        "This notice is here to be read: it has no plan, and no calendar is rated.",
    ),
)
