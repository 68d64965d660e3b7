from apps.congress.matters import demo, selectors
from apps.congress.matters.acts import ACTS
from apps.congress.matters.audiences import AUDIENCES
from apps.congress.matters.notice_texts import NOTICE_TEXTS
from apps.congress.matters.policies import POLICIES, PRODUCT
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

register(
    System(
        slug="matters",
        title="意见建议",
        urls=("", "apps.congress.matters.urls"),
        menu=[
            MenuItem("建议意见办理", "matters_items", "list-check"),
            MenuItem("意见建议登记", "matters_list", "message-2"),
            MenuItem("意见征集二维码", "matters_posters", "qrcode"),
            MenuItem("帮群众反映", "matters_collect", "message-plus"),
            MenuItem("我反映的", "matters_brought", "messages"),
        ],
        public_pages=[
            MenuItem("反映意见建议", "matters_choose", "message-2"),
            MenuItem("查询办理进展", "matters_mine", "search"),
        ],
        todo=selectors.todo,
        search=selectors.search,
        notice_texts=NOTICE_TEXTS,
        figures=selectors.figures,
        documents=[DocumentKind("matters_poster", "意见征集二维码")],
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
        demo=demo.load,
        order=35,
    )
)  # fmt: skip
