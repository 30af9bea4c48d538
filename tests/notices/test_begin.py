"""The first notice of a real deployment."""

import pytest
from django.core.management import CommandError, call_command

from audit import clock
from notices.models import Notice
from notices.reader import Reader
from notices.roles import Role
from people.models import Mail, User

pytestmark = pytest.mark.django_db

ASKED = [
    "--title=Devon SEND",
    "--council=Devon",
    "--upon=Revisit",
    "--lead-name=Lead",
    "--lead-email=lead@council.example",
]


def test_a_deployment_begins_with_a_notice_and_an_invited_lead() -> None:
    call_command("begin", "devon", *ASKED)
    notice = Notice.objects.get(slug="devon")
    lead = User.objects.get(email="lead@council.example")
    assert Reader(lead, clock.today()).roles(notice.pk) == {Role.LEAD}
    assert not lead.has_usable_password()
    assert Mail.objects.get(to_user=lead).to_address == "lead@council.example"


def test_beginning_twice_says_what_to_do_and_makes_nothing() -> None:
    call_command("begin", "devon", *ASKED)
    with pytest.raises(CommandError, match="Choose another name"):
        call_command("begin", "devon", *ASKED)
    assert Notice.objects.count() == 1


def test_a_known_address_leaves_nothing_half_made() -> None:
    call_command("begin", "devon", *ASKED)
    with pytest.raises(CommandError, match="account already"):
        call_command("begin", "other", *ASKED)
    assert not Notice.objects.filter(slug="other").exists()
