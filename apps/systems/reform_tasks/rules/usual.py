"""“4+2”改革 as it is usually broken down: six items with the tasks of a year, to be changed by whoever uses them."""

from collections.abc import Iterator
from datetime import date, timedelta

from apps.congress.supervision.rules.steps import Step
from apps.systems.reform_tasks.rules.plans import TaskLine

GOALS = (
    "坚持党委领导、人大主导、政府协同、各方参与,推动四项会议制度落地见效、家站迭代升级、任前法律知识考试电子化,"
    "打造践行全过程人民民主基层单元。"
)
BASIS = "市人大常委会关于基层人大会议制度的四个指导意见"
STREETS, TOWNS, ALL = "streets", "towns", "all"
CONGRESS, PARTY = "congress", "party"
SHARES = (30, 60, 100)
ITEMS = (
    ("街道议事代表会议制度", "各街道规范产生议事代表,每年举行一至二次会议,意见建议件件有反馈。",
     "开好街道议事代表会议", "推荐产生议事代表,召开议事代表会议,交办并反馈意见建议。", "meeting", "议事代表会议材料",
     CONGRESS, STREETS, ("党工委批准实施方案", "议事代表公示确定", "会议召开、意见交办反馈")),
    ("乡镇人大“季会制”", "各镇每季度举行一次人民代表大会会议,议题全年预安排。",
     "按季召开镇人民代表大会会议", "报批年度预安排方案,每季度召开会议,决定决议跟踪落实。", "meeting", "各次会议材料",
     CONGRESS, TOWNS, ("年度预安排方案经党委批准", "前两次会议召开", "全年会议召开、决议落实")),
    ("民生实事项目票决制", "镇由代表票决、街道由议事代表票选,项目交办政府并跟踪督办。",
     "办好民生实事票决(票选)项目", "征集、初选、审议、票决(票选)、交办、督办、测评。", "other", "项目清单和测评结果",
     PARTY, ALL, ("候选项目经会商确定", "票决(票选)并交办", "项目完工并测评")),
    ("区县人大“年中会议制”", "为区县年中会议提供议题和调研支撑。",
     "配合开好年中会议", "组织代表参加年中会议前的调研视察,汇集群众意见,落实会议部署。", "meeting", "调研视察报告",
     CONGRESS, ALL, ("收集代表意见", "参加调研视察", "会议部署落实")),
    ("代表家站迭代升级", "家站硬件配套好、运行管理好、依法履职好,星级评定、数字赋能、布局到产业链。",
     "代表家站迭代升级", "按标准改造家站,落实经费和专人,接入数字平台,开展接待。", "premises", "达到星级标准的家站",
     PARTY, ALL, ("完成选址和经费落实", "完成改造并接入平台", "通过星级评定")),
    ("任前法律知识考试电子化", "拟任命人员任前法律知识考试全部线上组织。",
     "任前法律知识考试电子化", "配合建设题库和考点,组织拟任命人员线上考试。", "data", "考试组织记录",
     CONGRESS, ALL, ("确定专人和考点", "完成题库试用", "首次线上考试")),
)  # fmt: skip


def usual_lines(starts_on: date, due_on: date) -> list[TaskLine]:
    """The six items, each with one task, its steps spread over the time between the two days."""
    return list(_lines(starts_on, due_on))


def _lines(starts_on: date, due_on: date) -> Iterator[TaskLine]:
    for item, goal, title, content, outcome, deliverable, lead, places, steps in ITEMS:
        spread = tuple(
            Step(step, _between(starts_on, due_on, share), share) for step, share in zip(steps, SHARES, strict=True)
        )
        yield TaskLine(
            item, title, content, outcome, lead, places, starts_on, due_on, spread, goal, deliverable
        )  # fmt: skip


def _between(starts_on: date, due_on: date, share: int) -> date:
    return starts_on + timedelta(days=(due_on - starts_on).days * share // 100)
