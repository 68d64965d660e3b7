"""While a secret poll runs: counts alone on every page; the hall's screen from the start to the result."""

import re

import pytest
import time_machine

from apps.congress.ballots.models import Method, Poll
from apps.congress.ballots.services.closing import poll_announce, poll_void
from apps.congress.ballots.services.counting import poll_count
from tests.congress.ballots.hall import AT
from tests.congress.ballots.test_live_counts import opened_secretly
from tests.congress.ballots.test_pages import url

NAMES = ("安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田", "江河", "康宁", "林木")


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(AT, tick=False):
        yield


def seen(hall, poll, page, part="staff", **headers) -> str:
    return hall.cast.client(part).get(url(poll, page), headers=headers).content.decode()


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r"<div>([^<]+)<strong>(\d+)</strong></div>", page))


@pytest.mark.parametrize("page", ["live", "screen", "poll"])
def test_no_page_names_who_voted_secretly_or_did_not(hall, page):
    poll = opened_secretly(hall, issued=4, cast=3)
    assert not any(name in seen(hall, poll, page) for name in NAMES)


def test_the_live_page_counts_issued_cast_and_missing(hall):
    poll = opened_secretly(hall, issued=4, cast=3)
    told = figures(seen(hall, poll, "live"))
    assert told == {
        "应到": "10", "实到": "10", "名册": "10", "发出电子票": "4", "收回电子票": "3", "未投": "7",
    }  # fmt: skip


def test_in_a_mixed_secret_poll_paper_is_offered_to_everybody_alike(hall):
    poll = opened_secretly(hall, Method.SECRET_MIXED, issued=4, cast=3)
    page = seen(hall, poll, "live")
    assert page.count("改用纸质票</button>") == 10
    assert "改用纸质票</button>" not in seen(hall, poll, "live", "leader")
    fragment = seen(hall, poll, "live", **{"HX-Request": "true"})
    assert not any(name in fragment for name in NAMES)


def test_the_live_page_tells_staff_whether_scrutineers_stand_by(hall):
    poll = opened_secretly(hall)
    hall.officers(poll)
    assert "已有0名监票人确认到场,截止和开箱须有2名" in seen(hall, poll, "live")
    hall.present(poll, "close")
    assert "已有2名监票人确认到场" in seen(hall, poll, "live")


def test_the_screen_shows_a_secret_poll_in_numbers(hall):
    page = seen(hall, opened_secretly(hall, issued=4, cast=3), "screen")
    assert "发出 <strong>4</strong>" in page
    assert "收回 <strong>3</strong>" in page
    assert "data:image/svg+xml" in page


@pytest.mark.parametrize(("method", "call"), [("paper", "请填写纸质票"), ("show_of_hands", "请举手表决")])
def test_the_screen_of_a_vote_without_phones_calls_without_a_code(hall, method, call):
    poll = hall.draft(method=method, model="per_item", seats=None)
    hall.officers(poll)
    page = seen(hall, hall.open(poll), "screen")
    assert call in page
    assert "data:image" not in page


def counted(hall, **values) -> Poll:
    poll = hall.open(**values)
    for number in range(8):
        hall.vote(poll, number, "道路硬化")
    poll = hall.close(poll)
    poll_count(poll=poll, by=hall.staff, at=AT)
    return poll


def test_the_screen_follows_the_poll_to_its_result(hall):
    poll = hall.draft()
    assert "即将开始" in seen(hall, poll, "screen")
    poll = hall.open(poll)
    for number in range(8):
        hall.vote(poll, number, "道路硬化")
    assert "正在投票" in seen(hall, poll, "screen")
    poll = hall.close(poll)
    assert "投票已截止" in seen(hall, poll, "screen")
    poll_count(poll=poll, by=hall.staff, at=AT)
    page = seen(hall, poll, "screen")
    assert "计票完成,等待宣布" in page
    assert "通过" not in page
    poll_announce(poll=poll, by=hall.staff, at=AT)
    page = seen(hall, poll, "screen")
    assert re.search(r"道路硬化</span><span class=\"screen-votes\">8</span><strong>通过", page)
    assert "饮水改造" in page


def test_the_screen_keeps_counts_that_are_not_published_even_from_staff(hall):
    poll = counted(hall)
    Poll.objects.filter(pk=poll.pk).update(state="draft")
    Poll.objects.filter(pk=poll.pk).update(publish_counts=False)
    Poll.objects.filter(pk=poll.pk).update(state="signed")
    poll_announce(poll=poll, by=hall.staff, at=AT)
    page = seen(hall, poll, "screen")
    assert "道路硬化" in page
    assert "screen-votes" not in page
    assert "饮水改造" not in page


def test_the_screen_of_a_voided_poll_says_so(hall):
    poll = hall.open()
    poll_void(poll=poll, reason="设置有误", by=hall.staff, at=AT)
    assert "本次表决作废" in seen(hall, poll, "screen")
