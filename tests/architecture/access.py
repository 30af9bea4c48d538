"""Who may do what, in one table: every address, every method, every kind of person (docs/access.md explains it).

A line names those who may, and the answer that an empty request of theirs gets; everybody else with a role on the
notice gets 403. A form that is shown again with its errors answers 200, a page that acts at once 302.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

People = frozenset[str]
Answer = int | tuple[int, int]  # of both methods, or of GET and of POST

NOBODY = frozenset({"anonymous", "disabled"})  # to the sign-in page
STRANGERS = frozenset({"stranger", "expired reviewer"})  # 404: as if there were no such notice

LEAD = frozenset({"lead"})
OFFICE = frozenset({"office"})
RUNS = LEAD | OFFICE
CHAIRS = frozenset({"chair", "chair with the post"})
WHOLE = RUNS | CHAIRS | {"accountable"}
HERE = frozenset({"officer", "delegate", "chair with the post"})  # hold the action's post, or write for it
OFFICERS = frozenset({"officer", "other officer", "former holder", "delegate"})
WORKING = OFFICERS | {"data lead", "participation lead", "forum"}
EVIDENCE = WHOLE | WORKING | {"reviewer"}
PLAN = EVIDENCE | {"member"}
REPORTS = WHOLE | {"adviser"}
INSIDE = PLAN | {"adviser", "observer"}
SIGNED_IN = INSIDE | STRANGERS
EVERYBODY = SIGNED_IN | NOBODY


@dataclass(frozen=True)
class Line:
    """One address. `get` and `post` are the answers of those who may, None where the method is not known.

    `also` are the answers of single people that differ. `notice`: whether the address lies in a notice.
    """

    may: People
    get: int | None = 200
    post: int | None = None
    also: Mapping[str, Answer] = field(default_factory=dict)
    notice: bool = True

    def expected(self, method: str) -> dict[str, int]:
        """The answer of each person."""
        answer = self.get if method == "GET" else self.post
        assert answer is not None
        rest = dict.fromkeys(INSIDE, 403) | dict.fromkeys(STRANGERS, 404) if self.notice else {}
        also = {who: one if isinstance(one, int) else one[method == "POST"] for who, one in self.also.items()}
        return dict.fromkeys(NOBODY, 302) | rest | dict.fromkeys(self.may, answer) | also

    @property
    def methods(self) -> list[str]:
        return [method for method, answer in (("GET", self.get), ("POST", self.post)) if answer is not None]


def page(may: People, also: Mapping[str, Answer] | None = None) -> Line:
    """A page that is read."""
    return Line(may, also=also or {})


def form(may: People, also: Mapping[str, Answer] | None = None) -> Line:
    """A page with a form: sent empty, it is shown again."""
    return Line(may, post=200, also=also or {})


def button(may: People, answer: int = 302, also: Mapping[str, Answer] | None = None) -> Line:
    """Something that is only sent, and goes on to a page."""
    return Line(may, get=None, post=answer, also=also or {})


def open_to(may: People, get: int | None = 200, post: int | None = None, **also: Answer) -> Line:
    """An address of no notice."""
    return Line(may, get, post, also, notice=False)


ACCESS: dict[str, Line] = {
    # what watches the process
    "healthz": open_to(EVERYBODY),
    "readyz": open_to(EVERYBODY),
    # pages across rooms
    "desk:my-work": open_to(SIGNED_IN),
    "desk:choose-reminders": open_to(SIGNED_IN, post=200),
    "desk:legend": open_to(SIGNED_IN),
    "desk:notices": open_to(SIGNED_IN),
    "desk:dashboard": page(PLAN | {"observer"}, also={"adviser": 302}),
    "desk:notice": page(INSIDE),
    "desk:handover": page(HERE | WHOLE),
    "desk:calendar": page(INSIDE),
    # people
    "people:sign-in": open_to(EVERYBODY, post=200, **dict.fromkeys(SIGNED_IN, (302, 200))),
    "people:sign-out": open_to(SIGNED_IN, get=None, post=302),
    "people:typed-before": open_to(SIGNED_IN, post=302),
    "people:change-password": open_to(SIGNED_IN, post=200),
    "people:reset-password": open_to(EVERYBODY, post=200),
    "people:reset-sent": open_to(EVERYBODY),
    "people:mailbox": open_to(EVERYBODY, get=404),  # the demo alone has one
    "people:set-password": open_to(EVERYBODY, post=200),
    # the notice
    "notices:people": page(WHOLE),
    "notices:give-access": form(LEAD),
    "notices:end-access": Line(LEAD, post=302),
    "notices:hand-post": form(LEAD),
    "notices:delegate-post": form(LEAD),
    "notices:end-holding": form(LEAD),
    "notices:take-back-handover": form(LEAD),
    "notices:end-delegation": form(LEAD),
    "notices:obligation": page(INSIDE),
    "notices:confirm-anchor": form(LEAD),
    "notices:record-fulfilment": form(RUNS),
    "notices:mails": page(INSIDE),
    "notices:mail": page(RUNS, also=dict.fromkeys(INSIDE - RUNS, 404)),  # it was sent to none of them
    "notices:mail-file": page(RUNS, also=dict.fromkeys(INSIDE - RUNS, 404)),
    "notices:send-mail-again": Line(RUNS, get=None, post=302, also=dict.fromkeys(INSIDE - RUNS, 404)),
    # evidence and voices
    "evidence:documents": page(EVIDENCE),
    "evidence:add-document": form(RUNS | WORKING | {"chair with the post"}),
    "evidence:document": page(EVIDENCE),
    "evidence:download": page(EVIDENCE),
    "desk:prove": Line(RUNS | HERE | {"data lead"}, post=302),
    "desk:replace-document": form(RUNS),
    "evidence:voices": page(PLAN),
    "evidence:published-voices": page(INSIDE),
    "evidence:publish-voice": form(LEAD | {"participation lead"}),
    "evidence:unpublish-voice": button(RUNS | {"participation lead", "forum"}),
    "evidence:add-voice": form(RUNS | {"participation lead", "forum"}),
    "evidence:correct-wave": form(RUNS | {"participation lead", "forum"}),
    "evidence:answer-voice": form(RUNS | {"participation lead"}),
    # boards
    "boards:boards": page(PLAN),
    "boards:board": page(PLAN),
    "boards:plan-meeting": form(RUNS),
    "boards:add-log-entry": form(RUNS),
    "boards:update-log-entry": form(RUNS | HERE),
    "boards:record-decision": form(RUNS | CHAIRS),
    "boards:ratify": form(RUNS),
    "boards:meeting": page(PLAN),
    "boards:record-meeting": form(RUNS),
    "boards:invite": button(RUNS),
    "boards:answer-invitation": form(frozenset({"adviser"}), also=dict.fromkeys(PLAN | {"observer"}, 404)),
    # the plan
    "plans:plans": Line(PLAN, get=302),
    "plans:plan": page(PLAN),
    "plans:begin-plan": form(LEAD),
    "plans:set-up": page(LEAD),
    "plans:edit-plan": form(LEAD),
    "plans:add-section": form(LEAD),
    "plans:edit-section": form(LEAD),
    "plans:move-section": button(LEAD),
    "plans:add-action": form(LEAD),
    "plans:editions": page(PLAN),
    "plans:edition": page(PLAN),
    "plans:edition-changes": page(PLAN),
    "plans:publish-edition": form(LEAD),
    "plans:action": page(PLAN),
    "plans:action-versions": page(PLAN),
    "plans:update-many": Line(PLAN, 200, 200),
    "plans:edit-action": form(LEAD),
    "plans:move-action": button(LEAD),
    "plans:retire-action": form(LEAD),
    "plans:bring-back-action": form(LEAD),
    "plans:add-milestone": form(LEAD),
    "plans:edit-milestone": form(LEAD),
    "plans:meet-milestone": form(HERE | RUNS),
    "plans:take-back-milestone": form(HERE | RUNS),
    "plans:remove-milestone": form(LEAD),
    "plans:update-action": form(HERE | OFFICE),
    "plans:confirm-no-change": form(HERE | OFFICE),
    "plans:explain-difference": form(HERE | RUNS),
    "plans:clear-update": button(frozenset({"accountable"})),
    "plans:accept-recovery": form(RUNS),
    "plans:ask-date": form(HERE | OFFICE),
    "plans:decide-date": form(RUNS | {"chair"}),
    "plans:claim-completion": form(HERE | OFFICE),
    "plans:answer-completion": form(LEAD | {"chair"}),
    "plans:reopen-action": form(LEAD | {"chair"}),
    "plans:attach-evidence": form(HERE | RUNS),
    "plans:add-evidence": form(HERE | RUNS),
    "plans:name-actions": form(RUNS | {"participation lead", "forum"}),
    "plans:confirm-clause": button(LEAD),
    "plans:risks": page(PLAN),
    "plans:raise-risk": form(RUNS),
    "plans:risk": page(PLAN),
    "plans:review-risk": form(HERE | RUNS),
    "plans:close-risk": form(RUNS),
    "plans:add-mitigation": form(HERE | RUNS),
    "plans:finish-mitigation": form(HERE | RUNS),
    # KPIs
    "kpis:kpis": page(PLAN),
    "kpis:enter-figures": form(LEAD | {"data lead"}),
    "kpis:release": Line(LEAD | {"data lead"}, 200, 200, also={"lead": (200, 403)}),
    "kpis:data-quality": page(PLAN),
    # plans in files
    "bringing:bring-plan": form(RUNS),
    "bringing:check": Line(RUNS, post=302),
    "bringing:settle": form(RUNS),
    "bringing:ask-again": button(RUNS),
    "bringing:read": page(RUNS),
    "bringing:change-row": Line(RUNS, post=200),
    "bringing:posts": Line(RUNS, post=302),
    "bringing:tables": form(RUNS),
    "bringing:enter": form(LEAD),
    "bringing:plan-file": page(RUNS),
    "bringing:drop-plan": button(RUNS),
    "bringing:bring-newer": button(RUNS),
    "bringing:plan-workbook": page(PLAN),
    "bringing:plan-document": page(PLAN),
    "bringing:plan-template": page(RUNS),
    "kpis:import-figures": form(LEAD | {"data lead"}),
    "kpis:import-columns": form(LEAD, also={"data lead": 404}),
    "kpis:import-check": form(LEAD, also={"data lead": 404}),
    "kpis:take-back-import": form(LEAD, also={"data lead": 403}),
    "kpis:drop-import": button(LEAD, also={"data lead": 404}),
    "kpis:kpi": page(PLAN),
    "kpis:enter-measurement": form(LEAD | {"data lead"}),
    "kpis:correct-measurement": form(LEAD | {"data lead"}),
    "kpis:withdraw-measurement": form(LEAD | {"data lead"}),
    "kpis:comparators": form(LEAD | {"data lead"}),
    "kpis:correct-comparator": form(LEAD | {"data lead"}),
    "kpis:take-out-comparator": form(LEAD | {"data lead"}),
    "kpis:propose-baseline": form(LEAD | {"data lead"}),
    "kpis:approve-baseline": form(LEAD),
    "kpis:return-baseline": form(LEAD | {"data lead"}),
    "kpis:rebase-targets": form(LEAD),
    "kpis:feed-waves": form(LEAD | {"data lead"}),
    "kpis:correct-from-wave": form(LEAD | {"data lead"}),
    "kpis:define-kpi": form(LEAD | {"data lead"}),
    "kpis:set-direction": form(LEAD),
    "kpis:place-cells": form(LEAD),
    "kpis:link-actions": form(LEAD),
    "kpis:judge-kpi": form(LEAD | {"officer", "chair with the post"}),
    "kpis:take-back-judgement": form(LEAD | {"officer", "chair with the post"}),
    # reports
    "reports:reports": page(REPORTS),
    "reports:report": page(REPORTS),
    "reports:statement": form(CHAIRS),
    "reports:judgement": form(LEAD),
    "reports:commentary": form(HERE | RUNS, also=dict.fromkeys(INSIDE - WHOLE - WORKING, 404)),
    "reports:ask-commentary": form(RUNS),
    "reports:prepare": form(RUNS),
    "reports:feedback": form(frozenset({"adviser"})),
    "reports:answer-feedback": form(RUNS),
    "reports:version": page(REPORTS),
    "reports:send": form(LEAD),
    "reports:clear": form(frozenset({"accountable"})),
    "reports:approve": form(CHAIRS),
    "reports:approval": form(RUNS),
    "reports:issue": form(RUNS),
    "reports:submit": form(RUNS),
    "reports:submit-by-hand": form(RUNS),
    "reports:share": form(LEAD),
    "reports:correct": form(LEAD),
    "reports:withdraw": form(RUNS),
    "reports:pdf": page(REPORTS),
    "reports:try-again": button(RUNS),
}
