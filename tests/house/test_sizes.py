"""Functions and files stay small enough to be read at once; imports stand where they are seen."""

import ast

from tests.house.plan import ROOT, functions_of, own_python


def lines_of(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_60_lines():
    long = {
        f"{path}:{node.name}": lines_of(node)
        for path, tree in own_python()
        for node in functions_of(tree)
        if lines_of(node) > 60
    }
    assert long == {}


def test_no_view_is_longer_than_25_lines():
    long = {
        f"{path}:{node.name}": lines_of(node)
        for path, tree in own_python()
        if path.endswith("/views.py") or "/views/" in path
        for node in functions_of(tree)
        if lines_of(node) > 25
    }
    assert long == {}


def test_no_file_is_longer_than_450_lines_and_nine_of_ten_stay_below_300():
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path, _ in own_python()}
    assert {path: length for path, length in lengths.items() if length > 450} == {}
    long = [path for path, length in lengths.items() if length > 300]
    assert len(long) <= len(lengths) / 10, long


def test_no_own_code_is_imported_inside_a_function():
    hidden = [
        f"{path}:{inner.lineno}"
        for path, tree in own_python()
        for node in functions_of(tree)
        for inner in ast.walk(node)
        if any(name.startswith(("apps.", "congress_portal")) for name in names_imported_by(inner))
    ]
    assert hidden == []


def names_imported_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}."]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []


def test_nothing_is_called_utils():
    assert [path for path, _ in own_python() if path.endswith(("/utils.py", "/helpers.py", "/misc.py"))] == []
