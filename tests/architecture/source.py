"""The product's source, read as syntax: every module that ships, but migrations."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
# the order of the house: each may know those that stand after it
ORDER = (
    "config",
    "desk",
    "bringing",
    "reports",
    "kpis",
    "plans",
    "boards",
    "evidence",
    "notices",
    "people",
    "audit",
    "govuk",
    "sheets",
)


@dataclass(frozen=True)
class Module:
    """One file: its path from the root, and its syntax."""

    path: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product."""
    files = sorted(path for app in ORDER for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    return tuple(Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())) for path in files)


def parsed(text: str, path: str = "plans/planted.py") -> Module:
    """A module that is not there, to show that a guard bites."""
    return Module(path, ast.parse(text))


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the dotted name that is called: "datetime.now", "Action.objects.create"; "" where it has none."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.expr) -> str:
    """The name of `a.b.c` or `a(…).b`, where a call is written "()"."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return ""


def at(module: Module, node: ast.AST) -> str:
    """plans/views.py:12"""
    return f"{module.path}:{getattr(node, 'lineno', 0)}"


def own_models(historical: bool = False) -> list[type[models.Model]]:
    """The product's models, by app in the house's order; histories only when they are asked for."""
    found = [model for app in ORDER if apps.is_installed(app) for model in apps.get_app_config(app).get_models()]
    return [model for model in found if historical or not model.__name__.startswith("Historical")]
