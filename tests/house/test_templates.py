"""Templates obey the content security policy: nothing inline, nothing from another host."""

import re

import pytest

from tests.house.plan import own_templates

FORBIDDEN = {
    "an inline event handler": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<style|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\s(?:src=|type=.application/json))|<script[^>]*\ssrc=[^>]*>\s*[^<\s]|javascript:",
        re.IGNORECASE,
    ),
    "another host": re.compile(r"(?:src|href|action|url\()\s*=?\s*[\"']?(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [path for path, text in own_templates() if FORBIDDEN[what].search(text)]
    # No browser sees what is laid out as a PDF.
    assert [path for path in found if what != "an inline style" or "/pdf/" not in path] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an inline event handler", '<a href="/" onclick="go()">'),
        ("an inline event handler", '<div hx-on::after-request="x()">'),
        ("an inline style", '<p class="a" style="color: red">'),
        ("an inline style", "<style>p {}</style>"),
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline script", '<a href="javascript:void(0)">'),
        ("another host", '<script src="https://cdn.example.com/x.js"></script>'),
        ("another host", '<img src="//cdn.example.com/x.png">'),
    ],
)
def test_it_would_notice(what, text):
    assert FORBIDDEN[what].search(text)


def test_it_lets_the_shell_be():
    harmless = '<script src="/static/x.js" defer></script><button hx-get="/x/">好</button><p class="onclick">'
    assert not [what for what, pattern in FORBIDDEN.items() if pattern.search(harmless)]
