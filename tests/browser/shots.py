"""`make shots`: every audience's main pages of the demo district as pictures, with an index page.

Runs on the database of DATABASE_URL, which must be empty or hold the demo district.
"""
# ruff: noqa: E402 - models can be imported only after Django is set up

import html
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.update(DJANGO_SETTINGS_MODULE="congress_portal.settings", DEBUG="1", DEMO="1", DJANGO_ALLOW_ASYNC_UNSAFE="1")

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Playwright, sync_playwright

from apps.congress.ballots.models import Poll
from apps.congress.matters.models import Submission
from apps.congress.meetings.models import Sitting
from apps.foundation.accounts.models import User
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Person, Term
from apps.systems.livelihood_projects.models import Season
from tests.browser.chromium import FLAGS, installed

OUT = Path("build/shots")
DESK, PHONE, HALL = (1440, 900), (390, 844), (1920, 1080)


@dataclass(frozen=True)
class Shot:
    """One page as one account sees it; `account` "" is a guest."""

    audience: str
    account: str
    title: str
    path: str
    sizes: tuple[tuple[int, int], ...] = (DESK, PHONE)

    def file(self, width: int) -> str:
        return f"{self.account or 'guest'}-{self.title}-{width}.png"


def shots() -> list[Shot]:
    """The pages worth a look, with the demo district's own objects."""
    voting = Poll.objects.get(state="open", body__name="青禾镇人民代表大会")
    sitting = Sitting.objects.filter(polls__poll=voting).get()
    season = Season.objects.get(polls__poll=voting)
    finished = Season.objects.filter(state="announced").select_related("term__body").first()
    drafting = Season.objects.filter(state="drafting").first()
    result = finished.polls.order_by("pk").last().poll
    term = Term.objects.get(body__name="青禾镇人民代表大会")
    deputy = Person.objects.get(user__username="daibiao2")
    return [
        *_guest(),
        *_member(voting, sitting, season),
        *_staff(voting, sitting, season, term, deputy),
        *_district(finished, drafting, result),
        Shot("领导", "lingdao", "首页", "/"),
        Shot("领导", "lingdao", "会议", reverse("meetings_list")),
        Shot("承办单位", "chengban", "首页", "/"),
        Shot("系统管理员", "admin", "首页", "/"),
        Shot("系统管理员", "admin", "办理记录", reverse("audit_entry_list")),
        Shot("会场大屏", "qinghe", "签到大屏", reverse("meetings_screen", args=[sitting.public_id]), (HALL,)),
        Shot("会场大屏", "qinghe", "表决大屏", reverse("ballots_screen", args=[voting.public_id]), (HALL,)),
    ]


def _guest() -> list[Shot]:
    town = Area.objects.get(name="青禾镇")
    pages = {
        "登录": reverse("account_login"),
        "反映意见": reverse("matters_tell", args=[town.public_id]),
        "查询进展": reverse("matters_mine"),
    }
    return [Shot("访客", "", title, path, (PHONE, DESK)) for title, path in pages.items()]


def _member(voting: Poll, sitting: Sitting, season: Season) -> list[Shot]:
    pages = {
        "首页": "/",
        "会议通知": reverse("meetings_notice", args=[sitting.meeting.public_id]),
        "请假": reverse("meetings_leave", args=[sitting.meeting.public_id]),
        "候选项目": reverse("livelihood_candidates", args=[season.public_id]),
        "投票": reverse("ballots_vote", args=[voting.public_id]),
        "帮群众反映": reverse("matters_collect"),
        "我反映的": reverse("matters_brought"),
        "消息": reverse("notifications_inbox"),
        "我的履职": reverse("people_me"),
    }
    return [Shot("代表", "daibiao2", title, path, (PHONE, DESK)) for title, path in pages.items()]


def _staff(voting: Poll, sitting: Sitting, season: Season, term: Term, deputy: Person) -> list[Shot]:
    pages = {
        "首页": "/",
        "人员名册": reverse("people_list"),
        "个人页": reverse("people_person", args=[deputy.public_id]),
        "届": reverse("people_term", args=[term.public_id]),
        "名册导入": reverse("people_roster_import"),
        "打印登录单": reverse("people_slips"),
        "规则": reverse("policies_policy_list"),
        "会议": reverse("meetings_detail", args=[sitting.meeting.public_id]),
        "会场": reverse("meetings_sitting", args=[sitting.public_id]),
        "意见建议": reverse("matters_list"),
        "意见建议详情": Submission.objects.get(text__startswith="新民村三组村口").get_absolute_url(),
        "民生实事": reverse("livelihood_season", args=[season.public_id]),
        "分组意见": reverse("livelihood_opinions", args=[season.public_id]),
        "阅读情况": reverse("livelihood_reading", args=[season.public_id]),
        "表决": reverse("ballots_poll", args=[voting.public_id]),
        "表决进行": reverse("ballots_live", args=[voting.public_id]),
    }
    return [Shot("人大工作人员", "qinghe", title, path) for title, path in pages.items()]


def _district(finished: Season, drafting: Season, result: Poll) -> list[Shot]:
    pages = {
        "结果": reverse("livelihood_result", args=[finished.public_id]),
        "储备项目库": reverse("livelihood_reserve"),
        "拟定候选": reverse("livelihood_season", args=[drafting.public_id]),
        "票决结果": reverse("ballots_result", args=[result.public_id]),
    }
    return [Shot("区级工作人员", "quwei", title, path) for title, path in pages.items()]


def take(base: str) -> list[tuple[Shot, int]]:
    """Write every picture; returns what was written. Stops at a page that is no success or scrolls sideways."""
    taken = []
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for shot in shots():
            for width, height in shot.sizes:
                context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
                context.add_cookies(session(shot.account, base))
                page = context.new_page()
                response = page.goto(base + shot.path)
                assert response is not None, shot
                assert response.ok, f"{shot.title}: {response.status}"
                overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert overflow <= 0, f"{shot.title} at {width} px scrolls sideways by {overflow}"
                if width != HALL[0]:
                    # As tall as the page itself, so that bars that stick to the edges stand at the edges.
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": tall})
                page.screenshot(path=OUT / shot.file(width), full_page=width != HALL[0])
                taken.append((shot, width))
                context.close()
        browser.close()
    return taken


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=installed(), args=FLAGS)


def session(account: str, base: str) -> list[dict]:
    if not account:
        return []
    client = Client()
    client.force_login(User.objects.get(username=account))
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}]


def write_index(taken: list[tuple[Shot, int]]) -> None:
    rows, audience = [], ""
    for shot, width in taken:
        if shot.audience != audience:
            audience = shot.audience
            rows.append(f"<h2>{html.escape(audience)}</h2>")
        name = html.escape(shot.file(width))
        caption = f"{html.escape(shot.title)} {width}"
        rows.append(f'<figure><img src="{name}" loading="lazy"><figcaption>{caption}</figcaption></figure>')
    style = "figure{display:inline-block;vertical-align:top;margin:8px}img{width:420px;border:1px solid #ccc}"
    page = f'<!doctype html><meta charset="utf-8"><title>页面图</title><style>{style}</style>{"".join(rows)}'
    (OUT / "index.html").write_text(page)


@contextmanager
def serving():
    """The portal on a free port while the pictures are taken."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.URLError:
            time.sleep(0.3)
        else:
            return
    raise SystemExit("the portal did not start")


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("demo_load", if_empty=True)
    OUT.mkdir(parents=True, exist_ok=True)
    with serving() as base:
        taken = take(base)
    write_index(taken)
    print(f"{len(taken)} pictures: {OUT / 'index.html'}")


if __name__ == "__main__":
    main()
