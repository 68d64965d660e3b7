"""Every setting an office may change is documented, with its default; nothing else is."""

import ast
import re

from tests.house.plan import ROOT, own_python

PAGE = ROOT / "docs/reference/settings.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \|", re.MULTILINE)


def read_settings() -> dict[str, str]:
    """Environment variables read by settings.py with the source of their defaults."""
    tree = ast.parse((ROOT / "congress_portal/settings.py").read_text())
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_env(node))
    return {call.args[0].value: _default_of(call) for call in calls if call.args}


def _is_env(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "env"


def _default_of(call: ast.Call) -> str:
    default = next((keyword.value for keyword in call.keywords if keyword.arg == "default"), None)
    return str(default.value) if isinstance(default, ast.Constant) else ""


def test_every_setting_is_documented_and_nothing_else():
    assert set(dict(ROW.findall(PAGE.read_text()))) == set(read_settings())


def test_documented_defaults_are_the_real_ones():
    documented = dict(ROW.findall(PAGE.read_text()))
    plain = {name: default for name, default in read_settings().items() if default}
    wrong = {name for name, default in plain.items() if documented.get(name) != f"`{default}`"}
    assert wrong == set()


def test_only_the_settings_file_reads_the_environment():
    """Commands may, for a password that must not stand on the command line; their help names the variable."""
    elsewhere = [
        f"{path}:{node.lineno}"
        for path, tree in own_python()
        if path != "congress_portal/settings.py" and "/management/" not in path
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"getenv", "environ"}
        and not _sets_the_settings_module(tree)
    ]  # fmt: skip
    assert elsewhere == []


def _sets_the_settings_module(tree: ast.Module) -> bool:
    return "DJANGO_SETTINGS_MODULE" in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
