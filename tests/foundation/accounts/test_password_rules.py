"""What 等保2.0 level 3 asks of passwords, and what it does not ask of who has none."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.accounts.services import slip_issue
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from tests import factories as make

LOGIN, CHANGE, FACTORS = "/accounts/login/", "/accounts/password/change/", "/accounts/two-factors/"
PASSWORD = "correct horse 9"


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


def by_password(user: User, password: str = PASSWORD) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": password})
    return client


def by_slip(user: User) -> Client:
    client = Client()
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    client.post(f"/accounts/slip/{code}/")
    return client


def set_password(client: Client, password: str) -> str:
    return client.post(CHANGE, {"new_password1": password, "new_password2": password}).content.decode()


def is_led_to(client: Client, address: str) -> bool:
    return client.get("/accounts/devices/").headers.get("Location") == address


def test_three_kinds_of_signs_are_asked_in_plain_words(user):
    assert "大写字母、小写字母、数字、其他符号中至少要有三种" in set_password(by_slip(user), "onlylowercase77")


@pytest.mark.parametrize("usual", ["Password123!", "!Password123", "#Password1234#"])
def test_a_usual_password_with_a_sign_at_its_end_is_a_usual_password(user, usual):
    assert "常见" in set_password(by_slip(user), usual)


def test_the_last_five_passwords_are_not_taken_again(user):
    client = by_slip(user)
    for number in range(1, 5):
        assert set_password(client, f"battery staple {number}") == ""
    for used in (PASSWORD, "battery staple 1", "battery staple 4"):
        assert "不能与最近用过的 5 个密码相同" in set_password(client, used)
    assert set_password(client, "battery staple 5") == ""
    assert set_password(client, PASSWORD) == ""
    assert user.former_passwords.count() == 4


def test_an_old_password_is_changed_first_by_who_signs_in_with_it(user):
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        client = by_password(user)
        assert is_led_to(client, CHANGE)
        assert "您的密码已用满 90 天" in client.get(CHANGE).content.decode()
        new = "battery staple 8"
        client.post(CHANGE, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
        assert not is_led_to(client, CHANGE)
        assert not is_led_to(by_password(user, new), CHANGE)


def test_who_comes_by_slip_is_never_asked_for_a_password(user):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert not is_led_to(by_slip(user), CHANGE)


def test_a_week_before_it_is_said(user):
    with time_machine.travel(timezone.now() + timedelta(days=85)):
        client = by_password(user)
        assert "您的密码还有 5 天到期" in client.get("/accounts/devices/").content.decode()


def test_passwords_last_for_ever_where_an_office_says_so(user, settings):
    settings.PASSWORD_DAYS = 0
    with time_machine.travel(timezone.now() + timedelta(days=4000)):
        assert not is_led_to(by_password(user), CHANGE)


def test_a_locked_account_stands_in_the_log_once(user):
    for _ in range(8):
        by_password(user, "wrong")
    entry = Entry.objects.get(act="accounts.user.locked_out")
    assert (entry.actor_name, entry.subject_id) == ("系统", user.pk)


def test_too_many_mistakes_of_others_at_one_address_lock_nobodys_account(user, settings):
    """A hall has one address: its limit is not told as if it were the account's, and the log says nothing untrue."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "20/10m/ip,5/15m/key"}
    client = Client()
    for number in range(20):
        client.post(LOGIN, {"login": f"somebody{number}", "password": "wrong"})
    told = client.post(LOGIN, {"login": user.username, "password": PASSWORD}).content.decode()
    assert "从您所在的网络输错密码的次数过多" in told
    assert not Entry.objects.filter(act="accounts.user.locked_out").exists()


def test_an_operator_proves_themselves_twice_where_the_office_asks_it(cast, settings):
    settings.TWO_FACTORS = ["operator"]
    operator = by_password(cast.people["operator"].user)
    assert is_led_to(operator, FACTORS)
    assert "登记通行密钥" in operator.get(FACTORS).content.decode()
    assert operator.get("/accounts/mfa/").status_code == 200
    assert not is_led_to(by_password(cast.people["staff"].user), FACTORS)


def test_who_has_a_passkey_is_asked_for_it(cast, settings):
    settings.TWO_FACTORS = ["operator", "staff"]
    user = cast.people["staff"].user
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "电脑", "credential": {}})
    assert "用通行密钥确认" in by_password(user).get(FACTORS).content.decode()


@pytest.mark.parametrize("address", ["/accounts/mfa/totp/activate/", "/accounts/mfa/webauthn/add/"])
@pytest.mark.parametrize("acting", ["staff", "leader"])
def test_a_password_alone_makes_no_second_factor_beside_one(cast, settings, address, acting):
    """Nor by acting in another role, of which none is asked."""
    person = cast.people["staff"]
    make.make_role(person, "leader", person.area)
    settings.TWO_FACTORS = ["staff"]
    Authenticator.objects.create(user=person.user, type="webauthn", data={"name": "电脑", "credential": {}})
    client = by_password(person.user)
    session = client.session
    session["acting_role"] = str(person.role_assignments.get(role=acting).pk)
    session.save()
    assert is_led_to(client, FACTORS) == (acting == "staff")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(address).headers.get("Location") == FACTORS
    assert client.post(address, {"code": "000000"}).headers.get("Location") == FACTORS


def test_digits_are_the_second_factor(cast, settings):
    settings.TWO_FACTORS = ["operator"]
    client = by_password(cast.people["operator"].user)
    session = client.session
    session["account_authentication_methods"] = [
        *session["account_authentication_methods"], {"method": "mfa", "at": 0, "type": "totp"},
    ]  # fmt: skip
    session.save()
    assert not is_led_to(client, FACTORS)
