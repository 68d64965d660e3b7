"""A resident's sentence on a phone: written, answered by the office, read by its code; also without JavaScript."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from apps.congress.matters.models import Submission
from apps.congress.matters.services import submission_tell
from tests.congress.matters.conftest import AT, LAMP

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def photo():
    out = BytesIO()
    Image.new("RGB", (600, 400), "steelblue").save(out, "JPEG")
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sentence_is_written_and_followed_up(cast, browser, live_server, settings, tmp_path, scripts):
    settings.MEDIA_ROOT = tmp_path
    page = browser.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=scripts).new_page()
    page.goto(live_server.url + reverse("matters_choose"))
    page.get_by_role("link", name="青禾镇").click()
    page.get_by_label("您要反映什么").fill(LAMP)
    page.get_by_label("照片").set_input_files([photo()])
    page.get_by_role("button", name="提交").click()
    code = page.locator(".tell-code").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    submission = Submission.objects.get()
    submission_tell(submission=submission, sentence="路灯已装好。", by=cast.actor("staff"), at=AT, is_final=True)
    page.goto(live_server.url + reverse("matters_mine"))
    page.get_by_label("查询码").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("路灯已装好。")).to_be_visible()
    expect(page.get_by_alt_text("我上传的照片1")).to_be_visible()
