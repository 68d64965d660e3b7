"""Papers of every general kind with invented content, for `manage.py samples` and the demo district."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from apps.foundation.organisations.models import Unit, UnitKind
from apps.office.documents import composing
from apps.office.documents.rules.tree import Annex, Block, Column, Names, Paragraph, Table, Tree

ON = date(2026, 3, 20)


def organ() -> Unit | None:
    """A presidium, or whatever organ there is."""
    rows = Unit.objects.select_related("area")
    return rows.filter(kind=UnitKind.PRESIDIUM).order_by("pk").first() or rows.order_by("pk").first()


def notice(unit: Unit) -> Tree:
    blocks: list[Block] = [
        Paragraph("为深入践行全过程人民民主，广泛收集民意、汇聚民智，经研究，决定开展民生实事项目意见征集工作。现将有关事项通知如下："),
        Paragraph("征集时间", 1),
        Paragraph("2026年7月1日至9月30日。"),
        Paragraph("征集范围", 1),
        Paragraph("具有普惠性、基础性、公益性，以财政资金投入为主，一般在一年内能够完成的项目，重点包括：", 0),
        Paragraph("农村道路、供水、照明等基础设施；", 3),
        Paragraph("教育、医疗、养老、托育等公共服务；", 3),
        Paragraph("环境整治、公共安全等群众关切的事项。", 3),
        Paragraph("工作要求", 1),
        Paragraph("广泛发动。", 2),
        Paragraph("各代表小组要依托代表家站，组织代表深入选区走访选民，每名代表走访不少于10户。"),
        Paragraph("如实记录。", 2),
        Paragraph("对征集到的意见逐条登记提出人、地点和内容，做到件件有着落、事事有回音。"),
    ]  # fmt: skip
    title = f"关于开展{unit.area.name}2027年民生实事项目意见征集工作的通知"
    return composing.red_head(
        unit, title, blocks, recipients=("各代表小组", "各村（居）民委员会"),
        attachments=("民生实事项目意见征集表",), note="联系人：镇办同志，电话：023-00000000",
        annexes=(_form(),), copies=(f"中共{unit.area.name}委员会", f"{unit.area.name}人民政府"),
    )  # fmt: skip


def _form() -> Annex:
    columns = (Column("序号"), Column("项目名称", 4), Column("地点", 3), Column("主要内容", 6), Column("提出人", 2))
    return Annex("民生实事项目意见征集表", (Table(columns, tuple((str(n), "", "", "", "") for n in range(1, 11))),))


def request(unit: Unit) -> Tree:
    blocks = [
        Paragraph("根据年度工作安排，拟于2026年4月10日召开镇人民代表大会会议，听取和审议民生实事项目实施情况的报告，并对候选项目进行票决。"),
        Paragraph("会议拟安排一天，应到代表60人，列席人员20人，经费在年度预算中列支。"),
        Paragraph("妥否，请批示。"),
    ]  # fmt: skip
    tree = composing.red_head(
        unit, "关于召开镇人民代表大会会议的请示", blocks, recipients=(f"中共{unit.area.name}委员会",),
        note="联系人：镇办同志，电话：023-00000000",
    )  # fmt: skip
    return _upward(tree)


def report(unit: Unit) -> Tree:
    blocks = [
        Paragraph("根据《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》的规定，现将2025年民生实事项目监督情况报告如下："),
        Paragraph("基本情况", 1),
        Paragraph("2025年确定的10个项目总投资3,860万元，截至12月底全部完工，资金拨付率为96.5%，惠及群众23,400人。"),
        Paragraph("主要做法", 1),
        Paragraph("主席团组织10个监督小组，开展视察42次，提出意见建议67条，已办结65条。"),
        Paragraph("下一步打算", 1),
        Paragraph("对未办结的2条意见继续跟踪督办，确保落实到位。"),
        Paragraph("特此报告。"),
    ]  # fmt: skip
    title = "关于2025年民生实事项目监督情况的报告"
    return _upward(composing.red_head(unit, title, blocks, recipients=(f"中共{unit.area.name}委员会",)))


def _upward(tree: Tree) -> Tree:
    """Requests and reports name who signs them in their head."""
    return replace(tree, head=replace(tree.head, signer="赵伟"))


def letter(unit: Unit) -> Tree:
    blocks = [
        Paragraph(
            "为做好代表视察工作，拟于2026年4月15日组织代表20人视察农村公路建养项目，"
            "请贵单位安排熟悉情况的负责同志到场介绍，并提供项目进度和资金使用情况的书面材料。"
        ),
        Paragraph("请予支持为盼。"),
    ]
    return composing.letter(unit, "关于商请协助代表视察的函", blocks, recipients=(f"{unit.area.name}人民政府",))


def announcement(unit: Unit) -> Tree:
    blocks = [
        Paragraph("依照法律规定，补选王小明为镇第二十届人民代表大会代表，经代表资格审查委员会审查，代表资格有效。"),
        Paragraph("现予公告。"),
    ]
    return composing.announcement(unit, f"{unit.name}公告", blocks)


def minutes(unit: Unit) -> Tree:
    blocks: list[Block] = [
        Paragraph("2026年3月20日下午，在镇政府三楼会议室召开主席团会议，研究民生实事候选项目有关事项。现纪要如下："),
        Paragraph("会议听取了镇人民政府关于候选项目的说明", 1),
        Paragraph("会议认为，12个候选项目经过广泛征集、会商论证和党委研究，符合本地实际和群众意愿。"),
        Paragraph("会议决定", 1),
        Paragraph("将12个候选项目提交镇人民代表大会会议审议、票决，从中确定10项。", 3),
        Paragraph("于会前10日将候选项目送达全体代表。", 3),
        Names("出席", ("安然", "白雪", "陈晨", "丁宁", "方圆", "高山", "何田")),
        Names("请假", ("江河",)),
        Names("列席", ("康宁", "林木", "刘副镇长")),
    ]  # fmt: skip
    return composing.minutes(
        unit, f"{unit.name}会议纪要", "主席团第12次会议纪要", blocks, copies=("主席团各成员", "各代表小组")
    )


NUMBERS = {notice: "青人发〔2026〕18号", request: "青人文〔2026〕6号", report: "青人发〔2026〕3号",
           letter: "青人函〔2026〕9号", announcement: "〔二十届〕第4号", minutes: "青人纪〔2026〕12号"}  # fmt: skip


def trees_of(make: Callable[[Unit], Tree]) -> Callable[[], Iterator[Tree]]:
    """What a kind's `trees` yields: the paper as it would be issued."""

    def trees() -> Iterator[Tree]:
        if unit := organ():
            yield make(unit).numbered(NUMBERS[make], ON)

    return trees
