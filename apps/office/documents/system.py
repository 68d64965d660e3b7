from collections.abc import Iterator
from datetime import date, timedelta

from apps.foundation.core.actors import DEPUTY, EXAM_STAFF, HANDLER, REPRESENTATIVE, Actor
from apps.foundation.core.audiences import INSIDE, OFFICE, PUBLIC, may_enter
from apps.foundation.core.registry import DocumentKind, Hit, MenuItem, NoticeText, System, Timed, TodoItem, register
from apps.office.documents import demo, samples
from apps.office.documents.models import Delivery, Document, DocumentState
from apps.office.documents.samples import trees_of

READERS = INSIDE | {HANDLER, DEPUTY, REPRESENTATIVE, EXAM_STAFF}
"""Of members only who signs: a chairperson of a session is a deputy."""
DRAFTERS = OFFICE | {EXAM_STAFF}
"""Whoever runs exams drafts and reads the papers that are kept for them alone."""


def todo(actor: Actor, on: date) -> Iterator[TodoItem]:
    """Units: what waits to be signed for. Drafters: what came back, what could not be archived."""
    if actor.unit_id:
        for delivery in Delivery.objects.awaiting(actor.unit_id).with_document()[:20]:
            document = delivery.document
            yield TodoItem(f"签收{document}", document.get_absolute_url(), None, document.organ.name, "去签收")
    if actor.person_id and may_enter(actor.role, "documents_edit"):
        own = Document.objects.visible_to(actor).filter(drafter=actor.person_id).defer("tree")
        for document in own.filter(state=DocumentState.DRAFT)[:20]:
            yield TodoItem(f"完成文稿{document}", document.get_absolute_url(), None, "草稿", "去拟稿")
        for document in own.exclude(archive_trouble="")[:20]:
            yield TodoItem(f"{document}未能归档", document.get_absolute_url(), None, document.archive_trouble, "去处理")


def search(actor: Actor, text: str) -> Iterator[Hit]:
    found = Document.objects.visible_to(actor).filter(title__icontains=text) | Document.objects.visible_to(
        actor
    ).filter(number__icontains=text)
    for document in found.select_related("organ").defer("tree")[:21]:
        yield Hit(document.title, document.get_absolute_url(), "公文", document.number or document.get_state_display())


register(
    System(
        slug="documents",
        title="公文",
        urls=("", "apps.office.documents.urls"),
        menu=[
            MenuItem("公文", "documents_documents", "file-text"),
            MenuItem("收文", "documents_inbox", "mail-opened"),
            MenuItem("文号", "documents_series", "list-numbers", folded=True),
            MenuItem("发文机关", "documents_letterheads", "writing-sign", folded=True),
        ],
        todo=todo,
        search=search,
        notice_texts=[
            NoticeText(
                "documents.delivered", "公文送达", "请签收:{document}", "{organ}发来{document},请签收并办理。",
                {"document": "文号和标题", "organ": "发文机关"},
                {"document": "青人函〔2026〕3号《关于交办民生实事项目的函》", "organ": "青禾镇人大主席团"},
                outside=True,
            ),
            NoticeText(
                "documents.withdrawn", "公文撤回", "已撤回:{document}",
                "{organ}发来的{document}已经撤回,不再有效。理由:{reason}",
                {"document": "文号和标题", "organ": "发文机关", "reason": "撤回理由"},
                {"document": "青人函〔2026〕3号《关于交办民生实事项目的函》", "organ": "青禾镇人大主席团",
                 "reason": "附件有误,另行发文"},
                outside=True,
            ),
        ],
        schedule=[Timed("documents.archive_pending", timedelta(minutes=10))],
        documents=[
            DocumentKind("general_notice", "通知", suffix="发", trees=trees_of(samples.notice)),
            DocumentKind("general_report", "报告", suffix="发", trees=trees_of(samples.report)),
            DocumentKind("general_request", "请示", suffix="文", trees=trees_of(samples.request)),
            DocumentKind("general_letter", "函", suffix="函", trees=trees_of(samples.letter)),
            DocumentKind(
                "general_announcement", "公告", trees=trees_of(samples.announcement), suffix="公告", per_term=True,
                is_public=True,
            ),
            DocumentKind("general_minutes", "纪要", suffix="纪", trees=trees_of(samples.minutes)),
        ],
        audiences={
            "documents_documents": INSIDE | {EXAM_STAFF},
            "documents_inbox": frozenset({HANDLER}),
            "documents_document": READERS,
            "documents_pdf": READERS,
            "documents_docx": READERS,
            "documents_archive": READERS,
            "documents_receive": frozenset({HANDLER}),
            "documents_series": INSIDE,
            "documents_numbers": INSIDE,
            "documents_verify": PUBLIC,
            **{
                f"documents_{page}": OFFICE
                for page in ("new", "letterheads", "letterhead", "series_start", "number_record", "deliver")
            },
            **{
                f"documents_{page}": DRAFTERS
                for page in ("archive_retry", "edit", "submit", "recall", "discard", "withdraw")
            },
        },
        acts={
            "documents.letterhead.set": "{actor}设置{organ}的发文机关标志和代字“{code}”",
            "documents.series.started": "{actor}将{subject}设为从第{first}号起编",
            "documents.number.recorded": "{actor}登记{number}用于线下",
            "documents.document.drafted": "{actor}拟出{subject}",
            "documents.document.changed": "{actor}修改文稿{subject}",
            "documents.document.submitted": "{actor}将{subject}送{reviewers}核稿、签发",
            "documents.document.discarded": "{actor}作废草稿{subject}",
            "documents.document.issued": "{subject}由{actor}签发,文号{number}",
            "documents.document.withdrawn": "{actor}撤回已签发的{subject}",
            "documents.document.delivered": "{actor}将{subject}送{units}",
            "documents.document.received": "{unit}签收{subject},由{actor}办理",
        },
        demo=demo.load,
        order=60,
    )
)  # fmt: skip
