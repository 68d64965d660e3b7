"""Signing in with a password: locked after five mistakes, changed when somebody else set it, never asked of slips."""

import pytest
from django.test import Client
from django.utils import timezone

from apps.foundation.accounts.models import User
from apps.foundation.accounts.services import slip_issue
from apps.foundation.core.actors import Actor

LOGIN, CHANGE = "/accounts/login/", "/accounts/password/change/"
PASSWORD, NEW = "correct horse 9", "battery staple 8"


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


def sign_in(client: Client, password: str = PASSWORD, username: str = "wangxiaoming0001"):
    return client.post(LOGIN, {"login": username, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def by_slip(user: User) -> Client:
    client = Client()
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    client.post(f"/accounts/slip/{code}/")
    return client


def test_it_locks_after_five_wrong_passwords_and_says_how_long_and_what_to_do(user):
    client = Client()
    for _ in range(5):
        assert "连续输错 5 次,将暂停密码登录 15 分钟" in sign_in(client, "wrong").content.decode()
    answer = sign_in(client).content.decode()
    assert "请 15 分钟后再试;急用时请本级人大工作人员开一张登录单" in answer
    assert not is_signed_in(client)


def test_a_name_in_full_width_is_the_name_that_it_means(user):
    client = Client()
    sign_in(client, username="".join(chr(ord(one) + 0xFEE0) for one in user.username))
    assert is_signed_in(client)


def test_the_lock_of_one_account_leaves_the_next_alone(user):
    client = Client()
    User.objects.create_user("lihong0002", password=PASSWORD, name="李红")
    for _ in range(6):
        sign_in(client, "wrong")
    sign_in(client, username="lihong0002")
    assert is_signed_in(client)


def test_a_slip_opens_a_locked_account(user):
    for _ in range(6):
        sign_in(Client(), "wrong")
    assert is_signed_in(by_slip(user))


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(user):
    wrong, unknown = sign_in(Client(), "wrong"), sign_in(Client(), username="nobody0000")
    sentence = "用户名或密码不正确"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_a_closed_account_does_not_sign_in(user):
    User.objects.update(is_active=False)
    client = Client()
    sign_in(client)
    assert not is_signed_in(client)


def test_what_was_typed_as_name_stays_after_a_mistake(user):
    assert 'value="wangxiaoming0001"' in sign_in(Client(), "wrong").content.decode()


def test_sign_up_is_closed_and_says_who_makes_accounts(db):
    answer = Client().get("/accounts/signup/").content.decode()
    assert "账号由本级人大工作人员建立,不开放自行注册" in answer


def test_nobody_signs_up_by_posting(db):
    Client().post("/accounts/signup/", {"username": "mallory", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(username="mallory").exists()


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/password/reset/", "/accounts/login/code/confirm/"])
def test_what_is_not_used_of_allauth_has_no_address(db, path):
    assert Client().get(path).status_code == 404


def test_a_password_set_by_somebody_else_is_changed_before_anything_else(user):
    User.objects.update(must_change_password=True)
    client = Client()
    sign_in(client)
    assert client.get("/accounts/mfa/").url == CHANGE
    assert "请先换成自己的密码" in client.get(CHANGE).content.decode()


def test_fragments_are_sent_to_the_password_page_too(user):
    User.objects.update(must_change_password=True)
    client = Client()
    sign_in(client)
    assert client.get("/accounts/mfa/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == CHANGE


def test_after_the_change_everything_is_open(user):
    User.objects.update(must_change_password=True)
    client = Client()
    sign_in(client)
    client.post(CHANGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert client.get("/accounts/mfa/").status_code != 302
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_who_came_by_slip_need_not_type_a_password(user):
    User.objects.update(must_change_password=True)
    assert by_slip(user).get("/accounts/mfa/").headers.get("Location") != CHANGE


def test_who_came_by_slip_sets_a_new_password_without_the_old(user):
    client = by_slip(user)
    client.post(CHANGE, {"new_password1": NEW, "new_password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert is_signed_in(client)


def test_a_phone_left_lying_after_a_slip_sets_no_new_password(user):
    client = by_slip(user)
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 301
    session.save()
    page = client.post(CHANGE, {"new_password1": NEW, "new_password2": NEW}).content.decode()
    assert "扫码后五分钟内改密码,不用输入旧密码" in page
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_who_came_by_password_must_know_the_old_one(user):
    client = Client()
    sign_in(client)
    client.post(CHANGE, {"old_password": "guess", "new_password1": NEW, "new_password2": NEW})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "weak", ["short", "1234567890", "password123", "wangxiaoming0001", "onlylowercase", "王小明王小明王小明12"]
)
def test_it_refuses_weak_passwords(user, weak):
    client = by_slip(user)
    client.post(CHANGE, {"new_password1": weak, "new_password2": weak})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_the_password_page_says_the_rules_in_chinese(user):
    assert (
        "至少 10 个字符;大写字母、小写字母、数字、其他符号(如 -、#、空格)至少有三种"
        in by_slip(user).get(CHANGE).content.decode()
    )


def test_a_short_password_is_refused_in_chinese(user):
    answer = by_slip(user).post(CHANGE, {"new_password1": "ab1", "new_password2": "ab1"}).content.decode()
    assert "密码太短,至少需要 10 个字符。" in answer
