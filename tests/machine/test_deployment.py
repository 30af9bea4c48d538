"""The files of a real deployment, read as Docker reads them."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.run import ROOT

COMPOSE = ROOT / "docker-compose.yml"
OURS = ("migrate", "web", "worker", "beat")
SECRET = re.compile(r"(PASSWORD|SECRET_KEY)$")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE.read_text()))


def given_secrets(service: dict[str, Any]) -> list[str]:
    """Names of secrets that stand in the file instead of coming from the environment."""
    environment: dict[str, str] = service.get("environment", {})
    named = [name for name, value in environment.items() if SECRET.search(name) and not value.startswith("${")]
    typed = {name: re.sub(r"\$\{[^}]*\}", "", value) for name, value in environment.items()}
    in_urls = [name for name, value in typed.items() if re.search(r"://[^/]*:[^/@]+@", value)]
    return named + in_urls


def test_every_part_of_the_product_is_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "valkey", *OURS}
    assert set(compose["volumes"]) == {"database", "broker", "media"}


def test_no_secret_stands_in_the_file(compose: dict[str, Any]) -> None:
    assert {name: given_secrets(service) for name, service in compose["services"].items()} == {
        name: [] for name in compose["services"]
    }


@pytest.mark.parametrize(
    "environment",
    [{"SECRET_KEY": "typed here"}, {"DATABASE_URL": "postgres://app:typed@postgres/improvement"}],
)
def test_a_secret_in_the_file_would_be_found(environment: dict[str, str]) -> None:
    assert given_secrets({"environment": environment}) == list(environment)


def test_what_has_no_value_stops_the_start_with_a_message() -> None:
    variables = re.findall(r"\$\{(\w+)([^}]*)\}", COMPOSE.read_text())
    assert {name for name, rest in variables if not rest.startswith(":?")} == {"LISTEN"}
    assert all(len(rest) > len(":?") for _, rest in variables)


def test_every_variable_is_explained_in_the_operations_guide() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text()
    variables = {name for name, _ in re.findall(r"\$\{(\w+)([^}]*)\}", COMPOSE.read_text())}
    assert {name for name in variables if f"`{name}`" not in guide} == set()


def test_everything_that_stays_up_has_a_health_check_and_starts_again(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_the_product_waits_for_its_tables(compose: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert compose["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_the_migration_knows_the_owner(compose: dict[str, Any]) -> None:
    for name in OURS:
        environment = compose["services"][name]["environment"]
        knows = "improvement_owner" in str(environment) or "OWNER_PASSWORD" in str(environment)
        assert knows is (name == "migrate"), name
    assert compose["services"]["migrate"]["environment"]["DATABASE_AS"] == "owner"


def test_nothing_runs_as_root(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["user"] == "postgres"
    assert compose["services"]["valkey"]["user"] == "valkey"
    instructions = [line.split(maxsplit=1) for line in (ROOT / "Dockerfile").read_text().splitlines() if line]
    users = [rest for word, rest in instructions if word == "USER"]
    assert users == ["board"]
    for name in OURS:
        assert "user" not in compose["services"][name]
        assert compose["services"][name]["cap_drop"] == ["ALL"]
        assert compose["services"][name]["read_only"] is True


def test_whoever_is_told_to_stop_while_starting_stops(compose: dict[str, Any]) -> None:
    for name in OURS:
        assert compose["services"][name]["init"] is True, name


def test_the_first_start_makes_the_roles_that_the_addresses_name(compose: dict[str, Any]) -> None:
    assert "./config/database:/docker-entrypoint-initdb.d:ro" in compose["services"]["postgres"]["volumes"]
    roles = (ROOT / "config" / "database" / "roles.sql").read_text()
    for variable in ("OWNER_PASSWORD", "APP_PASSWORD"):
        assert variable in roles
        assert variable in compose["services"]["postgres"]["environment"]
    for role in ("improvement_owner", "improvement_app"):
        assert f"ALTER ROLE {role} " in roles


def test_a_checkout_that_only_its_owner_may_read_makes_an_image_that_runs() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert text.index("COPY . .") < text.index("find . ! -perm -o=r -exec chmod a+rX {} +") < text.index("USER board")


def test_nothing_reaches_the_image_but_what_is_named() -> None:
    first, *rest = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert first == "*"
    let_in = {line.removeprefix("!") for line in rest if line.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    build = {".npmrc", "package.json", "package-lock.json", "requirements/base.txt"}
    assert let_in == packages | {"templates", "manage.py"} | build


def test_what_the_image_copies_exists() -> None:
    text = (ROOT / "Dockerfile").read_text()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert names
    assert [name for name in names if not Path(ROOT / name).exists()] == []
