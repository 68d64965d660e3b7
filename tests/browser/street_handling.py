"""What becomes of opinions: written on a phone, sorted at a desk, answered by a unit, rated."""

import re
from io import BytesIO

from docx import Document as Docx
from playwright.sync_api import expect

from tests.browser.walk import Walk

SPOT, HANDED, ABOVE, REFERENCE, CHANNEL = (
    "关于清理滨江路堆物的建议", "关于修复红星巷路灯的建议", "关于增开公交线路的建议", "关于举办文化节的建议",
    "关于欠薪仲裁的意见",
)  # fmt: skip
WRITTEN = {
    SPOT: "人行道上堆着建筑垃圾,老人只能走车道,请派人清走。", HANDED: "巷口三盏灯不亮,夜里看不清台阶,请派人检修。",
    ABOVE: "前进社区到区医院没有直达班车,请区里研究开行。", REFERENCE: "居民希望每年有一次自己的演出,可列入计划。",
    CHANNEL: "某公司拖欠三名员工两个月工资,希望街道裁决。",
}  # fmt: skip
ROUTES = {
    SPOT: "当场解决", HANDED: "交承办单位办理", ABOVE: "转上级人大代表提出",
    REFERENCE: "转党(工)委、政府(办事处)工作参考", CHANNEL: "超出职权,请通过其他渠道反映",
}  # fmt: skip
ANSWER = "路灯已经全部修复。"
SENTENCES = {SPOT: "会上已由城管中队清理", REFERENCE: "已送工委研究", CHANNEL: "属仲裁事项,请向仲裁委提出"}


def write(member: Walk, title: str) -> None:
    """From the notice of the meeting."""
    member.follow("在本次会议提出意见建议")
    member.fill(title=title, text=WRITTEN[title])
    member.choose("类别", "城乡建设")
    member.press("保存")
    member.confirm("提交", "确定提交")
    expect(member.page.get_by_text("已提交,受理编号")).to_be_visible()


def sort(clerk: Walk, title: str, act: str, label: str, value: str, button: str = "") -> None:
    """One row of 审核交办: the act, what it asks, its button."""
    row = clerk.page.locator(".matters-row").filter(has=clerk.page.get_by_role("link", name=title, exact=True))
    clerk.click(row.get_by_role("link", name=re.compile(f"^{act}")))
    field = row.get_by_label(label)
    if field.evaluate("field => field.tagName") == "SELECT":
        clerk.choose_in(field, value)
    else:
        field.fill(value)
    clerk.click(row.get_by_role("button", name=button or act, exact=True))
    expect(row).to_have_class(re.compile("is-done"))


def take(unit: Walk, title: str) -> None:
    unit.click(unit.page.get_by_role("link", name=re.compile(title)).first)
    unit.press("签收")


def talk(unit: Walk, day: str) -> None:
    unit.follow("登记沟通")
    unit.fill(on=day, people="示例经办、提出人", gist="希望尽快修复")
    unit.press("登记")


def answer(unit: Walk) -> None:
    unit.follow("起草答复")
    unit.click(unit.page.get_by_label(re.compile("^A")))
    unit.fill(text=ANSWER, contact_name="示例经办", contact_phone="023-60000001")
    unit.press("保存答复稿")


def send_to_sign(unit: Walk, people: list[str]) -> None:
    unit.follow("送签答复函")
    for label, name in zip(("核稿人", "签发人"), people, strict=True):
        unit.choose(label, name)
    unit.press("送签")
    expect(unit.page.get_by_text("已送签")).to_be_visible()


def agree(reviewer: Walk, act: str) -> None:
    """From the list of things to do."""
    reviewer.click(reviewer.page.get_by_role("link", name=re.compile(f"^{act}:")).first)
    reviewer.press("同意")
    expect(reviewer.page.get_by_text(f"“{act}”您已同意")).to_be_visible()


def hand_in(deputy: Walk) -> None:
    """What the street asked the deputy to put forward goes to the congress above."""
    deputy.click(deputy.page.get_by_role("link", name=re.compile(ABOVE)).first)
    deputy.confirm("提交", "确定提交")
    expect(deputy.page.get_by_text("已提交,受理编号")).to_be_visible()


def rate(member: Walk, title: str, result: str) -> None:
    """From the list of things to do."""
    member.click(member.page.get_by_role("link", name=re.compile(title)).first)
    for group in ("对办理态度", "对办理结果"):
        member.click(member.page.get_by_role("group", name=group).get_by_label(result, exact=True))
    member.press("提交评价")
    expect(member.page.get_by_text("已评价")).to_be_visible()


def reported_rows(docx: bytes) -> dict[str, list[str]]:
    """Title -> the row of the table that says of each opinion what became of it."""
    plain = str.maketrans("：，（）", ":,()")
    found = [
        [cell.text.translate(plain) for cell in row.cells] for table in Docx(BytesIO(docx)).tables for row in table.rows
    ]
    return {row[1]: row for row in found if len(row) == 5 and row[2] in ROUTES.values()}
