"""The sheets that are read back: a plan as it stands."""

from datetime import date
from decimal import Decimal
from typing import Final

from bringing.columns.shape import NO, NOT_SETTLED, YES, Cells, Field, Sheet
from bringing.plain import Kind
from kpis.models import BaselineState, Cumulates, Direction, Frequency, Origin, Unit


def _words(choices: list[tuple[str, str]]) -> dict[str, str]:
    return {kept: str(label) for kept, label in choices}


_STATES: Final = {
    state.value: str(state.label)
    for state in (BaselineState.APPROVED, BaselineState.AWAITED, BaselineState.TO_BE_DEVELOPED)
}
_OTHER_REF: Final = "A row with another one is a new row, and the old one counts as taken out"
_LETTER: Final = f"{_OTHER_REF}. A letter is changed on the section’s own page"
_CODE: Final = f"{_OTHER_REF}. The code of a KPI stays: its figures are known by it"
_DATE: Final = (
    "Read back for a new action, for a first date, and until the action was published or reported on. After that it "
    "moves by a decision: ask for another date on the action’s page"
)
_MATCH: Final = "Read back for a new action. Of one that stands it is changed on the action’s page"
_START: Final = (
    "Read back for a new KPI. Of one that stands a baseline is proposed on the KPI’s page, and approved by a second "
    "person"
)
_UNPLACED: Final = "Read back for a new KPI. Of one that stands they are placed on the KPI’s page"
_COUNTED: Final = (
    "Read back for a new KPI, and until it has a baseline or figures. After that it is changed on its definition "
    "sheet, which asks whether figures of before and after can be compared"
)
_TARGET: Final = "Read back for a new KPI. Of one that stands targets are rebased on the KPI’s page, by a decision"
_ON_KPI: Final = "the KPI’s own page"


PLAN: Final = Sheet(
    "Plan",
    "The plan itself, in one row.",
    (
        Field("Title", "title", "What the plan is called, up to 160 characters.", example="Local Area SEND plan"),
        Field("Where it is from", "source_note", "Where the plan was published, in a few words."),
        Field("Runs from", "starts_on", "The first day that a date of the plan may lie on.", Cells.DAY),
    ),
    Kind.PLAN,
)
SECTIONS: Final = Sheet(
    "Sections",
    "The parts of the plan in their order, one a row.",
    (
        Field("Letter", "key", "The section’s letter or number. Each once.", example="A", becomes=_LETTER),
        Field("Title", "title", "The section’s title, up to 200 characters.", example="Strategy and leadership"),
        Field(
            "What needs improvement",
            "needs_improvement",
            "The points, one a line (Alt and Enter begin a line).",
            Cells.LINES,
            example="Plans are late\nFamilies are not told why",
        ),
        Field(
            "What families have told us",
            "families_said",
            "The points, one a line.",
            Cells.LINES,
            example="We have to tell our story again each time",
        ),
        Field("Areas", "areas", "Codes of the notice’s areas that the section addresses, with commas.", Cells.LIST),
    ),
    Kind.SECTION,
)
ACTIONS: Final = Sheet(
    "Actions",
    "The actions that stand in the plan, in its order, one a row.",
    (
        Field(
            "Ref",
            "key",
            "The action’s reference, up to 10 letters and digits. Each once.",
            example="A1",
            becomes=_OTHER_REF,
        ),
        Field("Section", "section", "The letter of its section, as on the sheet Sections.", example="A"),
        Field("Short title", "title", "A few words by which lists call it.", example="Publish the joint strategy"),
        Field("Action", "what", "What will be done.", example="Agree and publish a joint strategy with health"),
        Field("Outcome / success criteria", "success", "How it will be known that it worked.", example="It is agreed"),
        Field(
            "By when, as printed",
            "by_when",
            "The date in the plan’s own words, such as June 2023.",
            example="End of June 2027",
        ),
        Field(
            "Due date",
            "due_on",
            "The day that counts. Left empty, it is read out of the date as printed; “not settled” says that there is "
            "none yet. A date that was reported on moves only by an agreed change.",
            Cells.DAY,
            example=date(2027, 6, 30),
            becomes=_DATE,
        ),
        Field(
            "In place already",
            "in_place",
            "Yes for what was there before the plan: it has no due date, and wants evidence.",
            Cells.YES_NO,
            choices={YES: YES, NO: NO},
            example=False,
            becomes=_DATE,
        ),
        Field("Starts", "starts_on", "The day on which work on it begins, where that is said.", Cells.DAY),
        Field(
            "Accountable",
            "answering",
            "Who answers for it, in one cell.",
            elsewhere="the sheet Accountable posts",
        ),
        Field("Clauses", "clauses", "Numbers of the clauses that it answers, with commas.", Cells.LIST),
        Field(
            "Possible clauses",
            "possible_clauses",
            "Clauses that it may answer, for a person to confirm, with commas.",
            Cells.LIST,
            becomes=_MATCH,
        ),
        Field("Areas", "areas", "Codes of the notice’s areas that it answers, with commas.", Cells.LIST),
    ),
    Kind.ACTION,
)
POSTS: Final = Sheet(
    "Accountable posts",
    "Who answers for each action, one a row, in their order: a post, or an organisation without a post.",
    (
        Field("Action", "ref", "The action’s reference.", example="A1"),
        Field("As printed", "printed", "The words of the plan. Left empty, the post’s own.", example="Head of SEND"),
        Field("Post", "post", "The title of the post; empty where an organisation answers.", example="Head of SEND"),
        Field("Organisation", "organisation", "The organisation’s full name.", example="Westmoor County Council"),
    ),
    Kind.ACTION,
    "accountable",
)
MILESTONES: Final = Sheet(
    "Milestones",
    "What must be true of an action at a date, one a row.",
    (
        Field("Action", "ref", "The action’s reference.", example="A1"),
        Field("Milestone", "label", "What the plan calls it.", example="Milestone 1"),
        Field(
            "Due date",
            "due_on",
            f"The day that counts; “{NOT_SETTLED}” where there is none yet.",
            Cells.DAY,
            example=date(2027, 3, 31),
        ),
        Field("What must be true", "text", "In the plan’s words.", example="A draft is out for consultation"),
    ),
    Kind.ACTION,
    "milestones",
)
KPIS: Final = Sheet(
    "KPIs",
    "What is measured, one a row, with its definition sheet.",
    (
        Field("Code", "key", "The KPI’s code. Each once.", example="A-K1", becomes=_CODE),
        Field("Section", "section", "The letter of its section, as on the sheet Sections.", example="A"),
        Field("KPI", "name", "Its name as printed.", example="Percentage of plans issued within 20 weeks"),
        Field(
            "Unit",
            "unit",
            "What its figures count.",
            Cells.CHOICE,
            choices=_words(Unit.choices),
            example=Unit.PERCENT,
            becomes=_COUNTED,
        ),
        Field(
            "Which way is better",
            "direction",
            "A KPI is rated only where this is said.",
            Cells.CHOICE,
            choices=_words(Direction.choices),
            example=Direction.HIGHER,
        ),
        Field("Baseline, as printed", "baseline", "The baseline’s words in the plan.", example="45%", becomes=_START),
        Field(
            "Baseline",
            "baseline_state",
            "What is known of where it starts. Left empty, it is read out of the words as printed.",
            Cells.CHOICE,
            choices=_STATES,
            example=BaselineState.APPROVED,
            becomes=_START,
        ),
        Field(
            "Baseline value",
            "baseline_value",
            "The number alone: 45 for 45%.",
            Cells.NUMBER,
            example=Decimal(45),
            becomes=_START,
        ),
        Field(
            "Baseline as at",
            "baseline_on",
            "The day that it is of.",
            Cells.DAY,
            example=date(2026, 12, 31),
            becomes=_START,
        ),
        Field(
            "Baseline date, as printed",
            "baseline_on_printed",
            "Its words in the plan.",
            example="December 2026",
            becomes=_START,
        ),
        Field(
            "Cells without a place",
            "unplaced",
            "Printed values that fitted no column, one a line.",
            Cells.LINES,
            becomes=_UNPLACED,
        ),
        Field("Definition", "definition", "What exactly is counted.", becomes=_COUNTED),
        Field("Numerator", "numerator", "What stands above the line.", becomes=_COUNTED),
        Field("Denominator", "denominator", "What stands below it.", becomes=_COUNTED),
        Field("Source", "source", "Where the figures are taken from."),
        Field(
            "Kind of source",
            "origin",
            "A survey, a statutory return, or a local system.",
            Cells.CHOICE,
            choices=_words(Origin.choices),
        ),
        Field(
            "How often",
            "frequency",
            "How often a figure is expected.",
            Cells.CHOICE,
            choices=_words(Frequency.choices),
        ),
        Field(
            "Adds up",
            "cumulates",
            "Over which year a figure adds up before it starts again.",
            Cells.CHOICE,
            choices=_words(Cumulates.choices),
            becomes=_COUNTED,
        ),
        Field("Caveats", "caveats", "What to bear in mind."),
        Field("Actions", "actions", "References of the actions that should move it, with commas.", Cells.LIST),
    ),
    Kind.KPI,
)
TARGETS: Final = Sheet(
    "Targets",
    "The targets that count, one a row, in the printed order.",
    (
        Field("KPI", "code", "The KPI’s code.", example="A-K1", becomes=_TARGET),
        Field("Target", "label", "What the plan calls it.", example="Milestone 1", becomes=_TARGET),
        Field("Due date", "due_on", "The day that counts.", Cells.DAY, example=date(2027, 6, 30), becomes=_TARGET),
        Field(
            "Rule, as written",
            "rule",
            "A value (60%), a change (25% reduction, 20%-point increase), or TBC. Empty for a blank cell of the plan.",
            example="60%",
            becomes=_TARGET,
        ),
        Field("Version", "edition", "Which version of the KPI’s targets this is.", Cells.NUMBER, _ON_KPI),
    ),
    Kind.KPI,
    "targets",
)
READ_BACK: Final = (PLAN, SECTIONS, ACTIONS, POSTS, MILESTONES, KPIS, TARGETS)
"""The sheets that are read back: a plan as it stands."""
