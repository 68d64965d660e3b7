"""Sample documents of every form, with invented content; both renderers are tried on them."""

from collections.abc import Mapping
from datetime import date

from apps.office.documents.rules.tree import (
    Annex,
    Colophon,
    Column,
    Facts,
    Form,
    Head,
    Names,
    Paragraph,
    Signature,
    SignatureLines,
    Table,
    Tree,
)

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ("伟", "秀英", "志强", "敏", "建国", "文静", "晓东", "丽", "国庆", "玉兰", "海波", "芳", "学军", "春梅")
NAMES = tuple(f"{SURNAMES[at % len(SURNAMES)]}{GIVEN[at * 5 % len(GIVEN)]}" for at in range(96))
OPENING = (
    "为深入践行全过程人民民主，切实把群众的关心事变成政府的用心事，根据《中华人民共和国地方各级人民代表大会和地方各级"
    "人民政府组织法》和区人大常委会有关要求，结合我镇实际，现就做好2026年民生实事项目人大代表票决制工作通知如下。"
)
FILLER = (
    "各村（社区）和镇级各部门要提高认识，加强领导，明确专人负责，广泛征集群众意见，认真梳理分析，逐条提出办理建议，"
    "做到件件有着落、事事有回音。征集意见不得少于30日，入户走访不得少于200户，并在村务公开栏公示征集情况。"
)
PROJECTS = (
    ("1", "老街雨污管网改造", "改造老街片区雨污管网2.3公里，整治排水口14处", "320.00", "镇规建办", "2026年10月"),
    ("2", "桂花村便民桥", "新建人行便民桥一座，长36米、宽3.5米", "86.50", "镇农业服务中心", "2026年8月"),
    (
        "3",
        "社区养老服务站",
        "在清溪、石桥两个社区各设养老服务站一处，配置助餐、日间照料床位共40张",
        "145.80",
        "镇民政办",
        "2026年11月",
    ),
)


def notice() -> Tree:
    """红头文件 with all four levels, a table, two attachments, an annex and a colophon."""
    return Tree(
        form=Form.RED_HEAD,
        head=Head(mark="青禾镇人民代表大会主席团文件", number="青禾人大主席团发〔2026〕8号"),
        title="青禾镇人民代表大会主席团关于做好2026年民生实事项目人大代表票决制工作的通知",
        keep=("青禾镇",),
        recipients=("各村（居）民委员会", "镇级各部门", "辖区各单位"),
        blocks=(
            Paragraph(OPENING),
            Paragraph("总体要求", 1),
            Paragraph("坚持“群众提、代表定、政府办、人大评”，做到项目从群众中来、到群众中去。"),
            Paragraph("实施步骤", 1),
            Paragraph("征集阶段。2026年1月5日至2月5日，通过代表家站、村务公开栏、微信公众号等渠道公开征集。", 2),
            Paragraph(FILLER, 3),
            Paragraph("实地走访，每个村不少于20户；", 4),
            Paragraph("集中座谈，每个社区不少于2场。", 4),
            Paragraph("线上征集，二维码在便民服务中心张贴。", 3),
            Paragraph("初选阶段。2026年2月6日至2月28日，由镇人大主席团会同镇人民政府组织会商。", 2),
            Paragraph("候选项目情况", 1),
            Paragraph("经初步会商，候选项目情况见下表（金额单位：万元）。"),
            Table(
                (
                    Column("序号"),
                    Column("项目名称", 3, "left"),
                    Column("建设内容及规模", 5, "left"),
                    Column("投资", 2, "right"),
                    Column("责任单位", 3),
                    Column("完成时限", 3),
                ),
                PROJECTS,
                "候选项目一览表",
            ),
            Paragraph("工作要求", 1),
            Paragraph(FILLER),
        ),
        attachments=("民生实事项目征集意见表", "青禾镇2026年民生实事项目人大代表票决制工作任务分解及时间安排一览表"),
        signature=Signature(("青禾镇人民代表大会主席团",), date(2026, 1, 5)),
        note="联系人：李文静；联系电话：023-6000 0000",
        annexes=(
            Annex(
                "民生实事项目征集意见表",
                (
                    Facts(
                        (
                            ("姓名", ""),
                            ("联系电话", ""),
                            ("意见建议内容", "请写明地点、现状和希望解决的问题，可另附页。"),
                        )
                    ),
                ),
            ),
            Annex(
                "青禾镇2026年民生实事项目人大代表票决制工作任务分解及时间安排一览表",
                (Paragraph(FILLER), Paragraph(FILLER)),
            ),
        ),
        colophon=Colophon(
            ("区人大常委会办公室", "镇党委", "镇人民政府", "驻镇区人大代表", "各选区镇人大代表小组组长"),
            "青禾镇人民代表大会主席团",
            date(2026, 1, 5),
        ),
    )


def letter() -> Tree:
    """信函: a reply to a deputy, with its class in the corner."""
    return Tree(
        form=Form.LETTER,
        head=Head(mark="云溪区青禾镇人民政府", number="青禾府函〔2026〕21号", class_mark="A"),
        title="关于镇二十届人大三次会议第12号建议的答复",
        recipients=("欧阳文秀代表",),
        blocks=(
            Paragraph("您提出的《关于改善桂花村出行条件的建议》（第12号）收悉，现答复如下："),
            Paragraph("关于新建便民桥。该项目已列入2026年民生实事项目，计划投资86.5万元，8月底前完工。", 1),
            Paragraph(FILLER),
            Paragraph("关于公交班次。经与区交通局协商，自2026年4月1日起，312路早晚各增开2班。", 1),
            *(Paragraph(FILLER) for _ in range(5)),
            Paragraph("感谢您对我镇工作的关心和支持！"),
        ),
        attachments=("代表建议办理情况征询意见表",),
        signature=Signature(("云溪区青禾镇人民政府",), date(2026, 3, 20)),
        note="联系人：张晓东；联系电话：023-6000 0001",
        colophon=Colophon(("镇人大主席团", "区政府办公室")),
    )


def minutes() -> Tree:
    """纪要 with attendance lists of many lines."""
    return Tree(
        form=Form.MINUTES,
        head=Head(mark="青禾镇人民代表大会主席团会议纪要", number="〔2026〕第3号"),
        title="青禾镇第二十届人民代表大会主席团第九次会议纪要",
        keep=("青禾镇",),
        blocks=(
            Paragraph(
                "2026年3月12日，青禾镇第二十届人民代表大会主席团在镇政府二楼会议室召开第九次会议，镇人大主席周敏主持。"
            ),
            Paragraph("会议听取了2026年民生实事项目征集情况的汇报。会议指出，" + FILLER, 1),
            Paragraph(
                "会议研究了镇第二十届人民代表大会第四次会议筹备事项。会议决定，大会于2026年3月26日召开，会期半天。", 1
            ),
            Paragraph("会议要求，镇党政办于3月16日前发出会议通知，并做好材料印发、会场布置等工作。"),
            Names("出席", NAMES[:41]),
            Names("请假", ("司马明远（公务）", "王芳（病假）")),
            Names("列席", NAMES[50:66]),
        ),
        colophon=Colophon(("主席团成员", "镇党委", "镇人民政府"), "青禾镇人大办公室", date(2026, 3, 13)),
    )


def announcement() -> Tree:
    return Tree(
        form=Form.ANNOUNCEMENT,
        head=Head(number="〔二十届〕第4号"),
        title="青禾镇人民代表大会公告",
        blocks=(
            Paragraph(
                "青禾镇第二十届人民代表大会第三次会议于2026年3月26日，应到代表80人，实到74人，以无记名投票方式票决产生"
                "2026年民生实事项目3项，现予公告："
            ),
            Paragraph("老街雨污管网改造；", 3),
            Paragraph("桂花村便民桥；", 3),
            Paragraph("社区养老服务站。", 3),
        ),
        signature=Signature(("青禾镇第二十届人民代表大会第三次会议主席团",), date(2026, 3, 26)),
    )


def sheet() -> Tree:
    """单: framed facts and lines to sign."""
    return Tree(
        form=Form.SHEET,
        title="民生实事项目票决结果报告单",
        blocks=(
            Facts(
                (
                    ("会议名称", "青禾镇第二十届人民代表大会第三次会议"),
                    ("票决时间", "2026年3月26日"),
                    ("地点", "镇文化活动中心"),
                    ("应到代表", "80人"),
                    ("实到代表", "74人"),
                    ("发出票数", "74张"),
                    ("收回票数", "74张"),
                    ("有效票", "73张"),
                    ("废票", "1张"),
                    (
                        "计票办法",
                        "赞成票超过全体代表的半数始得当选；得票相等不能确定当选项目时，就得票相等的项目再次投票。",
                    ),
                )
            ),
            Table(
                (
                    Column("序号"),
                    Column("项目名称", 4, "left"),
                    Column("赞成"),
                    Column("反对"),
                    Column("弃权"),
                    Column("结果", 2),
                ),
                (
                    ("1", "老街雨污管网改造", "70", "2", "1", "当选"),
                    ("2", "桂花村便民桥", "66", "4", "3", "当选"),
                    ("3", "社区养老服务站", "41", "20", "12", "当选"),
                    ("4", "文化广场灯光改造", "22", "40", "11", "未当选"),
                ),
            ),
            SignatureLines((("总监票人", "周敏"), ("监票人", ""), ("计票人", ""))),
        ),
    )


def register() -> Tree:
    """名册 of forty rows, landscape."""
    headings = ("序号", "姓名", "性别", "出生年月", "代表团", "单位及职务", "联系电话", "备注")
    widths = (1, 2, 1, 3, 3, 6, 3, 1)
    return Tree(
        form=Form.REGISTER,
        title="青禾镇第二十届人民代表大会代表名册",
        blocks=(
            Table(
                tuple(
                    Column(heading, width, "left" if width == 6 else "center")
                    for heading, width in zip(headings, widths, strict=True)
                ),
                tuple(
                    (
                        str(at + 1),
                        NAMES[at],
                        "女" if at % 3 == 0 else "男",
                        f"19{60 + at}年{at % 12 + 1}月",
                        f"第{'一二三四五'[at % 5]}代表团",
                        "青禾镇桂花村党总支书记、村民委员会主任" if at % 4 == 0 else "云溪区青禾镇中心小学教师",
                        f"1380000{at:04}",
                        "",
                    )
                    for at in range(40)
                ),
            ),
        ),
    )


def long_report(paragraphs: int = 40) -> Tree:
    """不带版头的报告 of ten pages, every paragraph full of hanzi, digits and Latin letters."""
    parts = []
    for at in range(paragraphs):
        if at % 12 == 0:
            parts.append(Paragraph("工作开展情况", 1))
        if at % 4 == 0:
            parts.append(Paragraph("健全机制，夯实履职基础", 2))
        parts.append(Paragraph(f"全年共开展第{at + 1}批次走访，" + FILLER))
    return Tree(
        form=Form.PLAIN,
        title="青禾镇人民代表大会主席团2025年工作报告",
        subtitle="2026年1月16日在青禾镇第二十届人民代表大会第三次会议上",
        keep=("青禾镇",),
        blocks=tuple(parts),
    )


def rare() -> Tree:
    """Characters beyond GB 2312 and the basic plane, quotation marks, controls that no file may hold."""
    return Tree(
        form=Form.PLAIN,
        title="关于喆堃同志等四人职务任免的决定",
        keep=("喆堃",),
        blocks=(
            Paragraph("任命王喆、李堃、张珺、陈祎、赵彧、𬭎志明、𠮷田为“联络站”负责人，免去㛃同志职务。"),
            Paragraph("控制\x00字符\x0b与<script>alert('1')</script>&amp;一概按文字\ud800印出。"),
            Paragraph("不断的长文字：" + "A1b2" * 60),
            Names("出席", ("王喆", "李堃", "欧阳珺祎", "阿卜杜拉·买买提")),
        ),
        signature=Signature(("青禾镇人民代表大会主席团", "青禾镇人民政府"), date(2026, 12, 1)),
    )


SAMPLES: Mapping[str, Tree] = {
    "notice": notice(),
    "letter": letter(),
    "minutes": minutes(),
    "announcement": announcement(),
    "sheet": sheet(),
    "register": register(),
    "long_report": long_report(),
    "rare": rare(),
}
