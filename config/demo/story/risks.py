"""The risk register: what is feared, what is done about it, and how it moved."""

from config.demo.story.events import Event, MitigationDone, MitigationPlan, RiskClosed, RiskRaised, RiskReviewed
from config.demo.story.shapes import at, day


def _todo(owner: str, due: str, text: str) -> MitigationPlan:
    return MitigationPlan(text, owner, day(due))


_RAISED = (
    RiskRaised(
        at("2023-05-09 14:00"),
        "lead",
        "R1",
        "Too few permanent caseworkers",
        "Caseworkers are paid less than in neighbouring councils",
        "posts stay empty or are filled by agency staff",
        "plans come late and families tell their story again and again.",
        "send-director",
        (4, 5),
        (2, 4),
        (
            _todo("childrens-director", "2023-08-31", "Settle the grade of caseworkers."),
            _todo("send-director", "2023-10-31", "Recruit with parent carers on each panel."),
        ),
    ),
    RiskRaised(
        at("2023-05-09 14:20"),
        "lead",
        "R2",
        "Demand for assessment grows faster than capacity",
        "Schools see a plan as the only way to support",
        "requests rise faster than they can be assessed",
        "the share issued in 20 weeks stops rising.",
        "send-director",
        (4, 4),
        (3, 3),
        (
            _todo("send-director", "2023-11-30", "Publish what schools ordinarily provide (A14)."),
            _todo("send-director", "2024-01-31", "Put the graduated approach into use (A10)."),
        ),
    ),
    RiskRaised(
        at("2023-05-09 14:40"),
        "lead",
        "R3",
        "Autism waits do not come down",
        "Referrals rise and clinicians are hard to find",
        "fewer children than planned are seen in 18 weeks",
        "families wait without support and pay for private assessment.",
        "alliance-director",
        (4, 4),
        (2, 4),
        (
            _todo("alliance-director", "2023-09-29", "Open a second clinic team."),
            _todo("women-children", "2024-01-15", "Support that does not wait for a diagnosis (D4)."),
        ),
    ),
    RiskRaised(
        at("2023-05-09 15:00"),
        "lead",
        "R4",
        "Baselines come too late to show improvement",
        "Most measures had no figure to start from",
        "the board cannot say whether things get better",
        "the Department takes missing figures for missing progress.",
        "data-manager",
        (5, 3),
        (2, 2),
        (
            _todo("data-manager", "2023-06-13", "Propose staffing baselines."),
            _todo("participation-lead", "2023-07-14", "Use the first survey wave as baseline."),
        ),
    ),
    RiskRaised(
        at("2023-05-10 09:10"),
        "lead",
        "R5",
        "Families lose trust before change is felt",
        "Improvement shows on paper long before it reaches homes",
        "families stop answering and leave the groups",
        "the plan loses the voices it depends on.",
        "participation-lead",
        (3, 4),
        (2, 3),
        (
            _todo("communications", "2023-06-30", "Monthly bulletin that also says what is late."),
            _todo("participation-lead", "2023-09-30", "Tell each group what was done with its advice."),
        ),
    ),
    RiskRaised(
        at("2023-05-10 09:30"),
        "lead",
        "R6",
        "Interim leaders leave",
        "Two senior posts are held by interims",
        "one or both leave before the notice is lifted",
        "decisions stall and knowledge goes.",
        "chief-executive",
        (3, 4),
        (2, 3),
        (_todo("chief-executive", "2024-01-31", "Recruit permanently to both posts."),),
    ),
    RiskRaised(
        at("2023-06-08 15:30"),
        "lead",
        "R7",
        "Partners cannot share data",
        "No agreement covers health data on the dashboard",
        "the dashboard shows half of the picture",
        "the board decides on half of the picture.",
        "chief-nurse",
        (4, 3),
        (1, 3),
        (_todo("chief-nurse", "2023-07-28", "Sign the sharing agreement."),),
    ),
    RiskRaised(
        at("2023-07-06 15:10"),
        "lead",
        "R8",
        "Too few health visitors",
        "Six left in June and training takes a year",
        "developmental reviews come late",
        "signs of need are missed in the second year of life.",
        "public-health-nursing",
        (4, 4),
        (2, 3),
        (
            _todo("public-health-nursing", "2023-09-30", "Seven newly qualified health visitors."),
            _todo("childrens-director", "2024-01-12", "Cover for the head of service."),
        ),
    ),
    RiskRaised(
        at("2023-10-05 15:00"),
        "lead",
        "R9",
        "No money for support without diagnosis after March",
        "The third level of the model costs more than is there",
        "the model starts in part and stops in April",
        "families see another promise broken.",
        "women-children",
        (3, 4),
        (2, 3),
        (_todo("women-children", "2024-02-16", "A joint proposal for level three."),),
    ),
)


def _seen(moment: str, by: str, ref: str, likelihood: int, impact: int, text: str) -> RiskReviewed:
    return RiskReviewed(at(moment), by, ref, (likelihood, impact), text)


_SAME = "Reviewed, no change."

_REVIEWS: tuple[Event, ...] = (
    _seen("2023-07-06 14:30", "delegate", "R1", 5, 5, "Three caseworkers left in June and the grade is not settled."),
    _seen("2023-09-07 14:30", "delegate", "R1", 5, 5, _SAME),
    MitigationDone(at("2023-10-05 14:20"), "delegate", "R1", 0),
    _seen("2023-10-05 14:30", "delegate", "R1", 4, 5, "The grade is agreed; adverts are out."),
    MitigationDone(at("2023-12-07 11:20"), "delegate", "R1", 1),
    _seen("2023-12-07 11:30", "delegate", "R1", 3, 5, "Ten vacancies, from 16 in January. Agency numbers fall slowly."),
    _seen("2023-07-06 14:45", "delegate", "R2", 4, 4, _SAME),
    _seen("2023-10-05 14:45", "delegate", "R2", 5, 4, "Requests in September were the most of any month so far."),
    _seen("2023-12-07 11:45", "delegate", "R2", 4, 4, "Trained schools ask less often, others as before."),
    _seen("2023-07-06 15:00", "alliance", "R3", 4, 4, _SAME),
    _seen("2023-10-05 15:20", "alliance", "R3", 5, 4, "Two of five posts in the second team are empty."),
    _seen("2023-12-07 12:00", "alliance", "R3", 4, 4, "Both posts are filled and joint appointments have begun."),
    MitigationDone(at("2023-06-19 15:00"), "data", "R4", 0),
    MitigationDone(at("2023-07-20 16:40"), "participation", "R4", 1),
    _seen("2023-08-03 14:30", "data", "R4", 3, 3, "Twelve more baselines are approved."),
    _seen("2023-11-02 14:30", "data", "R4", 3, 3, _SAME),
    _seen("2023-12-07 12:15", "data", "R4", 3, 2, "The Department has seen what is missing and why."),
    MitigationDone(at("2023-06-30 17:00"), "comms", "R5", 0),
    _seen("2023-08-03 15:00", "participation", "R5", 4, 4, "Two members left the parents' group: too little to show."),
    MitigationDone(at("2023-09-21 10:30"), "participation", "R5", 1),
    _seen("2023-11-02 15:00", "participation", "R5", 3, 4, "More answered the survey, and nobody left since July."),
    _seen("2023-09-07 15:10", "chiefexec", "R6", 3, 4, _SAME),
    _seen("2023-12-07 12:30", "chiefexec", "R6", 4, 4, "One interim has told us that they leave in spring."),
    MitigationDone(at("2023-07-03 16:40"), "nursing", "R7", 0),
    _seen("2023-07-06 15:30", "nursing", "R7", 2, 3, "The agreement was signed on 29 June."),
    RiskClosed(at("2023-10-05 16:00"), "lead", "R7", "Health figures have arrived for three months running."),
    MitigationDone(at("2023-10-02 15:10"), "phn", "R8", 0),
    _seen("2023-10-05 15:40", "phn", "R8", 3, 4, "Seven new health visitors have started."),
    _seen(
        "2023-12-07 12:45", "lead", "R8", 4, 4, "Written by the lead: the head of service has left and is not replaced."
    ),
    _seen(
        "2023-12-07 13:00",
        "officer",
        "R9",
        4,
        4,
        "Two of four contracts are signed; level three has no money after March.",
    ),
)

EVENTS: tuple[Event, ...] = (*_RAISED, *_REVIEWS)
