"""`manage.py add_organisation`: an organisation works under a notice, and can be chosen on its pages at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit import clock
from notices.actions.setup import add_partner
from notices.models import Notice, Partner
from people.actions import add_organisation
from people.models import Organisation, OrganisationKind


class Command(BaseCommand):
    """Takes the organisation of that name where there is one; the same line twice adds nothing."""

    help = "Adds an organisation to a notice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the notice's name in addresses: devon-send-2022")
        parser.add_argument("name", help="the organisation as it is printed: Devon Integrated Care Board")
        parser.add_argument("--short-name", default="", help="as it is called on pages: Devon ICB")
        parser.add_argument("--kind", required=True, choices=OrganisationKind.values)
        parser.add_argument("--clears-reports", action="store_true", help="reports wait for its clearance")

    @transaction.atomic
    def handle(self, *args: object, **options: Any) -> None:
        at, name = clock.now(), " ".join(options["name"].split())
        notice = Notice.objects.filter(slug=options["slug"]).first()
        if notice is None:
            known = ", ".join(Notice.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no notice called {options['slug']}. There are: {known}.")
        if not name:
            raise CommandError("Say what the organisation is called.")
        _is_the_same(name, options["kind"])
        if Partner.objects.filter(notice=notice, organisation__name=name).exists():
            raise CommandError(f"{name} is an organisation of {notice.title} already.")
        told = {"name": name, "short_name": options["short_name"], "kind": options["kind"]}
        organisation = add_organisation(**told, by=None, at=at)
        add_partner(notice=notice, organisation=organisation, clears_reports=options["clears_reports"], by=None, at=at)
        self.stdout.write(f"{name} is an organisation of {notice.title} now.")


def _is_the_same(name: str, kind: str) -> None:
    """One of nearly that name, or of another kind, is likely to be another one, or a slip. Raises CommandError."""
    for each in Organisation.objects.filter(name__iexact=name):
        if (each.name, each.kind) != (name, kind):
            raise CommandError(
                f"There is “{each.name}” already, of the kind {each.kind}. Name it so, or choose another name."
            )
