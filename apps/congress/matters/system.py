from datetime import datetime, timedelta

from celery.schedules import crontab

from apps.congress.matters import (
    demo_handling,
    demo_matters,
    demo_outcome,
    matter_papers,
    outcome_papers,
    papers,
    samples,
    selectors,
    statistics_papers,
)
from apps.congress.matters.acts import ACTS
from apps.congress.matters.audiences import AUDIENCES
from apps.congress.matters.notice_texts import NOTICE_TEXTS
from apps.congress.matters.policies import POLICIES, PRODUCT
from apps.congress.matters.selectors import desk
from apps.congress.matters.selectors.measures import MEASURES
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, Timed, register


def load_demo(at: datetime) -> None:
    """What was brought, and what units did with it."""
    demo_matters.load(at)
    demo_handling.load(at)
    demo_outcome.load(at)


register(
    System(
        slug="matters",
        title="意见建议",
        urls=("", "apps.congress.matters.urls"),
        menu=[
            MenuItem("写建议", "matters_write", "pencil-plus"),
            MenuItem("我的建议", "matters_own", "file-text"),
            MenuItem("帮群众反映", "matters_collect", "message-plus"),
            MenuItem("我反映的", "matters_brought", "messages"),
            MenuItem("承办事项", "matters_inbox", "inbox"),
            MenuItem("审核交办", "matters_sorting", "keyboard"),
            MenuItem("批量交办、打印", "matters_bulk", "checks", folded=True),
            MenuItem("建议意见办理", "matters_items", "list-check"),
            MenuItem("退办与改交", "matters_returns", "switch-horizontal", folded=True),
            MenuItem("承诺台账", "matters_commitments", "checklist", folded=True),
            MenuItem("重点督办", "matters_keys", "star", folded=True),
            MenuItem("办理督查", "matters_watch", "alarm"),
            MenuItem("办理统计", "matters_statistics", "chart-bar", folded=True),
            MenuItem("意见建议登记", "matters_list", "message-2"),
            MenuItem("意见征集二维码", "matters_posters", "qrcode", folded=True),
        ],
        public_pages=[
            MenuItem("反映意见建议", "matters_choose", "message-2"),
            MenuItem("查询办理进展", "matters_mine", "search"),
            MenuItem("已公开的建议和答复", "matters_published_list", "file-text"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        notice_texts=NOTICE_TEXTS,
        figures=desk.figures,
        measures=MEASURES,
        documents=[
            DocumentKind("matters_poster", "意见征集二维码"),
            DocumentKind(papers.LETTER, "答复函", suffix="函", source="承办事项", trees=samples.reply_letters),
            DocumentKind(papers.SHEET, "征询意见表", trees=samples.rating_sheets),
            DocumentKind(outcome_papers.LEDGER, "承诺事项台账", trees=outcome_papers.sample_trees),
            DocumentKind(statistics_papers.STATISTICS, "办理情况统计表", trees=statistics_papers.sample_trees),
            DocumentKind("matters_form", "意见建议表", trees=matter_papers.forms),
            DocumentKind("matters_slip", "意见建议交办单", trees=matter_papers.slips),
            DocumentKind(
                "matters_summary", "意见建议汇总清单", trees=matter_papers.summaries,
                samples=matter_papers.summary_samples,
            ),
        ],
        schedule=[
            Timed("matters.follow_ratings", crontab(hour=6, minute=20)),
            Timed("matters.batches_resume", timedelta(minutes=10)),
            Timed("matters.fold_tallies", crontab(hour=3, minute=10)),
        ],
        audiences=AUDIENCES,
        policies=[
            PolicyKey(selectors.OPEN_KEY, "群众免登录反映意见", True, "bool", "free", PRODUCT),
            PolicyKey(
                selectors.UNTOLD_KEY, "首次告知反映人进展的天数", 15, "int", "free", PRODUCT,
                minimum=1, maximum=90, unit="日",
            ),
            PolicyKey(selectors.CONTACT_KEY, "群众来访来电的地址和电话", "", "text", "free", PRODUCT),
            *POLICIES,
        ],
        acts=ACTS,
        demo=load_demo,
        order=35,
    )
)  # fmt: skip
