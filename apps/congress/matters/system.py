from datetime import timedelta

from apps.congress.matters import demo_matters, selectors
from apps.congress.matters import matter_papers as papers
from apps.congress.matters.acts import ACTS
from apps.congress.matters.audiences import AUDIENCES
from apps.congress.matters.notice_texts import NOTICE_TEXTS
from apps.congress.matters.policies import POLICIES, PRODUCT
from apps.congress.matters.selectors import desk
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, Timed, register

register(
    System(
        slug="matters",
        title="意见建议",
        urls=("", "apps.congress.matters.urls"),
        menu=[
            MenuItem("我的建议", "matters_own", "file-text"),
            MenuItem("写建议", "matters_write", "pencil-plus"),
            MenuItem("审核交办", "matters_sorting", "list-check"),
            MenuItem("批量交办、打印", "matters_bulk", "checks"),
            MenuItem("意见建议登记", "matters_list", "message-2"),
            MenuItem("意见征集二维码", "matters_posters", "qrcode"),
            MenuItem("帮群众反映", "matters_collect", "message-plus"),
            MenuItem("我反映的", "matters_brought", "messages"),
        ],
        public_pages=[
            MenuItem("反映意见建议", "matters_choose", "message-2"),
            MenuItem("查询办理进展", "matters_mine", "search"),
        ],
        todo=desk.todo,
        deadlines=desk.deadlines,
        search=desk.search,
        related=desk.related,
        notice_texts=NOTICE_TEXTS,
        figures=desk.figures,
        documents=[
            DocumentKind("matters_poster", "意见征集二维码"),
            DocumentKind("matters_form", "意见建议表", trees=papers.forms),
            DocumentKind("matters_slip", "意见建议交办单", trees=papers.slips),
            DocumentKind(
                "matters_summary", "意见建议汇总清单", trees=papers.summaries, samples=papers.summary_samples
            ),
        ],
        schedule=[Timed("matters.batches_resume", timedelta(minutes=10))],
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
        demo=demo_matters.load,
        order=35,
    )
)  # fmt: skip
