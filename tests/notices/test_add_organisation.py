"""Another organisation of a notice, added by whoever runs the system."""

import pytest
from django.core.management import CommandError, call_command

from notices.models import Notice, Partner
from people.models import Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice() -> Notice:
    return make.Notice(slug="devon")


def partners(notice: Notice) -> list[tuple[str, bool]]:
    return list(Partner.objects.filter(notice=notice).values_list("organisation__name", "clears_reports"))


def test_an_organisation_is_added_and_can_be_chosen(notice: Notice) -> None:
    call_command("add_organisation", "devon", " Devon  ICB", "--kind=icb", "--short-name=ICB", "--clears-reports")
    assert partners(notice) == [("Devon ICB", True)]
    added = Organisation.objects.get(name="Devon ICB")
    assert (added.kind, added.short_name) == ("icb", "ICB")


def test_an_organisation_of_another_notice_is_taken_by_its_name(notice: Notice) -> None:
    there = make.Organisation(name="Alliance", kind="other")
    call_command("add_organisation", "devon", "Alliance", "--kind=other")
    assert Partner.objects.get(notice=notice).organisation == there
    assert not Partner.objects.get(notice=notice).clears_reports


@pytest.mark.parametrize(
    ("slug", "name", "kind", "says"),
    [
        ("elsewhere", "Trust", "other", "There is no notice called elsewhere. There are: devon"),
        ("devon", " ", "other", "Say what the organisation is called"),
        ("devon", "alliance", "other", "There is “Alliance” already, of the kind other"),
        ("devon", "Alliance", "icb", "There is “Alliance” already, of the kind other"),
        ("devon", "Trust", "trust", "invalid choice: 'trust'"),
    ],
)
def test_a_slip_is_told_and_adds_nothing(notice: Notice, slug: str, name: str, kind: str, says: str) -> None:
    make.Organisation(name="Alliance", kind="other")
    before = Organisation.objects.count()
    with pytest.raises(CommandError, match=says):
        call_command("add_organisation", slug, name, f"--kind={kind}")
    assert (Organisation.objects.count(), partners(notice)) == (before, [])


def test_the_same_line_twice_says_so_and_changes_nothing(notice: Notice) -> None:
    call_command("add_organisation", "devon", "Trust", "--kind=other")
    with pytest.raises(CommandError, match=r"Trust is an organisation of .* already"):
        call_command("add_organisation", "devon", "Trust", "--kind=other", "--clears-reports")
    assert partners(notice) == [("Trust", False)]
