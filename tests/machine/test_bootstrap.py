"""Setting a machine up: what is there is left alone, what is missing is said in a sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap
from tests.run import ROOT


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody who is not root and has no sudo, on Debian."""
    query = shutil.which("dpkg-query")
    if query is None:
        pytest.skip("not Debian")
    (tmp_path / "dpkg-query").symlink_to(query)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.mark.usefixtures("ordinary_user")
def test_missing_system_packages_are_one_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PDF_PACKAGES", ("base-files", "no-machine-has-this"))
    monkeypatch.setattr(bootstrap, "TEST_PACKAGES", ("nor-this",))
    with pytest.raises(bootstrap.SetUpError) as raised:
        bootstrap._system_packages("test")
    lines = [line.strip() for line in str(raised.value).splitlines() if "apt-get" in line]
    assert lines == ["sudo apt-get install -y --no-install-recommends no-machine-has-this nor-this"]


@pytest.mark.usefixtures("ordinary_user")
def test_the_demo_asks_for_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PDF_PACKAGES", ("base-files",))
    monkeypatch.setattr(bootstrap, "TEST_PACKAGES", ("no-machine-has-this",))
    bootstrap._system_packages("demo")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "there is no space left on the disk"),
        ("Temporary failure in name resolution", "there is no network"),
        ("one\n\ntwo\nthree\nfour", "two / three / four"),
        ("", "it said nothing"),
    ],
)
def test_a_step_that_fails_says_why_in_a_sentence(
    words: str, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOG", tmp_path / "setup.log")
    failing = [sys.executable, "-c", f"import sys; print({words!r}); sys.exit(1)"]
    with pytest.raises(bootstrap.SetUpError) as raised:
        bootstrap._run(failing, "The step failed")
    assert str(raised.value) == f"The step failed: {reason}. (All it said is in setup.log.)"


def test_what_was_installed_is_installed_again_only_when_its_list_changes(tmp_path: Path) -> None:
    wanted = tmp_path / "list.txt"
    wanted.write_text("a==1")
    assert not bootstrap._is_current(tmp_path, "list", [wanted])
    bootstrap._mark_current(tmp_path, "list", [wanted])
    assert bootstrap._is_current(tmp_path, "list", [wanted])
    wanted.write_text("a==2")
    assert not bootstrap._is_current(tmp_path, "list", [wanted])


def test_it_needs_nothing_but_the_standard_library() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "config/bootstrap.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "Usage: python3 -I config/bootstrap.py demo|test\n")


@pytest.mark.parametrize("name", ["base.txt", "embedded.txt", "dev.txt"])
def test_every_python_package_is_pinned_with_its_hash_and_no_registry_is_named(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    logical = text.replace("\\\n", " ").splitlines()
    packages = [line for line in logical if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []
    assert "://" not in text
    assert "index-url" not in text


def test_every_front_end_package_is_pinned_with_its_hash_and_no_registry_is_named() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert "://" not in text
    assert text.count('"integrity": "sha512-') == text.count('"node_modules/')


def test_ci_runs_what_a_person_types_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -e", 'cd "$(dirname "$0")/.."', "make lint", "make test"]
