"""The contracts of `[tool.importlinter]` hold, leave no module out, and fail on what they forbid."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.architecture.source import ORDER, ROOT

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = LINTER["contracts"]
INSIDE = [contract for contract in CONTRACTS if "containers" in contract]


def lint(folder: Path) -> str:
    """What lint-imports says there, its line breaks taken away."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The tree without its migrations, where something can be planted."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for app in ORDER:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=shutil.ignore_patterns("__pycache__", "static"))
    return tmp_path


def names(layer: str) -> list[str]:
    """The modules of a layer; those that may be missing are written in parentheses."""
    return [name.strip(" ()") for name in layer.replace(":", "|").split("|")]


def file_of(folder: Path, module: str) -> Path | None:
    path = folder / Path(*module.split("."))
    found = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in found if each.exists()), None)


def test_every_local_app_stands_in_the_order_and_has_a_contract_of_its_own() -> None:
    (between,) = [contract for contract in CONTRACTS if "containers" not in contract]
    standing = [name for layer in between["layers"] for name in names(layer)]
    local = [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()]
    assert sorted(standing) == sorted([*local, "config", "sheets"])
    assert standing == list(ORDER)
    assert sorted(contract["containers"][0] for contract in INSIDE) == sorted(standing)
    assert all(contract["exhaustive"] for contract in INSIDE)


def test_imports_go_one_way() -> None:
    said = lint(ROOT)
    assert " 0 broken" in said, said


def test_each_contract_fails_on_an_import_that_goes_up(copy: Path) -> None:
    planted = {}
    for contract in CONTRACTS:
        app = contract.get("containers", [""])[0]
        prefix = f"{app}." if app else ""
        there = [f"{prefix}{name}" for layer in contract["layers"] for name in names(layer)]
        there = [name for name in there if file_of(copy, name)]
        low, high = (there[-1], there[0]) if app else ("audit.clock", "desk")
        file = file_of(copy, low)
        assert file is not None
        file.write_text(f"import {high}  # planted\n{file.read_text()}")
        planted[contract["name"]] = (low, high)
    said = lint(copy)
    for contract, (low, high) in planted.items():
        assert f"{contract} BROKEN" in said, contract
        assert f"{low} -> {high}" in said, (contract, low, high)


def test_a_module_without_a_place_fails_in_each_app(copy: Path) -> None:
    for contract in INSIDE:
        (copy / contract["containers"][0] / "helpers.py").write_text('"""Whatever."""\n')
    said = lint(copy)
    for contract in INSIDE:
        assert f"{contract['name']} BROKEN" in said, contract["name"]
        assert f"- {contract['containers'][0]}.helpers" in said, contract["name"]
