"""A deputy's phone with a fingerprint reader: registered once, then it signs in without name and password."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from apps.foundation.accounts.models import User
from apps.foundation.audit.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, INBOX = (390, 844), reverse("notifications_inbox")
READER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_reader(page: Page) -> Page:
    """The page on a device that knows fingers."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": READER})
    return page


def register(page: Page) -> None:
    page.get_by_role("link", name="登记这台设备").click()
    page.locator("[name=password]").fill("correct horse 9")
    page.get_by_role("button", name="确认").click()
    page.get_by_label("名称").fill("我的手机")
    page.get_by_role("button", name="登记这台设备").click()
    expect(page.get_by_text("已登记通行密钥“我的手机”")).to_be_visible()


def sign_out(page: Page) -> None:
    page.goto(page.evaluate("location.origin") + "/accounts/logout/")
    page.locator("main").get_by_role("button", name="退出").click()


def use_passkey(page: Page) -> None:
    page.get_by_role("button", name="用通行密钥登录").click()


def test_a_phone_is_registered_and_signs_in_where_its_holder_wanted_to_go(cast, open_page, live_server):
    page = with_reader(open_page(PHONE, "/accounts/mfa/webauthn/", cast.client("deputy")))
    register(page)
    sign_out(page)
    page.goto(live_server.url + INBOX)
    use_passkey(page)
    expect(page).to_have_url(live_server.url + INBOX)
    acts = Entry.objects.filter(actor_name=cast.people["deputy"].name).order_by("pk")
    assert list(acts.values_list("act", "facts__kind", "facts__how")) == [
        ("accounts.second_factor.added", "通行密钥“我的手机”", None),
        ("accounts.user.signed_in", None, "通行密钥"),
    ]


def test_a_passkey_opens_no_closed_account_and_none_that_has_to_change_its_password(cast, open_page, live_server):
    page = with_reader(open_page(PHONE, "/accounts/mfa/webauthn/", cast.client("deputy")))
    register(page)
    sign_out(page)
    User.objects.filter(username="deputy0").update(is_active=False)
    page.goto(live_server.url + "/accounts/login/")
    use_passkey(page)
    expect(page.get_by_text("此账号已停用,不能登录")).to_be_visible()
    User.objects.filter(username="deputy0").update(is_active=True, must_change_password=True)
    page.get_by_role("link", name="回登录页").click()
    use_passkey(page)
    expect(page.get_by_text("请先换成自己的密码")).to_be_visible()
