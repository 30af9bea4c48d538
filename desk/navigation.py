"""The pages of a notice, and which of them somebody may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from evidence.permissions import reads_only_published
from govuk.parts import Link
from notices import permissions
from notices.models import Notice
from notices.reader import Reader


def anybody(reader: Reader, notice: Notice) -> bool:
    """Whoever has a role on the notice."""
    return bool(reader.roles(notice.pk))


@dataclass(frozen=True)
class Place:
    """A page in the navigation, and the question who may see it."""

    text: str
    view: str
    may_see: Callable[[Reader, Notice], bool]


PLACES = (
    Place("Dashboard", "desk:dashboard", permissions.can_see_plan),
    Place("Notice", "desk:notice", anybody),
    Place("Calendar", "desk:calendar", anybody),
    Place("Plan", "plans:plans", permissions.can_see_plan),
    Place("KPIs", "kpis:kpis", permissions.can_see_plan),
    Place("Risks", "plans:risks", permissions.can_see_plan),
    Place("Voices", "evidence:voices", permissions.can_see_plan),
    Place("You said, we did", "evidence:published-voices", reads_only_published),
    Place("Evidence", "evidence:documents", permissions.can_see_evidence),
    Place("Meetings", "boards:boards", permissions.can_see_meetings),
    Place("Reports", "reports:reports", permissions.can_see_reports),
    Place("People", "notices:people", permissions.can_see_whole),
    Place("Mail", "notices:mails", permissions.can_see_mail),
)


def links(reader: Reader, notice: Notice, path: str) -> list[Link]:
    """The places that the reader may see, the one that the path lies in marked."""
    seen = list(_seen(reader, notice))
    # the dashboard's address begins all others: the longest that fits is where we are
    here = max((href for _, href in seen if path.startswith(href)), key=len, default="")
    home = reverse("desk:dashboard", args=[notice.slug])
    return [Link(text, href, current=href == here and (href != home or path == home)) for text, href in seen]


def _seen(reader: Reader, notice: Notice) -> Iterator[tuple[str, str]]:
    for place in PLACES:
        if place.may_see(reader, notice):
            yield place.text, reverse(place.view, args=[notice.slug])
