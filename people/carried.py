"""What somebody typed, carried through signing in again: nothing is lost because a session ran out.

The fields travel signed inside the sign-in page, for the same person only, and then wait in the new session for the
page they belong to. They are shown there until they are sent or thrown away, or the page is left for another.
Passwords, tokens and files are never carried; of files it is told which have to be chosen again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from govuk.forms import Unsent, read_back
from govuk.words import listed
from people.models import User

LARGEST = 64 * 1024
LASTS = 60 * 60 * 12
COOKIE, COOKIE_LASTS = "person", 60 * 60 * 24 * 30
KEY, SEEN = "carried", "seen"
HIDDEN = frozenset({"sent_as", "seen_version", "seen_row"})
_SALT, _COOKIE_SALT = "people.carried", "people.person"


@dataclass(frozen=True)
class Typed:
    """What was sent where: `path` it was sent to, `page` it was typed on, the fields with all their values; the names
    of the files that were chosen with it."""

    path: str
    page: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    files: tuple[str, ...] = ()

    @property
    def on_its_page(self) -> bool:
        """Whether it was typed on the page it was sent to, which then shows it again."""
        return self.page.partition("?")[0] == self.path

    @property
    def lost(self) -> str:
        """Which files have to be chosen again; "" for none."""
        return chosen_again(self.files)

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Label and text of what people typed, for copying."""
        try:
            app = resolve(self.path).func.__module__.partition(".")[0]
        except Resolver404:
            app = ""
        # of a form that is one of many on its page, the name stands behind its prefix
        told = {name: values for name, values in self.fields if name.rpartition("-")[2] not in HIDDEN}
        return read_back(told, app)


def chosen_again(files: Iterable[str]) -> str:
    """The sentence that says which files did not come along; "" for none."""
    names = [f"“{name}”" for name in files]
    if len(names) > 1:
        return f"The files {listed(names)} that you chose have to be chosen again."
    return f"The file {names[0]} that you chose has to be chosen again." if names else ""


def files_of(request: HttpRequest) -> tuple[str, ...]:
    """The names of the files that came with this sending."""
    return tuple(each.name or "" for _, files in request.FILES.lists() for each in files)


def remember_person(response: HttpResponse, user: User, secure: bool) -> None:
    """Set the cookie by which a later sending is known to be this person's. It opens nothing."""
    signed = signing.dumps(user.pk, salt=_COOKIE_SALT)
    response.set_cookie(COOKIE, signed, max_age=COOKIE_LASTS, httponly=True, secure=secure, samesite="Lax")


def typed_in(request: HttpRequest) -> Typed | None:
    """The fields of a sending, without what is never carried; None when there is nothing, or too much."""
    fields = tuple(
        (name, tuple(map(str, values)))
        for name, values in request.POST.lists()
        if _may_be_carried(name) and any(values)
    )
    size = sum(len(name) + sum(map(len, values)) for name, values in fields)
    if not fields or size > LARGEST:
        return None
    return Typed(request.path, _page(request), fields, files_of(request))


def pack(request: HttpRequest) -> str:
    """The fields of this sending, signed for the person whose cookie came with it; "" when nobody's did."""
    typed, person = typed_in(request), _person(request)
    if typed is None or person is None:
        return ""
    return signing.dumps({"who": person, **_as_stored(typed)}, salt=_SALT, compress=True)


def unpack(packed: str, user: User) -> Typed | None:
    """What was packed, for the same person only; None when it was altered, is too old or somebody else's."""
    try:
        found = signing.loads(packed, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return _typed(found) if found["who"] == user.pk else None


def is_theirs(request: HttpRequest) -> bool:
    """Whether a sending whose token does not fit any more is that of the person who is signed in now, from a page of
    ours: they signed in again in another tab. A page of somebody else's bears another origin."""
    own = request.build_absolute_uri("/").rstrip("/")
    return (
        request.user.is_authenticated and _person(request) == request.user.pk and request.headers.get("Origin") == own
    )


def keep_for_later(request: HttpRequest, typed: Typed) -> None:
    """Put it into the session, where its page finds it."""
    request.session[KEY] = _as_stored(typed)


def kept(request: HttpRequest) -> Typed | None:
    """What waits in the session."""
    found = request.session.get(KEY)
    return _typed(found) if found else None


def forget(request: HttpRequest) -> None:
    """It was saved, or is no longer wanted."""
    request.session.pop(KEY, None)


def seen(request: HttpRequest) -> None:
    """This page shows it."""
    if found := request.session.get(KEY):
        request.session[KEY] = {**found, SEEN: request.path}


def shown_here(request: HttpRequest) -> Typed | None:
    """What was typed before signing in again, where the form of this page shows it."""
    found = _stored(request)
    return _typed(found) if found and found.get(SEEN) == found["path"] == request.path else None


def waits(request: HttpRequest) -> bool:
    """Whether something was typed before signing in again that no page has shown yet."""
    found = _stored(request)
    return bool(found) and not found.get(SEEN)


def leave(request: HttpRequest) -> None:
    """Another page was opened: what the form of its own page has shown does not come back."""
    found = _stored(request)
    if found and found.get(SEEN) == found["path"] != request.path:
        forget(request)


def data(request: HttpRequest) -> QueryDict | None:
    """What a form of this page is bound to: what is sent now, else what was typed before signing in again, else None.

    `form = UpdateForm(carried.data(request), …)`, and act only when `request.method == "POST"`.
    """
    waiting = kept(request)
    waits_here = waiting is not None and waiting.path == request.path
    if request.method == "POST":
        if waits_here:
            forget(request)
        return request.POST
    if waiting is None or not waits_here:
        return None
    seen(request)
    return Unsent.of(waiting.fields)


def _stored(request: HttpRequest) -> dict[str, Any]:
    """What waits in the session, as it stands there; some answers are made before there is a session."""
    session = getattr(request, "session", None)
    found: dict[str, Any] = session.get(KEY, {}) if session is not None else {}
    return found


def _as_stored(typed: Typed) -> dict[str, Any]:
    return {"path": typed.path, "page": typed.page, "fields": typed.fields, "files": typed.files}


def _may_be_carried(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", KEY) and "password" not in name.lower()


def _person(request: HttpRequest) -> int | None:
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_COOKIE_SALT, max_age=COOKIE_LASTS))
    except signing.BadSignature:
        return None


def _page(request: HttpRequest) -> str:
    """The page on which it was typed: our own address that the browser came from, else the one it was sent to."""
    origin = request.build_absolute_uri("/")
    came_from = request.headers.get("Referer", "")
    page = "/" + came_from.removeprefix(origin) if came_from.startswith(origin) else request.path
    try:
        resolve(page.partition("?")[0])
    except Resolver404:
        return request.path
    return page


def _typed(found: Mapping[str, Any]) -> Typed:
    fields: Sequence[Sequence[Any]] = found["fields"]
    typed = tuple((name, tuple(values)) for name, values in fields)
    return Typed(found["path"], found["page"], typed, tuple(found.get("files", ())))
