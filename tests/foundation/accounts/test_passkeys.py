"""Passkeys: whose they are, what is refused, and that they lock nobody out. The ceremony itself is tests/browser's."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.accounts.rules import device_words
from apps.foundation.accounts.services import slip_issue
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor

LIST, ADD, SIGN_IN = "/accounts/mfa/webauthn/", "/accounts/mfa/webauthn/add/", "/accounts/mfa/webauthn/login/"
PASSWORD = "correct horse 9"
GARBAGE = [
    "", "no json", "[]", "1", '"x"', "{}", '{"id": "x"}', '{"rawId": "é", "response": {}}',
    '{"rawId": "AAAA", "type": "public-key", "response": []}',
    json.dumps({"rawId": "AAAA", "type": "public-key", "response": {"clientDataJSON": "AAAA", "userHandle": "!"}}),
    json.dumps({
        "rawId": "AAAA", "type": "public-key",
        "response": {
            "clientDataJSON": "e30", "attestationObject": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA",
            "userHandle": "AAAA",
        },
    }),
]  # fmt: skip


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


@pytest.fixture
def passkey(user) -> Authenticator:
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "我的手机", "credential": {}})


def by_slip(user: User) -> Client:
    client = Client()
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    client.post(f"/accounts/slip/{code}/")
    return client


@pytest.mark.parametrize("credential", GARBAGE)
def test_whatever_is_sent_as_a_passkey_a_sentence_comes_back(user, credential):
    client = Client()
    client.get(SIGN_IN, headers={"Accept": "application/json"})
    answer = client.post(SIGN_IN, {"credential": credential, "next": "/notices/"}, follow=True)
    assert answer.redirect_chain[0][0] == "/accounts/login/?next=%2Fnotices%2F"
    assert 'role="alert"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("credential", GARBAGE)
def test_nothing_is_registered_that_no_device_made(user, credential):
    client = by_slip(user)
    client.get(ADD)
    answer = client.post(ADD, {"name": "我的手机", "credential": credential})
    assert answer.status_code == 200
    assert "我的手机" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_passkey_at_home_keeps_nobody_with_a_slip_or_password_out(user, passkey):
    assert "_auth_user_id" in by_slip(user).session
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_a_fresh_slip_is_proof_enough_to_register_a_device(user):
    assert by_slip(user).get(ADD).status_code == 200


def test_a_session_of_this_morning_proves_itself_again(user):
    client = Client()
    client.force_login(user)
    assert client.get(ADD).url == "/accounts/reauthenticate/?next=%2Faccounts%2Fmfa%2Fwebauthn%2Fadd%2F"


def test_it_is_renamed_and_removed_by_its_holder_alone(user, passkey):
    key = f"{LIST}keys/{passkey.pk}/"
    other = by_slip(User.objects.create_user("lihong0002", name="李红"))
    assert [other.get(f"{key}{act}/").status_code for act in ("edit", "remove")] == [404, 404]
    client = by_slip(user)
    client.post(f"{key}edit/", {"name": "旧手机"})
    assert "旧手机" in client.get(LIST).content.decode()
    client.post(f"{key}remove/")
    assert not Authenticator.objects.exists()
    assert Entry.objects.get(act="accounts.second_factor.removed").facts == {"kind": "通行密钥“旧手机”"}


def test_where_passkeys_do_not_work_the_page_says_why(user):
    assert "它要求以 https 开头的网址" in by_slip(user).get(ADD).content.decode()


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 12) Chrome/99 Mobile Safari MicroMessenger/8.0", "安卓手机·微信"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Safari/604", "苹果手机·Safari浏览器"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/109.0 Safari/537.36", "Windows电脑·Chrome浏览器"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/109.0 Safari/537.36 Edg/109.0", "Windows电脑·Edge浏览器"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0", "Linux电脑·火狐浏览器"),
        ("", "其他设备"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_plain_words(user_agent, words):
    assert device_words(user_agent) == words
