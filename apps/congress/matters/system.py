from apps.congress.matters import demo, selectors
from apps.congress.matters.notice_texts import NOTICE_TEXTS
from apps.foundation.core.audiences import INSIDE, MEMBERS, OFFICE, PUBLIC
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, System, register

PRODUCT = "本平台默认值,各地可调整"

register(
    System(
        slug="matters",
        title="意见建议",
        urls=("", "apps.congress.matters.urls"),
        menu=[
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
        audiences={
            "matters_choose": PUBLIC,
            "matters_tell": PUBLIC,
            "matters_done": PUBLIC,
            "matters_mine": PUBLIC,
            "matters_mine_of": PUBLIC,
            "matters_mine_photo": PUBLIC,
            "matters_mine_withdraw": PUBLIC,
            "matters_list": INSIDE,
            "matters_submission": INSIDE | MEMBERS,
            "matters_submission_*": OFFICE,
            "matters_enter": OFFICE,
            "matters_posters": OFFICE,
            "matters_poster": OFFICE,
            "matters_brought": MEMBERS,
            "matters_collect": MEMBERS,
        },
        policies=[
            PolicyKey(selectors.OPEN_KEY, "群众免登录反映意见", True, "bool", "free", PRODUCT),
            PolicyKey(
                selectors.UNTOLD_KEY, "首次告知反映人进展的天数", 15, "int", "free", PRODUCT,
                minimum=1, maximum=90, unit="日",
            ),
            PolicyKey(selectors.CONTACT_KEY, "群众来访来电的地址和电话", "", "text", "free", PRODUCT),
        ],
        acts={
            "matters.submission.received": "{actor}提交{subject}({channel})",
            "matters.submission.told": "{actor}就{subject}告知反映人:{sentence}",
            "matters.submission.merged": "{actor}将{subject}并入{into}号",
            "matters.submission.joined": "{actor}将{merged}号并入{subject}",
            "matters.submission.withdrawn": "反映人({actor})撤回{subject}",
            "matters.code.renewed": "{actor}为{subject}换发查询码",
            "matters.phone.looked_up": "{actor}查看{subject}反映人的电话",
        },
        demo=demo.load,
        order=35,
    )
)  # fmt: skip
