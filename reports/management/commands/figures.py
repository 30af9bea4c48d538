"""`manage.py figures <notice>`: everything that a notice's readers are told, as JSON. Documented in docs/figures.md."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit import clock, codec
from notices.models import Notice
from reports.figures.gather import gather


class Command(BaseCommand):
    """Prints the figures as they are now; what is late is decided by today's date, in the demo the story's."""

    help = "Prints the figures of a notice as JSON: what its dashboard and its reports are drawn from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("notice", help="the notice's short name, as in its address: devon-send-2022")

    def handle(self, *args: object, **options: str) -> None:
        notice = Notice.objects.select_related("council", "issuer").filter(slug=options["notice"]).first()
        if notice is None:
            known = ", ".join(Notice.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no notice {options['notice']}. Known: {known}.")
        figures = codec.to_plain(gather(notice, clock.today()))
        self.stdout.write(json.dumps(figures, indent=2, ensure_ascii=False))
