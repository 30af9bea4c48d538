"""Who is who in the story: accounts named by post, which posts they hold, and what access they have."""

from datetime import date

from config.demo.facts.shapes import Organisation, Post
from config.demo.story.shapes import Account, Contact, Delegation, Grant, Holding, Recipient

DEVON = "devon-send-2022"
DERBYSHIRE = "derbyshire-send-2025"
DEVON_2013 = "devon-childrens-services-2013"
WEXCOMBE = "wexcombe-send-2023"

TRACKED_FROM = date(2023, 5, 8)

ORGANISATIONS = (Organisation("schools", "Devon schools and settings", "Schools", "school"),)

# Posts that the plan does not make accountable for an action, but that sit on boards, own risks or write figures
POSTS = (
    Post("chief-executive", "Chief Executive, Devon County Council", "dcc"),
    Post("childrens-director", "Director of Children and Young People's Futures", "dcc"),
    Post("icb-chief-executive", "Chief Executive, NHS Devon", "nhs-devon"),
    Post("adult-care", "Head of Integrated Adult Social Care", "dcc"),
    Post("headteacher", "Headteacher representative, secondary schools", "schools"),
    Post("cabinet-member", "Cabinet Member for Children's Services", "dcc"),
    Post("forum-cochair", "Co-chair, Parent Carer Forum Devon", "forum"),
    Post("improvement-lead", "SEND Improvement Lead", "dcc"),
    Post("programme-manager", "SEND Programme Manager", "dcc"),
    Post("data-manager", "Performance and Data Manager", "dcc"),
    Post("icb-data-manager", "Data Lead, NHS Devon", "nhs-devon"),
    Post("dfe-adviser", "SEND Adviser, Department for Education", "dfe"),
    Post("nhse-adviser", "SEND Adviser, NHS England", "nhse"),
)


def _on(role: str, *notices: str, until: date | None = None, since: date = TRACKED_FROM) -> tuple[Grant, ...]:
    return tuple(Grant(notice, role, since, until) for notice in notices or (DEVON,))


ACCOUNTS = (
    Account("lead", "SEND Improvement Lead", "dcc", _on("lead", DEVON, DERBYSHIRE, DEVON_2013)),
    Account("office", "SEND Programme Office", "dcc", _on("office", DEVON, DEVON_2013)),
    Account("officer", "Head of Women and Children's Commissioning", "nhs-devon", _on("partner_officer")),
    Account("data", "Performance and Data Manager", "dcc", _on("data_lead")),
    Account("director", "Director of Children and Young People's Futures", "dcc", _on("accountable")),
    Account("icb", "Chief Executive, NHS Devon", "nhs-devon", _on("accountable")),
    Account("chair", "Independent Chair", "dcc", _on("chair", DEVON, DEVON_2013)),
    Account("member", "Headteacher representative", "schools", _on("member")),
    Account("dfe", "SEND Adviser, DfE", "dfe", _on("adviser", DEVON, DERBYSHIRE)),
    Account("nhse", "SEND Adviser, NHS England", "nhse", _on("adviser")),
    Account(
        "reviewer",
        "Reviewer for the Department",
        "dfe",
        _on("reviewer", since=date(2023, 12, 1), until=date(2024, 2, 29)),
    ),
    Account("observer", "Children's Scrutiny Committee", "dcc", _on("observer")),
    Account("strategic", "SEND Strategic Director", "dcc", _on("officer")),
    Account("delegate", "0-25 SEND Service Manager", "dcc", _on("officer")),
    Account("participation", "SEND Participation Lead", "dcc", _on("participation_lead")),
    Account("forum", "Parent Carer Forum Devon", "forum", _on("forum")),
    Account("nursing", "Chief Nursing Officer, NHS Devon", "nhs-devon", _on("partner_officer")),
    Account("education", "Head of Education (Delivery)", "dcc", _on("officer")),
    Account("mentalhealth", "Devon Head of Mental Health Commissioning", "nhs-devon", _on("partner_officer")),
    Account("comms", "Head of Communications and Media", "dcc", _on("officer")),
    Account("alliance", "Children's Alliance Director", "alliance", _on("partner_officer")),
    Account("phn", "Head of Public Health Nursing", "dcc", _on("officer", until=date(2023, 11, 30))),
    Account("delivery", "Operational Delivery lead", "dcc", _on("officer")),
    Account("icb-data", "Data Lead, NHS Devon", "nhs-devon", _on("data_lead")),
    Account("chiefexec", "Chief Executive, Devon County Council", "dcc", _on("member")),
    Account("care", "Head of Integrated Adult Social Care", "dcc", _on("member")),
    Account("cabinet", "Cabinet Member for Children's Services", "dcc", _on("member")),
    Account("stranger", "Improvement Lead, Wexcombe", "wexcombe", _on("lead", WEXCOMBE)),
    Account("clinic", "Designated Clinical Officer, Quillhaven", "quillhaven", _on("partner_officer", WEXCOMBE)),
)

HOLDINGS = (
    Holding("board-chair", "chair", date(2022, 11, 1)),
    Holding("participation-lead", "participation", date(2023, 1, 9)),
    Holding("delivery-leads", "delivery", date(2023, 2, 1)),
    Holding("send-director", "strategic", date(2022, 1, 10), interim=True),
    Holding("women-children", "officer", date(2021, 9, 1)),
    Holding("chief-nurse", "nursing", date(2022, 7, 1)),
    Holding("education-delivery", "education", date(2021, 4, 1)),
    Holding("mental-health", "mentalhealth", date(2022, 4, 1)),
    Holding("communications", "comms", date(2020, 6, 1)),
    Holding("alliance-director", "alliance", date(2022, 10, 3)),
    # nobody has held the post since: D3 is uncovered from 1 December 2023
    Holding("public-health-nursing", "phn", date(2021, 1, 4), date(2023, 11, 30)),
    Holding("chief-executive", "chiefexec", date(2022, 8, 1)),
    Holding("childrens-director", "director", date(2022, 9, 5), interim=True),
    Holding("icb-chief-executive", "icb", date(2021, 12, 1)),
    # a required seat stood empty at the board of 10 August 2023
    Holding("adult-care", "care", date(2023, 1, 16), date(2023, 7, 31), interim=True),
    Holding("adult-care", "care", date(2023, 9, 4)),
    Holding("headteacher", "member", date(2023, 1, 9)),
    Holding("cabinet-member", "cabinet", date(2021, 5, 13)),
    Holding("forum-cochair", "forum", date(2022, 3, 1)),
    Holding("improvement-lead", "lead", date(2023, 4, 3)),
    Holding("programme-manager", "office", date(2023, 4, 17)),
    Holding("data-manager", "data", date(2022, 5, 3)),
    Holding("icb-data-manager", "icb-data", date(2022, 9, 1)),
    Holding("dfe-adviser", "dfe", date(2022, 9, 7)),
    Holding("nhse-adviser", "nhse", date(2022, 9, 7)),
    Holding("wexcombe-head", "stranger", date(2023, 3, 6)),
    Holding("wexcombe-nurse", "clinic", date(2023, 3, 6)),
)

DELEGATIONS = (Delegation("send-director", "delegate", date(2023, 5, 9)),)

CONTACTS = (Contact("forum", "forum", date(2022, 3, 1)),)

RECIPIENTS = (Recipient("dfe", "dfe"), Recipient("nhse", "nhse"))

ACCOUNTABLE_OFFICERS = {"dcc": "director", "nhs-devon": "icb"}

# The person who writes an action's updates, where the plan's several posts would leave that open
ACTION_LEADS = {
    "A2": "participation",
    "A4": "delegate",
    "A6": "delegate",
    "A8": "officer",
    "A9": "education",
    "A11": "officer",
    "B2": "officer",
    "B3": "comms",
    "C4": "officer",
    "D5": "officer",
}
