"""The roles that access is given for, and the sets of them that a rule names. Roles add up."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is on one notice. Values are stored; labels are in `LABELS`."""

    LEAD = "lead"
    OFFICE = "office"
    OFFICER = "officer"
    PARTNER_OFFICER = "partner_officer"
    DATA_LEAD = "data_lead"
    PARTICIPATION_LEAD = "participation_lead"
    FORUM = "forum"
    ACCOUNTABLE = "accountable"
    CHAIR = "chair"
    MEMBER = "member"
    ADVISER = "adviser"
    REVIEWER = "reviewer"
    OBSERVER = "observer"


LABELS: dict[Role, str] = {
    Role.LEAD: "Improvement lead",
    Role.OFFICE: "Programme office",
    Role.OFFICER: "Officer",
    Role.PARTNER_OFFICER: "Partner officer",
    Role.DATA_LEAD: "Data lead",
    Role.PARTICIPATION_LEAD: "Participation lead",
    Role.FORUM: "Parent carer forum",
    Role.ACCOUNTABLE: "Accountable officer",
    Role.CHAIR: "Independent chair",
    Role.MEMBER: "Board member",
    Role.ADVISER: "Adviser (DfE or NHS England)",
    Role.REVIEWER: "Reviewer",
    Role.OBSERVER: "Observer",
}

EVERYONE = frozenset(Role)
# lead, programme office, accountable officers and the chair see everything of the notice
WHOLE = frozenset({Role.LEAD, Role.OFFICE, Role.ACCOUNTABLE, Role.CHAIR})
WORKING = frozenset({Role.OFFICER, Role.PARTNER_OFFICER, Role.DATA_LEAD, Role.PARTICIPATION_LEAD, Role.FORUM})
PLAN_READERS = WHOLE | WORKING | {Role.MEMBER, Role.REVIEWER}
EVIDENCE_READERS = WHOLE | WORKING | {Role.REVIEWER}
MEETING_READERS = WHOLE | WORKING | {Role.MEMBER, Role.REVIEWER}
ISSUED_REPORT_READERS = WHOLE | {Role.ADVISER}
