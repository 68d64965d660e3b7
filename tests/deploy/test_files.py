"""The samples of deploy/ fit each other, the settings and the commands of the portal, without a server at hand."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from configparser import ConfigParser
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import crossplane
import pytest
import yaml
from django.urls import NoReverseMatch, reverse

from apps.foundation.core import registry
from apps.office.files.forms import COUNT_LIMIT
from deploy.local import portal
from tests.house.plan import ROOT
from tests.house.test_addresses import all_views
from tests.house.test_settings import read_settings

DEPLOY = ROOT / "deploy"
LAUNCHERS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PATH", "WEB_CONCURRENCY", "WEB_THREADS"}
PORTALS = ("web", "worker", "beat", "migrate")
UNITS = sorted((DEPLOY / "systemd").glob("congress-*"))


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def unit(name: str) -> ConfigParser:
    """A unit as systemd reads it; each key is written once a section."""
    parsed = ConfigParser(interpolation=None, strict=True)
    parsed.optionxform = str
    parsed.read(DEPLOY / "systemd" / name)
    return parsed


def unknown(names) -> set[str]:
    return {name.removesuffix("_FILE") for name in names} - set(read_settings()) - LAUNCHERS


def test_what_the_compose_file_sets_are_settings(compose):
    assert unknown(compose["x-portal"]["environment"]) == set()


def test_what_systemd_sets_are_settings():
    lines = (DEPLOY / "systemd/portal.env").read_text().splitlines()
    assert unknown(line.partition("=")[0] for line in lines if line and not line.startswith("#")) == set()


def test_every_setting_the_portal_cannot_do_without_is_set(compose):
    environment = set(compose["x-portal"]["environment"])
    file = (DEPLOY / "systemd/portal.env").read_text()
    for name in ("SECRET_KEY_FILE", "FIELD_KEY_FILE", "DATABASE_URL_FILE", "REDIS_URL", "PUBLIC_URL", "ALLOWED_HOSTS"):
        assert name in environment
        assert f"\n{name}=" in file


def test_secrets_stand_in_files_alone(compose):
    secret = {"SECRET_KEY", "FIELD_KEY", "DATABASE_URL", "EMAIL_URL", "NOTICE_CHANNELS", "HEALTH_TOKEN", "SENTRY_DSN"}
    assert secret & set(compose["x-portal"]["environment"]) == set()
    for name in compose["x-portal"]["secrets"]:
        assert compose["secrets"][name]["file"].startswith("./secrets/")
        assert compose["x-portal"]["environment"][f"{name.upper()}_FILE"] == f"/run/secrets/{name}"


def test_what_compose_refers_to_is_declared(compose):
    for name, service in compose["services"].items():
        named = {one.partition(":")[0] for one in service.get("volumes", []) if not one.startswith("./")}
        assert named <= set(compose["volumes"]), name
        assert set(service.get("networks", [])) <= set(compose["networks"]), name
        assert set(service.get("depends_on", {})) <= set(compose["services"]), name
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name


def test_nobody_waits_for_the_health_of_what_has_no_check(compose):
    services = compose["services"]
    checked = {name for name, one in services.items() if "test" in one.get("healthcheck", {})} | {"web"}
    waited = {
        other
        for one in services.values()
        for other, how in one.get("depends_on", {}).items()
        if how["condition"] == "service_healthy"
    }
    assert waited <= checked


def test_every_container_of_the_portal_runs_as_nobody_that_matters(compose):
    assert [compose["services"][name].get("user") for name in PORTALS] == [None] * len(PORTALS)
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert dockerfile.rindex("\nUSER congress\n") > dockerfile.rindex("\nCOPY")
    for name in (*PORTALS, "keeper"):
        service = compose["services"][name]
        assert (service["cap_drop"], service["read_only"]) == (["ALL"], True)


def test_the_keeper_shares_its_socket_and_nothing_else(compose):
    keeper = compose["services"]["keeper"]
    others = [one for name, one in compose["services"].items() if name != "keeper"]
    shared = {one for one in keeper["volumes"] for other in others if one in other.get("volumes", [])}
    assert keeper["network_mode"] == "none"
    assert shared == {"keeper_socket:/run/congress-keeper"}
    assert "environment" not in keeper
    assert "secrets" not in keeper


def test_there_is_one_beat_and_it_is_never_scaled(compose):
    beats = [name for name, one in compose["services"].items() if "beat" in str(one.get("command"))]
    assert beats == ["beat"]
    assert "deploy" not in compose["services"]["beat"]


def test_only_nginx_is_reached_from_outside(compose):
    assert [name for name, one in compose["services"].items() if "ports" in one] == ["nginx"]
    assert compose["networks"]["inside"]["internal"] is True


def test_servers_have_the_versions_that_are_supported(compose):
    images = {name: one["image"] for name, one in compose["services"].items()}
    assert int(re.match(r"postgres:(\d+)", images["database"])[1]) >= 15
    assert images["redis"].startswith("redis:7")
    client = re.search(r"postgresql-client-(\d+)", (DEPLOY / "Dockerfile").read_text())[1]
    assert images["database"].startswith(f"postgres:{client}-")


def arguments(command: str | list[str]) -> list[str]:
    return command if isinstance(command, list) else shlex.split(command)


def test_programs_run_as_the_launcher_runs_them(compose):
    """One place says how: deploy/local/portal.py; the samples only add where it listens and where it keeps."""
    argv = {program.name: list(program.argv) for program in (portal.web({}), portal.worker({}))}
    served = [part for part in argv["web"] if part.startswith(("--config", "congress_portal"))]
    assert served == ["congress_portal.wsgi:application", "--config=python:deploy.web"]
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    assert '"--config", "python:deploy.web"' in dockerfile
    assert '"congress_portal.wsgi:application"]' in dockerfile
    assert "--config python:deploy.web" in unit("congress-web.service")["Service"]["ExecStart"]
    worked = argv["worker"][argv["worker"].index("celery") :]
    assert arguments(compose["services"]["worker"]["command"]) == [one for one in worked if "loglevel" not in one]
    assert "celery -A congress_portal worker --concurrency=2" in unit("congress-worker.service")["Service"]["ExecStart"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_has_its_parts_and_names_files_of_this_checkout(path: Path):
    parsed = unit(path.name)
    kind = path.suffix[1:].capitalize()
    assert parsed.has_section("Unit")
    assert parsed.has_section(kind)
    assert path.read_text().startswith(f"# /etc/systemd/system/{path.name}")
    for key in ("ExecStart", "ExecStartPre"):
        for part in shlex.split(parsed[kind].get(key, "")):
            if part.startswith("/opt/congress/") and "/.venv/" not in part:
                assert (ROOT / part.removeprefix("/opt/congress/")).exists()
    if kind == "Service":
        assert parsed["Service"]["User"] in {"congress", "congress-keeper"}
        assert parsed["Service"]["NoNewPrivileges"] == "yes"
        assert parsed["Service"]["ProtectSystem"] == "strict"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    """The programs are not installed here: in the copies that are looked at, `true` stands for each."""
    for path in UNITS:
        text = re.sub(r"^(Exec\w+=)\S+", r"\1/bin/true", path.read_text(), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / path.name) for path in UNITS)],
        capture_output=True, text=True,
    )  # fmt: skip
    ours = [line for line in told.stderr.splitlines() if str(tmp_path) in line or "Unknown" in line]
    assert ours == []


def directives(blocks: list[dict]) -> list[dict]:
    return [one for block in blocks for one in (block, *directives(block.get("block", [])))]


@pytest.fixture(scope="module")
def nginx(tmp_path_factory) -> list[dict]:
    """Every directive of the sample; what it includes stands beside it as on a host."""
    folder = tmp_path_factory.mktemp("nginx")
    text = (DEPLOY / "nginx/portal.conf").read_text().replace("/etc/nginx/", f"{folder}/")
    (folder / "portal.conf").write_text(text)
    (folder / "mime.types").write_text("types { text/html html; }\n")
    shutil.copy(DEPLOY / "nginx/proxy.conf", folder)
    told = crossplane.parse(str(folder / "portal.conf"), combine=True)
    assert told["errors"] == []
    return directives(told["config"][0]["parsed"])


def values(nginx: list[dict], directive: str) -> list[list[str]]:
    return [one["args"] for one in nginx if one["directive"] == directive]


def test_nginx_takes_what_one_form_may_hold(nginx):
    source = (ROOT / "congress_portal/settings.py").read_text()
    limit = int(re.search(r'"UPLOAD_LIMIT_MB", default=(\d+)', source)[1])
    [[size]] = values(nginx, "client_max_body_size")
    assert size.endswith("m")
    assert limit * COUNT_LIMIT < int(size[:-1]) <= limit * COUNT_LIMIT + 20


def test_nginx_of_debian_12_knows_every_directive(nginx):
    """It is 1.22, which takes http2 beside `listen` alone."""
    assert values(nginx, "http2") == []
    assert {"ssl", "http2"} <= set(values(nginx, "listen")[-1])


def test_nginx_says_who_asked_and_over_what(nginx):
    headers = dict(values(nginx, "proxy_set_header"))
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Forwarded-For"] == "$remote_addr"
    assert headers["Host"] == "$host"


def test_the_log_of_nginx_holds_neither_path_nor_query(nginx):
    [[name, *parts]] = values(nginx, "log_format")
    assert re.findall(r"\$(?:request|request_uri|uri|args|query_string|http_referer)\b", "".join(parts)) == []
    assert values(nginx, "access_log") == [["/var/log/nginx/portal.log", name, "if=$kept"]]


@pytest.fixture
def kept(nginx) -> Callable[[str], str]:
    """Whether nginx logs a path, as its table says."""
    [table] = [one["block"] for one in nginx if one["directive"] == "map" and one["args"] == ["$uri", "$kept"]]
    rules = {line["directive"]: line["args"][0] for line in table}
    wanted = {rule[1:]: value for rule, value in rules.items() if rule.startswith("~")}
    return lambda path: next((value for rule, value in wanted.items() if re.search(rule, path)), rules["default"])


def test_what_leaves_no_trace_in_the_portal_leaves_none_in_nginx(kept):
    addresses = {name: view.pattern for name, view in all_views()}
    unrecorded = sorted(name for system in registry.systems() for name in system.unrecorded)
    assert len(unrecorded) > 10
    assert set(unrecorded) <= set(addresses)
    assert [name for name in unrecorded if kept(_address(name)) != "0"] == []
    assert kept(reverse("portal_calendar_feed", args=["token"])) == "0"
    assert kept(reverse("accounts_slip", args=["code"])) == "0"


def _address(name: str) -> str:
    """Some address of that name."""
    for given in ({}, {"public_id": uuid4()}, {"public_id": uuid4(), "step": "begin"}):
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=given)
    raise AssertionError(name)


@pytest.mark.parametrize(
    "path", ["/", "/ballots/", f"/ballots/{UUID(int=7)}/result/", "/exams/results/", "/me/calendar/"]
)
def test_nginx_logs_everything_else(kept, path):
    assert kept(path) == "1"


def test_nginx_speaks_modern_tls_and_insists_on_it(nginx):
    assert values(nginx, "ssl_protocols") == [["TLSv1.2", "TLSv1.3"]]
    assert ["301", "https://$host$request_uri"] in values(nginx, "return")
    assert ["Strict-Transport-Security", "$hsts", "always"] in values(nginx, "add_header")


def test_the_image_has_what_set_up_installs():
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    packages = re.search(r'RUN_PACKAGES="([^"]+)"', (DEPLOY / "local/packages.sh").read_text())[1].split()
    assert [name for name in packages if name not in dockerfile] == []
    assert not re.search(r"^ADD |:latest\b|pip install (?!.*--no-cache-dir)", dockerfile, re.MULTILINE)
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        assert [name for name in copied.split() if not (ROOT / name).exists()] == []
