"""A session that ends while somebody types takes nothing with it."""

import pytest
from playwright.sync_api import expect

from apps.congress.ballots.models import Poll
from apps.congress.matters.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
TEXT = "红星村三组至小学的路段晚上没有灯,学生上晚自习回家不安全。"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('keep-typing:')).length"


def end_session(page):
    page.context.clear_cookies(name="sessionid")


def sign_in_beside(page, cast, who):
    """As the second window leaves it: another session, and another token against forgery."""
    session = cast.client(who).cookies["sessionid"].value
    for name, value in (("sessionid", session), ("csrftoken", "n" * 32)):
        page.context.add_cookies([{"name": name, "value": value, "url": page.evaluate("location.origin")}])


def test_what_was_typed_is_sent_after_signing_in_beside_the_page(cast, open_page):
    page = open_page(DESK, "/ballots/new/", cast.client("staff"))
    page.get_by_label("票名").fill("年度票决")
    page.get_by_label("依据的办法").fill("票决办法")
    page.get_by_label("应选数").fill("2")
    end_session(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("登录已经结束,内容还没有提交")).to_be_visible()
    expect(page.get_by_role("link", name="在新窗口登录")).to_have_attribute("target", "_blank")
    assert not Poll.objects.exists()
    sign_in_beside(page, cast, "staff")
    page.get_by_role("button", name="已登录,继续提交").click()
    expect(page.get_by_role("heading", name="年度票决")).to_be_visible()
    assert Poll.objects.get().title == "年度票决"


def test_pressed_too_early_it_waits_on(cast, open_page):
    page = open_page(DESK, "/ballots/new/", cast.client("staff"))
    page.get_by_label("票名").fill("年度票决")
    end_session(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="已登录,继续提交").click()
    expect(page.get_by_text("登录已经结束,内容还没有提交")).to_be_visible()
    assert page.locator("input[name=title]").input_value() == "年度票决"


def test_a_form_that_stayed_open_is_sent_after_signing_in_beside_it(cast, open_page):
    page = open_page(DESK, "/ballots/new/", cast.client("staff"))
    page.get_by_label("票名").fill("年度票决")
    page.get_by_label("依据的办法").fill("票决办法")
    page.get_by_label("应选数").fill("2")
    sign_in_beside(page, cast, "staff")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="年度票决")).to_be_visible()


def test_the_copy_on_the_phone_stays_until_the_text_has_arrived(cast, open_page):
    page = open_page(PHONE, "/matters/items/write/", cast.client("deputy"))
    page.get_by_label("标题").fill("关于路灯的建议")
    page.get_by_label("类别").select_option("城乡建设")
    page.locator("#id_text").fill(TEXT)
    end_session(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("登录已经结束,内容还没有提交")).to_be_visible()
    assert page.evaluate(KEPT) == 1
    sign_in_beside(page, cast, "deputy")
    page.goto(page.url)
    page.get_by_role("button", name="恢复上次在本机没有保存的文字").click()
    page.get_by_label("标题").fill("关于路灯的建议")
    page.get_by_label("类别").select_option("城乡建设")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    assert Matter.objects.get().text.strip() == TEXT
    assert page.evaluate(KEPT) == 0


def test_the_page_says_so_as_soon_as_somebody_comes_back_to_it(cast, open_page):
    page = open_page(DESK, "/ballots/new/", cast.client("staff"))
    page.clock.install()
    page.reload()
    page.get_by_label("票名").fill("年度票决")
    end_session(page)
    page.clock.fast_forward("05:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("登录已经结束。您填写的内容仍在本页")).to_be_visible()
    assert page.get_by_label("票名").input_value() == "年度票决"
