"""How a test goes through the plan's pages: their addresses, and a form that is opened and sent as filled."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.cast import Cast


def here(cast: Cast, view: str, **more: str) -> str:
    named = {"notice": cast.notice.slug, "plan": cast.action.plan.slug, "ref": cast.action.ref, **more}
    wanted = {"plans": ["notice"], "risks": ["notice"], "raise-risk": ["notice"]}
    wanted |= {"plan": ["notice", "plan"], "update-many": ["notice", "plan"]}
    kwargs = {name: named[name] for name in wanted.get(view, named)}
    return reverse(f"plans:{view}", kwargs=kwargs)


def form_of(html: str) -> dict[str, str]:
    """The hidden fields of a page's form."""
    hidden = re.findall(r'<input type="hidden" name="(sent_as|seen_version|seen_row)" value="([^"]*)"', html)
    return dict(hidden)


def sent(client: Client, address: str, **typed: object) -> Any:
    """Open the form, then send it as filled."""
    page = client.get(address)
    assert page.status_code == 200
    return client.post(address, {**form_of(page.content.decode()), **typed})
