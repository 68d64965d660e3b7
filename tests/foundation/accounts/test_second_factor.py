"""Two-step verification is offered; where it is on, neither password nor slip alone signs in."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.accounts.services import slip_issue
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor

PASSWORD = "correct horse 9"


@pytest.fixture(autouse=True)
def _still():
    """Digits read and digits typed fall into one half minute."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


@pytest.fixture
def secret(user) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def digits(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_password_alone_does_not_sign_in(user, secret):
    client = Client()
    response = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert response.url == "/accounts/mfa/authenticate/"
    assert not signed_in(client)
    assert "6 位数字" in client.get(response.url).content.decode()


def test_digits_of_full_width_are_digits(user, secret):
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.post("/accounts/mfa/authenticate/", {"code": "".join(chr(ord(one) + 0xFEE0) for one in digits(secret))})
    assert signed_in(client)


def test_password_and_digits_sign_in(user, secret):
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.post("/accounts/mfa/authenticate/", {"code": digits(secret)})
    assert signed_in(client)


def test_wrong_digits_are_refused_in_chinese(user, secret):
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    answer = client.post("/accounts/mfa/authenticate/", {"code": "000000"}).content.decode()
    assert "验证码不正确" in answer
    assert not signed_in(client)


def test_a_slip_does_not_pass_by_the_second_factor(user, secret):
    client = Client()
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    assert client.post(f"/accounts/slip/{code}/").url == "/accounts/mfa/authenticate/"
    assert not signed_in(client)


def test_it_is_turned_on_with_the_digits_of_the_phone_and_leaves_an_entry(user, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(user)
    reauthenticate = client.get("/accounts/mfa/totp/activate/").url
    client.post(reauthenticate, {"password": PASSWORD})
    page = client.get("/accounts/mfa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/mfa/totp/activate/", {"code": digits(page.context["form"].secret)})
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert Entry.objects.filter(act="accounts.second_factor.added", facts={"kind": "两步验证"}).count() == 1


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/mfa/", "已开启"),
        ("/accounts/mfa/recovery-codes/", "每个只能用一次"),
        ("/accounts/mfa/recovery-codes/generate/", "将生成一批新的备用码"),
        ("/accounts/mfa/totp/deactivate/", "只凭密码就能登录此账号"),
    ],
)
def test_its_pages_are_chinese(user, secret, path, words):
    client = Client()
    client.force_login(user)
    client.get("/accounts/mfa/recovery-codes/generate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/mfa/recovery-codes/generate/")
    assert words in client.get(path).content.decode()
