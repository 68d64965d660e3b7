"""What the portal may know of supervision."""

from celery.schedules import crontab

from apps.congress.supervision import demo, papers
from apps.congress.supervision.acts import ACTS
from apps.congress.supervision.audiences import AUDIENCES
from apps.congress.supervision.notice_texts import NOTICE_TEXTS
from apps.congress.supervision.policies import CRITICISM_POLICY, GENERAL, Defaults, policies_for
from apps.congress.supervision.selectors import desk
from apps.congress.supervision.selectors.measures import MEASURES
from apps.foundation.core.registry import DocumentKind, MenuItem, System, Timed, register

register(
    System(
        slug="supervision",
        title="督办",
        urls=("supervision/", "apps.congress.supervision.urls"),
        menu=[
            MenuItem("督办任务", "supervision_list", "target-arrow"),
            MenuItem("进展报送", "supervision_inbox", "report"),
            MenuItem("督办单", "supervision_sheets", "alert-square"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        figures=desk.figures,
        measures=MEASURES,
        policies=[*policies_for(GENERAL, "督办事项", Defaults()), CRITICISM_POLICY],
        documents=[
            DocumentKind(papers.SHEET, "督办单", suffix="督", trees=papers.sheet_samples),
            DocumentKind(papers.CRITICISM, "督查通报", suffix="发", trees=papers.criticism_samples),
            DocumentKind(papers.SHEET_RECORD, "督办单办理情况", trees=papers.record_samples),
            DocumentKind(papers.TASK_LIST, "督办任务清单", trees=papers.list_samples),
            DocumentKind(papers.REPORT, "督办任务进展报告", trees=papers.report_samples),
        ],
        schedule=[Timed("supervision.escalate", crontab(hour=7, minute=10))],
        audiences=AUDIENCES,
        notice_texts=NOTICE_TEXTS,
        acts=ACTS,
        demo=demo.load,
        order=38,
    )
)
