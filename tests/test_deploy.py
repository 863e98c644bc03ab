"""The containers as docker-compose.yml describes them, and that nothing about them is told wrong."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
SITE = {"web", "worker", "beat", "migrate"}
DOCUMENT = (ROOT / "docs" / "operating.md").read_text()


def each_service():
    return pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())


def read_by_settings() -> set[str]:
    """Every variable that settings ask the environment for."""
    return set(re.findall(r'env_\w+\(\s*"(\w+)"', (ROOT / "coalition" / "settings.py").read_text()))


def seconds(duration: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([sm])", duration).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def test_all_parts_are_there():
    assert set(SERVICES) == SITE | {"front", "db", "redis"}
    assert "version" not in COMPOSE


@each_service()
def test_no_container_may_do_what_it_need_not(service):
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert "privileged" not in service


def test_only_the_front_has_ports_and_a_capability():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"front"}
    assert {name: service["cap_add"] for name, service in SERVICES.items() if "cap_add" in service} == {
        "front": ["NET_BIND_SERVICE"]
    }


def test_all_but_the_front_run_as_a_user_of_their_own():
    users = {name: service.get("user") for name, service in SERVICES.items()}

    assert users == dict.fromkeys(SITE, "10001:10001") | {"db": "999:999", "redis": "999:999", "front": None}


@each_service()
def test_images_are_named_by_exact_version(service):
    image = re.sub(r"\$\{COALITION_VERSION:-(.*)\}", r"\1", service["image"])

    assert re.fullmatch(r"(coalition:\d+\.\d+\.\d+|(caddy|postgres|redis):\d+\.\d+(\.\d+)?-\w+)", image)


def test_the_image_of_the_site_begins_with_an_exact_python():
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.1\d\.\d+-slim-\w+", bases[0])


def test_the_version_of_the_image_is_that_of_the_project():
    (version,) = re.findall(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    assert {SERVICES[name]["image"] for name in SITE} == {f"coalition:${{COALITION_VERSION:-{version}}}"}


@each_service()
def test_each_is_asked_whether_it_is_well_unless_it_ends_by_itself(service):
    check = service["healthcheck"]

    if service["restart"] == "no":
        assert check == {"disable": True}
    else:
        assert {"test", "interval", "timeout", "retries"} <= set(check)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_site_starts_when_what_it_needs_is_there(name):
    conditions = {needed: how["condition"] for needed, how in SERVICES[name]["depends_on"].items()}

    assert conditions == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_a_worker_has_longer_to_stop_than_it_takes_to_finish():
    assert seconds(SERVICES["worker"]["stop_grace_period"]) > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT


def test_what_must_not_be_lost_lies_in_volumes_that_are_declared():
    volumes = {
        name: [volume.split(":")[0] for volume in service.get("volumes", [])] for name, service in SERVICES.items()
    }

    named = {volume for used in volumes.values() for volume in used if not volume.startswith("./")}
    assert named == set(COMPOSE["volumes"])
    assert volumes["db"] == ["database"]


def test_the_database_and_the_queue_cannot_be_reached_from_outside():
    inside = {name for name, network in COMPOSE["networks"].items() if network.get("internal")}

    assert inside == {"front", "back"}
    assert {"back"} == {network for name in ("db", "redis") for network in SERVICES[name]["networks"]}
    assert {name for name, service in SERVICES.items() if "outside" in service["networks"]} == {"front", "worker"}


def test_secrets_come_as_files_and_never_as_values():
    given = SERVICES["web"]["environment"]
    secret = {"DATABASE_PASSWORD", "EMAIL_URL", "SECRET_KEY", "CONTACT_KEYS", "CONTACT_INDEX_KEY"}

    assert {name.removesuffix("_FILE") for name in given if name.endswith("_FILE")} == secret
    assert not secret & set(given)
    assert {given[f"{name}_FILE"] for name in secret} == {f"/run/secrets/{name.lower()}" for name in secret}
    assert set(COMPOSE["secrets"]) == set(SERVICES["web"]["secrets"]) == {name.lower() for name in secret}


def test_the_file_with_settings_is_read_in_every_part_alike():
    assert len({str(SERVICES[name]["environment"]) for name in SITE}) == 1
    assert {name.removesuffix("_FILE") for name in SERVICES["web"]["environment"]} <= read_by_settings()


def test_every_setting_is_documented_and_nothing_else_is():
    table = DOCUMENT.split("## Settings")[1].split("## A single box")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == read_by_settings()


def test_variables_that_compose_fills_in_are_documented():
    filled = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))

    assert filled == set(
        re.findall(r"^([A-Z_]+)=", DOCUMENT.split("cat > .env <<'END'\n")[1].split("END\n")[0], re.MULTILINE)
    )


def test_the_environment_of_the_single_box_is_read():
    names = set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "coalition.env").read_text(), re.MULTILINE))

    assert names - read_by_settings() == {"PORT"}


def test_the_same_web_server_runs_in_both_shapes():
    in_container = re.search(r"^CMD (\[.*?\])", (ROOT / "Dockerfile").read_text(), re.DOTALL | re.MULTILINE)[1].replace(
        "\\\n", ""
    )
    container = yaml.safe_load(in_container)
    box = re.search(r"ExecStart=\S+/(granian .*)", (ROOT / "deploy" / "coalition-web.service").read_text())[1].split()

    place = {"0.0.0.0", "127.0.0.1", "8000", "${PORT}"}
    assert [word for word in container if word not in place] == [word for word in box if word not in place]


def test_the_clock_runs_once():
    commands = {name: " ".join(SERVICES[name].get("command", [])) for name in SITE}

    assert [name for name, command in commands.items() if " beat " in command or "--beat" in command] == ["beat"]
