"""The demo's own plan came in from the files that the repository holds, as any council's plan does."""

import hashlib
import json

from audit.models import Event
from bringing.models import PlanDraft
from config.demo.files import EXCEL, WORD
from config.demo.replay.wording import DEVON
from plans.models import Plan


def test_the_demos_own_plan_came_in_from_both_files(demo_database: str) -> None:
    word, workbook = PlanDraft.objects.order_by("pk")
    assert [(each.name, each.sha256) for each in (word, workbook)] == [
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in (WORD, EXCEL)
    ]
    assert {each.plan for each in (word, workbook)} == {Plan.objects.get(notice__slug=DEVON)}
    assert None not in {each.entered_at for each in (word, workbook)}
    bodies = Event.objects.filter(verb="plan_file.entered").order_by("pk").values_list("body", flat=True)
    counts = [[json.loads(body)["facts"][name] for name in ("new", "changed", "retired")] for body in bodies]
    assert counts == [[4 + 28 + 43, 0, 0], [0, 0, 0]], "the workbook says what the document said"
