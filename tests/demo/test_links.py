"""No page offers its reader a page that refuses them."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin

from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from config.demo.replay.people import SIGN_IN
from people.models import User

HREF = re.compile(r'<a [^>]*?href="([^"]+)"')


def links(at: str, answer: HttpResponseBase) -> Iterator[str]:
    """The addresses on this site to which a page leads."""
    if answer.status_code in (301, 302):
        yield answer.headers["Location"]
    elif answer.headers["Content-Type"].startswith("text/html"):
        for href in HREF.findall(answer.content.decode()):  # type: ignore[attr-defined]
            yield urldefrag(urljoin(at, unescape(href))).url


def kinds(address: str) -> set[tuple[str, str]]:
    """What page it is, and with each filter that it was asked with: a page that opens with two opens with both."""
    path, _, query = address.partition("?")
    page = resolve(path).view_name
    return {(page, each.partition("=")[0]) for each in query.split("&")}


def walk(client: Client) -> Iterator[tuple[str, str, int]]:
    """One address of each kind reached from the first page, with the page that led there and how it answered."""
    led_by, waiting, met = {"/": ""}, deque(["/"]), set[tuple[str, str]]()
    while waiting:
        at = waiting.popleft()
        answer = client.get(at)
        yield at, led_by[at], answer.status_code
        if answer.status_code >= 400:
            continue
        found = list(links(at, answer))
        answer.close()
        for address in found:
            if not address.startswith("/") or address.startswith("/static/") or address in led_by:
                continue
            led_by[address] = at
            if new := kinds(address) - met:
                met |= new
                waiting.append(address)


def test_whatever_a_person_is_led_to_opens(demo_database: str) -> None:
    refused = []
    for who in SIGN_IN:
        client = Client()
        user = User.objects.get(email=f"{who}@demo.example")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answers = list(walk(client))
        assert len(answers) > 8, who
        refused += [(who, *answer) for answer in answers if answer[2] >= 400]
    assert refused == []
