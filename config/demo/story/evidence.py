"""Documents put forward as evidence. The files are small and invented; the links lead nowhere."""

from config.demo.story.events import Event, EvidenceAdded, EvidenceOf, EvidenceReplaced
from config.demo.story.shapes import at, day

_HOST = "https://documents.devon-send.example"


def _link(
    moment: str, by: str, key: str, kind: str, dated: str, refs: str, title: str, description: str
) -> EvidenceAdded:
    return EvidenceAdded(
        at(moment), by, key, title, kind, day(dated), description, tuple(refs.split()), link=f"{_HOST}/{key}"
    )


def _file(moment: str, by: str, key: str, kind: str, dated: str, refs: str, title: str, content: str) -> EvidenceAdded:
    suffix = "csv" if kind == "data" else "txt"
    return EvidenceAdded(
        at(moment),
        by,
        key,
        title,
        kind,
        day(dated),
        "Illustrative file made for the demo.",
        tuple(refs.split()),
        file_name=f"{key}.{suffix}",
        content=content,
    )


_UNATTACHED = _link(
    "2023-12-19 15:05",
    "participation",
    "transport-visits",
    "lived_experience",
    "2023-12-15",
    "",
    "Notes of four visits: the way to school",
    "What nine families said of school transport. Nobody has yet said what it proves.",
)
_REPLACED = EvidenceReplaced(
    at("2023-11-06 11:30"),
    "officer",
    "panel-terms",
    "Terms of the multi-agency assessment panel, second edition",
    day("2023-11-02"),
    "Membership with health's two new seats, what it decides, and how often it meets.",
    f"{_HOST}/panel-terms-2",
)
_PROVES = (
    EvidenceOf(at("2023-07-14 10:00"), "office", "governance-chart", clauses=("4(b)",), meetings=("2023-07-13",)),
    EvidenceOf(at("2023-12-01 12:00"), "participation", "survey-november", sections=("A",), kpis=("A-K18", "B-K2")),
)
_ADDED = (
    _link(
        "2023-05-12 15:50",
        "officer",
        "panel-terms",
        "output",
        "2022-03-14",
        "C4",
        "Terms of the multi-agency assessment panel",
        "Membership, what it decides, and how often it meets.",
    ),
    _file(
        "2023-06-16 11:10",
        "participation",
        "survey-june",
        "survey",
        "2023-06-09",
        "A2 A4 B1",
        "Survey of parent carers and young people, first wave",
        "Illustrative summary\n\nFieldwork: 22 May to 9 June 2023\nParent carers asked 2,600, answered 412\n"
        "Young people asked 480, answered 63\n\nPercentages are the share answering good or better.\n",
    ),
    _link(
        "2023-06-19 16:00",
        "officer",
        "group-notes",
        "lived_experience",
        "2023-05-23",
        "D5",
        "Notes of the neurodiversity reference group's first meeting",
        "What eleven parent carers said of the draft strategy.",
    ),
    _link(
        "2023-06-27 15:30",
        "chair",
        "governance-chart",
        "output",
        "2023-06-22",
        "A1",
        "Governance chart and terms of reference",
        "Who decides what, and who answers for which action.",
    ),
    _link(
        "2023-06-29 15:45",
        "delivery",
        "leadership-agreement",
        "practice",
        "2023-06-26",
        "A3",
        "Leaders' agreement on joint decisions",
        "Two pages, signed by 24 leaders; feedback of the three sessions.",
    ),
    _link(
        "2023-07-11 13:50",
        "participation",
        "group-minutes",
        "lived_experience",
        "2023-07-06",
        "A2",
        "Notes of both Expert Reference Groups, June and July",
        "What the groups said and what the board did with it.",
    ),
    _link(
        "2023-07-21 17:00",
        "officer",
        "neurodiversity-strategy",
        "output",
        "2023-07-20",
        "D2",
        "Neurodiversity strategy and plan",
        "Signed by the council, NHS Devon and the forum.",
    ),
    _file(
        "2023-07-26 16:30",
        "delegate",
        "plan-standard",
        "audit",
        "2023-07-25",
        "C3 C1",
        "Standard for a good EHC plan, with a check of 20 drafts",
        "Illustrative summary\n\nDrafts read: 20\nSays who does what: 17\nAims are the young person's own: 14\n"
        "Health provision is specific: 11\nSocial care provision is specific: 9\n",
    ),
    _link(
        "2023-09-18 13:05",
        "phn",
        "outcomes-framework",
        "output",
        "2023-09-14",
        "D6",
        "Outcomes framework for neurodivergent children and young people",
        "Eleven measures across education, health and social care.",
    ),
    _file(
        "2023-09-27 17:00",
        "delegate",
        "dashboard-guide",
        "data",
        "2023-09-26",
        "A6",
        "Measures on the performance dashboard",
        "measure,source,updated\nEHC plans issued in 20 weeks,casework system,monthly\n"
        "Annual reviews outstanding,casework system,monthly\nAutism assessment within 18 weeks,clinic returns,monthly\n"
        "New birth visits in 14 days,health visiting,monthly\n",
    ),
    _file(
        "2023-09-29 10:40",
        "participation",
        "survey-september",
        "survey",
        "2023-09-22",
        "B1 B3 C1",
        "Survey of parent carers and young people, second wave",
        "Illustrative summary\n\nFieldwork: 4 to 22 September 2023\nParent carers asked 2,850, answered 388\n"
        "Young people asked 520, answered 58\n\nPercentages are the share answering good or better.\n",
    ),
    _link(
        "2023-09-29 11:15",
        "comms",
        "communication-strategy",
        "output",
        "2023-09-14",
        "B1",
        "Communication strategy and plan",
        "Agreed by the board on 14 September 2023.",
    ),
    _link(
        "2023-10-20 14:50",
        "phn",
        "framework-findings",
        "practice",
        "2023-10-18",
        "D6",
        "What two services found with the outcomes framework",
        "Changed rules of acceptance, with figures before and after.",
    ),
    _link(
        "2023-11-08 10:00",
        "alliance",
        "alliance-redesign",
        "output",
        "2023-10-27",
        "D1",
        "One joint appointment: redesign of autism assessment",
        "Proposal accepted by NHS Devon in October.",
    ),
    _file(
        "2023-11-30 16:00",
        "participation",
        "survey-november",
        "survey",
        "2023-11-24",
        "A4 B3 C1 D4",
        "Survey of parent carers and young people, third wave",
        "Illustrative summary\n\nFieldwork: 6 to 24 November 2023\nParent carers asked 3,050, answered 431\n"
        "Young people asked 560, answered 71\n\nPercentages are the share answering good or better.\n",
    ),
    _link(
        "2023-12-18 10:20",
        "officer",
        "joint-outcomes",
        "output",
        "2023-12-12",
        "A11",
        "Joint SEND outcomes framework",
        "Six outcomes, signed by both organisations.",
    ),
    _file(
        "2023-12-20 16:40",
        "delegate",
        "attendance-audit",
        "audit",
        "2023-12-18",
        "A12",
        "Audit of attendance after review",
        "Illustrative summary\n\nChildren and young people in the sample: 60\nMean attendance before review: 31%\n"
        "Mean attendance in the half-term after review: 63%\nNo child can be identified from this file.\n",
    ),
)

EVENTS: tuple[Event, ...] = (*_ADDED, _UNATTACHED, _REPLACED, *_PROVES)
