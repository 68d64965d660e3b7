"""The plan of the house as the checks need it: which app may look at which, read from the import contracts."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]


@cache
def layers() -> list[list[list[str]]]:
    """Every layering of whole packages in pyproject.toml, each from top to bottom."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    plain = (contract for contract in contracts if contract["type"] == "layers" and "containers" not in contract)
    return [[[name.strip() for name in line.split("|")] for line in contract["layers"]] for contract in plain]


def package_of(label: str) -> str:
    """`people` -> `apps.foundation.people`; "" for apps that are not ours."""
    name = apps.get_app_config(label).name
    return name if name.startswith("apps.") else ""


def may_look_at(viewer: str, other: str) -> bool:
    """Whether package `viewer` may know package `other`: itself, or what a layering puts below it."""
    return viewer == other or any(_is_above(layering, viewer, other) for layering in layers())


def _is_above(layering: list[list[str]], upper: str, lower: str) -> bool:
    def floor_of(package: str) -> int | None:
        for index, names in enumerate(layering):
            if any(f"{package}.".startswith(f"{name}.") for name in names):
                return index
        return None

    high, low = floor_of(upper), floor_of(lower)
    return high is not None and low is not None and high < low


def own_python() -> Iterator[tuple[str, ast.Module]]:
    """Every module of ours but migrations, parsed, by its path from the root."""
    for folder in ("apps", "congress_portal"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def own_templates() -> Iterator[tuple[str, str]]:
    """Every template of ours with its text, by its path from the root."""
    for path in sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "apps").rglob("templates/**/*.html")]):
        yield str(path.relative_to(ROOT)), path.read_text()


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
