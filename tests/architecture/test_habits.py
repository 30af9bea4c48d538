"""Habits that the source is held to: one door to history, one clock, no signals, nothing imported late, rings that are
heard. Each guard is fed what it forbids."""

import ast
from collections.abc import Callable, Iterator

import pytest
from celery import current_app
from django.conf import settings

from config.celery import app
from tests.architecture.source import Module, at, calls, dotted, modules, own_models, parsed
from tests.architecture.test_tables import WRITTEN_BY_THE_PRODUCT

Guard = Callable[[Module], Iterator[str]]


def bulk_writes(module: Module) -> Iterator[str]:
    """Writes that leave no history: `QuerySet.update(field=…)` and `bulk_*`."""
    for name, call in calls(module):
        last = name.rpartition(".")[2]
        if (last in ("update", "aupdate") and call.keywords and not call.args) or last.startswith(("bulk_", "abulk_")):
            yield at(module, call)


def saves(module: Module) -> Iterator[str]:
    """Rows saved past the one door: `.save(…)`, and `objects.create` of rows that have a history."""
    tracked = {model.__name__ for model in own_models()} - set(WRITTEN_BY_THE_PRODUCT)
    for name, call in calls(module):
        owner, _, last = name.rpartition(".")
        row = owner.removesuffix(".objects").rpartition(".")[2]
        made = last in ("create", "get_or_create", "update_or_create") and (row in tracked or owner.endswith("()"))
        if (owner and last in ("save", "asave")) or made:
            yield at(module, call)


def clocks(module: Module) -> Iterator[str]:
    """Those who ask for the time themselves."""
    asked = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "timezone.localdate")
    for name, call in calls(module):
        if name.endswith((*asked, "timezone.localtime")) or name in ("localdate", "time.time"):
            yield at(module, call)


def signals(module: Module) -> Iterator[str]:
    """Receivers and signals: effects that nobody sees where they are caused."""
    for node in ast.walk(module.tree):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
        if any(name.endswith("signals") or name in ("receiver", "Signal") for name in names):
            yield at(module, node)


def late_imports(module: Module) -> Iterator[str]:
    """Imports inside functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield at(module, inner)


# guard → the files that may, and why
MAY: dict[Guard, dict[str, str]] = {
    bulk_writes: {
        "audit/history.py": "the one door, for many new rows at once",
        "audit/ledger.py": "the first row of a chain, which two may try to make at once; events have no history",
        "people/sending.py": "the claim of a mail: one conditional UPDATE; mails have no history",
        "reports/drawing.py": "the claim of a drawing: one conditional UPDATE; drawings have no history",
    },
    saves: {
        "audit/history.py": "the one door",
        "audit/ledger.py": "the chain’s own head",
        "people/actions/outbox.py": "a mail, which has no history",
        "people/models.py": "Django’s own way to make a user; the verbs keep users",
        "reports/actions/finishing.py": "a drawing, which has no history",
        "reports/actions/freezing.py": "a snapshot, which has no history and never changes",
        "plans/actions/edition.py": "a published version, which has no history and never changes",
        "bringing/actions/drafting.py": "a plan’s file on its way in, which has no history",
        "bringing/actions/entering.py": "the same, entered",
        "kpis/actions/importing.py": "a file of figures on its way in, which has no history",
        "kpis/actions/taking_back.py": "the same, taken back",
        "evidence/filing.py": "a file into its storage",
        "evidence/pdf.py": "a PDF into memory",
        "bringing/writing/document.py": "a document into memory",
        "sheets/writing.py": "a workbook into memory",
        "config/demo/files/making.py": "the demo’s files into memory",
    },
    clocks: {
        "audit/clock.py": "the one clock",
        "config/run.py": "starts the demo’s clock, before Django is there",
    },
    signals: {},
    late_imports: {
        "evidence/pdf.py": "WeasyPrint and pikepdf: everything else works without Pango",
        "evidence/uploads.py": "pikepdf, for the same reason",
    },
}
FORBIDDEN: dict[Guard, str] = {
    bulk_writes: "Action.objects.filter(pk=1).update(title='x')\nAction.objects.bulk_create([])",
    saves: "action.save()\nAction.objects.create(title='x')\nplan.actions.all().create()",
    clocks: "datetime.now(UTC)\ndate.today()\ntimezone.now()",
    signals: "from django.db.models.signals import post_save\nfrom django.dispatch import receiver",
    late_imports: "def f():\n    import json\n    from plans import models",
}


@pytest.mark.parametrize("guard", MAY, ids=lambda guard: guard.__name__)
def test_a_habit_is_kept(guard: Guard) -> None:
    found = [place for module in modules() for place in guard(module)]
    assert [place for place in found if place.partition(":")[0] not in MAY[guard]] == []


@pytest.mark.parametrize("guard", MAY, ids=lambda guard: guard.__name__)
def test_no_exception_is_stale(guard: Guard) -> None:
    found = {place.partition(":")[0] for module in modules() for place in guard(module)}
    assert set(MAY[guard]) - found == set()


@pytest.mark.parametrize("guard", FORBIDDEN, ids=lambda guard: guard.__name__)
def test_a_guard_finds_what_it_forbids(guard: Guard) -> None:
    text = FORBIDDEN[guard]
    wanted = text.count("\n") + (0 if guard is late_imports else 1)
    assert len(set(guard(parsed(text)))) == wanted
    assert list(guard(parsed("cleaned.update({'a': 1})\nhashed.update(b'x')\nlines.append(now)"))) == []


def rung(module: Module) -> Iterator[tuple[str, str]]:
    """Where a doorbell is rung, and the task's name; "" where the name is no plain text."""
    for name, call in calls(module):
        if name in ("doorbell.ring", "ring") and call.args:
            yield at(module, call), _text(call.args[0])
        for keyword in call.keywords:
            if keyword.arg == "rings" and not isinstance(keyword.value, ast.Name | ast.Attribute):
                yield at(module, call), _text(keyword.value)


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_bell_that_is_rung_is_heard() -> None:
    app.loader.import_default_modules()
    heard = set(current_app.tasks)
    rings = [(place, name) for module in modules() for place, name in rung(module) if name]
    assert rings, "nobody rings"
    assert [(place, name) for place, name in rings if name not in heard] == []
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= heard


def test_a_ring_is_found() -> None:
    found = dict(rung(parsed('doorbell.ring("reports.draw", 1, 2)\npost_mail(rings="reports.settle")')))
    assert sorted(found.values()) == ["reports.draw", "reports.settle"]
    assert dotted(ast.parse("a().b.c").body[0].value) == "a().b.c"  # type: ignore[attr-defined]
