"""What the portal may know of inspections."""

from apps.congress.inspections import demo, papers
from apps.congress.inspections.notice_texts import NOTICE_TEXTS
from apps.congress.inspections.selectors import desk
from apps.congress.inspections.selectors.measures import MEASURES
from apps.congress.inspections.selectors.steps import HANDOVER, PLAN, REPORT
from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, System, register

UNIT = frozenset({HANDLER})

ACTS = {
    "inspections.inspection.created": "{actor}拟定{subject}",
    "inspections.inspection.changed": "{actor}修改{subject}的安排",
    "inspections.inspection.noticed": "{actor}就{subject}通知{people}名代表",
    "inspections.inspection.called_off": "{actor}取消{subject}",
    "inspections.inspection.held": "{actor}登记{subject}已开展,{came}人参加",
    "inspections.inspection.closed": "{actor}办结{subject}",
    "inspections.route.set": "{actor}安排{subject}的路线,{stops}个点位",
    "inspections.participants.set": "{actor}确定{subject}的参加代表,{people}人",
    "inspections.invitation.answered": "{name}回复“{answer}”,由{actor}登记",
    "inspections.sign_in.made": "{name}签到({means}),由{actor}办理",
    "inspections.sign_in.undone": "{actor}撤销{name}的签到",
    "inspections.finding.added": "{actor}登记{subject}中发现的情况",
    "inspections.finding.withdrawn": "{actor}撤回{subject}中登记的一条情况",
    "inspections.report.saved": "{actor}修改{subject}的报告,意见{opinions}条",
    "inspections.report.finished": "{actor}形成{subject}的报告,意见{opinions}条",
    "inspections.opinions.handed_over": "{actor}将{subject}的{opinions}条意见交办{units}",
    "inspections.inspection.fed_back": "{actor}办完最后一条,{subject}的意见已全部反馈",
    "inspections.inspection.sent_back": "{actor}退回“{title}”的答复,{subject}重新等待反馈",
    "inspections.paper.drafted": "{actor}拟出{subject}的{paper}",
}

register(
    System(
        slug="inspections",
        title="视察调研",
        urls=("inspections/", "apps.congress.inspections.urls"),
        menu=[
            MenuItem("视察调研", "inspections_list", "map-search"),
            MenuItem("视察调研意见", "inspections_opinions", "list-check"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        events=desk.events,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        documents=[
            DocumentKind(PLAN, "视察调研方案", trees=papers.trees_of(papers.plan, "青人发〔2026〕9号"), suffix="发"),
            DocumentKind(REPORT, "视察调研报告", trees=papers.trees_of(papers.report)),
            DocumentKind(
                HANDOVER, "视察调研意见交办函", trees=papers.trees_of(papers.handover, "青人函〔2026〕7号"), suffix="函"
            ),
            DocumentKind(papers.SHEET, "视察调研签到表", trees=papers.trees_of(papers.sign_in_sheet)),
            DocumentKind(papers.ANSWER_SHEET, "视察调研意见反馈情况", trees=papers.trees_of(papers.answers)),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "inspections_list": INSIDE | MEMBERS,
            "inspections_inspection": INSIDE,
            "inspections_mine": INSIDE | MEMBERS,
            "inspections_answer": MEMBERS,
            "inspections_arrive": MEMBERS,
            "inspections_finding": OFFICE | MEMBERS,
            "inspections_finding_withdraw": OFFICE | MEMBERS,
            "inspections_opinions": INSIDE | UNIT,
            "inspections_opinion": INSIDE | MEMBERS | UNIT,
            "inspections_paper": INSIDE,
            "inspections_paper_docx": INSIDE,
            "inspections_*": OFFICE,
        },
        acts=ACTS,
        demo=demo.load,
        order=36,
    )
)  # fmt: skip
