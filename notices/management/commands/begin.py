"""`manage.py begin`: a council's first notice and its improvement lead, who then invites everybody else."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from audit import clock
from notices.actions.access import give_access
from notices.actions.setup import add_partner, create_notice
from notices.conflicts import Refused
from notices.models import Notice, NoticeStatus
from notices.roles import Role
from people.actions import add_organisation, invite_user
from people.models import OrganisationKind


class Command(BaseCommand):
    """Makes all of it or nothing; the lead gets a mail with the link for setting a password."""

    help = "Sets up a notice and invites its improvement lead."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the notice's name in addresses: devon-send-2022")
        parser.add_argument("--title", required=True, help="the notice's title on pages")
        parser.add_argument("--council", required=True, help="the council to which it was issued")
        parser.add_argument("--upon", required=True, help="the inspection upon which it was issued")
        parser.add_argument("--lead-name", required=True)
        parser.add_argument("--lead-email", required=True)

    def handle(self, *args: object, **options: str) -> None:
        if Notice.objects.filter(slug=options["slug"]).exists():
            raise CommandError(f"There is a notice called {options['slug']} already. Choose another name.")
        try:
            self._begin(options)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{options['title']} is set up. {options['lead_email']} was sent the link to begin.")

    @transaction.atomic
    def _begin(self, options: dict[str, str]) -> None:
        at = clock.now()
        council = add_organisation(name=options["council"], kind=OrganisationKind.COUNCIL, by=None, at=at)
        issuer = add_organisation(
            name="Department for Education", short_name="DfE", kind=OrganisationKind.DFE, by=None, at=at
        )
        lead = invite_user(email=options["lead_email"], name=options["lead_name"], organisation=council, by=None, at=at)
        notice = create_notice(
            slug=options["slug"],
            title=options["title"],
            council=council,
            issuer=issuer,
            upon=options["upon"],
            status=NoticeStatus.IN_FORCE,
            by=lead,
            at=at,
        )
        add_partner(notice=notice, organisation=council, clears_reports=True, by=lead, at=at)
        give_access(notice=notice, user=lead, role=Role.LEAD, starts_on=clock.day_of(at), by=lead, at=at)
