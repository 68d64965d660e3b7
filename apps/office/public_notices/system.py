from apps.foundation.core.audiences import INSIDE, OFFICE, PUBLIC
from apps.foundation.core.registry import MenuItem, PolicyKey, System, register
from apps.office.public_notices import demo, selectors

register(
    System(
        slug="public_notices",
        title="公示",
        urls=("public-notices/", "apps.office.public_notices.urls"),
        menu=[MenuItem("公示", "public_notices_list", "speakerphone")],
        public_pages=[MenuItem("正在公示", "public_notices_open_list", "speakerphone")],
        todo=selectors.todo,
        deadlines=selectors.deadlines,
        search=selectors.search,
        related=selectors.related,
        audiences={
            "public_notices_open": PUBLIC,
            "public_notices_open_*": PUBLIC,
            "public_notices_list": INSIDE,
            "public_notices_detail": INSIDE,
            "public_notices_*": OFFICE,
        },
        policies=[
            PolicyKey(
                "public_notices.days", "公示期限", 5, "int", "free",
                "本平台默认值,各地一般为3至7个工作日", minimum=1, maximum=30, unit="个工作日",
            )
        ],
        acts={
            "public_notices.notice.published": "{actor}发布公示“{subject}”,至{ends_on}止",
            "public_notices.notice.concluded": "{actor}办结公示“{subject}”,收到意见{count}条,成立{upheld}条",
            "public_notices.notice.withdrawn": "{actor}撤回公示“{subject}”",
            "public_notices.objection.received": "收到对“{subject}”的意见(渠道:{channel}),经{actor}",
            "public_notices.objection.settled": "{actor}处理对“{subject}”的意见:{verdict}",
        },
        demo=demo.load,
        order=72,
    )
)  # fmt: skip
