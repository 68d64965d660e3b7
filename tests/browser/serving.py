"""The portal served on the database of DATABASE_URL while pictures are taken, and a signed-in browser before it.

The database must be empty or hold the demo district.
"""
# ruff: noqa: E402 - models can be imported only after Django is set up

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

os.environ.update(DJANGO_SETTINGS_MODULE="congress_portal.settings", DEBUG="1", DEMO="1", DJANGO_ALLOW_ASYNC_UNSAFE="1")

import django

django.setup()

from django.test import Client
from playwright.sync_api import Browser, Playwright

from apps.foundation.accounts.models import User
from tests.browser.chromium import FLAGS, installed


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=installed(), args=FLAGS)


def session(account: str, base: str) -> list[dict]:
    if not account:
        return []
    client = Client()
    client.force_login(User.objects.get(username=account))
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}]


@contextmanager
def serving():
    """The portal on a free port while the pictures are taken."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.URLError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("the portal did not start")
