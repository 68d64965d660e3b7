"""Lists of any length: every row once, forwards and backwards, whatever is asked for."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from apps.foundation.core.keysets import Keyset, Total
from apps.foundation.core.registers import Column, Register
from apps.office.notifications.models import Notice

AT = datetime(2026, 3, 20, 1, tzinfo=UTC)
BY_COUNTING = Keyset(lambda found, applied, text: Total(found.count()))


@pytest.fixture
def ask(cast):
    """Asks a list of 60 notices, three a minute from 09:00 on two days, for a page."""
    person = cast.people["staff"]
    Notice.objects.bulk_create(
        Notice(
            recipient=person, key=f"k{number}", title=f"消息{number:02}", sender="示例",
            created_at=AT + timedelta(days=number // 30, minutes=number // 3),
        )
        for number in range(60)
    )  # fmt: skip

    def answer(query="", pages=BY_COUNTING):
        request = RequestFactory().get(f"/x/?{query}")
        request.actor, request.user, request.session = cast.actor("staff"), person.user, {}
        request._messages = FallbackStorage(request)
        columns = [Column("标题", "title"), Column("时间", "created_at", sort="created_at")]
        rows = Notice.objects.filter(recipient=person).order_by("-created_at", "-pk")
        return Register("消息", rows, columns, search=["title__contains"], pages=pages, empty="没有。").respond(request)

    return answer


def titles(response):
    page = response.content.decode()
    return re.findall(r'data-label="标题"[^>]*>([^<]*)', page)


def link(response, word):
    """The `?…` behind a link of the pager."""
    before, found, _ = response.content.decode().partition(f">{word}</a>")
    return before.rpartition('href="?')[2].split('"')[0].replace("&amp;", "&") if found else ""


def said(response):
    return response.content.decode().split('portal-count"><span>')[1].split("</span>")[0]


NEWEST_FIRST = [f"消息{number:02}" for number in reversed(range(60))]


@pytest.mark.parametrize(("query", "expected"), [("", NEWEST_FIRST), ("sort=created_at", NEWEST_FIRST[::-1])])
def test_going_on_shows_every_row_once_and_going_back_the_same_pages(ask, query, expected):
    first = ask(query)
    second = ask(link(first, "下一页"))
    third = ask(link(second, "下一页"))
    assert titles(first) + titles(second) + titles(third) == expected
    assert [said(page) for page in (first, second, third)] == [
        "第 1–25 条,共 60 条", "第 26–50 条,共 60 条", "第 51–60 条,共 60 条",
    ]  # fmt: skip
    assert link(third, "下一页") == link(first, "上一页") == ""
    back = ask(link(third, "上一页"))
    assert (titles(back), said(back)) == (titles(second), said(second))
    assert titles(ask(link(back, "上一页"))) == titles(first)


def test_the_last_page_is_the_one_that_going_on_leads_to(ask):
    last = ask(link(ask(), "末页"))
    assert (titles(last), said(last)) == (NEWEST_FIRST[50:], "第 51–60 条,共 60 条")
    assert link(last, "末页") == ""
    assert titles(ask(link(last, "上一页"))) == NEWEST_FIRST[25:50]
    full = ask("size=50&page=last&q=消息")
    assert titles(full) == NEWEST_FIRST[50:]


def test_a_jump_begins_with_the_day_that_is_asked_for(ask):
    assert titles(ask("page=2026-03-20")) == NEWEST_FIRST[30:55]
    assert titles(ask("page=2026-03-21&sort=created_at")) == NEWEST_FIRST[29:4:-1]
    assert said(ask("page=2026-03-20")) == "共 60 条"
    assert titles(ask(link(ask("page=2026-03-20"), "上一页"))) == NEWEST_FIRST[5:30]


def test_rows_that_came_meanwhile_move_no_page(ask, cast):
    second = link(ask(), "下一页")
    Notice.objects.create(
        recipient=cast.people["staff"], key="new", title="新消息", sender="示例", created_at=AT + timedelta(days=9)
    )
    assert titles(ask(second)) == NEWEST_FIRST[25:50]


@pytest.mark.parametrize(
    "page",
    [
        "x", "7", "-1", "after", "after~1~x~1", "after~1~2026-03-20~x", "after~~~", "2026-02-31", "9999-12-31", "~~~",
        "after~99999999999999999999~2026-03-20~1", "before~1~2030-01-01T00:00:00+00:00~1", "9999-99-99", "%00",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_the_first_page(ask, page):
    assert titles(ask(f"page={page}")) == NEWEST_FIRST[:25]


def test_a_page_behind_the_end_says_that_nothing_is_there(ask):
    response = ask("page=after~61~1990-01-01T00:00:00%2B00:00~1")
    assert titles(response) == []


def test_a_short_list_is_not_turned(ask):
    response = ask("q=消息1")
    assert (said(response), link(response, "末页")) == ("第 1–10 条,共 10 条", "")


def test_a_count_that_stopped_is_no_number_of_the_last_page(ask):
    stopped = Keyset(lambda found, applied, text: Total(40, is_more=True))
    last = ask("page=last", pages=stopped)
    assert said(last) == "共 40 条以上"
    assert titles(last)[-1] == NEWEST_FIRST[-1]
