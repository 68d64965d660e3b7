"""大字: an account remembers it everywhere, a browser for guests; nothing of it needs a script."""

import pytest
from django.test import Client

from apps.foundation.accounts.models import User

SWITCH, LOGIN = "/accounts/large-print/", "/accounts/login/"


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password="correct horse 9", name="王小明")


def is_large(client: Client, path: str = LOGIN) -> bool:
    return 'lang="zh-CN" class="is-large"' in client.get(path).content.decode()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_guest_s_browser_remembers_it_and_leads_back(user):
    client = Client()
    assert client.post(SWITCH, {"large": "1", "back": f"{LOGIN}?next=/x/"}).url == f"{LOGIN}?next=/x/"
    assert is_large(client)
    client.post(SWITCH, {"large": "", "back": LOGIN})
    assert not is_large(client)


@pytest.mark.parametrize("back", ["１２", "nowhere", "//elsewhere.example/", "a.b"])
def test_whoever_names_no_page_of_the_portal_comes_to_its_first(user, back):
    assert Client().post(SWITCH, {"large": "1", "back": back}).url == "/"


def test_an_account_has_it_on_its_next_device(user):
    signed_in(user).post(SWITCH, {"large": "1"})
    assert is_large(signed_in(user), "/accounts/")


def test_who_pressed_it_before_signing_in_keeps_it(user):
    client = Client()
    client.post(SWITCH, {"large": "1"})
    client.force_login(user)
    assert is_large(client, "/accounts/")


def test_who_chose_the_usual_size_has_it_on_somebody_else_s_device(user):
    signed_in(user).post(SWITCH, {"large": ""})
    client = Client()
    client.post(SWITCH, {"large": "1"})
    client.force_login(User.objects.get())
    assert not is_large(client, "/accounts/")


@pytest.mark.parametrize("back", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(db, back):
    assert Client().post(SWITCH, {"large": "1", "back": back}).headers["Location"] == "/"
