"""What is done to a notice: set up, access, and proof that an obligation was met."""

from datetime import date

import pytest

from audit.models import Event
from notices import actions
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Access, AnchorKind, Fulfilment, Notice, NoticeStatus, ObligationKind, RhythmKind
from notices.reader import Reader
from notices.roles import Role
from people.models import Mail, User
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def test_a_notice_begins_its_own_ledger() -> None:
    lead, council, dfe = make.User(), make.Organisation(), make.Organisation(kind="dfe")
    notice = actions.create_notice(
        slug="here",
        title="Improvement notice",
        council=council,
        issuer=dfe,
        upon="A revisit",
        status=NoticeStatus.DRAFT,
        by=lead,
        at=NOW,
    )
    assert Event.objects.get(chain=f"notice:{notice.pk}").verb == "notice.created"
    assert notice.history.get().history_user == lead


def test_clauses_areas_and_obligations_are_added_once_under_their_number(cast: Cast) -> None:
    notice, lead = cast.notice, cast["lead"]
    clause = actions.add_clause(notice=notice, number="4(e)(II)", text="Report.", order=90, by=lead, at=NOW)
    with pytest.raises(Refused, match="stands already"):
        actions.add_clause(notice=notice, number="4(e)(II)", text="Again.", order=91, by=lead, at=NOW)
    area = {"kind": "priority_action", "order": 9, "title": "Waiting", "text": "Too long.", "by": lead, "at": NOW}
    actions.add_area(notice=notice, code="W", **area)
    with pytest.raises(Refused, match="stands already"):
        actions.add_area(notice=notice, code="W", **area)
    obligation = {
        "notice": notice,
        "clause": clause,
        "code": "report",
        "kind": ObligationKind.REPORT,
        "title": "Report",
        "duty_of": "The board",
        "by": lead,
        "at": NOW,
    }
    actions.add_obligation(rhythm=RhythmKind.EVERY_MONTHS, every=2, anchor=AnchorKind.ISSUE, **obligation)
    with pytest.raises(Refused, match="stands already"):
        actions.add_obligation(rhythm=RhythmKind.NOT_STATED, **obligation)


@pytest.mark.parametrize(
    "rhythm",
    [{"rhythm": RhythmKind.EVERY_MONTHS}, {"rhythm": RhythmKind.MONTHS_AFTER}, {"rhythm": RhythmKind.NAMED_DAYS}],
)
def test_a_rhythm_that_could_never_be_counted_is_refused(cast: Cast, rhythm: dict[str, str]) -> None:
    clause = make.Clause(notice=cast.notice)
    with pytest.raises(Refused) as refused:
        actions.add_obligation(
            notice=cast.notice,
            clause=clause,
            code="x",
            kind=ObligationKind.REPORT,
            title="x",
            duty_of="x",
            by=cast["lead"],
            at=NOW,
            **rhythm,
        )
    assert refused.value.field == "rhythm"


def test_partners_and_recipients_are_added_once(cast: Cast) -> None:
    icb = make.Organisation(kind="icb")
    for _ in range(2):
        actions.add_partner(notice=cast.notice, organisation=icb, clears_reports=True, by=cast["lead"], at=NOW)
    obligation = make.Obligation(notice=cast.notice)
    rows = {
        actions.add_recipient(
            obligation=obligation, organisation=icb, title="Adviser", email=email, by=cast["lead"], at=NOW
        ).pk
        for email in ("A@dfe.example", "a@dfe.example")
    }
    assert len(rows) == 1


def test_the_day_of_issue_is_entered_against_the_version_that_was_seen(cast: Cast) -> None:
    notice = actions.set_issued_on(
        notice=cast.notice, issued_on=date(2022, 9, 7), note="Illustrative", seen_version=1, by=cast["lead"], at=NOW
    )
    assert notice.version == 2
    with pytest.raises(ChangedMeanwhile):
        actions.set_issued_on(notice=cast.notice, issued_on=None, seen_version=1, by=cast["lead"], at=NOW)
    with pytest.raises(Refused):
        actions.set_published_on(notice=notice, published_on=date(2024, 1, 1), seen_version=2, by=cast["lead"], at=NOW)
    notice = actions.set_published_on(
        notice=notice, published_on=date(2022, 10, 1), seen_version=2, by=cast["lead"], at=NOW
    )
    actions.change_status(notice=notice, status=NoticeStatus.LIFTED, seen_version=3, by=cast["lead"], at=NOW)
    assert Notice.objects.get(pk=notice.pk).status == "lifted"


def test_confirming_says_who_and_when_and_can_change_what_is_counted_from(cast: Cast) -> None:
    row = make.Obligation(notice=cast.notice, our_reading="We take the day of issue.")
    with pytest.raises(Refused) as refused:
        actions.confirm_anchor(obligation=row, seen_version=1, anchor=AnchorKind.DAY, by=cast["lead"], at=NOW)
    assert refused.value.field == "anchor_day"
    row = actions.confirm_anchor(
        obligation=row,
        seen_version=1,
        anchor=AnchorKind.DAY,
        anchor_day=date(2022, 8, 31),
        last_day=True,
        by=cast["lead"],
        at=NOW,
    )
    assert (row.confirmed_by, row.confirmed_at, row.last_day, row.version) == (cast["lead"], NOW, True, 2)
    with pytest.raises(ChangedMeanwhile):
        actions.confirm_anchor(obligation=row, seen_version=1, by=cast["lead"], at=NOW)


def test_a_fulfilment_recorded_twice_stands_as_first_recorded(cast: Cast) -> None:
    row = make.Obligation(notice=cast.notice)
    for met in (date(2023, 11, 6), date(2023, 11, 9)):
        actions.record_fulfilment(
            obligation=row, due_on=date(2023, 11, 7), met_on=met, how="Letter", by=cast["office"], at=NOW
        )
    assert Fulfilment.objects.get(obligation=row).met_on == date(2023, 11, 6)
    with pytest.raises(Refused):
        actions.record_fulfilment(
            obligation=row, due_on=date(2024, 1, 7), met_on=date(2023, 12, 23), how="x", by=cast["office"], at=NOW
        )


def test_access_counts_from_its_first_day_and_is_given_once(cast: Cast) -> None:
    user = make.User()
    for _ in range(2):
        actions.give_access(
            notice=cast.notice, user=user, role=Role.MEMBER, starts_on=date(2024, 1, 8), by=cast["lead"], at=NOW
        )
    assert Access.objects.filter(user=user).count() == 1
    assert Reader(user, TODAY).roles(cast.notice.pk) == frozenset()
    assert Reader(user, date(2024, 1, 8)).roles(cast.notice.pk) == {Role.MEMBER}
    assert Event.objects.filter(chain=f"notice:{cast.notice.pk}", verb="access.given").count() == 1


def test_roles_add_up(cast: Cast) -> None:
    actions.give_access(
        notice=cast.notice, user=cast["member"], role=Role.OFFICER, starts_on=TODAY, by=cast["lead"], at=NOW
    )
    assert cast.reader("member").roles(cast.notice.pk) == {Role.MEMBER, Role.OFFICER}


@pytest.mark.parametrize("starts_on", [date(2023, 1, 1), TODAY])
def test_access_ended_at_once_counts_no_more_even_if_it_was_given_the_same_day(cast: Cast, starts_on: date) -> None:
    user = make.User()
    access = actions.give_access(
        notice=cast.notice, user=user, role=Role.MEMBER, starts_on=starts_on, by=cast["lead"], at=NOW
    )
    ended = actions.end_access(access=access, by=cast["lead"], at=NOW)
    assert Reader(user, TODAY).roles(cast.notice.pk) == frozenset()
    assert (ended.starts_on, ended.ends_on) == (starts_on, TODAY)
    assert access.history.count() == 2
    assert Event.objects.filter(verb="access.ended", subject_id=str(access.pk)).count() == 1


def test_a_role_taken_away_before_it_began_never_holds_and_stays_taken(cast: Cast) -> None:
    user, first_day = make.User(), date(2024, 1, 8)
    given = {"notice": cast.notice, "user": user, "role": Role.MEMBER, "starts_on": first_day}
    access = actions.give_access(by=cast["lead"], at=NOW, **given)
    for _ in range(2):
        actions.end_access(access=access, by=cast["lead"], at=NOW)
    assert Reader(user, first_day).roles(cast.notice.pk) == frozenset()
    assert access.history.count() == 2
    again = actions.give_access(by=cast["lead"], at=NOW, **given)
    assert again.pk != access.pk
    assert Reader(user, first_day).roles(cast.notice.pk) == {Role.MEMBER}


def test_a_last_day_that_has_passed_is_refused(cast: Cast) -> None:
    access = Access.objects.get(user=cast["member"])
    with pytest.raises(Refused, match="today or later"):
        actions.end_access(access=access, ends_on=date(2023, 12, 21), by=cast["lead"], at=NOW)
    actions.end_access(access=access, ends_on=TODAY, by=cast["lead"], at=NOW)
    assert cast.reader("member").roles(cast.notice.pk) == {Role.MEMBER}


def test_access_can_end_with_a_day(cast: Cast) -> None:
    access = Access.objects.get(user=cast["member"])
    actions.end_access(access=access, ends_on=date(2023, 12, 31), by=cast["lead"], at=NOW)
    assert cast.reader("member", date(2023, 12, 31)).roles(cast.notice.pk)
    assert not cast.reader("member", date(2024, 1, 1)).roles(cast.notice.pk)


def test_the_last_lead_stays(cast: Cast) -> None:
    access = Access.objects.get(user=cast["lead"])
    with pytest.raises(Refused, match="needs one"):
        actions.end_access(access=access, by=cast["lead"], at=NOW)
    actions.give_access(
        notice=cast.notice, user=cast["office"], role=Role.LEAD, starts_on=TODAY, by=cast["lead"], at=NOW
    )
    actions.end_access(access=access, by=cast["lead"], at=NOW)
    assert not cast.reader("lead").roles(cast.notice.pk)


def test_a_reviewer_needs_a_last_day_that_is_not_before_the_first(cast: Cast) -> None:
    asked = {"notice": cast.notice, "user": make.User(), "role": Role.REVIEWER, "starts_on": TODAY}
    for ends_on in (None, date(2023, 12, 1)):
        with pytest.raises(Refused) as refused:
            actions.give_access(ends_on=ends_on, by=cast["lead"], at=NOW, **asked)
        assert refused.value.field == "ends_on"


def test_somebody_new_is_invited_and_somebody_known_is_not(cast: Cast) -> None:
    def invite(email: str, **more: object) -> User:
        asked = {"name": "", "organisation": None, "role": Role.MEMBER, "starts_on": TODAY, **more}
        return actions.invite(notice=cast.notice, email=email, by=cast["lead"], at=NOW, **asked).user  # type: ignore[arg-type]

    with pytest.raises(Refused) as refused:
        invite("new@demo.example")
    assert refused.value.field == "name"
    new = invite("New@demo.example", name="Head teacher", organisation=cast.notice.council)
    assert Mail.objects.filter(to_user=new).count() == 1
    assert invite("stranger@demo.example") == cast["stranger"]
    assert Mail.objects.count() == 1
    with pytest.raises(Refused, match="closed"):
        invite("disabled@demo.example")
