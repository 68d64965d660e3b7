"""What import-linter cannot see looks down too: foreign keys, migrations, templates; and every folder is declared."""

import re
import subprocess

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import PROTECT
from django.template.backends.django import get_installed_libraries

from tests.house.plan import ROOT, may_look_at, own_templates, package_of

TOP = {
    ".ci", ".github", "apps", "benchmarks", "congress_portal", "deploy", "docs", "static", "templates", "tests",
}  # fmt: skip
FLOORS = {"congress", "foundation", "office", "portal", "systems"}
REFERENCE = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
LOAD = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")


@pytest.mark.parametrize(
    ("viewer", "other", "allowed"),
    [
        ("apps.systems.livelihood_projects", "apps.congress.ballots", True),
        ("apps.congress.ballots", "apps.systems.livelihood_projects", False),
        ("apps.congress.ballots", "apps.congress.meetings", False),
        ("apps.congress.meetings", "apps.congress.ballots", True),
        ("apps.foundation.people", "apps.foundation.accounts", True),
        ("apps.foundation.accounts", "apps.foundation.people", False),
        ("apps.portal", "apps.systems.livelihood_projects", False),
        ("apps.systems.livelihood_projects", "apps.portal", False),
        ("apps.systems.one", "apps.systems.two", False),
    ],
)
def test_it_reads_the_floors_from_the_contracts(viewer, other, allowed):
    assert may_look_at(viewer, other) is allowed


def test_foreign_keys_point_only_down():
    upward = [
        f"{field} -> {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        if _looks_up(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert upward == []


def test_no_record_goes_when_another_is_deleted():
    assert [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("apps.")
        for field in model._meta.fields
        if field.is_relation and field.remote_field.on_delete is not PROTECT
    ] == []


def test_migrations_depend_only_on_what_lies_below():
    upward = [
        f"{label}.{name} -> {dependency}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        for dependency, _ in [*migration.dependencies, *migration.run_before]
        if dependency in {config.label for config in apps.get_app_configs()} and _looks_up(label, dependency)
    ]
    assert upward == []


def _looks_up(label: str, other: str) -> bool:
    viewer, seen = package_of(label), package_of(other)
    return bool(viewer and seen) and not may_look_at(viewer, seen)


def test_templates_use_only_shared_own_or_lower_ones():
    owners = {_name_in(path): _owner_of(path) for path, _ in own_templates()}
    wrong = [
        f"{path}: {name}"
        for path, text in own_templates()
        for name in REFERENCE.findall(text)
        if not _may_use(_owner_of(path), owners.get(name, ""))
    ]
    assert wrong == []


def test_templates_include_only_templates_that_exist():
    known = {_name_in(path) for path, _ in own_templates()}
    outside = ("admin/", "account/", "allauth/", "mfa/", "django/")
    missing = [
        f"{path}: {name}"
        for path, text in own_templates()
        for name in REFERENCE.findall(text)
        if name.partition("#")[0] not in known and not name.startswith(outside)
    ]
    assert missing == []


def test_templates_load_only_tags_of_own_or_lower_apps():
    libraries = get_installed_libraries()
    wrong = [
        f"{path}: {name}"
        for path, text in own_templates()
        for loaded in LOAD.findall(text)
        for name in loaded.partition(" from ")[2].split() or loaded.split()
        if not _may_use(_owner_of(path) or "apps.portal", _owner_of(libraries.get(name, "").replace(".", "/")))
    ]
    assert wrong == []


def _owner_of(path: str) -> str:
    """The package a file belongs to; "" for the shared ones."""
    match = re.match(r"apps/(portal|\w+/\w+)/", path)
    return f"apps.{match[1].replace('/', '.')}" if match else ""


def _name_in(path: str) -> str:
    """The name by which templates call the file."""
    return path.rpartition("templates/")[2]


def _may_use(viewer: str, owner: str) -> bool:
    return owner == "" or (viewer != "" and may_look_at(viewer, owner))


def test_every_folder_is_declared():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    folders = [path.split("/")[:-1] for path in listed if "/" in path]
    assert {folder[0] for folder in folders} - TOP == set()
    assert {folder[1] for folder in folders if folder[0] == "apps" and len(folder) > 1} - FLOORS == set()


def test_every_app_folder_is_installed():
    folders = {f"apps.{path.parts[-2]}.{path.name}" for path in (ROOT / "apps").glob("*/*/") if _holds_code(path)}
    installed = {config.name for config in apps.get_app_configs()}
    assert {name for name in folders if not name.startswith("apps.portal.")} - installed == set()


def _holds_code(path) -> bool:
    return path.name != "__pycache__" and any(path.rglob("*.py"))
