"""The report pages."""

from reports.views.feedback import answer_feedback, feedback
from reports.views.files import pdf, try_again
from reports.views.pages import report, reports, version
from reports.views.sending import share, submit, submit_by_hand
from reports.views.steps import approval, approve, clear, correct, issue, prepare, send
from reports.views.withdrawing import withdraw
from reports.views.writing import ask_commentary, commentary, judgement, statement

__all__ = [
    "answer_feedback",
    "approval",
    "approve",
    "ask_commentary",
    "clear",
    "commentary",
    "correct",
    "feedback",
    "issue",
    "judgement",
    "pdf",
    "prepare",
    "report",
    "reports",
    "send",
    "share",
    "statement",
    "submit",
    "submit_by_hand",
    "try_again",
    "version",
    "withdraw",
]
