"""Who may do what with a KPI: functions that answer a question, asked alike by views, templates and tests."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kpis.models import Baseline, FigureImport, Kpi, Measurement
from notices.models import Access, Notice
from notices.reader import Reader
from notices.roles import PLAN_READERS, Role
from people.models import PostHolding, User
from plans.models import Accountability, Action

ENTERS = frozenset({Role.LEAD, Role.DATA_LEAD})


def can_enter_any(reader: Reader, notice: Notice) -> bool:
    """Open the page on which the figures of a period are entered: data leads, the lead."""
    return reader.is_any(notice.pk, ENTERS)


def can_see_who_enters(reader: Reader, notice: Notice) -> bool:
    """Who has not entered yet: the lead."""
    return reader.is_any(notice.pk, {Role.LEAD})


def can_enter(reader: Reader, kpi: Kpi) -> bool:
    """Enter and correct its figures: the data lead whose KPI it is, or any of the council where none is named; those of
    the partner whose figures they are; the lead."""
    if reader.is_any(kpi.notice_id, {Role.LEAD}) or can_release(reader, kpi):
        return True
    if kpi.data_lead_id is None:
        return reader.acts_for_council(kpi.notice_id, Role.DATA_LEAD)
    return kpi.data_lead_id == reader.user.pk and reader.is_any(kpi.notice_id, {Role.DATA_LEAD})


def entered_by(reader: Reader, notice: Notice) -> Q:
    """The condition on KPIs of a notice whose figures a data lead enters, as `can_enter` answers it."""
    theirs = Q(data_lead=reader.user.pk) | Q(organisation__in=reader.acts_for(notice.pk, Role.DATA_LEAD))
    return theirs | Q(data_lead=None) if reader.acts_for_council(notice.pk, Role.DATA_LEAD) else theirs


def can_compare(reader: Reader, kpi: Kpi) -> bool:
    """Set beside it what others published, correct that and take it out: whoever enters its figures."""
    return can_enter(reader, kpi)


def releases_any(reader: Reader, notice: Notice) -> bool:
    """Send the page on which figures are released: data leads; for which organisation, `can_release` says."""
    return reader.is_any(notice.pk, {Role.DATA_LEAD})


def can_release(reader: Reader, kpi: Kpi) -> bool:
    """Release its figures and baselines: data leads of the partner whose they are."""
    return kpi.organisation_id in reader.acts_for(kpi.notice_id, Role.DATA_LEAD)


def can_withdraw(reader: Reader, figure: Measurement) -> bool:
    """Take a figure out: whoever enters its KPI's figures. What a partner has released, its own data lead alone."""
    if not can_enter(reader, figure.kpi):
        return False
    partner = figure.organisation_id
    released = partner is not None and partner == figure.kpi.organisation_id and not figure.held
    return not released or can_release(reader, figure.kpi)


def can_import(reader: Reader, notice: Notice) -> bool:
    """Bring figures in from a file: whoever enters figures. Each of them is asked for its own KPI."""
    return reader.is_any(notice.pk, ENTERS)


def can_take_back(reader: Reader, file: FigureImport) -> bool:
    """Take all that a file brought in out again: whoever entered it, and the lead. Each of its figures is asked for."""
    return can_import(reader, file.notice) and (
        file.entered_by_id == reader.user.pk or reader.is_any(file.notice_id, {Role.LEAD})
    )


def can_define(reader: Reader, kpi: Kpi) -> bool:
    """Write its definition and source: whoever enters its figures."""
    return can_enter(reader, kpi)


def can_name_data_lead(reader: Reader, kpi: Kpi) -> bool:
    """Say who brings its figures, and whose they are: the lead."""
    return reader.is_any(kpi.notice_id, {Role.LEAD})


def can_link(reader: Reader, kpi: Kpi) -> bool:
    """Say which actions should move it: the lead."""
    return reader.is_any(kpi.notice_id, {Role.LEAD})


def can_judge(reader: Reader, kpi: Kpi) -> bool:
    """Judge how it stands, and take a judgement back: the lead, or who holds a post accountable for an action behind
    it."""
    if not reader.is_any(kpi.notice_id, PLAN_READERS):
        return False
    return reader.is_any(kpi.notice_id, {Role.LEAD}) or _answers_for(reader, kpi)


def _answers_for(reader: Reader, kpi: Kpi) -> bool:
    return Accountability.objects.filter(action__in=_actions_behind(kpi), post__in=reader.held_post_ids).exists()


def _actions_behind(kpi: Kpi) -> "QuerySet[Any]":
    return Action.objects.filter(pk__in=kpi.actions.values("action"))


def can_propose_baseline(reader: Reader, kpi: Kpi) -> bool:
    """Propose a baseline: whoever enters its figures."""
    return can_enter(reader, kpi)


def can_approve_baseline(reader: Reader, baseline: Baseline) -> bool:
    """Approve a proposal that is not their own: the lead, or who holds a post accountable for an action behind it."""
    if baseline.proposed_by_id == reader.user.pk or not reader.is_any(baseline.notice_id, PLAN_READERS):
        return False
    if reader.is_any(baseline.notice_id, {Role.LEAD}):
        return True
    return _answers_for(reader, baseline.kpi)


def approvers(baseline: Baseline, on: date) -> list[str]:
    """The names of those for whom `can_approve_baseline` says yes on a day."""
    access = Access.objects.filter(notice=baseline.notice_id).on(on)
    posts = Accountability.objects.filter(action__in=_actions_behind(baseline.kpi), post__isnull=False).values("post")
    holders = PostHolding.objects.filter(post__in=posts).on(on).values("user")
    leads = Q(pk__in=access.filter(role=Role.LEAD).values("user"))
    answering = Q(Q(pk__in=holders), pk__in=access.filter(role__in=PLAN_READERS).values("user"))
    proposer = Q(pk=baseline.proposed_by_id) if baseline.proposed_by_id else Q()
    rows = User.objects.filter(leads | answering, ~proposer, is_active=True)
    return list(rows.order_by("name", "pk").values_list("name", flat=True))


def can_withdraw_baseline(reader: Reader, baseline: Baseline) -> bool:
    """Take their own proposal back: whoever made it."""
    return baseline.proposed_by_id == reader.user.pk and reader.is_any(baseline.notice_id, PLAN_READERS)


def can_end_proposal(reader: Reader, baseline: Baseline) -> bool:
    """Withdraw it, or return it to who proposed it: whoever made it, and whoever may approve it."""
    return can_withdraw_baseline(reader, baseline) or can_approve_baseline(reader, baseline)


def can_set_direction(reader: Reader, kpi: Kpi) -> bool:
    """Say which way is better: the lead."""
    return reader.is_any(kpi.notice_id, {Role.LEAD})


def can_rebase(reader: Reader, kpi: Kpi) -> bool:
    """Write down targets that a decision has changed: the lead."""
    return reader.is_any(kpi.notice_id, {Role.LEAD})


def can_place_cells(reader: Reader, kpi: Kpi) -> bool:
    """Settle printed cells that fitted no column: the lead."""
    return reader.is_any(kpi.notice_id, {Role.LEAD})
