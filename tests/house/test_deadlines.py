"""Everybody can be reminded of every date: each has a key that stays when its day moves."""

import ast

from tests.house.plan import own_python


def test_every_deadline_is_made_with_a_key():
    without = [
        f"{path}:{node.lineno}"
        for path, tree in own_python()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deadline"
        if len(node.args) < 5 and "key" not in {word.arg for word in node.keywords}
    ]
    assert without == []
