"""What the portal may know of supervision."""

from celery.schedules import crontab

from apps.congress.supervision import papers
from apps.congress.supervision.acts import ACTS
from apps.congress.supervision.notice_texts import NOTICE_TEXTS
from apps.congress.supervision.policies import CRITICISM_POLICY, GENERAL, Defaults, policies_for
from apps.foundation.core.actors import HANDLER
from apps.foundation.core.audiences import INSIDE
from apps.foundation.core.registry import DocumentKind, System, Timed, register

register(
    System(
        slug="supervision",
        title="督办",
        urls=("supervision/", "apps.congress.supervision.urls"),
        policies=[*policies_for(GENERAL, "督办事项", Defaults()), CRITICISM_POLICY],
        documents=[
            DocumentKind(papers.SHEET, "督办单", suffix="督"),
            DocumentKind(papers.CRITICISM, "督查通报", suffix="发"),
        ],
        schedule=[Timed("supervision.escalate", crontab(hour=7, minute=10))],
        audiences={"supervision_assignment": INSIDE | {HANDLER}},
        notice_texts=NOTICE_TEXTS,
        acts=ACTS,
        order=38,
    )
)
