"""What the portal may know of proposals."""

from apps.congress.matters.purposes import purpose_register
from apps.congress.proposals import demo, papers
from apps.congress.proposals.notice_texts import NOTICE_TEXTS
from apps.congress.proposals.selectors import desk, rules_here
from apps.congress.proposals.selectors.measures import MEASURES
from apps.congress.proposals.services.deciding import PURPOSE
from apps.foundation.core.actors import DEPUTY
from apps.foundation.core.audiences import INSIDE, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

DEPUTIES = frozenset({DEPUTY})
MOTION = "地方组织法第二十二条"
PRODUCT = "本平台默认值;执行情况报告的期限由会议决定或者本地办法规定"

purpose_register(PURPOSE, "议案转为建议")

POLICIES = (
    PolicyKey(
        rules_here.MOTION, "镇议案代表联名人数", 5, "int", "fixed_by_law", f"{MOTION}:乡级代表五人以上联名", unit="人"
    ),
    PolicyKey(
        rules_here.MOTION_DISTRICT, "区议案代表联名人数", 10, "int", "fixed_by_law",
        f"{MOTION}:县级以上代表十人以上联名", unit="人",
    ),
    PolicyKey(
        rules_here.INTERPELLATION, "质询案代表联名人数", 10, "int", "fixed_by_law",
        "地方组织法第二十四条:代表十人以上书面联名", unit="人",
    ),
    PolicyKey(
        rules_here.REPORT_MONTHS, "重大事项决定执行情况报告期限", 6, "int", "free", PRODUCT, minimum=1, maximum=60,
        unit="个月",
    ),
)  # fmt: skip

ACTS = {
    "proposals.proposal.drafted": "{actor}起草{kind}“{subject}”",
    "proposals.proposal.changed": "{actor}修改“{subject}”,保存为第{revision}版",
    "proposals.proposal.asked": "{actor}请{number}名代表联名“{subject}”",
    "proposals.proposal.signed": "{actor}联名提出“{subject}”",
    "proposals.proposal.unsigned": "{actor}不联名(撤回联名)“{subject}”",
    "proposals.proposal.submitted": "{actor}提交{number}“{subject}”{names}",
    "proposals.proposal.withdrawn": "{actor}撤回“{subject}”",
    "proposals.proposal.decided": "{actor}登记主席团对“{subject}”的决定:{outcome}",
    "proposals.proposal.resolution_drafted": "{actor}为“{subject}”起草决议、决定草案",
    "proposals.proposal.voted": "“{subject}”会议表决{result},由{actor}写入",
    "proposals.proposal.reported": "{actor}登记“{subject}”的执行情况报告",
    "proposals.answer.recorded": "{actor}登记对“{subject}”的第{number}次答复",
    "proposals.answer.judged": "{actor}登记“{subject}”:{signed}名提案代表中{unsatisfied}名不满意,{result}",
    "proposals.handling.drafted": "{actor}拟出{subject}的议案处理意见报告",
}

register(
    System(
        slug="proposals",
        title="议案与重大事项",
        urls=("proposals/", "apps.congress.proposals.urls"),
        menu=[MenuItem("议案与重大事项", "proposals_list", "writing-sign")],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        policies=POLICIES,
        documents=[
            DocumentKind(papers.PAPER, "议案", trees=papers.papers),
            DocumentKind(papers.HANDLING, "议案处理意见报告", trees=papers.handlings),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={
            "proposals_list": INSIDE | DEPUTIES,
            "proposals_proposal": INSIDE | DEPUTIES,
            "proposals_pdf": INSIDE | DEPUTIES,
            "proposals_docx": INSIDE | DEPUTIES,
            "proposals_begin": OFFICE | DEPUTIES,
            "proposals_new": OFFICE | DEPUTIES,
            "proposals_change": OFFICE | DEPUTIES,
            "proposals_submit": OFFICE | DEPUTIES,
            "proposals_withdraw": OFFICE | DEPUTIES,
            "proposals_ask": DEPUTIES,
            "proposals_sign": DEPUTIES,
            "proposals_unsign": DEPUTIES,
            "proposals_*": OFFICE,
        },
        acts=ACTS,
        demo=demo.load,
        order=33,
    )
)
