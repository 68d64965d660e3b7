"""What the portal may know of the representatives of street deliberation meetings."""

from apps.foundation.core.audiences import INSIDE, OFFICE
from apps.foundation.core.registry import DocumentKind, MenuItem, System, register
from apps.systems.street_deliberations import demo
from apps.systems.street_deliberations.acts import ACTS
from apps.systems.street_deliberations.notice_texts import NOTICE_TEXTS
from apps.systems.street_deliberations.papers import samples
from apps.systems.street_deliberations.policies import POLICIES
from apps.systems.street_deliberations.selectors import desk
from apps.systems.street_deliberations.selectors.measures import MEASURES
from apps.systems.street_deliberations.selectors.meetings import FEEDBACK
from apps.systems.street_deliberations.selectors.standing import PLAN_DOCUMENT, QUOTA_DOCUMENT

READ = (
    "terms", "term", "composition", "plan", "plan_pdf", "plan_docx", "quota", "quota_pdf", "quota_docx", "candidates",
    "candidate", "slate", "slate_paper", "roster", "roster_paper", "certificate", "duties", "record", "year_paper",
    "meetings", "meeting", "meeting_opinions", "feedback_paper",
)  # fmt: skip

register(
    System(
        slug="street_deliberations",
        title="街道议事代表会议",
        urls=("street-deliberations/", "apps.systems.street_deliberations.urls"),
        menu=[
            MenuItem("议事代表产生", "street_deliberations_terms", "users-plus"),
            MenuItem("推荐登记", "street_deliberations_candidates", "clipboard-list"),
            MenuItem("议事会议", "street_deliberations_meetings", "messages"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        policies=POLICIES,
        documents=[
            DocumentKind(PLAN_DOCUMENT, "街道议事代表会议实施方案", trees=samples.plans, suffix="发"),
            DocumentKind(QUOTA_DOCUMENT, "议事代表名额分配表", trees=samples.quotas, suffix="发"),
            DocumentKind("street_deliberations_recommendation", "议事代表推荐登记表", trees=samples.recommendations),
            DocumentKind("street_deliberations_opinions", "议事代表人选联审意见表", trees=samples.opinions),
            DocumentKind("street_deliberations_notice", "议事代表建议人选公示", trees=samples.notices),
            DocumentKind("street_deliberations_roster", "议事代表名册", trees=samples.rosters),
            DocumentKind("street_deliberations_certificate", "议事代表聘书", trees=samples.certificates),
            DocumentKind("street_deliberations_record", "议事代表履职档案", trees=samples.records),
            DocumentKind("street_deliberations_year", "年度履职评价表", trees=samples.years),
            DocumentKind("street_deliberations_meeting_opinions", "意见建议汇总清单", trees=samples.meeting_opinions),
            DocumentKind(FEEDBACK, "意见建议办理情况的报告", trees=samples.feedbacks),
        ],
        notice_texts=NOTICE_TEXTS,
        audiences={**{f"street_deliberations_{name}": INSIDE for name in READ}, "street_deliberations_*": OFFICE},
        acts=ACTS,
        demo=demo.load,
        order=42,
    )
)
