"""Letterheads of 示例区 and papers of 青禾镇 in every state: draft, in review, issued, delivered, withdrawn."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from apps.foundation.core.actors import Actor
from apps.foundation.core.dates import local_day
from apps.foundation.organisations.models import Unit
from apps.foundation.people.models import Person
from apps.foundation.people.selectors import acting_roles, actor_of
from apps.office.approvals.services import step_approve, step_return
from apps.office.documents import samples, selectors
from apps.office.documents.models import Document
from apps.office.documents.rules.tree import Tree
from apps.office.documents.services import archiving, delivering, drafting, issuing, numbering

CODES = {
    "示例区人大常委会": "示人常", "青禾镇人大主席团": "青人", "白沙镇人大主席团": "白人", "石桥镇人大主席团": "石人",
    "云岭镇人大主席团": "云人", "示例区人大常委会滨江街道工作委员会": "滨人工委",
    "示例区人大常委会东湖街道工作委员会": "东人工委", "示例区人大常委会南塘街道工作委员会": "南人工委",
}  # fmt: skip


def load(at: datetime) -> None:
    """Write them; people, accounts and organs must be there."""
    organs = {unit.name: unit for unit in Unit.objects.filter(name__in=CODES).select_related("area")}
    _letterheads(list(organs.values()), demo_actor("quwei", at), at)
    presidium = organs["青禾镇人大主席团"]
    _issued(presidium, at)
    _on_the_way(presidium, at)


def _letterheads(organs: Sequence[Unit], by: Actor, at: datetime) -> None:
    for organ in organs:
        is_committee = organ.name.endswith("工作委员会")
        office = "人大工委办公室" if is_committee else "人大常委会办公室" if "常委会" in organ.name else "人大办公室"
        numbering.letterhead_set(
            organ=organ, mark=f"{organ.name}文件", code=CODES[organ.name], office=f"{organ.area.name}{office}",
            by=by, at=at - timedelta(days=40),
        )  # fmt: skip


def _issued(presidium: Unit, at: datetime) -> None:
    unit = Unit.objects.get(name="青禾镇规划建设管理办公室")
    government = Unit.objects.get(name="青禾镇人民政府")
    clerk = demo_actor("qinghe", at)
    demo_issue(presidium, "general_notice", samples.notice(presidium), at - timedelta(days=30))
    letter = demo_issue(presidium, "general_letter", samples.letter(presidium), at - timedelta(days=6))
    delivering.document_deliver(document=letter, units=[government, unit], by=clerk, at=at - timedelta(days=6))
    received = demo_issue(presidium, "general_letter", _titled(samples.letter(presidium), "关于提供项目资料的函"),
                          at - timedelta(days=20))  # fmt: skip
    delivering.document_deliver(document=received, units=[unit], by=clerk, at=at - timedelta(days=20))
    delivering.delivery_receive(
        delivery=received.deliveries.get(), by=demo_actor("chengban", at), at=at - timedelta(days=19)
    )
    wrong = demo_issue(presidium, "general_announcement", samples.announcement(presidium), at - timedelta(days=15))
    issuing.document_withdraw(document=wrong, reason="姓名有误,另行公告。", by=clerk, at=at - timedelta(days=14))


def _on_the_way(presidium: Unit, at: datetime) -> None:
    """One waits for the leader's signature, one came back, one is a draft, one was given up."""
    clerk, chair = demo_actor("qinghe", at), demo_actor("daibiao1", at)
    minutes = _submitted(presidium, "general_minutes", samples.minutes(presidium), at - timedelta(days=2))
    request = selectors.issue_request(minutes)
    step_approve(request=request, step_number=1, opinion="同意,送签发。", by=chair, at=at - timedelta(days=1))
    report = _submitted(presidium, "general_report", samples.report(presidium), at - timedelta(days=3))
    step_return(
        request=selectors.issue_request(report), step_number=1, reason="请补充资金拨付到各项目的数字。", by=chair,
        at=at - timedelta(days=2),
    )  # fmt: skip
    _drafted(presidium, "general_request", samples.request(presidium), clerk, at - timedelta(days=1))
    given_up = _drafted(presidium, "general_notice", _titled(samples.notice(presidium), "关于组织代表体检的通知"),
                        clerk, at - timedelta(days=9))  # fmt: skip
    drafting.document_discard(document=given_up, reason="改为口头通知。", by=clerk, at=at - timedelta(days=8))


def _titled(tree: Tree, title: str) -> Tree:
    return replace(tree, title=title)


def _drafted(organ: Unit, kind: str, tree: Tree, by: Actor, at: datetime) -> Document:
    return drafting.document_draft(organ=organ, kind=kind, tree=tree, by=by, at=at)


def _submitted(organ: Unit, kind: str, tree: Tree, at: datetime) -> Document:
    """拟稿 by the town's clerk, before its chair and its leader."""
    clerk = demo_actor("qinghe", at)
    return _sent(_drafted(organ, kind, tree, clerk, at), clerk, ("daibiao1", "zhenwei"), at)


def _sent(document: Document, by: Actor, reviewers: Sequence[str], at: datetime) -> Document:
    people = [Person.objects.select_related("user").get(user__username=username) for username in reviewers]
    return drafting.document_submit(document=document, reviewers=people, by=by, at=at)


def demo_issue(organ: Unit, kind: str, tree: Tree, at: datetime) -> Document:
    """A paper of 青禾镇 through all hands into the archive."""
    document = _drafted(organ, kind, tree, demo_actor("qinghe", at), at)
    return demo_sign(document, demo_actor("qinghe", at), ("daibiao1", "zhenwei"), at)


def demo_sign(document: Document, by: Actor, reviewers: Sequence[str], at: datetime) -> Document:
    """拟稿 → 核稿 → 签发 → 归档 of a draft, within one day."""
    _sent(document, by, reviewers, at)
    for number, username in enumerate(reviewers, start=1):
        request, reviewer = selectors.issue_request(document), demo_actor(username, at)
        step_approve(
            request=request, step_number=number, opinion="同意。", by=reviewer, at=at + timedelta(hours=number)
        )
    archiving.document_archive(document_id=document.pk, at=at + timedelta(hours=3))
    return Document.objects.select_related("organ__area").get(pk=document.pk)


def demo_actor(username: str, at: datetime) -> Actor:
    """An account of the demo district in its first role."""
    user = Person.objects.select_related("user").get(user__username=username).user
    on = local_day(at)
    actor = actor_of(user, acting_roles(user, on)[0].choice, on)
    if actor is None:
        raise LookupError(f"{username} holds no role")
    return actor
