"""Every page of the product by the name of its address, with what it is asked about and somebody who may see it.

A page that is missing here fails `test_every_page`; so does a name that no longer leads anywhere.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from boards.models import Decision
from config.demo.story.cast import DERBYSHIRE, DEVON, DEVON_2013
from evidence.models import Document, VoiceEntry
from kpis.models import Comparator, Kpi, Measurement
from notices.models import Access
from people.models import Delegate, Mail, Post, PostHolding
from plans.models import Milestone, Mitigation, Section
from reports.models import Feedback

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One page as `who` sees it; `about` asks the demo for what its address names beside the notice."""

    name: str
    who: str = "lead"
    about: Callable[[], Arguments] = dict
    query: str = ""
    sent: bool = False
    """Whether its form is sent with nothing typed, so that the page shows its errors."""

    def __str__(self) -> str:
        return f"{self.name}{self.query}{' sent empty' if self.sent else ''} ({self.who})"

    @property
    def address(self) -> str:
        within = {"notice": DEVON} if "notice" in arguments_of(self.name) else {}
        return reverse(self.name, kwargs={**within, **self.about()}) + self.query


def _of(**known: Any) -> Callable[[], Arguments]:
    return lambda: known


def _first(rows: Any, **named: str) -> Callable[[], Arguments]:
    """Arguments from the first row, each read along a path of its attributes."""

    def ask() -> Arguments:
        row = rows.order_by("pk").first()
        assert row is not None, f"the demo holds no {rows.model.__name__} for this page"
        return {name: attrgetter(path)(row) for name, path in named.items()}

    return ask


def _plan(ref: str) -> Callable[[], Arguments]:
    return _of(plan="send-improvement-plan", ref=ref)


def _on_the_board(asking: Callable[[], Arguments]) -> Callable[[], Arguments]:
    return lambda: {"board": "partnership-board", **asking()}


_PLAN = _of(plan="send-improvement-plan")
_SECTION = _first(Section.objects.filter(plan__slug="send-improvement-plan"), plan="plan.slug", uid="uid")
_MILESTONE = _first(Milestone.objects.filter(notice__slug=DEVON), plan="action.plan.slug", ref="action.ref", uid="uid")
_BOARD = _of(board="partnership-board")
_HELD = _of(board="partnership-board", on="2023-12-14")
_COMING = _of(board="partnership-board", on="2024-01-11")
_WAITING = _of(number=4)
_ISSUED = _of(number=3, version=1)
_POST = _first(Post.objects.filter(title="Head of Communications and Media"), pk="pk")

_NEWEST = Document.objects.filter(notice__slug=DEVON).own().newest()
_ANSWERED = VoiceEntry.objects.filter(notice__slug=DEVON, attributed_to=None, fit_at=None).exclude(changed="")
_WAVES = VoiceEntry.objects.filter(notice__slug=DEVON, result_count__isnull=False)

PAGES = (
    Page("people:sign-in", who=""),
    Page("people:sign-in", who="", sent=True),
    Page("people:reset-password", who=""),
    Page("people:reset-password", who="", sent=True),
    Page("people:reset-sent", who=""),
    Page("people:mailbox", who=""),
    Page("people:set-password", who="", about=_of(code="MQ", token="an-old-link")),
    Page("people:typed-before"),
    Page("people:change-password"),
    Page("people:change-password", sent=True),
    Page("desk:my-work"),
    Page("desk:my-work", who="officer"),
    Page("desk:my-work", who="chair"),
    Page("desk:my-work", who="observer"),
    Page("desk:choose-reminders"),
    Page("desk:choose-reminders", who="officer"),
    Page("desk:legend"),
    Page("desk:notices"),
    Page("desk:dashboard"),
    Page("desk:dashboard", who="observer"),
    Page("desk:dashboard", about=_of(notice=DERBYSHIRE)),
    Page("desk:notice"),
    Page("desk:notice", about=_of(notice=DEVON_2013)),
    Page("desk:handover", about=_POST),
    Page(
        "desk:handover",
        about=_first(Post.objects.filter(title="Head of Women and Children's Commissioning"), pk="pk"),
        who="officer",
    ),
    Page("desk:calendar"),
    Page("notices:people"),
    Page("notices:give-access"),
    Page("notices:give-access", sent=True),
    Page("notices:end-access", about=_first(Access.objects.filter(user__email="observer@demo.example"), uid="uid")),
    Page("notices:hand-post", about=_POST),
    Page("notices:delegate-post", about=_POST),
    Page("notices:end-holding", about=_first(PostHolding.objects.filter(ends_on=None), pk="pk")),
    Page("notices:take-back-handover", about=_first(PostHolding.objects.filter(ends_on=None), pk="pk")),
    Page("notices:end-delegation", about=_first(Delegate.objects.filter(ends_on=None), pk="pk")),
    Page("notices:obligation", about=_of(code="progress-report")),
    Page("notices:confirm-anchor", about=_of(code="progress-report")),
    Page("notices:record-fulfilment", about=_of(code="diagnostic-review")),
    Page("notices:mails"),
    Page("notices:mail", about=_first(Mail.objects.filter(notice_id__isnull=False), pk="pk")),
    Page("evidence:documents"),
    Page("evidence:add-document"),
    Page("evidence:add-document", sent=True),
    Page("evidence:document", about=_first(Document.objects.filter(notice__slug=DEVON, keeper=""), uid="uid")),
    Page("desk:prove", about=_first(_NEWEST, uid="uid")),
    Page("desk:prove", about=_first(_NEWEST, uid="uid"), who="officer"),
    Page("desk:replace-document", about=_first(_NEWEST, uid="uid")),
    Page("desk:replace-document", about=_first(_NEWEST, uid="uid"), sent=True),
    Page("evidence:document", about=_first(_NEWEST.filter(replaces__isnull=False), uid="uid")),
    Page("evidence:documents", query="?proves=nothing"),
    Page("evidence:voices"),
    Page("evidence:voices", query="?state=unanswered"),
    Page("evidence:published-voices"),
    Page("evidence:published-voices", who="observer"),
    Page("evidence:publish-voice", about=_first(_ANSWERED, uid="uid")),
    Page("evidence:publish-voice", about=_first(_ANSWERED, uid="uid"), sent=True),
    Page("evidence:add-voice"),
    Page("evidence:add-voice", sent=True),
    Page("evidence:correct-wave", about=_first(_WAVES, uid="uid")),
    Page("evidence:correct-wave", about=_first(_WAVES, uid="uid"), sent=True),
    Page("evidence:answer-voice", about=_first(VoiceEntry.objects.filter(notice__slug=DEVON, changed=""), uid="uid")),
    Page("boards:boards"),
    Page("boards:board", about=_BOARD),
    Page("boards:board", about=_BOARD, who="member"),
    Page("boards:plan-meeting", about=_BOARD),
    Page("boards:plan-meeting", about=_BOARD, sent=True),
    Page("boards:add-log-entry", about=_BOARD),
    Page("boards:add-log-entry", about=_BOARD, sent=True),
    Page("boards:update-log-entry", about=_of(board="partnership-board", number=12)),
    Page("boards:record-decision", about=_BOARD),
    Page("boards:record-decision", about=_BOARD, sent=True),
    Page("boards:ratify", about=_on_the_board(_first(Decision.objects.filter(authority="chair"), number="number"))),
    Page("boards:meeting", about=_HELD),
    Page("boards:meeting", about=_COMING),
    Page("boards:record-meeting", about=_COMING),
    Page("boards:answer-invitation", about=_COMING, who="dfe"),
    Page("plans:plans", about=_of(notice=DERBYSHIRE)),
    Page("plans:plan", about=_of(plan="send-improvement-plan")),
    Page("plans:plan", about=_of(plan="send-improvement-plan"), query="?section=B"),
    Page("plans:begin-plan"),
    Page("plans:begin-plan", sent=True),
    Page("plans:set-up", about=_PLAN),
    Page("plans:edit-plan", about=_PLAN),
    Page("plans:add-section", about=_PLAN),
    Page("plans:add-section", about=_PLAN, sent=True),
    Page("plans:edit-section", about=_SECTION),
    Page("plans:add-action", about=_SECTION),
    Page("plans:add-action", about=_SECTION, sent=True),
    Page("plans:editions", about=_PLAN),
    Page("plans:edition", about=_of(plan="send-improvement-plan", number=1)),
    Page("plans:edition-changes", about=_PLAN),
    Page("plans:publish-edition", about=_PLAN),
    Page("plans:publish-edition", about=_PLAN, sent=True),
    Page("plans:edit-action", about=_plan("B3")),
    Page("plans:edit-action", about=_plan("B3"), sent=True),
    Page("plans:retire-action", about=_plan("B3")),
    Page("plans:retire-action", about=_plan("B3"), sent=True),
    Page("plans:bring-back-action", about=_plan("B3")),
    Page("plans:add-milestone", about=_plan("B3")),
    Page("plans:add-milestone", about=_plan("B3"), sent=True),
    Page("plans:edit-milestone", about=_MILESTONE),
    Page("plans:meet-milestone", about=_MILESTONE),
    Page("plans:meet-milestone", about=_MILESTONE, sent=True),
    Page("plans:take-back-milestone", about=_MILESTONE),
    Page("plans:remove-milestone", about=_MILESTONE),
    Page("plans:action", about=_plan("B2"), who="officer"),
    Page("plans:action", about=_plan("A10")),
    Page("plans:action", about=_plan("A1"), who="chair"),
    Page("plans:plan", about=_of(plan="send-improvement-plan"), query="?suggested=red&no_evidence=on&sort=-due"),
    Page("plans:action", about=_plan("A10"), query="?kind=dates"),
    Page("plans:action-versions", about=_plan("A10"), query="?older=1"),
    Page("plans:action-versions", about=_plan("B2"), query="?older=1&newer=1"),
    Page("plans:update-action", about=_plan("B2"), who="officer"),
    Page("plans:update-action", about=_plan("B2"), who="officer", sent=True),
    Page("plans:confirm-no-change", about=_plan("B2"), who="officer"),
    Page("plans:confirm-no-change", about=_plan("A10"), who="office", sent=True),
    Page("plans:update-many", about=_of(plan="send-improvement-plan"), who="officer"),
    Page("plans:update-many", about=_of(plan="send-improvement-plan"), who="office"),
    Page("plans:ask-date", about=_plan("B2"), who="officer"),
    Page("plans:ask-date", about=_plan("B2"), who="officer", sent=True),
    Page("plans:claim-completion", about=_plan("B2"), who="officer"),
    Page("plans:claim-completion", about=_plan("B2"), who="officer", sent=True),
    Page("plans:answer-completion", about=_plan("A11")),
    Page("plans:answer-completion", about=_plan("A11"), sent=True),
    Page("plans:decide-date", about=_plan("A8")),
    Page("plans:decide-date", about=_plan("A8"), sent=True),
    Page("plans:decide-date", about=_plan("A8"), who="chair"),
    Page("plans:accept-recovery", about=_plan("A5")),
    Page("plans:explain-difference", about=_plan("B2"), who="officer"),
    Page("plans:explain-difference", about=_plan("B2"), who="officer", sent=True),
    Page("plans:reopen-action", about=_plan("A3")),
    Page("plans:add-evidence", about=_plan("B2"), who="officer"),
    Page("plans:name-actions", about=_first(VoiceEntry.objects.filter(notice__slug=DEVON), uid="uid")),
    Page("plans:attach-evidence", about=_plan("B2"), who="officer"),
    Page("plans:risks"),
    Page("plans:risk", about=_of(ref="R4")),
    Page("plans:review-risk", about=_of(ref="R4")),
    Page("plans:raise-risk"),
    Page("plans:raise-risk", sent=True),
    Page("plans:close-risk", about=_of(ref="R4")),
    Page("plans:add-mitigation", about=_of(ref="R4")),
    Page("plans:add-mitigation", about=_of(ref="R4"), sent=True),
    Page("plans:finish-mitigation", about=_first(Mitigation.objects.filter(done_on=None), ref="risk.ref", pk="pk")),
    Page("bringing:bring-plan"),
    Page("bringing:bring-plan", sent=True),
    Page("bringing:bring-plan", who="office"),
    Page("kpis:kpis"),
    Page("kpis:enter-figures"),
    Page("kpis:enter-figures", who="data", query="?period=2023-11"),
    Page("kpis:enter-figures", who="data", sent=True),
    Page("kpis:release"),
    Page("kpis:data-quality"),
    Page("kpis:release", who="data"),
    Page("kpis:import-figures"),
    Page("kpis:import-figures", sent=True),
    Page("kpis:kpi", about=_of(code="A-K1")),
    Page("kpis:kpi", about=_of(code="A-K6")),
    Page("kpis:enter-measurement", about=_of(code="A-K1")),
    Page("kpis:enter-measurement", about=_of(code="A-K1"), sent=True),
    Page("kpis:correct-measurement", about=_first(Measurement.objects.all(), code="kpi.code", uid="uid")),
    Page("kpis:withdraw-measurement", about=_first(Measurement.objects.all(), code="kpi.code", uid="uid")),
    Page("kpis:kpi", about=_of(code="C-K1")),
    Page("kpis:comparators", about=_of(code="C-K1")),
    Page("kpis:comparators", about=_of(code="C-K1"), sent=True),
    Page("kpis:correct-comparator", about=_first(Comparator.objects.all(), code="kpi.code", uid="uid")),
    Page("kpis:take-out-comparator", about=_first(Comparator.objects.all(), code="kpi.code", uid="uid")),
    Page("kpis:propose-baseline", about=_of(code="A-K2")),
    Page("kpis:propose-baseline", about=_of(code="A-K2"), sent=True),
    Page("kpis:approve-baseline", about=_of(code="A-K6")),
    Page("kpis:return-baseline", about=_of(code="A-K6")),
    Page("kpis:rebase-targets", about=_of(code="A-K1")),
    Page("kpis:rebase-targets", about=_of(code="A-K1"), sent=True),
    Page("kpis:feed-waves", about=_of(code="A-K18")),
    Page("kpis:feed-waves", about=_of(code="A-K18"), sent=True),
    Page("kpis:define-kpi", about=_of(code="A-K1")),
    Page("kpis:define-kpi", about=_of(code="A-K1"), sent=True),
    Page("kpis:link-actions", about=_of(code="A-K1")),
    Page("kpis:judge-kpi", about=_of(code="A-K1")),
    Page("kpis:take-back-judgement", about=_of(code="C-K1")),
    Page("kpis:set-direction", about=_of(code="A-K1")),
    Page("kpis:place-cells", about=_first(Kpi.objects.exclude(unplaced=[]), code="code")),
    Page("reports:reports"),
    Page("reports:reports", who="dfe"),
    Page("reports:report", about=_WAITING),
    Page("reports:report", about=_of(number=3)),
    Page("reports:report", about=_of(number=3), who="dfe"),
    Page("reports:statement", about=_WAITING, who="chair"),
    Page("reports:judgement", about=_of(number=4, area="A")),
    Page("reports:commentary", about=_of(number=4, letter="A")),
    Page("reports:ask-commentary", about=_of(number=4, letter="A")),
    Page("reports:prepare", about=_WAITING),
    Page("reports:feedback", about=_of(number=3), who="dfe"),
    Page("reports:feedback", about=_of(number=3), who="dfe", sent=True),
    Page(
        "reports:answer-feedback", about=_first(Feedback.objects.filter(answer=""), number="report.number", uid="uid")
    ),
    Page("reports:version", about=_ISSUED),
    Page("reports:version", about=_ISSUED, who="dfe"),
    Page("reports:correct", about=_ISSUED),
    Page("reports:withdraw", about=_ISSUED),
    Page("reports:withdraw", about=_ISSUED, sent=True),
    Page("reports:submit-by-hand", about=_ISSUED),
    Page("reports:submit-by-hand", about=_ISSUED, sent=True),
)
# Forms that stand only in a state which a story reaches: they are checked there.
IN_STORIES = frozenset(
    {
        "bringing:check",
        "bringing:settle",
        "bringing:read",
        "bringing:change-row",
        "bringing:posts",
        "bringing:tables",
        "bringing:enter",
        "kpis:correct-from-wave",
        "kpis:import-columns",
        "kpis:import-check",
        "kpis:take-back-import",
        "reports:approval",
        "reports:share",
        "reports:send",
        "reports:clear",
        "reports:approve",
        "reports:issue",
        "reports:submit",
    }
)
# Addresses without a page: they take a form's sending, or answer with a file or with JSON.
WITHOUT_A_PAGE = frozenset(
    {
        "healthz",
        "readyz",
        "people:sign-out",
        "notices:mail-file",
        "notices:send-mail-again",
        "bringing:plan-workbook",
        "bringing:plan-document",
        "bringing:plan-template",
        "evidence:download",
        "evidence:unpublish-voice",
        "kpis:drop-import",
        "bringing:ask-again",
        "bringing:drop-plan",
        "bringing:bring-newer",
        "bringing:plan-file",
        "boards:invite",
        "plans:clear-update",
        "plans:confirm-clause",
        "plans:move-action",
        "plans:move-section",
        "reports:pdf",
        "reports:try-again",
    }
)


def names() -> Iterator[str]:
    """The names of all addresses, with their apps."""
    yield from (name for name, _ in _patterns(get_resolver()))


def arguments_of(name: str) -> frozenset[str]:
    """What an address of that name asks for."""
    return next(arguments for each, arguments in _patterns(get_resolver()) if each == name)


def _patterns(
    resolver: URLResolver, app: str = "", outer: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    for each in resolver.url_patterns:
        within = outer | frozenset(each.pattern.converters)
        if isinstance(each, URLPattern):
            yield f"{app}{each.name}", within
        else:
            yield from _patterns(each, f"{each.app_name}:" if each.app_name else app, within)
