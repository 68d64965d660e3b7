"""The office sorts with single keys; a deputy writes on a phone and loses nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from apps.congress.matters.models import Matter
from apps.congress.matters.services.writing import SuggestionDraft
from tests.congress.matters.writing import TEXT, accepted, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = (1440, 900), (390, 844)


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def states():
    return list(Matter.objects.order_by("pk").values_list("state", flat=True))


def test_rows_are_walked_and_sorted_without_the_mouse(cast, open_page):
    rows = [submitted(cast) for _ in range(3)]
    page = open_page(DESK, "/matters/items/sorting/", cast.client("staff"))
    current = page.locator(".matters-row.is-current")
    expect(current).to_have_id(f"row-{rows[0].public_id}")
    page.keyboard.press("a")
    expect(page.locator(f"#row-{rows[0].public_id}.is-current")).to_contain_text("已立案,待交办")
    page.keyboard.press("u")
    expect(page.get_by_label("主办单位")).to_be_focused()
    page.keyboard.type("青禾镇人民政府")
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{rows[0].public_id}")).to_contain_text("办理中")
    expect(current).to_have_id(f"row-{rows[1].public_id}")
    page.keyboard.press("j")
    expect(current).to_have_id(f"row-{rows[2].public_id}")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("r")
    expect(page.get_by_label("需要修改什么")).to_be_focused()
    page.keyboard.type("请分别提出 jkx")
    page.keyboard.press("Escape")
    expect(page.locator(".matters-panel textarea")).to_have_count(0)
    assert states() == ["handed_over", "submitted", "submitted"]


def test_it_works_by_mouse_too(cast, open_page):
    row = submitted(cast)
    page = open_page(DESK, "/matters/items/sorting/", cast.client("staff"))
    page.get_by_role("link", name="不予受理").click()
    page.get_by_label("属于控告、申诉、检举").check()
    page.get_by_role("button", name="不予受理").click()
    expect(page.locator(f"#row-{row.public_id}.is-done")).to_contain_text("不予受理")
    assert states() == ["refused"]


def test_on_a_phone_nothing_is_said_of_keys_and_mouse(cast, open_page):
    submitted(cast)
    page = open_page(DESK, "/matters/items/sorting/", cast.client("staff"))
    expect(page.get_by_text("也可以用鼠标点按钮办理")).to_be_visible()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(page.get_by_text("也可以用鼠标点按钮办理")).to_be_hidden()
    expect(page.get_by_role("link", name="不予受理")).to_be_visible()


def test_a_title_without_a_space_does_not_push_the_page_sideways(cast, open_page):
    row = accepted(cast, SuggestionDraft("https://" + "w" * 92, TEXT, "城乡建设"))
    for path in (row.get_absolute_url(), reverse("matters_hand_over", args=[row.public_id])):
        page = open_page(PHONE, path, cast.client("staff"))
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_a_deputy_writes_by_the_template_and_a_closed_window_loses_nothing(cast, open_page):
    client = cast.client("deputy")
    page = open_page(PHONE, "/matters/items/write/", client)
    page.get_by_role("button", name="按“情况、问题、建议”填写").click()
    assert page.locator("#id_text").input_value().startswith("情况:")
    page.locator("#id_text").fill(TEXT)
    page.reload()
    page.get_by_role("button", name="恢复上次在本机没有保存的文字").click()
    assert page.locator("#id_text").input_value() == TEXT
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_label("标题").fill("关于路灯的建议")
    page.get_by_label("类别").select_option("城乡建设")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    page.get_by_role("button", name="提交", exact=True).click()
    page.get_by_role("button", name="确定提交").click()
    expect(page.get_by_text("等人大工作人员审核")).to_be_visible()
    assert states() == ["submitted"]
