"""Every act that leaves an audit entry has a sentence for people, and every sentence an act."""

import ast
import re
import string

import pytest

from apps.foundation.core import registry
from tests.house import acts_reference
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


def test_every_sentence_has_an_act_that_names_it_whole():
    assert [code for code in registry.act_sentences() if code not in acts_reference.doers()] == []


def test_the_reference_of_acts_is_as_the_code_is():
    """`make reference` writes it anew."""
    kept = {path: path.read_text() for path in acts_reference.PAGES.glob("*.md")}
    assert kept == acts_reference.pages()


@pytest.mark.parametrize(("code", "sentence"), sorted(registry.act_sentences().items()))
def test_a_sentence_names_who_acted_and_is_chinese(code, sentence):
    assert {"actor", "name"} & {name for _, name, _, _ in string.Formatter().parse(sentence)}, code
    assert re.search(r"[\u4e00-\u9fff]", sentence), code
