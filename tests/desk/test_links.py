"""Where the notice's pages speak of an obligation, its own page is one click away."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests import cast as casting
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Settings) -> casting.Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return casting.assemble()


@pytest.mark.parametrize("who", ["lead", "adviser", "observer"])
@pytest.mark.parametrize("view", ["notice", "calendar"])
def test_every_obligation_that_is_named_leads_to_its_page(
    client: Client, cast: casting.Cast, view: str, who: str
) -> None:
    clause = make.Clause(notice=cast.notice, number="5a")
    obligation = make.Obligation(notice=cast.notice, code="report", clause=clause, title="Zebra report")
    client.force_login(cast[who])
    href = reverse("notices:obligation", args=[cast.notice.slug, obligation.code])
    html = client.get(reverse(f"desk:{view}", args=[cast.notice.slug])).content.decode()
    linked = html.count(f'<a class="govuk-link" href="{href}">Zebra report</a>')
    assert linked >= (2 if view == "notice" else 1)
    assert client.get(href).status_code == 200
