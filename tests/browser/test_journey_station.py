"""One chain through a station: a resident scans the code at its door, the deputy on duty receives, the office hands it
over, the unit answers, the resident reads and rates.

Resident and deputy hold phones (390 px), clerk and unit sit at desks (1440 px). The unit's letter goes by services.
"""

import re
from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, expect

from apps.congress.matters.models import Matter, Submission
from apps.office.files.selectors import attachments_of
from apps.systems.deputy_stations.models import DeputyPage, StationOpinion
from tests.browser.walk import Walk
from tests.congress.matters.outcomes import answered
from tests.systems.deputy_stations.receptions import GPS, LAMP, ORIENTATION, Hall, hall_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = (390, 844), (1440, 900)
ANSWER = "已换灯泡两只,今晚就亮。"


@pytest.fixture
def hall(cast, settings, tmp_path) -> Hall:
    settings.MEDIA_ROOT = tmp_path
    return hall_of(cast, timezone.now())


def large_photo() -> dict:
    """Many megabytes, lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (29.0, 33.0, 0.0)
    picture = Image.effect_noise((4200, 3000), 90).convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=95, exif=exif)
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def leave(resident: Walk) -> None:
    resident.follow("写意见建议")
    resident.page.get_by_label("您要反映什么").fill(LAMP)
    resident.click(resident.page.get_by_label("照片"))
    resident.page.get_by_label("照片").set_input_files([large_photo()])
    expect(resident.page.get_by_text("照片已压缩")).to_be_visible()
    resident.page.wait_for_timeout(2000)  # nobody writes a sentence within two seconds
    resident.press("提交")
    resident.page.wait_for_url("**/done/**")


def suggest(deputy: Walk) -> None:
    """From the list of things to do: the opinion, and which way it should go."""
    deputy.click(deputy.page.get_by_role("link", name=re.compile("件家站群众意见等您答复")).first)
    deputy.click(deputy.page.get_by_role("link", name=re.compile("村口路灯")).first)
    deputy.follow("建议怎样办")
    deputy.click(deputy.page.get_by_text("交镇街办理"))
    deputy.press("建议怎样办")


def hand_over(clerk: Walk) -> None:
    clerk.click(clerk.page.get_by_role("link", name=re.compile("件家站群众意见待分流")).first)
    clerk.click(clerk.page.get_by_role("link", name=re.compile("村口路灯")).first)
    clerk.follow("交镇街")
    clerk.choose("承办单位", "青禾镇人民政府")
    clerk.press("交镇街办理")
    expect(clerk.page.get_by_text("已办好")).to_be_visible()


def sign_for(unit: Walk) -> None:
    unit.click(unit.page.get_by_role("link", name=re.compile("签收|村口路灯")).first)
    unit.press("签收")


def rate(resident: Walk) -> None:
    for group in ("对办理态度", "对办理结果"):
        resident.click(resident.page.get_by_role("group", name=group).get_by_label("满意", exact=True))
    resident.press("提交评价")


def test_an_opinion_at_the_door_is_received_handed_over_answered_and_rated(hall, cast, open_page):
    resident = Walk(open_page(PHONE, f"/s/{hall.station.code}/?by=scan"))
    with resident.step("write, add a photo, keep the code"):
        leave(resident)
    submission = Submission.objects.get()
    assert submission.channel == "scan"
    photo = attachments_of(submission).get()
    with photo.stored.open() as file, Image.open(file) as picture:
        assert picture.height > picture.width  # turned
        assert max(picture.size) <= 2000
        assert not picture.getexif()
    deputy = Walk(open_page(PHONE, "/", cast.client("deputy")))
    with deputy.step("receive it and say which way"):
        suggest(deputy)
    clerk = Walk(open_page(DESK, "/", cast.client("staff")))
    with clerk.step("hand it over"):
        hand_over(clerk)
    unit = Walk(open_page(DESK, "/", cast.client("handler")))
    with unit.step("sign for it"):
        sign_for(unit)
    answered(Matter.objects.get(submission=submission), at=timezone.now(), text=ANSWER)
    with resident.step("read the answer and rate it"):
        resident.follow("查看进展")
        expect(resident.page.get_by_text(ANSWER)).to_be_visible()
        rate(resident)
    expect(resident.page.get_by_text("已经办结").first).to_be_visible()
    assert resident.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert StationOpinion.objects.get().closed_at is not None
    deputy.page.goto(deputy.page.url.split("/stations/")[0] + StationOpinion.objects.get().get_absolute_url())
    with deputy.step("see what came of it and rate it"):
        deputy.follow("评价办理结果")
        deputy.click(deputy.page.get_by_label("满意", exact=True))
        deputy.press("评价办理结果")
    expect(deputy.page.get_by_text("已评价")).to_be_visible()
    print("", *(f"{name}:\n{walk.told()}" for name, walk in (
        ("resident", resident), ("deputy", deputy), ("clerk", clerk), ("unit", unit))), sep="\n")  # fmt: skip


def test_a_deputy_takes_an_opinion_down_on_the_phone_in_two_taps(hall, cast, open_page):
    deputy = Walk(open_page(PHONE, "/stations/receive/", cast.client("deputy")))
    with deputy.step("take it down"):
        deputy.page.get_by_label("群众反映的内容").fill(LAMP)
        deputy.press("登记")
        deputy.page.wait_for_url("**/done/**")
    with deputy.step("on to the next visitor"):
        deputy.click(deputy.page.get_by_role("link", name="继续登记"))
    expect(deputy.page.get_by_label("群众反映的内容")).to_have_value("")
    assert deputy.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert deputy.clicks["take it down"] == 1
    print(deputy.told())


def broken(page: Page, times: int) -> None:
    """The line breaks `times` times while something is sent."""
    left = [times]

    def handle(route: Route) -> None:
        if route.request.method == "POST" and left[0]:
            left[0] -= 1
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/tell/**", handle)


def test_on_a_bad_line_text_and_photo_stay_and_arrive_once(hall, open_page):
    page = open_page(PHONE, f"/s/{hall.station.code}/tell/?by=scan")
    broken(page, 2)
    page.get_by_label("您要反映什么").fill(LAMP)
    page.get_by_label("照片").set_input_files([large_photo()])
    expect(page.get_by_text("照片已压缩")).to_be_visible()
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("内容和照片都还在本页")).to_be_visible()
    page.wait_for_url("**/done/**", timeout=30_000)
    assert attachments_of(Submission.objects.get()).count() == 1


def test_refused_the_photo_need_not_be_chosen_again(hall, open_page):
    page = open_page(PHONE, f"/s/{hall.station.code}/tell/?by=scan")
    page.get_by_label("照片").set_input_files([large_photo()])
    expect(page.get_by_text("照片已压缩")).to_be_visible()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("请写下要反映的事情")).to_be_visible()
    expect(page.get_by_text("照片没有保留")).to_have_count(0)
    page.get_by_label("您要反映什么").fill(LAMP)
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/done/**")
    assert attachments_of(Submission.objects.get()).count() == 1


def test_a_tap_on_the_map_fills_in_where_the_station_is(hall, cast, open_page):
    page = open_page(PHONE, f"{hall.station.get_absolute_url()}change/", cast.client("staff"))
    expect(page.locator("station-map[data-drawn]")).to_be_attached()
    page.locator(".station-map-box").click(position={"x": 120, "y": 140})
    expect(page.get_by_label("纬度")).not_to_have_value("")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**{hall.station.get_absolute_url()}")
    hall.station.refresh_from_db()
    assert hall.station.latitude is not None
    assert hall.station.longitude is not None


@pytest.mark.parametrize("kind", ["poster/a4", "poster/a3", "deputy-posters/a3"])
def test_posters_are_no_wider_than_the_phone_on_which_they_are_looked_at(hall, cast, open_page, kind):
    DeputyPage.objects.create(person=hall.deputy, code="ABCD2345", created_at=timezone.now())
    page = open_page(PHONE, f"{hall.station.get_absolute_url()}{kind}/", cast.client("staff"))
    expect(page.locator("svg").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
