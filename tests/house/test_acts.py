"""Every act that leaves an audit entry has a sentence for people, and every sentence an act."""

import ast
import re
import string

import pytest

from apps.foundation.core import registry
from tests.house.plan import own_python

CODE = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")


def codes_in_code() -> set[str]:
    """Texts shaped `app.thing.acted` that begin with the label of the app they stand in."""
    registered = {system.slug for system in registry.systems()}
    return {
        node.value
        for path, tree in own_python()
        if not path.endswith("/system.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
        if node.value.partition(".")[0] in registered & set(path.split("/")[1:3])
    }


def test_every_act_has_a_sentence():
    assert codes_in_code() - set(registry.act_sentences()) == set()


def test_every_sentence_has_an_act():
    assert set(registry.act_sentences()) - codes_in_code() == set()


def test_no_act_is_put_together_from_parts():
    glued = [
        f"{path}:{node.lineno}"
        for path, tree in own_python()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record"
        if node.args and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert glued == []


@pytest.mark.parametrize(("code", "sentence"), sorted(registry.act_sentences().items()))
def test_a_sentence_names_who_acted_and_is_chinese(code, sentence):
    assert {"actor", "name"} & {name for _, name, _, _ in string.Formatter().parse(sentence)}, code
    assert re.search(r"[\u4e00-\u9fff]", sentence), code
