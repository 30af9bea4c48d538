"""Who may do what with a plan's actions and risks: functions that answer a question, asked alike by views, templates
and tests. Roles add up, and posts count on the reader's day."""

from evidence.permissions import can_add_document, can_add_voice
from notices.models import Notice
from notices.reader import Reader
from notices.roles import EVIDENCE_READERS, PLAN_READERS, Role
from plans import clearing
from plans.models import Accountability, Action, Completion, Risk, Update

SETS_UP = frozenset({Role.LEAD})
RUNS = frozenset({Role.LEAD, Role.OFFICE})
CONFIRMS = frozenset({Role.LEAD, Role.CHAIR})
DECIDES = frozenset({Role.LEAD, Role.OFFICE, Role.CHAIR})


def can_set_up(reader: Reader, notice: Notice) -> bool:
    """Plan, sections, actions, leads and clause matches: the improvement lead."""
    return reader.is_any(notice.pk, SETS_UP)


def can_bring(reader: Reader, notice: Notice) -> bool:
    """Bring a plan's file in, look at what was read and settle what is doubtful: the lead and the programme office."""
    return reader.is_any(notice.pk, RUNS)


def is_accountable(reader: Reader, action: Action) -> bool:
    """Holds an accountable post that day, is its delegate, or the contact of an accountable organisation."""
    return any(
        each.post_id in reader.post_ids if each.post_id else each.organisation_id in reader.organisation_ids
        for each in action.accountabilities.all()
    )


def writes_for_action(reader: Reader, action: Action) -> bool:
    """Is accountable for it, or is its action lead, whatever else they are; and still sees the plan."""
    if not reader.is_any(action.notice_id, PLAN_READERS):
        return False
    return action.lead_id == reader.user.pk or is_accountable(reader, action)


def writes_for_all(reader: Reader, notice: Notice) -> bool:
    """Write on behalf of any post of the plan: the programme office."""
    return reader.is_any(notice.pk, {Role.OFFICE})


def writes_for_another(reader: Reader, action: Action) -> bool:
    """The programme office, who must then name the post on whose behalf they write."""
    return reader.is_any(action.notice_id, {Role.OFFICE}) and not writes_for_action(reader, action)


def can_update(reader: Reader, action: Action) -> bool:
    """Add an update, claim completion, attach evidence."""
    return writes_for_action(reader, action) or writes_for_another(reader, action)


def can_ask_date(reader: Reader, action: Action) -> bool:
    """Ask for another due date: whoever may update, where there is a date to move."""
    return action.due_on is not None and can_update(reader, action)


def can_decide_date(reader: Reader, action: Action) -> bool:
    """Record what the board or DfE decided (lead, programme office), or as chair decide; never on one's own action."""
    return reader.is_any(action.notice_id, DECIDES) and not is_accountable(reader, action)


def can_record_decisions(reader: Reader, notice: Notice) -> bool:
    """Cite what the board or DfE decided: lead and programme office."""
    return reader.is_any(notice.pk, RUNS)


def can_take_chairs_action(reader: Reader, action: Action) -> bool:
    """Decide between meetings: the chair, unless accountable for the action."""
    return reader.is_any(action.notice_id, {Role.CHAIR}) and not is_accountable(reader, action)


def can_meet_milestones(reader: Reader, action: Action) -> bool:
    """Say that a milestone is met, and take it back: whoever may update the action, and the lead; with the evidence."""
    if not reader.is_any(action.notice_id, EVIDENCE_READERS):
        return False
    return can_update(reader, action) or reader.is_any(action.notice_id, SETS_UP)


def can_claim(reader: Reader, action: Action) -> bool:
    """Say that an action is complete: whoever may update it."""
    return can_update(reader, action)


def can_answer_claims(reader: Reader, action: Action, claimed_by_id: int | None) -> bool:
    """Confirm, return or reopen: lead or chair, not accountable for the action, and not who claimed it."""
    return (
        reader.is_any(action.notice_id, CONFIRMS)
        and claimed_by_id != reader.user.pk
        and not is_accountable(reader, action)
    )


def why_another_answers(reader: Reader, action: Action, claimed_by_id: int | None) -> str:
    """Why somebody whose role confirms claims may not answer this one; "" where it is not for their role at all."""
    if not reader.is_any(action.notice_id, CONFIRMS):
        return ""
    if claimed_by_id == reader.user.pk:
        return f"You claimed that {action.ref} is complete: a second person answers the claim"
    return f"You are accountable for {action.ref}: somebody who is not answers the claim that it is complete"


def can_confirm(reader: Reader, completion: Completion) -> bool:
    """The same, asked of a claim."""
    return can_answer_claims(reader, completion.action, completion.claimed_by_id)


def can_accept_recovery(reader: Reader, action: Action) -> bool:
    """Accept recovery steps: the lead, or the programme office for the delivery group; never on one's own action."""
    return reader.is_any(action.notice_id, RUNS) and not is_accountable(reader, action)


def can_clear_any(reader: Reader, notice: Notice) -> bool:
    """Clear updates at all: accountable officers."""
    return reader.is_any(notice.pk, {Role.ACCOUNTABLE})


def can_clear(reader: Reader, update: Update) -> bool:
    """Clear an update, where that is wanted of it: whoever would."""
    return would_clear(reader, update) and clearing.wanted().filter(pk=update.pk).exists()


def would_clear(reader: Reader, update: Update) -> bool:
    """Would clear an update if that is wanted: the accountable officer of an organisation that answers for the action,
    who did not write it."""
    if update.written_by_id == reader.user.pk:
        return False
    own = reader.acts_for(update.notice_id, Role.ACCOUNTABLE)
    return any(_body(each) in own for each in update.action.accountabilities.all())


def _body(answering: Accountability) -> int | None:
    return answering.post.organisation_id if answering.post else answering.organisation_id


def can_explain(reader: Reader, action: Action) -> bool:
    """Explain why a rating differs from the facts: whoever may update, or the lead."""
    return can_update(reader, action) or reader.is_any(action.notice_id, SETS_UP)


def can_attach_evidence(reader: Reader, action: Action) -> bool:
    """Attach a document: whoever may update or runs the programme, and sees evidence at all."""
    if not reader.is_any(action.notice_id, EVIDENCE_READERS):
        return False
    return can_update(reader, action) or reader.is_any(action.notice_id, RUNS)


def can_add_evidence(reader: Reader, action: Action) -> bool:
    """Add a document and attach it at once: whoever may do both."""
    return can_attach_evidence(reader, action) and can_add_document(reader, action.notice)


def can_name_actions(reader: Reader, notice: Notice) -> bool:
    """Name the actions that a voice bears on: whoever may write down what was said."""
    return can_add_voice(reader, notice)


def can_raise_risk(reader: Reader, notice: Notice) -> bool:
    """Put a risk on the register: lead and programme office."""
    return reader.is_any(notice.pk, RUNS)


def can_review_risk(reader: Reader, risk: Risk) -> bool:
    """Review it, add or finish a mitigation: the owner post's holder or delegate, lead, programme office."""
    if not reader.is_any(risk.notice_id, PLAN_READERS):
        return False
    return reader.is_any(risk.notice_id, RUNS) or risk.owner_id in reader.post_ids


def can_finish_mitigation(reader: Reader, risk: Risk, owner_id: int) -> bool:
    """Say that a mitigation of the risk is done: who holds or writes for its own owner post, too."""
    if not reader.is_any(risk.notice_id, PLAN_READERS):
        return False
    return owner_id in reader.post_ids or can_review_risk(reader, risk)


def can_close_risk(reader: Reader, risk: Risk) -> bool:
    """Take it off the register: lead and programme office."""
    return reader.is_any(risk.notice_id, RUNS)
