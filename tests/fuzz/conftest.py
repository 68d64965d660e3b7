"""The demo district, asked without fonts and without limits on how often."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState

from apps.office.documents import downloads
from apps.office.documents.rendering import pdf
from tests.fuzz import finding, things
from tests.fuzz.visitors import Visitors

CACHED = (things.rows_to_ask_for, things.lifted, things.area_named, finding.around_of)
KEPT = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@pytest.fixture(scope="module")
def visitors(demo_district) -> Iterator[Visitors]:
    """The tests of a file share what they write to it."""
    with override_settings(**KEPT), _plain_papers():
        for one in CACHED:
            one.cache_clear()
        logging.disable(logging.INFO)
        yield Visitors()
        logging.disable(logging.NOTSET)


@contextmanager
def _plain_papers() -> Iterator[None]:
    """Papers are read, not printed: their HTML stands for the PDF. No context of a template is kept for looking at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", _TestState.saved_data.template_render)
        patch.setattr(pdf, "_set", lambda tree, html, stamp: pdf.Pdf(html.encode(), 1))
        patch.setattr(pdf, "_set_many", lambda papers: pdf.Pdf("".join(html for _, html in papers).encode(), 1))
        patch.setattr(downloads, "docx_of", lambda tree: pdf.html_of(tree).encode())
        patch.setattr(pdf, "_set_page", lambda html, style: pdf.Pdf(html.encode(), 1))
        yield
