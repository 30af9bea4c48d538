"""One run of the measurements: the demo as everybody's subject, each part in turn, then the table."""

import os
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from config import services
from config.run import STORY_STARTS
from kpis.models import Kpi
from notices.models import Notice
from people.models import User
from plans.models import Action, Plan
from reports.figures.gather import gather_report
from reports.models import Report
from tests.performance import bringing, gathering, lists, measures, pages, paper, saving, telling
from tests.performance.gathering import connected_to
from tests.performance.pages import Visitor
from tests.performance.timing import Line
from tests.processes import Site
from tests.run import RUN, Run

SLUG, LEAD = "devon-send-2022", "lead@demo.example"
TODAY = STORY_STARTS.date()
HUNDRED, THOUSAND = 4, 36  # times the plan's 28 actions


class Bench:
    """A run's databases and folders, made from the demo once and for all parts."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.folder = run.folder / "bench"
        self.folder.mkdir()
        names = ("small", "large", "saved", "paged", "hundred", "thousand", "measured", "tenfold")
        made = [self._demo(name) for name in names]
        self.small, self.large, self.saved, self.paged, self.hundred, self.thousand, self.measured, self.tenfold = made
        for name, times in ((self.large, gathering.TIMES), (self.hundred, HUNDRED), (self.thousand, THOUSAND)):
            with connected_to(name):
                gathering.grow(Notice.objects.get(slug=SLUG), times)
        for name in (self.measured, self.tenfold):
            with connected_to(name):
                measures.ten_years(Notice.objects.get(slug=SLUG), STORY_STARTS)
        with connected_to(self.tenfold):
            gathering.grow_kpis(Notice.objects.get(slug=SLUG))
        for name in made:
            with psycopg.connect(services.at_database(run.owner_url, name), autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")

    def _demo(self, name: str) -> str:
        return self.run.clone(self.run.demo_template(), f"{self.run.name}_{name}")

    def pages(self) -> list[Line]:
        """The dashboard and the list of actions."""
        with connected_to(self.paged), self._site(self.paged) as site:
            plan = Plan.objects.get(notice__slug=SLUG)
            return pages.measure(site.url, User.objects.get(email=LEAD), plan.notice, plan.slug)

    def lists(self) -> list[Line]:
        """The list of 1,000 actions against that of 100."""
        with self._site(self.hundred) as few, self._site(self.thousand) as many:
            told = [self._visited(name, site, Action) for name, site in ((self.hundred, few), (self.thousand, many))]
            with connected_to(self.hundred):
                plan = Plan.objects.get(notice__slug=SLUG).slug
            return lists.measure(f"/notices/{SLUG}/plans/{plan}/", *told)

    def kpis(self) -> list[Line]:
        """The list of 430 KPIs with ten years of figures against that of 43."""
        with self._site(self.measured) as few, self._site(self.tenfold) as many:
            told = [self._visited(name, site, Kpi) for name, site in ((self.measured, few), (self.tenfold, many))]
            address = f"/notices/{SLUG}/kpis/"
            lines = lists.measure(address, *told, measures.LISTS, of="KPIs", asked=measures.ASKED)
        return [*lines, measures.queries(self.measured, self.tenfold, SLUG, TODAY)]

    def _visited(self, name: str, site: Site, model: type[Action | Kpi]) -> tuple[Visitor, int]:
        """Somebody signed in to a site on that database, and how many actions or KPIs are there."""
        with connected_to(name):
            rows = model._default_manager.filter(notice__slug=SLUG)
            return Visitor(site.url, User.objects.get(email=LEAD)), rows.count()

    def _site(self, name: str) -> Site:
        """A site on that database, on the story's day."""
        media = self.folder / "media"
        if not media.exists():
            shutil.copytree(self.run.demo_media, media)
        clock = f"{STORY_STARTS.isoformat()}@{datetime.now(UTC).isoformat()}"
        environment = self.run.environment(
            name,
            DEBUG="0",
            STATIC_ROOT=str(self.run.static()),
            MEDIA_ROOT=str(media),
            DEMO="1",
            DEMO_CLOCK=clock,
        )
        return Site(environment, self.folder / f"{name}.log")

    def saving(self) -> list[Line]:
        """A status update."""
        address = services.at_database(os.environ["DATABASE_URL"], self.saved)
        with connected_to(self.saved):
            # one that is not complete: a complete one takes no update
            action = Action.objects.get(notice__slug=SLUG, ref="A5")
            holder = User.objects.filter(holdings__post__in=action.accountabilities.values("post")).earliest("pk")
            return [saving.measure(action, holder, STORY_STARTS, address)]

    def bringing(self) -> list[Line]:
        """A large plan read from its file."""
        return bringing.measure()

    def gathering(self) -> list[Line]:
        """The figures of ten times the plan."""
        return gathering.measure(self.small, self.large, SLUG, TODAY)

    def paper(self) -> list[Line]:
        """The report's PDF."""
        with connected_to(self.small):
            report = Report.objects.filter(notice__slug=SLUG).order_by("due_on").last()
            assert report is not None, "the demo has reports"
            tree = gather_report(report, number=1, corrects="", on=TODAY, at=STORY_STARTS)
        return [*paper.measure(tree, self.folder), paper.growth(tree)]


def main(arguments: Sequence[str]) -> None:
    """Measure every part, or those that are named; write the page when all were measured."""
    start = time.monotonic()
    bench = Bench(Run(Path(os.environ[RUN])))
    parts: dict[str, Callable[[], list[Line]]] = {
        "pages": bench.pages,
        "lists": bench.lists,
        "kpis": bench.kpis,
        "saving": bench.saving,
        "bringing": bench.bringing,
        "gathering": bench.gathering,
        "paper": bench.paper,
    }
    lines: list[Line] = []
    for name in arguments or parts:
        for line in parts[name]():
            telling.say(line)
            lines.append(line)
    if not arguments:
        telling.write(lines, time.monotonic() - start)
