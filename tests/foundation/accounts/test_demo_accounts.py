"""The sign-in page lists demo accounts in demo mode only."""

import json

import pytest
from django.test import Client

ROWS = [{"title": "镇人大代表", "name": "王小明", "username": "demo-deputy", "password": "demo pass 1"}]


@pytest.fixture
def written(cast, tmp_path, settings):
    (tmp_path / "demo_accounts.json").write_text(json.dumps(ROWS), encoding="utf-8")
    settings.DATA_DIR = tmp_path


def test_demo_mode_lists_them(written, settings):
    settings.DEMO = True
    assert "demo-deputy" in Client().get("/accounts/login/").content.decode()


def test_an_office_never_shows_them(written, settings):
    settings.DEMO = False
    assert "demo-deputy" not in Client().get("/accounts/login/").content.decode()
