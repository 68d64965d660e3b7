"""Every notice that is sent has words, and the words of every notice can be sent."""

import ast

import pytest

from apps.foundation.core import registry
from apps.office.notifications import rules
from tests.house.plan import own_python

TEXTS = [(system.slug, text) for system in registry.systems() for text in system.notice_texts]


def slugs_in_code() -> set[str]:
    """Texts in services and receivers that are slugs of notices."""
    known = {text.slug for _, text in TEXTS}
    return {
        node.value
        for path, tree in own_python()
        if "/services" in path or path.endswith("receivers.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in known
    }


def test_no_two_notices_share_a_slug():
    assert len({text.slug for _, text in TEXTS}) == len(TEXTS)


def test_every_declared_notice_is_sent_somewhere():
    assert {text.slug for _, text in TEXTS} - slugs_in_code() == set()


@pytest.mark.parametrize("text", [text for _, text in TEXTS], ids=lambda text: text.slug)
def test_its_default_words_would_be_taken_from_an_office_too(text):
    assert rules.issues_with_wording(text, text.subject, text.body) == []


@pytest.mark.parametrize("text", [text for _, text in TEXTS], ids=lambda text: text.slug)
def test_its_samples_are_of_fields_it_has(text):
    assert set(text.samples) <= set(text.fields)
