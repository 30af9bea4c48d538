"""Organisations, posts and people: what each verb does, refuses, and writes down."""

from datetime import date

import pytest

from audit.clock import day_of
from audit.models import Event
from people import actions
from people.models import Delegate, Mail, OrganisationKind, PostHolding, User
from people.refused import Refused
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make.User()


def test_an_organisation_added_twice_is_one(lead: User) -> None:
    first = actions.add_organisation(name="NHS Devon", kind=OrganisationKind.ICB, by=lead, at=NOW)
    again = actions.add_organisation(name="NHS Devon", kind=OrganisationKind.ICB, by=lead, at=NOW)
    assert first.pk == again.pk
    assert Event.objects.filter(chain="site", verb="organisation.added").count() == 1


def test_a_users_address_is_kept_in_lower_case_and_given_once(lead: User) -> None:
    user = actions.create_user(email=" Some.One@Demo.Example ", name="Some", organisation=None, by=lead, at=NOW)
    assert user.email == "some.one@demo.example"
    assert not user.has_usable_password()
    with pytest.raises(Refused) as refused:
        actions.create_user(email="SOME.ONE@demo.example", name="Two", organisation=None, by=lead, at=NOW)
    assert refused.value.field == "email"


def test_somebody_invited_gets_one_mail_with_a_link_and_nothing_about_anybody(lead: User) -> None:
    user = actions.invite_user(email="new@demo.example", name="New Person", organisation=None, by=lead, at=NOW)
    mail = Mail.objects.get(to_user=user)
    assert mail.text.count("http") == 1
    assert "New Person" not in mail.text + mail.html + mail.subject
    assert mail.notice_id is None


def test_a_password_is_changed_without_standing_in_the_history(lead: User) -> None:
    actions.change_password(user=lead, password="a-long-and-lonely-walrus", at=NOW)
    lead.refresh_from_db()
    assert lead.check_password("a-long-and-lonely-walrus")
    row = User.history.filter(id=lead.pk).latest("history_id")
    assert not hasattr(row, "password")
    assert Event.objects.filter(verb="user.password_changed", by_id=lead.pk).count() == 1


def test_a_disabled_user_stays_as_the_one_who_acted(lead: User) -> None:
    other = make.User()
    actions.disable_user(user=other, by=lead, at=NOW)
    other.refresh_from_db()
    assert not other.is_active


def test_a_post_added_twice_is_one(lead: User) -> None:
    council = make.Organisation()
    first = actions.add_post(organisation=council, title="Head of Education", by=lead, at=NOW)
    assert actions.add_post(organisation=council, title="Head of Education", by=lead, at=NOW).pk == first.pk


def test_handing_a_post_over_ends_the_one_before_on_the_day_before(lead: User) -> None:
    holding = make.PostHolding(starts_on=date(2023, 1, 1))
    after = make.User()
    new = actions.hand_post(
        post=holding.post, user=after, starts_on=date(2023, 9, 1), interim=True, by=lead, at=NOW, notice_id=7
    )
    holding.refresh_from_db()
    assert holding.ends_on == date(2023, 8, 31)
    assert (new.user, new.starts_on, new.ends_on, new.interim) == (after, date(2023, 9, 1), None, True)
    verbs = Event.objects.filter(chain="notice:7").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["post.holding_ended", "post.handed"]


def test_handing_a_post_over_twice_makes_one_holding(lead: User) -> None:
    post, user = make.Post(), make.User()
    for _ in range(2):
        actions.hand_post(post=post, user=user, starts_on=date(2023, 9, 1), by=lead, at=NOW)
    assert PostHolding.objects.filter(post=post).count() == 1


def test_a_post_is_not_handed_over_before_its_holder_took_it_up(lead: User) -> None:
    holding = make.PostHolding(starts_on=date(2023, 9, 1))
    with pytest.raises(Refused) as refused:
        actions.hand_post(post=holding.post, user=make.User(), starts_on=date(2023, 9, 1), by=lead, at=NOW)
    assert "1 September 2023" in refused.value.sentence
    assert refused.value.field == "starts_on"


def test_a_holding_can_end_with_nobody_after_it(lead: User) -> None:
    holding = make.PostHolding(starts_on=date(2023, 1, 1))
    actions.end_holding(holding=holding, ends_on=date(2023, 10, 31), by=lead, at=NOW)
    assert not PostHolding.objects.filter(post=holding.post).on(date(2023, 11, 1)).exists()
    with pytest.raises(Refused):
        actions.end_holding(holding=holding, ends_on=date(2022, 12, 31), by=lead, at=NOW)


def test_a_holding_does_not_end_after_the_next_has_begun(lead: User) -> None:
    holding = make.PostHolding(starts_on=date(2023, 1, 1), ends_on=date(2023, 9, 30))
    make.PostHolding(post=holding.post, starts_on=date(2023, 10, 1))
    for day in (date(2023, 10, 1), date(2023, 12, 31)):
        with pytest.raises(Refused, match="holds this post from 1 October 2023: choose an earlier day"):
            actions.end_holding(holding=holding, ends_on=day, by=lead, at=NOW)
    assert actions.end_holding(holding=holding, ends_on=date(2023, 9, 15), by=lead, at=NOW).ends_on == date(2023, 9, 15)


def test_a_handover_of_a_day_to_come_can_be_taken_back_and_its_holder_goes_on_as_before() -> None:
    post, lead, before, after = make.Post(), make.User(), make.User(), make.User()
    first = make.PostHolding(post=post, user=before, starts_on=date(2022, 1, 1), ends_on=None)
    to_come = actions.hand_post(post=post, user=after, starts_on=date(2024, 1, 15), by=lead, at=NOW)
    goes_on = actions.take_back_handover(holding=to_come, by=lead, at=NOW)
    assert goes_on == first
    assert list(PostHolding.objects.filter(post=post).values_list("user", "ends_on")) == [(before.pk, None)]
    gone = PostHolding.history.get(id=to_come.pk, history_type="-")
    assert (gone.history_user, gone.history_change_reason) == (lead, "Hand-over taken back")


def test_a_last_day_that_was_said_before_the_handover_comes_back_with_it() -> None:
    post, lead = make.Post(), make.User()
    first = make.PostHolding(post=post, user=make.User(), starts_on=date(2022, 1, 1), ends_on=None)
    actions.end_holding(holding=first, ends_on=date(2024, 3, 31), by=lead, at=NOW)
    to_come = actions.hand_post(post=post, user=make.User(), starts_on=date(2024, 1, 15), by=lead, at=NOW)
    actions.take_back_handover(holding=to_come, by=lead, at=NOW)
    assert PostHolding.objects.get(post=post).ends_on == date(2024, 3, 31)


def test_a_handover_whose_day_has_come_is_not_taken_back() -> None:
    post, lead = make.Post(), make.User()
    holding = actions.hand_post(post=post, user=make.User(), starts_on=day_of(NOW), by=lead, at=NOW)
    with pytest.raises(Refused, match="holds this post since"):
        actions.take_back_handover(holding=holding, by=lead, at=NOW)
    assert PostHolding.objects.filter(post=post).exists()


def test_delegation_has_a_first_and_a_last_day(lead: User) -> None:
    post, user = make.Post(), make.User()
    delegate = actions.delegate_post(post=post, user=user, starts_on=date(2023, 9, 1), by=lead, at=NOW)
    again = actions.delegate_post(post=post, user=user, starts_on=date(2023, 9, 1), by=lead, at=NOW)
    assert again.pk == delegate.pk
    actions.end_delegation(delegate=delegate, ends_on=date(2023, 9, 30), by=lead, at=NOW)
    assert Delegate.objects.on(date(2023, 9, 30)).exists()
    assert not Delegate.objects.on(date(2023, 10, 1)).exists()
    with pytest.raises(Refused):
        actions.delegate_post(
            post=post, user=make.User(), starts_on=date(2023, 9, 2), ends_on=date(2023, 9, 1), by=lead, at=NOW
        )


def test_a_contact_named_twice_is_one(lead: User) -> None:
    forum, user = make.Organisation(kind=OrganisationKind.FORUM), make.User()
    first = actions.name_contact(organisation=forum, user=user, starts_on=date(2023, 9, 1), by=lead, at=NOW)
    again = actions.name_contact(organisation=forum, user=user, starts_on=date(2023, 9, 2), by=lead, at=NOW)
    assert again.pk == first.pk


def test_signing_in_and_out_is_in_the_ledger(lead: User) -> None:
    actions.record_sign_in(user=lead, at=NOW)
    actions.record_sign_out(user=lead, at=NOW)
    verbs = Event.objects.filter(by_id=lead.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["user.signed_in", "user.signed_out"]
