"""登录设备: where one is signed in, signing out there, and how long a session lasts."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.foundation.accounts.models import SignedInDevice, User
from apps.foundation.accounts.services import sessions_tidy, slip_issue
from apps.foundation.audit.models import Entry
from apps.foundation.core.actors import Actor
from apps.foundation.people.services.accounts import account_lock, account_sign_out, account_unlock

PASSWORD, NEW = "correct horse 9", "battery staple 8"
DEVICES, CHANGE, PING = "/accounts/devices/", "/accounts/password/change/", "/accounts/still-here/"
PHONE = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36 MicroMessenger/8.0"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36"


@pytest.fixture
def user(db) -> User:
    return User.objects.create_user("wangxiaoming0001", password=PASSWORD, name="王小明")


def by_password(user: User, browser: str = DESK) -> Client:
    client = Client(headers={"User-Agent": browser})
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    return client


def by_slip(user: User, browser: str = PHONE) -> Client:
    client = Client(headers={"User-Agent": browser})
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    client.post(f"/accounts/slip/{code}/")
    return client


def is_in(client: Client) -> bool:
    return client.get(PING).status_code == 200


def test_it_says_which_devices_and_how_they_signed_in(user):
    by_slip(user)
    page = by_password(user).get(DEVICES).content.decode()
    assert "安卓手机·微信" in page
    assert "用登录单登录" in page
    assert page.index("Windows电脑·Chrome浏览器") < page.index(">本机<")
    assert page.count("退出此设备") == 1


def test_nothing_that_was_read_stays_behind_in_the_browser(user):
    """A computer in a hall is used by the next one, who presses its back button."""
    client = by_password(user)
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in client.get(DEVICES).headers["Cache-Control"]
    assert "Clear-Site-Data" not in client.get("/").headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert not {"Clear-Site-Data", "Cache-Control"} & set(client.get("/help/").headers)


def test_a_second_slip_in_the_same_browser_is_the_same_device(user):
    phone = by_slip(user)
    _, code = slip_issue(user=user, by=Actor.system(), at=timezone.now(), hours=1)
    assert phone.post(f"/accounts/slip/{code}/").status_code == 302
    assert SignedInDevice.objects.count() == 1


def test_one_device_is_signed_out_from_another(user):
    phone, desk = by_slip(user), by_password(user)
    other = SignedInDevice.objects.get(kind="slip")
    desk.post(f"{DEVICES}{other.public_id}/end/")
    assert not is_in(phone)
    assert is_in(desk)
    assert Entry.objects.get(act="accounts.device.ended").facts == {"device": "安卓手机·微信"}


def test_nobody_signs_somebody_else_out(user):
    phone = by_slip(user)
    stranger = by_slip(User.objects.create_user("lihong0002", name="李红"))
    address = f"{DEVICES}{SignedInDevice.objects.get(user=user).public_id}/end/"
    assert stranger.post(address).status_code == 404
    assert is_in(phone)


def test_all_others_are_signed_out_at_once(user):
    phone, desk = by_slip(user), by_password(user)
    desk.post(f"{DEVICES}end/")
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert desk.get(DEVICES).content.decode().count(">本机<") == 1
    assert Entry.objects.get(act="accounts.devices.ended").facts == {"count": 1}


def test_a_new_password_signs_all_others_out(user):
    phone, desk = by_slip(user), by_password(user)
    desk.post(CHANGE, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})
    assert (is_in(phone), is_in(desk)) == (False, True)
    assert desk.get(DEVICES).content.decode().count(">本机<") == 1


def test_an_operator_ends_every_session_noted_or_not(cast):
    person = cast.people["deputy"]
    noted, unnoted = by_password(person.user), cast.client("deputy")
    account_sign_out(person=person, reason="手机遗失", by=cast.actor("operator"), at=timezone.now())
    assert (is_in(noted), is_in(unnoted)) == (False, False)
    assert is_in(by_password(person.user))
    page = cast.client("operator").get(f"/people/{person.public_id}/").content.decode()
    assert f"/people/{person.public_id}/account/sign-out/" in page


def test_an_account_that_was_closed_and_opened_has_no_old_session(cast):
    person, doing = cast.people["deputy"], {"reason": "核实", "by": cast.actor("operator"), "at": timezone.now()}
    browser = cast.client("deputy")
    account_lock(person=person, **doing)
    account_unlock(person=person, **doing)
    assert not is_in(browser)


def test_signing_out_forgets_the_device(user):
    by_password(user).post("/accounts/logout/")
    assert not SignedInDevice.objects.exists()


def test_no_request_within_five_minutes_costs_a_statement_more(user):
    noted, unnoted = by_password(user), Client()
    unnoted.force_login(user)
    assert statements(noted) == statements(unnoted)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert statements(noted) > statements(unnoted)
        assert statements(noted) == statements(unnoted)
    device = SignedInDevice.objects.get()
    assert device.last_used_at - device.signed_in_at >= timedelta(minutes=5)


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(PING)
    return len(captured)


def test_a_session_left_alone_ends_and_says_so_but_not_one_begun_by_slip(user):
    desk, phone = by_password(user), by_slip(user)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        answer = desk.get(DEVICES, follow=True)
        assert answer.redirect_chain == [("/accounts/login/?next=/accounts/devices/", 302)]
        assert "您有 30 分钟没有操作" in answer.content.decode()
        assert is_in(phone)


def test_a_session_in_use_goes_on_until_its_hours_are_over(user):
    now, desk, phone = timezone.now(), by_password(user), by_slip(user)
    for minutes in range(25, 12 * 60, 25):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            assert is_in(desk)
    with time_machine.travel(now + timedelta(hours=12, minutes=1)):
        assert (is_in(desk), is_in(phone)) == (False, False)


def test_it_is_not_signed_out_for_resting_where_that_is_switched_off(user, settings):
    settings.SESSION_IDLE_MINUTES = 0
    desk = by_password(user)
    with time_machine.travel(timezone.now() + timedelta(hours=11)):
        assert is_in(desk)


def test_what_lapsed_is_forgotten(user):
    by_password(user)
    sessions_tidy(at=timezone.now())
    assert SignedInDevice.objects.count() == 1
    sessions_tidy(at=timezone.now() + timedelta(hours=13))
    assert not SignedInDevice.objects.exists()
