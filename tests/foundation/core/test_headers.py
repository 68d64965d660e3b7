"""Headers that every page carries."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.house.plan import ROOT


@pytest.mark.parametrize("path", ["/accounts/login/", "/health/live", "/no/such/page/"])
def test_every_page_says_what_browsers_may_do_with_it(db, path):
    headers = Client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    allowed = dict(part.split("=") for part in headers["Permissions-Policy"].split(", "))
    assert {name for name, whom in allowed.items() if whom != "()"} == {"fullscreen", "geolocation"}
    assert {"camera", "microphone", "usb"} <= set(allowed)


READ = (
    "import django; django.setup(); import sentry_sdk;"
    "from congress_portal import settings as s;"
    "print(s.SECRET_KEY, s.FIELD_KEY, s.DATABASES['default']['NAME'], s.NOTICE_CHANNELS, s.EMAIL_HOST,"
    " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, sentry_sdk.is_initialized(), sep='|')"
)


def test_secrets_are_read_from_files_and_https_makes_cookies_secure(tmp_path):
    secrets = {
        "SECRET_KEY": "s" * 60, "FIELD_KEY": "f" * 60, "DATABASE_URL": "postgres://u:p@host/from_a_file",
        "NOTICE_CHANNELS": "sms=json://host/{phone}", "EMAIL_URL": "smtp+tls://u:p@mail.example.cn:587",
    }  # fmt: skip
    for name, value in secrets.items():
        (tmp_path / name).write_text(f"{value}\n")
    given = {f"{name}_FILE": str(tmp_path / name) for name in secrets}
    env = {
        "PATH": os.environ["PATH"], "PUBLIC_URL": "https://portal.example.cn", "SENTRY_DSN": "http://key@127.0.0.1:9/1",
        "DJANGO_SETTINGS_MODULE": "congress_portal.settings", **given,
    }  # fmt: skip
    told = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert told.stdout.strip().split("|") == [
        "s" * 60, "f" * 60, "from_a_file", "['sms=json://host/{phone}']", "mail.example.cn", "True", "True", "31536000",
        "True",
    ]  # fmt: skip
