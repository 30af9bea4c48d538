"""`manage.py verify_ledger`: walk every chain and name the first row of each that does not hold.

`--entry 1500` also prints the seal of that entry of each chain, to be set beside the one that a report prints.
"""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from audit import ledger
from audit.models import Chain, Event


class Command(BaseCommand):
    """Ends with 1 when a chain is broken."""

    help = "Walks the ledger's chains and names the first broken row of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--entry", type=int, help="print the seal of this entry of each chain")

    def handle(self, *args: object, entry: int | None, **options: object) -> None:
        broken = ledger.verify_all()
        if broken:
            raise CommandError("\n".join(f"{b.chain}, event {b.number}: {b.reason}" for b in broken))
        self.stdout.write(f"The ledger is whole: {Event.objects.count()} events in {Chain.objects.count()} chains.")
        asked = Event.objects.none() if entry is None else Event.objects.filter(number=entry)
        for chain, seal in asked.order_by("chain").values_list("chain", "hash"):
            self.stdout.write(f"{chain}, entry {entry}: {seal}")
