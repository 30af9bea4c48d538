"""Plays one request as one person, on rows that are there for the whole module, and takes back what it changed."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from people.models import User
from tests.architecture.world import CANARY, World


@cache
def addresses() -> dict[str, tuple[str, ...]]:
    """Every view's name with what its address needs: {"plans:action": ("notice", "plan", "ref")}."""
    return dict(_walk(get_resolver().url_patterns, "", ()))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, needs: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in patterns:
        own = (*needs, *each.pattern.regex.groupindex) if needs or each.pattern.regex.groupindex else ()
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, f"{each.namespace}:" if each.namespace else prefix, own)
        else:
            yield f"{prefix}{each.name}", own


class Player:
    """Signs each person in once, and gives each request a browser of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._sessions: dict[str, str] = {}

    def play(self, method: str, view: str, who: str, **other: object) -> HttpResponseBase:
        """The answer to an empty request of that person; what it changed is undone. `other` stands in the address."""
        href = reverse(view, kwargs={**self.world.kwargs(view, addresses()[view]), **other})
        client = self._client(who)
        with undone():
            answer: HttpResponseBase = client.post(href) if method == "POST" else client.get(href)
            if answer.streaming:
                b"".join(answer)  # type: ignore[call-overload]
        return answer

    def _client(self, who: str) -> Client:
        client = Client()
        if who != "anonymous":
            if who not in self._sessions:
                person: User = self.world.cast[who]
                client.force_login(person)
                self._sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[who]
        return client


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens to the database in here did not happen."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def says_canary(answer: HttpResponseBase) -> str:
    """The words around the other council's, where a page says them; "" for none."""
    if answer.streaming or answer.status_code >= 300:
        return ""
    found = re.search(rf".{{0,60}}{CANARY}.{{0,60}}", _words(answer.content), re.IGNORECASE | re.DOTALL)
    return found.group(0) if found else ""


def _words(content: bytes) -> str:
    """What an answer says: a page as it stands, of an office file all its parts."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
