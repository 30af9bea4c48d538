"""The sheets that tell what goes on in a plan: nothing of them is read back."""

from typing import Final

from bringing.columns.shape import Cells, Field, Sheet

_HERE: Final = "the action’s own page"
_ON_KPI: Final = "the KPI’s own page"
_IN: Final = "the KPI’s own page, or with a file of figures"
MEASUREMENTS: Final = Sheet(
    "Measurements",
    "Every figure of the KPIs in the order of time, and what others published; what a partner has not released is left "
    "out.",
    (
        Field("Code", "code", "The KPI’s code.", elsewhere=_IN),
        Field("As at", "as_at", "The day that the figure is of.", Cells.DAY, _IN),
        Field("Period", "period", "What the figure stands for: a day, a month, a term.", elsewhere=_IN),
        Field("Value", "value", "The figure.", Cells.NUMBER, _IN),
        Field("Unit", "unit", "What it counts.", elsewhere=_IN),
        Field("Kind", "figure_kind", "Actual, provisional or projected.", elsewhere=_IN),
        Field("Stands", "stands", "Whether it counts, was corrected, or was withdrawn.", elsewhere=_IN),
        Field("Corrected to", "corrected_to", "The figure that stands in its place.", Cells.NUMBER, _IN),
        Field("Withdrawn by", "withdrawn_by", "Who took it out, where somebody did.", elsewhere=_IN),
        Field("Withdrawn on", "withdrawn_on", "When.", Cells.DAY, _IN),
        Field("Why withdrawn", "withdrawn_why", "The reason given.", elsewhere=_IN),
        Field("Whose figure", "owner", "The organisation whose it is.", elsewhere=_IN),
        Field("The series starts anew", "series_break", "Figures before it cannot be compared.", elsewhere=_IN),
        Field("Note", "note", "What was written with it.", elsewhere=_IN),
        Field("Source", "source", "Where it is taken from.", elsewhere=_IN),
        Field("Entered by", "entered_by", "Who entered it.", elsewhere=_IN),
        Field("Entered on", "entered_on", "When.", Cells.DAY, _IN),
        Field("Comparator", "comparator", "Whose value it is, where others published it.", elsewhere=_IN),
    ),
)
EARLIER_TARGETS: Final = Sheet(
    "Earlier targets",
    "Targets of versions that were replaced by an agreed one.",
    (
        Field("KPI", "code", "The KPI’s code.", elsewhere=_ON_KPI),
        Field("Target", "label", "What the plan called it.", elsewhere=_ON_KPI),
        Field("Due date", "due_on", "The day that counted.", Cells.DAY, _ON_KPI),
        Field("Rule, as written", "rule", "What was to be reached.", elsewhere=_ON_KPI),
        Field("Version", "edition", "Which version it was of.", Cells.NUMBER, _ON_KPI),
    ),
)
UPDATES: Final = Sheet(
    "Updates",
    "Every update of every action, the newest first.",
    (
        Field("Action", "ref", "The action’s reference.", elsewhere=_HERE),
        Field("Written on", "written_on", "When it was written.", Cells.DAY, _HERE),
        Field("Written by", "written_by", "Who wrote it.", elsewhere=_HERE),
        Field("On behalf of", "on_behalf_of", "The post for which it was written.", elsewhere=_HERE),
        Field("Rating", "rating", "The delivery rating that was given.", elsewhere=_HERE),
        Field("What happened and why this rating", "text", "The update itself.", elsewhere=_HERE),
        Field("Impact", "impact", "None yet, emerging, or evidenced.", elsewhere=_HERE),
        Field("What impact", "impact_text", "What has changed for families.", elsewhere=_HERE),
        Field("Next steps", "next_steps", "What comes next.", elsewhere=_HERE),
        Field("Recovery steps", "recovery_steps", "How it comes back on track.", elsewhere=_HERE),
        Field("Recovered by", "recovery_on", "By when.", Cells.DAY, _HERE),
        Field("What is needed, from whom", "needed", "What others have to do.", elsewhere=_HERE),
        Field("Why it differs from the facts", "explanation", "The explanation given.", elsewhere=_HERE),
    ),
)
_RISKS: Final = "the risk’s own page"
RISKS: Final = Sheet(
    "Risks",
    "The notice’s risk register, closed risks included.",
    (
        Field("Ref", "ref", "The risk’s reference.", elsewhere=_RISKS),
        Field("Risk", "title", "Its name.", elsewhere=_RISKS),
        Field("Cause", "cause", "Because of what.", elsewhere=_RISKS),
        Field("Event", "event", "What could happen.", elsewhere=_RISKS),
        Field("Effect", "effect", "What that would lead to.", elsewhere=_RISKS),
        Field("Owner", "owner", "The post that answers for it.", elsewhere=_RISKS),
        Field("Likelihood", "likelihood", "Now, from 1 to 5.", Cells.NUMBER, _RISKS),
        Field("Impact", "impact", "Now, from 1 to 5.", Cells.NUMBER, _RISKS),
        Field("Score", "score", "Likelihood times impact.", Cells.NUMBER, _RISKS),
        Field("Target score", "target_score", "Where it should come to.", Cells.NUMBER, _RISKS),
        Field("Last reviewed", "reviewed_on", "When it was looked at last.", Cells.DAY, _RISKS),
        Field("What the review said", "reviewed", "The words of that review.", elsewhere=_RISKS),
        Field("Mitigations", "mitigations", "What is done about it, by whom, by when, one a line.", elsewhere=_RISKS),
        Field("Closed", "closed_on", "When it was closed.", Cells.DAY, _RISKS),
    ),
)
_VOICES: Final = "the page of voices"
VOICE: Final = Sheet(
    "Voice",
    "You said, we did: what the four groups said. Numbers under five are not shown, nor any that tell them.",
    (
        Field("Group", "group", "Who said it.", elsewhere=_VOICES),
        Field("Heard on", "heard_on", "When.", Cells.DAY, _VOICES),
        Field("How", "how", "How it was heard.", elsewhere=_VOICES),
        Field("Source", "source", "Where it was heard.", elsewhere=_VOICES),
        Field("Answers", "answers", "How many answered a survey.", elsewhere=_VOICES),
        Field("Question", "question", "What a survey asked.", elsewhere=_VOICES),
        Field("Result", "result", "How many gave the answer that is counted.", elsewhere=_VOICES),
        Field("What was said", "said", "In their words.", elsewhere=_VOICES),
        Field("Actions", "actions", "Actions that it bears on.", elsewhere=_VOICES),
        Field("What was decided or changed", "changed", "The answer; empty while there is none.", elsewhere=_VOICES),
        Field("On", "changed_on", "When that was.", Cells.DAY, _VOICES),
        Field("Fit for publishing", "fit", "Whether somebody looked at it and said so.", elsewhere=_VOICES),
    ),
)
_CLAUSES: Final = "the sheet Actions"
_NOTICE: Final = "the notice’s own pages"
CLAUSES: Final = Sheet(
    "Clauses and coverage",
    "The notice, clause by clause, which actions of this plan answer each, and how it is covered that day.",
    (
        Field("Clause", "number", "Its number, as printed or ours.", elsewhere=_NOTICE),
        Field("Heading", "heading", "What stands above it.", elsewhere=_NOTICE),
        Field("Text", "text", "What the notice says.", elsewhere=_NOTICE),
        Field("Asks something", "asks", "Whether the council or its partners have to act.", elsewhere=_NOTICE),
        Field("Actions that answer it", "answered_by", "References, with commas.", elsewhere=_CLAUSES),
        Field("Possible matches", "possible", "Actions that may answer it, to be confirmed.", elsewhere=_CLAUSES),
        Field("Coverage", "coverage", "Covered, partly or not, as the notice’s page says it.", elsewhere=_NOTICE),
        Field("Why", "why", "What covers it, and what is missing.", elsewhere=_NOTICE),
    ),
)
TOLD_ONLY: Final = (EARLIER_TARGETS, MEASUREMENTS, UPDATES, RISKS, VOICE, CLAUSES)
"""The sheets that tell what goes on in the plan, and are not read back."""
