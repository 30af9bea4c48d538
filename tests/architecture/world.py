"""One row of everything that an address can name, for the table of access: made once for each worker.

The other council's rows bear the word "canary": no page of this notice may say it.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from audit import codec
from bringing.checking import check
from notices.roles import Role
from people.models import Mail, MailState, Organisation
from reports.figures.tree import SHAPE
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW
from tests.reports.trees import report_tree

CANARY = "canary"
Kwargs = dict[str, object]


@dataclass
class World:
    """The people, and what stands in an address by its name there; `special` holds what one view needs of its own."""

    cast: casting.Cast
    names: Kwargs
    special: dict[str, Kwargs]

    def kwargs(self, view: str, wanted: tuple[str, ...]) -> Kwargs:
        """What the address of a view needs."""
        known = {**self.names, **self.special.get(view, {})}
        return {name: known[name] for name in wanted}


def build() -> World:
    """Everything, for the cast's notice and for the other council's."""
    people = casting.assemble()
    world = World(people, {"notice": people.notice.slug}, {})
    for part in (_plan, _risks, _kpis, _bringing, _evidence, _boards, _notices, _reports, _people, _elsewhere):
        part(world)
    return world


def _plan(world: World) -> None:
    notice, plan = world.cast.notice, world.cast.action.plan
    make.Cycle(
        notice=notice,
        opens_on=date(2023, 12, 18),
        closes_on=date(2024, 1, 2),
        cutoff_at=NOW.replace(day=30),
        board_on=date(2024, 1, 11),
    )
    own = {"notice": notice, "plan": plan, "section": world.cast.action.section}
    for ref in ("A2", "A3"):
        action = make.Action(ref=ref, **own)
        make.Accountability(notice=notice, action=action, post=world.cast.post, printed=world.cast.post.title)
        by = world.cast["officer"]
        if ref == "A2":
            make.Completion(notice=notice, action=action, claimed_by=by)
        else:
            answered = {"state": "confirmed", "answered_by": world.cast["lead"], "answered_at": NOW}
            make.Completion(notice=notice, action=action, claimed_by=by, **answered)
    action = world.cast.action
    make.Update(
        notice=notice,
        action=action,
        written_by=world.cast["officer"],
        rating="amber",
        recovery_steps="More hands.",
        recovery_on=date(2024, 1, 20),
    )
    asked = make.Action(ref="A4", **own)
    make.Accountability(notice=notice, action=asked, post=world.cast.post, printed=world.cast.post.title)
    make.DueDateChange(notice=notice, action=asked, asked_by=world.cast["officer"])
    milestone = make.Milestone(notice=notice, action=action)
    gone = {"retired_by": world.cast["lead"], "retired_at": NOW, "retired_why": "It stands in another plan."}
    make.Action(ref="A5", **own, **gone)
    make.PlanEdition(notice=notice, plan=plan, published_by=world.cast["lead"])
    clause = make.Clause(notice=notice, number="5a")
    make.ActionClause(notice=notice, action=action, clause=clause)
    world.names |= {"plan": plan.slug, "ref": "A1", "clause": "5a"}
    for view in ("edit-section", "move-section", "add-action"):
        world.special[f"plans:{view}"] = {"uid": action.section.uid}
    for view in ("edit-milestone", "meet-milestone", "take-back-milestone", "remove-milestone"):
        world.special[f"plans:{view}"] = {"uid": milestone.uid}
    world.special |= {
        "plans:decide-date": {"ref": "A4"},
        "plans:answer-completion": {"ref": "A2"},
        "plans:reopen-action": {"ref": "A3"},
        "plans:bring-back-action": {"ref": "A5"},
        "plans:edition": {"number": 1},
    }


def _risks(world: World) -> None:
    risk = make.Risk(notice=world.cast.notice, ref="R1", owner=world.cast.post)
    make.RiskReview(notice=world.cast.notice, risk=risk)
    mitigation = make.Mitigation(notice=world.cast.notice, risk=risk, owner=world.cast.post)
    for view in ("risk", "review-risk", "close-risk", "add-mitigation", "finish-mitigation"):
        world.special[f"plans:{view}"] = {"ref": "R1", "pk": mitigation.pk}


def _kpis(world: World) -> None:
    own = {"notice": world.cast.notice, "plan": world.cast.action.plan, "section": world.cast.action.section}
    lead = world.cast["data lead"]
    kpi = make.Kpi(code="A-K1", data_lead=lead, **own)
    make.Baseline(notice=world.cast.notice, kpi=kpi)
    make.Target(notice=world.cast.notice, kpi=kpi)
    figure = make.Measurement(notice=world.cast.notice, kpi=kpi, entered_by=lead)
    told = {
        "how_heard": "survey",
        "asked": 90,
        "answered": 60,
        "question": "Heard?",
        "result": "Yes",
        "result_count": 20,
    }
    wave = make.VoiceEntry(notice=world.cast.notice, **told)
    fed = make.Measurement(notice=world.cast.notice, kpi=kpi, as_at=wave.heard_on, wave=wave, entered_by=lead)
    waiting = make.Kpi(code="A-K2", data_lead=lead, **own)
    proposed = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_by": lead, "proposed_at": NOW}
    make.Baseline(notice=world.cast.notice, kpi=waiting, **proposed)
    make.Kpi(code="A-K3", unplaced=["0.56%"], data_lead=lead, **own)
    make.Kpi(code="A-K4", direction="not_set", data_lead=lead, **own)
    partners = make.Kpi(code="A-K5", data_lead=lead, organisation=world.cast.notice.council, **own)
    make.Measurement(notice=world.cast.notice, kpi=partners, held=True)
    make.Baseline(notice=world.cast.notice, kpi=partners, held=True, **proposed)
    make.KpiAction(notice=world.cast.notice, kpi=kpi, action=world.cast.action)
    make.Redefinition(notice=world.cast.notice, kpi=kpi)
    make.KpiJudgement(notice=world.cast.notice, kpi=kpi, judged_by=world.cast["lead"])
    other = make.Comparator(notice=world.cast.notice, kpi=kpi)
    world.names["code"] = "A-K1"
    cells = [[[1, 1, "KPI", "", False, False], [1, 2, "Nov 2022", "", False, False]]]
    cells.append([[2, 1, "A-K1", "", False, False], [2, 2, "45% or so", "", False, False]])
    kept = {"sheets": [["", cells]], "roles": {"columns": {"1": "kpi", "2": "figures"}}, "added_by": world.cast["lead"]}
    file = make.FigureImport(notice=world.cast.notice, **kept)
    gone = make.FigureImport(notice=world.cast.notice, **kept)
    done = {"sheets": [], "added_by": world.cast["lead"], "entered_by": world.cast["lead"], "entered_at": NOW}
    entered = make.FigureImport(notice=world.cast.notice, **done)
    world.special |= {
        "kpis:correct-measurement": {"uid": figure.uid},
        "kpis:withdraw-measurement": {"uid": figure.uid},
        "kpis:correct-comparator": {"uid": other.uid},
        "kpis:take-out-comparator": {"uid": other.uid},
        "kpis:import-columns": {"uid": file.uid},
        "kpis:import-check": {"uid": file.uid},
        "kpis:drop-import": {"uid": gone.uid},
        "kpis:take-back-import": {"uid": entered.uid},
        "kpis:correct-from-wave": {"uid": fed.uid},
        "evidence:correct-wave": {"uid": wave.uid},
        "kpis:approve-baseline": {"code": "A-K2"},
        "kpis:return-baseline": {"code": "A-K2"},
        "kpis:propose-baseline": {"code": "A-K4"},
        "kpis:set-direction": {"code": "A-K4"},
        "kpis:place-cells": {"code": "A-K3"},
    }


def _bringing(world: World) -> None:
    notice = world.cast.notice
    file, gone = make.PlanDraft(notice=notice), make.PlanDraft(notice=notice)
    kept = default_storage.save("bringing/kept", ContentFile(b"Ref,Action"))
    document = make.Document(
        notice=notice, link="", file=kept, original_name="plan.csv", content_type="text/csv", size=10, sha256="0" * 64
    )
    done = {"draft": "", "content": b"", "entered_by": world.cast["lead"], "entered_at": NOW, "document": document}
    entered = make.PlanDraft(notice=notice, plan=world.cast.action.plan, **done)
    doubt = check(file).left[0]
    make.Settlement(notice=notice, draft=file, key=check(file).left[-1].key)
    of_file = {"uid": file.uid, "kind": "actions", "number": 0, "key": doubt.key}
    for view in ("check", "settle", "ask-again", "read", "change-row", "posts", "tables", "enter"):
        world.special[f"bringing:{view}"] = of_file
    newer = {"uid": make.PlanDraft(notice=notice).uid, "plan": world.cast.action.plan.slug}
    world.special |= {"bringing:plan-file": {"uid": entered.uid}, "bringing:drop-plan": {"uid": gone.uid}}
    world.special |= {"bringing:bring-newer": newer}


def _evidence(world: World) -> None:
    link = make.Document(notice=world.cast.notice)
    name = default_storage.save("evidence/kept", ContentFile(b"words"))
    kept = {
        "link": "",
        "file": name,
        "original_name": "notes.txt",
        "content_type": "text/plain",
        "size": 5,
        "sha256": "0" * 64,
    }
    file = make.Document(notice=world.cast.notice, **kept)
    voice = make.VoiceEntry(notice=world.cast.notice)
    world.special |= {
        "evidence:document": {"uid": link.uid},
        "desk:prove": {"uid": link.uid},
        "desk:replace-document": {"uid": link.uid},
        "evidence:publish-voice": {"uid": voice.uid},
        "evidence:unpublish-voice": {"uid": voice.uid},
        "evidence:download": {"uid": file.uid},
        "evidence:answer-voice": {"uid": voice.uid},
        "plans:name-actions": {"uid": voice.uid},
    }


def _boards(world: World) -> None:
    notice = world.cast.notice
    board = make.Board(notice=notice, slug="partnership")
    post = make.Post(organisation=notice.council, title="SEND adviser of the Department")
    make.PostHolding(post=post, user=world.cast["adviser"])
    seat = make.Seat(notice=notice, board=board, kind="external", post=post, invited_each_time=True)
    held = {"held": True, "recorded_by": world.cast["office"], "recorded_at": NOW}
    make.Meeting(notice=notice, board=board, on=date(2023, 12, 14), **held)
    ahead = make.Meeting(notice=notice, board=board, on=date(2024, 1, 11))
    make.Invitation(notice=notice, meeting=ahead, seat=seat)
    make.LogEntry(notice=notice, board=board, number=1, owner=world.cast.post)
    make.Decision(notice=notice, number=1, authority="chair", meeting=None)
    world.names |= {"board": "partnership", "on": date(2024, 1, 11)}
    world.special |= {
        "boards:update-log-entry": {"number": 1},
        "boards:ratify": {"number": 1},
        "boards:record-meeting": {"on": date(2023, 12, 14)},
    }


def _notices(world: World) -> None:
    notice = world.cast.notice
    make.Obligation(notice=notice, code="report", our_reading="Counted from the day of issue")
    gone = make.Access(notice=notice, user=make.User(), role=Role.OBSERVER)
    delegate = make.Delegate(post=world.cast.post, user=make.User())
    holding = make.PostHolding(post=make.Post(organisation=notice.council))
    file = default_storage.save("mail/kept", ContentFile(b"words"))
    mail = Mail.objects.create(
        key="table",
        notice_id=notice.pk,
        to_address="adviser@dfe.example",
        subject="A report",
        text="Words",
        made_at=NOW,
        state=MailState.FAILED,
        attachment_file=file,
        attachment_name="report.pdf",
        attachment_sha256="0" * 64,
    )
    for view in ("confirm-anchor", "obligation", "record-fulfilment"):
        world.special[f"notices:{view}"] = {"code": "report"}
    world.special |= {
        "notices:end-access": {"uid": gone.uid},
        "notices:end-delegation": {"pk": delegate.pk},
        "notices:end-holding": {"pk": holding.pk},
        "notices:take-back-handover": {"pk": holding.pk},
        "notices:hand-post": {"pk": world.cast.post.pk},
        "desk:handover": {"pk": world.cast.post.pk},
        "notices:delegate-post": {"pk": world.cast.post.pk},
        **{f"notices:{view}": {"pk": mail.pk} for view in ("mail", "mail-file", "send-mail-again")},
    }


REPORTS = {1: "draft", 2: "for_clearance", 3: "cleared", 4: "approved", 5: "issued"}


def _reports(world: World) -> None:
    notice = world.cast.notice
    area = make.Area(notice=notice, code="XA")
    obligation = make.Obligation(notice=notice, code="told")
    make.Recipient(notice=notice, obligation=obligation)
    make.Partner(notice=notice, organisation=notice.council, clears_reports=True)
    text = codec.to_text(report_tree())
    for number, state in REPORTS.items():
        due = {"due_on": date(2024, number, 7), "number": number}
        report = make.Report(notice=notice, obligation=obligation, **due)
        asked = {"section": world.cast.action.section, "asked_of": world.cast.post}
        make.Commentary(notice=notice, report=report, **asked)
        snapshot = make.Snapshot(notice=notice, kind="report", shape=SHAPE, tree=text, sha256=codec.digest(text))
        sent = {} if number == 1 else {"sent_by": world.cast["lead"], "sent_at": NOW}
        issued = {"issue": 1, "issued_by": world.cast["lead"], "issued_at": NOW} if number == 5 else {}
        version = make.Version(notice=notice, report=report, snapshot=snapshot, state=state, **sent, **issued)
        purpose = {1: "draft", 5: "issue"}.get(number, "clearance")
        _drawing(world, version, purpose, failed=number == 2)
        if number == 5:
            feedback = make.Feedback(notice=notice, report=report, said_by=world.cast["adviser"])
            world.special["reports:answer-feedback"] = {"number": 5, "uid": feedback.uid}
    letter = world.cast.action.section.letter
    world.names |= {"number": 1, "version": 1, "area": area.code, "letter": letter, "purpose": "draft"}
    wanted = {
        "clear": 2,
        "approve": 3,
        "approval": 3,
        "issue": 4,
        "submit": 5,
        "submit-by-hand": 5,
        "correct": 5,
        "withdraw": 5,
        "feedback": 5,
    }
    world.special |= {f"reports:{view}": {"number": number} for view, number in wanted.items()}
    world.special |= {
        "reports:report": {"number": 5},
        "reports:version": {"number": 5},
        "reports:pdf": {"number": 5, "purpose": "issue"},
        "reports:try-again": {"number": 2, "purpose": "clearance"},
    }


def _drawing(world: World, version: object, purpose: str, *, failed: bool) -> None:
    notice = world.cast.notice
    if failed:
        make.Drawing(notice=notice, version_of=version, purpose=purpose, state="failed", error="Out of memory")
        return
    name = default_storage.save("reports/kept", ContentFile(b"%PDF-1.7"))
    kept = {"link": "", "file": name, "original_name": "report.pdf", "content_type": "application/pdf", "size": 8}
    document = make.Document(notice=notice, keeper=f"reports.drawing:{purpose}", sha256=ledger_digest(), **kept)
    make.Drawing(notice=notice, version_of=version, purpose=purpose, state="drawn", drawn_at=NOW, document=document)


def ledger_digest() -> str:
    """SHA-256 of the eight bytes that stand for a PDF here."""
    return codec.digest("%PDF-1.7")


def _people(world: World) -> None:
    user = world.cast["officer"]
    code = urlsafe_base64_encode(force_bytes(user.pk))
    world.names |= {"code_of_user": code}
    world.special["people:set-password"] = {"code": code, "token": default_token_generator.make_token(user)}


def _elsewhere(world: World) -> None:
    """The other council's rows, all of which say what must never be read here."""
    there = world.cast.elsewhere
    Organisation.objects.filter(pk=there.council_id).update(name="Canary County Council")
    there.council.refresh_from_db()
    post = make.Post(organisation=there.council, title="Canary head of service")
    make.PostHolding(post=post, user=make.User(name="Canary person", organisation=there.council))
    plan = make.Plan(notice=there, slug="plan-canary", title="Canary plan")
    section = make.Section(notice=there, plan=plan, letter="CANARY"[:4], title="Canary section")
    action = make.Action(notice=there, plan=plan, section=section, ref="A1", title="Canary action", what="Canary")
    make.Accountability(notice=there, action=action, post=post, printed="Canary head of service")
    make.Update(notice=there, action=action, text="Canary update")
    make.Completion(notice=there, action=action, impact_statement="Canary claim")
    kpi = make.Kpi(notice=there, plan=plan, section=section, code="A-K1", name="Canary KPI", organisation=there.council)
    make.Measurement(notice=there, kpi=kpi, held=True, note="Canary note")
    proposed = {"state": "proposed", "approved_by": None, "approved_at": None}
    make.Baseline(notice=there, kpi=kpi, held=True, source="Canary source", **proposed)
    make.Risk(notice=there, ref="R1", title="Canary risk", owner=post)
    make.VoiceEntry(notice=there, said="Canary voice")
    survey = {"how_heard": "survey", "asked": 90, "answered": 60, "result": "Canary result", "result_count": 20}
    make.VoiceEntry(notice=there, source="Canary wave", question="Canary question", **survey)
    make.Document(notice=there, title="Canary document")
    board = make.Board(notice=there, slug="partnership", name="Canary board")
    make.LogEntry(notice=there, board=board, number=1, text="Canary log entry", owner=post)
    make.Decision(notice=there, number=1, text="Canary decision", meeting=make.Meeting(notice=there, board=board))
    make.Clause(notice=there, number="5a", text="Canary clause")
    make.Area(notice=there, code="XA", title="Canary area")
    make.Partner(notice=there, organisation=there.council)
    obligation = make.Obligation(notice=there, code="report", title="Canary report")
    make.Recipient(notice=there, obligation=obligation)
    make.Report(
        notice=there,
        obligation=obligation,
        number=1,
        statement="Canary statement",
        statement_by=make.User(),
        statement_at=NOW,
    )
