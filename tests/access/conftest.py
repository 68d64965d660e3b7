"""The demo district of one fixed day, asked without fonts and without limits on how often."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState

from apps.office.documents import downloads
from apps.office.documents.rendering import pdf
from tests.access import matrix, things
from tests.access.asking import undone
from tests.access.by_hand import NOON
from tests.access.planting import plant
from tests.access.visitors import Visitors
from tests.database import demo_of

CACHED = (things.rows_to_ask_for, things.lifted, things.area_named, matrix.around_of)


@pytest.fixture(scope="module")
def planted_demo(django_db_setup, django_db_blocker, _ground) -> Iterator[None]:
    """The demo district of a Friday in March, with a word in whatever is of another place."""
    kept = {"SESSION_ENGINE": "django.contrib.sessions.backends.db", "PASSWORD_HASHERS": PLAIN}
    with django_db_blocker.unblock(), override_settings(**kept), _plain_papers():
        _ground.settle({})
        with demo_of(NOON):
            plant()
            yield


@pytest.fixture
def visitors(planted_demo) -> Iterator[Visitors]:
    """People before that demo; what one test adds to it is taken back, so that answers depend on no order."""
    for one in CACHED:
        one.cache_clear()
    with undone():
        yield Visitors()


PLAIN = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
