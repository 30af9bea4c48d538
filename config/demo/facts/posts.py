"""The organisations and posts that the documents name, each once, with the other wordings that mean the same."""

from config.demo.facts.shapes import Organisation, Post

ORGANISATIONS = (
    Organisation("dcc", "Devon County Council", "DCC", "council"),
    Organisation("nhs-devon", "NHS Devon Integrated Care Board", "NHS Devon", "icb"),
    Organisation("forum", "Parent Carer Forum Devon", "PCFD", "forum"),
    Organisation("alliance", "Children's Alliance", "", "other"),
    Organisation("dfe", "Department for Education", "DfE", "dfe"),
    Organisation("nhse", "NHS England", "NHSE", "nhse"),
)

POSTS = (
    Post("board-chair", "Chair of SEND Improvement Partnership Board", "dcc", guess=True),
    Post("participation-lead", "SEND Participation Lead", "dcc", guess=True),
    Post("delivery-leads", "Operational Delivery leads for DCC and NHS Devon", "dcc", plural=True, guess=True),
    Post(
        "send-director",
        "SEND Strategic Director",
        "dcc",
        aliases=("Interim SEND Strategic Director",),
        guess=True,
    ),
    Post(
        "women-children",
        "Head of Women and Children's Commissioning",
        "nhs-devon",
        aliases=("Head of Women & Children's Commissioning",),
        guess=True,
    ),
    Post("chief-nurse", "Chief Nursing Officer", "nhs-devon", aliases=("Chief Nursing Officer, NHS Devon",)),
    Post("education-delivery", "Head of Education (Delivery)", "dcc", guess=True),
    Post("mental-health", "Devon Head of Mental Health Commissioning", "nhs-devon", guess=True),
    Post(
        "communications",
        "Head of Communications and Media",
        "dcc",
        aliases=("Head of Communications & Media",),
        guess=True,
    ),
    Post("alliance-director", "Children's Alliance Director", "alliance", guess=True),
    Post("public-health-nursing", "Head of Public Health Nursing", "dcc", guess=True),
)
