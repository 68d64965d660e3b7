"""What a street's office clicks from the implementation plan to the certificates of its representatives."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.walk import Walk
from tests.office.documents.paper import pages_of

LINES = ("新民社区", "红星社区", "前进社区")
UNITS = "驻区单位"
CHOSEN = {
    "名额(社区、单位或者界别)": LINES[0], "性别": "女", "民族": "汉族", "政治面貌": "群众", "学历": "大学本科",
    "代表来源": "居(村)民代表", "职业": "工人、农民、社区工作者等一线人员",
}  # fmt: skip
ORGANS = ("派出所", "街道纪工委")
PARTY_PAPER = "滨街工委〔2026〕8号"


def plan(clerk: Walk) -> None:
    """The usual sections, sent to the party working committee, whose answer the office registers."""
    clerk.confirm("拟定实施方案")
    clerk.press("保存")
    clerk.confirm("报党工委研究", "报送")
    decide(clerk, "滨街工委纪〔2026〕5号")
    clerk.follow("查看送审内容")
    expect(clerk.page.get_by_text("已批准").first).to_be_visible()


def decide(clerk: Walk, number: str) -> None:
    clerk.follow("去登记结果")
    clerk.page.get_by_label("纪要或批复文号").first.fill(number)
    clerk.page.get_by_label("研究决定日期").first.fill("2026-03-02")
    clerk.press("登记为同意")


def divide(clerk: Walk) -> None:
    """Two places a community, one for the units."""
    clerk.click(clerk.page.locator(".breadcrumb a").last)
    clerk.confirm("拟定名额分配表")
    clerk.fill(**{f"lines-{row}-seats": 2 for row in range(len(LINES))})
    row = len(LINES)
    clerk.page.locator(f"[name='lines-{row}-kind']").select_option(label=UNITS)
    clerk.fill(**{f"lines-{row}-unit": UNITS, f"lines-{row}-seats": 1})
    clerk.press("保存")
    clerk.confirm("定案")
    expect(clerk.page.get_by_text("可以开始推荐")).to_be_visible()


def recommend(clerk: Walk, name: str, channel: str, **typed: str) -> None:
    """One 推荐登记表 of 新民社区."""
    clerk.follow("推荐登记")
    for label, option in {**CHOSEN, "推荐方式": channel}.items():
        clerk.choose(label, option)
    clerk.fill(name=name, born_on="1985-05-06", workplace="新民社区居民小组长", tie_place="新民社区", **typed)
    clerk.fill(tie_since="2015-01-01", merits="热心公益", phone="19900001234")
    clerk.press("保存")
    clerk.confirm("提交初审", "提交")


def review(clerk: Walk) -> None:
    """工委初审 of one person."""
    clerk.follow("登记初审意见")
    clerk.click(clerk.page.get_by_label("初审同意"))
    clerk.press("保存")
    clerk.click(clerk.page.locator(".breadcrumb a").last)


def clear(clerk: Walk, people: int) -> None:
    """The letters of both organs: nothing against anybody."""
    clerk.follow("登记联审意见")
    for organ in ORGANS:
        expect(clerk.page.get_by_role("heading", name=f"登记联审意见:{organ}")).to_be_visible()
        expect(clerk.page.locator("[name=candidates]:checked")).to_have_count(people)
        clerk.press("登记无异议")


def list_people(clerk: Walk) -> None:
    """Everybody through the joint review is offered for the slate, which goes to the party committee."""
    clerk.confirm("拟定名单")
    expect(clerk.page.locator("[name=candidates]:checked")).to_have_count(7)
    clerk.press("保存名单")
    clerk.confirm("报党工委审查", "报送")
    decide(clerk, "滨街工委纪〔2026〕6号")
    clerk.follow("查看送审内容")


def publish(clerk: Walk) -> None:
    clerk.follow("公示")
    clerk.press("发布公示")
    expect(clerk.page.get_by_text("已公示")).to_be_visible()


def conclude(clerk: Walk) -> None:
    """The notice is over without objections."""
    clerk.follow("填写结论并办结")
    clerk.page.locator("textarea").fill("未收到异议")
    clerk.press("办结")


def determine(clerk: Walk) -> None:
    clerk.follow("打开名单")
    clerk.follow("确定议事代表")
    clerk.fill(document_number=PARTY_PAPER)
    clerk.press("确定")
    expect(clerk.page.get_by_text("已编入名册")).to_be_visible()


def certificate(clerk: Walk, name: str) -> bytes:
    clerk.follow(name)
    clerk.follow("代表资格")
    return fetched(clerk, "聘书")


def fetched(walk: Walk, name: str | re.Pattern[str]) -> Any:
    """What a link to a paper brings."""
    link = walk.page.get_by_role("main").get_by_role("link", name=name).first
    answer = walk.page.request.get(link.evaluate("link => link.href"))
    assert answer.ok, answer.status
    return answer.body()


def text_of(pdf: bytes) -> str:
    return "".join(line.text for page in pages_of(pdf) for line in page)
