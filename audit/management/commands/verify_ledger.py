"""`manage.py verify_ledger`: walk every chain and name the first row of each that does not hold."""

from django.core.management.base import BaseCommand, CommandError

from audit import ledger
from audit.models import Chain, Event


class Command(BaseCommand):
    """Ends with 1 when a chain is broken."""

    help = "Walks the ledger's chains and names the first broken row of each."

    def handle(self, *args: object, **options: object) -> None:
        broken = ledger.verify_all()
        if broken:
            raise CommandError("\n".join(f"{b.chain}, event {b.number}: {b.reason}" for b in broken))
        self.stdout.write(f"The ledger is whole: {Event.objects.count()} events in {Chain.objects.count()} chains.")
