from collections.abc import Iterator
from datetime import date
from typing import Any

from celery.schedules import crontab

from apps.congress.matters import demo, papers, samples, selectors
from apps.congress.matters.acts import ACTS
from apps.congress.matters.audiences import AUDIENCES
from apps.congress.matters.notice_texts import NOTICE_TEXTS
from apps.congress.matters.policies import POLICIES, PRODUCT
from apps.congress.matters.selectors import inbox
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import DocumentKind, MenuItem, PolicyKey, Related, System, Timed, TodoItem, register


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    yield from selectors.todo(actor, on)
    yield from inbox.todo(actor, on)


def related(subject: Any, actor: Actor) -> Iterator[Related]:
    yield from inbox.related(subject, actor)


register(
    System(
        slug="matters",
        title="意见建议",
        urls=("", "apps.congress.matters.urls"),
        menu=[
            MenuItem("承办事项", "matters_inbox", "inbox"),
            MenuItem("退办与改交", "matters_returns", "switch-horizontal"),
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
        todo=todo,
        deadlines=inbox.deadlines,
        related=related,
        search=selectors.search,
        notice_texts=NOTICE_TEXTS,
        figures=selectors.figures,
        documents=[
            DocumentKind("matters_poster", "意见征集二维码"),
            DocumentKind(papers.LETTER, "答复函", suffix="函", trees=samples.reply_letters),
            DocumentKind(papers.SHEET, "征询意见表", trees=samples.rating_sheets),
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
        schedule=[Timed("matters.fold_tallies", crontab(hour=3, minute=10))],
        demo=demo.load,
        order=35,
    )
)  # fmt: skip
